use std::collections::BTreeMap;

use casework::SealedDocket;
use diesel::prelude::*;
use seal::{CaseId, CaseLock, InstanceId, ObjectId, OfficerId};

use crate::columns::{CaseIdColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::leaving::Anew;
use crate::schema::main::dockets;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = dockets, check_for_backend(MultiBackend))]
struct DocketRow {
    #[diesel(serialize_as = OfficerIdColumn, deserialize_as = OfficerIdColumn)]
    officer: OfficerId,
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    locked: Vec<u8>,
}

/// A docket inside the outer lock of its case, so that what is forgotten has no title in a backup.
#[derive(Debug, Clone)]
pub(crate) struct LockedDocket {
    pub(crate) case: CaseId,
    /// The card that it was made of.
    pub(crate) card: ObjectId,
    officer: OfficerId,
    locked: Vec<u8>,
}

impl LockedDocket {
    pub(crate) fn new(
        officer: OfficerId,
        docket: &SealedDocket,
        lock: &CaseLock,
        instance: InstanceId,
    ) -> Result<Self, StoreError> {
        let case = docket.case;
        let locked = lock
            .lock(instance, case, &place(officer), &docket.sealed)
            .map_err(StoreError::broken)?;
        Ok(Self {
            case,
            card: docket.card,
            officer,
            locked,
        })
    }
}

/// Takes the outer lock off. What does not open becomes nothing at all, which no client takes for a
/// docket: it says so, and makes another one.
pub(crate) fn open(
    officer: OfficerId,
    case: CaseId,
    locked: &[u8],
    lock: &CaseLock,
    instance: InstanceId,
) -> Vec<u8> {
    lock.open(instance, case, &place(officer), locked)
        .unwrap_or_default()
}

/// Keeps a docket in the place of the one before.
pub(crate) fn put(tx: &mut WriteTx<'_>, docket: &LockedDocket) -> Result<(), StoreError> {
    let before = dockets::table.find((OfficerIdColumn(docket.officer), CaseIdColumn(docket.case)));
    diesel::delete(before).execute(tx.connection())?;
    let row = DocketRow {
        officer: docket.officer,
        case_id: docket.case,
        locked: docket.locked.clone(),
    };
    diesel::insert_into(dockets::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The officer's own dockets of these cases, locked.
pub(crate) fn of_officer(
    tx: &mut impl Reads,
    officer: OfficerId,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<u8>>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<DocketRow> = dockets::table
        .filter(dockets::officer.eq(OfficerIdColumn(officer)))
        .filter(dockets::case_id.eq_any(cases))
        .select(DocketRow::as_select())
        .load(tx.connection())?;
    Ok(rows
        .into_iter()
        .map(|row| (row.case_id, row.locked))
        .collect())
}

/// Everybody's dockets of a case, locked.
pub(crate) fn locked_in(
    tx: &mut impl Reads,
    case: CaseId,
) -> Result<Vec<(OfficerId, Vec<u8>)>, StoreError> {
    let rows: Vec<DocketRow> = dockets::table
        .filter(dockets::case_id.eq(CaseIdColumn(case)))
        .select(DocketRow::as_select())
        .load(tx.connection())?;
    Ok(rows
        .into_iter()
        .map(|row| (row.officer, row.locked))
        .collect())
}

/// Takes away what an officer's client noted of a case.
pub(crate) fn withdraw(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    diesel::delete(dockets::table.find((OfficerIdColumn(officer), CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}

/// Locks all dockets of a case anew. One that does not open goes: its officer's client makes another.
pub(crate) fn lock_anew(tx: &mut WriteTx<'_>, anew: &Anew<'_>) -> Result<(), StoreError> {
    let rows: Vec<(OfficerIdColumn, Vec<u8>)> = dockets::table
        .filter(dockets::case_id.eq(CaseIdColumn(anew.case)))
        .select((dockets::officer, dockets::locked))
        .load(tx.connection())?;
    for (officer, locked) in rows {
        let Ok(locked) = anew.lock(&place(officer.into()), &locked) else {
            withdraw(tx, anew.case, officer.into())?;
            continue;
        };
        diesel::update(dockets::table.find((officer, CaseIdColumn(anew.case))))
            .set(dockets::locked.eq(locked))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// Removes all dockets of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(dockets::table.filter(dockets::case_id.eq(CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}

/// The row that a locked docket belongs to.
fn place(officer: OfficerId) -> Vec<u8> {
    [b"docket".as_slice(), officer.as_bytes()].concat()
}
