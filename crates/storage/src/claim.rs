use diesel::prelude::*;
use ledger::{Code, Opening};
use seal::answer::Claim;
use seal::{CaseId, Day, Digest, LogTicket};

use crate::columns::{CaseIdColumn, DayColumn};
use crate::connection::MultiBackend;
use crate::schema::main::claims;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = claims, check_for_backend(MultiBackend))]
struct ClaimRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    code: i32,
    sequence: i32,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    batch_on: Day,
}

/// Notes that tomorrow's batch will hold the entry of this ticket; its tag is not kept here.
/// `Conflict` when the ticket says anything else than `code`, or says it about anything else than
/// `object`. Whether the opening opens the entry is for the door to check, which knows the log.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    (code, object): (Code, Digest),
    ticket: &LogTicket,
    today: Day,
) -> Result<(), StoreError> {
    let opening = Opening::from_bytes(&ticket.opening).map_err(|_| StoreError::Conflict)?;
    let says = &opening.statement;
    if says.code != code || says.digest != *object.as_bytes() {
        return Err(StoreError::Conflict);
    }
    let row = ClaimRow {
        case_id: case,
        code: code.byte().into(),
        sequence: opening.statement.sequence.into(),
        batch_on: today.plus(1),
    };
    diesel::insert_into(claims::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// What the log holds about a case, oldest batch first.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Vec<Claim>, StoreError> {
    let rows: Vec<ClaimRow> = claims::table
        .filter(claims::case_id.eq(CaseIdColumn(case)))
        .order((claims::batch_on, claims::code, claims::sequence))
        .select(ClaimRow::as_select())
        .load(tx.connection())?;
    let claim = |row: ClaimRow| {
        Ok(Claim {
            code: row.code.try_into().map_err(StoreError::broken)?,
            sequence: row.sequence.try_into().map_err(StoreError::broken)?,
            day: row.batch_on,
        })
    };
    rows.into_iter().map(claim).collect()
}

/// Removes the claims of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(claims::table.filter(claims::case_id.eq(CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}
