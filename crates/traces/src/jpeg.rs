//! JPEG pictures: a list of segments around the data of the picture.

use std::ops::Range;

use crate::bytes::{Order, find, range, slice, starts_with_at, text};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;
use crate::{tiff, xmp};

/// Plans a picture with nothing but what is needed to draw it: the coded data, the colour profile, and
/// which way up it is.
pub(crate) fn plan(bytes: &[u8]) -> Result<Plan, Reason> {
    let mut plan = Plan::default();
    let mut orientation = 1;
    let (mut head, mut body) = (vec![], vec![]);
    let end = walk(bytes, |segment| {
        let kept = match segment.marker {
            COMMENT => {
                plan.removes(Finding::new(Kind::Comment, &text(segment.content(bytes))));
                false
            }
            APP_FIRST..=APP_LAST => application(bytes, segment, &mut plan, &mut orientation),
            _ => true,
        };
        if kept {
            let list = if segment.marker == APP_FIRST {
                &mut head
            } else {
                &mut body
            };
            list.push(segment.whole.clone());
        }
    })?;
    plan.keep(0..2);
    for one in head {
        plan.keep(one);
    }
    if orientation != 1 {
        plan.put(exif_segment(orientation));
    }
    for one in body {
        plan.keep(one);
    }
    if let Some(rest) = bytes
        .get(end..)
        .filter(|rest| rest.iter().any(|byte| *byte != 0))
    {
        let shown = if find(rest, b"ftyp").is_some() {
            "a video behind the picture"
        } else if rest.windows(3).any(|three| three == [0xff, 0xd8, 0xff]) {
            "another picture behind the picture"
        } else {
            "data behind the picture"
        };
        plan.removes(Finding::new(Kind::Attachment, shown));
    }
    Ok(plan)
}

struct Segment {
    marker: u8,
    /// With its marker and, for a scan, the data that follows.
    whole: Range<usize>,
    content: Range<usize>,
}

impl Segment {
    fn content<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.content.clone()).unwrap_or_default()
    }
}

/// Shows every segment, and returns where the picture ends.
fn walk(bytes: &[u8], mut show: impl FnMut(&Segment)) -> Result<usize, Reason> {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Err(Reason::Damaged);
    }
    let mut at = 2;
    let mut scans = 0_usize;
    loop {
        // Any number of 0xff may stand before a marker.
        while bytes.get(at + 1) == Some(&0xff) && bytes.get(at) == Some(&0xff) {
            at += 1;
        }
        let marker = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(0xff), Some(marker)) => *marker,
            // A picture that breaks off can still be drawn as far as it goes.
            (None, _) | (_, None) if scans > 0 => return Ok(bytes.len()),
            _ => return Err(Reason::Damaged),
        };
        if marker == END {
            show(&Segment {
                marker,
                whole: at..at + 2,
                content: at + 2..at + 2,
            });
            return if scans > 0 {
                Ok(at + 2)
            } else {
                Err(Reason::Damaged)
            };
        }
        if marker == 0x01 || (0xd0..=0xd7).contains(&marker) {
            show(&Segment {
                marker,
                whole: at..at + 2,
                content: at + 2..at + 2,
            });
            at += 2;
            continue;
        }
        let length = Order::Big
            .u16(bytes, at + 2)
            .map(usize::from)
            .filter(|length| *length >= 2)
            .ok_or(Reason::Damaged)?;
        let mut end = match range(bytes, at + 2, length) {
            Some(segment) => segment.end,
            None if scans > 0 => return Ok(at),
            None => return Err(Reason::Damaged),
        };
        let content = at + 4..end;
        if marker == SCAN {
            scans += 1;
            end = end_of_scan(bytes, end);
        }
        show(&Segment {
            marker,
            whole: at..end,
            content,
        });
        at = end;
    }
}

/// Coded data goes on until a marker that is neither a stuffed byte nor a restart.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let next = rest
        .windows(2)
        .position(|two| matches!(two, [0xff, next] if !matches!(next, 0x00 | 0xff | 0xd0..=0xd7)));
    next.map_or(bytes.len(), |next| from + next)
}

