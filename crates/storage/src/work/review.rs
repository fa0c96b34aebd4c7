//! Reviews that reporters ask for.

use casework::NoticePlace;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::Waiting;
use crate::columns::{CaseIdColumn, DayColumn, OfficerIdColumn};
use crate::schema::main::{grants, reviews};
use crate::store_error::StoreError;
use crate::transaction::Reads;

impl Waiting {
    /// Cases of the officer in which a review waits, the one first that has waited longest.
    pub(super) fn reviews(
        self,
        tx: &mut impl Reads,
        after: Option<NoticePlace>,
    ) -> Result<Vec<NoticePlace>, StoreError> {
        // Few wait in the whole office, and each is looked up among the grants.
        let held = grants::table
            .filter(grants::case_id.eq(reviews::case_id))
            .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
            .select(grants::case_id);
        let mut waiting = reviews::table
            .filter(exists(held))
            .select((reviews::asked_on, reviews::case_id))
            .order((reviews::asked_on, reviews::case_id))
            .limit(self.most()?)
            .into_boxed();
        if let Some(after) = after {
            let (day, case) = (DayColumn::from(after.since), CaseIdColumn(after.case));
            let of_day = reviews::asked_on.eq(day).and(reviews::case_id.gt(case));
            waiting = waiting.filter(reviews::asked_on.gt(day).or(of_day));
        }
        let rows: Vec<(DayColumn, CaseIdColumn)> = waiting.load(tx.connection())?;
        let place = |(since, case): (DayColumn, CaseIdColumn)| NoticePlace {
            since: since.into(),
            case: case.into(),
        };
        Ok(rows.into_iter().map(place).collect())
    }
}
