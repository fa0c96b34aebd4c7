use std::fmt;

use base64ct::{Base64, Encoding as _};
use hmac::Mac;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::framing::{RoundingText, begin_rounding};
use crate::hmac_key;
use crate::id::InstanceId;
use crate::random::{NoRandomness, random_bytes};

/// The key under which published counts are rounded. Who holds it and a release can undo some of the rounding, so it is
/// kept like the key of a case, and by those alone who make releases.
///
/// It cannot be printed; the text of its file is the only form in which it leaves.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RoundingKey {
    #[zeroize(skip)]
    instance: InstanceId,
    bytes: [u8; 32],
}

/// The text is not the file of a rounding key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not an undamaged rounding key")]
pub struct RoundingKeyError;

/// Numbers that are drawn from a rounding key for one purpose: always the same ones for the same key and purpose.
pub struct RoundingStream {
    key: Zeroizing<[u8; 32]>,
    block: u64,
    left: Vec<u64>,
}

impl RoundingKey {
    /// Draws a fresh key for a deployment.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw(instance: InstanceId) -> Result<Self, NoRandomness> {
        let bytes = random_bytes()?;
        Ok(Self { instance, bytes })
    }

    /// Takes 32 bytes for the key.
    pub const fn from_bytes(instance: InstanceId, bytes: [u8; 32]) -> Self {
        Self { instance, bytes }
    }

    /// The deployment it belongs to.
    pub const fn instance(&self) -> InstanceId {
        self.instance
    }

    /// The text of its file: three lines, not locked with a passphrase.
    pub fn to_file(&self) -> Zeroizing<String> {
        let key = Zeroizing::new(Base64::encode_string(&self.bytes));
        Zeroizing::new(format!(
            "{FIRST_LINE}\ninstance {}\nkey {}\n",
            self.instance, *key
        ))
    }

    /// Reads what [`RoundingKey::to_file`] wrote.
    ///
    /// # Errors
    /// [`RoundingKeyError`] for everything else.
    pub fn from_file(text: &str) -> Result<Self, RoundingKeyError> {
        let read = || {
            let rest = text.strip_prefix(FIRST_LINE)?.strip_prefix("\ninstance ")?;
            let (instance, key) = rest.split_once("\nkey ")?;
            let key = Zeroizing::new(Base64::decode_vec(key.strip_suffix('\n')?).ok()?);
            let bytes = key.as_slice().try_into().ok()?;
            Some(Self::from_bytes(instance.parse().ok()?, bytes))
        };
        read().ok_or(RoundingKeyError)
    }

    /// What names the key without telling anything about it: declared beforehand, it keeps anybody from trying keys until the
    /// figures please.
    pub fn name(&self) -> Digest {
        Digest::from_bytes(*self.derived(RoundingText::Name, b""))
    }

    /// The numbers for one purpose, such as the cells of one table in one period.
    pub fn stream(&self, purpose: &[u8]) -> RoundingStream {
        RoundingStream {
            key: self.derived(RoundingText::Stream, purpose),
            block: 0,
            left: vec![],
        }
    }

    fn derived(&self, text: RoundingText, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut mac = hmac_key::begin(&self.bytes);
        mac.update(&begin_rounding(self.instance, text));
        mac.update(purpose);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

impl RoundingStream {
    /// A whole number below `bound`, each with the same chance; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound <= 1 {
            return 0;
        }
        // Numbers from the incomplete last round would favour small results, so they are passed over.
        let rounds = u64::MAX / bound * bound;
        loop {
            let number = self.draw();
            if number < rounds {
                return number % bound;
            }
        }
    }

    fn draw(&mut self) -> u64 {
        loop {
            if let Some(number) = self.left.pop() {
                return number;
            }
            let mut mac = hmac_key::begin(&self.key);
            mac.update(&self.block.to_be_bytes());
            self.block = self.block.wrapping_add(1);
            let bytes: [u8; 32] = mac.finalize().into_bytes().into();
            let (words, _) = bytes.as_chunks();
            self.left = words
                .iter()
                .rev()
                .map(|word| u64::from_be_bytes(*word))
                .collect();
        }
    }
}

impl fmt::Debug for RoundingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RoundingKey(hidden)")
    }
}

impl fmt::Debug for RoundingStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RoundingStream(hidden)")
    }
}

const FIRST_LINE: &str = "tabir/v1/rounding-key";

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> RoundingKey {
        RoundingKey::from_bytes(InstanceId::from_bytes([1; 16]), [byte; 32])
    }

    #[test]
    fn a_key_is_read_as_it_is_written_and_never_shows_itself() {
        let drawn = RoundingKey::draw(InstanceId::from_bytes([9; 16])).unwrap();
        let read = RoundingKey::from_file(&drawn.to_file()).unwrap();
        assert_eq!(
            (read.name(), read.instance()),
            (drawn.name(), drawn.instance())
        );
        assert_eq!(format!("{drawn:?}"), "RoundingKey(hidden)");
        assert_eq!(
            format!("{:?}", drawn.stream(b"x")),
            "RoundingStream(hidden)"
        );
        let file = drawn.to_file();
        for spoilt in ["", file.trim_end(), &file.replace("rounding", "form"), "x"] {
            assert!(RoundingKey::from_file(spoilt).is_err(), "{spoilt}");
        }
    }

    #[test]
    fn a_purpose_always_gets_the_same_numbers_and_another_one_others() {
        let draw = |key: &RoundingKey, purpose: &[u8]| {
            let mut stream = key.stream(purpose);
            (0..40).map(|_| stream.below(1 << 40)).collect::<Vec<_>>()
        };
        let here = draw(&key(1), b"2027-Q1");
        assert_eq!(here, draw(&key(1), b"2027-Q1"));
        assert_ne!(here, draw(&key(1), b"2027-Q2"));
        assert_ne!(here, draw(&key(2), b"2027-Q1"));
        let elsewhere = RoundingKey::from_bytes(InstanceId::from_bytes([2; 16]), [1; 32]);
        assert_ne!(here, draw(&elsewhere, b"2027-Q1"));
        assert_ne!(elsewhere.name(), key(1).name());
    }

    #[test]
    fn numbers_are_spread_evenly_below_their_bound() {
        let mut stream = key(3).stream(b"even");
        let mut seen = [0_u32; 3];
        for _ in 0..30_000 {
            seen[usize::try_from(stream.below(3)).unwrap()] += 1;
        }
        assert!(
            seen.iter().all(|count| (9_700..10_300).contains(count)),
            "{seen:?}"
        );
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
    }

    #[test]
    fn the_numbers_of_a_key_never_change_with_the_program() {
        let mut stream = key(7).stream(b"vector");
        let numbers = [(); 3].map(|()| stream.below(u64::MAX));
        assert_eq!(numbers, VECTOR);
    }

    // Computed with another implementation of HMAC-SHA256.
    const VECTOR: [u64; 3] = [
        15_049_177_460_427_085_477,
        13_788_178_562_170_892_384,
        17_151_214_273_827_554_071,
    ];
}
