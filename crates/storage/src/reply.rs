use diesel::dsl::max;
use diesel::prelude::*;
use seal::{CaseId, CaseLock, Day, InstanceId, MailboxDigest, ObjectId, SealedObject};

use crate::columns::{DayColumn, MailboxColumn, ObjectIdColumn};
use crate::connection::MultiBackend;
use crate::leaving::Anew;
use crate::schema::main::replies;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = replies, check_for_backend(MultiBackend))]
struct ReplyRow {
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    object_id: ObjectId,
    #[diesel(serialize_as = MailboxColumn, deserialize_as = MailboxColumn)]
    mailbox: MailboxDigest,
    number: i64,
    locked: Vec<u8>,
    bundle: Option<ObjectIdColumn>,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    arrived_on: Day,
    read_on: Option<DayColumn>,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    goes_on: Day,
}

/// The mailbox's copy of a reply, inside the outer lock of its case, with the name of its files. The
/// files themselves are the case's; what goes with the mailbox's copy is the name, and the key that is
/// inside the copy.
#[derive(Debug, Clone)]
pub(crate) struct LockedReply {
    pub(crate) object: ObjectId,
    locked: Vec<u8>,
    pub(crate) bundle: Option<ObjectId>,
    pub(crate) arrived_on: Day,
}

impl LockedReply {
    pub(crate) fn new(
        reply: &SealedObject,
        bundle: Option<ObjectId>,
        lock: &CaseLock,
        instance: InstanceId,
        today: Day,
    ) -> Result<Self, StoreError> {
        let (case, object) = (reply.header.case, reply.header.object);
        let locked = lock
            .lock(instance, case, &place(object), &reply.to_bytes())
            .map_err(StoreError::broken)?;
        Ok(Self {
            object,
            locked,
            bundle,
            arrived_on: today,
        })
    }

    pub(crate) fn open(
        &self,
        lock: &CaseLock,
        instance: InstanceId,
        case: CaseId,
    ) -> Result<SealedObject, StoreError> {
        let reply = lock
            .open(instance, case, &place(self.object), &self.locked)
            .map_err(StoreError::broken)?;
        SealedObject::from_bytes(&reply).map_err(StoreError::broken)
    }
}

impl From<ReplyRow> for LockedReply {
    fn from(row: ReplyRow) -> Self {
        Self {
            object: row.object_id,
            locked: row.locked,
            bundle: row.bundle.map(ObjectId::from),
            arrived_on: row.arrived_on,
        }
    }
}

