use proptest::prelude::*;

use super::*;
use crate::country_packs::COUNTRY_PACKS;
use crate::proceeding::EarlierEntry;
use crate::proceeding_field::COUNTRIES;

fn sued(country: &str, kind: &str, served: &str) -> Proceeding {
    let mut sued = Proceeding::blank();
    sued.country = country.to_owned();
    sued.kind = kind.to_owned();
    sued.served = served.to_owned();
    sued
}

/// Each with its code, its day and the next one on which courts work.
fn told(of: &Proceeding) -> Vec<(&'static str, String, String)> {
    let text = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let found = of.defences().into_iter();
    found
        .map(|one| (one.fact.code, text(one.due), text(one.next_working)))
        .collect()
}

#[test]
fn every_line_is_read_and_nothing_recalled_is_said_to_be_sure() {
    assert_eq!(DefenceFact::all().count(), FACTS.lines().count() - 1);
    for fact in DefenceFact::all() {
        assert!(COUNTRY_PACKS.iter().any(|(code, _)| *code == fact.country));
        assert!(COUNTRIES.contains(&fact.country));
        let is_recalled = ["recalled", "secondary"]
            .iter()
            .any(|mark| fact.source.contains(mark));
        assert!(
            !is_recalled || fact.sure != FactConfidence::High,
            "{fact:?}"
        );
        assert!(!fact.source.is_empty() && !fact.source.contains('"'));
        let mut same = DefenceFact::all().filter(|other| other.key() == fact.key());
        assert!(same.next().is_some() && same.next().is_none(), "{fact:?}");
    }
    for line in COURT_CALENDAR.lines().skip(1) {
        assert_eq!(line.split(',').count(), 3, "{line}");
    }
}

#[test]
fn who_adds_only_the_day_of_service_is_told_that_there_may_be_no_time() {
    let mut later = sued("", "", "2026-11-30");
    assert!(!later.asks_defence());
    later.continues = Some(EarlierEntry::Number(2));
    assert!(later.asks_defence() && later.defences().is_empty());
    // Not where it is over.
    later.outcome = "withdrawn".to_owned();
    assert!(!later.asks_defence());
    // Whoever says the country again is told the days.
    let mut again = sued("ph", "civil", "2026-11-30");
    again.continues = Some(EarlierEntry::Number(2));
    assert!(!again.defences().is_empty());
}

#[test]
fn the_first_day_that_may_count_is_told_first() {
    // 30 November and 15 December 2026 are a Monday and a Tuesday.
    assert_eq!(
        told(&sued("ph", "civil", "2026-11-30")),
        [
            ("plead_short", "2026-12-15".to_owned(), String::new()),
            ("plead", "2026-12-30".to_owned(), String::new()),
        ]
    );
    let criminal = told(&sued("ph", "criminal_public", "2026-11-30"));
    assert_eq!(criminal, [("plead_criminal", String::new(), String::new())]);
    let thai = told(&sued("th", "criminal_private", "2026-11-30"));
    assert_eq!(
        thai.iter().map(|one| one.0).collect::<Vec<_>>(),
        ["hearing", "reported"]
    );
    let unserved = told(&sued("ph", "civil", ""));
    assert!(unserved.iter().all(|one| one.1.is_empty()) && unserved.len() == 2);
    assert!(told(&sued("kh", "civil", "2026-11-30")).is_empty());
    assert!(told(&sued("other", "civil", "2026-11-30")).is_empty());
}

#[test]
fn a_day_that_is_known_by_its_month_counts_from_the_first_one() {
    let [first, _] = told(&sued("ph", "civil", "2026-02~")).try_into().unwrap();
    // 16 February 2026 is a Monday.
    assert_eq!(first.1, "2026-02-16");
    let [first, _] = told(&sued("ph", "civil", "2026")).try_into().unwrap();
    assert_eq!(first.1, "2026-01-16");
}

#[test]
fn a_last_day_without_work_names_the_next_day_with_work_and_stays_the_last() {
    // 26 December 2026 is a Saturday.
    let [first, _] = told(&sued("ph", "civil", "2026-12-11")).try_into().unwrap();
    assert_eq!((&*first.1, &*first.2), ("2026-12-26", "2026-12-28"));
    // In Thailand the last day of the year is free, as is the first; 2 January 2027 is a Saturday.
    let [first, _] = told(&sued("th", "civil", "2026-12-16")).try_into().unwrap();
    assert_eq!((&*first.1, &*first.2), ("2026-12-31", "2027-01-04"));
}

#[test]
fn where_rest_days_are_not_known_no_second_day_is_named() {
    // 25 December 2026 is a Friday, and a holiday; whether courts of Malaysia work on the Saturday depends on the state.
    let of_day = |served: &str| {
        let told = sued("my", "civil", served).defences();
        told.into_iter().find(|one| one.due.is_some()).unwrap()
    };
    let due = of_day("2026-11-27").due.unwrap();
    let christmas: Day = "2026-12-25".parse().unwrap();
    let served: Day = "2026-11-27".parse().unwrap();
    let earlier = Day::from_number(served.number() - (due.number() - christmas.number()));
    let told = of_day(&earlier.to_string());
    assert_eq!(told.due, Some(christmas));
    assert!(told.is_closed);
    assert_eq!(told.next_working, None);
}

#[test]
fn who_is_not_sued_or_no_longer_has_nothing_to_do() {
    let mut over = sued("ph", "civil", "2026-11-30");
    over.outcome = Proceeding::PENDING.to_owned();
    assert_eq!(over.defences().len(), 2);
    over.outcome = "withdrawn".to_owned();
    assert!(over.defences().is_empty());
    let mut ended = sued("ph", "civil", "2026-11-30");
    ended.ended = "2026-12".to_owned();
    assert!(ended.defences().is_empty());
    let mut own = sued("ph", "civil", "2026-11-30");
    own.direction = "by_target".to_owned();
    assert!(own.defences().is_empty());
}

proptest! {
    #[test]
    fn no_deadline_is_before_its_period_or_told_later_than_it_is(
        day in 18_000..30_000_i32,
        country in 0..COUNTRIES.len(),
    ) {
        let served = Day::from_number(day);
        for one in sued(COUNTRIES[country], "civil", &served.to_string()).defences() {
            let counted = one.fact.period.map(|period| period.after(served));
            prop_assert_eq!(one.due, counted);
            if let Some(next) = one.next_working {
                let due = one.due.unwrap();
                prop_assert!(due < next && next <= due.plus(15));
            }
        }
    }
}
