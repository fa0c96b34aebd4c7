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

    /// Whether two promises may stand beside one another: no figure of one is less than 10 off from that of the other with the
    /// same word, unless both are the same. Who waits for the first waits for the second as well.
    pub(crate) fn may_stand_with(&self, other: &Self) -> bool {
        let pairs = self.figures().into_iter().zip(other.figures());
        pairs
            .into_iter()
            .all(|((_, one), (_, other))| is_apart(one, other))
    }
}

const fn is_large(figure: u64) -> bool {
    figure == 0 || figure >= ExactYear::LEAST
}

const fn is_apart(one: u64, other: u64) -> bool {
    is_large(one.abs_diff(other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_promise_is_kept_on_its_last_day_and_late_on_the_next() {
        let day = Day::from_number;
        let of = |done: Option<i32>, today| PromiseKept::of(done.map(day), day(100), day(today));
        for (done, today, word) in [
            (Some(100), 100, "kept"),
            (Some(100), 300, "kept"),
            (Some(101), 101, "late"),
            (None, 100, "not_due"),
            (None, 101, "late"),
        ] {
            assert_eq!(of(done, today).word(), word, "{done:?} {today}");
        }
    }

    fn year(received: u64, closed: u64) -> ExactYear {
        ExactYear {
            received,
            closed_sub: closed,
            ..ExactYear::default()
        }
    }

    const fn counts(kept: u64, late: u64, not_due: u64) -> PromiseCounts {
        PromiseCounts {
            kept,
            late,
            not_due,
        }
    }

    #[test]
    fn a_promise_stands_beside_the_year_where_nothing_small_is_left_over() {
        let fits = |one: PromiseCounts, year| one.may_stand_beside(&year);
        assert!(fits(counts(60, 20, 20), year(100, 40)));
        assert!(fits(counts(100, 0, 0), year(100, 0)));
        // A small figure, and one that is missing.
        assert!(!fits(counts(71, 9, 20), year(100, 40)));
        assert!(!fits(counts(60, 20, 19), year(100, 40)));
        // 65 closed, of whom 60 in time, leaves five.
        assert!(!fits(counts(60, 20, 20), year(100, 65)));
        // 75 closed of 80 whose promise was over leaves five who had no outcome.
        assert!(!fits(counts(60, 20, 20), year(100, 75)));
        assert!(fits(counts(60, 20, 20), year(100, 60)));
        assert!(counts(60, 20, 20).may_stand_with(&counts(60, 20, 20)));
        assert!(counts(80, 10, 10).may_stand_with(&counts(60, 20, 20)));
        assert!(!counts(70, 15, 15).may_stand_with(&counts(60, 20, 20)));
    }

    proptest! {
        /// A body in its first year, of whose cases each has a day of answer, of closing, or neither: no cell of what follows by
        /// subtraction from what may be published is between 1 and 9.
        #[test]
        fn what_is_published_leaves_nothing_small_by_subtraction(
            cases in proptest::collection::vec((0..40_u64, 0..5_u8, 0..3_u8), 1..8),
        ) {
            let (mut one, mut other) = (PromiseCounts::default(), PromiseCounts::default());
            let (mut received, mut closed, mut waits_for_both) = (0, 0, 0);
            for (number, how, first) in cases {
                received += number;
                let feedback = ["kept", "late", "late", "not_due", "not_due"][usize::from(how)];
                // A closed case was answered; one that waits for the first waits for the second.
                let acknowledged = match (how, first) {
                    (4, _) => "not_due",
                    (_, 0) => "late",
                    (_, _) => "kept",
                };
                for _ in 0..number {
                    one.take(acknowledged);
                    other.take(feedback);
                }
                closed += if how < 2 { number } else { 0 };
                waits_for_both += if how == 4 { number } else { 0 };
            }
            let year = ExactYear {
                received,
                closed_sub: closed,
                acknowledgement: Some(one),
                feedback: Some(other),
                ..ExactYear::default()
            };
            if let Ok(shown) = year.published() {
                if let (Some(_), Some(other)) = (shown.acknowledgement, shown.feedback) {
                    prop_assert!(is_large(other.not_due - waits_for_both));
                }
                if let Some(other) = shown.feedback {
                    prop_assert!(is_large(closed - other.kept));
                    prop_assert!(is_large(other.kept + other.late - closed));
                }
            }
        }
    }
}
