//! Files that are sent before the head of their parcel, a chunk at a time, so that a link that breaks
//! costs one chunk and not the whole.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path, Payload},
};
use http_guard::{Answer, Refusal, Visitor, chunk_number, whole_body};
use seal::{CHUNK_BYTES, PARCEL_HEAD_BYTES, ParcelId, ParcelReader};
use storage::{Accepted, ChunkAhead, SentAhead, StoreError, StoredBundle};

use crate::{
    Intake,
    fault::store_refusal,
    parcel::{HandedIn, accept, accepted_before, check_head, id_of, parcel_refusal, show},
};

/// Keeps a chunk until its parcel is closed. Sent again it gets the same answer and costs one look.
pub(crate) async fn put_chunk(
    intake: Data<Intake>,
    request: HttpRequest,
    at: Path<(String, String)>,
    mut body: Payload,
) -> Answer {
    let (parcel, number) = at.into_inner();
    let parcel: ParcelId = parcel.parse().map_err(|_| Refusal::NotFound)?;
    let number = chunk_number(&number).ok_or(Refusal::NotFound)?;
    if u64::from(number) >= intake.most_chunks() {
        return Err(Refusal::TooLarge);
    }
    let _place = intake.uploads.for_chunk().await?;
    let content = whole_body(&request, &mut body, CHUNK_BYTES, CHUNK_WITHIN).await?;
    if content.is_empty() {
        return Err(Refusal::BadForm);
    }
    let chunk = ChunkAhead {
        parcel,
        number,
        content: Bytes::from(content),
    };
    let kept = intake
        .drop_box
        .send_ahead(chunk, intake.most_waiting_bytes(), intake.today());
    match kept.await {
        Ok(SentAhead::Kept) => Ok(HttpResponse::NoContent().finish()),
        Ok(SentAhead::NoRoom) => Err(Refusal::Crowded),
        Err(StoreError::Conflict) => Err(Refusal::Conflict),
        Err(fault) => Err(store_refusal(fault)),
    }
}

/// Takes the head of a parcel whose files were sent ahead, checks them against it and accepts both.
pub(crate) async fn close(
    intake: Data<Intake>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
    mut body: Payload,
) -> Answer {
    let expected: ParcelId = id.parse().map_err(|_| Refusal::NotFound)?;
    let head = whole_body(&request, &mut body, PARCEL_HEAD_BYTES, HEAD_WITHIN).await?;
    let mut reader = ParcelReader::new(intake.trust(), intake.today());
    reader.feed(&head).map_err(parcel_refusal)?;
    if id_of(&reader) != Some(expected) {
        return Err(Refusal::ParcelDamaged);
    }
    let follows = reader.asks().is_some();
    let mut accepted = check_head(&intake, &mut reader).await?;
    if accepted.is_none() {
        accepted = match reader.digest() {
            Some(digest) => accepted_before(&intake, expected, digest).await?,
            None => None,
        };
    }
    let accepted = match accepted {
        Some(accepted) => accepted,
        None => accept_waiting(&intake, reader, expected).await?,
    };
    let handed_in = HandedIn {
        id: expected,
        accepted,
        follows,
    };
    show(&intake, visitor.language, handed_in)
}

async fn accept_waiting(
    intake: &Intake,
    mut reader: ParcelReader<'_>,
    id: ParcelId,
) -> Result<Accepted, Refusal> {
    let checked = reader.checked().ok_or(Refusal::ParcelDamaged)?;
    let (digest, bundle) = (checked.digest(), checked.bundle());
    let length = bundle.map(|bundle| bundle.header.length);
    match fetch_waiting(intake, &mut reader, id, length).await {
        Ok(stored) => {
            let (acceptable, _) = reader.finish().map_err(parcel_refusal)?;
            accept(intake, acceptable, stored).await
        }
        // The same call at the same moment may have been quicker.
        Err(Refusal::Incomplete) => {
            let accepted = accepted_before(intake, id, digest).await?;
            accepted.ok_or(Refusal::Incomplete)
        }
        Err(refusal) => Err(refusal),
    }
}

/// Passes the chunks that wait by the reader, one at a time.
async fn fetch_waiting(
    intake: &Intake,
    reader: &mut ParcelReader<'_>,
    parcel: ParcelId,
    length: Option<u64>,
) -> Result<Option<StoredBundle>, Refusal> {
    let Some(length) = length else {
        return Ok(None);
    };
    let _place = intake.uploads.for_chunk().await?;
    let waiting = intake.drop_box.waiting_bundle(parcel).await;
    let mut waiting = waiting.map_err(store_refusal)?;
    if waiting.bytes() != Some(length) {
        return Err(Refusal::Incomplete);
    }
    loop {
        match waiting.next_chunk().await {
            Ok(Some(chunk)) => reader.feed_stored(&chunk).map_err(parcel_refusal)?,
            Ok(None) => return Ok(Some(waiting.finish())),
            Err(StoreError::NotFound) => return Err(Refusal::Incomplete),
            Err(fault) => return Err(store_refusal(fault)),
        }
    }
}

/// A chunk holds a place in memory; a link of four kilobytes a second fills it in this time.
const CHUNK_WITHIN: Duration = Duration::from_secs(20 * 60);
/// The head has some ten thousand bytes.
const HEAD_WITHIN: Duration = Duration::from_secs(2 * 60);
