use std::fmt;

use seal::{CaseId, Day, Kind, Level, ObjectId, OfficerId, OfficerKeys, SealedObject, Sender};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::decision::{DecisionKind, Outcome, Proposal, Vote};
use crate::note::NoteFault;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, OpenCase};
use crate::parts::{In, Out};
use crate::retention::RetentionClass;
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
    /// As what the case is kept, where this closes it.
    pub kept_as: Option<RetentionClass>,
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
    /// Whether somebody in it is protected; until that ends the case is not forgotten.
    pub is_protected: bool,
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
    /// Since when it waits, as the server counts days.
    pub since: Day,
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
    /// Two officers hold the case back from being forgotten.
    #[error("two officers hold this case: nothing of it is forgotten")]
    Held,
    /// The reporter did not have notice for long enough.
    #[error("the time in which the reporter can object is not over yet")]
    Notice,
    /// Only what is closed is forgotten.
    #[error("a case is closed before it is forgotten")]
    NotClosed,
    /// Somebody in the case is protected, or waits for it.
    #[error("somebody in this case is protected or waits for protection: it is not forgotten")]
    Protected,
    /// Who proposed that the case be forgotten is an officer no longer.
    #[error("who proposed this is an officer no longer: refuse it and propose it anew")]
    ProposerLeft,
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
    /// Where the case stands after a step of this officer on this day, whose object has the id `object`.
    ///
    /// What is to be forgotten can be saved by any one officer: it waits no longer once somebody refuses, opens
    /// the case again, or proposes to hold it.
    ///
    /// # Errors
    /// [`StepFault`].
    pub fn after(
        self,
        step: Step,
        by: OfficerId,
        object: ObjectId,
        today: Day,
    ) -> Result<Self, StepFault> {
        match step {
            Step::Move(stage) if self.stage == stage => Err(StepFault::AlreadySo),
            Step::Move(stage) if self.stage.may_go_to(stage) => Ok(Self {
                stage,
                pending: self
                    .pending
                    .filter(|pending| stage.is_closed() || !pending.forgets()),
                ..self
            }),
            Step::Move(_) => Err(StepFault::NoSuchMove),
            Step::Propose(kind) if self.waits_against(kind) => Err(StepFault::Pending),
            Step::Propose(kind) if self.is_decided(kind) => Err(StepFault::AlreadySo),
            Step::Propose(kind) => {
                self.check(kind)?;
                let since = today;
                Ok(Self {
                    pending: Some(Pending {
                        object,
                        kind,
                        by,
                        since,
                    }),
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
                self.check(pending.kind)?;
                if pending.forgets() && today < pending.decided_from() {
                    return Err(StepFault::Notice);
                }
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

    /// Whether something else waits that this may not take the place of.
    fn waits_against(&self, kind: DecisionKind) -> bool {
        let waits = |pending: Pending| kind != DecisionKind::Hold || !pending.forgets();
        self.pending.is_some_and(waits)
    }

    const fn is_decided(&self, kind: DecisionKind) -> bool {
        match kind {
            DecisionKind::Close => self.stage.is_closed(),
            DecisionKind::Hold => self.is_held,
            DecisionKind::Release => !self.is_held,
            DecisionKind::Forget => false,
        }
    }

    /// Whether this may be decided as the case stands.
    const fn check(&self, kind: DecisionKind) -> Result<(), StepFault> {
        match kind {
            DecisionKind::Close if self.asks_protection => Err(StepFault::AsksProtection),
            DecisionKind::Close if self.awaits_referral => Err(StepFault::AwaitsReferral),
            DecisionKind::Forget if !self.stage.is_closed() => Err(StepFault::NotClosed),
            DecisionKind::Forget if self.is_held => Err(StepFault::Held),
            DecisionKind::Forget if self.asks_protection || self.is_protected => {
                Err(StepFault::Protected)
            }
            DecisionKind::Forget if self.awaits_referral => Err(StepFault::AwaitsReferral),
            DecisionKind::Close
            | DecisionKind::Forget
            | DecisionKind::Hold
            | DecisionKind::Release => Ok(()),
        }
    }

    const fn decided(self, kind: DecisionKind) -> Self {
        let stage = match kind {
            DecisionKind::Close => CaseStage::Concluded,
            DecisionKind::Forget => CaseStage::Archived,
            DecisionKind::Hold | DecisionKind::Release => self.stage,
        };
        let is_held = match kind {
            DecisionKind::Close | DecisionKind::Forget => self.is_held,
            DecisionKind::Hold => true,
            DecisionKind::Release => false,
        };
        Self {
            stage,
            is_held,
            pending: None,
            ..self
        }
    }
}

impl Pending {
    /// Days for which a reporter reads that the case is to be forgotten, before it may be.
    pub const NOTICE_DAYS: i32 = 30;

    /// Whether the case is forgotten once a second officer agrees.
    pub const fn forgets(&self) -> bool {
        matches!(self.kind, DecisionKind::Forget)
    }

    /// The first day on which a second officer may agree.
    pub fn decided_from(&self) -> Day {
        if self.forgets() {
            Self::forgets_from(self.since)
        } else {
            self.since
        }
    }

    /// The first day on which a second officer may agree that a case be forgotten, by the day of the proposal.
    pub fn forgets_from(since: Day) -> Day {
        since.plus(Self::NOTICE_DAYS)
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
        Ok(SealedStep::of(Step::Move(stage), object))
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

    /// A step and its object, which says nothing of how long the case is kept.
    pub const fn of(step: Step, object: SealedObject) -> Self {
        let kept_as = None;
        Self {
            step,
            object,
            kept_as,
        }
    }

    /// Writes it, as the officer's client hands it in.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        match self.step {
            Step::Agree(on) => {
                out.0.extend([&[AGREE], on.as_bytes().as_slice()].concat());
                out.byte(self.kept_as.map_or(NOT_KEPT, RetentionClass::code));
            }
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
        let mut kept_as = None;
        let step = match rest.byte()? {
            AGREE => {
                let on = ObjectId::from_bytes(rest.array()?);
                kept_as = match rest.byte()? {
                    NOT_KEPT => None,
                    code => Some(RetentionClass::from_code(code).ok_or(CaseBytesError)?),
                };
                Step::Agree(on)
            }
            MOVE => Step::Move(CaseStage::from_code(rest.byte()?).ok_or(CaseBytesError)?),
            PROPOSE => Step::Propose(DecisionKind::from_code(rest.byte()?).ok_or(CaseBytesError)?),
            REFUSE => Step::Refuse(ObjectId::from_bytes(rest.array()?)),
            _ => return Err(CaseBytesError),
        };
        let object = SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        if object.header.kind != step.kind() {
            return Err(CaseBytesError);
        }
        rest.end(Self {
            step,
            object,
            kept_as,
        })
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
const NOT_KEPT: u8 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: OfficerId = OfficerId::from_bytes([1; 16]);
    const OTHER: OfficerId = OfficerId::from_bytes([2; 16]);
    const PROPOSED: ObjectId = ObjectId::from_bytes([3; 16]);
    const FRESH: ObjectId = ObjectId::from_bytes([4; 16]);

    const SINCE: Day = Day::from_number(20_000);

    /// Every standing: each stage, held or not, protected or not, and with each thing that may wait for a decision.
    fn standings() -> Vec<Standing> {
        let mut standings = vec![];
        for stage in CaseStage::ALL.iter().copied() {
            for bits in 0..16_u8 {
                let pending = DecisionKind::ALL.iter().map(|kind| {
                    Some(Pending {
                        object: PROPOSED,
                        kind: *kind,
                        by: ONE,
                        since: SINCE,
                    })
                });
                for pending in pending.chain([None]) {
                    standings.push(Standing {
                        stage,
                        is_held: bits & 1 > 0,
                        asks_protection: bits & 2 > 0,
                        is_protected: bits & 4 > 0,
                        awaits_referral: bits & 8 > 0,
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

    /// Every step by each of two officers on the last day of a notice, on the day behind it, and by a clock that was set
    /// back.
    fn tried() -> Vec<(Step, OfficerId, Day)> {
        let days = [-1, 29, 30].map(|days| SINCE.plus(days));
        let by = |step| [ONE, OTHER].map(|by| days.map(|day| (step, by, day)));
        steps().into_iter().flat_map(by).flatten().collect()
    }

    #[test]
    fn every_step_from_every_standing_has_its_outcome() {
        for before in standings() {
            for (step, by, today) in tried() {
                let after = before.after(step, by, FRESH, today);
                let told = format!("{before:?} {step:?} {by} {today} {after:?}");
                let waits = before.pending.map(|pending| pending.kind);
                let forgets = waits == Some(DecisionKind::Forget);
                let done = Standing {
                    pending: None,
                    ..before
                };
                match step {
                    Step::Move(stage) => {
                        let may = stage != before.stage && before.stage.may_go_to(stage);
                        assert_eq!(after.is_ok(), may, "{told}");
                        if let Ok(after) = after {
                            let from = if forgets && !stage.is_closed() {
                                done
                            } else {
                                before
                            };
                            assert_eq!(after, Standing { stage, ..from }, "{told}");
                        }
                    }
                    Step::Propose(kind)
                        if waits.is_some() && !(forgets && kind == DecisionKind::Hold) =>
                    {
                        assert_eq!(after, Err(StepFault::Pending), "{told}");
                    }
                    Step::Propose(kind) => {
                        let pending = Some(Pending {
                            object: FRESH,
                            kind,
                            by,
                            since: today,
                        });
                        let proposed = Ok(Standing { pending, ..before });
                        assert_eq!(
                            after,
                            barrier(&before, kind).map_or(proposed, Err),
                            "{told}"
                        );
                    }
                    Step::Agree(on) | Step::Refuse(on) if waits.is_none() || on != PROPOSED => {
                        assert_eq!(after, Err(StepFault::NotPending), "{told}");
                    }
                    Step::Refuse(_) => assert_eq!(after, Ok(done), "{told}"),
                    Step::Agree(_) if by == ONE => {
                        assert_eq!(after, Err(StepFault::OwnProposal), "{told}");
                    }
                    Step::Agree(_) => {
                        let kind = waits.unwrap();
                        let is_early = forgets && today < SINCE.plus(30);
                        let decided = match kind {
                            DecisionKind::Close => Standing {
                                stage: CaseStage::Concluded,
                                ..done
                            },
                            DecisionKind::Forget => Standing {
                                stage: CaseStage::Archived,
                                ..done
                            },
                            DecisionKind::Hold => Standing {
                                is_held: true,
                                ..done
                            },
                            DecisionKind::Release => Standing {
                                is_held: false,
                                ..done
                            },
                        };
                        let expected = match barrier(&before, kind) {
                            Some(fault) => Err(fault),
                            None if is_early => Err(StepFault::Notice),
                            None => Ok(decided),
                        };
                        assert_eq!(after, expected, "{told}");
                    }
                }
            }
        }
    }

    /// Why this can be neither proposed nor agreed to as the case stands.
    fn barrier(before: &Standing, kind: DecisionKind) -> Option<StepFault> {
        let is_closed = before.stage.is_closed();
        match kind {
            DecisionKind::Close if is_closed => Some(StepFault::AlreadySo),
            DecisionKind::Close if before.asks_protection => Some(StepFault::AsksProtection),
            DecisionKind::Close => before.awaits_referral.then_some(StepFault::AwaitsReferral),
            DecisionKind::Hold => before.is_held.then_some(StepFault::AlreadySo),
            DecisionKind::Release => (!before.is_held).then_some(StepFault::AlreadySo),
            DecisionKind::Forget if !is_closed => Some(StepFault::NotClosed),
            DecisionKind::Forget if before.is_held => Some(StepFault::Held),
            DecisionKind::Forget if before.asks_protection || before.is_protected => {
                Some(StepFault::Protected)
            }
            DecisionKind::Forget => before.awaits_referral.then_some(StepFault::AwaitsReferral),
        }
    }

    #[test]
    fn nothing_is_closed_held_or_forgotten_by_one_officer() {
        for before in standings() {
            for (step, by, today) in tried() {
                let Ok(after) = before.after(step, by, FRESH, today) else {
                    continue;
                };
                if by == ONE {
                    assert!(
                        !after.stage.is_closed() || before.stage.is_closed(),
                        "{before:?} {step:?}"
                    );
                    assert_eq!(after.is_held, before.is_held, "{before:?} {step:?}");
                }
                let forgets = after.stage == CaseStage::Archived && before.stage != after.stage;
                let may = !before.is_held && !before.is_protected && !before.asks_protection;
                let is_told = by == OTHER && today == SINCE.plus(30);
                assert!(!forgets || (may && is_told), "{before:?} {step:?}");
            }
        }
    }
}
