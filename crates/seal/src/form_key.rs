use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use hmac::Mac;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::framing::Tag;
use crate::hmac_key::{self, HmacSha256};
use crate::id::InstanceId;
use crate::random::{NoRandomness, random_bytes};
use crate::receipt::Receipt;

/// The server's key for the hidden field that carries a fresh receipt through a form at level C. The
/// MAC keeps anybody from choosing the receipt of somebody else's form.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct FormKey([u8; 32]);

/// The hidden field was not made by this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the form was not made by this server")]
pub struct FormKeyError;

impl FormKey {
    /// Draws a fresh key.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// Takes 32 bytes, as kept in the server's key file, for the key.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for the server's key file only.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Writes a receipt into the text of a hidden field.
    pub fn wrap(&self, instance: InstanceId, receipt: &Receipt) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(48));
        bytes.extend_from_slice(receipt.entropy());
        bytes.extend_from_slice(
            &self
                .mac(instance, receipt.entropy())
                .finalize()
                .into_bytes(),
        );
        Zeroizing::new(Base64UrlUnpadded::encode_string(&bytes))
    }

    /// Reads the receipt out of a hidden field.
    ///
    /// # Errors
    /// [`FormKeyError`] for everything this server did not write itself.
    pub fn open(&self, instance: InstanceId, text: &str) -> Result<Receipt, FormKeyError> {
        let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(text).map_err(|_| FormKeyError)?);
        let (entropy, mac) = bytes.split_at_checked(16).ok_or(FormKeyError)?;
        self.mac(instance, entropy)
            .verify_slice(mac)
            .map_err(|_| FormKeyError)?;
        entropy
            .try_into()
            .map(Receipt::from_entropy)
            .map_err(|_| FormKeyError)
    }

    fn mac(&self, instance: InstanceId, entropy: &[u8]) -> HmacSha256 {
        let mut mac = hmac_key::begin(&self.0);
        mac.update(&Tag::Form.begin(instance));
        mac.update(entropy);
        mac
    }
}

impl fmt::Debug for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_server_that_made_the_form_reads_the_field() {
        let (ours, theirs) = (FormKey::draw().unwrap(), FormKey::draw().unwrap());
        let (here, there) = (
            InstanceId::from_bytes([1; 16]),
            InstanceId::from_bytes([2; 16]),
        );
        let receipt = Receipt::draw().unwrap();
        let field = ours.wrap(here, &receipt);
        assert_eq!(ours.open(here, &field), Ok(receipt));
        assert_eq!(ours.open(there, &field), Err(FormKeyError));
        assert_eq!(theirs.open(here, &field), Err(FormKeyError));
        assert_eq!(ours.open(here, ""), Err(FormKeyError));
        assert_eq!(ours.open(here, &field[..20]), Err(FormKeyError));
    }
}
