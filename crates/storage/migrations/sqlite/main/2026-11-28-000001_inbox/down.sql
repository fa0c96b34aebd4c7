DROP TABLE memories;
DROP TABLE dockets;
DROP INDEX grants_of_grantee_by_day;
ALTER TABLE grants DROP COLUMN received_on;
