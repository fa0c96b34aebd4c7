use actix_web::web::{Data, Path, Payload};
use http_guard::{Answer, Refusal, Visitor, cut_body, next_within, page};
use pages::{
    Language,
    parcel::{ParcelKeptPage, ParcelPage},
};
use seal::{AcceptableParcel, ParcelError, ParcelId, ParcelReader};
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
    let (id, accepted) = match kept {
        Ok(()) => taking.finish().await?,
        Err(refusal) => {
            taking.abandon().await;
            return Err(refusal);
        }
    };
    show(&intake, visitor.language, id, accepted)
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
    let (id, accepted) = taking.finish().await?;
    show(&intake, visitor.language, id, accepted)
}

/// Says that a parcel is stored.
pub(crate) fn show(
    intake: &Intake,
    language: Language,
    id: ParcelId,
    accepted: Accepted,
) -> Answer {
    page(&ParcelKeptPage {
        say: intake.say(language),
        door: intake.door(),
        number: &id.to_string(),
        read_by: shown(intake.read_by(accepted.on)),
        done_by: shown(intake.done_by(accepted.on)),
    })
}

/// A parcel on its way in: checked as it arrives, never read. Dropped halfway, it leaves nothing.
struct Taking<'i> {
    intake: &'i Intake,
    reader: ParcelReader<'i>,
    store: BundleStore,
    place: Option<Place<'i>>,
    is_ticket_checked: bool,
}

impl<'i> Taking<'i> {
    fn begin(intake: &'i Intake) -> Self {
        let reader = ParcelReader::new(&intake.trust, intake.today());
        Self {
            intake,
            reader,
            store: intake.drop_box.new_bundle(),
            place: None,
            is_ticket_checked: false,
        }
    }

    fn id(&self) -> Option<ParcelId> {
        self.reader.head().map(|head| head.id)
    }

    async fn take(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.reader.feed(bytes).map_err(parcel_refusal)?;
        if let Some(head) = self.reader.head()
            && !self.is_ticket_checked
        {
            self.intake.check_received(head)?;
            self.is_ticket_checked = true;
            if head.bundle.is_some() {
                self.place = Some(self.intake.uploads.for_files().await?);
            }
        }
        while let Some(chunk) = self.reader.take_chunk() {
            self.store.put_chunk(chunk).await.map_err(store_refusal)?;
        }
        Ok(())
    }

    async fn finish(self) -> Result<(ParcelId, Accepted), Refusal> {
        let Self {
            intake,
            reader,
            mut store,
            place: _place,
            ..
        } = self;
        let (parcel, last) = reader.finish().map_err(parcel_refusal)?;
        for chunk in last {
            store.put_chunk(chunk).await.map_err(store_refusal)?;
        }
        let id = parcel.head.id;
        let stored = if parcel.head.bundle.is_some() {
            Some(store.finish().await.map_err(store_refusal)?)
        } else {
            store.abandon().await;
            None
        };
        Ok((id, accept(intake, parcel, stored).await?))
    }

    async fn abandon(self) {
        self.store.abandon().await;
    }
}

/// Accepts what was checked.
pub(crate) async fn accept(
    intake: &Intake,
    parcel: AcceptableParcel,
    stored: Option<StoredBundle>,
) -> Result<Accepted, Refusal> {
    let today = intake.today();
    let accepted = intake.drop_box.accept_report(parcel, stored, None, today);
    match accepted.await {
        Err(StoreError::AlreadyThere | StoreError::Conflict) => Err(Refusal::Conflict),
        accepted => accepted.map_err(store_refusal),
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
        ParcelError::SealAgain => Refusal::SealAgain,
        ParcelError::TooLarge { .. } => Refusal::TooLarge,
        ParcelError::UnknownVersion(_) => Refusal::UnknownVersion,
    }
}
