//! A holder excludes officers after the fact: what is there for them, and what for those who go on with the case.

use std::collections::BTreeSet;

use casework::{Act, ActKind, OfficerExclusion, OfficerGrant};
use futures_util::future::join;
use seal::{CaseId, Kind, OfficerId, OfficerKeys};

use super::leavers::{
    acts_of, declines, docket, dockets_of, everybody, holders_and_others, is_not_found, opens,
    recusal_of, regrant, sealed,
};
use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use crate::{CaseRoom, Left, StoreError};

#[test]
fn who_is_excluded_loses_the_case_for_good_and_the_record_says_who_did_it() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let [one, gone, other] = held[..] else {
            panic!("three holders");
        };
        for keys in &held {
            let kept = room.keep_dockets(keys.officer, vec![docket(&room, keys, case).await]);
            kept.await.unwrap();
        }
        let excluding = exclusion_of(&room, one, case, &[gone]).await;
        let done = excludes(&room, &office, one, excluding.clone()).await;
        assert_eq!(done.unwrap(), Left::Done);

        assert!(is_not_found(
            room.case_file(gone.officer, case, TODAY).await
        ));
        assert_eq!(room.cases_of(gone.officer, None, 10).await.unwrap(), []);
        assert!(dockets_of(&room, gone).await.is_empty());
        for keys in [one, other] {
            opens(&office, &room, keys, case).await;
            assert_eq!(dockets_of(&room, keys).await.len(), 1);
        }
        let acts = acts_of(&room, one, case).await;
        let excluded = |act: &&Act| act.kind == ActKind::Excluded;
        let excluded: Vec<_> = acts.iter().filter(excluded).collect();
        let [act] = excluded[..] else {
            panic!("one act");
        };
        assert_eq!(
            (act.officer, act.whom),
            (Some(one.officer), Some(gone.officer))
        );
        assert_eq!(act.about, excluding.exclusion.digest());

        // Nobody lets the officer in again, not even with a grant that was made with all exclusions seen.
        let back = regrant(&office, &room, other, gone, case).await;
        assert_eq!(back.exclusions, 1);
        let refused = room.grant(other.officer, back, office.body, TODAY).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");

        // The same again changes nothing, and nobody is left to be excluded.
        let again = excludes(&room, &office, one, excluding).await;
        assert_eq!(again.unwrap(), Left::Done);
        assert_eq!(acts_of(&room, one, case).await, acts);
        let last = exclusion_of(&room, one, case, &[other]).await;
        let refused = excludes(&room, &office, one, last).await;
        assert_eq!(refused.unwrap(), Left::TooFew);
        opens(&office, &room, other, case).await;
        assert!(!strangers.is_empty());
    });
}

#[test]
fn of_who_does_not_hold_the_case_nothing_is_told_and_nothing_is_locked_anew() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let before = regrant(&office, &room, held[1], strangers[0], case).await;
        let excluding = exclusion_of(&room, held[0], case, &[]).await;
        let done = excludes(&room, &office, held[0], excluding.clone()).await;
        assert_eq!(done.unwrap(), Left::Done);
        let acts = acts_of(&room, held[0], case).await;
        let act = acts.iter().find(|act| act.kind == ActKind::Excluded);
        assert_eq!(act.unwrap().whom, None);
        let main = &place.storage.shelves().main;
        let number = main.read(move |tx| crate::case::key_numbers(tx, &[case]));
        assert_eq!(number.await.unwrap()[&case], 0);

        // A grant whose maker had not seen the exclusion may be for who is excluded.
        let stale = room
            .grant(held[1].officer, before.clone(), office.body, TODAY)
            .await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        let seen = OfficerGrant {
            exclusions: 1,
            ..before
        };
        room.grant(held[1].officer, seen, office.body, TODAY)
            .await
            .unwrap();
        opens(&office, &room, strangers[0], case).await;
        let again = excludes(&room, &office, held[0], excluding).await;
        assert_eq!(again.unwrap(), Left::Done);
    });
}

