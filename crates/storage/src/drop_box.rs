use std::fmt;
use std::sync::Arc;

use ledger::Code;
use seal::answer::{Answer, StatusBlock};
use seal::{
    AcceptableFollowUp, AcceptableParcel, Day, Digest, Kind, MailboxDigest, ParcelId, Sender,
};

use crate::answer_page;
use crate::blob::{BundleStore, Litter, StoredBundle, StoredChunk};
use crate::grant::LockedGrant;
use crate::object::StoredObject;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::{
    case, case_key, chunk, claim, grant, mailbox, object, parcel, queued_entry, reply, resend,
};

/// The door for `intake`: what arrives goes in, and a mailbox can be read. Nothing else.
#[derive(Clone)]
pub struct DropBox(Arc<Shelves>);

/// What was accepted, and is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The day on which it arrived; the promise names the batch of the day after.
    pub on: Day,
    /// Whether it was accepted before and only sent again.
    pub again: bool,
}

/// Whether a form was sent before with the same receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentBefore {
    /// Nothing was sent with this receipt.
    Never,
    /// This very form, in the last seven days.
    ThisForm,
    /// Something else, or this form longer ago.
    OtherForm,
}

impl DropBox {
    pub(crate) fn new(shelves: Arc<Shelves>) -> Self {
        Self(shelves)
    }

    /// Begins to take the chunks of a bundle. They are stored before the parcel that names them.
    pub fn new_bundle(&self) -> BundleStore {
        self.0.blobs.new_bundle()
    }

    /// Accepts a first report, whole or not at all. When this returns it is on the disk; it goes on
    /// to its end even when nobody waits for it any more.
    ///
    /// `resend` is the digest by which the same form is recognized when it is sent again.
    ///
    /// # Errors
    /// `AlreadyThere` when the receipt has a mailbox, so that this has to become a follow-up;
    /// `Conflict` when the parcel's id stands for other bytes, or when bundle and parcel disagree.
    /// Nothing is kept then. After `Full`, `Unreachable` and `Broken` the same parcel can be sent
    /// again.
    pub async fn accept_report(
        &self,
        parcel: AcceptableParcel,
        bundle: Option<StoredBundle>,
        resend: Option<Digest>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let shelves = self.0.clone();
        let accept = async move { shelves.accept_report(parcel, bundle, resend, today).await };
        tokio::spawn(accept).await?
    }

    /// Accepts what a reporter adds: messages, files, or the request for deletion, which empties the
    /// mailbox in the same write.
    ///
    /// # Errors
    /// `NotFound` when the case or its mailbox is gone; `Conflict` when the objects do not go on
    /// where the reporter's last one ended: then the reporter reads the status again and seals anew.
    /// The rest as [`accept_report`](Self::accept_report).
    pub async fn accept_follow_up(
        &self,
        follow_up: AcceptableFollowUp,
        bundle: Option<StoredBundle>,
        resend: Option<Digest>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let shelves = self.0.clone();
        let accept = async move {
            shelves
                .accept_follow_up(follow_up, bundle, resend, today)
                .await
        };
        tokio::spawn(accept).await?
    }

    /// The answer page of a mailbox, always 40 KiB and made with the same queries, whether the
    /// mailbox is known, unknown or deleted. Page 0 has the newest four replies.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn answer_page(
        &self,
        mailbox: MailboxDigest,
        page: u32,
    ) -> Result<Vec<u8>, StoreError> {
        self.answer(mailbox, page)
            .await?
            .to_bytes()
            .map_err(StoreError::broken)
    }

    /// The same before it is laid out, for level C.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn answer(&self, mailbox: MailboxDigest, page: u32) -> Result<Answer, StoreError> {
        answer_page::assemble(&self.0, mailbox, page).await
    }

    /// What a follow-up goes on from; `None` for an unknown mailbox.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn status(&self, mailbox: MailboxDigest) -> Result<Option<StatusBlock>, StoreError> {
        Ok(self.answer(mailbox, 0).await?.status)
    }

    /// Notes that a page of replies was shown, which brings forward the day on which they go. Call it
    /// when the page is on its way: it takes longer for a mailbox with unread replies than for
    /// others.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn note_read(
        &self,
        mailbox: MailboxDigest,
        page: u32,
        today: Day,
    ) -> Result<(), StoreError> {
        let goes_on = reply::day_after_reading(today)?;
        let note = move |tx: &mut WriteTx<'_>| {
            let shown = reply::page(tx, mailbox, page, answer_page::SLOTS)?;
            let shown: Vec<_> = shown.iter().map(|reply| reply.object).collect();
            reply::note_read(tx, mailbox, &shown, today, goes_on)
        };
        self.0.main.write("note replies as read", note).await
    }

    /// Whether this form was sent before with the receipt of this mailbox.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn sent_before(
        &self,
        mailbox: MailboxDigest,
        form: Digest,
    ) -> Result<SentBefore, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| {
            let known = mailbox::find(tx, mailbox)?;
            let same = resend::is_known(tx, mailbox, form)?;
            Ok(match (known, same) {
                (None, _) => SentBefore::Never,
                (Some(_), true) => SentBefore::ThisForm,
                (Some(_), false) => SentBefore::OtherForm,
            })
        };
        self.0.main.read(look).await
    }
}

impl fmt::Debug for DropBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DropBox")
    }
}

