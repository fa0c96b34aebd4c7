//! Who has declined a case, or was excluded from it while holding it: nobody lets them in again.

use diesel::prelude::*;
use seal::{CaseId, OfficerId};

use crate::columns::{CaseIdColumn, OfficerIdColumn};
use crate::schema::main::barred;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// From now on no grant of the case is taken for the officer.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    let row = (
        barred::case_id.eq(CaseIdColumn(case)),
        barred::officer.eq(OfficerIdColumn(officer)),
    );
    diesel::insert_into(barred::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Whether no grant of the case is taken for the officer.
pub(crate) fn is_barred(
    tx: &mut impl Reads,
    case: CaseId,
    officer: OfficerId,
) -> Result<bool, StoreError> {
    let rows: i64 = barred::table
        .filter(barred::case_id.eq(CaseIdColumn(case)))
        .filter(barred::officer.eq(OfficerIdColumn(officer)))
        .count()
        .get_result(tx.connection())?;
    Ok(rows > 0)
}

/// Removes what is kept of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(barred::table.filter(barred::case_id.eq(CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}
