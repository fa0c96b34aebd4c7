-- What officers have signed about being away: each one's newest statement. It is handed to everybody who draws panels.

CREATE TABLE absences (
    officer BYTEA NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    statement BYTEA NOT NULL
);
