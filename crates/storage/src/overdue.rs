use std::collections::BTreeSet;

use casework::{ActKind, CaseStatus, InboxPlace, live_holders};
use seal::{CaseId, Day, OfficerId};

use crate::act::Done;
use crate::case_room::CaseRoom;
use crate::store_error::StoreError;
use crate::transaction::ReadTx;
use crate::{case, grant};

/// A case that waits too long, as whoever oversees the office is told of it: nothing of what it is about, and nobody
/// by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueThread {
    /// The case.
    pub case: CaseId,
    /// Where the work stands.
    pub status: CaseStatus,
    /// When it arrived.
    pub received_on: Day,
    /// How many of those on duty can open it.
    pub holders: u32,
}

impl CaseRoom {
    /// A page of the cases that wait too long, the first to arrive first: those that arrived on or before the day that
    /// `through` has for their status. For an auditor; who is one is for the caller to know. That it was read
    /// stands in the record, once a day.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn overdue(
        &self,
        auditor: OfficerId,
        through: Vec<(CaseStatus, Day)>,
        on_duty: BTreeSet<OfficerId>,
        (after, limit): (Option<InboxPlace>, usize),
        today: Day,
    ) -> Result<Vec<OverdueThread>, StoreError> {
        let read_it = Done::in_office(ActKind::RecordRead, Some(auditor));
        self.note_daily(read_it, today).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            let mut found = Vec::new();
            for (status, last) in &through {
                let places = case::waiting_through(tx, *status, *last, after, limit)?;
                found.extend(places.into_iter().map(|place| (place, *status)));
            }
            found.sort_by_key(|(place, _)| (place.received_on, place.case));
            found.truncate(limit);
            let ids: Vec<_> = found.iter().map(|(place, _)| place.case).collect();
            let holders = grant::holders_of_cases(tx, &ids)?;
            let live = |case: &CaseId| {
                let holders = holders
                    .get(case)
                    .map_or(0, |holders| live_holders(holders, &on_duty));
                u32::try_from(holders).unwrap_or(u32::MAX)
            };
            let thread = |(place, status): (InboxPlace, CaseStatus)| OverdueThread {
                case: place.case,
                status,
                received_on: place.received_on,
                holders: live(&place.case),
            };
            Ok(found.into_iter().map(thread).collect())
        };
        self.0.main.read(read).await
    }
}
