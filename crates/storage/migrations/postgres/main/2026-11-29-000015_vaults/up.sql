-- Identities that reporters left behind: that there is one, how many custodians are needed and who they are. Who the
-- reporter is lies sealed in the case, under a key that only custodians put together.
CREATE TABLE vaults (
    -- The object with the vault.
    object_id BYTEA NOT NULL PRIMARY KEY,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    needed INTEGER NOT NULL,
    kept_on INTEGER NOT NULL
);
CREATE INDEX vaults_of_cases ON vaults (case_id, object_id);
-- What each custodian keeps, sealed to the custodian, inside the outer lock of the case.
CREATE TABLE vault_shares (
    vault_id BYTEA NOT NULL,
    custodian BYTEA NOT NULL,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    locked BYTEA NOT NULL,
    PRIMARY KEY (vault_id, custodian)
);
CREATE INDEX vault_shares_of_cases ON vault_shares (case_id, vault_id, custodian);
-- Officers who ask for an identity. On which basis and why lies inside the outer lock, sealed to who is asked.
CREATE TABLE vault_requests (
    -- The object with the request.
    object_id BYTEA NOT NULL PRIMARY KEY,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    vault_id BYTEA NOT NULL,
    officer BYTEA NOT NULL,
    asked_on INTEGER NOT NULL,
    locked BYTEA NOT NULL
);
CREATE INDEX vault_requests_of_cases ON vault_requests (case_id, object_id);
-- Who was asked, and what came back: a share or a reason, sealed to who asked, inside the outer lock.
CREATE TABLE vault_answers (
    request_id BYTEA NOT NULL,
    custodian BYTEA NOT NULL,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    -- Nothing while it waits.
    approves BOOLEAN,
    answered_on INTEGER,
    locked BYTEA,
    PRIMARY KEY (request_id, custodian)
);
CREATE INDEX vault_answers_of_cases ON vault_answers (case_id, request_id, custodian);
CREATE INDEX vault_answers_waiting ON vault_answers (custodian, request_id) WHERE approves IS NULL;
ALTER TABLE vaults SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
ALTER TABLE vault_shares SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
