use seal::{
    BundleSealer, DetachedObject, Digest, FinishedBundle, Kind, Level, NoRandomness, ObjectHeader,
    ObjectId, OfficerKeys, SealedObject, Sender, SendingError, TextError,
};
use serde::Serialize;
use thiserror::Error;

use crate::card::Card;
use crate::note::NoteFault;
use crate::opened_case::OpenCase;

/// Seals an officer's objects to the case, each going on where the officer's last one ended.
pub(crate) struct OfficerChain<'c> {
    case: &'c OpenCase<'c>,
    keys: &'c OfficerKeys,
    level: Level,
    after: Option<DetachedObject>,
}

/// Why something is not sealed to a case.
#[derive(Debug, Error)]
pub enum SealingFault {
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// It cannot be noted.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// The officer's last object in the case was signed by somebody else.
    #[error("what stands as your last object is not yours")]
    OtherObject,
    /// What the desk says waits is not what its officer signed, or says less than it has to.
    #[error(
        "what waits for a decision is not what its officer signed, or lacks an outcome: refuse it"
    )]
    OtherProposal,
    /// It does not fit, or the sealing failed.
    #[error(transparent)]
    Text(#[from] TextError),
}

impl<'c> OfficerChain<'c> {
    /// Begins where the officer's last object in the case ended.
    pub(crate) fn of(
        case: &'c OpenCase<'_>,
        keys: &'c OfficerKeys,
        level: Level,
    ) -> Result<Self, SealingFault> {
        let after = case.last_object_of(keys.officer);
        // Also what was signed with a key of the same officer that another has replaced.
        if after.as_ref().is_some_and(|last| !case.is_signed(last)) {
            return Err(SealingFault::OtherObject);
        }
        Ok(Self {
            case,
            keys,
            level,
            after,
        })
    }

    /// Seals a text.
    pub(crate) fn seal<T: Serialize>(
        &mut self,
        kind: Kind,
        text: &T,
    ) -> Result<SealedObject, SealingFault> {
        let header = self.next(kind)?;
        let to = std::slice::from_ref(&self.case.file.case.header.recipient);
        let sealed = SealedObject::seal_text(header, text, to, &self.keys.signing)?;
        self.after = Some(sealed.detached());
        Ok(sealed)
    }

    /// Seals a text that has to know the number of its object.
    pub(crate) fn seal_naming<T: Serialize, E: From<SealingFault>>(
        &mut self,
        kind: Kind,
        text: impl FnOnce(ObjectId) -> Result<T, E>,
    ) -> Result<SealedObject, E> {
        let header = self.next(kind)?;
        let text = text(header.object)?;
        let to = std::slice::from_ref(&self.case.file.case.header.recipient);
        let sealed = SealedObject::seal_text(header, &text, to, &self.keys.signing);
        let sealed = sealed.map_err(SealingFault::from)?;
        self.after = Some(sealed.detached());
        Ok(sealed)
    }

    /// Seals a card.
    pub(crate) fn seal_card(&mut self, card: &Card) -> Result<SealedObject, SealingFault> {
        let header = self.next(Kind::Card)?;
        let to = std::slice::from_ref(&self.case.file.case.header.recipient);
        let sealed = SealedObject::seal_card(header, card, to, &self.keys.signing)?;
        self.after = Some(sealed.detached());
        Ok(sealed)
    }

    /// Begins files that are sealed to the case, at most `limit` of them.
    pub(crate) fn begin_files(&self, limit: usize) -> Result<BundleSealer, SendingError> {
        let header = self.next(Kind::Bundle).map_err(|_| SendingError::Order)?;
        let to = &self.case.file.case.header.recipient;
        Ok(BundleSealer::begin(header, to, limit)?)
    }

    /// Signs files whose sealing was begun where this chain ends. What is sealed next goes on behind them.
    pub(crate) fn end_files(
        &mut self,
        files: FinishedBundle,
    ) -> Result<DetachedObject, SealingFault> {
        let files = files.sign(&self.keys.signing);
        let place = ObjectHeader {
            object: files.header.object,
            length: files.header.length,
            ..self.next(Kind::Bundle)?
        };
        if place != files.header {
            return Err(SealingFault::OtherObject);
        }
        self.after = Some(files.clone());
        Ok(files)
    }

    fn next(&self, kind: Kind) -> Result<ObjectHeader, SealingFault> {
        let file = &self.case.file;
        let after = self.after.as_ref();
        Ok(ObjectHeader {
            instance: file.case.header.instance,
            case: file.case.header.case,
            object: ObjectId::draw()?,
            kind,
            epoch: file.epoch,
            level: self.level,
            sender: Sender::Officer(self.keys.officer),
            sequence: after.map_or(0, |last| last.header.sequence.saturating_add(1)),
            previous: after.map_or(Digest::NONE, DetachedObject::digest),
            length: 0,
            commitment: Digest::NONE,
        })
    }
}
