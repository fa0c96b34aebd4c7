//! HMAC-SHA256 under a key of 32 bytes, and the HKDF that is made of it.

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

pub(crate) type HmacSha256 = Hmac<Sha256>;

/// Begins an HMAC. A key of 32 bytes is padded to the block of 64, as RFC 2104 says; writing the
/// block out here leaves no length that could be refused.
pub(crate) fn begin(key: &[u8; 32]) -> HmacSha256 {
    let mut block = Zeroizing::new([0; 64]);
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    <HmacSha256 as KeyInit>::new((&*block).into())
}

/// HKDF-Extract (RFC 5869).
pub(crate) fn extract(salt: &[u8], secret: &[u8]) -> Zeroizing<[u8; 32]> {
    let (extracted, _) = hkdf::Hkdf::<Sha256>::extract(Some(salt), secret);
    Zeroizing::new(extracted.into())
}

/// HKDF-Expand (RFC 5869) to 32 bytes, which is its first block and cannot fail.
pub(crate) fn expand(key: &[u8; 32], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut first = begin(key);
    first.update(info);
    first.update(&[1]);
    Zeroizing::new(first.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_hmac_of_rfc_2104() {
        let mut usual = <HmacSha256 as Mac>::new_from_slice(&[7; 32]).unwrap();
        let mut ours = begin(&[7; 32]);
        usual.update(b"a report");
        ours.update(b"a report");
        assert_eq!(usual.finalize().into_bytes(), ours.finalize().into_bytes());
    }

    #[test]
    fn it_expands_as_the_hkdf_of_rfc_5869() {
        let usual = hkdf::Hkdf::<Sha256>::new(Some(b"salt"), b"secret");
        let mut expected = [0; 32];
        usual.expand(b"label", &mut expected).unwrap();
        assert_eq!(*expand(&extract(b"salt", b"secret"), b"label"), expected);
    }
}
