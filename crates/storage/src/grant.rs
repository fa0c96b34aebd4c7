use std::collections::BTreeMap;

use casework::{CaseStatus, Holder, InboxPlace};
use diesel::prelude::*;
use seal::{CaseId, CaseLock, Day, Grant, InstanceId, OfficerId, Sender};

use crate::columns::{
    CaseIdColumn, DayColumn, OfficerIdColumn, RetentionClassColumn, SenderColumn, StatusColumn,
};
use crate::connection::MultiBackend;
use crate::leaving::Anew;
use crate::schema::main::grants;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};
use crate::{barred, object};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = grants, check_for_backend(MultiBackend))]
struct GrantRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    epoch: i64,
    #[diesel(serialize_as = OfficerIdColumn, deserialize_as = OfficerIdColumn)]
    grantee: OfficerId,
    locked: Vec<u8>,
    /// When the case arrived: a list by days is read from the grants alone.
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    received_on: Day,
    /// Where the case stands: so is a list of what waits.
    #[diesel(serialize_as = StatusColumn, deserialize_as = StatusColumn)]
    status: CaseStatus,
    /// As what it is kept, and when it was closed for the first time: so is a list of what is kept no longer.
    kept_as: Option<RetentionClassColumn>,
    closed_on: Option<DayColumn>,
    /// Who let its grantee in, where the grantee has sealed it anew since.
    let_in_by: Option<SenderColumn>,
}

/// What lists read of a case beside each of its grants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) received_on: Day,
    pub(crate) status: CaseStatus,
    pub(crate) kept_as: Option<RetentionClassColumn>,
    pub(crate) closed_on: Option<DayColumn>,
}

impl Listing {
    /// Of a case that arrives on a day.
    pub(crate) const fn new(received_on: Day) -> Self {
        Self {
            received_on,
            status: CaseStatus::Received,
            kept_as: None,
            closed_on: None,
        }
    }
}

/// A grant inside the outer lock of its case, as it lies in the database.
#[derive(Debug, Clone)]
pub(crate) struct LockedGrant {
    pub(crate) case: CaseId,
    epoch: u32,
    grantee: OfficerId,
    locked: Vec<u8>,
}

impl LockedGrant {
    pub(crate) fn new(
        grant: &Grant,
        lock: &CaseLock,
        instance: InstanceId,
    ) -> Result<Self, StoreError> {
        let place = place(grant.epoch, grant.grantee);
        let locked = lock
            .lock(instance, grant.case, &place, &grant.to_bytes())
            .map_err(StoreError::broken)?;
        Ok(Self {
            case: grant.case,
            epoch: grant.epoch,
            grantee: grant.grantee,
            locked,
        })
    }

    pub(crate) fn open(&self, lock: &CaseLock, instance: InstanceId) -> Result<Grant, StoreError> {
        let place = place(self.epoch, self.grantee);
        let grant = lock
            .open(instance, self.case, &place, &self.locked)
            .map_err(StoreError::broken)?;
        Grant::from_bytes(&grant).map_err(StoreError::broken)
    }
}

impl TryFrom<GrantRow> for LockedGrant {
    type Error = StoreError;

    fn try_from(row: GrantRow) -> Result<Self, StoreError> {
        let epoch = row.epoch.try_into().map_err(StoreError::broken)?;
        Ok(Self {
            case: row.case_id,
            epoch,
            grantee: row.grantee,
            locked: row.locked,
        })
    }
}

