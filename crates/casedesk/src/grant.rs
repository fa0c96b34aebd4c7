use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};
use casework::{Doing, OfficerGrant, may};
use http_guard::{Answer, Refusal};
use seal::{CaseId, Day, Grant, OfficerId, Sender, Trust, VerifyingKey};
use thiserror::Error;

use crate::{Casedesk, fault::store_refusal, session::Caseworker};

/// A grant was made by somebody else, or for somebody who receives no reports on this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no officer on duty has signed this grant for another one who receives reports")]
pub struct NoGrant;

/// Takes a grant that the officer's client has made from the officer's own, for a colleague. Whom the
/// reporter excluded is sealed in the report: the client refuses those, and so does every key.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    case: Path<String>,
    body: Bytes,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    if body.len() > OfficerGrant::MOST_BYTES {
        return Err(Refusal::TooLarge);
    }
    let granted = OfficerGrant::from_bytes(&body).map_err(|_| Refusal::BadForm)?;
    if granted.grant.case != case {
        return Err(Refusal::NotFound);
    }
    let (trust, today) = (desk.trust(), desk.today());
    let checked = check_granted(who.officer, &granted, &trust, today);
    checked.map_err(|_| Refusal::BadForm)?;
    let granted = desk.rooms.cases.grant(who.officer, granted, today).await;
    granted.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Checks that an officer on duty made a grant for somebody who receives reports on this day, and what was told
/// beside it.
///
/// # Errors
/// [`NoGrant`].
pub fn check_granted(
    officer: OfficerId,
    granted: &OfficerGrant,
    trust: &Trust,
    today: Day,
) -> Result<(), NoGrant> {
    let signer = check_grant(officer, &granted.grant, trust, today)?;
    let told = granted.check(trust.manifest.instance, &signer);
    told.map_err(|_| NoGrant)
}

/// The same for the grant alone. Says with which key it was signed.
pub(crate) fn check_grant(
    officer: OfficerId,
    grant: &Grant,
    trust: &Trust,
    today: Day,
) -> Result<VerifyingKey, NoGrant> {
    let roster = trust.roster(today).map_err(|_| NoGrant)?;
    let on_duty = |id| roster.officer(id).filter(|known| known.is_on_duty(today));
    let signer = on_duty(officer).filter(|known| may(known.capability, Doing::WorksCases));
    let signer = signer.ok_or(NoGrant)?.verifying;
    let colleague = on_duty(grant.grantee).filter(|known| known.may_be_let_in());
    let is_own = grant.grantor == Sender::Officer(officer) && grant.check(&signer).is_ok();
    if colleague.is_some() && is_own {
        Ok(signer)
    } else {
        Err(NoGrant)
    }
}
