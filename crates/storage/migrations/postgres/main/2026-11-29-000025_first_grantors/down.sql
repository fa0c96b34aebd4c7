ALTER TABLE grants DROP COLUMN let_in_by;
