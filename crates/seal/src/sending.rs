//! What the two sides send: a first report, a follow-up, a reply.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Level;
use crate::answer::StatusBlock;
use crate::bundle::{BundleError, BundleSealer, FinishedBundle};
use crate::case::{CaseHeader, SignedCaseHeader};
use crate::day::Day;
use crate::digest::Digest;
use crate::exclusion::Exclusions;
use crate::framing::Tag;
use crate::grant::{Grant, GrantError, Granted};
use crate::id::{BodyId, CaseId, InstanceId, ObjectId, ParcelId};
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::object::{DetachedObject, Kind, ObjectHeader, SealedObject, Sender};
use crate::panel::{Panel, PanelError};
use crate::parcel::{AcceptableFollowUp, Parcel};
use crate::random::{NoRandomness, random_bytes};
use crate::receipt::{LogSecret, Receipt, ReceiptKeys};
use crate::signing::BadSignature;
use crate::text::{OpenedText, TextError};
use crate::ticket::LogTicket;
use crate::trust::{Trust, TrustError};

/// Why a sending could not be sealed.
#[derive(Debug, Error)]
pub enum SendingError {
    /// The files could not be sealed.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A grant could not be made.
    #[error(transparent)]
    Grant(#[from] GrantError),
    /// The key ring has no key for a drawn officer.
    #[error("the key of a drawn officer is missing")]
    MissingKey,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The steps were taken in another order.
    #[error("the report is sealed before its files, and once")]
    Order,
    /// No panel can be drawn.
    #[error(transparent)]
    Panel(#[from] PanelError),
    /// The text could not be sealed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// There is no roster that may be used.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

/// One sender's objects in one case: each names the one before.
struct Chain {
    instance: InstanceId,
    case: CaseId,
    epoch: u32,
    level: Level,
    sender: Sender,
    sequence: u32,
    previous: Digest,
}

impl Chain {
    fn next(&mut self, kind: Kind, commitment: Digest) -> Result<ObjectHeader, NoRandomness> {
        let header = ObjectHeader {
            instance: self.instance,
            case: self.case,
            object: ObjectId::draw()?,
            kind,
            epoch: self.epoch,
            level: self.level,
            sender: self.sender,
            sequence: self.sequence,
            previous: self.previous,
            length: 0,
            commitment,
        };
        self.sequence += 1;
        Ok(header)
    }
}

/// A first report in the making (PROTOCOL 3): draws a case, its panel and its grants, seals the
/// report, then the files, and forgets the case key.
pub struct Sending<'t> {
    trust: &'t Trust,
    keys: ReceiptKeys,
    panel: Panel,
    header: SignedCaseHeader,
    grants: Vec<Grant>,
    chain: Chain,
    objects: Vec<SealedObject>,
}

impl<'t> Sending<'t> {
    /// Draws the case and grants it to a panel of `body`, or of another body when too few officers
    /// are left; [`Sending::panel`] says whose it became.
    ///
    /// # Errors
    /// [`SendingError`]; nothing was made then.
    pub fn begin(
        trust: &'t Trust,
        receipt: &Receipt,
        body: BodyId,
        exclusions: &Exclusions,
        level: Level,
        today: Day,
    ) -> Result<Self, SendingError> {
        let instance = trust.manifest.instance;
        let roster = trust.roster(today)?;
        let panel = Panel::draw(roster, body, exclusions, trust.manifest.panel.into(), today)?;
        let keys = receipt.keys(instance);
        let (case, identity) = (CaseId::draw()?, Identity::draw()?);
        let header = CaseHeader {
            instance,
            case,
            body,
            level,
            roster: roster.digest(),
            verifying: keys.signing.verifying(),
            mailbox: keys.mailbox.digest(),
            recipient: identity.recipient(),
            reply: keys.reply().map_err(|_| NoRandomness)?.recipient(),
        };
        let granted = Granted {
            instance,
            case,
            epoch: FIRST_EPOCH,
            identity: &identity,
            exclusions,
        };
        let mut grants = Vec::with_capacity(panel.officers.len());
        for &drawn in &panel.officers {
            let officer = roster.officer(drawn).ok_or(SendingError::MissingKey)?;
            let recipient = trust.keys.of(officer).ok_or(SendingError::MissingKey)?;
            grants.push(granted.to(officer, recipient, Sender::Reporter, &keys.signing)?);
        }
        let header = header.sign(&keys.signing);
        let chain = Chain {
            instance,
            case,
            epoch: FIRST_EPOCH,
            level,
            sender: Sender::Reporter,
            sequence: 0,
            previous: Digest::NONE,
        };
        Ok(Self {
            trust,
            keys,
            panel,
            header,
            grants,
            chain,
            objects: Vec::with_capacity(2),
        })
    }

    /// Who was drawn.
    pub const fn panel(&self) -> &Panel {
        &self.panel
    }

    /// The case header that was signed.
    pub const fn header(&self) -> &SignedCaseHeader {
        &self.header
    }

    /// The grants that were made.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// The secret that the report must carry inside.
    pub const fn log_secret(&self) -> &LogSecret {
        &self.keys.log_secret
    }

    /// Seals the report and its card.
    ///
    /// # Errors
    /// [`TextError::TooLong`] when either is too long; nothing was sealed then.
    pub fn write_report<R: Serialize, C: Serialize>(
        &mut self,
        report: &R,
        card: &C,
    ) -> Result<(), SendingError> {
        if !self.objects.is_empty() {
            return Err(SendingError::Order);
        }
        let to = std::slice::from_ref(&self.header.recipient);
        let head = self.chain.next(Kind::Report, Digest::NONE)?;
        let report = SealedObject::seal_text(head, report, to, &self.keys.signing)?;
        self.chain.previous = report.digest();
        let head = self.chain.next(Kind::Card, Digest::NONE)?;
        let card = SealedObject::seal_card(head, card, to, &self.keys.signing)?;
        self.chain.previous = card.digest();
        self.objects.extend([report, card]);
        Ok(())
    }

    /// Begins the bundle of files, once the report is sealed.
    ///
    /// # Errors
    /// [`SendingError::Order`] before the report or after another bundle.
    pub fn begin_bundle(&mut self) -> Result<BundleSealer, SendingError> {
        if self.objects.len() != 2 || self.chain.sequence != 2 {
            return Err(SendingError::Order);
        }
        let header = self.chain.next(Kind::Bundle, Digest::NONE)?;
        let limit = usize::try_from(self.trust.manifest.limits.files).unwrap_or(usize::MAX);
        Ok(BundleSealer::begin(header, &self.header.recipient, limit)?)
    }

    /// Closes the parcel. `ticket` makes the *received* entry from the log secret and the digest of the
    /// report object.
    ///
    /// # Errors
    /// [`SendingError::Order`] before the report.
    pub fn finish(
        self,
        bundle: Option<FinishedBundle>,
        ticket: impl FnOnce(&LogSecret, Digest) -> Result<LogTicket, NoRandomness>,
    ) -> Result<Parcel, SendingError> {
        let report = self.objects.first().ok_or(SendingError::Order)?;
        let ticket = ticket(&self.keys.log_secret, report.digest())?;
        let bundle = bundle.map(|bundle| bundle.sign(&self.keys.signing));
        Ok(Parcel::new(
            ParcelId::draw()?,
            self.header,
            self.grants,
            self.objects,
            bundle,
            ticket,
        )?)
    }
}

impl std::fmt::Debug for Sending<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sending(hidden)")
    }
}

