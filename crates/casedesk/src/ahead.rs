//! Files of an answer that are sent before it, a chunk at a time, so that a link that breaks costs one
//! chunk and not the whole.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path, Payload},
};
use http_guard::{Answer, Refusal, chunk_number, whole_body};
use seal::{CHUNK_BYTES, CaseId, DetachedObject, ParcelId, sealed_bundle_bytes};
use storage::{ChunkAhead, SentAhead, StoreError, StoredBundle};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// Room in memory for chunks on their way in, and for those of answers that are checked: slow lines hold
/// up no answer whose files are there.
pub(crate) struct ChunkRoom {
    arriving: Semaphore,
    checked: Semaphore,
}

impl ChunkRoom {
    /// Room for as many chunks as some officers send at once.
    pub(crate) fn new() -> Self {
        Self {
            arriving: Semaphore::new(PLACES),
            checked: Semaphore::new(PLACES),
        }
    }

    async fn place<'r>(&self, room: &'r Semaphore) -> Result<SemaphorePermit<'r>, Refusal> {
        match timeout(PLACE_WITHIN, room.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Refusal::Crowded),
        }
    }
}

/// Keeps a chunk until the answer that names its files is there. Sent again it gets the same answer.
pub(crate) async fn put_chunk(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    at: Path<(String, String, String)>,
    mut body: Payload,
) -> Answer {
    let (case, upload, number) = at.into_inner();
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let parcel: ParcelId = upload.parse().map_err(|_| Refusal::NotFound)?;
    let number = chunk_number(&number).ok_or(Refusal::NotFound)?;
    if u64::from(number) >= most_chunks(&desk) {
        return Err(Refusal::TooLarge);
    }
    // Whoever holds no grant takes up no room.
    let plan = desk.rooms.cases.plan_of(who.officer, case).await;
    plan.map_err(store_refusal)?;
    let _place = desk.chunks.place(&desk.chunks.arriving).await?;
    let content = whole_body(&request, &mut body, CHUNK_BYTES, CHUNK_WITHIN).await?;
    if content.is_empty() {
        return Err(Refusal::BadForm);
    }
    let chunk = ChunkAhead {
        parcel,
        number,
        content: Bytes::from(content),
    };
    let (most, today) = (desk.waiting_bytes, desk.today());
    let cases = &desk.rooms.cases;
    match cases
        .send_ahead((who.officer, case), chunk, most, today)
        .await
    {
        Ok(SentAhead::Kept) => Ok(HttpResponse::NoContent().finish()),
        Ok(SentAhead::NoRoom) => Err(Refusal::Crowded),
        Err(StoreError::Conflict) => Err(Refusal::Conflict),
        Err(fault) => Err(store_refusal(fault)),
    }
}

/// The chunks that wait under this id, when they are the files that were signed.
pub(crate) async fn waiting_files(
    desk: &Casedesk,
    upload: ParcelId,
    files: &DetachedObject,
) -> Result<StoredBundle, Refusal> {
    let mut check = files.content_check();
    let feed = |chunk: &[u8]| {
        check.feed(chunk);
        Ok(())
    };
    let stored = passed_by(desk, upload, files.header.length, feed).await?;
    if check.holds() {
        Ok(stored)
    } else {
        Err(Refusal::BadForm)
    }
}

/// Passes the chunks that wait under this id by who checks them, one at a time.
pub(crate) async fn passed_by(
    desk: &Casedesk,
    upload: ParcelId,
    length: u64,
    mut feed: impl FnMut(&[u8]) -> Result<(), Refusal>,
) -> Result<StoredBundle, Refusal> {
    let _place = desk.chunks.place(&desk.chunks.checked).await?;
    let waiting = desk.rooms.cases.waiting_bundle(upload).await;
    let mut waiting = waiting.map_err(store_refusal)?;
    if waiting.bytes() != Some(length) {
        return Err(Refusal::Incomplete);
    }
    loop {
        match waiting.next_chunk().await {
            Ok(Some(chunk)) => feed(&chunk)?,
            Ok(None) => return Ok(waiting.finish()),
            Err(StoreError::NotFound) => return Err(Refusal::Incomplete),
            Err(fault) => return Err(store_refusal(fault)),
        }
    }
}

/// How many chunks the largest bundle has.
fn most_chunks(desk: &Casedesk) -> u64 {
    let chunk = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
    sealed_bundle_bytes(desk.trust().manifest.limits.bundle_bytes).div_ceil(chunk)
}

const PLACES: usize = 8;
/// How long a place is waited for. The sender's line waits meanwhile; nothing of it is in memory.
const PLACE_WITHIN: Duration = Duration::from_secs(10);
/// A link of four kilobytes a second fills a chunk in this time.
const CHUNK_WITHIN: Duration = Duration::from_secs(20 * 60);
