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
    number: i64,
}

/// The keys that a case has: one, and while everything is being locked anew the next one as well
/// (decision 0037).
pub(crate) struct CaseKeys {
    number: i64,
    lock: CaseLock,
    next: Option<CaseLock>,
}

impl CaseKeys {
    /// The lock of the key with this number, where the case has it.
    pub(crate) fn lock(self, number: i64) -> Option<CaseLock> {
        match number.checked_sub(self.number) {
            Some(0) => Some(self.lock),
            Some(1) => self.next,
            Some(_) | None => None,
        }
    }

    /// All of them.
    pub(crate) fn locks(self) -> impl Iterator<Item = CaseLock> {
        std::iter::once(self.lock).chain(self.next)
    }
}

/// The outer lock of a new case, and which of the case's locks it is.
pub(crate) struct FirstLock {
    pub(crate) lock: CaseLock,
    pub(crate) number: i64,
}

/// Draws the outer lock of a case and returns it when its key is durable. A case that was begun
/// before, and perhaps never finished, keeps the key it has.
pub(crate) async fn lock_for(
    keystore: &Archive,
    case: CaseId,
    today: Day,
) -> Result<FirstLock, StoreError> {
    let lock = CaseLock::draw()?;
    let key = Zeroizing::new(*lock.expose());
    match keystore
        .append("keep case key", move |tx| record(tx, case, &key, today))
        .await
    {
        Ok(()) => Ok(FirstLock { lock, number: 0 }),
        Err(StoreError::AlreadyThere) => {
            let again = move |tx: &mut WriteTx<'_>| use_again(tx, case, today);
            keystore.write("use case key again", again).await
        }
        Err(fault) => Err(fault),
    }
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
        number: 0,
    };
    diesel::insert_into(case_keys::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The key of a case that was begun before. It counts as made today, so that no sweep takes it for
/// an orphan while the case is being finished.
fn use_again(tx: &mut WriteTx<'_>, case: CaseId, today: Day) -> Result<FirstLock, StoreError> {
    diesel::update(case_keys::table.find(CaseIdColumn(case)))
        .set(case_keys::made_on.eq(DayColumn::from(today)))
        .execute(tx.connection())?;
    let keys = of_case(tx, case)?.ok_or(StoreError::NotFound)?;
    Ok(FirstLock {
        lock: keys.lock,
        number: keys.number,
    })
}

fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Option<CaseKeys>, StoreError> {
    Ok(of_cases(tx, &[case])?.remove(&case))
}

/// The keys of several cases. A case that never had one, or whose key was destroyed, is left out.
pub(crate) fn of_cases(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, CaseKeys>, StoreError> {
    type Kept = (CaseIdColumn, i64, Vec<u8>, Option<Vec<u8>>);
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let kept: Vec<Kept> = case_keys::table
        .filter(case_keys::case_id.eq_any(cases))
        .select((
            case_keys::case_id,
            case_keys::number,
            case_keys::key,
            case_keys::next_key,
        ))
        .load(tx.connection())?;
    let keys = |(case, number, key, next): Kept| {
        let (lock, next) = (lock_with(key)?, next.map(lock_with).transpose()?);
        Ok((case.into(), CaseKeys { number, lock, next }))
    };
    kept.into_iter().map(keys).collect()
}

/// The lock under which a case is, and the one that takes its place. The key of the next one is durable
/// when this returns; what somebody began before is gone on with. `None` when the case is under another key
/// by now.
pub(crate) async fn next_lock(
    keystore: &Archive,
    case: CaseId,
    number: i64,
) -> Result<Option<(CaseLock, CaseLock)>, StoreError> {
    let fresh = Zeroizing::new(*CaseLock::draw()?.expose());
    let propose = move |tx: &mut WriteTx<'_>| {
        take_over(tx, case, number)?;
        let Some(keys) = of_case(tx, case)? else {
            return Err(StoreError::NotFound);
        };
        if keys.number != number {
            return Ok(None);
        }
        if let Some(next) = keys.next {
            return Ok(Some((keys.lock, next)));
        }
        diesel::update(case_keys::table.find(CaseIdColumn(case)))
            .set(case_keys::next_key.eq(Some(fresh.as_slice())))
            .execute(tx.connection())?;
        Ok(Some((keys.lock, CaseLock::from_bytes(*fresh))))
    };
    keystore.write("keep next case key", propose).await
}

/// Puts the next key in the place of the one before, which is destroyed as [`destroy`] does it. Only for a
/// case that is surely under the key with this number; where that is done already, nothing happens.
pub(crate) fn take_over(tx: &mut WriteTx<'_>, case: CaseId, number: i64) -> Result<(), StoreError> {
    let before = || {
        case_keys::table
            .find(CaseIdColumn(case))
            .filter(case_keys::number.eq(number.saturating_sub(1)))
            .filter(case_keys::next_key.is_not_null())
    };
    let next: Option<Option<Vec<u8>>> = before()
        .select(case_keys::next_key)
        .first(tx.connection())
        .optional()?;
    let Some(next) = next.flatten().map(Zeroizing::new) else {
        return Ok(());
    };
    diesel::update(before())
        .set(case_keys::key.eq(NO_KEY))
        .execute(tx.connection())?;
    diesel::update(before())
        .set((
            case_keys::key.eq(next.as_slice()),
            case_keys::number.eq(number),
            case_keys::next_key.eq(None::<&[u8]>),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Some of the cases that have a next key, in the order of their ids.
pub(crate) fn with_next(
    tx: &mut impl Reads,
    after: Option<CaseId>,
    limit: usize,
) -> Result<Vec<CaseId>, StoreError> {
    let mut keys = case_keys::table
        .select(case_keys::case_id)
        .filter(case_keys::next_key.is_not_null())
        .order(case_keys::case_id)
        .limit(i64::try_from(limit).map_err(StoreError::broken)?)
        .into_boxed();
    if let Some(after) = after {
        keys = keys.filter(case_keys::case_id.gt(CaseIdColumn(after)));
    }
    let cases: Vec<CaseIdColumn> = keys.load(tx.connection())?;
    Ok(cases.into_iter().map(CaseId::from).collect())
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
        .set((
            case_keys::key.eq(NO_KEY),
            case_keys::next_key.eq(None::<&[u8]>),
        ))
        .execute(tx.connection())?;
    diesel::delete(old()).execute(tx.connection())?;
    Ok(())
}

/// Destroys the keys of a case: whatever they locked opens no more. Zeros are written over the one in use
/// before its row is deleted.
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
        .set((
            case_keys::key.eq(NO_KEY),
            case_keys::next_key.eq(None::<&[u8]>),
        ))
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
