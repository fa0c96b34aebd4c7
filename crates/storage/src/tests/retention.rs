//! For how long closed cases are kept, and whom the list of work asks when the time is over.

use std::collections::BTreeSet;

use casework::{
    CaseStage, Deadlines, DecisionKind, Kept, Period, ProtectionStatus, Retention, RetentionClass,
    SealedStep, Step, StepFault, Work, WorkPlace,
};
use seal::{CaseId, Day, ObjectId, OfficerKeys};

use super::leavers::{close, holders_and_others, moves, regrant, replies, sealed, steps, steps_on};
use super::office::{Office, TODAY};
use super::overdue::steps_of;
use super::protections::{asks, protects};
use super::reviews::asks as asks_review;
use crate::CaseRoom;
use crate::testing::TestStorage;

#[test]
fn a_closed_case_is_listed_once_its_time_is_over_and_nothing_keeps_it() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let room = place.storage.case_room();
        let (_, case) = office.receives(place, "A report.").await;
        let (held, others) = holders_and_others(&room, &office, case).await;
        let (one, other, stranger) = (held[0], held[1], others[0]);
        close_as(&room, [one, other], case, RetentionClass::Looked, TODAY).await;
        let over = TODAY.plus(30);
        assert_eq!(over_for(&room, one, over.plus(-1)).await, []);
        assert_eq!(over_for(&room, one, over).await, [case]);
        assert_eq!(over_for(&room, other, over).await, [case]);
        assert_eq!(over_for(&room, stranger, over).await, []);
        let granted = regrant(&office, &room, one, stranger, case).await;
        room.grant(one.officer, granted, office.body, over)
            .await
            .unwrap();
        assert_eq!(
            over_for(&room, stranger, over).await,
            [case],
            "let in later"
        );

        // A hold, and a proposal of whatever it be.
        let hold = Step::Propose(DecisionKind::Hold);
        let (on, proposed) = steps_on(&room, one, case, hold, over).await;
        proposed.unwrap().unwrap();
        assert_eq!(over_for(&room, other, over).await, []);
        let (_, agreed) = steps_on(&room, other, case, Step::Agree(on), over).await;
        agreed.unwrap().unwrap();
        assert_eq!(over_for(&room, one, over.plus(900)).await, [], "held");
    });
}

#[test]
fn a_closed_case_whose_reporter_asks_for_a_review_is_not_listed_as_kept_for_too_long() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (receipt, case) = office.receives(place, "A report.").await;
        let [one, other, third] = &office.officers[..] else {
            panic!("three officers")
        };
        close_as(&room, [one, other], case, RetentionClass::Looked, TODAY).await;
        let over = TODAY.plus(30);
        assert_eq!(over_for(&room, one, over).await, [case]);
        asks_review(place, &office, &receipt, 1).await;
        assert_eq!(over_for(&room, one, over).await, []);
        replies(&room, third, case, "It stays so.", 0)
            .await
            .unwrap();
        assert_eq!(over_for(&room, one, over).await, [case]);
    });
}

/// Through whatever a request for protection comes, a case is listed as kept no longer just where it can go.
#[test]
fn a_case_in_which_somebody_is_protected_waits_or_has_an_offer_is_neither_listed_nor_forgotten() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let review = Some(TODAY.plus(90));
        let histories: [&[(usize, ProtectionStatus, Option<Day>)]; 4] = [
            // What was granted in part runs on while the rest is contested, and after.
            &[
                (0, Assessing, None),
                (0, ActivePartial, review),
                (0, Appealed, None),
                (1, AppealDismissed, None),
                (0, Closed, None),
            ],
            &[
                (0, EmergencyActive, None),
                (0, Appealed, None),
                (1, AppealDismissed, None),
            ],
            &[
                (0, Assessing, None),
                (0, Refused, None),
                (0, Appealed, None),
                (1, AppealUpheld, None),
                (1, Offered, None),
            ],
            &[
                (0, Assessing, None),
                (0, Refused, None),
                (1, EmergencyActive, None),
            ],
        ];
        for (round, history) in (0..).zip(histories) {
            let (receipt, case) = office.receives(place, "A report.").await;
            close_as(&room, [one, other], case, RetentionClass::Looked, TODAY).await;
            let over = TODAY.plus(30);
            assert!(over_for(&room, one, over).await.contains(&case));
            let request = asks(place, &office, &receipt, TODAY).await;
            let mut reached = vec![Submitted];
            for (by, to, review_on) in history {
                let (keys, step) = (&office.officers[*by], (Some(request), *to));
                let taken = protects(&room, keys, case, step, *review_on).await.unwrap();
                if taken.is_err() {
                    // Which steps there are is asked elsewhere.
                    assert_eq!((round, *to), (1, Appealed));
                    break;
                }
                reached.push(*to);
                let is_listed = over_for(&room, one, over).await.contains(&case);
                assert_eq!(is_listed, !to.keeps_case(), "{reached:?}");
                let forgets = Step::Propose(DecisionKind::Forget);
                let (on, proposed) = steps_on(&room, other, case, forgets, over).await;
                let proposed = proposed.unwrap();
                assert_eq!(proposed.is_ok(), !to.keeps_case(), "{reached:?}");
                if proposed.is_ok() {
                    let (_, refused) = steps_on(&room, one, case, Step::Refuse(on), over).await;
                    refused.unwrap().unwrap();
                }
            }
        }
    });
}

