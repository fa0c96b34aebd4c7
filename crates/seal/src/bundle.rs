//! Bundles: all files of one sending in one ZIP with stored entries, padded, sealed as a stream.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read, Seek, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use thiserror::Error;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter as ZipStream};
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::age_file::{self, OpenError, SealError};
use crate::digest::Digest;
use crate::identity::{Identity, Recipient};
use crate::object::{DetachedObject, ObjectHeader};
use crate::padding::bundle_class;
use crate::signing::SigningKey;
use crate::text::HeaderText;

/// Bytes of every chunk of a sealed bundle but the last.
pub const CHUNK_BYTES: usize = 4 * 1_024 * 1_024;

/// Bytes of a file name, at most; longer ones are cut.
pub const FILE_NAME_BYTES: usize = 240;

/// How many files a bundle may hold, whatever the manifest allows.
pub const BUNDLE_FILES: usize = 60_000;

/// The last entry of a bundle: zeros.
pub const PADDING_ENTRY: &str = ".padding";

/// Why a bundle could not be sealed or opened.
#[derive(Debug, Error)]
pub enum BundleError {
    /// The ZIP inside is damaged, or holds what a bundle never holds (compression, encryption).
    #[error("the bundle is damaged")]
    Damaged,
    /// The bundle inside belongs to another object.
    #[error("the bundle inside belongs to another object")]
    OtherHeader,
    /// The age file does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The age file could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// More files than a bundle may hold.
    #[error("there are more than {limit} files")]
    TooManyFiles {
        /// How many are allowed.
        limit: usize,
    },
    /// Bytes could not be read or written.
    #[error("the bundle could not be read or written")]
    Io(#[from] io::Error),
}

impl From<ZipError> for BundleError {
    fn from(fault: ZipError) -> Self {
        if let ZipError::Io(fault) = fault {
            Self::Io(fault)
        } else {
            Self::Damaged
        }
    }
}

/// Seals files as they arrive. What it holds is bounded by one chunk and one block of age, however
/// large the files are.
pub struct BundleSealer {
    zip: ZipWriter<ZipStream<Counting<age::stream::StreamWriter<Chunks>>>>,
    chunks: Chunks,
    header: ObjectHeader,
    names: BTreeSet<String>,
    next_numbers: BTreeMap<String, u32>,
    starts: Vec<(u64, usize)>,
    padding: Option<Padding>,
    limit: usize,
}

/// How far a bundle is from the length of its class.
#[derive(Clone, Copy)]
struct Padding {
    class: u64,
    zeros: u64,
}

/// A bundle whose every byte has been handed out.
#[derive(Debug)]
pub struct FinishedBundle {
    pub(crate) header: ObjectHeader,
    pub(crate) content: Digest,
}

impl BundleSealer {
    pub(crate) fn begin(
        header: ObjectHeader,
        to: &Recipient,
        limit: usize,
    ) -> Result<Self, BundleError> {
        Self::begin_for(header, std::slice::from_ref(to), limit)
    }

    pub(crate) fn begin_for(
        header: ObjectHeader,
        to: &[Recipient],
        limit: usize,
    ) -> Result<Self, BundleError> {
        let chunks = Chunks::default();
        let sealing = age_file::writer(to, chunks.clone())?;
        let zip = ZipWriter::new_stream(Counting {
            inner: sealing,
            written: 0,
        });
        let limit = limit.min(BUNDLE_FILES);
        let mut bundle = Self {
            zip,
            chunks,
            header,
            names: BTreeSet::new(),
            next_numbers: BTreeMap::new(),
            starts: vec![],
            padding: None,
            limit,
        };
        let repeated = serde_json::to_vec(&HeaderText::of(&bundle.header))
            .map_err(|_| BundleError::Damaged)?;
        bundle.start_entry(HEADER_ENTRY)?;
        bundle.zip.write_all(&repeated)?;
        Ok(bundle)
    }

    /// Begins a file and returns the name under which it is kept: without folders and control
    /// characters, cut to [`FILE_NAME_BYTES`], and unlike every name before.
    ///
    /// # Errors
    /// [`BundleError::TooManyFiles`].
    pub fn start_file(&mut self, name: &str) -> Result<String, BundleError> {
        if self.padding.is_some() {
            return Err(BundleError::Io(io::Error::other(
                "the bundle is being closed",
            )));
        }
        // The header entry is not one of the sender's files.
        if self.names.len() >= self.limit {
            return Err(BundleError::TooManyFiles { limit: self.limit });
        }
        let name = self.unused_name(name);
        self.start_entry(&name)?;
        self.names.insert(name.to_lowercase());
        Ok(name)
    }

