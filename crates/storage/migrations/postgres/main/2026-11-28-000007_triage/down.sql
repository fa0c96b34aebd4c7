DROP TABLE proposals;
UPDATE cases SET priority = 'high' WHERE priority = 'emergency';
ALTER TABLE cases DROP CONSTRAINT cases_priority_check;
ALTER TABLE cases ADD CONSTRAINT cases_priority_check CHECK (priority IN ('high', 'low', 'normal'));
ALTER TABLE cases DROP COLUMN held_on;
ALTER TABLE cases DROP COLUMN card;
ALTER TABLE cases DROP COLUMN stage;
