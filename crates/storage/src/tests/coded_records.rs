//! Coded records, from the desk to the table.

use casework::{CheckedHandIn, KeptRecord, RecordKind, ReleasePeriod};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary};
use seal::{BodyId, Day};

use super::office::NOW;
use crate::testing::TestStorage;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::{ChoreOutcome, Moment, StoreError};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Binary)]
    key: Vec<u8>,
}

#[test]
fn few_records_wait_until_monday_and_many_go_in_the_next_night() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        for key in 1..=3 {
            room.hand_in(body(1), record(key)).await.unwrap();
        }
        for key in 101..=120 {
            room.hand_in(body(2), record(key)).await.unwrap();
        }
        // Over a bad line the same is handed in again.
        room.hand_in(body(1), record(3)).await.unwrap();
        let tuesday = upkeep.batch_records(moment(1)).await.unwrap();
        assert_eq!(tuesday, ChoreOutcome::Done(20));
        assert_eq!(keys(place, body(1)).await, [0_u8; 0]);
        assert_eq!(keys(place, body(2)).await.len(), 20);
        assert_eq!(
            upkeep.batch_records(moment(1)).await.unwrap(),
            ChoreOutcome::NotOurs
        );
        for day in 2..7 {
            let waits = upkeep.batch_records(moment(day)).await.unwrap();
            assert_eq!(waits, ChoreOutcome::Done(0), "{day}");
        }
        let monday = upkeep.batch_records(moment(7)).await.unwrap();
        assert_eq!(monday, ChoreOutcome::Done(3));
        assert_eq!(keys(place, body(1)).await, [1, 2, 3]);
        assert_eq!(waiting(place).await, 0);
    });
}

#[test]
fn records_lie_in_the_order_of_their_keys_and_not_in_that_of_their_coming() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        for key in [9, 2, 7, 1, 8, 3] {
            room.hand_in(body(1), record(key)).await.unwrap();
        }
        place
            .storage
            .upkeep()
            .batch_records(moment(0))
            .await
            .unwrap();
        let lying = "SELECT key FROM coded_records";
        let read = move |tx: &mut ReadTx<'_>| {
            let rows: Vec<Key> = diesel::sql_query(lying).load(tx.connection())?;
            Ok(rows.into_iter().map(|row| row.key[0]).collect::<Vec<_>>())
        };
        let shelves = place.storage.upkeep().0;
        assert_eq!(shelves.main.read(read).await.unwrap(), [1, 2, 3, 7, 8, 9]);
    });
}

#[test]
fn a_record_is_replaced_by_its_key_and_only_by_its_own_body() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        room.hand_in(body(1), record(1)).await.unwrap();
        room.hand_in(body(2), record(2)).await.unwrap();
        upkeep.batch_records(moment(0)).await.unwrap();
        // One in the place of one in the table, one of another body, and one in the place of one that waits.
        room.hand_in(body(1), instead(3, &[1, 2])).await.unwrap();
        room.hand_in(body(1), record(4)).await.unwrap();
        room.hand_in(body(1), instead(5, &[4])).await.unwrap();
        upkeep.batch_records(moment(7)).await.unwrap();
        assert_eq!(keys(place, body(1)).await, [3, 5]);
        assert_eq!(keys(place, body(2)).await, [2]);
        // Nothing comes in the place of what did not happen.
        let out = CheckedHandIn {
            record: None,
            replaces: vec![[3; 16]],
        };
        room.hand_in(body(1), out).await.unwrap();
        upkeep.batch_records(moment(14)).await.unwrap();
        assert_eq!(keys(place, body(1)).await, [5]);
        assert_eq!(waiting(place).await, 0);
    });
}

