use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64, Encoding as _};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{InstanceId, OfficerId};
use crate::identity::Identity;
use crate::passphrase::Passphrase;
use crate::random::{NoRandomness, random_bytes};
use crate::signing::SigningKey;

/// An officer's private keys: the age identity that opens grants and the Ed25519 key that signs.
#[derive(Clone)]
pub struct OfficerKeys {
    /// Whose keys these are.
    pub officer: OfficerId,
    /// In which deployment.
    pub instance: InstanceId,
    /// Digest of the manifest that the officer trusts. A case that comes from elsewhere with another
    /// manifest is refused, so no carrier can bring a roster of their own.
    pub manifest: Digest,
    /// Opens what is sealed to the officer.
    pub identity: Identity,
    /// Signs what the officer does.
    pub signing: SigningKey,
}

/// How hard a passphrase is stretched into a key (Argon2id, RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretching {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// Why a key file could not be written or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyFileError {
    /// The text is not a key file, or was changed in a place that shows.
    #[error("this is not an undamaged officer key file")]
    Damaged,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The file asks for less stretching than the protocol allows, or for more than a machine has.
    #[error("the key file asks for a stretching outside the allowed bounds")]
    Stretching,
    /// The passphrase does not open the file, or the file was changed.
    #[error("the passphrase does not open this key file")]
    WrongPassphrase,
}

impl Stretching {
    /// 64 MiB and three passes: the least that PROTOCOL 9 allows.
    pub const STANDARD: Self = Self {
        memory_kib: 64 * 1_024,
        passes: 3,
        lanes: 1,
    };

    fn check(self) -> Result<Self, KeyFileError> {
        let least = Self::STANDARD;
        let fits = (least.memory_kib..=MOST_MEMORY_KIB).contains(&self.memory_kib)
            && (least.passes..=MOST_PASSES).contains(&self.passes)
            && (1..=MOST_LANES).contains(&self.lanes);
        fits.then_some(self).ok_or(KeyFileError::Stretching)
    }
}

impl OfficerKeys {
    /// Draws fresh keys for an officer who trusts a manifest.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw(
        instance: InstanceId,
        manifest: Digest,
        officer: OfficerId,
    ) -> Result<Self, NoRandomness> {
        Ok(Self {
            officer,
            instance,
            manifest,
            identity: Identity::draw()?,
            signing: SigningKey::draw()?,
        })
    }

    /// Writes the keys as a text file that only the passphrase opens.
    ///
    /// # Errors
    /// [`KeyFileError::Stretching`] for too little stretching, [`KeyFileError::NoRandomness`].
    pub fn to_file(
        &self,
        passphrase: &Passphrase,
        stretching: Stretching,
    ) -> Result<String, KeyFileError> {
        let header = Header {
            officer: self.officer,
            instance: self.instance,
            manifest: self.manifest,
            stretching: stretching.check()?,
            salt: random_bytes()?,
            nonce: random_bytes()?,
        };
        let mut seeds = Zeroizing::new([0; SEEDS_BYTES]);
        let (identity, signing) = seeds.split_at_mut(32);
        identity.copy_from_slice(self.identity.seed().as_slice());
        signing.copy_from_slice(self.signing.seed().as_slice());
        let bound = header.bound();
        let sealed = header
            .cipher(passphrase)?
            .encrypt(
                &XNonce::from(header.nonce),
                Payload {
                    msg: seeds.as_slice(),
                    aad: &bound,
                },
            )
            .map_err(|_| KeyFileError::Damaged)?;
        Ok(format!(
            "{}sealed {}\n",
            header.text(),
            Base64::encode_string(&sealed)
        ))
    }

    /// Opens a key file.
    ///
    /// # Errors
    /// [`KeyFileError::WrongPassphrase`] also when the file was changed: the two cannot be told apart.
    pub fn from_file(text: &str, passphrase: &Passphrase) -> Result<Self, KeyFileError> {
        let (header, sealed) = Header::read(text)?;
        let bound = header.bound();
        let opened = header
            .cipher(passphrase)?
            .decrypt(
                &XNonce::from(header.nonce),
                Payload {
                    msg: &sealed,
                    aad: &bound,
                },
            )
            .map_err(|_| KeyFileError::WrongPassphrase)?;
        let seeds = Zeroizing::new(opened);
        let (identity, signing) = seeds.split_at_checked(32).ok_or(KeyFileError::Damaged)?;
        let signing = signing.try_into().map_err(|_| KeyFileError::Damaged)?;
        Ok(Self {
            officer: header.officer,
            instance: header.instance,
            manifest: header.manifest,
            identity: Identity::from_seed(identity).map_err(|_| KeyFileError::Damaged)?,
            signing: SigningKey::from_seed(signing),
        })
    }

    /// The officer a key file belongs to, readable without the passphrase.
    ///
    /// # Errors
    /// [`KeyFileError::Damaged`] when the text is no key file.
    pub fn owner_of_file(text: &str) -> Result<(InstanceId, OfficerId), KeyFileError> {
        Header::read(text).map(|(header, _)| (header.instance, header.officer))
    }
}

impl fmt::Debug for OfficerKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OfficerKeys(of {}, hidden)", self.officer)
    }
}

struct Header {
    officer: OfficerId,
    instance: InstanceId,
    manifest: Digest,
    stretching: Stretching,
    salt: [u8; 16],
    nonce: [u8; 24],
}

