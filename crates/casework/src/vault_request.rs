//! A request for who a reporter is: on which basis and why, sealed to the case and to the custodians.

use std::collections::BTreeSet;
use std::fmt;

use seal::{
    BadSignature, CaseId, Identity, ObjectId, OfficerId, OpenedText, REPLY_BYTES, SealedObject,
    SealedRequest, Sender, VaultError, VaultPlace, VerifyingKey,
};
use serde::{Deserialize, Serialize};

use crate::case_file::CaseBytesError;
use crate::opened_case::CaseFault;
use crate::parts::{In, Out};
use crate::vault::VaultFault;

/// On which basis an officer asks for an identity, and why. The custodians read it; the reporter is told the basis.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultReason {
    /// A code of the list `disclosure_basis`.
    pub basis: String,
    /// Why.
    pub reason: String,
    /// Whether the reporter has to agree as well, which the notice then asks for: written down where it is asked.
    #[serde(default, skip_serializing_if = "is_no")]
    pub consent: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out a reference"
)]
const fn is_no(consent: &bool) -> bool {
    !*consent
}

/// A request for an identity, as it lies sealed in the case.
#[derive(Debug)]
pub struct VaultRequest {
    /// The object with the vault.
    pub vault: ObjectId,
    /// What the custodians are asked: they answer this very text.
    pub sealed: SealedRequest,
    /// What it says.
    pub reason: VaultReason,
}

/// How it is spelt.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenRequest {
    pub(crate) vault: String,
    pub(crate) request: String,
}

/// A request on its way to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedVaultRequest {
    /// The object with the vault.
    pub vault: ObjectId,
    /// Who is asked, and can read it.
    pub asked: BTreeSet<OfficerId>,
    /// The request, sealed to the case.
    pub object: SealedObject,
    /// The same for the custodians.
    pub request: SealedRequest,
}

impl VaultReason {
    /// The list `disclosure_basis`.
    pub const BASES: [&str; 5] = ["asked", "safety", "court", "defence", "law"];

    /// Bytes of the reason, at most.
    pub const MOST_BYTES: usize = 2_000;

    /// Looks whether it says what it has to.
    ///
    /// # Errors
    /// [`VaultFault::Reason`].
    pub fn check(&self) -> Result<(), VaultFault> {
        let length = self.reason.trim().len();
        let fits = (1..=Self::MOST_BYTES).contains(&length);
        if fits && Self::BASES.contains(&self.basis.as_str()) {
            Ok(())
        } else {
            Err(VaultFault::Reason)
        }
    }
}

impl fmt::Debug for VaultReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultReason(hidden)")
    }
}

impl VaultRequest {
    /// Opens a request of a case. What custodians are asked is the text inside, signed by the same officer.
    pub(crate) fn open(
        object: &SealedObject,
        identity: &Identity,
        signers: &[VerifyingKey],
    ) -> Result<Self, CaseFault> {
        let OpenedText(written): OpenedText<WrittenRequest> = object.open_text(identity)?;
        let vault: ObjectId = written.vault.parse().map_err(|_| VaultError::Damaged)?;
        let sealed = SealedRequest::from_text(&written.request)?;
        let place = VaultPlace {
            instance: object.header.instance,
            case: object.header.case,
            vault,
        };
        let is_signed = |signer: &VerifyingKey| sealed.check(&place, signer).is_ok();
        let is_own = sealed.request == object.header.object
            && Sender::Officer(sealed.requester) == object.header.sender;
        if !is_own || !signers.iter().any(is_signed) {
            return Err(VaultError::Other.into());
        }
        let reason = sealed.open(identity)?;
        Ok(Self {
            vault,
            sealed,
            reason,
        })
    }
}

impl SealedVaultRequest {
    /// Bytes of it on its way, at most.
    pub const MOST_BYTES: usize = 2 * REPLY_BYTES;

    /// The case that it is about.
    pub const fn case(&self) -> CaseId {
        self.object.header.case
    }

    /// Where the vault is.
    pub const fn place(&self) -> VaultPlace {
        VaultPlace {
            instance: self.object.header.instance,
            case: self.object.header.case,
            vault: self.vault,
        }
    }

    /// Checks both signatures, and that one officer made both parts for one another.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, officer: OfficerId, signer: &VerifyingKey) -> Result<(), BadSignature> {
        self.object.check(signer)?;
        self.request.check(&self.place(), signer)?;
        let is_own = self.request.request == self.object.header.object
            && self.request.requester == officer
            && self.object.header.sender == Sender::Officer(officer);
        if is_own { Ok(()) } else { Err(BadSignature) }
    }

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.0.extend_from_slice(self.vault.as_bytes());
        let asked: Vec<_> = self.asked.iter().collect();
        out.several(&asked, |out, id| out.0.extend_from_slice(id.as_bytes()));
        out.part(&self.object.to_bytes());
        out.part(&self.request.to_bytes());
        out.0
    }

    /// Reads what [`SealedVaultRequest::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let read = Self {
            vault: ObjectId::from_bytes(rest.array()?),
            asked: rest
                .several(|rest| rest.array().map(OfficerId::from_bytes))?
                .into_iter()
                .collect(),
            object: SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
            request: SealedRequest::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
        };
        rest.end(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;

    #[test]
    fn the_bases_are_those_of_the_list() {
        let codes = CodeList::DisclosureBasis.codes().unwrap();
        let codes: Vec<_> = codes.into_iter().map(|code| code.code).collect();
        assert_eq!(codes, VaultReason::BASES);
    }

    #[test]
    fn a_request_says_on_which_basis_and_why() {
        let of = |basis: &str, reason: &str| {
            let reason = VaultReason {
                basis: basis.to_owned(),
                reason: reason.to_owned(),
                consent: false,
            };
            reason.check().is_ok()
        };
        assert!(of("court", "Order 12 of 3 May."));
        assert!(!of("court", " ") && !of("curiosity", "Why not?") && !of("", "So."));
        assert!(!of("law", &"a".repeat(2_001)));
    }
}
