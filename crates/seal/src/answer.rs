//! The answer page: what a receipt gets to see, always 40 KiB (PROTOCOL 1).

use thiserror::Error;

use crate::case::{SIGNED_CASE_HEADER_BYTES, SignedCaseHeader};
use crate::day::Day;
use crate::id::InstanceId;
use crate::object::{DetachedObject, ObjectError, ObjectHeader, SealedObject, Sender};
use crate::receipt_keys::ReceiptKeys;
use crate::signing::{BadSignature, VerifyingKey};
use crate::wire::Reader;

/// Bytes of the status block.
pub const STATUS_BYTES: usize = 12 * 1_024;

/// Bytes of a reply slot: length 2, day 4, the reply's bytes or, where they do not fit, its name, zeros.
pub const SLOT_BYTES: usize = 7 * 1_024;

/// Bytes of a slot's own fields.
pub const SLOT_FIELDS_BYTES: usize = 2 + 4;

/// Replies on one page.
pub const SLOTS: usize = 4;

/// Bytes of the page.
///
/// ```
/// use seal::answer::{PAGE_BYTES, SLOT_BYTES, SLOTS, STATUS_BYTES};
/// assert_eq!(PAGE_BYTES, 40 * 1_024);
/// assert_eq!(PAGE_BYTES, STATUS_BYTES + SLOTS * SLOT_BYTES);
/// ```
pub const PAGE_BYTES: usize = STATUS_BYTES + SLOTS * SLOT_BYTES;

/// How many log claims a status block holds at most.
pub const MOST_CLAIMS: usize = 255;

/// What the server says about a case to whoever holds its receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusBlock {
    /// The header that the reporter signed.
    pub header: SignedCaseHeader,
    /// The day on which the report arrived.
    pub received_on: Day,
    /// The current epoch of the case key.
    pub epoch: u32,
    /// The status shown to the reporter, as a code of `casework`.
    pub status: u8,
    /// The day on which the reporter asked for deletion.
    pub deletion_asked_on: Option<Day>,
    /// How many replies there are on all pages.
    pub replies: u32,
    /// What the log should hold about this case.
    pub claims: Vec<Claim>,
    /// The report, as the reporter signed it.
    pub report: DetachedObject,
    /// The reporter's last object, as the reporter signed it.
    pub last: DetachedObject,
    /// That what was promised did not come; an answer that comes later does not take it away.
    pub silence: Option<Silence>,
    /// That the case is to be forgotten.
    pub notice: Option<ForgettingNotice>,
}

/// The server's word that officers want the case forgotten. Whatever the reporter sends before it is, except the wish
/// itself, ends that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForgettingNotice {
    /// The day on which it was proposed.
    pub since: Day,
    /// The first day on which it may be done.
    pub from: Day,
}

/// The server's word that no answer came by the day promised for it, which counts as a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// The promised day.
    pub promised_on: Day,
    /// The last day on which a review may be asked for.
    pub review_by: Day,
}

/// The server's word that the log holds an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The code of the entry.
    pub code: u8,
    /// Its sequence number.
    pub sequence: u16,
    /// The day of its batch.
    pub day: Day,
}

/// A reply with the day of its arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// When the server took it.
    pub arrived_on: Day,
    /// The reporter's copy.
    pub reply: SlotReply,
}

/// The reporter's copy of a reply, or its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotReply {
    /// The copy.
    Here(SealedObject),
    /// A copy that is too long for its slot, and is fetched by the id in its header. What is fetched is
    /// the right one when its [`SealedObject::detached`] is this.
    Named(DetachedObject),
}

impl SlotReply {
    /// The copy, or its name where it does not fit.
    pub fn of(reply: SealedObject) -> Self {
        if reply.to_bytes().len() > SLOT_BYTES - SLOT_FIELDS_BYTES {
            Self::Named(reply.detached())
        } else {
            Self::Here(reply)
        }
    }

    /// The copy, where it is here.
    pub const fn here(&self) -> Option<&SealedObject> {
        match self {
            Self::Here(reply) => Some(reply),
            Self::Named(_) => None,
        }
    }

    /// What the server sees of the reply.
    pub const fn header(&self) -> &ObjectHeader {
        match self {
            Self::Here(reply) => &reply.header,
            Self::Named(reply) => &reply.header,
        }
    }

