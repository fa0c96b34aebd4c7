//! What a custodian sees of a request for an identity, and answers. Nothing of the case is in it but what its reporter
//! signed about it.

use seal::{
    AskedConsent, AskedVault, BadSignature, CaseId, Day, DetachedObject, Level, ObjectId,
    OfficerId, OfficerKeys, REPLY_BYTES, Recipient, ReplyParts, Replying, SealedObject,
    SealedRequest, SealedShare, Sender, SignedCaseHeader, Trust, VaultAnswer, VaultError,
    VaultPlace, VaultShare, VerifyingKey,
};

use crate::case_file::CaseBytesError;
use crate::opened_case::verifying_keys;
use crate::parts::{In, Out};
use crate::vault::VaultFault;
use crate::vault_request::VaultReason;

/// A request that waits for a custodian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingVault {
    /// What the reporter signed about the case: the notice goes to the reply key in it.
    pub header: SignedCaseHeader,
    /// The epoch of the case.
    pub epoch: u32,
    /// The object with the vault.
    pub vault: ObjectId,
    /// When it was asked for.
    pub asked_on: Day,
    /// On which basis and why.
    pub request: SealedRequest,
    /// The custodian's own share.
    pub share: SealedShare,
    /// The custodian's last notice in this case, behind which the next one goes.
    pub last: Option<DetachedObject>,
}

/// What waits for a custodian.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VaultCustody {
    /// Requests of each officer who asks, as many as of any other, the oldest first.
    pub waiting: Vec<WaitingVault>,
    /// How many more each of these officers has asked for, where there are more.
    pub more: Vec<(OfficerId, u32)>,
}

/// The same in short, for the custodian's list of work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedNames {
    /// The requests that [`VaultCustody`] lists, each with its case, in the same order.
    pub asked: Vec<(CaseId, ObjectId)>,
    /// How many more there are.
    pub more: u32,
}

/// What a custodian answers, on its way to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedVaultAnswer {
    /// The object with the request.
    pub request: ObjectId,
    /// The answer.
    pub answer: VaultAnswer,
    /// The message that tells the reporter, beside an approval: the desk takes neither without the other.
    pub notice: Option<ReplyParts>,
}

impl WaitingVault {
    /// Opens what is asked, of an officer who is on duty and may hold cases.
    ///
    /// # Errors
    /// [`VaultFault::Other`] when the officer who is said to ask has not signed it, or says something else of the reporter's
    /// consent than the reporter signed in the own share.
    pub fn read(
        &self,
        keys: &OfficerKeys,
        trust: &Trust,
        today: Day,
    ) -> Result<VaultReason, VaultFault> {
        self.asked(trust, today)?;
        let reason: VaultReason = self.request.open(&keys.identity)?;
        match self.share.open(&self.header, self.vault, keys) {
            Ok(share) => says_the_same(&reason, &share)?,
            // It may be sealed to a key before: nothing can be given then, and why is still told.
            Err(VaultError::Open(_)) => {}
            Err(fault) => return Err(fault.into()),
        }
        Ok(reason)
    }

    /// Gives the own share to the officer who asked, and tells the reporter. `text` is what the reporter reads; where the
    /// reporter has to agree as well, by what stands in the share, the notice asks for that.
    ///
    /// # Errors
    /// [`VaultFault`]: also when the share is not what the reporter sealed beside this case header, or says something else of
    /// the reporter's consent than who asks.
    pub fn approve(
        &self,
        text: &str,
        today: Day,
        keys: &OfficerKeys,
        trust: &Trust,
        level: Level,
    ) -> Result<SealedVaultAnswer, VaultFault> {
        let (asked, requester) = self.asked(trust, today)?;
        let reporter = self.header.verifying;
        if let Some(last) = &self.last {
            let own = verifying_keys(trust, reporter, Sender::Officer(keys.officer));
            if !own.iter().any(|signer| last.check(signer).is_ok()) {
                return Err(VaultFault::Other);
            }
        }
        let share = self.share.open(&self.header, self.vault, keys)?;
        let reason: VaultReason = self.request.open(&keys.identity)?;
        says_the_same(&reason, &share)?;
        let asks = share.needs_consent().then_some(AskedConsent {
            vault: self.vault,
            officer: self.request.requester,
        });
        // The notice first: without it nothing is given.
        let last = self.last.as_ref();
        let notice = Replying::begin(&self.header, self.epoch, last, keys.officer, level);
        let notice = notice.asking(asks).finish(text, None, keys)?;
        Ok(SealedVaultAnswer {
            request: self.request.request,
            answer: VaultAnswer::approve(&asked, &share, &requester, keys)?,
            notice: Some(notice),
        })
    }

