use std::collections::BTreeSet;
use std::fmt;

use seal::{Kind, Level, Officer, OfficerId, OfficerKeys, Recipient, SealedObject};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::holders::check_left;
use crate::note::Note;
use crate::officer_grant::OfficerGrant;
use crate::opened_case::OpenCase;
use crate::own_object::LeavingFault;
use crate::parts::{In, Out};

/// To whom a case was handed over, and what the successor should know.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The id of the officer who was let in.
    pub to: String,
    /// May be empty.
    pub text: String,
}

/// A hand-over on its way from an officer's client to the desk: the colleague's grant and the leaver's
/// note, of which neither counts without the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerHandOver {
    /// The grant.
    pub grant: OfficerGrant,
    /// The sealed note.
    pub note: SealedObject,
}

impl OfficerHandOver {
    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.part(&self.grant.to_bytes());
        out.part(&self.note.to_bytes());
        out.0
    }

    /// Reads what [`OfficerHandOver::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let grant = OfficerGrant::from_bytes(rest.part()?)?;
        let note = SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        rest.end(Self { grant, note })
    }
}

impl OpenCase<'_> {
    /// Says how many officers on duty hold the case once a colleague is let in and the officer has left.
    ///
    /// # Errors
    /// [`TooFewLeft`](crate::TooFewLeft).
    pub fn left_after_hand_over(
        &self,
        own: OfficerId,
        colleague: OfficerId,
        on_duty: &BTreeSet<OfficerId>,
    ) -> Result<usize, crate::TooFewLeft> {
        let holders = [&self.file.holders[..], &[colleague]].concat();
        check_left(&BTreeSet::from([own]), &holders, on_duty)
    }

    /// Lets a colleague into the case and leaves it, in one step. Whoever hands over may be let in again.
    ///
    /// # Errors
    /// [`LeavingFault`].
    pub fn hand_over(
        &self,
        (colleague, recipient): (&Officer, &Recipient),
        text: &str,
        keys: &OfficerKeys,
        on_duty: &BTreeSet<OfficerId>,
        level: Level,
    ) -> Result<OfficerHandOver, LeavingFault> {
        self.left_after_hand_over(keys.officer, colleague.id, on_duty)?;
        let note = Note::HandOver(HandOver {
            to: colleague.id.to_string(),
            text: text.trim().to_owned(),
        });
        Ok(OfficerHandOver {
            grant: self.grant_to(colleague, recipient, keys)?,
            note: self.seal_own(Kind::Note, &note, keys, level)?,
        })
    }
}

impl fmt::Debug for HandOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HandOver(hidden)")
    }
}
