use std::any::Any;

use diesel::connection::{
    CacheSize, Connection, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::internal::derives::multiconnection::{ConnectionSealed, MultiConnectionHelper};
use diesel::migration::MigrationConnection;
use diesel::pg::{
    FailedToLookupTypeError, Pg, PgMetadataCacheKey, PgMetadataLookup, PgTypeMetadata,
};
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::r2d2::R2D2Connection;
use diesel::sql_types::TypeMetadata;
use diesel::{ConnectionResult, QueryResult};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;

/// A blocking diesel connection to PostgreSQL, written wholly in Rust.
///
/// Every method passes its call on to [`AsyncConnectionWrapper`]. The type exists because the two
/// traits that `#[derive(MultiConnection)]` asks for ([`MultiConnectionHelper`] and
/// [`R2D2Connection`]) cannot be implemented for somebody else's type.
pub struct PureRustPg(Blocking);

type Blocking = AsyncConnectionWrapper<AsyncPgConnection>;
type BlockingTransactions = <Blocking as Connection>::TransactionManager;
type PgLookup = <Pg as TypeMetadata>::MetadataLookup;

impl From<AsyncPgConnection> for PureRustPg {
    /// Keeps hold of the tokio runtime entered at the time of the call; the socket lives on it.
    fn from(connection: AsyncPgConnection) -> Self {
        Self(Blocking::from(connection))
    }
}

impl SimpleConnection for PureRustPg {
    fn batch_execute(&mut self, sql: &str) -> QueryResult<()> {
        self.0.batch_execute(sql)
    }
}

impl ConnectionSealed for PureRustPg {}

impl Connection for PureRustPg {
    type Backend = Pg;
    type TransactionManager = PassOn;

    fn establish(url: &str) -> ConnectionResult<Self> {
        Blocking::establish(url).map(Self)
    }

    fn execute_returning_count<T>(&mut self, statement: &T) -> QueryResult<usize>
    where
        T: QueryFragment<Pg> + QueryId,
    {
        self.0.execute_returning_count(statement)
    }

    fn transaction_state(
        &mut self,
    ) -> &mut <PassOn as TransactionManager<Self>>::TransactionStateData {
        Connection::transaction_state(&mut self.0)
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        Connection::instrumentation(&mut self.0)
    }

    fn set_instrumentation(&mut self, watcher: impl Instrumentation) {
        Connection::set_instrumentation(&mut self.0, watcher);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        Connection::set_prepared_statement_cache_size(&mut self.0, size);
    }
}

impl LoadConnection for PureRustPg {
    type Cursor<'conn, 'query> = <Blocking as LoadConnection>::Cursor<'conn, 'query>;
    type Row<'conn, 'query> = <Blocking as LoadConnection>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, query: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<Pg> + QueryId + 'query,
        Pg: QueryMetadata<T::SqlType>,
    {
        LoadConnection::load(&mut self.0, query)
    }
}

impl MigrationConnection for PureRustPg {
    fn setup(&mut self) -> QueryResult<usize> {
        MigrationConnection::setup(&mut self.0)
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

/// Passes transactions on to the wrapped connection.
pub struct PassOn;

impl TransactionManager<PureRustPg> for PassOn {
    type TransactionStateData =
        <BlockingTransactions as TransactionManager<Blocking>>::TransactionStateData;

    fn begin_transaction(connection: &mut PureRustPg) -> QueryResult<()> {
        BlockingTransactions::begin_transaction(&mut connection.0)
    }

    fn rollback_transaction(connection: &mut PureRustPg) -> QueryResult<()> {
        BlockingTransactions::rollback_transaction(&mut connection.0)
    }

    /// A transaction that has failed is rolled back by COMMIT, and PostgreSQL calls that no fault. A
    /// question before it, in the same message, is refused.
    fn commit_transaction(connection: &mut PureRustPg) -> QueryResult<()> {
        let status = Self::transaction_manager_status_mut(connection);
        if status
            .transaction_depth()?
            .is_none_or(|depth| depth.get() > 1)
        {
            return BlockingTransactions::commit_transaction(&mut connection.0);
        }
        let committed = connection.batch_execute(ASK_AND_COMMIT);
        if committed.is_ok() {
            *Self::transaction_manager_status_mut(connection) = TransactionManagerStatus::default();
        } else {
            // One that cannot be rolled back either counts as broken from here on.
            let _still_the_first_fault =
                BlockingTransactions::rollback_transaction(&mut connection.0);
        }
        committed
    }

    fn transaction_manager_status_mut(
        connection: &mut PureRustPg,
    ) -> &mut TransactionManagerStatus {
        BlockingTransactions::transaction_manager_status_mut(&mut connection.0)
    }

    fn is_broken_transaction_manager(connection: &mut PureRustPg) -> bool {
        BlockingTransactions::is_broken_transaction_manager(&mut connection.0)
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
