-- Without figures SQLite takes the key of a table, and with it the whole row, for an index of short rows that begins with the same key,
-- and looks through all grants of an officer for the one of a case.
-- The figures are given once and not counted: ANALYZE would also keep keys of rows, and still have them when a case is forgotten.
CREATE TABLE of_no_rows (number INTEGER);
ANALYZE of_no_rows;
DROP TABLE of_no_rows;
DELETE FROM sqlite_stat4;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('cases', 'cases_listed', '100000 1 1 1 1 1 1 1'),
    ('grants', 'grants', '300000 3 3 1'),
    ('grants', 'grants_of_case', '300000 3 1 1'),
    ('grants', 'grants_of_grantee', '300000 10000 1'),
    ('grants', 'grants_of_grantee_by_day', '300000 10000 20 1'),
    ('grants', 'grants_of_grantee_by_status', '300000 10000 4000 10 1'),
    ('grants', 'grants_of_grantee_kept', '300000 10000 4000 2000 10 1');
ANALYZE sqlite_schema;