#[test]
fn what_became_of_a_case_waits_for_the_end_of_its_period_and_is_replaced_meanwhile() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        let year: ReleasePeriod = "2026".parse().unwrap();
        let case = |key: u8, replaces: &[u8]| {
            let mut handed = instead(key, replaces);
            let mut record = handed.record.take().unwrap();
            record.kind = RecordKind::Case;
            record.period = year;
            record.codes = "received,,kept,late".to_owned();
            handed.record = Some(record);
            handed
        };
        let lying = async || {
            let all = "SELECT key FROM coded_records ORDER BY key";
            let read = move |tx: &mut ReadTx<'_>| {
                let rows: Vec<Key> = diesel::sql_query(all).load(tx.connection())?;
                Ok(rows.into_iter().map(|row| row.key[0]).collect::<Vec<_>>())
            };
            let shelves = place.storage.upkeep().0;
            shelves.main.read(read).await.unwrap()
        };
        // Many wait as well, beside one act.
        for key in 101..=125 {
            room.hand_in(body(1), case(key, &[])).await.unwrap();
        }
        room.hand_in(body(1), record(1)).await.unwrap();
        let tuesday = upkeep.batch_records(moment(1)).await.unwrap();
        assert_eq!(tuesday, ChoreOutcome::Done(0));
        let monday = upkeep.batch_records(moment(7)).await.unwrap();
        assert_eq!(monday, ChoreOutcome::Done(1));
        assert_eq!(lying().await, [1]);
        // What is replaced before never lies there.
        room.hand_in(body(1), case(126, &[125])).await.unwrap();
        upkeep.batch_records(moment(14)).await.unwrap();
        assert_eq!(waiting(place).await, 25);
        // The first night of the new year is a Friday.
        let friday = upkeep.batch_records(moment(32)).await.unwrap();
        assert_eq!(friday, ChoreOutcome::Done(25));
        assert_eq!(lying().await.len(), 26);
        // One that is corrected soon after stays until others come, or many days have gone by.
        room.hand_in(body(1), case(127, &[126])).await.unwrap();
        let monday = upkeep.batch_records(moment(35)).await.unwrap();
        assert_eq!(monday, ChoreOutcome::Done(0));
        assert!(lying().await.contains(&126) && !lying().await.contains(&127));
        let later = upkeep.batch_records(moment(98)).await.unwrap();
        assert_eq!(later, ChoreOutcome::Done(1));
        assert!(!lying().await.contains(&126) && lying().await.contains(&127));
        assert_eq!(waiting(place).await, 0);
    });
}

#[test]
fn a_night_that_was_interrupted_keeps_no_record_twice_and_loses_none() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        for key in 1..=2 {
            room.hand_in(body(1), record(key)).await.unwrap();
        }
        upkeep.batch_records(moment(0)).await.unwrap();
        // As if what waited had not been cleared any more.
        room.hand_in(body(1), record(1)).await.unwrap();
        room.hand_in(body(1), record(3)).await.unwrap();
        upkeep.batch_records(moment(7)).await.unwrap();
        assert_eq!(keys(place, body(1)).await, [1, 2, 3]);
    });
}

#[test]
fn what_waits_for_a_body_has_room_for_so_many_and_other_bodies_have_theirs() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let many = CheckedHandIn {
            record: None,
            replaces: vec![[1; 16]; 500],
        };
        for _ in 0..32 {
            room.hand_in(body(1), many.clone()).await.unwrap();
        }
        let refused = room.hand_in(body(1), instead(1, &[9])).await.unwrap_err();
        assert!(matches!(refused, StoreError::Conflict));
        // Keys take no room away from records.
        room.hand_in(body(1), record(2)).await.unwrap();
        room.hand_in(body(2), instead(3, &[9])).await.unwrap();
        let monday = place.storage.upkeep().batch_records(moment(7)).await;
        assert_eq!(monday.unwrap(), ChoreOutcome::Done(2));
        assert_eq!(waiting(place).await, 0);
        assert_eq!(keys(place, body(1)).await, [2]);
    });
}

#[test]
fn keys_of_no_record_bring_nobodys_record_in_before_its_time_and_a_missed_monday_is_made_up_for() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        upkeep.batch_records(moment(0)).await.unwrap();
        room.hand_in(body(1), record(1)).await.unwrap();
        let invented: Vec<u8> = (100..140).collect();
        for some in invented.chunks(16) {
            let handed = CheckedHandIn {
                record: None,
                replaces: some.iter().map(|key| [*key; 16]).collect(),
            };
            room.hand_in(body(1), handed).await.unwrap();
        }
        let tuesday = upkeep.batch_records(moment(1)).await.unwrap();
        assert_eq!(tuesday, ChoreOutcome::Done(0));
        assert_eq!(keys(place, body(1)).await, [0_u8; 0]);
        // The server was off from Wednesday to the next Tuesday.
        let later = upkeep.batch_records(moment(8)).await.unwrap();
        assert_eq!(later, ChoreOutcome::Done(1));
        assert_eq!(keys(place, body(1)).await, [1]);
        assert_eq!(waiting(place).await, 0);
    });
}

