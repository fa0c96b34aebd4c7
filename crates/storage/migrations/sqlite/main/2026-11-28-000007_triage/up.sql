-- Where the work stands inside the body, apart from what the reporter is told; the officers' newest card;
-- and what waits for a second officer. Why is sealed.

ALTER TABLE cases ADD COLUMN stage TEXT NOT NULL DEFAULT 'c10_received' CHECK (stage IN (
    'c10_received', 'c11_acknowledged', 'c20_triage', 'c21_info_requested', 'c22_jurisdiction_check',
    'c30_assessment', 'c31_preliminary', 'c40_investigation', 'c41_joint', 'c42_referred_monitored',
    'c50_decision', 'c60_court', 'c61_disciplinary', 'c70_concluded', 'c71_feedback_given', 'c80_review',
    'c81_reopened', 'c90_monitoring', 'c99_archived'
));
UPDATE cases SET stage = 'c11_acknowledged' WHERE status = 'answered';
UPDATE cases SET stage = 'c70_concluded' WHERE status = 'closed';
ALTER TABLE cases ADD COLUMN card BLOB;
ALTER TABLE cases ADD COLUMN held_on INTEGER;
-- SQLite changes no check of a column: another column takes its place.
ALTER TABLE cases ADD COLUMN next_priority TEXT NOT NULL DEFAULT 'normal'
    CHECK (next_priority IN ('emergency', 'high', 'low', 'normal'));
UPDATE cases SET next_priority = priority;
ALTER TABLE cases DROP COLUMN priority;
ALTER TABLE cases RENAME COLUMN next_priority TO priority;
CREATE TABLE proposals (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) DEFERRABLE,
    object_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('close', 'hold', 'release')),
    officer BLOB NOT NULL
) WITHOUT ROWID;
