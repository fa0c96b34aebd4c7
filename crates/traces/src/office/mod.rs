//! Office files: ZIP archives of XML parts, pictures and other files.

mod open_document;
mod open_xml;
mod printer;

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use zeroize::Zeroizing;
use zip::{CompressionMethod, ZipArchive};

use crate::bytes::range;
use crate::finding::{Finding, Format, Kind, Reason};
use crate::inflate::Budget;
use crate::look;
use crate::plan::Plan;
use crate::xml::{Editor, edit};

/// What becomes of a part.
enum Part {
    Keep,
    Drop,
    /// It becomes this.
    Become(&'static [u8]),
    /// It is marked up, and some of the markup goes.
    Markup,
    /// The same; one that is too large to be read is kept and named.
    LargeMarkup,
    /// It is a file of its own.
    Nested,
    /// Settings of a printer, as Windows keeps them.
    Printer,
    /// Nobody here can read it.
    Unread,
}

/// What the rules of a family of formats say about one part.
trait Family {
    /// What becomes of the part.
    fn part(&self, name: &str) -> Part;
    /// What a part that is dropped or becomes something else gives away.
    fn told(&self, name: &str, content: &[u8]) -> Vec<Finding>;
    /// Edits a part that is marked up.
    fn edit(
        &self,
        name: &str,
        content: &[u8],
        plan: &mut Plan,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Reason>;
}

/// Plans an office file: the same parts in the same order, those that give something away changed.
pub(crate) fn plan(
    bytes: &[u8],
    depth: usize,
    budget: &mut Budget,
) -> (Format, Result<Plan, Reason>) {
    let mut archive = match open(bytes) {
        Ok(archive) => archive,
        Err(reason) => return (Format::Unknown, Err(reason)),
    };
    if archive.index_for_name("[Content_Types].xml").is_some() {
        let plan = rewrite(bytes, &mut archive, &open_xml::OpenXml, (depth, budget));
        return (Format::Office, plan);
    }
    let mut kind = vec![];
    if let Ok(part) = archive.by_name("mimetype") {
        let _read = part.take(100).read_to_end(&mut kind);
    }
    if kind.starts_with(b"application/vnd.oasis.opendocument.") {
        let plan = rewrite(
            bytes,
            &mut archive,
            &open_document::OpenDocument,
            (depth, budget),
        );
        return (Format::OpenDocument, plan);
    }
    (Format::Unknown, Err(Reason::UnknownFormat))
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Archive<'_>, Reason> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Reason::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Reason::TooLarge);
    }
    let overlapping = archive
        .has_overlapping_entries()
        .map_err(|_| Reason::Damaged)?;
    if overlapping || archive.has_duplicate_names() {
        return Err(Reason::Damaged);
    }
    Ok(archive)
}

fn rewrite(
    bytes: &[u8],
    archive: &mut Archive<'_>,
    family: &impl Family,
    (depth, budget): (usize, &mut Budget),
) -> Result<Plan, Reason> {
    let mut writer = ZipPlan::default();
    let mut times = BTreeSet::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(|_| Reason::Damaged)?;
        if entry.encrypted() {
            return Err(Reason::Encrypted);
        }
        let name = entry.name().map_err(|_| Reason::Damaged)?.into_owned();
        if name.ends_with("documentsignatures.xml") || name.starts_with("_xmlsignatures/") {
            return Err(Reason::Signed);
        }
        let method = entry.compression();
        let method = if method == CompressionMethod::Stored {
            0
        } else if method == CompressionMethod::Deflated {
            8
        } else {
            return Err(Reason::Damaged);
        };
        times.extend(
            entry
                .last_modified()
                .filter(|time| time.year() > 1980)
                .map(|time| format!("{}-{:02}-{:02}", time.year(), time.month(), time.day())),
        );
        let size = u32::try_from(entry.size()).map_err(|_| Reason::TooLarge)?;
        let packed = usize::try_from(entry.compressed_size()).map_err(|_| Reason::TooLarge)?;
        let start = entry.data_start().ok_or(Reason::Damaged)?;
        let start = usize::try_from(start).map_err(|_| Reason::TooLarge)?;
        let whole = Packed {
            method,
            crc: entry.crc32(),
            size,
            content: Content::Keep(range(bytes, start, packed).ok_or(Reason::Damaged)?),
        };
        drop(entry);
        let mut part = family.part(&name);
        if name.ends_with('/') {
            part = Part::Keep;
        } else if matches!(part, Part::LargeMarkup) {
            let fits = budget.spares(size);
            part = if fits { Part::Markup } else { Part::Unread };
        }
        let unread = matches!(part, Part::Keep | Part::Unread);
        let content = if unread {
            Zeroizing::new(vec![])
        } else {
            budget.read(archive.by_index(place).map_err(|_| Reason::Damaged)?)?
        };
        let plan = &mut writer.plan;
        let changed = match part {
            Part::Keep => None,
            Part::Unread => {
                plan.leaves(Finding::new(Kind::NotLookedInto, &name));
                None
            }
            Part::Drop => {
                plan.removes_all(family.told(&name, &content));
                continue;
            }
            Part::Become(new) if content.as_slice() == new => None,
            Part::Become(new) => {
                plan.removes_all(family.told(&name, &content));
                Some(Zeroizing::new(new.to_vec()))
            }
            Part::Markup | Part::LargeMarkup => family.edit(&name, &content, plan)?,
            Part::Printer => printer::forget(&content, plan),
            Part::Nested => nested(&name, &content, (depth, &mut *budget), plan)?,
        };
        match changed {
            Some(changed) => writer.put(&name, &changed)?,
            None => writer.add(&name, whole)?,
        }
    }
    if let Some(last) = times.last() {
        writer.plan.removes(Finding::new(Kind::Time, last));
    }
    if !archive.comment().is_empty() {
        let comment = crate::bytes::text(archive.comment());
        writer.plan.removes(Finding::new(Kind::Comment, &comment));
    }
    writer.finish()
}

