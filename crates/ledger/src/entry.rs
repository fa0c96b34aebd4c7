use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// Bytes of an entry: `0x00 ‖ tag 16 ‖ commitment 32`.
///
/// ```
/// assert_eq!(ledger::ENTRY_BYTES, 1 + 16 + 32);
/// ```
pub const ENTRY_BYTES: usize = 49;

/// Bytes of an opening: code 1, sequence 2, detail 1, digest 32, blind 32.
///
/// ```
/// assert_eq!(ledger::OPENING_BYTES, 1 + 2 + 1 + 32 + 32);
/// ```
pub const OPENING_BYTES: usize = 68;

/// What an entry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A report arrived.
    Received,
    /// A holder acknowledged it.
    Acknowledged,
    /// A reply was sent; each counts on.
    Feedback,
    /// The case was closed; the detail is the class of disposition.
    Closed,
    /// The reporter wrote again; each counts on.
    FollowUp,
    /// The case went to another body.
    Transferred,
    /// An identity was disclosed.
    Disclosed,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Acknowledged,
        Self::Feedback,
        Self::Closed,
        Self::FollowUp,
        Self::Transferred,
        Self::Disclosed,
    ];

    /// The byte that stands for the code.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Received => 1,
            Self::Acknowledged => 2,
            Self::Feedback => 3,
            Self::Closed => 4,
            Self::FollowUp => 5,
            Self::Transferred => 6,
            Self::Disclosed => 7,
        }
    }

    /// The code that a byte stands for.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.byte() == byte)
    }
}

/// SHA-256 of the log's origin line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin([u8; 32]);

impl Origin {
    /// Hashes an origin line, given without its line feed.
    pub fn of(line: &str) -> Self {
        Self(Sha256::digest(line.as_bytes()).into())
    }
}

/// What is committed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// What happened.
    pub code: Code,
    /// Counts entries of the same code on a report; 0 where there is only one.
    pub sequence: u16,
    /// A detail that the code gives meaning to; 0 elsewhere.
    pub detail: u8,
    /// Digest of the signed object that the entry is about.
    pub digest: [u8; 32],
}

/// A log entry as it becomes public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry([u8; ENTRY_BYTES]);

/// What opens an entry's commitment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// What was committed to.
    pub statement: Statement,
    blind: [u8; 32],
}

/// The bytes are no entry or no opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a log entry or its opening")]
pub struct EntryError;

impl Statement {
    /// Makes the entry and what opens it. `expand` derives 32 bytes from the report's log secret for a
    /// label (HKDF-Expand), so that the secret itself never leaves its own crate.
    pub fn commit(&self, expand: impl Fn(&[u8]) -> [u8; 32], origin: &Origin) -> (Entry, Opening) {
        let blind = expand(&label(b"blind", origin, self.code, self.sequence));
        let opening = Opening {
            statement: *self,
            blind,
        };
        let mut bytes = [0; ENTRY_BYTES];
        let (_, rest) = bytes.split_at_mut(1);
        let (tag_place, commitment_place) = rest.split_at_mut(16);
        tag_place.copy_from_slice(&tag(expand, origin, self.code, self.sequence));
        commitment_place.copy_from_slice(&opening.commitment(origin));
        (Entry(bytes), opening)
    }
}

impl Entry {
    /// Reads an entry.
    ///
    /// # Errors
    /// [`EntryError`] when it does not begin with 0.
    pub const fn from_bytes(bytes: [u8; ENTRY_BYTES]) -> Result<Self, EntryError> {
        let [kind, ..] = bytes;
        if kind == ENTRY_KIND {
            Ok(Self(bytes))
        } else {
            Err(EntryError)
        }
    }

    /// The entry's bytes.
    pub const fn as_bytes(&self) -> &[u8; ENTRY_BYTES] {
        &self.0
    }

    /// By what the entry is found.
    pub fn tag(&self) -> &[u8] {
        self.0.get(1..17).unwrap_or_default()
    }

    fn commitment(&self) -> &[u8] {
        self.0.get(17..).unwrap_or_default()
    }
}

impl Opening {
    /// Whether this is what the entry commits to in the log of this origin.
    pub fn opens(&self, entry: &Entry, origin: &Origin) -> bool {
        self.commitment(origin).ct_eq(entry.commitment()).into()
    }

