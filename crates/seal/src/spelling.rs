//! How keys are written down: Bech32 without its length limit, because a recipient is almost
//! 2,000 characters long.

use bech32::primitives::checksum::Checksum;
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The text is well formed but holds no usable key.
    #[error("not a usable key")]
    BadKey,
    /// A wrong character, a wrong checksum, or another spelling of the same bytes.
    #[error("the key text is damaged")]
    Damaged,
    /// The text is some other kind of key.
    #[error("another kind of key")]
    OtherKind,
}

pub(crate) fn of_recipient(key: &[u8]) -> Result<String, KeyError> {
    bech32::encode_lower::<LongBech32>(RECIPIENT, key).map_err(|_| KeyError::BadKey)
}

pub(crate) fn of_identity(key: &[u8]) -> Result<Zeroizing<String>, KeyError> {
    let text = bech32::encode_upper::<LongBech32>(IDENTITY, key).map_err(|_| KeyError::BadKey)?;
    Ok(Zeroizing::new(text))
}

pub(crate) fn read_recipient(text: &str) -> Result<Vec<u8>, KeyError> {
    let key = read(text, RECIPIENT)?;
    // A key has one spelling only: this refuses capitals and stray padding bits.
    (of_recipient(&key)? == text)
        .then_some(key)
        .ok_or(KeyError::Damaged)
}

pub(crate) fn read_identity(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let key = Zeroizing::new(read(text, IDENTITY)?);
    let spelt = of_identity(&key)?;
    (spelt.as_str() == text)
        .then_some(key)
        .ok_or(KeyError::Damaged)
}

fn read(text: &str, kind: Hrp) -> Result<Vec<u8>, KeyError> {
    let checked = CheckedHrpstring::new::<LongBech32>(text).map_err(|_| KeyError::Damaged)?;
    if checked.hrp() != kind {
        return Err(KeyError::OtherKind);
    }
    Ok(checked.byte_iter().collect())
}

const RECIPIENT: Hrp = Hrp::parse_unchecked("age1pq");
const IDENTITY: Hrp = Hrp::parse_unchecked("age-secret-key-pq-");

/// The checksum of Bech32 over texts of any length. It finds typing errors, it does not authenticate.
enum LongBech32 {}

impl Checksum for LongBech32 {
    type MidstateRepr = <Bech32 as Checksum>::MidstateRepr;
    const CODE_LENGTH: usize = usize::MAX;
    const CHECKSUM_LENGTH: usize = Bech32::CHECKSUM_LENGTH;
    const GENERATOR_SH: [Self::MidstateRepr; 5] = Bech32::GENERATOR_SH;
    const TARGET_RESIDUE: Self::MidstateRepr = Bech32::TARGET_RESIDUE;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_long_texts_is_consistent() {
        LongBech32::sanity_check();
    }
}
