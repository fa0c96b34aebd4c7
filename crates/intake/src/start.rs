use actix_web::web::Data;
use http_guard::{Answer, Refusal, Visitor, page};
use pages::{report::BodyChoice, safety::SafetyPage, start::StartPage};

use crate::{Intake, fault::TrustFault};

/// Shows the first page.
pub(crate) async fn first_page(intake: Data<Intake>, visitor: Visitor) -> Answer {
    let bodies = &bodies(&intake, visitor)?;
    page(&StartPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        bodies,
    })
}

/// Shows what to know before reporting.
pub(crate) async fn safety(intake: Data<Intake>, visitor: Visitor) -> Answer {
    let bodies = &bodies(&intake, visitor)?;
    page(&SafetyPage {
        say: intake.say(visitor.language),
        door: intake.door(),
        bodies,
    })
}

fn bodies(intake: &Intake, visitor: Visitor) -> Result<Vec<BodyChoice>, Refusal> {
    // These pages are shown even when the roster has run out; only sealing needs a valid one.
    let roster = intake
        .trust()
        .newest()
        .map_err(|fault| Refusal::busy(TrustFault(fault)))?;
    let mut bodies = intake.choices(roster, intake.today(), intake.say(visitor.language));
    bodies.retain(|body| body.receives);
    Ok(bodies)
}
