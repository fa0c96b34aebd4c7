//! Steps in a case, and what takes two officers.

use std::collections::BTreeSet;

use casework::{ActKind, CaseStage, CaseStatus, DecisionKind, Pending, Standing, Step, StepFault};
use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use seal::{ObjectId, OfficerKeys, Receipt};
use tokio::runtime::Handle;

use super::leavers::{close, declines, is_not_found, moves, steps};
use super::office::{Office, TODAY, mailbox_of};
use crate::testing::TestStorage;
use crate::{CaseRoom, Left, StoreError};

#[test]
fn a_case_is_closed_by_two_and_its_mailbox_stays_open() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        assert_eq!(told(place, &receipt).await, CaseStatus::Received);
        moves(&room, one, case, CaseStage::Investigation)
            .await
            .unwrap()
            .unwrap();
        let alone = moves(&room, one, case, CaseStage::Concluded).await.unwrap();
        assert_eq!(alone, Err(StepFault::NoSuchMove));
        let close = Step::Propose(DecisionKind::Close);
        let (proposal, proposed) = steps(&room, one, case, close).await;
        proposed.unwrap().unwrap();
        let file = room.case_file(other.officer, case, TODAY).await.unwrap();
        let pending = Pending {
            object: proposal,
            kind: DecisionKind::Close,
            by: one.officer,
            since: TODAY,
        };
        assert_eq!(file.pending, Some(pending));
        let (_, twice) = steps(&room, other, case, close).await;
        assert_eq!(twice.unwrap(), Err(StepFault::Pending));
        let (_, own) = steps(&room, one, case, Step::Agree(proposal)).await;
        assert_eq!(own.unwrap(), Err(StepFault::OwnProposal));
        assert_eq!(told(place, &receipt).await, CaseStatus::Received);
        let (_, agreed) = steps(&room, other, case, Step::Agree(proposal)).await;
        agreed.unwrap().unwrap();
        assert_eq!(told(place, &receipt).await, CaseStatus::Closed);
        let file = room.case_file(other.officer, case, TODAY).await.unwrap();
        assert_eq!(
            (file.case.stage, file.pending),
            (CaseStage::Concluded, None)
        );

        // The reporter writes on and is answered, and one officer opens the case again.
        let message = office
            .follow_up(place, &receipt, seal::Kind::Message, "Why?")
            .await;
        let drop_box = place.storage.drop_box();
        drop_box
            .accept_follow_up(message, None, None, TODAY)
            .await
            .unwrap();
        office.reply(place, case, "Because.", 0).await.unwrap();
        assert_eq!(told(place, &receipt).await, CaseStatus::Closed);
        moves(&room, other, case, CaseStage::Reopened)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(told(place, &receipt).await, CaseStatus::Answered);
        let acts = room.acts_of(one.officer, case, None, 100).await.unwrap();
        let done: Vec<_> = acts
            .iter()
            .filter(|act| ![ActKind::Opened, ActKind::Answered].contains(&act.kind))
            .map(|act| (act.kind, act.officer, act.whom))
            .collect();
        let (one, other) = (Some(one.officer), Some(other.officer));
        assert_eq!(
            done,
            [
                (ActKind::StatusSet, one, None),
                (ActKind::CloseProposed, one, None),
                (ActKind::Closed, other, one),
                (ActKind::StatusSet, other, None),
            ]
        );
    });
}

#[test]
fn a_case_that_is_opened_again_without_an_answer_still_waits_for_one() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        close(&room, [one, other], case).await;
        assert_eq!(told(place, &receipt).await, CaseStatus::Closed);
        let reopened = moves(&room, one, case, CaseStage::Reopened).await;
        reopened.unwrap().unwrap();
        assert_eq!(told(place, &receipt).await, CaseStatus::Received);
    });
}

