//! An officer gets other keys: drawn by the officer, named by the next roster, and then everything that was sealed
//! to the keys before is sealed to them.

use std::fs;

use journeys::{DEMO, TestOffice, run};

#[test]
fn an_officers_cases_are_sealed_to_new_keys_in_pages_and_what_comes_late_as_well() {
    let registry = "officer = [{ name = \"commission-custodian\"";
    let field = "officer = [{ name = \"field\", label = \"Field investigator\", capability = \"investigator\" }, \
        { name = \"commission-custodian\"";
    assert!(DEMO.contains(registry));
    TestOffice::with_plan(&DEMO.replace(registry, field), |office| {
        let spare = ["south-1", "south-2"].map(|name| office.keys(name).officer.to_string());
        let source = office.source();
        let reports = |count: usize| {
            for number in 0..count {
                let filled = source.writes(&format!("Case number {number}."));
                let filled = filled.field("exclude", &spare[0]);
                source.reports(&filled.field("exclude", &spare[1]));
            }
        };
        reports(60);
        let officer = office.investigator("north-1");
        let short = officer.cases().remove(0);
        officer.says(&["reply", &short, "--text", "Thank you."]);
        let at = tempfile::tempdir().unwrap();
        let file = |name: &str| at.path().join(name).to_str().unwrap().to_owned();
        let (key, data) = (
            file("new.key"),
            office.folder().path().to_str().unwrap().to_owned(),
        );
        let old = office.folder().officers().join("north-1.key");
        let old = old.to_str().unwrap();

        let told = run(&["key", "renew", "--key", old, "--out", &key]).unwrap();
        let words = told.lines().last().unwrap().trim();
        fs::write(file("new.passphrase"), words).unwrap();
        let config = office.config().to_str().unwrap();
        let places = ["--data", &data, "--config", config];
        let rewrap = ["rewrap", "--key", &key, "--old-key", old];
        let rewraps = || run(&[&rewrap[..], &places].concat());
        let early = rewraps().unwrap_err();
        assert!(early.contains("does not name the new key"), "{early}");
        let other = office.folder().officers().join("north-2.key");
        let other = other.to_str().unwrap();
        let foreign = ["rewrap", "--key", &key, "--old-key", other];
        let foreign = run(&[&foreign[..], &places].concat()).unwrap_err();
        assert!(foreign.contains("two officers"), "{foreign}");

        // Whoever signs sees whose keys are replaced. Keys that stand there are no new ones.
        let draft = file("next");
        run(&["roster", "draft", &draft, "--data", &data]).unwrap();
        let public = file("new.public");
        let told = run(&["roster", "rekey", &draft, "--public", &public]).unwrap();
        assert!(
            told.contains("The keys of Investigator, north are replaced"),
            "{told}"
        );
        let again = run(&["roster", "rekey", &draft, "--public", &public]).unwrap_err();
        assert!(again.contains("stands in the roster already"), "{again}");
        office.publishes(&draft);

        let told = rewraps().unwrap();
        assert!(told.contains("50 cases looked at, 50 sealed"), "{told}");
        assert!(told.contains("60 cases looked at, 60 sealed"), "{told}");
        assert!(told.contains("the new key opens all 60 cases"), "{told}");
        // A parcel that was sealed with the roster before comes late.
        reports(3);
        let told = rewraps().unwrap();
        assert!(told.contains("63 cases looked at, 3 sealed"), "{told}");
        let told = rewraps().unwrap();
        assert!(told.contains("63 cases looked at, 0 sealed"), "{told}");

        let with_new = |command: &[&str]| {
            let key = ["--key", key.as_str()];
            run(&[command, &key, &places].concat())
        };
        let told = with_new(&["open", &short]).unwrap();
        assert!(
            told.contains("Thank you."),
            "what the old key signed holds: {told}"
        );
        assert!(!told.contains("WARNING"), "{told}");
        officer.is_refused(&["open", &short]);
        let colleague = office.investigator("north-2").says(&["open", &short]);
        assert!(colleague.contains("Thank you."), "{colleague}");
        // The new key goes on where the old one's chain ended, and what it signs is believed.
        with_new(&["reply", &short, "--text", "And where?"]).unwrap();
        let successor = office.keys("field").officer.to_string();
        with_new(&["handover", &short, "--to", &successor]).unwrap();
        let told = office.investigator("field").says(&["open", &short]);
        assert!(told.contains("And where?"), "{told}");
        assert!(!told.contains("WARNING"), "{told}");
    });
}
