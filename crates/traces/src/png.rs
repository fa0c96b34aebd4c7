//! PNG pictures: a list of chunks.

use crate::bytes::{Order, range, slice, text};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;
use crate::{tiff, xmp};

/// Plans a picture with nothing but the chunks that are needed to draw it.
pub(crate) fn plan(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut plan = Plan::default();
    if !bytes.starts_with(SIGNATURE) {
        return Err(Reason::Damaged);
    }
    plan.keep(0..8);
    let mut at = 8;
    loop {
        let length = Order::Big.size(bytes, at).ok_or(Reason::Damaged)?;
        let name = slice(bytes, at + 4, 4).ok_or(Reason::Damaged)?;
        let content = slice(bytes, at + 8, length).ok_or(Reason::Damaged)?;
        let whole = range(bytes, at, length.checked_add(12).ok_or(Reason::Damaged)?)
            .ok_or(Reason::Damaged)?;
        let next = whole.end;
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            plan.keep(whole);
        } else {
            removed(name, content, &mut plan);
        }
        at = next;
        if name == b"IEND" {
            break;
        }
    }
    if bytes.len() > at {
        plan.removes(Finding::new(Kind::Attachment, "data behind the picture"));
    }
    Ok(plan)
}

fn removed(name: &[u8], content: &[u8], plan: &mut Plan) {
    match name {
        b"tEXt" | b"zTXt" | b"iTXt" => {
            let mut parts = content.splitn(2, |byte| *byte == 0);
            let key = text(parts.next().unwrap_or_default());
            let rest = parts.next().unwrap_or_default();
            let value = match name {
                b"tEXt" => text(rest),
                // Flag, method, language, translated key, text; compressed text is named only.
                b"iTXt" if rest.first() == Some(&0) => {
                    let text_part = rest.splitn(4, |byte| *byte == 0).nth(3);
                    let value = text_part.unwrap_or_default();
                    let value = value
                        .splitn(2, |byte| *byte == 0)
                        .last()
                        .unwrap_or_default();
                    if key == "XML:com.adobe.xmp" {
                        plan.removes_all(xmp::findings(value));
                        return;
                    }
                    text(value)
                }
                _ => String::new(),
            };
            plan.removes(named(&key, &value));
        }
        b"tIME" => {
            let year = Order::Big.u16(content, 0).unwrap_or(0);
            let part = |place: usize| content.get(place).copied().unwrap_or(0);
            let shown = format!(
                "{year}-{:02}-{:02} {:02}:{:02}:{:02}",
                part(2),
                part(3),
                part(4),
                part(5),
                part(6)
            );
            plan.removes(Finding::new(Kind::Time, &shown));
        }
        b"eXIf" => {
            let read = tiff::read_exif(content);
            plan.removes_all(read.findings);
            if read.orientation != 1 {
                plan.put(chunk(*b"eXIf", &tiff::orientation_only(read.orientation)));
            }
        }
        _ => plan.removes(Finding::new(Kind::Tag, &text(name))),
    }
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&name);
    crc.update(content);
    let length = u32::try_from(content.len()).unwrap_or(0);
    let mut chunk = length.to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(content);
    chunk.extend(crc.sum().to_be_bytes());
    chunk
}

/// A text chunk says itself what it is about.
fn named(key: &str, value: &str) -> Finding {
    let kind = match key.to_ascii_lowercase().as_str() {
        "author" | "copyright" | "artist" => Kind::Author,
        "software" => Kind::Software,
        "source" => Kind::Device,
        "creation time" | "date:create" | "date:modify" | "date:timestamp" => Kind::Time,
        "title" => Kind::Title,
        "comment" | "description" => Kind::Comment,
        _ => {
            let shown = if value.is_empty() {
                key.to_owned()
            } else {
                format!("{key}: {value}")
            };
            return Finding::new(Kind::Tag, &shown);
        }
    };
    Finding::new(kind, value)
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that say how the picture looks, also when it moves.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"bKGD", b"hIST", b"pHYs", b"sPLT", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];
