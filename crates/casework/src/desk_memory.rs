use seal::{Digest, LockError, OfficerKeys, OwnLock, Trust};
use thiserror::Error;

use crate::case_file::CaseBytesError;
use crate::parts::{In, Out};

/// What an officer's client remembers from one sitting at the desk to the next, sealed to itself: the
/// newest roster that it has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskMemory {
    /// Counts what was remembered, from 1. The desk takes the next one only, so that of two clients
    /// of one officer none undoes what the other remembered.
    pub number: u64,
    /// Version of the roster.
    pub roster: u32,
    /// Its digest.
    pub digest: Digest,
}

/// A sealed memory and its number, as they travel and lie at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedMemory {
    /// As in the memory.
    pub number: u64,
    /// [`SealedMemory::BYTES`].
    pub sealed: Vec<u8>,
}

/// The office's list of officers is not one that may follow the remembered one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the list of officers is older than one that was used before, or another one of its number"
)]
pub struct OlderRoster;

impl DeskMemory {
    /// What is to be remembered after `last` of the newest roster; `None` when that is known already.
    ///
    /// # Errors
    /// [`OlderRoster`] when a newer one was used before, or another one of the same version.
    pub fn next(last: Option<&Self>, trust: &Trust) -> Result<Option<Self>, OlderRoster> {
        let newest = trust.newest().map_err(|_| OlderRoster)?;
        let fresh = Self {
            number: last.map_or(1, |last| last.number.saturating_add(1)),
            roster: newest.version,
            digest: newest.digest(),
        };
        let Some(last) = last else {
            return Ok(Some(fresh));
        };
        let mut of_its_version = trust
            .rosters()
            .iter()
            .filter(|one| one.version == last.roster);
        let is_other = of_its_version.any(|one| one.digest() != last.digest);
        if newest.version < last.roster || is_other {
            return Err(OlderRoster);
        }
        Ok((newest.version > last.roster).then_some(fresh))
    }

    /// Seals it for the officer's own client.
    ///
    /// # Errors
    /// [`LockError::NoRandomness`] when no nonce can be drawn.
    pub fn seal(&self, keys: &OfficerKeys) -> Result<SealedMemory, LockError> {
        let mut out = Out::default();
        out.byte(VERSION);
        out.0.extend_from_slice(&self.number.to_be_bytes());
        out.0.extend_from_slice(&self.roster.to_be_bytes());
        out.0.extend_from_slice(self.digest.as_bytes());
        let sealed = OwnLock::of(keys).lock(PLACE, &out.0)?;
        Ok(SealedMemory {
            number: self.number,
            sealed,
        })
    }

    /// Opens one; `None` when it is of another officer, was changed, or stands under another number.
    pub fn open(memory: &SealedMemory, keys: &OfficerKeys) -> Option<Self> {
        let text = OwnLock::of(keys).open(PLACE, &memory.sealed).ok()?;
        let mut rest = In::new(&text);
        if rest.byte().ok()? != VERSION {
            return None;
        }
        let opened = Self {
            number: u64::from_be_bytes(rest.array().ok()?),
            roster: u32::from_be_bytes(rest.array().ok()?),
            digest: Digest::from_bytes(rest.array().ok()?),
        };
        let opened = rest.end(opened).ok()?;
        (opened.number == memory.number).then_some(opened)
    }
}

impl SealedMemory {
    /// Bytes of a sealed memory.
    pub const BYTES: usize = 1 + 8 + 4 + 32 + OwnLock::OVERHEAD;

    /// Writes the number and the sealed memory.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.number.to_be_bytes().as_slice(), &self.sealed].concat()
    }

    /// Reads what [`SealedMemory::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let mut rest = In::new(bytes);
        let memory = Self {
            number: u64::from_be_bytes(rest.array()?),
            sealed: rest.bytes(Self::BYTES)?.to_vec(),
        };
        rest.end(memory)
    }
}

const VERSION: u8 = 1;
const PLACE: &[u8] = b"memory";

#[cfg(test)]
mod tests {
    use seal::{InstanceId, OfficerId};

    use super::*;

    #[test]
    fn a_memory_opens_for_its_officer_under_its_own_number_alone() {
        let keys = || {
            let (instance, officer) = (InstanceId::from_bytes([7; 16]), OfficerId::draw().unwrap());
            OfficerKeys::draw(instance, Digest::NONE, officer).unwrap()
        };
        let own = keys();
        let memory = DeskMemory {
            number: 3,
            roster: 9,
            digest: Digest::of(b"a roster"),
        };
        let sealed = memory.seal(&own).unwrap();
        assert_eq!(sealed.sealed.len(), SealedMemory::BYTES);
        assert_eq!(
            SealedMemory::from_bytes(&sealed.to_bytes()),
            Ok(sealed.clone())
        );
        assert_eq!(DeskMemory::open(&sealed, &own), Some(memory));
        assert_eq!(DeskMemory::open(&sealed, &keys()), None);
        let renumbered = SealedMemory {
            number: 4,
            ..sealed
        };
        assert_eq!(DeskMemory::open(&renumbered, &own), None);
    }
}
