use diesel::prelude::*;
use seal::{Day, Digest, MailboxDigest};

use crate::columns::{DayColumn, DigestColumn, MailboxColumn};
use crate::schema::main::resends;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = resends)]
struct ResendRow {
    #[diesel(serialize_as = MailboxColumn)]
    mailbox: MailboxDigest,
    #[diesel(serialize_as = DigestColumn)]
    digest: Digest,
    #[diesel(serialize_as = DayColumn)]
    sent_on: Day,
}

/// Remembers that a form with this digest was accepted.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    mailbox: MailboxDigest,
    digest: Digest,
    today: Day,
) -> Result<(), StoreError> {
    diesel::insert_into(resends::table)
        .values(ResendRow {
            mailbox,
            digest,
            sent_on: today,
        })
        .execute(tx.connection())?;
    Ok(())
}

/// Whether a form with this digest was accepted in the last seven days.
pub(crate) fn is_known(
    tx: &mut impl Reads,
    mailbox: MailboxDigest,
    digest: Digest,
) -> Result<bool, StoreError> {
    let found: i64 = resends::table
        .find((MailboxColumn(mailbox), DigestColumn(digest)))
        .count()
        .get_result(tx.connection())?;
    Ok(found > 0)
}

/// Forgets the digests that are older than seven days.
pub(crate) fn forget_old(tx: &mut WriteTx<'_>, today: Day) -> Result<(), StoreError> {
    let last = DayColumn::from(today.plus(-DAYS_KEPT));
    diesel::delete(resends::table.filter(resends::sent_on.lt(last))).execute(tx.connection())?;
    Ok(())
}

/// Forgets those of one mailbox.
pub(crate) fn forget(tx: &mut WriteTx<'_>, mailbox: MailboxDigest) -> Result<(), StoreError> {
    diesel::delete(resends::table.filter(resends::mailbox.eq(MailboxColumn(mailbox))))
        .execute(tx.connection())?;
    Ok(())
}

const DAYS_KEPT: i32 = 7;
