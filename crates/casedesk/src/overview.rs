use actix_web::{HttpResponse, web::Data};
use casework::CaseStatus;
use http_guard::{Answer, Refusal};
use seal::{Capability, Day, Roster};
use serde::Serialize;
use storage::{OverdueThrough, Overview, Totals};

use crate::{Casedesk, fault::store_refusal, session::SignedIn};

/// What a lead sees.
#[derive(Serialize)]
struct Led {
    officers: Vec<Officer>,
    /// How many open cases are so many days old: below 8, 31, 91, and more.
    ages: Vec<u64>,
}

#[derive(Serialize)]
struct Officer {
    name: String,
    cases: u64,
    overdue: u64,
    tasks: u64,
}

/// What an auditor sees: full tens, and nothing below ten, so that a number that is read again tells of no single
/// case, except that it passed a ten.
#[derive(Serialize)]
struct Audited {
    body: String,
    received: Option<u64>,
    open: Option<u64>,
    closed: Option<u64>,
    overdue: Option<u64>,
}

/// Hands a lead the numbers of the lead's own cases, and an auditor the totals of the auditor's body. For everybody
/// else there are none.
pub(crate) async fn page(desk: Data<Casedesk>, who: SignedIn) -> Answer {
    let (trust, today) = (desk.trust(), desk.today());
    let roster = trust.roster(today).map_err(|_| Refusal::SignedOut)?;
    let own = roster.officer(who.officer).ok_or(Refusal::SignedOut)?;
    let statuses = CaseStatus::ALL.iter().copied();
    let through: OverdueThrough = statuses
        .filter_map(|status| Some((status, desk.deadlines.overdue_through(status, today)?)))
        .collect();
    let cases = &desk.rooms.cases;
    match own.capability {
        Capability::Lead => {
            let ages = bands(today);
            let told = cases.overview(who.officer, through, ages, today).await;
            Ok(HttpResponse::Ok().json(led(told.map_err(store_refusal)?, roster)))
        }
        Capability::Auditor => {
            let since = (first_of_year(today), through);
            let told = cases.totals(who.officer, own.body, since, today).await;
            let body = roster.body(own.body).map(|body| body.label.clone());
            let told = audited(told.map_err(store_refusal)?, body.unwrap_or_default());
            Ok(HttpResponse::Ok().json(told))
        }
        Capability::Administrator
        | Capability::Contributor
        | Capability::Custodian
        | Capability::DataCustodian
        | Capability::Investigator
        | Capability::ProtectionOfficer
        | Capability::Triage => Err(Refusal::NotFound),
    }
}

fn led(overview: Overview, roster: &Roster) -> Led {
    let mut officers = Vec::with_capacity(overview.loads.len());
    for (id, load) in overview.loads {
        let known = roster.officer(id);
        officers.push(Officer {
            name: known.map_or_else(|| id.to_string(), |known| known.label.clone()),
            cases: load.cases,
            overdue: load.overdue,
            tasks: load.tasks,
        });
    }
    officers.sort_by(|one, other| one.name.cmp(&other.name));
    Led {
        officers,
        ages: overview.ages,
    }
}

fn audited(totals: Totals, body: String) -> Audited {
    let told = |count: u64| (count >= TEN).then_some(count / TEN * TEN);
    Audited {
        body,
        received: told(totals.received),
        open: told(totals.open),
        closed: told(totals.closed),
        overdue: told(totals.overdue),
    }
}

/// 1 January of the year that it is.
fn first_of_year(today: Day) -> Day {
    let year = today.to_string();
    let first = year
        .split('-')
        .next()
        .map(|year| format!("{year}-01-01").parse());
    first.and_then(Result::ok).unwrap_or(today)
}

/// From which day on and before which one cases of each age arrived.
fn bands(today: Day) -> Vec<(Day, Day)> {
    let ends = [0, 8, 31, 91, 100_000];
    let before = |days: i32| today.plus(1_i32.saturating_sub(days));
    let pairs = ends.iter().zip(ends.iter().skip(1));
    pairs
        .map(|(from, to)| (before(*to), before(*from)))
        .collect()
}

/// A smaller number is not told, and a larger one down to a full one of these.
const TEN: u64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_auditor_is_told_full_tens_and_nothing_below_ten() {
        let counts = [0, 9, 10, 19, 20, 109];
        let told = counts.map(|received| {
            let totals = Totals {
                received,
                ..Totals::default()
            };
            audited(totals, String::new()).received
        });
        assert_eq!(told, [None, None, Some(10), Some(10), Some(20), Some(100)]);
    }
}
