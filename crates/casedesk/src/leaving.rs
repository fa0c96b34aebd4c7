use std::{collections::BTreeSet, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::{OfficerExclusion, OfficerHandOver, officers_on_duty};
use http_guard::{Answer, Refusal, whole_body};
use seal::{BodyId, CaseId, Day, OfficerId, REPLY_BYTES, SealedObject, Trust, VerifyingKey};
use storage::{Left, StoreError};
use thiserror::Error;

use crate::{
    Casedesk,
    fault::{TooFewFault, store_refusal},
    grant::check_grant,
    session::Caseworker,
};

/// Something was not signed by its officer, or the officer is not on duty in the newest roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no officer on duty in the newest roster has signed this")]
pub struct NotSigned;

/// Takes a case from an officer who declines it because of a conflict, with the sealed reason. From then on
/// there is no such case for the officer, and so none for the same request again.
pub(crate) async fn decline(
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
    let left = cases.recuse(who.officer, recusal, on_duty, today);
    answer(left.await, TooFewFault::Leaving)
}

/// Takes an exclusion, and takes the case from those whom it names and who hold it. The desk is told of these
/// alone.
pub(crate) async fn exclude(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, MOST_BYTES, WITHIN).await?;
    let excluding = OfficerExclusion::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let on_duty = check_exclusion(who.officer, &excluding, &trust, today);
    let on_duty = on_duty.map_err(|_| Refusal::BadForm)?;
    if excluding.exclusion.header.case != case {
        return Err(Refusal::NotFound);
    }
    let cases = &desk.rooms.cases;
    let left = cases.exclude(who.officer, excluding, on_duty, today);
    answer(left.await, TooFewFault::Excluding)
}

/// Takes a colleague's grant together with what the officer leaves behind, and takes the case from the officer.
pub(crate) async fn hand_over(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, MOST_BYTES, WITHIN).await?;
    let handed = OfficerHandOver::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let checked = check_hand_over(who.officer, &handed, &trust, today);
    let (on_duty, of) = checked.map_err(|_| Refusal::BadForm)?;
    if handed.note.header.case != case {
        return Err(Refusal::NotFound);
    }
    let cases = &desk.rooms.cases;
    let left = cases.hand_over(who.officer, handed, of, on_duty, today);
    answer(left.await, TooFewFault::Leaving)
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
    signed_on_duty(officer, recusal, trust, today).map(|(on_duty, _)| on_duty)
}

/// The same for an exclusion and what is told beside it.
///
/// # Errors
/// [`NotSigned`].
pub fn check_exclusion(
    officer: OfficerId,
    excluding: &OfficerExclusion,
    trust: &Trust,
    today: Day,
) -> Result<BTreeSet<OfficerId>, NotSigned> {
    let (on_duty, signer) = signed_on_duty(officer, &excluding.exclusion, trust, today)?;
    let told = excluding.check(trust.manifest.instance, &signer);
    told.map(|()| on_duty).map_err(|_| NotSigned)
}

/// The same for a hand-over: the note, the colleague's grant, and what is told beside them. Says also of which
/// body the colleague is.
///
/// # Errors
/// [`NotSigned`].
pub fn check_hand_over(
    officer: OfficerId,
    handed: &OfficerHandOver,
    trust: &Trust,
    today: Day,
) -> Result<(BTreeSet<OfficerId>, BodyId), NotSigned> {
    let (on_duty, signer) = signed_on_duty(officer, &handed.note, trust, today)?;
    let granted = check_grant(officer, &handed.grant, trust, today);
    let (_, of) = granted.map_err(|_| NotSigned)?;
    let told = handed.check(trust.manifest.instance, &signer);
    told.map(|()| (on_duty, of)).map_err(|_| NotSigned)
}

fn signed_on_duty(
    officer: OfficerId,
    object: &SealedObject,
    trust: &Trust,
    today: Day,
) -> Result<(BTreeSet<OfficerId>, VerifyingKey), NotSigned> {
    let roster = trust.roster(today).map_err(|_| NotSigned)?;
    let on_duty = officers_on_duty(roster, today);
    let signer = roster.officer(officer).ok_or(NotSigned)?.verifying;
    if !on_duty.contains(&officer) || object.check(&signer).is_err() {
        return Err(NotSigned);
    }
    Ok((on_duty, signer))
}

fn answer(left: Result<Left, StoreError>, too_few: TooFewFault) -> Answer {
    match left.map_err(store_refusal)? {
        Left::Done => Ok(HttpResponse::NoContent().finish()),
        Left::TooFew => Ok(too_few.answer()),
    }
}

/// An officer's text with what the desk is told beside it: ids of holders, or a grant.
const MOST_BYTES: usize = REPLY_BYTES + 64 * 1_024;

/// How long a reason may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
