//! Reviews that reporters ask for, until somebody answers.

use std::collections::BTreeSet;

use casework::{CaseStage, Deadlines, DecisionKind, Due, Step, StepFault, Work, WorkPlace};
use diesel::connection::SimpleConnection;
use seal::{CaseId, Kind, OfficerKeys, Receipt};

use super::leavers::{close, declines, holders_and_others, moves, regrant, replies, steps};
use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use crate::transaction::{Reads, WriteTx};
use crate::{CaseRoom, Presence};

#[test]
fn a_review_is_listed_for_every_holder_until_the_reporter_is_answered() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (_, other) = office.receives(place, "Another one.").await;
        let [one, two, three] = &office.officers[..] else {
            panic!("three officers")
        };
        assert_eq!(listed(&room, one, 100).await, []);
        asks(place, &office, &receipt, 2).await;
        asks(place, &office, &receipt, 5).await;
        for holder in [one, two, three] {
            assert_eq!(listed(&room, holder, 100).await, [case]);
            assert_eq!(rows(&room, holder).await, BTreeSet::from([case]));
        }
        // An answer in another case is none in this one, and neither is a step of the work.
        office.reply(place, other, "Thanks.", 0).await.unwrap();
        let moved = moves(&room, one, case, CaseStage::Investigation).await;
        moved.unwrap().unwrap();
        assert_eq!(listed(&room, one, 100).await, [case]);
        declines(&room, &office, two, case).await;
        assert_eq!(listed(&room, two, 100).await, []);
        assert_eq!(rows(&room, two).await, BTreeSet::new());
        office
            .reply(place, case, "We look at it.", 0)
            .await
            .unwrap();
        assert_eq!(listed(&room, one, 100).await, []);
        assert_eq!(rows(&room, one).await, BTreeSet::new());
        asks(place, &office, &receipt, 9).await;
        assert_eq!(listed(&room, three, 100).await, [case], "asked again");
    });
}

#[test]
fn a_closed_case_is_not_forgotten_before_its_review_is_answered() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (_, case) = is_contested(place, &office, &room).await;
        let [one, two, three] = &office.officers[..] else {
            panic!("three officers")
        };
        let forget = Step::Propose(DecisionKind::Forget);
        let (_, forgets) = steps(&room, one, case, forget).await;
        assert_eq!(forgets.unwrap(), Err(StepFault::Contested));
        for stage in [CaseStage::FeedbackGiven, CaseStage::Review] {
            let moved = moves(&room, three, case, stage).await;
            moved.unwrap().unwrap();
            assert_eq!(listed(&room, one, 100).await, [case], "{stage:?}");
        }
        close(&room, [one, two], case).await;
        let (_, forgets) = steps(&room, one, case, forget).await;
        assert_eq!(forgets.unwrap(), Err(StepFault::Contested));
        replies(&room, three, case, "It stays so.", 0)
            .await
            .unwrap();
        assert_eq!(listed(&room, one, 100).await, []);
        let (_, forgets) = steps(&room, one, case, forget).await;
        forgets.unwrap().unwrap();
    });
}

#[test]
fn who_ever_closed_a_case_settles_no_review_of_it() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let room = place.storage.case_room();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (held, others) = holders_and_others(&room, &office, case).await;
        let [one, two, three] = held[..] else {
            panic!("three holders")
        };
        close(&room, [one, two], case).await;
        asks(place, &office, &receipt, 1).await;
        // The one who proposed it answers, and the one who agreed; so they do once it was opened again.
        for (number, by) in [(0, one), (1, two)] {
            replies(&room, by, case, "No.", number).await.unwrap();
            assert_eq!(listed(&room, by, 100).await, [case]);
        }
        let moved = moves(&room, one, case, CaseStage::Reopened).await;
        moved.unwrap().unwrap();
        replies(&room, two, case, "No.", 2).await.unwrap();
        assert_eq!(listed(&room, one, 100).await, [case]);
        replies(&room, three, case, "It was right.", 3)
            .await
            .unwrap();
        assert_eq!(listed(&room, one, 100).await, [], "somebody else answered");

        // That others close it anew makes nobody free.
        close(&room, [two, three], case).await;
        asks(place, &office, &receipt, 3).await;
        for (number, by) in [(4, one), (5, three)] {
            replies(&room, by, case, "No.", number).await.unwrap();
            assert_eq!(listed(&room, by, 100).await, [case]);
        }
        let fourth = others[0];
        let granted = regrant(&office, &room, one, fourth, case).await;
        let let_in = room.grant(one.officer, granted, office.body, TODAY);
        let_in.await.unwrap();
        replies(&room, fourth, case, "You are right.", 6)
            .await
            .unwrap();
        assert_eq!(listed(&room, one, 100).await, []);
    });
}

#[test]
fn who_oversees_the_office_is_told_of_reviews_that_nobody_settled() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, two, three] = &office.officers[..] else {
            panic!("three officers")
        };
        let mut asked = vec![];
        for days in [4, 1] {
            let (receipt, case) = office.receives(place, "A report.").await;
            asks(place, &office, &receipt, days).await;
            asked.push(case);
        }
        let late = async |days, limit| {
            let presence = Presence {
                on_duty: [one, two].map(|keys| keys.officer).into(),
                ..Presence::default()
            };
            let through = TODAY.plus(days);
            let late = room.overdue_reviews(three.officer, through, presence, limit, TODAY);
            let told = late.await.unwrap().into_iter();
            told.map(|one| (one.case, one.asked_on, one.holders))
                .collect::<Vec<_>>()
        };
        let (first, second) = ((asked[1], TODAY.plus(1), 2), (asked[0], TODAY.plus(4), 2));
        assert_eq!(late(0, 9).await, []);
        assert_eq!(late(1, 9).await, [first]);
        assert_eq!(late(4, 9).await, [first, second]);
        assert_eq!(late(4, 1).await, [first]);
        office.reply(place, asked[1], "Sorry.", 0).await.unwrap();
        assert_eq!(late(4, 9).await, [second]);
    });
}

