-- What was coded of cases, for figures (decision 0060). A record has no case, no officer and no day: nothing but its random key,
-- and codes of the codebook.
CREATE TABLE coded_records (
    key BYTEA NOT NULL PRIMARY KEY,
    body_id BYTEA NOT NULL,
    kind TEXT NOT NULL,
    -- A quarter, or a year.
    period TEXT NOT NULL,
    codebook INTEGER NOT NULL,
    codes TEXT NOT NULL
);
CREATE INDEX coded_records_of_bodies ON coded_records (body_id, kind, period, key);
ALTER TABLE coded_records SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
