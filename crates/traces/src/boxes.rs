//! MP4 and QuickTime sounds and films, HEIC and AVIF pictures: boxes in boxes. The places of sound and
//! picture stand in tables, so nothing is moved: what goes is written over.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::bytes::{Order, big, range, slice, text};
use crate::finding::{Finding, Format, Kind, Reason};
use crate::places::Places;
use crate::plan::Plan;
use crate::{tiff, xmp};

/// Plans a file without its tags, times and places.
pub(crate) fn plan(bytes: &[u8]) -> (Format, Result<Plan, Reason>) {
    let brands = bytes.get(8..64).unwrap_or_default();
    let picture = [
        b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"hevc",
    ];
    let is_picture = brands
        .get(..4)
        .is_some_and(|brand| picture.iter().any(|one| *one == brand));
    let mut sweeper = Sweeper {
        bytes,
        plan: Plan::in_place(bytes),
        seen: 0,
    };
    let swept = sweeper.sweep(0..bytes.len(), &[]);
    let format = if is_picture {
        Format::Heif
    } else {
        Format::Mp4
    };
    (format, swept.map(|()| sweeper.plan))
}

struct Box {
    name: [u8; 4],
    at: usize,
    content: Range<usize>,
}

struct Sweeper<'a> {
    bytes: &'a [u8],
    plan: Plan,
    seen: usize,
}

