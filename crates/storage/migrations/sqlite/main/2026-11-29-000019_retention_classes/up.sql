-- As what a closed case is kept, and since which day it is, the first on which it was closed. The classes are the groups of
-- outcomes, of which nothing is known here. Cases that were closed before have none: they are kept until officers decide.
ALTER TABLE cases ADD COLUMN kept_as TEXT CHECK (kept_as IN ('act', 'out', 'sub'));
ALTER TABLE cases ADD COLUMN closed_on INTEGER;
-- Beside each grant, so that a work list of any size begins with a few steps down one index.
ALTER TABLE grants ADD COLUMN kept_as TEXT CHECK (kept_as IN ('act', 'out', 'sub'));
ALTER TABLE grants ADD COLUMN closed_on INTEGER;
CREATE INDEX grants_of_grantee_kept ON grants (grantee, status, kept_as, closed_on, case_id);
-- A partial index was passed over for one of all cases once rows were wider.
DROP INDEX cases_unanswered;
CREATE INDEX cases_unanswered ON cases (status, silent_on, received_on, id);