/// Puts a reply into a mailbox, under the next number. It goes on `goes_on` if nobody reads it.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    mailbox: MailboxDigest,
    reply: &LockedReply,
    goes_on: Day,
) -> Result<(), StoreError> {
    let last: Option<i64> = replies::table
        .filter(replies::mailbox.eq(MailboxColumn(mailbox)))
        .select(max(replies::number))
        .first(tx.connection())?;
    let row = ReplyRow {
        object_id: reply.object,
        mailbox,
        number: last.map_or(0, |last| last.saturating_add(1)),
        locked: reply.locked.clone(),
        bundle: reply.bundle.map(ObjectIdColumn),
        arrived_on: reply.arrived_on,
        read_on: None,
        goes_on,
    };
    diesel::insert_into(replies::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// One page of replies, newest first; page 0 has the newest.
pub(crate) fn page(
    tx: &mut impl Reads,
    mailbox: MailboxDigest,
    page: u32,
    size: u32,
) -> Result<Vec<LockedReply>, StoreError> {
    let rows: Vec<ReplyRow> = replies::table
        .filter(replies::mailbox.eq(MailboxColumn(mailbox)))
        .order(replies::number.desc())
        .offset(i64::from(page) * i64::from(size))
        .limit(size.into())
        .select(ReplyRow::as_select())
        .load(tx.connection())?;
    Ok(rows.into_iter().map(LockedReply::from).collect())
}

/// The reply of a mailbox that has this id, or whose files have it.
pub(crate) fn with_part(
    tx: &mut impl Reads,
    mailbox: MailboxDigest,
    part: ObjectId,
) -> Result<Option<LockedReply>, StoreError> {
    let part = ObjectIdColumn(part);
    let row: Option<ReplyRow> = replies::table
        .filter(replies::mailbox.eq(MailboxColumn(mailbox)))
        .filter(replies::object_id.eq(part).or(replies::bundle.eq(part)))
        .select(ReplyRow::as_select())
        .first(tx.connection())
        .optional()?;
    Ok(row.map(LockedReply::from))
}

/// How many replies there are.
pub(crate) fn count(tx: &mut impl Reads, mailbox: MailboxDigest) -> Result<u32, StoreError> {
    let count: i64 = replies::table
        .filter(replies::mailbox.eq(MailboxColumn(mailbox)))
        .count()
        .get_result(tx.connection())?;
    count.try_into().map_err(StoreError::broken)
}

/// Notes that the replies of one page were shown. Those seen for the first time go on `goes_on`, or
/// earlier where an earlier day is set.
pub(crate) fn note_read(
    tx: &mut WriteTx<'_>,
    mailbox: MailboxDigest,
    shown: &[ObjectId],
    today: Day,
    goes_on: Day,
) -> Result<(), StoreError> {
    let shown: Vec<_> = shown.iter().copied().map(ObjectIdColumn).collect();
    let unread = || {
        replies::table
            .filter(replies::mailbox.eq(MailboxColumn(mailbox)))
            .filter(replies::object_id.eq_any(shown.clone()))
            .filter(replies::read_on.is_null())
    };
    let goes_on = DayColumn::from(goes_on);
    diesel::update(unread().filter(replies::goes_on.gt(goes_on)))
        .set(replies::goes_on.eq(goes_on))
        .execute(tx.connection())?;
    diesel::update(unread())
        .set(replies::read_on.eq(DayColumn::from(today)))
        .execute(tx.connection())?;
    Ok(())
}

/// Locks all replies of a mailbox anew.
pub(crate) fn lock_anew(
    tx: &mut WriteTx<'_>,
    mailbox: MailboxDigest,
    anew: &Anew<'_>,
) -> Result<(), StoreError> {
    let rows: Vec<(ObjectIdColumn, Vec<u8>)> = replies::table
        .filter(replies::mailbox.eq(MailboxColumn(mailbox)))
        .select((replies::object_id, replies::locked))
        .load(tx.connection())?;
    for (object, locked) in rows {
        diesel::update(replies::table.find(object))
            .set(replies::locked.eq(anew.lock(&place(object.into()), &locked)?))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// Removes the replies whose day has come.
pub(crate) fn forget_old(tx: &mut WriteTx<'_>, today: Day) -> Result<(), StoreError> {
    diesel::delete(replies::table.filter(replies::goes_on.le(DayColumn::from(today))))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes all replies of a mailbox.
pub(crate) fn forget(tx: &mut WriteTx<'_>, mailbox: MailboxDigest) -> Result<(), StoreError> {
    diesel::delete(replies::table.filter(replies::mailbox.eq(MailboxColumn(mailbox))))
        .execute(tx.connection())?;
    Ok(())
}

/// The day on which a reply goes that nobody reads: 180 days from today, give or take 30.
pub(crate) fn day_if_unread(today: Day) -> Result<Day, StoreError> {
    about(today, 180, 30)
}

/// The day on which a reply goes that was read today: 30 days from today, give or take 7.
pub(crate) fn day_after_reading(today: Day) -> Result<Day, StoreError> {
    about(today, 30, 7)
}

/// A day about `days` after today. Were it exact, the day on which a reply goes would tell when it
/// was read.
fn about(today: Day, days: i32, give_or_take: i32) -> Result<Day, StoreError> {
    let chance = i32::from(u16::from_be_bytes(seal::random_bytes()?));
    Ok(today.plus(days - give_or_take + chance % (2 * give_or_take + 1)))
}

/// The row that a locked reply belongs to; locked bytes of another row do not open.
fn place(object: ObjectId) -> Vec<u8> {
    [b"reply".as_slice(), object.as_bytes()].concat()
}
