//! Both migration folders make what `schema.rs` says.

use std::collections::BTreeMap;

use casework::{CaseStage, DecisionKind};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use seal::Kind;

use crate::columns::PriorityColumn;
use crate::connection::AnyConnection;
use crate::migration::{self, Shelf};
use crate::testing::TestStorage;

/// Table → column → (type, may be null).
pub(super) type Tables = BTreeMap<String, BTreeMap<String, (String, bool)>>;

#[test]
fn both_databases_have_the_tables_of_the_schema() {
    TestStorage::on_each(async |place| {
        let shelves = place.storage.shelves();
        for (archive, module) in [(&shelves.main, "main"), (&shelves.keystore, "keystore")] {
            let dialer = archive.dialer().clone();
            let made = move || tables_of(&mut dialer.open().unwrap());
            let made = tokio::task::spawn_blocking(made).await.unwrap();
            assert_eq!(made, schema_says(module));
        }
    });
}

#[test]
fn migrations_can_be_taken_back_and_made_again() {
    TestStorage::on_each(async |place| {
        let shelves = place.storage.shelves();
        for (archive, shelf) in [
            (&shelves.main, Shelf::Main),
            (&shelves.keystore, Shelf::Keystore),
        ] {
            let dialer = archive.dialer().clone();
            let there_and_back = move || {
                let mut connection = dialer.open().unwrap();
                migration::undo(&mut connection, shelf);
                assert!(tables_of(&mut connection).is_empty());
                assert!(migration::is_behind(&mut connection, shelf).unwrap());
                migration::migrate(&mut connection, shelf).unwrap();
                assert!(!migration::is_behind(&mut connection, shelf).unwrap());
            };
            tokio::task::spawn_blocking(there_and_back).await.unwrap();
        }
    });
}

#[test]
fn the_checks_of_the_tables_list_the_words_of_the_types() {
    let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    let statuses: Vec<_> = casework::CaseStatus::ALL
        .iter()
        .map(|status| status.word())
        .collect();
    for sql in [SQLITE, POSTGRES] {
        assert_eq!(words(sql, "kind"), kinds);
        assert_eq!(words(sql, "status"), statuses);
    }
    let stages: Vec<_> = CaseStage::ALL.iter().map(|stage| stage.word()).collect();
    let decisions: Vec<_> = DecisionKind::ALL.iter().map(|kind| kind.word()).collect();
    for (sql, priority) in [
        (SQLITE_TRIAGE, "next_priority"),
        (POSTGRES_TRIAGE, "priority"),
    ] {
        assert_eq!(words(sql, "stage"), stages);
        assert_eq!(words(sql, priority), PriorityColumn::WORDS);
    }
    for sql in [SQLITE_RETENTION, POSTGRES_RETENTION] {
        assert_eq!(words(sql, "kind"), decisions);
    }
}

fn words<'a>(sql: &'a str, column: &str) -> Vec<&'a str> {
    let (_, list) = sql.split_once(&format!("CHECK ({column} IN (")).unwrap();
    let (list, _) = list.split_once("))").unwrap();
    list.split(',')
        .map(|word| word.trim().trim_matches('\''))
        .collect()
}

fn tables_of(connection: &mut AnyConnection) -> Tables {
    #[derive(QueryableByName)]
    struct Column {
        #[diesel(sql_type = Text)]
        table_is: String,
        #[diesel(sql_type = Text)]
        column_is: String,
        #[diesel(sql_type = Text)]
        type_is: String,
        #[diesel(sql_type = Bool)]
        may_be_null: bool,
    }
    let question = match connection {
        AnyConnection::Postgres(_) => {
            "SELECT table_name::text AS table_is, column_name::text AS column_is, \
             data_type::text AS type_is, is_nullable = 'YES' AS may_be_null \
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
        AnyConnection::Sqlite(_) => {
            "SELECT t.name AS table_is, c.name AS column_is, c.type AS type_is, \
             c.\"notnull\" = 0 AS may_be_null \
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
        }
    };
    let columns: Vec<Column> = diesel::sql_query(question).load(connection).unwrap();
    let mut tables = Tables::new();
    for column in columns {
        if column.table_is.starts_with("__diesel") || column.table_is.starts_with("sqlite_") {
            continue;
        }
        let kind = match column.type_is.to_uppercase().as_str() {
            "BIGINT" => "BigInt",
            "BOOLEAN" => "Bool",
            "BLOB" | "BYTEA" => "Binary",
            "INTEGER" => "Integer",
            "TEXT" => "Text",
            other => panic!("a type that only one database has: {other}"),
        };
        let columns = tables.entry(column.table_is).or_default();
        columns.insert(column.column_is, (kind.to_owned(), column.may_be_null));
    }
    tables
}

/// Reads the `table!` blocks of one module of `schema.rs`.
pub(super) fn schema_says(module: &str) -> Tables {
    let (_, text) = SCHEMA
        .split_once(&format!("pub(crate) mod {module} {{"))
        .unwrap();
    let text = text.split("\npub(crate) mod ").next().unwrap();
    let mut tables = Tables::new();
    for block in text.split("diesel::table! {").skip(1) {
        let mut lines = block.lines().map(str::trim).filter(|line| !line.is_empty());
        let name = lines.next().unwrap().split_once(' ').unwrap().0;
        let columns = tables.entry(name.to_owned()).or_default();
        for line in lines.take_while(|line| *line != "}") {
            let (column, kind) = line.trim_end_matches(',').split_once(" -> ").unwrap();
            let inner = kind
                .strip_prefix("Nullable<")
                .map(|kind| kind.trim_end_matches('>'));
            columns.insert(
                column.to_owned(),
                (inner.unwrap_or(kind).to_owned(), inner.is_some()),
            );
        }
    }
    tables
}

const SCHEMA: &str = include_str!("../schema.rs");
const SQLITE_RETENTION: &str =
    include_str!("../../migrations/sqlite/main/2026-11-29-000014_retention/up.sql");
const POSTGRES_RETENTION: &str =
    include_str!("../../migrations/postgres/main/2026-11-29-000014_retention/up.sql");
const SQLITE_TRIAGE: &str =
    include_str!("../../migrations/sqlite/main/2026-11-28-000007_triage/up.sql");
const POSTGRES_TRIAGE: &str =
    include_str!("../../migrations/postgres/main/2026-11-28-000007_triage/up.sql");
const SQLITE: &str =
    include_str!("../../migrations/sqlite/main/2026-11-25-000000_foundation/up.sql");
const POSTGRES: &str =
    include_str!("../../migrations/postgres/main/2026-11-25-000000_foundation/up.sql");
