//! Forgetting a case: two officers, thirty days of notice, and a reporter whose word stands against it.

use std::collections::BTreeSet;

use casework::{
    ActKind, CaseStage, Deadlines, DecisionKind, Due, SealedNote, Step, StepFault, Work, WorkItem,
    WorkPlace,
};
use futures_util::future::join;
use seal::answer::ForgettingNotice;
use seal::{
    CaseId, Day, Digest, Kind, Level, ObjectHeader, ObjectId, OfficerKeys, Receipt, SealedObject,
    Sender,
};

use super::leavers::{close, declines, is_not_found, moment, sealed, steps_on};
use super::office::{Office, TODAY, mailbox_of};
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::WriteTx;
use crate::{CaseRoom, StoreError, queued_entry};

const FORGET: Step = Step::Propose(DecisionKind::Forget);
const OVER: Day = TODAY.plus(30);

#[test]
fn a_case_is_forgotten_by_two_officers_after_thirty_days_of_notice() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (room, drop_box) = (place.storage.case_room(), place.storage.drop_box());
        let [one, other, _] = officers(&office);
        let (_, open) = steps_on(&room, one, case, FORGET, TODAY).await;
        assert_eq!(open.unwrap(), Err(StepFault::NotClosed));
        close(&room, [one, other], case).await;
        assert_eq!(notice(place, &receipt).await, None);
        let proposal = proposes(&room, one, case).await;
        let told = ForgettingNotice {
            since: TODAY,
            from: OVER,
        };
        assert_eq!(notice(place, &receipt).await, Some(told));
        // The wish itself is no objection, and empties the mailbox.
        let wish = office.follow_up(place, &receipt, Kind::Deletion, "").await;
        let wished = drop_box.accept_follow_up(wish, None, None, TODAY).await;
        wished.unwrap();
        assert_eq!(notice(place, &receipt).await, Some(told));

        let agree = Step::Agree(proposal);
        for (who, day, fault) in [
            (other, OVER.plus(-1), StepFault::Notice),
            // A clock that was set back.
            (other, TODAY.plus(-400), StepFault::Notice),
            (one, OVER, StepFault::OwnProposal),
        ] {
            let (_, told) = steps_on(&room, who, case, agree, day).await;
            assert_eq!(told.unwrap(), Err(fault));
        }
        let (_, agreed) = steps_on(&room, other, case, agree, OVER).await;
        agreed.unwrap().unwrap();
        for keys in &office.officers {
            assert!(is_not_found(room.case_file(keys.officer, case, OVER).await));
        }
        let status = drop_box.status(mailbox_of(&receipt)).await.unwrap();
        assert_eq!(status, None);
        // A stale page that is sent again finds nothing, and what stays is the record.
        let again = room.last_object_of(one.officer, case).await;
        assert!(is_not_found(again));
        let acts = acts(place, case).await;
        let last = acts.last().unwrap();
        assert_eq!(
            (last.kind, last.officer, last.whom),
            (ActKind::Forgotten, Some(other.officer), Some(one.officer))
        );
        let kinds: Vec<_> = acts.iter().map(|act| act.kind).collect();
        assert!(kinds.contains(&ActKind::ForgetProposed), "{kinds:?}");
        assert!(!kinds.contains(&ActKind::ForgetObjected), "{kinds:?}");
    });
}

