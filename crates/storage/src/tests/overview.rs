//! What is counted for leads and auditors, and the searches that officers name.

use casework::{ActKind, CaseStatus, Deadlines, SealedSearches};
use seal::{BodyId, Day, OfficerId};

use super::leavers::{close, declines, holders_and_others, replies};
use super::office::{Office, TODAY};
use super::tasks::{plan, takes};
use crate::testing::TestStorage;
use crate::{CaseRoom, Load, OverdueThrough, Overview, StoreError, Totals};

#[test]
fn a_lead_counts_over_own_cases_alone_and_who_was_excluded_sees_no_number_change() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let room = place.storage.case_room();
        let (_, old) = office
            .receives_on(place, "An old report.", TODAY.plus(-40))
            .await;
        let (held, _) = holders_and_others(&room, &office, old).await;
        let (lead, other) = (held[0], held[1]);
        let load = |cases, overdue, tasks| Load {
            cases,
            overdue,
            tasks,
        };
        let counted = overview(&room, lead.officer).await;
        assert_eq!(counted.loads.len(), held.len());
        assert_eq!(counted.loads[&other.officer], load(1, 1, 0));
        assert_eq!(counted.ages, [0, 0, 1, 0]);
        let late = plan(Some(TODAY.plus(-1)), Some(other));
        let noted_in = takes(&room, lead, old, late, None).await.unwrap();
        let counted = overview(&room, lead.officer).await;
        assert_eq!(counted.loads[&other.officer], load(1, 1, 1));
        assert_eq!(counted.loads[&lead.officer], load(1, 1, 0));
        replies(&room, other, old, "Thank you.", 0).await.unwrap();
        assert_eq!(
            overview(&room, lead.officer).await.loads[&other.officer],
            load(1, 0, 1),
            "feedback is due later"
        );
        // A case that the lead leaves, or never had, is in no number of theirs.
        declines(&room, &office, lead, old).await;
        let nothing = overview(&room, lead.officer).await;
        assert_eq!(nothing.ages, [0; 4]);
        assert!(nothing.loads.is_empty());
        let today = plan(None, Some(other));
        takes(&room, held[2], old, today, None).await.unwrap();
        assert_eq!(overview(&room, lead.officer).await, nothing);
        assert!(matches!(
            takes(&room, lead, old, late, Some(noted_in)).await,
            Err(StoreError::NotFound)
        ));
        let of_other = overview(&room, other.officer).await;
        assert_eq!(of_other.loads[&other.officer], load(1, 0, 1));
        close(&room, [other, held[2]], old).await;
        assert!(overview(&room, other.officer).await.loads.is_empty());
    });
}

#[test]
fn an_auditor_counts_one_body_and_the_record_says_so() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let mut cases = vec![];
        for days in [-400, -10, 0] {
            let day = TODAY.plus(days);
            cases.push(office.receives_on(place, "A report.", day).await.1);
        }
        close(&room, [&office.officers[0], &office.officers[1]], cases[1]).await;
        let keys = &office.officers[0];
        let file = room.case_file(keys.officer, cases[0], TODAY).await.unwrap();
        let (auditor, body) = (OfficerId::draw().unwrap(), file.case.header.body);
        let since = (TODAY.plus(-30), through());
        let totals = room.totals(auditor, body, since.clone(), TODAY).await;
        let expected = Totals {
            received: 2,
            open: 2,
            closed: 1,
            overdue: 1,
        };
        assert_eq!(totals.unwrap(), expected);
        let elsewhere = BodyId::draw().unwrap();
        let nothing = room.totals(auditor, elsewhere, since, TODAY).await;
        assert_eq!(nothing.unwrap(), Totals::default());
        let page = room.record(None, None, 100, TODAY).await.unwrap();
        let reads = page
            .acts
            .iter()
            .filter(|act| act.kind == ActKind::RecordRead);
        let by: Vec<_> = reads.filter_map(|act| act.officer).collect();
        assert_eq!(by, [auditor], "once a day");
    });
}

#[test]
fn of_two_devices_that_name_a_search_at_once_one_has_to_look_again() {
    TestStorage::on_each(async |place| {
        let (one, other) = (OfficerId::draw().unwrap(), OfficerId::draw().unwrap());
        let room = place.storage.case_room();
        let searches = |number, fill| SealedSearches {
            number,
            sealed: vec![fill; SealedSearches::BYTES],
        };
        assert_eq!(room.searches(one).await.unwrap(), None);
        room.keep_searches(one, searches(1, 1)).await.unwrap();
        room.keep_searches(one, searches(2, 2)).await.unwrap();
        for stale in [searches(2, 3), searches(1, 3), searches(4, 3)] {
            let told = room.keep_searches(one, stale).await;
            assert!(matches!(told, Err(StoreError::Conflict)), "{told:?}");
        }
        assert_eq!(room.searches(one).await.unwrap(), Some(searches(2, 2)));
        assert_eq!(room.searches(other).await.unwrap(), None);
    });
}

fn through() -> OverdueThrough {
    let deadlines = Deadlines::default();
    let statuses = CaseStatus::ALL.iter().copied();
    statuses
        .filter_map(|status| Some((status, deadlines.overdue_through(status, TODAY)?)))
        .collect()
}

async fn overview(room: &CaseRoom, lead: OfficerId) -> Overview {
    let since = |days: i32| -> Day { TODAY.plus(-days) };
    let ages = vec![
        (since(7), TODAY.plus(1)),
        (since(30), since(7)),
        (since(90), since(30)),
        (since(100_000), since(90)),
    ];
    room.overview(lead, through(), ages, TODAY).await.unwrap()
}
