-- Cases whose reporters ask for a review, from the day of the first request until an officer answers or takes the case up again.
CREATE TABLE reviews (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) DEFERRABLE,
    asked_on INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX reviews_asked ON reviews (asked_on, case_id);
-- What was asked before, was not answered on a later day, and is not being looked at anew.
INSERT INTO reviews (case_id, asked_on)
SELECT asked.case_id, MIN(asked.arrived_on) FROM objects AS asked
JOIN cases ON cases.id = asked.case_id
WHERE asked.kind = 'request' AND asked.sender = X'00000000000000000000000000000000'
AND cases.stage NOT IN ('c80_review', 'c81_reopened') AND NOT EXISTS (
    SELECT 1 FROM objects AS answer
    WHERE answer.case_id = asked.case_id AND answer.kind = 'reply' AND answer.arrived_on > asked.arrived_on
)
GROUP BY asked.case_id;
