use casework::SealedMemory;
use diesel::prelude::*;
use seal::OfficerId;

use crate::columns::OfficerIdColumn;
use crate::schema::main::memories;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = memories)]
struct NewMemoryRow<'a> {
    officer: OfficerIdColumn,
    number: i64,
    sealed: &'a [u8],
}

/// What the officer's client remembers, sealed; `None` before the first time.
pub(crate) fn of(
    tx: &mut impl Reads,
    officer: OfficerId,
) -> Result<Option<SealedMemory>, StoreError> {
    let row: Option<(i64, Vec<u8>)> = memories::table
        .find(OfficerIdColumn(officer))
        .select((memories::number, memories::sealed))
        .first(tx.connection())
        .optional()?;
    let memory = |(number, sealed): (i64, Vec<u8>)| {
        let number = number.try_into().map_err(StoreError::broken)?;
        Ok(SealedMemory { number, sealed })
    };
    row.map(memory).transpose()
}

/// Keeps the memory that follows the last one; `Conflict` when it follows another one.
pub(crate) fn put(
    tx: &mut WriteTx<'_>,
    officer: OfficerId,
    memory: &SealedMemory,
) -> Result<(), StoreError> {
    let last = of(tx, officer)?;
    let next = last.as_ref().map_or(0, |last| last.number).checked_add(1);
    if next != Some(memory.number) {
        return Err(StoreError::Conflict);
    }
    let number = i64::try_from(memory.number).map_err(|_| StoreError::Conflict)?;
    let (number, sealed) = (number, memory.sealed.as_slice());
    if last.is_some() {
        diesel::update(memories::table.find(OfficerIdColumn(officer)))
            .set((memories::number.eq(number), memories::sealed.eq(sealed)))
            .execute(tx.connection())?;
        return Ok(());
    }
    let row = NewMemoryRow {
        officer: officer.into(),
        number,
        sealed,
    };
    diesel::insert_into(memories::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}
