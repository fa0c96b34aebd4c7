//! Records of persons: what stands for one in cases finds none of them.

use std::fs;

use casework::{CheckedHandIn, KeptRecord, RecordKind, Settlement};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Text};
use seal::{BodyId, Day};

use super::office::NOW;
use crate::coded_record::CodedRecordRow;
use crate::schema::main::coded_records;
use crate::testing::TestStorage;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::{Moment, StoreError};

#[derive(QueryableByName)]
struct Codes {
    #[diesel(sql_type = Text)]
    codes: String,
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Binary)]
    key: Vec<u8>,
}

#[test]
fn what_stands_for_a_person_in_two_cases_finds_no_record_and_is_counted_as_one() {
    TestStorage::on_each(async |place| {
        // Two cases of a body share a mark; a body or a year besides could only do so by chance.
        let one = settled("2026");
        let room = place.storage.case_room();
        for (at, key) in [(1, 1), (1, 2), (2, 3)] {
            let record = person(key, &one);
            room.hand_in(body(at), handed(record)).await.unwrap();
        }
        let earlier = settled("2025");
        room.hand_in(body(1), handed(person(4, &earlier)))
            .await
            .unwrap();
        let upkeep = place.storage.upkeep();
        upkeep.batch_records(moment(0)).await.unwrap();

        // A copy of the main database, and the mark.
        let kept = codes(place).await;
        assert_eq!(kept.len(), 4);
        for token in [one.token(), earlier.token()] {
            assert!(kept.iter().all(|codes| !codes.contains(&token)));
            assert!(!lies_in(place, "main.db", token.as_bytes()));
        }
        let mut locked: Vec<&str> = kept
            .iter()
            .filter_map(|codes| codes.split(',').next())
            .collect();
        locked.sort_unstable();
        locked.dedup();
        assert_eq!(locked.len(), 4, "no two rows have anything in common");
        let secrets = secrets(place).await;
        assert_eq!(secrets.len(), 3);
        for secret in &secrets {
            assert!(!lies_in(place, "main.db", secret));
        }

        // A file for the data custodian, and the sealed notes of one case.
        let both = in_file(place, body(1), "2026").await;
        assert_eq!(both.len(), 2);
        assert_eq!(both[0].token(), both[1].token());
        let alone = [(body(1), "2025"), (body(2), "2026")];
        for (body, year) in alone {
            let others = in_file(place, body, year).await;
            assert_eq!(others.len(), 1);
            assert_ne!(others[0].token(), both[0].token());
        }
        for record in &both {
            let token = record.token().unwrap();
            assert_eq!(token.len(), one.token().len());
            assert_ne!(token, one.token());
            assert!(record.key != [1; 16] && record.key != [2; 16]);
            assert!(
                record
                    .codes
                    .ends_with(",threat.death,med.journalist,verified,public")
            );
        }
        assert_eq!(both, in_file(place, body(1), "2026").await);
    });
}

#[test]
fn a_person_is_taken_out_by_the_key_in_its_case_and_the_secret_goes_with_the_last_one() {
    TestStorage::on_each(async |place| {
        let one = settled("2026");
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        for key in [1, 2] {
            let record = person(key, &one);
            room.hand_in(body(1), handed(record)).await.unwrap();
        }
        upkeep.batch_records(moment(0)).await.unwrap();
        let before = in_file(place, body(1), "2026").await;
        let secret = secrets(place).await.remove(0);

        // Over a bad line the same comes again, and another record comes in the place of the first.
        room.hand_in(body(1), handed(person(2, &one)))
            .await
            .unwrap();
        let mut instead = handed(person(3, &one));
        instead.replaces = vec![[1; 16]];
        room.hand_in(body(1), instead).await.unwrap();
        upkeep.batch_records(moment(7)).await.unwrap();
        let after = in_file(place, body(1), "2026").await;
        assert_eq!(after.len(), 2);
        for record in &after {
            assert_eq!(record.token(), before[0].token());
        }
        let stays = |record: &&KeptRecord| before.contains(record);
        assert_eq!(after.iter().filter(stays).count(), 1);

        let out = CheckedHandIn {
            record: None,
            replaces: vec![[2; 16], [3; 16]],
        };
        room.hand_in(body(1), out).await.unwrap();
        upkeep.batch_records(moment(14)).await.unwrap();
        assert_eq!(codes(place).await, [""; 0]);
        assert!(secrets(place).await.is_empty());
        assert!(!lies_in(place, "keystore.db", &secret));
    });
}

