-- Cases whose reporters ask for a review, from the day of the first request until an officer answers or takes the case up again.
CREATE TABLE reviews (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) DEFERRABLE,
    asked_on INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX reviews_asked ON reviews (asked_on, case_id);
-- What was asked before and had no answer on a later day.
INSERT INTO reviews (case_id, asked_on)
SELECT asked.case_id, MIN(asked.arrived_on) FROM objects AS asked
WHERE asked.kind = 'request' AND asked.sender = X'00000000000000000000000000000000' AND NOT EXISTS (
    SELECT 1 FROM objects AS later
    WHERE later.case_id = asked.case_id AND later.kind IN ('reply', 'status') AND later.arrived_on > asked.arrived_on
)
GROUP BY asked.case_id;
