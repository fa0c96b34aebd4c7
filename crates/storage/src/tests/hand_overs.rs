//! An officer hands a case over to a colleague: both acts or neither.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{ActKind, OfficerHandOver};
use futures_util::future::join;
use seal::{BodyId, CaseId, Kind, OfficerKeys};

use super::leavers::{
    acts_of, declines, docket, dockets_of, everybody, holders_and_others, is_not_found, moment,
    opens, regrant, sealed,
};
use super::office::{Office, TODAY, lock_under};
use crate::leaving::{Leaving, Way};
use crate::testing::TestStorage;
use crate::{CaseRoom, ChoreOutcome, Left, Storage, StoreError};

#[test]
fn a_colleague_takes_the_place_of_who_hands_over_and_the_officer_may_come_back() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let (leaver, other, newcomer) = (held[0], held[1], strangers[0]);
        let kept = room.keep_dockets(leaver.officer, vec![docket(&room, leaver, case).await]);
        kept.await.unwrap();
        let handed = hand_over_of(&office, &room, leaver, newcomer, case).await;
        let note = handed.note.digest();
        let done = hands_over(&room, &office, leaver, handed.clone()).await;
        assert_eq!(done.unwrap(), Left::Done);

        assert!(is_not_found(
            room.case_file(leaver.officer, case, TODAY).await
        ));
        assert!(dockets_of(&room, leaver).await.is_empty());
        for keys in [newcomer, other, held[2]] {
            opens(&office, &room, keys, case).await;
        }
        let acts = acts_of(&room, other, case).await;
        let mut acts = acts.iter().rev().filter(|act| act.kind != ActKind::Opened);
        let (last, before) = (acts.next().unwrap(), acts.next().unwrap());
        assert_eq!((last.kind, last.about), (ActKind::HandedOver, note));
        assert_eq!(before.kind, ActKind::Granted);
        for act in [last, before] {
            assert_eq!(act.officer, Some(leaver.officer));
            assert_eq!(act.whom, Some(newcomer.officer));
        }
        let again = hands_over(&room, &office, leaver, handed).await;
        assert!(is_not_found(again));
        let shelves = place.storage.shelves();
        let before = lock_under(&shelves.keystore, case, 0).await.unwrap();
        assert!(before.is_none(), "the key before is destroyed");

        let back = regrant(&office, &room, newcomer, leaver, case).await;
        room.grant(newcomer.officer, back, office.body, TODAY)
            .await
            .unwrap();
        opens(&office, &room, leaver, case).await;
        // Whoever is there again goes on where the own chain ended.
        assert_eq!(declines(&room, &office, leaver, case).await, Left::Done);
    });
}

#[test]
fn a_case_is_handed_over_to_nobody_who_may_not_have_it_and_not_below_two() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let [leaver, one, other] = held[..] else {
            panic!("three holders");
        };
        let conflict = |came: Result<Left, StoreError>| {
            assert!(matches!(came, Err(StoreError::Conflict)), "{came:?}");
        };
        let already = hand_over_of(&office, &room, leaver, one, case).await;
        conflict(hands_over(&room, &office, leaver, already).await);
        let good = hand_over_of(&office, &room, leaver, strangers[0], case).await;
        let changed = |change: fn(&mut OfficerHandOver)| {
            let mut handed = good.clone();
            change(&mut handed);
            handed
        };
        for handed in [
            changed(|handed| handed.note.header.kind = Kind::Exclusion),
            changed(|handed| handed.note.header.sequence = 1),
            changed(|handed| handed.grant.epoch = 2),
            changed(|handed| handed.grant.case = CaseId::from_bytes([1; 16])),
            changed(|handed| handed.exclusions = 1),
        ] {
            conflict(hands_over(&room, &office, leaver, handed).await);
        }
        let (other_body, on_duty) = (BodyId::from_bytes([1; 16]), everybody(&office));
        let elsewhere = room.hand_over(leaver.officer, good.clone(), other_body, on_duty, TODAY);
        conflict(elsewhere.await);
        let [alone, stranger] = [leaver, strangers[0]].map(|keys| keys.officer);
        for on_duty in [
            BTreeSet::from([alone]),
            BTreeSet::from([alone, stranger]),
            BTreeSet::from([alone, one.officer]),
        ] {
            let few = room
                .hand_over(alone, good.clone(), office.body, on_duty, TODAY)
                .await;
            assert_eq!(few.unwrap(), Left::TooFew);
        }
        assert_eq!(declines(&room, &office, other, case).await, Left::Done);
        let barred = hand_over_of(&office, &room, leaver, other, case).await;
        conflict(hands_over(&room, &office, leaver, barred).await);
        opens(&office, &room, leaver, case).await;
        assert!(is_not_found(room.case_file(stranger, case, TODAY).await));
        // With the newcomer counted, two are left.
        let handed = hand_over_of(&office, &room, leaver, strangers[0], case).await;
        let done = hands_over(&room, &office, leaver, handed).await;
        assert_eq!(done.unwrap(), Left::Done);
        opens(&office, &room, one, case).await;
        opens(&office, &room, strangers[0], case).await;
    });
}

