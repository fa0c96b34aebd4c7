DROP INDEX grants_of_case;
CREATE INDEX grants_of_case ON grants (case_id, grantee);
DROP INDEX cases_held;
DROP INDEX cases_listed;
