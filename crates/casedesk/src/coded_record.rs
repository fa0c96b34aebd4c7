use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Payload},
};
use casework::{CodebookText, HandedRecord};
use http_guard::{Answer, Refusal, whole_body};
use serde::Serialize;
use storage::StoreError;

use crate::{
    Casedesk,
    fault::{broken_codebook, store_refusal},
    session::Caseworker,
};

/// What is wrong, as a key of the wording, and why.
#[derive(Serialize)]
struct Told {
    fault: &'static str,
    /// The place for it is that of the seconds in other answers.
    #[serde(rename = "seconds", skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// Takes a coded record of the officer's own body. No case is named, and of the officer nothing is kept. Sent again it gets the
/// same answer.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    mut body: Payload,
) -> Answer {
    let bytes = whole_body(&request, &mut body, HandedRecord::MOST_BYTES, WITHIN).await?;
    let handed = HandedRecord::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let officer = roster.officer(who.officer).ok_or(Refusal::SignedOut)?;
    let book = CodebookText::of_project().read();
    let book = book.map_err(|_| broken_codebook())?;
    let checked = match handed.check(officer.body, &book, today) {
        Ok(checked) => checked,
        Err(fault) => {
            let why = Some(fault.to_string());
            return Ok(told(
                StatusCode::UNPROCESSABLE_ENTITY,
                "fault-record-codes",
                why,
            ));
        }
    };
    match desk.rooms.cases.hand_in(officer.body, checked).await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(StoreError::Conflict) => Ok(told(StatusCode::CONFLICT, "fault-record-room", None)),
        Err(fault) => Err(store_refusal(fault)),
    }
}

fn told(status: StatusCode, fault: &'static str, why: Option<String>) -> HttpResponse {
    HttpResponse::build(status).json(Told { fault, why })
}

/// How long a record may take to arrive.
const WITHIN: Duration = Duration::from_secs(60);
