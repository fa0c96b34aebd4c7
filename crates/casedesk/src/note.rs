use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::SealedNote;
use http_guard::{Answer, Refusal, whole_body};
use seal::CaseId;

use crate::{
    Casedesk, case::refused, fault::store_refusal, session::Caseworker, signed::check_signed,
};

/// Takes what an officer's client has sealed for those who hold the case. What it says is not known here.
/// Sent again it gets the same answer.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, SealedNote::MOST_BYTES, WITHIN).await?;
    let note = SealedNote::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let objects = [&note.note].into_iter().chain(&note.card);
    check_signed(who.officer, objects, &trust, today)?;
    if note.case() != case {
        return Err(Refusal::NotFound);
    }
    let last = note.card.as_ref().unwrap_or(&note.note).detached();
    let cases = &desk.rooms.cases;
    if let Err(fault) = cases.note(who.officer, note, today).await {
        let refusal = refused(&desk, who.officer, case, fault).await;
        let kept = matches!(refusal, Refusal::Stale)
            && cases
                .last_object_of(who.officer, case)
                .await
                .map_err(store_refusal)?
                == Some(last);
        if !kept {
            return Err(refusal);
        }
    }
    Ok(HttpResponse::NoContent().finish())
}

/// How long a note may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
