use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use casework::CaseStatus;
use ledger::Code;
use seal::answer::{Claim, SLOT_BYTES, SLOT_FIELDS_BYTES};
use seal::{
    CaseId, Day, DetachedObject, Grant, Kind, LogTicket, ObjectHeader, ObjectId, OfficerId,
    ReplyParts, SealedObject, Sender, SignedCaseHeader,
};

use crate::blob::Blobs;
use crate::case::{Priority, StoredCase};
use crate::grant::LockedGrant;
use crate::object::{ArrivedObject, StoredObject};
use crate::reply::LockedReply;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{case, case_key, chunk, claim, grant, mailbox, object, queued_entry, reply, resend};

/// The door for the desk and the offline station. Every function asks who is asking: without a grant
/// for a case the case does not exist.
#[derive(Clone)]
pub struct CaseRoom(Arc<Shelves>);

/// A case in an officer's list.
#[derive(Debug, Clone)]
pub struct ListedCase {
    /// What the reporter signed about the case.
    pub header: SignedCaseHeader,
    /// Where the work stands.
    pub status: CaseStatus,
    /// How soon it wants work.
    pub priority: Priority,
    /// When it arrived.
    pub received_on: Day,
    /// When something has to be done, where a day is set.
    pub due_on: Option<Day>,
    /// The officer's own grants, oldest epoch first, the outer lock taken off.
    pub grants: Vec<Grant>,
    /// The card, to be opened with the grant.
    pub card: Option<SealedObject>,
}

/// Everything an officer may have of a case, the outer lock taken off: from here on ordinary age
/// tools open it. The ciphertext of bundles is read with [`CaseRoom::bundle`].
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// As in the list.
    pub case: ListedCase,
    /// The current epoch.
    pub epoch: u32,
    /// Who holds a grant.
    pub holders: Vec<OfficerId>,
    /// All objects, in the order of the days on which they arrived.
    pub objects: Vec<ArrivedObject>,
    /// What the log holds about the case.
    pub claims: Vec<Claim>,
}

