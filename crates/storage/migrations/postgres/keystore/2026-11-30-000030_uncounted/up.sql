-- ANALYZE keeps up to a hundred values of each column, and keeps them when their rows are gone: keys that were destroyed, and what led to
-- a mailbox. These columns are not counted. Setting a type, here the same one, is what clears away what was counted before.
ALTER TABLE case_keys
    ALTER COLUMN key TYPE BYTEA, ALTER COLUMN key SET STATISTICS 0,
    ALTER COLUMN next_key TYPE BYTEA, ALTER COLUMN next_key SET STATISTICS 0;
ALTER TABLE person_keys
    ALTER COLUMN key TYPE BYTEA, ALTER COLUMN key SET STATISTICS 0;
ALTER TABLE replaced_records
    ALTER COLUMN id TYPE BYTEA, ALTER COLUMN id SET STATISTICS 0,
    ALTER COLUMN body_id TYPE BYTEA, ALTER COLUMN body_id SET STATISTICS 0,
    ALTER COLUMN key TYPE BYTEA, ALTER COLUMN key SET STATISTICS 0;
ALTER TABLE waiting_records
    ALTER COLUMN key TYPE BYTEA, ALTER COLUMN key SET STATISTICS 0,
    ALTER COLUMN body_id TYPE BYTEA, ALTER COLUMN body_id SET STATISTICS 0,
    ALTER COLUMN kind TYPE TEXT, ALTER COLUMN kind SET STATISTICS 0,
    ALTER COLUMN period TYPE TEXT, ALTER COLUMN period SET STATISTICS 0,
    ALTER COLUMN codebook TYPE INTEGER, ALTER COLUMN codebook SET STATISTICS 0,
    ALTER COLUMN codes TYPE TEXT, ALTER COLUMN codes SET STATISTICS 0;
