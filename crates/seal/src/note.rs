//! Signed notes of C2SP (`c2sp.org/signed-note`): a text, an empty line, signature lines.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::signing::{SIGNATURE_BYTES, SigningKey, VerifyingKey};

/// A key that signs notes, with the name that stands before its signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKey {
    name: String,
    key: VerifyingKey,
}

/// Why a text is not a signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoteError {
    /// A name is empty or holds a space or a plus sign, or the key is no base64 of 32 bytes.
    #[error("not a key name and a base64 key")]
    BadKey,
    /// The text is not built like a signed note.
    #[error("not a signed note")]
    Malformed,
    /// A signature of a known key does not hold.
    #[error("a signature does not hold")]
    WrongSignature,
}

impl NamedKey {
    /// Joins a name and a key.
    ///
    /// # Errors
    /// [`NoteError::BadKey`] for a name that could not stand in a signature line.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, NoteError> {
        let spoils = |one: char| one.is_whitespace() || one.is_control() || one == '+';
        if name.is_empty() || name.chars().any(spoils) {
            return Err(NoteError::BadKey);
        }
        Ok(Self {
            name: name.to_owned(),
            key,
        })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key.
    pub const fn key(&self) -> VerifyingKey {
        self.key
    }

    /// `name base64`, as manifests list keys.
    pub fn to_text(&self) -> String {
        format!(
            "{} {}",
            self.name,
            Base64::encode_string(self.key.as_bytes())
        )
    }

    /// Reads `name base64`.
    ///
    /// # Errors
    /// [`NoteError::BadKey`].
    pub fn from_text(text: &str) -> Result<Self, NoteError> {
        let (name, key) = text.split_once(' ').ok_or(NoteError::BadKey)?;
        let key = Base64::decode_vec(key).map_err(|_| NoteError::BadKey)?;
        let key = key.try_into().map_err(|_| NoteError::BadKey)?;
        Self::new(name, VerifyingKey::from_bytes(key))
    }

    /// The first four bytes of SHA-256 over name, line feed, the byte 1 (Ed25519) and the key.
    fn id(&self) -> [u8; 4] {
        let mut hash = Sha256::new();
        hash.update(self.name.as_bytes());
        hash.update([b'\n', ED25519]);
        hash.update(self.key.as_bytes());
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
        [a, b, c, d]
    }
}

/// Makes the signature line of `text`, which must end with a line feed.
pub fn sign(text: &str, name: &NamedKey, key: &SigningKey) -> String {
    let mut bytes = Vec::with_capacity(4 + SIGNATURE_BYTES);
    bytes.extend_from_slice(&name.id());
    bytes.extend_from_slice(&key.sign(text.as_bytes()));
    format!("— {} {}\n", name.name, Base64::encode_string(&bytes))
}

/// Joins a text and its signature lines into a note.
pub fn assemble(text: &str, signatures: &[String]) -> String {
    format!("{text}\n{}", signatures.concat())
}

/// Takes a note apart and returns its text with those of `keys` that signed it, each once, in the
/// order of `keys`. Signatures of unknown keys are passed over, as the format asks for.
///
/// # Errors
/// [`NoteError::WrongSignature`] when a known key's signature does not hold.
pub fn check<'n, 'k>(
    note: &'n str,
    keys: &'k [NamedKey],
) -> Result<(&'n str, Vec<&'k NamedKey>), NoteError> {
    let (text, lines) = split(note)?;
    let mut signers = Vec::new();
    for line in lines.lines() {
        let (name, id, signature) = read_line(line)?;
        let known = keys
            .iter()
            .find(|known| known.name == name && known.id() == id);
        let Some(known) = known else { continue };
        let signature = signature.try_into().map_err(|_| NoteError::Malformed)?;
        known
            .key
            .check(text.as_bytes(), &signature)
            .map_err(|_| NoteError::WrongSignature)?;
        if !signers.contains(&known) {
            signers.push(known);
        }
    }
    signers.sort_by_key(|signer| keys.iter().position(|known| known == *signer));
    Ok((text, signers))
}

