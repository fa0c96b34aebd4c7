use thiserror::Error;

use crate::Level;
use crate::case::{SIGNED_CASE_HEADER_BYTES, SignedCaseHeader};
use crate::day::Day;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::grant::Grant;
use crate::id::{InstanceId, ParcelId, ThreadId};
use crate::object::{DetachedObject, Kind, ObjectError, SealedObject, Sender};
use crate::parcel_reader::MOST_HEAD_BYTES;
use crate::random::NoRandomness;
use crate::roster::VerifiedRoster;
use crate::signing::BadSignature;
use crate::ticket::LogTicket;
use crate::trust::Trust;
use crate::wire::{Reader, Short};

/// Everything of a first report: case header, grants, report, card, perhaps a request for protection and files, log
/// entry. Sealed; nobody on the server sees what is inside.
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
    /// Report and card, and behind them a request for protection where one came along.
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
    /// SHA-256 of the bytes before the files, which name the files by their digest: the same parcel
    /// again has the same.
    pub digest: Digest,
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
    /// A follow-up does not go on where the reporter's last object ended: it has to be sealed again from
    /// a newer answer page.
    #[error("something was added since the follow-up was sealed")]
    OutOfChain,
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
    ) -> Self {
        Self {
            head: ParcelHead {
                id,
                header,
                grants,
                objects,
                bundle,
                ticket,
            },
        }
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

    /// The case header of a parcel for this deployment, whose bytes begin with it. Nothing else of them is looked at; the
    /// header is signed with the key that stands in it.
    ///
    /// # Errors
    /// [`ParcelError`] when these are not the first bytes of such a parcel.
    pub fn case_header(
        bytes: &[u8],
        instance: InstanceId,
    ) -> Result<SignedCaseHeader, ParcelError> {
        let mut reader = Reader::new(bytes);
        let version = reader.u8()?;
        if version != VERSION {
            return Err(ParcelError::UnknownVersion(version));
        }
        let expected = Tag::Parcel.begin(instance);
        if reader.bytes(expected.len())? != expected {
            return Err(ParcelError::ForeignInstance);
        }
        let _id: [u8; 16] = reader.array()?;
        let _length = reader.u32()?;
        let header = SignedCaseHeader::from_bytes(reader.bytes(SIGNED_CASE_HEADER_BYTES)?)?;
        if header.instance == instance {
            Ok(header)
        } else {
            Err(ParcelError::ForeignInstance)
        }
    }

    /// The files that the bytes of a parcel without them name, and nothing where they name none. That the sender of the
    /// parcel signed for them is checked, and nothing else: the rest checks the office that takes it.
    ///
    /// # Errors
    /// [`ParcelError`] when the bytes are no parcel, or something follows.
    pub fn files_named(bytes: &[u8]) -> Result<Option<DetachedObject>, ParcelError> {
        let mut reader = Reader::new(bytes);
        let version = reader.u8()?;
        if version != VERSION {
            return Err(ParcelError::UnknownVersion(version));
        }
        // Of which office it is, its header says as well.
        let tag = Tag::Parcel.begin(InstanceId::from_bytes([0; 16]));
        let (tag, instance) = tag.split_at(tag.len() - 16);
        if reader.bytes(tag.len())? != tag {
            return Err(ParcelError::Malformed);
        }
        reader.bytes(instance.len())?;
        let id = ParcelId::from_bytes(reader.array()?);
        let body = part(&mut reader, MOST_HEAD_BYTES)?;
        if !reader.is_empty() {
            return Err(ParcelError::Malformed);
        }
        let head = ParcelHead::from_bytes(id, body)?;
        if let Some(files) = &head.bundle {
            files.check(&head.header.verifying)?;
        }
        Ok(head.bundle)
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
        let (first, request) = self.objects.split_at(self.objects.len().min(2));
        for object in first {
            put_part(&mut bytes, &object.to_bytes());
        }
        put_rest(&mut bytes, &self.ticket, self.bundle.as_ref());
        for object in request {
            put_part(&mut bytes, &object.to_bytes());
        }
        bytes
    }

    pub(crate) fn from_bytes(id: ParcelId, bytes: &[u8]) -> Result<Self, ParcelError> {
        let mut reader = Reader::new(bytes);
        let header = SignedCaseHeader::from_bytes(reader.bytes(SIGNED_CASE_HEADER_BYTES)?)?;
        let mut grants = Vec::new();
        for _ in 0..reader.u8()? {
            grants.push(Grant::from_bytes(part(&mut reader, Grant::MOST_BYTES)?)?);
        }
        let mut objects = Vec::with_capacity(3);
        for most in [MOST_TEXT_BYTES, MOST_CARD_BYTES] {
            objects.push(SealedObject::from_bytes(part(&mut reader, most)?)?);
        }
        let (ticket, bundle) = rest(&mut reader)?;
        if !reader.is_empty() {
            let request = part(&mut reader, MOST_TEXT_BYTES)?;
            objects.push(SealedObject::from_bytes(request)?);
        }
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
    pub(crate) fn check(mut self, trust: &Trust, today: Day) -> Result<Self, ParcelError> {
        let header = &self.header;
        if header.instance != trust.manifest.instance {
            return Err(ParcelError::ForeignInstance);
        }
        // At level C the server seals in its own memory; nothing sealed there comes in from outside.
        if header.level == Level::C {
            return Err(ParcelError::Contradiction);
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
        // A key that was replaced is a key that somebody else may hold.
        let is_live = |grant: &Grant| {
            let then = sealed_with.officer(grant.grantee);
            newest.officer(grant.grantee).is_some_and(|officer| {
                officer.is_on_duty(today)
                    && officer.receives_reports()
                    && then.is_some_and(|then| then.recipient == officer.recipient)
            })
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
        let request = (self.objects.len() > 2).then_some(Kind::ProtectionRequest);
        let kinds = [Kind::Report, Kind::Card].into_iter().chain(request);
        let kinds = kinds.chain([Kind::Bundle]);
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
        match &self.bundle {
            Some(bundle) if bundle.header.length > sealed_bundle_bytes(most_bundle_bytes) => {
                Err(ParcelError::TooLarge {
                    limit: most_bundle_bytes,
                })
            }
            _ => Ok(()),
        }
    }
}

/// Bytes that the ciphertext of a bundle may have when its files may have `files` bytes: padding adds
/// at most a quarter, and age 16 bytes to every 64 KiB.
///
/// ```
/// assert!(seal::sealed_bundle_bytes(2 << 30) < 3 << 30);
/// ```
pub const fn sealed_bundle_bytes(files: u64) -> u64 {
    files.saturating_add(files / 3).saturating_add(1 << 20)
}

/// How a parcel and a follow-up end: ticket, whether files follow, and their proof.
pub(crate) fn put_rest(bytes: &mut Vec<u8>, ticket: &LogTicket, bundle: Option<&DetachedObject>) {
    bytes.extend_from_slice(&ticket.entry);
    bytes.extend_from_slice(&ticket.opening);
    bytes.extend_from_slice(ticket.thread.as_bytes());
    bytes.push(bundle.is_some().into());
    if let Some(bundle) = bundle {
        bytes.extend_from_slice(&bundle.to_bytes());
    }
}

pub(crate) fn rest(
    reader: &mut Reader<'_>,
) -> Result<(LogTicket, Option<DetachedObject>), ParcelError> {
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
    Ok((ticket, bundle))
}

pub(crate) fn put_part(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(part);
}

pub(crate) fn part<'a>(reader: &mut Reader<'a>, most: usize) -> Result<&'a [u8], ParcelError> {
    let length = usize::try_from(reader.u32()?).map_err(|_| ParcelError::Malformed)?;
    if length > most {
        return Err(ParcelError::Malformed);
    }
    Ok(reader.bytes(length)?)
}

pub(crate) const VERSION: u8 = 1;
/// Bytes of a sealed text with its proof, at most.
pub(crate) const MOST_TEXT_BYTES: usize = 72 * 1_024;
const MOST_CARD_BYTES: usize = 8 * 1_024;
const LEAST_LIVE_GRANTS: usize = 2;
