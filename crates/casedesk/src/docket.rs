use actix_web::{
    HttpResponse,
    web::{Bytes, Data},
};
use casework::SealedDocket;
use http_guard::{Answer, Refusal};

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// Keeps what the officer's client noted of cases. Of a case without a grant nothing is kept, and the
/// answer does not tell.
pub(crate) async fn keep(desk: Data<Casedesk>, who: Caseworker, dockets: Bytes) -> Answer {
    let dockets = SealedDocket::several_from_bytes(&dockets).map_err(|_| Refusal::BadForm)?;
    let kept = desk.rooms.cases.keep_dockets(who.officer, dockets).await;
    kept.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}
