use std::mem;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::bundle::CHUNK_BYTES;
use crate::case::{SIGNED_CASE_HEADER_BYTES, SignedCaseHeader};
use crate::day::Day;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::grant::Grant;
use crate::id::{CaseId, MailboxDigest, ParcelId, ThreadId};
use crate::object::{DetachedObject, Kind, ObjectError, SealedObject, Sender};
use crate::random::NoRandomness;
use crate::roster::VerifiedRoster;
use crate::signing::BadSignature;
use crate::ticket::LogTicket;
use crate::trust::Trust;
use crate::wire::{Reader, Short};

/// Everything of a first report: case header, grants, report, card, perhaps files, log entry. Sealed;
/// nobody on the server sees what is inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    head: ParcelHead,
}

/// A parcel without the ciphertext of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelHead {
    /// Fixed when the parcel is first sealed, so that sending it twice is noticed.
    pub id: ParcelId,
    /// The case header.
    pub header: SignedCaseHeader,
    /// One grant an officer of the panel.
    pub grants: Vec<Grant>,
    /// Report and card.
    pub objects: Vec<SealedObject>,
    /// The files, if there are any.
    pub bundle: Option<DetachedObject>,
    /// The *received* entry.
    pub ticket: LogTicket,
}

/// A parcel whose shape and signatures were checked. Storage takes nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptableParcel {
    /// What was checked; grants to officers who are no longer on duty are gone from it.
    pub head: ParcelHead,
    /// SHA-256 over the parcel's bytes: the same parcel again has the same digest.
    pub digest: Digest,
}

/// A follow-up whose shape and signatures were checked.
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
    /// Files, if there are any.
    pub bundle: Option<DetachedObject>,
    /// The *follow-up* entry.
    pub ticket: LogTicket,
}

/// Why a parcel is not accepted. Nothing of it is kept then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParcelError {
    /// A signature does not hold.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// The bytes contradict one another: ids, order, digests or exclusions.
    #[error("the parts of the parcel contradict one another")]
    Contradiction,
    /// The parcel ends before its end.
    #[error("the parcel is cut short")]
    CutShort,
    /// The parcel is of another deployment.
    #[error("the parcel is of another deployment")]
    ForeignInstance,
    /// The bytes do not have the layout of a parcel.
    #[error("this is not an undamaged parcel")]
    Malformed,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The roster it was sealed with is unknown here or too old, or too few of the drawn officers are
    /// still on duty: it has to be sealed again.
    #[error("the parcel has to be sealed again with the roster of today")]
    SealAgain,
    /// The files are larger than the manifest allows.
    #[error("the files have more than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// Another version of the protocol.
    #[error("the parcel has version {0}, which is unknown here")]
    UnknownVersion(u8),
}

impl From<Short> for ParcelError {
    fn from(_: Short) -> Self {
        Self::Malformed
    }
}

impl From<ObjectError> for ParcelError {
    fn from(fault: ObjectError) -> Self {
        match fault {
            ObjectError::BadSignature(fault) => Self::BadSignature(fault),
            ObjectError::Malformed => Self::Malformed,
            ObjectError::UnknownVersion(version) => Self::UnknownVersion(version),
        }
    }
}

impl Parcel {
    pub(crate) fn new(
        id: ParcelId,
        header: SignedCaseHeader,
        grants: Vec<Grant>,
        objects: Vec<SealedObject>,
        bundle: Option<DetachedObject>,
        ticket: LogTicket,
    ) -> Result<Self, NoRandomness> {
        Ok(Self {
            head: ParcelHead {
                id,
                header,
                grants,
                objects,
                bundle,
                ticket,
            },
        })
    }

    /// What the parcel holds beside the ciphertext of its files.
    pub const fn head(&self) -> &ParcelHead {
        &self.head
    }

