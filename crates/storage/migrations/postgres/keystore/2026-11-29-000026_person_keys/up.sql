-- What hides which records are of one person, for each body and period in which it counts persons (decision 0066).
CREATE TABLE person_keys (
    body_id BYTEA NOT NULL,
    period TEXT NOT NULL,
    key BYTEA NOT NULL,
    PRIMARY KEY (body_id, period)
);
ALTER TABLE person_keys SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
