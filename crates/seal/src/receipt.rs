use std::fmt;

use bip39::Language;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::id::InstanceId;
use crate::random::{NoRandomness, random_bytes};
use crate::receipt_keys::ReceiptKeys;

/// What a reporter keeps: 128 random bits. Whoever holds them reads the answers and writes as the
/// reporter; nobody opens the report with them.
///
/// The same bits are shown as 42 digits (40, and two check digits of ISO 7064 MOD 97-10) and as
/// twelve words (coded as BIP39 codes them, with four check bits).
///
/// ```
/// let receipt = seal::Receipt::from_entropy([0x5a; 16]);
/// let digits = receipt.digits();
/// assert_eq!(digits.split(' ').map(str::len).collect::<Vec<_>>(), [6; 7]);
/// assert_eq!(receipt.words().len(), 12);
/// assert_eq!(seal::Receipt::parse(&receipt.words().join(" "))?, receipt);
/// # Ok::<(), seal::ReceiptError>(())
/// ```
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Receipt([u8; ENTROPY_BYTES]);

/// Why a text is not a receipt. Nothing is looked up with a text that fails here.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Everything is there, but one word or digit at least is wrong.
    #[error("one of the words or digits is wrong")]
    BadCheck,
    /// Neither 42 digits nor twelve words; holds how many of which were found.
    #[error("a receipt has 42 digits or 12 words")]
    WrongLength {
        /// How many digits or words there were.
        found: usize,
        /// Whether the text was read as words.
        words: bool,
    },
    /// This word is not in the list.
    #[error("a word is not in the list")]
    UnknownWord(String),
}

impl Receipt {
    /// Draws a fresh receipt.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// The receipt of sixteen given bytes.
    pub const fn from_entropy(entropy: [u8; ENTROPY_BYTES]) -> Self {
        Self(entropy)
    }

    /// Reads digits or words as people type them: in any case, with any spaces and dashes, digits of
    /// the Thai, Lao, Khmer, Myanmar and Arabic scripts too, words by their first four letters too.
    ///
    /// # Errors
    /// [`ReceiptError::UnknownWord`] names the first word that is not in the list;
    /// [`ReceiptError::BadCheck`] says that one of the words or digits is wrong.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let is_filler = |one: char| !one.is_alphanumeric();
        let letters = text.chars().filter(|&one| !is_filler(one));
        let digits: Option<Zeroizing<Vec<u8>>> = letters
            .map(digit)
            .collect::<Option<_>>()
            .map(Zeroizing::new);
        match digits {
            Some(digits) => Self::from_digits(&digits),
            None => Self::from_words(text.split(is_filler).filter(|word| !word.is_empty())),
        }
    }

    /// Reads the digits that [`Receipt::digits`] wrote. A module that calls only this has no list of words.
    ///
    /// # Errors
    /// [`ReceiptError::WrongLength`] and [`ReceiptError::BadCheck`].
    pub fn parse_digits(text: &str) -> Result<Self, ReceiptError> {
        let digits = text.chars().filter_map(|one| one.to_digit(10));
        let digits = digits.filter_map(|digit| u8::try_from(digit).ok());
        Self::from_digits(&Zeroizing::new(digits.collect::<Vec<_>>()))
    }

    /// The receipt as digits, in seven groups of six.
    pub fn digits(&self) -> Zeroizing<String> {
        let value = u128::from_be_bytes(self.0);
        let check = 98 - remainder_97_shifted(value);
        let plain = Zeroizing::new(format!("{value:040}{check:02}"));
        let mut grouped = Zeroizing::new(String::with_capacity(48));
        for (place, digit) in plain.chars().enumerate() {
            if place > 0 && place % 6 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The receipt as twelve English words.
    pub fn words(&self) -> [&'static str; WORDS] {
        let mut bits = u128::from_be_bytes(self.0);
        let mut words = [""; WORDS];
        let list = Language::English.word_list();
        // The last word holds the last seven bits and the four check bits.
        let mut number = (bits & 0x7f) << 4 | u128::from(self.check_bits());
        bits >>= 7;
        for word in words.iter_mut().rev() {
            *word = usize::try_from(number)
                .ok()
                .and_then(|number| list.get(number))
                .copied()
                .unwrap_or_default();
            number = bits & 0x7ff;
            bits >>= 11;
        }
        words
    }

    /// Everything that is derived from the receipt in one deployment.
    pub fn keys(&self, instance: InstanceId) -> ReceiptKeys {
        ReceiptKeys::derive(&self.0, instance)
    }

    pub(crate) const fn entropy(&self) -> &[u8; ENTROPY_BYTES] {
        &self.0
    }

    fn from_digits(digits: &[u8]) -> Result<Self, ReceiptError> {
        if digits.len() != DIGITS {
            return Err(ReceiptError::WrongLength {
                found: digits.len(),
                words: false,
            });
        }
        let remainder = digits
            .iter()
            .fold(0, |sum, &digit| (sum * 10 + u32::from(digit)) % 97);
        if remainder != 1 {
            return Err(ReceiptError::BadCheck);
        }
        let value = digits
            .iter()
            .take(DIGITS - 2)
            .try_fold(0_u128, |value, &digit| {
                value.checked_mul(10)?.checked_add(u128::from(digit))
            });
        value
            .map(|value| Self(value.to_be_bytes()))
            .ok_or(ReceiptError::BadCheck)
    }

    fn from_words<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Result<Self, ReceiptError> {
        let mut numbers = Zeroizing::new([0_u128; WORDS]);
        let found = words.clone().count();
        for (place, word) in words.enumerate() {
            let number =
                word_number(word).ok_or_else(|| ReceiptError::UnknownWord(word.to_owned()))?;
            if let Some(slot) = numbers.get_mut(place) {
                *slot = number;
            }
        }
        if found != WORDS {
            return Err(ReceiptError::WrongLength { found, words: true });
        }
        let (last, others) = numbers.split_last().ok_or(ReceiptError::BadCheck)?;
        let bits = others.iter().fold(0, |bits, number| bits << 11 | number);
        let receipt = Self((bits << 7 | last >> 4).to_be_bytes());
        (u128::from(receipt.check_bits()) == last & 0xf)
            .then_some(receipt)
            .ok_or(ReceiptError::BadCheck)
    }

    fn check_bits(&self) -> u8 {
        Sha256::digest(self.0).first().map_or(0, |first| first >> 4)
    }
}

impl PartialEq for Receipt {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Receipt {}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(hidden)")
    }
}

