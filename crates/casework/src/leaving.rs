use seal::{Kind, Level, NoRandomness, OfficerKeys, SealedObject, TextError};
use serde::Serialize;
use thiserror::Error;

use crate::holders::TooFewLeft;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::OpenCase;

/// Why nobody leaves a case.
#[derive(Debug, Error)]
pub enum LeavingFault {
    /// No reason is given.
    #[error("say why in a sentence: those who go on with the case read it")]
    Empty,
    /// The colleague cannot be let in.
    #[error(transparent)]
    Grant(#[from] seal::GrantError),
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// Nobody is named who could be excluded.
    #[error("name who must not see the case: somebody else who is not kept out of it already")]
    Nobody,
    /// The officer's last object in the case was signed by somebody else.
    #[error("what stands as your last object is not yours")]
    OtherObject,
    /// The text is not sealed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Fewer than [`LIVE_HOLDERS`](crate::LIVE_HOLDERS) would be left.
    #[error(transparent)]
    TooFewLeft(#[from] TooFewLeft),
}

impl OpenCase<'_> {
    /// Seals a text to the case, going on where the officer's last object in it ended.
    pub(crate) fn seal_own<T: Serialize>(
        &self,
        kind: Kind,
        text: &T,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedObject, LeavingFault> {
        Ok(OfficerChain::of(self, keys, level)?.seal(kind, text)?)
    }
}

impl From<SealingFault> for LeavingFault {
    fn from(fault: SealingFault) -> Self {
        match fault {
            SealingFault::NoRandomness(fault) => fault.into(),
            SealingFault::Note(_) => Self::Empty,
            SealingFault::OtherObject | SealingFault::OtherProposal => Self::OtherObject,
            SealingFault::Text(fault) => fault.into(),
        }
    }
}
