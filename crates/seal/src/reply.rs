use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Level;
use crate::case::SignedCaseHeader;
use crate::chain::Chain;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::ObjectId;
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::object::{DetachedObject, Kind, ObjectHeader, SealedObject, Sender};
use crate::random::random_bytes;
use crate::sending::SendingError;
use crate::signing::BadSignature;
use crate::text::{OpenedText, TextError};

/// What lies inside both copies of a reply.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The text.
    pub text: String,
    /// 64 hexadecimal digits: the salt of the commitment that joins the copies.
    salt: String,
}

/// The two copies of a reply: one for the case, one for the reporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyParts {
    /// Sealed to the case.
    pub to_case: SealedObject,
    /// Sealed to the reply key.
    pub to_reporter: SealedObject,
}

impl Reply {
    /// Writes a reply and seals both copies. `sequence` and `previous` go on from the officer's last
    /// object in the case.
    ///
    /// # Errors
    /// [`TextError::TooLong`] when the text does not fit the slot of an answer page.
    pub fn write(
        text: &str,
        header: &SignedCaseHeader,
        epoch: u32,
        after: Option<&DetachedObject>,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<ReplyParts, SendingError> {
        let salt: [u8; 32] = random_bytes()?;
        let commitment = commitment(header, &salt, text);
        let body = Self {
            text: text.to_owned(),
            salt: data_encoding::HEXLOWER.encode(&salt),
        };
        let mut chain = Chain {
            instance: header.instance,
            case: header.case,
            epoch,
            level,
            sender: Sender::Officer(keys.officer),
            sequence: after.map_or(0, |last| last.header.sequence.saturating_add(1)),
            previous: after.map_or(Digest::NONE, DetachedObject::digest),
        };
        let head = chain.next(Kind::Reply, commitment)?;
        // The reporter's copy stands at the same place of the officer's chain.
        let twin = ObjectHeader {
            object: ObjectId::draw()?,
            ..head.clone()
        };
        let seal = |head: ObjectHeader, to: &Recipient| {
            SealedObject::seal_text(head, &body, std::slice::from_ref(to), &keys.signing)
        };
        let to_reporter = seal(twin, &header.reply)?;
        let limit = crate::answer::SLOT_BYTES - crate::answer::SLOT_FIELDS_BYTES;
        if to_reporter.to_bytes().len() > limit {
            return Err(TextError::TooLong { limit: REPLY_BYTES }.into());
        }
        Ok(ReplyParts {
            to_case: seal(head, &header.recipient)?,
            to_reporter,
        })
    }

    /// Opens either copy and checks it against the commitment in its header. The signature is checked
    /// apart, with the roster key of the officer who sent it.
    ///
    /// # Errors
    /// [`ReplyError::Mismatch`] when the copy is not the text that was committed to.
    pub fn open(
        object: &SealedObject,
        header: &SignedCaseHeader,
        identity: &Identity,
    ) -> Result<Self, ReplyError> {
        let OpenedText(body): OpenedText<Self> = object.open_text(identity)?;
        let salt = data_encoding::HEXLOWER
            .decode(body.salt.as_bytes())
            .map_err(|_| ReplyError::Mismatch)?;
        let salt = salt.try_into().map_err(|_| ReplyError::Mismatch)?;
        let matches = commitment(header, &salt, &body.text) == object.header.commitment;
        matches.then_some(body).ok_or(ReplyError::Mismatch)
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reply(hidden)")
    }
}

/// Why a reply is not shown.
#[derive(Debug, Error)]
pub enum ReplyError {
    /// The signature does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// The two copies differ.
    #[error("the two copies of the reply differ")]
    Mismatch,
    /// The text does not open.
    #[error(transparent)]
    Text(#[from] TextError),
}

fn commitment(header: &SignedCaseHeader, salt: &[u8; 32], text: &str) -> Digest {
    let mut bytes = Tag::ReplyCommitment.begin(header.instance);
    bytes.extend_from_slice(header.case.as_bytes());
    bytes.extend_from_slice(salt);
    bytes.extend_from_slice(text.as_bytes());
    Digest::of(&bytes)
}

/// What fits a slot of the answer page: the smallest class of texts, less the header repeated inside.
const REPLY_BYTES: usize = 3_400;