#[test]
fn somebody_who_was_let_in_meanwhile_is_seen_before_anybody_is_excluded() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        for leave in [&[][..], &[held[1]]] {
            let excluding = exclusion_of(&room, held[0], case, leave).await;
            if leave.is_empty() {
                let grant = regrant(&office, &room, held[2], strangers[0], case).await;
                room.grant(held[2].officer, grant, office.body, TODAY)
                    .await
                    .unwrap();
            } else {
                let left = declines(&room, &office, strangers[0], case).await;
                assert_eq!(left, Left::Done);
            }
            let stale = excludes(&room, &office, held[0], excluding).await;
            assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        }
        for keys in &held {
            opens(&office, &room, keys, case).await;
        }
    });
}

#[test]
fn of_two_who_exclude_each_other_at_once_one_is_excluded_and_of_two_holders_none() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        for round in 0..4 {
            let (_, case) = office.receives(place, "A report.").await;
            let [one, other, third] = &office.officers[..] else {
                panic!("three officers");
            };
            if round % 2 == 1 {
                assert_eq!(declines(&room, &office, third, case).await, Left::Done);
            }
            let first = exclusion_of(&room, one, case, &[other]).await;
            let second = exclusion_of(&room, other, case, &[one]).await;
            let (first, second) = join(
                excludes(&room, &office, one, first),
                excludes(&room, &office, other, second),
            )
            .await;
            let came = [&first, &second];
            let is_done = |one: &&&Result<Left, StoreError>| matches!(one, Ok(Left::Done));
            let done = came.iter().filter(is_done).count();
            if round % 2 == 1 {
                assert!(came.iter().all(|one| matches!(one, Ok(Left::TooFew))));
            } else {
                assert_eq!(done, 1, "{came:?}");
                assert!(came.iter().any(|one| is_not_found_ref(one)), "{came:?}");
            }
            let mut holders = 0;
            for keys in [one, other, third] {
                if room.case_file(keys.officer, case, TODAY).await.is_ok() {
                    opens(&office, &room, keys, case).await;
                    holders += 1;
                }
            }
            assert_eq!(holders, 2);
        }
    });
}

#[test]
fn who_is_excluded_while_declining_leaves_once() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let room = place.storage.case_room();
        for _ in 0..4 {
            let (_, case) = office.receives(place, "A report.").await;
            let (held, _) = holders_and_others(&room, &office, case).await;
            let [one, gone, other] = held[..] else {
                panic!("three holders");
            };
            let excluding = exclusion_of(&room, one, case, &[gone]).await;
            let recusal = recusal_of(&room, gone, case).await;
            let (excluded, declined) = join(
                excludes(&room, &office, one, excluding),
                room.recuse(gone.officer, recusal, everybody(&office), TODAY),
            )
            .await;
            match (&excluded, &declined) {
                (Ok(Left::Done), Err(StoreError::NotFound))
                | (Err(StoreError::Conflict), Ok(Left::Done)) => {}
                _ => panic!("{excluded:?} {declined:?}"),
            }
            assert!(is_not_found(
                room.case_file(gone.officer, case, TODAY).await
            ));
            for keys in [one, other] {
                opens(&office, &room, keys, case).await;
            }
            let back = regrant(&office, &room, other, gone, case).await;
            let refused = room.grant(other.officer, back, office.body, TODAY).await;
            assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        }
    });
}

