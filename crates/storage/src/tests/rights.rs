//! On PostgreSQL each door has a role, and the role the rights that the door needs and no others.

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use futures_util::future::join_all;

use super::office::{NOW, Office, TODAY, mailbox_of};
use super::schema::schema_says;
use crate::connection::AnyConnection;
use crate::migration::Shelf;
use crate::rights::{Door, MIGRATIONS, rights};
use crate::testing::TestStorage;
use crate::{Database, Moment, Readiness, Storage, StorageConfig};

#[test]
fn every_table_says_what_each_door_may_do_to_it() {
    for (shelf, module) in [(Shelf::Main, "main"), (Shelf::Keystore, "keystore")] {
        let told: BTreeSet<_> = rights(shelf).iter().map(|rights| rights.table).collect();
        let tables = schema_says(module);
        let mut tables: BTreeSet<_> = tables.keys().map(String::as_str).collect();
        tables.insert(MIGRATIONS);
        assert_eq!(told, tables, "crates/storage/src/rights.rs");
    }
}

#[test]
fn every_door_has_the_rights_that_are_written_down_and_no_others() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        for shelf in [Shelf::Main, Shelf::Keystore] {
            let granted = on(place, shelf, None, granted).await;
            for door in Door::ALL {
                let written: BTreeSet<_> = rights(shelf)
                    .iter()
                    .flat_map(|rights| each_right(rights.table, rights.of(door)))
                    .collect();
                assert_eq!(granted[door.role()], written, "{door:?}");
            }
        }
    });
}

#[test]
fn no_door_can_do_the_work_of_another() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let office = Office::new();
        office.receives(place, "A report.").await;
        let forbidden: &[(Door, Shelf, &[&str])] = &[
            (
                Door::Intake,
                Shelf::Main,
                &[
                    "DELETE FROM cases",
                    "DELETE FROM objects",
                    "DELETE FROM mailboxes",
                    "DELETE FROM parcels",
                    "SELECT locked FROM grants",
                    "SELECT opening FROM queued_entries",
                    "DELETE FROM chunks",
                    "UPDATE chunks SET blob = 'x'",
                    "UPDATE cases SET status = 'closed'",
                    "UPDATE objects SET sealed = 'x'",
                    "UPDATE mailboxes SET case_id = 'x'",
                    "UPDATE replies SET locked = 'x'",
                    "SELECT * FROM chores",
                ],
            ),
            (
                Door::Intake,
                Shelf::Keystore,
                &["DELETE FROM case_keys", "UPDATE case_keys SET key = 'x'"],
            ),
            (
                Door::Desk,
                Shelf::Main,
                &[
                    "UPDATE cases SET header = 'x'",
                    "UPDATE mailboxes SET case_id = 'x'",
                    "UPDATE parcels SET accepted_on = 0",
                    "DELETE FROM parcels",
                    "UPDATE grants SET grantee = 'x'",
                    "UPDATE objects SET sealed = 'x'",
                    "SELECT digest FROM resends",
                    "SELECT opening FROM queued_entries",
                    "UPDATE chores SET done_on = 0",
                ],
            ),
            (
                Door::Desk,
                Shelf::Keystore,
                &[
                    "UPDATE case_keys SET case_id = 'x'",
                    "DROP TABLE case_keys",
                    "SELECT key FROM person_keys",
                ],
            ),
            (
                Door::Desk,
                Shelf::Main,
                &["SELECT * FROM accounts", "SELECT * FROM sessions"],
            ),
            (
                Door::Staff,
                Shelf::Main,
                &[
                    "SELECT * FROM cases",
                    "SELECT * FROM grants",
                    "SELECT * FROM objects",
                    "SELECT * FROM mailboxes",
                    "SELECT * FROM replies",
                    "UPDATE accounts SET wrapped = 'x'",
                    "UPDATE attempts SET account = 'x'",
                    "UPDATE passkeys SET account = 'x'",
                ],
            ),
            (
                Door::Staff,
                Shelf::Keystore,
                &["SELECT * FROM case_keys", "DELETE FROM case_keys"],
            ),
            (
                Door::Upkeep,
                Shelf::Main,
                &[
                    "SELECT * FROM accounts",
                    "UPDATE cases SET status = 'closed'",
                    "UPDATE grants SET locked = 'x'",
                    "UPDATE objects SET sealed = 'x'",
                ],
            ),
        ];
        let of_all = [
            "CREATE TABLE more (id INTEGER)",
            "TRUNCATE cases",
            "DROP TABLE cases",
            "ALTER TABLE objects ADD COLUMN more TEXT",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('/etc/passwd')",
        ];
        for (door, shelf, statements) in forbidden {
            refused(place, *shelf, *door, statements).await;
        }
        for door in Door::ALL {
            refused(place, Shelf::Main, door, &of_all).await;
        }
    });
}

