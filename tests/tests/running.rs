//! Founding, checking and running an office with the real program.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use journeys::{Door, Source, run, tell};
use tempfile::TempDir;

#[test]
fn an_office_is_founded_from_the_example_plan_and_its_configuration_works() {
    let office = founded(include_str!("../../deploy/office.toml"));
    let data = path(office.path(), "office");
    let (works, told) = tell(&["check", "--data", &data]);
    for left in ["officers/chair.key", "roster-keys/ombudsman.key"] {
        assert!(told.contains(&format!("{data}/{left}\n")), "{left}: {told}");
    }
    assert!(
        !works && told.contains(&format!("rm {data}/officers/chair.key")),
        "{told}"
    );
    hand_out_keys(&office);
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
    let told = || {
        let (works, told) = tell(&["check", "--data", &data]);
        assert!(!works, "{told}");
        told
    };
    hand_out_keys(&office);

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
    let elsewhere = path(office.path(), "elsewhere");
    for command in ["cases", "check"] {
        let (works, told) = tell(&[command, "--data", &elsewhere]);
        assert!(!works && told.contains("there is no office at"), "{told}");
        assert!(
            told.contains("--config FILE") && told.contains("--data DIR"),
            "{told}"
        );
    }
}

#[test]
fn every_fault_is_listed_with_what_to_type() {
    let office = founded(journeys::DEMO);
    let data = path(office.path(), "office");
    let file = |name: &str| office.path().join("office").join(name);
    hand_out_keys(&office);
    fs::create_dir(file("inner")).unwrap();
    symlink(file("main.sqlite"), file("inner/other.sqlite")).unwrap();
    let sound = fs::read_to_string(file("tabir.toml")).unwrap();
    let spoilt = sound
        .replace("\"keystore.sqlite\"", "\"inner/../inner/other.sqlite\"")
        .replace("127.0.0.1:8080", "0.0.0.0:443");
    fs::write(file("tabir.toml"), spoilt).unwrap();
    fs::write(file("secrets/desk-key"), "none").unwrap();
    let key = file("secrets/form-key");
    fs::set_permissions(&key, Permissions::from_mode(0o640)).unwrap();

    let (works, told) = tell(&["check", "--data", &data]);
    assert!(!works);
    for expected in [
        "[intake] listens on 0.0.0.0:443 without a certificate".to_owned(),
        "name `certificate` and `key`, or listen on 127.0.0.1".to_owned(),
        "(mode 640)".to_owned(),
        format!("chmod 600 {}", key.display()),
        "[keystore] is the same database as [database]".to_owned(),
        format!("tabir migrate --data {data}"),
        "ok  roster".to_owned(),
        "3 faults".to_owned(),
    ] {
        assert!(told.contains(&expected), "{expected}: {told}");
    }
}

#[test]
fn a_tls_key_that_others_can_read_is_refused() {
    let office = founded(journeys::DEMO);
    let data = path(office.path(), "office");
    let file = |name: &str| office.path().join("office").join(name);
    hand_out_keys(&office);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(file("chain.pem"), made.cert.pem()).unwrap();
    fs::write(file("tls.pem"), made.signing_key.serialize_pem()).unwrap();
    let sound = fs::read_to_string(file("tabir.toml")).unwrap();
    let with_tls = sound.replace(
        "[intake]\n",
        "[intake]\ncertificate = \"chain.pem\"\nkey = \"tls.pem\"\n",
    );
    fs::write(file("tabir.toml"), with_tls).unwrap();
    fs::set_permissions(file("tls.pem"), Permissions::from_mode(0o644)).unwrap();
    let (works, told) = tell(&["check", "--data", &data]);
    let mend = format!("chmod 600 {}", file("tls.pem").display());
    assert!(
        !works && told.contains(&mend) && told.contains("1 fault,"),
        "{told}"
    );
    fs::set_permissions(file("tls.pem"), Permissions::from_mode(0o400)).unwrap();
    let (works, told) = tell(&["check", "--data", &data]);
    assert!(works && told.contains("with TLS"), "{told}");
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
    let (_, told) = tell(&["check", "--data", &data]);
    assert!(told.contains("ok  roster         2"), "{told}");
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

/// Takes the keys of people away from the office, as a founding ends.
fn hand_out_keys(office: &TempDir) {
    for folder in ["officers", "roster-keys"] {
        let kept = office.path().join("office").join(folder);
        fs::rename(kept, office.path().join(folder)).unwrap();
    }
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}