#[test]
fn while_two_hold_a_case_nobody_forgets_it() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, third] = &office.officers[..] else {
            panic!("three officers")
        };
        close(&room, [one, other], case).await;
        let hold = Step::Propose(DecisionKind::Hold);
        let (proposal, _) = steps(&room, one, case, hold).await;
        let (_, refused) = steps(&room, other, case, Step::Refuse(proposal)).await;
        refused.unwrap().unwrap();
        let (proposal, _) = steps(&room, one, case, hold).await;
        steps(&room, third, case, Step::Agree(proposal))
            .await
            .1
            .unwrap()
            .unwrap();
        let forget = Step::Propose(DecisionKind::Forget);
        let (_, forgets) = steps(&room, one, case, forget).await;
        assert_eq!(forgets.unwrap(), Err(StepFault::Held));
        let release = Step::Propose(DecisionKind::Release);
        let (proposal, _) = steps(&room, one, case, release).await;
        let (_, withdrawn) = steps(&room, one, case, Step::Refuse(proposal)).await;
        withdrawn.unwrap().unwrap();
        let (_, late) = steps(&room, other, case, Step::Agree(proposal)).await;
        assert_eq!(late.unwrap(), Err(StepFault::NotPending));
        let (proposal, _) = steps(&room, other, case, release).await;
        steps(&room, one, case, Step::Agree(proposal))
            .await
            .1
            .unwrap()
            .unwrap();
        let (_, forgets) = steps(&room, one, case, forget).await;
        forgets.unwrap().unwrap();
    });
}

#[test]
fn of_two_who_decide_at_once_one_decides() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [one, other, third] = &office.officers[..] else {
            panic!("three officers")
        };
        for _ in 0..6 {
            let (_, case) = office.receives(place, "A report.").await;
            let hold = Step::Propose(DecisionKind::Hold);
            let (proposal, _) = steps(&room, one, case, hold).await;
            let votes = [
                (other, Step::Agree(proposal)),
                (third, Step::Refuse(proposal)),
            ];
            let votes = votes.map(|(keys, step)| steps(&room, keys, case, step));
            let told = join_all(votes).await;
            let told: Vec<_> = told.into_iter().map(|(_, told)| told.unwrap()).collect();
            let lost = Err(StepFault::NotPending);
            assert!(told == [Ok(()), lost] || told == [lost, Ok(())], "{told:?}");
            let file = room.case_file(one.officer, case, TODAY).await.unwrap();
            assert_eq!((file.is_held, file.pending), (told[0].is_ok(), None));
        }
    });
}

#[test]
fn a_step_asks_the_database_few_questions() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let watch = place.storage.shelves().main.dialer().watch.clone();
        let asked = async |keys: &OfficerKeys, step: Step| {
            // What a step is made from is read before it, and not counted along.
            let reads = async || {
                room.case_file(keys.officer, case, TODAY).await.unwrap();
                let last = room.last_object_of(keys.officer, case).await;
                last.unwrap();
            };
            reads().await;
            let before = watch.queries();
            reads().await;
            let read = watch.queries() - before;
            let (object, taken) = steps(&room, keys, case, step).await;
            taken.unwrap().unwrap();
            (object, watch.queries() - before - 2 * read)
        };
        let (hold, proposed) = asked(one, Step::Propose(DecisionKind::Hold)).await;
        let (_, refused) = asked(other, Step::Refuse(hold)).await;
        let (_, moved) = asked(one, Step::Move(CaseStage::Investigation)).await;
        for questions in [proposed, refused, moved] {
            assert!(questions <= 14, "{proposed} {refused} {moved}");
        }
    });
}

#[test]
fn what_a_leaver_proposed_waits_no_longer() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [leaver, other, third] = &office.officers[..] else {
            panic!("three officers")
        };
        let close = Step::Propose(DecisionKind::Close);
        let (proposal, _) = steps(&room, leaver, case, close).await;
        assert_eq!(declines(&room, &office, leaver, case).await, Left::Done);
        let (_, agreed) = steps(&room, other, case, Step::Agree(proposal)).await;
        assert_eq!(agreed.unwrap(), Err(StepFault::NotPending));
        let (proposal, _) = steps(&room, other, case, close).await;
        steps(&room, third, case, Step::Agree(proposal))
            .await
            .1
            .unwrap()
            .unwrap();
    });
}

