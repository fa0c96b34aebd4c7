-- Whoever held a case once can know the tag that its reporter's next message will have. An entry of somebody else's under
-- that tag must not keep the message out: which of several entries is the true one, its commitment says.
ALTER TABLE queued_entries DROP CONSTRAINT queued_entries_pkey;
ALTER TABLE queued_entries ADD PRIMARY KEY (tag, commitment);