#[test]
fn reviews_are_listed_page_by_page_and_the_oldest_first() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let mut asked = vec![];
        for days in [4, 1, 1, 3] {
            let (receipt, case) = office.receives(place, "A report.").await;
            asks(place, &office, &receipt, days).await;
            asked.push((days, case));
        }
        asked.sort_unstable();
        let asked: Vec<CaseId> = asked.into_iter().map(|(_, case)| case).collect();
        for limit in [1, 2, 100] {
            let found = listed(&room, &office.officers[0], limit).await;
            assert_eq!(found, asked, "{limit} at once");
        }
    });
}

#[test]
fn who_asked_for_review_and_deletion_waits_for_no_answer_to_be_forgotten() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (receipt, case) = is_contested(place, &office, &room).await;
        let [one, two] = [&office.officers[0], &office.officers[1]];
        let wish = office.follow_up(place, &receipt, Kind::Deletion, "").await;
        let drop_box = place.storage.drop_box();
        let sent = drop_box.accept_follow_up(wish, None, None, TODAY.plus(2));
        sent.await.unwrap();
        // Whoever found the receipt may have asked for that: the review waits on.
        assert_eq!(listed(&room, two, 100).await, [case]);
        let (_, forgets) = steps(&room, one, case, Step::Propose(DecisionKind::Forget)).await;
        forgets.unwrap().unwrap();
        let third = &office.officers[2];
        replies(&room, third, case, "Thanks.", 0).await.unwrap();
        assert_eq!(listed(&room, two, 100).await, []);
    });
}

#[test]
fn what_was_asked_before_there_was_a_list_waits_unless_it_was_answered_or_taken_up() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, two, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let mut cases = vec![];
        for text in ["Waits.", "Moved on.", "Answered.", "Taken up."] {
            let (receipt, case) = office.receives(place, text).await;
            asks(place, &office, &receipt, -3).await;
            cases.push(case);
        }
        let [waits, moved_on, answered, taken_up] = cases[..] else {
            panic!("four cases")
        };
        for (case, stage) in [
            (moved_on, CaseStage::FeedbackGiven),
            (taken_up, CaseStage::Review),
        ] {
            close(&room, [one, two], case).await;
            moves(&room, one, case, stage).await.unwrap().unwrap();
        }
        office.reply(place, answered, "Thanks.", 0).await.unwrap();

        let up = if place.is_on_postgres() {
            include_str!("../../migrations/postgres/main/2026-11-30-000027_reviews/up.sql")
        } else {
            include_str!("../../migrations/sqlite/main/2026-11-30-000027_reviews/up.sql")
        };
        let (_, filled) = up.split_once("INSERT INTO").unwrap();
        let (filled, _) = filled.split_once(';').unwrap();
        let again = format!("DELETE FROM reviews; INSERT INTO {filled};");
        let fill = move |tx: &mut WriteTx<'_>| Ok(tx.connection().batch_execute(&again)?);
        let upkeep = place.storage.upkeep().0;
        upkeep.main.write("fill", fill).await.unwrap();
        let mut expected = [waits, moved_on];
        expected.sort_unstable();
        assert_eq!(listed(&room, two, 100).await, expected);
    });
}

/// A case that two closed, and whose reporter asks for a review.
async fn is_contested(place: &TestStorage, office: &Office, room: &CaseRoom) -> (Receipt, CaseId) {
    let (receipt, case) = office.receives(place, "A report.").await;
    close(room, [&office.officers[0], &office.officers[1]], case).await;
    asks(place, office, &receipt, 1).await;
    (receipt, case)
}

pub(super) async fn asks(place: &TestStorage, office: &Office, receipt: &Receipt, days: i32) {
    let request = office
        .follow_up(place, receipt, Kind::Request, "Why?")
        .await;
    let drop_box = place.storage.drop_box();
    let sent = drop_box.accept_follow_up(request, None, None, TODAY.plus(days));
    sent.await.unwrap();
}

/// The cases that wait for a review in an officer's list of work, read so much at once.
async fn listed(room: &CaseRoom, keys: &OfficerKeys, limit: usize) -> Vec<CaseId> {
    let (mut found, mut after) = (vec![], WorkPlace::default());
    loop {
        let (on_duty, deadlines) = (BTreeSet::new(), Deadlines::default());
        let page = room.work(keys.officer, (after, limit), &deadlines, (&on_duty, TODAY));
        let page = page.await.unwrap();
        let reviews = page.items.iter().filter(|item| item.what == Work::Review);
        found.extend(reviews.map(|item| (item.due, item.case)));
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    let promised = TODAY.plus(20)..TODAY.plus(50);
    let is_promised = |due: &Due| matches!(due, Due::By(day) if promised.contains(day));
    assert!(found.iter().all(|(due, _)| is_promised(due)));
    found.into_iter().map(|(_, case)| case).collect()
}

/// The cases whose rows say that a review is asked for.
async fn rows(room: &CaseRoom, keys: &OfficerKeys) -> BTreeSet<CaseId> {
    let (on_duty, deadlines) = (BTreeSet::new(), Deadlines::default());
    let page = room.inbox(keys.officer, None, 10, &on_duty, &deadlines);
    let rows = page.await.unwrap().rows;
    let asked = rows.iter().filter(|row| row.asks_review);
    asked.map(|row| row.case).collect()
}
