use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::InstanceId;
use crate::random::{NoRandomness, random_bytes};

/// 256 random bits that let their holder do one thing: go on with a session, or use an invitation.
/// The server stores the digest only.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretToken([u8; 32]);

impl SecretToken {
    /// Draws a fresh token.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// The token as 43 letters, digits, dashes and underscores, for a cookie or a link.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(Base64UrlUnpadded::encode_string(&self.0))
    }

    /// Reads what [`SecretToken::to_text`] wrote; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(text).ok()?);
        bytes.as_slice().try_into().ok().map(Self)
    }

    /// Under what the server keeps it.
    pub fn digest(&self, instance: InstanceId) -> Digest {
        self.derived(Tag::SecretToken, instance)
    }

    /// What a page sends along with each request that changes something: whoever made the browser
    /// send only the cookie does not know it.
    pub fn page_token(&self, instance: InstanceId) -> Zeroizing<String> {
        let derived = self.derived(Tag::PageToken, instance);
        Zeroizing::new(Base64UrlUnpadded::encode_string(derived.as_bytes()))
    }

    /// Whether a request carries the page token of this session.
    pub fn fits_page_token(&self, instance: InstanceId, text: &str) -> bool {
        let expected = self.page_token(instance);
        expected.as_bytes().ct_eq(text.as_bytes()).into()
    }

    fn derived(&self, tag: Tag, instance: InstanceId) -> Digest {
        let mut bytes = Zeroizing::new(tag.begin(instance));
        bytes.extend_from_slice(&self.0);
        Digest::of(&bytes)
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_is_written_and_its_derived_forms_differ() {
        let (token, other) = (SecretToken::draw().unwrap(), SecretToken::draw().unwrap());
        let here = InstanceId::from_bytes([1; 16]);
        let read = SecretToken::from_text(&token.to_text()).unwrap();
        assert_eq!(read.digest(here), token.digest(here));
        assert_ne!(
            token.digest(here),
            token.digest(InstanceId::from_bytes([2; 16]))
        );
        assert!(token.fits_page_token(here, &read.page_token(here)));
        assert!(!token.fits_page_token(here, &other.page_token(here)));
        assert!(!token.fits_page_token(here, ""));
        assert!(!token.fits_page_token(here, &token.to_text()));
        assert!(SecretToken::from_text("short").is_none());
    }

    #[test]
    fn a_token_never_shows_itself() {
        assert_eq!(
            format!("{:?}", SecretToken::draw().unwrap()),
            "SecretToken(hidden)"
        );
    }
}
