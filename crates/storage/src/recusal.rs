use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{ActKind, Recusal, StoredObject};
use seal::{CaseId, CaseLock, Day, InstanceId, Kind, OfficerId, REPLY_BYTES, SealedObject};

use crate::act::{self, Done};
use crate::case_room::{CaseRoom, no_repetition, record_object};
use crate::locked::MOST_LOOKS;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{case, case_key, docket, grant, mailbox, proposal, reply};

/// What came of declining a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recused {
    /// From now on there is no such case for the officer.
    Done,
    /// Fewer than [`casework::LIVE_HOLDERS`] others would go on with it. Nothing happened.
    TooFewLeft,
}

/// A case on its way from one outer lock to the next.
#[derive(Debug)]
pub(crate) struct Anew<'l> {
    pub(crate) case: CaseId,
    instance: InstanceId,
    before: &'l CaseLock,
    next: &'l CaseLock,
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

impl CaseRoom {
    /// Takes a case from an officer who declines it because of a conflict, and keeps the reason for those
    /// who go on with it. Everything of the case is locked anew and the key before is destroyed, so that the
    /// officer's grant opens in no backup of the main database either. The caller has checked the signature,
    /// and says who is on duty. What was begun goes on to its end even when nobody waits for it any more.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` for another kind of object, for one that is too long, or one
    /// that does not go on where the officer's last object in the case ended.
    pub async fn recuse(
        &self,
        officer: OfficerId,
        recusal: SealedObject,
        on_duty: BTreeSet<OfficerId>,
        today: Day,
    ) -> Result<Recused, StoreError> {
        let fits = recusal.to_bytes().len() <= REPLY_BYTES;
        if recusal.header.kind != Kind::Exclusion || !fits {
            return Err(StoreError::Conflict);
        }
        let leaving = Leaving {
            case: recusal.header.case,
            officer,
            recusal: recusal.into(),
            on_duty,
            today,
        };
        let shelves = self.0.clone();
        tokio::spawn(async move { shelves.recuse(leaving).await }).await?
    }
}

/// An officer on the way out of a case.
#[derive(Debug)]
pub(crate) struct Leaving {
    pub(crate) case: CaseId,
    pub(crate) officer: OfficerId,
    pub(crate) recusal: StoredObject,
    pub(crate) on_duty: BTreeSet<OfficerId>,
    pub(crate) today: Day,
}

impl Shelves {
    /// The next key is durable before anything lies under it; the key before is destroyed when nothing
    /// does any more. What is interrupted between the two opens with both, and the nightly sweep goes on
    /// with it (decision 0037).
    async fn recuse(&self, leaving: Leaving) -> Result<Recused, StoreError> {
        let leaving = Arc::new(leaving);
        for _ in 0..MOST_LOOKS {
            let Some((number, locks)) = self.begin_recusal(&leaving).await? else {
                continue;
            };
            let Some(recused) = self.lock_anew(leaving.clone(), number, locks).await? else {
                continue;
            };
            if recused == Recused::Done {
                self.end_recusal(leaving.case, number).await;
            }
            return Ok(recused);
        }
        Err(StoreError::unreachable("the case is locked anew each time"))
    }

    /// The number of the key that the case is under, its lock and the next one. `None` when it changed
    /// meanwhile.
    pub(crate) async fn begin_recusal(
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

    /// Writes the recusal, takes away what the officer had, and puts everything else into the next lock,
    /// whole or not at all. `None` when the case is under another key by now.
    pub(crate) async fn lock_anew(
        &self,
        leaving: Arc<Leaving>,
        number: i64,
        (before, next): (CaseLock, CaseLock),
    ) -> Result<Option<Recused>, StoreError> {
        let instance = self.instance;
        let lock_anew = move |tx: &mut WriteTx<'_>| {
            let Leaving { case, officer, .. } = *leaving;
            grant::require(tx, officer, case)?;
            if case::key_numbers(tx, &[case])?.get(&case) != Some(&number) {
                return Ok(None);
            }
            let holders = grant::holders_of(tx, case)?;
            if Recusal::check_left(officer, &holders, &leaving.on_duty).is_err() {
                return Ok(Some(Recused::TooFewLeft));
            }
            record_object(tx, officer, instance, &leaving.recusal, leaving.today)?;
            let declined = Done::in_case(ActKind::Declined, officer, case);
            let declined = declined.about(leaving.recusal.digest());
            act::record(tx, instance, declined, leaving.today)?;
            grant::withdraw(tx, case, officer)?;
            docket::withdraw(tx, case, officer)?;
            proposal::withdraw(tx, case, officer)?;
            let anew = Anew {
                case,
                instance,
                before: &before,
                next: &next,
            };
            grant::lock_anew(tx, &anew)?;
            docket::lock_anew(tx, &anew)?;
            if let Some(mailbox) = mailbox::of_case(tx, case)? {
                reply::lock_anew(tx, mailbox.digest, &anew)?;
            }
            case::note_key(tx, case, number.saturating_add(1))?;
            Ok(Some(Recused::Done))
        };
        let written = self.main.write("decline case", lock_anew).await;
        written.map_err(no_repetition)
    }

    /// Destroys the key before. The officer has left already, so a fault here is not the officer's: the
    /// nightly sweep does it again.
    async fn end_recusal(&self, case: CaseId, number: i64) {
        let take_over =
            move |tx: &mut WriteTx<'_>| case_key::take_over(tx, case, number.saturating_add(1));
        let destroyed = self.keystore.write("destroy case key", take_over).await;
        if destroyed.is_err() || self.keystore.clear_log().await.is_err() {
            tracing::warn!(
                "the key of a declined case stays in the keystore until the nightly sweep"
            );
        }
    }
}
