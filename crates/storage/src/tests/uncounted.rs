//! What databases keep of values to plan with outlives their rows: nothing of it may be a key, or lead to a reporter.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Text};

use super::office::Office;
use crate::connection::AnyConnection;
use crate::testing::{INSTANCE, PrivateServer, TestStorage};
use crate::{Readiness, Storage, StorageConfig};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Binary)]
    value: Vec<u8>,
}

#[test]
fn no_key_and_no_mailbox_is_among_what_a_database_keeps_to_plan_with() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        for number in 0..6 {
            office.receives(place, &format!("Report {number}.")).await;
        }
        let shelves = place.storage.shelves();
        for (shelf, secrets) in [(&shelves.keystore, KEYS), (&shelves.main, MAILBOXES)] {
            let dialer = shelf.dialer().clone();
            let (shown, secrets) = tokio::task::spawn_blocking(move || {
                let mut connection = dialer.open().unwrap();
                if matches!(connection, AnyConnection::Postgres(_)) {
                    // As the server does by itself. SQLite does not.
                    connection.batch_execute("ANALYZE").unwrap();
                }
                (kept(&mut connection), values(&mut connection, secrets))
            })
            .await
            .unwrap();
            assert_eq!(secrets.len(), 6);
            if place.is_on_postgres() {
                assert!(
                    shown.contains("made_on") || shown.contains("received_on"),
                    "{shown}"
                );
            }
            for secret in secrets {
                assert!(!shown.contains(&secret), "{secret} in {shown}");
            }
        }
    });
}

#[test]
fn what_was_counted_before_is_cleared_away() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        for number in 0..6 {
            office.receives(place, &format!("Report {number}.")).await;
        }
        let shelves = place.storage.shelves();
        for (shelf, secrets, migration) in [
            (
                &shelves.keystore,
                KEYS,
                [KEYS_AS_BEFORE, KEYS_UNCOUNTED, KEYS_CLEARED],
            ),
            (
                &shelves.main,
                MAILBOXES,
                [MAIN_AS_BEFORE, MAIN_UNCOUNTED, MAIN_CLEARED],
            ),
        ] {
            let dialer = shelf.dialer().clone();
            let [as_before, uncounted, cleared] = migration;
            tokio::task::spawn_blocking(move || {
                let mut connection = dialer.open().unwrap();
                let is_on_postgres = matches!(connection, AnyConnection::Postgres(_));
                if is_on_postgres {
                    connection.batch_execute(as_before).unwrap();
                }
                // SQLite counts nothing but what stands in an index.
                let id = "SELECT case_id AS value FROM case_keys";
                let is_indexed = is_on_postgres || secrets != KEYS;
                let secrets = values(&mut connection, if is_indexed { secrets } else { id });
                connection.batch_execute("ANALYZE").unwrap();
                let shown = kept(&mut connection);
                assert!(
                    secrets.iter().any(|secret| shown.contains(secret)),
                    "{shown}"
                );
                let clear = if is_on_postgres { uncounted } else { cleared };
                connection.batch_execute(clear).unwrap();
                let shown = kept(&mut connection);
                assert!(
                    !secrets.iter().any(|secret| shown.contains(secret)),
                    "{shown}"
                );
            })
            .await
            .unwrap();
        }
    });
}

#[test]
fn postgres_counts_only_columns_that_name_nobody_outside_the_office() {
    TestStorage::on_each(async |place| {
        if !place.is_on_postgres() {
            return;
        }
        let shelves = place.storage.shelves();
        let mut counted = BTreeSet::new();
        for shelf in [&shelves.main, &shelves.keystore] {
            let dialer = shelf.dialer().clone();
            let asked = move || lines(&mut dialer.open().unwrap(), COUNTED_BYTES);
            let told = tokio::task::spawn_blocking(asked).await.unwrap();
            counted.extend(told.lines().map(str::to_owned));
        }
        let known = COUNTED.split(' ').map(str::to_owned).collect();
        let more: Vec<_> = counted.difference(&known).collect();
        assert!(
            more.is_empty(),
            "give it STATISTICS 0, or a reason here: {more:?}"
        );
        let less: Vec<_> = known.difference(&counted).collect();
        assert!(less.is_empty(), "not there any more: {less:?}");
    });
}

/// All that is kept of what was counted.
fn kept(connection: &mut AnyConnection) -> String {
    if matches!(connection, AnyConnection::Postgres(_)) {
        return lines(connection, STATISTICS);
    }
    let is_there = "SELECT name AS line FROM sqlite_schema WHERE name = 'sqlite_stat4'";
    if lines(connection, is_there).is_empty() {
        return String::new();
    }
    lines(connection, "SELECT hex(sample) AS line FROM sqlite_stat4").to_lowercase()
}

fn lines(connection: &mut AnyConnection, question: &str) -> String {
    let lines: Vec<Line> = diesel::sql_query(question).load(connection).unwrap();
    let lines: Vec<_> = lines.into_iter().map(|one| one.line).collect();
    lines.join("\n")
}

/// As hexadecimal digits.
fn values(connection: &mut AnyConnection, question: &str) -> Vec<String> {
    let values: Vec<Value> = diesel::sql_query(question).load(connection).unwrap();
    let hex = |one: Value| one.value.iter().map(|byte| format!("{byte:02x}")).collect();
    values.into_iter().map(hex).collect()
}

