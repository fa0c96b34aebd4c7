use crate::Level;
use crate::answer::StatusBlock;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{CaseId, InstanceId, MailboxDigest, ParcelId};
use crate::object::{DetachedObject, Kind, SealedObject, Sender};
use crate::parcel::{
    MOST_TEXT_BYTES, ParcelError, VERSION, part, put_part, put_rest, rest, sealed_bundle_bytes,
};
use crate::signing::{BadSignature, SIGNATURE_BYTES, Signature, SigningKey};
use crate::ticket::LogTicket;
use crate::vault::VaultPlace;
use crate::vault_kept::KeptVault;
use crate::wire::Reader;

/// What a reporter adds to a report: texts, perhaps files, log entry. Sealed, and signed as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpParcel {
    instance: InstanceId,
    follow_up: AcceptableFollowUp,
    signature: Signature,
}

/// A follow-up whose shape and signatures were checked. Storage takes nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptableFollowUp {
    /// Fixed when it is first sealed.
    pub id: ParcelId,
    /// The mailbox it comes through.
    pub mailbox: MailboxDigest,
    /// The case it belongs to.
    pub case: CaseId,
    /// Messages, or a request for deletion.
    pub objects: Vec<SealedObject>,
    /// What custodians keep, beside an object with a vault and nothing else.
    pub vault: Option<KeptVault>,
    /// Files, if there are any.
    pub bundle: Option<DetachedObject>,
    /// The *follow-up* entry.
    pub ticket: LogTicket,
    /// SHA-256 of the bytes before the files, which name the files by their digest: the same follow-up
    /// again has the same.
    pub digest: Digest,
}

/// A follow-up as it came in. Only the case header of its mailbox tells whether it is what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimedFollowUp {
    pub(crate) follow_up: AcceptableFollowUp,
    signed: Vec<u8>,
    signature: Signature,
}

impl FollowUpParcel {
    /// Signs what was sealed; the digest is put right here.
    pub(crate) fn sign(
        instance: InstanceId,
        mut follow_up: AcceptableFollowUp,
        key: &SigningKey,
    ) -> Self {
        let signature = key.sign(&signed_text(instance, follow_up.id, &layout(&follow_up)));
        let mut parcel = Self {
            instance,
            follow_up: follow_up.clone(),
            signature,
        };
        follow_up.digest = Digest::of(&parcel.to_bytes());
        parcel.follow_up = follow_up;
        parcel
    }

    /// The id under which it is sent.
    pub const fn id(&self) -> ParcelId {
        self.follow_up.id
    }

    /// The bytes that go before the ciphertext of the files: what is uploaded or carried on a stick is
    /// these bytes and then the files' age file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = layout(&self.follow_up);
        body.extend_from_slice(&self.signature);
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&Tag::FollowUp.begin(self.instance));
        bytes.extend_from_slice(self.follow_up.id.as_bytes());
        put_part(&mut bytes, &body);
        bytes
    }

    /// Takes a follow-up that was sealed in this very process for acceptable: at level C the server
    /// makes it itself.
    pub fn made_here(self) -> AcceptableFollowUp {
        self.follow_up
    }
}

impl ClaimedFollowUp {
    pub(crate) fn from_bytes(
        instance: InstanceId,
        id: ParcelId,
        body: &[u8],
        digest: Digest,
    ) -> Result<Self, ParcelError> {
        let mut reader = Reader::new(body);
        let mailbox = MailboxDigest::from_bytes(reader.array()?);
        let texts = usize::from(reader.u8()?);
        if texts > MOST_TEXTS {
            return Err(ParcelError::Malformed);
        }
        let mut objects = Vec::with_capacity(texts);
        for _ in 0..texts {
            objects.push(SealedObject::from_bytes(part(
                &mut reader,
                MOST_TEXT_BYTES,
            )?)?);
        }
        let vault = match &objects[..] {
            [only] if only.header.kind == Kind::Vault => Some(KeptVault::read(&mut reader)?),
            _ => None,
        };
        let (ticket, bundle) = rest(&mut reader)?;
        let signature = reader.array()?;
        if !reader.is_empty() {
            return Err(ParcelError::Malformed);
        }
        let first = objects.first().map(|object| &object.header);
        let first = first.or(bundle.as_ref().map(|bundle| &bundle.header));
        let case = first.ok_or(ParcelError::Contradiction)?.case;
        let signed = body.get(..body.len().saturating_sub(SIGNATURE_BYTES));
        Ok(Self {
            signed: signed_text(instance, id, signed.unwrap_or_default()),
            follow_up: AcceptableFollowUp {
                id,
                mailbox,
                case,
                objects,
                vault,
                bundle,
                ticket,
                digest,
            },
            signature,
        })
    }