#[test]
fn a_case_that_is_to_be_forgotten_is_listed_at_its_day_and_not_before_everything() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = officers(&office);
        let mut expected = vec![];
        for days in [4, 0, 2] {
            let (_, case) = office.receives(place, "A report.").await;
            close(&room, [one, other], case).await;
            let (_, proposed) = steps_on(&room, one, case, FORGET, TODAY.plus(days)).await;
            proposed.unwrap().unwrap();
            expected.push(WorkItem {
                due: Due::By(OVER.plus(days)),
                what: Work::Decide(DecisionKind::Forget),
                case,
            });
        }
        expected.sort_by_key(|item| item.due);
        let (receipt, objected) = office.receives(place, "A report.").await;
        close(&room, [one, other], objected).await;
        proposes(&room, one, objected).await;
        writes(place, &office, &receipt, Kind::Message, TODAY).await;
        // What has to be decided at once, and what is due before.
        let (_, held) = office.receives(place, "A report.").await;
        let holds = Step::Propose(DecisionKind::Hold);
        steps_on(&room, one, held, holds, TODAY)
            .await
            .1
            .unwrap()
            .unwrap();
        let due = Deadlines::default().acknowledge_by(TODAY);
        let before = [
            (Due::Now, Work::Decide(DecisionKind::Hold)),
            (Due::By(due), Work::Acknowledge),
        ];
        let before = before.map(|(due, what)| WorkItem {
            due,
            what,
            case: held,
        });
        assert!(due < OVER);
        expected.splice(0..0, before);
        for limit in [1, 2, 3, 100] {
            let (mut listed, mut after) = (vec![], Some(WorkPlace::default()));
            while let Some(place) = after {
                let (deadlines, nobody) = (Deadlines::default(), BTreeSet::new());
                let page = room.work(other.officer, (place, limit), &deadlines, (&nobody, TODAY));
                let page = page.await.unwrap();
                listed.extend(page.items);
                after = page.next;
            }
            assert_eq!(listed, expected, "{limit} at once");
        }
    });
}

#[test]
fn any_message_of_the_reporter_in_that_time_saves_the_case() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, _] = officers(&office);
        let upkeep = place.storage.upkeep();
        for (kind, day) in [
            (Kind::Message, TODAY),
            (Kind::Request, TODAY.plus(29)),
            (Kind::ProtectionRequest, OVER),
            // Nobody agreed in time: later is still in time.
            (Kind::Message, OVER.plus(100)),
        ] {
            let (receipt, case) = office.receives(place, "A report.").await;
            close(&room, [one, other], case).await;
            let proposal = proposes(&room, one, case).await;
            writes(place, &office, &receipt, kind, day).await;
            assert_eq!(notice(place, &receipt).await, None);
            let (_, agreed) = steps_on(&room, other, case, Step::Agree(proposal), day).await;
            assert_eq!(agreed.unwrap(), Err(StepFault::NotPending), "{kind:?}");
            let file = room.case_file(one.officer, case, day).await.unwrap();
            assert_eq!(file.pending, None);
            let count = |acts: &[casework::Act]| {
                let objected = acts.iter();
                objected
                    .filter(|act| act.kind == ActKind::ForgetObjected)
                    .count()
            };
            // Whoever tried to go on wrote it down, and the night does not do it again.
            assert_eq!(count(&acts(place, case).await), 1);
            upkeep
                .note_objections(moment(day.number() - TODAY.number()))
                .await
                .unwrap();
            assert_eq!(count(&acts(place, case).await), 1);
        }
    });
}

#[test]
fn an_objection_is_written_down_at_night_and_deletion_can_be_proposed_again() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (_, quiet) = office.receives(place, "Another report.").await;
        let room = place.storage.case_room();
        let [one, other, third] = officers(&office);
        for case in [case, quiet] {
            close(&room, [one, other], case).await;
            proposes(&room, one, case).await;
        }
        writes(place, &office, &receipt, Kind::Message, TODAY.plus(1)).await;
        let upkeep = place.storage.upkeep();
        let noted = upkeep.note_objections(moment(2)).await.unwrap();
        assert_eq!(noted, crate::ChoreOutcome::Done(1));
        let objected = acts(place, case).await.pop().unwrap();
        assert_eq!(
            (objected.kind, objected.officer),
            (ActKind::ForgetObjected, None)
        );
        assert!(
            room.case_file(one.officer, quiet, TODAY)
                .await
                .unwrap()
                .pending
                .is_some()
        );
        // What was said before is no objection to what is proposed after.
        let (proposal, proposed) = steps_on(&room, third, case, FORGET, TODAY.plus(3)).await;
        proposed.unwrap().unwrap();
        let day = TODAY.plus(33);
        let told = ForgettingNotice {
            since: TODAY.plus(3),
            from: day,
        };
        assert_eq!(notice(place, &receipt).await, Some(told));
        let (_, agreed) = steps_on(&room, one, case, Step::Agree(proposal), day).await;
        agreed.unwrap().unwrap();
    });
}

