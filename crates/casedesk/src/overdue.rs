//! Threads that wait too long, for auditors, who open none of them.

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use casework::{CaseStatus, Doing};
use http_guard::Answer;
use serde::Serialize;
use storage::OverdueThread;

use crate::{Casedesk, away::presence, fault::store_refusal, inbox::Place, session::SignedIn};

/// A page of threads.
#[derive(Serialize)]
struct Told {
    threads: Vec<Thread>,
    /// What to put behind the address for the next page, where there is one.
    next: Option<String>,
}

/// A thread. Days are counted from 1970-01-01.
#[derive(Serialize)]
pub(crate) struct Thread {
    short: String,
    received: i32,
    promised: Option<i32>,
    /// How many officers on duty can open it.
    holders: u32,
    /// Until when all of these are away.
    #[serde(skip_serializing_if = "Option::is_none")]
    away_until: Option<i32>,
}

pub(crate) fn thread_of(desk: &Casedesk, thread: &OverdueThread) -> Thread {
    Thread {
        short: thread.case.short(),
        received: thread.received_on.number(),
        promised: desk
            .deadlines
            .next(thread.received_on, thread.status)
            .map(|day| day.number()),
        holders: thread.holders,
        away_until: thread.away_until.map(|day| day.number()),
    }
}

/// Hands an auditor a page of the cases whose promise was broken and whose escalation is due, the first to arrive
/// first. For everybody else there is none.
pub(crate) async fn page(desk: Data<Casedesk>, who: SignedIn, place: Query<Place>) -> Answer {
    who.require(Doing::ReadsRecord)?;
    let after = place.into_inner().parse()?;
    let today = desk.today();
    let presence = presence(&desk).await?;
    let statuses = CaseStatus::ALL.iter().copied();
    let through = statuses.filter_map(|status| {
        let last = desk.deadlines.escalated_through(status, today)?;
        Some((status, last))
    });
    let through = through.collect();
    let threads = desk
        .rooms
        .cases
        .overdue(who.officer, through, presence, (after, AT_ONCE), today)
        .await;
    let threads = threads.map_err(store_refusal)?;
    let next =
        |last: &OverdueThread| format!("?day={}&after={}", last.received_on.number(), last.case);
    let last = threads.last().filter(|_| threads.len() >= AT_ONCE);
    Ok(HttpResponse::Ok().json(Told {
        threads: threads.iter().map(|one| thread_of(&desk, one)).collect(),
        next: last.map(next),
    }))
}

/// A referral that was not answered in time.
#[derive(Serialize)]
struct LateReferral {
    short: String,
    promised: i32,
    /// How many officers on duty can open the case that was referred.
    holders: u32,
}

/// Hands an auditor the referrals whose answer is late for so long that whoever oversees the office is told, the longest
/// first. To which body they went is not said.
pub(crate) async fn referrals(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    who.require(Doing::ReadsRecord)?;
    let today = desk.today();
    let Some(through) = desk.deadlines.referrals_escalated_through(today) else {
        return Ok(HttpResponse::Ok().json([(); 0]));
    };
    let presence = presence(&desk).await?;
    let cases = &desk.rooms.cases;
    let late = cases.overdue_referrals(who.officer, through, presence, MOST_REFERRALS, today);
    let late = late.await.map_err(store_refusal)?;
    let told: Vec<_> = late
        .iter()
        .map(|one| LateReferral {
            short: one.case.short(),
            promised: one.due_on.number(),
            holders: one.holders,
        })
        .collect();
    Ok(HttpResponse::Ok().json(told))
}

const AT_ONCE: usize = 100;
const MOST_REFERRALS: i64 = 100;
