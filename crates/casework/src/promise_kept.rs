//! Whether a day that was promised to a reporter was kept, and how often a body kept such days in a year.

use seal::Day;
use serde::{Deserialize, Serialize};

use crate::exact_year::ExactYear;

/// What became of a day by which something was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseKept {
    /// It was done by that day.
    Kept,
    /// It was done later, or the day is over and it was not done.
    Late,
    /// It was not done, and the day is still to come.
    NotDue,
}

/// By when the reporter of a case was promised what, and the day on which that is looked at. The desk says the promised days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromisedDays {
    /// The last day on which receipt was to be confirmed.
    pub acknowledge_by: Day,
    /// The last day on which the outcome was to be told.
    pub feedback_by: Day,
    /// The day of today.
    pub today: Day,
}

/// What became of one promise in all cases that a body received in a year, exactly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseCounts {
    /// Cases in which it was kept.
    pub kept: u64,
    /// Cases in which it was not.
    pub late: u64,
    /// Cases in which it was not due yet when the record was made last.
    pub not_due: u64,
}

impl PromiseKept {
    /// Every word, in the order in which figures stand.
    pub const WORDS: &'static [&'static str] =
        &[Self::Kept.word(), Self::Late.word(), Self::NotDue.word()];

    /// The word that stands for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Late => "late",
            Self::NotDue => "not_due",
        }
    }

    /// What became of a promise for the day `by`, as it stands today.
    pub fn of(done_on: Option<Day>, by: Day, today: Day) -> Self {
        match done_on {
            Some(day) if day <= by => Self::Kept,
            None if today <= by => Self::NotDue,
            Some(_) | None => Self::Late,
        }
    }
}

impl PromiseCounts {
    /// Counts a case with this word; one without it is missing afterwards, so that nothing is published.
    pub(crate) fn take(&mut self, word: &str) {
        let figure = match word {
            "kept" => &mut self.kept,
            "late" => &mut self.late,
            "not_due" => &mut self.not_due,
            _ => return,
        };
        *figure = figure.saturating_add(1);
    }

    /// The figures with their words.
    pub const fn figures(&self) -> [(&'static str, u64); 3] {
        [
            (PromiseKept::Kept.word(), self.kept),
            (PromiseKept::Late.word(), self.late),
            (PromiseKept::NotDue.word(), self.not_due),
        ]
    }

    /// Whether it may stand beside the figures of the year: it is coded of every case that was received, no figure is between 1
    /// and 9, and nothing so small is left when it is subtracted from the cases closed, or they from it. In the first year of a
    /// body every case that was closed is one that was received, and its promises are kept or late.
    pub(crate) fn may_stand_beside(&self, year: &ExactYear) -> bool {
        let [kept, late, not_due] = self.figures().map(|(_, figure)| figure);
        let decided = kept.saturating_add(late);
        let closed = year.closed();
        decided.saturating_add(not_due) == year.received
            && [kept, late, not_due].into_iter().all(is_large)
            && [kept, decided].into_iter().all(|one| is_apart(one, closed))
    }

    /// What is subtracted of a year with this promise.
    pub(crate) const fn against(&self, year: &ExactYear) -> [(u64, u64); 2] {
        let closed = year.closed();
        [
            (self.kept, closed),
            (self.kept.saturating_add(self.late), closed),
        ]
    }

    /// What is subtracted of two promises of a year.
    pub(crate) const fn against_other(&self, other: &Self) -> [(u64, u64); 3] {
        [
            (self.kept, other.kept),
            (self.late, other.late),
            (self.not_due, other.not_due),
        ]
    }

    /// Whether two promises may stand beside one another: no figure of one is less than 10 off from that of the other with the
    /// same word, unless both are the same. Who waits for the first waits for the second as well.
    pub(crate) fn may_stand_with(&self, other: &Self) -> bool {
        let pairs = self.figures().into_iter().zip(other.figures());
        pairs
            .into_iter()
            .all(|((_, one), (_, other))| is_apart(one, other))
    }
}

/// Whether two figures of each pair stay 0 or 10 and more off from one another in the sums of every run of years that begins with
/// the first of these.
pub(crate) fn stay_apart<const N: usize>(mut years: impl Iterator<Item = [(u64, u64); N]>) -> bool {
    let mut sums = [(0_u64, 0_u64); N];
    years.all(|year| {
        for (sum, (one, other)) in sums.iter_mut().zip(year) {
            sum.0 = sum.0.saturating_add(one);
            sum.1 = sum.1.saturating_add(other);
        }
        sums.iter().all(|(one, other)| is_apart(*one, *other))
    })
}

const fn is_large(figure: u64) -> bool {
    figure == 0 || figure >= ExactYear::LEAST
}

const fn is_apart(one: u64, other: u64) -> bool {
    is_large(one.abs_diff(other))
}

#[cfg(test)]
mod tests;
