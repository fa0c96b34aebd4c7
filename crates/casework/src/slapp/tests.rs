use proptest::prelude::*;

use super::*;
use crate::CodeList;

const STATES: [IndicatorState; 3] = [
    IndicatorState::Present,
    IndicatorState::Absent,
    IndicatorState::Unknown,
];

fn found(states: &[(&str, IndicatorState)]) -> SlappAssessment {
    let one = |(code, state): &(&str, IndicatorState)| SlappIndicator {
        indicator: (*code).to_owned(),
        state: *state,
        exhibit: 1,
        object: String::new(),
        note: String::new(),
    };
    let mut found = SlappAssessment::default();
    found.indicators = states.iter().map(one).collect();
    found
}

fn ruled(ruling: &str, outcome: &str) -> Proceeding {
    let mut proceeding = Proceeding::blank();
    proceeding.ruling = ruling.to_owned();
    proceeding.outcome = outcome.to_owned();
    proceeding
}

#[test]
fn the_indicators_and_results_are_those_of_the_lists() {
    let codes = |list: CodeList| list.codes().unwrap().into_iter().map(|code| code.code);
    assert!(codes(CodeList::SlappIndicator).eq(INDICATORS));
    let results = codes(CodeList::SlappAssessment).filter(|code| code != "not_assessed");
    assert!(results.eq(RESULTS));
    let council = INDICATORS.iter().filter(|code| code.starts_with(COUNCIL));
    assert_eq!(council.count(), COUNCIL_INDICATORS);
}

/// The table of the derivation.
#[test]
fn one_or_two_are_possible_and_three_with_the_tie_to_participation_are_likely() {
    use IndicatorState::{Absent, Present};
    let plain = Proceeding::blank();
    let suggests = |states: &[(&str, IndicatorState)]| found(states).suggestion(&plain);
    let [a, b, c] =
        ["coe.a_imbalance", "coe.b_unfounded", "coe.e_tactics"].map(|one| (one, Present));
    let [tie, worker] = NEXUS.map(|one| (one, Present));
    for (states, expected) in [
        (vec![], "not_assessed"),
        (vec![(a.0, Absent)], "not_assessed"),
        (vec![a], "possible"),
        (vec![a, b], "possible"),
        (vec![tie], "possible"),
        (vec![a, b, c], "possible"),
        (vec![a, b, tie], "likely"),
        (vec![a, tie, worker], "likely"),
        (vec![a, b, c, worker], "likely"),
        (vec![a, b, c, (tie.0, Absent)], "possible"),
    ] {
        assert_eq!(suggests(&states), expected, "{states:?}");
    }
    let mut none: Vec<_> = INDICATORS[..10].iter().map(|one| (*one, Absent)).collect();
    assert_eq!(suggests(&none), "unlikely");
    none[3].1 = IndicatorState::Unknown;
    assert_eq!(suggests(&none), "not_assessed");
}

#[test]
fn what_a_court_held_goes_before_every_indicator() {
    let all: Vec<_> = INDICATORS.map(|one| (one, IndicatorState::Present)).into();
    for (states, ruling, outcome, expected) in [
        (&all[..], "rejected", "pending", "court_rejected"),
        (&[][..], "found", "pending", "court_found"),
        (&[][..], "", "dismissed_slapp", "court_found"),
        (&all[..], "none", "convicted", "likely"),
    ] {
        assert_eq!(found(states).suggestion(&ruled(ruling, outcome)), expected);
    }
}

