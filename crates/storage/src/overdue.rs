use std::collections::{BTreeMap, BTreeSet};

use casework::{ActKind, CaseStatus, InboxPlace, live_holders};
use seal::{CaseId, Day, OfficerId};

use crate::act::Done;
use crate::case_room::CaseRoom;
use crate::columns::{CaseIdColumn, DayColumn};
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads};
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
    /// Until when all of them are away: the first day on which one is back.
    pub away_until: Option<Day>,
}

/// A referral that another body has not answered in time, as whoever oversees the office is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueReferral {
    /// The case that was referred.
    pub case: CaseId,
    /// By when an answer was asked for.
    pub due_on: Day,
    /// How many of those on duty can open the case.
    pub holders: u32,
}

/// A review that nobody settled in time, as whoever oversees the office is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueReview {
    /// The case.
    pub case: CaseId,
    /// When the reporter asked for it first.
    pub asked_on: Day,
    /// How many of those on duty can open the case.
    pub holders: u32,
}

/// Who is on duty, and who of them is away until which day.
#[derive(Debug, Clone, Default)]
pub struct Presence {
    /// Everybody on duty.
    pub on_duty: BTreeSet<OfficerId>,
    /// The last day of being away, of those who are.
    pub away: BTreeMap<OfficerId, Day>,
}

impl Presence {
    /// How many of these holders are on duty, and until when all of those are away.
    fn of(&self, holders: &[OfficerId]) -> (u32, Option<Day>) {
        let live = holders.iter().filter(|one| self.on_duty.contains(one));
        let returns: Option<Vec<Day>> = live.map(|one| self.away.get(one).copied()).collect();
        let count = live_holders(holders, &self.on_duty);
        let until = returns.and_then(|days| days.into_iter().min());
        (u32::try_from(count).unwrap_or(u32::MAX), until)
    }

    /// Of cases with a day each: how many of those who hold them are on duty.
    pub(crate) fn live_of(
        &self,
        tx: &mut impl Reads,
        rows: Vec<(CaseIdColumn, DayColumn)>,
    ) -> Result<Vec<(CaseId, Day, u32)>, StoreError> {
        let ids: Vec<CaseId> = rows.iter().map(|(case, _)| (*case).into()).collect();
        let holders = grant::holders_of_cases(tx, &ids)?;
        let live = |(case, day): (CaseIdColumn, DayColumn)| {
            let case = CaseId::from(case);
            let held = holders.get(&case).map_or(&[][..], Vec::as_slice);
            let live = live_holders(held, &self.on_duty);
            (case, day.into(), u32::try_from(live).unwrap_or(u32::MAX))
        };
        Ok(rows.into_iter().map(live).collect())
    }
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
        presence: Presence,
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
            let thread = |(place, status): (InboxPlace, CaseStatus)| {
                let held = holders.get(&place.case).map_or(&[][..], Vec::as_slice);
                let (holders, away_until) = presence.of(held);
                OverdueThread {
                    case: place.case,
                    status,
                    received_on: place.received_on,
                    holders,
                    away_until,
                }
            };
            Ok(found.into_iter().map(thread).collect())
        };
        self.0.main.read(read).await
    }

    /// Cases that nobody who is there can open, since all holders on duty are away, the first to arrive first; at most
    /// `limit`, and no closed ones. For an auditor, as [`CaseRoom::overdue`].
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn left_alone(
        &self,
        auditor: OfficerId,
        presence: Presence,
        limit: i64,
        today: Day,
    ) -> Result<Vec<OverdueThread>, StoreError> {
        let read_it = Done::in_office(ActKind::RecordRead, Some(auditor));
        self.note_daily(read_it, today).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            let absent: Vec<_> = presence.away.keys().copied().collect();
            let is_there = |one: &&OfficerId| !presence.away.contains_key(one);
            let present: Vec<_> = presence.on_duty.iter().filter(is_there).copied().collect();
            let found = case::held_only_by(tx, &absent, &present, limit)?;
            let ids: Vec<_> = found.iter().map(|(case, ..)| *case).collect();
            let holders = grant::holders_of_cases(tx, &ids)?;
            let thread = |(case, status, received_on): (CaseId, CaseStatus, Day)| {
                let held = holders.get(&case).map_or(&[][..], Vec::as_slice);
                let (holders, away_until) = presence.of(held);
                OverdueThread {
                    case,
                    status,
                    received_on,
                    holders,
                    away_until,
                }
            };
            Ok(found.into_iter().map(thread).collect())
        };
        self.0.main.read(read).await
    }

    /// Cases of an officer that nobody else who is there can open, the first to arrive first; at most `limit`, and no
    /// closed ones. For the officer before going away.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn alone_with(
        &self,
        officer: OfficerId,
        presence: Presence,
        limit: i64,
    ) -> Result<Vec<CaseId>, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            let is_there = |one: &&OfficerId| **one != officer && !presence.away.contains_key(one);
            let present: Vec<_> = presence.on_duty.iter().filter(is_there).copied().collect();
            let found = case::held_only_by(tx, &[officer], &present, limit)?;
            Ok(found.into_iter().map(|(case, ..)| case).collect())
        };
        self.0.main.read(read).await
    }
}
