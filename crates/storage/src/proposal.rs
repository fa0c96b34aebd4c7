use casework::{DecisionKind, Pending};
use diesel::prelude::*;
use seal::answer::ForgettingNotice;
use seal::{CaseId, Day, ObjectId, OfficerId};

use crate::columns::{CaseIdColumn, DecisionColumn, ObjectIdColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::object;
use crate::schema::main::proposals;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = proposals, check_for_backend(MultiBackend))]
struct ProposalRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    object_id: ObjectId,
    #[diesel(serialize_as = DecisionColumn, deserialize_as = DecisionColumn)]
    kind: DecisionKind,
    #[diesel(serialize_as = OfficerIdColumn, deserialize_as = OfficerIdColumn)]
    officer: OfficerId,
}

/// What waits in a case for a second officer. That the case be forgotten waits no longer once the reporter wrote.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Option<Pending>, StoreError> {
    Ok(find(tx, case)?
        .filter(|found| !found.is_objected)
        .map(|found| found.pending))
}

/// Since when the reporter of a case is told that it is to be forgotten, and from when on it may be. What is asked of
/// the database is the same for every mailbox.
pub(crate) fn notice_of(
    tx: &mut impl Reads,
    case: CaseId,
) -> Result<Option<ForgettingNotice>, StoreError> {
    let row: Option<ObjectIdColumn> = proposals::table
        .filter(proposals::case_id.eq(CaseIdColumn(case)))
        .filter(proposals::kind.eq(DecisionColumn::from(DecisionKind::Forget)))
        .select(proposals::object_id)
        .first(tx.connection())
        .optional()?;
    let is_proposed = row.is_some();
    // Where nothing is proposed this asks for an object that is hardly there; somebody may have made one.
    let proposal = row.map_or_else(|| ObjectId::from_bytes(*case.as_bytes()), ObjectId::from);
    let arrival = object::arrival(tx, proposal)?;
    let (since, place) = arrival.unwrap_or((Day::from_number(0), i64::MAX));
    let is_objected = object::has_reporters_since(tx, case, place)?;
    let pending = Pending {
        object: proposal,
        kind: DecisionKind::Forget,
        by: OfficerId::from_bytes([0; 16]),
        since,
    };
    let notice = ForgettingNotice {
        since,
        from: pending.decided_from(),
    };
    Ok((is_proposed && arrival.is_some() && !is_objected).then_some(notice))
}

/// Cases that were to be forgotten and whose reporters wrote since.
pub(crate) fn objected(tx: &mut impl Reads) -> Result<Vec<CaseId>, StoreError> {
    let cases: Vec<CaseIdColumn> = proposals::table
        .filter(proposals::kind.eq(DecisionColumn::from(DecisionKind::Forget)))
        .select(proposals::case_id)
        .order(proposals::case_id)
        .load(tx.connection())?;
    let mut objected = vec![];
    for case in cases.into_iter().map(CaseId::from) {
        if is_objected(tx, case)? {
            objected.push(case);
        }
    }
    Ok(objected)
}

/// Whether the case was to be forgotten, and its reporter wrote since.
pub(crate) fn is_objected(tx: &mut impl Reads, case: CaseId) -> Result<bool, StoreError> {
    Ok(find(tx, case)?.is_some_and(|found| found.is_objected))
}

/// What one officer has proposed, also where the reporter's word stands against it.
pub(crate) struct Proposed {
    pub(crate) pending: Pending,
    pub(crate) is_objected: bool,
}

/// What was proposed in a case and not decided.
pub(crate) fn find(tx: &mut impl Reads, case: CaseId) -> Result<Option<Proposed>, StoreError> {
    let row: Option<ProposalRow> = proposals::table
        .find(CaseIdColumn(case))
        .select(ProposalRow::as_select())
        .first(tx.connection())
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let (since, place) = object::arrival(tx, row.object_id)?.ok_or(StoreError::NotFound)?;
    let pending = Pending {
        object: row.object_id,
        kind: row.kind,
        by: row.officer,
        since,
    };
    let is_objected = pending.forgets() && object::has_reporters_since(tx, case, place)?;
    Ok(Some(Proposed {
        pending,
        is_objected,
    }))
}

/// Puts what waits in the place of what waited before.
pub(crate) fn put(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    before: Option<Pending>,
    after: Option<Pending>,
) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    if before.is_some() {
        forget(tx, case)?;
    }
    if let Some(pending) = after {
        let row = ProposalRow {
            case_id: case,
            object_id: pending.object,
            kind: pending.kind,
            officer: pending.by,
        };
        diesel::insert_into(proposals::table)
            .values(row)
            .execute(tx.connection())?;
    }
    Ok(())
}

/// Takes back what an officer has proposed who leaves the case.
pub(crate) fn withdraw(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    let own = proposals::table
        .find(CaseIdColumn(case))
        .filter(proposals::officer.eq(OfficerIdColumn(officer)));
    diesel::delete(own).execute(tx.connection())?;
    Ok(())
}

/// Removes what waits in a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(proposals::table.find(CaseIdColumn(case))).execute(tx.connection())?;
    Ok(())
}
