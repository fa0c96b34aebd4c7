//! PDF documents: objects, lists of where they lie, and what hangs on which.
//!
//! A clean document is written anew from the objects that its pages use, so earlier versions and
//! whatever no page uses do not come along. Streams (pages, pictures, fonts) are taken over byte by
//! byte; pictures in JPEG are cleaned like files of their own.

mod document;
mod object;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use self::document::{Document, Indirect};
use self::object::{Dict, Object};
use crate::bytes::{Order, find, find_last, text, utf16};
use crate::finding::{Finding, Kind, Reason};
use crate::inflate::Budget;
use crate::plan::Plan;
use crate::{jpeg, xmp};

/// Plans a document with nothing but what its pages use.
pub(crate) fn plan(bytes: &[u8], budget: &mut Budget) -> Result<Plan, Reason> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let base = find(head, b"%PDF-").ok_or(Reason::Damaged)?;
    let pdf = bytes.get(base..).unwrap_or_default();
    let mut document = Document::read(pdf, budget)?;
    if document.trailer.of(b"Encrypt").is_some() {
        return Err(Reason::Encrypted);
    }
    let mut rewriting = Rewriting {
        pdf,
        base,
        plan: Plan::default(),
        written: BTreeMap::new(),
        position: 0,
        kept: 0,
        waiting: VecDeque::new(),
        known: BTreeSet::new(),
    };
    rewriting.begin(&document)?;
    if let Some(info) = document.trailer.of(b"Info").cloned() {
        rewriting.information(&info, &mut document)?;
    }
    let root = document.trailer.of(b"Root").cloned();
    let Some(Object::Ref(root, generation)) = root else {
        return Err(Reason::Damaged);
    };
    rewriting.want(root);
    while let Some(number) = rewriting.waiting.pop_front() {
        if let Some(indirect) = document.object(number)? {
            rewriting.take(number, indirect, &mut document)?;
        }
    }
    if !rewriting.written.contains_key(&root) {
        return Err(Reason::Damaged);
    }
    Ok(rewriting.finish(root, generation))
}

/// A document on its way from one file to the other.
struct Rewriting<'a> {
    pdf: &'a [u8],
    base: usize,
    plan: Plan,
    /// Where each object lies in the clean file, with its generation.
    written: BTreeMap<u32, (usize, u16)>,
    position: usize,
    kept: usize,
    waiting: VecDeque<u32>,
    known: BTreeSet<u32>,
}

