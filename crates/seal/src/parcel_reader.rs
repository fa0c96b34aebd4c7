use std::mem;

use sha2::{Digest as _, Sha256};

use crate::answer::StatusBlock;
use crate::bundle::CHUNK_BYTES;
use crate::day::Day;
use crate::digest::Digest;
use crate::follow_up_parcel::{AcceptableFollowUp, ClaimedFollowUp};
use crate::framing::Tag;
use crate::id::{MailboxDigest, ParcelId};
use crate::object::DetachedObject;
use crate::parcel::{AcceptableParcel, ParcelError, ParcelHead, VERSION};
use crate::trust::Trust;
use crate::wire::Reader;

/// What was read and checked.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each sending, and it is soon taken apart"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acceptable {
    /// What is added to a report.
    FollowUp(AcceptableFollowUp),
    /// A first report.
    Report(AcceptableParcel),
}

/// What a reader has to be told before it can go on with a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The id under which it is sent.
    pub id: ParcelId,
    /// Whose status block is asked for.
    pub mailbox: MailboxDigest,
    /// SHA-256 of the head, by which a follow-up that was accepted before is known.
    pub digest: Digest,
}

/// Reads a parcel or a follow-up as it arrives and checks it before a byte of its files is handed on.
/// What it holds is bounded: the head, and one chunk.
///
/// After the head of a follow-up it [asks](ParcelReader::asks) for the status block of a mailbox, and
/// takes no more until it was [told](ParcelReader::tell).
pub struct ParcelReader<'t> {
    trust: &'t Trust,
    today: Day,
    buffer: Vec<u8>,
    state: State,
    full: Vec<Vec<u8>>,
}

