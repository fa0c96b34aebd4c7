use proptest::prelude::*;

use super::*;

fn today() -> Day {
    "2026-11-29".parse().unwrap()
}

pub(crate) fn sued() -> Proceeding {
    let mut sued = Proceeding::blank();
    sued.direction = "against_target".to_owned();
    sued.country = "ph".to_owned();
    sued.kind = "civil".to_owned();
    sued.bases = vec!["defamation_civil".to_owned()];
    sued.claimants = vec!["company".to_owned()];
    sued.defendants = "n2_9".to_owned();
    sued.activities = vec!["hrd.land_environment".to_owned()];
    sued.topics = vec!["environment".to_owned()];
    sued.stage = "s06_filed".to_owned();
    sued.outcome = "pending".to_owned();
    sued
}

fn faults(of: &Proceeding) -> Vec<String> {
    let found = of.faults(today(), 5).unwrap();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_needed_is_enough_and_each_thing_that_is_missing_is_named() {
    assert!(faults(&sued()).is_empty());
    let blank = Proceeding::blank();
    let found = blank.faults(today(), 5).unwrap();
    let needed = ProceedingField::ALL
        .into_iter()
        .filter(|field| field.is_needed());
    assert!(
        found.iter().eq(needed
            .map(ProceedingFault::Missing)
            .collect::<Vec<_>>()
            .iter())
    );
    assert_eq!(found[3].to_string(), "basis: choose one of legal_basis");
}

#[test]
fn a_code_that_no_list_has_is_named_with_its_field() {
    for field in ProceedingField::ALL {
        let mut wrong = sued();
        wrong.belongs = Some(BelongsTo {
            relation: "follows".to_owned(),
            entry: EarlierEntry::Number(1),
        });
        let value = "no.such".to_owned();
        match field {
            ProceedingField::Direction => wrong.direction = value,
            ProceedingField::Country => wrong.country = value,
            ProceedingField::Court => wrong.court = value,
            ProceedingField::Kind => wrong.kind = value,
            ProceedingField::Basis => wrong.bases.push(value),
            ProceedingField::Claimant => wrong.claimants.push(value),
            ProceedingField::Defendants => wrong.defendants = value,
            ProceedingField::Individuals => wrong.individuals = value,
            ProceedingField::Activity => wrong.activities.push(value),
            ProceedingField::Topic => wrong.topics.push(value),
            ProceedingField::Stage => wrong.stage = value,
            ProceedingField::Outcome => wrong.outcome = value,
            ProceedingField::Relief => wrong.relief.push(value),
            ProceedingField::Amount => wrong.amount = value,
            ProceedingField::Costs => wrong.costs = value,
            ProceedingField::Asked => wrong.asked.push(value),
            ProceedingField::Granted => wrong.granted.push(value),
            ProceedingField::Ruling => wrong.ruling = value,
            ProceedingField::Relation => wrong.belongs.as_mut().unwrap().relation = value,
        }
        let found = wrong.faults(today(), 5).unwrap();
        let code = "no.such".to_owned();
        assert_eq!(found, [ProceedingFault::UnknownCode { field, code }]);
        assert!(found[0].place().starts_with("proceeding-"));
        assert!(found[0].to_string().starts_with(field.word()));
    }
}

#[test]
fn a_code_that_is_used_no_longer_names_what_is_used_instead() {
    let found = sued().faults_by(today(), 5, |field, code| {
        Ok::<_, CodebookError>(if field == ProceedingField::Kind {
            CodeState::Replaced {
                by: format!("{code}_new"),
            }
        } else {
            CodeState::InUse
        })
    });
    let [old] = found.unwrap().try_into().unwrap();
    assert_eq!(
        old.to_string(),
        "kind: `civil` is used no longer; use `civil_new`"
    );
    assert_eq!(old.value(), Some(("word", "civil_new".to_owned())));
}

#[test]
fn what_contradicts_itself_is_refused_with_field_and_remedy() {
    let with = |change: &dyn Fn(&mut Proceeding)| {
        let mut one = sued();
        change(&mut one);
        faults(&one)
    };
    for (change, expected) in [
        (
            (&|one: &mut Proceeding| {
                one.outcome = "withdrawn".to_owned();
                (one.filed, one.ended) = ("2026-03".to_owned(), "2026-02-28".to_owned());
            }) as &dyn Fn(&mut Proceeding),
            "ended: it ended before it was filed",
        ),
        (
            &|one| {
                one.outcome = "withdrawn".to_owned();
                (one.served, one.ended) = ("2026-04".to_owned(), "2026-03".to_owned());
            },
            "served: the papers were served after it had ended",
        ),
        (
            &|one| one.ended = "2026-03".to_owned(),
            "outcome: it has ended and is pending",
        ),
        (
            &|one| one.filed = "2026-02-30".to_owned(),
            "filed: the calendar has no such day",
        ),
        (
            &|one| one.served = "2027".to_owned(),
            "served: that day has not come yet",
        ),
        (
            &|one| one.served = "2026-01/2026-02".to_owned(),
            "served: write it as 2026",
        ),
        (
            &|one| {
                one.ruling = "rejected".to_owned();
                one.outcome = "dismissed_slapp".to_owned();
            },
            "ruling: it was dismissed as an abuse",
        ),
        (
            &|one| one.continues = Some(EarlierEntry::Number(5)),
            "continues: there is no proceeding under that number",
        ),
        (
            &|one| {
                one.belongs = Some(BelongsTo {
                    relation: String::new(),
                    entry: EarlierEntry::Number(2),
                });
            },
            "relation: choose one of chain_relation",
        ),
        (
            &|one| one.parallel = Some(1_000),
            "parallel: write how many",
        ),
        (
            &|one| one.narrative = "x".repeat(Message::MOST_BYTES + 3),
            "the texts have 3 bytes",
        ),
        (
            &|one| one.topics = vec!["other".to_owned(); 41],
            "topic: there are too many",
        ),
    ] {
        let found = with(change);
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{expected}: {found:?}"
        );
    }
}

