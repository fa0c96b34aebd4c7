//! Who the reporter is, kept by custodians: what is in it, how a holder asks for it, and how it opens
//! (decision 0051).

use std::collections::BTreeSet;
use std::fmt;

use seal::{
    AskedVault, BadSignature, CaseId, Day, Identity, Kind, Level, ObjectId, OfficerId, OfficerKeys,
    OpenedAnswer, OpenedText, REPLY_BYTES, Recipient, SealedObject, SealedRequest, Sender,
    SendingError, SharingError, Vault, VaultAnswer, VaultError, VaultPlace, VerifyingKey,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{CaseFault, Content, Entry, OpenCase};
use crate::parts::{In, Out};

/// Who a reporter is, as it lies in a vault.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReporterIdentity {
    /// The name.
    pub name: String,
    /// How and when to reach them safely; may be empty.
    #[serde(default)]
    pub reach: String,
}

/// Why an identity is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdentityFault {
    /// There is no name.
    #[error("the name is missing")]
    NoName,
    /// It is too long.
    #[error("the texts have {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
}

/// On which basis an officer asks for an identity, and why. The custodians read it; the reporter is told the basis.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultReason {
    /// A code of the list `disclosure_basis`.
    pub basis: String,
    /// Why.
    pub reason: String,
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
struct WrittenRequest {
    vault: String,
    request: String,
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

/// What custodians answered to a request, as far as the desk knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultState {
    /// The object with the request.
    pub request: ObjectId,
    /// The object with the vault.
    pub vault: ObjectId,
    /// Who asked.
    pub officer: OfficerId,
    /// When.
    pub asked_on: Day,
    /// Who was asked, and since when there is an answer.
    pub answers: Vec<StatedAnswer>,
}

/// What one custodian answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedAnswer {
    /// Who was asked.
    pub custodian: OfficerId,
    /// Whether the custodian approved, and when; nothing yet while it waits.
    pub answered: Option<(bool, Day)>,
    /// A refusal itself. What was approved is handed out when enough did.
    pub refusal: Option<VaultAnswer>,
}

/// What came of opening a vault.
#[derive(Debug)]
pub struct OpenedVault {
    /// Who the reporter is; nothing where too many shares were false.
    pub identity: Option<ReporterIdentity>,
    /// Custodians whose shares are not what the reporter committed to, or who signed something else.
    pub false_of: Vec<OfficerId>,
}

/// Why a vault is not asked for, answered or opened.
#[derive(Debug, Error)]
pub enum VaultFault {
    /// The basis is none of the list, or there is no reason, or too long a one.
    #[error(
        "say on which basis you ask, and why, in at most {} bytes",
        VaultReason::MOST_BYTES
    )]
    Reason,
    /// There is no such vault or request in the case.
    #[error("there is no such vault or request")]
    NotThere,
    /// So few custodians may be asked that they cannot open it.
    #[error("too few custodians are left who may be asked")]
    TooFewLeft,
    /// Something that the desk handed out was signed by somebody else, or is about something else.
    #[error("what the desk handed out is not what was signed")]
    Other,
    /// The message to the reporter is not sealed.
    #[error(transparent)]
    Notice(#[from] SendingError),
    /// It could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealingFault),
    /// It does not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The case does not open.
    #[error(transparent)]
    Case(#[from] CaseFault),
}

impl From<BadSignature> for VaultFault {
    fn from(_: BadSignature) -> Self {
        Self::Other
    }
}

impl ReporterIdentity {
    /// Bytes of both texts, at most.
    pub const MOST_BYTES: usize = 2_000;

    /// Takes what was typed.
    ///
    /// # Errors
    /// [`IdentityFault`].
    pub fn parse(name: &str, reach: &str) -> Result<Self, IdentityFault> {
        let (name, reach) = (name.trim(), reach.trim());
        if name.is_empty() {
            return Err(IdentityFault::NoName);
        }
        let bytes = name.len().saturating_add(reach.len());
        match bytes.checked_sub(Self::MOST_BYTES) {
            Some(over) if over > 0 => Err(IdentityFault::TooLong { over }),
            Some(_) | None => Ok(Self {
                name: name.to_owned(),
                reach: reach.to_owned(),
            }),
        }
    }
}

impl fmt::Debug for ReporterIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReporterIdentity(hidden)")
    }
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

