-- Somebody may have let SQLite count, which keeps keys when their rows are gone.
CREATE TABLE of_no_rows (number INTEGER);
ANALYZE of_no_rows;
DROP TABLE of_no_rows;
DELETE FROM sqlite_stat4;
DELETE FROM sqlite_stat1;
ANALYZE sqlite_schema;