#[test]
fn tokens_from_before_they_were_locked_are_locked_in_the_next_night_and_counted_with_the_others() {
    TestStorage::on_each(async |place| {
        let one = settled("2026");
        let before = person(1, &one);
        let row = before.clone();
        let keep = move |tx: &mut WriteTx<'_>| {
            diesel::insert_into(coded_records::table)
                .values(CodedRecordRow::of(body(1), &row))
                .execute(tx.connection())?;
            Ok(())
        };
        let upkeep = place.storage.upkeep();
        upkeep.0.main.write("as before", keep).await.unwrap();
        assert_eq!(codes(place).await, [before.codes]);
        let at_once = in_file(place, body(1), "2026").await;
        assert_ne!(at_once[0].token(), Some(one.token().as_str()));

        let room = place.storage.case_room();
        room.hand_in(body(1), handed(person(2, &one)))
            .await
            .unwrap();
        upkeep.batch_records(moment(0)).await.unwrap();
        let kept = codes(place).await;
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|codes| !codes.contains(&one.token())));
        let both = in_file(place, body(1), "2026").await;
        assert!(both.contains(&at_once[0]));
        assert_eq!(both[0].token(), both[1].token());
    });
}

#[test]
fn a_record_whose_secret_is_lost_is_told_of_and_not_counted_as_somebody_else() {
    TestStorage::on_each(async |place| {
        let room = place.storage.case_room();
        let record = person(1, &settled("2026"));
        room.hand_in(body(1), handed(record)).await.unwrap();
        let upkeep = place.storage.upkeep();
        upkeep.batch_records(moment(0)).await.unwrap();
        let lose = |tx: &mut WriteTx<'_>| {
            diesel::delete(crate::schema::keystore::person_keys::table).execute(tx.connection())?;
            Ok(())
        };
        upkeep.0.keystore.write("lose", lose).await.unwrap();
        let told = upkeep.coded_records(body(1), RecordKind::Person, "2026".parse().unwrap());
        assert!(matches!(told.await, Err(StoreError::Broken(_))));
    });
}

/// A person of a case, as officers settled it: the mark is that of another case of the same person.
fn settled(year: &str) -> Settlement {
    let mut settled = Settlement::default();
    settled.kind = RecordKind::Person.word().to_owned();
    settled.period = year.to_owned();
    settled.person = "5e".repeat(16);
    settled
}

fn person(key: u8, settled: &Settlement) -> KeptRecord {
    KeptRecord {
        key: [key; 16],
        kind: RecordKind::Person,
        codebook: 1,
        period: settled.period.parse().unwrap(),
        codes: format!(
            "{},threat.death,med.journalist,verified,public",
            settled.token()
        ),
    }
}

fn handed(record: KeptRecord) -> CheckedHandIn {
    CheckedHandIn {
        record: Some(record),
        replaces: vec![],
    }
}

async fn in_file(place: &TestStorage, body: BodyId, year: &str) -> Vec<KeptRecord> {
    let upkeep = place.storage.upkeep();
    let records = upkeep.coded_records(body, RecordKind::Person, year.parse().unwrap());
    records.await.unwrap()
}

async fn codes(place: &TestStorage) -> Vec<String> {
    let read = |tx: &mut ReadTx<'_>| {
        let all = "SELECT codes FROM coded_records";
        let rows: Vec<Codes> = diesel::sql_query(all).load(tx.connection())?;
        Ok(rows.into_iter().map(|row| row.codes).collect())
    };
    let shelves = place.storage.upkeep().0;
    shelves.main.read(read).await.unwrap()
}

async fn secrets(place: &TestStorage) -> Vec<Vec<u8>> {
    let read = |tx: &mut ReadTx<'_>| {
        let all = "SELECT key FROM person_keys";
        let rows: Vec<Key> = diesel::sql_query(all).load(tx.connection())?;
        Ok(rows.into_iter().map(|row| row.key).collect())
    };
    let shelves = place.storage.upkeep().0;
    shelves.keystore.read(read).await.unwrap()
}

/// Whether bytes stand in a file of SQLite, or in what was written beside it.
fn lies_in(place: &TestStorage, file: &str, bytes: &[u8]) -> bool {
    let beside = ["", "-wal", "-journal"].map(|end| place.folder().join(format!("{file}{end}")));
    beside.iter().any(|path| {
        let whole = fs::read(path).unwrap_or_default();
        whole.windows(bytes.len()).any(|window| window == bytes)
    })
}

fn body(number: u8) -> BodyId {
    BodyId::from_bytes([number; 16])
}

/// So many days after a Monday.
fn moment(days: i32) -> Moment {
    let monday: Day = "2026-11-30".parse().unwrap();
    Moment {
        day: monday.plus(days),
        unix_seconds: NOW + i64::from(days) * 86_400,
    }
}
