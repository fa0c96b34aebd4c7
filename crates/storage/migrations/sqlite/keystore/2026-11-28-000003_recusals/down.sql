ALTER TABLE case_keys DROP COLUMN next_key;
ALTER TABLE case_keys DROP COLUMN number;