/// Cleans a file inside the file.
fn nested(
    name: &str,
    content: &[u8],
    (depth, budget): (usize, &mut Budget),
    plan: &mut Plan,
) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
    let looked = if depth == 0 {
        Err(Reason::TooLarge)
    } else {
        look(content, depth - 1, budget).1
    };
    match looked {
        Ok(inner) => {
            let clean = Zeroizing::new(inner.write(content));
            let (removed, left) = inner.findings();
            plan.removes_all(removed.into_iter().map(|one| one.at(name)));
            plan.leaves_all(left.into_iter().map(|one| one.at(name)));
            Ok((clean.as_slice() != content).then_some(clean))
        }
        Err(_) => {
            plan.leaves(Finding::new(Kind::NotLookedInto, name));
            Ok(None)
        }
    }
}

/// Runs an editor and tells what it found.
fn run(
    content: &[u8],
    mut editor: impl Editor + Into<Told>,
    plan: &mut Plan,
) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
    let changed = edit(content, &mut editor)?;
    let told = editor.into();
    plan.removes_all(told.removed);
    plan.leaves_all(told.left);
    Ok(changed)
}

/// What an editor found.
#[derive(Default)]
struct Told {
    removed: Vec<Finding>,
    left: Vec<Finding>,
    tracked: usize,
    comments: usize,
}

impl Told {
    fn removes(&mut self, kind: Kind, value: &str) {
        // The same author signs every change of a document.
        if !value.trim().is_empty() && self.removed.len() < MOST_TOLD {
            let finding = Finding::new(kind, value);
            if !self.removed.contains(&finding) {
                self.removed.push(finding);
            }
        }
    }

    fn leaves(&mut self, kind: Kind, value: &str) {
        if self.left.len() < MOST_TOLD {
            let finding = Finding::new(kind, value);
            if !self.left.contains(&finding) {
                self.left.push(finding);
            }
        }
    }

