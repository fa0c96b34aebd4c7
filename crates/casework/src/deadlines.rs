use std::collections::BTreeSet;

use seal::Day;

use crate::period::Period;
use crate::retention::Retention;
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
    /// Until somebody who asks to be protected is told what was decided.
    pub protection: Period,
    /// Until another body is asked to answer a referral.
    pub referral: Period,
    /// How long after a promise that was not kept the reporter may ask for a review.
    pub review: Period,
    /// Until a reporter who asks for a review is answered.
    pub review_answer: Period,
    /// How many days before a promise ends officers are reminded.
    pub remind: u16,
    /// How long after a promise that was not kept whoever oversees the office is told.
    pub escalate: Period,
    /// Days of the week without work.
    pub rest_days: BTreeSet<Weekday>,
    /// Other days without work.
    pub holidays: BTreeSet<Day>,
    /// For how long closed cases are kept.
    pub retention: Retention,
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

    /// The last day on which a report that arrived on `day` and was not answered may be brought before a review.
    pub fn review_by(&self, day: Day) -> Day {
        self.working(self.review.after(self.feedback_by(day)))
    }

    /// The last day on which who asked for protection on `day` may be told what was decided.
    pub fn protection_by(&self, day: Day) -> Day {
        self.working(self.protection.after(day))
    }

    /// The last day on which a reporter who asked for a review on `day` may be answered.
    pub fn review_answered_by(&self, day: Day) -> Day {
        self.working(self.review_answer.after(day))
    }

    /// The last day on which reviews were asked for whose answer is late for so long by `today` that whoever oversees the
    /// office is told.
    pub fn reviews_escalated_through(&self, today: Day) -> Option<Day> {
        let is_over = |day| self.escalate.after(self.review_answered_by(day)) < today;
        last_before(today, is_over)
    }

    /// By when another body is asked to answer what is referred to it on `day`.
    pub fn referral_by(&self, day: Day) -> Day {
        self.working(self.referral.after(day))
    }

    /// The last day for which an answer was asked of another body that is late for so long by `today` that whoever oversees
    /// the office is told.
    pub fn referrals_escalated_through(&self, today: Day) -> Option<Day> {
        last_before(today, |due| self.escalate.after(due) < today)
    }

    /// The last day on which requests for protection arrived whose promised decision is over by `today`.
    pub fn unprotected_through(&self, today: Day) -> Option<Day> {
        last_before(today, |day| self.protection_by(day) < today)
    }

    /// The last day of arrival of the reports whose promised feedback is over by `today`; a later report has still
    /// to be answered. `None` when that is before any report.
    pub fn silent_through(&self, today: Day) -> Option<Day> {
        last_before(today, |day| self.feedback_by(day) < today)
    }

    /// The last day of arrival of the cases with this status that wait for too long by `today`, so that whoever oversees
    /// the office is told.
    pub fn escalated_through(&self, status: CaseStatus, today: Day) -> Option<Day> {
        let is_over = |promised| self.escalate.after(promised) < today;
        last_before(today, |day| self.next(day, status).is_some_and(is_over))
    }

    /// The last day of arrival of the cases with this status whose promise is over on `today`.
    pub fn overdue_through(&self, status: CaseStatus, today: Day) -> Option<Day> {
        last_before(today, |day| {
            self.next(day, status).is_some_and(|day| day < today)
        })
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
    pub(crate) fn working(&self, day: Day) -> Day {
        let is_free =
            |day: &Day| self.holidays.contains(day) || self.rest_days.contains(&Weekday::of(*day));
        let mut days = (0..=MOST_FREE_DAYS).map(|days| day.plus(days));
        days.find(|day| !is_free(day)).unwrap_or(day)
    }
}

/// The last day before `today` of which this is true. Later arrivals have later promises, so it is the first one found.
fn last_before(today: Day, is_over: impl Fn(Day) -> bool) -> Option<Day> {
    let mut days = (1..=MOST_DAYS_BACK).map(|back| today.plus(-back));
    days.find(|day| is_over(*day))
}

