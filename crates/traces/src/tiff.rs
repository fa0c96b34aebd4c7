//! Exif and TIFF: lists of tags.

use std::collections::{BTreeMap, BTreeSet};

use crate::bytes::{Order, range, slice, text, utf16};
use crate::finding::{Finding, Kind, Reason};
use crate::places::Places;
use crate::plan::Plan;
use crate::xmp;

/// One entry of a list of tags.
struct Entry {
    tag: u16,
    kind: u16,
    count: usize,
    /// Where its twelve bytes begin.
    at: usize,
    /// Where its value lies: up to four bytes in the entry itself, more elsewhere.
    value: std::ops::Range<usize>,
}

/// What an Exif block says.
pub(crate) struct Exif {
    /// What it gives away.
    pub(crate) findings: Vec<Finding>,
    /// How the picture is to be turned, 1 to 8; 1 where nothing is said.
    pub(crate) orientation: u8,
}

/// Reads an Exif block, beginning with its byte order. What is no Exif is one finding.
pub(crate) fn read_exif(bytes: &[u8]) -> Exif {
    let mut exif = Exif {
        findings: vec![],
        orientation: 1,
    };
    let Some(order) = order(bytes) else {
        if bytes.iter().any(|byte| *byte != 0) {
            exif.findings
                .push(Finding::new(Kind::NotLookedInto, "Exif"));
        }
        return exif;
    };
    let mut reader = Reader::new(bytes, order);
    let mut settings = false;
    reader.walk(|reader, list, entry| {
        match (list, entry.tag) {
            (List::Main(0), ORIENTATION) => {
                let turned = reader.order.u16(bytes, entry.value.start);
                exif.orientation = turned
                    .and_then(|turned| u8::try_from(turned).ok())
                    .filter(|turned| (1..=8).contains(turned))
                    .unwrap_or(1);
            }
            _ => {
                settings |= entry.tag != EXIF_LIST && entry.tag != GPS_LIST;
                exif.findings.extend(reader.findings(list, entry));
            }
        }
        Verdict::Stay
    });
    exif.findings.extend(reader.position());
    if reader.broken {
        exif.findings
            .push(Finding::new(Kind::NotLookedInto, "Exif"));
    }
    if exif.findings.is_empty() && settings {
        exif.findings
            .push(Finding::new(Kind::Tag, "camera settings"));
    }
    exif
}

/// The smallest Exif block that turns a picture.
pub(crate) fn orientation_only(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif
}

/// Plans a TIFF picture without what it gives away. Every byte of the picture stays where it is.
pub(crate) fn plan(bytes: &[u8]) -> Result<Plan, Reason> {
    let order = order(bytes).ok_or(Reason::Damaged)?;
    let mut plan = Plan::in_place(bytes);
    let mut reader = Reader::new(bytes, order);
    let mut found = vec![];
    let edits = reader.walk(|reader, list, entry| match list {
        List::Main(_) if PICTURE.contains(&entry.tag) => Verdict::Stay,
        List::Main(_) if entry.tag == SUB_LISTS => {
            found.push((false, Finding::new(Kind::NotLookedInto, "further pictures")));
            Verdict::Stay
        }
        List::Main(_) | List::Exif | List::Gps => {
            let findings = reader.findings(list, entry);
            let silent = list == List::Gps || [EXIF_LIST, GPS_LIST].contains(&entry.tag);
            if findings.is_empty() && !silent {
                found.push((true, Finding::new(Kind::Tag, "settings")));
            }
            found.extend(findings.into_iter().map(|finding| (true, finding)));
            Verdict::Go
        }
    });
    for (gone, finding) in found {
        if gone {
            plan.removes(finding);
        } else {
            plan.leaves(finding);
        }
    }
    plan.removes_all(reader.position());
    let pages = reader.pages;
    reader.kept.keep(0..8);
    let blank = || edits.iter().flat_map(|edit| &edit.blank);
    reader
        .kept
        .bear(blank().chain(edits.iter().map(|edit| &edit.at)))?;
    reader.lists.bear_apart(blank())?;
    for edit in edits {
        for value in edit.blank {
            plan.blank(value)?;
        }
        plan.overwrite(edit.at.start, edit.list)?;
    }
    if pages == 0 || reader.broken {
        return Err(Reason::Damaged);
    }
    Ok(plan)
}

