//! Officers leave a case, of their own or because a holder excludes them: whoever leaves loses grant and docket,
//! and everything else of the case is locked anew (decisions 0037 and 0039).

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{ActKind, Holder, StoredObject, TooFewLeft, check_excluding, check_left};
use seal::{CaseId, CaseLock, Day, Digest, Grant, InstanceId, OfficerId};

use crate::act::{self, Done};
use crate::case_room::{no_repetition, record_object};
use crate::grant::LockedGrant;
use crate::locked::MOST_LOOKS;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{
    barred, case, case_key, docket, grant, mailbox, proposal, reply, task, vault, vault_request,
};

/// What came of it when officers were to leave a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// From now on there is no such case for who left.
    Done,
    /// Too few officers on duty would go on with it. Nothing happened.
    TooFew,
}

/// A case on its way from one outer lock to the next.
#[derive(Debug)]
pub(crate) struct Anew<'l> {
    pub(crate) case: CaseId,
    instance: InstanceId,
    before: &'l CaseLock,
    next: &'l CaseLock,
}

/// Officers on the way out of a case.
#[derive(Debug)]
pub(crate) struct Leaving {
    pub(crate) case: CaseId,
    /// Who says so.
    pub(crate) officer: OfficerId,
    /// What that officer has signed.
    pub(crate) object: StoredObject,
    pub(crate) way: Way,
    pub(crate) on_duty: BTreeSet<OfficerId>,
    pub(crate) today: Day,
}

/// How officers leave a case.
#[derive(Debug)]
pub(crate) enum Way {
    /// The officer has a conflict, and never comes back.
    Declining,
    /// The officer stays, and these never come back.
    Excluding {
        holders: BTreeSet<OfficerId>,
        leave: BTreeSet<OfficerId>,
    },
    /// A colleague takes the officer's place, and the officer may be let in again.
    HandingOver { grant: Grant, exclusions: u32 },
}

impl Anew<'_> {
    /// Takes what lies in a row out of the lock before, and puts it into the next one.
    pub(crate) fn lock(&self, place: &[u8], locked: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (instance, case) = (self.instance, self.case);
        let opened = self.before.open(instance, case, place, locked);
        let opened = opened.map_err(StoreError::broken)?;
        let locked = self.next.lock(instance, case, place, &opened);
        locked.map_err(StoreError::broken)
    }
}

impl Leaving {
    fn leavers(&self) -> BTreeSet<OfficerId> {
        match &self.way {
            Way::Declining | Way::HandingOver { .. } => BTreeSet::from([self.officer]),
            Way::Excluding { leave, .. } => leave.clone(),
        }
    }

    /// Whether enough go on with the case.
    fn check_left(&self, held: &[Holder]) -> Result<(), TooFewLeft> {
        let mut holders: Vec<OfficerId> = held.iter().map(|holder| holder.officer).collect();
        match &self.way {
            Way::Excluding { leave, .. } => {
                return check_excluding(self.officer, leave, held, &self.on_duty);
            }
            Way::HandingOver { grant, .. } => holders.push(grant.grantee),
            Way::Declining => {}
        }
        check_left(&self.leavers(), &holders, &self.on_duty).map(|_| ())
    }

    /// What the record of acts says of it.
    fn acts(&self) -> Vec<Done> {
        let did = |kind| Done::in_case(kind, self.officer, self.case).about(self.object.digest());
        match &self.way {
            Way::Declining => vec![did(ActKind::Declined)],
            Way::Excluding { leave, .. } => {
                let excluded = did(ActKind::Excluded);
                leave.iter().map(|one| excluded.to(*one)).collect()
            }
            Way::HandingOver { grant, .. } => {
                let granted = did(ActKind::Granted).about(Digest::of(&grant.to_bytes()));
                let both = [granted, did(ActKind::HandedOver)];
                both.map(|done| done.to(grant.grantee)).to_vec()
            }
        }
    }
}

impl Shelves {
    /// The next key is durable before anything lies under it; the key before is destroyed when nothing
    /// does any more. What is interrupted between the two opens with both, and the nightly sweep goes on
    /// with it (decision 0037).
    pub(crate) async fn leave(&self, leaving: Leaving) -> Result<Left, StoreError> {
        let leaving = Arc::new(leaving);
        for _ in 0..MOST_LOOKS {
            let Some((number, locks)) = self.begin_leaving(&leaving).await? else {
                continue;
            };
            let Some(left) = self.lock_anew(leaving.clone(), number, locks).await? else {
                continue;
            };
            if left == Left::Done {
                self.end_leaving(leaving.case, number).await;
            }
            return Ok(left);
        }
        Err(StoreError::unreachable("the case is locked anew each time"))
    }

