//! Whole age files to `age1pq` recipients: small ones at once, large ones as a stream.

use std::io::{BufRead, Read, Write};

use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::identity::{Identity, Recipient};

/// Why an age file could not be made.
#[derive(Debug, Error)]
pub enum SealError {
    /// The file would be sealed to nobody.
    #[error("a file needs at least one recipient")]
    NoRecipient,
    /// The bytes could not be written, or the random source failed.
    #[error("the file could not be sealed")]
    Failed(#[source] std::io::Error),
}

/// Why an age file could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The key is not among those the file was sealed to.
    #[error("this key does not open the file")]
    NotForUs,
    /// The file is no age file, is cut short, or was changed.
    #[error("the file is damaged")]
    Damaged,
}

/// Seals `plain` to every one of `recipients`.
///
/// # Errors
/// [`SealError::NoRecipient`] for an empty list.
pub fn seal(recipients: &[Recipient], plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut writer = writer(recipients, Vec::with_capacity(plain.len() + 4_096))?;
    writer.write_all(plain).map_err(SealError::Failed)?;
    writer.finish().map_err(SealError::Failed)
}

/// Opens a whole file in memory.
///
/// # Errors
/// [`OpenError::NotForUs`] or [`OpenError::Damaged`]; nothing of a damaged file is returned.
pub fn open(identity: &Identity, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    // Room for everything at once: a vector that grows would leave copies behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    let mut reader = reader(identity, sealed)?;
    reader
        .read_to_end(&mut plain)
        .map_err(|_| OpenError::Damaged)?;
    Ok(plain)
}

/// Seals what is written to it and writes the age file to `output`.
///
/// # Errors
/// [`SealError::NoRecipient`] for an empty list, [`SealError::Failed`] when `output` fails.
pub fn writer<W: Write>(recipients: &[Recipient], output: W) -> Result<StreamWriter<W>, SealError> {
    let each = recipients
        .iter()
        .map(|recipient| -> &dyn age::Recipient { recipient });
    let encryptor = Encryptor::with_recipients(each).map_err(|fault| match fault {
        EncryptError::MissingRecipients => SealError::NoRecipient,
        EncryptError::Io(fault) => SealError::Failed(fault),
        // Kept whole, it would bring age's texts in seven languages into what browsers load.
        EncryptError::EncryptedIdentities(_)
        | EncryptError::IncompatibleRecipients { .. }
        | EncryptError::InvalidRecipientLabels(_)
        | EncryptError::MixedRecipientAndPassphrase => {
            SealError::Failed(std::io::ErrorKind::InvalidInput.into())
        }
    })?;
    encryptor.wrap_output(output).map_err(SealError::Failed)
}

/// Opens an age file as a stream. Every 64 KiB are authenticated before they are handed out, but a
/// file that is cut short is noticed only at its end.
///
/// # Errors
/// [`OpenError::NotForUs`] or [`OpenError::Damaged`].
pub fn reader<R: BufRead>(identity: &Identity, input: R) -> Result<StreamReader<R>, OpenError> {
    // The unbuffered reader of age 0.11.5 costs a hundred times more at ten recipients.
    let decryptor = Decryptor::new_buffered(input).map_err(|_| OpenError::Damaged)?;
    let identity: &dyn age::Identity = identity;
    decryptor
        .decrypt(std::iter::once(identity))
        .map_err(|fault| {
            if matches!(fault, DecryptError::NoMatchingKeys) {
                OpenError::NotForUs
            } else {
                OpenError::Damaged
            }
        })
}