/// Judges an application segment: whether it is needed to draw the picture.
fn application(bytes: &[u8], segment: &Segment, plan: &mut Plan, orientation: &mut u8) -> bool {
    let content = segment.content(bytes);
    let starts = |mark: &[u8]| content.starts_with(mark);
    match segment.marker {
        APP_FIRST if starts(b"JFIF\0") => {
            // Bytes 12 and 13 are the size of a small copy of the picture.
            let small = content
                .get(12..14)
                .is_some_and(|size| size.contains(&0) || size.is_empty());
            if content.len() <= 14 || small && content.len() == 14 {
                return true;
            }
            plan.removes(Finding::new(Kind::Thumbnail, ""));
            return false;
        }
        APP_FIRST if starts(b"JFXX\0") => plan.removes(Finding::new(Kind::Thumbnail, "")),
        0xe1 if starts(b"Exif\0") => {
            let exif = content.get(6..).unwrap_or_default();
            let read = tiff::read_exif(exif);
            *orientation = read.orientation;
            plan.removes_all(read.findings);
        }
        0xe1 if starts(b"http://ns.adobe.com/xap/1.0/\0") => {
            plan.removes_all(xmp::findings(content.get(29..).unwrap_or_default()));
        }
        0xe1 if starts(b"http://ns.adobe.com/xmp/extension/\0") => {
            plan.removes(Finding::new(Kind::Tag, "XMP"));
        }
        0xe2 if starts(b"ICC_PROFILE\0") => return true,
        0xe2 if starts(b"MPF\0") => {
            plan.removes(Finding::new(Kind::Tag, "list of further pictures"))
        }
        0xed if starts(b"Photoshop 3.0\0") => {
            photoshop(content.get(14..).unwrap_or_default(), plan)
        }
        0xee if starts(b"Adobe") && content.len() == 12 => return true,
        _ => {
            let name = content
                .split(|byte| !byte.is_ascii_graphic())
                .next()
                .unwrap_or_default();
            let name = text(name.get(..40).unwrap_or(name));
            plan.removes(Finding::new(Kind::Tag, &name));
        }
    }
    false
}

/// Photoshop's blocks: `8BIM`, a number, a name, a length, the content.
fn photoshop(content: &[u8], plan: &mut Plan) {
    let mut at = 0;
    let mut any = false;
    while starts_with_at(content, at, b"8BIM") {
        let Some(number) = Order::Big.u16(content, at + 4) else {
            break;
        };
        let name = content.get(at + 6).copied().map_or(0, usize::from);
        let start = at + 6 + (name + 2) / 2 * 2;
        let Some(length) = Order::Big.size(content, start) else {
            break;
        };
        let Some(block) = slice(content, start + 4, length) else {
            break;
        };
        match number {
            0x0404 => any |= iptc(block, plan),
            0x0409 | 0x040c => {
                any = true;
                plan.removes(Finding::new(Kind::Thumbnail, ""));
            }
            _ => {}
        }
        at = start + 4 + length + length % 2;
    }
    if !any {
        plan.removes(Finding::new(Kind::Tag, "Photoshop"));
    }
}

/// IPTC: `1c`, a record, a number, a length, the value.
fn iptc(block: &[u8], plan: &mut Plan) -> bool {
    let mut at = 0;
    let mut any = false;
    while let Some([0x1c, record, number]) = slice(block, at, 3) {
        let Some(length) = Order::Big.u16(block, at + 3).map(usize::from) else {
            break;
        };
        let value = slice(block, at + 5, length).unwrap_or_default();
        let kind = match (record, number) {
            (2, 80 | 85 | 122) => Some(Kind::Author),
            (2, 110 | 115 | 116) => Some(Kind::Company),
            (2, 55 | 60 | 62 | 63) => Some(Kind::Time),
            (2, 90 | 92 | 95 | 100 | 101) => Some(Kind::Location),
            (2, 5 | 25 | 105) => Some(Kind::Title),
            (2, 120 | 40) => Some(Kind::Comment),
            (2, 65) => Some(Kind::Software),
            _ => None,
        };
        if let Some(kind) = kind {
            any = true;
            plan.removes(Finding::new(kind, &text(value)));
        }
        at += 5 + length;
    }
    any
}

fn exif_segment(orientation: u8) -> Vec<u8> {
    let exif = tiff::orientation_only(orientation);
    let length = u16::try_from(exif.len() + 8).unwrap_or(8);
    let mut segment = vec![0xff, 0xe1];
    segment.extend(length.to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(exif);
    segment
}

const SCAN: u8 = 0xda;
const END: u8 = 0xd9;
const COMMENT: u8 = 0xfe;
const APP_FIRST: u8 = 0xe0;
const APP_LAST: u8 = 0xef;
