use std::fmt;

use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::framing::Tag;
use crate::id::{CaseId, InstanceId};
use crate::random::{NoRandomness, random_bytes};
use crate::symmetric;

/// The outer lock of one case (PROTOCOL 7): grants, shares and replies lie inside it at rest. Its key
/// lives in the keystore alone, so destroying the key forgets the case, in every backup too.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CaseLock([u8; 32]);

/// Why the lock does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LockError {
    /// Another key, another place, or changed bytes.
    #[error("the outer lock does not open")]
    Damaged,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl CaseLock {
    /// Bytes that the lock adds: a nonce of 24 and a tag of 16.
    pub const OVERHEAD: usize = 24 + 16;

    /// Draws a fresh lock.
    ///
    /// # Errors
    /// [`NoRandomness`] when the random source fails.
    pub fn draw() -> Result<Self, NoRandomness> {
        random_bytes().map(Self)
    }

    /// The lock of a key from the keystore.
    pub const fn from_bytes(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The key, for the keystore only.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Locks `plain` for one `place` (a row) of one case; it opens nowhere else.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn lock(
        &self,
        instance: InstanceId,
        case: CaseId,
        place: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, LockError> {
        symmetric::lock(&self.0, &bound(instance, case, place), plain)
    }

    /// Opens what [`CaseLock::lock`] locked.
    ///
    /// # Errors
    /// [`LockError::Damaged`] for another key, case or place, or changed bytes.
    pub fn open(
        &self,
        instance: InstanceId,
        case: CaseId,
        place: &[u8],
        locked: &[u8],
    ) -> Result<Vec<u8>, LockError> {
        let opened = symmetric::open(&self.0, &bound(instance, case, place), locked)?;
        Ok(opened.to_vec())
    }
}

impl fmt::Debug for CaseLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseLock(hidden)")
    }
}

fn bound(instance: InstanceId, case: CaseId, place: &[u8]) -> Vec<u8> {
    let mut bound = Tag::OuterLock.begin(instance);
    bound.extend_from_slice(case.as_bytes());
    bound.extend_from_slice(place);
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_locked_for_one_place_opens_only_there() {
        let lock = CaseLock::draw().unwrap();
        let (here, case) = (InstanceId::draw().unwrap(), CaseId::draw().unwrap());
        let locked = lock.lock(here, case, b"grant 1", b"an age file").unwrap();
        assert_eq!(locked.len(), b"an age file".len() + CaseLock::OVERHEAD);
        assert_eq!(
            lock.open(here, case, b"grant 1", &locked).unwrap(),
            b"an age file"
        );

        let elsewhere = [
            lock.open(here, case, b"grant 2", &locked),
            lock.open(here, CaseId::draw().unwrap(), b"grant 1", &locked),
            lock.open(InstanceId::draw().unwrap(), case, b"grant 1", &locked),
            CaseLock::draw()
                .unwrap()
                .open(here, case, b"grant 1", &locked),
            lock.open(here, case, b"grant 1", &locked[..30]),
            lock.open(here, case, b"grant 1", b""),
        ];
        assert!(
            elsewhere
                .iter()
                .all(|opened| *opened == Err(LockError::Damaged))
        );
    }

    #[test]
    fn a_lock_never_shows_itself() {
        assert_eq!(
            format!("{:?}", CaseLock::draw().unwrap()),
            "CaseLock(hidden)"
        );
    }
}
