//! Cases whose reporters ask for a review, until somebody answers who took no part in closing the case.

use std::collections::BTreeSet;

use casework::{ActKind, settles_review};
use diesel::prelude::*;
use seal::{CaseId, Day, OfficerId};

use crate::act::{self, Done};
use crate::case_room::CaseRoom;
use crate::columns::{CaseIdColumn, DayColumn};
use crate::overdue::{OverdueReview, Presence};
use crate::schema::main::reviews;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = reviews)]
struct ReviewRow {
    #[diesel(serialize_as = CaseIdColumn)]
    case_id: CaseId,
    #[diesel(serialize_as = DayColumn)]
    asked_on: Day,
}

impl CaseRoom {
    /// Reviews that were asked for on `through` or before and that nobody settled, the one first that has waited longest; at most
    /// `limit`. For an auditor, as [`CaseRoom::overdue`].
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn overdue_reviews(
        &self,
        auditor: OfficerId,
        through: Day,
        presence: Presence,
        limit: i64,
        today: Day,
    ) -> Result<Vec<OverdueReview>, StoreError> {
        let read_it = Done::in_office(ActKind::RecordRead, Some(auditor));
        self.note_daily(read_it, today).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            let rows: Vec<(CaseIdColumn, DayColumn)> = reviews::table
                .filter(reviews::asked_on.le(DayColumn::from(through)))
                .order((reviews::asked_on, reviews::case_id))
                .limit(limit)
                .select((reviews::case_id, reviews::asked_on))
                .load(tx.connection())?;
            let late = |(case, asked_on, holders)| OverdueReview {
                case,
                asked_on,
                holders,
            };
            let rows = presence.live_of(tx, rows)?;
            Ok(rows.into_iter().map(late).collect())
        };
        self.0.main.read(read).await
    }
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

/// Notes that no review waits in the case any more, where the answer of this officer settles it.
pub(crate) fn settle(tx: &mut WriteTx<'_>, case: CaseId, by: OfficerId) -> Result<(), StoreError> {
    let waits = !asked_among(tx, &[case])?.is_empty();
    if waits && settles_review(by, &act::closed_by(tx, case)?) {
        forget(tx, case)?;
    }
    Ok(())
}

/// Removes the review that waits in a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(reviews::table.find(CaseIdColumn(case))).execute(tx.connection())?;
    Ok(())
}
