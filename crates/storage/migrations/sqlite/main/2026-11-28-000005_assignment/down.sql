DROP INDEX grants_of_case;
DROP TABLE barred;
