//! The post-quantum recipient of the C2SP age specification, `mlkem768x25519`.
//!
//! age 0.11.5 brings no such recipient. This adds one through age's public traits, so every other
//! part of the file (header, MAC, payload) stays age's own. The file key is sealed with HPKE in base
//! mode: KEM MLKEM768-X25519 (X-Wing), KDF HKDF-SHA256, AEAD ChaCha20-Poly1305.

use std::collections::HashSet;
use std::str::FromStr;
use std::{fmt, io};

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::secrecy::ExposeSecret;
use base64ct::{Base64Unpadded, Encoding as _};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use crate::digest::Digest;
use crate::random::{NoRandomness, random_bytes};
use crate::spelling::{self, KeyError};

/// Bytes of a public key: 1,184 of ML-KEM-768 and 32 of X25519.
///
/// ```
/// assert_eq!(seal::RECIPIENT_BYTES, 1_184 + 32);
/// assert_eq!(seal::Identity::draw()?.recipient().to_bytes().len(), seal::RECIPIENT_BYTES);
/// # Ok::<(), seal::NoRandomness>(())
/// ```
pub const RECIPIENT_BYTES: usize = 1_216;

/// A public key that age files can be sealed to, spelt `age1pq1…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(<XWing as Kem>::PublicKey);

/// The private key of a [`Recipient`], spelt `AGE-SECRET-KEY-PQ-1…`. It is a seed of 32 bytes.
#[derive(Clone)]
pub struct Identity(<XWing as Kem>::PrivateKey);

impl Identity {
    /// Draws a fresh identity.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        let seed = Zeroizing::new(random_bytes::<IDENTITY_BYTES>()?);
        Self::from_seed(seed.as_slice()).map_err(|_| NoRandomness)
    }

    /// The identity of a seed of 32 bytes.
    ///
    /// # Errors
    /// [`KeyError::BadKey`] for another number of bytes.
    pub fn from_seed(seed: &[u8]) -> Result<Self, KeyError> {
        Deserializable::from_bytes(seed)
            .map(Self)
            .map_err(|_| KeyError::BadKey)
    }

    /// The public half, to be handed to whoever seals files.
    pub fn recipient(&self) -> Recipient {
        Recipient(XWing::sk_to_pk(&self.0))
    }

    /// Spells the private key out, to be written into a sealed file.
    ///
    /// # Errors
    /// [`KeyError::BadKey`] when the key cannot be spelt, which no key of the right length causes.
    pub fn secret_text(&self) -> Result<Zeroizing<String>, KeyError> {
        spelling::of_identity(self.seed().as_slice())
    }

    pub(crate) fn seed(&self) -> Zeroizing<[u8; IDENTITY_BYTES]> {
        let mut seed = Zeroizing::new([0; IDENTITY_BYTES]);
        self.0.write_exact(seed.as_mut_slice());
        seed
    }
}

impl Recipient {
    /// The public key of 1,216 bytes.
    ///
    /// # Errors
    /// [`KeyError::BadKey`] for bytes that are no public key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        Deserializable::from_bytes(bytes)
            .map(Self)
            .map_err(|_| KeyError::BadKey)
    }

    /// The 1,216 bytes of the public key.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// SHA-256 of the public key, by which rosters name it.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.0.to_bytes())
    }
}

impl age::Recipient for Recipient {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let (encapsulated, body) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            file_key.expose_secret(),
            NO_EXTRA,
        )
        .map_err(|fault| io::Error::other(fault.to_string()))?;
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: vec![Base64Unpadded::encode_string(&encapsulated.to_bytes())],
            body,
        };
        Ok((vec![stanza], HashSet::from([POST_QUANTUM_ONLY.to_owned()])))
    }
}

impl age::Identity for Identity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let Some(encapsulated) = encapsulated_key(stanza) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        // A stanza for somebody else is not a fault: age goes on to the next stanza.
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &encapsulated,
            INFO,
            &stanza.body,
            NO_EXTRA,
        );
        let file_key = Zeroizing::new(opened.ok()?);
        // A file key of another length is a fault of whoever made the file, not a wrong key.
        if file_key.len() != FILE_KEY_BYTES {
            return Some(Err(DecryptError::InvalidHeader));
        }
        Some(Ok(FileKey::init_with_mut(|key| {
            key.copy_from_slice(&file_key)
        })))
    }
}

impl FromStr for Recipient {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&spelling::read_recipient(text)?)
    }
}

impl FromStr for Identity {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_seed(&spelling::read_identity(text)?)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&spelling::of_recipient(&self.0.to_bytes()).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.digest())
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(hidden)")
    }
}

/// Reads the encapsulated key of a stanza that has exactly the shape the specification asks for.
///
/// The length of the body is checked before any key touches it; a body of another length would
/// let a sender probe which of several keys opens it.
fn encapsulated_key(stanza: &Stanza) -> Option<<XWing as Kem>::EncappedKey> {
    let [argument] = stanza.args.as_slice() else {
        return None;
    };
    if stanza.body.len() != FILE_KEY_BYTES + AEAD_TAG_BYTES {
        return None;
    }
    let bytes = Base64Unpadded::decode_vec(argument).ok()?;
    if has_low_order(&bytes) {
        return None;
    }
    Deserializable::from_bytes(&bytes).ok()
}

/// Whether the X25519 half is one of the points with which every key agrees on the same value. The
/// age test kit wants such a file refused; `hpke` lets it pass.
fn has_low_order(encapsulated: &[u8]) -> bool {
    let Some((_, [point @ .., last])) = encapsulated.split_last_chunk::<32>() else {
        return false;
    };
    // X25519 does not look at the highest bit.
    LOW_ORDER
        .iter()
        .any(|[low @ .., low_last]| low == point && *low_last == last & 0x7f)
}

const TAG: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
const NO_EXTRA: &[u8] = b"";
/// The points of order 1, 2, 4 and 8 of Curve25519 and of its twist, in every spelling.
const LOW_ORDER: [[u8; 32]; 7] = [
    [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00,
    ],
    [
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00,
    ],
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
    [
        0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
    [
        0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
];
const AEAD_TAG_BYTES: usize = 16;
const IDENTITY_BYTES: usize = 32;

/// age refuses a file whose recipients do not all carry the same labels. With this one, a file
/// cannot be sealed to an X25519 recipient as well, which would undo the protection.
const POST_QUANTUM_ONLY: &str = "postquantum";
