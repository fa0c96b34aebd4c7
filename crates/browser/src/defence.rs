use casework::{DefenceDeadline, Proceeding, ProceedingDate};
use seal::Day;
use serde::Serialize;

/// What is known of what to do first against a proceeding. Days are counted from 1970-01-01.
#[derive(Serialize)]
pub(crate) struct ShownDefence {
    /// Whether it is known when the papers were served.
    is_served: bool,
    steps: Vec<ShownStep>,
}

/// Something to do.
#[derive(Serialize)]
struct ShownStep {
    /// The last part of the key of its text.
    key: String,
    due: Option<i32>,
    /// Whether courts surely do not work on the last day.
    is_closed: bool,
    /// The next day on which they work, where that is known.
    next: Option<i32>,
}

impl ShownDefence {
    /// Nothing where nobody has to defend themselves.
    pub(crate) fn of(proceeding: &Proceeding) -> Option<Self> {
        let step = |one: DefenceDeadline| ShownStep {
            key: one.fact.key(),
            due: one.due.map(Day::number),
            is_closed: one.is_closed,
            next: one.next_working.map(Day::number),
        };
        proceeding.asks_defence().then(|| Self {
            is_served: matches!(proceeding.date(ProceedingDate::Served), Ok(Some(_))),
            steps: proceeding.defences().into_iter().map(step).collect(),
        })
    }
}
