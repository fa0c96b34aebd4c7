DROP TABLE barred;
