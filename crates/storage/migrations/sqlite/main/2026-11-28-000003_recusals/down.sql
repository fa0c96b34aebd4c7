ALTER TABLE cases DROP COLUMN key_number;
