use diesel::prelude::*;
use seal::{Day, LogTicket};

use crate::columns::{DayColumn, ThreadIdColumn};
use crate::schema::main::queued_entries;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// An entry on its way into the log. No column names its case, but the opening holds the digest of
/// the sealed object that the entry is about, and the thread joins the entries of one report: whoever
/// has this table and that of the objects can join the two until the openings are destroyed after
/// the audit.
#[derive(Insertable)]
#[diesel(table_name = queued_entries)]
struct QueuedEntryRow<'a> {
    tag: &'a [u8],
    commitment: &'a [u8],
    opening: &'a [u8],
    thread: ThreadIdColumn,
    arrived_on: DayColumn,
}

/// Queues an entry for tomorrow's batch of the log. `AlreadyThere` when this very entry is queued. Another one under its
/// tag keeps nobody out: an officer who left can know the tag of what a reporter writes next.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    ticket: &LogTicket,
    today: Day,
) -> Result<(), StoreError> {
    // `0x00 ‖ tag 16 ‖ commitment 32`
    let Some(([0], rest)) = ticket.entry.split_first_chunk() else {
        return Err(StoreError::Conflict);
    };
    let Some((tag, commitment)) = rest.split_first_chunk::<16>() else {
        return Err(StoreError::Conflict);
    };
    let row = QueuedEntryRow {
        tag,
        commitment,
        opening: &ticket.opening,
        thread: ticket.thread.into(),
        arrived_on: today.into(),
    };
    diesel::insert_into(queued_entries::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}
