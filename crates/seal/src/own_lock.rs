use std::fmt;

use zeroize::Zeroizing;

use crate::framing::Tag;
use crate::hmac_key;
use crate::id::{InstanceId, OfficerId};
use crate::key_file::OfficerKeys;
use crate::outer_lock::LockError;
use crate::symmetric;

/// The lock of what an officer's client keeps at the desk for itself (PROTOCOL 9). Its key comes out
/// of the officer's own identity, so nobody else makes or opens any of it.
pub struct OwnLock {
    key: Zeroizing<[u8; 32]>,
    instance: InstanceId,
    officer: OfficerId,
}

impl OwnLock {
    /// Bytes that the lock adds: a nonce of 24 and a tag of 16.
    pub const OVERHEAD: usize = 24 + 16;

    /// The lock of an officer.
    pub fn of(keys: &OfficerKeys) -> Self {
        let (instance, officer) = (keys.instance, keys.officer);
        let salt = bound(instance, officer, b"");
        let extracted = hmac_key::extract(&salt, keys.identity.seed().as_slice());
        Self {
            key: hmac_key::expand(&extracted, b"own-lock"),
            instance,
            officer,
        }
    }

    /// Locks `plain` for one `place`; it opens nowhere else.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn lock(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, LockError> {
        symmetric::lock(&self.key, &self.bound(place), plain)
    }

    /// Opens what [`OwnLock::lock`] locked.
    ///
    /// # Errors
    /// [`LockError::Damaged`] for another officer or place, or changed bytes.
    pub fn open(&self, place: &[u8], locked: &[u8]) -> Result<Zeroizing<Vec<u8>>, LockError> {
        symmetric::open(&self.key, &self.bound(place), locked)
    }

    fn bound(&self, place: &[u8]) -> Vec<u8> {
        bound(self.instance, self.officer, place)
    }
}

impl fmt::Debug for OwnLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnLock(hidden)")
    }
}

fn bound(instance: InstanceId, officer: OfficerId, place: &[u8]) -> Vec<u8> {
    let mut bound = Tag::OwnLock.begin(instance);
    bound.extend_from_slice(officer.as_bytes());
    bound.extend_from_slice(place);
    bound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;

    fn keys() -> OfficerKeys {
        let instance = InstanceId::from_bytes([7; 16]);
        let officer = OfficerId::draw().unwrap();
        OfficerKeys::draw(instance, Digest::NONE, officer).unwrap()
    }

    #[test]
    fn what_an_officer_locks_opens_for_that_officer_in_that_place_alone() {
        let keys = keys();
        let locked = OwnLock::of(&keys).lock(b"memory", b"a roster").unwrap();
        assert_eq!(locked.len(), b"a roster".len() + OwnLock::OVERHEAD);
        let opened = OwnLock::of(&keys.clone()).open(b"memory", &locked).unwrap();
        assert_eq!(*opened, b"a roster");

        let namesake = OfficerKeys {
            officer: OfficerId::draw().unwrap(),
            ..keys.clone()
        };
        let elsewhere = OfficerKeys {
            instance: InstanceId::from_bytes([8; 16]),
            ..keys.clone()
        };
        let other_keys = OfficerKeys {
            officer: keys.officer,
            ..self::keys()
        };
        for other in [&namesake, &elsewhere, &other_keys] {
            let opened = OwnLock::of(other).open(b"memory", &locked);
            assert_eq!(opened.unwrap_err(), LockError::Damaged);
        }
        let own = OwnLock::of(&keys);
        assert!(own.open(b"docket", &locked).is_err());
        for place in 0..locked.len() {
            let mut changed = locked.clone();
            changed[place] ^= 1;
            assert!(own.open(b"memory", &changed).is_err(), "{place}");
            assert!(own.open(b"memory", &locked[..place]).is_err(), "{place}");
        }
    }

    #[test]
    fn an_officers_own_lock_never_shows_itself() {
        assert_eq!(format!("{:?}", OwnLock::of(&keys())), "OwnLock(hidden)");
    }
}
