//! Requests for protection.

use casework::{ProtectionStatus, TaskPlace};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::{Row, Waiting, place};
use crate::columns::{
    CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn, ProtectionStatusColumn,
};
use crate::schema::main::{grants, protections};
use crate::store_error::StoreError;
use crate::transaction::Reads;

/// For what a request for protection waits.
#[derive(Debug, Clone, Copy)]
pub(super) enum Awaits {
    /// That somebody decides.
    Decision,
    /// The day on which its measures are looked at again.
    Review,
    /// An end, without such a day: refused ones that are contested or found right, offers, and what was never ended.
    /// They keep their cases.
    End,
}

impl Waiting {
    /// Requests for protection in the officer's cases, by the day on which they are looked at again, and otherwise by the
    /// one on which they came.
    pub(super) fn protections(
        self,
        tx: &mut impl Reads,
        awaits: Awaits,
        after: Option<TaskPlace>,
    ) -> Result<Vec<TaskPlace>, StoreError> {
        let (asked_on, case_id) = (protections::asked_on, protections::case_id);
        let review_on = protections::review_on.assume_not_null();
        let asked = (asked_on, case_id, protections::request_id);
        let reviewed = (review_on, case_id, protections::request_id);
        // Few wait in the whole office, and each is looked up among the grants.
        let held = grants::table
            .filter(grants::case_id.eq(case_id))
            .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
            .select(grants::case_id);
        let waiting = protections::table
            .filter(exists(held))
            .limit(self.most()?)
            .into_boxed();
        let mut waiting = match awaits {
            Awaits::Decision => waiting
                .filter(protections::decided_on.is_null())
                .select(asked)
                .order(asked),
            Awaits::Review => waiting
                .filter(protections::review_on.is_not_null())
                .select(reviewed)
                .order(reviewed),
            Awaits::End => {
                let all = ProtectionStatus::ALL.iter();
                let keeping = all.filter(|status| status.keeps_case());
                let keeping = keeping.map(|status| ProtectionStatusColumn::from(*status));
                waiting
                    .filter(protections::decided_on.is_not_null())
                    .filter(protections::review_on.is_null())
                    .filter(protections::status.eq_any(keeping.collect::<Vec<_>>()))
                    .select(asked)
                    .order(asked)
            }
        };
        if let Some(after) = after {
            let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
            let request = ObjectIdColumn(after.task);
            let of_case = case_id.eq(case).and(protections::request_id.gt(request));
            let of_day = case_id.gt(case).or(of_case);
            waiting = match awaits {
                Awaits::Decision | Awaits::End => {
                    waiting.filter(asked_on.gt(day).or(asked_on.eq(day).and(of_day)))
                }
                Awaits::Review => {
                    waiting.filter(review_on.gt(day).or(review_on.eq(day).and(of_day)))
                }
            };
        }
        let rows: Vec<Row> = waiting.load(tx.connection())?;
        Ok(rows.into_iter().map(place).collect())
    }
}
