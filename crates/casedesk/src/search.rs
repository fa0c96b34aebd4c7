use actix_web::{
    HttpResponse,
    web::{Bytes, Data},
};
use casework::SealedSearches;
use http_guard::{Answer, Refusal, sealed_file};

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// Hands out the searches that the officer has named, sealed; nothing before the first one.
pub(crate) async fn list(desk: Data<Casedesk>, who: Caseworker) -> Answer {
    let searches = desk.rooms.cases.searches(who.officer).await;
    let searches = searches.map_err(store_refusal)?;
    Ok(sealed_file(
        searches.map_or_else(Vec::new, |searches| searches.to_bytes()),
    ))
}

/// Keeps them from now on, if they follow what was kept before.
pub(crate) async fn keep(desk: Data<Casedesk>, who: Caseworker, searches: Bytes) -> Answer {
    let searches = SealedSearches::from_bytes(&searches).map_err(|_| Refusal::BadForm)?;
    let kept = desk.rooms.cases.keep_searches(who.officer, searches).await;
    kept.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}