    /// The opening's bytes.
    pub fn to_bytes(&self) -> [u8; OPENING_BYTES] {
        let Statement {
            code,
            sequence,
            detail,
            digest,
        } = self.statement;
        let mut bytes = [0; OPENING_BYTES];
        let fields = [
            &[code.byte()][..],
            &sequence.to_be_bytes(),
            &[detail],
            &digest,
            &self.blind,
        ];
        for (place, byte) in bytes.iter_mut().zip(fields.concat()) {
            *place = byte;
        }
        bytes
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// [`EntryError`] for an unknown code.
    pub fn from_bytes(bytes: &[u8; OPENING_BYTES]) -> Result<Self, EntryError> {
        let (&[code, high, low, detail], rest) = bytes.split_first_chunk().ok_or(EntryError)?;
        let (digest, blind) = rest.split_at_checked(32).ok_or(EntryError)?;
        let statement = Statement {
            code: Code::from_byte(code).ok_or(EntryError)?,
            sequence: u16::from_be_bytes([high, low]),
            detail,
            digest: digest.try_into().map_err(|_| EntryError)?,
        };
        Ok(Self {
            statement,
            blind: blind.try_into().map_err(|_| EntryError)?,
        })
    }

    fn commitment(&self, origin: &Origin) -> [u8; 32] {
        let Statement {
            code,
            sequence,
            detail,
            digest,
        } = self.statement;
        let mut hash = Sha256::new();
        hash.update([TAG.len().to_be_bytes().last().copied().unwrap_or_default()]);
        hash.update(TAG);
        hash.update(origin.0);
        hash.update([code.byte()]);
        hash.update(sequence.to_be_bytes());
        hash.update([detail]);
        hash.update(digest);
        hash.update(self.blind);
        hash.finalize().into()
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening(hidden)")
    }
}

/// By what the entry of a report is found: the first 16 of 32 bytes that `expand` derives from the
/// report's log secret.
pub fn tag(
    expand: impl Fn(&[u8]) -> [u8; 32],
    origin: &Origin,
    code: Code,
    sequence: u16,
) -> [u8; 16] {
    let [tag @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        expand(&label(b"tag", origin, code, sequence));
    tag
}

/// `"tag"` or `"blind"`, origin, code, sequence.
fn label(purpose: &[u8], origin: &Origin, code: Code, sequence: u16) -> Vec<u8> {
    [purpose, &origin.0, &[code.byte()], &sequence.to_be_bytes()].concat()
}

const ENTRY_KIND: u8 = 0;
const TAG: &[u8] = b"tabir/v1/entry";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_opening_is_read_as_it_is_written_and_opens_only_its_entry(
            secret: [u8; 32], code in 0_usize..7, sequence: u16, detail: u8, digest: [u8; 32], bit in 0_usize..256,
        ) {
            let origin = Origin::of("log.example");
            let statement = Statement { code: Code::ALL[code], sequence, detail, digest };
            let (entry, opening) = statement.commit(expanding(secret), &origin);
            prop_assert_eq!(Opening::from_bytes(&opening.to_bytes()), Ok(opening));
            prop_assert_eq!(Entry::from_bytes(*entry.as_bytes()), Ok(entry));
            prop_assert!(opening.opens(&entry, &origin));
            prop_assert!(!opening.opens(&entry, &Origin::of("other.example")));
            let mut changed = opening;
            changed.statement.digest[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!changed.opens(&entry, &origin));
        }
    }

    #[test]
    fn neither_tag_nor_commitment_repeats_between_codes_sequences_or_reports() {
        let origin = Origin::of("log.example");
        let make = |secret: u8, code, sequence| {
            Statement {
                code,
                sequence,
                detail: 0,
                digest: [9; 32],
            }
            .commit(expanding([secret; 32]), &origin)
            .0
        };
        let entries = [
            make(1, Code::Feedback, 0),
            make(1, Code::Feedback, 1),
            make(1, Code::FollowUp, 0),
            make(2, Code::Feedback, 0),
        ];
        for (place, one) in entries.iter().enumerate() {
            for other in entries.iter().skip(place + 1) {
                assert_ne!(one.tag(), other.tag());
                assert_ne!(one.commitment(), other.commitment());
            }
        }
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        assert_eq!(Entry::from_bytes([1; ENTRY_BYTES]), Err(EntryError));
        assert_eq!(Opening::from_bytes(&[0; OPENING_BYTES]), Err(EntryError));
    }

    #[test]
    fn an_opening_never_shows_itself() {
        let statement = Statement {
            code: Code::Received,
            sequence: 0,
            detail: 0,
            digest: [9; 32],
        };
        let (_, opening) = statement.commit(expanding([1; 32]), &Origin::of("log.example"));
        assert_eq!(format!("{opening:?}"), "Opening(hidden)");
    }

    fn expanding(secret: [u8; 32]) -> impl Fn(&[u8]) -> [u8; 32] {
        move |label| Sha256::digest([secret.as_slice(), label].concat()).into()
    }
}