    /// The bytes that go before the ciphertext of the files: what is uploaded or carried on a stick is
    /// these bytes and then the files' age file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = self.head.to_bytes();
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&Tag::Parcel.begin(self.head.header.instance));
        bytes.extend_from_slice(self.head.id.as_bytes());
        put_part(&mut bytes, &body);
        bytes
    }

    /// Takes a parcel that was sealed in this very process for acceptable: at level C the server makes
    /// it itself.
    pub fn made_here(self) -> AcceptableParcel {
        let digest = Digest::of(&self.to_bytes());
        AcceptableParcel {
            head: self.head,
            digest,
        }
    }
}

impl ParcelHead {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.to_bytes();
        bytes.push(u8::try_from(self.grants.len()).unwrap_or(u8::MAX));
        for grant in &self.grants {
            put_part(&mut bytes, &grant.to_bytes());
        }
        for object in &self.objects {
            put_part(&mut bytes, &object.to_bytes());
        }
        bytes.extend_from_slice(&self.ticket.entry);
        bytes.extend_from_slice(&self.ticket.opening);
        bytes.extend_from_slice(self.ticket.thread.as_bytes());
        bytes.push(self.bundle.is_some().into());
        if let Some(bundle) = &self.bundle {
            bytes.extend_from_slice(&bundle.to_bytes());
        }
        bytes
    }

    fn from_bytes(id: ParcelId, bytes: &[u8]) -> Result<Self, ParcelError> {
        let mut reader = Reader::new(bytes);
        let header = SignedCaseHeader::from_bytes(reader.bytes(SIGNED_CASE_HEADER_BYTES)?)?;
        let mut grants = Vec::new();
        for _ in 0..reader.u8()? {
            grants.push(Grant::from_bytes(part(&mut reader, Grant::MOST_BYTES)?)?);
        }
        let mut objects = Vec::with_capacity(2);
        for most in [MOST_REPORT_BYTES, MOST_CARD_BYTES] {
            objects.push(SealedObject::from_bytes(part(&mut reader, most)?)?);
        }
        let ticket = LogTicket {
            entry: reader.array()?,
            opening: reader.array()?,
            thread: ThreadId::from_bytes(reader.array()?),
        };
        let bundle = match reader.u8()? {
            0 => None,
            1 => Some(DetachedObject::from_bytes(
                reader.bytes(DetachedObject::BYTES)?,
            )?),
            _ => return Err(ParcelError::Malformed),
        };
        if !reader.is_empty() {
            return Err(ParcelError::Malformed);
        }
        Ok(Self {
            id,
            header,
            grants,
            objects,
            bundle,
            ticket,
        })
    }

    /// Checks shape, order and signatures, and drops grants to officers who are no longer on duty.
    fn check(mut self, trust: &Trust, today: Day) -> Result<Self, ParcelError> {
        let header = &self.header;
        if header.instance != trust.manifest.instance {
            return Err(ParcelError::ForeignInstance);
        }
        let sealed_with = trust
            .roster_with(&header.roster)
            .filter(|roster| roster.takes_parcels(today));
        let sealed_with = sealed_with.ok_or(ParcelError::SealAgain)?;
        sealed_with
            .body(header.body)
            .ok_or(ParcelError::Contradiction)?;
        self.check_grants(sealed_with)?;
        self.check_objects(trust.manifest.limits.bundle_bytes)?;
        let newest = trust.newest().map_err(|_| ParcelError::SealAgain)?;
        let is_live = |grant: &Grant| {
            newest
                .officer(grant.grantee)
                .is_some_and(|officer| officer.is_on_duty(today))
        };
        self.grants.retain(is_live);
        if self.grants.len() < LEAST_LIVE_GRANTS {
            return Err(ParcelError::SealAgain);
        }
        Ok(self)
    }

    fn check_grants(&self, sealed_with: &VerifiedRoster) -> Result<(), ParcelError> {
        let exclusions = self
            .grants
            .first()
            .ok_or(ParcelError::Contradiction)?
            .exclusions;
        for (place, grant) in self.grants.iter().enumerate() {
            grant.check(&self.header.verifying)?;
            let officer = sealed_with
                .officer(grant.grantee)
                .ok_or(ParcelError::Contradiction)?;
            let twice = self
                .grants
                .iter()
                .take(place)
                .any(|other| other.grantee == grant.grantee);
            let agrees = grant.instance == self.header.instance
                && grant.case == self.header.case
                && grant.epoch == 1
                && grant.grantor == Sender::Reporter
                && grant.exclusions == exclusions
                && officer.receives_reports();
            if twice || !agrees {
                return Err(ParcelError::Contradiction);
            }
        }
        Ok(())
    }

    fn check_objects(&self, most_bundle_bytes: u64) -> Result<(), ParcelError> {
        let kinds = [Kind::Report, Kind::Card, Kind::Bundle];
        let all = self
            .objects
            .iter()
            .map(SealedObject::detached)
            .chain(self.bundle.clone());
        let mut previous = Digest::NONE;
        for ((object, kind), sequence) in all.zip(kinds).zip(0..) {
            object.check(&self.header.verifying)?;
            let header = &object.header;
            let agrees = header.instance == self.header.instance
                && header.case == self.header.case
                && header.level == self.header.level
                && (header.kind, header.epoch, header.sender) == (kind, 1, Sender::Reporter)
                && (header.sequence, header.previous) == (sequence, previous)
                && header.commitment == Digest::NONE;
            if !agrees {
                return Err(ParcelError::Contradiction);
            }
            previous = object.digest();
        }
        // Padding adds at most a quarter, and age 16 bytes to every 64 KiB.
        let limit = most_bundle_bytes
            .saturating_add(most_bundle_bytes / 3)
            .saturating_add(1 << 20);
        match &self.bundle {
            Some(bundle) if bundle.header.length > limit => Err(ParcelError::TooLarge {
                limit: most_bundle_bytes,
            }),
            _ => Ok(()),
        }
    }
}

