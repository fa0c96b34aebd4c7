use casework::AccountName;
use diesel::prelude::*;
use seal::{Digest, OfficerId};

use crate::columns::{DigestColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::schema::main::invitations;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations, check_for_backend(MultiBackend))]
struct InvitationRow {
    #[diesel(serialize_as = DigestColumn, deserialize_as = DigestColumn)]
    digest: Digest,
    account: String,
    #[diesel(serialize_as = OfficerIdColumn, deserialize_as = OfficerIdColumn)]
    officer: OfficerId,
    expires_at: i64,
}

/// What an invitation invites to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The name that the account will have.
    pub account: AccountName,
    /// For whom it is.
    pub officer: OfficerId,
}

/// Keeps an invitation, in place of earlier ones for the account.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    digest: Digest,
    invitation: &Invitation,
    expires_at: i64,
) -> Result<(), StoreError> {
    forget_of(tx, &invitation.account)?;
    let row = InvitationRow {
        digest,
        account: invitation.account.as_str().to_owned(),
        officer: invitation.officer,
        expires_at,
    };
    diesel::insert_into(invitations::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The invitation of a link, and when it expires or did. `NotFound` when it was used, or never was.
pub(crate) fn of_link(
    tx: &mut impl Reads,
    digest: Digest,
) -> Result<(Invitation, i64), StoreError> {
    let row: InvitationRow = invitations::table
        .find(DigestColumn(digest))
        .select(InvitationRow::as_select())
        .first(tx.connection())?;
    let invitation = Invitation {
        account: row.account.parse().map_err(StoreError::broken)?,
        officer: row.officer,
    };
    Ok((invitation, row.expires_at))
}

/// Removes an invitation.
pub(crate) fn forget(tx: &mut WriteTx<'_>, digest: Digest) -> Result<(), StoreError> {
    diesel::delete(invitations::table.find(DigestColumn(digest))).execute(tx.connection())?;
    Ok(())
}

/// Removes those for an account.
pub(crate) fn forget_of(tx: &mut WriteTx<'_>, account: &AccountName) -> Result<(), StoreError> {
    diesel::delete(invitations::table.filter(invitations::account.eq(account.as_str())))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes those that are expired.
pub(crate) fn forget_old(tx: &mut WriteTx<'_>, now: i64) -> Result<(), StoreError> {
    diesel::delete(invitations::table.filter(invitations::expires_at.le(now)))
        .execute(tx.connection())?;
    Ok(())
}
