-- What was promised and did not come: the promised day, and until when the reporter may ask for a review. Both are
-- written once and stay, whatever is answered later and whatever is promised to others from then on.
ALTER TABLE cases ADD COLUMN silent_on INTEGER;
ALTER TABLE cases ADD COLUMN review_by INTEGER;
-- Those that nobody answered and whose silence is not written down yet: the night's work begins at the oldest.
CREATE INDEX cases_unanswered ON cases (status, received_on, id) WHERE silent_on IS NULL;
-- Wishes for a review, few among all objects: the night's work finds those of the days before.
CREATE INDEX objects_of_requests ON objects (arrived_on, id) WHERE kind = 'request';
-- Those that wait too long, for whoever oversees the office.
CREATE INDEX cases_of_status ON cases (status, received_on, id);
