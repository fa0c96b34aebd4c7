use casework::{
    ActKind, ParcelPart, ReferralState, ReferralStatus, SealedReferral, StepFault, StoredObject,
    TaskPlace,
};
use diesel::dsl::exists;
use diesel::prelude::*;
use seal::answer::StatusBlock;
use seal::{
    AcceptableFollowUp, AcceptableParcel, BodyId, CaseId, Day, Kind, MailboxDigest, ObjectId,
    OfficerId, REPLY_BYTES, SealedObject,
};

use crate::accepting::{NewCase, hand_over};
use crate::act::{self, Done};
use crate::blob::StoredBundle;
use crate::case_room::{CaseRoom, is_stored, no_repetition, record_object};
use crate::columns::{
    BodyIdColumn, CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn, ReferralStatusColumn,
};
use crate::connection::MultiBackend;
use crate::drop_box::{DropBox, ReplyPart};
use crate::overdue::{OverdueReferral, Presence};
use crate::schema::main::{grants, referrals};
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::{Accepted, barred, grant, object};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = referrals, check_for_backend(MultiBackend))]
struct ReferralRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    id: ObjectId,
    #[diesel(serialize_as = BodyIdColumn, deserialize_as = BodyIdColumn)]
    to_body: BodyId,
    #[diesel(serialize_as = ReferralStatusColumn, deserialize_as = ReferralStatusColumn)]
    status: ReferralStatus,
    due_on: Option<DayColumn>,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    last_id: ObjectId,
}

impl CaseRoom {
    /// Takes a step with a referral that nothing was sent ahead for, and keeps what is sealed about it. What is sent to the other body becomes a case of
    /// its own in the same write, so that there is never one without the other; what goes to an office elsewhere lies in
    /// this case in sealed parts until somebody carries it there. The caller has checked the signatures and the parcel, and
    /// that the day is one that can be kept.
    ///
    /// # Errors
    /// `NotFound` without a grant, and for a referral that is not in the case; `Conflict` for an object that is no note,
    /// too long, or does not go on where the officer's last object in the case, or the last one about this referral,
    /// ended; when something came into the case that its maker had not seen; and for a parcel that is for another body, lets
    /// in somebody whom this case keeps out, or was accepted before; also for one with files, which
    /// [`refer_with_files`](Self::refer_with_files) takes. A step that is not allowed is no error of storage: then nothing is
    /// kept.
    pub async fn refer(
        &self,
        officer: OfficerId,
        sent: SealedReferral,
        parcel: Option<AcceptableParcel>,
        today: Day,
    ) -> Result<Result<(), StepFault>, StoreError> {
        self.refer_with_files(officer, sent, parcel, None, today)
            .await
    }

