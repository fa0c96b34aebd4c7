use std::collections::BTreeMap;

use diesel::prelude::*;
use seal::{CaseId, CaseLock, Day};
use zeroize::Zeroizing;

use crate::archive::Archive;
use crate::columns::{CaseIdColumn, DayColumn};
use crate::schema::keystore::case_keys;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = case_keys)]
struct CaseKeyRow<'a> {
    case_id: CaseIdColumn,
    key: &'a [u8],
    made_on: DayColumn,
}

/// Draws the outer lock of a case and returns it when its key is durable. A case that was begun
/// before, and perhaps never finished, keeps the key it has.
pub(crate) async fn lock_for(
    keystore: &Archive,
    case: CaseId,
    today: Day,
) -> Result<CaseLock, StoreError> {
    let lock = CaseLock::draw()?;
    let key = Zeroizing::new(*lock.expose());
    match keystore
        .append("keep case key", move |tx| record(tx, case, &key, today))
        .await
    {
        Ok(()) => Ok(lock),
        Err(StoreError::AlreadyThere) => {
            let again = move |tx: &mut WriteTx<'_>| use_again(tx, case, today);
            keystore.write("use case key again", again).await
        }
        Err(fault) => Err(fault),
    }
}

/// The outer lock of a case; `None` when there never was a key or when it was destroyed.
pub(crate) async fn lock_of(
    keystore: &Archive,
    case: CaseId,
) -> Result<Option<CaseLock>, StoreError> {
    keystore.read(move |tx| of_case(tx, case)).await
}

fn record(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    key: &[u8; 32],
    today: Day,
) -> Result<(), StoreError> {
    let row = CaseKeyRow {
        case_id: case.into(),
        key,
        made_on: today.into(),
    };
    diesel::insert_into(case_keys::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Option<CaseLock>, StoreError> {
    let key: Option<Vec<u8>> = case_keys::table
        .find(CaseIdColumn(case))
        .select(case_keys::key)
        .first(tx.connection())
        .optional()?;
    key.map(lock_with).transpose()
}

/// The key of a case that was begun before. It counts as made today, so that no sweep takes it for
/// an orphan while the case is being finished.
fn use_again(tx: &mut WriteTx<'_>, case: CaseId, today: Day) -> Result<CaseLock, StoreError> {
    diesel::update(case_keys::table.find(CaseIdColumn(case)))
        .set(case_keys::made_on.eq(DayColumn::from(today)))
        .execute(tx.connection())?;
    of_case(tx, case)?.ok_or(StoreError::NotFound)
}

/// The outer locks of several cases.
pub(crate) fn of_cases(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, CaseLock>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let keys: Vec<(CaseIdColumn, Vec<u8>)> = case_keys::table
        .filter(case_keys::case_id.eq_any(cases))
        .select((case_keys::case_id, case_keys::key))
        .load(tx.connection())?;
    let lock = |(case, key): (CaseIdColumn, Vec<u8>)| Ok((case.into(), lock_with(key)?));
    keys.into_iter().map(lock).collect()
}

fn lock_with(key: Vec<u8>) -> Result<CaseLock, StoreError> {
    let key = Zeroizing::new(key);
    Ok(CaseLock::from_bytes(
        key.as_slice().try_into().map_err(StoreError::broken)?,
    ))
}

/// Destroys the keys that were made before `day`; the rest as [`destroy`].
pub(crate) fn destroy_old(
    tx: &mut WriteTx<'_>,
    cases: &[CaseId],
    day: Day,
) -> Result<(), StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let old = || {
        case_keys::table
            .filter(case_keys::case_id.eq_any(cases.clone()))
            .filter(case_keys::made_on.lt(DayColumn::from(day)))
    };
    diesel::update(old())
        .set(case_keys::key.eq(NO_KEY))
        .execute(tx.connection())?;
    diesel::delete(old()).execute(tx.connection())?;
    Ok(())
}

/// Destroys the key: whatever it locked opens no more. Zeros are written over it before its row is
/// deleted.
///
/// On SQLite the key is gone from the files once [`Archive::clear_log`] has succeeded. On PostgreSQL
/// no client can say so: an update writes a new version of the row beside the old one. The old one
/// stays in the table until a vacuum frees its place, which the server does by itself within minutes, and
/// its bytes until another row takes the place or `VACUUM FULL` writes the table anew. The key also
/// stands in the write-ahead log from when it was made: in segments that are kept past the next
/// checkpoint as far as `wal_keep_size`, a replication slot or a replica asks for them, that are
/// written over only when they are used again, and that stay in an archive of the log as long as
/// the archive does. An office that has to be able to forget keeps its keystore on SQLite, or on a
/// server without an archive, on an encrypted disk.
pub(crate) fn destroy(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::update(case_keys::table.find(CaseIdColumn(case)))
        .set(case_keys::key.eq(NO_KEY))
        .execute(tx.connection())?;
    diesel::delete(case_keys::table.find(CaseIdColumn(case))).execute(tx.connection())?;
    Ok(())
}

/// Some of the cases whose keys were made before `day`, in the order of their ids.
pub(crate) fn made_before(
    tx: &mut impl Reads,
    day: Day,
    after: Option<CaseId>,
    limit: usize,
) -> Result<Vec<CaseId>, StoreError> {
    let mut keys = case_keys::table
        .select(case_keys::case_id)
        .filter(case_keys::made_on.lt(DayColumn::from(day)))
        .order(case_keys::case_id)
        .limit(i64::try_from(limit).map_err(StoreError::broken)?)
        .into_boxed();
    if let Some(after) = after {
        keys = keys.filter(case_keys::case_id.gt(CaseIdColumn(after)));
    }
    let cases: Vec<CaseIdColumn> = keys.load(tx.connection())?;
    Ok(cases.into_iter().map(CaseId::from).collect())
}

/// What is written over a key.
const NO_KEY: &[u8] = &[0; 32];
