//! MP3 sounds: frames of sound with tags before and behind them.

use crate::bytes::{Order, find, slice, starts_with_at, text, utf16};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;

/// Plans a sound without its tags.
pub(crate) fn plan(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut plan = Plan::default();
    let mut start = 0;
    while let Some(length) = tag_length(bytes.get(start..).unwrap_or_default()) {
        let tag = slice(bytes, start, length).ok_or(Reason::Damaged)?;
        plan.removes_all(findings(tag));
        start += length;
    }
    while bytes.get(start) == Some(&0) {
        start += 1;
    }
    if !is_frame(bytes.get(start..).unwrap_or_default()) {
        return Err(Reason::Damaged);
    }
    let mut end = bytes.len();
    loop {
        let sound = bytes.get(start..end).unwrap_or_default();
        let length = if let Some(tag) = last(sound, 128).filter(|tag| tag.starts_with(b"TAG")) {
            first_version(tag, &mut plan);
            128
        } else if let Some(foot) = last(sound, 32).filter(|foot| foot.starts_with(b"APETAGEX")) {
            let size = Order::Little.size(foot, 12).unwrap_or(0).max(32);
            let head = foot.get(23).is_some_and(|flags| flags & 0x80 != 0);
            plan.removes(Finding::new(Kind::Tag, "APE"));
            size.saturating_add(if head { 32 } else { 0 })
        } else {
            break;
        };
        if length > sound.len() {
            return Err(Reason::Damaged);
        }
        end -= length;
    }
    let first = bytes.get(start..end).unwrap_or_default();
    let first = first.get(..400).unwrap_or(first);
    for mark in [&b"LAME"[..], b"Lavf", b"Lavc"] {
        if let Some(at) = find(first, mark) {
            let name = first.get(at..at + 9).unwrap_or_default();
            let name = name.split(|byte| !byte.is_ascii_graphic()).next();
            plan.leaves(Finding::new(
                Kind::Software,
                &text(name.unwrap_or_default()),
            ));
            break;
        }
    }
    plan.keep(start..end);
    Ok(plan)
}

/// Whether bytes begin with a frame of MPEG sound.
pub(crate) fn is_frame(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, second, third, ..]
        if second & 0xe0 == 0xe0 && second & 0x18 != 0x08 && second & 0x06 != 0
            && third & 0xf0 != 0xf0 && third & 0x0c != 0x0c)
}

/// What a tag gives away.
pub(crate) fn findings(tag: &[u8]) -> Vec<Finding> {
    let version = tag.get(3).copied().unwrap_or(0);
    let (name_length, head) = if version == 2 { (3, 6) } else { (4, 10) };
    let mut found = vec![];
    let mut at = 10;
    while let Some(name) =
        slice(tag, at, name_length).filter(|name| name.iter().all(u8::is_ascii_alphanumeric))
    {
        let length = match version {
            2 => slice(tag, at + 3, 3).and_then(crate::bytes::big),
            4 => slice(tag, at + 4, 4).map(seven_bits),
            _ => Order::Big.size(tag, at + 4),
        };
        let Some(value) = length.and_then(|length| slice(tag, at + head, length)) else {
            break;
        };
        if found.len() < 100 {
            found.push(frame(name, value));
        }
        at += head + value.len();
    }
    if found.is_empty() {
        found.push(Finding::new(Kind::Tag, "ID3"));
    }
    found
}

fn frame(name: &[u8], value: &[u8]) -> Finding {
    let kind = match name {
        b"TPE1" | b"TPE2" | b"TCOM" | b"TCOP" | b"TOWN" | b"TP1" | b"TCM" => Kind::Author,
        b"TPUB" | b"TPB" => Kind::Company,
        b"COMM" | b"COM" | b"USLT" => Kind::Comment,
        b"TIT1" | b"TIT2" | b"TALB" | b"TT2" | b"TAL" => Kind::Title,
        b"TDRC" | b"TYER" | b"TDAT" | b"TIME" | b"TDEN" | b"TDTG" | b"TYE" => Kind::Time,
        b"TSSE" | b"TENC" | b"TSS" | b"TEN" => Kind::Software,
        b"APIC" | b"PIC" => return Finding::new(Kind::Thumbnail, ""),
        b"GEOB" | b"GEO" => return Finding::new(Kind::Attachment, ""),
        b"UFID" | b"PRIV" | b"UFI" => return Finding::new(Kind::Identifier, &text(name)),
        _ => Kind::Tag,
    };
    let (coding, words) = value.split_first().unwrap_or((&3, value));
    // Remarks have three letters of a language before them.
    let words = if kind == Kind::Comment {
        words.get(3..).unwrap_or(words)
    } else {
        words
    };
    let shown = match coding {
        1 if words.starts_with(b"\xfe\xff") => utf16(words, Order::Big),
        1 => utf16(words, Order::Little),
        2 => utf16(words, Order::Big),
        _ => text(words),
    };
    let shown = shown.replace('\0', " ");
    if kind == Kind::Tag {
        return Finding::new(kind, &format!("{}: {shown}", text(name)));
    }
    Finding::new(kind, &shown)
}

fn first_version(tag: &[u8], plan: &mut Plan) {
    for (at, length, kind) in [
        (3, 30, Kind::Title),
        (33, 30, Kind::Author),
        (93, 4, Kind::Time),
        (97, 28, Kind::Comment),
    ] {
        let value = text(slice(tag, at, length).unwrap_or_default());
        let value = value.split('\0').next().unwrap_or_default().trim();
        if !value.is_empty() {
            plan.removes(Finding::new(kind, value));
        }
    }
    plan.removes(Finding::new(Kind::Tag, "ID3"));
}

/// How long a tag at the beginning is, with its head.
fn tag_length(bytes: &[u8]) -> Option<usize> {
    if !starts_with_at(bytes, 0, b"ID3") {
        return None;
    }
    let foot = bytes.get(5).is_some_and(|flags| flags & 0x10 != 0);
    Some(seven_bits(slice(bytes, 6, 4)?) + if foot { 20 } else { 10 })
}

fn seven_bits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |sum, byte| sum * 128 + usize::from(byte & 0x7f))
}

fn last(bytes: &[u8], length: usize) -> Option<&[u8]> {
    bytes.get(bytes.len().checked_sub(length)?..)
}