impl Sweeper<'_> {
    fn sweep(&mut self, inside: Range<usize>, around: &[[u8; 4]]) -> Result<(), Reason> {
        let mut at = inside.start;
        while at < inside.end {
            let one = read(self.bytes, at, inside.end).ok_or(Reason::Damaged)?;
            self.seen += 1;
            if self.seen > MOST_BOXES || around.len() > MOST_DEPTH {
                return Err(Reason::TooLarge);
            }
            let end = one.content.end;
            self.judge(&one, around)?;
            at = end;
        }
        Ok(())
    }

    fn judge(&mut self, one: &Box, around: &[[u8; 4]]) -> Result<(), Reason> {
        let content = self.bytes.get(one.content.clone()).unwrap_or_default();
        match &one.name {
            b"moov" | b"trak" | b"mdia" => {
                let around = [around, &[one.name]].concat();
                self.sweep(one.content.clone(), &around)
            }
            b"udta" => {
                tags(content, 0, &mut self.plan);
                self.forget(one)
            }
            b"meta" if around.is_empty() && self.is_picture_list(content) => self.items(one),
            b"meta" => {
                named_values(content, &mut self.plan);
                self.forget(one)
            }
            b"uuid" => {
                if content.starts_with(XMP) {
                    self.plan
                        .removes_all(xmp::findings(content.get(16..).unwrap_or_default()));
                } else {
                    self.plan.removes(Finding::new(Kind::Tag, "uuid"));
                }
                self.forget(one)
            }
            b"free" | b"skip" | b"wide" => {
                if content.iter().any(|byte| *byte != 0) {
                    self.plan.removes(Finding::new(Kind::Tag, "leftover"));
                    self.plan.blank(one.content.clone())?;
                }
                Ok(())
            }
            b"mvhd" | b"tkhd" | b"mdhd" => self.times(one),
            b"hdlr" => self.handler(one),
            b"ftyp" | b"styp" | b"mdat" | b"moof" | b"mfra" | b"sidx" | b"pdin" | b"minf"
            | b"edts" | b"tref" | b"mvex" | b"iods" | b"tapt" | b"load" | b"elst" => Ok(()),
            name => {
                self.plan
                    .leaves(Finding::new(Kind::NotLookedInto, &text(name)));
                Ok(())
            }
        }
    }

    /// Makes free space of a box.
    fn forget(&mut self, one: &Box) -> Result<(), Reason> {
        self.plan.overwrite(one.at + 4, b"free".to_vec())?;
        self.plan.blank(one.content.clone())
    }

    fn times(&mut self, one: &Box) -> Result<(), Reason> {
        let long = self.bytes.get(one.content.start) == Some(&1);
        let length = if long { 16 } else { 8 };
        let times = range(self.bytes, one.content.start + 4, length)
            .filter(|times| times.end <= one.content.end)
            .ok_or(Reason::Damaged)?;
        let made = self.bytes.get(times.clone()).unwrap_or_default();
        if made.iter().any(|byte| *byte != 0) {
            let seconds = big(made.get(..length / 2).unwrap_or_default()).unwrap_or(0);
            self.plan.removes(Finding::new(Kind::Time, &day(seconds)));
            self.plan.blank(times)?;
        }
        Ok(())
    }

    fn handler(&mut self, one: &Box) -> Result<(), Reason> {
        let content = self.bytes.get(one.content.clone()).unwrap_or_default();
        match slice(content, 8, 4) {
            Some(b"vide" | b"soun" | b"hint" | b"alis" | b"url " | b"pict") | None => {}
            Some(kind) => self
                .plan
                .leaves(Finding::new(Kind::NotLookedInto, &text(kind))),
        }
        let name = content.get(24..).unwrap_or_default();
        if name.iter().any(|byte| *byte != 0) {
            let shown: Vec<u8> = name.iter().copied().filter(u8::is_ascii_graphic).collect();
            self.plan
                .removes(Finding::new(Kind::Software, &text(&shown)));
            self.plan.blank(one.content.start + 24..one.content.end)?;
        }
        Ok(())
    }

    fn is_picture_list(&self, content: &[u8]) -> bool {
        children(content, 4).any(|(name, _)| name == *b"iinf")
    }

    /// Writes over the Exif and XMP blocks of a HEIC or AVIF picture. Which way up it is stands elsewhere.
    fn items(&mut self, list: &Box) -> Result<(), Reason> {
        let content = self.bytes.get(list.content.clone()).unwrap_or_default();
        let part = |wanted: &[u8; 4]| {
            let found = children(content, 4).find(|(name, _)| name == wanted);
            found.map(|(_, range)| range)
        };
        let (Some(names), Some(places)) = (part(b"iinf"), part(b"iloc")) else {
            return Err(Reason::Damaged);
        };
        let kinds = item_kinds(content.get(names).unwrap_or_default());
        let data = part(b"idat").map_or(0..0, |range| {
            list.content.start + range.start..list.content.start + range.end
        });
        let inside = data.start;
        let (mut kept, mut gone) = (Places::default(), vec![]);
        kept.keep(list.content.start..data.start.max(list.content.start));
        kept.keep(data.end.max(list.content.start)..list.content.end);
        let mut head = 0;
        for (_, content) in children(self.bytes, 0) {
            kept.keep(head..content.start);
            head = content.end;
        }
        let places = item_places(content.get(places).unwrap_or_default()).ok_or(Reason::Damaged)?;
        if let Some(references) = part(b"iref")
            && children(content.get(references).unwrap_or_default(), 4)
                .any(|(name, _)| name == *b"thmb")
        {
            self.plan.leaves(Finding::new(Kind::Thumbnail, ""));
        }
        for (item, in_list, extent) in places {
            let start = if in_list { inside } else { 0 }
                .checked_add(extent.start)
                .ok_or(Reason::Damaged)?;
            let place = range(self.bytes, start, extent.len()).ok_or(Reason::Damaged);
            let Some(kind) = kinds.get(&item) else {
                kept.keep(place.unwrap_or_default());
                continue;
            };
            let place = place?;
            let block = self.bytes.get(place.clone()).unwrap_or_default();
            if block.iter().all(|byte| *byte == 0) {
                continue;
            }
            match kind {
                b"Exif" => {
                    let skipped = Order::Big
                        .size(block, 0)
                        .and_then(|skip| skip.checked_add(4));
                    let exif = skipped
                        .and_then(|skip| block.get(skip..))
                        .unwrap_or_default();
                    self.plan.removes_all(tiff::read_exif(exif).findings);
                    self.plan.removes(Finding::new(Kind::Tag, "Exif"));
                }
                _ => self.plan.removes_all(xmp::findings(block)),
            }
            gone.push(place);
        }
        kept.bear(&gone)?;
        gone.into_iter()
            .try_for_each(|place| self.plan.blank(place))
    }
}

