use std::mem;

use sha2::{Digest as _, Sha256};

use crate::bundle::CHUNK_BYTES;
use crate::day::Day;
use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::ParcelId;
use crate::parcel::{AcceptableParcel, ParcelError, ParcelHead, VERSION};
use crate::trust::Trust;
use crate::wire::Reader;

/// Reads a parcel as it arrives and checks it before a byte of its files is handed on. What it holds
/// is bounded: the head, and one chunk.
pub struct ParcelReader<'t> {
    trust: &'t Trust,
    today: Day,
    buffer: Vec<u8>,
    state: State,
    full: Vec<Vec<u8>>,
}

enum State {
    Head,
    Files {
        head: Box<ParcelHead>,
        digest: Digest,
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
            State::Head | State::Spoilt => Err(ParcelError::Malformed),
        };
        if fed.is_err() {
            self.state = State::Spoilt;
        }
        fed
    }

    /// SHA-256 of the head, once it was read and checked: the same sending again has the same.
    pub const fn digest(&self) -> Option<Digest> {
        match &self.state {
            State::Files { digest, .. } => Some(*digest),
            State::Head | State::Spoilt => None,
        }
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
            digest,
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
        Ok((
            AcceptableParcel {
                head: *head,
                digest,
            },
            self.full,
        ))
    }

    fn feed_checked(&mut self, mut bytes: &[u8]) -> Result<(), ParcelError> {
        loop {
            match &mut self.state {
                State::Spoilt => return Err(ParcelError::Malformed),
                State::Files { content, left, .. } => {
                    count(bytes, content, left)?;
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
                    let digest = Digest::of(self.buffer.get(..read).unwrap_or_default());
                    let rest = self.buffer.len() - read;
                    self.buffer.clear();
                    bytes = bytes.get(bytes.len() - rest..).unwrap_or_default();
                    self.state = State::Files {
                        head: Box::new(head),
                        digest,
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

const MOST_HEAD_BYTES: usize = 512 * 1_024;
