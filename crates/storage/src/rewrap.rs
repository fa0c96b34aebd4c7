use std::collections::BTreeMap;

use casework::ActKind;
use seal::{CaseId, Day, Digest, Grant, OfficerId, Sender};

use crate::act::{self, Done};
use crate::case_room::CaseRoom;
use crate::grant::LockedGrant;
use crate::locked::{Locks, MOST_LOOKS};
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{case, grant};

/// Grants that are replaced at once, at most.
pub const REWRAPPED_AT_ONCE: usize = 50;

impl CaseRoom {
    /// Puts grants that an officer has sealed to another key of the same officer in the place of the own ones,
    /// all of them in one write, and says how many. Cases that the officer has lost meanwhile are passed over. Where another
    /// one lies there by the time of the write, everything is looked at again.
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
        let is_own = |grant: &Grant| {
            (grant.grantee, grant.grantor) == (officer, Sender::Officer(officer))
                && grant.to_bytes().len() <= Grant::MOST_BYTES
        };
        if grants.len() > REWRAPPED_AT_ONCE || !grants.iter().all(is_own) {
            return Err(StoreError::Conflict);
        }
        for _ in 0..MOST_LOOKS {
            let anew = self.look_at_own(officer, &grants).await?;
            match self.put_anew(officer, &anew, today).await {
                Err(StoreError::Conflict) => {}
                done => return done.map(|()| anew.len()),
            }
        }
        Err(StoreError::Conflict)
    }

    /// What replaces something else, with the grant that lies there now.
    pub(crate) async fn look_at_own(
        &self,
        officer: OfficerId,
        grants: &[Grant],
    ) -> Result<Vec<Anew>, StoreError> {
        let instance = self.0.instance;
        let asked: Vec<CaseId> = grants.iter().map(|grant| grant.case).collect();
        let own =
            move |tx: &mut ReadTx<'_>| Ok((grant::of_officer(tx, officer, &asked)?, asked.clone()));
        let (own, locks) = self.0.read_locked(own).await?;
        let mut held = BTreeMap::new();
        for row in own {
            if let Some(lock) = locks.of(row.case) {
                let opened = row.open(lock, instance)?;
                held.insert(row.case, (row, opened));
            }
        }
        let mut anew: Vec<Anew> = Vec::with_capacity(grants.len());
        for grant in grants {
            let Some((row, before)) = held.get(&grant.case) else {
                continue;
            };
            let fits = (before.instance, before.epoch, before.exclusions)
                == (grant.instance, grant.epoch, grant.exclusions)
                && grant.epoch == case::EPOCH;
            if !fits {
                return Err(StoreError::Conflict);
            }
            // What is kept already is nothing to write down, and a case stands once in a page.
            let mut known = anew.iter().map(|known| known.grant.case);
            let is_new = *before != *grant && !known.any(|known| known == grant.case);
            if is_new {
                anew.push(Anew {
                    grant: grant.clone(),
                    before: row.clone(),
                    made_by: before.grantor,
                });
            }
        }
        Ok(anew)
    }

    /// `Conflict` when one lies there that was not looked at: the officer may have been let in anew by somebody else, or the
    /// case was locked anew.
    pub(crate) async fn put_anew(
        &self,
        officer: OfficerId,
        anew: &[Anew],
        today: Day,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let cases = anew.iter().map(|one| one.grant.case).collect();
        let lock = |locks: &Locks| -> Result<Vec<Locked>, StoreError> {
            let lock = |one: &Anew| {
                let lock = locks.of(one.grant.case)?;
                let locked = LockedGrant::new(&one.grant, lock, instance);
                Some(locked.map(|locked| Locked {
                    locked,
                    digest: Digest::of(&one.grant.to_bytes()),
                    before: one.before.clone(),
                    made_by: one.made_by,
                }))
            };
            anew.iter().filter_map(lock).collect()
        };
        let replace = move |tx: &mut WriteTx<'_>, all: &Vec<Locked>| {
            let cases: Vec<_> = all.iter().map(|one| one.locked.case).collect();
            let held = grant::held_among(tx, officer, &cases)?;
            for one in all.iter().filter(|one| held.contains(&one.locked.case)) {
                grant::replace(tx, &one.locked, (&one.before, one.made_by))?;
                let done = Done::in_case(ActKind::Rewrapped, officer, one.locked.case);
                act::record(tx, instance, done.about(one.digest), today)?;
            }
            Ok(())
        };
        let written = self.0.write_locked("rewrap grants", cases, lock, replace);
        written.await
    }
}

/// A grant that replaces another one.
#[derive(Debug)]
pub(crate) struct Anew {
    grant: Grant,
    /// What lay there when it was looked at, and who made that.
    before: LockedGrant,
    made_by: Sender,
}

/// The same inside the outer lock of its case.
struct Locked {
    locked: LockedGrant,
    digest: Digest,
    before: LockedGrant,
    made_by: Sender,
}
