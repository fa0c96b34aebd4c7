DROP INDEX cases_of_status;
DROP INDEX objects_of_requests;
DROP INDEX cases_unanswered;
ALTER TABLE cases DROP COLUMN review_by;
ALTER TABLE cases DROP COLUMN silent_on;
