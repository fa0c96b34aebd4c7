use std::fmt;

use seal::{CaseId, Kind, Level, ObjectId, OfficerId, OfficerKeys, SealedObject, Sender};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::decision::{DecisionKind, Outcome, Proposal, Vote};
use crate::note::NoteFault;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, OpenCase};
use crate::parts::{In, Out};
use crate::stage::CaseStage;
use crate::working::Working;

/// A step that moves the work on a case, as the desk has to know it. Why is sealed beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A second officer agrees with what was proposed in this object.
    Agree(ObjectId),
    /// The work goes on here.
    Move(CaseStage),
    /// Something that takes two is proposed.
    Propose(DecisionKind),
    /// It is refused, or taken back by whoever proposed it.
    Refuse(ObjectId),
}

/// A step on its way to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedStep {
    /// What the desk has to know.
    pub step: Step,
    /// What only holders read.
    pub object: SealedObject,
}

/// Where a case stands for the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Where the work stands.
    pub stage: CaseStage,
    /// Whether nothing of the case may be forgotten.
    pub is_held: bool,
    /// Whether a request for protection waits for the office; until then the case is not closed.
    pub asks_protection: bool,
    /// Whether another body owes an answer; until then the case is not closed.
    pub awaits_referral: bool,
    /// What one officer has proposed and no other has decided.
    pub pending: Option<Pending>,
}

/// A proposal that waits for a second officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// The object that says what and why.
    pub object: ObjectId,
    /// What.
    pub kind: DecisionKind,
    /// By whom.
    pub by: OfficerId,
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StepFault {
    /// Somebody asks to be protected, and nobody has decided on it.
    #[error("a request for protection waits in this case: decide on it before the case is closed")]
    AsksProtection,
    /// Another body owes an answer.
    #[error("another body owes an answer in this case: note what came of it before it is closed")]
    AwaitsReferral,
    /// Something else waits for a decision.
    #[error("something else waits for a decision in this case")]
    Pending,
    /// What is decided on waits no longer, or never did.
    #[error("what this decides on does not wait for a decision")]
    NotPending,
    /// Nobody decides on what is contested of their own decision.
    #[error("somebody else than who decided has to decide on what is contested")]
    OwnDecision,
    /// Nobody decides on what they have proposed.
    #[error("a second officer has to agree, not the one who proposed it")]
    OwnProposal,
    /// It is so already.
    #[error("it is so already")]
    AlreadySo,
    /// One officer alone may not move the work there from here.
    #[error("the work cannot go there from where it stands")]
    NoSuchMove,
}

/// Where the work goes on and why, as it lies inside its sealed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The stage.
    pub to: String,
    /// Why; may be empty.
    pub reason: String,
}

impl Standing {
    /// Where the case stands after a step of this officer, whose object has the id `object`.
    ///
    /// # Errors
    /// [`StepFault`].
    pub fn after(self, step: Step, by: OfficerId, object: ObjectId) -> Result<Self, StepFault> {
        match step {
            Step::Move(stage) if self.stage == stage => Err(StepFault::AlreadySo),
            Step::Move(stage) if self.stage.may_go_to(stage) => Ok(Self { stage, ..self }),
            Step::Move(_) => Err(StepFault::NoSuchMove),
            Step::Propose(_) if self.pending.is_some() => Err(StepFault::Pending),
            Step::Propose(kind) if self.is_decided(kind) => Err(StepFault::AlreadySo),
            Step::Propose(kind) => {
                self.check_barred(kind)?;
                Ok(Self {
                    pending: Some(Pending { object, kind, by }),
                    ..self
                })
            }
            Step::Agree(on) => {
                let pending = self.pending_at(on)?;
                if pending.by == by {
                    return Err(StepFault::OwnProposal);
                }
                if self.is_decided(pending.kind) {
                    return Err(StepFault::AlreadySo);
                }
                self.check_barred(pending.kind)?;
                Ok(self.decided(pending.kind))
            }
            Step::Refuse(on) => {
                self.pending_at(on)?;
                Ok(Self {
                    pending: None,
                    ..self
                })
            }
        }
    }

    fn pending_at(&self, object: ObjectId) -> Result<Pending, StepFault> {
        let pending = self.pending.filter(|pending| pending.object == object);
        pending.ok_or(StepFault::NotPending)
    }

    const fn is_decided(&self, kind: DecisionKind) -> bool {
        match kind {
            DecisionKind::Close => self.stage.is_closed(),
            DecisionKind::Hold => self.is_held,
            DecisionKind::Release => !self.is_held,
        }
    }

