//! How lengths are rounded before sealing, so that a ciphertext tells only a class (PROTOCOL 5).

/// Bytes of a card before sealing, without the header that is repeated inside.
pub const CARD_BYTES: usize = 512;

/// The classes of texts, in bytes before sealing.
pub const TEXT_BYTES: [usize; 3] = [4 * 1_024, 16 * 1_024, 64 * 1_024];

/// The smallest bundle, in bytes before sealing.
pub const LEAST_BUNDLE_BYTES: u64 = 64 * 1_024;

/// The class that a text of `length` bytes falls into; `None` above the largest.
///
/// ```
/// use seal::padding::text_class;
/// assert_eq!(text_class(0), Some(4_096));
/// assert_eq!(text_class(4_097), Some(16_384));
/// assert_eq!(text_class(65_537), None);
/// ```
pub fn text_class(length: usize) -> Option<usize> {
    TEXT_BYTES.into_iter().find(|&class| length <= class)
}

/// The length that a bundle of `length` bytes is padded to: a multiple of 2^(⌊log2 L⌋−2), at least
/// 64 KiB. At most a quarter is added.
///
/// ```
/// use seal::padding::bundle_class;
/// assert_eq!(bundle_class(1), 65_536);
/// assert_eq!(bundle_class(65_536), 65_536);
/// assert_eq!(bundle_class(65_537), 65_536 + 16_384);
/// assert_eq!(bundle_class(1_000_000), 1_048_576);
/// ```
pub fn bundle_class(length: u64) -> u64 {
    let length = length.max(LEAST_BUNDLE_BYTES);
    let step = 1 << (length.ilog2() - 2);
    length.div_ceil(step).saturating_mul(step)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_class_is_its_own_class_and_adds_a_quarter_at_most(length in 65_536_u64..1 << 40) {
            let class = bundle_class(length);
            prop_assert_eq!(bundle_class(class), class);
            prop_assert!(class >= length && class - length <= length / 4);
        }
    }
}