/// Adds a grant of a case, which lists have so. `AlreadyThere` when the grantee has one for this epoch.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    grant: &LockedGrant,
    listing: Listing,
) -> Result<(), StoreError> {
    let row = GrantRow {
        case_id: grant.case,
        epoch: grant.epoch.into(),
        grantee: grant.grantee,
        locked: grant.locked.clone(),
        received_on: listing.received_on,
        status: listing.status,
        kept_as: listing.kept_as,
        closed_on: listing.closed_on,
        let_in_by: None,
    };
    diesel::insert_into(grants::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Says that the officer may work the case; `NotFound` when there is no grant.
pub(crate) fn require(
    tx: &mut impl Reads,
    officer: OfficerId,
    case: CaseId,
) -> Result<(), StoreError> {
    let held: i64 = grants::table
        .filter(grants::grantee.eq(OfficerIdColumn(officer)))
        .filter(grants::case_id.eq(CaseIdColumn(case)))
        .count()
        .get_result(tx.connection())?;
    if held > 0 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// The cases an officer holds a grant for, in the order of their ids.
pub(crate) fn cases_of(
    tx: &mut impl Reads,
    officer: OfficerId,
    after: Option<CaseId>,
    limit: u32,
) -> Result<Vec<CaseId>, StoreError> {
    let mut cases = grants::table
        .filter(grants::grantee.eq(OfficerIdColumn(officer)))
        .select(grants::case_id)
        .distinct()
        .order(grants::case_id)
        .limit(limit.into())
        .into_boxed();
    if let Some(after) = after {
        cases = cases.filter(grants::case_id.gt(CaseIdColumn(after)));
    }
    let cases: Vec<CaseIdColumn> = cases.load(tx.connection())?;
    Ok(cases.into_iter().map(CaseId::from).collect())
}

/// The cases an officer holds a grant for, the last to arrive first; behind `after`.
pub(crate) fn places_of(
    tx: &mut impl Reads,
    officer: OfficerId,
    after: Option<InboxPlace>,
    limit: usize,
) -> Result<Vec<InboxPlace>, StoreError> {
    let most = |count: usize| i64::try_from(count).map_err(StoreError::broken);
    let own = || {
        grants::table
            .filter(grants::grantee.eq(OfficerIdColumn(officer)))
            .select((grants::received_on, grants::case_id))
            .distinct()
            .order((grants::received_on.desc(), grants::case_id))
            .into_boxed()
    };
    let mut places: Vec<(DayColumn, CaseIdColumn)> = Vec::new();
    let mut earlier = own();
    if let Some(after) = after {
        // One condition for both would be read from the beginning of the index.
        places = own()
            .filter(grants::received_on.eq(DayColumn::from(after.received_on)))
            .filter(grants::case_id.gt(CaseIdColumn(after.case)))
            .limit(most(limit)?)
            .load(tx.connection())?;
        earlier = earlier.filter(grants::received_on.lt(DayColumn::from(after.received_on)));
    }
    let rest = limit.saturating_sub(places.len());
    if rest > 0 {
        let rest: Vec<(DayColumn, CaseIdColumn)> =
            earlier.limit(most(rest)?).load(tx.connection())?;
        places.extend(rest);
    }
    let place = |(day, case): (DayColumn, CaseIdColumn)| InboxPlace {
        received_on: day.into(),
        case: case.into(),
    };
    Ok(places.into_iter().map(place).collect())
}

/// How many cases an officer holds a grant for, counted up to `most`; one more than that where there are more. Every case is
/// in one epoch, so nothing is counted twice.
pub(crate) fn count_of(
    tx: &mut impl Reads,
    officer: OfficerId,
    most: u32,
) -> Result<u32, StoreError> {
    let held = || grants::table.filter(grants::grantee.eq(OfficerIdColumn(officer)));
    let beyond: Option<CaseIdColumn> = held()
        .select(grants::case_id)
        .order((grants::received_on.desc(), grants::case_id))
        .offset(most.into())
        .first(tx.connection())
        .optional()?;
    if beyond.is_some() {
        return Ok(most.saturating_add(1));
    }
    let count: i64 = held().count().get_result(tx.connection())?;
    u32::try_from(count).map_err(StoreError::broken)
}

/// Which of these cases the officer holds a grant for, in the order of ids.
pub(crate) fn held_among(
    tx: &mut impl Reads,
    officer: OfficerId,
    cases: &[CaseId],
) -> Result<Vec<CaseId>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let held: Vec<CaseIdColumn> = grants::table
        .filter(grants::grantee.eq(OfficerIdColumn(officer)))
        .filter(grants::case_id.eq_any(cases))
        .select(grants::case_id)
        .distinct()
        .order(grants::case_id)
        .load(tx.connection())?;
    Ok(held.into_iter().map(CaseId::from).collect())
}

/// The officer's own grants for these cases, oldest epoch first.
pub(crate) fn of_officer(
    tx: &mut impl Reads,
    officer: OfficerId,
    cases: &[CaseId],
) -> Result<Vec<LockedGrant>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<GrantRow> = grants::table
        .filter(grants::grantee.eq(OfficerIdColumn(officer)))
        .filter(grants::case_id.eq_any(cases))
        .order((grants::case_id, grants::epoch))
        .select(GrantRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(LockedGrant::try_from).collect()
}

/// Who holds a grant for the case.
pub(crate) fn holders_of(tx: &mut impl Reads, case: CaseId) -> Result<Vec<OfficerId>, StoreError> {
    let holders: Vec<OfficerIdColumn> = grants::table
        .filter(grants::case_id.eq(CaseIdColumn(case)))
        .select(grants::grantee)
        .distinct()
        .order(grants::grantee)
        .load(tx.connection())?;
    Ok(holders.into_iter().map(OfficerId::from).collect())
}

/// Who holds a grant for each of these cases.
pub(crate) fn holders_of_cases(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<OfficerId>>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<(CaseIdColumn, OfficerIdColumn)> = grants::table
        .filter(grants::case_id.eq_any(cases))
        .select((grants::case_id, grants::grantee))
        .distinct()
        .load(tx.connection())?;
    let mut holders: BTreeMap<CaseId, Vec<OfficerId>> = BTreeMap::new();
    for (case, holder) in rows {
        holders.entry(case.into()).or_default().push(holder.into());
    }
    Ok(holders)
}

/// Who holds a grant for the case, and who let them in: who made the grant, or the one before that its grantee has sealed anew.
pub(crate) fn held(
    tx: &mut impl Reads,
    case: CaseId,
    lock: &CaseLock,
    instance: InstanceId,
) -> Result<Vec<Holder>, StoreError> {
    let rows: Vec<GrantRow> = grants::table
        .filter(grants::case_id.eq(CaseIdColumn(case)))
        .order((grants::grantee, grants::epoch))
        .select(GrantRow::as_select())
        .load(tx.connection())?;
    let holder = |row: GrantRow| {
        let first = row.let_in_by.map(Sender::from);
        let grant = LockedGrant::try_from(row)?.open(lock, instance)?;
        Ok(Holder {
            officer: grant.grantee,
            let_in_by: first.unwrap_or(grant.grantor),
        })
    };
    rows.into_iter().map(holder).collect()
}

/// Refuses a grant for somebody who is let in by nobody again, and one whose maker had not seen all exclusions
/// of the case.
pub(crate) fn check_new(
    tx: &mut impl Reads,
    grant: &Grant,
    exclusions: u32,
) -> Result<(), StoreError> {
    let is_stale = object::exclusions_in(tx, grant.case)? != exclusions;
    if is_stale || barred::is_barred(tx, grant.case, grant.grantee)? {
        return Err(StoreError::Conflict);
    }
    Ok(())
}

/// Puts a grant that its grantee made in the place of the one before, which the caller has read. Who made the first one
/// stays beside it. `Conflict` when another one lies there: it may be that of somebody else, who has let in the grantee anew.
pub(crate) fn replace(
    tx: &mut WriteTx<'_>,
    grant: &LockedGrant,
    (before, made_by): (&LockedGrant, Sender),
) -> Result<(), StoreError> {
    let row = (
        CaseIdColumn(grant.case),
        i64::from(grant.epoch),
        OfficerIdColumn(grant.grantee),
    );
    let as_read = grants::table
        .find(row)
        .filter(grants::locked.eq(&before.locked));
    let replaced = diesel::update(as_read)
        .set(grants::locked.eq(&grant.locked))
        .execute(tx.connection())?;
    if replaced == 0 {
        return Err(StoreError::Conflict);
    }
    if made_by != Sender::Officer(grant.grantee) {
        diesel::update(grants::table.find(row).filter(grants::let_in_by.is_null()))
            .set(grants::let_in_by.eq(SenderColumn::from(made_by)))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// Notes beside each grant of a case where the case stands.
pub(crate) fn note_status(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    status: CaseStatus,
) -> Result<(), StoreError> {
    diesel::update(grants::table.filter(grants::case_id.eq(CaseIdColumn(case))))
        .set(grants::status.eq(StatusColumn::from(status)))
        .execute(tx.connection())?;
    Ok(())
}

/// Takes from an officer all grants of a case.
pub(crate) fn withdraw(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    let own = grants::table
        .filter(grants::case_id.eq(CaseIdColumn(case)))
        .filter(grants::grantee.eq(OfficerIdColumn(officer)));
    diesel::delete(own).execute(tx.connection())?;
    Ok(())
}

/// Locks all grants of a case anew.
pub(crate) fn lock_anew(tx: &mut WriteTx<'_>, anew: &Anew<'_>) -> Result<(), StoreError> {
    let rows: Vec<(i64, OfficerIdColumn, Vec<u8>)> = grants::table
        .filter(grants::case_id.eq(CaseIdColumn(anew.case)))
        .select((grants::epoch, grants::grantee, grants::locked))
        .load(tx.connection())?;
    for (epoch, grantee, locked) in rows {
        let place = place(
            epoch.try_into().map_err(StoreError::broken)?,
            grantee.into(),
        );
        let row = grants::table.find((CaseIdColumn(anew.case), epoch, grantee));
        diesel::update(row)
            .set(grants::locked.eq(anew.lock(&place, &locked)?))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// All grants of a case, locked.
pub(crate) fn locked_in(tx: &mut impl Reads, case: CaseId) -> Result<Vec<LockedGrant>, StoreError> {
    let rows: Vec<GrantRow> = grants::table
        .filter(grants::case_id.eq(CaseIdColumn(case)))
        .select(GrantRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(LockedGrant::try_from).collect()
}

/// Removes all grants of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(grants::table.filter(grants::case_id.eq(CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}

/// The row that a locked grant belongs to; locked bytes of another row do not open.
fn place(epoch: u32, grantee: OfficerId) -> Vec<u8> {
    [
        b"grant".as_slice(),
        &epoch.to_be_bytes(),
        grantee.as_bytes(),
    ]
    .concat()
}
