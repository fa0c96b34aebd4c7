use crate::finding::Reason;

/// What a PDF is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    /// As it was written.
    Number(Vec<u8>),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Ref(u32, u16),
}

/// Names and what they stand for, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dict(pub(super) Vec<(Vec<u8>, Object)>);

impl Dict {
    pub(super) fn of(&self, key: &[u8]) -> Option<&Object> {
        let one = self.0.iter().find(|(name, _)| name == key);
        one.map(|(_, value)| value)
    }

    pub(super) fn set(&mut self, key: &[u8], value: Object) {
        self.0.retain(|(name, _)| name != key);
        self.0.push((key.to_vec(), value));
    }

    pub(super) fn take(&mut self, key: &[u8]) -> Option<Object> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(place).1)
    }

    /// Whether `key` stands for the name `value`.
    pub(super) fn is(&self, key: &[u8], value: &[u8]) -> bool {
        matches!(self.of(key), Some(Object::Name(name)) if name == value)
    }

    pub(super) fn number(&self, key: &[u8]) -> Option<usize> {
        self.of(key)?.number()
    }
}

impl Object {
    pub(super) fn number(&self) -> Option<usize> {
        let Self::Number(digits) = self else {
            return None;
        };
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    pub(super) fn of_number(value: usize) -> Self {
        Self::Number(value.to_string().into_bytes())
    }

    /// Writes it in one fixed way.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend(b"null"),
            Self::Bool(true) => out.extend(b"true"),
            Self::Bool(false) => out.extend(b"false"),
            Self::Number(digits) => out.extend(digits),
            Self::Name(name) => write_name(name, out),
            Self::Text(text) => {
                out.push(b'(');
                for byte in text {
                    match byte {
                        b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
                        b'\r' => out.extend(b"\\r"),
                        _ => out.push(*byte),
                    }
                }
                out.push(b')');
            }
            Self::Array(items) => {
                out.push(b'[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dict(dict) => {
                out.extend(b"<<");
                for (name, value) in &dict.0 {
                    write_name(name, out);
                    out.push(b' ');
                    value.write(out);
                    out.push(b'\n');
                }
                out.extend(b">>");
            }
            Self::Ref(number, generation) => out.extend(format!("{number} {generation} R").bytes()),
        }
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if is_regular(*byte) && *byte != b'#' && byte.is_ascii_graphic() {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02x}").bytes());
        }
    }
}

