//! Forgetting a case (PROTOCOL 7).

use casework::{ActKind, Pending};
use seal::{CaseId, Day, InstanceId};

use crate::act::{self, Done};
use crate::chore::Lease;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::upkeep::{ChoreOutcome, Moment, Upkeep};
use crate::{
    barred, case, case_key, chunk, claim, docket, grant, mailbox, object, proposal, protection,
    referral, reply, resend, review, task, vault,
};

impl Upkeep {
    /// Writes into the record of each case that was to be forgotten and whose reporter wrote since, that it is not,
    /// and takes the proposal away. Says how many cases there were.
    ///
    /// It is not done when the message arrives: the reporter's door reads and writes no record. From that moment on
    /// nobody could agree to the proposal any more.
    ///
    /// # Errors
    /// Storage that fails on the way. What was written stays, and the rest follows.
    pub async fn note_objections(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, _)): Option<(Lease, Day)> = self.take("note objections", now).await?
        else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let instance = self.0.instance;
        let look = |tx: &mut ReadTx<'_>| proposal::objected(tx);
        let mut noted = 0_u64;
        for case in self.0.main.read(look).await? {
            let settle = move |tx: &mut WriteTx<'_>| settle_objection(tx, instance, case, now.day);
            self.0.main.write("note objection", settle).await?;
            noted = noted.saturating_add(1);
        }
        self.finish("note objections", lease, now).await?;
        Ok(ChoreOutcome::Done(noted))
    }
}

/// Takes away that the case be forgotten, where its reporter wrote since. Returns what waits in the case then.
pub(crate) fn settle_objection(
    tx: &mut WriteTx<'_>,
    instance: InstanceId,
    case: CaseId,
    today: Day,
) -> Result<Option<Pending>, StoreError> {
    let proposed = proposal::find(tx, case)?;
    let is_objected = proposed.as_ref().is_some_and(|found| found.is_objected);
    if !is_objected {
        return Ok(proposed.map(|found| found.pending));
    }
    proposal::forget(tx, case)?;
    let objected = Done::about_case(ActKind::ForgetObjected, case);
    act::record(tx, instance, objected, today)?;
    Ok(None)
}

/// Removes everything of a case but its record of acts, and says which blobs are nobody's now. That a message arrives
/// in the same moment fails the one or the other: what refers to a case cannot outlive it.
pub(crate) fn forget_rows(tx: &mut WriteTx<'_>, case: CaseId) -> Result<Vec<String>, StoreError> {
    if let Some(mailbox) = mailbox::of_case(tx, case)? {
        reply::forget(tx, mailbox.digest)?;
        resend::forget(tx, mailbox.digest)?;
        mailbox::forget(tx, mailbox.digest)?;
    }
    let blobs = chunk::forget(tx, case)?;
    object::forget(tx, case)?;
    grant::forget(tx, case)?;
    claim::forget(tx, case)?;
    docket::forget(tx, case)?;
    proposal::forget(tx, case)?;
    protection::forget(tx, case)?;
    review::forget(tx, case)?;
    task::forget(tx, case)?;
    referral::forget(tx, case)?;
    vault::forget(tx, case)?;
    barred::forget(tx, case)?;
    case::forget(tx, case)?;
    Ok(blobs)
}

impl Shelves {
    /// Destroys the key of a case whose rows are gone, then its blobs. Rows go first: the write that removes them is
    /// the one in which it is looked whether the case may go. What is interrupted on the way is swept at night, as a
    /// key and blobs without a case. A keystore on PostgreSQL has the key on its disk for longer; `case_key.rs` says
    /// for how long.
    pub(crate) async fn finish_forgetting(
        &self,
        case: CaseId,
        blobs: Vec<String>,
    ) -> Result<(), StoreError> {
        let destroy = move |tx: &mut WriteTx<'_>| case_key::destroy(tx, case);
        self.keystore.write("destroy case key", destroy).await?;
        for blob in blobs {
            self.blobs.delete(&blob).await?;
        }
        if self.keystore.clear_log().await.is_err() {
            // The case is forgotten all the same, and nobody could ask for it again.
            tracing::warn!("a destroyed key stays in the keystore's log until the nightly sweep");
        }
        Ok(())
    }
}

#[cfg(test)]
impl crate::CaseRoom {
    /// Forgets a case at once, for tests of what is left: which case may be forgotten when is not asked.
    pub(crate) async fn forget_case(
        &self,
        case: CaseId,
        [one, other]: [seal::OfficerId; 2],
        today: Day,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let forget = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, one, case)?;
            grant::require(tx, other, case)?;
            let forgotten = Done::in_case(ActKind::Forgotten, one, case).to(other);
            act::record(tx, instance, forgotten, today)?;
            forget_rows(tx, case)
        };
        let blobs = self.0.main.write("forget case", forget).await?;
        self.0.finish_forgetting(case, blobs).await
    }
}
