use std::collections::BTreeMap;

use casework::{CaseStatus, Priority};
use diesel::prelude::*;
use seal::{BodyId, CaseId, Day, SignedCaseHeader};

use crate::columns::{BodyIdColumn, CaseIdColumn, DayColumn, PriorityColumn, StatusColumn};
use crate::connection::MultiBackend;
use crate::schema::main::cases;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = cases, check_for_backend(MultiBackend))]
struct CaseRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    id: CaseId,
    #[diesel(serialize_as = BodyIdColumn, deserialize_as = BodyIdColumn)]
    body: BodyId,
    header: Vec<u8>,
    #[diesel(serialize_as = StatusColumn, deserialize_as = StatusColumn)]
    status: CaseStatus,
    #[diesel(serialize_as = PriorityColumn, deserialize_as = PriorityColumn)]
    priority: Priority,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    received_on: Day,
    due_on: Option<DayColumn>,
    key_number: i64,
}

/// What a list says of a case without what its reporter signed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cases, check_for_backend(MultiBackend))]
pub(crate) struct Standing {
    #[diesel(deserialize_as = CaseIdColumn)]
    id: CaseId,
    #[diesel(deserialize_as = StatusColumn)]
    pub(crate) status: CaseStatus,
    #[diesel(deserialize_as = PriorityColumn)]
    pub(crate) priority: Priority,
    #[diesel(deserialize_as = DayColumn)]
    pub(crate) received_on: Day,
    due_on: Option<DayColumn>,
}

/// The epoch that every case is in until epochs can be begun (PROTOCOL 3). It is not read from the
/// grants: a holder makes those.
pub(crate) const EPOCH: u32 = 1;

/// What the server knows of a case.
#[derive(Debug, Clone)]
pub struct StoredCase {
    /// What the reporter signed about it.
    pub header: SignedCaseHeader,
    /// Where the work stands.
    pub status: CaseStatus,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// When something has to be done, where a day is set.
    pub due_on: Option<Day>,
}

/// How soon a case wants work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasePlan {
    /// Where the work stands.
    pub status: CaseStatus,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// The day that an officer set.
    pub due_on: Option<Day>,
}

impl Standing {
    pub(crate) fn due_on(&self) -> Option<Day> {
        self.due_on.map(Day::from)
    }
}

impl TryFrom<CaseRow> for StoredCase {
    type Error = StoreError;

    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        Ok(Self {
            header: SignedCaseHeader::from_bytes(&row.header).map_err(StoreError::broken)?,
            status: row.status,
            priority: row.priority,
            received_on: row.received_on,
            due_on: row.due_on.map(Day::from),
        })
    }
}