/// Reads the ciphertext of a bundle, chunk by chunk.
pub struct BundleReader {
    shelves: Arc<Shelves>,
    object: ObjectId,
    number: i64,
}

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
            Ok((ids.clone(), cases, grants, object::cards_of(tx, &ids)?))
        };
        let (ids, cases, grants, cards) = self.0.main.read(list).await?;
        self.0.unlock_list(ids, cases, grants, cards).await
    }

    /// Everything in one case.
    ///
    /// # Errors
    /// `NotFound` when there is no such case or the officer holds no grant for it.
    pub async fn case_file(
        &self,
        officer: OfficerId,
        case: CaseId,
    ) -> Result<CaseFile, StoreError> {
        let read = move |tx: &mut ReadTx<'_>| {
            grant::require(tx, officer, case)?;
            let cases = case::all_of(tx, &[case])?;
            let grants = grant::of_officer(tx, officer, &[case])?;
            let rest = (
                grant::epoch_of(tx, case)?,
                grant::holders_of(tx, case)?,
                object::of_case(tx, case)?,
                claim::of_case(tx, case)?,
            );
            Ok((cases, grants, object::cards_of(tx, &[case])?, rest))
        };
        let (cases, grants, cards, rest) = self.0.main.read(read).await?;
        let listed = self.0.unlock_list(vec![case], cases, grants, cards).await?;
        let case = listed.into_iter().next().ok_or(StoreError::NotFound)?;
        let (epoch, holders, objects, claims) = rest;
        Ok(CaseFile {
            case,
            epoch,
            holders,
            objects,
            claims,
        })
    }

    /// The ciphertext of a bundle.
    ///
    /// # Errors
    /// `NotFound` when there is no such object or the officer holds no grant for its case.
    pub async fn bundle(
        &self,
        officer: OfficerId,
        object: ObjectId,
    ) -> Result<BundleReader, StoreError> {
        let check = move |tx: &mut ReadTx<'_>| {
            let case = object::case_of(tx, object)?;
            grant::require(tx, officer, case)
        };
        self.0.main.read(check).await?;
        Ok(BundleReader {
            shelves: self.0.clone(),
            object,
            number: 0,
        })
    }

    /// Puts a reply into the case and into the reporter's mailbox, and its entry into the queue of
    /// the log, in one write. A mailbox that is gone gets no copy.
    ///
    /// # Errors
    /// `NotFound` without a grant; `Conflict` when the two copies do not belong together, or when the
    /// reply does not go on where the officer's last object in the case ended.
    pub async fn reply(
        &self,
        officer: OfficerId,
        parts: ReplyParts,
        ticket: LogTicket,
        today: Day,
    ) -> Result<(), StoreError> {
        let (case, epoch) = (parts.to_case.header.case, parts.to_case.header.epoch);
        if !are_twins(&parts) || parts.to_case.header.kind != Kind::Reply {
            return Err(StoreError::Conflict);
        }
        let lock = case_key::lock_of(&self.0.keystore, case)
            .await?
            .ok_or(StoreError::NotFound)?;
        let copy = LockedReply::new(&parts.to_reporter, &lock, self.0.instance, today)?;
        let goes_on = reply::day_if_unread(today)?;
        let to_case = StoredObject::from(parts.to_case);
        let reply = move |tx: &mut WriteTx<'_>| {
            if grant::epoch_of(tx, case)? != epoch {
                return Err(StoreError::Conflict);
            }
            record_object(tx, officer, &to_case, today)?;
            if let Some(mailbox) = mailbox::of_case(tx, case)? {
                reply::record(tx, mailbox.digest, &copy, goes_on)?;
            }
            queued_entry::record(tx, &ticket, today)?;
            claim::record(tx, case, Code::Feedback, &ticket, today)?;
            case::note_answer(tx, case)
        };
        self.0
            .main
            .write("reply", reply)
            .await
            .map_err(no_repetition)
    }

    /// Adds an officer's object to its case (a note, a status, an exclusion), with the log entry about
    /// it where there is one.
    ///
    /// # Errors
    /// As [`reply`](Self::reply), and `Conflict` for any other kind of object.
    pub async fn add_object(
        &self,
        officer: OfficerId,
        object: SealedObject,
        entry: Option<(Code, LogTicket)>,
        today: Day,
    ) -> Result<(), StoreError> {
        let case = object.header.case;
        if ![Kind::Note, Kind::Status, Kind::Exclusion].contains(&object.header.kind) {
            return Err(StoreError::Conflict);
        }
        let object = StoredObject::from(object);
        let add = move |tx: &mut WriteTx<'_>| {
            record_object(tx, officer, &object, today)?;
            let Some((code, ticket)) = &entry else {
                return Ok(());
            };
            queued_entry::record(tx, ticket, today)?;
            claim::record(tx, case, *code, ticket, today)
        };
        self.0
            .main
            .write("add object", add)
            .await
            .map_err(no_repetition)
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

    /// Keeps a grant that `officer` made for a colleague. The caller has checked its signature.
    ///
    /// # Errors
    /// `NotFound` when `officer` holds no grant; `Conflict` when somebody else made it, or when it
    /// was made under other exclusions or for another epoch than the officer's own newest; `AlreadyThere` when the colleague has one for this epoch.
    pub async fn grant(&self, officer: OfficerId, grant: Grant) -> Result<(), StoreError> {
        if grant.grantor != Sender::Officer(officer) || grant.instance != self.0.instance {
            return Err(StoreError::Conflict);
        }
        let case = grant.case;
        let own = self
            .0
            .main
            .read(move |tx| grant::of_officer(tx, officer, &[case]))
            .await?;
        let own = own.last().ok_or(StoreError::NotFound)?;
        let lock = case_key::lock_of(&self.0.keystore, case)
            .await?
            .ok_or(StoreError::NotFound)?;
        // An officer opens the epochs of their own grants and no other; the epoch of a case is the
        // highest that a grant has, so nobody may invent one.
        let own = own.open(&lock, self.0.instance)?;
        if (own.exclusions, own.epoch) != (grant.exclusions, grant.epoch) {
            return Err(StoreError::Conflict);
        }
        let locked = LockedGrant::new(&grant, &lock, self.0.instance)?;
        let record = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            grant::record(tx, &locked)
        };
        self.0.main.write("grant case", record).await
    }

    /// Says where the work stands.
    ///
    /// # Errors
    /// `NotFound` without a grant.
    pub async fn set_status(
        &self,
        officer: OfficerId,
        case: CaseId,
        status: CaseStatus,
    ) -> Result<(), StoreError> {
        let set = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            case::set_status(tx, case, status)
        };
        self.0.main.write("set status", set).await
    }

    /// Sets how soon a case wants work, and by when.
    ///
    /// # Errors
    /// `NotFound` without a grant.
    pub async fn plan(
        &self,
        officer: OfficerId,
        case: CaseId,
        priority: Priority,
        due_on: Option<Day>,
    ) -> Result<(), StoreError> {
        let plan = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            case::plan(tx, case, priority, due_on)
        };
        self.0.main.write("plan case", plan).await
    }

    /// Forgets a case: its rows, then its key, then its blobs. What is interrupted on the way is
    /// swept. Two different holders have to want it; which case may be forgotten when is for the
    /// caller to know.
    ///
    /// # Errors
    /// `NotFound` when one of the two holds no grant, or both are the same.
    pub async fn forget_case(
        &self,
        case: CaseId,
        holders: [OfficerId; 2],
    ) -> Result<(), StoreError> {
        let [one, other] = holders;
        if one == other {
            return Err(StoreError::NotFound);
        }
        let forget = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, one, case)?;
            grant::require(tx, other, case)?;
            if let Some(mailbox) = mailbox::of_case(tx, case)? {
                reply::forget(tx, mailbox.digest)?;
                resend::forget(tx, mailbox.digest)?;
                mailbox::forget(tx, mailbox.digest)?;
            }
            let blobs = chunk::forget(tx, case)?;
            object::forget(tx, case)?;
            grant::forget(tx, case)?;
            claim::forget(tx, case)?;
            case::forget(tx, case)?;
            Ok(blobs)
        };
        let blobs = self.0.main.write("forget case", forget).await?;
        let destroy = move |tx: &mut WriteTx<'_>| case_key::destroy(tx, case);
        self.0.keystore.write("destroy case key", destroy).await?;
        self.0.keystore.clear_log().await?;
        for blob in blobs {
            self.0.blobs.delete(&blob).await?;
        }
        Ok(())
    }
}

