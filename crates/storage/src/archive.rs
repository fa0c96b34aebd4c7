use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{SimpleConnection, TransactionManager, TransactionManagerStatus};
use diesel::prelude::*;
use diesel::r2d2::{Pool, PooledConnection, R2D2Connection};
use diesel::sql_types::Integer;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::connection::{AnyConnection, Transactions};
use crate::dialer::{Database, DialError, Dialer};
use crate::group_writer::{GroupWriter, Outcome};
use crate::rights::Door;
use crate::store_error::StoreError;
use crate::transaction::{self, Isolation, ReadTx, WriteTx};

/// One open database, the main one or the keystore, as one door sees it.
#[derive(Clone)]
pub(crate) struct Archive(Arc<Open>);

struct Open {
    pool: Pool<Dialer>,
    writer: Option<GroupWriter>,
    dialer: Dialer,
}

/// The archives of one database.
pub(crate) struct Archives {
    pub(crate) desk: Archive,
    pub(crate) intake: Archive,
    pub(crate) staff: Archive,
    pub(crate) upkeep: Archive,
    /// With all the rights of the login, for migrations.
    pub(crate) owner: Archive,
}

impl Archives {
    /// Makes no connection; the first question does.
    pub(crate) fn open(database: &Database) -> Result<Self, DialError> {
        let dialer = Dialer::new(database)?;
        let owner = Archive::open(dialer.clone(), true)?;
        let of = |door| {
            if dialer.is_sqlite() {
                // One writer for all, and no roles.
                return Ok(owner.clone());
            }
            // Only what arrives is appended.
            Archive::open(dialer.of(door), door == Door::Intake)
        };
        Ok(Self {
            desk: of(Door::Desk)?,
            intake: of(Door::Intake)?,
            staff: of(Door::Staff)?,
            upkeep: of(Door::Upkeep)?,
            owner,
        })
    }
}

impl Archive {
    fn open(dialer: Dialer, appends: bool) -> Result<Self, DialError> {
        let pool = Pool::builder()
            .max_size(MOST_CONNECTIONS)
            .min_idle(Some(0))
            .connection_timeout(LONGEST_WAIT)
            // What is asked first tells: [`Open::on_live`].
            .test_on_check_out(false)
            .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
            .build_unchecked(dialer.clone());
        let writer = if appends {
            Some(GroupWriter::start(&dialer)?)
        } else {
            None
        };
        Ok(Self(Arc::new(Open {
            pool,
            writer,
            dialer,
        })))
    }

    pub(crate) fn dialer(&self) -> &Dialer {
        &self.0.dialer
    }