impl Shelves {
    async fn accept_report(
        &self,
        parcel: AcceptableParcel,
        bundle: Option<StoredBundle>,
        resend: Option<Digest>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let AcceptableParcel { head, digest } = parcel;
        let (id, mailbox) = (head.id, head.header.mailbox);
        let length = head.bundle.as_ref().map(|bundle| bundle.header.length);
        agree(bundle.as_ref(), length)?;

        let lock = case_key::lock_for(&self.keystore, head.header.case, today).await?;
        let locked = |grant| LockedGrant::new(grant, &lock, self.instance);
        let grants: Vec<_> = head.grants.iter().map(locked).collect::<Result<_, _>>()?;
        let files = head.bundle.map(StoredObject::from);
        let objects: Vec<_> = head.objects.into_iter().map(StoredObject::from).collect();
        let (header, ticket) = (head.header, head.ticket);
        let (chunks, litter) = hand_over(bundle);

        let accept = move |tx: &mut WriteTx<'_>| {
            parcel::record(tx, id, digest, today)?;
            case::record(tx, &header, today)?;
            for grant in &grants {
                grant::record(tx, grant)?;
            }
            for object in objects.iter().chain(&files) {
                object::record(tx, object, today)?;
            }
            if let Some(files) = &files {
                chunk::record(tx, files.header().object, &chunks)?;
            }
            mailbox::record(tx, mailbox, header.case)?;
            queued_entry::record(tx, &ticket, today)?;
            claim::record(tx, header.case, Code::Received, &ticket, today)?;
            resend.map_or(Ok(()), |form| resend::record(tx, mailbox, form, today))
        };
        let accepted = self.main.append("accept report", accept).await;
        self.settle(accepted, id, digest, mailbox, litter, today)
            .await
    }

    async fn accept_follow_up(
        &self,
        follow_up: AcceptableFollowUp,
        bundle: Option<StoredBundle>,
        resend: Option<Digest>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let digest = digest_of(&follow_up);
        let AcceptableFollowUp {
            id,
            mailbox,
            case,
            objects,
            bundle: files,
            ticket,
        } = follow_up;
        agree(
            bundle.as_ref(),
            files.as_ref().map(|files| files.header.length),
        )?;
        let (chunks, litter) = hand_over(bundle);
        let asks_deletion = objects
            .iter()
            .any(|object| object.header.kind == Kind::Deletion);
        let files = files.map(StoredObject::from);
        let objects: Vec<_> = objects.into_iter().map(StoredObject::from).collect();

        let accept = move |tx: &mut WriteTx<'_>| {
            if parcel::accepted_on(tx, id, digest)?.is_some() {
                return Err(StoreError::AlreadyThere);
            }
            let known = mailbox::find(tx, mailbox)?.filter(|mailbox| mailbox.case == case);
            known.ok_or(StoreError::NotFound)?;
            parcel::record(tx, id, digest, today)?;
            for object in objects.iter().chain(&files) {
                let header = object.header();
                if header.case != case || header.sender != Sender::Reporter {
                    return Err(StoreError::Conflict);
                }
                object::record_next(tx, object, today)?;
            }
            if let Some(files) = &files {
                chunk::record(tx, files.header().object, &chunks)?;
            }
            queued_entry::record(tx, &ticket, today)?;
            claim::record(tx, case, Code::FollowUp, &ticket, today)?;
            if asks_deletion {
                reply::forget(tx, mailbox)?;
                mailbox::note_deletion(tx, mailbox, today)?;
            }
            resend.map_or(Ok(()), |form| resend::record(tx, mailbox, form, today))
        };
        let accepted = if asks_deletion {
            self.main.write("accept deletion request", accept).await
        } else {
            self.main.append("accept follow-up", accept).await
        };
        match self
            .settle(accepted, id, digest, mailbox, litter, today)
            .await
        {
            // The mailbox is there, of course; what is there twice is an object or a form.
            Err(StoreError::AlreadyThere) => Err(StoreError::Conflict),
            settled => settled,
        }
    }

    /// Says what it means that something is there already, and picks up blobs that surely nobody
    /// needs.
    async fn settle(
        &self,
        accepted: Result<(), StoreError>,
        id: ParcelId,
        digest: Digest,
        mailbox: MailboxDigest,
        mut litter: Option<Litter>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let fault = match accepted {
            Ok(()) => {
                return Ok(Accepted {
                    on: today,
                    again: false,
                });
            }
            Err(fault) => fault,
        };
        let surely_kept_nothing = fault.surely_kept_nothing();
        if let (Some(litter), true) = (&mut litter, surely_kept_nothing) {
            litter.pick_up().await;
        }
        if !matches!(fault, StoreError::AlreadyThere) {
            return Err(fault);
        }
        let look = move |tx: &mut ReadTx<'_>| match parcel::accepted_on(tx, id, digest)? {
            Some(on) => Ok(Accepted { on, again: true }),
            None if mailbox::find(tx, mailbox)?.is_some() => Err(StoreError::AlreadyThere),
            None => Err(StoreError::Conflict),
        };
        self.main.read(look).await
    }
}

/// A parcel that names files comes with their chunks, all of them, and any other with none.
fn agree(bundle: Option<&StoredBundle>, length: Option<u64>) -> Result<(), StoreError> {
    if bundle.map(StoredBundle::bytes) == length {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// From here on nobody deletes the chunks but the sweep, which looks for the row first.
fn hand_over(bundle: Option<StoredBundle>) -> (Vec<StoredChunk>, Option<Litter>) {
    match bundle.map(StoredBundle::hand_over) {
        Some((chunks, litter)) => (chunks, Some(litter)),
        None => (Vec::new(), None),
    }
}

/// One digest for all that a follow-up holds, to tell the same one from another with its id.
fn digest_of(follow_up: &AcceptableFollowUp) -> Digest {
    let mut digests = Vec::new();
    for object in &follow_up.objects {
        digests.extend_from_slice(object.digest().as_bytes());
    }
    if let Some(bundle) = &follow_up.bundle {
        digests.extend_from_slice(bundle.digest().as_bytes());
    }
    digests.extend_from_slice(&follow_up.ticket.entry);
    Digest::of(&digests)
}
