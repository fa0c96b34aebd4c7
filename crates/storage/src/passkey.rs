use casework::{AccountName, ActKind, MOST_PASSKEYS};
use diesel::prelude::*;
use seal::Day;

use crate::account;
use crate::act::{self, Done};
use crate::columns::DayColumn;
use crate::connection::MultiBackend;
use crate::schema::main::{passkeys, recovery_codes};
use crate::sign_in::{self, SignInId};
use crate::staff_room::{self, StaffRoom, UsedFactor};
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = passkeys, check_for_backend(MultiBackend))]
struct PasskeyRow {
    credential: Vec<u8>,
    account: String,
    label: String,
    key: Vec<u8>,
    counter: i64,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    added_on: Day,
    locked_on: Option<DayColumn>,
}

/// A passkey of an account. All of it is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// How the officer's device finds it.
    pub credential: Vec<u8>,
    /// The account.
    pub account: AccountName,
    /// What the officer calls it.
    pub label: String,
    /// Its public key, as the desk's library writes it.
    pub key: Vec<u8>,
    /// How often it was used, as it says itself; many always say 0.
    pub counter: i64,
    /// When it was added.
    pub added_on: Day,
    /// When it was locked because a copy of it was used, if it was.
    pub locked_on: Option<Day>,
}

/// One use of a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyUse {
    /// Which one.
    pub credential: Vec<u8>,
    /// What it says now how often it was used.
    pub counter: i64,
    /// Its public key, to be kept from now on.
    pub key: Vec<u8>,
}

impl StaffRoom {
    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn passkeys(&self, name: AccountName) -> Result<Vec<Passkey>, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| of_account(tx, &name);
        self.0.main.read(read).await
    }

    /// Adds a passkey to its account.
    ///
    /// # Errors
    /// `AlreadyThere` when an account has it already, `Conflict` when this one has as many as it may.
    pub async fn add_passkey(&self, passkey: Passkey) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let add = move |tx: &mut WriteTx<'_>| {
            record(tx, &passkey)?;
            let officer = account::named(tx, &passkey.account)?.map(|account| account.officer);
            let added = Done::in_office(ActKind::PasskeyAdded, officer);
            act::record(tx, instance, added, passkey.added_on)
        };
        self.0.main.write("add passkey", add).await
    }

    /// Removes a passkey of an account.
    ///
    /// # Errors
    /// `NotFound` when the account has none such.
    pub async fn remove_passkey(
        &self,
        name: AccountName,
        credential: Vec<u8>,
        today: Day,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        let remove = move |tx: &mut WriteTx<'_>| {
            forget(tx, &name, &credential)?;
            let officer = account::named(tx, &name)?.map(|account| account.officer);
            let removed = Done::in_office(ActKind::PasskeyRemoved, officer);
            act::record(tx, instance, removed, today)
        };
        self.0.main.write("remove passkey", remove).await
    }

    /// Locks a passkey of which there is a copy: nobody signs in with it any more.
    ///
    /// # Errors
    /// `NotFound` when the account has none such.
    pub async fn lock_passkey(
        &self,
        name: AccountName,
        credential: Vec<u8>,
        on: Day,
    ) -> Result<(), StoreError> {
        let lock = move |tx: &mut WriteTx<'_>| lock(tx, &name, &credential, on);
        self.0.main.write("lock passkey", lock).await
    }

    /// Uses up a second factor, and notes that the attempt of this id succeeded. No session is opened.
    ///
    /// # Errors
    /// As [`StaffRoom::open_session`].
    pub async fn use_factor(
        &self,
        id: SignInId,
        name: AccountName,
        factor: UsedFactor,
    ) -> Result<(), StoreError> {
        let used = move |tx: &mut WriteTx<'_>| {
            let _officer = staff_room::use_factor(tx, &name, &factor)?;
            sign_in::note_opened(tx, id)
        };
        self.0.main.write("use second factor", used).await
    }

    /// How many recovery codes an account has left.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn recovery_codes_left(&self, name: AccountName) -> Result<usize, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            let codes = recovery_codes::table.filter(recovery_codes::account.eq(name.as_str()));
            let count: i64 = codes.count().get_result(tx.connection())?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        self.0.main.read(read).await
    }
}

/// Uses a passkey. `NotFound` when the account has none such, or it is locked; `Conflict` when it was
/// used more often than it says, which only a copy of it would.
pub(crate) fn use_key(
    tx: &mut WriteTx<'_>,
    name: &AccountName,
    used: &PasskeyUse,
) -> Result<(), StoreError> {
    let counted: i64 = passkeys::table
        .find(&used.credential)
        .filter(passkeys::account.eq(name.as_str()))
        .filter(passkeys::locked_on.is_null())
        .select(passkeys::counter)
        .first(tx.connection())?;
    let never_counts = (used.counter, counted) == (0, 0);
    if used.counter <= counted && !never_counts {
        return Err(StoreError::Conflict);
    }
    diesel::update(passkeys::table.find(&used.credential))
        .set((
            passkeys::counter.eq(used.counter),
            passkeys::key.eq(&used.key),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes all of an account.
pub(crate) fn forget_of(tx: &mut WriteTx<'_>, name: &AccountName) -> Result<(), StoreError> {
    diesel::delete(passkeys::table.filter(passkeys::account.eq(name.as_str())))
        .execute(tx.connection())?;
    Ok(())
}

fn of_account(tx: &mut impl Reads, name: &AccountName) -> Result<Vec<Passkey>, StoreError> {
    let rows: Vec<PasskeyRow> = passkeys::table
        .filter(passkeys::account.eq(name.as_str()))
        .order((passkeys::added_on, passkeys::credential))
        .select(PasskeyRow::as_select())
        .load(tx.connection())?;
    let passkeys = rows.into_iter().map(|row| Passkey {
        credential: row.credential,
        account: name.clone(),
        label: row.label,
        key: row.key,
        counter: row.counter,
        added_on: row.added_on,
        locked_on: row.locked_on.map(Day::from),
    });
    Ok(passkeys.collect())
}

fn record(tx: &mut WriteTx<'_>, passkey: &Passkey) -> Result<(), StoreError> {
    if of_account(tx, &passkey.account)?.len() >= MOST_PASSKEYS {
        return Err(StoreError::Conflict);
    }
    let row = PasskeyRow {
        credential: passkey.credential.clone(),
        account: passkey.account.as_str().to_owned(),
        label: passkey.label.clone(),
        key: passkey.key.clone(),
        counter: passkey.counter,
        added_on: passkey.added_on,
        locked_on: passkey.locked_on.map(DayColumn::from),
    };
    diesel::insert_into(passkeys::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

fn forget(tx: &mut WriteTx<'_>, name: &AccountName, credential: &[u8]) -> Result<(), StoreError> {
    let one = passkeys::table
        .find(credential)
        .filter(passkeys::account.eq(name.as_str()));
    found(diesel::delete(one).execute(tx.connection())?)
}

fn lock(
    tx: &mut WriteTx<'_>,
    name: &AccountName,
    credential: &[u8],
    on: Day,
) -> Result<(), StoreError> {
    let one = passkeys::table
        .find(credential)
        .filter(passkeys::account.eq(name.as_str()));
    let lock = diesel::update(one).set(passkeys::locked_on.eq(Some(DayColumn::from(on))));
    found(lock.execute(tx.connection())?)
}

fn found(rows: usize) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}
