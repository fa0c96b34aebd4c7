//! What each door may do on PostgreSQL: a role for each, and grants that say just what its queries do
//! (decision 0022). SQLite has no roles.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::connection::AnyConnection;
use crate::migration::Shelf;
use crate::store_error::StoreError;

/// A door of storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// `CaseRoom`, for the desk and the offline station.
    Desk,
    /// `DropBox`, for `intake`.
    Intake,
    /// `StaffRoom`, for officers' accounts.
    Staff,
    /// `Upkeep`, for the nightly chores.
    Upkeep,
}

impl Door {
    /// All doors.
    pub const ALL: [Self; 4] = [Self::Desk, Self::Intake, Self::Staff, Self::Upkeep];

    /// The role that every connection of this door takes on PostgreSQL before it asks anything.
    pub const fn role(self) -> &'static str {
        match self {
            Self::Desk => "tabir_desk",
            Self::Intake => "tabir_intake",
            Self::Staff => "tabir_staff",
            Self::Upkeep => "tabir_upkeep",
        }
    }
}

/// What the doors may do to one table. An empty text is nothing at all.
pub(crate) struct Rights {
    pub(crate) table: &'static str,
    desk: &'static str,
    intake: &'static str,
    staff: &'static str,
    upkeep: &'static str,
}

impl Rights {
    pub(crate) const fn of(&self, door: Door) -> &'static str {
        match door {
            Door::Desk => self.desk,
            Door::Intake => self.intake,
            Door::Staff => self.staff,
            Door::Upkeep => self.upkeep,
        }
    }
}

/// The tables of a database. Every table stands here; a test compares.
pub(crate) const fn rights(shelf: Shelf) -> &'static [Rights] {
    match shelf {
        Shelf::Keystore => KEYSTORE,
        Shelf::Main => MAIN,
    }
}

const KEYSTORE: &[Rights] = &[
    Rights {
        table: "case_keys",
        // Who declines a case has everything of it locked anew.
        // What an officer enters for somebody, or refers to another body, begins a case.
        desk: "DELETE, INSERT, SELECT, UPDATE (key, made_on, next_key, number)",
        // A parcel that comes again before its case is finished makes its key count as new.
        intake: "INSERT, SELECT, UPDATE (made_on)",
        staff: "",
        upkeep: "DELETE, INSERT, SELECT, UPDATE (key, next_key, number)",
    },
    Rights {
        table: "person_keys",
        // The desk takes records, and cannot tell afterwards which of them are of one person.
        desk: "",
        intake: "",
        staff: "",
        upkeep: "DELETE, INSERT, SELECT, UPDATE (key)",
    },
    Rights {
        table: "waiting_records",
        // The desk counts what waits for a body, and reads nothing back.
        desk: "INSERT, SELECT (body_id)",
        intake: "",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "replaced_records",
        desk: "INSERT, SELECT (body_id)",
        intake: "",
        staff: "",
        upkeep: SHUFFLE,
    },
    SEEN_MIGRATIONS,
];

