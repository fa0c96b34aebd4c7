use actix_web::web::{Data, Path, Payload};
use http_guard::{Answer, Refusal, Visitor, cut_body, next_within, page};
use pages::{
    Language,
    parcel::{ParcelKeptPage, ParcelPage},
};
use seal::{Acceptable, Digest, ParcelError, ParcelId, ParcelReader, sealed_bundle_bytes};
use storage::{Accepted, BundleStore, StoreError, StoredBundle};

use crate::{
    Intake,
    day::shown,
    fault::{no_randomness, store_refusal},
    intake::size_text,
    upload::Upload,
    upload_room::Place,
};

/// Shows where a parcel is handed in.
pub(crate) async fn blank_form(intake: Data<Intake>, visitor: Visitor) -> Answer {
    let largest = &size_text(intake.limits().bundle_bytes);
    page(&ParcelPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        largest,
    })
}

/// Takes a parcel from the form.
pub(crate) async fn hand_in(intake: Data<Intake>, visitor: Visitor, mut upload: Upload) -> Answer {
    while upload.next_text().await?.is_some() {}
    let mut file = upload.next_file().await?.ok_or(Refusal::BadForm)?;
    let mut taking = Taking::begin(&intake);
    let mut kept = Ok(());
    while let Some(bytes) = file.next_bytes().await? {
        kept = taking.take(&bytes).await;
        if kept.is_err() {
            break;
        }
    }
    drop(file);
    upload.drain().await;
    match kept {
        Ok(()) => show(&intake, visitor.language, taking.finish().await?),
        Err(refusal) => {
            taking.abandon().await;
            Err(refusal)
        }
    }
}

/// Takes a parcel as a bare body at an address that ends in its id.
pub(crate) async fn put(
    intake: Data<Intake>,
    visitor: Visitor,
    id: Path<String>,
    mut body: Payload,
) -> Answer {
    let expected: ParcelId = id.parse().map_err(|_| Refusal::NotFound)?;
    let mut taking = Taking::begin(&intake);
    while let Some(bytes) = next_within(&mut body, cut_body).await? {
        taking.take(&bytes).await?;
        if taking.id().is_some_and(|id| id != expected) {
            return Err(Refusal::ParcelDamaged);
        }
    }
    show(&intake, visitor.language, taking.finish().await?)
}

/// Takes a parcel or a follow-up that somebody brought to this machine, by the rules of the door. `next` hands out its next bytes,
/// and none at the end.
///
/// # Errors
/// [`Refusal`], and what `next` fails with; nothing of it is kept then.
pub async fn take_pieces<E: From<Refusal>>(
    intake: &Intake,
    mut next: impl FnMut() -> Result<Vec<u8>, E>,
) -> Result<HandedIn, E> {
    let mut taking = Taking::begin(intake);
    loop {
        let taken = match next() {
            Ok(bytes) if bytes.is_empty() => return Ok(taking.finish().await?),
            Ok(bytes) => taking.take(&bytes).await.map_err(E::from),
            Err(fault) => Err(fault),
        };
        if let Err(fault) = taken {
            taking.abandon().await;
            return Err(fault);
        }
    }
}

/// A parcel that is stored.
#[derive(Debug)]
pub struct HandedIn {
    pub(crate) id: ParcelId,
    /// When, and whether it was before.
    pub accepted: Accepted,
    /// Whether it adds to a report.
    pub follows: bool,
}

/// Says that a parcel is stored.
pub(crate) fn show(intake: &Intake, language: Language, handed_in: HandedIn) -> Answer {
    let HandedIn {
        id,
        accepted,
        follows,
    } = handed_in;
    page(&ParcelKeptPage {
        say: intake.say(language),
        door: intake.door(),
        number: &id.to_string(),
        follows,
        read_by: shown(intake.read_by(accepted.on)),
        done_by: shown(intake.done_by(accepted.on)),
    })
}

/// A parcel or follow-up on its way in: checked as it arrives, never read. Dropped halfway, it leaves
/// nothing.
struct Taking<'i> {
    intake: &'i Intake,
    reader: ParcelReader<'i>,
    store: BundleStore,
    place: Option<Place<'i>>,
    head: Head,
}

/// How far the head of a parcel is read.
enum Head {
    Awaited,
    Checked,
    /// It is a follow-up that was accepted before; what still comes is passed over.
    Known {
        id: ParcelId,
        accepted: Accepted,
        left: u64,
    },
}

impl<'i> Taking<'i> {
    fn begin(intake: &'i Intake) -> Self {
        let reader = ParcelReader::new(intake.trust(), intake.today());
        Self {
            intake,
            reader,
            store: intake.drop_box.new_bundle(),
            place: None,
            head: Head::Awaited,
        }
    }

    fn id(&self) -> Option<ParcelId> {
        match &self.head {
            Head::Known { id, .. } => Some(*id),
            Head::Awaited | Head::Checked => id_of(&self.reader),
        }
    }

