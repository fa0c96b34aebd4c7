DROP TABLE coded_records;
