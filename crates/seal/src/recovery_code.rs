use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{InstanceId, OfficerId};
use crate::random::{NoRandomness, random_bytes};

/// What stands in for the authenticator app once, when that is lost: 80 random bits, written as four
/// groups of four letters and digits. The server stores the digest only.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; 10]);

impl RecoveryCode {
    /// Draws a fresh code.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// The code as it is shown, such as `ABCD-EFGH-IJKL-MNOP`.
    pub fn to_text(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(data_encoding::BASE32_NOPAD.encode(&self.0));
        let mut text = Zeroizing::new(String::with_capacity(20));
        for (place, letter) in letters.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// Reads a typed code, in any case, with or without dashes and spaces; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let plain: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|one| !one.is_whitespace() && *one != '-')
                .map(|one| one.to_ascii_uppercase())
                .collect(),
        );
        let bytes = Zeroizing::new(data_encoding::BASE32_NOPAD.decode(plain.as_bytes()).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }

    /// Under what the server keeps it.
    pub fn digest(&self, instance: InstanceId, officer: OfficerId) -> Digest {
        let mut bytes = Zeroizing::new(Tag::RecoveryCode.begin(instance));
        bytes.extend_from_slice(officer.as_bytes());
        bytes.extend_from_slice(&self.0);
        Digest::of(&bytes)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_read_as_people_type_it() {
        let code = RecoveryCode::draw().unwrap();
        let (instance, officer) = (
            InstanceId::from_bytes([1; 16]),
            OfficerId::from_bytes([2; 16]),
        );
        let text = code.to_text();
        assert_eq!(text.len(), 19);
        for typed in [
            text.to_lowercase(),
            text.replace('-', " "),
            text.replace('-', ""),
        ] {
            let read = RecoveryCode::from_text(&typed).unwrap();
            assert_eq!(
                read.digest(instance, officer),
                code.digest(instance, officer)
            );
        }
        let other = OfficerId::from_bytes([3; 16]);
        assert_ne!(code.digest(instance, other), code.digest(instance, officer));
        assert!(RecoveryCode::from_text("123456").is_none());
    }

    #[test]
    fn a_recovery_code_never_shows_itself() {
        let shown = format!("{:?}", RecoveryCode::draw().unwrap());
        assert_eq!(shown, "RecoveryCode(hidden)");
    }
}
