//! What both databases can do, and what keeps them apart.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;
use diesel::sql_types::Text;

use super::office::TODAY;
use crate::connection::AnyConnection;
use crate::dialer::{Database, DialError, Dialer};
use crate::store_error::StoreError;
use crate::testing::TestStorage;
use crate::transaction::{self, Isolation, ReadTx, Reads, WriteTx, begin, within};
use crate::{Storage, StorageConfig, chore, resend};

#[test]
fn a_failed_write_leaves_nothing_behind() {
    on_each_connection(|connection| {
        let failed: Result<(), _> = write(connection, Isolation::Serializable, |tx| {
            resend::record(tx, MAILBOX, FORM, TODAY)?;
            Err(StoreError::Conflict)
        });
        assert!(matches!(failed, Err(StoreError::Conflict)));
        assert!(!read(connection, |tx| resend::is_known(tx, MAILBOX, FORM)).unwrap());
    });
}

#[test]
fn a_savepoint_undoes_only_its_own_part() {
    on_each_connection(|connection| {
        write(connection, Isolation::Serializable, |tx| {
            resend::record(tx, MAILBOX, FORM, TODAY)?;
            let again = within(tx.connection(), |tx| {
                resend::record(tx, MAILBOX, FORM, TODAY)
            })?;
            assert!(matches!(again, Err(StoreError::AlreadyThere)));
            resend::record(tx, MAILBOX, OTHER_FORM, TODAY)
        })
        .unwrap();
        assert!(read(connection, |tx| resend::is_known(tx, MAILBOX, FORM)).unwrap());
        assert!(read(connection, |tx| resend::is_known(tx, MAILBOX, OTHER_FORM)).unwrap());
    });
}

#[test]
fn a_write_inside_a_write_is_refused() {
    on_each_connection(|connection| {
        let inside = write(connection, Isolation::Serializable, |tx| {
            write(tx.connection(), Isolation::Serializable, |_| Ok(()))
        });
        assert!(inside.is_err());
    });
}

#[test]
fn a_view_refuses_to_write() {
    TestStorage::on_each(async |place| {
        let wrote = place
            .storage
            .shelves()
            .main
            .read(|tx| Ok(diesel::sql_query("DELETE FROM cases").execute(tx.connection())?));
        let fault = wrote.await.unwrap_err();
        let refused = std::error::Error::source(&fault).unwrap().to_string();
        assert!(refused.contains("read"), "{refused}");
    });
}

#[test]
fn no_setting_of_a_connection_lets_a_commit_return_early() {
    on_each_connection(|connection| match connection {
        AnyConnection::Postgres(_) => {
            assert_eq!(setting(connection, "SHOW synchronous_commit"), "on");
        }
        AnyConnection::Sqlite(_) => {
            assert_eq!(setting(connection, "PRAGMA journal_mode"), "wal");
            let full = "SELECT CAST(synchronous AS TEXT) AS setting FROM pragma_synchronous";
            assert_eq!(setting(connection, full), "2");
            let secure = "SELECT CAST(secure_delete AS TEXT) AS setting FROM pragma_secure_delete";
            assert_eq!(setting(connection, secure), "1");
        }
    });
}

#[test]
fn a_chore_is_leased_to_one_and_done_once_a_day() {
    on_each_connection(|connection| {
        let mut take = |lease: u8, day, now| {
            write(connection, Isolation::Serializable, |tx| {
                chore::take(tx, "sweep", [lease; 16], day, now, now + 60)
            })
            .unwrap()
            .is_some()
        };
        assert!(take(1, TODAY, 0));
        assert!(!take(2, TODAY, 59), "somebody else is at it");
        assert!(take(2, TODAY, 61), "the first never came back");
        let finish = |connection: &mut AnyConnection, lease: u8| {
            write(connection, Isolation::Serializable, |tx| {
                chore::finish(tx, "sweep", [lease; 16], TODAY)
            })
            .unwrap();
        };
        finish(connection, 1);
        finish(connection, 2);
        let mut take = |lease: u8, day, now| {
            write(connection, Isolation::Serializable, |tx| {
                chore::take(tx, "sweep", [lease; 16], day, now, now + 60)
            })
            .unwrap()
        };
        assert_eq!(take(3, TODAY, 1_000), None, "done today");
        assert_eq!(take(3, TODAY.plus(1), 1_000), Some(TODAY));
    });
}

/// Runs `test` on a connection that may write.
fn on_each_connection(test: fn(&mut AnyConnection)) {
    TestStorage::on_each(async |place| {
        let dialer = place.storage.shelves().main.dialer().clone();
        let work = move || test(&mut dialer.open().unwrap());
        tokio::task::spawn_blocking(work).await.unwrap();
    });
}

fn setting(connection: &mut AnyConnection, question: &str) -> String {
    #[derive(QueryableByName)]
    struct Setting {
        #[diesel(sql_type = Text)]
        setting: String,
    }
    let question = match question.split_once(' ') {
        Some(("SHOW", name)) => format!("SELECT current_setting('{name}') AS setting"),
        Some(("PRAGMA", name)) => format!("SELECT {name} AS setting FROM pragma_{name}"),
        _ => question.to_owned(),
    };
    let setting: Setting = diesel::sql_query(question).get_result(connection).unwrap();
    setting.setting
}

