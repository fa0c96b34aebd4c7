use std::fmt;

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::age_file;
use crate::id::{CaseId, ObjectId, OfficerId};
use crate::identity::{Identity, Recipient};

/// A text inside an object that only some of those who open the object can read: the base64 of an age file to
/// them. The text lies in it as JSON with the numbers of its case, of the object that it is about and of the officer who
/// wrote it, so that it can be put nowhere else, padded with spaces to a multiple of 1 KiB.
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
    /// It belongs elsewhere.
    #[error("this part belongs elsewhere")]
    OtherPlace,
    /// It is longer than [`NamedText::MOST_BYTES`].
    #[error("the text is too long")]
    TooLong,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct Inside {
    case: String,
    about: String,
    by: String,
    text: String,
}

impl NamedText {
    /// Bytes of a text, at most, so that it fits with others into one object.
    pub const MOST_BYTES: usize = 12 * 1_024;

    /// Seals a text to each of these keys.
    ///
    /// # Errors
    /// [`NamedTextError::TooLong`], [`NamedTextError::Failed`].
    pub fn seal(
        (case, about, by): (CaseId, ObjectId, OfficerId),
        text: &str,
        to: &[Recipient],
    ) -> Result<Self, NamedTextError> {
        if text.len() > Self::MOST_BYTES {
            return Err(NamedTextError::TooLong);
        }
        let inside = Inside {
            case: case.to_string(),
            about: about.to_string(),
            by: by.to_string(),
            text: text.to_owned(),
        };
        let mut plain = serde_json::to_vec(&inside).map_err(|_| NamedTextError::Failed)?;
        plain.resize(plain.len().next_multiple_of(STEP), b' ');
        let sealed = age_file::seal(to, &plain);
        plain.zeroize();
        let sealed = sealed.map_err(|_| NamedTextError::Failed)?;
        Ok(Self(Base64::encode_string(&sealed)))
    }

    /// Opens it with the key of one who is named.
    ///
    /// # Errors
    /// [`NamedTextError::Closed`], [`NamedTextError::OtherPlace`].
    pub fn open(
        &self,
        (case, about, by): (CaseId, ObjectId, OfficerId),
        identity: &Identity,
    ) -> Result<String, NamedTextError> {
        let closed = || NamedTextError::Closed;
        let sealed = Base64::decode_vec(&self.0).map_err(|_| closed())?;
        let plain = age_file::open(identity, &sealed).map_err(|_| closed())?;
        let inside: Inside = serde_json::from_slice(&plain).map_err(|_| closed())?;
        let place = (case.to_string(), about.to_string(), by.to_string());
        if (&inside.case, &inside.about, &inside.by) != (&place.0, &place.1, &place.2) {
            return Err(NamedTextError::OtherPlace);
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

    fn place() -> (CaseId, ObjectId, OfficerId) {
        let (case, about) = (CaseId::draw().unwrap(), ObjectId::draw().unwrap());
        (case, about, OfficerId::draw().unwrap())
    }

    #[test]
    fn only_who_is_named_reads_it_and_in_its_place_alone() {
        let [one, other, stranger] = [(); 3].map(|()| Identity::draw().unwrap());
        let (case, about, by) = place();
        let here = (case, about, by);
        let text = "A house by the river, from Friday.";
        let sealed = NamedText::seal(here, text, &[one.recipient(), other.recipient()]).unwrap();
        assert_eq!(sealed.open(here, &one).as_deref(), Ok(text));
        assert_eq!(sealed.open(here, &other).as_deref(), Ok(text));
        assert_eq!(sealed.open(here, &stranger), Err(NamedTextError::Closed));
        let (other_case, other_object, other_officer) = place();
        for elsewhere in [
            (other_case, about, by),
            (case, other_object, by),
            (case, about, other_officer),
        ] {
            let told = sealed.open(elsewhere, &one);
            assert_eq!(told, Err(NamedTextError::OtherPlace));
        }
        let shorter = NamedText::seal(here, &text[..20], &[one.recipient()]).unwrap();
        for sealed in [&sealed, &shorter] {
            let file = Base64::decode_vec(&sealed.0).unwrap();
            assert_eq!(age_file::open(&one, &file).unwrap().len(), STEP);
        }
        assert_eq!(format!("{sealed:?}"), "NamedText(hidden)");
    }

    #[test]
    fn it_has_readers_and_a_bound() {
        let here = place();
        assert_eq!(NamedText::seal(here, "a", &[]), Err(NamedTextError::Failed));
        let to = [Identity::draw().unwrap().recipient()];
        let long = "a".repeat(NamedText::MOST_BYTES + 1);
        assert_eq!(
            NamedText::seal(here, &long, &to),
            Err(NamedTextError::TooLong)
        );
        let damaged: NamedText = serde_json::from_str("\"AAAA\"").unwrap();
        let identity = Identity::draw().unwrap();
        assert_eq!(damaged.open(here, &identity), Err(NamedTextError::Closed));
    }
}
