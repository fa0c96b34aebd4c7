DROP TABLE memories;
DROP TABLE dockets;
DROP INDEX objects_of_case_by_day;
DROP INDEX grants_of_grantee_by_day;
ALTER TABLE grants DROP COLUMN received_on;