#[test]
fn a_login_of_one_door_opens_that_door_alone() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let office = Office::new();
        let (receipt, case) = office.receives(place, "Before.").await;
        let officer = office.officers[0].officer;
        let (office, mailbox) = (&office, mailbox_of(&receipt));
        let moment = Moment {
            day: TODAY.plus(1),
            unix_seconds: NOW + 86_400,
        };
        // Together, since a pool tries for ten seconds before it gives up.
        join_all(Door::ALL.map(|door| async move {
            let login = Login::of(place, door).await;
            let storage = Storage::open(&login.config).unwrap();
            assert_eq!(storage.doors().await.unwrap(), [door]);
            assert_eq!(storage.readiness().await.unwrap(), Readiness::Ready);
            let (_, parcel) = office.report("Through the door.");
            let (drop_box, case_room) = (storage.drop_box(), storage.case_room());
            let (staff, upkeep) = (storage.staff_room(), storage.upkeep());
            let (accepted, status, file, accounts, swept) = tokio::join!(
                drop_box.accept_report(parcel, None, None, TODAY),
                drop_box.status(mailbox),
                case_room.case_file(officer, case, TODAY),
                staff.accounts(),
                upkeep.sweep(moment),
            );
            assert_eq!(accepted.is_ok(), door == Door::Intake, "{door:?}");
            assert_eq!(status.is_ok(), door == Door::Intake, "{door:?}");
            assert_eq!(file.is_ok(), door == Door::Desk, "{door:?}");
            assert_eq!(accounts.is_ok(), door == Door::Staff, "{door:?}");
            assert_eq!(swept.is_ok(), door == Door::Upkeep, "{door:?}");
            assert!(storage.migrate().await.is_err(), "{door:?}");
            // Nor is there a way around the role.
            for other in Door::ALL.into_iter().filter(|other| *other != door) {
                let take = format!("SET ROLE {}", other.role());
                let taken = on_login(&login, move |connection| connection.batch_execute(&take));
                assert!(taken.await.is_err(), "{door:?} becomes {other:?}");
            }
            drop(storage);
            login.remove(place).await;
        }))
        .await;
    });
}

#[test]
fn a_server_without_the_roles_wants_to_be_migrated_and_one_without_a_door_says_so() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let login = Login::of(place, Door::Intake).await;
        let revoke = format!("REVOKE tabir_intake FROM {}", login.name);
        on(place, Shelf::Main, None, move |connection| {
            connection.batch_execute(&revoke).unwrap();
        })
        .await;
        let storage = Storage::open(&login.config).unwrap();
        assert_eq!(storage.readiness().await.unwrap(), Readiness::NoDoor);
        login.remove(place).await;
    });
}

#[test]
fn old_versions_of_rows_are_vacuumed_without_a_threshold() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let shelves = [
            (Shelf::Main, crate::row_shuffle::MAIN),
            (Shelf::Keystore, crate::row_shuffle::KEYSTORE),
        ];
        for (shelf, shuffled) in shelves {
            let set = on(place, shelf, None, |connection| {
                texts(
                    connection,
                    "SELECT relname::text AS told FROM pg_class \
                     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' \
                     AND reloptions @> ARRAY['autovacuum_vacuum_threshold=0', \
                     'autovacuum_vacuum_scale_factor=0']",
                )
            })
            .await;
            for table in shuffled.iter().map(|shuffled| shuffled.table) {
                assert!(set.iter().any(|set| set == table), "{table}");
            }
        }
    });
}

/// A login that may take the role of one door.
struct Login {
    name: String,
    config: StorageConfig,
}

impl Login {
    async fn of(place: &TestStorage, door: Door) -> Self {
        let name = format!("login_{}", crate::blob::blob_name().unwrap());
        let make = format!(
            "CREATE ROLE {name} LOGIN NOINHERIT PASSWORD 'word' IN ROLE {}",
            door.role()
        );
        on(place, Shelf::Main, None, move |connection| {
            connection.batch_execute(&make).unwrap();
        })
        .await;
        let as_login = |database: &Database| {
            let Database::Postgres { url, authority } = database else {
                panic!("only PostgreSQL has logins")
            };
            let (_, place) = url.split_once('@').unwrap();
            Database::Postgres {
                url: format!("postgres://{name}:word@{place}"),
                authority: authority.clone(),
            }
        };
        let config = StorageConfig {
            database: as_login(&place.config.database),
            keystore: as_login(&place.config.keystore),
            ..place.config.clone()
        };
        Self { name, config }
    }

