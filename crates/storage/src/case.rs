use std::collections::BTreeMap;

use casework::{CaseStage, CaseStatus, InboxPlace, Kept, Priority};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use seal::answer::Silence;
use seal::{BodyId, CaseId, Day, ObjectId, OfficerId, SignedCaseHeader};

use crate::columns::{
    BodyIdColumn, CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn, PriorityColumn,
    RetentionClassColumn, StageColumn, StatusColumn,
};
use crate::connection::MultiBackend;
use crate::grant::Listing;
use crate::schema::main::{cases, grants};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};
use crate::{grant, protection, retention};

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
    #[diesel(serialize_as = StageColumn, deserialize_as = StageColumn)]
    stage: CaseStage,
    silent_on: Option<DayColumn>,
    review_by: Option<DayColumn>,
}

/// What a list says of a case without what its reporter signed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cases, check_for_backend(MultiBackend))]
pub(crate) struct CaseState {
    #[diesel(deserialize_as = CaseIdColumn)]
    id: CaseId,
    #[diesel(deserialize_as = StatusColumn)]
    pub(crate) status: CaseStatus,
    #[diesel(deserialize_as = StageColumn)]
    pub(crate) stage: CaseStage,
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
    /// Where it stands, as the reporter is told.
    pub status: CaseStatus,
    /// Where the work stands.
    pub stage: CaseStage,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// When something has to be done, where a day is set.
    pub due_on: Option<Day>,
    /// That the reporter was not answered by the promised day.
    pub silence: Option<Silence>,
}

/// How soon a case wants work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePlan {
    /// Where the work stands.
    pub status: CaseStatus,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// The day that an officer set.
    pub due_on: Option<Day>,
    /// Requests for protection that nobody has decided on, each with the day of its arrival.
    pub undecided: Vec<(ObjectId, Day)>,
    /// As what the closed case is kept.
    pub kept: Option<Kept>,
}

