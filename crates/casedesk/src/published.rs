use actix_web::{HttpResponse, web::Data};
use casework::Published;
use http_guard::{Answer, Refusal};

use crate::{Casedesk, fault::DeskFault};

/// Hands out manifest, rosters and keys: what was signed with an earlier roster is checked with that one.
pub(crate) async fn list(desk: Data<Casedesk>) -> Answer {
    let text = Published::of(&desk.trust(), usize::MAX).to_text();
    let text = text.ok_or_else(|| Refusal::internal(DeskFault("the list cannot be written")))?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .body(text))
}
