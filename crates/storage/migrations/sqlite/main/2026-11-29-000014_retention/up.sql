-- That a case be forgotten is proposed by one officer and agreed to by another.
-- SQLite changes no check of a column: another table takes its place.
CREATE TABLE next_proposals (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) DEFERRABLE,
    object_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('close', 'hold', 'release', 'forget')),
    officer BLOB NOT NULL
) WITHOUT ROWID;
INSERT INTO next_proposals SELECT case_id, object_id, kind, officer FROM proposals;
DROP TABLE proposals;
ALTER TABLE next_proposals RENAME TO proposals;