impl CaseState {
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
            stage: row.stage,
            priority: row.priority,
            received_on: row.received_on,
            due_on: row.due_on.map(Day::from),
            silence: row
                .silent_on
                .zip(row.review_by)
                .map(|(promised_on, review_by)| Silence {
                    promised_on: promised_on.into(),
                    review_by: review_by.into(),
                }),
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
        stage: CaseStage::Received,
        silent_on: None,
        review_by: None,
    };
    diesel::insert_into(cases::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Of which body the case is, where there is one with this id.
pub(crate) fn body_of(tx: &mut impl Reads, id: CaseId) -> Result<Option<BodyId>, StoreError> {
    let body: Option<BodyIdColumn> = cases::table
        .find(CaseIdColumn(id))
        .select(cases::body)
        .first(tx.connection())
        .optional()?;
    Ok(body.map(BodyId::from))
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
pub(crate) fn states_of(
    tx: &mut impl Reads,
    ids: &[CaseId],
) -> Result<BTreeMap<CaseId, CaseState>, StoreError> {
    let ids: Vec<_> = ids.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<CaseState> = cases::table
        .filter(cases::id.eq_any(ids))
        .select(CaseState::as_select())
        .load(tx.connection())?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What lists read of a case beside each of its grants.
pub(crate) fn listing(tx: &mut impl Reads, id: CaseId) -> Result<Listing, StoreError> {
    type Row = (
        DayColumn,
        StatusColumn,
        Option<RetentionClassColumn>,
        Option<DayColumn>,
    );
    let (received_on, status, kept_as, closed_on): Row = cases::table
        .find(CaseIdColumn(id))
        .select((
            cases::received_on,
            cases::status,
            cases::kept_as,
            cases::closed_on,
        ))
        .first(tx.connection())?;
    Ok(Listing {
        received_on: received_on.into(),
        status: status.into(),
        kept_as,
        closed_on,
    })
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

/// Some of the cases, in the order of their ids.
pub(crate) fn ids(
    tx: &mut impl Reads,
    after: Option<CaseId>,
    limit: usize,
) -> Result<Vec<CaseId>, StoreError> {
    let mut all = cases::table
        .select(cases::id)
        .order(cases::id)
        .limit(i64::try_from(limit).map_err(StoreError::broken)?)
        .into_boxed();
    if let Some(after) = after {
        all = all.filter(cases::id.gt(CaseIdColumn(after)));
    }
    let ids: Vec<CaseIdColumn> = all.load(tx.connection())?;
    Ok(ids.into_iter().map(CaseId::from).collect())
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

/// Notes which card lists show from now on.
pub(crate) fn note_card(
    tx: &mut WriteTx<'_>,
    id: CaseId,
    card: ObjectId,
) -> Result<(), StoreError> {
    diesel::update(cases::table.find(CaseIdColumn(id)))
        .set(cases::card.eq(ObjectIdColumn(card)))
        .execute(tx.connection())?;
    Ok(())
}

/// The cards that officers have made for these cases; a case without one has its reporter's.
pub(crate) fn made_cards(
    tx: &mut impl Reads,
    ids: &[CaseId],
) -> Result<BTreeMap<CaseId, ObjectId>, StoreError> {
    let ids: Vec<_> = ids.iter().copied().map(CaseIdColumn).collect();
    let cards: Vec<(CaseIdColumn, Option<ObjectIdColumn>)> = cases::table
        .filter(cases::id.eq_any(ids))
        .filter(cases::card.is_not_null())
        .select((cases::id, cases::card))
        .load(tx.connection())?;
    let made = |(case, card): (CaseIdColumn, Option<ObjectIdColumn>)| {
        Some((CaseId::from(case), ObjectId::from(card?)))
    };
    Ok(cards.into_iter().filter_map(made).collect())
}

/// Sets how soon a case wants work.
pub(crate) fn set_priority(
    tx: &mut WriteTx<'_>,
    id: CaseId,
    priority: Priority,
) -> Result<(), StoreError> {
    diesel::update(cases::table.find(CaseIdColumn(id)))
        .set(cases::priority.eq(PriorityColumn::from(priority)))
        .execute(tx.connection())?;
    Ok(())
}

/// Notes that an officer has answered, unless the work is further along.
pub(crate) fn note_answer(tx: &mut WriteTx<'_>, id: CaseId) -> Result<(), StoreError> {
    let fresh = cases::table
        .find(CaseIdColumn(id))
        .filter(cases::status.eq(StatusColumn::from(CaseStatus::Received)));
    let changed = diesel::update(fresh)
        .set(cases::status.eq(StatusColumn::from(CaseStatus::Answered)))
        .execute(tx.connection())?;
    if changed > 0 {
        grant::note_status(tx, id, CaseStatus::Answered)?;
    }
    let fresh = cases::table
        .find(CaseIdColumn(id))
        .filter(cases::stage.eq(StageColumn::from(CaseStage::Received)));
    diesel::update(fresh)
        .set(cases::stage.eq(StageColumn::from(CaseStage::Acknowledged)))
        .execute(tx.connection())?;
    Ok(())
}

/// Cases that arrived on `through` or before, were not answered, and of which that is not written down yet, the
/// oldest first, each with the day of its arrival.
pub(crate) fn unanswered(
    tx: &mut impl Reads,
    through: Day,
    limit: i64,
) -> Result<Vec<(CaseId, Day)>, StoreError> {
    let rows: Vec<(CaseIdColumn, DayColumn)> = cases::table
        .filter(cases::status.eq(StatusColumn::from(CaseStatus::Received)))
        .filter(cases::silent_on.is_null())
        .filter(cases::received_on.le(DayColumn::from(through)))
        .order((cases::received_on, cases::id))
        .limit(limit)
        .select((cases::id, cases::received_on))
        .load(tx.connection())?;
    let row = |(case, day): (CaseIdColumn, DayColumn)| (case.into(), day.into());
    Ok(rows.into_iter().map(row).collect())
}

/// The places of cases with this status that arrived on `through` or before, the first to arrive first; behind `after`.
pub(crate) fn waiting_through(
    tx: &mut impl Reads,
    status: CaseStatus,
    through: Day,
    after: Option<InboxPlace>,
    limit: usize,
) -> Result<Vec<InboxPlace>, StoreError> {
    let most = |count: usize| i64::try_from(count).map_err(StoreError::broken);
    let waiting = || {
        cases::table
            .filter(cases::status.eq(StatusColumn::from(status)))
            .filter(cases::received_on.le(DayColumn::from(through)))
            .select((cases::received_on, cases::id))
            .order((cases::received_on, cases::id))
            .into_boxed()
    };
    let mut places: Vec<(DayColumn, CaseIdColumn)> = Vec::new();
    let mut later = waiting();
    if let Some(after) = after {
        // One condition for both would be read from the beginning of the index.
        places = waiting()
            .filter(cases::received_on.eq(DayColumn::from(after.received_on)))
            .filter(cases::id.gt(CaseIdColumn(after.case)))
            .limit(most(limit)?)
            .load(tx.connection())?;
        later = later.filter(cases::received_on.gt(DayColumn::from(after.received_on)));
    }
    let rest = limit.saturating_sub(places.len());
    if rest > 0 {
        places.extend(
            later
                .limit(most(rest)?)
                .load::<(DayColumn, CaseIdColumn)>(tx.connection())?,
        );
    }
    let place = |(day, case): (DayColumn, CaseIdColumn)| InboxPlace {
        received_on: day.into(),
        case: case.into(),
    };
    Ok(places.into_iter().map(place).collect())
}

/// Cases that are not closed and that one of `holders` can open and none of `others`, the first to arrive first.
pub(crate) fn held_only_by(
    tx: &mut impl Reads,
    holders: &[OfficerId],
    others: &[OfficerId],
    limit: i64,
) -> Result<Vec<(CaseId, CaseStatus, Day)>, StoreError> {
    let columns =
        |ids: &[OfficerId]| -> Vec<_> { ids.iter().copied().map(OfficerIdColumn).collect() };
    let held_by = |ids: &[OfficerId]| {
        grants::table
            .filter(grants::case_id.eq(cases::id))
            .filter(grants::grantee.eq_any(columns(ids)))
            .select(grants::case_id)
    };
    let rows: Vec<(CaseIdColumn, StatusColumn, DayColumn)> = cases::table
        .filter(cases::status.eq_any(StatusColumn::open()))
        .filter(exists(held_by(holders)))
        .filter(not(exists(held_by(others))))
        .order((cases::received_on, cases::id))
        .limit(limit)
        .select((cases::id, cases::status, cases::received_on))
        .load(tx.connection())?;
    let row = |(case, status, day): (CaseIdColumn, StatusColumn, DayColumn)| {
        (case.into(), status.into(), day.into())
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Writes down that no answer came. What was written stays.
pub(crate) fn note_silence(
    tx: &mut WriteTx<'_>,
    id: CaseId,
    silence: Silence,
) -> Result<(), StoreError> {
    let not_yet = cases::table
        .find(CaseIdColumn(id))
        .filter(cases::silent_on.is_null());
    diesel::update(not_yet)
        .set((
            cases::silent_on.eq(DayColumn::from(silence.promised_on)),
            cases::review_by.eq(DayColumn::from(silence.review_by)),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Sets how soon a case wants work, where that is to change, and by when.
pub(crate) fn plan(
    tx: &mut WriteTx<'_>,
    id: CaseId,
    priority: Option<Priority>,
    due_on: Option<Day>,
) -> Result<(), StoreError> {
    if let Some(priority) = priority {
        set_priority(tx, id, priority)?;
    }
    let changed = diesel::update(cases::table.find(CaseIdColumn(id)))
        .set(cases::due_on.eq(due_on.map(DayColumn::from)))
        .execute(tx.connection())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// How soon a case wants work.
pub(crate) fn plan_of(tx: &mut impl Reads, id: CaseId) -> Result<CasePlan, StoreError> {
    let state: CaseState = cases::table
        .find(CaseIdColumn(id))
        .select(CaseState::as_select())
        .first(tx.connection())?;
    let protections = protection::of_case(tx, id)?.into_iter();
    let undecided = protections.filter_map(|known| {
        let since = known.undecided_since?;
        Some((known.state.request, since))
    });
    Ok(CasePlan {
        undecided: undecided.collect(),
        kept: match state.status {
            CaseStatus::Closed => retention::of_case(tx, id)?,
            CaseStatus::Received | CaseStatus::Answered => None,
        },
        status: state.status,
        priority: state.priority,
        received_on: state.received_on,
        due_on: state.due_on(),
    })
}

/// Removes the case; everything that refers to it has to be gone.
pub(crate) fn forget(tx: &mut WriteTx<'_>, id: CaseId) -> Result<(), StoreError> {
    diesel::delete(cases::table.find(CaseIdColumn(id))).execute(tx.connection())?;
    Ok(())
}
