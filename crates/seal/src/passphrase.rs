use std::fmt;

use bip39::Language;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::random::{NoRandomness, below};
use crate::receipt::word_number;

/// What unlocks an officer's keys: seven words drawn from a list of 2,048, which is 77 bits. Never
/// chosen by a person, because whoever holds the key file may guess as long as they like.
///
/// ```
/// // Seven words of 2,048: as strong as six of 7,776 (decision 0012).
/// assert_eq!(7 * 2_048_u32.ilog2(), 77);
/// let passphrase = seal::Passphrase::draw()?;
/// assert_eq!(passphrase.words().split(' ').count(), 7);
/// # Ok::<(), seal::NoRandomness>(())
/// ```
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

/// Why a text is not a passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PassphraseError {
    /// This word is not in the list.
    #[error("`{0}` is not in the list of words")]
    UnknownWord(String),
    /// There are not seven words.
    #[error("a passphrase has seven words, here are {0}")]
    WrongLength(usize),
}

impl Passphrase {
    /// Draws a fresh passphrase.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        let list = Language::English.word_list();
        let mut text = String::with_capacity(WORDS * 9);
        for place in 0..WORDS {
            if place > 0 {
                text.push(' ');
            }
            text.push_str(list.get(below(list.len())?).ok_or(NoRandomness)?);
        }
        Ok(Self(text))
    }

    /// Reads a typed passphrase: any case, any spaces, words by their first four letters too.
    ///
    /// # Errors
    /// [`PassphraseError`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, PassphraseError> {
        let list = Language::English.word_list();
        let mut words = Zeroizing::new(String::with_capacity(WORDS * 9));
        let mut found = 0;
        for word in text
            .split(|one: char| !one.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            let known =
                word_number(word).and_then(|number| list.get(usize::try_from(number).ok()?));
            let known = known.ok_or_else(|| PassphraseError::UnknownWord(word.to_owned()))?;
            if found > 0 {
                words.push(' ');
            }
            words.push_str(known);
            found += 1;
        }
        if found != WORDS {
            return Err(PassphraseError::WrongLength(found));
        }
        Ok(Self(words.as_str().to_owned()))
    }

    /// The words, to be shown once to the officer they are for.
    pub fn words(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(hidden)")
    }
}

const WORDS: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_read_as_people_type_it() {
        let drawn = Passphrase::draw().unwrap();
        let typed = format!("  {}\n", drawn.words().to_uppercase().replace(' ', "  "));
        assert_eq!(Passphrase::parse(&typed).unwrap().words(), drawn.words());
    }

    #[test]
    fn a_wrong_passphrase_is_told_apart() {
        let fault = |text: &str| Passphrase::parse(text).map(|_| ()).unwrap_err();
        assert_eq!(fault("zoo zoo"), PassphraseError::WrongLength(2));
        assert_eq!(
            fault("zoo zoo zoo zoo zoo zoo kpk"),
            PassphraseError::UnknownWord("kpk".to_owned())
        );
    }

    #[test]
    fn a_passphrase_never_shows_itself() {
        assert_eq!(
            format!("{:?}", Passphrase::draw().unwrap()),
            "Passphrase(hidden)"
        );
    }
}
