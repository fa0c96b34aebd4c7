DROP INDEX objects_of_protection;
DROP TABLE protection_steps;
DROP TABLE protections;
