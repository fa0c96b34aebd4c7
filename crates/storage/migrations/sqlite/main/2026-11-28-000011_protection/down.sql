DROP INDEX objects_of_protection;
DROP TABLE protections;