impl Header {
    fn text(&self) -> String {
        let Stretching {
            memory_kib,
            passes,
            lanes,
        } = self.stretching;
        let (salt, nonce) = (
            Base64::encode_string(&self.salt),
            Base64::encode_string(&self.nonce),
        );
        format!(
            "{FIRST_LINE}\ninstance {}\nmanifest {}\nofficer {}\nargon2id {memory_kib} {passes} {lanes}\nsalt {salt}\nnonce {nonce}\n",
            self.instance, self.manifest, self.officer
        )
    }

    fn read(text: &str) -> Result<(Self, Vec<u8>), KeyFileError> {
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(KeyFileError::Damaged);
        }
        let mut field = |name: &str| {
            let line = lines.next().ok_or(KeyFileError::Damaged)?;
            let (found, value) = line.split_once(' ').ok_or(KeyFileError::Damaged)?;
            (found == name)
                .then_some(value)
                .ok_or(KeyFileError::Damaged)
        };
        let instance = field("instance")?
            .parse()
            .map_err(|_| KeyFileError::Damaged)?;
        let manifest = Digest::from_hex(field("manifest")?).ok_or(KeyFileError::Damaged)?;
        let officer = field("officer")?
            .parse()
            .map_err(|_| KeyFileError::Damaged)?;
        let stretching = read_stretching(field("argon2id")?)?.check()?;
        let bytes = |text: &str| Base64::decode_vec(text).map_err(|_| KeyFileError::Damaged);
        let salt = bytes(field("salt")?)?
            .try_into()
            .map_err(|_| KeyFileError::Damaged)?;
        let nonce = bytes(field("nonce")?)?
            .try_into()
            .map_err(|_| KeyFileError::Damaged)?;
        let sealed = bytes(field("sealed")?)?;
        Ok((
            Self {
                officer,
                instance,
                manifest,
                stretching,
                salt,
                nonce,
            },
            sealed,
        ))
    }

    fn bound(&self) -> Vec<u8> {
        let mut bound = Tag::KeyFile.begin(self.instance);
        bound.extend_from_slice(self.text().as_bytes());
        bound
    }

    fn cipher(&self, passphrase: &Passphrase) -> Result<XChaCha20Poly1305, KeyFileError> {
        let Stretching {
            memory_kib,
            passes,
            lanes,
        } = self.stretching;
        let params = Params::new(memory_kib, passes, lanes, Some(32))
            .map_err(|_| KeyFileError::Stretching)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(
                passphrase.words().as_bytes(),
                &self.salt,
                key.as_mut_slice(),
            )
            .map_err(|_| KeyFileError::Stretching)?;
        Ok(XChaCha20Poly1305::new((&*key).into()))
    }
}

fn read_stretching(text: &str) -> Result<Stretching, KeyFileError> {
    let mut numbers = text
        .split(' ')
        .map(|number| number.parse().map_err(|_| KeyFileError::Damaged));
    let mut next = || numbers.next().ok_or(KeyFileError::Damaged)?;
    Ok(Stretching {
        memory_kib: next()?,
        passes: next()?,
        lanes: next()?,
    })
}

const FIRST_LINE: &str = "tabir/v1/officer-key";
const SEEDS_BYTES: usize = 64;
const MOST_MEMORY_KIB: u32 = 1_024 * 1_024;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officers_keys_survive_being_written_down() {
        let keys = keys();
        let passphrase = Passphrase::draw().unwrap();
        let file = keys.to_file(&passphrase, Stretching::STANDARD).unwrap();
        let opened = OfficerKeys::from_file(&file, &passphrase).unwrap();
        assert_eq!(opened.identity.recipient(), keys.identity.recipient());
        assert_eq!(opened.signing.verifying(), keys.signing.verifying());
        assert_eq!(
            OfficerKeys::owner_of_file(&file),
            Ok((keys.instance, keys.officer))
        );

        let other = Passphrase::draw().unwrap();
        assert_eq!(
            OfficerKeys::from_file(&file, &other).map(|_| ()),
            Err(KeyFileError::WrongPassphrase)
        );
        let swapped = file.replace(
            &keys.officer.to_string(),
            &OfficerId::draw().unwrap().to_string(),
        );
        assert_eq!(
            OfficerKeys::from_file(&swapped, &passphrase).map(|_| ()),
            Err(KeyFileError::WrongPassphrase)
        );
    }

    #[test]
    fn too_little_stretching_is_refused_on_both_sides() {
        let weak = Stretching {
            memory_kib: 19 * 1_024,
            passes: 2,
            lanes: 1,
        };
        let passphrase = Passphrase::draw().unwrap();
        assert_eq!(
            keys().to_file(&passphrase, weak),
            Err(KeyFileError::Stretching)
        );
        let file = format!(
            "{FIRST_LINE}\ninstance {}\nmanifest {}\nofficer {}\nargon2id 4294967295 3 1\n",
            keys().instance,
            keys().manifest,
            keys().officer
        );
        assert_eq!(
            OfficerKeys::owner_of_file(&file),
            Err(KeyFileError::Stretching)
        );
    }

    #[test]
    fn officer_keys_never_show_themselves() {
        assert!(format!("{:?}", keys()).ends_with(", hidden)"));
    }

    fn keys() -> OfficerKeys {
        OfficerKeys::draw(
            InstanceId::draw().unwrap(),
            Digest::of(b"a manifest"),
            OfficerId::draw().unwrap(),
        )
        .unwrap()
    }
}
