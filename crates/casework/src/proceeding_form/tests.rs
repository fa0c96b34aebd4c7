use proptest::prelude::*;

use super::*;

fn today() -> Day {
    "2026-11-29".parse().unwrap()
}

fn typed(changes: &[(&str, &str)]) -> ProceedingForm {
    let mut form = ProceedingForm::default();
    let usual = [
        ("country", "ph"),
        ("kind", "civil"),
        ("basis", "defamation_civil"),
        ("claimant", "company"),
        ("defendants", "n1"),
        ("activity", "media.journalism"),
        ("topic", "corruption"),
        ("stage", "s06_filed"),
        ("outcome", "pending"),
    ];
    for (name, value) in usual.iter().chain(changes) {
        form.take(name, value);
    }
    form
}

fn parsed(changes: &[(&str, &str)]) -> Result<Proceeding, Vec<String>> {
    let parsed = typed(changes).parse(today(), 4).unwrap();
    parsed.map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

#[test]
fn a_form_that_is_filled_in_becomes_a_proceeding() {
    let one = parsed(&[
        ("year-served", "2026"),
        ("month-served", "11"),
        ("day-served", "3"),
        ("year-filed", "٢٠٢٦"),
        ("sure", "?"),
        ("basis", "business_tort"),
        ("basis", "business_tort"),
        ("parallel", "2"),
        ("amount", "hundred_years"),
        ("sum", "PHP 40,000,000"),
        ("number", "3"),
        ("relation", "result_of"),
        ("message", " They want silence. "),
        ("colour", "blue"),
    ])
    .unwrap();
    assert_eq!(one.direction, "against_target");
    assert_eq!(one.served, "2026-11-03?");
    assert_eq!(one.filed, "2026?");
    assert_eq!(one.bases, ["defamation_civil", "business_tort"]);
    assert_eq!(one.parallel, Some(2));
    assert_eq!(one.narrative, "They want silence.");
    assert!(matches!(
        one.belongs.as_ref().unwrap().entry,
        EarlierEntry::Number(3)
    ));
    assert!(one.continues.is_none());
}

#[test]
fn what_no_form_can_mean_is_refused_with_its_field() {
    for (changes, expected) in [
        (&[("year-served", "last")][..], "served: write it as 2026"),
        (
            &[("day-ended", "3"), ("outcome", "withdrawn")][..],
            "ended: write it as 2026",
        ),
        (
            &[("year-filed", "2026"), ("sure", "!")][..],
            "filed: write it as 2026",
        ),
        (&[("parallel", "many")][..], "parallel: write how many"),
        (&[("parallel", "70000")][..], "parallel: write how many"),
        (
            &[("continues", "first")][..],
            "continues: there is no proceeding",
        ),
        (
            &[("continues", "4")][..],
            "continues: there is no proceeding",
        ),
        (
            &[("number", "9"), ("relation", "follows")][..],
            "number: there is no entry",
        ),
        (
            &[("number", "-1"), ("relation", "follows")][..],
            "number: there is no entry",
        ),
        (
            &[("number", "1")][..],
            "relation: choose one of chain_relation",
        ),
        (
            &[("kind", "suit")][..],
            "kind: proceeding_type does not have `suit`",
        ),
        (
            &[("country", "xx")][..],
            "country: the words of the form does not have `xx`",
        ),
    ] {
        let told = parsed(changes).unwrap_err();
        assert!(
            told.len() == 1 && told[0].starts_with(expected),
            "{expected}: {told:?}"
        );
    }
}

#[test]
fn a_later_state_needs_only_what_has_changed_and_its_number() {
    let later = |changes: &[(&str, &str)]| {
        let mut form = ProceedingForm::default();
        changes
            .iter()
            .for_each(|(name, value)| form.take(name, value));
        form.parse_chosen(today(), 4)
    };
    let one = later(&[
        ("continues", "2"),
        ("stage", "s16_closed"),
        ("outcome", "withdrawn"),
    ])
    .unwrap();
    assert!(one.direction.is_empty() && one.kind.is_empty());
    let object = "3f1b2c1e-0000-4000-8000-000000000001";
    let one = later(&[("continues", object), ("stage", "s16_closed")]).unwrap();
    assert!(
        matches!(one.continues.as_ref().unwrap(), EarlierEntry::Object(named) if named == object)
    );
    let refused = later(&[("continues", "2")]).unwrap_err();
    assert_eq!(refused, [ProceedingFault::Nothing]);
    // What is typed as a number and is none asks for the number, and for nothing else.
    let refused = later(&[("continues", "x"), ("stage", "s16_closed")]).unwrap_err();
    assert_eq!(refused, [ProceedingFault::Continues]);
}

#[test]
fn what_was_chosen_stays_chosen_and_two_forms_are_told_apart() {
    let form = typed(&[("relation", "follows")]);
    assert_eq!(form.codes(ProceedingField::Kind), ["civil"]);
    assert_eq!(form.codes(ProceedingField::Relation), ["follows"]);
    assert_eq!(form.to_text(), typed(&[("relation", "follows")]).to_text());
    for (name, value) in [
        ("topic", "land_indigenous"),
        ("docket", "12"),
        ("court-name", "12"),
        ("day-served", "1"),
        ("day-filed", "1"),
        ("parallel", "1"),
        ("continues", "1"),
        ("number", "1"),
        ("ruling", "found"),
        ("sure", "~"),
        ("sum", "1"),
    ] {
        assert_ne!(
            typed(&[]).to_text(),
            typed(&[(name, value)]).to_text(),
            "{name}"
        );
    }
    assert_eq!(format!("{form:?}"), "ProceedingForm(hidden)");
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it_and_what_is_taken_is_sound(
        fields in proptest::collection::vec(("[a-z-]{1,12}", ".{0,20}"), 0..20),
        chosen in proptest::collection::vec((0..6_usize, 0..7_usize), 0..12),
    ) {
        let names = ["year-served", "month-ended", "parallel", "continues", "number", "sure"];
        let values = ["", "0", "13", "2026", "99999999999", "~", "3f1b2c1e-0000-4000-8000-000000000001"];
        let mut form = typed(&[]);
        form.take_all(&fields.iter().map(|(name, value)| format!("{name}\t{value}")).collect::<Vec<_>>().join("\u{c}"));
        for (name, value) in chosen {
            form.take(names[name], values[value]);
        }
        if let Ok(one) = form.parse(today(), 4).unwrap() {
            prop_assert!(one.faults(today(), 4).unwrap().is_empty());
        }
    }
}
