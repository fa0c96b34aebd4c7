use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};
use http_guard::{Answer, Refusal};
use seal::{CaseId, Grant};

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// Takes a grant that the officer's client has made from the officer's own, for a colleague. Whom the
/// reporter excluded is sealed in the report: the client refuses those, and so does every key.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    case: Path<String>,
    body: Bytes,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    if body.len() > Grant::MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let grant = Grant::from_bytes(&body).map_err(|_| Refusal::BadForm)?;
    if grant.case != case {
        return Err(Refusal::NotFound);
    }
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::BadForm)?;
    let on_duty = |id| roster.officer(id).filter(|known| known.is_on_duty(today));
    let signer = on_duty(who.officer).ok_or(Refusal::BadForm)?.verifying;
    let colleague = on_duty(grant.grantee).filter(|known| known.receives_reports());
    if colleague.is_none() || grant.check(&signer).is_err() {
        return Err(Refusal::BadForm);
    }
    let granted = desk.rooms.cases.grant(who.officer, grant, today).await;
    granted.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}
