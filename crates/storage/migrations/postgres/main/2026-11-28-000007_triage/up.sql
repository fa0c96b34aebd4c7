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
ALTER TABLE cases ADD COLUMN card BYTEA;
ALTER TABLE cases ADD COLUMN held_on INTEGER;
ALTER TABLE cases DROP CONSTRAINT cases_priority_check;
ALTER TABLE cases ADD CONSTRAINT cases_priority_check CHECK (priority IN ('emergency', 'high', 'low', 'normal'));
CREATE TABLE proposals (
    case_id BYTEA NOT NULL PRIMARY KEY REFERENCES cases (id) DEFERRABLE,
    object_id BYTEA NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('close', 'hold', 'release')),
    officer BYTEA NOT NULL
);
