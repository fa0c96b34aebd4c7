use proptest::prelude::*;

use super::*;
use crate::agreement_figure::ShownKappa;
use crate::coding::Coding;
use crate::coding::tests::coding;
use crate::slapp::{INDICATORS, IndicatorState, SlappAssessment, SlappIndicator};

fn body() -> BodyId {
    BodyId::from_bytes([7; 16])
}

fn instance() -> InstanceId {
    InstanceId::from_bytes([1; 16])
}

fn period() -> ReleasePeriod {
    "2027-Q1".parse().unwrap()
}

fn figure(field: &'static str, kappa: &str) -> AgreementFigure {
    AgreementFigure {
        kind: RecordKind::Act,
        field,
        at_least: 60,
        kappa_at_least: kappa.parse().unwrap(),
    }
}

fn agreement() -> CodingAgreement {
    CodingAgreement {
        instance: instance(),
        body: body(),
        period: period(),
        codebook: CODEBOOK_VERSION,
        figures: vec![figure("act", "0.6"), figure("verification", "0.8")],
    }
}

/// So many pairs, of which the first so many differ in how far it is verified.
fn counted(pairs: usize, differ: usize) -> AgreementCount {
    let mut count = AgreementCount::default();
    for place in 0..pairs {
        let status = ["reported", "plausible"][place % 2];
        let other = if place < differ { "unlikely" } else { status };
        count.add(&coding(status), &coding(other));
    }
    count
}

#[test]
fn what_a_lead_hands_over_is_rounded_and_has_no_case_officer_or_code() {
    let told = CodingAgreement::of(instance(), body(), period(), &counted(62, 9)).to_text();
    assert_eq!(
        told,
        format!(
            "tabir/v1/coding-agreement\ninstance {}\nbody {}\nperiod 2027-Q1\ncodebook {CODEBOOK_VERSION}\n\
             kind,field,at_least,kappa_at_least\nact,verification,60,0.6\n",
            instance(),
            body()
        )
    );
    let few = CodingAgreement::of(instance(), body(), period(), &counted(59, 3));
    assert_eq!(few.figures, []);
    // A year is of persons and cases.
    let year = "2027".parse().unwrap();
    let year = CodingAgreement::of(instance(), body(), year, &counted(62, 9));
    assert_eq!(year.figures, []);
    assert_eq!(CodingAgreement::from_text(&year.to_text()), Ok(year));
}

#[test]
fn of_suits_a_file_has_two_lines_counted_in_suits_and_names_no_indicator() {
    let held = |result: &str, state| {
        let mut held = SlappAssessment::default();
        held.result = result.to_owned();
        let mut found = SlappIndicator::default();
        found.indicator = INDICATORS[0].to_owned();
        found.state = state;
        held.indicators.push(found);
        held
    };
    let likely = || held("likely", IndicatorState::Present);
    let unlikely = || held("unlikely", IndicatorState::Absent);
    let of = |pairs: usize| {
        let mut count = AgreementCount::default();
        for place in 0..pairs {
            let one = if place % 2 == 0 { likely() } else { unlikely() };
            let other = if place == 0 { unlikely() } else { one.clone() };
            count.add_assessments(&one, &other);
        }
        CodingAgreement::of(instance(), body(), period(), &count)
    };
    assert_eq!(of(59).figures, []);
    let told = of(60).to_text();
    let rows = "\nproceeding,slapp,60,0.8\nproceeding,slapp_indicators,60,0.8\n";
    assert!(told.ends_with(rows), "{told}");
    assert_eq!(CodingAgreement::from_text(&told), Ok(of(60)));
    let other = told.replace("slapp_indicators", INDICATORS[0]);
    assert!(CodingAgreement::from_text(&other).is_err());
}

#[test]
fn a_file_is_read_as_it_was_written() {
    let told = agreement().to_text();
    assert_eq!(CodingAgreement::from_text(&told), Ok(agreement()));
}

#[test]
fn what_is_wrong_in_a_file_is_named_by_line_or_row_and_column_with_its_remedy() {
    let told = agreement().to_text();
    for (from, to, named) in [
        (
            "tabir/v1/coding-agreement",
            "tabir/v1/coded-records",
            "line 1: expected `tabir/v1/coding-agreement`",
        ),
        ("instance ", "instance x", "line 2: expected `instance"),
        ("body ", "bodies ", "line 3: expected `body and its id`"),
        ("2027-Q1", "2027-Q9", "line 4: expected `period 2027-Q1`"),
        (
            "codebook 1",
            "codebook one",
            "line 5: expected `codebook 1`",
        ),
        ("kind,field", "field,kind", "line 6: expected `kind,field"),
        (
            "act,act,",
            "case,act,",
            "row 1, kind: `case` is not counted in 2027-Q1",
        ),
        ("act,act,", "acts,act,", "row 1, kind: `acts`"),
        (
            "act,act,",
            "protection,outcome,",
            "row 1, field: `outcome` is no field of `protection`",
        ),
        (
            "act,verification",
            "act,perpetrator",
            "row 2, field: `perpetrator`",
        ),
        (
            "act,act,60",
            "act,act,61",
            "row 1, at_least: 61 is too exact",
        ),
        (
            "act,act,60",
            "act,act,many",
            "row 1, at_least: `many` is no number",
        ),
        (
            "60,0.6",
            "60,0.61",
            "row 1, kappa_at_least: `0.61` is none of -1.0, 0.4",
        ),
        (",0.6", "", "row 1, kind: a row has four cells"),
        // As it was before nothing but steps was shown.
        (
            "at_least,kappa_at_least\nact,act,60,0.6",
            "at_least,percent,kappa\nact,act,60,90,0.6",
            "line 6: expected `kind,field,at_least,kappa_at_least`",
        ),
        (
            "act,act,",
            "act,verification,",
            "row 2, field: does not follow the row before it",
        ),
        ("act,act,60", "act,act,+60", "spelt otherwise"),
        ("0.6\n", "0.6\r\n", "spelt otherwise"),
    ] {
        let changed = told.replacen(from, to, 1);
        assert_ne!(changed, told, "{from}");
        let refused = CodingAgreement::from_text(&changed)
            .unwrap_err()
            .to_string();
        assert!(refused.contains(named), "{named}: {refused}");
        assert!(
            refused.contains("have a lead make the file again"),
            "{refused}"
        );
    }
    assert!(CodingAgreement::from_text("").is_err());
}

#[test]
fn codings_of_two_kinds_are_not_compared() {
    let mut other: Coding = coding("reported");
    other.kind = "person".to_owned();
    let mut count = counted(60, 0);
    count.add(&coding("reported"), &other);
    let told = CodingAgreement::of(instance(), body(), period(), &count);
    let shown = told.figures[0];
    assert_eq!(
        (shown.at_least, shown.kappa_at_least),
        (60, ShownKappa::High)
    );
}

proptest! {
    #[test]
    fn no_text_that_is_no_agreement_is_taken_for_one(text in "(?s).{0,300}") {
        if let Ok(read) = CodingAgreement::from_text(&text) {
            prop_assert_eq!(read.to_text(), text);
        }
    }

    #[test]
    fn a_row_that_was_changed_is_refused_or_says_what_it_shows(at in 0_usize..400, byte in 0_u8..128) {
        let mut bytes = agreement().to_text().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let text = String::from_utf8(bytes).unwrap();
        if let Ok(read) = CodingAgreement::from_text(&text) {
            prop_assert_eq!(read.to_text(), text);
        }
    }
}
