-- What lists read of a case or of a grant, in rows without sealed bytes: SQLite compares a key in a table WITHOUT ROWID only once it
-- has read the whole row, and a header or a locked grant reaches over three pages.
CREATE INDEX cases_listed ON cases (id, status, stage, priority, received_on, due_on, key_number);
CREATE INDEX cases_held ON cases (id) WHERE held_on IS NOT NULL;
DROP INDEX grants_of_case;
CREATE INDEX grants_of_case ON grants (case_id, grantee, status);
