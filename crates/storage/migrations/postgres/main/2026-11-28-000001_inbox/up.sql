-- The day on which a case arrived stands beside each of its grants, so that an inbox of any size begins
-- with a few steps down one index. A grant that older code makes has none, and its case stands last.
ALTER TABLE grants ADD COLUMN received_on INTEGER NOT NULL DEFAULT 0;
UPDATE grants SET received_on = (SELECT received_on FROM cases WHERE cases.id = grants.case_id);
CREATE INDEX grants_of_grantee_by_day ON grants (grantee, received_on DESC, case_id);
-- The day stands behind the sealed bytes of a row: without this, a list reads all of them to find it.
CREATE INDEX objects_of_case_by_day ON objects (case_id, arrived_on);

CREATE TABLE dockets (
    officer BYTEA NOT NULL,
    case_id BYTEA NOT NULL REFERENCES cases (id) DEFERRABLE,
    locked BYTEA NOT NULL,
    PRIMARY KEY (officer, case_id)
);
CREATE INDEX dockets_of_case ON dockets (case_id);

CREATE TABLE memories (
    officer BYTEA NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);

-- As for the other tables that the nightly shuffle writes anew.
ALTER TABLE dockets SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0
);