    async fn take(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if let Head::Known { left, .. } = &mut self.head {
            let more = u64::try_from(bytes.len()).map_err(|_| Refusal::TooLarge)?;
            *left = left.checked_sub(more).ok_or(Refusal::TooLarge)?;
            return Ok(());
        }
        self.reader.feed(bytes).map_err(parcel_refusal)?;
        if matches!(self.head, Head::Awaited)
            && let Some(id) = id_of(&self.reader)
        {
            if let Some(accepted) = check_head(self.intake, &mut self.reader).await? {
                let left = sealed_bundle_bytes(self.intake.limits().bundle_bytes);
                self.head = Head::Known { id, accepted, left };
                return Ok(());
            }
            self.head = Head::Checked;
            let checked = self.reader.checked();
            if checked.is_some_and(|checked| checked.bundle().is_some()) {
                self.place = Some(self.intake.uploads.for_files().await?);
            }
        }
        while let Some(chunk) = self.reader.take_chunk() {
            self.store.put_chunk(chunk).await.map_err(store_refusal)?;
        }
        Ok(())
    }

    async fn finish(self) -> Result<HandedIn, Refusal> {
        let Self {
            intake,
            reader,
            mut store,
            place: _place,
            head,
        } = self;
        if let Head::Known { id, accepted, .. } = head {
            return Ok(HandedIn {
                id,
                accepted,
                follows: true,
            });
        }
        let (acceptable, last) = reader.finish().map_err(parcel_refusal)?;
        for chunk in last {
            store.put_chunk(chunk).await.map_err(store_refusal)?;
        }
        let id = acceptable.id();
        let follows = matches!(acceptable, Acceptable::FollowUp(_));
        let stored = if acceptable.bundle().is_some() {
            Some(store.finish().await.map_err(store_refusal)?)
        } else {
            store.abandon().await;
            None
        };
        let accepted = accept(intake, acceptable, stored).await?;
        Ok(HandedIn {
            id,
            accepted,
            follows,
        })
    }

    async fn abandon(self) {
        self.store.abandon().await;
    }
}

/// The id of what a reader reads, once its head is there.
pub(crate) fn id_of(reader: &ParcelReader<'_>) -> Option<ParcelId> {
    let asked = reader.asks().map(|asked| asked.id);
    asked.or_else(|| reader.checked().map(Acceptable::id))
}

/// Checks what the reader cannot: a follow-up against the case that is kept under its mailbox, and the
/// log entry of either. Says so when a follow-up was accepted before.
pub(crate) async fn check_head(
    intake: &Intake,
    reader: &mut ParcelReader<'_>,
) -> Result<Option<Accepted>, Refusal> {
    if let Some(asked) = reader.asks() {
        let before = accepted_before(intake, asked.id, asked.digest).await?;
        if before.is_some() {
            return Ok(before);
        }
        let status = intake.drop_box.status(asked.mailbox).await;
        let status = status.map_err(store_refusal)?;
        reader.tell(status.as_ref()).map_err(parcel_refusal)?;
    }
    intake.check_ticket(reader.checked().ok_or(Refusal::ParcelDamaged)?)?;
    Ok(None)
}

/// Whether this very parcel or follow-up was accepted before.
pub(crate) async fn accepted_before(
    intake: &Intake,
    id: ParcelId,
    digest: Digest,
) -> Result<Option<Accepted>, Refusal> {
    match intake.drop_box.accepted_before(id, digest).await {
        Err(StoreError::Conflict) => Err(Refusal::Conflict),
        accepted => accepted.map_err(store_refusal),
    }
}

/// Accepts what was checked.
pub(crate) async fn accept(
    intake: &Intake,
    acceptable: Acceptable,
    stored: Option<StoredBundle>,
) -> Result<Accepted, Refusal> {
    let (drop_box, today) = (&intake.drop_box, intake.today());
    match acceptable {
        Acceptable::Report(parcel) => {
            match drop_box.accept_report(parcel, stored, None, today).await {
                Err(StoreError::AlreadyThere | StoreError::Conflict) => Err(Refusal::Conflict),
                accepted => accepted.map_err(store_refusal),
            }
        }
        Acceptable::FollowUp(follow_up) => {
            let accepted = drop_box.accept_follow_up(follow_up, stored, None, today);
            match accepted.await {
                // The case went meanwhile, or something was added to it.
                Err(StoreError::NotFound) => Err(Refusal::ParcelDamaged),
                Err(StoreError::Conflict) => Err(Refusal::Stale),
                accepted => accepted.map_err(store_refusal),
            }
        }
    }
}

/// Turns what is wrong with a parcel into a refusal.
pub(crate) fn parcel_refusal(fault: ParcelError) -> Refusal {
    match fault {
        ParcelError::BadSignature(_)
        | ParcelError::Contradiction
        | ParcelError::CutShort
        | ParcelError::Malformed => Refusal::ParcelDamaged,
        ParcelError::ForeignInstance => Refusal::ParcelForeign,
        ParcelError::NoRandomness(fault) => no_randomness(fault),
        ParcelError::OutOfChain => Refusal::Stale,
        ParcelError::SealAgain => Refusal::SealAgain,
        ParcelError::TooLarge { .. } => Refusal::TooLarge,
        ParcelError::UnknownVersion(version) if version > LAST_VERSION => Refusal::ParcelNone,
        ParcelError::UnknownVersion(_) => Refusal::UnknownVersion,
    }
}

/// Texts, pictures and documents begin with a byte above this. No version of a parcel ever will.
const LAST_VERSION: u8 = 31;