#[test]
fn a_step_is_refused_that_is_another_thing() {
    TestStorage::on_each(async |place| {
        let (office, elsewhere) = (Office::new(), Office::new());
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let keys = &office.officers[0];
        let header = room
            .case_file(keys.officer, case, TODAY)
            .await
            .unwrap()
            .case
            .header;
        let object = super::leavers::sealed(keys, &header, None, seal::Kind::Note);
        let step = Step::Move(CaseStage::Triage);
        let other = casework::SealedStep::of(step, object);
        let on_duty = BTreeSet::new();
        let told = room.step(keys.officer, other, (&on_duty, TODAY)).await;
        assert!(matches!(told, Err(StoreError::Conflict)), "{told:?}");
        let stranger = &elsewhere.officers[0];
        let object = super::leavers::sealed(stranger, &header, None, seal::Kind::Status);
        let strange = casework::SealedStep::of(step, object);
        assert!(is_not_found(
            room.step(stranger.officer, strange, (&on_duty, TODAY))
                .await
        ));
    });
}

/// What an officer tries: which one, and what of all that there is.
type Tried = (usize, usize);

#[test]
fn whatever_histories_of_steps_storage_stands_where_the_rules_say() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let histories = prop::collection::vec((0_usize..3, 0_usize..9), 1..14);
        let mut runner = TestRunner::new(Config {
            cases: 16,
            failure_persistence: None,
            ..Config::default()
        });
        let handle = Handle::current();
        let history = |tried: Vec<Tried>| {
            tokio::task::block_in_place(|| handle.block_on(plays(place, &office, &room, tried)));
            Ok(())
        };
        runner.run(&histories, history).unwrap();
    });
}

async fn plays(place: &TestStorage, office: &Office, room: &CaseRoom, tried: Vec<Tried>) {
    let (receipt, case) = office.receives(place, "A report.").await;
    let mut standing = Standing {
        asks_protection: false,
        awaits_referral: false,
        is_contested: false,
        is_protected: false,
        stage: CaseStage::Received,
        is_held: false,
        pending: None,
    };
    for (by, what) in tried {
        let keys = &office.officers[by];
        let nowhere = ObjectId::from_bytes([0; 16]);
        let on = standing.pending.map_or(nowhere, |pending| pending.object);
        let step = [
            Step::Move(CaseStage::Investigation),
            Step::Move(CaseStage::Monitoring),
            Step::Move(CaseStage::Reopened),
            Step::Propose(DecisionKind::Close),
            Step::Propose(DecisionKind::Hold),
            Step::Propose(DecisionKind::Release),
            Step::Propose(DecisionKind::Forget),
            Step::Agree(on),
            Step::Refuse(on),
        ][what];
        let (object, taken) = steps(room, keys, case, step).await;
        let expected = standing.after(step, keys.officer, object, TODAY);
        assert_eq!(taken.unwrap(), expected.map(|_| ()));
        standing = expected.unwrap_or(standing);
        let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
        let stands = (file.case.stage, file.is_held, file.pending);
        assert_eq!(stands, (standing.stage, standing.is_held, standing.pending));
        let is_closed = told(place, &receipt).await == CaseStatus::Closed;
        assert_eq!(is_closed, standing.stage.is_closed());
    }
    let acts = room
        .acts_of(office.officers[0].officer, case, None, 100)
        .await
        .unwrap();
    let mut chain = casework::ActChain::new(crate::testing::INSTANCE);
    acts.iter().try_for_each(|act| chain.take(act)).unwrap();
}

async fn told(place: &TestStorage, receipt: &Receipt) -> CaseStatus {
    let drop_box = place.storage.drop_box();
    let status = drop_box.status(mailbox_of(receipt)).await.unwrap().unwrap();
    CaseStatus::from_code(status.status).unwrap()
}