#[test]
fn a_clock_that_was_ahead_or_is_behind_moves_the_day_of_closing_only_until_it_is_right() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let since = async |case| {
            let plan = room.plan_of(one.officer, case).await.unwrap();
            plan.kept.unwrap().since
        };
        let (_, case) = office.receives(place, "A report.").await;
        let ahead = TODAY.plus(30_000);
        close_as(&room, [one, other], case, RetentionClass::Out, ahead).await;
        assert_eq!(since(case).await, ahead);
        moves(&room, one, case, CaseStage::Reopened)
            .await
            .unwrap()
            .unwrap();
        let open = room.plan_of(one.officer, case).await.unwrap().kept;
        assert_eq!(open, None, "an open case is kept as nothing");
        let right = TODAY.plus(1);
        close_as(&room, [one, other], case, RetentionClass::Out, right).await;
        assert_eq!(since(case).await, right);

        let (_, case) = office.receives(place, "Another report.").await;
        let behind = TODAY.plus(-3_000);
        close_as(&room, [one, other], case, RetentionClass::Out, behind).await;
        assert_eq!(since(case).await, TODAY, "not before it arrived");
    });
}

#[test]
fn a_case_that_is_opened_again_is_kept_from_the_day_on_which_it_was_closed_first() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (_, case) = office.receives(place, "A report.").await;
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        close_as(&room, [one, other], case, RetentionClass::Out, TODAY).await;
        assert_eq!(over_for(&room, one, TODAY.plus(7)).await, [case]);
        moves(&room, one, case, CaseStage::Reopened)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            over_for(&room, one, TODAY.plus(900)).await,
            [],
            "open again"
        );
        let later = TODAY.plus(20);
        close_as(&room, [one, other], case, RetentionClass::Looked, later).await;
        let kept = room.plan_of(one.officer, case).await.unwrap().kept;
        let expected = Kept {
            class: RetentionClass::Looked,
            since: TODAY,
        };
        assert_eq!(kept, Some(expected));
        assert_eq!(over_for(&room, one, TODAY.plus(29)).await, []);
        assert_eq!(over_for(&room, one, TODAY.plus(30)).await, [case]);
        // No period was laid down for what somebody acted on.
        moves(&room, one, case, CaseStage::Reopened)
            .await
            .unwrap()
            .unwrap();
        close_as(&room, [one, other], case, RetentionClass::Acted, later).await;
        assert_eq!(over_for(&room, one, TODAY.plus(9_000)).await, []);
    });
}

#[test]
fn cases_that_are_kept_no_longer_are_listed_page_by_page_and_read_from_an_index() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let mut expected = vec![];
        for (number, class) in [
            (2, RetentionClass::Out),
            (1, RetentionClass::Looked),
            (1, RetentionClass::Out),
            (3, RetentionClass::Out),
            (2, RetentionClass::Acted),
        ] {
            let (_, case) = office.receives(place, "A report.").await;
            let day = TODAY.plus(number);
            close_as(&room, [one, other], case, class, day).await;
            if class != RetentionClass::Acted {
                expected.push((day, case));
            }
        }
        let (_, without) = office.receives(place, "A report.").await;
        close(&room, [one, other], without).await;
        expected.sort_unstable();
        let expected: Vec<_> = expected.into_iter().map(|(_, case)| case).collect();
        for limit in [1, 2, 3, 100] {
            let listed = over_page_by_page(&room, one, TODAY.plus(90), limit).await;
            assert_eq!(listed, expected, "{limit} at once");
        }
        if place.is_on_postgres() {
            return;
        }
        let dialer = place.storage.shelves().main.dialer().clone();
        let look = move || {
            let mut connection = dialer.open().unwrap();
            let query = "SELECT closed_on, case_id FROM grants WHERE grantee = ? AND epoch = ? \
                AND kept_as = ? AND closed_on <= ? AND status = ? \
                AND NOT EXISTS (SELECT 1 FROM cases WHERE id = grants.case_id AND held_on IS NOT NULL) \
                ORDER BY closed_on, case_id LIMIT 100";
            let steps = steps_of(&mut connection, query);
            assert!(steps.contains("grants_of_grantee_kept"), "{steps}");
            assert!(!steps.contains("TEMP B-TREE"), "{steps}");
        };
        tokio::task::spawn_blocking(look).await.unwrap();
    });
}

