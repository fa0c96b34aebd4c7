//! What the desk knows of tasks, and what waits for an officer.

use std::collections::BTreeSet;

use casework::{
    ActKind, Deadlines, DecisionKind, Due, KnownTask, SealedNote, Step, TaskHalf, TaskPlan, Work,
    WorkItem, WorkPlace,
};
use futures_util::future::join;
use seal::{CaseId, Day, Kind, ObjectId, OfficerId, OfficerKeys};

use super::leavers::{
    acts_of, close, declines, holders_and_others, noting, opens, regrant, replies, sealed, steps,
};
use super::office::{Office, TODAY};
use super::overdue::steps_of;
use crate::testing::TestStorage;
use crate::{CaseRoom, StoreError};

#[test]
fn a_task_goes_on_from_where_it_stood_and_of_two_who_note_it_at_once_one_does() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, others) = holders_and_others(&room, &office, case).await;
        let (one, other, stranger) = (held[0], held[1], others[0]);
        let fresh = plan(Some(TODAY.plus(3)), Some(other));
        let first = takes(&room, one, case, fresh, None).await.unwrap();
        let acts = acts_of(&room, one, case).await;
        assert!(acts.iter().any(|act| act.kind == ActKind::Noted));
        let known = |plan, noted_in| vec![KnownTask { plan, noted_in }];
        let tasks = async || {
            room.case_file(one.officer, case, TODAY)
                .await
                .unwrap()
                .tasks
        };
        assert_eq!(tasks().await, known(fresh, first));

        // Neither somebody without a grant, nor a day that stands for none, nor a note that it never stood in.
        let to_stranger = TaskPlan {
            officer: Some(stranger.officer),
            ..fresh
        };
        let no_day = TaskPlan {
            due: Some(Day::from_number(i32::MAX)),
            ..fresh
        };
        let long_ago = TaskPlan {
            due: Some(Day::from_number(i32::MIN)),
            ..fresh
        };
        for (plan, after) in [
            (to_stranger, Some(first)),
            (no_day, Some(first)),
            (long_ago, Some(first)),
            (fresh, None),
            (fresh, Some(ObjectId::draw().unwrap())),
            (plan(None, None), Some(first)),
        ] {
            let told = takes(&room, one, case, plan, after).await;
            assert!(matches!(told, Err(StoreError::Conflict)), "{told:?}");
        }
        assert_eq!(tasks().await, known(fresh, first), "nothing was kept");
        let strange = takes(&room, stranger, case, fresh, Some(first)).await;
        assert!(matches!(strange, Err(StoreError::NotFound)), "{strange:?}");

        let done = TaskPlan {
            is_open: false,
            ..fresh
        };
        let later = TaskPlan {
            due: None,
            officer: None,
            ..fresh
        };
        let (by_one, by_other) = join(
            takes(&room, one, case, done, Some(first)),
            takes(&room, other, case, later, Some(first)),
        )
        .await;
        let expected = match (&by_one, &by_other) {
            (Ok(noted_in), Err(StoreError::Conflict)) => known(done, *noted_in),
            (Err(StoreError::Conflict), Ok(noted_in)) => known(later, *noted_in),
            _ => panic!("{by_one:?} {by_other:?}"),
        };
        assert_eq!(tasks().await, expected);
        room.forget_case(case, [one.officer, other.officer], TODAY)
            .await
            .unwrap();
    });
}

#[test]
fn a_task_of_another_case_is_out_of_reach_whatever_its_number() {
    TestStorage::on_each(async |place| {
        let (office, others) = (Office::new(), Office::new());
        let (_, case) = office.receives(place, "A report.").await;
        let (_, elsewhere) = others.receives(place, "Elsewhere.").await;
        let room = place.storage.case_room();
        let (one, foreign) = (&office.officers[0], &others.officers[0]);
        let fresh = plan(Some(TODAY), Some(one));
        let noted_in = takes(&room, one, case, fresh, None).await.unwrap();
        // The same number in the officer's own case is another task.
        let own = TaskPlan {
            officer: Some(foreign.officer),
            ..fresh
        };
        let told = takes(&room, foreign, elsewhere, own, Some(noted_in)).await;
        assert!(matches!(told, Err(StoreError::Conflict)), "{told:?}");
        takes(&room, foreign, elsewhere, own, None).await.unwrap();
        let file = room.case_file(one.officer, case, TODAY).await.unwrap();
        let plan = fresh;
        assert_eq!(file.tasks, [KnownTask { plan, noted_in }]);
        let work = all(&room, foreign, 10).await;
        assert!(work.iter().all(|item| item.case == elsewhere), "{work:?}");
    });
}

