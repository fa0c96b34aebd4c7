use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::object::{Dict, Object, Reader, is_space};
use crate::bytes::{big, find, find_last, slice};
use crate::finding::Reason;
use crate::inflate::{Budget, inflate};

/// Where an object lies.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    At(usize),
    /// Inside another object, at this place of its list.
    In(u32, usize),
}

/// An object with what it carries.
pub(super) struct Indirect {
    pub(super) generation: u16,
    pub(super) object: Object,
    /// Where the bytes of a stream lie.
    pub(super) stream: Option<Range<usize>>,
}

/// Objects that were packed together.
struct Container {
    content: Zeroizing<Vec<u8>>,
    starts: Vec<(u32, usize)>,
}

/// A PDF whose list of objects was read.
pub(super) struct Document<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    pub(super) trailer: Dict,
    /// How many times the list of objects was written.
    pub(super) sections: usize,
    containers: BTreeMap<u32, Rc<Container>>,
    /// How many objects are packed in all of them.
    packed: usize,
    budget: &'a mut Budget,
    /// How many bytes may still be read: a file may point at the same place many times.
    fuel: usize,
}

impl<'a> Document<'a> {
    /// Reads the lists of objects, the newest first. `bytes` begin with the header.
    pub(super) fn read(bytes: &'a [u8], budget: &'a mut Budget) -> Result<Self, Reason> {
        let mut document = Self {
            bytes,
            places: BTreeMap::new(),
            trailer: Dict::default(),
            sections: 0,
            containers: BTreeMap::new(),
            packed: 0,
            fuel: bytes.len().saturating_mul(2).saturating_add(budget.left()),
            budget,
        };
        let tail = bytes.len().saturating_sub(TAIL);
        let end = bytes.get(tail..).unwrap_or_default();
        let start = find_last(end, b"startxref").ok_or(Reason::Damaged)?;
        // An update that breaks off leaves the list of the version before it as the last one.
        if find(end.get(start..).unwrap_or_default(), b" obj").is_some() {
            return Err(Reason::Damaged);
        }
        let mut next = Some(Reader::new(bytes, tail + start + 9).integer()?);
        let mut seen = BTreeSet::new();
        while let Some(at) = next {
            if !seen.insert(at) || seen.len() > MOST_SECTIONS {
                return Err(Reason::Damaged);
            }
            let section = document.section(at)?;
            document.sections += 1;
            if let Some(hidden) = section.number(b"XRefStm")
                && seen.insert(hidden)
            {
                document.section(hidden)?;
            }
            next = section.number(b"Prev");
            if document.trailer.0.is_empty() {
                document.trailer = section;
            }
        }
        Ok(document)
    }

    fn section(&mut self, at: usize) -> Result<Dict, Reason> {
        let mut reader = Reader::new(self.bytes, at);
        reader.skip_space();
        if !reader.starts_with(b"xref") {
            return self.packed_section(reader.at);
        }
        reader.expect(b"xref")?;
        loop {
            reader.skip_space();
            if reader.starts_with(b"trailer") {
                break;
            }
            let (first, count) = (reader.integer()?, reader.integer()?);
            for number in first..first.checked_add(count).ok_or(Reason::Damaged)? {
                let (place, _generation) = (reader.integer()?, reader.integer()?);
                reader.skip_space();
                let place = match reader.word() {
                    b"n" => Place::At(place),
                    b"f" => Place::Free,
                    _ => return Err(Reason::Damaged),
                };
                self.note(number, place)?;
            }
        }
        reader.expect(b"trailer")?;
        reader.skip_space();
        let trailer = reader.dict(0);
        self.burn(reader.at - at)?;
        trailer
    }

    fn packed_section(&mut self, at: usize) -> Result<Dict, Reason> {
        let (_, indirect) = self.parse(at)?;
        let (Object::Dict(dict), Some(stream)) = (indirect.object, indirect.stream) else {
            return Err(Reason::Damaged);
        };
        if !dict.is(b"Type", b"XRef") {
            return Err(Reason::Damaged);
        }
        let content = self.unpack(&dict, stream)?;
        let Some(Object::Array(widths)) = dict.of(b"W") else {
            return Err(Reason::Damaged);
        };
        let widths: Vec<usize> = widths.iter().filter_map(Object::number).collect();
        let [kind, second, third] = widths[..] else {
            return Err(Reason::Damaged);
        };
        if widths.iter().any(|width| *width > 8) || kind + second + third == 0 {
            return Err(Reason::Damaged);
        }
        let size = dict.number(b"Size").ok_or(Reason::Damaged)?;
        let runs = match dict.of(b"Index") {
            Some(Object::Array(runs)) => runs.iter().filter_map(Object::number).collect(),
            _ => vec![0, size],
        };
        let mut at = 0;
        for run in runs.chunks_exact(2) {
            let [first, count] = run else { continue };
            for number in *first..first.checked_add(*count).ok_or(Reason::Damaged)? {
                let Some(entry) = slice(&content, at, kind + second + third) else {
                    break;
                };
                at += entry.len();
                let (head, rest) = entry.split_at(kind);
                let (middle, last) = rest.split_at(second);
                let (middle, last) = (
                    big(middle).ok_or(Reason::Damaged)?,
                    big(last).ok_or(Reason::Damaged)?,
                );
                let place = match (head.is_empty(), big(head)) {
                    (true, _) | (_, Some(1)) => Place::At(middle),
                    (_, Some(2)) => {
                        Place::In(u32::try_from(middle).map_err(|_| Reason::Damaged)?, last)
                    }
                    _ => Place::Free,
                };
                self.note(number, place)?;
            }
        }
        Ok(dict)
    }

