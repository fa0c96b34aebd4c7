//! What was promised and did not come.

use std::sync::Arc;

use casework::{ActChain, ActKind, Deadlines, Period};
use seal::answer::Silence;
use seal::{CaseId, Kind, Receipt};

use super::leavers::moment;
use super::office::{Office, TODAY};
use crate::ChoreOutcome;
use crate::testing::{INSTANCE, TestStorage};

#[test]
fn who_was_promised_an_answer_and_got_none_reads_of_a_refusal_and_the_record_has_it_once() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "The tender was rigged.").await;
        let (_, answered) = office.receives(place, "So was the other one.").await;
        let (_, later) = office
            .receives_on(place, "A later one.", TODAY.plus(1))
            .await;
        office
            .reply(place, answered, "Which one?", 0)
            .await
            .unwrap();

        assert_eq!(nights(place, 0..=10).await, [0; 11]);
        assert_eq!(told(place, &receipt).await, None);
        assert_eq!(nights(place, 11..=11).await, [1]);
        let silence = Silence {
            promised_on: TODAY.plus(10),
            review_by: TODAY.plus(30),
        };
        assert_eq!(told(place, &receipt).await, Some(silence));
        assert_eq!(silences(&office, place, case).await, 1);
        assert_eq!(silences(&office, place, answered).await, 0);
        assert_eq!(silences(&office, place, later).await, 0);

        // Neither an answer nor other promises take away what was written.
        office
            .reply(place, case, "Sorry to be late.", 1)
            .await
            .unwrap();
        assert_eq!(nights(place, 12..=14).await, [1, 0, 0]);
        let upkeep = place.storage.upkeep();
        let longer = Arc::new(Deadlines::default());
        upkeep.note_silence(longer, moment(15)).await.unwrap();
        assert_eq!(told(place, &receipt).await, Some(silence));
        assert_eq!(silences(&office, place, case).await, 1);

        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        let acts = room.acts_of(officer, case, None, 100).await.unwrap();
        let mut chain = ActChain::new(INSTANCE);
        acts.iter().try_for_each(|act| chain.take(act)).unwrap();
        let silent = acts.iter().find(|act| act.kind == ActKind::Silent).unwrap();
        assert_eq!((silent.officer, silent.on), (None, TODAY.plus(11)));
    });
}

#[test]
fn a_clock_that_leaps_ahead_for_a_night_silences_nobody() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, _) = office.receives(place, "The tender was rigged.").await;
        assert_eq!(nights(place, 0..=1).await, [0, 0]);
        assert_eq!(nights(place, 400..=400).await, [0]);
        // Set right again.
        assert_eq!(nights(place, 2..=10).await, [0; 9]);
        assert_eq!(told(place, &receipt).await, None);
        assert_eq!(nights(place, 11..=11).await, [1]);
        // After a long rest what passed meanwhile is written in the second night.
        let (rested, _) = office
            .receives_on(place, "Another tender.", TODAY.plus(12))
            .await;
        assert_eq!(nights(place, 40..=41).await, [0, 1]);
        assert!(told(place, &rested).await.is_some());
    });
}

#[test]
fn many_who_were_not_answered_are_written_down_in_one_night() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let mut count = 3;
        if !place.is_on_postgres() {
            let officer = office.officers[0].officer;
            TestStorage::fill_inbox(&place.storage, officer, 450).await;
            count += 450;
        }
        for number in 0..3 {
            office.receives(place, &format!("Report {number}")).await;
        }
        assert_eq!(nights(place, 700..=701).await, [0, count]);
        assert_eq!(nights(place, 702..=702).await, [0]);
    });
}

#[test]
fn a_wish_for_a_review_stands_in_the_record_once_a_night_however_often_it_is_sent() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "The tender was rigged.").await;
        let (_, other) = office.receives(place, "So was the other one.").await;
        let (drop_box, upkeep) = (place.storage.drop_box(), place.storage.upkeep());
        for _ in 0..130 {
            let request = office
                .follow_up(place, &receipt, Kind::Request, "Why?")
                .await;
            let sent = drop_box.accept_follow_up(request.clone(), None, None, TODAY);
            assert!(!sent.await.unwrap().again);
            let sent = drop_box.accept_follow_up(request, None, None, TODAY);
            assert!(sent.await.unwrap().again);
        }
        let night = async |day| upkeep.note_reviews(moment(day)).await.unwrap();
        // The day is not over.
        assert_eq!(night(0).await, ChoreOutcome::Done(0));
        assert_eq!(night(1).await, ChoreOutcome::Done(1));
        assert_eq!(night(1).await, ChoreOutcome::NotOurs);
        assert_eq!(night(2).await, ChoreOutcome::Done(0));
        let again = office
            .follow_up(place, &receipt, Kind::Request, "And now?")
            .await;
        let sent = drop_box.accept_follow_up(again, None, None, TODAY.plus(2));
        sent.await.unwrap();
        assert_eq!(night(3).await, ChoreOutcome::Done(1));

        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        let acts = room.acts_of(officer, case, None, 100).await.unwrap();
        let asked: Vec<_> = acts
            .iter()
            .filter(|act| act.kind == ActKind::ReviewAsked)
            .collect();
        assert_eq!(asked.len(), 2);
        assert_eq!((asked[0].officer, asked[0].on), (None, TODAY.plus(1)));
        assert_ne!(asked[0].about, asked[1].about);
        let others = room.acts_of(officer, other, None, 100).await.unwrap();
        assert!(others.iter().all(|act| act.kind != ActKind::ReviewAsked));
    });
}

/// Does the night's work on these days, and says how many silences each wrote down.
async fn nights(place: &TestStorage, days: impl Iterator<Item = i32>) -> Vec<u64> {
    let deadlines = Arc::new(Deadlines {
        feedback: Period::days(10),
        review: Period::days(20),
        ..Deadlines::default()
    });
    let upkeep = place.storage.upkeep();
    let mut noted = Vec::new();
    for day in days {
        let done = upkeep.note_silence(deadlines.clone(), moment(day));
        match done.await.unwrap() {
            ChoreOutcome::Done(count) => noted.push(count),
            ChoreOutcome::NotOurs => panic!("nobody else is at it"),
        }
        let again = upkeep.note_silence(deadlines.clone(), moment(day));
        assert_eq!(again.await.unwrap(), ChoreOutcome::NotOurs);
    }
    noted
}

async fn told(place: &TestStorage, receipt: &Receipt) -> Option<Silence> {
    let mailbox = receipt.keys(INSTANCE).mailbox.digest();
    let status = place.storage.drop_box().status(mailbox).await.unwrap();
    status.unwrap().silence
}

async fn silences(office: &Office, place: &TestStorage, case: CaseId) -> usize {
    let room = place.storage.case_room();
    let officer = office.officers[0].officer;
    let acts = room.acts_of(officer, case, None, 100).await.unwrap();
    acts.iter()
        .filter(|act| act.kind == ActKind::Silent)
        .count()
}