const STATISTICS: &str = "SELECT concat_ws(' ', tablename, attname, histogram_bounds::text, most_common_vals::text) AS line
     FROM pg_stats WHERE schemaname = current_schema()";
const COUNTED_BYTES: &str = "SELECT concat(c.relname, '.', a.attname) AS line
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0
       AND NOT a.attisdropped AND a.atttypid IN ('bytea'::regtype, 'text'::regtype) AND coalesce(a.attstattarget, -1) <> 0";
const KEYS: &str = "SELECT key AS value FROM case_keys";
const MAILBOXES: &str = "SELECT digest AS value FROM mailboxes";
const KEYS_AS_BEFORE: &str =
    include_str!("../../migrations/postgres/keystore/2026-11-30-000030_uncounted/down.sql");
const KEYS_UNCOUNTED: &str =
    include_str!("../../migrations/postgres/keystore/2026-11-30-000030_uncounted/up.sql");
const KEYS_CLEARED: &str =
    include_str!("../../migrations/sqlite/keystore/2026-11-30-000030_uncounted/up.sql");
const MAIN_AS_BEFORE: &str =
    include_str!("../../migrations/postgres/main/2026-11-30-000030_uncounted/down.sql");
const MAIN_UNCOUNTED: &str =
    include_str!("../../migrations/postgres/main/2026-11-30-000030_uncounted/up.sql");
const MAIN_CLEARED: &str =
    include_str!("../../migrations/sqlite/main/2026-11-30-000029_short_rows_first/up.sql");
/// Ids of cases, objects, officers and bodies, what the record of acts is chained by, names of accounts, and words of
/// which there are few: each opens nothing and leads to no mailbox.
const COUNTED: &str = "\
    absences.officer accounts.name accounts.officer act_days.digest acts.about acts.kind acts.officer \
    acts.previous acts.subject acts.whom attempts.outcome barred.case_id barred.officer case_keys.case_id \
    cases.body cases.card cases.id cases.kept_as cases.priority cases.stage cases.status chores.lease \
    chores.name chunks.object_id claims.case_id coded_records.body_id coded_records.kind coded_records.period \
    dockets.case_id dockets.officer grants.case_id grants.grantee grants.kept_as grants.let_in_by \
    grants.status invitations.officer mailboxes.case_id memories.officer notices.officer objects.case_id \
    objects.id objects.kind objects.sender passkeys.account person_keys.body_id person_keys.period \
    proposals.case_id proposals.kind proposals.object_id proposals.officer protection_steps.case_id \
    protection_steps.object_id protections.case_id protections.decided_by protections.last_id \
    protections.overruled protections.request_id protections.status recovery_codes.account referrals.case_id \
    referrals.id referrals.last_id referrals.status referrals.to_body replies.object_id reviews.case_id \
    searches.officer sessions.account tasks.case_id tasks.id tasks.noted_in tasks.officer \
    vault_answers.case_id vault_answers.custodian vault_answers.request_id vault_requests.case_id \
    vault_requests.object_id vault_requests.officer vault_requests.vault_id vault_shares.case_id \
    vault_shares.custodian vault_shares.vault_id vaults.case_id vaults.object_id";

#[test]
fn a_server_that_logs_what_is_sent_to_it_or_when_is_refused() {
    let Some(mut server) = PrivateServer::make() else {
        return;
    };
    server.start(&[]);
    server.execute("CREATE SCHEMA main; CREATE SCHEMA keys");
    let config = StorageConfig {
        database: server.database("main"),
        keystore: server.database("keys"),
        blobs: server.data().with_file_name("blobs"),
        instance: INSTANCE,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let storage = Storage::open(&config).unwrap();
    runtime.block_on(storage.migrate()).unwrap();
    let readiness = || runtime.block_on(storage.readiness()).unwrap();
    assert_eq!(readiness(), Readiness::Ready);
    for (level, told) in [
        ("log", Readiness::LogsWhatIsSent),
        ("error", Readiness::LogsWhatIsSent),
        ("warning", Readiness::LogsWhatIsSent),
        ("panic", Readiness::Ready),
    ] {
        server.execute(&format!(
            "ALTER ROLE tabir SET log_min_messages = '{level}'"
        ));
        assert_eq!(readiness(), told, "{level}");
    }

    // What comes a second time.
    let twice =
        "INSERT INTO parcels VALUES ('\\x5eca5eca', '\\x01', 1), ('\\x5eca5eca', '\\x01', 1)";
    let logged = |level: &str| {
        server.execute(&format!(
            "ALTER ROLE tabir SET log_min_messages = '{level}'"
        ));
        let dialer = storage.shelves().main.dialer();
        let mut connection = dialer.open().unwrap();
        connection.batch_execute(twice).unwrap_err();
        std::fs::read_to_string(server.data().with_file_name("log")).unwrap()
    };
    let quiet = logged("fatal");
    assert!(
        !quiet.contains("5eca5eca") && !quiet.contains("parcels"),
        "{quiet}"
    );
    let told = logged("error");
    assert!(told.contains("5eca5eca"), "{told}");
}