/// `value × 100 mod 97`, as ISO 7064 MOD 97-10 asks for.
fn remainder_97_shifted(value: u128) -> u128 {
    value % 97 * 100 % 97
}

/// The place of a word in the list; four letters are enough, fewer only when they are a whole word.
pub(crate) fn word_number(word: &str) -> Option<u128> {
    let word = Zeroizing::new(word.to_lowercase());
    let list = Language::English.word_list();
    let place = list.binary_search(&word.as_str()).ok().or_else(|| {
        let beginning: String = word.chars().take(LETTERS_THAT_TELL).collect();
        let place = list.partition_point(|&known| known < beginning.as_str());
        let known = list.get(place)?;
        (word.chars().count() >= LETTERS_THAT_TELL && known.starts_with(word.as_str()))
            .then_some(place)
    })?;
    u128::try_from(place).ok()
}

/// The value of a decimal digit in the scripts people here type with.
/// The value of a digit of the Latin, Arabic, Thai, Lao, Khmer and Myanmar scripts.
pub fn digit(one: char) -> Option<u8> {
    let zeros = ['0', '٠', '۰', '๐', '໐', '០', '၀', '႐', '０'];
    zeros.into_iter().find_map(|zero| {
        let value = u32::from(one).checked_sub(u32::from(zero))?;
        u8::try_from(value).ok().filter(|&value| value < 10)
    })
}