/// The text of a note, whoever signed it.
///
/// # Errors
/// [`NoteError::Malformed`].
pub fn text(note: &str) -> Result<&str, NoteError> {
    split(note).map(|(text, _)| text)
}

fn split(note: &str) -> Result<(&str, &str), NoteError> {
    let is_bad = |one: char| one.is_control() && one != '\n';
    if note.len() > MOST_BYTES || !note.ends_with('\n') || note.chars().any(is_bad) {
        return Err(NoteError::Malformed);
    }
    let border = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
    let (text, lines) = note
        .split_at_checked(border + 1)
        .ok_or(NoteError::Malformed)?;
    let lines = lines
        .strip_prefix('\n')
        .filter(|lines| !lines.is_empty())
        .ok_or(NoteError::Malformed)?;
    if lines.lines().count() > MOST_SIGNATURES {
        return Err(NoteError::Malformed);
    }
    Ok((text, lines))
}

fn read_line(line: &str) -> Result<(&str, [u8; 4], Vec<u8>), NoteError> {
    let line = line.strip_prefix("— ").ok_or(NoteError::Malformed)?;
    let (name, signature) = line.split_once(' ').ok_or(NoteError::Malformed)?;
    let bytes = Base64::decode_vec(signature).map_err(|_| NoteError::Malformed)?;
    let (id, signature) = bytes.split_at_checked(4).ok_or(NoteError::Malformed)?;
    let id = id.try_into().map_err(|_| NoteError::Malformed)?;
    Ok((name, id, signature.to_vec()))
}

const ED25519: u8 = 1;
const MOST_BYTES: usize = 4 * 1_024 * 1_024;
const MOST_SIGNATURES: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_verifies() {
        // c2sp.org/signed-note, CC BY 4.0.
        let note = "This is an example message.\n\n\
            — example.com/foo jpWqa9Zkk46J+/0qTF8uN8KJfK7u/dVjgN4CP9vXHpsoRSbn2B3aWu5l6GvdUX/X53+e38eJEzT9DaJQWxn9r2Lnbwk=\n";
        assert!(text(note).is_ok());
    }

    #[test]
    fn who_signed_is_told_and_strangers_are_passed_over() {
        let (ours, key) = named("office");
        let (other, other_key) = named("witness");
        let text = "a text\nof two lines\n";
        let note = assemble(
            text,
            &[
                sign(text, &other, &other_key),
                sign(text, &ours, &key),
                sign(text, &ours, &key),
            ],
        );
        let keys = [ours.clone(), other.clone()];
        assert_eq!(check(&note, &keys).unwrap(), (text, vec![&ours, &other]));
        assert_eq!(check(&note, &keys[..1]).unwrap(), (text, vec![&ours]));
        assert_eq!(check(&note, &[]).unwrap().1, Vec::<&NamedKey>::new());
    }

    #[test]
    fn a_changed_text_is_noticed() {
        let (ours, key) = named("office");
        let note = assemble("panel 3\n", &[sign("panel 3\n", &ours, &key)]);
        let changed = note.replace("panel 3", "panel 1");
        assert_eq!(check(&changed, &[ours]), Err(NoteError::WrongSignature));
    }

    #[test]
    fn what_is_no_note_is_refused() {
        for text in [
            "",
            "\n",
            "a\n",
            "a\n\n",
            "a\n\nb\n",
            "a\n\n— x\n",
            "a\n\n— x AAAA",
            "a\t\n\n— x AAAA\n",
        ] {
            assert_eq!(
                check(text, &[]).map(|_| ()),
                Err(NoteError::Malformed),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let (ours, _) = named("office");
        assert_eq!(NamedKey::from_text(&ours.to_text()), Ok(ours));
        assert_eq!(NamedKey::from_text("office AAAA"), Err(NoteError::BadKey));
        assert!(NamedKey::new("two words", VerifyingKey::from_bytes([0; 32])).is_err());
    }

    fn named(name: &str) -> (NamedKey, SigningKey) {
        let key = SigningKey::draw().unwrap();
        (NamedKey::new(name, key.verifying()).unwrap(), key)
    }
}
