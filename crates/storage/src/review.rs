//! Cases whose reporters ask for a review, until somebody answers or takes the case up again.

use std::collections::BTreeSet;

use diesel::prelude::*;
use seal::{CaseId, Day};

use crate::columns::{CaseIdColumn, DayColumn};
use crate::mailbox;
use crate::schema::main::reviews;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = reviews)]
struct ReviewRow {
    #[diesel(serialize_as = CaseIdColumn)]
    case_id: CaseId,
    #[diesel(serialize_as = DayColumn)]
    asked_on: Day,
}

/// Notes that the reporter of a case asks for a review. Where one waits already, it keeps its day.
pub(crate) fn record_asked(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    today: Day,
) -> Result<(), StoreError> {
    if !asked_among(tx, &[case])?.is_empty() {
        return Ok(());
    }
    let row = ReviewRow {
        case_id: case,
        asked_on: today,
    };
    diesel::insert_into(reviews::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// In which of these cases a review waits.
pub(crate) fn asked_among(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeSet<CaseId>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let asked: Vec<CaseIdColumn> = reviews::table
        .filter(reviews::case_id.eq_any(cases))
        .select(reviews::case_id)
        .load(tx.connection())?;
    Ok(asked.into_iter().map(CaseId::from).collect())
}

/// Whether a review waits that keeps the case: not where its reporter asked for deletion, who has not to wait for an answer first.
/// The review waits all the same, since whoever finds a receipt may have asked for the one or the other.
pub(crate) fn keeps(tx: &mut impl Reads, case: CaseId) -> Result<bool, StoreError> {
    let mailbox = mailbox::of_case(tx, case)?;
    let asks_deletion = mailbox.is_some_and(|mailbox| mailbox.deletion_asked_on.is_some());
    Ok(!asks_deletion && !asked_among(tx, &[case])?.is_empty())
}

/// Notes that no review waits in the case: the reporter was answered, the case was taken up again, or it is forgotten.
pub(crate) fn settle(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(reviews::table.find(CaseIdColumn(case))).execute(tx.connection())?;
    Ok(())
}
