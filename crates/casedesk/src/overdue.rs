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

/// What was not answered in time, the longest first.
#[derive(Serialize)]
struct Late {
    late: Vec<LateAnswer>,
    /// Whether there are more.
    more: bool,
}

/// A referral, or a review.
#[derive(Serialize)]
struct LateAnswer {
    short: String,
    promised: i32,
    /// How many officers on duty can open the case.
    holders: u32,
}

impl Late {
    fn none() -> Self {
        Self::of(std::iter::empty())
    }

    fn of(found: impl Iterator<Item = LateAnswer>) -> Self {
        let mut late: Vec<_> = found.collect();
        let more = late.len() > AT_ONCE;
        late.truncate(AT_ONCE);
        Self { late, more }
    }
}

/// Hands an auditor the referrals whose answer is late for so long that whoever oversees the office is told, the longest
/// first. To which body they went is not said.
pub(crate) async fn referrals(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    who.require(Doing::ReadsRecord)?;
    let today = desk.today();
    let Some(through) = desk.deadlines.referrals_escalated_through(today) else {
        return Ok(HttpResponse::Ok().json(Late::none()));
    };
    let presence = presence(&desk).await?;
    let cases = &desk.rooms.cases;
    let late = cases.overdue_referrals(who.officer, through, presence, ONE_MORE, today);
    let late = late.await.map_err(store_refusal)?;
    let told = late.iter().map(|one| LateAnswer {
        short: one.case.short(),
        promised: one.due_on.number(),
        holders: one.holders,
    });
    Ok(HttpResponse::Ok().json(Late::of(told)))
}

/// Hands an auditor the reviews whose answer is late for so long that whoever oversees the office is told, the longest first.
/// On which grounds they were asked for is sealed.
pub(crate) async fn reviews(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    who.require(Doing::ReadsRecord)?;
    let today = desk.today();
    let Some(through) = desk.deadlines.reviews_escalated_through(today) else {
        return Ok(HttpResponse::Ok().json(Late::none()));
    };
    let presence = presence(&desk).await?;
    let cases = &desk.rooms.cases;
    let late = cases.overdue_reviews(who.officer, through, presence, ONE_MORE, today);
    let late = late.await.map_err(store_refusal)?;
    let told = late.iter().map(|one| LateAnswer {
        short: one.case.short(),
        promised: desk.deadlines.review_answered_by(one.asked_on).number(),
        holders: one.holders,
    });
    Ok(HttpResponse::Ok().json(Late::of(told)))
}

const AT_ONCE: usize = 100;
/// One more than are handed out tells whether there are more.
const ONE_MORE: i64 = 101;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_is_cut_only_where_there_is_more_and_says_so() {
        for (found, told, more) in [(0, 0, false), (100, 100, false), (101, 100, true)] {
            let late = (0..found).map(|promised| LateAnswer {
                short: String::new(),
                promised,
                holders: 1,
            });
            let late = Late::of(late);
            assert_eq!((late.late.len(), late.more), (told, more));
            let longest = late.late.iter().zip(0..);
            assert!(
                longest
                    .into_iter()
                    .all(|(one, place)| one.promised == place)
            );
        }
    }
}
