//! FLAC and Ogg sounds, whose tags are lists of `NAME=value`.

use std::ops::Range;

use crate::bytes::{Order, big, slice, text};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;

/// Plans a FLAC sound with nothing but what is needed to play and to seek.
pub(crate) fn flac(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut plan = Plan::default();
    let mut kept: Vec<(u8, Range<usize>)> = vec![];
    let mut at = 4;
    loop {
        let head = *bytes.get(at).ok_or(Reason::Damaged)?;
        let length = slice(bytes, at + 1, 3)
            .and_then(big)
            .ok_or(Reason::Damaged)?;
        let content = slice(bytes, at + 4, length).ok_or(Reason::Damaged)?;
        match head & 0x7f {
            kind @ (0 | 3) => kept.push((kind, at + 1..at + 4 + length)),
            1 => {
                if content.iter().any(|byte| *byte != 0) {
                    plan.removes(Finding::new(Kind::Tag, "padding"));
                }
            }
            4 => plan.removes_all(comments(content)),
            6 => plan.removes(Finding::new(Kind::Thumbnail, "")),
            kind => plan.removes(Finding::new(Kind::Tag, &format!("block {kind}"))),
        }
        at += 4 + length;
        if head & 0x80 != 0 {
            break;
        }
    }
    plan.keep(0..4);
    let last = kept.len().checked_sub(1).ok_or(Reason::Damaged)?;
    for (place, (kind, range)) in kept.into_iter().enumerate() {
        plan.put(vec![if place == last { kind | 0x80 } else { kind }]);
        plan.keep(range);
    }
    let mut end = bytes.len();
    if end >= at + 128
        && bytes
            .get(end - 128..)
            .is_some_and(|tag| tag.starts_with(b"TAG"))
    {
        plan.removes(Finding::new(Kind::Tag, "ID3"));
        end -= 128;
    }
    plan.keep(at..end);
    Ok(plan)
}

/// Plans an Ogg sound of one stream with an empty list of tags.
pub(crate) fn ogg(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut plan = Plan::default();
    let first = Page::read(bytes, 0).ok_or(Reason::Damaged)?;
    let opus = bytes
        .get(first.content.clone())
        .is_some_and(|head| head.starts_with(b"OpusHead"));
    let vorbis = bytes
        .get(first.content.clone())
        .is_some_and(|head| head.starts_with(b"\x01vorbis"));
    let wanted = match (opus, vorbis) {
        (true, _) => 1,
        (_, true) => 2,
        _ => return Err(Reason::UnknownFormat),
    };
    // The packets behind the first, until all that come before the sound are whole.
    let (mut packets, mut open) = (vec![], vec![]);
    let mut at = first.end;
    while packets.len() < wanted {
        let page = Page::read(bytes, at).ok_or(Reason::Damaged)?;
        if page.serial != first.serial {
            return Err(Reason::Damaged);
        }
        let mut from = page.content.start;
        for length in bytes.get(page.lengths.clone()).unwrap_or_default() {
            let part = slice(bytes, from, usize::from(*length)).ok_or(Reason::Damaged)?;
            open.extend_from_slice(part);
            from += part.len();
            if *length < 255 {
                packets.push(std::mem::take(&mut open));
            }
        }
        at = page.end;
    }
    let (mark, tail): (&[u8], &[u8]) = if opus {
        (b"OpusTags", b"")
    } else {
        (b"\x03vorbis", b"\x01")
    };
    if packets.len() != wanted || !open.is_empty() {
        return Err(Reason::Damaged);
    }
    let tags = packets.first_mut().ok_or(Reason::Damaged)?;
    let list = tags.strip_prefix(mark).ok_or(Reason::Damaged)?;
    plan.removes_all(comments(list));
    *tags = [mark, &[0; 8], tail].concat();

    plan.keep(0..first.end);
    let mut number = 1_u32;
    let (lengths, content) = laced(&packets);
    let (mut before, mut goes_on) = (0, false);
    for lengths in lengths.chunks(255) {
        let part = slice(&content, before, lengths_sum(lengths)).ok_or(Reason::Damaged)?;
        let ends = lengths.iter().any(|length| *length < 255);
        let mut head = b"OggS\0".to_vec();
        head.push(u8::from(goes_on));
        // Where the sound has come to: nowhere yet, or no packet ends here.
        head.extend(if ends { [0; 8] } else { [0xff; 8] });
        head.extend(first.serial.to_le_bytes());
        head.extend([0; 8]);
        head.push(u8::try_from(lengths.len()).unwrap_or(255));
        head.extend(lengths);
        renumber(&mut head, number, part);
        plan.put(head);
        plan.put(part.to_vec());
        before += part.len();
        goes_on = lengths.last() == Some(&255);
        number += 1;
    }
    while at < bytes.len() {
        let page = Page::read(bytes, at).ok_or(Reason::Damaged)?;
        if page.serial != first.serial || page.flags & BEGIN != 0 {
            return Err(Reason::Damaged);
        }
        let mut head = bytes
            .get(at..page.content.start)
            .unwrap_or_default()
            .to_vec();
        let content = bytes.get(page.content.clone()).unwrap_or_default();
        renumber(&mut head, number, content);
        plan.put(head);
        plan.keep(page.content.clone());
        number += 1;
        at = page.end;
    }
    Ok(plan)
}

