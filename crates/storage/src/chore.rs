use diesel::prelude::*;
use seal::Day;

use crate::columns::DayColumn;
use crate::connection::MultiBackend;
use crate::schema::main::chores;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = chores, check_for_backend(MultiBackend))]
struct ChoreRow {
    name: String,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    done_on: Day,
    lease: Vec<u8>,
    leased_until: i64,
}

/// Sixteen random bytes that say who does a chore.
pub(crate) type Lease = [u8; 16];

/// Takes the chore `name` for `lease` until `until`, and says when it was last done. `None` when it
/// was done today or when somebody else has it.
pub(crate) fn take(
    tx: &mut WriteTx<'_>,
    name: &str,
    lease: Lease,
    today: Day,
    now: i64,
    until: i64,
) -> Result<Option<Day>, StoreError> {
    let row: Option<ChoreRow> = chores::table
        .find(name)
        .select(ChoreRow::as_select())
        .first(tx.connection())
        .optional()?;
    let Some(row) = row else {
        let row = ChoreRow {
            name: name.to_owned(),
            done_on: NEVER,
            lease: lease.to_vec(),
            leased_until: until,
        };
        diesel::insert_into(chores::table)
            .values(row)
            .execute(tx.connection())?;
        return Ok(Some(NEVER));
    };
    // Done on a day far ahead means that the clock was set back: it is done anew, as if yesterday was the last.
    let is_ahead = row.done_on > today.plus(1);
    let done_on = if is_ahead {
        today.plus(-1)
    } else {
        row.done_on
    };
    if done_on >= today || row.leased_until > now {
        return Ok(None);
    }
    let as_it_was = chores::table
        .filter(chores::name.eq(name))
        .filter(chores::lease.eq(&row.lease))
        .filter(chores::leased_until.eq(row.leased_until));
    let taken = diesel::update(as_it_was)
        .set((
            chores::lease.eq(lease.as_slice()),
            chores::leased_until.eq(until),
        ))
        .execute(tx.connection())?;
    Ok((taken == 1).then_some(done_on))
}

/// Notes that the chore is done for `day`, unless somebody else took it meanwhile.
pub(crate) fn finish(
    tx: &mut WriteTx<'_>,
    name: &str,
    lease: Lease,
    day: Day,
) -> Result<(), StoreError> {
    let ours = chores::table
        .filter(chores::name.eq(name))
        .filter(chores::lease.eq(lease.as_slice()));
    diesel::update(ours)
        .set((
            chores::done_on.eq(DayColumn::from(day)),
            chores::leased_until.eq(0),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Before every day: of a chore that nobody ever did.
pub(crate) const NEVER: Day = Day::from_number(i32::MIN);
