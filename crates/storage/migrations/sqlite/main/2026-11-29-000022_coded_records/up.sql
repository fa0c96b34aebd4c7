-- What was coded of cases, for figures (decision 0060). A record has no case, no officer and no day: nothing but its random key,
-- and codes of the codebook.
CREATE TABLE coded_records (
    key BLOB NOT NULL PRIMARY KEY,
    body_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    -- A quarter, or a year.
    period TEXT NOT NULL,
    codebook INTEGER NOT NULL,
    codes TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX coded_records_of_bodies ON coded_records (body_id, kind, period, key);
CREATE TRIGGER coded_records_stay BEFORE UPDATE ON coded_records BEGIN SELECT RAISE(ABORT, 'records are replaced, not changed'); END;
