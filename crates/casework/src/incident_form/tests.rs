use super::*;
use crate::CodeList;

const WHOLE: [(&str, &str); 6] = [
    ("act-1", "threat.death"),
    ("done-1", "threatened"),
    ("unit", "community"),
    ("size", "n50_249"),
    ("activity", "hrd.land_environment"),
    ("message", " Men came. "),
];

fn parse(fields: &[(&str, &str)]) -> Result<Incident, Vec<IncidentFault>> {
    let mut form = IncidentForm::default();
    for (name, value) in WHOLE.iter().chain(fields) {
        form.take(name, value);
    }
    form.parse("2026-11-29".parse().unwrap(), 4).unwrap()
}

#[test]
fn a_form_becomes_an_incident_with_an_act_for_each_line() {
    let incident = parse(&[
        ("act-3", "property.raid"),
        ("done-3", "attempted"),
        ("by", "st.police"),
        ("by", "st.police"),
        ("online", "yes"),
        ("number", "3"),
        ("relation", "escalates"),
        ("receipt", "123456"),
    ])
    .unwrap();
    let kinds: Vec<_> = incident.acts.iter().map(|act| act.kind.as_str()).collect();
    assert_eq!(kinds, ["threat.death", "property.raid"]);
    assert_eq!(incident.acts[1].target.size, "n50_249");
    assert_eq!(incident.narrative, "Men came.");
    assert_eq!(incident.by, ["st.police"]);
    assert!(incident.is_online && !incident.crosses_border);
    assert_eq!(incident.follows[0].number, 3);
    assert_eq!(incident.when, "");
}

#[test]
fn fields_in_one_text_are_taken_like_single_ones() {
    let text: Vec<_> = WHOLE
        .iter()
        .map(|(name, value)| format!("{name}\t{value}"))
        .collect();
    let (mut one, mut other) = (IncidentForm::default(), IncidentForm::default());
    one.take_all(&(text.join("\u{c}") + "\u{c}unnamed"));
    WHOLE
        .iter()
        .for_each(|(name, value)| other.take(name, value));
    assert!(one == other);
}

#[test]
fn dates_are_taken_as_far_as_they_were_typed_in_any_digits() {
    let when = |fields: &[(&str, &str)]| parse(fields).map(|one| one.when.clone());
    let of = |fields: &[(&str, &str)]| when(fields).unwrap();
    assert_eq!(of(&[("year-began", "2026")]), "2026");
    assert_eq!(
        of(&[("year-began", "2026"), ("month-began", "3")]),
        "2026-03"
    );
    let day = [
        ("year-began", "๒๐๒๖"),
        ("month-began", "٠٣"),
        ("day-began", "4"),
        ("sure", "~"),
    ];
    assert_eq!(of(&day), "2026-03-04~");
    let span = [&day[..], &[("year-ended", "2026"), ("month-ended", "5")]].concat();
    assert_eq!(of(&span), "2026-03-04~/2026-05~");
    let open = [&day[..], &[("ongoing", "yes")]].concat();
    assert_eq!(of(&open), "2026-03-04~/..");
    for (fields, fault) in [
        (&[("year-began", "last")][..], PartialDateFault::Shape),
        (&[("month-began", "3")], PartialDateFault::Shape),
        (&[("ongoing", "yes")], PartialDateFault::Shape),
        (&[("year-ended", "2026")], PartialDateFault::Shape),
        (
            &[("year-began", "2026"), ("day-began", "3")],
            PartialDateFault::Shape,
        ),
        (
            &[("year-began", "2026"), ("sure", "!")],
            PartialDateFault::Shape,
        ),
        (
            &[("year-began", "2026"), ("month-began", "13")],
            PartialDateFault::NoSuchDay,
        ),
        (
            &[("year-began", "2026"), ("year-ended", "2025")],
            PartialDateFault::Backwards,
        ),
    ] {
        assert_eq!(
            when(fields),
            Err(vec![IncidentFault::When(fault)]),
            "{fields:?}"
        );
    }
}

#[test]
fn an_empty_form_asks_for_everything_that_an_act_needs() {
    let form = IncidentForm::default();
    let faults = form.parse("2026-11-29".parse().unwrap(), 4).unwrap();
    let missing = [
        IncidentField::Act,
        IncidentField::Unit,
        IncidentField::Size,
        IncidentField::Activity,
    ];
    let missing = missing.map(IncidentFault::Missing);
    assert_eq!(faults.unwrap_err(), missing);
    assert_eq!(format!("{form:?}"), "IncidentForm(hidden)");
}

#[test]
fn one_person_needs_no_size_and_a_family_does() {
    let of = |unit: &str| parse(&[("unit", unit), ("size", "")]);
    assert_eq!(of("individual").unwrap().acts[0].target.size, "n1");
    let missing = IncidentFault::Missing(IncidentField::Size);
    assert_eq!(of("family").unwrap_err(), [missing]);
}

#[test]
fn a_number_that_is_none_or_that_comes_later_is_refused() {
    for number in ["x", "4", "99999999999", "-1"] {
        let told = parse(&[("number", number), ("relation", "follows")]);
        assert_eq!(told.unwrap_err(), [IncidentFault::Number], "{number}");
    }
    let told = parse(&[("number", "3")]);
    let missing = IncidentFault::Missing(IncidentField::Relation);
    assert_eq!(told.unwrap_err(), [missing]);
}

#[test]
fn what_was_chosen_on_a_page_is_looked_through_for_everything_but_the_lists() {
    let parse = |fields: &[(&str, &str)]| {
        let mut form = IncidentForm::default();
        for (name, value) in WHOLE.iter().chain(fields) {
            form.take(name, value);
        }
        form.parse_chosen("2026-11-29".parse().unwrap(), 4)
    };
    assert!(parse(&[]).is_ok() && parse(&[("unit", "village")]).is_ok());
    let missing = IncidentFault::Missing(IncidentField::Size);
    assert_eq!(parse(&[("size", "")]).unwrap_err(), [missing]);
    let none = IncidentFault::When(PartialDateFault::NoSuchDay);
    let date = [("year-began", "2026"), ("month-began", "13")];
    assert_eq!(parse(&date).unwrap_err(), [none]);
}

#[test]
fn what_the_form_offers_stands_in_the_lists() {
    for (offered, list) in [
        (&IncidentForm::FOUND_LATER[..], CodeList::IncidentType),
        (&IncidentForm::UNITS, CodeList::CountingUnit),
        (&IncidentForm::RELATIONS, CodeList::ChainRelation),
    ] {
        let known = list.codes().unwrap();
        for code in offered {
            assert!(known.iter().any(|one| one.code == *code), "{code}");
        }
    }
}

#[test]
fn every_field_makes_another_text() {
    let mut texts = vec![IncidentForm::default().to_text().to_vec()];
    for field in [
        "act-1",
        "done-1",
        "act-2",
        "unit",
        "size",
        "activity",
        "by",
        "year-began",
        "day-began",
        "year-ended",
        "sure",
        "place",
        "message",
        "number",
        "relation",
    ] {
        let mut form = IncidentForm::default();
        form.take(field, "a");
        texts.push(form.to_text().to_vec());
    }
    for field in ["ongoing", "online", "abroad"] {
        let mut form = IncidentForm::default();
        form.take(field, "yes");
        texts.push(form.to_text().to_vec());
    }
    let count = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), count);
}
