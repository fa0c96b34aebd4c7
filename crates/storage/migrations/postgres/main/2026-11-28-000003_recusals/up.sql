-- Under which of the keys of its case everything lies that is inside the outer lock (decision 0037).
ALTER TABLE cases ADD COLUMN key_number BIGINT NOT NULL DEFAULT 0;
