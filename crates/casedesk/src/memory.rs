use actix_web::{
    HttpResponse,
    web::{Bytes, Data},
};
use casework::SealedMemory;
use http_guard::{Answer, Refusal, sealed_file};

use crate::{Casedesk, fault::store_refusal, session::SignedIn};

/// Hands out what the officer's client remembers, sealed; nothing before the first time.
pub(crate) async fn recall(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    let memory = desk.rooms.cases.memory(who.officer).await;
    let memory = memory.map_err(store_refusal)?;
    Ok(sealed_file(
        memory.map_or_else(Vec::new, |memory| memory.to_bytes()),
    ))
}

/// Keeps what the officer's client remembers from now on, if it follows what was kept before.
pub(crate) async fn remember(desk: Data<Casedesk>, who: SignedIn, memory: Bytes) -> Answer {
    let memory = SealedMemory::from_bytes(&memory).map_err(|_| Refusal::BadForm)?;
    let kept = desk.rooms.cases.remember(who.officer, memory).await;
    kept.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}
