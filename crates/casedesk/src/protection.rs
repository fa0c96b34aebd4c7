use std::time::Duration;

use actix_web::{
    HttpRequest,
    web::{Data, Path, Payload},
};
use casework::SealedProtection;
use http_guard::{Answer, Refusal, whole_body};
use seal::{BadSignature, CaseId, Day, OfficerId, Trust};

use crate::{Casedesk, case::step_told, session::Caseworker, signed::check_signed};

/// Takes what an officer does about protection: a request that was made by word of mouth, or a step with one that is
/// there. For whom, what was granted and why is sealed. Sent again it gets the same answer.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, SealedProtection::MOST_BYTES, WITHIN).await?;
    let sent = SealedProtection::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    check_signed(who.officer, [&sent.object], &trust, today)?;
    check_told(who.officer, &sent, &trust, today)?;
    if sent.case() != case {
        return Err(Refusal::NotFound);
    }
    let is_kept = |day: Day| day >= today && day <= today.plus(MOST_DAYS);
    if !sent.told.review_on.is_none_or(is_kept) {
        return Err(Refusal::BadForm);
    }
    let object = sent.object.detached();
    let taken = desk.rooms.cases.protect(who.officer, sent, today).await;
    step_told(&desk, who.officer, (case, object), taken).await
}

/// Checks that what is told in clear is what the officer has signed beside the sealed object.
fn check_told(
    officer: OfficerId,
    sent: &SealedProtection,
    trust: &Trust,
    today: Day,
) -> Result<(), Refusal> {
    let roster = trust.roster(today).map_err(|_| Refusal::BadForm)?;
    let signer = roster.officer(officer).ok_or(Refusal::BadForm)?.verifying;
    let checked = sent.check(trust.manifest.instance, &signer);
    checked.map_err(|BadSignature| Refusal::BadForm)
}

/// Measures are looked at again within two years.
const MOST_DAYS: i32 = 2 * 366;

/// How long it may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
