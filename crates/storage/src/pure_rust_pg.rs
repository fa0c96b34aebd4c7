use std::any::Any;
use std::io;

use diesel::connection::{
    CacheSize, Connection, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::internal::derives::multiconnection::{ConnectionSealed, MultiConnectionHelper};
use diesel::migration::{CREATE_MIGRATIONS_TABLE, MigrationConnection};
use diesel::pg::{
    FailedToLookupTypeError, Pg, PgMetadataCacheKey, PgMetadataLookup, PgTypeMetadata,
};
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::r2d2::R2D2Connection;
use diesel::sql_types::TypeMetadata;
use diesel::{ConnectionError, ConnectionResult, QueryResult};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncConnectionCore, AsyncPgConnection,
    SimpleAsyncConnection, TransactionManager as AsyncTransactionManager,
};
use futures_util::{FutureExt, StreamExt};
use tokio::runtime::{Builder, Runtime};

/// A blocking diesel connection to PostgreSQL, written wholly in Rust.
///
/// Whoever asks drives the socket, on the thread that asks: an answer wakes nobody else. Between questions nothing listens,
/// so that a server that hangs up is noticed with the next one. It cannot be used within async code.
pub struct PureRustPg {
    // The connection goes first: it lives on the socket.
    connection: AsyncPgConnection,
    socket: SocketRuntime,
}

/// What one socket is driven by.
pub(crate) struct SocketRuntime(Option<Runtime>);

type PgLookup = <Pg as TypeMetadata>::MetadataLookup;
type Rows<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Stream<'conn, 'query>;
type PgRow<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Row<'conn, 'query>;

impl SocketRuntime {
    /// # Errors
    /// A system that has nothing left to wait for a socket with.
    pub(crate) fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    #[expect(
        clippy::unreachable,
        reason = "the runtime is taken only when the socket is dropped"
    )]
    pub(crate) fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.0 {
            Some(runtime) => runtime.block_on(future),
            None => unreachable!(),
        }
    }
}

impl Drop for SocketRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // A runtime that is dropped inside async code panics when it waits for its threads.
            runtime.shutdown_background();
        }
    }
}

impl PureRustPg {
    /// Of a connection that was opened on this socket.
    pub(crate) fn new(connection: AsyncPgConnection, socket: SocketRuntime) -> Self {
        Self { connection, socket }
    }

    /// Begins a transaction with the words for it.
    ///
    /// # Errors
    /// A transaction that is open already, and a server that is gone.
    pub(crate) fn begin(&mut self, sql: &str) -> QueryResult<()> {
        let begun = AnsiTransactionManager::begin_transaction_sql(&mut self.connection, sql);
        self.socket.block_on(begun)
    }
}

impl SimpleConnection for PureRustPg {
    fn batch_execute(&mut self, sql: &str) -> QueryResult<()> {
        self.socket.block_on(self.connection.batch_execute(sql))
    }
}

impl ConnectionSealed for PureRustPg {}

impl Connection for PureRustPg {
    type Backend = Pg;
    type TransactionManager = PassOn;

    fn establish(url: &str) -> ConnectionResult<Self> {
        let no_socket = |fault: io::Error| ConnectionError::BadConnection(fault.to_string());
        let socket = SocketRuntime::start().map_err(no_socket)?;
        let connection = socket.block_on(AsyncPgConnection::establish(url))?;
        Ok(Self::new(connection, socket))
    }

    fn execute_returning_count<T>(&mut self, statement: &T) -> QueryResult<usize>
    where
        T: QueryFragment<Pg> + QueryId,
    {
        let executed = self.connection.execute_returning_count(statement);
        self.socket.block_on(executed)
    }

    fn transaction_state(
        &mut self,
    ) -> &mut <PassOn as TransactionManager<Self>>::TransactionStateData {
        self.connection.transaction_state()
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.connection.instrumentation()
    }

    fn set_instrumentation(&mut self, watcher: impl Instrumentation) {
        self.connection.set_instrumentation(watcher);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.connection.set_prepared_statement_cache_size(size);
    }
}

impl LoadConnection for PureRustPg {
    type Cursor<'conn, 'query> = PgCursor<'conn, 'query>;
    type Row<'conn, 'query> = PgRow<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, query: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<Pg> + QueryId + 'query,
        Pg: QueryMetadata<T::SqlType>,
    {
        let rows = self.socket.block_on(self.connection.load(query))?;
        Ok(PgCursor {
            rows,
            socket: &self.socket,
        })
    }
}

