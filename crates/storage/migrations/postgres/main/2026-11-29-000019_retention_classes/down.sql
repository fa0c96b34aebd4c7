DROP INDEX cases_unanswered;
CREATE INDEX cases_unanswered ON cases (status, received_on, id) WHERE silent_on IS NULL;
DROP INDEX grants_of_grantee_kept;
ALTER TABLE grants DROP COLUMN closed_on;
ALTER TABLE grants DROP COLUMN kept_as;
ALTER TABLE cases DROP COLUMN closed_on;
ALTER TABLE cases DROP COLUMN kept_as;
