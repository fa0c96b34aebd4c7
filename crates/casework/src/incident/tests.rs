use proptest::prelude::*;

use super::*;

fn today() -> Day {
    "2026-11-29".parse().unwrap()
}

fn sound() -> Incident {
    let mut incident = Incident::blank();
    incident.acts = vec![act("threat.death", "threatened")];
    incident.when = "2026-03~".to_owned();
    incident.by = vec!["st.police".to_owned()];
    incident.narrative = "Men came at night.".to_owned();
    incident
}

fn act(kind: &str, completion: &str) -> IncidentAct {
    IncidentAct {
        kind: kind.to_owned(),
        completion: completion.to_owned(),
        target: IncidentTarget {
            unit: "community".to_owned(),
            size: "n50_249".to_owned(),
            activities: vec!["hrd.land_environment".to_owned()],
        },
    }
}

fn told(change: impl FnOnce(&mut Incident)) -> Vec<IncidentFault> {
    let mut incident = sound();
    change(&mut incident);
    incident.faults(today(), 5).unwrap()
}

#[test]
fn a_threat_to_a_community_with_a_month_is_a_whole_incident() {
    assert_eq!(told(|_| ()), []);
    assert_eq!(told(|one| one.when.clear()), []);
    assert_eq!(told(|one| one.narrative.clear()), []);
    assert_eq!(format!("{:?}", sound()), "Incident(hidden)");
    assert_eq!(format!("{:?}", act("a", "b")), "IncidentAct(hidden)");
}

#[test]
fn what_is_missing_or_no_code_is_named_with_its_field_and_what_helps() {
    use IncidentFault::{Missing, UnknownCode};
    let unknown = |field, code: &str| {
        let code = code.to_owned();
        vec![UnknownCode { field, code }]
    };
    type Change = fn(&mut Incident);
    let cases: [(Change, Vec<IncidentFault>); 11] = [
        (|one| one.acts.clear(), vec![Missing(IncidentField::Act)]),
        (
            |one| one.acts[0].kind = "threat".to_owned(),
            unknown(IncidentField::Act, "threat"),
        ),
        (
            |one| one.acts[0].completion.clear(),
            vec![Missing(IncidentField::Completion)],
        ),
        (
            |one| one.acts[0].target.unit = "village".to_owned(),
            unknown(IncidentField::Unit, "village"),
        ),
        (
            |one| one.acts[0].target.size.clear(),
            vec![Missing(IncidentField::Size)],
        ),
        (
            |one| one.acts[0].target.activities.clear(),
            vec![Missing(IncidentField::Activity)],
        ),
        (
            |one| one.by.push("st.king".to_owned()),
            unknown(IncidentField::By, "st.king"),
        ),
        (
            |one| one.when = "2026-02-30".to_owned(),
            vec![IncidentFault::When(PartialDateFault::NoSuchDay)],
        ),
        (
            |one| one.when = "2569".to_owned(),
            vec![IncidentFault::Ahead],
        ),
        (
            |one| one.narrative = "a".repeat(Message::MOST_BYTES + 3),
            vec![IncidentFault::TooLong { over: 3 }],
        ),
        (
            |one| one.acts = vec![act("threat.death", "threatened"); 13],
            vec![IncidentFault::TooMany(IncidentField::Act)],
        ),
    ];
    for (change, faults) in cases {
        let found = told(change);
        assert_eq!(found, faults);
        assert!(found.iter().all(|fault| fault.to_string().len() > 20));
    }
    let all = told(|one| {
        one.acts[0].target.size.clear();
        one.when = "14 March".to_owned();
    });
    assert_eq!(all.len(), 2, "everything that is wrong is told at once");
}

#[test]
fn one_person_is_not_several() {
    let of = |size: &str| {
        told(|one| {
            one.acts[0].target.unit = IncidentTarget::PERSON.to_owned();
            one.acts[0].target.size = size.to_owned();
        })
    };
    assert_eq!(of("n1"), []);
    assert_eq!(of("n2_9"), [IncidentFault::OneIsSeveral]);
    assert_eq!(of(""), [IncidentFault::Missing(IncidentField::Size)]);
}

#[test]
fn an_earlier_incident_stands_before_this_one() {
    let of = |number: u32, relation: &str| {
        told(|one| {
            one.follows = vec![FollowedIncident {
                relation: relation.to_owned(),
                number,
            }];
        })
    };
    assert_eq!(of(4, "escalates"), []);
    assert_eq!(of(5, "escalates"), [IncidentFault::Number]);
    let missing = IncidentFault::Missing(IncidentField::Relation);
    assert_eq!(of(4, ""), [missing]);
}

#[test]
fn a_day_of_this_year_is_taken_while_some_of_it_has_come() {
    let of = |when: &str| told(|one| one.when = when.to_owned());
    assert_eq!(of("2026"), []);
    assert_eq!(of("2026-11-29/.."), []);
    assert_eq!(of("2026-11-30"), [IncidentFault::Ahead]);
    assert_eq!(of("2026-12?"), [IncidentFault::Ahead]);
}

proptest! {
    #[test]
    fn every_incident_of_codes_in_use_is_kept_and_read_again(
        acts in prop::collection::vec((0_usize..79, 0_usize..5, 0_usize..8, 0_usize..7), 1..13),
        by in prop::collection::vec(0_usize..36, 0..9),
        narrative in "\\PC{0,200}",
    ) {
        let code = |list: CodeList, place: usize| {
            let codes = list.codes().unwrap();
            codes[place % codes.len()].code.clone()
        };
        let acts = acts.into_iter().map(|(kind, completion, unit, size)| {
            let unit = code(CodeList::CountingUnit, unit);
            let size = if unit == IncidentTarget::PERSON { 0 } else { size };
            IncidentAct {
                kind: code(CodeList::IncidentType, kind),
                completion: code(CodeList::ActCompletion, completion),
                target: IncidentTarget {
                    unit,
                    size: code(CodeList::GroupSizeBand, size),
                    activities: vec!["unknown".to_owned()],
                },
            }
        });
        let mut incident = Incident::blank();
        incident.acts = acts.collect();
        incident.by = by.into_iter().map(|place| code(CodeList::PerpetratorType, place)).collect();
        incident.narrative = narrative;
        prop_assert_eq!(incident.faults(today(), 1).unwrap(), vec![]);
        let written = serde_json::to_string(&incident).unwrap();
        let read: Incident = serde_json::from_str(&written).unwrap();
        prop_assert!(read == incident);
    }

    #[test]
    fn a_code_that_no_list_has_is_never_kept(code in "[a-z_.]{1,12}", field in 0_usize..4) {
        let is_known = |list: CodeList| {
            list.codes().unwrap().iter().any(|known| known.code == code)
        };
        let faults = told(|one| {
            let act = &mut one.acts[0];
            *[&mut act.kind, &mut act.completion, &mut act.target.unit, &mut act.target.size]
                .into_iter().nth(field).unwrap() = code.clone();
        });
        let fields = [IncidentField::Act, IncidentField::Completion, IncidentField::Unit, IncidentField::Size];
        let field = fields[field];
        prop_assert_eq!(faults.is_empty(), is_known(field.list()));
    }
}
