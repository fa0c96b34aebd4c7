use std::collections::BTreeSet;
use std::fmt;

use seal::{
    BadSignature, Grant, InstanceId, Kind, Level, Officer, OfficerId, OfficerKeys, Recipient,
    SealedObject, Signature, VerifyingKey, check_told, sign_told,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::holders::check_left;
use crate::leaving::LeavingFault;
use crate::note::Note;
use crate::officer_grant::Told;
use crate::opened_case::OpenCase;
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
    pub grant: Grant,
    /// How many exclusions the client has seen in the case, as for a grant alone.
    pub exclusions: u32,
    /// The sealed note.
    pub note: SealedObject,
    /// The officer's signature over all of it.
    pub signature: Signature,
}

impl OfficerHandOver {
    /// Signs all of it.
    pub fn sign(grant: Grant, exclusions: u32, note: SealedObject, keys: &OfficerKeys) -> Self {
        let signature = sign_told(keys, &told(&grant, exclusions, &note));
        Self {
            grant,
            exclusions,
            note,
            signature,
        }
    }

    /// Checks the officer's signature over all of it, not those of grant and note themselves.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, instance: InstanceId, signer: &VerifyingKey) -> Result<(), BadSignature> {
        let told = told(&self.grant, self.exclusions, &self.note);
        check_told(instance, signer, &told, &self.signature)
    }

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = told(&self.grant, self.exclusions, &self.note);
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// Reads what [`OfficerHandOver::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let (told, signature) = bytes.split_last_chunk().ok_or(CaseBytesError)?;
        let mut rest = In::new(told);
        if rest.byte()? != Told::HandOver.code() {
            return Err(CaseBytesError);
        }
        let exclusions = u32::from_be_bytes(rest.array()?);
        let grant = Grant::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        let note = SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        rest.end(Self {
            grant,
            exclusions,
            note,
            signature: *signature,
        })
    }
}

fn told(grant: &Grant, exclusions: u32, note: &SealedObject) -> Vec<u8> {
    let mut out = Out::default();
    out.byte(Told::HandOver.code());
    out.0.extend_from_slice(&exclusions.to_be_bytes());
    out.part(&grant.to_bytes());
    out.part(&note.to_bytes());
    out.0
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
        let granted = self.grant_to(colleague, recipient, keys)?;
        let note = self.seal_own(Kind::Note, &note, keys, level)?;
        let (grant, exclusions) = (granted.grant, granted.exclusions);
        Ok(OfficerHandOver::sign(grant, exclusions, note, keys))
    }
}

impl fmt::Debug for HandOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HandOver(hidden)")
    }
}