    /// Reads a view of one moment.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let open = self.0.clone();
        let read = spawn_blocking(move || {
            let mut connection = open.begin(Isolation::ReadOnly)?;
            transaction::read(&mut connection, work)
        });
        self.in_time(async { read.await? }).await
    }

    /// Reads what one question asks, without a transaction around it: one question sees one moment by itself. Where
    /// the connection had died it is put again.
    pub(crate) async fn ask<T, F>(&self, question: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&mut ReadTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let open = self.0.clone();
        let asked = spawn_blocking(move || {
            open.on_live(|connection| transaction::ask(connection, &question))
                .map(|(_, told)| told)
        });
        self.in_time(async { asked.await? }).await
    }

    /// Runs `work` as one write, whole or not at all, and again after a serialization failure: so
    /// it may have no effect but its rows. `name` says in the log which write is in trouble.
    pub(crate) async fn write<T, F>(&self, name: &'static str, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&mut WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.run(name, Isolation::Serializable, work).await
    }

    /// Runs `work` that only inserts and leaves it to unique constraints what fits together. It may
    /// be run again when nobody knows whether it was committed: then it meets its own rows.
    pub(crate) async fn append<T, F>(&self, name: &'static str, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&mut WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.run(name, Isolation::InsertsOnly, work).await
    }

    /// Has SQLite empty the file in which what was deleted may still stand. PostgreSQL keeps its log
    /// for as long as its operator says, and old versions of rows until it vacuums them by itself.
    ///
    /// # Errors
    /// `Unreachable` while somebody still reads what was there before: the file is as it was, and
    /// has to be emptied another time.
    pub(crate) async fn clear_log(&self) -> Result<(), StoreError> {
        if !self.0.dialer.is_sqlite() {
            return Ok(());
        }
        let open = self.0.clone();
        spawn_blocking(move || {
            let AnyConnection::Sqlite(mut connection) = open.dialer.open()? else {
                return Ok(());
            };
            connection.batch_execute(CHECKPOINT_PATIENCE)?;
            // SQLite does not call it a fault when the file could not be emptied; it says so in a row.
            let told: Checkpoint =
                diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(&mut connection)?;
            if told.busy == 0 {
                Ok(())
            } else {
                Err(StoreError::unreachable("somebody still reads the old log"))
            }
        })
        .await?
    }

    async fn run<T, F>(
        &self,
        name: &'static str,
        isolation: Isolation,
        work: F,
    ) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&mut WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let open = self.0.clone();
        let alone = move |work| {
            spawn_blocking(move || {
                let mut connection = open.begin(isolation)?;
                transaction::write(&mut connection, isolation, work)
            })
        };
        let write = async {
            match &self.0.writer {
                Some(writer)
                    if self.0.dialer.is_sqlite() || isolation == Isolation::InsertsOnly =>
                {
                    match writer.run(work).await {
                        Outcome::Done(done) => done,
                        Outcome::HeldUp(work) => alone(work).await?,
                    }
                }
                Some(_) | None => alone(work).await?,
            }
        };
        let done = self.in_time(write).await;
        match &done {
            Ok(_) | Err(StoreError::NotFound | StoreError::AlreadyThere | StoreError::Conflict) => {
            }
            Err(StoreError::Full(_)) => tracing::error!("`{name}`: the disk is full"),
            Err(StoreError::Unreachable(_)) => {
                tracing::error!("`{name}`: the database does not answer");
            }
            Err(StoreError::Broken(_)) => tracing::error!("`{name}`: storage is broken"),
        }
        done
    }

    /// Gives up on a server that stands still without hanging up: nothing else would let go of who
    /// waits at a door. What was asked may yet be done when the server goes on.
    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        if !self.0.dialer.has_people_waiting() {
            return work.await;
        }
        let silent = |_| Err(StoreError::unreachable("the server stands still"));
        timeout(LONGEST_ANSWER, work).await.unwrap_or_else(silent)
    }
}

impl Open {
    /// A connection with a transaction begun.
    fn begin(&self, isolation: Isolation) -> Result<Pooled, StoreError> {
        let begin = |connection: &mut AnyConnection| Ok(transaction::begin(connection, isolation)?);
        Ok(self.on_live(begin)?.0)
    }

    /// Does something that may be done twice on a connection of the pool. Where it fails and PostgreSQL does not answer on that
    /// connection, it had died while nobody used it: it is thrown away, and the next one is taken. There are no more of
    /// those than the pool holds.
    fn on_live<T>(
        &self,
        first: impl Fn(&mut AnyConnection) -> Result<T, StoreError>,
    ) -> Result<(Pooled, T), StoreError> {
        let mut dead = 0;
        loop {
            let mut connection = self.pool.get()?;
            let fault = match first(&mut connection) {
                Ok(done) => return Ok((connection, done)),
                Err(fault) => fault,
            };
            // A server that ends says so in the language that it is set to, so its words tell nothing for sure.
            let lives = fault.is_about_rows() || connection.ping().is_ok();
            if lives || self.dialer.is_sqlite() || dead >= MOST_CONNECTIONS {
                return Err(fault);
            }
            dead += 1;
            give_up(&mut connection);
        }
    }
}

/// Has the pool throw a connection away when it comes back.
fn give_up(connection: &mut AnyConnection) {
    *Transactions::transaction_manager_status_mut(connection) = TransactionManagerStatus::InError;
}

type Pooled = PooledConnection<Dialer>;

/// What SQLite says about a checkpoint.
#[derive(QueryableByName)]
struct Checkpoint {
    /// 0 when the log was emptied.
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Reads are short: whoever still reads after ten seconds goes on reading.
const CHECKPOINT_PATIENCE: &str = if cfg!(test) {
    "PRAGMA busy_timeout = 100"
} else {
    "PRAGMA busy_timeout = 10000"
};
const MOST_CONNECTIONS: u32 = 8;
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// A wait for a connection and one for a lock fit into it; whoever finds several dead connections may wait for it to end.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);