#[test]
fn no_door_changes_a_record_and_the_desk_reads_none_back() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        room.hand_in(body(1), record(1)).await.unwrap();
        place
            .storage
            .upkeep()
            .batch_records(moment(0))
            .await
            .unwrap();
        let tries = |sql: &'static str| {
            move |tx: &mut WriteTx<'_>| Ok(tx.connection().batch_execute(sql)?)
        };
        let change = "UPDATE coded_records SET codes = 'other'";
        let by_night = place.storage.upkeep().0;
        assert!(by_night.main.write("change", tries(change)).await.is_err());
        let desk = &room.0;
        if place.is_on_postgres() {
            for sql in [
                change,
                "SELECT * FROM coded_records",
                "DELETE FROM coded_records",
            ] {
                assert!(desk.main.write("look", tries(sql)).await.is_err(), "{sql}");
            }
            let looks = "SELECT codes FROM waiting_records";
            assert!(desk.keystore.write("look", tries(looks)).await.is_err());
        }
        let kept = records(place, body(1)).await;
        assert_eq!(kept, [record(1).record.unwrap()]);
    });
}

#[test]
fn what_waits_lies_in_another_order_after_a_night() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        for key in 1..=12 {
            room.hand_in(body(1), record(key)).await.unwrap();
        }
        place.storage.upkeep().shuffle(moment(1)).await.unwrap();
        let lying = |tx: &mut ReadTx<'_>| {
            let rows: Vec<Key> =
                diesel::sql_query("SELECT key FROM waiting_records").load(tx.connection())?;
            Ok(rows.into_iter().map(|row| row.key[0]).collect::<Vec<_>>())
        };
        let shelves = place.storage.upkeep().0;
        let mut lying = shelves.keystore.read(lying).await.unwrap();
        if place.is_on_postgres() {
            // One chance in 479 million to lie as they came; SQLite has no order but that of the keys.
            assert_ne!(lying, (1..=12).collect::<Vec<_>>());
        }
        lying.sort_unstable();
        assert_eq!(lying, (1..=12).collect::<Vec<_>>());
    });
}

fn body(number: u8) -> BodyId {
    BodyId::from_bytes([number; 16])
}

fn record(key: u8) -> CheckedHandIn {
    instead(key, &[])
}

fn instead(key: u8, replaces: &[u8]) -> CheckedHandIn {
    CheckedHandIn {
        record: Some(KeptRecord {
            key: [key; 16],
            kind: RecordKind::Act,
            codebook: 1,
            period: period(),
            codes: "kh,threat.death".to_owned(),
        }),
        replaces: replaces.iter().map(|key| [*key; 16]).collect(),
    }
}

fn period() -> ReleasePeriod {
    "2026-Q4".parse().unwrap()
}

/// So many days after a Monday.
fn moment(days: i32) -> Moment {
    let monday: Day = "2026-11-30".parse().unwrap();
    Moment {
        day: monday.plus(days),
        unix_seconds: NOW + i64::from(days) * 86_400,
    }
}

async fn records(place: &TestStorage, body: BodyId) -> Vec<KeptRecord> {
    let upkeep = place.storage.upkeep();
    let records = upkeep.coded_records(body, RecordKind::Act, period());
    records.await.unwrap()
}

async fn keys(place: &TestStorage, body: BodyId) -> Vec<u8> {
    let records = records(place, body).await;
    records.iter().map(|record| record.key[0]).collect()
}

async fn waiting(place: &TestStorage) -> i64 {
    let all = "SELECT count(*) AS count FROM (SELECT key FROM waiting_records \
               UNION ALL SELECT key FROM replaced_records) AS waiting";
    let read = move |tx: &mut ReadTx<'_>| {
        let count: Count = diesel::sql_query(all).get_result(tx.connection())?;
        Ok(count.count)
    };
    let shelves = place.storage.upkeep().0;
    shelves.keystore.read(read).await.unwrap()
}
