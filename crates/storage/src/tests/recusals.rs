//! An officer declines a case: what is there for the officer, and what for those who go on with it.

use std::collections::BTreeSet;

use casework::{Deadlines, DecisionKind, LIVE_HOLDERS, SealedStep, Step};
use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use seal::{Digest, Kind, Level, OfficerKeys, SealedObject, Sender};
use tokio::runtime::Handle;

use super::leavers::{
    declines, docket, dockets_of, everybody, feedback, holders_and_others, is_not_found, noting,
    opens, recusal_of, regrant, sealed,
};
use super::office::{Office, TODAY, mailbox_of};
use crate::testing::TestStorage;
use crate::{CaseRoom, ChunkAhead, Left, StoreError, StoredObject};

#[test]
fn for_whoever_declined_there_is_no_such_case_and_the_others_go_on() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, parcel, bundle) = office.report_with_file(place, b"a file").await;
        let case = parcel.head.header.case;
        let drop_box = place.storage.drop_box();
        let accepted = drop_box.accept_report(parcel, Some(bundle), None, TODAY);
        accepted.await.unwrap();
        office.reply(place, case, "When?", 0).await.unwrap();
        let room = place.storage.case_room();
        let [leaver, one, other] = &office.officers[..] else {
            panic!("three officers");
        };
        for keys in &office.officers {
            let kept = room.keep_dockets(keys.officer, vec![docket(&room, keys, case).await]);
            kept.await.unwrap();
        }
        let before = room.case_file(leaver.officer, case, TODAY).await.unwrap();
        let regrant = regrant(&office, &room, leaver, one, case).await;
        let noted = dockets_of(&room, one).await;
        assert_eq!(declines(&room, &office, leaver, case).await, Left::Done);

        let who = leaver.officer;
        let page = room
            .inbox(who, None, 10, &BTreeSet::new(), &Deadlines::default())
            .await
            .unwrap();
        assert_eq!((page.total, page.rows.len()), (Some(0), 0));
        assert_eq!(room.cases_of(who, None, 10).await.unwrap(), []);
        assert_eq!(room.cards(who, vec![case]).await.unwrap(), []);
        assert!(is_not_found(room.case_file(who, case, TODAY).await));
        let files = before.objects.iter().find_map(|arrived| {
            let header = arrived.object.header();
            (header.kind == Kind::Bundle).then_some(header.object)
        });
        assert!(is_not_found(room.bundle(who, files.unwrap(), TODAY).await));
        assert!(is_not_found(room.last_object_of(who, case).await));
        let header = &before.case.header;
        let last = before.objects.iter().map(|arrived| &arrived.object);
        let mut last = last.filter(|object| object.header().sender == Sender::Officer(who));
        let last = last.next_back().map(StoredObject::detached);
        let written = seal::Reply::write("And?", header, 1, last.as_ref(), leaver, Level::A);
        let written = written.unwrap();
        let entry = feedback(1, written.to_case.digest());
        assert!(is_not_found(room.reply(who, written, entry, TODAY).await));
        assert!(is_not_found(
            room.grant(who, regrant, office.body, TODAY).await
        ));
        let note = sealed(leaver, &before.case.header, last.as_ref(), Kind::Note);
        assert!(is_not_found(room.note(who, noting(note), TODAY).await));
        let step = sealed(leaver, &before.case.header, last.as_ref(), Kind::Request);
        let step = SealedStep::of(Step::Propose(DecisionKind::Close), step);
        assert!(is_not_found(
            room.step(who, step, (&[who].into(), TODAY)).await
        ));
        let chunk = ChunkAhead {
            parcel: seal::ParcelId::draw().unwrap(),
            number: 0,
            content: b"a chunk".to_vec().into(),
        };
        let ahead = room.send_ahead((who, case), chunk, 1 << 20, TODAY).await;
        assert!(is_not_found(ahead));
        let again = sealed(leaver, &before.case.header, last.as_ref(), Kind::Exclusion);
        let again = room.recuse(who, again, everybody(&office), TODAY).await;
        assert!(is_not_found(again));
        assert!(is_not_found(
            room.forget_case(case, [who, one.officer], TODAY).await
        ));
        let kept = room
            .keep_dockets(who, vec![docket(&room, leaver, case).await])
            .await;
        kept.unwrap();
        assert!(dockets_of(&room, leaver).await.is_empty());

        for keys in [one, other] {
            opens(&office, &room, keys, case).await;
            let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
            assert_eq!(file.holders.len(), 2);
            assert_eq!(file.objects.len(), before.objects.len() + 1);
            let last = file.objects.last().unwrap().object.header();
            let declined = (Kind::Exclusion, Sender::Officer(who));
            assert_eq!((last.kind, last.sender), declined);
        }
        assert_eq!(dockets_of(&room, one).await, noted);
        let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
        assert_eq!(answer.slots.len(), 1, "the reporter reads on");
        let refused = declines(&room, &office, one, case).await;
        assert_eq!(refused, Left::TooFew);
        opens(&office, &room, one, case).await;
    });
}

