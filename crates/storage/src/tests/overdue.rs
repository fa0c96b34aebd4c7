//! Threads that wait too long.

use std::collections::BTreeSet;

use casework::{ActKind, CaseStatus, InboxPlace};
use diesel::prelude::*;
use seal::{OfficerId, OfficerKeys};

use super::leavers::{close, holders_and_others};
use super::office::{Office, TODAY};
use crate::connection::AnyConnection;
use crate::testing::TestStorage;
use crate::{OverdueThread, Presence};

#[test]
fn threads_that_wait_too_long_are_listed_page_by_page_with_how_many_can_open_them() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let mut expected = Vec::new();
        for days in [-9, -3, -9, -20, -5, -9] {
            let day = TODAY.plus(days);
            let (_, case) = office.receives_on(place, "Late.", day).await;
            expected.push((day, case));
        }
        let answered = expected[4].1;
        office
            .reply(place, answered, "Which one?", 0)
            .await
            .unwrap();
        let (_, closed) = office.receives_on(place, "Over.", TODAY.plus(-40)).await;
        let officer = office.officers[0].officer;
        close(&room, [&office.officers[0], &office.officers[1]], closed).await;
        // Of the unanswered those until four days ago, of the answered those until six days ago.
        expected.retain(|(day, case)| *day <= TODAY.plus(-4) && *case != answered);
        expected.sort();
        let through = vec![
            (CaseStatus::Received, TODAY.plus(-4)),
            (CaseStatus::Answered, TODAY.plus(-6)),
        ];
        let presence = Presence {
            on_duty: BTreeSet::from([officer, office.officers[1].officer]),
            ..Presence::default()
        };
        let auditor = OfficerId::draw().unwrap();
        for size in [1, 2, 3, 4, 9] {
            let (mut listed, mut after) = (Vec::new(), None);
            loop {
                let page = (after, size);
                let page = room.overdue(auditor, through.clone(), presence.clone(), page, TODAY);
                let page: Vec<OverdueThread> = page.await.unwrap();
                assert!(page.len() <= size);
                assert!(page.iter().all(|thread| thread.holders == 2));
                listed.extend(page.iter().map(|thread| (thread.received_on, thread.case)));
                let Some(last) = page.last() else {
                    break;
                };
                after = Some(InboxPlace {
                    received_on: last.received_on,
                    case: last.case,
                });
            }
            assert_eq!(listed, expected, "{size} at once");
        }
        let later = vec![(CaseStatus::Answered, TODAY)];
        let page = room.overdue(auditor, later, Presence::default(), (None, 9), TODAY);
        let page = page.await.unwrap();
        assert_eq!((page[0].case, page[0].holders), (answered, 0));
        let record = room.record(Some(auditor), None, 100, TODAY).await.unwrap();
        let read = record
            .acts
            .iter()
            .filter(|act| act.kind == ActKind::RecordRead);
        assert_eq!(read.count(), 1, "once a day, whatever was read");
    });
}

#[test]
fn what_the_night_and_the_auditor_look_for_is_found_by_an_index() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let dialer = place.storage.shelves().main.dialer().clone();
        let look = move || {
            let mut connection = dialer.open().unwrap();
            let silent = "SELECT id, received_on FROM cases WHERE status = ? AND silent_on IS NULL AND received_on <= ? \
                          ORDER BY received_on, id LIMIT 100";
            let waiting = "SELECT received_on, id FROM cases WHERE status = ? AND received_on <= ? \
                           ORDER BY received_on, id LIMIT 100";
            let requests = "SELECT id FROM objects WHERE kind = 'request' AND sender = ? AND arrived_on < ? \
                            AND arrived_on >= ? ORDER BY arrived_on, id LIMIT 100";
            for (query, index) in [
                (silent, "cases_unanswered"),
                (waiting, "cases_of_status"),
                (requests, "objects_of_requests"),
            ] {
                let steps = steps_of(&mut connection, query);
                assert!(steps.contains(index), "{steps}");
                assert!(!steps.contains("TEMP B-TREE"), "{steps}");
            }
        };
        tokio::task::spawn_blocking(look).await.unwrap();
    });
}

pub(super) fn steps_of(connection: &mut AnyConnection, query: &str) -> String {
    #[derive(QueryableByName)]
    struct Step {
        #[diesel(sql_type = diesel::sql_types::Text)]
        detail: String,
    }
    let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}"))
        .load(connection)
        .unwrap();
    let steps: Vec<_> = steps.into_iter().map(|step| step.detail).collect();
    steps.join("\n")
}

#[test]
fn a_case_is_left_alone_when_all_who_hold_it_and_are_on_duty_are_away() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let room = place.storage.case_room();
        let auditor = OfficerId::draw().unwrap();
        let (_, case) = office.receives(place, "A report.").await;
        let (_, over) = office.receives(place, "Over.").await;
        let (holders, others) = holders_and_others(&room, &office, case).await;
        let (closers, _) = holders_and_others(&room, &office, over).await;
        close(&room, [closers[0], closers[1]], over).await;
        let ids = |keys: &[&OfficerKeys]| keys.iter().map(|one| one.officer).collect::<Vec<_>>();
        let (holders, others) = (ids(&holders), ids(&others));
        let everybody: BTreeSet<_> = holders.iter().chain(&others).copied().collect();
        let away = |who: &[OfficerId]| Presence {
            on_duty: everybody.clone(),
            away: who
                .iter()
                .zip(5..)
                .map(|(one, days)| (*one, TODAY.plus(days)))
                .collect(),
        };
        let alone = async |presence| room.left_alone(auditor, presence, 9, TODAY).await.unwrap();
        assert_eq!(alone(away(&[])).await, []);
        assert_eq!(alone(away(&others)).await, []);
        assert_eq!(alone(away(&holders[..2])).await, [], "one is there");
        let told = alone(away(&holders)).await;
        let told: Vec<_> = told
            .iter()
            .map(|one| (one.case, one.holders, one.away_until))
            .collect();
        assert_eq!(told, [(case, 3, Some(TODAY.plus(5)))], "until one is back");
        // Whoever is not on duty any more is neither there nor away.
        let mut left = away(&holders[..2]);
        left.on_duty.remove(&holders[2]);
        let told = alone(left).await;
        assert_eq!((told.len(), told[0].holders), (1, 2));
        let through = vec![(CaseStatus::Received, TODAY)];
        let page = room.overdue(auditor, through, away(&holders), (None, 9), TODAY);
        assert_eq!(page.await.unwrap()[0].away_until, Some(TODAY.plus(5)));

        let mine = async |presence| room.alone_with(holders[0], presence, 9).await.unwrap();
        assert!(!mine(away(&[])).await.contains(&case));
        assert!(mine(away(&holders[1..])).await.contains(&case));
        let other = room.alone_with(others[0], away(&holders), 9).await.unwrap();
        assert!(!other.contains(&case), "it is not theirs");
    });
}
