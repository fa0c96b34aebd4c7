DELETE FROM proposals WHERE kind = 'forget';
ALTER TABLE proposals DROP CONSTRAINT proposals_kind_check;
ALTER TABLE proposals ADD CONSTRAINT proposals_kind_check CHECK (kind IN ('close', 'hold', 'release'));