/// Which list an entry lies in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// The list of a picture: the first, or a further one.
    Main(usize),
    Exif,
    Gps,
}

enum Verdict {
    Stay,
    Go,
}

/// A list of tags with some of them gone.
struct Edit {
    at: std::ops::Range<usize>,
    list: Vec<u8>,
    blank: Vec<std::ops::Range<usize>>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    order: Order,
    /// Degrees of latitude and longitude with their signs, as they were met.
    place: [Option<f64>; 2],
    south_west: [bool; 2],
    pages: usize,
    /// Whether a list was not where it should be.
    broken: bool,
    /// The values of what stays and the coded pictures.
    kept: Places,
    lists: Places,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], order: Order) -> Self {
        Self {
            bytes,
            order,
            place: [None; 2],
            south_west: [false; 2],
            pages: 0,
            broken: false,
            kept: Places::default(),
            lists: Places::default(),
        }
    }

    /// Shows every entry once and returns the lists in which some have to go.
    fn walk(&mut self, mut judge: impl FnMut(&mut Self, List, &Entry) -> Verdict) -> Vec<Edit> {
        let mut waiting = vec![];
        let mut seen = BTreeSet::new();
        waiting.extend(self.order.size(self.bytes, 4).map(|at| (List::Main(0), at)));
        let (mut edits, mut entries) = (vec![], 0_usize);
        while let Some((list, at)) = waiting.pop() {
            if !seen.insert(at) || seen.len() > MOST_LISTS {
                self.broken = true;
                continue;
            }
            let Some(count) = self.order.u16(self.bytes, at).map(usize::from) else {
                self.broken = true;
                continue;
            };
            let next_at = at + 2 + count * 12;
            self.lists.keep(at..next_at + 4);
            let (mut stay, mut blank) = (vec![], vec![]);
            let mut coded = BTreeMap::new();
            for place in (0..count).map(|one| at + 2 + one * 12) {
                entries += 1;
                if entries > MOST_ENTRIES {
                    self.broken = true;
                    break;
                }
                let Some(entry) = self.entry(place) else {
                    // A value that cannot be found can neither be kept nor removed.
                    self.broken = true;
                    continue;
                };
                let to = self.order.size(self.bytes, entry.at + 8);
                match entry.tag {
                    EXIF_LIST => waiting.extend(to.map(|to| (List::Exif, to))),
                    GPS_LIST => waiting.extend(to.map(|to| (List::Gps, to))),
                    _ => {}
                }
                match judge(self, list, &entry) {
                    Verdict::Stay => {
                        stay.extend_from_slice(slice(self.bytes, entry.at, 12).unwrap_or_default());
                        if entry.value.len() > 4 {
                            self.kept.keep(entry.value.clone());
                        }
                        coded.insert(entry.tag, entry);
                    }
                    Verdict::Go if entry.value.len() > 4 => blank.push(entry.value),
                    Verdict::Go => {}
                }
            }
            self.keep_coded(&coded);
            let next = self.order.size(self.bytes, next_at).unwrap_or(0);
            if let List::Main(number) = list {
                self.pages += 1;
                if next != 0 {
                    waiting.push((List::Main(number + 1), next));
                }
            }
            if stay.len() < count * 12 && next_at + 4 > self.bytes.len() {
                self.broken = true;
            } else if stay.len() < count * 12 {
                let left = u16::try_from(stay.len() / 12).unwrap_or(0);
                let mut new = self.order.write_u16(left).to_vec();
                new.extend(stay);
                new.extend_from_slice(slice(self.bytes, next_at, 4).unwrap_or_default());
                new.resize(2 + count * 12 + 4, 0);
                edits.push(Edit {
                    at: at..next_at + 4,
                    list: new,
                    blank,
                });
            }
        }
        edits
    }

    /// Keeps the coded picture, in strips, in tiles or as one JPEG.
    fn keep_coded(&mut self, entries: &BTreeMap<u16, Entry>) {
        for (places, lengths) in CODED {
            let (Some(places), Some(lengths)) = (entries.get(places), entries.get(lengths)) else {
                continue;
            };
            let most = self.uncompressed(entries).filter(|_| places.count == 1);
            for one in 0..places.count {
                let pair = (self.number(places, one), self.number(lengths, one));
                let (Some(at), Some(length)) = pair else {
                    break;
                };
                let length = most.map_or(length, |most| length.min(most));
                if !self.kept.keep(at..at.saturating_add(length)) {
                    break;
                }
            }
        }
    }

    /// How many bytes a picture takes that is not compressed: some programs say more, and reach into what lies behind it.
    fn uncompressed(&self, entries: &BTreeMap<u16, Entry>) -> Option<usize> {
        let first = |tag| self.number(entries.get(&tag)?, 0);
        if first(0x0103).unwrap_or(1) != 1 {
            return None;
        }
        let row = first(0x0100)?
            .checked_mul(first(0x0115).unwrap_or(1))?
            .checked_mul(first(0x0102).unwrap_or(1))?;
        row.div_ceil(8).checked_mul(first(0x0101)?)
    }

    /// One of the numbers of two or four bytes that an entry holds.
    fn number(&self, entry: &Entry, place: usize) -> Option<usize> {
        if place >= entry.count {
            return None;
        }
        match entry.kind {
            3 => self
                .order
                .u16(self.bytes, entry.value.start + place * 2)
                .map(usize::from),
            4 => self.order.size(self.bytes, entry.value.start + place * 4),
            _ => None,
        }
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let (tag, kind) = (
            self.order.u16(self.bytes, at)?,
            self.order.u16(self.bytes, at + 2)?,
        );
        let count = self.order.size(self.bytes, at + 4)?;
        let one = match kind {
            // 129 is the text in UTF-8 of Exif 3.
            1 | 2 | 6 | 7 | 129 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = count.checked_mul(one)?;
        let start = if length <= 4 {
            at + 8
        } else {
            self.order.size(self.bytes, at + 8)?
        };
        let value = range(self.bytes, start, length)?;
        Some(Entry {
            tag,
            kind,
            count,
            at,
            value,
        })
    }

    /// What an entry gives away, if it is more than a setting.
    fn findings(&mut self, list: List, entry: &Entry) -> Vec<Finding> {
        let value = self.bytes.get(entry.value.clone()).unwrap_or_default();
        if list == List::Gps {
            return self.position_part(entry, value).into_iter().collect();
        }
        let later_picture = matches!(list, List::Main(number) if number > 0);
        let (kind, value) = match entry.tag {
            0x010e => (Kind::Comment, text(value)),
            0x9286 => (Kind::Comment, user_comment(value, self.order)),
            0x010f | 0x0110 | 0xa433 | 0xa434 | 0xc614 => (Kind::Device, text(value)),
            0x013c => (Kind::Device, text(value)),
            0x0131 | 0x000b | 0xa43d..=0xa43f | 0xa436..=0xa43c => (Kind::Software, text(value)),
            0x0132 | 0x9003 | 0x9004 => (Kind::Time, text(value)),
            0x013b | 0x8298 | 0xa430 => (Kind::Author, text(value)),
            0x9c9d => (Kind::Author, utf16(value, Order::Little)),
            0x9c9b | 0x9c9e | 0x9c9f => (Kind::Title, utf16(value, Order::Little)),
            0x9c9c => (Kind::Comment, utf16(value, Order::Little)),
            0xa431 | 0xa435 | 0xc62f => (Kind::Serial, text(value)),
            0xa420 => (Kind::Identifier, text(value)),
            0x927c => (Kind::Tag, "notes of the maker".to_owned()),
            0x0201 if later_picture => (Kind::Thumbnail, String::new()),
            0x0111 if later_picture => (Kind::Thumbnail, String::new()),
            0x02bc => return xmp::findings(value),
            0x83bb | 0x8649 => (Kind::Tag, "IPTC".to_owned()),
            0xc4a5 => (Kind::Tag, "printing".to_owned()),
            _ => return vec![],
        };
        let nothing = [2, 129].contains(&entry.kind) && value.trim_matches(['\0', ' ']).is_empty();
        if nothing || entry.count == 0 {
            return vec![];
        }
        vec![Finding::new(kind, value.trim_end_matches('\0'))]
    }

    fn position_part(&mut self, entry: &Entry, value: &[u8]) -> Option<Finding> {
        match entry.tag {
            1 => self.south_west[0] = value.first() == Some(&b'S'),
            3 => self.south_west[1] = value.first() == Some(&b'W'),
            2 => self.place[0] = self.degrees(value),
            4 => self.place[1] = self.degrees(value),
            29 => return Some(Finding::new(Kind::Time, &text(value).replace('\0', " "))),
            27 | 28 => {
                return Some(Finding::new(
                    Kind::Location,
                    &user_comment(value, self.order),
                ));
            }
            5..=7 | 16 | 17 => {
                return Some(Finding::new(
                    Kind::Tag,
                    "height, time or direction of the place",
                ));
            }
            _ => {}
        }
        None
    }

    fn position(&self) -> Option<Finding> {
        let [Some(latitude), Some(longitude)] = self.place else {
            return None;
        };
        let sign = |value: f64, negative| if negative { -value } else { value };
        let [south, west] = self.south_west;
        let shown = format!("{:.5}, {:.5}", sign(latitude, south), sign(longitude, west));
        Some(Finding::new(Kind::Location, &shown))
    }

    fn degrees(&self, value: &[u8]) -> Option<f64> {
        let part = |place: usize| -> Option<f64> {
            let over = f64::from(self.order.u32(value, place * 8)?);
            let under = f64::from(self.order.u32(value, place * 8 + 4)?);
            Some(if under == 0.0 { 0.0 } else { over / under })
        };
        Some(part(0)? + part(1)? / 60.0 + part(2)? / 3_600.0)
    }
}

