//! What leads and auditors see of the work as numbers. Everything is counted in the database.

use std::collections::BTreeMap;

use casework::{ActKind, CaseStatus};
use diesel::prelude::*;
use seal::{BodyId, Day, OfficerId};

use crate::act::Done;
use crate::case_room::CaseRoom;
use crate::columns::{BodyIdColumn, DayColumn, OfficerIdColumn, StatusColumn};
use crate::schema::main::{cases, grants, tasks};
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads};

/// What a lead's own cases say of the officers who hold them too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The load of each officer who holds one of them.
    pub loads: BTreeMap<OfficerId, Load>,
    /// How many arrived within each of the bands that were asked for.
    pub ages: Vec<u64>,
}

/// How much an officer has to do, as far as the asking lead holds the cases too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Cases that are not closed.
    pub cases: u64,
    /// Of those, the ones whose promise to the reporter was not kept.
    pub overdue: u64,
    /// Open tasks whose day is over.
    pub tasks: u64,
}

/// The totals of one body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Reports that arrived since the day that was asked for.
    pub received: u64,
    /// Cases that are not closed.
    pub open: u64,
    /// Cases that are closed.
    pub closed: u64,
    /// Cases whose promise to the reporter was not kept.
    pub overdue: u64,
}

/// A status with the last day of arrival of the cases whose promise is over.
pub type OverdueThrough = Vec<(CaseStatus, Day)>;

diesel::alias!(grants as others: Others);

impl CaseRoom {
    /// What the lead's own open cases say: the load of everybody who holds them, and how old they are. A case that
    /// the lead does not hold is in no number.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn overview(
        &self,
        lead: OfficerId,
        through: OverdueThrough,
        ages: Vec<(Day, Day)>,
        today: Day,
    ) -> Result<Overview, StoreError> {
        let count = move |tx: &mut ReadTx<'_>| {
            let mut loads: BTreeMap<OfficerId, Load> = BTreeMap::new();
            for (officer, cases) in held_with(tx, lead)? {
                loads.entry(officer).or_default().cases = cases;
            }
            for (status, day) in &through {
                for (officer, cases) in overdue_with(tx, lead, *status, *day)? {
                    let load = loads.entry(officer).or_default();
                    load.overdue = load.overdue.saturating_add(cases);
                }
            }
            for (officer, tasks) in tasks_with(tx, lead, today)? {
                loads.entry(officer).or_default().tasks = tasks;
            }
            let ages = ages
                .iter()
                .map(|(from, to)| arrived(tx, lead, *from, *to))
                .collect::<Result<_, _>>()?;
            Ok(Overview { loads, ages })
        };
        self.0.main.read(count).await
    }

    /// The totals of one body, for an auditor; who is one is for the caller to know. That it was read stands in the
    /// record, once a day.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn totals(
        &self,
        auditor: OfficerId,
        body: BodyId,
        (since, through): (Day, OverdueThrough),
        today: Day,
    ) -> Result<Totals, StoreError> {
        let read_it = Done::in_office(ActKind::RecordRead, Some(auditor));
        self.note_daily(read_it, today).await?;
        let count = move |tx: &mut ReadTx<'_>| {
            let mut totals = Totals::default();
            for status in CaseStatus::ALL.iter().copied() {
                let all = of_body(tx, body, status, (None, None))?;
                totals.received =
                    totals
                        .received
                        .saturating_add(of_body(tx, body, status, (Some(since), None))?);
                match status {
                    CaseStatus::Closed => totals.closed = all,
                    CaseStatus::Received | CaseStatus::Answered => {
                        totals.open = totals.open.saturating_add(all);
                    }
                }
            }
            for (status, day) in &through {
                let late = of_body(tx, body, *status, (None, Some(*day)))?;
                totals.overdue = totals.overdue.saturating_add(late);
            }
            Ok(totals)
        };
        self.0.main.read(count).await
    }
}

type Counted = Result<Vec<(OfficerId, u64)>, StoreError>;

