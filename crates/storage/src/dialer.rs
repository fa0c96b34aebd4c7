use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, fs, io};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{self, ManageConnection, R2D2Connection};
use diesel::{Connection, ConnectionError, ConnectionResult, SqliteConnection};
use diesel_async::AsyncPgConnection;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use thiserror::Error;
use tokio::time::timeout;
use tokio_postgres::NoTls;
use tokio_postgres::config::{Config, Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::connection::AnyConnection;
use crate::pure_rust_pg::{PureRustPg, SocketRuntime};
use crate::rights::Door;

/// Where a database is.
#[derive(Clone)]
pub enum Database {
    /// A server, PostgreSQL 15 or later.
    Postgres {
        /// `postgres://user:word@host/name`, or with `?host=/folder/of/the/socket` for a server on
        /// the same machine. It may hold a password, so it is never printed.
        url: String,
        /// The PEM file of the authority that signed the server's certificate. Without it only a
        /// Unix socket will do: nothing goes over a network in the clear.
        authority: Option<PathBuf>,
    },
    /// A file, made when it is not there.
    Sqlite(PathBuf),
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres { .. } => f.write_str("Postgres(hidden)"),
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
        }
    }
}

/// Why a database could not be set up, before any question was put to it.
#[derive(Debug, Error)]
pub enum DialError {
    /// The URL is not one of PostgreSQL.
    #[error("the URL of the database cannot be read")]
    BadUrl(#[source] tokio_postgres::Error),
    /// The authority's file cannot be read or holds no certificate.
    #[error("the certificate of the database's authority `{}` cannot be used", .0.display())]
    BadAuthority(PathBuf, #[source] Box<dyn Error + Send + Sync>),
    /// A server over the network, and no authority to know it by.
    #[error("without the certificate of an authority only a Unix socket will do")]
    InTheClear,
    /// The folder of the database or of the blobs cannot be made.
    #[error("the folder `{}` cannot be used", .0.display())]
    NoFolder(PathBuf, #[source] io::Error),
    /// SQLite takes file names in UTF-8 only.
    #[error("the file name `{}` is not UTF-8", .0.display())]
    BadFileName(PathBuf),
    /// The system gives no thread.
    #[error("no thread for the database")]
    NoThread(#[source] io::Error),
}

/// Opens connections, and is what the pool of a database is built on.
#[derive(Clone)]
pub(crate) struct Dialer {
    place: Place,
    door: Option<Door>,
    #[cfg(test)]
    pub(crate) watch: crate::testing::Watch,
}

#[derive(Clone)]
enum Place {
    Postgres(Arc<PostgresDialer>),
    Sqlite { path: String },
}

struct PostgresDialer {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Dialer {
    /// Keeps hold of no connection. What it opens has all the rights of the login.
    pub(crate) fn new(database: &Database) -> Result<Self, DialError> {
        let place = match database {
            Database::Postgres { url, authority } => {
                let dialer = PostgresDialer::new(url, authority.as_deref())?;
                Place::Postgres(Arc::new(dialer))
            }
            Database::Sqlite(path) => {
                if let Some(folder) = path.parent() {
                    durable_folder(folder)?;
                }
                let path = path
                    .to_str()
                    .ok_or_else(|| DialError::BadFileName(path.clone()))?;
                Place::Sqlite {
                    path: path.to_owned(),
                }
            }
        };
        Ok(Self {
            place,
            door: None,
            #[cfg(test)]
            watch: crate::testing::Watch::default(),
        })
    }

    /// The same for one door: on PostgreSQL its connections have the rights of the door's role.
    pub(crate) fn of(&self, door: Door) -> Self {
        Self {
            door: Some(door),
            ..self.clone()
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Sqlite { .. })
    }

    /// Whether who asks here waits for a page: for chores and migrations time does not count. SQLite
    /// knows no doors, and does not stand still by itself.
    pub(crate) fn has_people_waiting(&self) -> bool {
        match self.door {
            Some(Door::Desk | Door::Intake | Door::Staff) => true,
            Some(Door::Upkeep) | None => false,
        }
    }

    /// A connection that may write.
    pub(crate) fn open(&self) -> ConnectionResult<AnyConnection> {
        self.open_with(WRITING)
    }

    /// A connection of the group writer. On PostgreSQL it does not wait long for a row that somebody
    /// else is writing, since a whole group waits with it.
    pub(crate) fn open_for_groups(&self) -> ConnectionResult<AnyConnection> {
        let mut connection = self.open()?;
        if matches!(connection, AnyConnection::Postgres(_)) {
            connection
                .batch_execute("SET lock_timeout = '200ms'")
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
        }
        Ok(connection)
    }

    /// On SQLite a connection that refuses to write: every write goes through the one writer.
    fn open_for_pool(&self) -> ConnectionResult<AnyConnection> {
        self.open_with(READING)
    }

    fn open_with(&self, sqlite_settings: &str) -> ConnectionResult<AnyConnection> {
        let connection = match &self.place {
            Place::Postgres(dialer) => dialer.open(self.door).map(AnyConnection::Postgres),
            Place::Sqlite { path } => open_sqlite(path, sqlite_settings).map(AnyConnection::Sqlite),
        };
        #[cfg(test)]
        let connection = connection.map(|mut connection| {
            connection.set_instrumentation(self.watch.clone());
            connection
        });
        connection
    }
}

impl PostgresDialer {
    fn new(url: &str, authority: Option<&Path>) -> Result<Self, DialError> {
        let mut config: Config = url.parse().map_err(DialError::BadUrl)?;
        config.application_name("tabir");
        config.connect_timeout(PATIENCE);
        // Without these a server that lost its power keeps its last question open for a quarter of
        // an hour.
        config.tcp_user_timeout(PATIENCE);
        config.keepalives_idle(PATIENCE);
        config.keepalives_interval(PATIENCE / 2);
        config.keepalives_retries(2);
        let tls = match authority {
            Some(path) => {
                // Without this the driver goes on in the clear when the server says it has no TLS.
                config.ssl_mode(SslMode::Require);
                let bad = |fault| DialError::BadAuthority(path.to_owned(), fault);
                Some(MakeRustlsConnect::new(trusting(path).map_err(bad)?))
            }
            None => {
                let local = |host: &Host| matches!(host, Host::Unix(_));
                if config.get_hosts().is_empty() || !config.get_hosts().iter().all(local) {
                    return Err(DialError::InTheClear);
                }
                None
            }
        };
        Ok(Self { config, tls })
    }

    fn open(&self, door: Option<Door>) -> ConnectionResult<PureRustPg> {
        let refused = |fault: io::Error| ConnectionError::BadConnection(fault.to_string());
        let socket = SocketRuntime::start().map_err(refused)?;
        // The driver's own patience ends once the socket is open.
        let dial = async { timeout(PATIENCE, self.dial()).await };
        let silent = |_| ConnectionError::BadConnection("the server says nothing".to_owned());
        let connection = socket.block_on(dial).map_err(silent)??;
        let mut connection = PureRustPg::new(connection, socket);
        let role = door.map(|door| format!("SET ROLE {}; ", door.role()));
        connection
            .batch_execute(&(role.unwrap_or_default() + POSTGRES_SESSION))
            .map_err(ConnectionError::CouldntSetupConfiguration)?;
        Ok(connection)
    }

    async fn dial(&self) -> ConnectionResult<AsyncPgConnection> {
        let refused = |fault: tokio_postgres::Error| ConnectionError::BadConnection(chain(&fault));
        match &self.tls {
            Some(tls) => {
                let (client, socket) = self.config.connect(tls.clone()).await.map_err(refused)?;
                AsyncPgConnection::try_from_client_and_connection(client, socket).await
            }
            None => {
                let (client, socket) = self.config.connect(NoTls).await.map_err(refused)?;
                AsyncPgConnection::try_from_client_and_connection(client, socket).await
            }
        }
    }
}

impl fmt::Debug for Dialer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dialer(hidden)")
    }
}

impl ManageConnection for Dialer {
    type Connection = AnyConnection;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<AnyConnection, r2d2::Error> {
        self.open_for_pool().map_err(r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), r2d2::Error> {
        connection.ping().map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}

/// Makes a folder that is still there after the power has failed.
pub(crate) fn durable_folder(folder: &Path) -> Result<(), DialError> {
    let fault = |fault| DialError::NoFolder(folder.to_owned(), fault);
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        durable_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => {}
        Err(made) if made.kind() == io::ErrorKind::AlreadyExists => {}
        Err(other) => return Err(fault(other)),
    }
    let parent = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    sync_folder(parent.unwrap_or(Path::new("."))).map_err(fault)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened, and the system keeps its entries by itself.
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

fn open_sqlite(path: &str, settings: &str) -> ConnectionResult<SqliteConnection> {
    let mut connection = SqliteConnection::establish(path)?;
    connection
        .batch_execute(settings)
        .map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(connection)
}

fn trusting(authority: &Path) -> Result<ClientConfig, Box<dyn Error + Send + Sync>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&fs::read(authority)?) {
        roots.add(certificate?)?;
    }
    if roots.is_empty() {
        return Err("there is no certificate in it".into());
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// The driver's own text says only "error performing TLS handshake"; the reason is further down.
fn chain(fault: &dyn Error) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(fault) = cause {
        text = format!("{text}: {fault}");
        cause = fault.source();
    }
    text
}

/// How long a server may be silent before it counts as gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// An administrator may have turned `synchronous_commit` off for the whole server; a receipt must
/// not be shown before its report is on the disk.
const POSTGRES_SESSION: &str = "SET synchronous_commit = on; SET lock_timeout = '10s'; \
     SET client_min_messages = warning";

/// The size of a page counts when a file is made: grants and short texts overflow by 1 to 2 KiB, so
/// small pages leave little unused. What is deleted is overwritten (PROTOCOL 7).
const WRITING: &str = "PRAGMA page_size = 2048; PRAGMA busy_timeout = 10000; \
     PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; \
     PRAGMA checkpoint_fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

/// With SQLite's usual 2 MB a page of a long list reads the same pages of the file again for each of its questions.
const READING: &str = "PRAGMA page_size = 2048; PRAGMA cache_size = -8192; PRAGMA busy_timeout = 10000; \
     PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON;";
