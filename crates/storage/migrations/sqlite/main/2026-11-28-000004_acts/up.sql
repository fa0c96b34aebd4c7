-- The record of acts: what was done, by whom, on which day; never what was written.

CREATE TABLE acts (
    subject BLOB NOT NULL,
    number BIGINT NOT NULL,
    done_on INTEGER NOT NULL,
    kind TEXT NOT NULL,
    officer BLOB,
    whom BLOB,
    about BLOB NOT NULL,
    previous BLOB NOT NULL,
    PRIMARY KEY (subject, number)
) WITHOUT ROWID;
CREATE INDEX acts_of_day ON acts (done_on, subject, number);

CREATE TABLE act_days (
    day INTEGER NOT NULL PRIMARY KEY,
    subjects BIGINT NOT NULL,
    digest BLOB NOT NULL
) WITHOUT ROWID;

-- On PostgreSQL no door has the right to change them.
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are not changed'); END;
CREATE TRIGGER acts_are_kept BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'acts are not removed'); END;
CREATE TRIGGER act_days_stay BEFORE UPDATE ON act_days BEGIN SELECT RAISE(ABORT, 'digests are not changed'); END;
CREATE TRIGGER act_days_are_kept BEFORE DELETE ON act_days BEGIN SELECT RAISE(ABORT, 'digests are not removed'); END;
