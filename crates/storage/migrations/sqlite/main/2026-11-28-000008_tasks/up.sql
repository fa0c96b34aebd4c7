-- What the desk has to know of the tasks of a case: who does which one, and by when. What is to be done is
-- sealed. A task without a day is due on the last day that there is, so that days alone order a list.
CREATE TABLE tasks (
    case_id BLOB NOT NULL REFERENCES cases (id) DEFERRABLE,
    id BLOB NOT NULL,
    noted_in BLOB NOT NULL,
    officer BLOB,
    due_on INTEGER NOT NULL,
    is_open BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
CREATE INDEX tasks_of_officer_by_day ON tasks (officer, is_open, due_on, case_id, id);

-- Where a case stands, as its reporter is told, stands beside each of its grants, so that a work list of any
-- size begins with a few steps down one index.
ALTER TABLE grants ADD COLUMN status TEXT NOT NULL DEFAULT 'received'
    CHECK (status IN ('answered', 'closed', 'received'));
UPDATE grants SET status = (SELECT status FROM cases WHERE cases.id = grants.case_id);
CREATE INDEX grants_of_grantee_by_status ON grants (grantee, status, received_on, case_id);

-- The searches that officers have named, sealed to their own clients.
CREATE TABLE searches (
    officer BLOB NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    sealed BLOB NOT NULL
) WITHOUT ROWID;

-- The totals of a body are counted from this alone.
CREATE INDEX cases_of_body ON cases (body, status, received_on);
