//! Identities that reporters left behind: officers ask for them, and custodians answer.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::{SealedVaultAnswer, SealedVaultRequest, VaultState, answers_to_bytes};
use http_guard::{Answer, Refusal, sealed_file, whole_body};
use seal::{BadSignature, CaseId, ObjectId, OfficerId, VerifyingKey};

use crate::{
    Casedesk,
    case::refused,
    fault::store_refusal,
    session::{Caseworker, Keeper},
};

/// Hands out what custodians answered to the requests in a case.
pub(crate) async fn states(desk: Data<Casedesk>, who: Caseworker, case: Path<String>) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    match desk.rooms.cases.vault_states(who.officer, case).await {
        Ok(states) => Ok(sealed_file(VaultState::list_to_bytes(&states))),
        Err(fault) => Err(refused(&desk, who.officer, case, fault).await),
    }
}

/// Takes a request for an identity. On which basis and why is sealed, to the case and to who is asked. Sent again it gets
/// the same answer.
pub(crate) async fn ask(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, SealedVaultRequest::MOST_BYTES, WITHIN).await?;
    let sent = SealedVaultRequest::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let signer = signer(&desk, who.officer)?;
    let checked = sent.check(who.officer, &signer);
    checked.map_err(|BadSignature| Refusal::BadForm)?;
    if sent.case() != case {
        return Err(Refusal::NotFound);
    }
    let object = sent.object.detached();
    let cases = &desk.rooms.cases;
    let Err(fault) = cases.ask_vault(who.officer, sent, desk.today()).await else {
        return Ok(HttpResponse::NoContent().finish());
    };
    let refusal = refused(&desk, who.officer, case, fault).await;
    if matches!(refusal, Refusal::Stale) {
        let last = cases.last_object_of(who.officer, case).await;
        if last.map_err(store_refusal)? == Some(object) {
            return Ok(HttpResponse::NoContent().finish());
        }
    }
    Err(refusal)
}

/// Hands out what custodians gave to the officer who asked, once enough of them did. That it was taken stands in the
/// record of acts.
pub(crate) async fn open(
    desk: Data<Casedesk>,
    who: Caseworker,
    at: Path<(String, String)>,
) -> Answer {
    let (case, request) = at.into_inner();
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let request: ObjectId = request.parse().map_err(|_| Refusal::NotFound)?;
    let cases = &desk.rooms.cases;
    match cases
        .open_vault(who.officer, case, request, desk.today())
        .await
    {
        Ok(answers) => Ok(sealed_file(answers_to_bytes(&answers))),
        Err(fault) => Err(refused(&desk, who.officer, case, fault).await),
    }
}

/// Hands a custodian the requests that wait for the own share, and how many more do.
pub(crate) async fn waiting(desk: Data<Casedesk>, who: Keeper) -> Answer {
    let waiting = desk.rooms.cases.waiting_vaults(who.officer).await;
    let waiting = waiting.map_err(store_refusal)?;
    Ok(sealed_file(waiting.to_bytes()))
}

/// Takes what a custodian answers: the own share together with the notice to the reporter, or a reason.
pub(crate) async fn answer(
    desk: Data<Casedesk>,
    who: Keeper,
    request: HttpRequest,
    asked: Path<String>,
    mut body: Payload,
) -> Answer {
    let asked: ObjectId = asked.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, SealedVaultAnswer::MOST_BYTES, WITHIN).await?;
    let sent = SealedVaultAnswer::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let signer = signer(&desk, who.officer)?;
    let checked = sent.check(who.officer, &signer);
    checked.map_err(|BadSignature| Refusal::BadForm)?;
    if sent.request != asked {
        return Err(Refusal::NotFound);
    }
    let cases = &desk.rooms.cases;
    let taken = cases.answer_vault(who.officer, sent, desk.today()).await;
    taken.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

fn signer(desk: &Casedesk, officer: OfficerId) -> Result<VerifyingKey, Refusal> {
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::BadForm)?;
    let own = roster.officer(officer).filter(|own| own.is_on_duty(today));
    Ok(own.ok_or(Refusal::BadForm)?.verifying)
}

/// How long it may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
