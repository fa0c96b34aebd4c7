-- The record of acts: what was done, by whom, on which day; never what was written.

CREATE TABLE acts (
    subject BYTEA NOT NULL,
    number BIGINT NOT NULL,
    done_on INTEGER NOT NULL,
    kind TEXT NOT NULL,
    officer BYTEA,
    whom BYTEA,
    about BYTEA NOT NULL,
    previous BYTEA NOT NULL,
    PRIMARY KEY (subject, number)
);
CREATE INDEX acts_of_day ON acts (done_on, subject, number);

CREATE TABLE act_days (
    day INTEGER NOT NULL PRIMARY KEY,
    subjects BIGINT NOT NULL,
    digest BYTEA NOT NULL
);
