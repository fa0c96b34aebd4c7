use std::io::{self, BufRead, Read, Seek};

use zip::{CompressionMethod, ZipArchive};

use crate::age_file::{self, OpenError};
use crate::bundle::{BUNDLE_FILES, BundleError, HEADER_ENTRY, PADDING_ENTRY};
use crate::identity::Identity;
use crate::object::DetachedObject;
use crate::text::HeaderText;

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

const HEADER_ENTRY_BYTES: u64 = 4_096;
/// A header has about two thousand bytes for each recipient, of which there are two at most.
const AGE_HEADER_BYTES: u64 = 16 * 1_024;
const AGE_HEADER_END: &[u8] = b"\n--- ";
