//! What others have proposed and an officer may decide.

use casework::{DecisionKind, NoticePlace};
use diesel::dsl::exists;
use diesel::prelude::*;
use seal::CaseId;

use super::{Found, Waiting};
use crate::columns::{CaseIdColumn, DayColumn, DecisionColumn, OfficerIdColumn};
use crate::proposal;
use crate::schema::main::{grants, objects, proposals};
use crate::store_error::StoreError;
use crate::transaction::Reads;

impl Waiting {
    /// What others have proposed that may be decided at once.
    pub(super) fn proposals(
        self,
        tx: &mut impl Reads,
        after: Option<CaseId>,
    ) -> Result<Vec<Found>, StoreError> {
        let own = OfficerIdColumn(self.officer);
        // Few wait in the whole office, and each is looked up among the grants.
        let held = grants::table
            .filter(grants::case_id.eq(proposals::case_id))
            .filter(grants::grantee.eq(own))
            .select(grants::case_id);
        let mut waiting = proposals::table
            .filter(exists(held))
            .filter(proposals::officer.ne(own))
            .filter(proposals::kind.ne(DecisionColumn::from(DecisionKind::Forget)))
            .select((proposals::case_id, proposals::kind))
            .order(proposals::case_id)
            .limit(self.most()?)
            .into_boxed();
        if let Some(after) = after {
            waiting = waiting.filter(proposals::case_id.gt(CaseIdColumn(after)));
        }
        let rows: Vec<(CaseIdColumn, DecisionColumn)> = waiting.load(tx.connection())?;
        let found =
            |(case, kind): (CaseIdColumn, DecisionColumn)| Found::Decide(case.into(), kind.into());
        Ok(rows.into_iter().map(found).collect())
    }

    /// Cases that others have proposed to forget, the first to be proposed first: the days from which somebody may agree
    /// come in this order.
    pub(super) fn notices(
        self,
        tx: &mut impl Reads,
        after: Option<NoticePlace>,
    ) -> Result<Vec<NoticePlace>, StoreError> {
        let own = OfficerIdColumn(self.officer);
        let held = || {
            grants::table
                .filter(grants::case_id.eq(proposals::case_id))
                .filter(grants::grantee.eq(own))
                .select(grants::case_id)
        };
        let (mut found, mut after) = (vec![], after);
        loop {
            let mut waiting = proposals::table
                .inner_join(objects::table.on(objects::id.eq(proposals::object_id)))
                .filter(exists(held()))
                .filter(proposals::officer.ne(own))
                .filter(proposals::kind.eq(DecisionColumn::from(DecisionKind::Forget)))
                .select((objects::arrived_on, proposals::case_id))
                .order((objects::arrived_on, proposals::case_id))
                .limit(self.most()?)
                .into_boxed();
            if let Some(after) = after {
                let (day, case) = (DayColumn::from(after.since), CaseIdColumn(after.case));
                let of_day = objects::arrived_on.eq(day).and(proposals::case_id.gt(case));
                waiting = waiting.filter(objects::arrived_on.gt(day).or(of_day));
            }
            let rows: Vec<(DayColumn, CaseIdColumn)> = waiting.load(tx.connection())?;
            let is_last = rows.len() < self.limit;
            for (since, case) in rows {
                let (since, case) = (since.into(), case.into());
                let place = NoticePlace { since, case };
                after = Some(place);
                // What the reporter objected to waits for nobody, also before the night has taken it away.
                if !proposal::is_objected(tx, case)? {
                    found.push(place);
                }
            }
            if is_last || found.len() >= self.limit {
                return Ok(found);
            }
        }
    }
}
