DROP TABLE replaced_records;
DROP TABLE waiting_records;
