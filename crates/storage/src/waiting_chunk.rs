use diesel::prelude::*;
use diesel::sql_types::BigInt;
use seal::{Day, Digest, ParcelId};

use crate::blob::StoredChunk;
use crate::columns::{DayColumn, DigestColumn, ParcelIdColumn};
use crate::connection::MultiBackend;
use crate::schema::main::waiting_chunks;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = waiting_chunks)]
struct NewRow<'a> {
    parcel: ParcelIdColumn,
    number: i64,
    blob: &'a str,
    bytes: i64,
    digest: DigestColumn,
    arrived_on: DayColumn,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = waiting_chunks, check_for_backend(MultiBackend))]
struct Row {
    number: i64,
    blob: String,
    bytes: i64,
    #[diesel(deserialize_as = DigestColumn)]
    digest: Digest,
}

/// A chunk that was sent before its parcel's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WaitingChunk {
    pub(crate) number: i64,
    pub(crate) bytes: u64,
    pub(crate) digest: Digest,
}

/// Where a waiting chunk lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WaitingPlace {
    pub(crate) parcel: ParcelId,
    pub(crate) number: i64,
    pub(crate) blob: String,
}

/// Names the blob of a chunk, which is durable by now. `AlreadyThere` when the chunk is.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    parcel: ParcelId,
    chunk: WaitingChunk,
    blob: &str,
    today: Day,
) -> Result<(), StoreError> {
    let row = NewRow {
        parcel: parcel.into(),
        number: chunk.number,
        blob,
        bytes: i64::try_from(chunk.bytes).map_err(StoreError::broken)?,
        digest: chunk.digest.into(),
        arrived_on: today.into(),
    };
    diesel::insert_into(waiting_chunks::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The digest of one waiting chunk; `None` when it is not there.
pub(crate) fn digest_of(
    tx: &mut impl Reads,
    parcel: ParcelId,
    number: i64,
) -> Result<Option<Digest>, StoreError> {
    let digest: Option<DigestColumn> = waiting_chunks::table
        .find((ParcelIdColumn(parcel), number))
        .select(waiting_chunks::digest)
        .first(tx.connection())
        .optional()?;
    Ok(digest.map(Digest::from))
}

/// The blob of one waiting chunk; `NotFound` when it is not there.
pub(crate) fn blob_of(
    tx: &mut impl Reads,
    parcel: ParcelId,
    number: i64,
) -> Result<String, StoreError> {
    let blob = waiting_chunks::table
        .find((ParcelIdColumn(parcel), number))
        .select(waiting_chunks::blob)
        .first(tx.connection())?;
    Ok(blob)
}

/// The waiting chunks of a parcel, in order.
pub(crate) fn of_parcel(
    tx: &mut impl Reads,
    parcel: ParcelId,
) -> Result<Vec<WaitingChunk>, StoreError> {
    rows_of(tx, parcel)?.iter().map(WaitingChunk::of).collect()
}

/// What all waiting chunks count for together: their bytes, but each a mebibyte at least, so that
/// their number is bounded as well.
pub(crate) fn weight(tx: &mut impl Reads) -> Result<u64, StoreError> {
    let weight: Weight = diesel::sql_query(
        "SELECT CAST(COALESCE(SUM(CASE WHEN bytes < 1048576 THEN 1048576 ELSE bytes END), 0) \
         AS BIGINT) AS weight FROM waiting_chunks",
    )
    .get_result(tx.connection())?;
    u64::try_from(weight.weight).map_err(StoreError::broken)
}

/// Takes the chunks of a parcel out of the waiting ones: their blobs become those of a bundle.
/// `Unreachable` when they are no longer those that were checked.
pub(crate) fn take(
    tx: &mut WriteTx<'_>,
    parcel: ParcelId,
    checked: &[WaitingChunk],
) -> Result<Vec<StoredChunk>, StoreError> {
    let rows = rows_of(tx, parcel)?;
    let there: Vec<_> = rows
        .iter()
        .map(WaitingChunk::of)
        .collect::<Result<_, _>>()?;
    if there != checked {
        return Err(StoreError::unreachable("chunks that waited are gone"));
    }
    diesel::delete(waiting_chunks::table.filter(waiting_chunks::parcel.eq(ParcelIdColumn(parcel))))
        .execute(tx.connection())?;
    let stored = there.iter().zip(rows).map(|(chunk, row)| StoredChunk {
        blob: row.blob,
        bytes: chunk.bytes,
    });
    Ok(stored.collect())
}

/// The chunks that began to wait on `from` or later, and before `until`.
pub(crate) fn arrived_between(
    tx: &mut impl Reads,
    from: Day,
    until: Day,
) -> Result<Vec<WaitingPlace>, StoreError> {
    let rows: Vec<(ParcelIdColumn, i64, String)> = waiting_chunks::table
        .filter(waiting_chunks::arrived_on.ge(DayColumn::from(from)))
        .filter(waiting_chunks::arrived_on.lt(DayColumn::from(until)))
        .select((
            waiting_chunks::parcel,
            waiting_chunks::number,
            waiting_chunks::blob,
        ))
        .load(tx.connection())?;
    Ok(rows.into_iter().map(WaitingPlace::of).collect())
}

/// Gives a chunk another blob, if it still waits with the one it had; `NotFound` otherwise.
pub(crate) fn move_to(
    tx: &mut WriteTx<'_>,
    chunk: &WaitingPlace,
    blob: &str,
) -> Result<(), StoreError> {
    let as_it_was = waiting_chunks::table
        .find((ParcelIdColumn(chunk.parcel), chunk.number))
        .filter(waiting_chunks::blob.eq(&chunk.blob));
    let moved = diesel::update(as_it_was)
        .set(waiting_chunks::blob.eq(blob))
        .execute(tx.connection())?;
    if moved == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Which of these blobs some waiting chunk has.
pub(crate) fn known(tx: &mut impl Reads, blobs: &[String]) -> Result<Vec<String>, StoreError> {
    let known = waiting_chunks::table
        .filter(waiting_chunks::blob.eq_any(blobs))
        .select(waiting_chunks::blob)
        .load(tx.connection())?;
    Ok(known)
}

/// Removes up to `most` chunks of parcels to which nothing was added on `last` or later, and returns
/// their blobs, which nothing names any more.
pub(crate) fn give_up(
    tx: &mut WriteTx<'_>,
    last: Day,
    most: i64,
) -> Result<Vec<String>, StoreError> {
    let newer = diesel::alias!(waiting_chunks as newer);
    let goes_on = newer
        .filter(
            newer
                .field(waiting_chunks::arrived_on)
                .ge(DayColumn::from(last)),
        )
        .select(newer.field(waiting_chunks::parcel));
    let rows: Vec<(ParcelIdColumn, i64, String)> = waiting_chunks::table
        .filter(waiting_chunks::parcel.ne_all(goes_on))
        .select((
            waiting_chunks::parcel,
            waiting_chunks::number,
            waiting_chunks::blob,
        ))
        .limit(most)
        .load(tx.connection())?;
    let blobs: Vec<_> = rows.into_iter().map(|(_, _, blob)| blob).collect();
    diesel::delete(waiting_chunks::table.filter(waiting_chunks::blob.eq_any(&blobs)))
        .execute(tx.connection())?;
    Ok(blobs)
}

fn rows_of(tx: &mut impl Reads, parcel: ParcelId) -> Result<Vec<Row>, StoreError> {
    let rows = waiting_chunks::table
        .filter(waiting_chunks::parcel.eq(ParcelIdColumn(parcel)))
        .order(waiting_chunks::number)
        .select(Row::as_select())
        .load(tx.connection())?;
    Ok(rows)
}

impl WaitingChunk {
    fn of(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            number: row.number,
            bytes: u64::try_from(row.bytes).map_err(StoreError::broken)?,
            digest: row.digest,
        })
    }
}

impl WaitingPlace {
    fn of((parcel, number, blob): (ParcelIdColumn, i64, String)) -> Self {
        Self {
            parcel: parcel.into(),
            number,
            blob,
        }
    }
}

#[derive(QueryableByName)]
struct Weight {
    #[diesel(sql_type = BigInt)]
    weight: i64,
}