    /// The same with files, whose ciphertext the caller has checked while storing it. They become those of the new case,
    /// or of this one where a parcel is carried.
    ///
    /// # Errors
    /// As [`refer`](Self::refer); `Conflict` also when the files are not those that the parcel or the officer has signed, or
    /// do not come in chunks of [`seal::CHUNK_BYTES`].
    pub async fn refer_with_files(
        &self,
        officer: OfficerId,
        sent: SealedReferral,
        parcel: Option<AcceptableParcel>,
        stored: Option<StoredBundle>,
        today: Day,
    ) -> Result<Result<(), StepFault>, StoreError> {
        check_sent(&sent, parcel.as_ref(), stored.as_ref())?;
        let SealedReferral {
            told,
            object,
            carried,
            files,
            ..
        } = sent;
        let own_files = files.map(|files| StoredObject::from(files.bundle));
        let their_files = parcel
            .as_ref()
            .and_then(|parcel| parcel.head.bundle.clone());
        let their_files = their_files.map(StoredObject::from);
        let begins = told.begins(object.header.object);
        let begins = begins.ok_or(StoreError::Conflict)?;
        let carried: Vec<_> = carried.into_iter().map(StoredObject::from).collect();
        let (instance, case, digest) = (self.0.instance, object.header.case, object.digest());
        let (note, object) = (object.header.object, StoredObject::from(object));
        // Nothing is drawn for who may not.
        let may = move |tx: &mut ReadTx<'_>| grant::require(tx, officer, case);
        self.0.main.read(may).await?;
        let grantees: Vec<_> = parcel
            .iter()
            .flat_map(|parcel| parcel.head.grants.iter().map(|grant| grant.grantee))
            .collect();
        let new_case = match parcel {
            // No act says there from where it came: beside that of this case it would join the two.
            Some(parcel) => Some(NewCase::prepare(&self.0, parcel, None, today).await?),
            None => None,
        };
        let (chunks, mut litter) = hand_over(stored);
        let take = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            let before = find(tx, case, told.referral)?;
            let goes_on = before
                .as_ref()
                .is_some_and(|before| (before.last_id, before.to_body) == (told.after, told.body));
            match &before {
                None if !begins => return Err(StoreError::NotFound),
                Some(_) if begins || !goes_on => return Err(StoreError::Conflict),
                None | Some(_) => {}
            }
            let status = before.as_ref().map(|before| before.status);
            let to = match ReferralStatus::after(status, told.to) {
                Ok(to) => to,
                Err(fault) => return Ok(Err(fault)),
            };
            let sends = to == ReferralStatus::Sent;
            if sends && awaits(tx, case, told.body)? {
                return Ok(Err(StepFault::AlreadySo));
            }
            if sends && object::count(tx, case)? != i64::from(told.seen) {
                return Err(StoreError::Conflict);
            }
            for grantee in &grantees {
                if barred::is_barred(tx, case, *grantee)? {
                    return Err(StoreError::Conflict);
                }
            }
            // The officer's client sealed the files first.
            for object in own_files.iter().chain([&object]).chain(&carried) {
                record_object(tx, officer, instance, object, today)?;
            }
            if let Some(files) = &own_files {
                chunks.record(tx, files.header().object)?;
            }
            let due = before.as_ref().and_then(|before| before.due_on);
            let row = ReferralRow {
                case_id: case,
                id: told.referral,
                to_body: told.body,
                status: to,
                due_on: to
                    .due_after(due.map(Day::from), told.due)
                    .map(DayColumn::from),
                last_id: note,
            };
            put(tx, row, before.is_some())?;
            let kind = if to == ReferralStatus::Sent {
                ActKind::ReferralSent
            } else if to == ReferralStatus::RiskBlocked {
                ActKind::ReferralBlocked
            } else {
                ActKind::ReferralSet
            };
            let done = Done::in_case(kind, officer, case).about(digest);
            act::record(tx, instance, done, today)?;
            if let Some(new_case) = &new_case {
                new_case.record(tx, today)?;
                if let Some(files) = &their_files {
                    new_case.record_files(tx, files, &chunks, today)?;
                }
            }
            Ok(Ok(()))
        };
        let taken = self.0.main.write("refer", take).await;
        let keeps_nothing = match &taken {
            Ok(taken) => taken.is_err(),
            Err(fault) => fault.surely_kept_nothing(),
        };
        if let (Some(litter), true) = (&mut litter, keeps_nothing) {
            litter.pick_up().await;
        }
        taken.map_err(no_repetition)
    }

    /// The answer page of a mailbox, as reporters get it. Who holds a case that was referred reads with it what the other
    /// body answered. It is not noted as read: what was answered stays for its whole time.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn referral_answers(
        &self,
        mailbox: MailboxDigest,
        page: u32,
    ) -> Result<Vec<u8>, StoreError> {
        DropBox(self.0.clone()).answer_page(mailbox, page).await
    }

    /// An answer that did not fit the page.
    ///
    /// # Errors
    /// `NotFound` when the mailbox is unknown or holds no such answer, also for the number of files.
    pub async fn referral_answer(
        &self,
        mailbox: MailboxDigest,
        answer: ObjectId,
    ) -> Result<SealedObject, StoreError> {
        match DropBox(self.0.clone()).reply_part(mailbox, answer).await? {
            ReplyPart::Copy(copy) => Ok(*copy),
            ReplyPart::Files(_) => Err(StoreError::NotFound),
        }
    }

    /// Where the sender of a referral stopped, from where a follow-up goes on.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn referral_status(
        &self,
        mailbox: MailboxDigest,
    ) -> Result<Option<StatusBlock>, StoreError> {
        DropBox(self.0.clone()).status(mailbox).await
    }

    /// Accepts what a holder adds to what was referred, or a contributor to a journal: objects of this kind and nothing else. The caller has checked it against
    /// [`CaseRoom::referral_status`].
    ///
    /// # Errors
    /// `NotFound` for an unknown mailbox; `Conflict` for anything else, and when something was added meanwhile.
    pub async fn follow_referral(
        &self,
        follow_up: AcceptableFollowUp,
        kind: Kind,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let mut objects = follow_up.objects.iter();
        let is_of_kind = objects.all(|object| object.header.kind == kind);
        if !is_of_kind || follow_up.bundle.is_some() {
            return Err(StoreError::Conflict);
        }
        let room = DropBox(self.0.clone());
        room.accept_follow_up(follow_up, None, None, today).await
    }

    /// Referrals whose answer is late since `through` or longer, the longest first; at most `limit`. For an auditor, as
    /// [`CaseRoom::overdue`].
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn overdue_referrals(
        &self,
        auditor: OfficerId,
        through: Day,
        presence: Presence,
        limit: i64,
        today: Day,
    ) -> Result<Vec<OverdueReferral>, StoreError> {
        let read_it = Done::in_office(ActKind::RecordRead, Some(auditor));
        self.note_daily(read_it, today).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            let rows: Vec<(CaseIdColumn, DayColumn)> = referrals::table
                .filter(
                    referrals::due_on
                        .assume_not_null()
                        .le(DayColumn::from(through)),
                )
                .filter(referrals::due_on.is_not_null())
                .order((referrals::due_on, referrals::case_id, referrals::id))
                .limit(limit)
                .select((referrals::case_id, referrals::due_on.assume_not_null()))
                .load(tx.connection())?;
            let late = |(case, due_on, holders)| OverdueReferral {
                case,
                due_on,
                holders,
            };
            let rows = presence.live_of(tx, rows)?;
            Ok(rows.into_iter().map(late).collect())
        };
        self.0.main.read(read).await
    }
}

