use base64ct::{Base64, Encoding as _};
use thiserror::Error;

use crate::digest::Digest;
use crate::id::{InstanceId, OfficerId};
use crate::identity::Recipient;
use crate::key_file::OfficerKeys;
use crate::note::{self, NamedKey, NoteError};
use crate::signing::VerifyingKey;

/// What an officer hands over so that a roster can name them: no secret, signed by the officer, so that
/// nobody enters keys that they do not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerPublic {
    /// The deployment.
    pub instance: InstanceId,
    /// The manifest that the officer trusts.
    pub manifest: Digest,
    /// The officer's id, for life.
    pub officer: OfficerId,
    /// What grants are sealed to.
    pub recipient: Recipient,
    /// What signs the officer's acts.
    pub verifying: VerifyingKey,
}

/// Why an officer's public keys are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OfficerPublicError {
    /// The text is not that of public keys in their one spelling.
    #[error("these are no officer's public keys")]
    Malformed,
    /// The note is damaged, or its signature does not hold.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The officer's own signature is missing.
    #[error("the officer did not sign these keys")]
    Unsigned,
}

impl OfficerKeys {
    /// The public halves as a note that the officer signs.
    ///
    /// # Errors
    /// [`NoteError`] never happens for the one name used here.
    pub fn public_note(&self) -> Result<String, NoteError> {
        let public = OfficerPublic {
            instance: self.instance,
            manifest: self.manifest,
            officer: self.officer,
            recipient: self.identity.recipient(),
            verifying: self.signing.verifying(),
        };
        let text = public.to_text();
        let name = NamedKey::new(SIGNER, public.verifying)?;
        let signature = note::sign(&text, &name, &self.signing);
        Ok(note::assemble(&text, &[signature]))
    }
}

impl OfficerPublic {
    /// Reads public keys that their officer signed.
    ///
    /// # Errors
    /// [`OfficerPublicError`] says what is wrong.
    pub fn check(note: &str) -> Result<Self, OfficerPublicError> {
        let public = Self::from_text(note::text(note)?).ok_or(OfficerPublicError::Malformed)?;
        let name = NamedKey::new(SIGNER, public.verifying)?;
        let (_, signers) = note::check(note, std::slice::from_ref(&name))?;
        if signers.is_empty() {
            return Err(OfficerPublicError::Unsigned);
        }
        Ok(public)
    }

    fn to_text(&self) -> String {
        let verifying = Base64::encode_string(self.verifying.as_bytes());
        format!(
            "{FIRST_LINE}\ninstance {}\nmanifest {}\nofficer {}\nrecipient {}\nverifying {verifying}\n",
            self.instance, self.manifest, self.officer, self.recipient
        )
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == FIRST_LINE)?;
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let public = Self {
            instance: field("instance")?.parse().ok()?,
            manifest: Digest::from_hex(field("manifest")?)?,
            officer: field("officer")?.parse().ok()?,
            recipient: field("recipient")?.parse().ok()?,
            verifying: {
                let key = Base64::decode_vec(field("verifying")?).ok()?;
                VerifyingKey::from_bytes(key.try_into().ok()?)
            },
        };
        // One spelling only.
        (public.to_text() == text).then_some(public)
    }
}

const FIRST_LINE: &str = "tabir/v1/officer-public";
const SIGNER: &str = "officer";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_keys_are_read_as_their_officer_signed_them() {
        let keys = keys();
        let public = OfficerPublic::check(&keys.public_note().unwrap()).unwrap();
        assert_eq!(public.officer, keys.officer);
        assert_eq!(public.manifest, keys.manifest);
        assert!(public.recipient == keys.identity.recipient());
        assert_eq!(public.verifying, keys.signing.verifying());
    }

    #[test]
    fn public_keys_that_were_changed_or_not_signed_by_their_officer_are_refused() {
        let (keys, other) = (keys(), keys());
        let note = keys.public_note().unwrap();
        let stolen = note.replace(
            &keys.identity.recipient().to_string(),
            &other.identity.recipient().to_string(),
        );
        assert_eq!(
            OfficerPublic::check(&stolen),
            Err(NoteError::WrongSignature.into())
        );
        let text = note::text(&note).unwrap();
        let unsigned = note::assemble(text, &[]);
        assert!(OfficerPublic::check(&unsigned).is_err());
        let name = NamedKey::new("stranger", other.signing.verifying()).unwrap();
        let by_another = note::assemble(text, &[note::sign(text, &name, &other.signing)]);
        assert_eq!(
            OfficerPublic::check(&by_another),
            Err(OfficerPublicError::Unsigned)
        );
        for bad in [
            "",
            "tabir/v1/officer-public\n",
            &note.replace("manifest", "Manifest"),
        ] {
            assert!(OfficerPublic::check(bad).is_err(), "{bad}");
        }
    }

    fn keys() -> OfficerKeys {
        let instance = InstanceId::draw().unwrap();
        OfficerKeys::draw(instance, Digest::of(b"m"), OfficerId::draw().unwrap()).unwrap()
    }
}
