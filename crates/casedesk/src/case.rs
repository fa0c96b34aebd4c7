use actix_web::HttpResponse;
use actix_web::web::{Bytes, Data, Path};
use casework::StepFault;
use futures_util::{Stream, stream};
use http_guard::{Answer, Refusal, log_refusal, sealed_file, streamed_file};
use seal::{CaseId, DetachedObject, ObjectId, OfficerId};
use storage::{BundleReader, StoreError};

use crate::{
    Casedesk,
    fault::{step_answer, store_refusal},
    session::Caseworker,
};

/// Hands out everything of a case but its files, sealed as it is. Who asks without a grant stands in the
/// record of acts.
pub(crate) async fn file(desk: Data<Casedesk>, who: Caseworker, case: Path<String>) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let (cases, today) = (&desk.rooms.cases, desk.today());
    match cases.case_file(who.officer, case, today).await {
        Ok(file) => Ok(sealed_file(file.to_bytes())),
        Err(fault) => Err(refused(&desk, who.officer, case, fault).await),
    }
}

/// Turns a fault into a refusal. That somebody asked for a case without a grant stands in the record of acts.
pub(crate) async fn refused(
    desk: &Casedesk,
    officer: OfficerId,
    case: CaseId,
    fault: StoreError,
) -> Refusal {
    if matches!(fault, StoreError::NotFound) {
        let noted = desk.rooms.cases.note_refused(officer, case, desk.today());
        if let Err(fault) = noted.await {
            return store_refusal(fault);
        }
    }
    store_refusal(fault)
}

/// Says what became of a step in a case. One that is sent again, and stands as the officer's last object there, was
/// taken.
pub(crate) async fn step_told(
    desk: &Casedesk,
    officer: OfficerId,
    (case, sent): (CaseId, DetachedObject),
    taken: Result<Result<(), StepFault>, StoreError>,
) -> Answer {
    let told = match taken {
        Ok(Ok(())) => return Ok(HttpResponse::NoContent().finish()),
        Ok(Err(fault)) => Ok(step_answer(fault)),
        Err(fault) => Err(refused(desk, officer, case, fault).await),
    };
    if matches!(&told, Err(refusal) if !matches!(refusal, Refusal::Stale)) {
        return told;
    }
    let last = desk.rooms.cases.last_object_of(officer, case).await;
    if last.map_err(store_refusal)? == Some(sent) {
        return Ok(HttpResponse::NoContent().finish());
    }
    told
}

/// Hands out files of a case, sealed as they are.
pub(crate) async fn files(desk: Data<Casedesk>, who: Caseworker, object: Path<String>) -> Answer {
    let object: ObjectId = object.parse().map_err(|_| Refusal::NotFound)?;
    let reader = desk
        .rooms
        .cases
        .bundle(who.officer, object, desk.today())
        .await;
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
