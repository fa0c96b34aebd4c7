use diesel::prelude::*;
use seal::{CaseId, Day, ObjectId};

use crate::blob::StoredChunk;
use crate::columns::{CaseIdColumn, DayColumn, ObjectIdColumn};
use crate::schema::main::{chunks, objects};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = chunks)]
struct ChunkRow<'a> {
    object_id: ObjectIdColumn,
    number: i64,
    blob: &'a str,
    bytes: i64,
}

/// Where one chunk of a bundle lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChunkPlace {
    pub(crate) object: ObjectId,
    pub(crate) number: i64,
    pub(crate) blob: String,
}

/// Names the blobs of a bundle, which are durable by now.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    object: ObjectId,
    chunks: &[StoredChunk],
) -> Result<(), StoreError> {
    for (number, chunk) in (0..).zip(chunks) {
        let bytes = i64::try_from(chunk.bytes).map_err(StoreError::broken)?;
        let row = ChunkRow {
            object_id: object.into(),
            number,
            blob: &chunk.blob,
            bytes,
        };
        diesel::insert_into(chunks::table)
            .values(row)
            .execute(tx.connection())?;
    }
    Ok(())
}

/// One chunk; `NotFound` behind the last.
pub(crate) fn stored(
    tx: &mut impl Reads,
    object: ObjectId,
    number: i64,
) -> Result<StoredChunk, StoreError> {
    let (blob, bytes): (String, i64) = chunks::table
        .find((ObjectIdColumn(object), number))
        .select((chunks::blob, chunks::bytes))
        .first(tx.connection())?;
    let bytes = u64::try_from(bytes).map_err(StoreError::broken)?;
    Ok(StoredChunk { blob, bytes })
}

/// Bytes of all chunks of a bundle.
pub(crate) fn bytes_of(tx: &mut impl Reads, object: ObjectId) -> Result<u64, StoreError> {
    let sizes: Vec<i64> = chunks::table
        .filter(chunks::object_id.eq(ObjectIdColumn(object)))
        .select(chunks::bytes)
        .load(tx.connection())?;
    let total = sizes.into_iter().fold(0_i64, i64::saturating_add);
    u64::try_from(total).map_err(StoreError::broken)
}

/// The chunks of all bundles that arrived on `from` or later, and before `until`.
pub(crate) fn arrived_between(
    tx: &mut impl Reads,
    from: Day,
    until: Day,
) -> Result<Vec<ChunkPlace>, StoreError> {
    let rows: Vec<(ObjectIdColumn, i64, String)> = chunks::table
        .inner_join(objects::table)
        .filter(objects::arrived_on.ge(DayColumn::from(from)))
        .filter(objects::arrived_on.lt(DayColumn::from(until)))
        .select((chunks::object_id, chunks::number, chunks::blob))
        .load(tx.connection())?;
    let place = |(object, number, blob): (ObjectIdColumn, _, _)| ChunkPlace {
        object: object.into(),
        number,
        blob,
    };
    Ok(rows.into_iter().map(place).collect())
}

/// Gives a chunk another blob, if it still has the one it had.
pub(crate) fn move_to(
    tx: &mut WriteTx<'_>,
    chunk: &ChunkPlace,
    blob: &str,
) -> Result<(), StoreError> {
    let as_it_was = chunks::table
        .find((ObjectIdColumn(chunk.object), chunk.number))
        .filter(chunks::blob.eq(&chunk.blob));
    let moved = diesel::update(as_it_was)
        .set(chunks::blob.eq(blob))
        .execute(tx.connection())?;
    if moved == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Which of these blobs some chunk has.
pub(crate) fn known(tx: &mut impl Reads, blobs: &[String]) -> Result<Vec<String>, StoreError> {
    let known = chunks::table
        .filter(chunks::blob.eq_any(blobs))
        .select(chunks::blob)
        .load(tx.connection())?;
    Ok(known)
}

/// Removes the chunks of a case and returns their blobs, which nothing names any more.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(ObjectIdColumn, String)> = chunks::table
        .inner_join(objects::table)
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .select((chunks::object_id, chunks::blob))
        .load(tx.connection())?;
    let (objects, blobs): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    diesel::delete(chunks::table.filter(chunks::object_id.eq_any(objects)))
        .execute(tx.connection())?;
    Ok(blobs)
}