#[test]
fn an_assessment_says_where_each_indicator_shows_and_why_it_differs() {
    let plain = Proceeding::blank();
    let sound = || {
        let mut sound = found(&[("coe.a_imbalance", IndicatorState::Present)]);
        sound.result = "possible".to_owned();
        sound
    };
    let check = |one: &SlappAssessment| one.check(&plain, |found| found.exhibit < 9);
    assert_eq!(check(&sound()), Ok(()));
    let code = || "coe.a_imbalance".to_owned();

    let mut nowhere = sound();
    nowhere.indicators[0].exhibit = 0;
    assert_eq!(check(&nowhere), Err(SlappFault::NoEvidence(code())));
    nowhere.indicators[0].note = "Everybody knows.".to_owned();
    assert_eq!(check(&nowhere), Err(SlappFault::NoEvidence(code())));
    nowhere.indicators[0].object = "entry".to_owned();
    assert_eq!(check(&nowhere), Ok(()));
    nowhere.indicators[0].exhibit = 9;
    assert_eq!(check(&nowhere), Err(SlappFault::Evidence(code())));

    let mut twice = sound();
    twice.indicators.push(twice.indicators[0].clone());
    assert_eq!(check(&twice), Err(SlappFault::Indicator(code())));
    let mut made_up = sound();
    made_up.indicators[0].indicator = "coe.k".to_owned();
    assert_eq!(
        check(&made_up),
        Err(SlappFault::Indicator("coe.k".to_owned()))
    );

    let mut other = sound();
    other.result = "likely".to_owned();
    assert_eq!(check(&other), Err(SlappFault::Reason));
    other.reason = "They have sued eleven others.".to_owned();
    assert_eq!(check(&other), Ok(()));
    for (result, fault) in [
        ("", SlappFault::Result),
        ("not_assessed", SlappFault::Result),
        ("sure", SlappFault::Result),
        ("court_found", SlappFault::Court),
        ("court_rejected", SlappFault::Court),
    ] {
        other.result = result.to_owned();
        assert_eq!(check(&other), Err(fault), "{result}");
    }
    other.result = "court_found".to_owned();
    assert_eq!(other.check(&ruled("found", ""), |_| true), Ok(()));
}

#[test]
fn two_have_to_agree_and_a_disagreement_stands() {
    let verdict = |held: &[&str]| SlappVerdict::of(held.iter().copied());
    let agreed = |code: &str| SlappVerdict::Agreed(code.to_owned());
    assert_eq!(verdict(&[]), SlappVerdict::NotAssessed);
    assert_eq!(verdict(&["likely"]), SlappVerdict::NotAssessed);
    assert_eq!(verdict(&["likely", "possible"]), SlappVerdict::Disputed);
    assert_eq!(verdict(&["likely", "likely"]), agreed("likely"));
    assert_eq!(verdict(&["likely", "possible", "likely"]), agreed("likely"));
    let tied = ["likely", "possible", "likely", "possible"];
    assert_eq!(verdict(&tied), SlappVerdict::Disputed);
    assert_eq!(verdict(&tied).code(), "not_assessed");
    assert_eq!(verdict(&["likely", "likely"]).code(), "likely");
}

#[test]
fn nothing_of_an_assessment_is_printed() {
    let mut one = found(&[("coe.a_imbalance", IndicatorState::Present)]);
    one.reason = "secret".to_owned();
    assert_eq!(
        format!("{one:?} {:?}", one.indicators[0]),
        "SlappAssessment(hidden) SlappIndicator(hidden)"
    );
}

proptest! {
    #[test]
    fn one_more_indicator_never_makes_a_slapp_less_likely(
        states in proptest::collection::vec(0..3_usize, INDICATORS.len()),
        more in 0..INDICATORS.len(),
    ) {
        let rank = |code: &str| {
            let order = ["not_assessed", "unlikely", "possible", "likely"];
            order.iter().position(|one| *one == code).unwrap()
        };
        let mut states: Vec<_> = INDICATORS.iter().zip(states).map(|(code, state)| (*code, STATES[state])).collect();
        let plain = Proceeding::blank();
        let before = found(&states).suggestion(&plain);
        states[more].1 = IndicatorState::Present;
        let after = found(&states).suggestion(&plain);
        prop_assert!(rank(after) >= rank(before).max(2));
        states.reverse();
        prop_assert_eq!(found(&states).suggestion(&plain), after, "the order says nothing");
    }

    #[test]
    fn no_one_officer_decides_alone(
        held in proptest::collection::vec(0..RESULTS.len(), 0..6),
    ) {
        let held: Vec<_> = held.into_iter().map(|one| RESULTS[one]).collect();
        match SlappVerdict::of(held.iter().copied()) {
            SlappVerdict::Agreed(code) => {
                let count = |code: &str| held.iter().filter(|one| **one == code).count();
                prop_assert!(count(&code) >= 2);
                prop_assert!(held.iter().all(|other| *other == code || count(other) < count(&code)));
            }
            SlappVerdict::Disputed => prop_assert!(held.iter().any(|one| *one != held[0])),
            SlappVerdict::NotAssessed => prop_assert!(held.len() < 2),
        }
    }
}
