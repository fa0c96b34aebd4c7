-- Who has declined a case, or was excluded from it while holding it: nobody lets them in again.

CREATE TABLE barred (
    case_id BLOB NOT NULL,
    officer BLOB NOT NULL,
    PRIMARY KEY (case_id, officer)
) WITHOUT ROWID;

-- Until now every exclusion that an officer signed was against that officer.
INSERT INTO barred (case_id, officer)
SELECT DISTINCT case_id, sender FROM objects WHERE kind = 'exclusion' AND sender <> zeroblob(16);

-- Who holds which cases is read for every page of the inbox. The primary key would read the grants along; on
-- PostgreSQL it does not.
CREATE INDEX grants_of_case ON grants (case_id, grantee);
