DROP TABLE act_days;
DROP TABLE acts;
