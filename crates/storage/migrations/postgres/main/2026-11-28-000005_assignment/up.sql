-- Who has declined a case, or was excluded from it while holding it: nobody lets them in again.

CREATE TABLE barred (
    case_id BYTEA NOT NULL,
    officer BYTEA NOT NULL,
    PRIMARY KEY (case_id, officer)
);

-- Until now every exclusion that an officer signed was against that officer.
INSERT INTO barred (case_id, officer)
SELECT DISTINCT case_id, sender FROM objects WHERE kind = 'exclusion' AND sender <> decode(repeat('00', 16), 'hex');
