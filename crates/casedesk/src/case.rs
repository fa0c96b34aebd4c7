use actix_web::web::{Bytes, Data, Path, Query};
use casework::ListedCase;
use futures_util::{Stream, stream};
use http_guard::{Answer, Refusal, log_refusal, sealed_file, streamed_file};
use seal::ObjectId;
use serde::Deserialize;
use storage::BundleReader;

use crate::{Casedesk, fault::store_refusal, session::SignedIn};

/// Where a page of the list begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// The last case of the page before.
    after: Option<String>,
}

/// Hands out a page of the officer's own cases, each with its sealed card.
pub(crate) async fn list(desk: Data<Casedesk>, who: SignedIn, place: Query<Place>) -> Answer {
    let after = place.after.as_deref().map(str::parse).transpose();
    let after = after.map_err(|_| Refusal::BadForm)?;
    let page = desk.rooms.cases.cases_of(who.officer, after, PAGE).await;
    let page = page.map_err(store_refusal)?;
    Ok(sealed_file(ListedCase::list_to_bytes(&page)))
}

/// Hands out everything of a case but its files, sealed as it is.
pub(crate) async fn file(desk: Data<Casedesk>, who: SignedIn, case: Path<String>) -> Answer {
    let case = case.parse().map_err(|_| Refusal::NotFound)?;
    let file = desk.rooms.cases.case_file(who.officer, case).await;
    Ok(sealed_file(file.map_err(store_refusal)?.to_bytes()))
}

/// Hands out files of a case, sealed as they are.
pub(crate) async fn files(desk: Data<Casedesk>, who: SignedIn, object: Path<String>) -> Answer {
    let object: ObjectId = object.parse().map_err(|_| Refusal::NotFound)?;
    let reader = desk.rooms.cases.bundle(who.officer, object).await;
    let reader = reader.map_err(store_refusal)?;
    let length = reader.length().await.map_err(store_refusal)?;
    Ok(streamed_file("files", length, chunks(reader)))
}

fn chunks(reader: BundleReader) -> impl Stream<Item = Result<Bytes, Refusal>> {
    stream::try_unfold(reader, async |mut reader| {
        let chunk = reader.next_chunk().await.map_err(store_refusal);
        // The answer has begun, so nobody else sees this fault.
        let chunk = chunk.inspect_err(|refusal| {
            log_refusal(refusal);
        })?;
        Ok(chunk.map(|chunk| (chunk, reader)))
    })
}

/// Cases on a page of the list.
const PAGE: u32 = 50;
