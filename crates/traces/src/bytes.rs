//! Numbers and places in bytes that may end anywhere.

use std::ops::Range;

/// Which end of a number comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Big,
    Little,
}

impl Order {
    pub(crate) fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        let two = array(bytes, at)?;
        Some(match self {
            Self::Big => u16::from_be_bytes(two),
            Self::Little => u16::from_le_bytes(two),
        })
    }

    pub(crate) fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        let four = array(bytes, at)?;
        Some(match self {
            Self::Big => u32::from_be_bytes(four),
            Self::Little => u32::from_le_bytes(four),
        })
    }

    /// A length or place of four bytes.
    pub(crate) fn size(self, bytes: &[u8], at: usize) -> Option<usize> {
        usize::try_from(self.u32(bytes, at)?).ok()
    }

    pub(crate) fn write_u16(self, value: u16) -> [u8; 2] {
        match self {
            Self::Big => value.to_be_bytes(),
            Self::Little => value.to_le_bytes(),
        }
    }
}

/// A number of up to eight bytes, the highest first.
pub(crate) fn big(bytes: &[u8]) -> Option<usize> {
    let mut value = 0_u64;
    for byte in bytes {
        value = value.checked_mul(256)?.checked_add(u64::from(*byte))?;
    }
    usize::try_from(value).ok()
}

/// `length` bytes from `at` on.
pub(crate) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// The place of `length` bytes from `at` on, if they are there.
pub(crate) fn range(bytes: &[u8], at: usize, length: usize) -> Option<Range<usize>> {
    let end = at.checked_add(length)?;
    (end <= bytes.len()).then_some(at..end)
}

pub(crate) fn starts_with_at(bytes: &[u8], at: usize, mark: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(mark))
}

/// Where `needle` begins in `bytes`.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|at| at == needle)
}

/// Where `needle` begins in `bytes` for the last time.
pub(crate) fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|at| at == needle)
}

/// Text of an unknown 8-bit kind: UTF-8, else Latin-1.
pub(crate) fn text(bytes: &[u8]) -> String {
    let bytes = bytes.get(..MOST_TEXT).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(fault) if fault.valid_up_to() + 4 > MOST_TEXT => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// UTF-16 text.
pub(crate) fn utf16(bytes: &[u8], order: Order) -> String {
    let bytes = bytes.get(..MOST_TEXT).unwrap_or(bytes);
    let units = (0..bytes.len() / 2).filter_map(|unit| order.u16(bytes, unit * 2));
    char::decode_utf16(units)
        .map(|one| one.unwrap_or('\u{fffd}'))
        .collect()
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// More of a text than this is never shown.
const MOST_TEXT: usize = 2_048;