#[test]
fn nobody_agrees_to_what_was_proposed_by_one_who_has_left() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (_, case) = office.receives(place, "A report.").await;
        let [one, other, third] = &office.officers[..] else {
            panic!("three officers")
        };
        close(&room, [one, other], case).await;
        let forget = Step::Propose(DecisionKind::Forget);
        let (on, proposed) = steps(&room, one, case, forget).await;
        proposed.unwrap().unwrap();
        let over = TODAY.plus(30);
        let on_duty = BTreeSet::from([other.officer, third.officer]);
        let agrees = step_of(&room, other, case, Step::Agree(on), None).await;
        let agreed = room.step(other.officer, agrees, (&on_duty, over)).await;
        assert_eq!(agreed.unwrap(), Err(StepFault::ProposerLeft));
        assert!(room.case_file(other.officer, case, over).await.is_ok());
        // Nor does anybody close a case or lift a hold with one who has left.
        let (_, open) = office.receives(place, "Another report.").await;
        let closes = Step::Propose(DecisionKind::Close);
        let (alone, proposed) = steps(&room, one, open, closes).await;
        proposed.unwrap().unwrap();
        let agrees = step_of(&room, other, open, Step::Agree(alone), None).await;
        let agreed = room.step(other.officer, agrees, (&on_duty, over)).await;
        assert_eq!(agreed.unwrap(), Err(StepFault::ProposerLeft));
        let (_, refused) = steps_on(&room, other, case, Step::Refuse(on), over).await;
        refused.unwrap().unwrap();
        let (_, proposed) = steps_on(&room, other, case, forget, over).await;
        proposed.unwrap().unwrap();
    });
}

/// Cases outside are kept for a week, those that were looked into for thirty days, others for ever.
fn deadlines() -> Deadlines {
    Deadlines {
        retention: Retention::default()
            .keeping(RetentionClass::Out, Period::days(7))
            .keeping(RetentionClass::Looked, Period::days(30)),
        ..Deadlines::default()
    }
}

async fn step_of(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    step: Step,
    kept_as: Option<RetentionClass>,
) -> SealedStep {
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    let last = room.last_object_of(keys.officer, case).await.unwrap();
    let object = sealed(keys, &file.case.header, last.as_ref(), step.kind());
    SealedStep {
        kept_as,
        ..SealedStep::of(step, object)
    }
}

async fn close_as(
    room: &CaseRoom,
    [one, other]: [&OfficerKeys; 2],
    case: CaseId,
    class: RetentionClass,
    day: Day,
) -> ObjectId {
    let closes = Step::Propose(DecisionKind::Close);
    let (on, proposed) = steps_on(room, one, case, closes, day).await;
    proposed.unwrap().unwrap();
    let agrees = step_of(room, other, case, Step::Agree(on), Some(class)).await;
    let on_duty = BTreeSet::from([one.officer, other.officer]);
    let agreed = room.step(other.officer, agrees, (&on_duty, day)).await;
    agreed.unwrap().unwrap();
    on
}

/// Cases of the officer that are listed on this day as kept no longer.
async fn over_for(room: &CaseRoom, keys: &OfficerKeys, today: Day) -> Vec<CaseId> {
    over_page_by_page(room, keys, today, 100).await
}

async fn over_page_by_page(
    room: &CaseRoom,
    keys: &OfficerKeys,
    today: Day,
    limit: usize,
) -> Vec<CaseId> {
    let (mut listed, mut after) = (vec![], Some(WorkPlace::default()));
    while let Some(place) = after {
        let (deadlines, nobody) = (deadlines(), BTreeSet::new());
        let page = room.work(keys.officer, (place, limit), &deadlines, (&nobody, today));
        let page = page.await.unwrap();
        assert!(page.items.len() <= limit);
        let over = page
            .items
            .iter()
            .filter(|item| item.what == Work::Retention);
        listed.extend(over.map(|item| item.case));
        after = page.next;
    }
    listed
}