    /// Checks the officer's signature, which a name has as well.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, key: &VerifyingKey) -> Result<(), BadSignature> {
        match self {
            Self::Here(reply) => reply.check(key),
            Self::Named(reply) => reply.check(key),
        }
    }
}

/// An answer page that was taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `None` for an unknown, deleted or emptied mailbox.
    pub status: Option<StatusBlock>,
    /// Up to four replies, newest first.
    pub slots: Vec<Slot>,
}

/// Why an answer page is not to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// The page does not have its layout.
    #[error("the answer page is damaged")]
    Malformed,
    /// The page speaks of another case than the receipt's.
    #[error("the answer page belongs to another receipt")]
    OtherCase,
    /// Something on the page was not signed with this receipt.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
}

impl From<crate::wire::Short> for AnswerError {
    fn from(_: crate::wire::Short) -> Self {
        Self::Malformed
    }
}

impl From<ObjectError> for AnswerError {
    fn from(fault: ObjectError) -> Self {
        match fault {
            ObjectError::BadSignature(fault) => Self::BadSignature(fault),
            ObjectError::Malformed | ObjectError::UnknownVersion(_) => Self::Malformed,
        }
    }
}

impl Answer {
    /// Writes the page. Whatever it holds, it has [`PAGE_BYTES`]; an unknown mailbox gives zeros.
    ///
    /// # Errors
    /// [`AnswerError::Malformed`] for more than four replies, or one that does not fit its slot.
    pub fn to_bytes(&self) -> Result<Vec<u8>, AnswerError> {
        let mut page = Vec::with_capacity(PAGE_BYTES);
        if let Some(status) = &self.status {
            status.put(&mut page);
        }
        fill(&mut page, STATUS_BYTES)?;
        for place in 0..SLOTS {
            if let Some(slot) = self.slots.get(place) {
                let (length, reply) = match &slot.reply {
                    SlotReply::Named(name) => (NAMED, name.to_bytes()),
                    SlotReply::Here(reply) => {
                        let reply = reply.to_bytes();
                        let length = u16::try_from(reply.len());
                        (length.map_err(|_| AnswerError::Malformed)?, reply)
                    }
                };
                page.extend_from_slice(&length.to_be_bytes());
                page.extend_from_slice(&slot.arrived_on.number().to_be_bytes());
                page.extend_from_slice(&reply);
            }
            fill(&mut page, STATUS_BYTES + (place + 1) * SLOT_BYTES)?;
        }
        if self.slots.len() > SLOTS {
            return Err(AnswerError::Malformed);
        }
        Ok(page)
    }

    /// Takes a page apart.
    ///
    /// # Errors
    /// [`AnswerError::Malformed`] unless it has exactly its layout.
    pub fn from_bytes(page: &[u8]) -> Result<Self, AnswerError> {
        if page.len() != PAGE_BYTES {
            return Err(AnswerError::Malformed);
        }
        let (status, mut slots) = page.split_at(STATUS_BYTES);
        let mut answer = Self {
            status: StatusBlock::read(status)?,
            slots: vec![],
        };
        while let Some((slot, rest)) = slots.split_at_checked(SLOT_BYTES) {
            slots = rest;
            let mut reader = Reader::new(slot);
            let length = reader.u16()?;
            let arrived_on = Day::from_number(reader.i32()?);
            let reply = match length {
                0 => continue,
                NAMED => {
                    let name = reader.bytes(DetachedObject::BYTES)?;
                    SlotReply::Named(DetachedObject::from_bytes(name)?)
                }
                length => {
                    let reply = reader.bytes(usize::from(length))?;
                    SlotReply::Here(SealedObject::from_bytes(reply)?)
                }
            };
            answer.slots.push(Slot { arrived_on, reply });
        }
        Ok(answer)
    }
}

