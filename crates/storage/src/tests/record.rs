//! The record of acts.

use casework::{Act, ActChain, ActKind, ActPage, ActSubject, CaseStage, ChainFault};
use diesel::connection::SimpleConnection;
use seal::{Day, Digest, OfficerId};

use super::leavers::moves;
use super::office::{NOW, Office, TODAY};
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::{Reads, WriteTx};
use crate::{ChoreOutcome, Moment, Priority, StoreError};

#[test]
fn every_act_in_a_case_writes_its_record() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "The tender was rigged.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        office.reply(place, case, "Where?", 0).await.unwrap();
        for _ in 0..2 {
            room.case_file(other.officer, case, TODAY).await.unwrap();
        }
        moves(&room, other, case, CaseStage::Assessment)
            .await
            .unwrap()
            .unwrap();
        room.plan(other.officer, case, Priority::High, None, TODAY.plus(1))
            .await
            .unwrap();
        let acts = room.acts_of(one.officer, case, None, 100).await.unwrap();
        let told: Vec<_> = acts.iter().map(|act| (act.kind, act.officer)).collect();
        let (one, other) = (Some(one.officer), Some(other.officer));
        // Whoever answers has opened the case.
        assert_eq!(
            told,
            [
                (ActKind::Opened, one),
                (ActKind::Answered, one),
                (ActKind::Opened, other),
                (ActKind::StatusSet, other),
                (ActKind::Planned, other),
            ]
        );
        assert_ne!(acts[1].about, Digest::NONE);
        assert_eq!(acts[4].on, TODAY.plus(1));
        let later = room.acts_of(one.unwrap(), case, Some(2), 1).await.unwrap();
        assert_eq!(later, acts[3..4]);
        let mut chain = ActChain::new(INSTANCE);
        acts.iter().try_for_each(|act| chain.take(act)).unwrap();

        room.forget_case(case, [one.unwrap(), other.unwrap()], TODAY.plus(1))
            .await
            .unwrap();
        let all = whole(place, TODAY.plus(2)).await;
        let last = all
            .iter()
            .rfind(|act| act.subject == ActSubject::Case(case));
        let last = last.unwrap();
        assert_eq!(
            (last.kind, last.officer, last.whom),
            (ActKind::Forgotten, one, other)
        );
    });
}

#[test]
fn that_files_were_fetched_stands_in_the_record_once_for_each_day_and_bundle() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, parcel, stored) = office.report_with_file(place, b"a file").await;
        let (case, files) = (parcel.head.header.case, parcel.head.bundle.clone().unwrap());
        let drop_box = place.storage.drop_box();
        let accepted = drop_box.accept_report(parcel, Some(stored), None, TODAY);
        accepted.await.unwrap();
        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        for day in [TODAY, TODAY, TODAY.plus(1)] {
            let fetched = room.bundle(officer, files.header.object, day).await;
            drop(fetched.unwrap());
        }
        let acts = room.acts_of(officer, case, None, 100).await.unwrap();
        let told = acts
            .iter()
            .map(|act| (act.kind, act.officer, act.about, act.on));
        let fetched = |day| (ActKind::FilesFetched, Some(officer), files.digest(), day);
        let told: Vec<_> = told.collect();
        assert_eq!(told, [fetched(TODAY), fetched(TODAY.plus(1))]);
    });
}

#[test]
fn what_is_refused_leaves_no_act_and_who_has_no_grant_reads_none() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "The tender was rigged.").await;
        let room = place.storage.case_room();
        let stranger = OfficerId::from_bytes([7; 16]);
        assert!(room.case_file(stranger, case, TODAY).await.is_err());
        let read = room.acts_of(stranger, case, None, 100).await;
        assert!(matches!(read, Err(StoreError::NotFound)));
        for _ in 0..2 {
            room.note_refused(stranger, case, TODAY).await.unwrap();
        }
        let all = whole(place, TODAY).await;
        let told: Vec<_> = all
            .iter()
            .map(|act| (act.subject, act.kind, act.officer))
            .collect();
        let office = ActSubject::Office;
        assert_eq!(
            told,
            [
                (office, ActKind::Refused, Some(stranger)),
                (office, ActKind::RecordRead, None)
            ]
        );
    });
}

#[test]
fn whoever_asks_on_and_on_fills_no_record() {
    TestStorage::on_each(async |place| {
        let (room, stranger) = (place.storage.case_room(), OfficerId::from_bytes([7; 16]));
        for _ in 0..30 {
            let nowhere = seal::CaseId::draw().unwrap();
            room.note_refused(stranger, nowhere, TODAY).await.unwrap();
        }
        let refused = whole(place, TODAY).await.into_iter();
        let refused = refused.filter(|act| act.kind == ActKind::Refused);
        assert_eq!(refused.count(), 20);
    });
}

