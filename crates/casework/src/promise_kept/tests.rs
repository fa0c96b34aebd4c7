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

#[test]
fn what_two_years_show_is_not_subtracted_into_something_small() {
    // What was closed in the first weeks of a year counts as kept in the year before, in which it came in.
    let with = |received, closed, feedback| ExactYear {
        feedback: Some(feedback),
        ..year(received, closed)
    };
    let first = with(100, 40, counts(60, 40, 0));
    let second = with(100, 85, counts(60, 10, 30));
    assert_eq!(first.published(), Ok(first));
    assert_eq!(second.published(), Ok(second), "each stands by itself");
    // 125 closed, of whom 120 in time.
    assert_eq!(second.beside(&[first]).feedback, None);
    assert_eq!(second.beside(&[]), second);
    // A year in which it was left out ends what can be added up.
    let without = year(100, 40);
    assert_eq!(second.beside(&[without, first]), second);
    // Both promises together: 60 and 60, and then 5 off.
    let both = |one: PromiseCounts, other| ExactYear {
        acknowledgement: Some(one),
        ..with(100, 0, other)
    };
    let first = both(counts(70, 30, 0), counts(55, 45, 0));
    let second = both(counts(40, 60, 0), counts(60, 40, 0));
    assert_eq!(second.published(), Ok(second));
    let shown = second.beside(&[first]);
    assert!(shown.acknowledgement.is_some() && shown.feedback.is_none());
}

/// Years of one body of which each is published beside the ones before it, as far as it may be.
fn published(years: &[ExactYear]) -> Vec<Option<ExactYear>> {
    let mut shown: Vec<Option<ExactYear>> = vec![];
    for year in years {
        let before = shown.iter().rev().map_while(|one| *one);
        let before: Vec<ExactYear> = before.collect();
        let alone = year.published().ok();
        shown.push(alone.map(|year| year.beside(&before)));
    }
    shown
}

proptest! {
    /// A body in its first years. Cases come in on any day, are answered and closed some days later or never, and each year is
    /// settled some weeks after its end: what is closed until then is kept in the year before, and closed in this one.
    #[test]
    fn what_is_published_over_years_leaves_nothing_small_by_subtraction(
        cases in proptest::collection::vec(
            (10..60_u64, 0..4_i32, 0..365_i32, proptest::option::of(0..40_i32), proptest::option::of(0..500_i32)),
            4..24,
        ),
        settled_after in proptest::collection::vec(0..120_i32, 2..5),
        feedback_days in prop_oneof![Just(7_i32), Just(90_i32)],
    ) {
        let day = Day::from_number;
        let years: Vec<ExactYear> = (0_i32..).zip(&settled_after).map(|(number, after)| {
            let looked = day(number * 365 + 364 + after);
            let mut year = ExactYear::default();
            for (count, of_year, on, answered, closed) in &cases {
                let came = of_year * 365 + on;
                let closed = closed.map(|after| came + after);
                if closed.is_some_and(|closed| closed / 365 == number) {
                    year.closed_sub += count;
                }
                if *of_year != number {
                    continue;
                }
                year.received += count;
                let until = |done: Option<i32>| done.map(day).filter(|done| *done <= looked);
                let answered = answered.map(|after| came + after);
                let first = answered.into_iter().chain(closed).min();
                for (counts, done, days) in [
                    (&mut year.acknowledgement, first, 7),
                    (&mut year.feedback, closed, feedback_days),
                ] {
                    let word = PromiseKept::of(until(done), day(came + days), looked).word();
                    for _ in 0..*count {
                        counts.get_or_insert_default().take(word);
                    }
                }
            }
            year
        }).collect();
        let shown = published(&years);
        for from in 0..shown.len() {
            let mut sums = [(0_i64, 0_i64); 7];
            let whole = shown.iter().skip(from).map_while(|year| *year);
            let (mut has_first, mut has_second) = (true, true);
            for year in whole {
                has_first &= year.acknowledgement.is_some();
                has_second &= year.feedback.is_some();
                let closed = i64::try_from(year.closed()).unwrap();
                let [first, second] = [year.acknowledgement, year.feedback].map(|counts| {
                    counts.unwrap_or_default().figures().map(|(_, one)| i64::try_from(one).unwrap())
                });
                let differences = [
                    (first[0], closed),
                    (first[0] + first[1], closed),
                    (second[0], closed),
                    (second[0] + second[1], closed),
                    (first[0], second[0]),
                    (first[1], second[1]),
                    (first[2], second[2]),
                ];
                for (sum, (one, other)) in sums.iter_mut().zip(differences) {
                    sum.0 += one;
                    sum.1 += other;
                }
                let is_shown = [has_first, has_first, has_second, has_second];
                let both = [has_first && has_second; 3];
                let is_shown = is_shown.into_iter().chain(both);
                for ((one, other), is_shown) in sums.iter().zip(is_shown) {
                    prop_assert!(!is_shown || !(1..10).contains(&(one - other).abs()), "{shown:?}");
                }
            }
        }
    }

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
