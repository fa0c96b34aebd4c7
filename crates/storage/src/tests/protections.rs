//! Requests for protection, and what the server keeps of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{
    ActKind, CaseStage, Deadlines, DecisionKind, Due, Period, ProtectionState, ProtectionStatus,
    SealedProtection, Step, StepFault, ToldProtection, Work, WorkPlace,
};
use proptest::test_runner::{Config, TestRunner};
use seal::{CaseId, Day, Kind, ObjectId, OfficerKeys, Receipt, SealedObject};
use tokio::runtime::Handle;

use super::leavers::{acts_of, declines, is_not_found, moment, sealed, steps};
use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use crate::{CaseRoom, ChoreOutcome, StoreError};

/// The reporter asks; says how the request is called.
pub(super) async fn asks(
    place: &TestStorage,
    office: &Office,
    receipt: &Receipt,
    day: Day,
) -> ObjectId {
    let kind = Kind::ProtectionRequest;
    let request = office
        .follow_up(place, receipt, kind, "They came at night.")
        .await;
    let id = request.objects[0].header.object;
    let drop_box = place.storage.drop_box();
    let sent = drop_box.accept_follow_up(request.clone(), None, None, day);
    assert!(!sent.await.unwrap().again);
    let sent = drop_box.accept_follow_up(request, None, None, day);
    assert!(sent.await.unwrap().again);
    id
}

/// A step with a request, or a new request without one.
pub(super) async fn protects(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    (request, to): (Option<ObjectId>, ProtectionStatus),
    review_on: Option<Day>,
) -> Result<Result<(), StepFault>, StoreError> {
    let file = room.case_file(keys.officer, case, TODAY).await?;
    let last = room.last_object_of(keys.officer, case).await?;
    let kind = Kind::ProtectionRequest;
    let object = sealed(keys, &file.case.header, last.as_ref(), kind);
    let mut states = file.protections.iter();
    let known = states.find(|known| Some(known.request) == request);
    let after = known.map_or(request, |known| Some(known.last));
    let own = object.header.object;
    let told = ToldProtection {
        request: request.unwrap_or(own),
        after: after.unwrap_or(own),
        to,
        review_on,
    };
    room.protect(keys.officer, tells(told, object), TODAY).await
}

fn tells(told: ToldProtection, object: SealedObject) -> SealedProtection {
    SealedProtection {
        told,
        object,
        signature: [0; 64],
    }
}

async fn state(room: &CaseRoom, keys: &OfficerKeys, case: CaseId) -> Vec<ProtectionState> {
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    file.protections
}

async fn row(room: &CaseRoom, keys: &OfficerKeys) -> (Option<ProtectionStatus>, Option<Day>) {
    let (on_duty, deadlines) = (BTreeSet::new(), Deadlines::default());
    let page = room.inbox(keys.officer, None, 10, &on_duty, &deadlines);
    let row = page.await.unwrap().rows.remove(0);
    (row.protection, row.due_on)
}

