use std::fmt;
use std::str::FromStr;

use seal::Digest;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::Note;
use crate::opened_case::{Content, OpenCase};

/// A file of a case that went to another body with a referral, as the note about that says it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReferredFile {
    /// Under which name it went: a number, since names of files can name people.
    pub name: String,
    /// SHA-256 of what went, in hexadecimal digits.
    pub sha256: String,
    /// SHA-256 of the file here of which it was made, in hexadecimal digits.
    pub of: String,
    /// The number of the exhibit that this file is; 0 where it is none.
    #[serde(default)]
    pub exhibit: u32,
    /// A word of [`WentAs`].
    pub went_as: String,
}

/// What of a file went along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WentAs {
    /// The file without what it says of who made it.
    Cleaned,
    /// A copy: passages or areas may be gone from it, and everything that did not show is.
    Copy,
    /// The file as it came.
    Original,
}

/// The word stands for nothing that goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an unknown way in which a file goes along")]
pub struct UnknownWentAs;

impl WentAs {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Cleaned, Self::Copy, Self::Original];

    /// The word that stands for it in forms and sealed objects.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cleaned => "cleaned",
            Self::Copy => "copy",
            Self::Original => "original",
        }
    }
}

impl FromStr for WentAs {
    type Err = UnknownWentAs;

    fn from_str(word: &str) -> Result<Self, UnknownWentAs> {
        let mut all = Self::ALL.iter().copied();
        all.find(|one| one.word() == word).ok_or(UnknownWentAs)
    }
}

impl ReferredFile {
    /// Files of a referral, at most: each is named in its note, which has to hold the text as well.
    pub const MOST: usize = 40;

    const NAME_BYTES: usize = 64;

    /// Bytes that all files of a referral may have together, where this office takes `own` bytes with a report: as many to
    /// a body here; to an office elsewhere as many as it takes, and no more than find room here once they are sealed
    /// twice, which pads twice. Nothing while the list of that office is not at hand.
    pub fn most_bytes(own: u64, elsewhere: Option<Option<u64>>) -> u64 {
        match elsewhere {
            None => own,
            Some(theirs) => theirs.unwrap_or(0).min(own / 4 * 3),
        }
    }

    /// Whether each field is what it should be.
    pub(crate) fn is_sound(&self) -> bool {
        !self.name.is_empty()
            && self.name.len() <= Self::NAME_BYTES
            && Digest::from_hex(&self.sha256).is_some()
            && Digest::from_hex(&self.of).is_some()
            && self.went_as.parse::<WentAs>().is_ok()
    }
}

impl OpenCase<'_> {
    /// How many files went along with what an act tells of: the step whose sealed note has this digest. Nothing where it
    /// sent none.
    pub fn files_referred(&self, note: Digest) -> Option<usize> {
        let mut objects = self.file.objects.iter();
        let arrived = objects.find(|arrived| arrived.object.digest() == note)?;
        let number = arrived.object.header().object;
        let entries = self.entries();
        let step = entries.iter().find(|entry| entry.object == number)?;
        let Content::Note(Note::Referral(step)) = &step.content else {
            return None;
        };
        let sent = step.sent.as_ref()?;
        (!sent.files.is_empty()).then_some(sent.files.len())
    }
}

impl fmt::Debug for ReferredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReferredFile(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_has_no_more_bytes_than_either_office_takes() {
        const OWN: u64 = 1 << 31;
        assert_eq!(ReferredFile::most_bytes(OWN, None), OWN);
        assert_eq!(ReferredFile::most_bytes(OWN, Some(None)), 0);
        assert_eq!(ReferredFile::most_bytes(OWN, Some(Some(1_000))), 1_000);
        for own in [1 << 20, 10_000_001, 1 << 29, OWN, 1 << 33] {
            let most = ReferredFile::most_bytes(own, Some(Some(u64::MAX)));
            assert_eq!(most, own / 4 * 3);
            // Each bundle is padded, and age adds 16 bytes to every 64 KiB and less than a kilobyte at the head.
            let sealed = |bytes: u64| {
                let padded = seal::padding::bundle_class(bytes + 32_768);
                padded + padded.div_ceil(65_536) * 16 + 4_096
            };
            let twice = sealed(sealed(most));
            assert!(twice <= seal::sealed_bundle_bytes(own), "{own}: {twice}");
        }
    }

    #[test]
    fn a_file_that_went_along_is_named_by_digests_and_by_what_of_it_went() {
        let digest = Digest::of(b"a file").to_string();
        let sound = ReferredFile {
            name: "001.png".to_owned(),
            sha256: digest.clone(),
            of: digest,
            exhibit: 0,
            went_as: WentAs::Copy.word().to_owned(),
        };
        assert!(sound.is_sound());
        for way in WentAs::ALL {
            assert_eq!(way.word().parse(), Ok(*way));
        }
        let broken: [fn(&mut ReferredFile); 5] = [
            |file| file.name.clear(),
            |file| file.name = "x".repeat(65),
            |file| file.sha256.truncate(63),
            |file| file.of.clear(),
            |file| file.went_as = "whole".to_owned(),
        ];
        for breaks in broken {
            let mut file = sound.clone();
            breaks(&mut file);
            assert!(!file.is_sound());
        }
        assert_eq!(format!("{sound:?}"), "ReferredFile(hidden)");
    }
}
