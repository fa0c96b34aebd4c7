CREATE TABLE next_entries (
    tag BLOB NOT NULL PRIMARY KEY,
    commitment BLOB NOT NULL,
    opening BLOB NOT NULL,
    thread BLOB NOT NULL,
    arrived_on INTEGER NOT NULL
) WITHOUT ROWID;
INSERT OR IGNORE INTO next_entries SELECT tag, commitment, opening, thread, arrived_on FROM queued_entries;
DROP TABLE queued_entries;
ALTER TABLE next_entries RENAME TO queued_entries;