fn user_comment(value: &[u8], order: Order) -> String {
    match value.split_at_checked(8) {
        Some((mark, rest)) if mark.starts_with(b"UNICODE") => utf16(rest, order),
        Some((mark, rest)) if mark.starts_with(b"ASCII") || mark == [0; 8] => text(rest),
        _ => text(value),
    }
}

fn order(bytes: &[u8]) -> Option<Order> {
    match bytes.first_chunk()? {
        b"II\x2a\0" => Some(Order::Little),
        b"MM\0\x2a" => Some(Order::Big),
        _ => None,
    }
}

const ORIENTATION: u16 = 0x0112;
const EXIF_LIST: u16 = 0x8769;
const GPS_LIST: u16 = 0x8825;
const SUB_LISTS: u16 = 0x014a;
/// Where the pieces of a coded picture lie, and how long they are.
const CODED: &[(u16, u16)] = &[(0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202)];
const MOST_LISTS: usize = 4_096;
const MOST_ENTRIES: usize = 65_536;

/// Tags without which a picture cannot be drawn.
const PICTURE: &[u16] = &[
    0x00fe,
    0x00ff,
    0x0100,
    0x0101,
    0x0102,
    0x0103,
    0x0106,
    0x010a,
    0x0111,
    ORIENTATION,
    0x0115,
    0x0116,
    0x0117,
    0x0118,
    0x0119,
    0x011a,
    0x011b,
    0x011c,
    0x0122,
    0x0123,
    0x0124,
    0x0125,
    0x0128,
    0x0129,
    0x012d,
    0x013d,
    0x013e,
    0x013f,
    0x0140,
    0x0141,
    0x0142,
    0x0143,
    0x0144,
    0x0145,
    0x0152,
    0x0153,
    0x0154,
    0x0155,
    0x015b,
    0x0200,
    0x0201,
    0x0202,
    0x0203,
    0x0205,
    0x0206,
    0x0207,
    0x0208,
    0x0209,
    0x0211,
    0x0212,
    0x0213,
    0x0214,
    0x828d,
    0x828e,
    0x8773,
];
