-- WITHOUT ROWID: a row number would tell in which order things arrived.

CREATE TABLE cases (
    id BLOB NOT NULL PRIMARY KEY,
    body BLOB NOT NULL,
    header BLOB NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('received', 'answered', 'closed')),
    priority TEXT NOT NULL CHECK (priority IN ('high', 'low', 'normal')),
    received_on INTEGER NOT NULL,
    due_on INTEGER
) WITHOUT ROWID;

CREATE TABLE grants (
    case_id BLOB NOT NULL REFERENCES cases (id) DEFERRABLE,
    epoch BIGINT NOT NULL,
    grantee BLOB NOT NULL,
    locked BLOB NOT NULL,
    PRIMARY KEY (case_id, epoch, grantee)
) WITHOUT ROWID;
CREATE INDEX grants_of_grantee ON grants (grantee, case_id);

CREATE TABLE objects (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id) DEFERRABLE,
    kind TEXT NOT NULL CHECK (kind IN (
        'report', 'message', 'bundle', 'card', 'note', 'status', 'reply', 'key-history',
        'exclusion', 'epoch', 'incident', 'protection-request', 'vault', 'share', 'request',
        'approval', 'consent', 'acknowledgement', 'deletion'
    )),
    sender BLOB NOT NULL,
    sequence BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    arrived_on INTEGER NOT NULL,
    UNIQUE (case_id, sender, sequence)
) WITHOUT ROWID;

CREATE TABLE chunks (
    object_id BLOB NOT NULL REFERENCES objects (id) DEFERRABLE,
    number BIGINT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (object_id, number)
) WITHOUT ROWID;

-- Chunks that were sent before the head of their parcel.
CREATE TABLE waiting_chunks (
    parcel BLOB NOT NULL,
    number BIGINT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    bytes BIGINT NOT NULL,
    digest BLOB NOT NULL,
    arrived_on INTEGER NOT NULL,
    PRIMARY KEY (parcel, number)
) WITHOUT ROWID;

CREATE TABLE mailboxes (
    digest BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL UNIQUE REFERENCES cases (id) DEFERRABLE,
    deletion_asked_on INTEGER
) WITHOUT ROWID;

CREATE TABLE replies (
    object_id BLOB NOT NULL PRIMARY KEY,
    mailbox BLOB NOT NULL REFERENCES mailboxes (digest) DEFERRABLE,
    number BIGINT NOT NULL,
    locked BLOB NOT NULL,
    bundle BLOB REFERENCES objects (id) DEFERRABLE,
    arrived_on INTEGER NOT NULL,
    read_on INTEGER,
    goes_on INTEGER NOT NULL,
    UNIQUE (mailbox, number)
) WITHOUT ROWID;

CREATE TABLE claims (
    case_id BLOB NOT NULL REFERENCES cases (id) DEFERRABLE,
    code INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    batch_on INTEGER NOT NULL,
    PRIMARY KEY (case_id, code, sequence)
) WITHOUT ROWID;

-- No column names a case, but an opening holds the digest of a sealed object, and a thread joins the
-- entries of one report: whoever has this table and `objects` can tell which entry is about which
-- case, until the openings are destroyed after the audit.
CREATE TABLE queued_entries (
    tag BLOB NOT NULL PRIMARY KEY,
    commitment BLOB NOT NULL,
    opening BLOB NOT NULL,
    thread BLOB NOT NULL,
    arrived_on INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE parcels (
    id BLOB NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL,
    accepted_on INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE resends (
    mailbox BLOB NOT NULL,
    digest BLOB NOT NULL,
    sent_on INTEGER NOT NULL,
    PRIMARY KEY (mailbox, digest)
) WITHOUT ROWID;

CREATE TABLE chores (
    name TEXT NOT NULL PRIMARY KEY,
    done_on INTEGER NOT NULL,
    lease BLOB NOT NULL,
    leased_until BIGINT NOT NULL
) WITHOUT ROWID;

-- Officers' accounts at the desk. Nothing here is about a reporter or a case, so moments are kept.

CREATE TABLE accounts (
    name TEXT NOT NULL PRIMARY KEY,
    officer BLOB NOT NULL,
    record BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    factor BLOB NOT NULL,
    factor_step BIGINT NOT NULL,
    locked_on INTEGER
) WITHOUT ROWID;

CREATE TABLE recovery_codes (
    account TEXT NOT NULL REFERENCES accounts (name) DEFERRABLE,
    digest BLOB NOT NULL,
    PRIMARY KEY (account, digest)
) WITHOUT ROWID;

CREATE TABLE sessions (
    digest BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name) DEFERRABLE,
    opened_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE invitations (
    digest BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    officer BLOB NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;

-- `account` is what was typed: there may be no such account.
CREATE TABLE pending_sign_ins (
    id BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    state BLOB NOT NULL,
    began_at BIGINT NOT NULL
) WITHOUT ROWID;

-- `account` is a digest of what was typed, which may be something that was typed into the wrong field.
CREATE TABLE attempts (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB NOT NULL,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('begun', 'opened'))
) WITHOUT ROWID;
CREATE INDEX attempts_of_account ON attempts (account, at);
