-- How many keys the case had before this one, and the next one from before anything lies under it until
-- this one is destroyed (decision 0037).
ALTER TABLE case_keys ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE case_keys ADD COLUMN next_key BYTEA;
