use casework::ActDay;
use diesel::prelude::*;
use seal::Day;

use crate::columns::{DayColumn, DigestColumn};
use crate::connection::MultiBackend;
use crate::schema::main::act_days;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = act_days, check_for_backend(MultiBackend))]
struct ActDayRow {
    day: DayColumn,
    subjects: i64,
    digest: DigestColumn,
}

impl TryFrom<ActDayRow> for ActDay {
    type Error = StoreError;

    fn try_from(row: ActDayRow) -> Result<Self, StoreError> {
        Ok(Self {
            on: row.day.into(),
            subjects: row.subjects.try_into().map_err(StoreError::broken)?,
            digest: row.digest.into(),
        })
    }
}

/// Keeps what was gathered of a day; `AlreadyThere` when it was gathered before.
pub(crate) fn record(tx: &mut WriteTx<'_>, day: ActDay) -> Result<(), StoreError> {
    let row = ActDayRow {
        day: day.on.into(),
        subjects: day.subjects.into(),
        digest: day.digest.into(),
    };
    diesel::insert_into(act_days::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The last day that was gathered.
pub(crate) fn last(tx: &mut impl Reads) -> Result<Option<ActDay>, StoreError> {
    let row: Option<ActDayRow> = act_days::table
        .order(act_days::day.desc())
        .select(ActDayRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(ActDay::try_from).transpose()
}

/// What was gathered of one day.
pub(crate) fn of(tx: &mut impl Reads, day: Day) -> Result<Option<ActDay>, StoreError> {
    let row: Option<ActDayRow> = act_days::table
        .find(DayColumn::from(day))
        .select(ActDayRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(ActDay::try_from).transpose()
}