#[test]
fn a_hold_a_reopening_a_refusal_and_a_conflict_each_end_the_notice() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, third] = officers(&office);
        let day = TODAY.plus(29);
        for ending in 0..4 {
            let (receipt, case) = office.receives(place, "A report.").await;
            close(&room, [one, other], case).await;
            let proposal = proposes(&room, one, case).await;
            match ending {
                0 => {
                    let hold = Step::Propose(DecisionKind::Hold);
                    let (hold, held) = steps_on(&room, third, case, hold, day).await;
                    held.unwrap().unwrap();
                    let agree = Step::Agree(hold);
                    let (_, held) = steps_on(&room, other, case, agree, OVER).await;
                    held.unwrap().unwrap();
                }
                1 => {
                    let reopen = Step::Move(CaseStage::Reopened);
                    let (_, moved) = steps_on(&room, third, case, reopen, day).await;
                    moved.unwrap().unwrap();
                }
                2 => {
                    let refuse = Step::Refuse(proposal);
                    let (_, refused) = steps_on(&room, third, case, refuse, day).await;
                    refused.unwrap().unwrap();
                }
                _ => {
                    assert_eq!(declines(&room, &office, one, case).await, crate::Left::Done);
                }
            }
            assert_eq!(notice(place, &receipt).await, None);
            let (_, late) = steps_on(&room, other, case, Step::Agree(proposal), OVER).await;
            assert_eq!(late.unwrap(), Err(StepFault::NotPending), "{ending}");
        }
    });
}

/// Of an objection and an agreement in one moment, whichever comes second finds the other one: no message is taken
/// for a case that goes, and no case goes that has one.
#[test]
fn of_an_objection_and_an_agreement_at_once_one_wins() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (room, drop_box) = (place.storage.case_room(), place.storage.drop_box());
        let [one, other, _] = officers(&office);
        for _ in 0..8 {
            let (receipt, case) = office.receives(place, "A report.").await;
            close(&room, [one, other], case).await;
            let proposal = proposes(&room, one, case).await;
            let message = office
                .follow_up(place, &receipt, Kind::Message, "No!")
                .await;
            let step = Step::Agree(proposal);
            let file = room.case_file(other.officer, case, OVER).await.unwrap();
            let last = room.last_object_of(other.officer, case).await.unwrap();
            let object = sealed(other, &file.case.header, last.as_ref(), step.kind());
            let agree = casework::SealedStep::of(step, object);
            let on_duty = [one.officer, other.officer].into();
            let (said, agreed) = join(
                drop_box.accept_follow_up(message, None, None, OVER),
                room.step(other.officer, agree, (&on_duty, OVER)),
            )
            .await;
            let is_there = room.case_file(one.officer, case, OVER).await.is_ok();
            let is_forgotten = matches!(agreed, Ok(Ok(())));
            assert_eq!(said.is_ok(), is_there, "{said:?} {agreed:?}");
            assert_eq!(is_forgotten, !is_there, "{said:?} {agreed:?}");
            if is_there {
                let is_stale = matches!(
                    agreed,
                    Ok(Err(StepFault::NotPending)) | Err(StoreError::Conflict)
                );
                assert!(is_stale, "{agreed:?}");
            } else {
                let is_gone = matches!(said, Err(StoreError::NotFound | StoreError::Conflict));
                assert!(is_gone, "{said:?}");
            }
        }
    });
}

