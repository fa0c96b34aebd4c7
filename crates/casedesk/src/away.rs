//! Who is away, as each officer signed it, and which cases that leaves to nobody.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use casework::{Doing, officers_on_duty};
use http_guard::{Answer, Refusal, whole_body};
use seal::{Away, SignedAway, believed_away};
use serde::Serialize;
use storage::Presence;

use crate::{
    Casedesk,
    fault::store_refusal,
    overdue::{Thread, thread_of},
    session::{Caseworker, SignedIn},
};

/// Hands out what officers have signed about being away, one statement on a line.
pub(crate) async fn list(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    // Everybody who works cases may enter reports too; a test of the table of roles holds that.
    who.require(Doing::EntersReports)?;
    let list = desk.rooms.cases.away().await.map_err(store_refusal)?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(list))
}

/// Takes what an officer has signed about being away, or back. Sent again it gets the same answer.
pub(crate) async fn set(
    desk: Data<Casedesk>,
    who: Caseworker,
    request: HttpRequest,
    mut body: Payload,
) -> Answer {
    let bytes = whole_body(&request, &mut body, SignedAway::BYTES, WITHIN).await?;
    let statement = SignedAway::from_bytes(&bytes).map_err(|_| Refusal::BadForm)?;
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let signer = roster.officer(who.officer).ok_or(Refusal::SignedOut)?;
    let away = statement.check(desk.instance(), &signer.verifying);
    let away = away.map_err(|_| Refusal::BadForm)?;
    if away.officer != who.officer || away.until > today.plus(Away::MOST_DAYS) {
        return Err(Refusal::BadForm);
    }
    let set = desk.rooms.cases.set_away(away, statement, today).await;
    set.map_err(store_refusal)?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize)]
struct Alone {
    /// The number of each, and its first letters.
    cases: Vec<(String, String)>,
}

/// Hands an officer the cases that nobody else who is there can open.
pub(crate) async fn alone(desk: Data<Casedesk>, who: Caseworker) -> Answer {
    let presence = presence(&desk).await?;
    let cases = desk.rooms.cases.alone_with(who.officer, presence, AT_ONCE);
    let cases = cases.await.map_err(store_refusal)?;
    let cases = cases.iter().map(|case| (case.to_string(), case.short()));
    let cases = cases.collect();
    Ok(HttpResponse::Ok().json(Alone { cases }))
}

#[derive(Serialize)]
struct Threads {
    threads: Vec<Thread>,
}

/// Hands an auditor the cases whose holders on duty are all away. For everybody else there is none.
pub(crate) async fn left_alone(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    who.require(Doing::ReadsRecord)?;
    let presence = presence(&desk).await?;
    let (cases, today) = (&desk.rooms.cases, desk.today());
    let threads = cases
        .left_alone(who.officer, presence, AT_ONCE, today)
        .await;
    let threads = threads.map_err(store_refusal)?;
    let threads = threads.iter().map(|one| thread_of(&desk, one)).collect();
    Ok(HttpResponse::Ok().json(Threads { threads }))
}

/// Who is on duty today, and who of them has signed to be away.
pub(crate) async fn presence(desk: &Casedesk) -> Result<Presence, Refusal> {
    let list = desk.rooms.cases.away().await.map_err(store_refusal)?;
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let on_duty = officers_on_duty(roster, today);
    let believed = believed_away(&list, roster).into_values();
    let away = believed.filter(|away| away.covers(today) && on_duty.contains(&away.officer));
    let away = away.map(|away| (away.officer, away.until)).collect();
    Ok(Presence { on_duty, away })
}

const AT_ONCE: i64 = 100;
/// How long a statement may take to arrive.
const WITHIN: Duration = Duration::from_secs(60);
