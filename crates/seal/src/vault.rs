use std::collections::BTreeSet;
use std::fmt;

use base64ct::{Base64, Encoding as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::age_file::{self, OpenError, SealError};
use crate::case::SignedCaseHeader;
use crate::digest::Digest;
use crate::framing::{VaultText, begin_vault};
use crate::id::{CaseId, InstanceId, ObjectId, OfficerId};
use crate::identity::{Identity, Recipient};
use crate::random::NoRandomness;
use crate::sharing::{Joining, SharingError, SharingScheme};
use crate::signing::{BadSignature, SigningKey};
use crate::text::TextError;
use crate::trust::TrustError;
use crate::vault_consent::ConsentKey;
use crate::vault_custodians::Custodians;
use crate::vault_share::{SealedShare, VaultShare};
use crate::wire::Short;

/// Bytes that an identity, or what is said about a request, has before sealing: what is shorter is padded.
pub const VAULT_TEXT_BYTES: usize = 4 * 1_024;

/// Where a vault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaultPlace {
    /// The deployment.
    pub instance: InstanceId,
    /// The case.
    pub case: CaseId,
    /// The object that holds the vault.
    pub vault: ObjectId,
}

/// Who the reporter is, under a key that only several custodians put together. It lies in an object of its own that the
/// reporter signs and that is sealed to the case: so custodians without a holder open nothing either.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenVault", into = "WrittenVault")]
pub struct Vault {
    scheme: SharingScheme,
    custodians: Vec<OfficerId>,
    commitments: Vec<Digest>,
    /// SHA-256 of the public key of the lock inside, which only the reporter's receipt opens; most have none.
    consent: Option<Digest>,
    sealed: Vec<u8>,
}

/// A vault as it is spelt.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenVault {
    needed: u8,
    custodians: Vec<String>,
    /// One for every part, in 64 hexadecimal digits.
    commitments: Vec<String>,
    /// 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    consent: Option<String>,
    /// The age file, in base64.
    sealed: String,
}

/// Why there is no vault, or why it does not open.
#[derive(Debug, Error)]
pub enum VaultError {
    /// Bytes or a text do not have their layout.
    #[error("this is damaged")]
    Damaged,
    /// The reporter's consent is needed, and is not here.
    #[error("the reporter has not agreed that this officer reads it")]
    NoConsent,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// Somebody is no custodian on duty, receives this case, or is left out.
    #[error("{0} may not keep a share of this vault")]
    NotForThis(OfficerId),
    /// An age file does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It belongs to another vault, case, request or officer.
    #[error("this is of another vault")]
    Other,
    /// An age file could not be made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The shares do not fit.
    #[error(transparent)]
    Sharing(#[from] SharingError),
    /// The signature does not hold.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// The vault's object is not sealed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Too few custodians of different bodies are left.
    #[error("too few custodians of different bodies are left")]
    TooFewCustodians,
    /// More than [`VAULT_TEXT_BYTES`].
    #[error("the text is too long")]
    TooLong,
    /// So many custodians of one body that they could open it alone.
    #[error("custodians of one body could open this alone")]
    TooManyOfOneBody,
    /// The roster is not in use, or lacks a key.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

impl From<Short> for VaultError {
    fn from(_: Short) -> Self {
        Self::Damaged
    }
}

impl Vault {
    /// Seals an identity to a fresh key and shares that key's random seed. Text that somebody could guess is never
    /// shared itself. With a consent key there is a second lock inside, which that key alone opens.
    ///
    /// # Errors
    /// [`VaultError::TooLong`]; [`VaultError::NoRandomness`], and then nothing was made.
    pub(crate) fn seal<T: Serialize>(
        header: &SignedCaseHeader,
        vault: ObjectId,
        identity: &T,
        custodians: &Custodians,
        (key, consent): (&SigningKey, Option<&Recipient>),
    ) -> Result<(Self, Vec<SealedShare>), VaultError> {
        let place = VaultPlace {
            instance: header.instance,
            case: header.case,
            vault,
        };
        let scheme = custodians.scheme;
        let fresh = Identity::draw()?;
        let parts = scheme.split(&fresh.seed())?;
        let bound = place.bound(scheme);
        let commitments = parts
            .iter()
            .enumerate()
            .map(|(number, part)| part.commitment(&bound, number))
            .collect();
        let mut shares = Vec::with_capacity(custodians.chosen.len());
        for (person, (custodian, recipient)) in (0..).zip(&custodians.chosen) {
            let given = VaultShare {
                scheme,
                needs_consent: consent.is_some(),
                share: scheme.share_of(person, &parts),
            };
            let to = (*custodian, recipient);
            shares.push(SealedShare::seal(&place, header, &given, to, key)?);
        }
        let mut plain = padded(identity)?;
        if let Some(consent) = consent {
            plain = age_file::seal(std::slice::from_ref(consent), &plain)?.into();
        }
        let vault = Self {
            scheme,
            custodians: custodians.ids().collect(),
            commitments,
            consent: consent.map(Recipient::digest),
            sealed: age_file::seal(&[fresh.recipient()], &plain)?,
        };
        Ok((vault, shares))
    }

    /// Who keeps shares.
    pub fn custodians(&self) -> &[OfficerId] {
        &self.custodians
    }

    /// How many of them are needed.
    pub const fn needed(&self) -> u8 {
        self.scheme.needed()
    }

    /// Whether the reporter has to agree as well, with the receipt.
    pub const fn needs_consent(&self) -> bool {
        self.consent.is_some()
    }

    /// Begins to put the key together. The vault must be what the reporter signed at this place.
    ///
    /// # Errors
    /// [`VaultError::Sharing`] when the commitments are not as many as there are parts.
    pub fn begin_opening(&self, place: &VaultPlace) -> Result<OpeningVault<'_>, VaultError> {
        let bound = place.bound(self.scheme);
        Ok(OpeningVault {
            vault: self,
            consent: None,
            joining: Joining::begin(self.scheme, bound, &self.commitments)?,
        })
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(hidden)")
    }
}

impl From<Vault> for WrittenVault {
    fn from(vault: Vault) -> Self {
        Self {
            needed: vault.scheme.needed(),
            custodians: vault.custodians.iter().map(OfficerId::to_string).collect(),
            commitments: vault.commitments.iter().map(Digest::to_string).collect(),
            consent: vault.consent.as_ref().map(Digest::to_string),
            sealed: Base64::encode_string(&vault.sealed),
        }
    }
}

impl TryFrom<WrittenVault> for Vault {
    type Error = VaultError;

