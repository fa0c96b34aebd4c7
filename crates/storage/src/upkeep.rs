use std::sync::Arc;

use casework::{Act, ActDay, ActKind};
use futures_util::TryStreamExt;
use seal::{Day, InstanceId};

use crate::act::Done;
use crate::chore::{self, Lease};
use crate::chunk::{self, ChunkPlace};
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::waiting_chunk::{self, WaitingPlace};
use crate::{
    account, act, act_day, blob, case, case_key, invitation, reply, resend, row_shuffle, session,
    sign_in,
};

/// The door for the nightly chores. Any number of processes may call it: each chore is done by one of
/// them, once a day.
#[derive(Clone)]
pub struct Upkeep(pub(crate) Arc<Shelves>);

/// The moment of a call: chores are done by the day, and leased by the second.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The day in the instance's offset.
    pub day: Day,
    /// Seconds since 1970-01-01 UTC.
    pub unix_seconds: i64,
}

/// What came of a chore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoreOutcome {
    /// It is done, and so many things were touched.
    Done(u64),
    /// It was done today already, or somebody else is at it.
    NotOurs,
}

impl Upkeep {
    pub(crate) fn new(shelves: Arc<Shelves>) -> Self {
        Self(shelves)
    }

    /// Writes the blobs and rows of the days before today once more, in random order, so that
    /// neither times nor places on the disk tell in which order they arrived (PROTOCOL 5).
    ///
    /// # Errors
    /// Storage that fails on the way. What was not shuffled is shuffled the next time.
    pub async fn shuffle(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, from)) = self.take("shuffle", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let read = move |tx: &mut ReadTx<'_>| {
            let kept = chunk::arrived_between(tx, from, now.day)?;
            let waiting = waiting_chunk::arrived_between(tx, from, now.day)?;
            let kept = kept.into_iter().map(BlobPlace::Kept);
            Ok(kept
                .chain(waiting.into_iter().map(BlobPlace::Waiting))
                .collect())
        };
        let places: Vec<BlobPlace> = in_random_order(self.0.main.read(read).await?)?;
        let mut moved = Vec::with_capacity(places.len());
        for place in places {
            if self.move_blob(&place).await? {
                moved.push(place);
            }
        }
        for place in &moved {
            self.0.blobs.delete(place.blob()).await?;
        }
        let moved = u64::try_from(moved.len()).map_err(StoreError::broken)?;
        row_shuffle::shuffle(&self.0.main, row_shuffle::MAIN, from, now.day).await?;
        row_shuffle::shuffle(&self.0.keystore, row_shuffle::KEYSTORE, from, now.day).await?;
        self.finish("shuffle", lease, now).await?;
        Ok(ChoreOutcome::Done(moved))
    }

    /// Removes what accepted parcels that were never finished left behind more than two days ago:
    /// blobs and keys that belong to no case. The key that a case was under before an officer declined it
    /// is destroyed, where that was interrupted. Chunks that were sent ahead are given up once nothing
    /// was added to their parcel for three days. The keystore's log is emptied of destroyed keys.
    ///
    /// # Errors
    /// Storage that fails on the way. The chore is not done then, and has to be tried again.
    pub async fn sweep(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, _)) = self.take("sweep", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let before = now
            .unix_seconds
            .saturating_sub(i64::from(DAYS_LEFT_LYING) * A_DAY);
        let mut swept = self.0.blobs.sweep_unfinished(before).await?;
        swept += self.sweep_waiting(now.day.plus(-DAYS_WAITING)).await?;
        swept += self.sweep_blobs(before).await?;
        swept += self.sweep_keys(now.day.plus(-DAYS_LEFT_LYING)).await?;
        self.take_over_keys().await?;
        // Also for keys that were destroyed by day while somebody read.
        self.0.keystore.clear_log().await?;
        self.finish("sweep", lease, now).await?;
        Ok(ChoreOutcome::Done(swept))
    }

    /// Notes whose accounts somebody failed to sign in to since yesterday, then gathers the acts of every
    /// day before today that is not gathered yet into one digest a day. When days ahead of today were
    /// gathered, which a clock left behind that was set back, their followers are too: else none would be.
    ///
    /// # Errors
    /// Storage that fails on the way. Days that were gathered stay so.
    pub async fn gather_acts(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, _)) = self.take("gather acts", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let instance = self.0.instance;
        let failed = move |tx: &mut WriteTx<'_>| {
            let since = now.unix_seconds.saturating_sub(A_DAY);
            for (name, officer) in account::names(tx)? {
                if sign_in::failed_since(tx, &name, since)? > 0 {
                    let failed = Done::in_office(ActKind::SignInFailed, None).to(officer);
                    act::record(tx, instance, failed, now.day)?;
                }
            }
            Ok(())
        };
        self.0.main.write("note failed sign-ins", failed).await?;
        let mut gathered = 0;
        loop {
            // In one write with what it speaks for: an act that comes meanwhile is before it or on a later day.
            let gather = move |tx: &mut WriteTx<'_>| {
                let last = act_day::last(tx)?;
                let on = act::next_day(tx, last.map(|day| day.on))?;
                let is_ahead = last.is_some_and(|last| last.on >= now.day);
                let Some(on) = on.filter(|on| *on < now.day || is_ahead) else {
                    return Ok(false);
                };
                let begun = ActDay::begin(instance, on, last.as_ref());
                let day = gather_day(tx, instance, begun)?;
                act_day::record(tx, day)?;
                Ok(true)
            };
            if !self.0.main.write("gather acts", gather).await? {
                break;
            }
            gathered += 1;
        }
        let last = self.0.main.read(|tx| act_day::last(tx)).await?;
        if last.is_some_and(|last| last.on >= now.day) {
            tracing::error!("The record of acts is ahead of the clock, which was set back.");
        }
        self.finish("gather acts", lease, now).await?;
        Ok(ChoreOutcome::Done(gathered))
    }

    /// Removes replies whose time in the mailbox is over, digests of forms sent more than seven days
    /// ago, and sessions, invitations and attempts to sign in that are over.
    ///
    /// # Errors
    /// Storage that fails on the way.
    pub async fn forget_old(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, _)) = self.take("forget old", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let forget = move |tx: &mut WriteTx<'_>| {
            reply::forget_old(tx, now.day)?;
            session::forget_old(tx, now.unix_seconds)?;
            sign_in::forget_old(tx, now.unix_seconds)?;
            invitation::forget_old(tx, now.unix_seconds)?;
            resend::forget_old(tx, now.day)
        };
        self.0.main.write("forget what is old", forget).await?;
        self.finish("forget old", lease, now).await?;
        Ok(ChoreOutcome::Done(0))
    }

    /// Gives a blob another name. `false` when it was not where it had been, and nothing was done: its
    /// case was forgotten, or what waited became part of a report. Then its old name is not ours to
    /// delete.
    pub(crate) async fn move_blob(&self, place: &BlobPlace) -> Result<bool, StoreError> {
        let name = blob::blob_name()?;
        let content = match self.0.blobs.read(place.blob()).await {
            Err(StoreError::NotFound) => return Ok(false),
            content => content?,
        };
        self.0.blobs.put(&name, content).await?;
        let (place, row_name) = (place.clone(), name.clone());
        let move_to = move |tx: &mut WriteTx<'_>| match &place {
            BlobPlace::Kept(place) => chunk::move_to(tx, place, &row_name),
            BlobPlace::Waiting(place) => waiting_chunk::move_to(tx, place, &row_name),
        };
        match self.0.main.write("move blob", move_to).await {
            Ok(()) => Ok(true),
            Err(StoreError::NotFound) => {
                self.0.blobs.delete(&name).await?;
                Ok(false)
            }
            Err(fault) => Err(fault),
        }
    }

    async fn sweep_waiting(&self, last: Day) -> Result<u64, StoreError> {
        let mut swept = 0;
        loop {
            let give_up = move |tx: &mut WriteTx<'_>| waiting_chunk::give_up(tx, last, PAGE_ROWS);
            let blobs = self.0.main.write("give up chunks", give_up).await?;
            if blobs.is_empty() {
                return Ok(swept);
            }
            for blob in blobs {
                self.0.blobs.delete(&blob).await?;
                swept += 1;
            }
        }
    }

    async fn sweep_blobs(&self, before: i64) -> Result<u64, StoreError> {
        let mut swept = 0;
        let mut pages = self.0.blobs.older_than(before).try_chunks(PAGE);
        while let Some(names) = pages.try_next().await.map_err(|fault| fault.1)? {
            let asked = names.clone();
            // What waited and became part of a report is in the one table or in the other.
            let look = move |tx: &mut ReadTx<'_>| {
                let mut known = chunk::known(tx, &asked)?;
                known.extend(waiting_chunk::known(tx, &asked)?);
                Ok(known)
            };
            let known = self.0.main.read(look).await?;
            for orphan in names.iter().filter(|name| !known.contains(name)) {
                self.0.blobs.delete(orphan).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    async fn sweep_keys(&self, before: Day) -> Result<u64, StoreError> {
        let mut swept = 0;
        let mut after = None;
        loop {
            let next = move |tx: &mut ReadTx<'_>| case_key::made_before(tx, before, after, PAGE);
            let cases = self.0.keystore.read(next).await?;
            let Some(last) = cases.last() else {
                return Ok(swept);
            };
            after = Some(*last);
            let asked = cases.clone();
            let known = self.0.main.read(move |tx| case::known(tx, &asked)).await?;
            let orphans: Vec<_> = cases
                .into_iter()
                .filter(|case| !known.contains(case))
                .collect();
            if !orphans.is_empty() {
                swept += u64::try_from(orphans.len()).map_err(StoreError::broken)?;
                let destroy =
                    move |tx: &mut WriteTx<'_>| case_key::destroy_old(tx, &orphans, before);
                self.0.keystore.write("sweep case keys", destroy).await?;
            }
        }
    }

    async fn take_over_keys(&self) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let next = move |tx: &mut ReadTx<'_>| case_key::with_next(tx, after, PAGE);
            let cases = self.0.keystore.read(next).await?;
            let Some(last) = cases.last() else {
                return Ok(());
            };
            after = Some(*last);
            let numbers = move |tx: &mut ReadTx<'_>| case::key_numbers(tx, &cases);
            let numbers = self.0.main.read(numbers).await?;
            let take_over = move |tx: &mut WriteTx<'_>| {
                let mut numbers = numbers.iter();
                numbers.try_for_each(|(case, number)| case_key::take_over(tx, *case, *number))
            };
            self.0
                .keystore
                .write("destroy case keys", take_over)
                .await?;
        }
    }

    /// Takes a chore, and says from which day on it has to be done.
    pub(crate) async fn take(
        &self,
        name: &'static str,
        now: Moment,
    ) -> Result<Option<(Lease, Day)>, StoreError> {
        let lease: Lease = seal::random_bytes()?;
        let until = now.unix_seconds.saturating_add(LONGEST_CHORE);
        let take = move |tx: &mut WriteTx<'_>| {
            chore::take(tx, name, lease, now.day, now.unix_seconds, until)
        };
        let taken = match self.0.main.write("take chore", take).await {
            // Two took a chore that nobody ever did.
            Err(StoreError::AlreadyThere) => None,
            taken => taken?,
        };
        Ok(taken.map(|done_on| (lease, done_on)))
    }

    pub(crate) async fn finish(
        &self,
        name: &'static str,
        lease: Lease,
        now: Moment,
    ) -> Result<(), StoreError> {
        let finish = move |tx: &mut WriteTx<'_>| chore::finish(tx, name, lease, now.day);
        self.0.main.write("finish chore", finish).await
    }
}