    /// Adds bytes to the file that was begun last.
    ///
    /// # Errors
    /// [`BundleError::Io`] when no file was begun.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        Ok(self.zip.write_all(bytes)?)
    }

    /// How many bytes lie in the bundle so far, before sealing.
    pub fn written(&self) -> u64 {
        self.zip
            .get_ref()
            .map_or(0, |stream| stream.get_ref().written)
    }

    /// How many files were begun.
    pub fn files(&self) -> usize {
        self.names.len()
    }

    /// Hands out the next full chunk of ciphertext, if there is one.
    pub fn take_chunk(&mut self) -> Option<Vec<u8>> {
        self.chunks.take_full()
    }

    /// Pads the bundle until another chunk is full and hands that out; `None` once it has the length of
    /// its class. After the first call no file can be added. A large bundle is padded by up to a
    /// quarter, so whoever streams calls this until there is no more, and only then
    /// [`BundleSealer::finish`].
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn pad(&mut self) -> Result<Option<Vec<u8>>, BundleError> {
        if self.padding.is_none() {
            self.start_entry(PADDING_ENTRY)?;
            self.padding = Some(self.padding_needed());
        }
        let block = [0; 16 * 1_024];
        while let Some(padding) = &mut self.padding
            && padding.zeros > 0
        {
            let step = usize::try_from(padding.zeros)
                .unwrap_or(block.len())
                .min(block.len());
            padding.zeros -= u64::try_from(step).unwrap_or(0);
            self.zip.write_all(block.get(..step).unwrap_or_default())?;
            if let Some(chunk) = self.take_chunk() {
                return Ok(Some(chunk));
            }
        }
        Ok(None)
    }

    /// Pads what is left to pad and closes the bundle. Returns it with the chunks that were not taken
    /// yet; the last of them may be shorter.
    ///
    /// # Errors
    /// [`BundleError::Io`]; [`BundleError::Damaged`] if the padding failed to reach its class.
    pub fn finish(mut self) -> Result<(FinishedBundle, Vec<Vec<u8>>), BundleError> {
        let mut last = vec![];
        while let Some(chunk) = self.pad()? {
            last.push(chunk);
        }
        let class = self.padding.map_or(0, |padding| padding.class);
        let counting = self.zip.finish()?.into_inner();
        if counting.written != class {
            return Err(BundleError::Damaged);
        }
        counting.inner.finish()?;
        let (content, length, end) = self.chunks.close();
        last.extend(end);
        self.header.length = length;
        Ok((
            FinishedBundle {
                header: self.header,
                content,
            },
            last,
        ))
    }

    fn padding_needed(&self) -> Padding {
        let unpadded = self.written() + self.tail_bytes();
        let class = bundle_class(unpadded);
        let zeros = class - unpadded;
        // The padding itself may lift the directory above 4 GiB, and then the tail grows.
        if self.written() + zeros > ZIP_32 && self.written() <= ZIP_32 {
            let class = bundle_class(unpadded + ZIP64_TAIL);
            return Padding {
                class,
                zeros: class - unpadded - ZIP64_TAIL,
            };
        }
        Padding { class, zeros }
    }

    fn start_entry(&mut self, name: &str) -> Result<(), BundleError> {
        // The entry before is closed by the next one, so its descriptor is counted here.
        let before = self.written()
            + if self.starts.is_empty() {
                0
            } else {
                DESCRIPTOR
            };
        self.starts.push((before, name.len()));
        // Without `large_file` writing fails past 4 GiB.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(true);
        Ok(self.zip.start_file(name, options)?)
    }

    /// What ZIP still writes once the open entry ends: its descriptor, the directory, the end records.
    fn tail_bytes(&self) -> u64 {
        let entry = |&(start, name): &(u64, usize)| {
            let far = if start >= ZIP_32 { 8 } else { 0 };
            DIRECTORY_ENTRY + ZIP64_SIZES + far + u64::try_from(name).unwrap_or(0)
        };
        let directory: u64 = self.starts.iter().map(entry).sum();
        let start = self.written() + DESCRIPTOR;
        let zip64 = if start.max(directory) > ZIP_32 || self.starts.len() > ZIP_16 {
            ZIP64_TAIL
        } else {
            0
        };
        DESCRIPTOR + directory + zip64 + END_RECORD
    }