#[test]
fn a_pool_gets_over_a_server_that_hangs_up() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let main = &place.storage.shelves().main;
        let name = format!("hang up {}", crate::blob::blob_name().unwrap());
        let take_name = format!("SET application_name = '{name}'");
        let take_name = move |tx: &mut ReadTx<'_>| Ok(tx.connection().batch_execute(&take_name)?);
        let dialer = main.dialer().clone();
        let hang_up = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE application_name = '{name}'"
        );
        let hang_up = move || dialer.open().unwrap().batch_execute(&hang_up).unwrap();
        let hang_up = async || {
            main.read(take_name.clone()).await.unwrap();
            tokio::task::spawn_blocking(hang_up.clone()).await.unwrap();
        };
        hang_up().await;
        main.read(|_| Ok(())).await.unwrap();
        hang_up().await;
        main.ask(|tx| resend::is_known(tx, MAILBOX, FORM))
            .await
            .unwrap();
        hang_up().await;
        let record = |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, FORM, TODAY);
        main.write("again", record).await.unwrap();
    });
}

#[test]
fn a_database_that_goes_away_is_told_from_a_broken_one() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let main = &place.storage.shelves().main;
        let cut_off = |tx: &mut WriteTx<'_>| {
            resend::record(tx, MAILBOX, FORM, TODAY)?;
            let hang_up = "SELECT pg_terminate_backend(pg_backend_pid())";
            Ok(tx.connection().batch_execute(hang_up)?)
        };
        let fault = main.write("cut off", cut_off).await.unwrap_err();
        assert!(matches!(fault, StoreError::Unreachable(_)), "{fault:?}");
        let kept = main
            .read(|tx| resend::is_known(tx, MAILBOX, FORM))
            .await
            .unwrap();
        assert!(!kept, "nothing is half kept");
        let again = |tx: &mut WriteTx<'_>| resend::record(tx, MAILBOX, FORM, TODAY);
        main.write("again", again).await.unwrap();
    });
}

#[test]
fn a_server_that_is_not_there_is_unreachable() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("postgres://tabir@/tabir?host={}", folder.path().display());
    let nowhere = Database::Postgres {
        url,
        authority: None,
    };
    let config = StorageConfig {
        database: nowhere.clone(),
        keystore: nowhere,
        blobs: folder.path().join("blobs"),
        instance: crate::testing::INSTANCE,
    };
    let storage = Storage::open(&config).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let fault = runtime.block_on(storage.migrate()).unwrap_err();
    assert!(matches!(fault, StoreError::Unreachable(_)), "{fault:?}");
}

#[test]
fn nothing_goes_over_a_network_in_the_clear() {
    let url = "postgres://tabir@db.example/tabir?sslmode=disable".to_owned();
    let fault = Dialer::new(&Database::Postgres {
        url,
        authority: None,
    })
    .unwrap_err();
    assert!(matches!(fault, DialError::InTheClear));
}

#[test]
fn a_server_with_a_certificate_of_a_stranger_is_refused() {
    let Ok(url) = std::env::var("TABIR_TEST_POSTGRES") else {
        return;
    };
    if std::env::var_os("TABIR_TEST_POSTGRES_CA").is_none() {
        eprintln!("The stranger's certificate is left out: TABIR_TEST_POSTGRES_CA is not set");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let authority = folder.path().join("stranger.pem");
    std::fs::write(&authority, STRANGER).unwrap();
    let dialer = Dialer::new(&Database::Postgres {
        url,
        authority: Some(authority),
    })
    .unwrap();
    assert!(dialer.open().is_err());
}

#[test]
fn the_password_in_a_url_is_never_shown() {
    let url = "postgres://tabir:CANARY@/tabir?host=/run".to_owned();
    let database = Database::Postgres {
        url,
        authority: None,
    };
    assert_eq!(format!("{database:?}"), "Postgres(hidden)");
}

#[test]
fn a_row_that_breaks_the_rules_of_its_table_is_no_conflict() {
    on_each_connection(|connection| {
        let nonsense = diesel::sql_query(
            "INSERT INTO chores (name, done_on, lease, leased_until) VALUES (NULL, 0, 'x', 0)",
        )
        .execute(connection);
        let fault = nonsense.unwrap_err();
        assert!(matches!(fault, Error::DatabaseError(..)));
        assert!(matches!(StoreError::from(fault), StoreError::Broken(_)));
    });
}

const MAILBOX: seal::MailboxDigest = seal::MailboxDigest::from_bytes([1; 32]);
const FORM: seal::Digest = seal::Digest::from_bytes([2; 32]);
const OTHER_FORM: seal::Digest = seal::Digest::from_bytes([3; 32]);

/// An authority that signed nothing.
const STRANGER: &str = "\
-----BEGIN CERTIFICATE-----
MIIBgDCCASegAwIBAgIUbZv82+9P8HsZbGoGHBvluEBRJJQwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKQSBzdHJhbmdlcjAgFw0yNjExMjUxNDM2NDVaGA8yMTI2MTEw
MTE0MzY0NVowFTETMBEGA1UEAwwKQSBzdHJhbmdlcjBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABNyBnjNflLRm9UE007DhOP6b4xQKSjK41m9w+TiG5AMWYrzMnAJm
BbOz64MHgiDjTzqdbPkxiuUkJ1v0W3MNaumjUzBRMB0GA1UdDgQWBBSyx5CYF+q4
f1h3AKA5JJMhw3smBTAfBgNVHSMEGDAWgBSyx5CYF+q4f1h3AKA5JJMhw3smBTAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDuYAWWaEMZkPu4ZR6ER
U3aeStZ/cjE2hghL9dAriF9xAiAp5hJNP/adf9tZVx1IiDMn74OvUqpoIkqIxib9
nzZqjQ==
-----END CERTIFICATE-----
";

fn read<T>(
    connection: &mut AnyConnection,
    work: impl FnOnce(&mut ReadTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    begin(connection, Isolation::ReadOnly)?;
    transaction::read(connection, work)
}

fn write<T>(
    connection: &mut AnyConnection,
    isolation: Isolation,
    work: impl Fn(&mut WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    begin(connection, isolation)?;
    transaction::write(connection, isolation, work)
}
