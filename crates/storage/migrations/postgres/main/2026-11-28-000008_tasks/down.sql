DROP INDEX cases_of_body;
DROP TABLE searches;
DROP INDEX grants_of_grantee_by_status;
ALTER TABLE grants DROP COLUMN status;
DROP TABLE tasks;