#[test]
fn whoever_makes_garbage_grants_excludes_nobody_with_them() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let [malicious, one, other] = held[..] else {
            panic!("three holders");
        };
        for stranger in &strangers {
            let mut garbage = regrant(&office, &room, malicious, stranger, case).await;
            garbage.grant.sealed.truncate(40);
            room.grant(malicious.officer, garbage, office.body, TODAY)
                .await
                .unwrap();
        }
        let all = exclusion_of(&room, malicious, case, &[one, other]).await;
        let refused = excludes(&room, &office, malicious, all).await;
        assert_eq!(refused.unwrap(), Left::TooFew);
        let some = exclusion_of(&room, malicious, case, &[one]).await;
        let done = excludes(&room, &office, malicious, some).await;
        assert_eq!(done.unwrap(), Left::Done);
        let last = exclusion_of(&room, malicious, case, &[other]).await;
        let refused = excludes(&room, &office, malicious, last).await;
        assert_eq!(refused.unwrap(), Left::TooFew);
        opens(&office, &room, other, case).await;

        // Nor with officers who are not on duty.
        let nobody = exclusion_of(&room, other, case, &[malicious]).await;
        let on_duty = BTreeSet::from([other.officer, malicious.officer]);
        let refused = room.exclude(other.officer, nobody, on_duty, TODAY).await;
        assert_eq!(refused.unwrap(), Left::TooFew);
    });
}

#[test]
fn an_exclusion_is_refused_that_is_another_thing_or_names_who_holds_nothing() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let good = exclusion_of(&room, held[0], case, &[held[1]]).await;
        let changed = |change: fn(&mut OfficerExclusion)| {
            let mut excluding = good.clone();
            change(&mut excluding);
            excluding
        };
        let mut named = good.clone();
        named.leave = BTreeSet::from([strangers[0].officer]);
        for (number, excluding) in [
            changed(|one| one.exclusion.header.kind = Kind::Note),
            changed(|one| one.exclusion.header.epoch = 2),
            changed(|one| one.exclusion.header.sequence = 1),
            changed(|one| one.exclusion.header.sender = seal::Sender::Reporter),
            changed(|one| one.holders.clear()),
            changed(|one| one.exclusion.sealed.extend([0; seal::REPLY_BYTES])),
            named,
        ]
        .into_iter()
        .enumerate()
        {
            let refused = excludes(&room, &office, held[0], excluding).await;
            let is_conflict = matches!(refused, Err(StoreError::Conflict));
            assert!(is_conflict, "{number}: {refused:?}");
        }
        // Nobody excludes in the name of another, and who holds nothing excludes nobody.
        let foreign = excludes(&room, &office, held[2], good.clone()).await;
        assert!(matches!(foreign, Err(StoreError::Conflict)), "{foreign:?}");
        for leave in [good.leave.clone(), BTreeSet::new()] {
            let mut excluding = good.clone();
            excluding.leave = leave;
            excluding.exclusion.header.sender = seal::Sender::Officer(strangers[0].officer);
            let refused = excludes(&room, &office, strangers[0], excluding).await;
            assert!(is_not_found(refused));
        }
        for keys in &held {
            opens(&office, &room, keys, case).await;
        }
    });
}

pub(super) async fn excludes(
    room: &CaseRoom,
    office: &Office,
    by: &OfficerKeys,
    excluding: OfficerExclusion,
) -> Result<Left, StoreError> {
    room.exclude(by.officer, excluding, everybody(office), TODAY)
        .await
}

/// An exclusion of these holders. What is sealed in it nobody here reads.
pub(super) async fn exclusion_of(
    room: &CaseRoom,
    by: &OfficerKeys,
    case: CaseId,
    leave: &[&OfficerKeys],
) -> OfficerExclusion {
    let file = room.case_file(by.officer, case, TODAY).await.unwrap();
    let last = room.last_object_of(by.officer, case).await.unwrap();
    let leave: BTreeSet<OfficerId> = leave.iter().map(|keys| keys.officer).collect();
    OfficerExclusion {
        exclusion: sealed(by, &file.case.header, last.as_ref(), Kind::Exclusion),
        holders: file.holders.into_iter().collect(),
        leave,
        signature: [0; 64],
    }
}

const fn is_not_found_ref(outcome: &Result<Left, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::NotFound))
}
