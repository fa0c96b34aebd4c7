//! Journals of contributors of civil-society bodies: what their own clients keep sealed, and what is logged into them. Which
//! journal belongs to whom is not kept.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path, Payload},
};
use casework::SealedSearches;
use http_guard::{Answer, Refusal, form::SmallForm, sealed_file};
use seal::Kind;

use crate::{Casedesk, fault::store_refusal, referral, session::Contributor};

/// Hands out what the contributor's client keeps, sealed; nothing before the first journal.
pub(crate) async fn list(desk: Data<Casedesk>, who: Contributor) -> Answer {
    let kept = desk.rooms.cases.searches(who.officer).await;
    let kept = kept.map_err(store_refusal)?;
    Ok(sealed_file(
        kept.map_or_else(Vec::new, |kept| kept.to_bytes()),
    ))
}

/// Keeps it from now on, if it follows what was kept before.
pub(crate) async fn keep(desk: Data<Casedesk>, who: Contributor, next: Bytes) -> Answer {
    let next = SealedSearches::from_bytes(&next).map_err(|_| Refusal::BadForm)?;
    let kept = desk.rooms.cases.keep_searches(who.officer, next).await;
    kept.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Hands out the answers under the number of a mailbox, sealed, as the reporters' door does.
pub(crate) async fn answers(desk: Data<Casedesk>, _who: Contributor, form: SmallForm) -> Answer {
    referral::page_of(&desk, &form).await
}

/// Hands out an answer that did not fit the page.
pub(crate) async fn answer(desk: Data<Casedesk>, _who: Contributor, form: SmallForm) -> Answer {
    referral::whole_of(&desk, &form).await
}

/// Takes an incident that a contributor logs into a journal. Sent again it gets the same answer.
pub(crate) async fn log(
    desk: Data<Casedesk>,
    _who: Contributor,
    request: HttpRequest,
    id: Path<String>,
    body: Payload,
) -> Answer {
    referral::take_follow_up(&desk, &request, &id, body, Kind::Incident).await
}
