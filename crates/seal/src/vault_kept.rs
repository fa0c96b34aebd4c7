use std::collections::BTreeSet;

use crate::day::Day;
use crate::exclusion::Exclusions;
use crate::parcel::{ParcelError, part, put_part};
use crate::sharing::SharingScheme;
use crate::signing::VerifyingKey;
use crate::trust::Trust;
use crate::vault::VaultPlace;
use crate::vault_custodians::Custodians;
use crate::vault_share::SealedShare;
use crate::wire::Reader;

/// What is kept beside the object with a vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptVault {
    /// How many custodians are needed.
    pub needed: u8,
    /// What each of them keeps.
    pub shares: Vec<SealedShare>,
}

impl KeptVault {
    /// `needed 1 ‖ people 1 ‖ each share with its length`.
    pub(crate) fn put(&self, bytes: &mut Vec<u8>) {
        bytes.push(self.needed);
        bytes.push(u8::try_from(self.shares.len()).unwrap_or(u8::MAX));
        for share in &self.shares {
            put_part(bytes, &share.to_bytes());
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParcelError> {
        let (needed, people) = (reader.u8()?, reader.u8()?);
        SharingScheme::new(needed, people).map_err(|_| ParcelError::Malformed)?;
        let mut shares = Vec::with_capacity(usize::from(people));
        for _ in 0..people {
            let share = SealedShare::from_bytes(part(reader, MOST_SHARE_BYTES)?);
            shares.push(share.map_err(|_| ParcelError::Malformed)?);
        }
        Ok(Self { needed, shares })
    }

    /// Looks whether the reporter signed every share for this vault.
    pub(crate) fn check(&self, place: &VaultPlace, key: &VerifyingKey) -> Result<(), ParcelError> {
        let mut shares = self.shares.iter();
        Ok(shares.try_for_each(|share| share.check(place, key))?)
    }

    /// Looks whether its custodians may keep it by the roster of this day: on duty, each once, and of no body as many as
    /// open it. Who holds the case and who is left out only its reporter knows.
    pub(crate) fn check_custodians(&self, trust: &Trust, today: Day) -> Result<(), ParcelError> {
        let again = |_| ParcelError::SealAgain;
        let ids: Vec<_> = self.shares.iter().map(|share| share.custodian).collect();
        let people = u8::try_from(ids.len()).map_err(|_| ParcelError::Malformed)?;
        let scheme = SharingScheme::new(self.needed, people).map_err(|_| ParcelError::Malformed)?;
        let nobody = Exclusions::none().map_err(|_| ParcelError::SealAgain)?;
        let chosen = Custodians::appoint(trust, scheme, &ids, &BTreeSet::new(), &nobody, today);
        chosen.map(drop).map_err(again)
    }
}

/// Bytes of a sealed share, at most. Five people keep six parts of 32 bytes each, in an age file to one recipient.
const MOST_SHARE_BYTES: usize = 8 * 1_024;
