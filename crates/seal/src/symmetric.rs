//! XChaCha20-Poly1305 with a nonce drawn each time: `nonce 24 ‖ ciphertext ‖ tag 16`.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::outer_lock::LockError;
use crate::random::random_bytes;

/// Locks `plain` under a key, bound to what stands beside it.
pub(crate) fn lock(key: &[u8; 32], bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, LockError> {
    let nonce: [u8; NONCE_BYTES] = random_bytes()?;
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| LockError::Damaged)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`lock`] locked under the same key and bound to the same.
pub(crate) fn open(
    key: &[u8; 32],
    bound: &[u8],
    locked: &[u8],
) -> Result<Zeroizing<Vec<u8>>, LockError> {
    let (nonce, sealed) = locked
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(LockError::Damaged)?;
    let payload = Payload {
        msg: sealed,
        aad: bound,
    };
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| LockError::Damaged)
}

const NONCE_BYTES: usize = 24;
