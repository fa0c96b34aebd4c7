CREATE TABLE cases (
    id BYTEA NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL,
    header BYTEA NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('received', 'answered', 'closed')),
    priority TEXT NOT NULL CHECK (priority IN ('high', 'low', 'normal')),
    received_on INTEGER NOT NULL,
    due_on INTEGER
);

CREATE TABLE grants (
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    epoch BIGINT NOT NULL,
    grantee BYTEA NOT NULL,
    locked BYTEA NOT NULL,
    PRIMARY KEY (case_id, epoch, grantee)
);
CREATE INDEX grants_of_grantee ON grants (grantee, case_id);

CREATE TABLE objects (
    id BYTEA NOT NULL PRIMARY KEY,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    kind TEXT NOT NULL CHECK (kind IN (
        'report', 'message', 'bundle', 'card', 'note', 'status', 'reply', 'key-history',
        'exclusion', 'epoch', 'incident', 'protection-request', 'vault', 'share', 'request',
        'approval', 'consent', 'acknowledgement', 'deletion'
    )),
    sender BYTEA NOT NULL,
    sequence BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    arrived_on INTEGER NOT NULL,
    UNIQUE (case_id, sender, sequence)
);

CREATE TABLE chunks (
    object_id BYTEA NOT NULL REFERENCES objects (id) DEFERRABLE,
    number BIGINT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (object_id, number)
);

-- Chunks that were sent before the head of their parcel.
CREATE TABLE waiting_chunks (
    parcel BYTEA NOT NULL,
    number BIGINT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    bytes BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    arrived_on INTEGER NOT NULL,
    PRIMARY KEY (parcel, number)
);

CREATE TABLE mailboxes (
    digest BYTEA NOT NULL PRIMARY KEY,
    case_id BYTEA NOT NULL UNIQUE REFERENCES cases (id) DEFERRABLE,
    deletion_asked_on INTEGER
);

CREATE TABLE replies (
    object_id BYTEA NOT NULL PRIMARY KEY,
    mailbox BYTEA NOT NULL REFERENCES mailboxes (digest) DEFERRABLE,
    number BIGINT NOT NULL,
    locked BYTEA NOT NULL,
    bundle BYTEA REFERENCES objects (id) DEFERRABLE,
    arrived_on INTEGER NOT NULL,
    read_on INTEGER,
    goes_on INTEGER NOT NULL,
    UNIQUE (mailbox, number)
);

CREATE TABLE claims (
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    code INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    batch_on INTEGER NOT NULL,
    PRIMARY KEY (case_id, code, sequence)
);

-- No column names a case, but an opening holds the digest of a sealed object, and a thread joins the
-- entries of one report: whoever has this table and `objects` can tell which entry is about which
-- case, until the openings are destroyed after the audit.
CREATE TABLE queued_entries (
    tag BYTEA NOT NULL PRIMARY KEY,
    commitment BYTEA NOT NULL,
    opening BYTEA NOT NULL,
    thread BYTEA NOT NULL,
    arrived_on INTEGER NOT NULL
);

CREATE TABLE parcels (
    id BYTEA NOT NULL PRIMARY KEY,
    digest BYTEA NOT NULL,
    accepted_on INTEGER NOT NULL
);

CREATE TABLE resends (
    mailbox BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    sent_on INTEGER NOT NULL,
    PRIMARY KEY (mailbox, digest)
);

CREATE TABLE chores (
    name TEXT NOT NULL PRIMARY KEY,
    done_on INTEGER NOT NULL,
    lease BYTEA NOT NULL,
    leased_until BIGINT NOT NULL
);

-- Old versions of rows tell the order of arrival until they are vacuumed. Only its owner may vacuum a
-- table, and no door owns one, so the server is told to do it whenever there is something.
ALTER TABLE cases SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE grants SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE objects SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE chunks SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE waiting_chunks SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE mailboxes SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE replies SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE claims SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE queued_entries SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE parcels SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE resends SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);

-- Officers' accounts at the desk. Nothing here is about a reporter or a case, so moments are kept.

CREATE TABLE accounts (
    name TEXT NOT NULL PRIMARY KEY,
    officer BYTEA NOT NULL,
    record BYTEA NOT NULL,
    wrapped BYTEA NOT NULL,
    factor BYTEA NOT NULL,
    factor_step BIGINT NOT NULL,
    locked_on INTEGER
);

CREATE TABLE recovery_codes (
    account TEXT NOT NULL REFERENCES accounts (name) DEFERRABLE,
    digest BYTEA NOT NULL,
    PRIMARY KEY (account, digest)
);

CREATE TABLE sessions (
    digest BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name) DEFERRABLE,
    opened_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);

CREATE TABLE invitations (
    digest BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    officer BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);

-- `account` is what was typed: there may be no such account.
CREATE TABLE pending_sign_ins (
    id BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    state BYTEA NOT NULL,
    began_at BIGINT NOT NULL
);

-- `account` is a digest of what was typed, which may be something that was typed into the wrong field.
CREATE TABLE attempts (
    id BYTEA NOT NULL PRIMARY KEY,
    account BYTEA NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('begun', 'opened'))
);
CREATE INDEX attempts_of_account ON attempts (account, at);