/// The rows of an answer, as they come.
pub struct PgCursor<'conn, 'query> {
    rows: Rows<'conn, 'query>,
    socket: &'conn SocketRuntime,
}

impl<'conn, 'query> Iterator for PgCursor<'conn, 'query> {
    type Item = QueryResult<PgRow<'conn, 'query>>;

    fn next(&mut self) -> Option<Self::Item> {
        // Most rows have come along with the first.
        let waiting = self.rows.next().now_or_never();
        waiting.unwrap_or_else(|| self.socket.block_on(self.rows.next()))
    }
}

impl MigrationConnection for PureRustPg {
    fn setup(&mut self) -> QueryResult<usize> {
        self.batch_execute(CREATE_MIGRATIONS_TABLE).map(|()| 0)
    }
}

impl R2D2Connection for PureRustPg {
    fn ping(&mut self) -> QueryResult<()> {
        self.batch_execute("SELECT 1")
    }

    fn is_broken(&mut self) -> bool {
        PassOn::is_broken_transaction_manager(self)
    }
}

/// Passes transactions on to the async connection.
pub struct PassOn;

impl TransactionManager<PureRustPg> for PassOn {
    type TransactionStateData = <AnsiTransactionManager as AsyncTransactionManager<
        AsyncPgConnection,
    >>::TransactionStateData;

    fn begin_transaction(pg: &mut PureRustPg) -> QueryResult<()> {
        let begun = AnsiTransactionManager::begin_transaction(&mut pg.connection);
        pg.socket.block_on(begun)
    }

    fn rollback_transaction(pg: &mut PureRustPg) -> QueryResult<()> {
        let rolled_back = AnsiTransactionManager::rollback_transaction(&mut pg.connection);
        pg.socket.block_on(rolled_back)
    }

    /// A transaction that has failed is rolled back by COMMIT, and PostgreSQL calls that no fault. A
    /// question before it, in the same message, is refused.
    fn commit_transaction(pg: &mut PureRustPg) -> QueryResult<()> {
        let status = Self::transaction_manager_status_mut(pg);
        if status
            .transaction_depth()?
            .is_none_or(|depth| depth.get() > 1)
        {
            let committed = AnsiTransactionManager::commit_transaction(&mut pg.connection);
            return pg.socket.block_on(committed);
        }
        let committed = pg.batch_execute(ASK_AND_COMMIT);
        if committed.is_ok() {
            *Self::transaction_manager_status_mut(pg) = TransactionManagerStatus::default();
        } else {
            // One that cannot be rolled back either counts as broken from here on.
            let _still_the_first_fault = Self::rollback_transaction(pg);
        }
        committed
    }

    fn transaction_manager_status_mut(pg: &mut PureRustPg) -> &mut TransactionManagerStatus {
        AnsiTransactionManager::transaction_manager_status_mut(&mut pg.connection)
    }

    fn is_broken_transaction_manager(pg: &mut PureRustPg) -> bool {
        AnsiTransactionManager::is_broken_transaction_manager(&mut pg.connection)
    }
}

impl MultiConnectionHelper for PureRustPg {
    fn to_any<'a>(_: &mut PgLookup) -> &mut (dyn Any + 'a) {
        // The leaked value has no size, so nothing is allocated and nothing is lost.
        Box::leak(Box::new(BuiltInTypesOnly))
    }

    fn from_any(lookup: &mut dyn Any) -> Option<&mut PgLookup> {
        let lookup: &mut PgLookup = lookup.downcast_mut::<BuiltInTypesOnly>()?;
        Some(lookup)
    }
}

/// Answers every question about a column type with "unknown": the schema uses built-in types only,
/// and those are known without asking the server.
struct BuiltInTypesOnly;

impl PgMetadataLookup for BuiltInTypesOnly {
    fn lookup_type(&mut self, name: &str, schema: Option<&str>) -> PgTypeMetadata {
        let asked = PgMetadataCacheKey::new(
            schema.map(|schema| schema.to_owned().into()),
            name.to_owned().into(),
        );
        PgTypeMetadata::from_result(Err(FailedToLookupTypeError::new(asked)))
    }
}

pub(crate) const ASK_AND_COMMIT: &str = "SELECT 1; COMMIT";
