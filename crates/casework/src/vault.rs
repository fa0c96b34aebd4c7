//! Who the reporter is, kept by custodians: how a holder asks for it, and how it opens (decision 0051).

use std::collections::BTreeSet;

use seal::{
    AskedVault, BadSignature, Day, Kind, Level, ObjectId, OfficerId, OfficerKeys, OpenedAnswer,
    Recipient, SealedRequest, Sender, SendingError, SharingError, Vault, VaultAnswer, VaultConsent,
    VaultError, VaultPlace, VaultShare, draw_apart,
};
use thiserror::Error;

use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{CaseFault, Content, Entry, OpenCase};
use crate::reporter_identity::ReporterIdentity;
use crate::vault_request::{SealedVaultRequest, VaultReason, WrittenRequest};

/// What came of opening a vault.
#[derive(Debug)]
pub struct OpenedVault {
    /// Who the reporter is; nothing where too many shares were false.
    pub identity: Option<ReporterIdentity>,
    /// Custodians who signed an answer to this very request in which there is no share that the reporter committed to.
    pub false_of: Vec<OfficerId>,
    /// Custodians in whose name something was handed out that they did not sign about this request, or that is not sealed
    /// to this officer. Who changed it is not known, so nobody is to blame.
    pub unproven_of: Vec<OfficerId>,
}

/// Whom it speaks against when an answer is false.
#[derive(Clone, Copy)]
enum Blame {
    Custodian,
    /// It was signed with a key that the custodian has no longer: somebody else may have it.
    Nobody,
}

