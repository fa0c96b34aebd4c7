use casework::{Act, ActKind, ActPage, ActPlace, ActSubject};
use seal::{CaseId, Day, Digest, OfficerId};

use crate::act::{self, Done};
use crate::case_room::CaseRoom;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{act_day, grant};

impl CaseRoom {
    /// The acts of a case, for whoever holds a grant.
    ///
    /// # Errors
    /// `NotFound` without one.
    pub async fn acts_of(
        &self,
        officer: OfficerId,
        case: CaseId,
        after: Option<u32>,
        limit: usize,
    ) -> Result<Vec<Act>, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            act::of_subject(tx, ActSubject::Case(case), after, limit)
        };
        self.0.main.read(read).await
    }

    /// A page of the record of the whole office, for an auditor: who is one is for the caller to know. That
    /// it was read stands in the record too, once a day.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn record(
        &self,
        auditor: Option<OfficerId>,
        from: Option<ActPlace>,
        limit: usize,
        today: Day,
    ) -> Result<ActPage, StoreError> {
        let read_it = Done::in_office(ActKind::RecordRead, auditor);
        self.note_daily(read_it, today).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            let begin = |tx: &mut ReadTx<'_>, after| {
                let next = act::next_day(tx, after)?;
                Ok::<_, StoreError>(next.map(|on| ActPlace { on, after: None }))
            };
            let from = match from {
                Some(place) => Some(place),
                None => begin(tx, None)?,
            };
            let Some(place) = from else {
                return Ok(ActPage::default());
            };
            let acts = act::of_day(tx, place.on, place.after, limit)?;
            let last = acts.last().filter(|_| acts.len() >= limit);
            if let Some(last) = last {
                let next = ActPlace {
                    on: place.on,
                    after: Some((last.subject, last.number)),
                };
                return Ok(ActPage {
                    acts,
                    gathered: None,
                    next: Some(next),
                });
            }
            Ok(ActPage {
                acts,
                gathered: act_day::of(tx, place.on)?,
                next: begin(tx, Some(place.on))?,
            })
        };
        self.0.main.read(read).await
    }

    /// Notes that somebody asked for a case without a grant, once a day for each case and twenty times a day
    /// for each officer: whoever goes on asking fills no record.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn note_refused(
        &self,
        officer: OfficerId,
        case: CaseId,
        today: Day,
    ) -> Result<(), StoreError> {
        let about = Digest::of(case.as_bytes());
        let refused = Done::in_office(ActKind::Refused, Some(officer)).about(about);
        let instance = self.0.instance;
        let look = move |tx: &mut ReadTx<'_>| {
            let count = act::count_today(tx, ActKind::Refused, officer, today)?;
            Ok(count >= MOST_REFUSALS || act::is_noted(tx, refused, today)?)
        };
        if self.0.main.read(look).await? {
            return Ok(());
        }
        let note = move |tx: &mut WriteTx<'_>| act::record_daily(tx, instance, refused, today);
        self.0.main.write("note act", note).await
    }

    pub(crate) async fn note_opened(
        &self,
        officer: OfficerId,
        case: CaseId,
        today: Day,
    ) -> Result<(), StoreError> {
        let opened = Done::in_case(ActKind::Opened, officer, case);
        self.note_held(opened, (officer, case), today).await
    }

    /// Writes down what an officer did in a case that the officer holds, at most once a day.
    pub(crate) async fn note_held(
        &self,
        done: Done,
        (officer, case): (OfficerId, CaseId),
        today: Day,
    ) -> Result<(), StoreError> {
        let look = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            act::is_noted(tx, done, today)
        };
        if self.0.main.read(look).await? {
            return Ok(());
        }
        let instance = self.0.instance;
        let note = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            act::record_daily(tx, instance, done, today)
        };
        self.0.main.write("note opened", note).await
    }

    pub(crate) async fn note_daily(&self, done: Done, today: Day) -> Result<(), StoreError> {
        let look = move |tx: &mut ReadTx<'_>| act::is_noted(tx, done, today);
        if self.0.main.read(look).await? {
            return Ok(());
        }
        let instance = self.0.instance;
        let note = move |tx: &mut WriteTx<'_>| act::record_daily(tx, instance, done, today);
        self.0.main.write("note act", note).await
    }
}

/// Refusals of one officer that a day's record holds.
const MOST_REFUSALS: i64 = 20;
