//! Empty storage for tests: on SQLite always, on PostgreSQL when `TABIR_TEST_POSTGRES` is set.
//!
//! `TABIR_TEST_POSTGRES` is the URL of a server on which the tests may make and drop schemas;
//! `TABIR_TEST_POSTGRES_CA` is the path of its authority's certificate, for a URL that goes over a
//! network. What is left out is said on the standard error output.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::wildcard_enum_match_arm,
    reason = "only tests use it"
)]

use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use seal::{InstanceId, OfficerId};
use tokio::runtime::Runtime;

use crate::columns::CaseIdColumn;
use crate::connection::AnyConnection;
use crate::dialer::{Database, Dialer};
pub use crate::private_server::{PrivateServer, copy};
use crate::storage::{Storage, StorageConfig};

/// Storage of its own for one test, migrated and empty, gone when it is dropped.
#[derive(Debug)]
pub struct TestStorage {
    /// The storage.
    pub storage: Storage,
    /// Where it is, to open it once more.
    pub config: StorageConfig,
    place: Place,
}

#[derive(Debug)]
struct Place {
    folder: PathBuf,
    schemas: Vec<String>,
}

impl TestStorage {
    /// Runs `test` on storage of each kind that there is.
    pub fn on_each(test: impl AsyncFn(&Self)) {
        Self::on_each_for(INSTANCE, test);
    }

    /// The same for a deployment with a certain id.
    pub fn on_each_for(instance: InstanceId, test: impl AsyncFn(&Self)) {
        for kind in KINDS {
            Self::on_kind(kind, [instance], async |[storage]| {
                Box::pin(test(storage)).await;
            });
        }
    }

    /// Runs `test` on storage of one kind, where [`Self::on_each_for`] would take too long: half of the tests on each kind,
    /// by their names. On every kind with `TABIR_TEST_EACH_DATABASE` in the environment.
    pub fn on_one_for(instance: InstanceId, test: impl AsyncFn(&Self)) {
        for kind in kinds_for_this_test() {
            Self::on_kind(kind, [instance], async |[storage]| {
                Box::pin(test(storage)).await;
            });
        }
    }

    /// The same for two deployments beside one another, both on the same kind.
    pub fn on_one_pair(instances: [InstanceId; 2], test: impl AsyncFn(&Self, &Self)) {
        for kind in kinds_for_this_test() {
            Self::on_kind(kind, instances, async |[one, other]| {
                Box::pin(test(one, other)).await;
            });
        }
    }

    /// Runs `test` in deployments beside one another; not at all where this kind is missing.
    fn on_kind<const N: usize>(
        kind: Kind,
        instances: [InstanceId; N],
        test: impl AsyncFn([&Self; N]),
    ) {
        let places = instances.map(|instance| match kind {
            Kind::Sqlite => Some(Place::on_sqlite(instance)),
            Kind::Postgres => Place::on_postgres(instance),
        });
        if places.iter().any(Option::is_none) {
            return;
        }
        let runtime = Runtime::new().expect("a runtime");
        let deployments = places.map(|place| Self::at(place.expect("this kind is there")));
        runtime.block_on(async {
            for one in &deployments {
                one.make_tables().await;
            }
            // What is not optimised takes much of the stack.
            Box::pin(test(deployments.each_ref())).await;
        });
    }

    fn at((place, config): (Place, StorageConfig)) -> Self {
        let storage = Storage::open(&config).expect("a place for storage");
        Self {
            storage,
            config,
            place,
        }
    }

    async fn make_tables(&self) {
        let made = self.storage.migrate().await;
        made.expect("empty databases can be migrated");
    }

    /// Storage that somebody else has made, and that stays when this is dropped.
    #[cfg(test)]
    pub(crate) fn somewhere(storage: Storage, config: StorageConfig) -> Self {
        let place = Place {
            folder: PathBuf::new(),
            schemas: Vec::new(),
        };
        Self {
            storage,
            config,
            place,
        }
    }

