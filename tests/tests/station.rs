//! What an officer is told at the station: whose key is used, and why one is not.

use journeys::TestOffice;

#[test]
fn a_wrong_passphrase_is_refused_whether_or_not_there_are_cases() {
    TestOffice::on_each(|office| {
        let officer = office.investigator("north-1");
        let other = office.folder().officers().join("head.passphrase");
        let other = ["cases", "--passphrase-file", other.to_str().unwrap()];
        let without = officer.is_refused(&other);
        assert!(without.contains("the key of north-1"), "{without}");
        assert!(officer.cases().is_empty());
        let source = office.source();
        let drawn = (0..60).any(|_| {
            source.reports(&source.writes("Until north-1 is drawn."));
            !officer.cases().is_empty()
        });
        assert!(drawn);
        assert_eq!(officer.is_refused(&other), without);
    });
}

#[test]
fn a_name_without_a_key_is_told_the_names_that_have_one() {
    TestOffice::on_each(|office| {
        let told = office.investigator("nobody").is_refused(&["cases"]);
        for expected in ["no key of `nobody`", "head, north-1, north-2", "south-2"] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
    });
}

#[test]
fn an_answer_and_a_grant_say_in_whose_name_they_were_made() {
    TestOffice::on_each(|office| {
        let source = office.source();
        source.reports(&source.writes("The tender was rigged."));
        let (holders, others): (Vec<_>, Vec<_>) = office
            .everybody()
            .into_iter()
            .filter(|one| {
                ["north", "south"]
                    .iter()
                    .any(|unit| one.name.starts_with(unit))
            })
            .partition(|one| !one.cases().is_empty());
        let case = holders[0].cases().remove(0);
        // As somebody who tries things out: no key is named, so the first that can is taken.
        let data = office.folder().path().to_str().unwrap().to_owned();
        let config = office.config().to_str().unwrap().to_owned();
        let at = ["--data", &data, "--config", &config];
        let told = journeys::run(&[&["reply", &case, "--text", "Thank you."], &at[..]].concat());
        let told = told.unwrap();
        let name = journeys::between(&told, "Sent in the name of ", " (");
        assert!(!office.investigator(name).cases().is_empty(), "{told}");
        let colleague = office.keys(&others[0].name).officer.to_string();
        let told = journeys::run(&[&["grant", &case, "--to", &colleague], &at[..]].concat());
        let told = told.unwrap();
        assert!(told.contains(&format!("let in by {name} (")), "{told}");
    });
}
