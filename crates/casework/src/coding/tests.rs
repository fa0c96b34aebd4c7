use proptest::prelude::*;
use seal::Sender;

use super::*;
use crate::codebook_text::CodebookText;
use crate::incident::{IncidentAct, IncidentTarget};

/// An act, coded whole.
pub(crate) fn coding(verification: &str) -> Coding {
    let mut coding = Coding::default();
    coding.kind = "act".to_owned();
    coding.subject = CodingSubject::of(Sender::Reporter, 2, 0);
    coding.codebook = CODEBOOK_VERSION;
    coding.independent = "unknown".to_owned();
    for (field, code) in [
        ("country", "kh"),
        ("act", "threat.death"),
        ("completion", "threatened"),
        ("verification", verification),
        ("unit", "individual"),
        ("role", "wb.citizen"),
        ("perpetrator", "st.police"),
        ("online", "no"),
        ("cross_border", "unknown"),
    ] {
        coding.codes.push(ChosenCode {
            field: field.to_owned(),
            code: code.to_owned(),
        });
    }
    coding
}

fn source(connection: &str) -> CodingSource {
    CodingSource {
        connection: connection.to_owned(),
        reliability: "r2".to_owned(),
    }
}

fn told(coding: &Coding) -> Vec<String> {
    coding.faults().iter().map(ToString::to_string).collect()
}

#[test]
fn a_coding_that_is_whole_is_taken_and_shows_nothing_of_itself() {
    let whole = coding("reported");
    assert_eq!(whole.faults(), []);
    assert_eq!(whole.code("perpetrator"), "st.police");
    assert_eq!(whole.code("sex"), "");
    assert_eq!(format!("{whole:?}"), "Coding(hidden)");
}

#[test]
fn what_is_wrong_is_named_by_its_field() {
    let mut wrong = coding("reported");
    wrong.codes.remove(0);
    wrong.codes.push(ChosenCode {
        field: "village".to_owned(),
        code: "kampong".to_owned(),
    });
    wrong.codes.push(ChosenCode {
        field: "sex".to_owned(),
        code: "Mrs Sok".to_owned(),
    });
    wrong.codes.push(ChosenCode {
        field: "online".to_owned(),
        code: "perhaps".to_owned(),
    });
    wrong.codebook += 1;
    wrong.independent = String::new();
    let told = told(&wrong).join("\n");
    for said in [
        "codebook:",
        "village:",
        "sex: `Mrs Sok`",
        "online:",
        "country: choose",
        "independent:",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let mut no_kind = coding("reported");
    no_kind.kind = "case".to_owned();
    assert_eq!(no_kind.faults(), [CodingFault::Kind("case".to_owned())]);
}

#[test]
fn how_far_something_is_verified_rests_on_sources_and_on_who_is_independent() {
    for (verification, sources, independent, holds) in [
        ("reported", vec![], "unknown", true),
        ("plausible", vec![], "unknown", false),
        ("plausible", vec!["relative"], "no", true),
        ("corroborated", vec!["relative"], "unknown", false),
        ("corroborated", vec!["relative", "media"], "unknown", true),
        ("corroborated", vec!["court"], "unknown", true),
        ("verified", vec![], "yes", false),
        ("verified", vec!["cso"], "no", false),
        ("verified", vec!["cso"], "unknown", false),
        ("verified", vec!["cso"], "yes", true),
    ] {
        let mut coding = coding(verification);
        coding.sources = sources.iter().map(|one| source(one)).collect();
        coding.independent = independent.to_owned();
        assert_eq!(
            coding.faults().is_empty(),
            holds,
            "{verification} {sources:?} {independent}"
        );
    }
    let mut many = coding("reported");
    many.sources = vec![source("media"); Coding::MOST_SOURCES + 1];
    assert_eq!(many.faults(), [CodingFault::ManySources]);
    many.sources = vec![source("Mr Chan of the ministry")];
    assert!(told(&many).join("").contains("connection: `Mr Chan"));
}

#[test]
fn a_token_of_a_person_is_no_code_that_anybody_chooses() {
    let mut one = coding("reported");
    one.kind = "person".to_owned();
    one.codes
        .retain(|chosen| RecordKind::Person.field(&chosen.field).is_some());
    one.codes.push(ChosenCode {
        field: "shown_because".to_owned(),
        code: "consented".to_owned(),
    });
    assert_eq!(one.faults(), []);
    one.codes.push(ChosenCode {
        field: "person".to_owned(),
        code: "0".repeat(16),
    });
    assert_eq!(one.faults(), [CodingFault::Field("person".to_owned())]);
}

#[test]
fn a_coding_begins_with_what_the_entry_says() {
    let mut incident = Incident::blank();
    incident.acts = vec![IncidentAct {
        kind: "property.raid".to_owned(),
        completion: "attempted".to_owned(),
        target: IncidentTarget {
            unit: "community".to_owned(),
            size: "n50_249".to_owned(),
            activities: vec!["hrd.land_environment".to_owned()],
        },
    }];
    incident.is_online = true;
    let draft = Coding::draft(&incident, RecordKind::Act, 0).unwrap();
    let said: Vec<_> = draft
        .iter()
        .map(|one| (one.field.as_str(), one.code.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("act", "property.raid"),
            ("completion", "attempted"),
            ("unit", "community"),
            ("size", "n50_249"),
            ("activity", "hrd.land_environment"),
            ("online", "yes"),
            ("cross_border", "unknown"),
            ("verification", "reported"),
        ]
    );
    let person = Coding::draft(&incident, RecordKind::Person, 0).unwrap();
    assert_eq!(person.len(), 2);
    assert!(Coding::draft(&incident, RecordKind::Act, 1).is_none());
}

#[test]
fn every_code_of_every_list_that_is_coded_has_the_form_of_a_code() {
    let book = CodebookText::of_project().read().unwrap();
    for kind in Coding::KINDS {
        for field in kind.fields() {
            for code in field.codes(&book, false) {
                assert!(fits(field, code), "{} {code}", field.name);
            }
        }
    }
    for list in ["source_connection", "source_reliability"] {
        assert!(
            book.list(list)
                .unwrap()
                .codes
                .iter()
                .all(|one| is_code(&one.code))
        );
    }
}

proptest! {
    #[test]
    fn no_sentence_gets_into_a_field(text in "\\PC{1,80}", place in 0_usize..9) {
        let mut one = coding("reported");
        let field = one.codes[place].field.clone();
        one.codes[place].code = text.clone();
        let is_form = text.len() <= Coding::CODE_BYTES
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.');
        if !is_form {
            let code = text;
            let is_named = one.faults().contains(&CodingFault::Code { field, code });
            prop_assert!(is_named);
        }
    }
}
