use casework::SealedSearches;
use diesel::prelude::*;
use seal::OfficerId;

use crate::columns::OfficerIdColumn;
use crate::schema::main::searches;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = searches)]
struct NewSearchesRow<'a> {
    officer: OfficerIdColumn,
    number: i64,
    sealed: &'a [u8],
}

/// The searches that the officer has named, sealed; `None` before the first one.
pub(crate) fn of(
    tx: &mut impl Reads,
    officer: OfficerId,
) -> Result<Option<SealedSearches>, StoreError> {
    let row: Option<(i64, Vec<u8>)> = searches::table
        .find(OfficerIdColumn(officer))
        .select((searches::number, searches::sealed))
        .first(tx.connection())
        .optional()?;
    let searches = |(number, sealed): (i64, Vec<u8>)| {
        let number = number.try_into().map_err(StoreError::broken)?;
        Ok(SealedSearches { number, sealed })
    };
    row.map(searches).transpose()
}

/// Keeps what follows the last ones; `Conflict` when it follows others.
pub(crate) fn put(
    tx: &mut WriteTx<'_>,
    officer: OfficerId,
    next: &SealedSearches,
) -> Result<(), StoreError> {
    let last = of(tx, officer)?;
    let number = last.as_ref().map_or(0, |last| last.number).checked_add(1);
    if number != Some(next.number) {
        return Err(StoreError::Conflict);
    }
    let number = i64::try_from(next.number).map_err(|_| StoreError::Conflict)?;
    let (number, sealed) = (number, next.sealed.as_slice());
    if last.is_some() {
        diesel::update(searches::table.find(OfficerIdColumn(officer)))
            .set((searches::number.eq(number), searches::sealed.eq(sealed)))
            .execute(tx.connection())?;
        return Ok(());
    }
    let row = NewSearchesRow {
        officer: officer.into(),
        number,
        sealed,
    };
    diesel::insert_into(searches::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}
