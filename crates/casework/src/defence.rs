//! By when who is sued has to say before the court that the suit is an abuse, as far as it is known of a country, and how
//! sure that is. It is no legal advice, and no lawyer of any of the countries has read it (decision 0059).

use std::collections::BTreeSet;

use seal::Day;

use crate::deadlines::Deadlines;
use crate::period::Period;
use crate::proceeding::Proceeding;
use crate::proceeding_fault::ProceedingDate;
use crate::weekday::Weekday;

/// What is known of the plea in a country, for one kind of proceeding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefenceFact {
    /// The country, in small letters as ISO 3166 has it.
    pub country: &'static str,
    /// What is to be done; with the country it names the text that says so.
    pub code: &'static str,
    /// For which proceedings it is so.
    pub route: DefenceRoute,
    /// Until when from the day of service; nothing where no number of days counts.
    pub period: Option<Period>,
    /// How sure it is.
    pub sure: FactConfidence,
    /// Where it stands.
    pub source: &'static str,
}

/// For which proceedings something is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefenceRoute {
    /// For all.
    Any,
    /// For civil ones.
    Civil,
    /// For criminal ones.
    Criminal,
}

/// How sure something is that is known of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactConfidence {
    /// It was read, or nobody doubts it.
    High,
    /// It is recalled.
    Medium,
    /// It may be wrong.
    Low,
}

/// A day by which a defence is due, or something to do without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefenceDeadline {
    /// What is known.
    pub fact: DefenceFact,
    /// The last day, counted from the first day on which the papers may have been served. This one is safe.
    pub due: Option<Day>,
    /// Whether the courts there surely do not work on the last day.
    pub is_closed: bool,
    /// The next day on which they work, where the last day is none and it is known on which days of the week they rest.
    /// Courts may count on to it.
    pub next_working: Option<Day>,
}

impl DefenceFact {
    /// Everything that is known, in the order in which it is told.
    pub fn all() -> impl Iterator<Item = Self> {
        FACTS.lines().skip(1).filter_map(Self::read)
    }

    /// The last part of the key of the text that says it, such as `ph-plead`.
    pub fn key(&self) -> String {
        format!("{}-{}", self.country, self.code.replace('_', "-"))
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut parts = line.splitn(6, ',');
        let (country, code) = (parts.next()?, parts.next()?);
        let route = match parts.next()? {
            "any" => DefenceRoute::Any,
            "civil" => DefenceRoute::Civil,
            "criminal" => DefenceRoute::Criminal,
            _ => return None,
        };
        let period = match parts.next()? {
            "" => None,
            period => Some(period.parse().ok()?),
        };
        let sure = match parts.next()? {
            "high" => FactConfidence::High,
            "medium" => FactConfidence::Medium,
            "low" => FactConfidence::Low,
            _ => return None,
        };
        let source = parts.next()?.trim_matches('"');
        Some(Self {
            country,
            code,
            route,
            period,
            sure,
            source,
        })
    }
}

impl DefenceRoute {
    /// Whether a proceeding of this kind, a code of the list `proceeding_type`, goes this way. Where it is not known what
    /// kind it is, everything is told.
    fn takes(self, kind: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Civil => !matches!(kind, "criminal_private" | "criminal_public"),
            Self::Criminal => matches!(
                kind,
                "criminal_private" | "criminal_public" | "pre_action" | ""
            ),
        }
    }
}

impl FactConfidence {
    /// The word that stands for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

impl Proceeding {
    /// Whether somebody who spoke up has to defend themselves in it now, in a country that is said; or in one that may be said
    /// in an earlier state, where this says only what has changed since.
    pub fn asks_defence(&self) -> bool {
        let goes_on = self.outcome.is_empty() || self.outcome == Self::PENDING;
        let is_own = matches!(self.direction.as_str(), "" | "against_target");
        let has_country = !self.country.is_empty() || self.continues.is_some();
        goes_on && self.ended.is_empty() && is_own && has_country
    }

    /// What is to be done in defence, and by when, as far as it is known of the country; nothing where nobody has to defend
    /// themselves.
    pub fn defences(&self) -> Vec<DefenceDeadline> {
        if !self.asks_defence() {
            return vec![];
        }
        let facts = DefenceFact::all().filter(|fact| fact.country == self.country);
        let facts = facts.filter(|fact| fact.route.takes(&self.kind));
        let served = self.date(ProceedingDate::Served).ok().flatten();
        let served = served.map(|served| served.earliest());
        let mut found: Vec<_> = facts.map(|fact| deadline(fact, served)).collect();
        // What is due first is told first; what has no day stands behind.
        found.sort_by_key(|one| one.due.map_or(i32::MAX, Day::number));
        found
    }
}

fn deadline(fact: DefenceFact, served: Option<Day>) -> DefenceDeadline {
    let due = fact.period.zip(served);
    let due = due.map(|(period, served)| period.after(served));
    let next = due.and_then(|due| {
        let calendar = calendar(fact.country, due);
        let next = calendar.working(due);
        (next != due).then_some((next, !calendar.rest_days.is_empty()))
    });
    DefenceDeadline {
        fact,
        due,
        is_closed: next.is_some(),
        next_working: next.and_then(|(next, is_sure)| is_sure.then_some(next)),
    }
}

/// The days on which courts of a country surely do not work, around a day.
fn calendar(country: &str, around: Day) -> Deadlines {
    let mut rows = COURT_CALENDAR
        .lines()
        .skip(1)
        .map(|line| line.splitn(3, ','));
    let row = rows.find_map(|mut row| {
        (row.next() == Some(country)).then(|| (row.next().unwrap_or(""), row.next().unwrap_or("")))
    });
    let (rest_days, holidays) = row.unwrap_or_default();
    let year = around.to_string();
    let year: u16 = year
        .split('-')
        .next()
        .and_then(|year| year.parse().ok())
        .unwrap_or(0);
    // What falls on the last days of a year may go on into the next one.
    let years = [year, year.saturating_add(1)];
    let dated = |day: &str| years.map(|year| format!("{year:04}-{day}").parse::<Day>());
    let rest_days = rest_days.split(' ').filter_map(|day| day.parse().ok());
    let holidays = holidays.split(' ').flat_map(dated).filter_map(Result::ok);
    Deadlines {
        rest_days: rest_days.collect::<BTreeSet<Weekday>>(),
        holidays: holidays.collect(),
        ..Deadlines::default()
    }
}

/// What is known: `country,code,route,period,sure,source`.
const FACTS: &str = include_str!("../country_packs/defence.csv");

/// Of the countries' packs what is sure of the days without work, so that a browser need not read these: `country,rest_days,holidays`.
/// The program's reader of packs has a test that compares them.
pub const COURT_CALENDAR: &str = include_str!("../country_packs/court_calendar.csv");

#[cfg(test)]
mod tests;