const ENTROPY_BYTES: usize = 16;
const DIGITS: usize = 42;
const WORDS: usize = 12;
/// No two words of the list share their first four letters.
const LETTERS_THAT_TELL: usize = 4;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_receipt_is_read_as_it_is_written(entropy: [u8; 16]) {
            let receipt = Receipt::from_entropy(entropy);
            prop_assert_eq!(&Receipt::parse(&receipt.digits()).unwrap(), &receipt);
            prop_assert_eq!(&Receipt::parse(&receipt.words().join(" ")).unwrap(), &receipt);
            prop_assert_eq!(&Receipt::parse_digits(&receipt.digits()).unwrap(), &receipt);
        }

        #[test]
        fn any_one_wrong_digit_and_any_swap_of_neighbours_is_found(entropy: [u8; 16], place in 0_usize..41, add in 1_u8..10) {
            let digits: Vec<u8> = Receipt::from_entropy(entropy).digits().bytes().filter(|&byte| byte != b' ').collect();
            let mut wrong = digits.clone();
            wrong[place] = b'0' + (wrong[place] - b'0' + add) % 10;
            prop_assert_eq!(Receipt::parse(std::str::from_utf8(&wrong).unwrap()), Err(ReceiptError::BadCheck));
            let mut swapped = digits.clone();
            swapped.swap(place, place + 1);
            if swapped != digits {
                prop_assert_eq!(Receipt::parse(std::str::from_utf8(&swapped).unwrap()), Err(ReceiptError::BadCheck));
            }
        }

        #[test]
        fn no_text_makes_the_reader_fail_otherwise(text in ".{0,200}") {
            let _ = Receipt::parse(&text);
        }
    }

    #[test]
    fn the_words_are_those_of_bip39() {
        // Vectors of the BIP39 specification.
        let zero = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
        assert_eq!(Receipt::from_entropy([0; 16]).words().join(" "), zero);
        let ones = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong";
        assert_eq!(Receipt::from_entropy([0xff; 16]).words().join(" "), ones);
        let legal = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        assert_eq!(Receipt::from_entropy([0x7f; 16]).words().join(" "), legal);
    }

    #[test]
    fn the_check_digits_are_those_of_iso_7064() {
        // 40 zeros leave the remainder 0, so the check digits are 98; one more leaves 100 mod 97 = 3.
        let last = |receipt: &Receipt| receipt.digits().split(' ').next_back().unwrap().to_owned();
        assert_eq!(last(&Receipt::from_entropy([0; 16])), "000098");
        assert_eq!(last(&Receipt::from_entropy(1_u128.to_be_bytes())), "000195");
    }

    #[test]
    fn receipts_are_read_as_people_type_them() {
        let receipt = Receipt::from_entropy([0x5a; 16]);
        let digits = receipt.digits();
        let spelt_with = |zero: char| -> String {
            let shift = |one: char| {
                one.to_digit(10).map_or('-', |value| {
                    char::from_u32(u32::from(zero) + value).unwrap()
                })
            };
            digits.chars().map(shift).collect()
        };
        for zero in ['๐', '໐', '០', '၀', '٠', '۰'] {
            assert_eq!(Receipt::parse(&spelt_with(zero)).unwrap(), receipt);
        }
        let words = receipt.words();
        let shouted = words.join(" – ").to_uppercase();
        assert_eq!(Receipt::parse(&shouted).unwrap(), receipt);
        let begun: Vec<String> = words
            .iter()
            .map(|word| word.chars().take(4).collect())
            .collect();
        assert_eq!(Receipt::parse(&begun.join("\n ")).unwrap(), receipt);
    }

    #[test]
    fn a_word_that_is_not_in_the_list_is_named() {
        let mut words = Receipt::from_entropy([1; 16]).words();
        words[3] = "korupsi";
        let told = Receipt::parse(&words.join(" "));
        assert_eq!(told, Err(ReceiptError::UnknownWord("korupsi".to_owned())));
        words[3] = "zoo";
        assert_eq!(
            Receipt::parse(&words.join(" ")),
            Err(ReceiptError::BadCheck)
        );
        let told = Receipt::parse(&words[..11].join(" "));
        assert_eq!(
            told,
            Err(ReceiptError::WrongLength {
                found: 11,
                words: true
            })
        );
        assert_eq!(
            Receipt::parse(""),
            Err(ReceiptError::WrongLength {
                found: 0,
                words: false
            })
        );
    }

    #[test]
    fn a_number_too_large_for_a_receipt_is_refused() {
        // 40 nines are no 128-bit number; their check digits are right all the same.
        let check = 98 - (0..40).fold(0, |sum, _| (sum * 10 + 9) % 97) * 100 % 97;
        let text = format!("{}{check:02}", "9".repeat(40));
        assert_eq!(Receipt::parse(&text), Err(ReceiptError::BadCheck));
    }

    #[test]
    fn every_deployment_and_every_purpose_has_its_own_keys() {
        let receipt = Receipt::from_entropy([9; 16]);
        let here = receipt.keys(InstanceId::from_bytes([1; 16]));
        let there = receipt.keys(InstanceId::from_bytes([2; 16]));
        assert_ne!(here.mailbox.digest(), there.mailbox.digest());
        assert_ne!(here.signing.verifying(), there.signing.verifying());
        assert!(here.reply().unwrap().recipient() != there.reply().unwrap().recipient());
        let of_log = base16ct::lower::decode_vec(here.log_secret.to_sealed_text().as_bytes())
            .map(|seed| crate::Identity::from_seed(&seed).unwrap())
            .unwrap();
        assert_ne!(of_log.recipient(), here.reply().unwrap().recipient());
    }

    #[test]
    fn a_receipt_and_what_comes_of_it_never_show_themselves() {
        let receipt = Receipt::from_entropy([0xab; 16]);
        assert_eq!(format!("{receipt:?}"), "Receipt(hidden)");
        let shown = format!("{:?}", receipt.keys(InstanceId::from_bytes([1; 16])));
        assert!(!shown.contains("17"), "{shown}");
        let secret = receipt.keys(InstanceId::from_bytes([1; 16])).log_secret;
        assert_eq!(format!("{secret:?}"), "LogSecret(hidden)");
    }
}
