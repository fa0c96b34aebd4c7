//! Bundles: all files of one sending in one ZIP with stored entries, padded, sealed as a stream.

use std::io;

use thiserror::Error;
use zip::result::ZipError;

use crate::age_file::{OpenError, SealError};
use crate::digest::Digest;
use crate::id::ObjectId;
use crate::object::{DetachedObject, ObjectHeader};
use crate::signing::SigningKey;

/// Bytes of every chunk of a sealed bundle but the last.
pub const CHUNK_BYTES: usize = 4 * 1_024 * 1_024;

/// Bytes of a file name, at most; longer ones are cut.
pub const FILE_NAME_BYTES: usize = 240;

/// How many files a bundle may hold, whatever the manifest allows.
pub const BUNDLE_FILES: usize = 60_000;

/// The last entry of a bundle: zeros.
pub const PADDING_ENTRY: &str = ".padding";

/// Why a bundle could not be sealed or opened.
#[derive(Debug, Error)]
pub enum BundleError {
    /// The ZIP inside is damaged, or holds what a bundle never holds (compression, encryption).
    #[error("the bundle is damaged")]
    Damaged,
    /// The bundle inside belongs to another object.
    #[error("the bundle inside belongs to another object")]
    OtherHeader,
    /// The age file does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The age file could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// More files than a bundle may hold.
    #[error("there are more than {limit} files")]
    TooManyFiles {
        /// How many are allowed.
        limit: usize,
    },
    /// Bytes could not be read or written.
    #[error("the bundle could not be read or written")]
    Io(#[from] io::Error),
}

impl From<ZipError> for BundleError {
    fn from(fault: ZipError) -> Self {
        if let ZipError::Io(fault) = fault {
            Self::Io(fault)
        } else {
            Self::Damaged
        }
    }
}

/// A bundle whose every byte has been handed out.
#[derive(Debug)]
pub struct FinishedBundle {
    pub(crate) header: ObjectHeader,
    pub(crate) content: Digest,
}

impl FinishedBundle {
    /// The number of its object.
    pub const fn object(&self) -> ObjectId {
        self.header.object
    }

    /// Signs it as an object of its sender.
    pub fn sign(self, key: &SigningKey) -> DetachedObject {
        let signature = self.header.sign(&self.content, key);
        DetachedObject {
            header: self.header,
            content: self.content,
            signature,
        }
    }
}

/// The first entry of a bundle: the header of its object, repeated.
pub(crate) const HEADER_ENTRY: &str = ".tabir.json";
