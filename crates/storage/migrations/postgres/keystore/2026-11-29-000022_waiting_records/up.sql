-- Coded records that wait for their batch (decision 0060). They lie here because this database is in no backup of the main one:
-- beside the record of acts, a backup of each day would tell on which day each came.
CREATE TABLE waiting_records (
    key BYTEA NOT NULL PRIMARY KEY,
    body_id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    codebook INTEGER NOT NULL,
    codes TEXT NOT NULL
);
-- Keys of records that go when the batch comes.
CREATE TABLE replaced_records (
    id BYTEA NOT NULL PRIMARY KEY,
    body_id BYTEA NOT NULL,
    key BYTEA NOT NULL
);
ALTER TABLE waiting_records SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE replaced_records SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
