use casework::{DecisionKind, Pending};
use diesel::prelude::*;
use seal::{CaseId, ObjectId, OfficerId};

use crate::columns::{CaseIdColumn, DecisionColumn, ObjectIdColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
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

/// What waits in a case for a second officer.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Option<Pending>, StoreError> {
    let row: Option<ProposalRow> = proposals::table
        .find(CaseIdColumn(case))
        .select(ProposalRow::as_select())
        .first(tx.connection())
        .optional()?;
    Ok(row.map(|row| Pending {
        object: row.object_id,
        kind: row.kind,
        by: row.officer,
    }))
}

/// Puts what waits in the place of what waited before.
pub(crate) fn put(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    pending: Option<Pending>,
) -> Result<(), StoreError> {
    forget(tx, case)?;
    if let Some(pending) = pending {
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
