//! How a parcel or a follow-up becomes rows: blobs first, then the case key, then everything else in
//! one write.

use casework::{ActKind, StoredObject};
use ledger::Code;
use seal::{
    AcceptableFollowUp, AcceptableParcel, Day, Digest, InstanceId, KeptVault, Kind, LogTicket,
    MailboxDigest, OfficerId, ParcelId, Sender, SignedCaseHeader,
};

use crate::act::{self, Done};
use crate::blob::{BundleChunks, Litter, StoredBundle};
use crate::grant::Listing;
use crate::grant::LockedGrant;
use crate::locked::Locks;
use crate::storage::Shelves;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, WriteTx};
use crate::vault::LockedShare;
use crate::{
    case, case_key, claim, grant, mailbox, object, parcel, protection, queued_entry, reply, resend,
    review, vault,
};

/// What was accepted, and is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The day on which it arrived; the promise names the batch of the day after.
    pub on: Day,
    /// Whether it was accepted before and only sent again.
    pub again: bool,
}

/// A first report whose case key is drawn, before it becomes rows.
pub(crate) struct NewCase {
    id: ParcelId,
    digest: Digest,
    header: SignedCaseHeader,
    key_number: i64,
    grants: Vec<LockedGrant>,
    objects: Vec<StoredObject>,
    ticket: LogTicket,
    report: Digest,
    instance: InstanceId,
    came_by: Option<Done>,
}

impl NewCase {
    /// Draws the case key and locks the grants. `came_by` is what the record of acts says of how the report came,
    /// where that was not through the reporters' door.
    pub(crate) async fn prepare(
        shelves: &Shelves,
        parcel: AcceptableParcel,
        came_by: Option<Done>,
        today: Day,
    ) -> Result<Self, StoreError> {
        let AcceptableParcel { head, digest } = parcel;
        let case = head.header.case;
        let first = case_key::lock_for(&shelves.keystore, case, today).await?;
        let locked = |grant| LockedGrant::new(grant, &first.lock, shelves.instance);
        let grants: Vec<_> = head.grants.iter().map(locked).collect::<Result<_, _>>()?;
        let objects: Vec<_> = head.objects.into_iter().map(StoredObject::from).collect();
        let report = objects.first().map(StoredObject::digest);
        let report = report.ok_or(StoreError::Conflict)?;
        Ok(Self {
            id: head.id,
            digest,
            header: head.header,
            key_number: first.number,
            grants,
            objects,
            ticket: head.ticket,
            report,
            instance: shelves.instance,
            came_by: came_by.map(|done| done.about(report)),
        })
    }

    /// The place behind its objects.
    fn next_place(&self) -> Result<i64, StoreError> {
        i64::try_from(self.objects.len()).map_err(StoreError::broken)
    }

    /// Writes its rows, all but those of its files.
    pub(crate) fn record(&self, tx: &mut WriteTx<'_>, today: Day) -> Result<(), StoreError> {
        let case = self.header.case;
        parcel::record(tx, self.id, self.digest, today)?;
        case::record(tx, &self.header, self.key_number, today)?;
        for grant in &self.grants {
            grant::record(tx, grant, Listing::new(today))?;
        }
        for (object, place) in self.objects.iter().zip(0..) {
            object::record(tx, object, place, today)?;
            let header = object.header();
            if header.kind == Kind::ProtectionRequest {
                protection::record_asked(tx, case, header.object, today)?;
            }
        }
        mailbox::record(tx, self.header.mailbox, case)?;
        queued_entry::record(tx, &self.ticket, today)?;
        let received = (Code::Received, self.report);
        claim::record(tx, case, received, &self.ticket, today)?;
        if let Some(came_by) = self.came_by {
            act::record(tx, self.instance, came_by, today)?;
        }
        Ok(())
    }

    /// Writes the rows of its files.
    pub(crate) fn record_files(
        &self,
        tx: &mut WriteTx<'_>,
        files: &StoredObject,
        chunks: &BundleChunks,
        today: Day,
    ) -> Result<(), StoreError> {
        object::record(tx, files, self.next_place()?, today)?;
        chunks.record(tx, files.header().object)
    }
}