    /// Fills an inbox with cases of the usual sizes, to measure lists; they do not open.
    pub async fn fill_inbox(storage: &Storage, officer: OfficerId, cases: u32) {
        let shelves = storage.shelves();
        let [main, keys] = [&shelves.main, &shelves.keystore].map(|one| one.dialer().clone());
        let fill = move || {
            let mut main = main.open().expect("a database");
            let mut keys = keys.open().expect("a database");
            let words = Words::of(&main);
            words.begin(&mut main);
            words.begin(&mut keys);
            for command in rows(words, officer, cases) {
                main.batch_execute(&command).expect("a table for each");
            }
            let ids: Vec<CaseIdColumn> = crate::schema::main::cases::table
                .select(crate::schema::main::cases::id)
                .load(&mut main)
                .expect("the cases");
            for ids in ids.chunks(1_000) {
                let key = |id: &CaseIdColumn| {
                    let (id, key) = (words.bytes(id.0.as_bytes()), words.random(32));
                    format!("({id}, {key}, 20000, 0, NULL)")
                };
                let rows = ids.iter().map(key).collect::<Vec<_>>().join(",");
                keys.batch_execute(&format!("INSERT INTO case_keys VALUES {rows}"))
                    .expect("a key for each");
            }
        };
        tokio::task::spawn_blocking(fill)
            .await
            .expect("a disk with room");
    }

    /// Closes one in sixteen of the cases that filled an inbox, on the day on which they arrived.
    pub async fn close_one_in_sixteen(storage: &Storage) {
        let main = storage.shelves().main.dialer().clone();
        let close = move || {
            let mut main = main.open().expect("a database");
            let words = Words::of(&main);
            let (end, nobody) = (words.bytes(&[0x10]), words.bytes(&[0; 16]));
            main.batch_execute(&format!(
                "UPDATE cases SET status = 'closed', stage = 'c70_concluded', kept_as = 'out', closed_on = received_on
                     WHERE id < {end} AND body = {nobody};
                 UPDATE grants SET status = 'closed', kept_as = 'out', closed_on = received_on
                     WHERE case_id IN (SELECT id FROM cases WHERE kept_as = 'out')"
            ))
            .expect("cases to be closed");
            if let Some(counts) = words.settled() {
                main.batch_execute(counts).expect("counted rows");
            }
        };
        tokio::task::spawn_blocking(close)
            .await
            .expect("a disk with room");
    }

    /// Whether this storage is on PostgreSQL.
    pub fn is_on_postgres(&self) -> bool {
        !self.place.schemas.is_empty()
    }

    /// The folder of the SQLite files and the blobs.
    pub fn folder(&self) -> &Path {
        &self.place.folder
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Sqlite,
    Postgres,
}

const KINDS: [Kind; 2] = [Kind::Sqlite, Kind::Postgres];

/// The kinds of databases on which the test of this thread runs where it need not run on each.
fn kinds_for_this_test() -> Vec<Kind> {
    if env::var_os("TABIR_TEST_POSTGRES").is_none() {
        return vec![Kind::Sqlite];
    }
    if env::var_os("TABIR_TEST_EACH_DATABASE").is_some() {
        return KINDS.to_vec();
    }
    let thread = thread::current();
    let name = thread.name().unwrap_or_default();
    let sum = name.bytes().map(usize::from).sum::<usize>();
    vec![KINDS[sum % KINDS.len()]]
}

impl Place {
    fn on_sqlite(instance: InstanceId) -> (Self, StorageConfig) {
        let place = Self {
            folder: fresh_folder(),
            schemas: Vec::new(),
        };
        let config = StorageConfig {
            database: Database::Sqlite(place.folder.join("main.db")),
            keystore: Database::Sqlite(place.folder.join("keystore.db")),
            blobs: place.folder.join("blobs"),
            instance,
        };
        (place, config)
    }

    fn on_postgres(instance: InstanceId) -> Option<(Self, StorageConfig)> {
        if env::var_os("TABIR_TEST_POSTGRES").is_none() {
            eprintln!("PostgreSQL is left out: TABIR_TEST_POSTGRES is not set");
            return None;
        }
        let folder = fresh_folder();
        let schemas = ["main", "keys"].map(|part| format!("{part}_{}", fresh_name()));
        let [main, keys] = &schemas;
        on_server(
            schemas
                .iter()
                .map(|schema| format!("CREATE SCHEMA {schema}"))
                .collect(),
        );
        let config = StorageConfig {
            database: server(Some(main)),
            keystore: server(Some(keys)),
            blobs: folder.join("blobs"),
            instance,
        };
        Some((
            Self {
                folder,
                schemas: schemas.into(),
            },
            config,
        ))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        on_server(self.schemas.iter().map(|schema| dropped(schema)).collect());
        if self.folder.as_os_str().is_empty() {
            return;
        }
        if let Err(fault) = fs::remove_dir_all(&self.folder) {
            eprintln!("`{}` is left behind: {fault}", self.folder.display());
        }
    }
}

fn server(schema: Option<&str>) -> Database {
    let mut url = env::var("TABIR_TEST_POSTGRES").expect("TABIR_TEST_POSTGRES is a URL");
    if let Some(schema) = schema {
        let joint = if url.contains('?') { '&' } else { '?' };
        url = format!("{url}{joint}options=-csearch_path%3D{schema}");
    }
    Database::Postgres {
        url,
        authority: env::var_os("TABIR_TEST_POSTGRES_CA").map(Into::into),
    }
}

/// Drops a schema, having ended whoever still works in it: a server that a test has killed leaves its
/// last transaction to PostgreSQL, and the two could wait for each other.
fn dropped(schema: &str) -> String {
    format!(
        "SELECT pg_terminate_backend(pid, 10000) FROM (
             SELECT DISTINCT pid FROM pg_locks
             JOIN pg_class ON pg_class.oid = relation
             JOIN pg_namespace ON pg_namespace.oid = relnamespace
             WHERE nspname = '{schema}' AND pid <> pg_backend_pid()
         ) AS working;
         DROP SCHEMA {schema} CASCADE"
    )
}