/// What a reporter adds later: messages, files, a request for deletion.
pub struct FollowUp {
    keys: ReceiptKeys,
    header: SignedCaseHeader,
    chain: Chain,
    objects: Vec<SealedObject>,
    files: usize,
}

impl FollowUp {
    /// Goes on where the status block says that this reporter stopped; the block must have been
    /// checked with [`StatusBlock::check`].
    pub fn begin(keys: ReceiptKeys, status: &StatusBlock, level: Level, files: u32) -> Self {
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
        Self {
            keys,
            header: status.header.clone(),
            chain,
            objects: vec![],
            files,
        }
    }

    /// Seals a text: a message or a request for deletion.
    ///
    /// # Errors
    /// [`TextError::TooLong`].
    pub fn write<T: Serialize>(&mut self, kind: Kind, body: &T) -> Result<(), SendingError> {
        let head = self.chain.next(kind, Digest::NONE)?;
        let to = std::slice::from_ref(&self.header.recipient);
        let object = SealedObject::seal_text(head, body, to, &self.keys.signing)?;
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
    ) -> Result<AcceptableFollowUp, SendingError> {
        let bundle = bundle.map(|bundle| bundle.sign(&self.keys.signing));
        let first = match (self.objects.first(), &bundle) {
            (Some(object), _) => object.detached(),
            (None, Some(bundle)) => bundle.clone(),
            (None, None) => return Err(SendingError::Order),
        };
        let ticket = ticket(&self.keys.log_secret, first.header.sequence, first.digest())?;
        Ok(AcceptableFollowUp {
            id: ParcelId::draw()?,
            mailbox: self.header.mailbox,
            case: self.header.case,
            objects: self.objects,
            bundle,
            ticket,
        })
    }
}

impl std::fmt::Debug for FollowUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FollowUp(hidden)")
    }
}

/// What lies inside both copies of a reply.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

const FIRST_EPOCH: u32 = 1;
/// What fits a slot of the answer page: the smallest class of texts, less the header repeated inside.
const REPLY_BYTES: usize = 3_400;