    /// Checks signatures, shape and order against what is known under its mailbox. An unknown mailbox
    /// costs the same and is refused in the same words as a signature that is wrong.
    pub(crate) fn check(
        self,
        instance: InstanceId,
        most_bundle_bytes: u64,
        status: Option<&StatusBlock>,
    ) -> Result<AcceptableFollowUp, ParcelError> {
        let status = status.filter(|status| status.header.mailbox == self.follow_up.mailbox);
        let key = status.map_or_else(
            || SigningKey::from_seed(&[0; 32]).verifying(),
            |status| status.header.verifying,
        );
        key.check(&self.signed, &self.signature)?;
        let status = status.ok_or(BadSignature)?;
        let follow_up = self.follow_up;
        let texts = follow_up.objects.iter().map(SealedObject::detached);
        let all: Vec<_> = texts.chain(follow_up.bundle.clone()).collect();
        let level = all.first().map(|first| first.header.level);
        // At level C the server seals in its own memory; nothing sealed there comes in from outside.
        if level == Some(Level::C) {
            return Err(ParcelError::Contradiction);
        }
        let last_is_bundle = follow_up.bundle.is_some();
        for (object, place) in all.iter().zip(1..) {
            object.check(&key)?;
            let header = &object.header;
            let fits = if last_is_bundle && place == all.len() {
                header.kind == Kind::Bundle
            } else {
                {
                    let stands_alone = matches!(
                        header.kind,
                        Kind::Consent
                            | Kind::Deletion
                            | Kind::Incident
                            | Kind::ProtectionRequest
                            | Kind::Request
                            | Kind::Vault
                    );
                    header.kind == Kind::Message || stands_alone && all.len() == 1
                }
            };
            let agrees = header.instance == instance
                && header.case == status.header.case
                && Some(header.level) == level
                && (header.epoch, header.sender) == (status.epoch, Sender::Reporter)
                && header.commitment == Digest::NONE;
            if !fits || !agrees {
                return Err(ParcelError::Contradiction);
            }
        }
        if let (Some(vault), Some(object)) = (&follow_up.vault, all.first()) {
            let place = VaultPlace {
                instance,
                case: object.header.case,
                vault: object.header.object,
            };
            vault.check(&place, &key)?;
        }
        let (mut sequence, mut previous) = (status.last.header.sequence, status.last.digest());
        for object in &all {
            sequence = sequence.checked_add(1).ok_or(ParcelError::OutOfChain)?;
            if (object.header.sequence, object.header.previous) != (sequence, previous) {
                return Err(ParcelError::OutOfChain);
            }
            previous = object.digest();
        }
        match &follow_up.bundle {
            Some(bundle) if bundle.header.length > sealed_bundle_bytes(most_bundle_bytes) => {
                Err(ParcelError::TooLarge {
                    limit: most_bundle_bytes,
                })
            }
            _ => Ok(follow_up),
        }
    }
}

/// Everything but the signature.
fn layout(follow_up: &AcceptableFollowUp) -> Vec<u8> {
    let mut bytes = follow_up.mailbox.as_bytes().to_vec();
    bytes.push(u8::try_from(follow_up.objects.len()).unwrap_or(u8::MAX));
    for object in &follow_up.objects {
        put_part(&mut bytes, &object.to_bytes());
    }
    if let Some(vault) = &follow_up.vault {
        vault.put(&mut bytes);
    }
    put_rest(&mut bytes, &follow_up.ticket, follow_up.bundle.as_ref());
    bytes
}

fn signed_text(instance: InstanceId, id: ParcelId, layout: &[u8]) -> Vec<u8> {
    let mut text = Tag::FollowUpSignature.begin(instance);
    text.extend_from_slice(id.as_bytes());
    text.extend_from_slice(Digest::of(layout).as_bytes());
    text
}

/// Texts of one follow-up, at most.
const MOST_TEXTS: usize = 4;
