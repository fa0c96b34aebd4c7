use diesel::prelude::*;
use seal::{CaseId, Day, MailboxDigest};

use crate::columns::{CaseIdColumn, DayColumn, MailboxColumn};
use crate::connection::MultiBackend;
use crate::schema::main::mailboxes;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = mailboxes, check_for_backend(MultiBackend))]
struct MailboxRow {
    #[diesel(serialize_as = MailboxColumn, deserialize_as = MailboxColumn)]
    digest: MailboxDigest,
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    deletion_asked_on: Option<DayColumn>,
}

/// Where a reporter comes back to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mailbox {
    pub(crate) digest: MailboxDigest,
    pub(crate) case: CaseId,
    pub(crate) deletion_asked_on: Option<Day>,
}

impl From<MailboxRow> for Mailbox {
    fn from(row: MailboxRow) -> Self {
        Self {
            digest: row.digest,
            case: row.case_id,
            deletion_asked_on: row.deletion_asked_on.map(Day::from),
        }
    }
}

/// Opens a mailbox. `AlreadyThere` when there is one with this digest, or one for this case.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    digest: MailboxDigest,
    case: CaseId,
) -> Result<(), StoreError> {
    diesel::insert_into(mailboxes::table)
        .values(MailboxRow {
            digest,
            case_id: case,
            deletion_asked_on: None,
        })
        .execute(tx.connection())?;
    Ok(())
}

/// The mailbox with this digest.
pub(crate) fn find(
    tx: &mut impl Reads,
    digest: MailboxDigest,
) -> Result<Option<Mailbox>, StoreError> {
    let row: Option<MailboxRow> = mailboxes::table
        .find(MailboxColumn(digest))
        .select(MailboxRow::as_select())
        .first(tx.connection())
        .optional()?;
    Ok(row.map(Mailbox::from))
}

/// The mailbox of a case.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Option<Mailbox>, StoreError> {
    let row: Option<MailboxRow> = mailboxes::table
        .filter(mailboxes::case_id.eq(CaseIdColumn(case)))
        .select(MailboxRow::as_select())
        .first(tx.connection())
        .optional()?;
    Ok(row.map(Mailbox::from))
}

/// Notes that the reporter asked for deletion; the first day counts.
pub(crate) fn note_deletion(
    tx: &mut WriteTx<'_>,
    digest: MailboxDigest,
    today: Day,
) -> Result<(), StoreError> {
    let not_yet = mailboxes::table
        .find(MailboxColumn(digest))
        .filter(mailboxes::deletion_asked_on.is_null());
    diesel::update(not_yet)
        .set(mailboxes::deletion_asked_on.eq(DayColumn::from(today)))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes the mailbox; its replies have to be gone.
pub(crate) fn forget(tx: &mut WriteTx<'_>, digest: MailboxDigest) -> Result<(), StoreError> {
    diesel::delete(mailboxes::table.find(MailboxColumn(digest))).execute(tx.connection())?;
    Ok(())
}
