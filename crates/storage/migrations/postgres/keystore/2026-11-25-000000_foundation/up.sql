CREATE TABLE case_keys (
    case_id BYTEA NOT NULL PRIMARY KEY,
    key BYTEA NOT NULL,
    made_on INTEGER NOT NULL
);