impl Shelves {
    /// Accepts a first report. Of one that an officer entered for somebody, the record of acts says so in the same
    /// write.
    pub(crate) async fn accept_report(
        &self,
        parcel: AcceptableParcel,
        bundle: Option<StoredBundle>,
        resend: Option<Digest>,
        entered_by: Option<OfficerId>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let (id, digest, mailbox) = (parcel.head.id, parcel.digest, parcel.head.header.mailbox);
        let files = parcel.head.bundle.clone();
        let length = files.as_ref().map(|bundle| bundle.header.length);
        agree(bundle.as_ref(), length)?;
        let files = files.map(StoredObject::from);
        let case = parcel.head.header.case;
        let came_by = entered_by.map(|by| Done::in_case(ActKind::Assisted, by, case));
        let new_case = NewCase::prepare(self, parcel, came_by, today).await?;
        let (chunks, litter) = hand_over(bundle);
        let waits_for_others = chunks.waited() || entered_by.is_some();

        let accept = move |tx: &mut WriteTx<'_>| {
            new_case.record(tx, today)?;
            if let Some(files) = &files {
                new_case.record_files(tx, files, &chunks, today)?;
            }
            resend.map_or(Ok(()), |form| resend::record(tx, mailbox, form, today))
        };
        let accepted = if waits_for_others {
            self.main.write("accept report", accept).await
        } else {
            self.main.append("accept report", accept).await
        };
        self.settle(accepted, id, digest, mailbox, litter, today)
            .await
    }

    pub(crate) async fn accept_follow_up(
        &self,
        follow_up: AcceptableFollowUp,
        bundle: Option<StoredBundle>,
        resend: Option<Digest>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        if let Some(kept) = follow_up.vault.clone() {
            agree(bundle.as_ref(), None)?;
            return self.accept_vault(follow_up, kept, resend, today).await;
        }
        let AcceptableFollowUp {
            id,
            mailbox,
            case,
            objects,
            vault: _,
            bundle: files,
            ticket,
            digest,
        } = follow_up;
        agree(
            bundle.as_ref(),
            files.as_ref().map(|files| files.header.length),
        )?;
        let (chunks, litter) = hand_over(bundle);
        let waited = chunks.waited();
        let asks_deletion = objects
            .iter()
            .any(|object| object.header.kind == Kind::Deletion);
        let files = files.map(StoredObject::from);
        let objects: Vec<_> = objects.into_iter().map(StoredObject::from).collect();
        let first = objects.iter().chain(&files).next();
        let first = first.ok_or(StoreError::Conflict)?.digest();

        let accept = move |tx: &mut WriteTx<'_>| {
            if parcel::accepted_on(tx, id, digest)?.is_some() {
                return Err(StoreError::AlreadyThere);
            }
            let known = mailbox::find(tx, mailbox)?.filter(|mailbox| mailbox.case == case);
            known.ok_or(StoreError::NotFound)?;
            parcel::record(tx, id, digest, today)?;
            for object in objects.iter().chain(&files) {
                let header = object.header();
                let is_own = header.case == case && header.sender == Sender::Reporter;
                if !is_own || header.kind == Kind::Vault {
                    return Err(StoreError::Conflict);
                }
                object::record_next(tx, object, today)?;
                if header.kind == Kind::ProtectionRequest {
                    protection::record_asked(tx, case, header.object, today)?;
                }
                if header.kind == Kind::Request {
                    review::record_asked(tx, case, today)?;
                }
            }
            if let Some(files) = &files {
                chunks.record(tx, files.header().object)?;
            }
            queued_entry::record(tx, &ticket, today)?;
            claim::record(tx, case, (Code::FollowUp, first), &ticket, today)?;
            if asks_deletion {
                reply::forget(tx, mailbox)?;
                vault::forget(tx, case)?;
                mailbox::note_deletion(tx, mailbox, today)?;
            }
            resend.map_or(Ok(()), |form| resend::record(tx, mailbox, form, today))
        };
        let accepted = if asks_deletion {
            self.main.write("accept deletion request", accept).await
        } else if waited {
            self.main.write("accept follow-up", accept).await
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

    /// Accepts who the reporter is, with what custodians keep of it inside the outer lock of the case.
    async fn accept_vault(
        &self,
        follow_up: AcceptableFollowUp,
        kept: KeptVault,
        resend: Option<Digest>,
        today: Day,
    ) -> Result<Accepted, StoreError> {
        let AcceptableFollowUp {
            id,
            mailbox,
            case,
            objects,
            vault: _,
            bundle,
            ticket,
            digest,
        } = follow_up;
        let [object] = &objects[..] else {
            return Err(StoreError::Conflict);
        };
        let header = object.header.clone();
        let is_vault = (header.kind, header.sender, header.case)
            == (Kind::Vault, Sender::Reporter, case)
            && bundle.is_none();
        if !is_vault {
            return Err(StoreError::Conflict);
        }
        let (instance, vault) = (self.instance, header.object);
        let object = StoredObject::from(object.clone());
        let needed = kept.needed;
        let lock = |locks: &Locks| {
            let lock = locks.of(case).ok_or(StoreError::NotFound)?;
            let shares = kept.shares.iter();
            let shares = shares.map(|share| LockedShare::new(case, vault, share, lock, instance));
            shares.collect::<Result<Vec<_>, _>>()
        };
        let accept = move |tx: &mut WriteTx<'_>, shares: &Vec<LockedShare>| {
            let known = mailbox::find(tx, mailbox)?.filter(|mailbox| mailbox.case == case);
            known.ok_or(StoreError::NotFound)?;
            parcel::record(tx, id, digest, today)?;
            object::record_next(tx, &object, today)?;
            vault::record(tx, case, vault, needed, today)?;
            for share in shares {
                vault::record_share(tx, share)?;
            }
            queued_entry::record(tx, &ticket, today)?;
            claim::record(tx, case, (Code::FollowUp, object.digest()), &ticket, today)?;
            resend.map_or(Ok(()), |form| resend::record(tx, mailbox, form, today))
        };
        let accepted = self
            .write_locked("accept vault", vec![case], lock, accept)
            .await;
        match self
            .settle(accepted, id, digest, mailbox, None, today)
            .await
        {
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
pub(crate) fn hand_over(bundle: Option<StoredBundle>) -> (BundleChunks, Option<Litter>) {
    match bundle.map(StoredBundle::hand_over) {
        Some((chunks, litter)) => (chunks, Some(litter)),
        None => (BundleChunks::Written(Vec::new()), None),
    }
}