fn read(bytes: &[u8], at: usize, end: usize) -> Option<Box> {
    let length = Order::Big.size(bytes, at)?;
    let name = *bytes.get(at + 4..)?.first_chunk()?;
    let (head, length) = match length {
        0 => (8, end.checked_sub(at)?),
        1 => (16, big(slice(bytes, at + 8, 8)?)?),
        _ => (8, length),
    };
    let stop = at.checked_add(length).filter(|stop| *stop <= end)?;
    let start = at.checked_add(head).filter(|start| *start <= stop)?;
    Some(Box {
        name,
        at,
        content: start..stop,
    })
}

/// The boxes directly inside, with the places of what they hold.
fn children(bytes: &[u8], start: usize) -> impl Iterator<Item = ([u8; 4], Range<usize>)> {
    let mut at = start;
    std::iter::from_fn(move || {
        let one = read(bytes, at, bytes.len())?;
        at = one.content.end;
        Some((one.name, one.content))
    })
    .take(MOST_BOXES)
}

/// Numbers of the items that hold Exif or XMP.
fn item_kinds(list: &[u8]) -> BTreeMap<usize, [u8; 4]> {
    let start = if list.first() == Some(&0) { 6 } else { 8 };
    let mut kinds = BTreeMap::new();
    for (name, range) in children(list, start) {
        let entry = list.get(range).unwrap_or_default();
        let wide = entry.first() == Some(&3);
        let (number, kind) = if wide {
            (slice(entry, 4, 4), slice(entry, 10, 4))
        } else {
            (slice(entry, 4, 2), slice(entry, 8, 4))
        };
        if let (b"infe", Some(number), Some(kind)) = (
            &name,
            number.and_then(big),
            kind.and_then(|kind| kind.first_chunk()),
        ) && [b"Exif", b"mime"].contains(&kind)
        {
            kinds.insert(number, *kind);
        }
    }
    kinds
}

/// Where items lie: number, whether in the list itself, place.
fn item_places(list: &[u8]) -> Option<Vec<(usize, bool, Range<usize>)>> {
    let version = *list.first()?;
    let sizes = slice(list, 4, 2)?;
    let [first, second] = *sizes.first_chunk()?;
    let (offset, length) = (usize::from(first >> 4), usize::from(first & 15));
    let (base, index) = (
        usize::from(second >> 4),
        if version > 0 {
            usize::from(second & 15)
        } else {
            0
        },
    );
    let mut at = 6;
    let mut next = |width: usize| {
        let value = big(slice(list, at, width)?);
        at += width;
        value
    };
    let wide = if version < 2 { 2 } else { 4 };
    let count = next(wide)?;
    let mut places = vec![];
    for _ in 0..count {
        let number = next(wide)?;
        let in_list = version > 0 && next(2)? & 15 == 1;
        next(2)?;
        let start = next(base)?;
        for _ in 0..next(2)? {
            next(index)?;
            let from = start.checked_add(next(offset)?)?;
            let end = from.checked_add(next(length)?)?;
            places.push((number, in_list, from..end));
            if places.len() > MOST_BOXES {
                return None;
            }
        }
    }
    Some(places)
}

/// Tags of a film: boxes named by what they say.
fn tags(content: &[u8], start: usize, plan: &mut Plan) {
    for (name, range) in children(content, start) {
        let value = content.get(range).unwrap_or_default();
        match &name {
            b"meta" => named_values(value, plan),
            b"\0\0\0\0" | b"free" => {}
            _ => plan.removes(Finding::new(kind_of(&name), &shown(&name, value))),
        }
    }
}

