//! Lists read rows without sealed bytes. SQLite compares a key in a table without row numbers only once it has read
//! the whole row, so that a list of a hundred cases would read ten thousand rows over three pages each.

use std::collections::BTreeSet;

use casework::{CaseStatus, Deadlines, InboxPlace, TaskPlace, WorkPlace};
use diesel::prelude::*;
use diesel::sql_types::Text;
use seal::{BodyId, CaseId, ObjectId};

use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use crate::{OverdueThrough, Presence};

/// Whose rows hold sealed bytes, by the names that questions give them.
const LONG_ROWS: [&str; 4] = ["cases", "grants", "others", "objects"];

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// Every step through a table with sealed bytes that does not keep to an index.
fn long_steps(place: &TestStorage, questions: &[String]) -> Vec<String> {
    let main = &place.storage.shelves().main;
    let mut database = main.dialer().open().unwrap();
    let mut found = Vec::new();
    // Of no cases nothing is read, of one its row, and few wait to be forgotten.
    let is_left_out = |text: &str| {
        text.contains("(1=0)")
            || text.contains("`cases`.`id` IN (?))")
            || text.contains("FROM (`proposals` INNER JOIN `objects`")
    };
    let is_asked = |text: &&String| text.starts_with("SELECT") && !is_left_out(text);
    for question in questions.iter().filter(is_asked) {
        let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {question}"))
            .load(&mut database)
            .unwrap();
        for step in steps {
            let mut words = step.detail.split(' ').skip(1);
            let is_long = words.next().is_some_and(|table| LONG_ROWS.contains(&table));
            let is_short =
                step.detail.starts_with("SEARCH") && step.detail.contains("USING COVERING INDEX");
            if is_long && !is_short {
                found.push(format!("{} in {question}", step.detail));
            }
        }
    }
    main.dialer().watch.take_texts();
    found
}

#[test]
fn lists_on_sqlite_read_no_row_with_sealed_bytes_to_find_out_what_is_in_them() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            // It keeps long values apart from their rows.
            return;
        }
        let office = Office::new();
        for report in ["One.", "Another.", "A third."] {
            office.receives(place, report).await;
        }
        let officer = office.officers[0].officer;
        let room = place.storage.case_room();
        let watch = place.storage.shelves().main.dialer().watch.clone();
        let (on_duty, deadlines) = (BTreeSet::new(), Deadlines::default());
        let case = CaseId::draw().unwrap();
        let arrived = InboxPlace {
            received_on: TODAY,
            case,
        };
        let task = TaskPlace {
            due_on: TODAY,
            case,
            task: ObjectId::draw().unwrap(),
        };
        let further = WorkPlace {
            acknowledge: Some(arrived),
            own: Some(task),
            free: Some(task),
            ..WorkPlace::default()
        };
        let late: OverdueThrough = vec![(CaseStatus::Received, TODAY)];
        watch.take_texts();

        for after in [None, Some(arrived)] {
            room.inbox(officer, after, 10, &on_duty, &deadlines)
                .await
                .unwrap();
        }
        let of_inbox = watch.take_texts();
        for after in [WorkPlace::default(), further] {
            room.work(officer, (after, 10), &deadlines, (&on_duty, TODAY))
                .await
                .unwrap();
        }
        let of_work = watch.take_texts();
        let ages = vec![(TODAY.plus(-30), TODAY)];
        room.overview(officer, late.clone(), ages, TODAY)
            .await
            .unwrap();
        let body = BodyId::draw().unwrap();
        room.totals(officer, body, (TODAY, late.clone()), TODAY)
            .await
            .unwrap();
        let of_numbers = watch.take_texts();
        for after in [None, Some(arrived)] {
            let page = (after, 10);
            room.overdue(officer, late.clone(), Presence::default(), page, TODAY)
                .await
                .unwrap();
        }
        let of_overdue = watch.take_texts();
        let away = Presence {
            on_duty: office.officers.iter().map(|one| one.officer).collect(),
            away: [(officer, TODAY)].into(),
        };
        room.left_alone(officer, away.clone(), 10, TODAY)
            .await
            .unwrap();
        room.alone_with(officer, away, 10).await.unwrap();
        let of_absence = watch.take_texts();

        for questions in [of_inbox, of_work, of_numbers, of_overdue, of_absence] {
            assert!(questions.len() > 1, "{questions:?}");
            let found = long_steps(place, &questions);
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    });
}