#[test]
fn a_request_is_listed_decided_contested_and_decided_by_somebody_else() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let promised = Deadlines::default();
        let acknowledge = Some(promised.acknowledge_by(TODAY));
        assert_eq!(row(&room, one).await, (None, acknowledge));
        let request = asks(place, &office, &receipt, TODAY).await;
        assert_eq!(row(&room, one).await, (Some(Submitted), acknowledge));
        let waits = ProtectionState {
            request,
            status: Submitted,
            review_on: None,
            last: request,
        };
        assert_eq!(state(&room, other, case).await, [waits]);

        let step = async |keys, to, review_on| {
            let step = (Some(request), to);
            protects(&room, keys, case, step, review_on).await.unwrap()
        };
        assert_eq!(step(one, Refused, None).await, Err(StepFault::NoSuchMove));
        assert_eq!(step(one, EmergencyActive, None).await, Ok(()));
        assert_eq!(step(one, Assessing, None).await, Ok(()));
        assert_eq!(step(one, Refused, None).await, Ok(()));
        assert_eq!(step(one, Refused, None).await, Err(StepFault::AlreadySo));
        assert_eq!(step(one, Appealed, None).await, Ok(()));
        let own = step(one, AppealDismissed, None).await;
        assert_eq!(own, Err(StepFault::OwnDecision));
        assert_eq!(step(other, AppealUpheld, None).await, Ok(()));
        let soon = TODAY.plus(3);
        // Whose decision was found wrong takes nothing away.
        let again = step(one, Declined, None).await;
        assert_eq!(again, Err(StepFault::OwnDecision));
        assert_eq!(step(other, Active, Some(soon)).await, Ok(()));
        assert_eq!(row(&room, one).await, (Some(Active), Some(soon)));
        // In new danger the day stays.
        assert_eq!(step(one, EmergencyActive, None).await, Ok(()));
        assert_eq!(row(&room, one).await, (Some(EmergencyActive), Some(soon)));
        assert_eq!(step(other, Assessing, None).await, Ok(()));
        assert_eq!(step(other, Active, Some(soon)).await, Ok(()));
        assert_eq!(step(one, EndedSafe, None).await, Ok(()));
        assert_eq!(step(one, Closed, None).await, Err(StepFault::OwnDecision));
        assert_eq!(row(&room, one).await, (None, acknowledge));

        // One that was made by word of mouth.
        let spoken = protects(&room, one, case, (None, Submitted), None).await;
        spoken.unwrap().unwrap();
        assert_eq!(state(&room, one, case).await.len(), 2);
        let unknown = (Some(ObjectId::draw().unwrap()), Acknowledged);
        assert!(is_not_found(
            protects(&room, one, case, unknown, None).await
        ));
        let kinds = acts_of(&room, one, case).await;
        let count = |kind| kinds.iter().filter(|act| act.kind == kind).count();
        assert_eq!(count(ActKind::ProtectionSet), 10);
        assert_eq!(count(ActKind::ProtectionWritten), 1);
    });
}

#[test]
fn no_case_is_closed_over_the_head_of_somebody_who_asks_to_be_protected() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let close = Step::Propose(DecisionKind::Close);
        let (proposal, proposed) = steps(&room, one, case, close).await;
        proposed.unwrap().unwrap();
        let request = asks(place, &office, &receipt, TODAY).await;
        let (_, agreed) = steps(&room, other, case, Step::Agree(proposal)).await;
        assert_eq!(agreed.unwrap(), Err(StepFault::AsksProtection));
        let declined = protects(&room, one, case, (Some(request), Declined), None).await;
        declined.unwrap().unwrap();
        let (_, agreed) = steps(&room, other, case, Step::Agree(proposal)).await;
        agreed.unwrap().unwrap();
        // Silence is no decision either.
        let late = asks(place, &office, &receipt, TODAY).await;
        let upkeep = place.storage.upkeep();
        for day in [20, 21] {
            let deadlines = Deadlines::default();
            let noted = upkeep.note_unprotected(&deadlines, moment(day));
            noted.await.unwrap();
        }
        let file = room.case_file(one.officer, case, TODAY).await.unwrap();
        let stands = |request| {
            let mut states = file.protections.iter();
            states
                .find(|known| known.request == request)
                .unwrap()
                .status
        };
        assert_eq!(stands(late), NoDecision);
        assert_eq!(row(&room, one).await.0, Some(NoDecision));
        let forget = Step::Propose(DecisionKind::Forget);
        let (_, forgets) = steps(&room, one, case, forget).await;
        assert_eq!(forgets.unwrap(), Err(StepFault::Protected));
        let declined = protects(&room, one, case, (Some(late), Declined), None).await;
        declined.unwrap().unwrap();
        // Who asks later is heard as well, and is protected while the case stays closed.
        let later = asks(place, &office, &receipt, TODAY).await;
        let active = protects(&room, one, case, (Some(later), EmergencyActive), None).await;
        active.unwrap().unwrap();
        let file = room.case_file(one.officer, case, TODAY).await.unwrap();
        assert_eq!(file.case.stage, CaseStage::Concluded);
        assert_eq!(row(&room, one).await.0, Some(EmergencyActive));
        let (_, forgets) = steps(&room, other, case, forget).await;
        assert_eq!(forgets.unwrap(), Err(StepFault::Protected));
    });
}