#[test]
fn nobody_lets_in_again_who_declined() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        assert_eq!(declines(&room, &office, held[0], case).await, Left::Done);
        let lets_in = async |by: &OfficerKeys, to: &OfficerKeys| {
            let grant = regrant(&office, &room, by, to, case).await;
            room.grant(by.officer, grant, office.body, TODAY).await
        };
        let again = lets_in(held[1], held[0]).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
        assert!(is_not_found(
            room.case_file(held[0].officer, case, TODAY).await
        ));
        lets_in(held[1], strangers[0]).await.unwrap();
        assert_eq!(declines(&room, &office, held[1], case).await, Left::Done);
        opens(&office, &room, held[2], case).await;
        opens(&office, &room, strangers[0], case).await;
        let again = lets_in(strangers[0], held[1]).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    });
}

#[test]
fn whoever_is_not_on_duty_does_not_count_among_those_who_go_on() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [leaver, one, away] = &office.officers[..] else {
            panic!("three officers");
        };
        let on_duty = BTreeSet::from([leaver.officer, one.officer]);
        let recusal = recusal_of(&room, leaver, case).await;
        let refused = room.recuse(leaver.officer, recusal, on_duty, TODAY).await;
        assert_eq!(refused.unwrap(), Left::TooFew);
        for keys in [leaver, one, away] {
            opens(&office, &room, keys, case).await;
            let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
            let kinds = file.objects.iter();
            let mut kinds = kinds.map(|arrived| arrived.object.header().kind);
            assert!(kinds.all(|kind| kind != Kind::Exclusion), "nothing is kept");
        }
    });
}

#[test]
fn of_two_who_decline_at_once_one_stays() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        for _ in 0..5 {
            let (_, case) = office.receives(place, "A report.").await;
            let room = place.storage.case_room();
            let leavers = office.officers.iter();
            let leaving = leavers.map(|keys| declines(&room, &office, keys, case));
            let came = join_all(leaving).await;
            let done = came.iter().filter(|one| **one == Left::Done).count();
            assert_eq!(done, 1, "{came:?}");
            for (keys, recused) in office.officers.iter().zip(&came) {
                if *recused == Left::Done {
                    assert!(is_not_found(
                        room.case_file(keys.officer, case, TODAY).await
                    ));
                } else {
                    opens(&office, &room, keys, case).await;
                }
            }
        }
    });
}