    /// The number of the key that the case is under, its lock and the next one. `None` when it changed
    /// meanwhile.
    pub(crate) async fn begin_leaving(
        &self,
        leaving: &Leaving,
    ) -> Result<Option<(i64, (CaseLock, CaseLock))>, StoreError> {
        let (case, officer) = (leaving.case, leaving.officer);
        let look = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            Ok(case::key_numbers(tx, &[case])?.remove(&case))
        };
        let number = self.main.read(look).await?.ok_or(StoreError::NotFound)?;
        let locks = case_key::next_lock(&self.keystore, case, number).await?;
        Ok(locks.map(|locks| (number, locks)))
    }

    /// Writes what was signed, takes away what the leavers had, and puts everything else into the next
    /// lock, whole or not at all. `None` when the case is under another key by now.
    pub(crate) async fn lock_anew(
        &self,
        leaving: Arc<Leaving>,
        number: i64,
        (before, next): (CaseLock, CaseLock),
    ) -> Result<Option<Left>, StoreError> {
        let instance = self.instance;
        let lock_anew = move |tx: &mut WriteTx<'_>| {
            let Leaving {
                case,
                officer,
                today,
                ..
            } = *leaving;
            grant::require(tx, officer, case)?;
            if case::key_numbers(tx, &[case])?.get(&case) != Some(&number) {
                return Ok(None);
            }
            let held = grant::held(tx, case, &before, instance)?;
            match &leaving.way {
                Way::Declining => {}
                Way::Excluding { holders, leave } => check_seen(&held, holders, leave)?,
                Way::HandingOver { grant, exclusions } => grant::check_new(tx, grant, *exclusions)?,
            }
            if leaving.check_left(&held).is_err() {
                return Ok(Some(Left::TooFew));
            }
            record_object(tx, officer, instance, &leaving.object, today)?;
            for done in leaving.acts() {
                act::record(tx, instance, done, today)?;
            }
            for leaver in leaving.leavers() {
                grant::withdraw(tx, case, leaver)?;
                docket::withdraw(tx, case, leaver)?;
                proposal::withdraw(tx, case, leaver)?;
                task::release(tx, case, leaver)?;
                vault_request::withdraw(tx, case, leaver)?;
                if !matches!(leaving.way, Way::HandingOver { .. }) {
                    barred::record(tx, case, leaver)?;
                }
            }
            let anew = Anew {
                case,
                instance,
                before: &before,
                next: &next,
            };
            grant::lock_anew(tx, &anew)?;
            docket::lock_anew(tx, &anew)?;
            vault::lock_anew(tx, &anew)?;
            vault_request::lock_anew(tx, &anew)?;
            if let Some(mailbox) = mailbox::of_case(tx, case)? {
                reply::lock_anew(tx, mailbox.digest, &anew)?;
            }
            if let Way::HandingOver { grant, .. } = &leaving.way {
                let locked = LockedGrant::new(grant, &next, instance)?;
                let listing = case::listing(tx, case)?;
                grant::record(tx, &locked, listing)?;
            }
            case::note_key(tx, case, number.saturating_add(1))?;
            Ok(Some(Left::Done))
        };
        let written = self.main.write("leave case", lock_anew).await;
        written.map_err(no_repetition)
    }

    /// Destroys the key before. Who was to leave has left already, so a fault here is nobody's who asked:
    /// the nightly sweep does it again.
    async fn end_leaving(&self, case: CaseId, number: i64) {
        let take_over =
            move |tx: &mut WriteTx<'_>| case_key::take_over(tx, case, number.saturating_add(1));
        let destroyed = self.keystore.write("destroy case key", take_over).await;
        if destroyed.is_err() || self.keystore.clear_log().await.is_err() {
            tracing::warn!(
                "the key of a case that was locked anew stays in the keystore until the nightly sweep"
            );
        }
    }
}

/// Whoever excludes has to have seen who holds the case: somebody who was let in meanwhile may be one of the
/// excluded.
pub(crate) fn check_seen(
    held: &[Holder],
    seen: &BTreeSet<OfficerId>,
    leave: &BTreeSet<OfficerId>,
) -> Result<(), StoreError> {
    let held: BTreeSet<OfficerId> = held.iter().map(|holder| holder.officer).collect();
    if held != *seen || !leave.is_subset(&held) {
        return Err(StoreError::Conflict);
    }
    Ok(())
}
