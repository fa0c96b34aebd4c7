//! What the night writes down of promises: that no answer came, that no decision came, and what reporters asked for.

use std::sync::Arc;

use casework::{ActKind, ActSubject, Deadlines};
use seal::Kind;
use seal::answer::Silence;

use crate::act::{self, Done};
use crate::store_error::StoreError;
use crate::transaction::WriteTx;
use crate::upkeep::{ChoreOutcome, Moment, Upkeep};
use crate::{case, object, protection};

impl Upkeep {
    /// Writes into the record of each case that was not answered by the day promised for it that nobody answered, once
    /// and for good: the reporter reads it, and may ask for a review. Says how many there were.
    ///
    /// A clock that leapt ahead silences nothing: what passed in one leap is believed in the night after.
    ///
    /// # Errors
    /// Storage that fails on the way. What was written stays, and the rest follows.
    pub async fn note_silence(
        &self,
        deadlines: Arc<Deadlines>,
        now: Moment,
    ) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, before)) = self.take("note silence", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let instance = self.0.instance;
        let through = deadlines.silent_through(now.day.min(before.plus(1)));
        let mut noted = 0;
        while let Some(through) = through {
            let deadlines = deadlines.clone();
            let note = move |tx: &mut WriteTx<'_>| {
                let silent = case::unanswered(tx, through, AT_ONCE)?;
                for (id, received_on) in &silent {
                    let silence = Silence {
                        promised_on: deadlines.feedback_by(*received_on),
                        review_by: deadlines.review_by(*received_on),
                    };
                    case::note_silence(tx, *id, silence)?;
                    let silent = Done::about_case(ActKind::Silent, *id);
                    act::record(tx, instance, silent, now.day)?;
                }
                Ok(silent.len())
            };
            let page = self.0.main.write("note silence", note).await?;
            if page == 0 {
                break;
            }
            noted += u64::try_from(page).map_err(StoreError::broken)?;
        }
        self.finish("note silence", lease, now).await?;
        Ok(ChoreOutcome::Done(noted))
    }

    /// Writes into the record of each case in which a request for protection was not decided on by the day promised for
    /// it that no decision came. That counts as a refusal, which may be contested. Emergency measures run on.
    ///
    /// A clock that leapt ahead writes nothing, as in [`note_silence`](Self::note_silence).
    ///
    /// # Errors
    /// Storage that fails on the way. What was written stays, and the rest follows.
    pub async fn note_unprotected(
        &self,
        deadlines: &Deadlines,
        now: Moment,
    ) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, before)) = self.take("note unprotected", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let instance = self.0.instance;
        let through = deadlines.unprotected_through(now.day.min(before.plus(1)));
        let mut noted = 0;
        while let Some(through) = through {
            let note = move |tx: &mut WriteTx<'_>| {
                let late = protection::undecided(tx, through, AT_ONCE)?;
                for (case, request) in &late {
                    protection::run_out(tx, *case, *request, now.day)?;
                    let (kind, subject) = (ActKind::ProtectionSilent, ActSubject::Case(*case));
                    // Whoever asks again and again fills no record.
                    if !act::is_noted_since(tx, subject, kind, now.day)? {
                        act::record(tx, instance, Done::about_case(kind, *case), now.day)?;
                    }
                }
                Ok(late.len())
            };
            let page = self.0.main.write("note unprotected", note).await?;
            if page == 0 {
                break;
            }
            noted += u64::try_from(page).map_err(StoreError::broken)?;
        }
        self.finish("note unprotected", lease, now).await?;
        Ok(ChoreOutcome::Done(noted))
    }

    /// Writes into the record of each case whose reporter asked for a review since the last time that this was asked
    /// for, once a night however often it was. Says how many cases there were.
    ///
    /// It is not done when the wish arrives: the reporter's door reads and writes no record.
    ///
    /// # Errors
    /// Storage that fails on the way. What was written stays, and the rest follows.
    pub async fn note_reviews(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let wish = ("note reviews", Kind::Request, ActKind::ReviewAsked);
        self.note_wishes(wish, now).await
    }

    /// The same for reporters who asked for protection.
    ///
    /// # Errors
    /// Storage that fails on the way. What was written stays, and the rest follows.
    pub async fn note_protection_asked(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let wish = (
            "note protection asked",
            Kind::ProtectionRequest,
            ActKind::ProtectionAsked,
        );
        self.note_wishes(wish, now).await
    }

    async fn note_wishes(
        &self,
        (chore, kind, act): (&'static str, Kind, ActKind),
        now: Moment,
    ) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, from)) = self.take(chore, now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let instance = self.0.instance;
        let (mut noted, mut after) = (0, None);
        loop {
            let note = move |tx: &mut WriteTx<'_>| {
                let days = (from, now.day);
                let wishes = object::wishes(tx, kind, days, after, AT_ONCE)?;
                let mut noted = 0_u64;
                for (_, id, digest) in &wishes {
                    let asked = Done::about_case(act, *id).about(*digest);
                    let subject = ActSubject::Case(*id);
                    if !act::is_noted_since(tx, subject, act, now.day)? {
                        act::record(tx, instance, asked, now.day)?;
                        noted = noted.saturating_add(1);
                    }
                }
                Ok((noted, wishes.last().map(|(place, ..)| *place)))
            };
            let (count, last) = self.0.main.write(chore, note).await?;
            noted += count;
            if last.is_none() {
                break;
            }
            after = last;
        }
        self.finish(chore, lease, now).await?;
        Ok(ChoreOutcome::Done(noted))
    }
}

/// A write of so many waits for no other one longer than a report does.
const AT_ONCE: i64 = 100;