#[test]
fn of_two_who_hand_over_to_the_same_colleague_at_once_one_stays() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let first = hand_over_of(&office, &room, held[0], strangers[0], case).await;
        let second = hand_over_of(&office, &room, held[1], strangers[0], case).await;
        let (first, second) = join(
            hands_over(&room, &office, held[0], first),
            hands_over(&room, &office, held[1], second),
        )
        .await;
        let (stays, leaves) = match (&first, &second) {
            (Ok(Left::Done), Err(StoreError::Conflict)) => (held[1], held[0]),
            (Err(StoreError::Conflict), Ok(Left::Done)) => (held[0], held[1]),
            _ => panic!("{first:?} {second:?}"),
        };
        for keys in [stays, held[2], strangers[0]] {
            opens(&office, &room, keys, case).await;
        }
        assert!(is_not_found(
            room.case_file(leaves.officer, case, TODAY).await
        ));
    });
}

#[test]
fn a_hand_over_that_is_broken_off_at_any_step_is_done_whole_or_not_at_all() {
    TestStorage::on_each(async |place| {
        for step in 0..3_i32 {
            let office = Office::of(4);
            let (_, case) = office.receives(place, "A report.").await;
            let room = place.storage.case_room();
            let (held, strangers) = holders_and_others(&room, &office, case).await;
            let (leaver, newcomer) = (held[0], strangers[0]);
            let handed = hand_over_of(&office, &room, leaver, newcomer, case).await;
            let (grant, exclusions) = (handed.grant, handed.exclusions);
            let leaving = Arc::new(Leaving {
                case,
                officer: leaver.officer,
                object: handed.note.into(),
                way: Way::HandingOver { grant, exclusions },
                on_duty: everybody(&office),
                today: TODAY,
            });
            let shelves = place.storage.shelves();
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
            let swept = storage.upkeep().sweep(moment(step)).await.unwrap();
            assert_eq!(swept, ChoreOutcome::Done(0));
            let (has, lacks) = if step == 2 {
                (newcomer, leaver)
            } else {
                (leaver, newcomer)
            };
            opens(&office, &room, has, case).await;
            assert!(is_not_found(
                room.case_file(lacks.officer, case, TODAY).await
            ));
            for keys in [held[1], held[2]] {
                opens(&office, &room, keys, case).await;
            }
            let handed = acts_of(&room, held[1], case).await;
            let handed = handed.iter().filter(|act| act.kind == ActKind::HandedOver);
            assert_eq!(handed.count(), usize::from(step == 2));
        }
    });
}

async fn hands_over(
    room: &CaseRoom,
    office: &Office,
    by: &OfficerKeys,
    handed: OfficerHandOver,
) -> Result<Left, StoreError> {
    room.hand_over(by.officer, handed, office.body, everybody(office), TODAY)
        .await
}

/// Whether it may be handed over is not asked here.
async fn hand_over_of(
    office: &Office,
    room: &CaseRoom,
    by: &OfficerKeys,
    to: &OfficerKeys,
    case: CaseId,
) -> OfficerHandOver {
    let file = room.case_file(by.officer, case, TODAY).await.unwrap();
    let last = room.last_object_of(by.officer, case).await.unwrap();
    let granted = regrant(office, room, by, to, case).await;
    OfficerHandOver {
        grant: granted.grant,
        exclusions: granted.exclusions,
        signature: [0; 64],
        note: sealed(by, &file.case.header, last.as_ref(), Kind::Note),
    }
}