impl Rewriting<'_> {
    fn begin(&mut self, document: &Document<'_>) -> Result<(), Reason> {
        let version = self
            .pdf
            .get(5..8)
            .filter(|version| matches!(version, [b'1' | b'2', b'.', b'0'..=b'9']));
        let mut start = b"%PDF-".to_vec();
        start.extend(version.ok_or(Reason::Damaged)?);
        start.extend(b"\n%\xe2\xe3\xcf\xd3\n");
        self.put(start);
        let head = self.pdf.get(..HEAD).unwrap_or(self.pdf);
        // A file made for the web has two lists of objects from the beginning.
        let expected = if find(head, b"/Linearized").is_some() {
            2
        } else {
            1
        };
        if document.sections > expected {
            let versions = document.sections - expected;
            self.plan
                .removes(Finding::new(Kind::EarlierVersion, &versions.to_string()));
        }
        let tail = self.pdf.len().saturating_sub(HEAD);
        let end = self.pdf.get(tail..).unwrap_or_default();
        let rest = find_last(end, b"%%EOF").and_then(|at| end.get(at + 5..));
        let solid = rest
            .unwrap_or_default()
            .iter()
            .filter(|byte| byte.is_ascii_graphic());
        if solid.count() > 0 {
            self.plan
                .removes(Finding::new(Kind::Attachment, "data behind the document"));
        }
        Ok(())
    }

    /// What the document says about itself.
    fn information(&mut self, info: &Object, document: &mut Document<'_>) -> Result<(), Reason> {
        let Object::Dict(info) = document.resolve(info)? else {
            return Ok(());
        };
        for (key, value) in &info.0 {
            let kind = match key.as_slice() {
                b"Author" => Kind::Author,
                b"Creator" | b"Producer" | b"PTEX.Fullbanner" => Kind::Software,
                b"CreationDate" | b"ModDate" => Kind::Time,
                b"Title" | b"Subject" | b"Keywords" => Kind::Title,
                b"Company" => Kind::Company,
                b"SourceModified" => Kind::Time,
                b"Trapped" => continue,
                _ => Kind::Tag,
            };
            if let Object::Text(value) = document.resolve(value)? {
                let mut shown = string(&value);
                if kind == Kind::Tag {
                    shown = format!("{}: {shown}", text(key));
                }
                if !value.is_empty() {
                    self.plan.removes(Finding::new(kind, &shown));
                }
            }
        }
        Ok(())
    }

    fn want(&mut self, number: u32) {
        if self.known.insert(number) {
            self.waiting.push_back(number);
        }
    }

    /// Writes an object and asks for those that it uses.
    fn take(
        &mut self,
        number: u32,
        indirect: Indirect,
        document: &mut Document<'_>,
    ) -> Result<(), Reason> {
        let Indirect {
            generation,
            mut object,
            stream,
        } = indirect;
        self.clean(&mut object, document)?;
        let mut content = None;
        if let (Object::Dict(dict), Some(stream)) = (&mut object, &stream) {
            content = self.clean_picture(dict, stream);
            let length = content.as_ref().map_or(stream.len(), Vec::len);
            dict.set(b"Length", Object::of_number(length));
        }
        self.collect(&object, document);
        self.written.insert(number, (self.position, generation));
        let mut out = format!("{number} {generation} obj\n").into_bytes();
        object.write(&mut out);
        if let Some(stream) = stream {
            out.extend(b"\nstream\n");
            self.put(out);
            match content {
                Some(content) => self.put(content),
                None => self.keep(stream)?,
            }
            self.put(b"\nendstream\nendobj\n".to_vec());
        } else {
            out.extend(b"\nendobj\n");
            self.put(out);
        }
        Ok(())
    }

    /// Takes out of an object what is not needed to show the document.
    fn clean(&mut self, object: &mut Object, document: &mut Document<'_>) -> Result<(), Reason> {
        match object {
            Object::Array(items) => items
                .iter_mut()
                .try_for_each(|item| self.clean(item, document)),
            Object::Dict(dict) => {
                self.clean_dict(dict, document)?;
                dict.0
                    .iter_mut()
                    .try_for_each(|(_, value)| self.clean(value, document))
            }
            Object::Null
            | Object::Bool(_)
            | Object::Number(_)
            | Object::Name(_)
            | Object::Text(_)
            | Object::Ref(..) => Ok(()),
        }
    }

    fn clean_dict(&mut self, dict: &mut Dict, document: &mut Document<'_>) -> Result<(), Reason> {
        if dict.of(b"ByteRange").is_some() && dict.of(b"Contents").is_some() {
            return Err(Reason::Signed);
        }
        if let Some(metadata) = dict.take(b"Metadata") {
            self.metadata(&metadata, document)?;
        }
        if dict.take(b"PieceInfo").is_some() {
            self.plan
                .removes(Finding::new(Kind::Tag, "private notes of a program"));
        }
        if let Some(date) = dict.take(b"LastModified") {
            self.removes_text(Kind::Time, &date);
        }
        if dict.is(b"Type", b"Page") && dict.take(b"Thumb").is_some() {
            self.plan.removes(Finding::new(Kind::Thumbnail, ""));
        }
        if dict.take(b"CreatorInfo").is_some() {
            self.plan.removes(Finding::new(Kind::Software, ""));
        }
        if dict.of(b"Rect").is_some() && dict.of(b"Subtype").is_some() {
            self.annotation(dict);
        }
        if dict.is(b"Type", b"Filespec") || dict.of(b"EF").is_some() {
            let name = dict.of(b"UF").or_else(|| dict.of(b"F")).cloned();
            let name = name.map(|name| document.resolve(&name)).transpose()?;
            let shown = match name {
                Some(Object::Text(name)) => string(&name),
                _ => String::new(),
            };
            let kind = if dict.of(b"EF").is_some() {
                Kind::Attachment
            } else {
                Kind::Path
            };
            self.plan.leaves(Finding::new(kind, &shown));
        }
        // The dates of an attached file.
        if dict.of(b"CheckSum").is_some() || dict.is(b"Type", b"EmbeddedFile") {
            self.dates_of(dict);
        }
        if let Some(Object::Dict(settings)) = dict
            .0
            .iter_mut()
            .find_map(|(key, value)| (key == b"Params").then_some(value))
        {
            for key in [&b"CreationDate"[..], b"ModDate"] {
                if let Some(date) = settings.take(key) {
                    self.removes_text(Kind::Time, &date);
                }
            }
        }
        if dict.of(b"XFA").is_some() {
            self.plan.leaves(Finding::new(Kind::NotLookedInto, "XFA"));
        }
        if matches!(dict.of(b"OFF"), Some(Object::Array(hidden)) if !hidden.is_empty()) {
            self.plan.leaves(Finding::new(Kind::HiddenPart, ""));
        }
        if dict.of(b"JS").is_some() || dict.is(b"S", b"JavaScript") {
            self.plan
                .leaves(Finding::new(Kind::NotLookedInto, "JavaScript"));
        }
        Ok(())
    }

    fn dates_of(&mut self, dict: &mut Dict) {
        for key in [&b"CreationDate"[..], b"ModDate"] {
            if let Some(date) = dict.take(key) {
                self.removes_text(Kind::Time, &date);
            }
        }
    }

    /// A remark keeps its words and loses who made it and when.
    fn annotation(&mut self, dict: &mut Dict) {
        let field = dict.is(b"Subtype", b"Widget") || dict.of(b"FT").is_some();
        if !field && let Some(author) = dict.take(b"T") {
            self.removes_text(Kind::Author, &author);
        }
        for key in [&b"M"[..], b"CreationDate"] {
            if let Some(date) = dict.take(key) {
                self.removes_text(Kind::Time, &date);
            }
        }
        if let Some(name) = dict.take(b"NM") {
            self.removes_text(Kind::Identifier, &name);
        }
        if !field
            && let Some(Object::Text(words)) = dict.of(b"Contents")
            && !words.is_empty()
        {
            self.plan
                .leaves(Finding::new(Kind::Comment, &string(words)));
        }
    }

    fn metadata(&mut self, metadata: &Object, document: &mut Document<'_>) -> Result<(), Reason> {
        let Object::Ref(number, _) = metadata else {
            return Ok(());
        };
        let Some(Indirect {
            object: Object::Dict(dict),
            stream: Some(stream),
            ..
        }) = document.object(*number)?
        else {
            return Ok(());
        };
        match document.unpack(&dict, stream) {
            Ok(content) => self.plan.removes_all(xmp::findings(&content)),
            Err(Reason::TooLarge) => return Err(Reason::TooLarge),
            Err(_) => self.plan.removes(Finding::new(Kind::Tag, "XMP")),
        }
        Ok(())
    }

    /// A picture in JPEG is a whole file with all that a camera writes.
    fn clean_picture(&mut self, dict: &Dict, stream: &Range<usize>) -> Option<Vec<u8>> {
        let filter = match dict.of(b"Filter") {
            Some(Object::Array(list)) if list.len() == 1 => list.first(),
            other => other,
        };
        match filter {
            Some(Object::Name(name)) if name == b"DCTDecode" || name == b"DCT" => {}
            Some(Object::Name(name)) if name == b"JPXDecode" => {
                self.plan
                    .leaves(Finding::new(Kind::NotLookedInto, "JPEG 2000"));
                return None;
            }
            Some(Object::Array(list)) if list.contains(&Object::Name(b"DCTDecode".to_vec())) => {
                self.plan
                    .leaves(Finding::new(Kind::NotLookedInto, "a packed picture"));
                return None;
            }
            _ => return None,
        }
        let picture = self.pdf.get(stream.clone())?;
        let Ok(picture_plan) = jpeg::plan(picture).and_then(Plan::whole) else {
            self.plan
                .leaves(Finding::new(Kind::NotLookedInto, "a picture"));
            return None;
        };
        let clean = picture_plan.write(picture);
        let (removed, _) = picture_plan.findings();
        self.plan
            .removes_all(removed.into_iter().map(|one| one.at("picture")));
        (clean != picture).then_some(clean)
    }

    /// Asks for everything that an object names.
    fn collect(&mut self, object: &Object, document: &Document<'_>) {
        match object {
            Object::Ref(number, _) if document.lists(*number) => self.want(*number),
            Object::Array(items) => items.iter().for_each(|item| self.collect(item, document)),
            Object::Dict(dict) => dict
                .0
                .iter()
                .for_each(|(_, value)| self.collect(value, document)),
            Object::Ref(..)
            | Object::Null
            | Object::Bool(_)
            | Object::Number(_)
            | Object::Name(_)
            | Object::Text(_) => {}
        }
    }

    fn removes_text(&mut self, kind: Kind, value: &Object) {
        if let Object::Text(value) = value {
            self.plan.removes(Finding::new(kind, &string(value)));
        }
    }

    fn put(&mut self, bytes: Vec<u8>) {
        self.position += bytes.len();
        self.plan.put(bytes);
    }

    fn keep(&mut self, range: Range<usize>) -> Result<(), Reason> {
        self.position += range.len();
        self.kept += range.len();
        // Streams of a sound file do not overlap.
        if self.kept > self.pdf.len() {
            return Err(Reason::Damaged);
        }
        self.plan
            .keep(range.start + self.base..range.end + self.base);
        Ok(())
    }

    fn finish(mut self, root: u32, generation: u16) -> Plan {
        let start = self.position;
        let mut list = b"xref\n0 1\n0000000000 65535 f \n".to_vec();
        let numbers: Vec<_> = self
            .written
            .iter()
            .filter(|(number, _)| **number > 0)
            .collect();
        for run in numbers.chunk_by(|(one, _), (next, _)| one.checked_add(1) == Some(**next)) {
            let first = run.first().map_or(0, |(number, _)| **number);
            list.extend(format!("{first} {}\n", run.len()).bytes());
            for (_, (at, generation)) in run {
                list.extend(format!("{at:010} {generation:05} n \n").bytes());
            }
        }
        let size = u64::from(numbers.last().map_or(0, |(number, _)| **number)) + 1;
        list.extend(
            format!(
                "trailer\n<</Size {size}\n/Root {root} {generation} R\n>>\nstartxref\n{start}\n%%EOF\n"
            )
            .bytes(),
        );
        self.put(list);
        self.plan
    }
}

/// A text of a PDF as it is shown; dates in the usual order.
fn string(value: &[u8]) -> String {
    let shown = match value {
        [0xfe, 0xff, rest @ ..] => utf16(rest, Order::Big),
        [0xff, 0xfe, rest @ ..] => utf16(rest, Order::Little),
        [0xef, 0xbb, 0xbf, rest @ ..] => text(rest),
        _ => text(value),
    };
    date(&shown).unwrap_or(shown)
}

/// `D:YYYYMMDDhhmmss` in the usual order.
fn date(text: &str) -> Option<String> {
    let digits = text.strip_prefix("D:")?;
    let part = |from: usize, to: usize| {
        let part = digits.get(from..to)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part)
    };
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    Some(match (part(8, 10), part(10, 12)) {
        (Some(hour), Some(minute)) => format!("{day} {hour}:{minute}"),
        _ => day,
    })
}

const HEAD: usize = 1_024;
