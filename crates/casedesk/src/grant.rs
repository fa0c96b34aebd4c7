use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};
use casework::{Doing, OfficerGrant, may};
use http_guard::{Answer, Refusal};
use seal::{BodyId, CaseId, Day, Grant, OfficerId, Sender, Trust, VerifyingKey};
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
    let of = checked.map_err(|_| Refusal::BadForm)?;
    let cases = &desk.rooms.cases;
    let granted = cases.grant(who.officer, granted, of, today).await;
    granted.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Checks that an officer on duty made a grant for somebody who may be let in on this day, and what was told
/// beside it. Says of which body that one is: whether the case is of the same is for storage to know.
///
/// # Errors
/// [`NoGrant`].
pub fn check_granted(
    officer: OfficerId,
    granted: &OfficerGrant,
    trust: &Trust,
    today: Day,
) -> Result<BodyId, NoGrant> {
    let (signer, of) = check_grant(officer, &granted.grant, trust, today)?;
    let told = granted.check(trust.manifest.instance, &signer);
    told.map(|()| of).map_err(|_| NoGrant)
}

/// The same for the grant alone. Says also with which key it was signed.
pub(crate) fn check_grant(
    officer: OfficerId,
    grant: &Grant,
    trust: &Trust,
    today: Day,
) -> Result<(VerifyingKey, BodyId), NoGrant> {
    let roster = trust.roster(today).map_err(|_| NoGrant)?;
    let on_duty = |id| roster.officer(id).filter(|known| known.is_on_duty(today));
    let signer = on_duty(officer).filter(|known| may(known.capability, Doing::WorksCases));
    let signer = signer.ok_or(NoGrant)?.verifying;
    let colleague = on_duty(grant.grantee).filter(|known| known.may_be_let_in());
    let of = colleague.ok_or(NoGrant)?.body;
    let is_own = grant.grantor == Sender::Officer(officer) && grant.check(&signer).is_ok();
    if is_own {
        Ok((signer, of))
    } else {
        Err(NoGrant)
    }
}
