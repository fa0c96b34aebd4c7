use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter as ZipStream};
use zip::{CompressionMethod, ZipWriter};

use crate::age_file;
use crate::bundle::{
    BUNDLE_FILES, BundleError, FILE_NAME_BYTES, FinishedBundle, HEADER_ENTRY, PADDING_ENTRY,
};
use crate::bundle_chunks::{Chunks, Counting};
use crate::identity::Recipient;
use crate::object::ObjectHeader;
use crate::padding::bundle_class;
use crate::text::HeaderText;

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

impl BundleSealer {
    /// Begins a bundle for the object with this header: for one recipient, with at most `limit` files. The length in the
    /// header is set once it is known.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn begin(header: ObjectHeader, to: &Recipient, limit: usize) -> Result<Self, BundleError> {
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

fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

const LONGEST_ENDING: usize = 16;

// Sizes of ZIP's records (APPNOTE 6.3.10, sections 4.3.9, 4.3.12, 4.3.14 to 4.3.16, 4.5.3).
const DESCRIPTOR: u64 = 24;
const DIRECTORY_ENTRY: u64 = 46;
const ZIP64_SIZES: u64 = 20;
const END_RECORD: u64 = 22;
const ZIP64_TAIL: u64 = 56 + 20;
const ZIP_32: u64 = 0xffff_ffff;
const ZIP_16: usize = 0xffff;
