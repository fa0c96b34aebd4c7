DELETE FROM queued_entries AS one USING queued_entries AS other
    WHERE one.tag = other.tag AND one.commitment > other.commitment;
ALTER TABLE queued_entries DROP CONSTRAINT queued_entries_pkey;
ALTER TABLE queued_entries ADD PRIMARY KEY (tag);