/// On a thread of its own, as a connection must not be used from async code.
fn on_server(commands: Vec<String>) {
    if commands.is_empty() {
        return;
    }
    let work = thread::spawn(move || {
        let dialer = Dialer::new(&server(None)).expect("a URL of a server");
        let mut connection = dialer.open().expect("a server that answers");
        for command in commands {
            // What a killed server asked last may begin just now, and the two wait for each other.
            let mut told = connection.batch_execute(&command);
            for _ in 0..4 {
                if told.is_err() {
                    told = connection.batch_execute(&command);
                }
            }
            told.expect("the right to make schemas");
        }
    });
    work.join().expect("the server does as it is told");
}

/// The commands that fill an inbox.
fn rows(words: Words, officer: OfficerId, cases: u32) -> Vec<String> {
    let officer = words.bytes(officer.as_bytes());
    let nobody = words.bytes(&[0; 16]);
    let (id, number) = (words.random_id(), words.number());
    let mut commands = vec![
        format!(
            "CREATE TEMP TABLE fresh AS SELECT {id} AS id, 20000 + {number} % 700 AS day FROM {}",
            words.numbers(cases)
        ),
        "CREATE UNIQUE INDEX fresh_id ON fresh (id)".to_owned(),
        format!(
            "INSERT INTO cases (id, body, header, status, priority, received_on, key_number)
                 SELECT id, {nobody}, {}, 'received', 'normal', day, 0 FROM fresh ORDER BY id",
            words.random(2_642)
        ),
    ];
    for grantee in [&officer, &words.bytes(&[1; 16]), &words.bytes(&[2; 16])] {
        commands.push(format!(
            "INSERT INTO grants (case_id, epoch, grantee, locked, received_on, status)
                 SELECT id, 1, {grantee}, {}, day, 'received' FROM fresh ORDER BY id",
            words.random(2_900)
        ));
    }
    commands.extend([
        format!(
            "INSERT INTO objects SELECT id, id, 'report', {nobody}, 0, {}, day, 0 FROM fresh ORDER BY id",
            words.random(5_700)
        ),
        format!(
            "INSERT INTO objects SELECT {}, id, 'card', {nobody}, 1, {}, day, 1 FROM fresh ORDER BY id",
            words.another_id(),
            words.random(2_500)
        ),
        format!(
            "INSERT INTO dockets SELECT {officer}, id, {} FROM fresh ORDER BY id",
            words.random(320)
        ),
        format!(
            "INSERT INTO tasks SELECT id, {id}, {id}, CASE {number} % 2 WHEN 0 THEN {officer} END,
                 day + {number} % 90, 0 = 0 FROM fresh WHERE {number} % 10 = 0"
        ),
    ]);
    for place in 2..OBJECTS_OF_A_CASE {
        commands.push(format!(
            "INSERT INTO objects SELECT {id}, id, 'note', {nobody}, {place}, {}, day, {place} FROM fresh ORDER BY id",
            words.random(1_000)
        ));
    }
    commands
}

/// Objects of each case that fills an inbox: report, card, and notes.
const OBJECTS_OF_A_CASE: u32 = 10;

/// How each database says what rows for measuring are made of.
#[derive(Debug, Clone, Copy)]
enum Words {
    Postgres,
    Sqlite,
}

