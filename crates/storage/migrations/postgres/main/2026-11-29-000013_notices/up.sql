-- Up to which hour each officer has had the notice that comes at fixed hours. Addresses are not kept here.
CREATE TABLE notices (
    officer BYTEA NOT NULL PRIMARY KEY,
    -- Minutes since the beginning of 1970 by the office's own clock.
    sent BIGINT NOT NULL
);
