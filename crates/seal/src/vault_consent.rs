//! A lock on a vault that needs its reporter's receipt besides the custodians: what the receipt's holder gives, to one
//! officer and for one vault.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::age_file;
use crate::digest::Digest;
use crate::framing::VaultText;
use crate::id::{ObjectId, OfficerId};
use crate::identity::{Identity, Recipient};
use crate::key_file::OfficerKeys;
use crate::vault::{VaultError, VaultPlace};

/// The reporter's consent that one officer reads one vault, sealed to that officer. It lies in an object of the case that
/// the reporter signs, and cannot be taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenConsent", into = "WrittenConsent")]
pub struct VaultConsent {
    /// The object with the vault.
    pub vault: ObjectId,
    /// Who may read it.
    pub officer: OfficerId,
    sealed: Vec<u8>,
}

/// How it is spelt.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenConsent {
    vault: String,
    officer: String,
    /// The age file, in base64.
    sealed: String,
}

/// What a consent gives: the key of the inner lock of one vault.
pub struct ConsentKey(Identity);

impl VaultConsent {
    pub(crate) fn seal(
        place: &VaultPlace,
        officer: OfficerId,
        to: &Recipient,
        consent: &Identity,
    ) -> Result<Self, VaultError> {
        // All room at once: a vector that grows would leave copies behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(1_024));
        plain.extend_from_slice(&head(place, officer));
        plain.extend_from_slice(consent.seed().as_slice());
        Ok(Self {
            vault: place.vault,
            officer,
            sealed: age_file::seal(std::slice::from_ref(to), &plain)?,
        })
    }

    /// Opens a consent that was given to this officer, for this vault.
    ///
    /// # Errors
    /// [`VaultError::Open`] for everybody else, [`VaultError::Other`] for another vault, [`VaultError::Damaged`].
    pub fn open(&self, place: &VaultPlace, keys: &OfficerKeys) -> Result<ConsentKey, VaultError> {
        if (self.vault, self.officer) != (place.vault, keys.officer) {
            return Err(VaultError::Other);
        }
        let plain = age_file::open(&keys.identity, &self.sealed)?;
        let head = head(place, keys.officer);
        let seed = plain.strip_prefix(head.as_slice());
        let seed = seed.ok_or(VaultError::Other)?;
        let key = Identity::from_seed(seed).map_err(|_| VaultError::Damaged)?;
        Ok(ConsentKey(key))
    }
}

impl ConsentKey {
    /// Whether it is the key that the vault names.
    pub(crate) fn is_of(&self, named: &Digest) -> bool {
        self.0.recipient().digest() == *named
    }

    pub(crate) const fn identity(&self) -> &Identity {
        &self.0
    }
}

impl fmt::Debug for ConsentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConsentKey(hidden)")
    }
}

impl fmt::Debug for VaultConsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultConsent(to {})", self.officer)
    }
}

impl From<VaultConsent> for WrittenConsent {
    fn from(consent: VaultConsent) -> Self {
        Self {
            vault: consent.vault.to_string(),
            officer: consent.officer.to_string(),
            sealed: Base64::encode_string(&consent.sealed),
        }
    }
}

impl TryFrom<WrittenConsent> for VaultConsent {
    type Error = VaultError;

    fn try_from(written: WrittenConsent) -> Result<Self, VaultError> {
        let sealed = Base64::decode_vec(&written.sealed);
        Ok(Self {
            vault: written.vault.parse().map_err(|_| VaultError::Damaged)?,
            officer: written.officer.parse().map_err(|_| VaultError::Damaged)?,
            sealed: sealed.map_err(|_| VaultError::Damaged)?,
        })
    }
}

fn head(place: &VaultPlace, officer: OfficerId) -> Vec<u8> {
    let mut head = place.begin(VaultText::Consent);
    head.extend_from_slice(officer.as_bytes());
    head
}