/// How many of the lead's open cases each officer holds.
fn held_with(tx: &mut impl Reads, lead: OfficerId) -> Counted {
    let rows: Vec<(OfficerIdColumn, i64)> = grants::table
        .inner_join(others.on(others.field(grants::case_id).eq(grants::case_id)))
        .filter(grants::grantee.eq(OfficerIdColumn(lead)))
        .filter(grants::status.eq_any(StatusColumn::open()))
        .group_by(others.field(grants::grantee))
        .select((others.field(grants::grantee), diesel::dsl::count_star()))
        .load(tx.connection())?;
    counted(rows)
}

/// How many of those with this status that arrived on `through` or before.
fn overdue_with(tx: &mut impl Reads, lead: OfficerId, status: CaseStatus, through: Day) -> Counted {
    let rows: Vec<(OfficerIdColumn, i64)> = grants::table
        .inner_join(others.on(others.field(grants::case_id).eq(grants::case_id)))
        .filter(grants::grantee.eq(OfficerIdColumn(lead)))
        .filter(grants::status.eq(StatusColumn::from(status)))
        .filter(grants::received_on.le(DayColumn::from(through)))
        .group_by(others.field(grants::grantee))
        .select((others.field(grants::grantee), diesel::dsl::count_star()))
        .load(tx.connection())?;
    counted(rows)
}

/// How many tasks of each officer in the lead's open cases should have been done before today.
fn tasks_with(tx: &mut impl Reads, lead: OfficerId, today: Day) -> Counted {
    let rows: Vec<(Option<OfficerIdColumn>, i64)> = tasks::table
        .inner_join(grants::table.on(grants::case_id.eq(tasks::case_id)))
        // Each task costs one look, in an index of short rows.
        .filter(grants::grantee.eq(OfficerIdColumn(lead)))
        .filter(grants::status.eq_any(StatusColumn::open()))
        .filter(tasks::is_open.eq(true))
        .filter(tasks::due_on.lt(DayColumn::from(today)))
        .filter(tasks::officer.is_not_null())
        .group_by(tasks::officer)
        .select((tasks::officer, diesel::dsl::count_star()))
        .load(tx.connection())?;
    let named = |(officer, count): (Option<OfficerIdColumn>, i64)| Some((officer?, count));
    counted(rows.into_iter().filter_map(named).collect())
}

/// How many of the lead's open cases arrived from `from` on and before `to`.
fn arrived(tx: &mut impl Reads, lead: OfficerId, from: Day, to: Day) -> Result<u64, StoreError> {
    let count: i64 = grants::table
        .filter(grants::grantee.eq(OfficerIdColumn(lead)))
        .filter(grants::status.eq_any(StatusColumn::open()))
        .filter(grants::received_on.ge(DayColumn::from(from)))
        .filter(grants::received_on.lt(DayColumn::from(to)))
        .count()
        .get_result(tx.connection())?;
    u64::try_from(count).map_err(StoreError::broken)
}

/// How many cases of a body stand here that arrived from one day on and until another.
fn of_body(
    tx: &mut impl Reads,
    body: BodyId,
    status: CaseStatus,
    (since, through): (Option<Day>, Option<Day>),
) -> Result<u64, StoreError> {
    let mut meant = cases::table
        .filter(cases::body.eq(BodyIdColumn(body)))
        .filter(cases::status.eq(StatusColumn::from(status)))
        .into_boxed();
    if let Some(since) = since {
        meant = meant.filter(cases::received_on.ge(DayColumn::from(since)));
    }
    if let Some(through) = through {
        meant = meant.filter(cases::received_on.le(DayColumn::from(through)));
    }
    let count: i64 = meant.count().get_result(tx.connection())?;
    u64::try_from(count).map_err(StoreError::broken)
}

fn counted(rows: Vec<(OfficerIdColumn, i64)>) -> Counted {
    let count = |(officer, count): (OfficerIdColumn, i64)| {
        Ok((
            officer.into(),
            u64::try_from(count).map_err(StoreError::broken)?,
        ))
    };
    rows.into_iter().map(count).collect()
}