    fn note(&mut self, number: usize, place: Place) -> Result<(), Reason> {
        let number = u32::try_from(number).map_err(|_| Reason::Damaged)?;
        self.places.entry(number).or_insert(place);
        if self.places.len() > MOST_OBJECTS {
            return Err(Reason::TooLarge);
        }
        Ok(())
    }

    /// Whether an object is listed.
    pub(super) fn lists(&self, number: u32) -> bool {
        self.places.contains_key(&number)
    }

    /// Reads an object. `None` if it is not there, which a PDF may ask for.
    pub(super) fn object(&mut self, number: u32) -> Result<Option<Indirect>, Reason> {
        match self.places.get(&number).copied() {
            None | Some(Place::Free) => Ok(None),
            Some(Place::At(at)) => {
                let (found, indirect) = self.parse(at)?;
                if found != number {
                    return Err(Reason::Damaged);
                }
                Ok(Some(indirect))
            }
            Some(Place::In(container, place)) => {
                let container = self.container(container)?;
                let Some((found, start)) = container.starts.get(place) else {
                    return Ok(None);
                };
                if *found != number {
                    return Err(Reason::Damaged);
                }
                let mut reader = Reader::new(&container.content, *start);
                let object = reader.object()?;
                self.burn(reader.at - start)?;
                Ok(Some(Indirect {
                    generation: 0,
                    object,
                    stream: None,
                }))
            }
        }
    }

    /// What an object stands for, through one reference.
    pub(super) fn resolve(&mut self, object: &Object) -> Result<Object, Reason> {
        match object {
            Object::Ref(number, _) => {
                let found = self.object(*number)?;
                Ok(found.map_or(Object::Null, |found| found.object))
            }
            Object::Null
            | Object::Bool(_)
            | Object::Number(_)
            | Object::Name(_)
            | Object::Text(_)
            | Object::Array(_)
            | Object::Dict(_) => Ok(object.clone()),
        }
    }

    /// The bytes of a stream without their packing. Only the packing that lists of objects and XMP
    /// use is known.
    pub(super) fn unpack(
        &mut self,
        dict: &Dict,
        stream: Range<usize>,
    ) -> Result<Zeroizing<Vec<u8>>, Reason> {
        let packed = self.bytes.get(stream).ok_or(Reason::Damaged)?;
        let filter = match dict.of(b"Filter") {
            Some(Object::Array(list)) if list.len() <= 1 => list.first(),
            Some(Object::Array(_)) => return Err(Reason::Damaged),
            other => other,
        };
        let content = match filter {
            None | Some(Object::Null) => Zeroizing::new(packed.to_vec()),
            Some(Object::Name(name)) if name == b"FlateDecode" || name == b"Fl" => {
                inflate(packed, self.budget)?
            }
            Some(_) => return Err(Reason::Damaged),
        };
        let settings = match dict.of(b"DecodeParms") {
            Some(Object::Array(list)) => list.first(),
            other => other,
        };
        match settings {
            Some(Object::Dict(settings)) if settings.number(b"Predictor").unwrap_or(1) > 1 => {
                let columns = settings.number(b"Columns").unwrap_or(1);
                unpredict(&content, columns)
            }
            _ => Ok(content),
        }
    }

    fn container(&mut self, number: u32) -> Result<Rc<Container>, Reason> {
        if let Some(known) = self.containers.get(&number) {
            return Ok(known.clone());
        }
        let Some(Place::At(at)) = self.places.get(&number).copied() else {
            return Err(Reason::Damaged);
        };
        let (_, indirect) = self.parse(at)?;
        let (Object::Dict(dict), Some(stream)) = (indirect.object, indirect.stream) else {
            return Err(Reason::Damaged);
        };
        let content = self.unpack(&dict, stream)?;
        let first = dict.number(b"First").ok_or(Reason::Damaged)?;
        let count = dict.number(b"N").ok_or(Reason::Damaged)?;
        let mut reader = Reader::new(&content, 0);
        self.packed = self.packed.saturating_add(count);
        if self.packed > MOST_OBJECTS {
            return Err(Reason::TooLarge);
        }
        let mut starts = vec![];
        for _ in 0..count {
            let number = u32::try_from(reader.integer()?).map_err(|_| Reason::Damaged)?;
            let start = reader
                .integer()?
                .checked_add(first)
                .ok_or(Reason::Damaged)?;
            starts.push((number, start));
        }
        let container = Rc::new(Container { content, starts });
        self.containers.insert(number, container.clone());
        Ok(container)
    }