/// Reads a parcel as it arrives and checks it before a byte of its files is handed on. What it holds
/// is bounded: the head, and one chunk.
pub struct ParcelReader<'t> {
    trust: &'t Trust,
    today: Day,
    whole: Sha256,
    buffer: Vec<u8>,
    state: State,
    full: Vec<Vec<u8>>,
}

enum State {
    Head,
    Files {
        head: Box<ParcelHead>,
        content: Sha256,
        left: u64,
    },
    Spoilt,
}

impl<'t> ParcelReader<'t> {
    /// Begins to read a parcel that arrives on `today`.
    pub fn new(trust: &'t Trust, today: Day) -> Self {
        Self {
            trust,
            today,
            whole: Sha256::new(),
            buffer: Vec::new(),
            state: State::Head,
            full: vec![],
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`ParcelError`] as soon as something is wrong; the reader refuses everything after that.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), ParcelError> {
        let fed = self.feed_checked(bytes);
        if fed.is_err() {
            self.state = State::Spoilt;
            self.full.clear();
            self.buffer.clear();
        }
        fed
    }

    /// The head, once it was read and checked.
    pub const fn head(&self) -> Option<&ParcelHead> {
        match &self.state {
            State::Files { head, .. } => Some(head),
            State::Head | State::Spoilt => None,
        }
    }

    /// Hands out the next full chunk of the files' ciphertext, if there is one.
    pub fn take_chunk(&mut self) -> Option<Vec<u8>> {
        (!self.full.is_empty()).then(|| self.full.remove(0))
    }

    /// Ends the parcel. Returns it with the chunks that were not taken yet.
    ///
    /// # Errors
    /// [`ParcelError::CutShort`]; [`ParcelError::Contradiction`] when the files are not those that were
    /// signed.
    pub fn finish(mut self) -> Result<(AcceptableParcel, Vec<Vec<u8>>), ParcelError> {
        let State::Files {
            head,
            content,
            left,
        } = self.state
        else {
            return Err(ParcelError::CutShort);
        };
        if left > 0 {
            return Err(ParcelError::CutShort);
        }
        let content = Digest::from_bytes(content.finalize().into());
        if head
            .bundle
            .as_ref()
            .is_some_and(|bundle| bundle.content != content)
        {
            return Err(ParcelError::Contradiction);
        }
        if !self.buffer.is_empty() {
            self.full.push(self.buffer);
        }
        let digest = Digest::from_bytes(self.whole.finalize().into());
        Ok((
            AcceptableParcel {
                head: *head,
                digest,
            },
            self.full,
        ))
    }

