use std::collections::BTreeSet;

use casework::{
    ActKind, CaseStage, DecisionKind, SealedStep, Standing, Step, StepFault, StoredObject,
};
use seal::{Day, OfficerId, REPLY_BYTES};

use crate::act::{self, Done};
use crate::case_room::{CaseRoom, no_repetition, record_holders_object};
use crate::forgetting::{forget_rows, settle_objection};
use crate::store_error::StoreError;
use crate::transaction::WriteTx;
use crate::{grant, proposal, retention, standing};

impl CaseRoom {
    /// Takes a step in a case, and keeps why. The standing is looked at in the same write, so that of two
    /// who decide at once one finds that it was decided. The caller has checked the signature.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` for another kind of object than the step has, for one that is
    /// too long, or one that does not go on where the officer's last object in the case ended. A step that
    /// is not allowed from where the case stands is no error of storage: then nothing is kept. Forgetting a case
    /// can end in `Unreachable` or `Broken` after its rows are gone: what was left is done at night.
    pub async fn step(
        &self,
        officer: OfficerId,
        step: SealedStep,
        (on_duty, today): (&BTreeSet<OfficerId>, Day),
    ) -> Result<Result<(), StepFault>, StoreError> {
        let SealedStep {
            step,
            object,
            kept_as,
        } = step;
        if object.header.kind != step.kind() || object.to_bytes().len() > REPLY_BYTES {
            return Err(StoreError::Conflict);
        }
        let (instance, case) = (self.0.instance, object.header.case);
        let object = StoredObject::from(object);
        let on_duty = on_duty.clone();
        let take = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            let pending = settle_objection(tx, instance, case, today)?;
            let found = standing::of_case(tx, case, pending)?;
            let before = &found.standing;
            let after = match before.after(step, officer, object.header().object, today) {
                Ok(after) => after,
                Err(fault) => return Ok(Err(fault)),
            };
            let forgets = after.stage == CaseStage::Archived;
            let proposer = before.pending.map(|pending| pending.by);
            // What takes two takes two who are there.
            let has_left = proposer.is_some_and(|proposer| !on_duty.contains(&proposer));
            if matches!(step, Step::Agree(_)) && has_left {
                return Ok(Err(StepFault::ProposerLeft));
            }
            record_holders_object(tx, officer, instance, &object, today)?;
            found.note(tx, case, &after, today)?;
            proposal::put(tx, case, before.pending, after.pending)?;
            if after.stage.is_closed() && !before.stage.is_closed() {
                retention::note(tx, case, kept_as, today)?;
            }
            let done = Done::in_case(kind(step, before, officer), officer, case);
            let done = done.about(object.digest());
            let done = match (step, proposer) {
                (Step::Agree(_) | Step::Refuse(_), Some(proposer)) if proposer != officer => {
                    done.to(proposer)
                }
                _ => done,
            };
            act::record(tx, instance, done, today)?;
            let blobs = forgets.then(|| forget_rows(tx, case)).transpose()?;
            Ok(Ok(blobs))
        };
        let taken = self.0.main.write("step", take).await;
        match taken.map_err(no_repetition)? {
            Ok(None) => Ok(Ok(())),
            Ok(Some(blobs)) => {
                let shelves = self.0.clone();
                // To its end, also when nobody waits for the answer any more.
                let finish = async move { shelves.finish_forgetting(case, blobs).await };
                tokio::spawn(finish).await?.map(Ok)
            }
            Err(fault) => Ok(Err(fault)),
        }
    }
}

/// What the record of acts says of a step that was allowed.
fn kind(step: Step, before: &Standing, officer: OfficerId) -> ActKind {
    let is_own = before.pending.is_some_and(|pending| pending.by == officer);
    match (step, before.pending.map(|pending| pending.kind)) {
        (Step::Move(_), _) => ActKind::StatusSet,
        (Step::Refuse(_), _) if is_own => ActKind::ProposalWithdrawn,
        (Step::Refuse(_), _) => ActKind::ProposalRefused,
        (Step::Propose(DecisionKind::Close), _) => ActKind::CloseProposed,
        (Step::Propose(DecisionKind::Hold), _) => ActKind::HoldProposed,
        (Step::Propose(DecisionKind::Release), _) => ActKind::ReleaseProposed,
        (Step::Propose(DecisionKind::Forget), _) => ActKind::ForgetProposed,
        (Step::Agree(_), Some(DecisionKind::Forget)) => ActKind::Forgotten,
        (Step::Agree(_), None | Some(DecisionKind::Close)) => ActKind::Closed,
        (Step::Agree(_), Some(DecisionKind::Hold)) => ActKind::Held,
        (Step::Agree(_), Some(DecisionKind::Release)) => ActKind::Released,
    }
}