/// Just what is sent comes with a parcel: for that body, or in parts for an office elsewhere. Every object is a note of this
/// case, or the files of what is carried.
fn check_sent(
    sent: &SealedReferral,
    parcel: Option<&AcceptableParcel>,
    stored: Option<&StoredBundle>,
) -> Result<(), StoreError> {
    let (told, case) = (&sent.told, sent.object.header.case);
    let mut objects = std::iter::once(&sent.object).chain(&sent.carried);
    let fits = objects.all(|object| {
        (object.header.kind, object.header.case) == (Kind::Note, case)
            && object.to_bytes().len() <= REPLY_BYTES
    });
    let is_its = parcel.is_none_or(|parcel| parcel.head.header.body == told.body);
    let of_parcel = parcel.and_then(|parcel| parcel.head.bundle.as_ref());
    let own = sent.files.as_ref().map(|files| &files.bundle);
    let has_its_files = match (of_parcel.or(own), stored) {
        (None, None) => true,
        (Some(files), Some(stored)) => is_stored(files, stored),
        (Some(_), None) | (None, Some(_)) => false,
    };
    let is_carried = own.is_none_or(|files| {
        files.header.case == case && of_parcel.is_none() && !sent.carried.is_empty()
    });
    let sends = told.to == ReferralStatus::Sent;
    let parcels = usize::from(parcel.is_some()) + usize::from(!sent.carried.is_empty());
    let is_few = sent.carried.len() <= ParcelPart::MOST_PARTS;
    if fits
        && is_its
        && has_its_files
        && is_carried
        && is_few
        && parcels == usize::from(sends)
        && sends == told.due.is_some()
    {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

fn key(case: CaseId, referral: ObjectId) -> (CaseIdColumn, ObjectIdColumn) {
    (CaseIdColumn(case), ObjectIdColumn(referral))
}

fn find(
    tx: &mut impl Reads,
    case: CaseId,
    referral: ObjectId,
) -> Result<Option<ReferralRow>, StoreError> {
    Ok(referrals::table
        .find(key(case, referral))
        .select(ReferralRow::as_select())
        .first(tx.connection())
        .optional()?)
}

/// Whether that body owes an answer to a referral of this case.
fn awaits(tx: &mut impl Reads, case: CaseId, body: BodyId) -> Result<bool, StoreError> {
    let referrals = of_case(tx, case)?;
    let mut to_them = referrals.iter().filter(|known| known.body == body);
    Ok(to_them.any(|known| known.status.awaits_answer()))
}

fn put(tx: &mut WriteTx<'_>, row: ReferralRow, is_there: bool) -> Result<(), StoreError> {
    if is_there {
        diesel::update(referrals::table.find(key(row.case_id, row.id)))
            .set((
                referrals::status.eq(ReferralStatusColumn::from(row.status)),
                referrals::due_on.eq(row.due_on),
                referrals::last_id.eq(ObjectIdColumn(row.last_id)),
            ))
            .execute(tx.connection())?;
        return Ok(());
    }
    diesel::insert_into(referrals::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The referrals of a case, in the order of their numbers.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Vec<ReferralState>, StoreError> {
    let rows: Vec<ReferralRow> = referrals::table
        .filter(referrals::case_id.eq(CaseIdColumn(case)))
        .order(referrals::id)
        .select(ReferralRow::as_select())
        .load(tx.connection())?;
    let state = |row: ReferralRow| ReferralState {
        referral: row.id,
        body: row.to_body,
        status: row.status,
        due: row.due_on.map(Day::from),
        last: row.last_id,
    };
    Ok(rows.into_iter().map(state).collect())
}

/// Removes the referrals of a case. What the other body has stays with it.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    let of_case = referrals::table.filter(referrals::case_id.eq(CaseIdColumn(case)));
    diesel::delete(of_case).execute(tx.connection())?;
    Ok(())
}

/// Referrals of an officer's cases that wait for an answer, by the day for which it was asked.
pub(crate) fn waiting(
    tx: &mut impl Reads,
    officer: OfficerId,
    after: Option<TaskPlace>,
    limit: i64,
) -> Result<Vec<TaskPlace>, StoreError> {
    // Few wait in the whole office, and each is looked up among the grants.
    let held = grants::table
        .filter(grants::case_id.eq(referrals::case_id))
        .filter(grants::grantee.eq(OfficerIdColumn(officer)))
        .select(grants::case_id);
    let day_of = referrals::due_on.assume_not_null();
    let mut waiting = referrals::table
        .filter(exists(held))
        .filter(referrals::due_on.is_not_null())
        .select((day_of, referrals::case_id, referrals::id))
        .order((day_of, referrals::case_id, referrals::id))
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        let (day, case) = (DayColumn::from(after.due_on), CaseIdColumn(after.case));
        let of_case = referrals::case_id
            .eq(case)
            .and(referrals::id.gt(ObjectIdColumn(after.task)));
        let of_day = referrals::case_id.gt(case).or(of_case);
        waiting = waiting.filter(day_of.gt(day).or(day_of.eq(day).and(of_day)));
    }
    let rows: Vec<(DayColumn, CaseIdColumn, ObjectIdColumn)> = waiting.load(tx.connection())?;
    let place = |(due_on, case, referral): (DayColumn, CaseIdColumn, ObjectIdColumn)| TaskPlace {
        due_on: due_on.into(),
        case: case.into(),
        task: referral.into(),
    };
    Ok(rows.into_iter().map(place).collect())
}
