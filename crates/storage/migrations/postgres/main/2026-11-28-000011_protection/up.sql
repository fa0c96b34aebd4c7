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
    -- When it was decided on for the first time, and when it was written down that the time ran out.
    decided_on INTEGER,
    ran_out_on INTEGER,
    decided_by BYTEA,
    -- Since when it is contested, and whose decision was found wrong.
    contested_on INTEGER,
    overruled BYTEA,
    -- The last object about it.
    last_id BYTEA NOT NULL,
    -- When running measures are looked at again.
    review_on INTEGER,
    PRIMARY KEY (case_id, request_id)
);
-- Those that nobody decided on yet: the night's work and the officers' lists begin at the oldest. And those whose
-- measures are looked at again.
CREATE INDEX protections_undecided ON protections (asked_on, case_id, request_id) WHERE decided_on IS NULL;
CREATE INDEX protections_reviewed ON protections (review_on, case_id, request_id) WHERE review_on IS NOT NULL;
-- What officers told the desk beside their sealed objects, signed, so that their colleagues' clients can compare.
CREATE TABLE protection_steps (
    object_id BYTEA NOT NULL PRIMARY KEY,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    told BYTEA NOT NULL,
    signature BYTEA NOT NULL
);
CREATE INDEX protection_steps_of_cases ON protection_steps (case_id, object_id);
-- Reporters' requests, few among all objects: the night's work finds those of the days before.
CREATE INDEX objects_of_protection ON objects (arrived_on, id) WHERE kind = 'protection-request';
ALTER TABLE protections SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE protection_steps SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