/// Platform default, after directive (EU) 2019/1937, articles 9 and 11; a country's law may ask for less. For a
/// decision on protection there is no such yardstick: fourteen days is this project's own, and so is the month within which a
/// review is answered. Another body is asked to answer
/// within the time in which the reporter is promised feedback.
impl Default for Deadlines {
    fn default() -> Self {
        Self {
            acknowledge: Period::days(7),
            feedback: Period::months(3),
            protection: Period::days(14),
            referral: Period::months(3),
            review: Period::months(3),
            review_answer: Period::months(1),
            remind: 3,
            escalate: Period::days(3),
            rest_days: BTreeSet::new(),
            holidays: BTreeSet::new(),
            retention: Retention::default(),
        }
    }
}

/// No office rests longer at a stretch.
const MOST_FREE_DAYS: i32 = 31;

/// No period is longer, with the days without work behind it.
const MOST_DAYS_BACK: i32 = 80_000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn a_decision_on_protection_is_late_from_the_day_after_its_promise() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let deadlines = Deadlines::default();
        assert_eq!(
            deadlines.protection_by(day("2026-11-28")),
            day("2026-12-12")
        );
        let through = deadlines.unprotected_through(day("2026-12-13"));
        assert_eq!(through, Some(day("2026-11-28")));
    }

    #[test]
    fn a_referral_is_answered_in_three_months_and_told_of_a_while_after() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let deadlines = Deadlines::default();
        assert_eq!(deadlines.referral_by(day("2026-11-30")), day("2027-02-28"));
        let told = deadlines.referrals_escalated_through(day("2027-03-04"));
        assert_eq!(told, Some(day("2027-02-28")));
    }

    #[test]
    fn a_review_is_answered_in_a_month_and_told_of_a_while_after() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let deadlines = Deadlines {
            rest_days: BTreeSet::from([Weekday::Saturday, Weekday::Sunday]),
            ..Deadlines::default()
        };
        // Asked on 31 January, to be answered on 28 February, a Sunday, so on Monday; told from Friday on.
        let asked = day("2027-01-31");
        assert_eq!(deadlines.review_answered_by(asked), day("2027-03-01"));
        let through = |today| deadlines.reviews_escalated_through(day(today));
        assert!(through("2027-03-04") < Some(asked));
        assert!(through("2027-03-05") >= Some(asked));
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
    fn an_arrival_is_silent_from_the_day_after_its_promised_feedback() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let deadlines = Deadlines {
            rest_days: BTreeSet::from([Weekday::Saturday, Weekday::Sunday]),
            ..Deadlines::default()
        };
        // Feedback on 28 November was promised for 28 February, a Sunday, so for Monday.
        assert_eq!(deadlines.feedback_by(day("2026-11-28")), day("2027-03-01"));
        assert_eq!(
            deadlines.silent_through(day("2027-03-01")),
            Some(day("2026-11-26"))
        );
        // So was that of 30 November, as February has no such day.
        assert_eq!(
            deadlines.silent_through(day("2027-03-02")),
            Some(day("2026-12-01"))
        );
        assert_eq!(deadlines.review_by(day("2026-11-28")), day("2027-06-01"));
    }

    proptest! {
        #[test]
        fn just_the_arrivals_until_then_are_silent(
            (months, days) in (0..30_u16, 0..80_u16),
            today in 20_000..30_000_i32,
            holidays in proptest::collection::btree_set(20_000..30_000_i32, 0..40),
        ) {
            let deadlines = Deadlines {
                feedback: format!("P{months}M{days}D").parse().unwrap(),
                rest_days: BTreeSet::from([Weekday::Friday, Weekday::Saturday]),
                holidays: holidays.into_iter().map(Day::from_number).collect(),
                ..Deadlines::default()
            };
            let today = Day::from_number(today);
            let last = deadlines.silent_through(today).unwrap();
            prop_assert!(deadlines.feedback_by(last) < today);
            prop_assert!(deadlines.feedback_by(last.plus(1)) >= today);
        }
    }

    #[test]
    fn who_oversees_the_office_is_told_of_promises_that_are_broken_for_a_while() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let deadlines = Deadlines::default();
        let through = |status, today| deadlines.escalated_through(status, day(today));
        // Received on 20 November, to be acknowledged by the 27th, told from 1 December.
        let received = through(CaseStatus::Received, "2026-12-01");
        assert_eq!(received, Some(day("2026-11-20")));
        let answered = through(CaseStatus::Answered, "2026-12-01");
        assert_eq!(answered, Some(day("2026-08-27")));
        assert_eq!(through(CaseStatus::Closed, "2026-12-01"), None);
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