#[test]
fn who_leaves_a_case_leaves_its_tasks_to_the_others() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, others) = holders_and_others(&room, &office, case).await;
        let (leaver, stays) = (held[0], held[1]);
        let fresh = plan(Some(TODAY), Some(leaver));
        let noted_in = takes(&room, stays, case, fresh, None).await.unwrap();
        assert!(is_in(
            &all(&room, leaver, 10).await,
            Work::OwnTask(fresh.task)
        ));
        assert!(!is_in(
            &all(&room, stays, 10).await,
            Work::FreeTask(fresh.task)
        ));
        declines(&room, &office, leaver, case).await;
        assert_eq!(all(&room, leaver, 10).await, []);
        assert!(is_in(
            &all(&room, stays, 10).await,
            Work::FreeTask(fresh.task)
        ));
        let back = takes(&room, stays, case, fresh, Some(noted_in)).await;
        assert!(matches!(back, Err(StoreError::Conflict)), "{back:?}");
        // A colleague who is let in finds what nobody does.
        let let_in = regrant(&office, &room, stays, others[0], case).await;
        room.grant(stays.officer, let_in, office.body, TODAY)
            .await
            .unwrap();
        opens(&office, &room, others[0], case).await;
        let work = all(&room, others[0], 10).await;
        assert!(is_in(&work, Work::FreeTask(fresh.task)), "{work:?}");
        assert!(is_in(&work, Work::Acknowledge), "{work:?}");
    });
}

#[test]
fn what_waits_is_listed_by_day_page_by_page_and_only_of_own_cases() {
    TestStorage::on_each(async |place| {
        let (office, others) = (Office::new(), Office::new());
        let room = place.storage.case_room();
        let (one, other) = (&office.officers[0], &office.officers[1]);
        let mut expected = vec![];
        let mut cases = vec![];
        for days in [-9, -2, -2, 0, -100] {
            let day = TODAY.plus(days);
            let (_, case) = office.receives_on(place, "A report.", day).await;
            cases.push((day, case));
        }
        others.receives(place, "For others.").await;
        let deadlines = Deadlines::default();
        for (number, (day, case)) in cases.iter().copied().enumerate() {
            let (what, due) = match number {
                0 => {
                    replies(&room, one, case, "Thank you.", 0).await.unwrap();
                    (Work::Feedback, deadlines.feedback_by(day))
                }
                3 => {
                    close(&room, [one, other], case).await;
                    continue;
                }
                _ => (Work::Acknowledge, deadlines.acknowledge_by(day)),
            };
            let due = Due::By(due);
            expected.push(WorkItem { due, what, case });
        }
        let put = async |case, due: Option<Day>, officer| {
            let plan = plan(due, officer);
            takes(&room, other, case, plan, None).await.unwrap();
            plan.task
        };
        let [arrived, _, second, closed, old] = [0, 1, 2, 3, 4].map(|at: usize| cases[at].1);
        let task = |due, what, case| WorkItem { due, what, case };
        for due in [Some(TODAY.plus(-1)), None, Some(TODAY.plus(4))] {
            let by = due.map_or(Due::Never, Due::By);
            let own = put(second, due, Some(one)).await;
            let free = put(old, due, None).await;
            put(second, due, Some(other)).await;
            put(closed, due, Some(one)).await;
            expected.push(task(by, Work::OwnTask(own), second));
            expected.push(task(by, Work::FreeTask(free), old));
        }
        for (by, case) in [(other, arrived), (one, second)] {
            let (_, proposed) = steps(&room, by, case, Step::Propose(DecisionKind::Hold)).await;
            proposed.unwrap().unwrap();
        }
        let waits = Work::Decide(DecisionKind::Hold);
        expected.push(task(Due::Now, waits, arrived));
        let order = |items: &mut Vec<WorkItem>| {
            items.sort_by_key(|item| (item.due, format!("{:?}", item.what), item.case));
        };
        order(&mut expected);
        for limit in [1, 2, 3, 5, 8, 100] {
            let mut listed = all(&room, one, limit).await;
            assert!(listed.is_sorted_by_key(|item| item.due), "{listed:?}");
            order(&mut listed);
            assert_eq!(listed, expected, "{limit} at once");
        }
        let page = room
            .work(
                one.officer,
                (WorkPlace::default(), 100),
                &deadlines,
                (&BTreeSet::new(), TODAY),
            )
            .await
            .unwrap();
        let rows: BTreeSet<_> = page.rows.iter().map(|row| row.case).collect();
        let named: BTreeSet<_> = expected.iter().map(|item| item.case).collect();
        assert_eq!((rows.len(), &rows), (page.rows.len(), &named));
        // Once it is done, or the case is open again, the list follows.
        let (_, reopened) = steps(
            &room,
            one,
            closed,
            Step::Move(casework::CaseStage::Reopened),
        )
        .await;
        reopened.unwrap().unwrap();
        let work = all(&room, one, 100).await;
        let of_closed = work.iter().filter(|item| item.case == closed).count();
        assert_eq!(of_closed, 4, "{work:?}");
        let nobody = OfficerKeys {
            officer: OfficerId::draw().unwrap(),
            ..office.officers[2].clone()
        };
        assert_eq!(all(&room, &nobody, 100).await, []);
    });
}