/// Whose a blob is.
#[derive(Debug, Clone)]
pub(crate) enum BlobPlace {
    Kept(ChunkPlace),
    Waiting(WaitingPlace),
}

impl BlobPlace {
    fn blob(&self) -> &str {
        match self {
            Self::Kept(place) => &place.blob,
            Self::Waiting(place) => &place.blob,
        }
    }
}

fn in_random_order<T>(things: Vec<T>) -> Result<Vec<T>, StoreError> {
    let draw = |thing| Ok((seal::random_bytes::<16>()?, thing));
    let mut drawn = things
        .into_iter()
        .map(draw)
        .collect::<Result<Vec<_>, StoreError>>()?;
    drawn.sort_by_key(|(chance, _)| *chance);
    Ok(drawn.into_iter().map(|(_, thing)| thing).collect())
}

/// Reads the acts of a day in pages, and adds the last one of each subject.
fn gather_day(
    tx: &mut WriteTx<'_>,
    instance: InstanceId,
    begun: ActDay,
) -> Result<ActDay, StoreError> {
    let mut day = begun;
    let mut last: Option<Act> = None;
    loop {
        let after = last.as_ref().map(|act| (act.subject, act.number));
        let acts = act::of_day(tx, begun.on, after, PAGE)?;
        let is_end = acts.len() < PAGE;
        for act in acts {
            if let Some(before) = last.filter(|before| before.subject != act.subject) {
                day = day.add(instance, before.subject, before.digest(instance));
            }
            last = Some(act);
        }
        if is_end {
            let last = last.map(|act| (act.subject, act.digest(instance)));
            return Ok(last.map_or(day, |(subject, digest)| day.add(instance, subject, digest)));
        }
    }
}

const A_DAY: i64 = 86_400;
const DAYS_LEFT_LYING: i32 = 2;
const DAYS_WAITING: i32 = 3;
const LONGEST_CHORE: i64 = 6 * 3_600;
const PAGE: usize = 500;
const PAGE_ROWS: i64 = 500;