/// Tags in a list, whose names may stand in a list of their own.
fn named_values(content: &[u8], plan: &mut Plan) {
    // QuickTime leaves out the four bytes of a version.
    let start = if content.get(4..8) == Some(b"hdlr") {
        0
    } else {
        4
    };
    let keys = children(content, start)
        .find(|(name, _)| name == b"keys")
        .map(|(_, range)| range);
    let keys = keys
        .and_then(|range| content.get(range))
        .unwrap_or_default();
    let keys: Vec<String> = children(keys, 8)
        .map(|(_, range)| text(keys.get(range).unwrap_or_default()))
        .collect();
    let values = children(content, start)
        .find(|(name, _)| name == b"ilst")
        .map(|(_, range)| range);
    let values = values
        .and_then(|range| content.get(range))
        .unwrap_or_default();
    for (name, range) in children(values, 0) {
        let entry = values.get(range).unwrap_or_default();
        let value = children(entry, 0)
            .find(|(name, _)| name == b"data")
            .map(|(_, range)| range);
        let value = value
            .and_then(|range| entry.get(range))
            .and_then(|value| value.get(8..))
            .unwrap_or_default();
        let key = big(&name).and_then(|number| keys.get(number.checked_sub(1)?));
        let finding = match key {
            Some(key) => {
                let kind = kind_of_key(key);
                let value = text(value);
                Finding::new(
                    kind,
                    &if kind == Kind::Tag {
                        format!("{key}: {value}")
                    } else {
                        value
                    },
                )
            }
            None => Finding::new(kind_of(&name), &shown(&name, value)),
        };
        plan.removes(finding);
    }
    plan.removes(Finding::new(Kind::Tag, "list of tags"));
}

fn kind_of(name: &[u8]) -> Kind {
    match name.get(1..).unwrap_or_default() {
        b"ART" | b"aut" | b"wrt" | b"cpy" | b"uth" | b"prf" => Kind::Author,
        b"nam" | b"alb" | b"itl" => Kind::Title,
        b"day" => Kind::Time,
        b"too" | b"swr" | b"enc" => Kind::Software,
        b"mak" | b"mod" => Kind::Device,
        b"xyz" | b"oci" => Kind::Location,
        b"cmt" | b"des" | b"inf" => Kind::Comment,
        b"ovr" => Kind::Thumbnail,
        _ => Kind::Tag,
    }
}

fn kind_of_key(key: &str) -> Kind {
    let last = key
        .split('.')
        .find(|part| *part == "location")
        .or_else(|| key.rsplit('.').next());
    match last.unwrap_or_default() {
        "location" => Kind::Location,
        "make" | "model" => Kind::Device,
        "software" | "encoder" => Kind::Software,
        "artist" | "author" | "copyright" => Kind::Author,
        "creationdate" | "date" | "creation_time" => Kind::Time,
        "title" => Kind::Title,
        "comment" | "description" => Kind::Comment,
        "identifier" => Kind::Identifier,
        _ => Kind::Tag,
    }
}

fn shown(name: &[u8], value: &[u8]) -> String {
    let words = match name.first() {
        // Two bytes of a length and two of a language stand before the words in QuickTime.
        Some(0xa9) if value.get(..2).and_then(big) == value.len().checked_sub(4) => {
            value.get(4..).unwrap_or(value)
        }
        _ => value,
    };
    if words.iter().filter(|byte| byte.is_ascii_control()).count() > 4
        || kind_of(name) == Kind::Thumbnail
    {
        return if kind_of(name) == Kind::Tag {
            text(name)
        } else {
            String::new()
        };
    }
    text(words)
}

/// The day of a number of seconds since 1904.
fn day(seconds: usize) -> String {
    let (mut year, mut days) = (1904_usize, seconds / 86_400);
    let length = |year: usize| {
        if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) {
            366
        } else {
            365
        }
    };
    while days >= length(year) && year < 3_000 {
        days -= length(year);
        year += 1;
    }
    let mut month = 1;
    for lasts in [31, length(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < lasts {
            break;
        }
        days -= lasts;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

const XMP: &[u8] = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
const MOST_BOXES: usize = 100_000;
const MOST_DEPTH: usize = 16;