const MAIN: &[Rights] = &[
    Rights {
        table: "cases",
        desk: "DELETE, INSERT, SELECT, UPDATE (card, closed_on, due_on, held_on, kept_as, key_number, priority, stage, status)",
        intake: "INSERT, SELECT",
        staff: "",
        // That nobody answered is written down at night.
        upkeep: "DELETE, INSERT, SELECT, UPDATE (review_by, silent_on)",
    },
    Rights {
        table: "grants",
        desk: "DELETE, INSERT, SELECT, UPDATE (closed_on, kept_as, let_in_by, locked, status)",
        intake: "INSERT",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "objects",
        desk: "DELETE, INSERT, SELECT",
        intake: "INSERT, SELECT",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "proposals",
        desk: "DELETE, INSERT, SELECT",
        // A reporter reads that the case is to be forgotten.
        intake: "SELECT (case_id, kind, object_id)",
        staff: "",
        // That a reporter objected is written down at night.
        upkeep: "DELETE, SELECT",
    },
    Rights {
        table: "protections",
        desk: "DELETE, INSERT, SELECT, UPDATE (contested_on, decided_by, decided_on, last_id, overruled, review_on, status)",
        // A reporter has so many that wait, and no more.
        intake: "INSERT, SELECT (case_id, decided_on)",
        staff: "",
        // The shuffle; and that the time for a decision ran out is written down at night.
        upkeep: "DELETE, INSERT, SELECT, UPDATE (decided_by, ran_out_on, status)",
    },
    Rights {
        table: "reviews",
        desk: "DELETE, SELECT",
        // A reporter has one that waits, and no more.
        intake: "INSERT, SELECT (case_id)",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "protection_steps",
        desk: "DELETE, INSERT, SELECT",
        intake: "",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "vaults",
        desk: "DELETE, SELECT",
        // What a reporter wants deleted goes at once.
        intake: "DELETE, INSERT, SELECT (case_id)",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "vault_shares",
        desk: "DELETE, SELECT, UPDATE (locked)",
        intake: "DELETE, INSERT, SELECT (case_id)",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "vault_requests",
        desk: "DELETE, INSERT, SELECT, UPDATE (locked)",
        intake: "DELETE, SELECT (case_id)",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "vault_answers",
        desk: "DELETE, INSERT, SELECT, UPDATE (answered_on, approves, locked)",
        intake: "DELETE, SELECT (case_id)",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "tasks",
        desk: "DELETE, INSERT, SELECT, UPDATE (due_on, is_open, noted_in, officer)",
        intake: "",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "referrals",
        desk: "DELETE, INSERT, SELECT, UPDATE (due_on, last_id, status)",
        intake: "",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "acts",
        // Nobody changes or removes one.
        desk: "INSERT, SELECT",
        intake: "",
        staff: "INSERT, SELECT",
        upkeep: "INSERT, SELECT",
    },
    Rights {
        table: "barred",
        desk: "DELETE, INSERT, SELECT",
        intake: "",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "absences",
        desk: "INSERT, SELECT, UPDATE (number, statement)",
        // Panels are drawn among those who are there.
        intake: "SELECT",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "act_days",
        desk: "SELECT",
        intake: "",
        staff: "SELECT",
        upkeep: "INSERT, SELECT",
    },
    Rights {
        table: "dockets",
        desk: "DELETE, INSERT, SELECT, UPDATE (locked)",
        intake: "",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "memories",
        desk: "INSERT, SELECT, UPDATE (number, sealed)",
        intake: "",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "searches",
        desk: "INSERT, SELECT, UPDATE (number, sealed)",
        intake: "",
        staff: "",
        upkeep: "",
    },
    Rights {
        table: "chunks",
        desk: "DELETE, INSERT, SELECT",
        // Files of an answer are read through the reporter's mailbox, sealed.
        intake: "INSERT, SELECT",
        staff: "",
        upkeep: "DELETE, INSERT, SELECT, UPDATE (blob)",
    },
    Rights {
        table: "waiting_chunks",
        // What waited is taken away when it becomes part of a report or of an answer.
        desk: "DELETE, INSERT, SELECT",
        intake: "DELETE, INSERT, SELECT",
        staff: "",
        upkeep: "DELETE, INSERT, SELECT, UPDATE (blob)",
    },
    Rights {
        table: "mailboxes",
        desk: "DELETE, INSERT, SELECT",
        intake: "INSERT, SELECT, UPDATE (deletion_asked_on)",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "replies",
        desk: "DELETE, INSERT, SELECT, UPDATE (locked)",
        intake: "DELETE, SELECT, UPDATE (goes_on, read_on)",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "claims",
        desk: "DELETE, INSERT, SELECT",
        intake: "INSERT, SELECT",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "queued_entries",
        desk: "INSERT",
        intake: "INSERT",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "parcels",
        // A chunk is not kept for what was accepted, and what an officer enters or refers is accepted once.
        desk: "INSERT, SELECT",
        intake: "INSERT, SELECT",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "resends",
        // Nothing is deleted by a condition on a column that may not be read.
        desk: "DELETE, SELECT (mailbox)",
        intake: "INSERT, SELECT",
        staff: "",
        upkeep: SHUFFLE,
    },
    Rights {
        table: "coded_records",
        // Nobody changes one. The nightly batch brings them, and takes out what was replaced.
        desk: "",
        intake: "",
        staff: "",
        upkeep: "DELETE, INSERT, SELECT",
    },
    Rights {
        table: "chores",
        desk: "",
        intake: "",
        staff: "",
        upkeep: "INSERT, SELECT, UPDATE",
    },
    Rights {
        table: "notices",
        desk: "",
        intake: "",
        staff: "",
        upkeep: "INSERT, SELECT, UPDATE (sent)",
    },
    Rights {
        table: "accounts",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT, UPDATE (factor_step, locked_on)",
        upkeep: "SELECT (name, officer)",
    },
    Rights {
        table: "recovery_codes",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT",
        upkeep: "",
    },
    Rights {
        table: "passkeys",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT, UPDATE (counter, key, locked_on)",
        upkeep: "",
    },
    Rights {
        table: "sessions",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT, UPDATE (seen_at)",
        upkeep: "DELETE, SELECT",
    },
    Rights {
        table: "invitations",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT",
        upkeep: "DELETE, SELECT",
    },
    Rights {
        table: "pending_sign_ins",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT",
        upkeep: "DELETE, SELECT",
    },
    Rights {
        table: "attempts",
        desk: "",
        intake: "",
        staff: "DELETE, INSERT, SELECT, UPDATE (outcome)",
        upkeep: "DELETE, SELECT",
    },
    SEEN_MIGRATIONS,
];

