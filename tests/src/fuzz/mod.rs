//! Every parser of untrusted bytes as a plain function, with seeds and a bounded mutator.
//!
//! `cargo test` runs a few hundred mutations of each seed; `TABIR_FUZZ_ROUNDS` asks for more, and
//! `cargo xtask soak fuzz` lets libFuzzer look for a way in. Each target takes bytes and must neither
//! panic nor grow.

mod desk;
mod files;
mod parcels;
mod sealed;
mod seeds;
mod texts;

pub use seeds::Seeds;

/// A parser and what to feed it.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// What it reads.
    pub name: &'static str,
    /// Well-formed input to begin from.
    pub seeds: fn(&Seeds) -> Vec<Vec<u8>>,
    /// Reads bytes. Where there is a way to write them again, it compares.
    pub read: fn(&Seeds, &[u8]),
}

/// The parsers of what comes over the line, or from strangers.
pub fn targets() -> impl Iterator<Item = &'static Target> {
    [
        texts::TARGETS,
        sealed::TARGETS,
        parcels::TARGETS,
        desk::TARGETS,
        files::TARGETS,
    ]
    .into_iter()
    .flatten()
}

/// Changes bytes a little, in one of the ways in which parsers go wrong. The same number always makes
/// the same change.
pub fn mutate(bytes: &mut Vec<u8>, number: u64) {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(bound.max(1)).unwrap()).unwrap()
    };
    for _ in 0..=next(4) {
        let (length, place) = (bytes.len(), next(bytes.len()));
        match next(8) {
            _ if length == 0 => bytes.push(7),
            0 => bytes[place] ^= 1 << next(8),
            1 => bytes[place] = [0, 1, 0x7f, 0x80, 0xff, b'\n', b' ', b'-'][next(8)],
            2 => bytes.truncate(place),
            3 => bytes.extend_from_within(place..place + next(length - place)),
            4 => drop(bytes.drain(place..place + next((length - place).min(64)))),
            5 => bytes.insert(place, [0, 0xff, b'\n', b'0'][next(4)]),
            6 => {
                let end = (place + 8).min(length);
                bytes[place..end].fill([0, 0xff][next(2)]);
            }
            _ => {
                let other = next(length);
                bytes.swap(place, other);
            }
        }
    }
}