    /// Says why not.
    ///
    /// # Errors
    /// [`VaultFault::Reason`] without a reason, or with too long a one.
    pub fn refuse(
        &self,
        reason: &str,
        today: Day,
        keys: &OfficerKeys,
        trust: &Trust,
    ) -> Result<SealedVaultAnswer, VaultFault> {
        let reason = reason.trim();
        if reason.is_empty() || reason.len() > VaultAnswer::MOST_REASON_BYTES {
            return Err(VaultFault::Reason);
        }
        let (asked, requester) = self.asked(trust, today)?;
        Ok(SealedVaultAnswer {
            request: self.request.request,
            answer: VaultAnswer::refuse(&asked, reason, &requester, keys)?,
            notice: None,
        })
    }

    /// Which request it is, and the key of the officer who asks. It is signed with a key that some roster named for that
    /// officer, who is on duty and may hold cases by the roster of today.
    fn asked(&self, trust: &Trust, today: Day) -> Result<(AskedVault, Recipient), VaultFault> {
        let place = VaultPlace {
            instance: self.header.instance,
            case: self.header.case,
            vault: self.vault,
        };
        if place.instance != trust.manifest.instance {
            return Err(VaultFault::Other);
        }
        let requester = self.request.requester;
        let signers = verifying_keys(trust, self.header.verifying, Sender::Officer(requester));
        let asked = signers
            .iter()
            .find_map(|signer| self.request.check(&place, signer).ok())
            .ok_or(VaultFault::Other)?;
        let roster = trust.roster(today).map_err(VaultError::from)?;
        let officer = roster
            .officer(requester)
            .filter(|one| one.is_on_duty(today) && one.may_be_let_in())
            .ok_or(VaultFault::Other)?;
        let key = trust.keys.of(officer).ok_or(VaultFault::Other)?;
        Ok((asked, key.clone()))
    }

    fn write(&self, out: &mut Out) {
        out.part(&self.header.to_bytes());
        out.0.extend_from_slice(&self.epoch.to_be_bytes());
        out.0.extend_from_slice(self.vault.as_bytes());
        out.day(self.asked_on);
        out.part(&self.request.to_bytes());
        out.part(&self.share.to_bytes());
        let last: Vec<_> = self.last.iter().collect();
        out.several(&last, |out, last| out.part(&last.to_bytes()));
    }

    fn read_from(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        Ok(Self {
            header: SignedCaseHeader::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
            epoch: u32::from_be_bytes(rest.array()?),
            vault: ObjectId::from_bytes(rest.array()?),
            asked_on: rest.day()?,
            request: SealedRequest::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
            share: SealedShare::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?,
            last: rest.at_most_one(|rest| {
                DetachedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)
            })?,
        })
    }
}

/// Whether the reporter has to agree is the reporter's word, and who asks cannot say otherwise.
fn says_the_same(reason: &VaultReason, share: &VaultShare) -> Result<(), VaultFault> {
    if reason.consent == share.needs_consent() {
        Ok(())
    } else {
        Err(VaultFault::Other)
    }
}

impl VaultCustody {
    /// Writes what waits for a custodian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.several(&self.waiting, |out, one| one.write(out));
        out.several(&self.more, |out, (officer, count)| {
            out.0.extend_from_slice(officer.as_bytes());
            out.0.extend_from_slice(&count.to_be_bytes());
        });
        out.0
    }

    /// Reads what [`VaultCustody::to_bytes`] wrote. No signature but that of the case headers is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let custody = Self {
            waiting: rest.several(WaitingVault::read_from)?,
            more: rest.several(|rest| {
                let officer = OfficerId::from_bytes(rest.array()?);
                Ok((officer, u32::from_be_bytes(rest.array()?)))
            })?,
        };
        rest.end(custody)
    }
}

impl SealedVaultAnswer {
    /// Bytes of it on its way, at most.
    pub const MOST_BYTES: usize = 2 * REPLY_BYTES + 16 * 1_024;

    /// Checks that the custodian signed every part of it. Whether the answer is about the request is for the officer who
    /// asked to check, who alone knows its text.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, custodian: OfficerId, signer: &VerifyingKey) -> Result<(), BadSignature> {
        if self.answer.custodian != custodian || self.answer.approves != self.notice.is_some() {
            return Err(BadSignature);
        }
        let Some(notice) = &self.notice else {
            return Ok(());
        };
        if notice.files.is_some() {
            return Err(BadSignature);
        }
        notice.to_case.check(signer)?;
        notice.to_reporter.check(signer)
    }

    /// The case of its notice.
    pub fn case(&self) -> Option<CaseId> {
        self.notice
            .as_ref()
            .map(|notice| notice.to_case.header.case)
    }

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.0.extend_from_slice(self.request.as_bytes());
        out.part(&self.answer.to_bytes());
        if let Some(notice) = &self.notice {
            out.part(&notice.to_case.to_bytes());
            out.part(&notice.to_reporter.to_bytes());
        }
        out.0
    }

    /// Reads what [`SealedVaultAnswer::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let request = ObjectId::from_bytes(rest.array()?);
        let answer = VaultAnswer::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        let mut notice = None;
        if !rest.is_at_end() {
            let mut object = || SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError);
            notice = Some(ReplyParts {
                to_case: object()?,
                to_reporter: object()?,
                files: None,
            });
        }
        rest.end(Self {
            request,
            answer,
            notice,
        })
    }
}