impl StatusBlock {
    /// Checks that everything on the block was signed with this receipt.
    ///
    /// # Errors
    /// [`AnswerError::OtherCase`] or [`AnswerError::BadSignature`].
    pub fn check(&self, keys: &ReceiptKeys, instance: InstanceId) -> Result<(), AnswerError> {
        let own = self.header.verifying == keys.signing.verifying()
            && self.header.mailbox == keys.mailbox.digest()
            && self.header.instance == instance;
        let same_case = |object: &DetachedObject| {
            object.header.instance == instance
                && object.header.case == self.header.case
                && object.header.sender == Sender::Reporter
        };
        if !own
            || !same_case(&self.report)
            || !same_case(&self.last)
            || self.report.header.sequence != 0
        {
            return Err(AnswerError::OtherCase);
        }
        self.report.check(&self.header.verifying)?;
        Ok(self.last.check(&self.header.verifying)?)
    }

    fn put(&self, page: &mut Vec<u8>) {
        page.extend_from_slice(&[VERSION, self.status]);
        page.extend_from_slice(&self.received_on.number().to_be_bytes());
        page.extend_from_slice(&self.epoch.to_be_bytes());
        page.extend_from_slice(
            &self
                .deletion_asked_on
                .map_or(NEVER, Day::number)
                .to_be_bytes(),
        );
        page.extend_from_slice(&self.replies.to_be_bytes());
        page.extend_from_slice(&self.header.to_bytes());
        page.extend_from_slice(&self.report.to_bytes());
        page.extend_from_slice(&self.last.to_bytes());
        let claims = self.claims.get(..MOST_CLAIMS).unwrap_or(&self.claims);
        page.push(u8::try_from(claims.len()).unwrap_or(u8::MAX));
        for claim in claims {
            page.push(claim.code);
            page.extend_from_slice(&claim.sequence.to_be_bytes());
            page.extend_from_slice(&claim.day.number().to_be_bytes());
        }
        if let Some(silence) = self.silence {
            page.push(1);
            page.extend_from_slice(&silence.promised_on.number().to_be_bytes());
            page.extend_from_slice(&silence.review_by.number().to_be_bytes());
        } else if self.notice.is_some() {
            page.push(0);
        }
        if let Some(notice) = self.notice {
            page.push(1);
            page.extend_from_slice(&notice.since.number().to_be_bytes());
            page.extend_from_slice(&notice.from.number().to_be_bytes());
        }
    }

    fn read(block: &[u8]) -> Result<Option<Self>, AnswerError> {
        let mut reader = Reader::new(block);
        match reader.u8()? {
            0 => return Ok(None),
            VERSION => {}
            _ => return Err(AnswerError::Malformed),
        }
        let status = reader.u8()?;
        let received_on = Day::from_number(reader.i32()?);
        let epoch = reader.u32()?;
        let deletion_asked_on = Some(reader.i32()?)
            .filter(|&day| day != NEVER)
            .map(Day::from_number);
        let replies = reader.u32()?;
        let header = SignedCaseHeader::from_bytes(reader.bytes(SIGNED_CASE_HEADER_BYTES)?)?;
        let report = DetachedObject::from_bytes(reader.bytes(DetachedObject::BYTES)?)?;
        let last = DetachedObject::from_bytes(reader.bytes(DetachedObject::BYTES)?)?;
        let mut claims = Vec::new();
        for _ in 0..reader.u8()? {
            let (code, sequence) = (reader.u8()?, reader.u16()?);
            claims.push(Claim {
                code,
                sequence,
                day: Day::from_number(reader.i32()?),
            });
        }
        let silence = match reader.u8()? {
            0 => None,
            _ => Some(Silence {
                promised_on: Day::from_number(reader.i32()?),
                review_by: Day::from_number(reader.i32()?),
            }),
        };
        let notice = match reader.u8()? {
            0 => None,
            _ => Some(ForgettingNotice {
                since: Day::from_number(reader.i32()?),
                from: Day::from_number(reader.i32()?),
            }),
        };
        Ok(Some(Self {
            header,
            received_on,
            epoch,
            status,
            deletion_asked_on,
            replies,
            claims,
            report,
            last,
            silence,
            notice,
        }))
    }
}

fn fill(page: &mut Vec<u8>, to: usize) -> Result<(), AnswerError> {
    if page.len() > to {
        return Err(AnswerError::Malformed);
    }
    page.resize(to, 0);
    Ok(())
}

const VERSION: u8 = 1;
/// Stands for the length where a slot holds the name of a reply.
const NAMED: u16 = u16::MAX;
const NEVER: i32 = i32::MIN;
