//! Tasks of an officer, and those of nobody.

use casework::TaskPlace;
use diesel::dsl::exists;
use diesel::prelude::*;
use seal::OfficerId;

use super::{Row, Waiting, place};
use crate::columns::{CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn, StatusColumn};
use crate::schema::main::{grants, tasks};
use crate::store_error::StoreError;
use crate::transaction::Reads;

impl Waiting {
    /// Open tasks of one officer, or of nobody, in cases that are not closed.
    pub(super) fn tasks(
        self,
        tx: &mut impl Reads,
        of: Option<OfficerId>,
        after: Option<TaskPlace>,
    ) -> Result<Vec<TaskPlace>, StoreError> {
        let waiting = || {
            // Each task costs one look, in an index of short rows.
            let held = grants::table
                .filter(grants::case_id.eq(tasks::case_id))
                .filter(grants::grantee.eq(OfficerIdColumn(self.officer)))
                .filter(grants::status.eq_any(StatusColumn::open()))
                .select(grants::case_id);
            let waiting = tasks::table
                .filter(exists(held))
                .filter(tasks::is_open.eq(true))
                .select((tasks::due_on, tasks::case_id, tasks::id))
                // For tasks of nobody PostgreSQL takes the order from its index only if the officer is named here.
                .order((tasks::officer, tasks::due_on, tasks::case_id, tasks::id))
                .into_boxed();
            match of {
                Some(officer) => waiting.filter(tasks::officer.eq(OfficerIdColumn(officer))),
                None => waiting.filter(tasks::officer.is_null()),
            }
        };
        let mut places: Vec<Row> = vec![];
        let mut later = waiting();
        if let Some(after) = after {
            let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
            places = waiting()
                .filter(tasks::due_on.eq(day))
                .filter(tasks::case_id.eq(case))
                .filter(tasks::id.gt(ObjectIdColumn(after.task)))
                .limit(self.most()?)
                .load(tx.connection())?;
            let of_day: Vec<Row> = waiting()
                .filter(tasks::due_on.eq(day))
                .filter(tasks::case_id.gt(case))
                .limit(self.most()?)
                .load(tx.connection())?;
            places.extend(of_day);
            later = later.filter(tasks::due_on.gt(day));
        }
        let rest: Vec<Row> = later.limit(self.most()?).load(tx.connection())?;
        places.extend(rest);
        places.truncate(self.limit);
        Ok(places.into_iter().map(place).collect())
    }
}
