use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::Text;
use seal::InstanceId;
use tokio::task::spawn_blocking;

use crate::archive::{Archive, Archives};
use crate::blob::Blobs;
use crate::case_room::CaseRoom;
use crate::connection::AnyConnection;
use crate::dialer::{Database, DialError};
use crate::drill::Drill;
use crate::drop_box::DropBox;
use crate::migration::{self, Shelf};
use crate::rights::{Door, doors_of, grant_rights, has_roles, logs_nothing_sent, vacuums};
use crate::staff_room::StaffRoom;
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
pub struct Storage(Arc<Shelving>);

/// The shelves as each door reaches them.
struct Shelving {
    desk: Arc<Shelves>,
    intake: Arc<Shelves>,
    staff: Arc<Shelves>,
    upkeep: Arc<Shelves>,
    owner: Arc<Shelves>,
}

/// What stands behind a door.
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
    /// The PostgreSQL server runs with `autovacuum` or `track_counts` off: old versions of rows stay,
    /// and with them the order in which things arrived.
    KeepsOldRows,
    /// The PostgreSQL server writes into its log what is sent to it, and when.
    LogsWhatIsSent,
    /// The login may take the role of no door.
    NoDoor,
}

impl Storage {
    /// Makes the folders that are missing. Connects to nothing yet.
    ///
    /// # Errors
    /// A configuration that cannot work, or a folder that cannot be made.
    pub fn open(config: &StorageConfig) -> Result<Self, DialError> {
        let main = Archives::open(&config.database)?;
        let keystore = Archives::open(&config.keystore)?;
        let blobs = Blobs::open(&config.blobs)?;
        let shelves = |main, keystore| {
            Arc::new(Shelves {
                main,
                keystore,
                blobs: blobs.clone(),
                instance: config.instance,
            })
        };
        Ok(Self(Arc::new(Shelving {
            desk: shelves(main.desk, keystore.desk),
            intake: shelves(main.intake, keystore.intake),
            staff: shelves(main.staff, keystore.staff),
            upkeep: shelves(main.upkeep, keystore.upkeep),
            owner: shelves(main.owner, keystore.owner),
        })))
    }

    /// Brings the tables of both databases up to date, and on PostgreSQL the rights of the doors'
    /// roles, which are made where they are missing.
    ///
    /// # Errors
    /// A database that cannot be reached or refuses; what was done before stays done.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let shelves = self.0.owner.clone();
        spawn_blocking(move || {
            for (archive, shelf) in shelves.both() {
                let mut connection = archive.dialer().open()?;
                migration::migrate(&mut connection, shelf)?;
                grant_rights(&mut connection, shelf)?;
            }
            Ok(())
        })
        .await?
    }

    /// The doors that this login may open: on SQLite all, on PostgreSQL those whose role it may take
    /// in both databases.
    ///
    /// # Errors
    /// A database that cannot be reached.
    pub async fn doors(&self) -> Result<Vec<Door>, StoreError> {
        let shelves = self.0.owner.clone();
        spawn_blocking(move || {
            let mut doors = Door::ALL.to_vec();
            for (archive, _) in shelves.both() {
                let here = doors_of(&mut archive.dialer().open()?)?;
                doors.retain(|door| here.contains(door));
            }
            Ok(doors)
        })
        .await?
    }

    /// Looks at both databases.
    ///
    /// # Errors
    /// A database that cannot be reached.
    pub async fn readiness(&self) -> Result<Readiness, StoreError> {
        let doors = self.doors().await?;
        let shelving = self.0.clone();
        spawn_blocking(move || {
            for (archive, _) in shelving.owner.both() {
                let mut connection = archive.dialer().open()?;
                if !has_roles(&mut connection)? {
                    return Ok(Readiness::NeedsMigration);
                }
                if loses_writes(&mut connection)? {
                    return Ok(Readiness::LosesWrites);
                }
                if !vacuums(&mut connection)? {
                    return Ok(Readiness::KeepsOldRows);
                }
                if !logs_nothing_sent(&mut connection)? {
                    return Ok(Readiness::LogsWhatIsSent);
                }
            }
            // The login by itself may see no table.
            let shelves = match doors.first() {
                Some(Door::Desk) => &shelving.desk,
                Some(Door::Intake) => &shelving.intake,
                Some(Door::Staff) => &shelving.staff,
                Some(Door::Upkeep) => &shelving.upkeep,
                None => return Ok(Readiness::NoDoor),
            };
            for (archive, shelf) in shelves.both() {
                if migration::is_behind(&mut archive.dialer().open()?, shelf)? {
                    return Ok(Readiness::NeedsMigration);
                }
            }
            Ok(Readiness::Ready)
        })
        .await?
    }

    /// The door for `intake`.
    pub fn drop_box(&self) -> DropBox {
        DropBox::new(self.0.intake.clone())
    }

    /// The door for the desk and the offline station.
    pub fn case_room(&self) -> CaseRoom {
        CaseRoom::new(self.0.desk.clone())
    }

    /// The door for a drill, with the rights of the desk.
    pub fn drill(&self) -> Drill {
        Drill(self.0.desk.clone())
    }

    /// The door for the officers' accounts.
    pub fn staff_room(&self) -> StaffRoom {
        StaffRoom::new(self.0.staff.clone())
    }

    /// The door for the nightly chores.
    pub fn upkeep(&self) -> Upkeep {
        Upkeep::new(self.0.upkeep.clone())
    }

    /// The shelves with all the rights of the login, for what a test does behind the doors.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn shelves(&self) -> &Shelves {
        &self.0.owner
    }
}

impl Shelves {
    /// The keystore first: without it no case can be opened.
    fn both(&self) -> [(&Archive, Shelf); 2] {
        [(&self.keystore, Shelf::Keystore), (&self.main, Shelf::Main)]
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
