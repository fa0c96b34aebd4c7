use std::fmt;
use std::sync::Arc;

use seal::answer::{Answer, StatusBlock};
use seal::{
    AcceptableFollowUp, AcceptableParcel, Day, Digest, MailboxDigest, ObjectId, ParcelId,
    SealedObject,
};

use crate::accepting::Accepted;
use crate::blob::{BundleStore, StoredBundle};
use crate::bundle_reader::BundleReader;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::waiting_bundle::{ChunkAhead, SentAhead, WaitingBundle};
use crate::{answer_page, mailbox, parcel, reply, resend};

/// The door for `intake`: what arrives goes in, and a mailbox can be read. Nothing else.
#[derive(Clone)]
pub struct DropBox(pub(crate) Arc<Shelves>);

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

/// What a mailbox hands out by its id, still sealed.
#[derive(Debug)]
pub enum ReplyPart {
    /// The reporter's copy of a reply.
    Copy(Box<SealedObject>),
    /// The files that came with one.
    Files(BundleReader),
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
        let accept = async move {
            shelves
                .accept_report(parcel, bundle, resend, None, today)
                .await
        };
        tokio::spawn(accept).await?
    }

    /// Accepts what a reporter adds: messages, files, the request for deletion, which empties the mailbox in the same
    /// write, or who the reporter is, with what custodians keep of it inside the outer lock of the case.
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

    /// Keeps a chunk whose parcel is not closed yet. Sending it again costs one look. It waits for
    /// three days after the last one of its parcel, together with at most `most_waiting` bytes of
    /// everybody's.
    ///
    /// # Errors
    /// `Conflict` when other bytes wait in its place. After `Full`, `Unreachable` and `Broken` it can
    /// be sent again.
    pub async fn send_ahead(
        &self,
        chunk: ChunkAhead,
        most_waiting: u64,
        today: Day,
    ) -> Result<SentAhead, StoreError> {
        let shelves = self.0.clone();
        let keep = async move { shelves.send_ahead(chunk, most_waiting, today).await };
        tokio::spawn(keep).await?
    }

    /// The chunks that wait for the head of this parcel.
    ///
    /// # Errors
    /// Storage that fails.
    pub async fn waiting_bundle(&self, parcel: ParcelId) -> Result<WaitingBundle, StoreError> {
        WaitingBundle::of(self.0.clone(), parcel).await
    }

    /// Whether this very parcel or follow-up was accepted before.
    ///
    /// # Errors
    /// `Conflict` when its id stands for other bytes.
    pub async fn accepted_before(
        &self,
        id: ParcelId,
        digest: Digest,
    ) -> Result<Option<Accepted>, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| parcel::accepted_on(tx, id, digest);
        let accepted = self.0.main.read(look).await?;
        Ok(accepted.map(|on| Accepted { on, again: true }))
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

    /// A part of a reply that a mailbox holds: the reporter's copy by its id, or the files by theirs.
    /// It says nothing about who may read it: what comes out is sealed.
    ///
    /// # Errors
    /// `NotFound` when the mailbox is unknown or holds no such reply.
    pub async fn reply_part(
        &self,
        mailbox: MailboxDigest,
        part: ObjectId,
    ) -> Result<ReplyPart, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| {
            let found = reply::with_part(tx, mailbox, part)?;
            let known = mailbox::find(tx, mailbox)?;
            let case = known.map(|known| known.case);
            Ok((found.zip(known), case.into_iter().collect()))
        };
        let (found, locks) = self.0.read_locked(look).await?;
        let (locked, known) = found.ok_or(StoreError::NotFound)?;
        if locked.bundle == Some(part) {
            return Ok(ReplyPart::Files(BundleReader::new(self.0.clone(), part)));
        }
        let lock = locks.of(known.case).ok_or(StoreError::NotFound)?;
        let copy = locked.open(lock, self.0.instance, known.case)?;
        Ok(ReplyPart::Copy(Box::new(copy)))
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
