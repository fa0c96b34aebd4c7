//! WebP pictures and WAV sounds: RIFF files, which are lists of chunks.

use crate::bytes::{Order, range, slice, text};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;
use crate::{id3, tiff, xmp};

/// Plans a WebP picture with nothing but what is needed to draw it.
pub(crate) fn web_picture(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut notes = Plan::default();
    let mut parts = vec![];
    let mut orientation = 1;
    let end = chunks(bytes, |name, whole, content| match name {
        b"EXIF" => {
            let exif = content.strip_prefix(b"Exif\0\0").unwrap_or(content);
            let read = tiff::read_exif(exif);
            notes.removes_all(read.findings);
            orientation = read.orientation;
        }
        b"XMP " => notes.removes_all(xmp::findings(content)),
        b"VP8X" => parts.push(Part::Flags(content.to_vec())),
        b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => parts.push(Part::Keep(whole)),
        _ => notes.removes(Finding::new(Kind::Tag, &text(name))),
    })?;
    behind(bytes, end, "data behind the picture", &mut notes);
    let exif = (orientation != 1).then(|| tiff::orientation_only(orientation));
    for part in &mut parts {
        if let Part::Flags(flags) = part
            && let Some(first) = flags.first_mut()
        {
            *first &= !(EXIF_FLAG | XMP_FLAG);
            if exif.is_some() {
                *first |= EXIF_FLAG;
            }
        }
    }
    if let Some(exif) = exif {
        parts.push(Part::Put(*b"EXIF", exif));
    }
    Ok(assemble(*b"WEBP", parts, notes))
}

/// Plans a WAV sound with nothing but what is needed to play it.
pub(crate) fn sound(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut notes = Plan::default();
    let mut parts = vec![];
    let end = chunks(bytes, |name, whole, content| match name {
        b"fmt " | b"fact" | b"data" => parts.push(Part::Keep(whole)),
        b"LIST" if content.starts_with(b"INFO") => information(content, &mut notes),
        b"bext" => broadcast(content, &mut notes),
        b"id3 " | b"ID3 " => notes.removes_all(id3::findings(content)),
        _ => notes.removes(Finding::new(Kind::Tag, &text(name))),
    })?;
    behind(bytes, end, "data behind the sound", &mut notes);
    if parts.len() < 2 {
        return Err(Reason::Damaged);
    }
    Ok(assemble(*b"WAVE", parts, notes))
}

enum Part {
    Keep(std::ops::Range<usize>),
    Put([u8; 4], Vec<u8>),
    /// What a WebP picture consists of.
    Flags(Vec<u8>),
}

/// Names what lies behind the last chunk.
fn behind(bytes: &[u8], end: usize, what: &str, notes: &mut Plan) {
    if bytes.len() > end {
        notes.removes(Finding::new(Kind::Attachment, what));
    }
}

/// Shows every chunk and returns where the last one ends.
fn chunks(
    bytes: &[u8],
    mut show: impl FnMut(&[u8], std::ops::Range<usize>, &[u8]),
) -> Result<usize, Reason> {
    // Zero or too much where whoever wrote it could not go back to the beginning.
    let told = Order::Little.size(bytes, 4).ok_or(Reason::Damaged)?;
    let end = told
        .checked_add(8)
        .filter(|end| (13..=bytes.len()).contains(end));
    let (mut at, mut seen) = (12, 0);
    while bytes.len() >= at + 8 {
        seen += 1;
        if seen > MOST_CHUNKS {
            return Err(Reason::TooLarge);
        }
        let name = slice(bytes, at, 4).ok_or(Reason::Damaged)?;
        let length = Order::Little.size(bytes, at + 4).ok_or(Reason::Damaged)?;
        // A sound that broke off has a length that was never filled in.
        let Some(content) = slice(bytes, at + 8, length) else {
            if name == b"data" {
                show(
                    name,
                    at..bytes.len(),
                    bytes.get(at + 8..).unwrap_or_default(),
                );
                return Ok(bytes.len());
            }
            return if end.is_some_and(|end| at >= end) {
                Ok(at)
            } else {
                Err(Reason::Damaged)
            };
        };
        let end = at + 8 + length;
        let padded = range(bytes, at, 8 + length + length % 2).map_or(end, |whole| whole.end);
        show(name, at..padded, content);
        at = padded;
    }
    Ok(at)
}

fn assemble(kind: [u8; 4], parts: Vec<Part>, notes: Plan) -> Plan {
    let own = |name: [u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap_or(0);
        let mut chunk = name.to_vec();
        chunk.extend(length.to_le_bytes());
        chunk.extend(content);
        if content.len() % 2 == 1 {
            chunk.push(0);
        }
        chunk
    };
    let mut plan = notes;
    let parts: Vec<_> = parts
        .into_iter()
        .map(|part| match part {
            Part::Keep(range) => Ok(range),
            Part::Put(name, content) => Err(own(name, &content)),
            Part::Flags(flags) => Err(own(*b"VP8X", &flags)),
        })
        .collect();
    let length: usize = parts
        .iter()
        .map(|part| part.as_ref().map_or_else(Vec::len, ExactSizeIterator::len))
        .sum();
    let mut head = b"RIFF".to_vec();
    head.extend(u32::try_from(length + 4).unwrap_or(u32::MAX).to_le_bytes());
    head.extend(kind);
    plan.put(head);
    for part in parts {
        match part {
            Ok(range) => plan.keep(range),
            Err(own) => plan.put(own),
        }
    }
    plan
}

fn information(content: &[u8], plan: &mut Plan) {
    let mut at = 4;
    while let (Some(name), Some(length)) =
        (slice(content, at, 4), Order::Little.size(content, at + 4))
    {
        let Some(value) = slice(content, at + 8, length) else {
            break;
        };
        let kind = match name {
            b"IART" | b"ICOP" | b"IENG" | b"ITCH" => Kind::Author,
            b"ICMT" => Kind::Comment,
            b"ICRD" => Kind::Time,
            b"ISFT" => Kind::Software,
            b"INAM" | b"ISBJ" | b"IKEY" => Kind::Title,
            b"ISRC" => Kind::Company,
            _ => Kind::Tag,
        };
        plan.removes(Finding::new(kind, text(value).trim_end_matches('\0')));
        at += 8 + length + length % 2;
    }
}

/// What broadcasters note: words, who and with what, a reference, the day and the time.
fn broadcast(content: &[u8], plan: &mut Plan) {
    let parts = [
        (0, 256, Kind::Comment),
        (256, 32, Kind::Author),
        (288, 32, Kind::Identifier),
        (320, 18, Kind::Time),
    ];
    plan.removes(Finding::new(Kind::Tag, "bext"));
    for (at, length, kind) in parts {
        let value = text(slice(content, at, length).unwrap_or_default());
        let value = value.trim_matches('\0');
        if !value.is_empty() {
            plan.removes(Finding::new(kind, value));
        }
    }
}

const MOST_CHUNKS: usize = 100_000;
const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;
