//! What reporters were promised.

use casework::{CaseStatus, InboxPlace};
use diesel::prelude::*;

use super::Waiting;
use crate::columns::{CaseIdColumn, DayColumn, OfficerIdColumn, StatusColumn};
use crate::schema::main::grants;
use crate::store_error::StoreError;
use crate::transaction::Reads;

impl Waiting {
    /// Cases that stand here, the first to arrive first: their promises end in this order.
    pub(super) fn promises(
        self,
        tx: &mut impl Reads,
        status: CaseStatus,
        after: Option<InboxPlace>,
    ) -> Result<Vec<InboxPlace>, StoreError> {
        let waiting = || {
            grants::table
                .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
                .filter(grants::status.eq(StatusColumn::from(status)))
                .select((grants::received_on, grants::case_id))
                .order((grants::received_on, grants::case_id))
                .into_boxed()
        };
        let mut places: Vec<(DayColumn, CaseIdColumn)> = vec![];
        let mut later = waiting();
        if let Some(after) = after {
            // One condition for both would be read from the beginning of the index.
            places = waiting()
                .filter(grants::received_on.eq(DayColumn::from(after.received_on)))
                .filter(grants::case_id.gt(CaseIdColumn(after.case)))
                .limit(self.most()?)
                .load(tx.connection())?;
            later = later.filter(grants::received_on.gt(DayColumn::from(after.received_on)));
        }
        let rest: Vec<(DayColumn, CaseIdColumn)> =
            later.limit(self.most()?).load(tx.connection())?;
        places.extend(rest);
        places.truncate(self.limit);
        let place = |(day, case): (DayColumn, CaseIdColumn)| InboxPlace {
            received_on: day.into(),
            case: case.into(),
        };
        Ok(places.into_iter().map(place).collect())
    }
}
