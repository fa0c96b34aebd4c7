use casework::{KnownTask, TaskHalf, TaskPlan};
use diesel::prelude::*;
use seal::{CaseId, Day, ObjectId, OfficerId};

use crate::columns::{CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::grant;
use crate::schema::main::tasks;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tasks, check_for_backend(MultiBackend))]
struct TaskRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    id: ObjectId,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    noted_in: ObjectId,
    officer: Option<OfficerIdColumn>,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    due_on: Day,
    is_open: bool,
}

/// Keeps what the desk has to know of a task that stands in the note `noted_in` from now on. `Conflict` when it
/// went on from another note than the one in which it stood, is given to somebody who does not hold the case, is
/// due on a day that no calendar has, or is to be done by a day that was over when it was set.
pub(crate) fn put(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    noted_in: ObjectId,
    half: &TaskHalf,
    today: Day,
) -> Result<(), StoreError> {
    let TaskHalf { plan, after } = *half;
    if !plan.has_a_day_of_the_calendar() {
        return Err(StoreError::Conflict);
    }
    if let Some(officer) = plan.officer {
        let held = grant::held_among(tx, officer, &[case])?;
        if held.is_empty() {
            return Err(StoreError::Conflict);
        }
    }
    let own = || tasks::table.find((CaseIdColumn(case), ObjectIdColumn(plan.task)));
    let before: Option<(ObjectIdColumn, DayColumn)> = own()
        .select((tasks::noted_in, tasks::due_on))
        .first(tx.connection())
        .optional()?;
    let (stood_in, was_due) = before.unzip();
    if stood_in.map(ObjectId::from) != after {
        return Err(StoreError::Conflict);
    }
    // Somebody's own clock may be a day behind the office's.
    let is_over = plan.due.is_some_and(|due| due < today.plus(-1));
    if plan.is_open && is_over && was_due.map(Day::from) != plan.due {
        return Err(StoreError::Conflict);
    }
    let row = TaskRow {
        case_id: case,
        id: plan.task,
        noted_in,
        officer: plan.officer.map(OfficerIdColumn),
        due_on: plan.due.unwrap_or(NO_DAY),
        is_open: plan.is_open,
    };
    if stood_in.is_some() {
        diesel::update(own())
            .set((
                tasks::noted_in.eq(ObjectIdColumn(row.noted_in)),
                tasks::officer.eq(row.officer),
                tasks::due_on.eq(DayColumn::from(row.due_on)),
                tasks::is_open.eq(row.is_open),
            ))
            .execute(tx.connection())?;
        return Ok(());
    }
    diesel::insert_into(tasks::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The tasks of a case, in the order of their ids.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Vec<KnownTask>, StoreError> {
    let rows: Vec<TaskRow> = tasks::table
        .filter(tasks::case_id.eq(CaseIdColumn(case)))
        .order(tasks::id)
        .select(TaskRow::as_select())
        .load(tx.connection())?;
    let known = |row: TaskRow| KnownTask {
        plan: TaskPlan {
            task: row.id,
            due: day(row.due_on),
            officer: row.officer.map(OfficerId::from),
            is_open: row.is_open,
        },
        noted_in: row.noted_in,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Leaves the tasks of an officer who leaves the case to those who go on with it.
pub(crate) fn release(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    let own = tasks::table
        .filter(tasks::case_id.eq(CaseIdColumn(case)))
        .filter(tasks::officer.eq(OfficerIdColumn(officer)));
    diesel::update(own)
        .set(tasks::officer.eq(None::<OfficerIdColumn>))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes all tasks of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(tasks::table.filter(tasks::case_id.eq(CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}

/// The day of a row, where it is one.
pub(crate) fn day(due_on: Day) -> Option<Day> {
    (due_on != NO_DAY).then_some(due_on)
}

/// Stands for no day.
pub(crate) const NO_DAY: Day = Day::from_number(i32::MAX);
