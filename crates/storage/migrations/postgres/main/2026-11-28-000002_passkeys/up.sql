-- Passkeys of officers: what is public of each, and how often it says it was used.

CREATE TABLE passkeys (
    credential BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (name) DEFERRABLE,
    label TEXT NOT NULL,
    key BYTEA NOT NULL,
    counter BIGINT NOT NULL,
    added_on INTEGER NOT NULL,
    locked_on INTEGER
);
CREATE INDEX passkeys_of_account ON passkeys (account);