impl OpenCase<'_> {
    /// Asks the custodians of a vault for it: those of them whom nobody keeps out of the case.
    ///
    /// # Errors
    /// [`VaultFault`].
    pub fn ask_vault(
        &self,
        vault: ObjectId,
        reason: &VaultReason,
        today: Day,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedVaultRequest, VaultFault> {
        reason.check()?;
        let entries = self.entries();
        let known = vault_of(&entries, vault).ok_or(VaultFault::NotThere)?;
        let roster = self.trust().roster(today).map_err(VaultError::from)?;
        let mut asked = BTreeSet::new();
        let mut to: Vec<Recipient> = vec![self.file.case.header.recipient.clone()];
        for custodian in self.may_answer(known) {
            let officer = roster
                .officer(custodian)
                .filter(|one| one.is_on_duty(today) && one.keeps_vaults());
            if let Some(key) = officer.and_then(|one| self.trust().keys.of(one)) {
                asked.insert(custodian);
                to.push(key.clone());
            }
        }
        if asked.len() < usize::from(known.needed()) {
            return Err(VaultFault::TooFewLeft);
        }
        let place = self.vault_place(vault);
        let mut request = None;
        let object = OfficerChain::of(self, keys, level)?.seal_naming(Kind::Vault, |object| {
            let sealed = SealedRequest::seal(&place, object, reason, &to, keys)?;
            let written = WrittenRequest {
                vault: vault.to_string(),
                request: sealed.to_text(),
            };
            request = Some(sealed);
            Ok::<_, VaultFault>(written)
        })?;
        Ok(SealedVaultRequest {
            vault,
            asked,
            object,
            request: request.ok_or(VaultFault::NotThere)?,
        })
    }

    /// Opens a vault with what custodians answered to the own request. One whose share is false is named, and the others
    /// open it where they are enough; who is kept out of the case by now is passed over.
    ///
    /// # Errors
    /// [`VaultFault`].
    pub fn open_vault(
        &self,
        request: ObjectId,
        answers: &[VaultAnswer],
        keys: &OfficerKeys,
    ) -> Result<OpenedVault, VaultFault> {
        let entries = self.entries();
        let asked = self.own_request(&entries, request, keys)?;
        let vault = vault_of(&entries, asked.place.vault).ok_or(VaultFault::NotThere)?;
        let may_answer = self.may_answer(vault);
        let mut opening = vault.begin_opening(&asked.place)?;
        let mut false_of = vec![];
        for answer in answers.iter().filter(|answer| answer.approves) {
            if !may_answer.contains(&answer.custodian) {
                continue;
            }
            let signers = self.signers(Sender::Officer(answer.custodian));
            let is_signed = signers
                .iter()
                .any(|signer| answer.check(&asked, signer).is_ok());
            let taken = match answer.open(&asked, keys) {
                Ok(OpenedAnswer::Share(share)) if is_signed => {
                    opening.take(answer.custodian, share).is_ok()
                }
                Ok(_) | Err(_) => false,
            };
            if !taken {
                false_of.push(answer.custodian);
            }
        }
        match opening.finish() {
            Ok(identity) => Ok(OpenedVault {
                identity: Some(identity),
                false_of,
            }),
            Err(VaultError::Sharing(SharingError::TooFew)) => Ok(OpenedVault {
                identity: None,
                false_of,
            }),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Why a custodian refused the own request; nothing where it is not what the custodian signed.
    pub fn refusal_of(
        &self,
        request: ObjectId,
        answer: &VaultAnswer,
        keys: &OfficerKeys,
    ) -> Option<String> {
        let entries = self.entries();
        let asked = self.own_request(&entries, request, keys).ok()?;
        let signers = self.signers(Sender::Officer(answer.custodian));
        let mut signers = signers.iter();
        signers.find(|signer| answer.check(&asked, signer).is_ok())?;
        match answer.open(&asked, keys) {
            Ok(OpenedAnswer::Refusal(reason)) => Some(reason),
            Ok(OpenedAnswer::Share(_)) | Err(_) => None,
        }
    }

    fn own_request(
        &self,
        entries: &[Entry<'_>],
        request: ObjectId,
        keys: &OfficerKeys,
    ) -> Result<AskedVault, VaultFault> {
        let own = Sender::Officer(keys.officer);
        let asked = entries.iter().find_map(|entry| match &entry.content {
            Content::VaultRequest(known) if (entry.object, entry.sender) == (request, own) => {
                Some(known.sealed.asked(&self.vault_place(known.vault)))
            }
            _ => None,
        });
        asked.ok_or(VaultFault::NotThere)
    }

    /// The custodians of a vault whom nobody keeps out of the case: the reporter's list is sealed, and whoever made the
    /// vault at the door may not have known it.
    fn may_answer(&self, vault: &Vault) -> BTreeSet<OfficerId> {
        let barred = self.barred();
        let kept_out = |id: &OfficerId| {
            let mut rosters = self.trust().rosters().iter();
            let excluded = &self.report.exclusions;
            barred.contains(id)
                || excluded.officers().contains(id)
                || rosters.any(|roster| {
                    roster
                        .officer(*id)
                        .is_some_and(|officer| excluded.cover(officer))
                })
        };
        let custodians = vault.custodians().iter().copied();
        custodians.filter(|id| !kept_out(id)).collect()
    }

    fn vault_place(&self, vault: ObjectId) -> VaultPlace {
        let header = &self.file.case.header;
        VaultPlace {
            instance: header.instance,
            case: header.case,
            vault,
        }
    }
}

fn vault_of<'e>(entries: &'e [Entry<'_>], vault: ObjectId) -> Option<&'e Vault> {
    entries.iter().find_map(|entry| match &entry.content {
        Content::Vault(known) if entry.object == vault => Some(known),
        _ => None,
    })
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

impl VaultState {
    /// Writes the requests of a case for an officer's client.
    pub fn list_to_bytes(states: &[Self]) -> Vec<u8> {
        let mut out = Out::default();
        out.several(states, |out, state| {
            for id in [&state.request, &state.vault] {
                out.0.extend_from_slice(id.as_bytes());
            }
            out.0.extend_from_slice(state.officer.as_bytes());
            out.day(state.asked_on);
            out.several(&state.answers, |out, answer| {
                out.0.extend_from_slice(answer.custodian.as_bytes());
                match answer.answered {
                    None => out.byte(0),
                    Some((approves, day)) => {
                        out.byte(if approves { 2 } else { 1 });
                        out.day(day);
                    }
                }
                let refusal: Vec<_> = answer.refusal.iter().collect();
                out.several(&refusal, |out, refusal| out.part(&refusal.to_bytes()));
            });
        });
        out.0
    }

    /// Reads what [`VaultState::list_to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn list_from_bytes(bytes: &[u8]) -> Result<Vec<Self>, CaseBytesError> {
        let mut rest = In::new(bytes);
        let states = rest.several(|rest| {
            Ok(Self {
                request: ObjectId::from_bytes(rest.array()?),
                vault: ObjectId::from_bytes(rest.array()?),
                officer: OfficerId::from_bytes(rest.array()?),
                asked_on: rest.day()?,
                answers: rest.several(StatedAnswer::read)?,
            })
        })?;
        rest.end(states)
    }
}

impl StatedAnswer {
    fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            custodian: OfficerId::from_bytes(rest.array()?),
            answered: match rest.byte()? {
                0 => None,
                1 => Some((false, rest.day()?)),
                2 => Some((true, rest.day()?)),
                _ => return Err(CaseBytesError),
            },
            refusal: rest.at_most_one(|rest| {
                VaultAnswer::from_bytes(rest.part()?).map_err(|_| CaseBytesError)
            })?,
        })
    }
}

/// Writes what custodians answered, for the officer who asked.
pub fn answers_to_bytes(answers: &[VaultAnswer]) -> Vec<u8> {
    let mut out = Out::default();
    out.several(answers, |out, answer| out.part(&answer.to_bytes()));
    out.0
}

/// Reads what [`answers_to_bytes`] wrote.
///
/// # Errors
/// [`CaseBytesError`].
pub fn answers_from_bytes(bytes: &[u8]) -> Result<Vec<VaultAnswer>, CaseBytesError> {
    let mut rest = In::new(bytes);
    let answers =
        rest.several(|rest| VaultAnswer::from_bytes(rest.part()?).map_err(|_| CaseBytesError))?;
    rest.end(answers)
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
    fn an_identity_has_a_name_and_fits() {
        let taken = ReporterIdentity::parse(" Sari ", " ").unwrap();
        assert_eq!((taken.name.as_str(), taken.reach.as_str()), ("Sari", ""));
        assert_eq!(format!("{taken:?}"), "ReporterIdentity(hidden)");
        let none = ReporterIdentity::parse(" ", "by post");
        assert_eq!(none.unwrap_err(), IdentityFault::NoName);
        let long = ReporterIdentity::parse("Sari", &"a".repeat(1_999));
        assert_eq!(long.unwrap_err(), IdentityFault::TooLong { over: 3 });
    }

    #[test]
    fn a_request_says_on_which_basis_and_why() {
        let of = |basis: &str, reason: &str| {
            let reason = VaultReason {
                basis: basis.to_owned(),
                reason: reason.to_owned(),
            };
            reason.check().is_ok()
        };
        assert!(of("court", "Order 12 of 3 May."));
        assert!(!of("court", " ") && !of("curiosity", "Why not?") && !of("", "So."));
        assert!(!of("law", &"a".repeat(2_001)));
    }
}