#[test]
fn who_is_kept_out_of_a_case_takes_no_step_and_sees_no_request() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let leaver = &office.officers[0];
        let request = asks(place, &office, &receipt, TODAY).await;
        let file = room.case_file(leaver.officer, case, TODAY).await.unwrap();
        let last = room.last_object_of(leaver.officer, case).await.unwrap();
        let kind = Kind::ProtectionRequest;
        let object = sealed(leaver, &file.case.header, last.as_ref(), kind);
        declines(&room, &office, leaver, case).await;
        let told = ToldProtection {
            request,
            after: request,
            to: ProtectionStatus::Acknowledged,
            review_on: None,
        };
        let sent = room.protect(leaver.officer, tells(told, object), TODAY);
        assert!(is_not_found(sent.await));
        assert!(is_not_found(room.plan_of(leaver.officer, case).await));
        let stayed = &office.officers[1];
        let state = state(&room, stayed, case).await;
        assert_eq!(state[0].status, ProtectionStatus::Submitted);
    });
}

#[test]
fn when_nobody_decides_in_time_it_is_written_down_once_and_can_be_contested() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (others, other_case) = office.receives(place, "Another one.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let request = asks(place, &office, &receipt, TODAY).await;
        let running = asks(place, &office, &others, TODAY).await;
        let step = (Some(running), EmergencyActive);
        let emergency = protects(&room, one, other_case, step, None).await;
        emergency.unwrap().unwrap();
        let upkeep = place.storage.upkeep();
        let deadlines = Deadlines {
            protection: Period::days(5),
            ..Deadlines::default()
        };
        let night = async |day| {
            upkeep
                .note_unprotected(&deadlines, moment(day))
                .await
                .unwrap()
        };
        for day in 0..=5 {
            assert_eq!(night(day).await, ChoreOutcome::Done(0), "{day}");
        }
        assert_eq!(night(6).await, ChoreOutcome::Done(2));
        assert_eq!(night(6).await, ChoreOutcome::NotOurs);
        assert_eq!(night(7).await, ChoreOutcome::Done(0));
        assert_eq!(state(&room, one, case).await[0].status, NoDecision);
        // Nobody is left alone because an office was slow.
        let state = state(&room, one, other_case).await[0].status;
        assert_eq!(state, EmergencyActive);
        let acts = acts_of(&room, one, case).await;
        let silent: Vec<_> = acts
            .iter()
            .filter(|act| act.kind == ActKind::ProtectionSilent)
            .collect();
        assert_eq!((silent.len(), silent[0].officer), (1, None));
        for to in [Appealed, AppealUpheld] {
            let step = protects(&room, other, case, (Some(request), to), None).await;
            step.unwrap().unwrap();
        }

        // A clock that leaps ahead writes nothing.
        asks(place, &office, &receipt, TODAY.plus(7)).await;
        assert_eq!(night(400).await, ChoreOutcome::Done(0));
        assert_eq!(night(8).await, ChoreOutcome::Done(0));
    });
}

#[test]
fn that_a_reporter_asked_stands_in_the_record_from_the_next_night_on() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        asks(place, &office, &receipt, TODAY).await;
        asks(place, &office, &receipt, TODAY).await;
        let night = async |day| upkeep.note_protection_asked(moment(day)).await.unwrap();
        assert_eq!(night(0).await, ChoreOutcome::Done(0));
        assert_eq!(night(1).await, ChoreOutcome::Done(1));
        assert_eq!(night(2).await, ChoreOutcome::Done(0));
        let acts = acts_of(&room, &office.officers[0], case).await;
        let asked = acts
            .iter()
            .filter(|act| act.kind == ActKind::ProtectionAsked);
        assert_eq!(asked.count(), 1);
        assert_eq!(
            upkeep.note_reviews(moment(1)).await.unwrap(),
            ChoreOutcome::Done(0)
        );
    });
}