/// The process ends after the rows are gone and before the key is: the night finds a key and blobs without a case.
#[test]
fn what_a_kill_between_the_two_databases_leaves_is_swept() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let (_, other) = office.receives(place, "Another report.").await;
        let shelves = place.storage.shelves();
        let forget = move |tx: &mut WriteTx<'_>| crate::forgetting::forget_rows(tx, case);
        shelves.main.write("forget case", forget).await.unwrap();
        let key = super::office::lock_of(&shelves.keystore, case);
        assert!(key.await.unwrap().is_some());
        place.storage.upkeep().sweep(moment(30)).await.unwrap();
        let key = super::office::lock_of(&shelves.keystore, case);
        assert!(key.await.unwrap().is_none());
        let key = super::office::lock_of(&shelves.keystore, other);
        assert!(key.await.unwrap().is_some());
    });
}

#[test]
fn somebody_elses_entry_under_the_next_tag_keeps_no_objection_out() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = officers(&office);
        close(&room, [one, other], case).await;
        proposes(&room, one, case).await;
        let objection = office
            .follow_up(place, &receipt, Kind::Message, "I object.")
            .await;
        // Whoever held the case knows the tag of the next message, and not what will stand in it.
        let mut foreign = objection.ticket.clone();
        foreign.entry[17..].fill(7);
        let main = &place.storage.shelves().main;
        let take = move |tx: &mut WriteTx<'_>| queued_entry::record(tx, &foreign, TODAY);
        main.write("foreign entry", take).await.unwrap();
        let drop_box = place.storage.drop_box();
        let said = drop_box
            .accept_follow_up(objection, None, None, TODAY)
            .await;
        said.unwrap();
        assert_eq!(notice(place, &receipt).await, None);
    });
}

#[test]
fn an_object_under_the_number_of_a_case_tells_its_reporter_of_no_deletion() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (_, elsewhere) = office.receives(place, "Another report.").await;
        let room = place.storage.case_room();
        let [one, ..] = officers(&office);
        let file = room.case_file(one.officer, elsewhere, TODAY).await.unwrap();
        let header = ObjectHeader {
            instance: INSTANCE,
            case: elsewhere,
            object: ObjectId::from_bytes(*case.as_bytes()),
            kind: Kind::Note,
            epoch: 1,
            level: Level::B,
            sender: Sender::Officer(one.officer),
            sequence: 0,
            previous: Digest::NONE,
            length: 0,
            commitment: Digest::NONE,
        };
        let to = std::slice::from_ref(&file.case.header.recipient);
        let note = SealedNote {
            note: SealedObject::seal_text(header, &"A cousin.", to, &one.signing).unwrap(),
            card: None,
            priority: None,
            task: None,
        };
        room.note(one.officer, note, TODAY).await.unwrap();
        assert_eq!(notice(place, &receipt).await, None);
    });
}

fn officers(office: &Office) -> [&OfficerKeys; 3] {
    let [one, other, third] = &office.officers[..] else {
        panic!("three officers")
    };
    [one, other, third]
}

async fn proposes(room: &CaseRoom, keys: &OfficerKeys, case: CaseId) -> ObjectId {
    let (proposal, proposed) = steps_on(room, keys, case, FORGET, TODAY).await;
    proposed.unwrap().unwrap();
    proposal
}

async fn writes(place: &TestStorage, office: &Office, receipt: &Receipt, kind: Kind, day: Day) {
    let message = office
        .follow_up(place, receipt, kind, "I am still here.")
        .await;
    let drop_box = place.storage.drop_box();
    let said = drop_box.accept_follow_up(message, None, None, day).await;
    said.unwrap();
}

async fn notice(place: &TestStorage, receipt: &Receipt) -> Option<ForgettingNotice> {
    let status = place.storage.drop_box().status(mailbox_of(receipt)).await;
    status.unwrap().unwrap().notice
}

async fn acts(place: &TestStorage, case: CaseId) -> Vec<casework::Act> {
    let look = move |tx: &mut crate::transaction::ReadTx<'_>| {
        crate::act::of_subject(tx, casework::ActSubject::Case(case), None, 1_000)
    };
    place.storage.shelves().main.read(look).await.unwrap()
}