impl Words {
    fn of(database: &AnyConnection) -> Self {
        match database {
            AnyConnection::Postgres(_) => Self::Postgres,
            AnyConnection::Sqlite(_) => Self::Sqlite,
        }
    }

    /// Teaches the connection the words that the database does not have.
    fn begin(self, database: &mut AnyConnection) {
        if matches!(self, Self::Postgres) {
            // As many bytes as asked for, which do not press together.
            let random = "CREATE FUNCTION pg_temp.random_bytes(most integer) RETURNS bytea LANGUAGE sql VOLATILE AS
                 $$SELECT substr(string_agg(decode(md5(random()::text || part), 'hex'), ''::bytea), 1, most)
                   FROM generate_series(0, most / 16) AS part$$";
            database.batch_execute(random).expect("a function");
        }
    }

    fn bytes(self, bytes: &[u8]) -> String {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match self {
            Self::Postgres => format!("'\\x{digits}'::bytea"),
            Self::Sqlite => format!("X'{digits}'"),
        }
    }

    fn random(self, most: u32) -> String {
        match self {
            Self::Postgres => format!("pg_temp.random_bytes({most})"),
            Self::Sqlite => format!("randomblob({most})"),
        }
    }

    fn random_id(self) -> &'static str {
        match self {
            // No card, whose last byte is zero, has the id of a report.
            Self::Postgres => {
                "set_byte(decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 15, 1 + floor(random() * 255)::integer)"
            }
            Self::Sqlite => "randomblob(16)",
        }
    }

    fn another_id(self) -> &'static str {
        match self {
            Self::Postgres => "set_byte(id, 15, 0)",
            Self::Sqlite => "substr(id, 1, 15) || X'00'",
        }
    }

    fn number(self) -> &'static str {
        match self {
            Self::Postgres => "floor(random() * 1000000000)::integer",
            Self::Sqlite => "abs(random())",
        }
    }

    fn numbers(self, most: u32) -> String {
        match self {
            Self::Postgres => format!("generate_series(1, {most}) AS n(value)"),
            Self::Sqlite => format!(
                "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {most}) \
                 SELECT value FROM n)"
            ),
        }
    }

    /// What the database does by itself some time after many rows came.
    fn settled(self) -> Option<&'static str> {
        match self {
            Self::Postgres => Some("VACUUM ANALYZE"),
            Self::Sqlite => None,
        }
    }
}

fn fresh_name() -> String {
    crate::blob::blob_name().expect("a random name")
}

fn fresh_folder() -> PathBuf {
    let folder = env::temp_dir().join(format!("tabir-storage-{}", fresh_name()));
    fs::create_dir(&folder).expect("a temporary folder");
    folder
}

/// The deployment that all tests are about.
pub const INSTANCE: InstanceId = InstanceId::from_bytes([0x7a; 16]);

#[cfg(test)]
pub(crate) use watch::Watch;

#[cfg(test)]
mod watch {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex, PoisonError};

    use diesel::connection::{Instrumentation, InstrumentationEvent};

    use crate::pure_rust_pg::ASK_AND_COMMIT;

    /// Counts what goes over the connections of one database.
    #[derive(Debug, Clone, Default)]
    pub(crate) struct Watch(Arc<Counts>);

    #[derive(Debug, Default)]
    struct Counts {
        queries: AtomicUsize,
        commits: AtomicUsize,
        texts: Mutex<Vec<String>>,
    }

    impl Watch {
        pub(crate) fn queries(&self) -> usize {
            self.0.queries.load(Ordering::SeqCst)
        }

        pub(crate) fn commits(&self) -> usize {
            self.0.commits.load(Ordering::SeqCst)
        }

        /// The texts of all questions since this was last asked.
        pub(crate) fn take_texts(&self) -> Vec<String> {
            let mut texts = self.0.texts.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *texts)
        }
    }

    impl Instrumentation for Watch {
        fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
            match event {
                InstrumentationEvent::StartQuery { query, .. } => {
                    self.0.queries.fetch_add(1, Ordering::SeqCst);
                    let text = query.to_string();
                    let commits = text == ASK_AND_COMMIT;
                    let texts = self.0.texts.lock();
                    texts.unwrap_or_else(PoisonError::into_inner).push(text);
                    self.0
                        .commits
                        .fetch_add(usize::from(commits), Ordering::SeqCst);
                }
                InstrumentationEvent::CommitTransaction { depth, .. } if depth.get() == 1 => {
                    self.0.commits.fetch_add(1, Ordering::SeqCst);
                }
                _ => {}
            }
        }
    }
}
