-- Who let an officer into a case before that officer sealed the grant anew (decision 0067). Nothing where the grant itself says it.
ALTER TABLE grants ADD COLUMN let_in_by BLOB;
