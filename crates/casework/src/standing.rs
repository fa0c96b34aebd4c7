//! Where a case stands, and where it stands after a step.

use seal::{Day, ObjectId, OfficerId};

use crate::decision::DecisionKind;
use crate::stage::CaseStage;
use crate::step::{Step, StepFault};

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
    /// Whether the reporter asks for a review; until it is settled ([`settles_review`](crate::settles_review)) the case is
    /// not forgotten. No step changes it.
    pub is_contested: bool,
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
            DecisionKind::Forget if self.is_contested => Err(StepFault::Contested),
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

#[cfg(test)]
mod tests;