#[test]
fn what_is_asked_with_a_report_waits_from_that_day_on_and_is_written_down_like_any_other() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let upkeep = place.storage.upkeep();
        let night = async |day| upkeep.note_protection_asked(moment(day)).await.unwrap();
        night(0).await;
        let parcel = office.report_that_asks("A report.");
        let (case, request) = (
            parcel.head.header.case,
            parcel.head.objects[2].header.object,
        );
        for again in [false, true] {
            let drop_box = place.storage.drop_box();
            let sent = drop_box.accept_report(parcel.clone(), None, None, TODAY);
            assert_eq!(sent.await.unwrap().again, again);
        }
        let one = &office.officers[0];
        let states = state(&room, one, case).await;
        assert_eq!(states.len(), 1);
        let known = (states[0].request, states[0].status);
        assert_eq!(known, (request, ProtectionStatus::Submitted));
        assert_eq!(night(1).await, ChoreOutcome::Done(1));
        let acts = acts_of(&room, one, case).await;
        let mut acts = acts.iter();
        assert!(acts.any(|act| act.kind == ActKind::ProtectionAsked));
        let step = (Some(request), ProtectionStatus::EmergencyActive);
        let step = protects(&room, one, case, step, None).await;
        step.unwrap().unwrap();
    });
}

#[test]
fn who_asks_again_and_again_fills_neither_lists_nor_the_record() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        for _ in 0..12 {
            asks(place, &office, &receipt, TODAY).await;
        }
        let one = &office.officers[0];
        let states = state(&room, one, case).await;
        assert_eq!(states.len(), casework::ProtectionRequest::MOST_WAITING);
        let upkeep = place.storage.upkeep();
        for day in [20, 21, 22] {
            let deadlines = Deadlines::default();
            let noted = upkeep.note_unprotected(&deadlines, moment(day));
            noted.await.unwrap();
        }
        let acts = acts_of(&room, one, case).await;
        let silent = acts
            .iter()
            .filter(|act| act.kind == ActKind::ProtectionSilent);
        assert_eq!(silent.count(), 1);
    });
}

#[test]
fn of_two_who_take_a_step_from_one_page_the_second_is_told_to_look_again() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let request = asks(place, &office, &receipt, TODAY).await;
        let told = |to, review_on| ToldProtection {
            request,
            after: request,
            to,
            review_on,
        };
        let mut sent = vec![];
        for keys in [one, other] {
            let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
            let kind = Kind::ProtectionRequest;
            sent.push(sealed(keys, &file.case.header, None, kind));
        }
        let [first, second] = <[_; 2]>::try_from(sent).unwrap();
        let first = tells(told(EmergencyActive, None), first);
        room.protect(one.officer, first, TODAY)
            .await
            .unwrap()
            .unwrap();
        // It would follow from where the request stands by now, and was written for where it stood before.
        let second = tells(told(Declined, None), second);
        let late = room.protect(other.officer, second, TODAY).await;
        assert!(matches!(late, Err(StoreError::Conflict)));
        assert_eq!(state(&room, one, case).await[0].status, EmergencyActive);
    });
}

#[test]
fn what_waits_for_protection_stands_in_the_list_of_work_and_for_nobody_who_left() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let (receipt, case) = office.receives(place, "A report.").await;
        let mut expected = vec![];
        for days in [3, 1, 2] {
            let request = asks(place, &office, &receipt, TODAY.plus(days)).await;
            let due = Due::By(Deadlines::default().protection_by(TODAY.plus(days)));
            expected.push((due, Work::Protect(request)));
        }
        let (_, decided) = expected[0];
        let Work::Protect(request) = decided else {
            panic!("a request")
        };
        let soon = TODAY.plus(2);
        for (to, review_on) in [(Assessing, None), (Active, Some(soon))] {
            let step = protects(&room, one, case, (Some(request), to), review_on).await;
            step.unwrap().unwrap();
        }
        expected[0] = (Due::By(soon), Work::Reassess(request));
        expected.sort_by_key(|(due, _)| *due);
        for limit in [1, 2, 100] {
            let listed: Vec<_> = listed(&room, other, limit).await;
            assert_eq!(listed, expected, "{limit} at once");
        }
        declines(&room, &office, other, case).await;
        assert_eq!(listed(&room, other, 100).await, []);
        assert_eq!(listed(&room, one, 100).await, expected);
    });
}