    /// Reads `number generation obj …` at a place.
    fn parse(&mut self, at: usize) -> Result<(u32, Indirect), Reason> {
        let mut reader = Reader::new(self.bytes, at);
        let number = u32::try_from(reader.integer()?).map_err(|_| Reason::Damaged)?;
        let generation = u16::try_from(reader.integer()?).map_err(|_| Reason::Damaged)?;
        reader.skip_space();
        reader.expect(b"obj")?;
        let object = reader.object()?;
        reader.skip_space();
        let mut stream = None;
        let end = reader.at;
        if let Object::Dict(dict) = &object
            && reader.starts_with(b"stream")
        {
            let mut start = reader.at + 6;
            let next = |at: usize| self.bytes.get(at).copied();
            match next(start) {
                Some(b'\r') if next(start + 1) == Some(b'\n') => start += 2,
                Some(b'\r' | b'\n') => start += 1,
                _ => {}
            }
            self.burn(end - at)?;
            let length = match dict.of(b"Length") {
                Some(Object::Ref(number, _)) => self.length(*number)?,
                Some(other) => other.number(),
                None => None,
            };
            stream = Some(self.stream(start, length)?);
        } else {
            self.burn(end - at)?;
        }
        Ok((
            number,
            Indirect {
                generation,
                object,
                stream,
            },
        ))
    }

    /// A length that lies elsewhere. It is a plain number, so this goes one step deep.
    fn length(&mut self, number: u32) -> Result<Option<usize>, Reason> {
        match self.places.get(&number).copied() {
            Some(Place::At(at)) => {
                let mut reader = Reader::new(self.bytes, at);
                let found = (reader.integer()?, reader.integer()?);
                reader.skip_space();
                reader.expect(b"obj")?;
                let length = reader.integer()?;
                self.burn(reader.at - at)?;
                Ok((usize::try_from(number) == Ok(found.0)).then_some(length))
            }
            Some(Place::In(container, place)) if self.containers.contains_key(&container) => {
                let container = self.container(container)?;
                let start = container.starts.get(place).map(|(_, start)| *start);
                Ok(start.and_then(|start| Reader::new(&container.content, start).integer().ok()))
            }
            _ => Ok(None),
        }
    }

    /// Where a stream ends: where its length says, if that is true, else before `endstream`.
    fn stream(&mut self, start: usize, length: Option<usize>) -> Result<Range<usize>, Reason> {
        if let Some(end) = length.and_then(|length| start.checked_add(length)) {
            let mut reader = Reader::new(self.bytes, end);
            while reader.peek(0).is_some_and(is_space) {
                reader.at += 1;
            }
            if end <= self.bytes.len() && reader.starts_with(b"endstream") {
                return Ok(start..end);
            }
        }
        let rest = self.bytes.get(start..).ok_or(Reason::Damaged)?;
        let length = find(rest, b"endstream").ok_or(Reason::Damaged)?;
        self.burn(length)?;
        let content = rest.get(..length).unwrap_or_default();
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        Ok(start..start + content.len())
    }

    fn burn(&mut self, bytes: usize) -> Result<(), Reason> {
        self.fuel = self
            .fuel
            .checked_sub(bytes.saturating_add(8))
            .ok_or(Reason::TooLarge)?;
        Ok(())
    }
}

/// Undoes the rows of PNG's filters, one byte a colour.
fn unpredict(content: &[u8], columns: usize) -> Result<Zeroizing<Vec<u8>>, Reason> {
    if columns == 0 || columns > content.len() {
        return Err(Reason::Damaged);
    }
    let mut out = Zeroizing::new(Vec::with_capacity(content.len()));
    let mut above = Zeroizing::new(vec![0_u8; columns]);
    for row in content.chunks_exact(columns + 1) {
        let (filter, row) = row.split_first().ok_or(Reason::Damaged)?;
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (byte, up) in row.iter().zip(above.iter_mut()) {
            let guess = match filter {
                0 => 0,
                1 => left,
                2 => *up,
                3 => u8::midpoint(left, *up),
                4 => paeth(left, *up, corner),
                _ => return Err(Reason::Damaged),
            };
            let value = byte.wrapping_add(guess);
            corner = *up;
            left = value;
            *up = value;
            out.push(value);
        }
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |one: u8| (guess - i16::from(one)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

const TAIL: usize = 2_048;
const MOST_SECTIONS: usize = 4_096;
const MOST_OBJECTS: usize = 500_000;
