use std::fmt;
use std::sync::Arc;

use casework::{ActKind, CaseFile, ListedCase, OfficerGrant, Priority, StoredObject};
use ledger::Code;
use seal::{
    BodyId, CaseId, Day, DetachedObject, Digest, Grant, InstanceId, Kind, LogTicket, ObjectHeader,
    ObjectId, OfficerId, ParcelId, REPLY_BYTES, ReplyParts, SealedObject, Sender,
};

use crate::accepting::hand_over;
use crate::act::{self, Done};
use crate::blob::{BundleStore, StoredBundle};
use crate::bundle_reader::BundleReader;
use crate::case::CasePlan;
use crate::grant::LockedGrant;
use crate::locked::Locks;
use crate::reply::LockedReply;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::waiting_bundle::{ChunkAhead, SentAhead, WaitingBundle};
use crate::{
    case, claim, grant, mailbox, object, proposal, protection, queued_entry, referral, reply,
    review, standing, task,
};

/// The door for the desk and the offline station. Every function asks who is asking: without a grant
/// for a case the case does not exist.
#[derive(Clone)]
pub struct CaseRoom(pub(crate) Arc<Shelves>);

impl CaseRoom {
    pub(crate) fn new(shelves: Arc<Shelves>) -> Self {
        Self(shelves)
    }

