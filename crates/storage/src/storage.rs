use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::Text;
use seal::InstanceId;
use tokio::task::spawn_blocking;

use crate::archive::Archive;
use crate::blob::Blobs;
use crate::case_room::CaseRoom;
use crate::connection::AnyConnection;
use crate::dialer::{Database, DialError};
use crate::drop_box::DropBox;
use crate::migration::{self, Shelf};
use crate::store_error::StoreError;
use crate::upkeep::Upkeep;

/// Where an office keeps what it stores.
#[derive(Debug, Clone)]
pub struct StorageConfig {
    /// The main database.
    pub database: Database,
    /// The keystore, which is never in a backup together with the main database (PROTOCOL 7).
    pub keystore: Database,
    /// The folder of the blobs.
    pub blobs: PathBuf,
    /// The deployment, which every outer lock names.
    pub instance: InstanceId,
}

/// All that an office stores. It does nothing itself; each room gets its own door from it.
#[derive(Clone)]
pub struct Storage(Arc<Shelves>);

/// What the doors share behind the wall.
pub(crate) struct Shelves {
    pub(crate) main: Archive,
    pub(crate) keystore: Archive,
    pub(crate) blobs: Blobs,
    pub(crate) instance: InstanceId,
}

/// Whether an office can work with its storage as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It can.
    Ready,
    /// `tabir migrate` has to run first.
    NeedsMigration,
    /// The PostgreSQL server runs with `fsync` or `full_page_writes` off: it says that a report is
    /// on the disk when it is not.
    LosesWrites,
}

impl Storage {
    /// Makes the folders that are missing. Connects to nothing yet.
    ///
    /// # Errors
    /// A configuration that cannot work, or a folder that cannot be made.
    pub fn open(config: &StorageConfig) -> Result<Self, DialError> {
        Ok(Self(Arc::new(Shelves {
            main: Archive::open(&config.database)?,
            keystore: Archive::open(&config.keystore)?,
            blobs: Blobs::open(&config.blobs)?,
            instance: config.instance,
        })))
    }

    /// Brings the tables of both databases up to date.
    ///
    /// # Errors
    /// A database that cannot be reached or refuses; what was done before stays done.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let shelves = self.0.clone();
        spawn_blocking(move || {
            migration::migrate(&mut shelves.keystore.dialer().open()?, Shelf::Keystore)?;
            migration::migrate(&mut shelves.main.dialer().open()?, Shelf::Main)
        })
        .await?
    }

    /// Looks at both databases.
    ///
    /// # Errors
    /// A database that cannot be reached.
    pub async fn readiness(&self) -> Result<Readiness, StoreError> {
        let shelves = self.0.clone();
        spawn_blocking(move || {
            for (archive, shelf) in [
                (&shelves.keystore, Shelf::Keystore),
                (&shelves.main, Shelf::Main),
            ] {
                let mut connection = archive.dialer().open()?;
                if migration::is_behind(&mut connection, shelf)? {
                    return Ok(Readiness::NeedsMigration);
                }
                if loses_writes(&mut connection)? {
                    return Ok(Readiness::LosesWrites);
                }
            }
            Ok(Readiness::Ready)
        })
        .await?
    }

    /// The door for `intake`.
    pub fn drop_box(&self) -> DropBox {
        DropBox::new(self.0.clone())
    }

    /// The door for the desk and the offline station.
    pub fn case_room(&self) -> CaseRoom {
        CaseRoom::new(self.0.clone())
    }

    /// The door for the nightly chores.
    pub fn upkeep(&self) -> Upkeep {
        Upkeep::new(self.0.clone())
    }

    #[cfg(test)]
    pub(crate) fn shelves(&self) -> &Shelves {
        &self.0
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Storage(hidden)")
    }
}

fn loses_writes(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        return Ok(false);
    }
    let setting =
        |name: &str| diesel::select(current_setting(name)).get_result::<String>(connection);
    let settings = ["fsync", "full_page_writes"].map(setting);
    for setting in settings {
        if setting? != "on" {
            return Ok(true);
        }
    }
    Ok(false)
}

diesel::define_sql_function! {
    /// What a PostgreSQL server is set to.
    fn current_setting(name: Text) -> Text;
}