    fn try_from(written: WrittenVault) -> Result<Self, VaultError> {
        let people = u8::try_from(written.custodians.len()).map_err(|_| VaultError::Damaged)?;
        let custodians: Result<BTreeSet<OfficerId>, _> =
            written.custodians.iter().map(|id| id.parse()).collect();
        let custodians = custodians.map_err(|_| VaultError::Damaged)?;
        if custodians.len() != written.custodians.len() {
            return Err(VaultError::Damaged);
        }
        let ids = written.custodians.iter().filter_map(|id| id.parse().ok());
        let commitments = written.commitments.iter();
        let commitments: Option<Vec<_>> = commitments.map(|hex| Digest::from_hex(hex)).collect();
        let sealed = Base64::decode_vec(&written.sealed);
        let consent = written.consent.as_deref().map(|hex| {
            let named = Digest::from_hex(hex);
            named.ok_or(VaultError::Damaged)
        });
        Ok(Self {
            consent: consent.transpose()?,
            scheme: SharingScheme::new(written.needed, people)?,
            custodians: ids.collect(),
            commitments: commitments.ok_or(VaultError::Damaged)?,
            sealed: sealed.map_err(|_| VaultError::Damaged)?,
        })
    }
}

/// A vault whose key is being put together.
pub struct OpeningVault<'v> {
    vault: &'v Vault,
    consent: Option<ConsentKey>,
    joining: Joining<'v>,
}

impl OpeningVault<'_> {
    /// Takes the share that a custodian gave, all of it or nothing.
    ///
    /// # Errors
    /// [`SharingError::FalseShare`] when it is not what the reporter committed to: the custodian is to blame.
    pub fn take(&mut self, custodian: OfficerId, given: VaultShare) -> Result<(), SharingError> {
        let mut keepers = self.vault.custodians.iter();
        let place = keepers.position(|keeper| *keeper == custodian);
        let is_own = place == Some(usize::from(given.share.person));
        if !is_own || given.scheme != self.vault.scheme {
            return Err(SharingError::FalseShare);
        }
        self.joining.take(given.share)
    }

    /// Takes what the reporter gave, where it is the key that the vault names; anything else changes nothing.
    pub fn take_consent(&mut self, given: ConsentKey) {
        if self
            .vault
            .consent
            .as_ref()
            .is_some_and(|named| given.is_of(named))
        {
            self.consent = Some(given);
        }
    }

    /// Opens the identity.
    ///
    /// # Errors
    /// [`SharingError::TooFew`] within [`VaultError::Sharing`]; [`VaultError::NoConsent`] where the reporter has to agree as
    /// well and did not; [`VaultError::Damaged`] when the text is none.
    pub fn finish<T: DeserializeOwned>(self) -> Result<T, VaultError> {
        let seed = self.joining.finish()?;
        if self.vault.needs_consent() && self.consent.is_none() {
            return Err(VaultError::NoConsent);
        }
        let key = Identity::from_seed(seed.as_slice()).map_err(|_| VaultError::Damaged)?;
        let mut plain = age_file::open(&key, &self.vault.sealed)?;
        if let Some(consent) = &self.consent {
            plain = age_file::open(consent.identity(), &plain)?;
        }
        serde_json::from_slice(&plain).map_err(|_| VaultError::Damaged)
    }
}

impl fmt::Debug for OpeningVault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningVault(hidden)")
    }
}

impl VaultPlace {
    /// The fields that bind something to this vault, behind the beginning of its text.
    pub(crate) fn begin(&self, text: VaultText) -> Vec<u8> {
        let mut bytes = begin_vault(self.instance, text);
        bytes.extend_from_slice(self.case.as_bytes());
        bytes.extend_from_slice(self.vault.as_bytes());
        bytes
    }

    fn bound(&self, scheme: SharingScheme) -> Vec<u8> {
        let mut bytes = self.begin(VaultText::Part);
        bytes.extend_from_slice(&[scheme.needed(), scheme.people()]);
        bytes
    }
}

/// A text as JSON, padded with spaces to [`VAULT_TEXT_BYTES`].
pub(crate) fn padded<T: Serialize>(text: &T) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(VAULT_TEXT_BYTES));
    // A slice takes no more than it has room for, and never grows.
    plain.resize(VAULT_TEXT_BYTES, b' ');
    serde_json::to_writer(plain.as_mut_slice(), text).map_err(|_| VaultError::TooLong)?;
    Ok(plain)
}
