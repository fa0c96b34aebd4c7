use std::collections::BTreeSet;

use seal::Day;

use crate::period::Period;
use crate::status::CaseStatus;
use crate::weekday::Weekday;

/// By when an office promises what, and on which days it does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// Until the reporter is told that the report was read.
    pub acknowledge: Period,
    /// Until the reporter is told what was done. Counted from the arrival, so that answering late moves
    /// nothing.
    pub feedback: Period,
    /// Days of the week without work.
    pub rest_days: BTreeSet<Weekday>,
    /// Other days without work.
    pub holidays: BTreeSet<Day>,
}

impl Deadlines {
    /// The last day on which a report that arrived on `day` may be acknowledged.
    pub fn acknowledge_by(&self, day: Day) -> Day {
        self.working(self.acknowledge.after(day))
    }

    /// The last day on which the reporter may be told what was done.
    pub fn feedback_by(&self, day: Day) -> Day {
        self.working(self.feedback.after(day))
    }

    /// What is due next in a case that arrived on `day`: an answer, then feedback; nothing once it is closed.
    pub fn next(&self, day: Day, status: CaseStatus) -> Option<Day> {
        match status {
            CaseStatus::Received => Some(self.acknowledge_by(day)),
            CaseStatus::Answered => Some(self.feedback_by(day)),
            CaseStatus::Closed => None,
        }
    }

    /// A deadline that falls on a day without work ends on the next day with work. An office that never
    /// works has no such day: then it stays where it falls.
    fn working(&self, day: Day) -> Day {
        let is_free =
            |day: &Day| self.holidays.contains(day) || self.rest_days.contains(&Weekday::of(*day));
        let mut days = (0..=MOST_FREE_DAYS).map(|days| day.plus(days));
        days.find(|day| !is_free(day)).unwrap_or(day)
    }
}

/// Platform default, after directive (EU) 2019/1937, articles 9 and 11; a country's law may ask for less.
impl Default for Deadlines {
    fn default() -> Self {
        Self {
            acknowledge: Period::days(7),
            feedback: Period::months(3),
            rest_days: BTreeSet::new(),
            holidays: BTreeSet::new(),
        }
    }
}

/// No office rests longer at a stretch.
const MOST_FREE_DAYS: i32 = 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_on_a_day_without_work_ends_on_the_next_one_with_work() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let deadlines = Deadlines {
            rest_days: BTreeSet::from([Weekday::Saturday, Weekday::Sunday]),
            holidays: BTreeSet::from([day("2026-12-07")]),
            ..Deadlines::default()
        };
        // 5 December 2026 is a Saturday, and the Monday after it is a holiday.
        assert_eq!(
            deadlines.acknowledge_by(day("2026-11-28")),
            day("2026-12-08")
        );
        assert_eq!(deadlines.feedback_by(day("2026-11-30")), day("2027-03-01"));
        let plain = Deadlines::default();
        assert_eq!(plain.acknowledge_by(day("2026-11-28")), day("2026-12-05"));
    }

    #[test]
    fn an_office_that_never_works_has_its_deadlines_where_they_fall() {
        let never = Deadlines {
            rest_days: Weekday::ALL.iter().copied().collect(),
            ..Deadlines::default()
        };
        let day = Day::from_number(20_000);
        assert_eq!(never.acknowledge_by(day), day.plus(7));
    }

    #[test]
    fn what_is_due_follows_the_status() {
        let (deadlines, day) = (Deadlines::default(), Day::from_number(20_000));
        let next = |status| deadlines.next(day, status);
        assert_eq!(next(CaseStatus::Received), Some(day.plus(7)));
        assert_eq!(next(CaseStatus::Answered), Some(deadlines.feedback_by(day)));
        assert_eq!(next(CaseStatus::Closed), None);
    }
}
