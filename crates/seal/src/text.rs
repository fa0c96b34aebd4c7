use std::io;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::age_file::{self, OpenError, SealError};
use crate::identity::{Identity, Recipient};
use crate::object::{ObjectHeader, SealedObject};
use crate::padding::{CARD_BYTES, TEXT_BYTES, text_class};
use crate::signing::SigningKey;

/// Why a text could not be sealed or opened.
#[derive(Debug, Error)]
pub enum TextError {
    /// The sealed text repeats another header than the one around it.
    #[error("the text inside belongs to another object")]
    OtherHeader,
    /// The text inside is not what this kind of object holds.
    #[error("the text inside is not understood")]
    NotUnderstood,
    /// The age file does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The age file could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The text is longer than its largest class.
    #[error("the text has more than {limit} bytes")]
    TooLong {
        /// Bytes that would fit, once written as JSON.
        limit: usize,
    },
}

/// What an opened text object held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedText<T>(pub T);

/// What lies inside a text object: stock JSON, padded with trailing spaces.
#[derive(Serialize, Deserialize)]
struct Inside<H, T> {
    tabir: H,
    header: HeaderText,
    body: T,
}

/// The header's fields, repeated inside.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeaderText {
    instance: String,
    case: String,
    object: String,
    kind: String,
    epoch: u32,
    level: String,
    sender: String,
    sequence: u32,
    previous: String,
    commitment: String,
}

impl HeaderText {
    pub(crate) fn of(header: &ObjectHeader) -> Self {
        Self {
            instance: header.instance.to_string(),
            case: header.case.to_string(),
            object: header.object.to_string(),
            kind: header.kind.word().to_owned(),
            epoch: header.epoch,
            level: header.level.letter().to_owned(),
            sender: base16ct::lower::encode_string(&header.sender.to_bytes()),
            sequence: header.sequence,
            previous: header.previous.to_string(),
            commitment: header.commitment.to_string(),
        }
    }
}

impl SealedObject {
    /// Seals a text padded to 4, 16 or 64 KiB.
    ///
    /// # Errors
    /// [`TextError::TooLong`] above 64 KiB of JSON.
    pub fn seal_text<T: Serialize>(
        header: ObjectHeader,
        body: &T,
        to: &[Recipient],
        key: &SigningKey,
    ) -> Result<Self, TextError> {
        let [.., limit] = TEXT_BYTES;
        let mut plain = inside(&header, body, limit)?;
        let class = text_class(plain.len()).ok_or(TextError::TooLong { limit })?;
        plain.resize(class, b' ');
        Ok(Self::new(header, age_file::seal(to, &plain)?, key))
    }

    /// Seals a card, padded to 512 bytes.
    ///
    /// # Errors
    /// [`TextError::TooLong`] above 512 bytes of JSON.
    pub fn seal_card<T: Serialize>(
        header: ObjectHeader,
        card: &T,
        to: &[Recipient],
        key: &SigningKey,
    ) -> Result<Self, TextError> {
        let room = CARD_BYTES + CARD_HEADER_BYTES;
        let mut plain = inside(&header, card, room)?;
        plain.resize(room, b' ');
        Ok(Self::new(header, age_file::seal(to, &plain)?, key))
    }

    /// Opens a text or a card and compares the header inside with the one outside. The signature is
    /// checked apart, with [`SealedObject::check`].
    ///
    /// # Errors
    /// [`TextError`] says what is wrong.
    pub fn open_text<T: DeserializeOwned>(
        &self,
        identity: &Identity,
    ) -> Result<OpenedText<T>, TextError> {
        let plain = age_file::open(identity, &self.sealed)?;
        let inside: Inside<String, T> =
            serde_json::from_slice(&plain).map_err(|_| TextError::NotUnderstood)?;
        if inside.tabir != FORMAT {
            return Err(TextError::NotUnderstood);
        }
        if inside.header != HeaderText::of(&self.header) {
            return Err(TextError::OtherHeader);
        }
        Ok(OpenedText(inside.body))
    }
}

fn inside<T: Serialize>(
    header: &ObjectHeader,
    body: &T,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, TextError> {
    let inside = Inside {
        tabir: FORMAT,
        header: HeaderText::of(header),
        body,
    };
    // All room at once: a vector that grows would leave copies of the text behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(limit));
    serde_json::to_writer(
        Bounded {
            room: &mut plain,
            limit,
        },
        &inside,
    )
    .map_err(|_| TextError::TooLong { limit })?;
    Ok(plain)
}

struct Bounded<'a> {
    room: &'a mut Vec<u8>,
    limit: usize,
}

impl io::Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.room.len() + bytes.len() > self.limit {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.room.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const FORMAT: &str = "text/v1";

/// What the repeated header takes inside a card, at most.
const CARD_HEADER_BYTES: usize = 512;