    fn unused_name(&mut self, name: &str) -> String {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut clean: String = name.chars().filter(|one| !one.is_control()).collect();
        if clean.trim_matches([' ', '.']).is_empty()
            || [HEADER_ENTRY, PADDING_ENTRY].contains(&clean.as_str())
        {
            clean = format!("file{clean}");
        }
        let (stem, ending) = match clean.rfind('.') {
            Some(dot) if dot > 0 && clean.len() - dot <= LONGEST_ENDING => clean.split_at(dot),
            _ => (clean.as_str(), ""),
        };
        let mut attempt = format!("{}{ending}", cut(stem, FILE_NAME_BYTES - ending.len()));
        // Counted on from the last file of this name: ten thousand equal names cost ten thousand steps.
        let number = self.next_numbers.entry(attempt.to_lowercase()).or_insert(2);
        while self.names.contains(&attempt.to_lowercase()) {
            let numbered = format!(" ({number}){ending}");
            attempt = format!("{}{numbered}", cut(stem, FILE_NAME_BYTES - numbered.len()));
            *number += 1;
        }
        attempt
    }
}

impl std::fmt::Debug for BundleSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BundleSealer(hidden)")
    }
}

impl FinishedBundle {
    pub(crate) fn sign(self, key: &SigningKey) -> DetachedObject {
        let signature = self.header.sign(&self.content, key);
        DetachedObject {
            header: self.header,
            content: self.content,
            signature,
        }
    }
}

/// A bundle that can be read. Nothing of it is ever decompressed, so its files are never larger than
/// the bundle itself.
pub struct OpenedBundle<R: BufRead + Seek> {
    archive: ZipArchive<age::stream::StreamReader<R>>,
}

impl<R: BufRead + Seek> OpenedBundle<R> {
    /// Opens a bundle and compares the header inside with the one outside. Check signature and content
    /// first, with [`DetachedObject::check`] and [`DetachedObject::check_content`].
    ///
    /// # Errors
    /// [`BundleError`] says what is wrong.
    pub fn open(
        bundle: &DetachedObject,
        identity: &Identity,
        file: R,
    ) -> Result<Self, BundleError> {
        let mut archive = ZipArchive::new(age_file::reader(identity, short_header(file)?)?)?;
        if archive.len() > BUNDLE_FILES + 2 || archive.has_overlapping_entries()? {
            return Err(BundleError::Damaged);
        }
        let mut repeated = Vec::new();
        archive
            .by_name(HEADER_ENTRY)?
            .take(HEADER_ENTRY_BYTES)
            .read_to_end(&mut repeated)?;
        let repeated: HeaderText =
            serde_json::from_slice(&repeated).map_err(|_| BundleError::Damaged)?;
        if repeated != HeaderText::of(&bundle.header) {
            return Err(BundleError::OtherHeader);
        }
        let mut total: u64 = 0;
        for place in 0..archive.len() {
            let entry = archive.by_index_raw(place)?;
            if entry.compression() != CompressionMethod::Stored || entry.encrypted() {
                return Err(BundleError::Damaged);
            }
            total = total.saturating_add(entry.size());
        }
        if total > bundle.header.length {
            return Err(BundleError::Damaged);
        }
        Ok(Self { archive })
    }

