use casework::{ATTEMPT_COUNTS_SECONDS, AccountName, SIGN_IN_SECONDS, wait_after};
use diesel::prelude::*;
use seal::Digest;

use crate::columns::DigestColumn;
use crate::connection::MultiBackend;
use crate::schema::main::{accounts, attempts, pending_sign_ins};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// The id of a sign-in that was begun, or of an attempt: 16 random bytes.
pub type SignInId = [u8; 16];

#[derive(Insertable)]
#[diesel(table_name = attempts)]
struct NewAttemptRow {
    id: Vec<u8>,
    account: DigestColumn,
    at: i64,
    outcome: &'static str,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = pending_sign_ins, check_for_backend(MultiBackend))]
struct PendingRow {
    id: Vec<u8>,
    account: String,
    state: Vec<u8>,
    began_at: i64,
}

/// A sign-in between its two messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The name that was typed; there may be no such account.
    pub account: AccountName,
    /// What the server has to remember, locked by its file.
    pub state: Vec<u8>,
}

/// Notes an attempt, unless too many before it failed: then says for how many seconds to wait. A
/// name that has no account is treated the same, and only its digest is kept.
pub(crate) fn attempt(
    tx: &mut WriteTx<'_>,
    id: SignInId,
    name: &AccountName,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    let account = key(name);
    let since = now.saturating_sub(ATTEMPT_COUNTS_SECONDS);
    let opened: Option<i64> = attempts::table
        .filter(attempts::account.eq(DigestColumn(account)))
        .filter(attempts::outcome.eq(OPENED))
        .order(attempts::at.desc())
        .select(attempts::at)
        .first(tx.connection())
        .optional()?;
    // The waits keep this list short.
    let failed: Vec<i64> = attempts::table
        .filter(attempts::account.eq(DigestColumn(account)))
        .filter(attempts::outcome.eq(BEGUN))
        .filter(attempts::at.gt(opened.map_or(since, |opened| opened.max(since))))
        .order(attempts::at.desc())
        .select(attempts::at)
        .load(tx.connection())?;
    if let Some(last) = failed.first() {
        let failures = u32::try_from(failed.len()).unwrap_or(u32::MAX);
        let left = last
            .saturating_add(wait_after(failures))
            .saturating_sub(now);
        if left > 0 {
            return Ok(Some(left));
        }
    }
    let row = NewAttemptRow {
        id: id.to_vec(),
        account: DigestColumn(account),
        at: now,
        outcome: BEGUN,
    };
    diesel::insert_into(attempts::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(None)
}

/// Notes that an attempt opened its account.
pub(crate) fn note_opened(tx: &mut WriteTx<'_>, id: SignInId) -> Result<(), StoreError> {
    diesel::update(attempts::table.find(id.to_vec()))
        .set(attempts::outcome.eq(OPENED))
        .execute(tx.connection())?;
    Ok(())
}

/// How many attempts of a name failed since a moment.
pub(crate) fn failed_since(
    tx: &mut impl Reads,
    name: &AccountName,
    since: i64,
) -> Result<u32, StoreError> {
    let count: i64 = attempts::table
        .filter(attempts::account.eq(DigestColumn(key(name))))
        .filter(attempts::outcome.eq(BEGUN))
        .filter(attempts::at.gt(since))
        .count()
        .get_result(tx.connection())?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Keeps a sign-in until its second message.
pub(crate) fn keep(
    tx: &mut WriteTx<'_>,
    id: SignInId,
    pending: &Pending,
    now: i64,
) -> Result<(), StoreError> {
    let row = PendingRow {
        id: id.to_vec(),
        account: pending.account.as_str().to_owned(),
        state: pending.state.clone(),
        began_at: now,
    };
    diesel::insert_into(pending_sign_ins::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Takes a sign-in out, so that its second message counts once. `NotFound` when it was taken, is too
/// old, or never was.
pub(crate) fn take(tx: &mut WriteTx<'_>, id: SignInId, now: i64) -> Result<Pending, StoreError> {
    let row: PendingRow = pending_sign_ins::table
        .find(id.to_vec())
        .filter(pending_sign_ins::began_at.gt(now.saturating_sub(SIGN_IN_SECONDS)))
        .select(PendingRow::as_select())
        .first(tx.connection())?;
    diesel::delete(pending_sign_ins::table.find(id.to_vec())).execute(tx.connection())?;
    Ok(Pending {
        account: row.account.parse().map_err(StoreError::broken)?,
        state: row.state,
    })
}

/// Removes sign-ins that were never finished, and attempts after their time.
pub(crate) fn forget_old(tx: &mut WriteTx<'_>, now: i64) -> Result<(), StoreError> {
    let began = now.saturating_sub(SIGN_IN_SECONDS);
    diesel::delete(pending_sign_ins::table.filter(pending_sign_ins::began_at.le(began)))
        .execute(tx.connection())?;
    let kept = now.saturating_sub(ATTEMPTS_KEPT_SECONDS);
    diesel::delete(attempts::table.filter(attempts::at.le(kept))).execute(tx.connection())?;
    Ok(())
}

/// Removes what names without an account left beyond a bound, the oldest first, and sign-ins that were
/// never finished. What slows an account down is not touched, however many names somebody invents.
pub(crate) fn forget_invented(tx: &mut WriteTx<'_>, now: i64) -> Result<(), StoreError> {
    let began = now.saturating_sub(SIGN_IN_SECONDS);
    diesel::delete(pending_sign_ins::table.filter(pending_sign_ins::began_at.le(began)))
        .execute(tx.connection())?;
    let names: Vec<String> = accounts::table
        .select(accounts::name)
        .load(tx.connection())?;
    let digests = names.iter().map(|name| DigestColumn(digest(name)));
    let surplus: Vec<Vec<u8>> = attempts::table
        .filter(attempts::account.ne_all(digests.collect::<Vec<_>>()))
        .order((attempts::at.desc(), attempts::id))
        .offset(INVENTED_KEPT)
        .limit(REMOVED_AT_ONCE)
        .select(attempts::id)
        .load(tx.connection())?;
    diesel::delete(attempts::table.filter(attempts::id.eq_any(surplus)))
        .execute(tx.connection())?;
    let surplus: Vec<Vec<u8>> = pending_sign_ins::table
        .filter(pending_sign_ins::account.ne_all(names))
        .order((pending_sign_ins::began_at.desc(), pending_sign_ins::id))
        .offset(INVENTED_KEPT)
        .limit(REMOVED_AT_ONCE)
        .select(pending_sign_ins::id)
        .load(tx.connection())?;
    diesel::delete(pending_sign_ins::table.filter(pending_sign_ins::id.eq_any(surplus)))
        .execute(tx.connection())?;
    Ok(())
}

fn key(name: &AccountName) -> Digest {
    digest(name.as_str())
}

fn digest(name: &str) -> Digest {
    Digest::of(name.as_bytes())
}

const BEGUN: &str = "begun";
const OPENED: &str = "opened";
const ATTEMPTS_KEPT_SECONDS: i64 = 30 * 86_400;
/// So many attempts of names without an account are kept, and so many of their sign-ins.
pub(crate) const INVENTED_KEPT: i64 = 1_000;
/// More than can be added between two removals, and little enough for one statement.
const REMOVED_AT_ONCE: i64 = 1_000;
