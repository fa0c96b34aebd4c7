//! Threads that wait too long.

use std::collections::BTreeSet;

use casework::{ActKind, CaseStatus, InboxPlace};
use diesel::prelude::*;
use seal::OfficerId;

use super::leavers::close;
use super::office::{Office, TODAY};
use crate::OverdueThread;
use crate::connection::AnyConnection;
use crate::testing::TestStorage;

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
        let on_duty = BTreeSet::from([officer, office.officers[1].officer]);
        let auditor = OfficerId::draw().unwrap();
        for size in [1, 2, 3, 4, 9] {
            let (mut listed, mut after) = (Vec::new(), None);
            loop {
                let page = (after, size);
                let page = room.overdue(auditor, through.clone(), on_duty.clone(), page, TODAY);
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
        let page = room.overdue(auditor, later, BTreeSet::new(), (None, 9), TODAY);
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

fn steps_of(connection: &mut AnyConnection, query: &str) -> String {
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
