use serde::Serialize;

use crate::Level;
use crate::answer::StatusBlock;
use crate::bundle::FinishedBundle;
use crate::bundle_sealer::BundleSealer;
use crate::case::SignedCaseHeader;
use crate::chain::Chain;
use crate::digest::Digest;
use crate::follow_up_parcel::{AcceptableFollowUp, FollowUpParcel};
use crate::id::{ObjectId, OfficerId, ParcelId};
use crate::identity::Recipient;
use crate::object::{Kind, SealedObject, Sender};
use crate::random::NoRandomness;
use crate::receipt_keys::{LogSecret, ReceiptKeys};
use crate::sending::SendingError;
use crate::ticket::LogTicket;
use crate::vault::{Vault, VaultError, VaultPlace};
use crate::vault_consent::VaultConsent;
use crate::vault_custodians::Custodians;
use crate::vault_kept::KeptVault;

/// What a reporter adds later: messages, files, a request for deletion.
pub struct FollowUp {
    id: ParcelId,
    keys: ReceiptKeys,
    header: SignedCaseHeader,
    chain: Chain,
    objects: Vec<SealedObject>,
    vault: Option<KeptVault>,
    files: usize,
}

impl FollowUp {
    /// Goes on where the status block says that this reporter stopped; the block must have been
    /// checked with [`StatusBlock::check`].
    ///
    /// # Errors
    /// [`SendingError::NoRandomness`].
    pub fn begin(
        keys: ReceiptKeys,
        status: &StatusBlock,
        level: Level,
        files: u32,
    ) -> Result<Self, SendingError> {
        let chain = Chain {
            instance: status.header.instance,
            case: status.header.case,
            epoch: status.epoch,
            level,
            sender: Sender::Reporter,
            sequence: status.last.header.sequence.saturating_add(1),
            previous: status.last.digest(),
        };
        let files = usize::try_from(files).unwrap_or(usize::MAX);
        Ok(Self {
            id: ParcelId::draw()?,
            keys,
            header: status.header.clone(),
            chain,
            objects: vec![],
            vault: None,
            files,
        })
    }

    /// The id of what is sent: files can be sent on ahead under it.
    pub const fn id(&self) -> ParcelId {
        self.id
    }

    /// The place that the next object will have among those of this reporter.
    pub const fn next_sequence(&self) -> u32 {
        self.chain.sequence
    }

    /// Seals a text: a message, or a request for deletion or for a review.
    ///
    /// # Errors
    /// [`SendingError::Text`] when it is too long.
    pub fn write<T: Serialize>(&mut self, kind: Kind, body: &T) -> Result<(), SendingError> {
        let head = self.chain.next(kind, Digest::NONE)?;
        let to = std::slice::from_ref(&self.header.recipient);
        let object = SealedObject::seal_text(head, body, to, &self.keys.signing)?;
        self.chain.previous = object.digest();
        self.objects.push(object);
        Ok(())
    }

    /// Seals who the reporter is, for these custodians to keep together; with a consent lock it opens only once the
    /// receipt's holder has agreed as well. A vault is all that is sent.
    ///
    /// # Errors
    /// [`VaultError`] when the text is too long or the random source fails.
    pub fn write_vault<T: Serialize>(
        &mut self,
        identity: &T,
        custodians: &Custodians,
        with_consent: bool,
    ) -> Result<(), VaultError> {
        let head = self.chain.next(Kind::Vault, Digest::NONE)?;
        let consent = with_consent.then(|| self.keys.consent(head.object));
        let consent = consent.transpose().map_err(|_| VaultError::Damaged)?;
        let consent = consent.map(|consent| consent.recipient());
        let keys = (&self.keys.signing, consent.as_ref());
        let sealed = Vault::seal(&self.header, head.object, identity, custodians, keys);
        let (vault, shares) = sealed?;
        self.vault = Some(KeptVault {
            needed: custodians.needed(),
            shares,
        });
        let to = std::slice::from_ref(&self.header.recipient);
        let object = SealedObject::seal_text(head, &vault, to, &self.keys.signing)?;
        self.chain.previous = object.digest();
        self.objects.push(object);
        Ok(())
    }

    /// Seals the consent that this officer reads this vault, whose consent lock only the receipt opens. It cannot be taken
    /// back.
    ///
    /// # Errors
    /// [`VaultError`] when the random source fails.
    pub fn write_consent(
        &mut self,
        vault: ObjectId,
        (officer, recipient): (OfficerId, &Recipient),
    ) -> Result<(), VaultError> {
        let place = VaultPlace {
            instance: self.header.instance,
            case: self.header.case,
            vault,
        };
        let key = self.keys.consent(vault).map_err(|_| VaultError::Damaged)?;
        let consent = VaultConsent::seal(&place, officer, recipient, &key)?;
        let head = self.chain.next(Kind::Consent, Digest::NONE)?;
        let to = std::slice::from_ref(&self.header.recipient);
        let object = SealedObject::seal_text(head, &consent, to, &self.keys.signing)?;
        self.chain.previous = object.digest();
        self.objects.push(object);
        Ok(())
    }

    /// Begins a bundle; it is the last thing in a sending.
    ///
    /// # Errors
    /// [`SendingError::Bundle`].
    pub fn begin_bundle(&mut self) -> Result<BundleSealer, SendingError> {
        let header = self.chain.next(Kind::Bundle, Digest::NONE)?;
        Ok(BundleSealer::begin(
            header,
            &self.header.recipient,
            self.files,
        )?)
    }

    /// Closes the sending. `ticket` makes the *follow-up* entry from the log secret, the sequence
    /// number and the digest of the first object.
    ///
    /// # Errors
    /// [`SendingError::Order`] when there is nothing to send.
    pub fn finish(
        self,
        bundle: Option<FinishedBundle>,
        ticket: impl FnOnce(&LogSecret, u32, Digest) -> Result<LogTicket, NoRandomness>,
    ) -> Result<FollowUpParcel, SendingError> {
        let bundle = bundle.map(|bundle| bundle.sign(&self.keys.signing));
        let first = match (self.objects.first(), &bundle) {
            (Some(object), _) => object.detached(),
            (None, Some(bundle)) => bundle.clone(),
            (None, None) => return Err(SendingError::Order),
        };
        let ticket = ticket(&self.keys.log_secret, first.header.sequence, first.digest())?;
        let follow_up = AcceptableFollowUp {
            id: self.id,
            mailbox: self.header.mailbox,
            case: self.header.case,
            objects: self.objects,
            vault: self.vault,
            bundle,
            ticket,
            digest: Digest::NONE,
        };
        Ok(FollowUpParcel::sign(
            self.header.instance,
            follow_up,
            &self.keys.signing,
        ))
    }
}

impl std::fmt::Debug for FollowUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FollowUp(hidden)")
    }
}
