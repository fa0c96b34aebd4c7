use std::fmt;

use seal::{CaseId, Kind, Level, ObjectId, OfficerKeys, SealedObject};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::decision::DecisionKind;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::OpenCase;
use crate::parts::{In, Out};
use crate::retention::RetentionClass;
use crate::stage::CaseStage;

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

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StepFault {
    /// Somebody asks to be protected, and nobody has decided on it.
    #[error("a request for protection waits in this case: decide on it before the case is closed")]
    AsksProtection,
    /// Another body owes an answer.
    #[error("another body owes an answer in this case: note what came of it before it is closed")]
    AwaitsReferral,
    /// The reporter asks for a review, and nobody has answered.
    #[error(
        "the reporter asks for a review: answer, or take the case up again, before it is forgotten"
    )]
    Contested,
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
