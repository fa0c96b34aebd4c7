use std::{collections::BTreeSet, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use casework::{OfficerExclusion, OfficerHandOver, officers_on_duty};
use http_guard::{Answer, Refusal, whole_body};
use seal::{CaseId, Day, OfficerId, REPLY_BYTES, SealedObject, Trust};
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
    let on_duty = desk.check_signed(&who, case, &recusal)?;
    let cases = &desk.rooms.cases;
    let left = cases.recuse(who.officer, recusal, on_duty, desk.today());
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
    let on_duty = desk.check_signed(&who, case, &excluding.exclusion)?;
    let cases = &desk.rooms.cases;
    let left = cases.exclude(who.officer, excluding, on_duty, desk.today());
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
    let on_duty = desk.check_signed(&who, case, &handed.note)?;
    let (trust, today) = (desk.trust(), desk.today());
    let checked = check_grant(who.officer, &handed.grant.grant, &trust, today);
    checked.map_err(|_| Refusal::BadForm)?;
    let cases = &desk.rooms.cases;
    let left = cases.hand_over(who.officer, handed, on_duty, today);
    answer(left.await, TooFewFault::Leaving)
}

/// Checks that an officer on duty signed an object, and says who is on duty: those may go on with the case.
/// Whether it fits the case, and whether enough of them hold it, is for storage to know.
///
/// # Errors
/// [`NotSigned`].
pub fn check_signed_on_duty(
    officer: OfficerId,
    object: &SealedObject,
    trust: &Trust,
    today: Day,
) -> Result<BTreeSet<OfficerId>, NotSigned> {
    let roster = trust.roster(today).map_err(|_| NotSigned)?;
    let on_duty = officers_on_duty(roster, today);
    let signer = roster.officer(officer).ok_or(NotSigned)?.verifying;
    if !on_duty.contains(&officer) || object.check(&signer).is_err() {
        return Err(NotSigned);
    }
    Ok(on_duty)
}

impl Casedesk {
    fn check_signed(
        &self,
        who: &Caseworker,
        case: CaseId,
        object: &SealedObject,
    ) -> Result<BTreeSet<OfficerId>, Refusal> {
        let on_duty = check_signed_on_duty(who.officer, object, &self.trust(), self.today());
        let on_duty = on_duty.map_err(|_| Refusal::BadForm)?;
        if object.header.case != case {
            return Err(Refusal::NotFound);
        }
        Ok(on_duty)
    }
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
