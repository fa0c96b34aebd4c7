//! What takes two officers: proposed by one of them and voted on by another, in an open case.

use seal::{Kind, Level, ObjectId, OfficerId, OfficerKeys, Sender};

use crate::decision::{DecisionKind, Outcome, Proposal, Vote};
use crate::note::NoteFault;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, OpenCase};
use crate::retention::RetentionClass;
use crate::step::{SealedStep, Step};
use crate::working::Working;

impl OpenCase<'_> {
    /// Seals a proposal. What closes a case says what became of each allegation that stands.
    ///
    /// # Errors
    /// [`SealingFault`].
    pub fn propose(
        &self,
        proposal: &Proposal,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedStep, SealingFault> {
        proposal.check()?;
        if proposal.what == DecisionKind::Close {
            let working = self.working(&self.entries());
            check_outcomes(&working, &proposal.outcomes)?;
        }
        self.check_decided(proposal.what)?;
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::Request, proposal)?;
        Ok(SealedStep::of(Step::Propose(proposal.what), object))
    }

    /// Seals what an officer decides on what waits. Whoever agrees agrees with what was signed: what the desk
    /// says about it has to be the same, and it has to be as complete as when it was proposed.
    ///
    /// # Errors
    /// [`SealingFault`], also without a reason for a refusal.
    pub fn vote(
        &self,
        on: ObjectId,
        agrees: bool,
        reason: &str,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedStep, SealingFault> {
        let reason = reason.trim();
        if !agrees && reason.is_empty() {
            return Err(NoteFault::NoReason.into());
        }
        if agrees && !self.is_sound(on, keys.officer) {
            return Err(SealingFault::OtherProposal);
        }
        let waits = self.file.pending.map(|waits| waits.kind);
        if let Some(waits) = waits.filter(|_| agrees) {
            self.check_decided(waits)?;
        }
        if agrees && waits == Some(DecisionKind::Forget) && self.objects_to(on) {
            return Err(NoteFault::Objected.into());
        }
        let closes = agrees && waits == Some(DecisionKind::Close);
        let kept_as = closes.then(|| self.retention_class(on)).flatten();
        let vote = Vote {
            on: on.to_string(),
            agrees,
            reason: reason.to_owned(),
        };
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::Approval, &vote)?;
        let step = if agrees {
            Step::Agree(on)
        } else {
            Step::Refuse(on)
        };
        Ok(SealedStep {
            kept_as,
            ..SealedStep::of(step, object)
        })
    }
}

impl OpenCase<'_> {
    /// Nobody closes or forgets a case over the head of somebody who asks to be protected, and nobody forgets one in which
    /// somebody is, whatever the desk says.
    fn check_decided(&self, what: DecisionKind) -> Result<(), NoteFault> {
        let forgets = match what {
            DecisionKind::Close => false,
            DecisionKind::Forget => true,
            DecisionKind::Hold | DecisionKind::Release => return Ok(()),
        };
        if self.asks_protection() {
            Err(NoteFault::AsksProtection)
        } else if forgets && self.is_protected() {
            Err(NoteFault::Protected)
        } else if self.awaits_referral() {
            Err(NoteFault::AwaitsReferral)
        } else {
            Ok(())
        }
    }

    /// As what the case is kept with the outcomes that were proposed here.
    fn retention_class(&self, on: ObjectId) -> Option<RetentionClass> {
        let entries = self.entries();
        let proposed = entries.iter().find(|entry| entry.object == on)?;
        let Content::Proposal(proposal) = &proposed.content else {
            return None;
        };
        RetentionClass::of(&proposal.outcomes)
    }

    /// Whether the reporter wrote anything after this was proposed but the wish itself to be forgotten, whatever
    /// the desk says.
    fn objects_to(&self, on: ObjectId) -> bool {
        let entries = self.entries();
        let later = entries.iter().skip_while(|entry| entry.object != on);
        later
            .filter(|entry| entry.sender == Sender::Reporter)
            .any(|entry| !matches!(entry.content, Content::Deletion(_)))
    }

    /// Whether what waits under this number, as the desk says, is what another officer has signed, and says all
    /// that it has to.
    fn is_sound(&self, on: ObjectId, voter: OfficerId) -> bool {
        let entries = self.entries();
        let waits = self.file.pending.filter(|pending| pending.object == on);
        let signed = entries.iter().find(|entry| entry.object == on);
        let (Some(waits), Some(signed)) = (waits, signed) else {
            return false;
        };
        let Content::Proposal(proposal) = &signed.content else {
            return false;
        };
        let is_others = signed.sender == Sender::Officer(waits.by) && waits.by != voter;
        let is_whole = proposal.what != DecisionKind::Close
            || check_outcomes(&self.working(&entries), &proposal.outcomes).is_ok();
        is_others && proposal.what == waits.kind && proposal.check().is_ok() && is_whole
    }
}

/// Every allegation that stands has an outcome, and a case without allegations has one for the whole.
fn check_outcomes(working: &Working, outcomes: &[Outcome]) -> Result<(), NoteFault> {
    let has = |id: &str| outcomes.iter().any(|outcome| outcome.allegation == id);
    let is_whole = match &working.allegations[..] {
        [] => has(Outcome::WHOLE_CASE),
        standing => standing.iter().all(|allegation| has(&allegation.id)),
    };
    if is_whole {
        Ok(())
    } else {
        Err(NoteFault::NoDecision)
    }
}
