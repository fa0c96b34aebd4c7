//! Everything of a case is locked anew when an officer declines it: nothing is lost on the way, and the key
//! before opens nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use seal::OfficerKeys;
use tokio::runtime::Handle;

use super::leavers::{
    declines, docket, docket_title, dockets_of, everybody, holders_and_others, is_not_found,
    moment, opens, recusal_of, regrant, replies,
};
use super::office::{Office, TODAY, lock_under, mailbox_of};
use super::schema::schema_says;
use crate::docket::{LockedDocket, put};
use crate::grant::LockedGrant;
use crate::leaving::{Leaving, Way};
use crate::locked::Locks;
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::WriteTx;
use crate::{ChoreOutcome, Left, Storage, StoreError, case, grant};

#[test]
fn a_backup_from_before_and_the_keystore_from_after_open_nothing_of_the_leavers_grant() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [leaver, one, _] = &office.officers[..] else {
            panic!("three officers");
        };
        let shelves = place.storage.shelves();
        let rows = async |officer| -> Vec<LockedGrant> {
            let read = shelves
                .main
                .read(move |tx| grant::of_officer(tx, officer, &[case]));
            read.await.unwrap()
        };
        let backup = [rows(leaver.officer).await, rows(one.officer).await].concat();
        let first = lock_under(&shelves.keystore, case, 0)
            .await
            .unwrap()
            .unwrap();
        assert!(backup.iter().all(|row| row.open(&first, INSTANCE).is_ok()));

        assert_eq!(declines(&room, &office, leaver, case).await, Left::Done);
        assert!(rows(leaver.officer).await.is_empty());
        let gone = lock_under(&shelves.keystore, case, 0).await.unwrap();
        assert!(gone.is_none());
        let second = lock_under(&shelves.keystore, case, 1)
            .await
            .unwrap()
            .unwrap();
        assert!(
            backup
                .iter()
                .all(|row| row.open(&second, INSTANCE).is_err())
        );
        let kept = rows(one.officer).await;
        assert!(kept.iter().all(|row| row.open(&second, INSTANCE).is_ok()));
        let third = lock_under(&shelves.keystore, case, 2).await.unwrap();
        assert!(third.is_none(), "nothing waits");
        if !place.is_on_postgres() {
            for name in ["keystore.db", "keystore.db-wal"] {
                let bytes = std::fs::read(place.folder().join(name)).unwrap();
                let mut windows = bytes.windows(32);
                assert!(!windows.any(|window| window == first.expose()), "{name}");
            }
        }
    });
}

#[test]
fn a_recusal_that_is_broken_off_at_any_step_loses_nothing() {
    TestStorage::on_each(async |place| {
        for step in 0..3_i32 {
            let office = Office::of(4);
            let (receipt, case) = office.receives(place, "A report.").await;
            let room = place.storage.case_room();
            let (held, strangers) = holders_and_others(&room, &office, case).await;
            let [leaver, one, other] = held[..] else {
                panic!("three holders");
            };
            let kept = room.keep_dockets(one.officer, vec![docket(&room, one, case).await]);
            kept.await.unwrap();
            let shelves = place.storage.shelves();
            let leaving = Arc::new(Leaving {
                case,
                officer: leaver.officer,
                object: recusal_of(&room, leaver, case).await.into(),
                way: Way::Declining,
                on_duty: everybody(&office),
                today: TODAY,
            });
            if step > 0 {
                let begun = shelves.begin_leaving(&leaving).await.unwrap();
                let (number, locks) = begun.unwrap();
                if step > 1 {
                    let locked = shelves.lock_anew(leaving, number, locks).await;
                    assert_eq!(locked.unwrap(), Some(Left::Done));
                }
            }

            // Another process, which knows nothing of it.
            let storage = Storage::open(&place.config).unwrap();
            let room = storage.case_room();
            let is_gone = step == 2;
            let file = room.case_file(leaver.officer, case, TODAY).await;
            assert_eq!(is_not_found(file), is_gone, "step {step}");
            for keys in [one, other] {
                opens(&office, &room, keys, case).await;
            }
            assert_eq!(dockets_of(&room, one).await, [docket_title()]);
            let stranger = strangers[0];
            let grant = regrant(&office, &room, one, stranger, case).await;
            room.grant(one.officer, grant, office.body, TODAY)
                .await
                .unwrap();
            replies(&room, one, case, "When?", 0).await.unwrap();

            let upkeep = storage.upkeep();
            let swept = upkeep.sweep(moment(step)).await.unwrap();
            assert_eq!(swept, ChoreOutcome::Done(0));
            for keys in [one, other, stranger] {
                opens(&office, &room, keys, case).await;
            }
            let keystore = &storage.shelves().keystore;
            let first = lock_under(keystore, case, 0).await.unwrap();
            assert_eq!(
                first.is_none(),
                is_gone,
                "the sweep destroys the key before"
            );
            let drop_box = storage.drop_box();
            let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
            assert_eq!(answer.slots.len(), 1);
            if !is_gone {
                assert_eq!(declines(&room, &office, leaver, case).await, Left::Done);
            }
            assert!(is_not_found(
                room.case_file(leaver.officer, case, TODAY).await
            ));
            assert_eq!(declines(&room, &office, one, case).await, Left::Done);
            for keys in [other, stranger] {
                opens(&office, &room, keys, case).await;
            }
            let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
            assert_eq!(answer.slots.len(), 1);
        }
    });
}