    const fn check_barred(&self, kind: DecisionKind) -> Result<(), StepFault> {
        match kind {
            DecisionKind::Close if self.asks_protection => Err(StepFault::AsksProtection),
            DecisionKind::Close if self.awaits_referral => Err(StepFault::AwaitsReferral),
            DecisionKind::Close | DecisionKind::Hold | DecisionKind::Release => Ok(()),
        }
    }

    const fn decided(self, kind: DecisionKind) -> Self {
        let stage = match kind {
            DecisionKind::Close => CaseStage::Concluded,
            DecisionKind::Hold | DecisionKind::Release => self.stage,
        };
        let is_held = match kind {
            DecisionKind::Close => self.is_held,
            DecisionKind::Hold => true,
            DecisionKind::Release => false,
        };
        Self {
            stage,
            is_held,
            asks_protection: self.asks_protection,
            awaits_referral: self.awaits_referral,
            pending: None,
        }
    }
}

impl OpenCase<'_> {
    /// Seals where the work goes on.
    ///
    /// # Errors
    /// [`SealingFault`].
    pub fn move_to(
        &self,
        stage: CaseStage,
        reason: &str,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedStep, SealingFault> {
        let moved = Moved {
            to: stage.word().to_owned(),
            reason: reason.trim().to_owned(),
        };
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::Status, &moved)?;
        let step = Step::Move(stage);
        Ok(SealedStep { step, object })
    }

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
            self.check_closing()?;
        }
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::Request, proposal)?;
        let step = Step::Propose(proposal.what);
        Ok(SealedStep { step, object })
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
        let closes = self
            .file
            .pending
            .is_some_and(|waits| waits.kind == DecisionKind::Close);
        if agrees && closes {
            self.check_closing()?;
        }
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
        Ok(SealedStep { step, object })
    }
}

impl OpenCase<'_> {
    /// Nobody closes a case over the head of somebody who asks to be protected, whatever the desk says.
    fn check_closing(&self) -> Result<(), NoteFault> {
        if self.asks_protection() {
            Err(NoteFault::AsksProtection)
        } else if self.awaits_referral() {
            Err(NoteFault::AwaitsReferral)
        } else {
            Ok(())
        }
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

impl Step {
    /// The kind of object that it is sealed in.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Agree(_) | Self::Refuse(_) => Kind::Approval,
            Self::Move(_) => Kind::Status,
            Self::Propose(_) => Kind::Request,
        }
    }
}

impl SealedStep {
    /// Bytes of a step on its way, at most.
    pub const MOST_BYTES: usize = seal::REPLY_BYTES + 64;

    /// Writes it, as the officer's client hands it in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        match self.step {
            Step::Agree(on) => out.0.extend([&[AGREE], on.as_bytes().as_slice()].concat()),
            Step::Move(stage) => out.0.extend([MOVE, stage.code()]),
            Step::Propose(kind) => out.0.extend([PROPOSE, kind.code()]),
            Step::Refuse(on) => out.0.extend([&[REFUSE], on.as_bytes().as_slice()].concat()),
        }
        out.part(&self.object.to_bytes());
        out.0
    }

    /// Reads what [`SealedStep::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`], also when the object is of another kind than the step.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let step = match rest.byte()? {
            AGREE => Step::Agree(ObjectId::from_bytes(rest.array()?)),
            MOVE => Step::Move(CaseStage::from_code(rest.byte()?).ok_or(CaseBytesError)?),
            PROPOSE => Step::Propose(DecisionKind::from_code(rest.byte()?).ok_or(CaseBytesError)?),
            REFUSE => Step::Refuse(ObjectId::from_bytes(rest.array()?)),
            _ => return Err(CaseBytesError),
        };
        let object = SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        if object.header.kind != step.kind() {
            return Err(CaseBytesError);
        }
        rest.end(Self { step, object })
    }

    /// The case that it is about.
    pub const fn case(&self) -> CaseId {
        self.object.header.case
    }
}

impl fmt::Debug for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Moved(hidden)")
    }
}

