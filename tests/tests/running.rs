//! Founding, checking and running an office with the real program.

use std::fs;
use std::path::Path;

use journeys::{Door, Source, run};
use tempfile::TempDir;

#[test]
fn an_office_is_founded_from_the_example_plan_and_its_configuration_works() {
    let office = founded(include_str!("../../deploy/office.toml"));
    let data = path(office.path(), "office");
    let told = run(&["check", "--data", &data]).unwrap();
    assert!(told.contains("This configuration works"), "{told}");
    let again = run(&[
        "setup",
        "--plan",
        &path(office.path(), "plan.toml"),
        "--data",
        &data,
    ])
    .unwrap_err();
    assert!(again.contains("holds an office already"), "{again}");
}

#[test]
fn the_nightly_chores_can_be_done_from_a_timer() {
    let office = founded(journeys::DEMO);
    let data = path(office.path(), "office");
    let told = run(&["upkeep", "--data", &data]).unwrap();
    assert!(told.contains("chores of this night are done"), "{told}");
    let again = run(&["upkeep", "--data", &data]);
    assert!(again.is_ok(), "what is done already is done");
}

#[test]
fn what_is_wrong_with_a_configuration_is_explained() {
    let office = founded(journeys::DEMO);
    let data = path(office.path(), "office");
    let file = |name: &str| office.path().join("office").join(name);
    let told = || run(&["check", "--data", &data]).unwrap_err();

    let sound = fs::read_to_string(file("tabir.toml")).unwrap();
    let spoilt = [
        ("[intake]\n", "[intake]\nlisen = 1\n", "lisen"),
        ("127.0.0.1:8080", "0.0.0.0:443", "without a certificate"),
        (
            "folder = \"trust\"",
            "folder = \"nowhere\"",
            "nowhere/manifest",
        ),
        (
            "sqlite = \"main.sqlite\"",
            "sqlite = \"new.sqlite\"",
            "tabir migrate",
        ),
    ];
    for (from, to, expected) in spoilt {
        fs::write(file("tabir.toml"), sound.replace(from, to)).unwrap();
        let told = told();
        assert!(told.contains(expected), "{to}: {told}");
    }
    fs::write(file("tabir.toml"), &sound).unwrap();
    fs::write(file("secrets/form-key"), "short").unwrap();
    assert!(told().contains("64 hexadecimal digits"));
    let manifest = fs::read_to_string(file("trust/manifest")).unwrap();
    fs::write(
        file("trust/manifest"),
        manifest.replace("panel 3", "panel 2"),
    )
    .unwrap();
    assert!(told().contains("signature does not hold"));
    assert!(
        run(&["cases", "--data", &path(office.path(), "elsewhere")])
            .unwrap_err()
            .contains("there is no office")
    );
}

#[test]
fn the_next_roster_is_signed_by_a_signer_and_by_nobody_else() {
    let office = founded(journeys::DEMO);
    let data = path(office.path(), "office");
    let passphrases = fs::read_to_string(office.path().join("said")).unwrap();
    let key_with_passphrase = |folder: &str, name: &str| {
        let line = passphrases
            .lines()
            .find(|line| line.trim().starts_with(name))
            .unwrap();
        let words = line.trim().strip_prefix(name).unwrap().trim();
        let key = office
            .path()
            .join("office")
            .join(folder)
            .join(format!("{name}.key"));
        fs::write(key.with_extension("passphrase"), words).unwrap();
        key.to_str().unwrap().to_owned()
    };
    let stranger = key_with_passphrase("officers", "north-1");
    let refused = run(&["roster", "renew", "--data", &data, "--signer", &stranger]).unwrap_err();
    assert!(refused.contains("not a roster key"), "{refused}");
    let signer = key_with_passphrase("roster-keys", "demo-signer");
    let told = run(&["roster", "renew", "--data", &data, "--signer", &signer]).unwrap();
    assert!(told.contains("Roster 2 is valid"), "{told}");
    assert!(
        run(&["check", "--data", &data])
            .unwrap()
            .contains("ok  roster         2")
    );
}

#[test]
fn an_unsound_plan_founds_nothing() {
    let spoilt = [
        ("panel = 3", "panel = 6", "needs at least 6 officers"),
        ("roster_threshold = 1", "roster_threshold = 2", "threshold"),
        (
            "kind = \"human-rights\"",
            "kind = \"bank\"",
            "no kind of body",
        ),
        (
            "name = \"north-1\"",
            "name = \"../north\"",
            "letters, digits and dashes",
        ),
    ];
    for (from, to, expected) in spoilt {
        let folder = TempDir::new().unwrap();
        fs::write(
            folder.path().join("plan.toml"),
            journeys::DEMO.replace(from, to),
        )
        .unwrap();
        let told = run(&[
            "setup",
            "--plan",
            &path(folder.path(), "plan.toml"),
            "--data",
            &path(folder.path(), "office"),
        ])
        .unwrap_err();
        assert!(told.contains(expected), "{to}: {told}");
        assert!(!folder.path().join("office").exists());
    }
}

#[test]
fn an_office_that_is_started_again_finds_its_reports() {
    let office = founded(journeys::DEMO);
    let config = office.path().join("office/tabir.toml");
    let text = fs::read_to_string(&config)
        .unwrap()
        .replace("127.0.0.1:8080", "127.0.0.1:0");
    fs::write(&config, text).unwrap();
    let log = office.path().join("log");
    let door = Door::serve(&config, &log);
    let source = Source::at(door.address());
    let receipt = source.reports(&source.writes("Kept over the night."));
    drop(door);
    let door = Door::serve(&config, &log);
    assert!(
        Source::at(door.address())
            .returns_with(&receipt.digits)
            .has("messages")
    );
}

#[test]
fn a_demonstration_never_touches_a_real_office() {
    let office = founded(journeys::DEMO);
    let data = path(office.path(), "office");
    let refused = run(&["demo", "--data", &data, "--port-base", "0"]).unwrap_err();
    assert!(refused.contains("holds a real office"), "{refused}");
    let refused = run(&["demo", "--data", &data, "--fresh", "--port-base", "0"]).unwrap_err();
    assert!(refused.contains("left as it is"), "{refused}");
    assert!(office.path().join("office/trust/manifest").exists());
}

#[test]
fn a_receipt_is_drawn_offline_in_either_form() {
    let digits = run(&["receipt", "--new", "--digits"]).unwrap();
    assert!(seal::Receipt::parse(&digits).is_ok() && digits.lines().count() == 1);
    let words = run(&["receipt", "--new", "--words"]).unwrap();
    assert_eq!(words.split_whitespace().count(), 12);
}

/// Founds an office of a plan in `office`, and keeps what was said in `said`.
fn founded(plan: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let told = run(&[
        "setup",
        "--plan",
        &path(folder.path(), "plan.toml"),
        "--data",
        &path(folder.path(), "office"),
    ]);
    fs::write(folder.path().join("said"), told.unwrap()).unwrap();
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}
