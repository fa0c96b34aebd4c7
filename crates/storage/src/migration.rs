use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connection::AnyConnection;
use crate::rights::{MIGRATIONS, seen_migrations, sees_table};
use crate::store_error::StoreError;

/// Which of the two databases a connection leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Keystore,
    Main,
}

/// Brings the tables up to date.
pub(crate) fn migrate(connection: &mut AnyConnection, shelf: Shelf) -> Result<(), StoreError> {
    let migrations = migrations(connection, shelf);
    connection
        .run_pending_migrations(migrations)
        .map_err(StoreError::broken)?;
    Ok(())
}

/// Whether there are migrations that this database has not seen.
pub(crate) fn is_behind(connection: &mut AnyConnection, shelf: Shelf) -> Result<bool, StoreError> {
    let migrations = migrations(connection, shelf);
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return connection
            .has_pending_migration(migrations)
            .map_err(StoreError::broken);
    }
    // diesel would make its table first where it is missing, which a door may not do.
    if !sees_table(connection, MIGRATIONS)? {
        return Ok(true);
    }
    let versions = seen_migrations(connection)?;
    let known: Vec<Box<dyn Migration<Pg>>> = migrations.migrations().map_err(StoreError::broken)?;
    let mut known = known.iter().map(|one| one.name().version().to_string());
    Ok(!known.all(|version| versions.contains(&version)))
}

#[cfg(test)]
pub(crate) fn undo(connection: &mut AnyConnection, shelf: Shelf) {
    let migrations = migrations(connection, shelf);
    connection.revert_all_migrations(migrations).unwrap();
}

fn migrations(connection: &AnyConnection, shelf: Shelf) -> EmbeddedMigrations {
    match (connection, shelf) {
        (AnyConnection::Postgres(_), Shelf::Keystore) => POSTGRES_KEYSTORE,
        (AnyConnection::Postgres(_), Shelf::Main) => POSTGRES_MAIN,
        (AnyConnection::Sqlite(_), Shelf::Keystore) => SQLITE_KEYSTORE,
        (AnyConnection::Sqlite(_), Shelf::Main) => SQLITE_MAIN,
    }
}

const POSTGRES_KEYSTORE: EmbeddedMigrations = embed_migrations!("migrations/postgres/keystore");
const POSTGRES_MAIN: EmbeddedMigrations = embed_migrations!("migrations/postgres/main");
const SQLITE_KEYSTORE: EmbeddedMigrations = embed_migrations!("migrations/sqlite/keystore");
const SQLITE_MAIN: EmbeddedMigrations = embed_migrations!("migrations/sqlite/main");