/// Without the epoch, every task was looked for among all grants of the officer.
#[test]
fn a_work_list_costs_one_look_for_each_task_however_many_cases_an_officer_holds() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let dialer = place.storage.shelves().main.dialer().clone();
        let look = move || {
            let mut connection = dialer.open().unwrap();
            let tasks = "SELECT t.due_on, t.case_id, t.id FROM tasks t INNER JOIN grants g ON g.case_id = t.case_id \
                         WHERE g.epoch = ? AND g.grantee = ? AND g.status <> ? AND t.is_open = ? \
                         AND t.officer IS NULL ORDER BY t.due_on, t.case_id, t.id LIMIT 100";
            let promises = "SELECT received_on, case_id FROM grants WHERE grantee = ? AND status = ? \
                            ORDER BY received_on, case_id LIMIT 100";
            let key = "(case_id=? AND epoch=? AND grantee=?)";
            for (query, found) in [
                (tasks, key),
                (tasks, "tasks_of_officer_by_day"),
                (promises, "grants_of_grantee_by_status"),
            ] {
                let steps = steps_of(&mut connection, query);
                assert!(steps.contains(found), "{steps}");
                assert!(!steps.contains("TEMP B-TREE"), "{steps}");
            }
        };
        tokio::task::spawn_blocking(look).await.unwrap();
    });
}

pub(super) fn plan(due: Option<Day>, officer: Option<&OfficerKeys>) -> TaskPlan {
    TaskPlan {
        task: ObjectId::draw().unwrap(),
        due,
        officer: officer.map(|keys| keys.officer),
        is_open: true,
    }
}

/// Notes a task, and says in which note it stands.
pub(super) async fn takes(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    plan: TaskPlan,
    after: Option<ObjectId>,
) -> Result<ObjectId, StoreError> {
    let reader = match room.case_file(keys.officer, case, TODAY).await {
        Ok(file) => file.case.header,
        Err(fault) => return Err(fault),
    };
    let last = room.last_object_of(keys.officer, case).await?;
    let note = sealed(keys, &reader, last.as_ref(), Kind::Note);
    let noted_in = note.header.object;
    let note = SealedNote {
        task: Some(TaskHalf { plan, after }),
        ..noting(note)
    };
    room.note(keys.officer, note, TODAY).await?;
    Ok(noted_in)
}

/// The whole work list, so many at once.
async fn all(room: &CaseRoom, keys: &OfficerKeys, limit: usize) -> Vec<WorkItem> {
    let (mut listed, mut after) = (vec![], Some(WorkPlace::default()));
    while let Some(place) = after {
        let page = room
            .work(
                keys.officer,
                (place, limit),
                &Deadlines::default(),
                (&BTreeSet::new(), TODAY),
            )
            .await
            .unwrap();
        assert!(page.items.len() <= limit);
        listed.extend(page.items);
        after = page.next;
    }
    listed
}

fn is_in(work: &[WorkItem], what: Work) -> bool {
    work.iter().any(|item| item.what == what)
}
