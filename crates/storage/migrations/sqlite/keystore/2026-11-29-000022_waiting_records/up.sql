-- Coded records that wait for their batch (decision 0060). They lie here because this database is in no backup of the main one:
-- beside the record of acts, a backup of each day would tell on which day each came.
CREATE TABLE waiting_records (
    key BLOB NOT NULL PRIMARY KEY,
    body_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    codebook INTEGER NOT NULL,
    codes TEXT NOT NULL
) WITHOUT ROWID;
-- Keys of records that go when the batch comes.
CREATE TABLE replaced_records (
    id BLOB NOT NULL PRIMARY KEY,
    body_id BLOB NOT NULL,
    key BLOB NOT NULL
) WITHOUT ROWID;