const SEEN_MIGRATIONS: Rights = Rights {
    table: MIGRATIONS,
    desk: "SELECT",
    intake: "SELECT",
    staff: "SELECT",
    upkeep: "SELECT",
};

/// Where diesel notes which migrations ran.
pub(crate) const MIGRATIONS: &str = "__diesel_schema_migrations";

/// The shuffle writes rows once more.
const SHUFFLE: &str = "DELETE, INSERT, SELECT";

/// Makes the roles that are missing, and gives every door what it needs and nothing else, in one
/// transaction: a door at work never finds itself without rights.
pub(crate) fn grant_rights(connection: &mut AnyConnection, shelf: Shelf) -> Result<(), StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return Ok(());
    }
    let mut commands = vec!["BEGIN".to_owned(), ONE_AT_A_TIME.to_owned()];
    for door in Door::ALL {
        let role = door.role();
        commands.push(format!(
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN \
             CREATE ROLE {role} NOLOGIN; GRANT {role} TO CURRENT_USER; END IF; \
             EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %1$I FROM {role}; \
             REVOKE ALL ON SCHEMA %1$I FROM {role}; GRANT USAGE ON SCHEMA %1$I TO {role}', \
             current_schema()); END $$"
        ));
        for rights in rights(shelf) {
            let (table, rights) = (rights.table, rights.of(door));
            if !rights.is_empty() {
                commands.push(format!("GRANT {rights} ON {table} TO {role}"));
            }
        }
    }
    commands.push("COMMIT".to_owned());
    connection
        .batch_execute(&commands.join("; "))
        .map_err(StoreError::broken)
}

/// The doors whose role this connection's login may take.
pub(crate) fn doors_of(connection: &mut AnyConnection) -> Result<Vec<Door>, StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return Ok(Door::ALL.to_vec());
    }
    let mut doors = Vec::new();
    for door in Door::ALL {
        // A role that is not there is nobody's.
        let question = format!(
            "SELECT count(*) > 0 AS holds FROM pg_roles \
             WHERE rolname = '{}' AND pg_has_role(session_user, oid, 'MEMBER')",
            door.role()
        );
        if holds(connection, &question)? {
            doors.push(door);
        }
    }
    Ok(doors)
}

/// Whether the roles of all doors are there.
pub(crate) fn has_roles(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return Ok(true);
    }
    for door in Door::ALL {
        let question = format!(
            "SELECT count(*) > 0 AS holds FROM pg_roles WHERE rolname = '{}'",
            door.role()
        );
        if !holds(connection, &question)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the server does what storage relies on: clears away old versions of rows by itself.
pub(crate) fn vacuums(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return Ok(true);
    }
    holds(
        connection,
        "SELECT current_setting('autovacuum') = 'on' AND current_setting('track_counts') = 'on' AS holds",
    )
}

/// Whether the server logs nothing of what is sent to it, nor when: a row that is sent a second time is a fault, of which
/// it would log the hour and the key.
pub(crate) fn logs_nothing_sent(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return Ok(true);
    }
    // Faults and statements are of lower levels, whatever else is set.
    holds(
        connection,
        "SELECT current_setting('log_min_messages') IN ('fatal', 'panic') AS holds",
    )
}

/// Whether a table of this name is in sight.
pub(crate) fn sees_table(connection: &mut AnyConnection, table: &str) -> Result<bool, StoreError> {
    let question = format!("SELECT to_regclass('{table}') IS NOT NULL AS holds");
    holds(connection, &question)
}

pub(crate) fn holds(connection: &mut AnyConnection, question: &str) -> Result<bool, StoreError> {
    #[derive(QueryableByName)]
    struct Answer {
        #[diesel(sql_type = Bool)]
        holds: bool,
    }
    let answer: Answer = diesel::sql_query(question).get_result(connection)?;
    Ok(answer.holds)
}

/// The versions of the migrations that ran.
pub(crate) fn seen_migrations(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    #[derive(QueryableByName)]
    struct Seen {
        #[diesel(sql_type = Text)]
        version: String,
    }
    let question = format!("SELECT version FROM {MIGRATIONS}");
    let seen: Vec<Seen> = diesel::sql_query(question).load(connection)?;
    Ok(seen.into_iter().map(|seen| seen.version).collect())
}

/// Two offices, or two tests, that make roles on one server would trip over each other.
const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(7306357)";
