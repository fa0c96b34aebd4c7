use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{CaseStatus, Priority};
use http_guard::{Answer, Refusal, form::SmallForm};
use seal::{CaseId, Day};
use serde::Serialize;

use crate::{Casedesk, case::refused, session::Caseworker};

/// How soon a case wants work.
#[derive(Serialize)]
struct Told {
    priority: &'static str,
    /// The day that an officer set, counted from 1970-01-01.
    due: Option<i32>,
    /// The day that the reporter was promised; nothing once the case is closed.
    promised: Option<i32>,
    /// By when the reporter was promised to hear that the report was read, and what came of it, whatever was done since.
    acknowledge_by: i32,
    feedback_by: i32,
    /// Requests for protection that wait for a decision, by their numbers, and by when it was promised.
    protections: BTreeMap<String, i32>,
    /// By when another body is asked to answer what is referred to it today.
    referral_by: i32,
    /// Whether the case is closed.
    is_closed: bool,
    /// As what the closed case is kept, and since when; nothing where that was not said.
    kept: Option<ToldKept>,
}

/// Days are counted from 1970-01-01.
#[derive(Serialize)]
struct ToldKept {
    class: &'static str,
    since: i32,
    /// From when on two officers are asked whether it be deleted; nothing where its class has no period.
    until: Option<i32>,
}

/// Says how soon a case wants work, and what its reporter was promised.
pub(crate) async fn tell(desk: Data<Casedesk>, who: Caseworker, case: Path<String>) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let plan = desk.rooms.cases.plan_of(who.officer, case).await;
    let plan = match plan {
        Ok(plan) => plan,
        Err(fault) => return Err(refused(&desk, who.officer, case, fault).await),
    };
    let promised = desk.deadlines.next(plan.received_on, plan.status);
    Ok(HttpResponse::Ok().json(Told {
        priority: plan.priority.word(),
        due: plan.due_on.map(Day::number),
        promised: promised.map(Day::number),
        acknowledge_by: desk.deadlines.acknowledge_by(plan.received_on).number(),
        feedback_by: desk.deadlines.feedback_by(plan.received_on).number(),
        protections: plan
            .undecided
            .iter()
            .map(|(request, since)| {
                let promised = desk.deadlines.protection_by(*since);
                (request.to_string(), promised.number())
            })
            .collect(),
        referral_by: desk.deadlines.referral_by(desk.today()).number(),
        is_closed: plan.status == CaseStatus::Closed,
        kept: plan.kept.map(|kept| ToldKept {
            class: kept.class.word(),
            since: kept.since.number(),
            until: desk.deadlines.retention.ends(kept).map(Day::number),
        }),
    }))
}

/// Sets how soon a case wants work, and by when. What the reporter was promised stays promised.
pub(crate) async fn take(
    desk: Data<Casedesk>,
    who: Caseworker,
    case: Path<String>,
    form: SmallForm,
) -> Answer {
    let case: CaseId = case.parse().map_err(|_| Refusal::NotFound)?;
    let priority: Priority = form
        .field("priority")
        .parse()
        .map_err(|_| Refusal::BadForm)?;
    // Whoever left it as it was shown takes back nothing that a colleague has set meanwhile.
    let priority = (form.field("was") != priority.word()).then_some(priority);
    let due_on = match form.field("due") {
        "" => None,
        day => Some(day.parse::<Day>().map_err(|_| Refusal::BadForm)?),
    };
    let cases = &desk.rooms.cases;
    let planned = cases.plan(who.officer, case, priority, due_on, desk.today());
    match planned.await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(fault) => Err(refused(&desk, who.officer, case, fault).await),
    }
}
