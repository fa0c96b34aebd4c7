use std::time::Duration;

use actix_web::{
    HttpRequest,
    web::{Data, Path, Payload},
};
use casework::{SealedStep, officers_on_duty};
use http_guard::{Answer, Refusal, whole_body};
use seal::CaseId;

use crate::{Casedesk, case::step_told, session::Caseworker, signed::check_signed};

/// Takes a step in a case: where the work goes on, what one officer proposes and what a second one decides.
/// Why is sealed. Sent again it gets the same answer.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    case: Path<String>,
    mut body: Payload,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let bytes = whole_body(&request, &mut body, SealedStep::MOST_BYTES, WITHIN).await?;
    let step = SealedStep::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    check_signed(who.officer, [&step.object], &trust, today)?;
    if step.case() != case {
        return Err(Refusal::NotFound);
    }
    let sent = step.object.detached();
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let on_duty = officers_on_duty(roster, today);
    let cases = &desk.rooms.cases;
    let taken = cases.step(who.officer, step, (&on_duty, today)).await;
    step_told(&desk, who.officer, (case, sent), taken).await
}

/// How long a step may take to arrive.
const WITHIN: Duration = Duration::from_secs(120);