    /// The cases that the officer holds a grant for, in the order of their ids, beginning after
    /// `after`.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn cases_of(
        &self,
        officer: OfficerId,
        after: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<ListedCase>, StoreError> {
        let list = move |tx: &mut ReadTx<'_>| {
            let ids = grant::cases_of(tx, officer, after, limit)?;
            let cases = case::all_of(tx, &ids)?;
            let grants = grant::of_officer(tx, officer, &ids)?;
            Ok(((cases, grants, object::cards_of(tx, &ids)?), ids))
        };
        let ((cases, grants, cards), locks) = self.0.read_locked(list).await?;
        self.0.unlock_list(&locks, cases, &grants, cards)
    }

    /// Everything in one case. The record of acts says so before anything is handed out.
    ///
    /// # Errors
    /// `NotFound` when there is no such case or the officer holds no grant for it.
    pub async fn case_file(
        &self,
        officer: OfficerId,
        case: CaseId,
        today: Day,
    ) -> Result<CaseFile, StoreError> {
        self.note_opened(officer, case, today).await?;
        let read = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            let cases = case::all_of(tx, &[case])?;
            let grants = grant::of_officer(tx, officer, &[case])?;
            let pending = proposal::of_case(tx, case)?;
            let rest = (
                grant::holders_of(tx, case)?,
                object::of_case(tx, case)?,
                claim::of_case(tx, case)?,
                standing::of_case(tx, case, pending)?.standing,
                (
                    protection::of_case(tx, case)?,
                    protection::told_in(tx, case)?,
                ),
                (task::of_case(tx, case)?, referral::of_case(tx, case)?),
            );
            let cards = object::cards_of(tx, &[case])?;
            Ok(((cases, grants, cards, rest), vec![case]))
        };
        let ((cases, grants, cards, rest), locks) = self.0.read_locked(read).await?;
        let listed = self.0.unlock_list(&locks, cases, &grants, cards)?;
        let case = listed.into_iter().next().ok_or(StoreError::NotFound)?;
        let (holders, objects, claims, standing, (protections, told), rest) = rest;
        let (tasks, referrals) = rest;
        Ok(CaseFile {
            case,
            epoch: case::EPOCH,
            is_held: standing.is_held,
            pending: standing.pending,
            protections: protections.into_iter().map(|known| known.state).collect(),
            told,
            holders,
            objects,
            claims,
            tasks,
            referrals,
        })
    }

    /// The ciphertext of a bundle. The record of acts says so before anything is handed out, once a day.
    ///
    /// # Errors
    /// `NotFound` when there is no such object or the officer holds no grant for its case.
    pub async fn bundle(
        &self,
        officer: OfficerId,
        object: ObjectId,
        today: Day,
    ) -> Result<BundleReader, StoreError> {
        let check = move |tx: &mut ReadTx<'_>| {
            let (case, digest) = object::digest_of(tx, object)?;
            grant::require(tx, officer, case)?;
            Ok((case, digest))
        };
        let (case, digest) = self.0.main.read(check).await?;
        let fetched = Done::in_case(ActKind::FilesFetched, officer, case).about(digest);
        self.note_held(fetched, (officer, case), today).await?;
        Ok(BundleReader::new(self.0.clone(), object))
    }

    /// Begins to take the chunks of a reply's files. They are stored before the reply that names them.
    pub fn new_bundle(&self) -> BundleStore {
        self.0.blobs.new_bundle()
    }

    /// Keeps a chunk of a reply's files until the reply that names them is there. Sending it again costs
    /// one look. It waits for three days after the last one with this id, together with at most
    /// `most_waiting` bytes of everybody's.
    ///
    /// # Errors
    /// `NotFound` without a grant for the case; `Conflict` when other bytes wait in its place. After
    /// `Full`, `Unreachable` and `Broken` it can be sent again.
    pub async fn send_ahead(
        &self,
        (officer, case): (OfficerId, CaseId),
        chunk: ChunkAhead,
        most_waiting: u64,
        today: Day,
    ) -> Result<SentAhead, StoreError> {
        let check = move |tx: &mut ReadTx<'_>| grant::require(tx, officer, case);
        self.0.main.read(check).await?;
        let shelves = self.0.clone();
        let keep = async move { shelves.send_ahead(chunk, most_waiting, today).await };
        tokio::spawn(keep).await?
    }

    /// The chunks that wait under this id, for [`reply_with_files`](Self::reply_with_files).
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn waiting_bundle(&self, id: ParcelId) -> Result<WaitingBundle, StoreError> {
        WaitingBundle::of(self.0.clone(), id).await
    }

    /// Puts a reply without files into the case and into the reporter's mailbox, and its entry into
    /// the queue of the log, in one write. A mailbox that is gone gets no copy.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` when the two copies do not belong together, when one is
    /// longer than a reply can be, when the reply does not go on where the officer's last object in the
    /// case ended, when it has files, or when the ticket is about something else.
    pub async fn reply(
        &self,
        officer: OfficerId,
        parts: ReplyParts,
        ticket: LogTicket,
        today: Day,
    ) -> Result<(), StoreError> {
        self.take_reply(officer, parts, None, ticket, today).await
    }

    /// The same for a reply with files, whose ciphertext the caller has checked while storing it. They
    /// become an object of the case, and the reporter's copy names them.
    ///
    /// # Errors
    /// As [`reply`](Self::reply); `Conflict` also when the files are not those of the reply, do not
    /// stand right before it, or do not come in chunks of [`seal::CHUNK_BYTES`].
    pub async fn reply_with_files(
        &self,
        officer: OfficerId,
        parts: ReplyParts,
        files: StoredBundle,
        ticket: LogTicket,
        today: Day,
    ) -> Result<(), StoreError> {
        self.take_reply(officer, parts, Some(files), ticket, today)
            .await
    }

    async fn take_reply(
        &self,
        officer: OfficerId,
        parts: ReplyParts,
        stored: Option<StoredBundle>,
        ticket: LogTicket,
        today: Day,
    ) -> Result<(), StoreError> {
        let (case, digest) = (parts.to_case.header.case, parts.to_case.digest());
        let fits = parts.to_case.header.kind == Kind::Reply
            && are_twins(&parts)
            && are_its_files(&parts, stored.as_ref());
        if !fits {
            return Err(StoreError::Conflict);
        }
        let instance = self.0.instance;
        let bundle = parts.files.as_ref().map(|files| files.header.object);
        let copy = parts.to_reporter;
        let lock = |locks: &Locks| {
            let lock = locks.of(case).ok_or(StoreError::NotFound)?;
            LockedReply::new(&copy, bundle, lock, instance, today)
        };
        let goes_on = reply::day_if_unread(today)?;
        let to_case = StoredObject::from(parts.to_case);
        let files = parts.files.map(StoredObject::from);
        let (chunks, mut litter) = hand_over(stored);
        let reply = move |tx: &mut WriteTx<'_>, copy: &LockedReply| {
            if let Some(files) = &files {
                record_object(tx, officer, instance, files, today)?;
                chunks.record(tx, files.header().object)?;
            }
            record_object(tx, officer, instance, &to_case, today)?;
            let answered = Done::in_case(ActKind::Answered, officer, case).about(digest);
            act::record(tx, instance, answered, today)?;
            if let Some(mailbox) = mailbox::of_case(tx, case)? {
                reply::record(tx, mailbox.digest, copy, goes_on)?;
            }
            queued_entry::record(tx, &ticket, today)?;
            claim::record(tx, case, (Code::Feedback, digest), &ticket, today)?;
            review::settle(tx, case, officer)?;
            case::note_answer(tx, case)
        };
        let taken = self.0.write_locked("reply", vec![case], lock, reply).await;
        if let (Err(fault), Some(litter)) = (&taken, &mut litter)
            && fault.surely_kept_nothing()
        {
            litter.pick_up().await;
        }
        taken.map_err(no_repetition)
    }

    /// The officer's last object in the case, from which the next one goes on.
    ///
    /// # Errors
    /// `NotFound` without a grant.
    pub async fn last_object_of(
        &self,
        officer: OfficerId,
        case: CaseId,
    ) -> Result<Option<DetachedObject>, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            object::last_of(tx, case, Sender::Officer(officer))
        };
        let last = self.0.main.read(read).await?;
        Ok(last.map(|last| last.object.detached()))
    }

    /// Keeps a grant that `officer` made for a colleague, who is an officer of the body `of`. The caller has
    /// checked its signature.
    ///
    /// # Errors
    /// `NotFound` when `officer` holds no grant; `Conflict` when the case is of another body, when somebody else
    /// made it, when it was made under other exclusions or for another epoch than the officer's own newest,
    /// when it is too long to be read again, when there are exclusions in the case that its maker had not
    /// seen, or when the colleague has declined the case or was excluded while holding it; `AlreadyThere`
    /// when the colleague has one for this epoch.
    pub async fn grant(
        &self,
        officer: OfficerId,
        granted: OfficerGrant,
        of: BodyId,
        today: Day,
    ) -> Result<(), StoreError> {
        self.check_made_from_own(officer, &granted.grant, of)
            .await?;
        let (instance, case) = (self.0.instance, granted.grant.case);
        let done = Done::in_case(ActKind::Granted, officer, case)
            .to(granted.grant.grantee)
            .about(Digest::of(&granted.grant.to_bytes()));
        let grant = granted.grant.clone();
        let lock = |locks: &Locks| {
            let lock = locks.of(case).ok_or(StoreError::NotFound)?;
            LockedGrant::new(&grant, lock, instance)
        };
        let record = move |tx: &mut WriteTx<'_>, locked: &LockedGrant| {
            grant::require(tx, officer, case)?;
            grant::check_new(tx, &granted.grant, granted.exclusions)?;
            let listing = case::listing(tx, case)?;
            grant::record(tx, locked, listing)?;
            act::record(tx, instance, done, today)
        };
        let cases = vec![case];
        self.0.write_locked("grant case", cases, lock, record).await
    }

    /// Refuses a grant that `officer` has not made out of the own newest one, and one for an officer of another
    /// body than the case. Of which body a case is never changes.
    pub(crate) async fn check_made_from_own(
        &self,
        officer: OfficerId,
        grant: &Grant,
        of: BodyId,
    ) -> Result<(), StoreError> {
        let instance = self.0.instance;
        if grant.grantor != Sender::Officer(officer)
            || grant.instance != instance
            || grant.epoch != case::EPOCH
            || grant.to_bytes().len() > Grant::MOST_BYTES
        {
            return Err(StoreError::Conflict);
        }
        let case = grant.case;
        let own = move |tx: &mut ReadTx<'_>| {
            let own = grant::of_officer(tx, officer, &[case])?;
            Ok(((own, case::body_of(tx, case)?), vec![case]))
        };
        let ((own, body), locks) = self.0.read_locked(own).await?;
        let own = own.last().ok_or(StoreError::NotFound)?;
        if body != Some(of) {
            return Err(StoreError::Conflict);
        }
        // An officer can pass on only what the officer's own grant opens.
        let own = own.open(locks.of(case).ok_or(StoreError::NotFound)?, instance)?;
        let made_from_own = (own.instance, own.case, own.epoch, own.exclusions)
            == (grant.instance, grant.case, grant.epoch, grant.exclusions);
        if made_from_own {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }

    /// How soon a case wants work.
    ///
    /// # Errors
    /// `NotFound` without a grant.
    pub async fn plan_of(&self, officer: OfficerId, case: CaseId) -> Result<CasePlan, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            case::plan_of(tx, case)
        };
        self.0.main.read(read).await
    }

    /// Sets how soon a case wants work, where that is to change, and by when.
    ///
    /// # Errors
    /// `NotFound` without a grant.
    pub async fn plan(
        &self,
        officer: OfficerId,
        case: CaseId,
        priority: impl Into<Option<Priority>>,
        due_on: Option<Day>,
        today: Day,
    ) -> Result<(), StoreError> {
        let priority = priority.into();
        let (instance, done) = (
            self.0.instance,
            Done::in_case(ActKind::Planned, officer, case),
        );
        let plan = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            case::plan(tx, case, priority, due_on)?;
            act::record(tx, instance, done, today)
        };
        self.0.main.write("plan case", plan).await
    }
}

