DROP TABLE proposals;
UPDATE cases SET priority = 'high' WHERE priority = 'emergency';
-- SQLite changes no check of a column: another column takes its place.
ALTER TABLE cases ADD COLUMN next_priority TEXT NOT NULL DEFAULT 'normal'
    CHECK (next_priority IN ('high', 'low', 'normal'));
UPDATE cases SET next_priority = priority;
ALTER TABLE cases DROP COLUMN priority;
ALTER TABLE cases RENAME COLUMN next_priority TO priority;
ALTER TABLE cases DROP COLUMN held_on;
ALTER TABLE cases DROP COLUMN card;
ALTER TABLE cases DROP COLUMN stage;
