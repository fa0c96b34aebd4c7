//! Rows lie on the disk in the order in which they arrived. This writes those of the last days once
//! more, in random order, as the nightly shuffle does with blobs.

use diesel::connection::SimpleConnection;
use seal::Day;

use crate::archive::Archive;
use crate::connection::AnyConnection;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// A table, and which of its rows arrived on certain days.
pub(crate) struct Shuffled {
    pub(crate) table: &'static str,
    arrived: fn(days: &str) -> String,
}

/// The tables of the main database that grow when something arrives.
pub(crate) const MAIN: &[Shuffled] = &[
    Shuffled {
        table: "cases",
        arrived: |days| format!("received_on {days}"),
    },
    Shuffled {
        table: "claims",
        arrived: of_cases,
    },
    Shuffled {
        table: "grants",
        arrived: of_cases,
    },
    Shuffled {
        table: "dockets",
        arrived: of_cases,
    },
    Shuffled {
        table: "objects",
        arrived: |days| format!("arrived_on {days}"),
    },
    Shuffled {
        table: "protections",
        arrived: |days| format!("asked_on {days}"),
    },
    Shuffled {
        table: "protection_steps",
        arrived: |days| format!("object_id IN (SELECT id FROM objects WHERE arrived_on {days})"),
    },
    Shuffled {
        table: "reviews",
        arrived: |days| format!("asked_on {days}"),
    },
    Shuffled {
        table: "vaults",
        arrived: |days| format!("kept_on {days}"),
    },
    Shuffled {
        table: "vault_shares",
        arrived: |days| format!("vault_id IN (SELECT object_id FROM vaults WHERE kept_on {days})"),
    },
    Shuffled {
        table: "chunks",
        arrived: |days| format!("object_id IN (SELECT id FROM objects WHERE arrived_on {days})"),
    },
    Shuffled {
        table: "mailboxes",
        arrived: of_cases,
    },
    Shuffled {
        table: "replies",
        arrived: |days| format!("arrived_on {days}"),
    },
    Shuffled {
        table: "queued_entries",
        arrived: |days| format!("arrived_on {days}"),
    },
    Shuffled {
        table: "parcels",
        arrived: |days| format!("accepted_on {days}"),
    },
    Shuffled {
        table: "waiting_chunks",
        arrived: |days| format!("arrived_on {days}"),
    },
    Shuffled {
        table: "resends",
        arrived: |days| format!("sent_on {days}"),
    },
];

/// Those of the keystore.
pub(crate) const KEYSTORE: &[Shuffled] = &[
    Shuffled {
        table: "case_keys",
        arrived: |days| format!("made_on {days}"),
    },
    // On which day they came is not kept.
    Shuffled {
        table: "waiting_records",
        arrived: |_| "TRUE".to_owned(),
    },
    Shuffled {
        table: "replaced_records",
        arrived: |_| "TRUE".to_owned(),
    },
];

/// Shuffles the rows that arrived on `from` or later, and before `until`; then has SQLite clear away
/// the old ones. PostgreSQL vacuums these tables by itself, within minutes: only their owner could
/// ask for it, and the door of the nightly chores owns nothing (decision 0022).
pub(crate) async fn shuffle(
    archive: &Archive,
    tables: &'static [Shuffled],
    from: Day,
    until: Day,
) -> Result<(), StoreError> {
    archive
        .write("shuffle rows", move |tx| {
            shuffle_rows(tx, tables, from, until)
        })
        .await?;
    archive.clear_log().await
}

fn shuffle_rows(
    tx: &mut WriteTx<'_>,
    tables: &[Shuffled],
    from: Day,
    until: Day,
) -> Result<(), StoreError> {
    let connection = tx.connection();
    connection.batch_execute(match connection {
        AnyConnection::Postgres(_) => "SET CONSTRAINTS ALL DEFERRED",
        AnyConnection::Sqlite(_) => "PRAGMA defer_foreign_keys = ON",
    })?;
    let days = format!("BETWEEN {} AND {}", from.number(), until.plus(-1).number());
    for Shuffled { table, arrived } in tables {
        let arrived = arrived(&days);
        connection.batch_execute(&format!(
            "CREATE TEMPORARY TABLE shuffled AS SELECT * FROM {table} WHERE {arrived}; \
             DELETE FROM {table} WHERE {arrived}; \
             INSERT INTO {table} SELECT * FROM shuffled ORDER BY random(); \
             DROP TABLE shuffled"
        ))?;
    }
    Ok(())
}

fn of_cases(days: &str) -> String {
    format!("case_id IN (SELECT id FROM cases WHERE received_on {days})")
}