const AGREE: u8 = 0;
const MOVE: u8 = 1;
const PROPOSE: u8 = 2;
const REFUSE: u8 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: OfficerId = OfficerId::from_bytes([1; 16]);
    const OTHER: OfficerId = OfficerId::from_bytes([2; 16]);
    const PROPOSED: ObjectId = ObjectId::from_bytes([3; 16]);
    const FRESH: ObjectId = ObjectId::from_bytes([4; 16]);

    /// Every standing: each stage, held or not, and with each thing that may wait for a decision.
    fn standings() -> Vec<Standing> {
        let mut standings = vec![];
        for stage in CaseStage::ALL.iter().copied() {
            for bits in 0..8 {
                let [is_held, asks_protection, awaits_referral] =
                    [1, 2, 4].map(|bit| bits & bit != 0);
                let pending = DecisionKind::ALL.iter().map(|kind| {
                    Some(Pending {
                        object: PROPOSED,
                        kind: *kind,
                        by: ONE,
                    })
                });
                for pending in pending.chain([None]) {
                    standings.push(Standing {
                        stage,
                        is_held,
                        asks_protection,
                        awaits_referral,
                        pending,
                    });
                }
            }
        }
        standings
    }

    fn steps() -> Vec<Step> {
        let moves = CaseStage::ALL.iter().copied().map(Step::Move);
        let proposals = DecisionKind::ALL.iter().copied().map(Step::Propose);
        let votes = [PROPOSED, FRESH]
            .into_iter()
            .flat_map(|on| [Step::Agree(on), Step::Refuse(on)]);
        moves.chain(proposals).chain(votes).collect()
    }

    #[test]
    fn every_step_from_every_standing_has_its_outcome() {
        for before in standings() {
            for (step, by) in steps()
                .into_iter()
                .flat_map(|step| [(step, ONE), (step, OTHER)])
            {
                let after = before.after(step, by, FRESH);
                let told = format!("{before:?} {step:?} {by} {after:?}");
                let waits = before.pending.is_some();
                match step {
                    Step::Move(stage) => {
                        let may = stage != before.stage && before.stage.may_go_to(stage);
                        assert_eq!(after.is_ok(), may, "{told}");
                        if let Ok(after) = after {
                            assert_eq!(after, Standing { stage, ..before }, "{told}");
                        }
                    }
                    Step::Propose(_) if waits => {
                        assert_eq!(after, Err(StepFault::Pending), "{told}")
                    }
                    Step::Propose(kind) => {
                        let is_news = match kind {
                            DecisionKind::Close => !before.stage.is_closed(),
                            DecisionKind::Hold => !before.is_held,
                            DecisionKind::Release => before.is_held,
                        };
                        let pending = Some(Pending {
                            object: FRESH,
                            kind,
                            by,
                        });
                        let expected = Standing { pending, ..before };
                        let closes = kind == DecisionKind::Close;
                        let expected = match is_news {
                            true if closes && before.asks_protection => {
                                Err(StepFault::AsksProtection)
                            }
                            true if closes && before.awaits_referral => {
                                Err(StepFault::AwaitsReferral)
                            }
                            true => Ok(expected),
                            false => Err(StepFault::AlreadySo),
                        };
                        assert_eq!(after, expected, "{told}");
                    }
                    Step::Agree(on) | Step::Refuse(on) if !waits || on != PROPOSED => {
                        assert_eq!(after, Err(StepFault::NotPending), "{told}");
                    }
                    Step::Refuse(_) => {
                        assert_eq!(
                            after,
                            Ok(Standing {
                                pending: None,
                                ..before
                            }),
                            "{told}"
                        );
                    }
                    Step::Agree(_) if by == ONE => {
                        assert_eq!(after, Err(StepFault::OwnProposal), "{told}");
                    }
                    Step::Agree(_) => {
                        if let Ok(after) = after {
                            assert_eq!(after.pending, None, "{told}");
                            assert_ne!(
                                (after.stage, after.is_held),
                                (before.stage, before.is_held)
                            );
                        } else if after == Err(StepFault::AsksProtection) {
                            let kind = before.pending.unwrap().kind;
                            assert!(kind == DecisionKind::Close && before.asks_protection);
                        } else if after == Err(StepFault::AwaitsReferral) {
                            let kind = before.pending.unwrap().kind;
                            assert!(kind == DecisionKind::Close && before.awaits_referral);
                        } else {
                            assert_eq!(after, Err(StepFault::AlreadySo), "{told}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_closed_or_held_by_one_officer() {
        for before in standings() {
            for step in steps() {
                let Ok(after) = before.after(step, ONE, FRESH) else {
                    continue;
                };
                assert!(
                    !after.stage.is_closed() || before.stage.is_closed(),
                    "{before:?} {step:?}"
                );
                assert_eq!(after.is_held, before.is_held, "{before:?} {step:?}");
            }
        }
    }
}