#[test]
fn a_recusal_is_refused_that_is_another_thing_or_stands_in_no_chain() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let keys = &office.officers[0];
        let good = recusal_of(&room, keys, case).await;
        let changed = |change: fn(&mut SealedObject)| {
            let mut recusal = good.clone();
            change(&mut recusal);
            recusal
        };
        for (number, recusal) in [
            changed(|recusal| recusal.header.kind = Kind::Note),
            changed(|recusal| recusal.header.epoch = 2),
            changed(|recusal| recusal.header.sequence = 1),
            changed(|recusal| recusal.header.previous = Digest::of(b"other")),
            changed(|recusal| recusal.header.sender = Sender::Reporter),
            changed(|recusal| recusal.header.instance = seal::InstanceId::from_bytes([1; 16])),
            changed(|recusal| recusal.sealed.extend([0; seal::REPLY_BYTES])),
        ]
        .into_iter()
        .enumerate()
        {
            let refused = room.recuse(keys.officer, recusal, everybody(&office), TODAY);
            let refused = refused.await;
            let is_conflict = matches!(refused, Err(StoreError::Conflict));
            assert!(is_conflict, "{number}: {refused:?}");
        }
        // Nobody declines in the name of another, nor leaves without leaving.
        let by = office.officers[1].officer;
        let foreign = room
            .recuse(by, good.clone(), everybody(&office), TODAY)
            .await;
        assert!(matches!(foreign, Err(StoreError::Conflict)), "{foreign:?}");
        let added = room.note(keys.officer, noting(good), TODAY).await;
        assert!(matches!(added, Err(StoreError::Conflict)), "{added:?}");
        opens(&office, &room, keys, case).await;
    });
}

#[test]
fn whatever_histories_of_grants_and_recusals_nobody_opens_what_they_declined() {
    TestStorage::on_each(async |place| {
        let office = Office::of(6);
        let room = place.storage.case_room();
        let step = (0_usize..6, 0_usize..6, any::<bool>());
        let histories = prop::collection::vec(step, 1..14);
        let mut runner = TestRunner::new(Config {
            cases: 16,
            failure_persistence: None,
            ..Config::default()
        });
        let handle = Handle::current();
        let history = |steps: Vec<(usize, usize, bool)>| {
            tokio::task::block_in_place(|| handle.block_on(plays(place, &office, &room, steps)));
            Ok(())
        };
        runner.run(&histories, history).unwrap();
    });
}

/// Plays grants and recusals, and holds what the doors say against what should be.
async fn plays(
    place: &TestStorage,
    office: &Office,
    room: &CaseRoom,
    steps: Vec<(usize, usize, bool)>,
) {
    let (_, case) = office.receives(place, "A report.").await;
    let id = |number: usize| office.officers[number].officer;
    let mut held = BTreeSet::new();
    for number in 0..office.officers.len() {
        if room.case_file(id(number), case, TODAY).await.is_ok() {
            held.insert(number);
        }
    }
    let mut declined = BTreeSet::new();
    for (by, to, grants) in steps {
        let keys = &office.officers[by];
        if !held.contains(&by) {
            assert!(is_not_found(
                room.case_file(keys.officer, case, TODAY).await
            ));
            continue;
        }
        if grants {
            let grant = regrant(office, room, keys, &office.officers[to], case).await;
            let granted = room.grant(keys.officer, grant, office.body, TODAY).await;
            let may = !held.contains(&to) && !declined.contains(&to);
            assert_eq!(granted.is_ok(), may, "{granted:?}");
            if may {
                held.insert(to);
            }
        } else {
            let recused = declines(room, office, keys, case).await;
            assert_eq!(recused == Left::Done, held.len() > LIVE_HOLDERS);
            if recused == Left::Done {
                held.remove(&by);
                declined.insert(by);
            }
        }
        assert!(held.len() >= LIVE_HOLDERS);
        for number in 0..office.officers.len() {
            let keys = &office.officers[number];
            let listed = room
                .inbox(
                    keys.officer,
                    None,
                    100,
                    &BTreeSet::new(),
                    &Deadlines::default(),
                )
                .await
                .unwrap()
                .rows;
            let lists = listed.iter().any(|row| row.case == case);
            assert_eq!(lists, held.contains(&number));
            if lists {
                opens(office, room, keys, case).await;
            } else {
                assert!(is_not_found(
                    room.case_file(keys.officer, case, TODAY).await
                ));
            }
        }
    }
}