/// What an approval proves.
enum Proven {
    /// The custodian gave this.
    Given(VaultShare, Blame),
    /// The custodian signed something that is no share.
    False,
    /// Nothing.
    Nothing,
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
    /// Enough custodians gave it, and the reporter has to agree as well and did not.
    #[error("the reporter has not agreed that you read it")]
    NoConsent,
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

impl OpenCase<'_> {
    /// Asks the custodians of a vault for it: those of them who hold nothing of the case and whom nobody keeps out of it,
    /// and of one body fewer than are needed, drawn anew for each request.
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
        let custodians = self.may_answer(known).into_iter();
        let on_duty = custodians.filter_map(|custodian| roster.officer(custodian));
        let on_duty = on_duty.filter(|one| one.is_on_duty(today) && one.keeps_vaults());
        let with_key = on_duty.filter(|one| self.trust().keys.of(one).is_some());
        // Bodies may have changed since the vault was made: no body is asked for as many shares as open it.
        let drawn = draw_apart(with_key.collect(), known.needed()).map_err(VaultError::from)?;
        let asked: BTreeSet<OfficerId> = drawn.iter().map(|one| one.id).collect();
        let mut to: Vec<Recipient> = vec![self.file.case.header.recipient.clone()];
        to.extend(
            drawn
                .iter()
                .filter_map(|one| self.trust().keys.of(one).cloned()),
        );
        if asked.len() < usize::from(known.needed()) {
            return Err(VaultFault::TooFewLeft);
        }
        let reason = VaultReason {
            consent: known.needs_consent(),
            ..reason.clone()
        };
        let place = self.vault_place(vault);
        let mut request = None;
        let object = OfficerChain::of(self, keys, level)?.seal_naming(Kind::Vault, |object| {
            let sealed = SealedRequest::seal(&place, object, &reason, &to, keys)?;
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

    /// Opens a vault with what custodians answered to the own request. One who signed a false share is named, and the others
    /// open it where they are enough; who is kept out of the case by now, or holds it, is passed over.
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
        let (mut false_of, mut unproven_of) = (vec![], vec![]);
        for answer in answers.iter().filter(|answer| answer.approves) {
            let custodian = answer.custodian;
            if !may_answer.contains(&custodian) {
                continue;
            }
            match self.proven(answer, &asked, keys) {
                Proven::Given(share, blame) => match (opening.take(custodian, share), blame) {
                    // The desk may hand out the same answer twice.
                    (Ok(()) | Err(SharingError::NoPlace), _) => {}
                    (Err(_), Blame::Custodian) => false_of.push(custodian),
                    (Err(_), Blame::Nobody) => unproven_of.push(custodian),
                },
                Proven::False => false_of.push(custodian),
                Proven::Nothing => unproven_of.push(custodian),
            }
        }
        // Of several consents one that fits is enough: an officer's key may have changed since the first.
        for consent in consents(&entries, asked.place.vault, keys.officer) {
            if let Ok(given) = consent.open(&asked.place, keys) {
                opening.take_consent(given);
            }
        }
        for named in [&mut false_of, &mut unproven_of] {
            named.sort_unstable();
            named.dedup();
        }
        let identity = match opening.finish() {
            Ok(identity) => Some(identity),
            Err(VaultError::Sharing(SharingError::TooFew)) => None,
            Err(VaultError::NoConsent) => return Err(VaultFault::NoConsent),
            Err(fault) => return Err(fault.into()),
        };
        Ok(OpenedVault {
            identity,
            false_of,
            unproven_of,
        })
    }

    /// Whether the reporter agreed that this officer reads this vault, or need not.
    pub fn may_read_vault(
        &self,
        entries: &[Entry<'_>],
        vault: ObjectId,
        officer: OfficerId,
    ) -> bool {
        vault_of(entries, vault).is_some_and(|known| {
            !known.needs_consent() || consents(entries, vault, officer).next().is_some()
        })
    }

    fn proven(&self, answer: &VaultAnswer, asked: &AskedVault, keys: &OfficerKeys) -> Proven {
        let signers = self.signers(Sender::Officer(answer.custodian));
        let mut signers = signers.iter();
        let Some(signer) = signers.find(|signer| answer.check(asked, signer).is_ok()) else {
            return Proven::Nothing;
        };
        let newest = self.trust().newest().ok();
        let known = newest.and_then(|roster| roster.officer(answer.custodian));
        let blame = match known {
            Some(known) if known.verifying == *signer => Blame::Custodian,
            Some(_) | None => Blame::Nobody,
        };
        match (answer.open(asked, keys), blame) {
            (Ok(OpenedAnswer::Share(share)), blame) => Proven::Given(share, blame),
            // It may be sealed to a key that this officer had before.
            (Err(VaultError::Open(_)), _) | (_, Blame::Nobody) => Proven::Nothing,
            (Ok(OpenedAnswer::Refusal(_)) | Err(_), Blame::Custodian) => Proven::False,
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
        let mut of_officer = entries
            .iter()
            .filter(|entry| (entry.object, entry.sender) == (request, own));
        let asked = of_officer.find_map(|entry| {
            let Content::VaultRequest(known) = &entry.content else {
                return None;
            };
            Some(known.sealed.asked(&self.vault_place(known.vault)))
        });
        asked.ok_or(VaultFault::NotThere)
    }

    /// The custodians of a vault who hold nothing of the case, as far as the desk says, and whom nobody keeps out of it: the
    /// reporter's list is sealed, and whoever made the vault at the door may not have known it.
    fn may_answer(&self, vault: &Vault) -> BTreeSet<OfficerId> {
        let barred = self.barred();
        let kept_out = |id: &OfficerId| {
            let mut rosters = self.trust().rosters().iter();
            let excluded = &self.report.exclusions;
            barred.contains(id)
                || self.file.holders.contains(id)
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

/// What the reporter gave this officer for this vault.
fn consents<'e>(
    entries: &'e [Entry<'_>],
    vault: ObjectId,
    officer: OfficerId,
) -> impl Iterator<Item = &'e VaultConsent> {
    let given = entries.iter().filter_map(|entry| {
        let Content::VaultConsent(consent) = &entry.content else {
            return None;
        };
        Some(consent)
    });
    given.filter(move |consent| (consent.vault, consent.officer) == (vault, officer))
}

fn vault_of<'e>(entries: &'e [Entry<'_>], vault: ObjectId) -> Option<&'e Vault> {
    let mut of_object = entries.iter().filter(|entry| entry.object == vault);
    of_object.find_map(|entry| {
        let Content::Vault(known) = &entry.content else {
            return None;
        };
        Some(known)
    })
}