struct Page {
    flags: u8,
    serial: u32,
    lengths: Range<usize>,
    content: Range<usize>,
    end: usize,
}

impl Page {
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        if slice(bytes, at, 5)? != b"OggS\0" {
            return None;
        }
        let count = usize::from(*bytes.get(at + 26)?);
        let lengths = at + 27..at + 27 + count;
        let length = lengths_sum(bytes.get(lengths.clone())?);
        let start = lengths.end;
        slice(bytes, start, length)?;
        Some(Self {
            flags: *bytes.get(at + 5)?,
            serial: Order::Little.u32(bytes, at + 14)?,
            lengths,
            content: start..start + length,
            end: start + length,
        })
    }
}

fn lengths_sum(lengths: &[u8]) -> usize {
    lengths.iter().map(|length| usize::from(*length)).sum()
}

/// Packets one after the other, with the lengths of their pieces.
fn laced(packets: &[Vec<u8>]) -> (Vec<u8>, Vec<u8>) {
    let mut lengths = vec![];
    for packet in packets {
        lengths.extend(std::iter::repeat_n(255, packet.len() / 255));
        lengths.push(u8::try_from(packet.len() % 255).unwrap_or(0));
    }
    (lengths, packets.concat())
}

/// Gives a page its number and its checksum.
fn renumber(head: &mut [u8], number: u32, content: &[u8]) {
    if let Some(place) = head.get_mut(18..22) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    if let Some(place) = head.get_mut(22..26) {
        place.fill(0);
    }
    let mut sum = 0_u32;
    for byte in head.iter().chain(content) {
        sum ^= u32::from(*byte) << 24;
        for _ in 0..8 {
            sum = if sum & 0x8000_0000 == 0 {
                sum << 1
            } else {
                (sum << 1) ^ 0x04c1_1db7
            };
        }
    }
    if let Some(place) = head.get_mut(22..26) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}

/// What a list of tags gives away: the program, then names and values.
fn comments(list: &[u8]) -> Vec<Finding> {
    let mut found = vec![];
    let program = Order::Little
        .size(list, 0)
        .and_then(|length| slice(list, 4, length));
    if let Some(program) = program.filter(|program| !program.is_empty()) {
        found.push(Finding::new(Kind::Software, &text(program)));
    }
    let Some(start) = Order::Little
        .size(list, 0)
        .and_then(|length| length.checked_add(8))
    else {
        return found;
    };
    let mut at = start;
    while let Some(value) = Order::Little
        .size(list, at)
        .and_then(|length| slice(list, at + 4, length))
    {
        at += 4 + value.len();
        if found.len() < 100 {
            found.push(comment(&text(value)));
        }
    }
    found
}

fn comment(entry: &str) -> Finding {
    let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
    let kind = match name.to_ascii_uppercase().as_str() {
        "ARTIST" | "PERFORMER" | "AUTHOR" | "COPYRIGHT" | "COMPOSER" | "CONTACT" => Kind::Author,
        "ORGANIZATION" | "PUBLISHER" => Kind::Company,
        "TITLE" | "ALBUM" => Kind::Title,
        "DATE" | "CREATION_TIME" => Kind::Time,
        "LOCATION" => Kind::Location,
        "ENCODER" | "ENCODED-BY" => Kind::Software,
        "COMMENT" | "DESCRIPTION" => Kind::Comment,
        "METADATA_BLOCK_PICTURE" | "COVERART" => return Finding::new(Kind::Thumbnail, ""),
        _ => return Finding::new(Kind::Tag, entry),
    };
    Finding::new(kind, value)
}

const BEGIN: u8 = 2;