#[test]
fn a_clock_that_was_ahead_once_silences_neither_the_record_nor_the_nights() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "The tender was rigged.").await;
        let officer = office.officers[0].officer;
        let room = place.storage.case_room();
        let opens = async |today: Day| {
            room.case_file(officer, case, today).await.unwrap();
            let acts = room.acts_of(officer, case, None, 99).await.unwrap();
            (acts.len(), acts.last().unwrap().on)
        };
        let far = TODAY.plus(3_650);
        assert_eq!(opens(far).await, (1, far));
        assert_eq!(opens(TODAY).await, (2, far));
        gather(place, far.plus(1)).await;
        assert_eq!(opens(TODAY.plus(1)).await, (3, far.plus(1)));
        assert_eq!(gather(place, TODAY.plus(2)).await, ChoreOutcome::Done(1));
        assert_eq!(opens(TODAY.plus(2)).await, (4, far.plus(2)));
        assert_eq!(gather(place, TODAY.plus(3)).await, ChoreOutcome::Done(1));
        whole(place, TODAY.plus(3)).await;
    });
}

#[test]
fn no_door_changes_or_removes_an_act() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "The tender was rigged.").await;
        let officer = office.officers[0].officer;
        let room = place.storage.case_room();
        room.case_file(officer, case, TODAY).await.unwrap();
        gather(place, TODAY.plus(1)).await;
        for change in [
            "UPDATE acts SET kind = 'planned'",
            "DELETE FROM acts",
            "UPDATE act_days SET subjects = 9",
            "DELETE FROM act_days",
        ] {
            let change = |tx: &mut WriteTx<'_>| Ok(tx.connection().batch_execute(change)?);
            let shelves = [&room.0, &place.storage.staff_room().0];
            for shelves in shelves {
                assert!(shelves.main.write("change acts", change).await.is_err());
            }
        }
        assert_eq!(room.acts_of(officer, case, None, 9).await.unwrap().len(), 1);
    });
}

#[test]
fn a_clock_that_is_set_back_dates_no_act_before_another_or_on_a_gathered_day() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "The tender was rigged.").await;
        let officer = office.officers[0].officer;
        let room = place.storage.case_room();
        let plan = async |today: Day| {
            let planned = room.plan(officer, case, Priority::High, None, today);
            planned.await.unwrap();
        };
        plan(TODAY).await;
        plan(TODAY.plus(-3)).await;
        gather(place, TODAY.plus(1)).await;
        plan(TODAY.plus(-3)).await;
        let acts = room.acts_of(officer, case, None, 9).await.unwrap();
        let days: Vec<_> = acts.iter().map(|act| act.on).collect();
        assert_eq!(days, [TODAY, TODAY, TODAY.plus(1)]);
        whole(place, TODAY.plus(1)).await;
    });
}

#[test]
fn a_record_that_was_changed_behind_the_doors_does_not_fit_what_was_gathered() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        for day in 0..3 {
            for _ in 0..4 {
                let (_, case) = office.receives(place, "The tender was rigged.").await;
                let officer = office.officers[0].officer;
                let file = room.case_file(officer, case, TODAY.plus(day)).await;
                file.unwrap();
            }
        }
        assert_eq!(gather(place, TODAY.plus(2)).await, ChoreOutcome::Done(2));
        assert_eq!(gather(place, TODAY.plus(2)).await, ChoreOutcome::NotOurs);
        let before = whole(place, TODAY.plus(2)).await;
        assert_eq!(before.len(), 3 * 4 + 1);

        let blame = "UPDATE acts SET officer = whom WHERE number = 0";
        let change = if place.is_on_postgres() {
            blame.to_owned()
        } else {
            format!("DROP TRIGGER acts_stay; {blame}")
        };
        let rewrite = move |tx: &mut WriteTx<'_>| Ok(tx.connection().batch_execute(&change)?);
        let shelves = place.storage.shelves();
        shelves.main.write("rewrite", rewrite).await.unwrap();
        let mut chain = ActChain::new(INSTANCE);
        let mut faults = vec![];
        for page in pages(place, TODAY.plus(2)).await {
            faults.extend(page.acts.iter().filter_map(|act| chain.take(act).err()));
            faults.extend(page.gathered.and_then(|day| chain.close(day).err()));
        }
        assert!(faults.contains(&ChainFault::OtherDay(TODAY)), "{faults:?}");
    });
}

/// The whole record, which holds together.
async fn whole(place: &TestStorage, today: Day) -> Vec<Act> {
    let mut chain = ActChain::new(INSTANCE);
    let mut acts = vec![];
    for page in pages(place, today).await {
        page.acts
            .iter()
            .try_for_each(|act| chain.take(act))
            .unwrap();
        page.gathered
            .map_or(Ok(()), |day| chain.close(day))
            .unwrap();
        acts.extend(page.acts);
    }
    acts
}

async fn pages(place: &TestStorage, today: Day) -> Vec<ActPage> {
    let (room, mut pages, mut from) = (place.storage.case_room(), vec![], None);
    loop {
        let page = room.record(None, from, 3, today).await.unwrap();
        from = page.next;
        pages.push(page);
        if from.is_none() {
            return pages;
        }
    }
}

async fn gather(place: &TestStorage, day: Day) -> ChoreOutcome {
    let upkeep = place.storage.upkeep();
    let days = i64::from(day.number() - TODAY.number());
    let unix_seconds = NOW + days * 86_400;
    upkeep
        .gather_acts(Moment { day, unix_seconds })
        .await
        .unwrap()
}