impl fmt::Debug for CaseRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseRoom")
    }
}

/// Keeps what an officer adds to a case, who has to hold it.
pub(crate) fn record_object(
    tx: &mut WriteTx<'_>,
    officer: OfficerId,
    instance: InstanceId,
    object: &StoredObject,
    today: Day,
) -> Result<(), StoreError> {
    grant::require(tx, officer, object.header().case)?;
    record_holders_object(tx, officer, instance, object, today)
}

/// The same for an officer of whom this write knows already that they hold the case.
pub(crate) fn record_holders_object(
    tx: &mut WriteTx<'_>,
    officer: OfficerId,
    instance: InstanceId,
    object: &StoredObject,
    today: Day,
) -> Result<(), StoreError> {
    let header = object.header();
    let ours = (header.sender, header.instance, header.epoch)
        == (Sender::Officer(officer), instance, case::EPOCH);
    if !ours {
        return Err(StoreError::Conflict);
    }
    object::record_next(tx, object, today)
}

/// Whether the two copies stand at one place of the officer's chain, and neither is longer than a reply
/// can be.
pub(crate) fn are_twins(parts: &ReplyParts) -> bool {
    let (case, reporter) = (&parts.to_case.header, &parts.to_reporter.header);
    let twin = ObjectHeader {
        object: case.object,
        length: case.length,
        ..reporter.clone()
    };
    let fits = |copy: &SealedObject| copy.to_bytes().len() <= REPLY_BYTES;
    twin == *case && fits(&parts.to_case) && fits(&parts.to_reporter)
}

/// Whether the stored files are those of the reply; none where it has none.
fn are_its_files(parts: &ReplyParts, stored: Option<&StoredBundle>) -> bool {
    match (&parts.files, stored) {
        (None, None) => true,
        (Some(files), Some(stored)) => {
            let (header, reply) = (&files.header, &parts.to_case.header);
            header.case == reply.case
                && files.digest() == reply.previous
                && is_stored(files, stored)
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether these are the stored files of a bundle.
pub(crate) fn is_stored(files: &DetachedObject, stored: &StoredBundle) -> bool {
    let header = &files.header;
    header.kind == Kind::Bundle
        && header.commitment == Digest::NONE
        && header.length == stored.bytes()
        && stored.is_cut_evenly()
}

/// Where the chain of an officer's objects decides, "already there" means that another one took the
/// place.
pub(crate) fn no_repetition(fault: StoreError) -> StoreError {
    if matches!(fault, StoreError::AlreadyThere) {
        StoreError::Conflict
    } else {
        fault
    }
}