    fn feed_checked(&mut self, mut bytes: &[u8]) -> Result<(), ParcelError> {
        self.whole.update(bytes);
        loop {
            match &mut self.state {
                State::Spoilt => return Err(ParcelError::Malformed),
                State::Files { content, left, .. } => {
                    if u64::try_from(bytes.len()).map_or(true, |fed| fed > *left) {
                        return Err(ParcelError::Malformed);
                    }
                    *left -= u64::try_from(bytes.len()).unwrap_or(0);
                    content.update(bytes);
                    self.cut(bytes);
                    return Ok(());
                }
                State::Head => {
                    self.buffer.extend_from_slice(bytes);
                    let Some((head, read)) = self.read_head()? else {
                        return Ok(());
                    };
                    let left = head
                        .bundle
                        .as_ref()
                        .map_or(0, |bundle| bundle.header.length);
                    let rest = self.buffer.len() - read;
                    self.buffer.clear();
                    bytes = bytes.get(bytes.len() - rest..).unwrap_or_default();
                    self.state = State::Files {
                        head: Box::new(head),
                        content: Sha256::new(),
                        left,
                    };
                }
            }
        }
    }

    /// Reads the head out of the buffer once it is complete, and says how many bytes it had.
    fn read_head(&self) -> Result<Option<(ParcelHead, usize)>, ParcelError> {
        if let Some(&version) = self.buffer.first()
            && version != VERSION
        {
            return Err(ParcelError::UnknownVersion(version));
        }
        let expected = Tag::Parcel.begin(self.trust.manifest.instance);
        let fixed = 1 + expected.len() + 16 + 4;
        let Some(beginning) = self.buffer.get(..fixed) else {
            return Ok(None);
        };
        let mut reader = Reader::new(beginning);
        reader.u8()?;
        let (tag, instance) = expected.split_at(expected.len() - 16);
        if reader.bytes(tag.len())? != tag {
            return Err(ParcelError::Malformed);
        }
        if reader.bytes(instance.len())? != instance {
            return Err(ParcelError::ForeignInstance);
        }
        let id = ParcelId::from_bytes(reader.array()?);
        let length = usize::try_from(reader.u32()?).map_err(|_| ParcelError::Malformed)?;
        if length > MOST_HEAD_BYTES {
            return Err(ParcelError::Malformed);
        }
        let Some(body) = self.buffer.get(fixed..fixed + length) else {
            return Ok(None);
        };
        let head = ParcelHead::from_bytes(id, body)?.check(self.trust, self.today)?;
        Ok(Some((head, fixed + length)))
    }

    fn cut(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.buffer.capacity() < CHUNK_BYTES {
                self.buffer.reserve_exact(CHUNK_BYTES);
            }
            let (taken, rest) = bytes.split_at(bytes.len().min(CHUNK_BYTES - self.buffer.len()));
            self.buffer.extend_from_slice(taken);
            bytes = rest;
            if self.buffer.len() == CHUNK_BYTES {
                self.full.push(mem::take(&mut self.buffer));
            }
        }
    }
}

impl std::fmt::Debug for ParcelReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ParcelReader(hidden)")
    }
}

fn put_part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(part);
}

fn part<'a>(reader: &mut Reader<'a>, most: usize) -> Result<&'a [u8], ParcelError> {
    let length = usize::try_from(reader.u32()?).map_err(|_| ParcelError::Malformed)?;
    if length > most {
        return Err(ParcelError::Malformed);
    }
    Ok(reader.bytes(length)?)
}

const VERSION: u8 = 1;
const MOST_HEAD_BYTES: usize = 512 * 1_024;
const MOST_REPORT_BYTES: usize = 72 * 1_024;
const MOST_CARD_BYTES: usize = 8 * 1_024;
const LEAST_LIVE_GRANTS: usize = 2;
