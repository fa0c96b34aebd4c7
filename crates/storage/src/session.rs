use casework::{AccountName, SESSION_IDLE_SECONDS, SESSION_SECONDS};
use diesel::prelude::*;
use seal::{Digest, OfficerId};

use crate::columns::{DigestColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::schema::main::{accounts, sessions};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, check_for_backend(MultiBackend))]
struct SessionRow {
    #[diesel(serialize_as = DigestColumn, deserialize_as = DigestColumn)]
    digest: Digest,
    account: String,
    opened_at: i64,
    seen_at: i64,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The account.
    pub account: AccountName,
    /// The officer whose account it is.
    pub officer: OfficerId,
}

/// Opens a session.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    digest: Digest,
    account: &AccountName,
    now: i64,
) -> Result<(), StoreError> {
    let row = SessionRow {
        digest,
        account: account.as_str().to_owned(),
        opened_at: now,
        seen_at: now,
    };
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The open session of a token, and when it was last noted. `NotFound` when it ended, was idle for
/// too long, or belongs to a locked account.
pub(crate) fn open(
    tx: &mut impl Reads,
    digest: Digest,
    now: i64,
) -> Result<(Session, i64), StoreError> {
    let (account, officer, seen_at): (String, OfficerIdColumn, i64) = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::digest.eq(DigestColumn(digest)))
        .filter(sessions::seen_at.gt(now.saturating_sub(SESSION_IDLE_SECONDS)))
        .filter(sessions::opened_at.gt(now.saturating_sub(SESSION_SECONDS)))
        .filter(accounts::locked_on.is_null())
        .select((sessions::account, accounts::officer, sessions::seen_at))
        .first(tx.connection())?;
    let session = Session {
        account: account.parse().map_err(StoreError::broken)?,
        officer: officer.into(),
    };
    Ok((session, seen_at))
}

/// Notes that a session is in use.
pub(crate) fn note_seen(tx: &mut WriteTx<'_>, digest: Digest, now: i64) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(DigestColumn(digest)))
        .set(sessions::seen_at.eq(now))
        .execute(tx.connection())?;
    Ok(())
}

/// Ends a session.
pub(crate) fn forget(tx: &mut WriteTx<'_>, digest: Digest) -> Result<(), StoreError> {
    diesel::delete(sessions::table.find(DigestColumn(digest))).execute(tx.connection())?;
    Ok(())
}

/// Ends all sessions of an account.
pub(crate) fn forget_of(tx: &mut WriteTx<'_>, account: &AccountName) -> Result<(), StoreError> {
    diesel::delete(sessions::table.filter(sessions::account.eq(account.as_str())))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes those that are over.
pub(crate) fn forget_old(tx: &mut WriteTx<'_>, now: i64) -> Result<(), StoreError> {
    let (idle, old) = (
        now.saturating_sub(SESSION_IDLE_SECONDS),
        now.saturating_sub(SESSION_SECONDS),
    );
    let over = sessions::seen_at.le(idle).or(sessions::opened_at.le(old));
    diesel::delete(sessions::table.filter(over)).execute(tx.connection())?;
    Ok(())
}
