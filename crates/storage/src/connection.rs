use diesel::{MultiConnection, SqliteConnection};

use crate::pure_rust_pg::PureRustPg;

/// A connection to either database. Queries written for it run on both.
#[derive(MultiConnection)]
#[expect(
    clippy::large_enum_variant,
    reason = "the derive takes connections only, no boxes"
)]
pub enum AnyConnection {
    Postgres(PureRustPg),
    Sqlite(SqliteConnection),
}

pub(crate) type Transactions = <AnyConnection as diesel::Connection>::TransactionManager;
