use std::{collections::BTreeSet, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::Recusal;
use http_guard::{Answer, Refusal, whole_body};
use seal::{CaseId, Day, OfficerId, REPLY_BYTES, SealedObject, Trust};
use storage::Recused;
use thiserror::Error;

use crate::{
    Casedesk,
    fault::{TooFewFault, store_refusal},
    session::Caseworker,
};

/// A recusal was not signed by its officer, or the officer is not on duty in the newest roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no officer on duty in the newest roster has signed this")]
pub struct NotSigned;

/// Takes a case from an officer who declines it because of a conflict, with the sealed reason. From then on
/// there is no such case for the officer, and so none for the same request again.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, REPLY_BYTES, WITHIN).await?;
    let recusal = SealedObject::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let on_duty = check_recusal(who.officer, &recusal, &trust, today);
    let on_duty = on_duty.map_err(|_| Refusal::BadForm)?;
    if recusal.header.case != case {
        return Err(Refusal::NotFound);
    }
    let cases = &desk.rooms.cases;
    let recused = cases.recuse(who.officer, recusal, on_duty, today).await;
    match recused.map_err(store_refusal)? {
        Recused::Done => Ok(HttpResponse::NoContent().finish()),
        Recused::TooFewLeft => Ok(TooFewFault.answer()),
    }
}

/// Checks that an officer on duty signed a recusal, and says who is on duty: those may go on with the case.
/// Whether it fits the case, and whether enough of them hold it, is for storage to know.
///
/// # Errors
/// [`NotSigned`].
pub fn check_recusal(
    officer: OfficerId,
    recusal: &SealedObject,
    trust: &Trust,
    today: Day,
) -> Result<BTreeSet<OfficerId>, NotSigned> {
    let roster = trust.roster(today).map_err(|_| NotSigned)?;
    let on_duty = Recusal::on_duty(roster, today);
    let signer = roster.officer(officer).ok_or(NotSigned)?.verifying;
    if !on_duty.contains(&officer) || recusal.check(&signer).is_err() {
        return Err(NotSigned);
    }
    Ok(on_duty)
}

/// How long a reason may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