enum State {
    Head,
    Asking {
        claimed: Box<ClaimedFollowUp>,
        pending: Vec<u8>,
    },
    Files {
        checked: Box<Acceptable>,
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

    /// Takes the next bytes of files that lie in the store already: they are checked and not handed
    /// out again.
    ///
    /// # Errors
    /// As [`ParcelReader::feed`], also before the head was read.
    pub fn feed_stored(&mut self, bytes: &[u8]) -> Result<(), ParcelError> {
        let fed = match &mut self.state {
            State::Files { content, left, .. } => count(bytes, content, left),
            State::Head | State::Asking { .. } | State::Spoilt => Err(ParcelError::Malformed),
        };
        if fed.is_err() {
            self.state = State::Spoilt;
        }
        fed
    }

    /// SHA-256 of the head, once it was read and checked: the same sending again has the same.
    pub fn digest(&self) -> Option<Digest> {
        self.checked().map(Acceptable::digest)
    }

    /// What has to be told before anything else is read.
    pub fn asks(&self) -> Option<Asked> {
        match &self.state {
            State::Asking { claimed, .. } => Some(Asked {
                id: claimed.follow_up.id,
                mailbox: claimed.follow_up.mailbox,
                digest: claimed.follow_up.digest,
            }),
            State::Head | State::Files { .. } | State::Spoilt => None,
        }
    }

    /// Tells what is known under the mailbox that was asked for, and checks the follow-up against it.
    ///
    /// # Errors
    /// [`ParcelError`], [`ParcelError::SealAgain`] also when custodians of a vault may not keep it; an unknown mailbox is told from a wrong signature by nothing.
    pub fn tell(&mut self, status: Option<&StatusBlock>) -> Result<(), ParcelError> {
        let state = mem::replace(&mut self.state, State::Spoilt);
        let State::Asking { claimed, pending } = state else {
            return Err(ParcelError::Malformed);
        };
        let manifest = &self.trust.manifest;
        let follow_up = claimed.check(manifest.instance, manifest.limits.bundle_bytes, status)?;
        if let Some(vault) = &follow_up.vault {
            vault.check_custodians(self.trust, self.today)?;
        }
        self.state = State::files(Acceptable::FollowUp(follow_up));
        self.feed(&pending)
    }

    /// What was read and checked; of its files nothing is known yet.
    pub fn checked(&self) -> Option<&Acceptable> {
        match &self.state {
            State::Files { checked, .. } => Some(checked),
            State::Head | State::Asking { .. } | State::Spoilt => None,
        }
    }

    /// The head of a first report, once it was read and checked.
    pub fn head(&self) -> Option<&ParcelHead> {
        match self.checked()? {
            Acceptable::Report(parcel) => Some(&parcel.head),
            Acceptable::FollowUp(_) => None,
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
    pub fn finish(mut self) -> Result<(Acceptable, Vec<Vec<u8>>), ParcelError> {
        let State::Files {
            checked,
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
        if checked
            .bundle()
            .is_some_and(|bundle| bundle.content != content)
        {
            return Err(ParcelError::Contradiction);
        }
        if !self.buffer.is_empty() {
            self.full.push(self.buffer);
        }
        Ok((*checked, self.full))
    }

    fn feed_checked(&mut self, mut bytes: &[u8]) -> Result<(), ParcelError> {
        loop {
            match &mut self.state {
                State::Asking { .. } | State::Spoilt => return Err(ParcelError::Malformed),
                State::Files { content, left, .. } => {
                    count(bytes, content, left)?;
                    self.cut(bytes);
                    return Ok(());
                }
                State::Head => {
                    self.buffer.extend_from_slice(bytes);
                    let Some((state, read)) = self.read_head()? else {
                        return Ok(());
                    };
                    let rest = self.buffer.len() - read;
                    self.buffer.clear();
                    bytes = bytes.get(bytes.len() - rest..).unwrap_or_default();
                    self.state = state;
                    if let State::Asking { pending, .. } = &mut self.state {
                        pending.extend_from_slice(bytes);
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Reads the head out of the buffer once it is complete, and says how many bytes it had.
    fn read_head(&self) -> Result<Option<(State, usize)>, ParcelError> {
        if let Some(&version) = self.buffer.first()
            && version != VERSION
        {
            return Err(ParcelError::UnknownVersion(version));
        }
        let ours = self.trust.manifest.instance;
        // The byte behind the version is the length of the tag.
        let is_follow_up = self.buffer.get(1) == Tag::FollowUp.begin(ours).first();
        let tag = if is_follow_up {
            Tag::FollowUp
        } else {
            Tag::Parcel
        };
        let expected = tag.begin(ours);
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
        let digest = Digest::of(self.buffer.get(..fixed + length).unwrap_or_default());
        let state = if is_follow_up {
            let claimed = ClaimedFollowUp::from_bytes(ours, id, body, digest)?;
            State::Asking {
                claimed: Box::new(claimed),
                pending: Vec::new(),
            }
        } else {
            let head = ParcelHead::from_bytes(id, body)?.check(self.trust, self.today)?;
            State::files(Acceptable::Report(AcceptableParcel { head, digest }))
        };
        Ok(Some((state, fixed + length)))
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

impl State {
    fn files(checked: Acceptable) -> Self {
        Self::Files {
            left: checked.bundle().map_or(0, |bundle| bundle.header.length),
            checked: Box::new(checked),
            content: Sha256::new(),
        }
    }
}

impl Acceptable {
    /// The id under which it is sent.
    pub const fn id(&self) -> ParcelId {
        match self {
            Self::FollowUp(follow_up) => follow_up.id,
            Self::Report(parcel) => parcel.head.id,
        }
    }

    /// SHA-256 of the head: the same sending again has the same.
    pub const fn digest(&self) -> Digest {
        match self {
            Self::FollowUp(follow_up) => follow_up.digest,
            Self::Report(parcel) => parcel.digest,
        }
    }

    /// The proof of its files, if there are any.
    pub const fn bundle(&self) -> Option<&DetachedObject> {
        match self {
            Self::FollowUp(follow_up) => follow_up.bundle.as_ref(),
            Self::Report(parcel) => parcel.head.bundle.as_ref(),
        }
    }

    /// The first report that this is.
    pub fn report(self) -> Option<AcceptableParcel> {
        match self {
            Self::FollowUp(_) => None,
            Self::Report(parcel) => Some(parcel),
        }
    }

    /// The follow-up that this is.
    pub fn follow_up(self) -> Option<AcceptableFollowUp> {
        match self {
            Self::FollowUp(follow_up) => Some(follow_up),
            Self::Report(_) => None,
        }
    }
}

fn count(bytes: &[u8], content: &mut Sha256, left: &mut u64) -> Result<(), ParcelError> {
    let fed = u64::try_from(bytes.len()).map_err(|_| ParcelError::Malformed)?;
    *left = left.checked_sub(fed).ok_or(ParcelError::Malformed)?;
    content.update(bytes);
    Ok(())
}

impl std::fmt::Debug for ParcelReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ParcelReader(hidden)")
    }
}

/// Bytes of everything of a parcel but its files, at most.
pub const PARCEL_HEAD_BYTES: usize = MOST_HEAD_BYTES + 1_024;

pub(crate) const MOST_HEAD_BYTES: usize = 512 * 1_024;
