-- That a case be forgotten is proposed by one officer and agreed to by another.
ALTER TABLE proposals DROP CONSTRAINT proposals_kind_check;
ALTER TABLE proposals ADD CONSTRAINT proposals_kind_check CHECK (kind IN ('close', 'hold', 'release', 'forget'));