/// Opens a case that lies under the one of its keys with this number. `AlreadyThere` when there is a case
/// with this id.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    header: &SignedCaseHeader,
    key_number: i64,
    today: Day,
) -> Result<(), StoreError> {
    let row = CaseRow {
        id: header.case,
        body: header.body,
        header: header.to_bytes(),
        status: CaseStatus::Received,
        priority: Priority::Normal,
        received_on: today,
        due_on: None,
        key_number,
    };
    diesel::insert_into(cases::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The case with this id.
pub(crate) fn find(tx: &mut impl Reads, id: CaseId) -> Result<Option<StoredCase>, StoreError> {
    let row: Option<CaseRow> = cases::table
        .find(CaseIdColumn(id))
        .select(CaseRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(StoredCase::try_from).transpose()
}

/// The cases with these ids, in the order of ids; those that are gone are left out.
pub(crate) fn all_of(tx: &mut impl Reads, ids: &[CaseId]) -> Result<Vec<StoredCase>, StoreError> {
    let ids: Vec<_> = ids.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<CaseRow> = cases::table
        .filter(cases::id.eq_any(ids))
        .order(cases::id)
        .select(CaseRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(StoredCase::try_from).collect()
}

/// Where the work stands in the cases with these ids; those that are gone are left out.
pub(crate) fn standings_of(
    tx: &mut impl Reads,
    ids: &[CaseId],
) -> Result<BTreeMap<CaseId, Standing>, StoreError> {
    let ids: Vec<_> = ids.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<Standing> = cases::table
        .filter(cases::id.eq_any(ids))
        .select(Standing::as_select())
        .load(tx.connection())?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// When a case arrived.
pub(crate) fn received_on(tx: &mut impl Reads, id: CaseId) -> Result<Day, StoreError> {
    let day: DayColumn = cases::table
        .find(CaseIdColumn(id))
        .select(cases::received_on)
        .first(tx.connection())?;
    Ok(day.into())
}

/// Under which of its keys each of these cases lies; those that are gone are left out.
pub(crate) fn key_numbers(
    tx: &mut impl Reads,
    ids: &[CaseId],
) -> Result<BTreeMap<CaseId, i64>, StoreError> {
    let ids: Vec<_> = ids.iter().copied().map(CaseIdColumn).collect();
    let numbers: Vec<(CaseIdColumn, i64)> = cases::table
        .filter(cases::id.eq_any(ids))
        .select((cases::id, cases::key_number))
        .load(tx.connection())?;
    let number = |(case, number): (CaseIdColumn, i64)| (case.into(), number);
    Ok(numbers.into_iter().map(number).collect())
}

/// Notes that everything of the case lies under the key with this number.
pub(crate) fn note_key(tx: &mut WriteTx<'_>, id: CaseId, number: i64) -> Result<(), StoreError> {
    diesel::update(cases::table.find(CaseIdColumn(id)))
        .set(cases::key_number.eq(number))
        .execute(tx.connection())?;
    Ok(())
}

/// Which of these ids are cases.
pub(crate) fn known(tx: &mut impl Reads, ids: &[CaseId]) -> Result<Vec<CaseId>, StoreError> {
    let ids: Vec<_> = ids.iter().copied().map(CaseIdColumn).collect();
    let known: Vec<CaseIdColumn> = cases::table
        .filter(cases::id.eq_any(ids))
        .select(cases::id)
        .load(tx.connection())?;
    Ok(known.into_iter().map(CaseId::from).collect())
}

/// Says where the work stands.
pub(crate) fn set_status(
    tx: &mut WriteTx<'_>,
    id: CaseId,
    status: CaseStatus,
) -> Result<(), StoreError> {
    let changed = diesel::update(cases::table.find(CaseIdColumn(id)))
        .set(cases::status.eq(StatusColumn::from(status)))
        .execute(tx.connection())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Notes that an officer has answered, unless the work is further along.
pub(crate) fn note_answer(tx: &mut WriteTx<'_>, id: CaseId) -> Result<(), StoreError> {
    let fresh = cases::table
        .find(CaseIdColumn(id))
        .filter(cases::status.eq(StatusColumn::from(CaseStatus::Received)));
    diesel::update(fresh)
        .set(cases::status.eq(StatusColumn::from(CaseStatus::Answered)))
        .execute(tx.connection())?;
    Ok(())
}

/// Sets how soon a case wants work and by when.
pub(crate) fn plan(
    tx: &mut WriteTx<'_>,
    id: CaseId,
    priority: Priority,
    due_on: Option<Day>,
) -> Result<(), StoreError> {
    let changed = diesel::update(cases::table.find(CaseIdColumn(id)))
        .set((
            cases::priority.eq(PriorityColumn::from(priority)),
            cases::due_on.eq(due_on.map(DayColumn::from)),
        ))
        .execute(tx.connection())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// How soon a case wants work.
pub(crate) fn plan_of(tx: &mut impl Reads, id: CaseId) -> Result<CasePlan, StoreError> {
    let standing: Standing = cases::table
        .find(CaseIdColumn(id))
        .select(Standing::as_select())
        .first(tx.connection())?;
    Ok(CasePlan {
        status: standing.status,
        priority: standing.priority,
        received_on: standing.received_on,
        due_on: standing.due_on(),
    })
}

/// Removes the case; everything that refers to it has to be gone.
pub(crate) fn forget(tx: &mut WriteTx<'_>, id: CaseId) -> Result<(), StoreError> {
    diesel::delete(cases::table.find(CaseIdColumn(id))).execute(tx.connection())?;
    Ok(())
}
