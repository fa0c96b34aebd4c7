use diesel::prelude::*;
use seal::{Day, Digest, ParcelId};

use crate::columns::{DayColumn, DigestColumn, ParcelIdColumn};
use crate::connection::MultiBackend;
use crate::schema::main::parcels;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = parcels, check_for_backend(MultiBackend))]
struct ParcelRow {
    #[diesel(serialize_as = ParcelIdColumn, deserialize_as = ParcelIdColumn)]
    id: ParcelId,
    #[diesel(serialize_as = DigestColumn, deserialize_as = DigestColumn)]
    digest: Digest,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    accepted_on: Day,
}

/// Remembers that this parcel was accepted, so that sending it again gets the same answer.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    id: ParcelId,
    digest: Digest,
    today: Day,
) -> Result<(), StoreError> {
    diesel::insert_into(parcels::table)
        .values(ParcelRow {
            id,
            digest,
            accepted_on: today,
        })
        .execute(tx.connection())?;
    Ok(())
}

/// Whether any parcel with this id was accepted.
pub(crate) fn is_known(tx: &mut impl Reads, id: ParcelId) -> Result<bool, StoreError> {
    let found: i64 = parcels::table
        .find(ParcelIdColumn(id))
        .count()
        .get_result(tx.connection())?;
    Ok(found > 0)
}

/// The day on which this very parcel was accepted; `None` when its id is unknown. `Conflict` when
/// the id stands for other bytes.
pub(crate) fn accepted_on(
    tx: &mut impl Reads,
    id: ParcelId,
    digest: Digest,
) -> Result<Option<Day>, StoreError> {
    let row: Option<ParcelRow> = parcels::table
        .find(ParcelIdColumn(id))
        .select(ParcelRow::as_select())
        .first(tx.connection())
        .optional()?;
    match row {
        Some(row) if row.digest != digest => Err(StoreError::Conflict),
        Some(row) => Ok(Some(row.accepted_on)),
        None => Ok(None),
    }
}