    /// A remark to whoever reads the markup goes, and is told even when it says nothing.
    fn remark(&mut self, text: &str) {
        let finding = Finding::new(Kind::Comment, text).at("markup");
        if self.removed.len() < MOST_TOLD && !self.removed.contains(&finding) {
            self.removed.push(finding);
        }
    }

    fn counted(mut self) -> Self {
        for (kind, count) in [
            (Kind::TrackedChanges, self.tracked),
            (Kind::Comment, self.comments),
        ] {
            if count > 0 {
                self.left.push(Finding::new(kind, &count.to_string()));
            }
        }
        self
    }
}

/// A part as it lies in the archive.
struct Packed {
    method: u16,
    crc: u32,
    size: u32,
    content: Content,
}

enum Content {
    Keep(std::ops::Range<usize>),
    Put(Vec<u8>),
}

/// An archive on its way to the clean file: no times, no notes of the program that packed it.
#[derive(Default)]
struct ZipPlan {
    plan: Plan,
    directory: Vec<u8>,
    position: u32,
    count: u16,
}

impl ZipPlan {
    fn put(&mut self, name: &str, content: &[u8]) -> Result<(), Reason> {
        let mut crc = Crc::new();
        crc.update(content);
        let mut packer = DeflateEncoder::new(
            Vec::with_capacity(content.len() + 64),
            Compression::default(),
        );
        let packed = packer.write_all(content).and_then(|()| packer.finish());
        let packed = Packed {
            method: 8,
            crc: crc.sum(),
            size: u32::try_from(content.len()).map_err(|_| Reason::TooLarge)?,
            content: Content::Put(packed.map_err(|_| Reason::Damaged)?),
        };
        self.add(name, packed)
    }

    fn add(&mut self, name: &str, part: Packed) -> Result<(), Reason> {
        let length = match &part.content {
            Content::Keep(range) => range.len(),
            Content::Put(own) => own.len(),
        };
        let length = u32::try_from(length).map_err(|_| Reason::TooLarge)?;
        let flags: u16 = if name.is_ascii() { 0 } else { 1 << 11 };
        let mut fields = vec![];
        fields.extend(20_u16.to_le_bytes());
        fields.extend(flags.to_le_bytes());
        fields.extend(part.method.to_le_bytes());
        // Midnight of the first of January 1980, the earliest there is.
        fields.extend([0, 0, 0x21, 0]);
        fields.extend(part.crc.to_le_bytes());
        fields.extend(length.to_le_bytes());
        fields.extend(part.size.to_le_bytes());
        let name_length = u16::try_from(name.len()).map_err(|_| Reason::TooLarge)?;
        fields.extend(name_length.to_le_bytes());

        self.directory.extend(b"PK\x01\x02\x14\0");
        self.directory.extend(&fields);
        self.directory.extend([0; 12]);
        self.directory.extend(self.position.to_le_bytes());
        self.directory.extend(name.bytes());

        let mut head = b"PK\x03\x04".to_vec();
        head.extend(&fields);
        head.extend([0; 2]);
        head.extend(name.bytes());
        let written = u32::try_from(head.len()).unwrap_or(u32::MAX);
        self.plan.put(head);
        match part.content {
            Content::Keep(range) => self.plan.keep(range),
            Content::Put(own) => self.plan.put(own),
        }
        let after = self
            .position
            .checked_add(written)
            .and_then(|at| at.checked_add(length));
        self.position = after.ok_or(Reason::TooLarge)?;
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Plan, Reason> {
        let length = u32::try_from(self.directory.len()).map_err(|_| Reason::TooLarge)?;
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(self.count.to_le_bytes());
        end.extend(self.count.to_le_bytes());
        end.extend(length.to_le_bytes());
        end.extend(self.position.to_le_bytes());
        end.extend([0; 2]);
        self.plan.put(self.directory);
        self.plan.put(end);
        Ok(self.plan)
    }
}

const MOST_PARTS: usize = 20_000;
const MOST_TOLD: usize = 100;