#[test]
fn a_request_that_was_decided_and_keeps_its_case_is_listed_until_it_is_closed() {
    TestStorage::on_each(async |place| {
        use ProtectionStatus::*;
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let (receipt, case) = office.receives(place, "A report.").await;
        let request = asks(place, &office, &receipt, TODAY).await;
        let unfinished = [(Due::Never, Work::Unfinished(request))];
        let by = Deadlines::default().protection_by(TODAY);
        let undecided = [(Due::By(by), Work::Protect(request))];
        for (keys, to, expected) in [
            (one, Assessing, &undecided[..]),
            (one, Offered, &unfinished[..]),
            (one, Refused, &[][..]),
            (one, Appealed, &unfinished[..]),
            (other, AppealDismissed, &unfinished[..]),
            (one, Closed, &[][..]),
        ] {
            let step = protects(&room, keys, case, (Some(request), to), None).await;
            step.unwrap().unwrap();
            for holder in [one, other] {
                assert_eq!(listed(&room, holder, 100).await, expected, "{to:?}");
            }
        }
        // Page by page as well, with measures that run and have no day.
        let mut all = vec![];
        for days in 1..=3 {
            let request = asks(place, &office, &receipt, TODAY.plus(days)).await;
            for to in [Assessing, Offered] {
                let step = protects(&room, one, case, (Some(request), to), None).await;
                step.unwrap().unwrap();
            }
            all.push((Due::Never, Work::Unfinished(request)));
        }
        for limit in [1, 2, 100] {
            assert_eq!(listed(&room, other, limit).await, all, "{limit} at once");
        }
        declines(&room, &office, other, case).await;
        assert_eq!(listed(&room, other, 100).await, []);
    });
}

/// What waits for protection in an officer's list of work, read so much at once.
async fn listed(room: &CaseRoom, keys: &OfficerKeys, limit: usize) -> Vec<(Due, Work)> {
    let (mut found, mut after) = (vec![], WorkPlace::default());
    loop {
        let (on_duty, deadlines) = (BTreeSet::new(), Deadlines::default());
        let page = room.work(keys.officer, (after, limit), &deadlines, (&on_duty, TODAY));
        let page = page.await.unwrap();
        found.extend(page.items.iter().map(|item| (item.due, item.what)));
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    found.retain(|(_, what)| {
        matches!(
            what,
            Work::Protect(_) | Work::Reassess(_) | Work::Unfinished(_)
        )
    });
    found
}

/// What two officers do at random follows the pure rule, and each step that was taken stands in the record.
#[test]
fn whatever_officers_do_a_request_stands_where_the_rule_says() {
    TestStorage::on_each(async |place| {
        let office = Arc::new(Office::new());
        let cases = if place.is_on_postgres() { 4 } else { 24 };
        let runtime = Handle::current();
        let steps = proptest::collection::vec((0..2_usize, 0..ProtectionStatus::ALL.len()), 1..14);
        let mut runner = TestRunner::new(Config::with_cases(cases));
        let run = |steps: Vec<(usize, usize)>| {
            let history = history(place, &office, &steps);
            tokio::task::block_in_place(|| runtime.block_on(history));
            Ok(())
        };
        runner.run(&steps, run).unwrap();
    });
}

async fn history(place: &TestStorage, office: &Office, steps: &[(usize, usize)]) {
    let (receipt, case) = office.receives(place, "A report.").await;
    let room = place.storage.case_room();
    let request = asks(place, office, &receipt, TODAY).await;
    let mut standing = casework::ProtectionStanding::BEGINNING;
    let mut taken = 0;
    for (who, to) in steps {
        let keys = &office.officers[*who];
        let to = ProtectionStatus::ALL[*to];
        if to == ProtectionStatus::Submitted {
            // What says of itself that it begins is none of the steps.
            continue;
        }
        let step = protects(&room, keys, case, (Some(request), to), None).await;
        let expected = standing.after(to, keys.officer);
        assert_eq!(step.unwrap(), expected.map(|_| ()));
        if let Ok(after) = expected {
            standing = after;
            taken += 1;
        }
    }
    let keys = &office.officers[0];
    assert_eq!(state(&room, keys, case).await[0].status, standing.status);
    let acts = acts_of(&room, keys, case).await;
    let set = acts.iter().filter(|act| act.kind == ActKind::ProtectionSet);
    assert_eq!(set.count(), taken);
}