/// Reads objects one after the other.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    nodes: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            nodes: 0,
        }
    }

    pub(super) fn object(&mut self) -> Result<Object, Reason> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Reason> {
        self.nodes += 1;
        if depth > MOST_DEPTH || self.nodes > MOST_NODES {
            return Err(Reason::TooLarge);
        }
        self.skip_space();
        match self.peek(0) {
            Some(b'<') if self.peek(1) == Some(b'<') => self.dict(depth).map(Object::Dict),
            Some(b'<') => self.hexadecimal(),
            Some(b'(') => self.text(),
            Some(b'/') => self.name().map(Object::Name),
            Some(b'[') => {
                self.at += 1;
                let mut items = vec![];
                loop {
                    self.skip_space();
                    if self.peek(0) == Some(b']') {
                        self.at += 1;
                        return Ok(Object::Array(items));
                    }
                    items.push(self.nested(depth + 1)?);
                }
            }
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number_or_reference(),
            Some(_) => match self.word() {
                b"null" => Ok(Object::Null),
                b"true" => Ok(Object::Bool(true)),
                b"false" => Ok(Object::Bool(false)),
                _ => Err(Reason::Damaged),
            },
            None => Err(Reason::Damaged),
        }
    }

    pub(super) fn dict(&mut self, depth: usize) -> Result<Dict, Reason> {
        self.expect(b"<<")?;
        let mut dict = Dict::default();
        loop {
            self.skip_space();
            if self.peek(0) == Some(b'>') {
                self.expect(b">>")?;
                return Ok(dict);
            }
            let name = self.name()?;
            let value = self.nested(depth + 1)?;
            dict.0.push((name, value));
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Reason> {
        self.expect(b"/")?;
        let mut name = vec![];
        while let Some(byte) = self.peek(0).filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let two = (self.peek(0).and_then(hex), self.peek(1).and_then(hex));
            match (byte, two) {
                (b'#', (Some(high), Some(low))) => {
                    name.push(high * 16 + low);
                    self.at += 2;
                }
                _ => name.push(byte),
            }
        }
        Ok(name)
    }

    fn hexadecimal(&mut self) -> Result<Object, Reason> {
        self.at += 1;
        let (mut text, mut high) = (vec![], None);
        loop {
            let byte = self.peek(0).ok_or(Reason::Damaged)?;
            self.at += 1;
            match (hex(byte), high) {
                (Some(digit), None) => high = Some(digit),
                (Some(digit), Some(first)) => {
                    text.push(first * 16 + digit);
                    high = None;
                }
                (None, _) if byte == b'>' => {
                    text.extend(high.map(|first| first * 16));
                    return Ok(Object::Text(text));
                }
                (None, _) if is_space(byte) => {}
                (None, _) => return Err(Reason::Damaged),
            }
        }
    }

    fn text(&mut self) -> Result<Object, Reason> {
        self.at += 1;
        let (mut text, mut open) = (vec![], 1_usize);
        loop {
            let byte = self.peek(0).ok_or(Reason::Damaged)?;
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Object::Text(text));
                    }
                    text.push(byte);
                }
                b'\\' => self.escaped(&mut text)?,
                // Every end of a line inside a text means one line feed.
                b'\r' => {
                    if self.peek(0) == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                }
                _ => text.push(byte),
            }
        }
    }

    fn escaped(&mut self, text: &mut Vec<u8>) -> Result<(), Reason> {
        let byte = self.peek(0).ok_or(Reason::Damaged)?;
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'0'..=b'7' => {
                let mut value = u16::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else {
                        break;
                    };
                    value = value * 8 + u16::from(digit - b'0');
                    self.at += 1;
                }
                text.push(value.to_le_bytes()[0]);
            }
            b'\r' => {
                if self.peek(0) == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            _ => text.push(byte),
        }
        Ok(())
    }

    fn number_or_reference(&mut self) -> Result<Object, Reason> {
        let digits = self.word().to_vec();
        let after = self.at;
        let whole = |word: &[u8]| -> Option<u32> { std::str::from_utf8(word).ok()?.parse().ok() };
        if let Some(number) = digits
            .first()
            .filter(|first| first.is_ascii_digit())
            .and_then(|_| whole(&digits))
        {
            self.skip_space();
            if let Some(generation) = whole(self.word()).and_then(|one| u16::try_from(one).ok()) {
                self.skip_space();
                if self.word() == b"R" {
                    return Ok(Object::Ref(number, generation));
                }
            }
            self.at = after;
        }
        let known = |byte: &u8| byte.is_ascii_digit() || b"+-.".contains(byte);
        if digits.is_empty() || !digits.iter().all(known) {
            return Err(Reason::Damaged);
        }
        Ok(Object::Number(digits))
    }

    /// A whole number without sign.
    pub(super) fn integer(&mut self) -> Result<usize, Reason> {
        self.skip_space();
        let word = std::str::from_utf8(self.word()).map_err(|_| Reason::Damaged)?;
        word.parse().map_err(|_| Reason::Damaged)
    }

    /// The next run of regular characters; empty at a delimiter.
    pub(super) fn word(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !is_regular(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let line = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                self.at += line.unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    pub(super) fn expect(&mut self, mark: &[u8]) -> Result<(), Reason> {
        if !self.starts_with(mark) {
            return Err(Reason::Damaged);
        }
        self.at += mark.len();
        Ok(())
    }

    pub(super) fn starts_with(&self, mark: &[u8]) -> bool {
        crate::bytes::starts_with_at(self.bytes, self.at, mark)
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.checked_add(ahead)?).copied()
    }
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

const fn hex(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        b'A'..=b'F' => byte - b'A' + 10,
        _ => return None,
    })
}

const MOST_DEPTH: usize = 100;
const MOST_NODES: usize = 250_000;
