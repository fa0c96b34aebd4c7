use std::hash::{BuildHasher, RandomState};
use std::thread;
use std::time::Duration;

use diesel::QueryResult;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::result::Error;

use crate::connection::{AnyConnection, Transactions};
use crate::store_error::StoreError;

/// A view of the database at one moment.
pub(crate) struct ReadTx<'a>(&'a mut AnyConnection);

/// One write, kept whole or not at all.
pub(crate) struct WriteTx<'a>(&'a mut AnyConnection);

/// What both can do.
pub(crate) trait Reads {
    /// The connection, for the queries that stand beside each row.
    fn connection(&mut self) -> &mut AnyConnection;
}

impl Reads for ReadTx<'_> {
    fn connection(&mut self) -> &mut AnyConnection {
        self.0
    }
}

impl Reads for WriteTx<'_> {
    fn connection(&mut self) -> &mut AnyConnection {
        self.0
    }
}

/// What PostgreSQL promises a transaction. SQLite always promises the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isolation {
    /// Unique constraints decide; for work that only inserts.
    InsertsOnly,
    /// All reads see the same moment; nothing is written.
    ReadOnly,
    /// As if the writes ran one after the other.
    Serializable,
}

/// Asks one question, outside any transaction.
pub(crate) fn ask<T>(
    connection: &mut AnyConnection,
    question: impl Fn(&mut ReadTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    question(&mut ReadTx(connection))
}

/// Runs `work` on a view of one moment, in the read transaction that is begun.
pub(crate) fn read<T>(
    connection: &mut AnyConnection,
    work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let done = work(&mut ReadTx(connection));
    end(connection, done)
}

/// Runs `work` in the write transaction that is begun, and runs it again when it got in the way of another. So
/// `work` touches nothing but its transaction: no mail, no file, no counter.
pub(crate) fn write<T>(
    connection: &mut AnyConnection,
    isolation: Isolation,
    work: impl Fn(&mut WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut failures = 0;
    loop {
        let done = work(&mut WriteTx(connection));
        match end(connection, done) {
            Err(fault) if fault.is_worth_another_try() && failures < MOST_RETRIES => {
                failures += 1;
                pause_after(failures);
                begin(connection, isolation)?;
            }
            done => return done,
        }
    }
}

/// Runs `work` in a savepoint of the transaction that is open already. The outer fault says that
/// the whole transaction is lost.
pub(crate) fn within<T>(
    connection: &mut AnyConnection,
    work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<Result<T, StoreError>, StoreError> {
    Transactions::begin_transaction(connection)?;
    let done = work(&mut WriteTx(connection));
    if done.is_ok() {
        Transactions::commit_transaction(connection)?;
    } else {
        Transactions::rollback_transaction(connection)?;
    }
    Ok(done)
}

/// Runs `work` in the transaction that is open already. After a fault it has to be rolled back.
pub(crate) fn straight<T>(
    connection: &mut AnyConnection,
    work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    work(&mut WriteTx(connection))
}

/// SQLite takes its write lock at the start. A deferred transaction that reads first and writes
/// later fails at once when another writer came in between, and no busy timeout helps.
pub(crate) fn begin(connection: &mut AnyConnection, isolation: Isolation) -> QueryResult<()> {
    let status = Transactions::transaction_manager_status_mut(connection);
    if status.transaction_depth()?.is_some() {
        // PostgreSQL would quietly make a savepoint of it, SQLite would not.
        return Err(Error::AlreadyInTransaction);
    }
    match connection {
        AnyConnection::Sqlite(sqlite) => {
            let sql = match isolation {
                Isolation::ReadOnly => "BEGIN",
                Isolation::InsertsOnly | Isolation::Serializable => "BEGIN IMMEDIATE",
            };
            AnsiTransactionManager::begin_transaction_sql(sqlite, sql)
        }
        AnyConnection::Postgres(postgres) => postgres.begin(match isolation {
            Isolation::InsertsOnly => "BEGIN",
            Isolation::ReadOnly => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Isolation::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        }),
    }
}

pub(crate) fn commit(connection: &mut AnyConnection) -> QueryResult<()> {
    Transactions::commit_transaction(connection)
}

pub(crate) fn roll_back(connection: &mut AnyConnection) -> QueryResult<()> {
    Transactions::rollback_transaction(connection)
}

fn end<T>(connection: &mut AnyConnection, done: Result<T, StoreError>) -> Result<T, StoreError> {
    match done {
        Ok(done) => match commit(connection) {
            Ok(()) => Ok(done),
            Err(fault) => {
                // SQLite leaves a transaction open whose COMMIT failed.
                let status = Transactions::transaction_manager_status_mut(connection);
                if matches!(status.transaction_depth(), Ok(Some(_))) {
                    let _still_the_first_fault = roll_back(connection);
                }
                Err(fault.into())
            }
        },
        Err(fault) => match roll_back(connection) {
            // A connection too broken to roll back is thrown away by the pool; the first fault
            // says more.
            Ok(()) | Err(_) => Err(fault),
        },
    }
}

/// Waits a random time, longer after each failure. Writers that all wait the same time meet again.
#[expect(
    clippy::disallowed_methods,
    reason = "no signal tells when the other writer is done, and this thread may block"
)]
fn pause_after(failures: u32) {
    let longest = LONGEST_PAUSE.min(Duration::from_millis(1 << failures.min(16)));
    let chance = RandomState::new().hash_one(failures) % 1_000;
    thread::sleep(longest * u32::try_from(chance).unwrap_or(0) / 1_000);
}

const MOST_RETRIES: u32 = 50;
const LONGEST_PAUSE: Duration = Duration::from_millis(100);