impl fmt::Debug for CaseRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseRoom")
    }
}

impl fmt::Debug for BundleReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BundleReader")
            .field("object", &self.object)
            .finish_non_exhaustive()
    }
}

impl BundleReader {
    /// The next chunk; `None` behind the last. Whether all of them are the bundle that was signed is
    /// for `seal` to check.
    ///
    /// # Errors
    /// Storage that fails, or a blob that is missing.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, StoreError> {
        let Some(mut blob) = self.blob().await? else {
            return Ok(None);
        };
        let blobs: &Blobs = &self.shelves.blobs;
        let mut chunk = blobs.read(&blob).await;
        while matches!(chunk, Err(StoreError::NotFound)) {
            // The nightly shuffle may have moved it between the two lines above.
            let moved = self.blob().await?.filter(|moved| *moved != blob);
            blob = moved.ok_or_else(|| StoreError::broken("a blob is missing"))?;
            chunk = blobs.read(&blob).await;
        }
        self.number = self.number.saturating_add(1);
        chunk.map(Some)
    }

    async fn blob(&self) -> Result<Option<String>, StoreError> {
        let (object, number) = (self.object, self.number);
        let blob = self
            .shelves
            .main
            .read(move |tx| chunk::blob_of(tx, object, number))
            .await;
        match blob {
            Ok(blob) => Ok(Some(blob)),
            Err(StoreError::NotFound) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

impl Shelves {
    /// A case whose key is gone is being forgotten, and left out.
    async fn unlock_list(
        &self,
        ids: Vec<CaseId>,
        cases: Vec<StoredCase>,
        grants: Vec<LockedGrant>,
        cards: Vec<SealedObject>,
    ) -> Result<Vec<ListedCase>, StoreError> {
        let locks = self
            .keystore
            .read(move |tx| case_key::of_cases(tx, &ids))
            .await?;
        let mut cards: BTreeMap<_, _> = cards
            .into_iter()
            .map(|card| (card.header.case, card))
            .collect();
        let mut listed = Vec::with_capacity(cases.len());
        for case in cases {
            let id = case.header.case;
            let Some(lock) = locks.get(&id) else { continue };
            let own = grants.iter().filter(|grant| grant.case == id);
            let own = own.map(|grant| grant.open(lock, self.instance));
            listed.push(ListedCase {
                grants: own.collect::<Result<_, _>>()?,
                card: cards.remove(&id),
                header: case.header,
                status: case.status,
                priority: case.priority,
                received_on: case.received_on,
                due_on: case.due_on,
            });
        }
        Ok(listed)
    }
}

fn record_object(
    tx: &mut WriteTx<'_>,
    officer: OfficerId,
    object: &StoredObject,
    today: Day,
) -> Result<(), StoreError> {
    if object.header().sender != Sender::Officer(officer) {
        return Err(StoreError::Conflict);
    }
    grant::require(tx, officer, object.header().case)?;
    object::record_next(tx, object, today)
}

/// Whether the two copies stand at one place of the officer's chain, and the reporter's fits a slot
/// of the answer page: one that does not would keep the page from being written.
fn are_twins(parts: &ReplyParts) -> bool {
    let (case, reporter) = (&parts.to_case.header, &parts.to_reporter.header);
    let twin = ObjectHeader {
        object: case.object,
        length: case.length,
        ..reporter.clone()
    };
    twin == *case && parts.to_reporter.to_bytes().len() <= SLOT_BYTES - SLOT_FIELDS_BYTES
}

/// Where the chain of an officer's objects decides, "already there" means that another one took the
/// place.
fn no_repetition(fault: StoreError) -> StoreError {
    if matches!(fault, StoreError::AlreadyThere) {
        StoreError::Conflict
    } else {
        fault
    }
}