    async fn remove(self, place: &TestStorage) {
        let name = self.name;
        on(place, Shelf::Main, None, move |connection| {
            connection
                .batch_execute(&format!("DROP ROLE {name}"))
                .unwrap();
        })
        .await;
    }
}

async fn refused(place: &TestStorage, shelf: Shelf, door: Door, statements: &[&str]) {
    for statement in statements {
        let statement = (*statement).to_owned();
        let done = on(place, shelf, Some(door), move |connection| {
            connection
                .batch_execute(&statement)
                .map_err(|fault| fault.to_string())
                .map_or_else(|fault| fault, |()| format!("{statement} was done"))
        })
        .await;
        let refusals = ["permission denied", "must be owner", "must be superuser"];
        let is_refused = refusals.iter().any(|refusal| done.contains(refusal));
        assert!(is_refused, "{door:?}: {done}");
    }
}

/// `UPDATE (one, other), SELECT` as one line for each right and column.
fn each_right(table: &str, mut rights: &str) -> Vec<String> {
    let mut each = Vec::new();
    while !rights.is_empty() {
        let end = rights.find([',', '(']).unwrap_or(rights.len());
        let right = rights[..end].trim();
        let mut columns = "";
        rights = &rights[end..];
        if rights.starts_with('(') {
            let end = rights.find(')').unwrap();
            columns = &rights[1..end];
            rights = &rights[end + 1..];
        }
        rights = rights.trim_start_matches([',', ' ']);
        each.extend(
            columns
                .split(", ")
                .map(|column| format!("{right} {table} {column}")),
        );
    }
    each
}

/// What is granted to whom: role → `RIGHT table column`.
fn granted(connection: &mut AnyConnection) -> BTreeMap<String, BTreeSet<String>> {
    let told = texts(
        connection,
        "SELECT role || ':' || right_is || ' ' || table_is || ' ' || column_is AS told FROM (
            SELECT grantee::regrole::text AS role, privilege_type AS right_is,
                relname::text AS table_is, '' AS column_is
            FROM pg_class, aclexplode(relacl)
            WHERE relnamespace = current_schema()::regnamespace AND grantee <> 0
            UNION ALL
            SELECT grantee::regrole::text, privilege_type, relname::text, attname::text
            FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid, aclexplode(attacl)
            WHERE relnamespace = current_schema()::regnamespace AND grantee <> 0
        ) AS granted WHERE role LIKE 'tabir_%'",
    );
    let mut granted = BTreeMap::<_, BTreeSet<_>>::new();
    for line in told {
        let (role, right) = line.split_once(':').unwrap();
        granted
            .entry(role.to_owned())
            .or_default()
            .insert(right.to_owned());
    }
    granted
}

fn texts(connection: &mut AnyConnection, question: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Told {
        #[diesel(sql_type = Text)]
        told: String,
    }
    let told: Vec<Told> = diesel::sql_query(question).load(connection).unwrap();
    told.into_iter().map(|row| row.told).collect()
}

/// Runs `work` on a connection of one door, or of the owner.
async fn on<T: Send + 'static>(
    place: &TestStorage,
    shelf: Shelf,
    door: Option<Door>,
    work: impl FnOnce(&mut AnyConnection) -> T + Send + 'static,
) -> T {
    let shelves = place.storage.shelves();
    let archive = match shelf {
        Shelf::Keystore => &shelves.keystore,
        Shelf::Main => &shelves.main,
    };
    let dialer = archive.dialer().clone();
    let dialer = door.map_or(dialer.clone(), |door| dialer.of(door));
    tokio::task::spawn_blocking(move || work(&mut dialer.open().unwrap()))
        .await
        .unwrap()
}

async fn on_login<T: Send + 'static>(
    login: &Login,
    work: impl FnOnce(&mut AnyConnection) -> T + Send + 'static,
) -> T {
    let storage = Storage::open(&login.config).unwrap();
    let dialer = storage.shelves().main.dialer().clone();
    let done = tokio::task::spawn_blocking(move || work(&mut dialer.open().unwrap())).await;
    drop(storage);
    done.unwrap()
}