#[test]
fn what_was_locked_with_the_key_before_is_locked_again() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [leaver, one, _] = &office.officers[..] else {
            panic!("three officers");
        };
        // The officer leaves after the lock was made and before it is written.
        let left = AtomicBool::new(false);
        let own = docket(&room, one, case).await;
        let lock = |locks: &Locks| {
            let lock = locks.of(case).ok_or(StoreError::NotFound)?;
            let locked = LockedDocket::new(one.officer, &own, lock, INSTANCE)?;
            if !left.swap(true, Ordering::Relaxed) {
                let leaves = declines(&room, &office, leaver, case);
                let came = tokio::task::block_in_place(|| Handle::current().block_on(leaves));
                assert_eq!(came, Left::Done);
            }
            Ok(locked)
        };
        let shelves = place.storage.shelves();
        let write = |tx: &mut WriteTx<'_>, locked: &_| put(tx, locked);
        let written = shelves.write_locked("keep docket", vec![case], lock, write);
        written.await.unwrap();
        assert_eq!(dockets_of(&room, one).await, [docket_title()]);
        let number = shelves.main.read(move |tx| case::key_numbers(tx, &[case]));
        assert_eq!(number.await.unwrap()[&case], 1);
    });
}

#[test]
fn answers_grants_and_notes_during_recusals_all_open_afterwards() {
    TestStorage::on_each(async |place| {
        let office = Office::of(6);
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let [stays, one, other] = held[..] else {
            panic!("three holders");
        };
        let lets_in = async || {
            for stranger in &strangers {
                // Where somebody declined since it was made, it is made again.
                let mut granted = Err(StoreError::Conflict);
                while matches!(granted, Err(StoreError::Conflict)) {
                    let grant = regrant(&office, &room, stays, stranger, case).await;
                    granted = room.grant(stays.officer, grant, office.body, TODAY).await;
                }
                granted.unwrap();
            }
        };
        let answers = async || {
            for number in 0..6 {
                let said = replies(&room, stays, case, "An answer.", number);
                said.await.unwrap();
            }
        };
        let leaves = async |keys: &OfficerKeys| {
            while declines(&room, &office, keys, case).await == Left::TooFew {
                tokio::task::yield_now().await;
            }
        };
        let notes = async || {
            for _ in 0..10 {
                let kept = room.keep_dockets(stays.officer, vec![docket(&room, stays, case).await]);
                kept.await.unwrap();
            }
        };
        let reads = async || {
            for _ in 0..20 {
                opens(&office, &room, stays, case).await;
            }
        };
        let all = (lets_in(), answers(), leaves(one), leaves(other), notes());
        let (lets_in, answers, one_leaves, other_leaves, notes) = all;
        tokio::join!(lets_in, answers, one_leaves, other_leaves, notes, reads());

        opens(&office, &room, stays, case).await;
        for stranger in &strangers {
            opens(&office, &room, stranger, case).await;
        }
        for gone in [one, other] {
            assert!(is_not_found(
                room.case_file(gone.officer, case, TODAY).await
            ));
        }
        assert_eq!(dockets_of(&room, stays).await, [docket_title()]);
        let drop_box = place.storage.drop_box();
        let status = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
        assert_eq!(status.slots.len(), 4);
        assert_eq!(status.status.unwrap().replies, 6);
    });
}

#[test]
fn everything_inside_the_outer_lock_is_locked_anew() {
    let tables = schema_says("main");
    let locked = tables
        .iter()
        .filter(|(_, columns)| columns.contains_key("locked"));
    let locked: Vec<_> = locked.map(|(table, _)| table.as_str()).collect();
    assert_eq!(
        locked,
        [
            "dockets",
            "grants",
            "replies",
            "vault_answers",
            "vault_requests",
            "vault_shares"
        ],
        "Shelves::lock_anew"
    );
}
