use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::age_file;
use crate::id::CaseId;
use crate::identity::{Identity, Recipient};

/// A text inside an object that only some of those who open the object can read: the base64 of an age file to
/// them. The text lies in it as JSON with the number of its case, so that it can be put into no other one, padded
/// with spaces to a multiple of 1 KiB.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamedText(String);

/// Why such a text is not sealed, or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NamedTextError {
    /// It is for somebody else, or was changed.
    #[error("this part is for others, or was changed")]
    Closed,
    /// The sealing failed, or nobody is named.
    #[error("the text cannot be sealed")]
    Failed,
    /// It is of another case.
    #[error("this part belongs to another case")]
    OtherCase,
    /// It is longer than [`NamedText::MOST_BYTES`].
    #[error("the text is too long")]
    TooLong,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct Inside {
    case: String,
    text: String,
}

impl NamedText {
    /// Bytes of a text, at most, so that it fits with others into one object.
    pub const MOST_BYTES: usize = 12 * 1_024;

    /// Seals a text to each of these keys.
    ///
    /// # Errors
    /// [`NamedTextError::TooLong`], [`NamedTextError::Failed`].
    pub fn seal(case: CaseId, text: &str, to: &[Recipient]) -> Result<Self, NamedTextError> {
        if text.len() > Self::MOST_BYTES {
            return Err(NamedTextError::TooLong);
        }
        let inside = Inside {
            case: case.to_string(),
            text: text.to_owned(),
        };
        let mut plain = serde_json::to_vec(&inside).map_err(|_| NamedTextError::Failed)?;
        plain.resize(plain.len().next_multiple_of(STEP), b' ');
        let sealed = age_file::seal(to, &plain);
        plain.zeroize();
        let sealed = sealed.map_err(|_| NamedTextError::Failed)?;
        Ok(Self(BASE64_STANDARD.encode(sealed)))
    }

    /// Opens it with the key of one who is named.
    ///
    /// # Errors
    /// [`NamedTextError::Closed`], [`NamedTextError::OtherCase`].
    pub fn open(&self, case: CaseId, identity: &Identity) -> Result<String, NamedTextError> {
        let closed = || NamedTextError::Closed;
        let sealed = BASE64_STANDARD.decode(&self.0).map_err(|_| closed())?;
        let plain = age_file::open(identity, &sealed).map_err(|_| closed())?;
        let inside: Inside = serde_json::from_slice(&plain).map_err(|_| closed())?;
        if inside.case != case.to_string() {
            return Err(NamedTextError::OtherCase);
        }
        Ok(inside.text.clone())
    }
}

impl fmt::Debug for NamedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NamedText(hidden)")
    }
}

const STEP: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_named_reads_it_and_in_its_case_alone() {
        let [one, other, stranger] = [(); 3].map(|()| Identity::draw().unwrap());
        let case = CaseId::draw().unwrap();
        let text = "A house by the river, from Friday.";
        let sealed = NamedText::seal(case, text, &[one.recipient(), other.recipient()]).unwrap();
        assert_eq!(sealed.open(case, &one).as_deref(), Ok(text));
        assert_eq!(sealed.open(case, &other).as_deref(), Ok(text));
        assert_eq!(sealed.open(case, &stranger), Err(NamedTextError::Closed));
        let elsewhere = CaseId::draw().unwrap();
        assert_eq!(sealed.open(elsewhere, &one), Err(NamedTextError::OtherCase));
        let shorter = NamedText::seal(case, &text[..20], &[one.recipient()]).unwrap();
        for sealed in [&sealed, &shorter] {
            let file = BASE64_STANDARD.decode(&sealed.0).unwrap();
            assert_eq!(age_file::open(&one, &file).unwrap().len(), STEP);
        }
        assert_eq!(format!("{sealed:?}"), "NamedText(hidden)");
    }

    #[test]
    fn it_has_readers_and_a_bound() {
        let case = CaseId::draw().unwrap();
        assert_eq!(NamedText::seal(case, "a", &[]), Err(NamedTextError::Failed));
        let to = [Identity::draw().unwrap().recipient()];
        let long = "a".repeat(NamedText::MOST_BYTES + 1);
        assert_eq!(
            NamedText::seal(case, &long, &to),
            Err(NamedTextError::TooLong)
        );
        let damaged: NamedText = serde_json::from_str("\"AAAA\"").unwrap();
        let identity = Identity::draw().unwrap();
        assert_eq!(damaged.open(case, &identity), Err(NamedTextError::Closed));
    }
}
