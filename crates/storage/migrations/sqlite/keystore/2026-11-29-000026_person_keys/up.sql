-- What hides which records are of one person, for each body and period in which it counts persons (decision 0066).
CREATE TABLE person_keys (
    body_id BLOB NOT NULL,
    period TEXT NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (body_id, period)
) WITHOUT ROWID;