    /// Name and size of each of the sender's files, in order.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn list(&mut self) -> Result<Vec<(String, u64)>, BundleError> {
        let mut list = vec![];
        for place in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(place)?;
            let name = entry.name()?.into_owned();
            if !is_own(&name) {
                list.push((name, entry.size()));
            }
        }
        Ok(list)
    }

    /// Hands one of the sender's files to `take`, by its place in the [`list`](Self::list), and returns
    /// whether it is there.
    ///
    /// # Errors
    /// [`BundleError`], also when `take` fails.
    pub fn file(
        &mut self,
        number: usize,
        take: impl FnOnce(&str, u64, &mut dyn Read) -> io::Result<()>,
    ) -> Result<bool, BundleError> {
        let mut before = 0;
        for place in 0..self.archive.len() {
            let name = self.archive.by_index_raw(place)?.name()?.into_owned();
            if is_own(&name) {
                continue;
            }
            if before == number {
                let mut entry = self.archive.by_index(place)?;
                let size = entry.size();
                take(&name, size, &mut entry)?;
                return Ok(true);
            }
            before += 1;
        }
        Ok(false)
    }

    /// Hands each of the sender's files to `take`, in order: its name and its content.
    ///
    /// # Errors
    /// [`BundleError`], also when `take` fails.
    pub fn files(
        &mut self,
        mut take: impl FnMut(&str, u64, &mut dyn Read) -> io::Result<()>,
    ) -> Result<(), BundleError> {
        for place in 0..self.archive.len() {
            let mut entry = self.archive.by_index(place)?;
            let name = entry.name()?.into_owned();
            if is_own(&name) {
                continue;
            }
            let size = entry.size();
            take(&name, size, &mut entry)?;
        }
        Ok(())
    }
}

impl<R: BufRead + Seek> std::fmt::Debug for OpenedBundle<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedBundle(hidden)")
    }
}

/// Ciphertext on its way out, cut into chunks.
#[derive(Clone, Default)]
struct Chunks(Arc<Mutex<Cut>>);

#[derive(Default)]
struct Cut {
    full: Vec<Vec<u8>>,
    filling: Vec<u8>,
    hash: Sha256,
    length: u64,
}

impl Chunks {
    fn take_full(&self) -> Option<Vec<u8>> {
        let mut cut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (!cut.full.is_empty()).then(|| cut.full.remove(0))
    }

    fn close(&self) -> (Digest, u64, Vec<Vec<u8>>) {
        let mut cut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last = mem::take(&mut cut.full);
        let filling = mem::take(&mut cut.filling);
        if !filling.is_empty() {
            last.push(filling);
        }
        (
            Digest::from_bytes(cut.hash.clone().finalize().into()),
            cut.length,
            last,
        )
    }
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut cut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cut.filling.capacity() == 0 {
            cut.filling.reserve_exact(CHUNK_BYTES);
        }
        let taken = bytes
            .get(..CHUNK_BYTES - cut.filling.len())
            .unwrap_or(bytes);
        cut.filling.extend_from_slice(taken);
        cut.hash.update(taken);
        cut.length += u64::try_from(taken.len()).unwrap_or(0);
        if cut.filling.len() == CHUNK_BYTES {
            let full = mem::take(&mut cut.filling);
            cut.full.push(full);
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Counting<W> {
    inner: W,
    written: u64,
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(bytes)?;
        self.written += u64::try_from(taken).unwrap_or(0);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Refuses an age file whose header does not end soon: age reads a header of any length, and over and
/// over again. Leaves the file where it was.
fn short_header<R: BufRead + Seek>(mut file: R) -> Result<R, BundleError> {
    let start = file.stream_position()?;
    let mut head = Vec::new();
    file.by_ref()
        .take(AGE_HEADER_BYTES)
        .read_to_end(&mut head)?;
    file.seek(io::SeekFrom::Start(start))?;
    let ends = head
        .windows(AGE_HEADER_END.len())
        .any(|window| window == AGE_HEADER_END);
    if ends {
        Ok(file)
    } else {
        Err(BundleError::Open(OpenError::Damaged))
    }
}

/// Whether an entry is ours, and none of the sender's files.
fn is_own(name: &str) -> bool {
    [HEADER_ENTRY, PADDING_ENTRY].contains(&name)
}

fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

const HEADER_ENTRY: &str = ".tabir.json";
const HEADER_ENTRY_BYTES: u64 = 4_096;
/// A header has about two thousand bytes for each recipient, of which there are two at most.
const AGE_HEADER_BYTES: u64 = 16 * 1_024;
const AGE_HEADER_END: &[u8] = b"\n--- ";
const LONGEST_ENDING: usize = 16;

// Sizes of ZIP's records (APPNOTE 6.3.10, sections 4.3.9, 4.3.12, 4.3.14 to 4.3.16, 4.5.3).
const DESCRIPTOR: u64 = 24;
const DIRECTORY_ENTRY: u64 = 46;
const ZIP64_SIZES: u64 = 20;
const END_RECORD: u64 = 22;
const ZIP64_TAIL: u64 = 56 + 20;
const ZIP_32: u64 = 0xffff_ffff;
const ZIP_16: usize = 0xffff;
