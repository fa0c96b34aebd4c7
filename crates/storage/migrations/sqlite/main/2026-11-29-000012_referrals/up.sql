-- Referrals to other bodies: that there are some, to which body, where each stands, and until when an answer is
-- awaited. What was sent, why, and what opens the answers lies sealed in the case; nothing here names the case that the
-- other body has.
CREATE TABLE referrals (
    case_id BLOB NOT NULL REFERENCES cases (id) DEFERRABLE,
    -- The note that began it.
    id BLOB NOT NULL,
    to_body BLOB NOT NULL,
    status TEXT NOT NULL CHECK (status IN (
        'proposed', 'consent_pending', 'risk_blocked', 'sent', 'received', 'accepted', 'declined',
        'info_requested', 'in_progress', 'outcome_reported', 'feedback_to_reporter', 'closed'
    )),
    -- By when an answer is asked for, while it is awaited.
    due_on INTEGER,
    -- The last note about it.
    last_id BLOB NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;
CREATE INDEX referrals_due ON referrals (due_on, case_id, id) WHERE due_on IS NOT NULL;
