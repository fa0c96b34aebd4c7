use casework::AccountName;
use diesel::prelude::*;
use seal::{Day, Digest, OfficerId, SignInRecord};

use crate::columns::{DayColumn, DigestColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::passkey;
use crate::schema::main::{accounts, recovery_codes};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts, check_for_backend(MultiBackend))]
struct AccountRow {
    name: String,
    #[diesel(serialize_as = OfficerIdColumn, deserialize_as = OfficerIdColumn)]
    officer: OfficerId,
    record: Vec<u8>,
    wrapped: Vec<u8>,
    factor: Vec<u8>,
    factor_step: i64,
    locked_on: Option<DayColumn>,
}

/// An officer's account at the desk. Nothing in it opens a case: the wrapped keys need the
/// passphrase and the server's file together.
#[derive(Debug, Clone)]
pub struct Account {
    /// The name, typed at each sign-in.
    pub name: AccountName,
    /// Whose account it is.
    pub officer: OfficerId,
    /// The server's half of the passphrase.
    pub record: SignInRecord,
    /// The officer's keys, wrapped.
    pub wrapped: Vec<u8>,
    /// The secret of the codes, locked by the server's file.
    pub factor: Vec<u8>,
    /// The half minute of the last code that was used; a code is good once.
    pub factor_step: i64,
    /// When it was locked, if it is.
    pub locked_on: Option<Day>,
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.name.parse().map_err(StoreError::broken)?,
            officer: row.officer,
            record: SignInRecord::from_bytes(&row.record).map_err(StoreError::broken)?,
            wrapped: row.wrapped,
            factor: row.factor,
            factor_step: row.factor_step,
            locked_on: row.locked_on.map(Day::from),
        })
    }
}

/// Keeps an account in place of an earlier one of this name, whose second factors end.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    account: &Account,
    recovery: &[Digest],
) -> Result<(), StoreError> {
    let name = account.name.as_str();
    diesel::delete(recovery_codes::table.filter(recovery_codes::account.eq(name)))
        .execute(tx.connection())?;
    passkey::forget_of(tx, &account.name)?;
    diesel::delete(accounts::table.find(name)).execute(tx.connection())?;
    let row = AccountRow {
        name: name.to_owned(),
        officer: account.officer,
        record: account.record.as_bytes().to_vec(),
        wrapped: account.wrapped.clone(),
        factor: account.factor.clone(),
        factor_step: account.factor_step,
        locked_on: account.locked_on.map(DayColumn::from),
    };
    diesel::insert_into(accounts::table)
        .values(row)
        .execute(tx.connection())?;
    for code in recovery {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::account.eq(name),
                recovery_codes::digest.eq(DigestColumn(*code)),
            ))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// The account of a name.
pub(crate) fn named(
    tx: &mut impl Reads,
    name: &AccountName,
) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = accounts::table
        .find(name.as_str())
        .select(AccountRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(Account::try_from).transpose()
}

/// Every account, by name.
pub(crate) fn all(tx: &mut impl Reads) -> Result<Vec<Account>, StoreError> {
    let rows: Vec<AccountRow> = accounts::table
        .order(accounts::name)
        .select(AccountRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(Account::try_from).collect()
}

/// Uses up the code of a half minute. `Conflict` when it, or a later one, was used already.
pub(crate) fn use_step(
    tx: &mut WriteTx<'_>,
    name: &AccountName,
    step: i64,
) -> Result<(), StoreError> {
    let used = diesel::update(
        accounts::table
            .find(name.as_str())
            .filter(accounts::factor_step.lt(step)),
    )
    .set(accounts::factor_step.eq(step))
    .execute(tx.connection())?;
    if used == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// Uses up a recovery code. `Conflict` when there is none such.
pub(crate) fn use_recovery(
    tx: &mut WriteTx<'_>,
    name: &AccountName,
    code: Digest,
) -> Result<(), StoreError> {
    let used = diesel::delete(recovery_codes::table.find((name.as_str(), DigestColumn(code))))
        .execute(tx.connection())?;
    if used == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// Locks an account, or unlocks it. `NotFound` when there is none such.
pub(crate) fn lock(
    tx: &mut WriteTx<'_>,
    name: &AccountName,
    on: Option<Day>,
) -> Result<(), StoreError> {
    let set = diesel::update(accounts::table.find(name.as_str()))
        .set(accounts::locked_on.eq(on.map(DayColumn::from)))
        .execute(tx.connection())?;
    if set == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// The name and the officer of every account.
pub(crate) fn names(tx: &mut impl Reads) -> Result<Vec<(AccountName, OfficerId)>, StoreError> {
    let rows: Vec<(String, OfficerIdColumn)> = accounts::table
        .select((accounts::name, accounts::officer))
        .order(accounts::name)
        .load(tx.connection())?;
    let named = |(name, officer): (String, OfficerIdColumn)| {
        Ok((name.parse().map_err(StoreError::broken)?, officer.into()))
    };
    rows.into_iter().map(named).collect()
}
