-- Whoever held a case once can know the tag that its reporter's next message will have. An entry of somebody else's under
-- that tag must not keep the message out: which of several entries is the true one, its commitment says.
-- SQLite changes no key: another table takes its place.
CREATE TABLE next_entries (
    tag BLOB NOT NULL,
    commitment BLOB NOT NULL,
    opening BLOB NOT NULL,
    thread BLOB NOT NULL,
    arrived_on INTEGER NOT NULL,
    PRIMARY KEY (tag, commitment)
) WITHOUT ROWID;
INSERT INTO next_entries SELECT tag, commitment, opening, thread, arrived_on FROM queued_entries;
DROP TABLE queued_entries;
ALTER TABLE next_entries RENAME TO queued_entries;
