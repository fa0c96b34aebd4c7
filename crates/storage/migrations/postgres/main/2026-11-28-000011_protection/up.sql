-- Requests for protection: that there are some, where each stands and by whom that was decided. For whom, against
-- what, what was granted and why lies sealed in the case.
CREATE TABLE protections (
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    -- The object with the request.
    request_id BYTEA NOT NULL,
    status TEXT NOT NULL DEFAULT 'submitted' CHECK (status IN (
        'submitted', 'acknowledged', 'emergency_active', 'assessing', 'offered', 'active',
        'active_partial', 'refused', 'no_decision', 'declined', 'appealed', 'appeal_upheld',
        'appeal_dismissed', 'renewed', 'transferred', 'ended_safe', 'ended_lapse', 'closed'
    )),
    asked_on INTEGER NOT NULL,
    -- When it was decided on for the first time; that the time ran out is a decision as well.
    decided_on INTEGER,
    decided_by BYTEA,
    -- When running measures are looked at again.
    review_on INTEGER,
    PRIMARY KEY (case_id, request_id)
);
-- Those that nobody decided on yet: the night's work begins at the oldest.
CREATE INDEX protections_undecided ON protections (asked_on, case_id, request_id) WHERE decided_on IS NULL;
-- Reporters' requests, few among all objects: the night's work finds those of the days before.
CREATE INDEX objects_of_protection ON objects (arrived_on, id) WHERE kind = 'protection-request';
