use std::collections::BTreeMap;

use casework::ActKind;
use seal::{CaseId, Day, Digest, Grant, OfficerId, Sender};

use crate::act::{self, Done};
use crate::case_room::CaseRoom;
use crate::grant::LockedGrant;
use crate::locked::Locks;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{case, grant};

/// Grants that are replaced at once, at most.
pub const REWRAPPED_AT_ONCE: usize = 50;

impl CaseRoom {
    /// Puts grants that an officer has sealed to another key of the same officer in the place of the own ones,
    /// all of them in one write, and says how many. Cases that the officer has lost meanwhile are passed over.
    /// The caller has checked the signatures.
    ///
    /// # Errors
    /// `Conflict` when one is made by or for somebody else, under other exclusions or for another epoch than
    /// the officer's own, when it is too long to be read again, or for more than [`REWRAPPED_AT_ONCE`].
    pub async fn rewrap(
        &self,
        officer: OfficerId,
        grants: Vec<Grant>,
        today: Day,
    ) -> Result<usize, StoreError> {
        let instance = self.0.instance;
        let is_own = |grant: &Grant| {
            (grant.grantee, grant.grantor) == (officer, Sender::Officer(officer))
                && grant.to_bytes().len() <= Grant::MOST_BYTES
        };
        if grants.len() > REWRAPPED_AT_ONCE || !grants.iter().all(is_own) {
            return Err(StoreError::Conflict);
        }
        let cases: Vec<CaseId> = grants.iter().map(|grant| grant.case).collect();
        let asked = cases.clone();
        let own =
            move |tx: &mut ReadTx<'_>| Ok((grant::of_officer(tx, officer, &asked)?, asked.clone()));
        let (own, locks) = self.0.read_locked(own).await?;
        let mut held = BTreeMap::new();
        for row in own {
            if let Some(lock) = locks.of(row.case) {
                held.insert(row.case, row.open(lock, instance)?);
            }
        }
        let mut anew = Vec::with_capacity(grants.len());
        for grant in grants {
            let Some(before) = held.get(&grant.case) else {
                continue;
            };
            let fits = (before.instance, before.epoch, before.exclusions)
                == (grant.instance, grant.epoch, grant.exclusions)
                && grant.epoch == case::EPOCH;
            if !fits {
                return Err(StoreError::Conflict);
            }
            // What is kept already is nothing to write down, and a case stands once in a page.
            let mut known = anew.iter().map(|(known, _): &(Grant, Sender)| known.case);
            let is_new = *before != grant && !known.any(|known| known == grant.case);
            if is_new {
                anew.push((grant, before.grantor));
            }
        }
        let count = anew.len();
        let lock = |locks: &Locks| -> Result<Vec<(LockedGrant, Digest, Sender)>, StoreError> {
            let lock = |(grant, made_by): &(Grant, Sender)| {
                let lock = locks.of(grant.case)?;
                let locked = LockedGrant::new(grant, lock, instance);
                Some(locked.map(|locked| (locked, Digest::of(&grant.to_bytes()), *made_by)))
            };
            anew.iter().filter_map(lock).collect()
        };
        let replace = move |tx: &mut WriteTx<'_>, locked: &Vec<(LockedGrant, Digest, Sender)>| {
            let cases: Vec<_> = locked.iter().map(|(grant, ..)| grant.case).collect();
            let held = grant::held_among(tx, officer, &cases)?;
            for (locked, digest, made_by) in
                locked.iter().filter(|(row, ..)| held.contains(&row.case))
            {
                grant::replace(tx, locked, *made_by)?;
                let done = Done::in_case(ActKind::Rewrapped, officer, locked.case).about(*digest);
                act::record(tx, instance, done, today)?;
            }
            Ok(())
        };
        let written = self.0.write_locked("rewrap grants", cases, lock, replace);
        written.await?;
        Ok(count)
    }
}