#[test]
fn a_later_state_says_only_what_has_changed() {
    let mut later = Proceeding::blank();
    later.continues = Some(EarlierEntry::Number(2));
    assert_eq!(faults(&later), ["stage: say what has changed"]);
    later.stage = "s08_antislapp_motion".to_owned();
    later.asked = vec!["early_dismissal".to_owned()];
    assert!(faults(&later).is_empty());
    let mut known = sued();
    known.filed = "2026-03".to_owned();
    known.go_on(&later);
    let mut expected = sued();
    expected.filed = "2026-03".to_owned();
    expected.stage.clone_from(&later.stage);
    expected.asked.clone_from(&later.asked);
    assert_eq!(known, expected);
    let mut end = Proceeding::blank();
    end.ended = "2026-02".to_owned();
    known.go_on(&end);
    assert!(known.is_backwards());
}

#[test]
fn how_long_it_lasted_is_told_as_far_as_it_is_known() {
    let lasted = |filed: &str, ended: &str| {
        let mut one = sued();
        (one.filed, one.ended) = (filed.to_owned(), ended.to_owned());
        one.duration()
    };
    assert_eq!(lasted("2026-03-01", "2026-03-31"), Some((30, 30)));
    assert_eq!(lasted("2026-03", "2026-04"), Some((1, 60)));
    assert_eq!(lasted("2026", "2026"), Some((0, 364)));
    assert_eq!(lasted("2026-03", ""), None);
    assert_eq!(lasted("", "2026-03"), None);
}

#[test]
fn nothing_of_it_is_printed() {
    let mut one = sued();
    one.claimant = "Somebody".to_owned();
    assert_eq!(format!("{one:?}"), "Proceeding(hidden)");
}

/// The body of the sealed text, as the protocol shows it: whoever reads it later reads the same.
#[test]
fn what_was_sealed_once_is_read_the_same_later() {
    let mut one = sued();
    one.codebook = 1;
    one.served = "2026-11-20~".to_owned();
    one.parallel = Some(2);
    one.continues = Some(EarlierEntry::Number(3));
    one.belongs = Some(BelongsTo {
        relation: "result_of".to_owned(),
        entry: EarlierEntry::Object("3f1b2c1e-0000-4000-8000-000000000001".to_owned()),
    });
    let vector = include_str!("../../../../tests/vectors/casework/proceeding/sued.json");
    assert_eq!(serde_json::to_string(&one).unwrap(), vector.trim_end());
    assert_eq!(serde_json::from_str::<Proceeding>(vector).unwrap(), one);
    // An incident and a proceeding are two shapes of one kind of object, and neither is read as the other.
    assert!(serde_json::from_str::<crate::Incident>(vector).is_err());
    let incident = serde_json::to_string(&crate::Incident::blank()).unwrap();
    assert!(serde_json::from_str::<Proceeding>(&incident).is_err());
}

proptest! {
    #[test]
    fn any_two_states_in_any_order_of_days_are_told_apart_or_taken(
        filed in 15_000..20_700_i32,
        ended in 15_000..20_700_i32,
    ) {
        let mut one = sued();
        one.outcome = "withdrawn".to_owned();
        (one.filed, one.ended) = (Day::from_number(filed).to_string(), Day::from_number(ended).to_string());
        let found = one.faults(today(), 5).unwrap();
        if ended < filed {
            prop_assert_eq!(found, [ProceedingFault::EndedBeforeBegun]);
            prop_assert_eq!(one.duration(), None);
        } else {
            prop_assert!(found.is_empty());
            let days = u32::try_from(ended - filed).unwrap();
            prop_assert_eq!(one.duration(), Some((days, days)));
        }
    }
}
