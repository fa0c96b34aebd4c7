-- How many objects the case had before this one. Days do not tell which of two things came first.
ALTER TABLE objects ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
