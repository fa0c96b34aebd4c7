use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::random::{NoRandomness, random_bytes};

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an id of the form 936da01f-9abd-4d9d-80c7-02af85c822a8")]
pub struct IdError;

macro_rules! id_type {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        ///
        /// Sixteen bytes, a random UUID (version 4): no counter and no time in it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Draws a fresh id.
            ///
            /// # Errors
            /// [`NoRandomness`] when the random source fails.
            pub fn draw() -> Result<Self, NoRandomness> {
                let id = uuid::Builder::from_random_bytes(random_bytes()?).into_uuid();
                Ok(Self(id.into_bytes()))
            }

            /// Takes sixteen bytes for an id.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&uuid::Uuid::from_bytes(self.0).as_hyphenated(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                // One spelling only: hyphenated lower case, so that equal ids are equal texts.
                let id = uuid::Uuid::try_parse(text).map_err(|_| IdError)?;
                let id = Self(id.into_bytes());
                (id.to_string() == text).then_some(id).ok_or(IdError)
            }
        }
    )+};
}

id_type! {
    /// A body that receives reports: a commission, an institution, a civil-society desk.
    BodyId,
    /// One case.
    CaseId,
    /// One deployment of Tabir.
    InstanceId,
    /// One sealed object of a case.
    ObjectId,
    /// One officer, for life.
    OfficerId,
    /// One sending, fixed when it is first sealed.
    ParcelId,
    /// What joins the log entries of one report for the audit; it names no case.
    ThreadId,
    /// One unit of a body.
    UnitId,
}

impl InstanceId {
    /// Draws the id of an office that is there for practice. What tells it apart stands in the id itself, the version
    /// of the UUID, and so in everything that is sealed or signed for that office.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw_for_training() -> Result<Self, NoRandomness> {
        let id = uuid::Builder::from_custom_bytes(random_bytes()?).into_uuid();
        Ok(Self(id.into_bytes()))
    }

    /// Whether the office is there for practice, and nothing in it is acted upon.
    pub const fn is_for_training(&self) -> bool {
        let [_, _, _, _, _, _, version, ..] = self.0;
        version >> 4 == TRAINING_VERSION
    }
}

/// A UUID of this version is whatever its maker says (RFC 9562); all others of ours are random.
const TRAINING_VERSION: u8 = 8;

impl CaseId {
    /// Eight base32 characters, for screens and talk. Not unique enough to look a case up alone.
    pub fn short(&self) -> String {
        let mut text = data_encoding::BASE32_NOPAD.encode(&self.0);
        text.truncate(8);
        text
    }
}

/// What a receipt shows the server to have its mailbox found. The server stores only the
/// [`MailboxDigest`].
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MailboxId([u8; 16]);

impl MailboxId {
    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The id as 32 hexadecimal digits: what somebody who opens answers on a machine of their own tells
    /// the door, in place of the receipt.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(base16ct::lower::encode_string(&self.0))
    }

    /// Reads 32 hexadecimal digits; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = base16ct::mixed::decode_vec(text.trim()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// SHA-256 of the mailbox id, under which the server keeps the mailbox.
    pub fn digest(&self) -> MailboxDigest {
        MailboxDigest(*Digest::of(&self.0).as_bytes())
    }
}

impl fmt::Debug for MailboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailboxId(hidden)")
    }
}

/// Under what a mailbox is stored: SHA-256 of the [`MailboxId`], 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailboxDigest([u8; 32]);

impl MailboxDigest {
    /// Takes 32 bytes for a digest.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for MailboxDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailboxDigest(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_random_uuid_with_one_spelling() {
        let id = CaseId::draw().unwrap();
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(&text[14..15], "4");
        assert_eq!(text.to_uppercase().parse::<CaseId>(), Err(IdError));
        assert_eq!(format!("{{{text}}}").parse::<CaseId>(), Err(IdError));
        assert_eq!(id.short().len(), 8);
    }
}
