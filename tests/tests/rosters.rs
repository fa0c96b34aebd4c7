//! Rosters that change: made by several hands, taken by an open door, remembered by officers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use journeys::{Door, Source, between, run};
use pages::address;
use tempfile::TempDir;

#[test]
fn the_next_roster_is_drafted_signed_at_two_places_and_published() {
    let office = Office::founded(&two_signers());
    let draft = office.path("next");
    office.says(&["roster", "draft", &draft, "--data", &office.data()]);

    // A new officer draws keys at home, and hands over what is no secret.
    let key = office.path("new.key");
    let digest = office.digest();
    let trust = office.path("office/trust");
    let told = office.says(&[
        "key",
        "new",
        "--trust",
        &trust,
        "--manifest-digest",
        &digest,
        "--out",
        &key,
    ]);
    let passphrase = told.lines().last().unwrap().trim().to_owned();
    fs::write(office.path("new.passphrase"), &passphrase).unwrap();
    let public = office.path("new.public");
    let told = office.says(&[
        "roster",
        "add",
        &draft,
        "--public",
        &public,
        "--unit",
        "Northern Office",
        "--label",
        "Investigator 9",
    ]);
    assert!(
        told.contains("Investigator 9") && told.contains("Signed by 0 of 2"),
        "{told}"
    );
    office.says(&[
        "roster",
        "end",
        &draft,
        "--officer",
        &office.label("north-1"),
    ]);
    office.says(&[
        "roster",
        "move",
        &draft,
        "--officer",
        &office.label("north-2"),
        "--to",
        "Southern Office",
    ]);
    office.says(&[
        "roster",
        "change",
        &draft,
        "--officer",
        &office.label("south-1"),
        "--capability",
        "lead",
        "--head",
    ]);
    let publish = ["roster", "publish", &draft, "--data", &office.data()];
    let refused = run(&publish).unwrap_err();
    assert!(refused.contains("0 of 2"), "{refused}");

    // Nobody else's signature counts.
    let refused = run(&["roster", "sign", &draft, "--key", &key]).unwrap_err();
    assert!(refused.contains("not a roster key"), "{refused}");
    office.signs(&draft, "secretary");
    let refused = run(&publish).unwrap_err();
    assert!(refused.contains("1 of 2"), "{refused}");
    let told = office.signs(&draft, "ombudsman");
    assert!(told.contains("Signed by 2 of 2"), "{told}");

    // What is changed after it was signed is not signed any more.
    let signed = fs::read_to_string(office.path("next/roster")).unwrap();
    fs::write(
        office.path("next/roster"),
        signed.replace("Investigator 9", "Investigator X"),
    )
    .unwrap();
    assert!(
        run(&publish)
            .unwrap_err()
            .contains("signature does not hold")
    );
    fs::write(office.path("next/roster"), signed).unwrap();
    let told = office.says(&publish);
    assert!(told.contains("Roster 2 is valid"), "{told}");
    let shown = office.says(&["roster", "show", "--data", &office.data()]);
    assert!(
        shown.contains("Roster 2") && shown.contains("Investigator 9"),
        "{shown}"
    );
    let (_, told) = journeys::tell(&["check", "--data", &office.data()]);
    assert!(told.contains("ok  roster         2"), "{told}");

    // A draft that was begun before is no longer the next one.
    let refused = run(&publish).unwrap_err();
    assert!(refused.contains("published another roster"), "{refused}");
}

#[test]
fn a_draft_that_would_leave_too_few_officers_or_enter_foreign_keys_is_refused() {
    let office = Office::founded(&two_signers());
    let draft = office.path("next");
    office.says(&["roster", "draft", &draft, "--data", &office.data()]);
    let other = Office::founded(journeys::DEMO);
    other.says(&[
        "key",
        "new",
        "--trust",
        &other.path("office/trust"),
        "--manifest-digest",
        &other.digest(),
        "--out",
        &other.path("new.key"),
    ]);
    let add = |public: &str| {
        run(&[
            "roster",
            "add",
            &draft,
            "--public",
            public,
            "--unit",
            "Northern Office",
            "--label",
            "Nobody",
        ])
    };
    let refused = add(&other.path("new.public")).unwrap_err();
    assert!(refused.contains("another office"), "{refused}");
    let refused = add(&other.path("new.key")).unwrap_err();
    assert!(refused.contains("is not used"), "{refused}");
    let refused = run(&["roster", "end", &draft, "--officer", "Nobody"]).unwrap_err();
    assert!(refused.contains("no officer"), "{refused}");
    for name in ["north-1", "north-2", "south-1"] {
        office.says(&["roster", "end", &draft, "--officer", &office.label(name)]);
    }
    let refused = office.does_not_sign(&draft, "secretary");
    assert!(refused.contains("needs at least 3 officers"), "{refused}");
    let early = office.path("early");
    let clock = http_guard::Clock::system();
    let from = seal::Day::at(clock.unix_seconds(), 420)
        .plus(10)
        .to_string();
    office.says(&[
        "roster",
        "draft",
        &early,
        "--from",
        &from,
        "--data",
        &office.data(),
    ]);
    office.signs(&early, "secretary");
    office.signs(&early, "ombudsman");
    let refused = run(&["roster", "publish", &early, "--data", &office.data()]).unwrap_err();
    assert!(refused.contains("may not be used today"), "{refused}");
    let shown = office.says(&["roster", "show", "--data", &office.data()]);
    assert!(shown.contains("Roster 1,"), "{shown}");
}

#[test]
fn an_open_door_takes_the_next_roster_and_refuses_a_bad_one() {
    let office = Office::founded(&two_signers());
    office.listens_anywhere();
    let log = tempfile::NamedTempFile::new().unwrap();
    let door = Door::serve(Path::new(&office.path("office/tabir.toml")), log.path());
    let source = Source::at(door.address());
    let form = || source.opens(address::REPORT).text();
    let label = office.label("north-2");
    assert!(form().contains(&label));

    // A roster that nobody signed is refused, and the door goes on with the old one.
    let rosters = office.path("office/trust/rosters");
    let first = fs::read_to_string(format!("{rosters}/000001")).unwrap();
    let forged = format!("{rosters}/000002");
    fs::write(&forged, first.replace("version 1", "version 2")).unwrap();
    look_again(&door);
    wait_until(|| {
        fs::read_to_string(log.path())
            .unwrap()
            .contains("is refused")
    });
    assert!(form().contains(&label));
    fs::remove_file(&forged).unwrap();

    let draft = office.path("next");
    office.says(&["roster", "draft", &draft, "--data", &office.data()]);
    office.says(&[
        "roster",
        "change",
        &draft,
        "--officer",
        &label,
        "--label",
        "Investigator 77",
    ]);
    office.signs(&draft, "secretary");
    office.signs(&draft, "ombudsman");
    office.says(&["roster", "publish", &draft, "--data", &office.data()]);
    look_again(&door);
    wait_until(|| form().contains("Investigator 77"));
    assert!(!form().contains(&label));
    let receipt = source.reports(&source.writes("Sealed with the new roster."));
    assert!(source.returns_with(&receipt.digits).has("messages"));

    // Going back is refused.
    fs::remove_file(&forged).unwrap();
    let before = fs::read_to_string(log.path()).unwrap().len();
    look_again(&door);
    wait_until(|| fs::read_to_string(log.path()).unwrap()[before..].contains("is older than"));
    assert!(form().contains("Investigator 77"));
}

#[test]
fn an_officer_who_saw_a_roster_is_shown_no_older_one_and_no_other_one() {
    let office = Office::founded(&two_signers());
    office.listens_anywhere();
    let log = tempfile::NamedTempFile::new().unwrap();
    let door = Door::serve(Path::new(&office.path("office/tabir.toml")), log.path());
    let source = Source::at(door.address());
    source.reports(&source.writes("A report."));
    let data = office.data();
    let names = ["north-1", "north-2", "south-1", "south-2", "head"];
    let keys = names.map(|name| office.path(&format!("office/officers/{name}.key")));
    let holds = |key: &&String| {
        office.passphrase(key);
        office
            .says(&["cases", "--json", "--key", key, "--data", &data])
            .contains("short")
    };
    let holder = keys.iter().find(holds).unwrap().clone();
    let listed = office.says(&["cases", "--json", "--key", &holder, "--data", &data]);
    let case = between(&listed, "\"short\":\"", "\"").to_owned();
    let open = ["open", &case, "--key", &holder, "--data", &data];
    office.says(&open);
    let export = office.path("old.zip");
    office.says(&[
        "export", &case, "--key", &holder, "--data", &data, "--out", &export,
    ]);

    let second = office.path("office/trust/rosters/000002");
    office.publishes("next");
    office.says(&open);
    let real = fs::read(&second).unwrap();
    fs::remove_file(&second).unwrap();
    let refused = run(&open).unwrap_err();
    assert!(
        refused.contains("roster 2 was seen here before"),
        "{refused}"
    );
    let from_file = ["open", "--file", &export, "--key", &holder];
    let refused = run(&from_file).unwrap_err();
    assert!(refused.contains("export it again"), "{refused}");

    // Another roster of the same version, signed by the same people.
    office.publishes("other");
    let refused = run(&open).unwrap_err();
    assert!(
        refused.contains("is not the one that was seen here"),
        "{refused}"
    );
    fs::write(&second, real).unwrap();
    office.says(&open);
}

#[test]
fn a_key_file_is_pinned_to_another_manifest_of_the_same_office_alone() {
    let office = Office::founded(&two_signers());
    let other = Office::founded(journeys::DEMO);
    let key = office.path("office/officers/north-1.key");
    office.passphrase(&key);
    let pin = |trust: &Office| {
        run(&[
            "key",
            "pin",
            "--key",
            &key,
            "--trust",
            &trust.path("office/trust"),
            "--manifest-digest",
            &trust.digest(),
        ])
    };
    let before = fs::read_to_string(&key).unwrap();
    let told = pin(&office).unwrap();
    assert!(told.contains("the same manifest"), "{told}");
    let refused = pin(&other).unwrap_err();
    assert!(refused.contains("another office"), "{refused}");
    assert_eq!(fs::read_to_string(&key).unwrap(), before);

    // The same signers sign another manifest: here, one with a larger panel.
    let old = office.digest();
    office.signs_manifest("panel 3", "panel 4");
    assert_ne!(office.digest(), old);
    let told = pin(&office).unwrap();
    assert!(
        told.contains(&old) && told.contains(&office.digest()),
        "{told}"
    );
    assert!(fs::read_to_string(&key).unwrap().contains(&office.digest()));
    let told = pin(&office).unwrap();
    assert!(
        told.contains("the same manifest"),
        "the passphrase still opens it: {told}"
    );
    let wrong = office.path("wrong");
    fs::write(&wrong, "abandon ability able about above absent absorb").unwrap();
    let refused = run(&[
        "key",
        "pin",
        "--key",
        &key,
        "--trust",
        &office.path("office/trust"),
        "--manifest-digest",
        &office.digest(),
        "--passphrase-file",
        &wrong,
    ]);
    assert!(refused.is_err());
}

struct Office {
    folder: TempDir,
    said: String,
}

impl Office {
    fn founded(plan: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("plan.toml"), plan).unwrap();
        let said = run(&[
            "setup",
            "--plan",
            &path("plan.toml"),
            "--data",
            &path("office"),
        ]);
        let said = said.unwrap();
        Self { folder, said }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn data(&self) -> String {
        self.path("office")
    }

    fn digest(&self) -> String {
        let shown = self.says(&["roster", "show", "--data", &self.data()]);
        between(&shown, "Manifest ", "\n").to_owned()
    }

    fn says(&self, arguments: &[&str]) -> String {
        run(arguments).unwrap()
    }

    /// The label of an officer, by the name in the plan.
    fn label(&self, name: &str) -> String {
        let plan = fs::read_to_string(self.path("plan.toml")).unwrap();
        let (_, rest) = plan.split_once(&format!("name = \"{name}\"")).unwrap();
        between(rest, "label = \"", "\"").to_owned()
    }

    /// Puts the passphrase beside a key file.
    fn passphrase(&self, key: &str) {
        let key = PathBuf::from(key);
        let name = format!("{} ", key.file_stem().unwrap().to_str().unwrap());
        let mut lines = self.said.lines().map(str::trim);
        let line = lines.find(|line| line.starts_with(&name)).unwrap();
        let words = line.strip_prefix(&name).unwrap().trim();
        fs::write(key.with_extension("passphrase"), words).unwrap();
    }

    fn tries_to_sign(&self, draft: &str, signer: &str) -> Result<String, String> {
        let key = self.path(&format!("office/roster-keys/{signer}.key"));
        self.passphrase(&key);
        run(&["roster", "sign", draft, "--key", &key])
    }

    fn signs(&self, draft: &str, signer: &str) -> String {
        self.tries_to_sign(draft, signer).unwrap()
    }

    fn does_not_sign(&self, draft: &str, signer: &str) -> String {
        self.tries_to_sign(draft, signer).unwrap_err()
    }

    /// Publishes a roster in which one label is another.
    fn publishes(&self, name: &str) {
        let draft = self.path(name);
        self.says(&["roster", "draft", &draft, "--data", &self.data()]);
        let officer = self.label("north-2");
        self.says(&[
            "roster",
            "change",
            &draft,
            "--officer",
            &officer,
            "--label",
            name,
        ]);
        self.signs(&draft, "secretary");
        self.signs(&draft, "ombudsman");
        self.says(&["roster", "publish", &draft, "--data", &self.data()]);
    }

    /// Has both signers sign another manifest, and the first roster with it.
    fn signs_manifest(&self, from: &str, to: &str) {
        let place = self.path("office/trust/manifest");
        let note = fs::read_to_string(&place).unwrap();
        let text = seal::note::text(&note).unwrap().replace(from, to);
        let lines = ["secretary", "ombudsman"].map(|name| {
            let key = self.path(&format!("office/roster-keys/{name}.key"));
            self.passphrase(&key);
            let words = fs::read_to_string(Path::new(&key).with_extension("passphrase")).unwrap();
            let passphrase = seal::Passphrase::parse(&words).unwrap();
            let file = fs::read_to_string(&key).unwrap();
            let keys = seal::OfficerKeys::from_file(&file, &passphrase).unwrap();
            let named = seal::note::NamedKey::new(name, keys.signing.verifying()).unwrap();
            seal::note::sign(&text, &named, &keys.signing)
        });
        fs::write(place, seal::note::assemble(&text, &lines)).unwrap();
    }

    fn listens_anywhere(&self) {
        let place = self.path("office/tabir.toml");
        let config = fs::read_to_string(&place).unwrap();
        fs::write(place, config.replace("127.0.0.1:8080", "127.0.0.1:0")).unwrap();
    }
}

/// The plan of the demonstration, with two who have to sign.
fn two_signers() -> String {
    let plan = journeys::DEMO.replace("roster_threshold = 1", "roster_threshold = 2");
    plan.replace("[\"demo-signer\"]", "[\"secretary\", \"ombudsman\"]")
}

/// Tells a door to look into its trust folder now.
fn look_again(door: &Door) {
    let mut told = Command::new("kill");
    told.args(["-HUP", &door.id().to_string()]);
    assert!(told.status().unwrap().success());
}

#[expect(
    clippy::disallowed_methods,
    reason = "waits for another process, and ends as soon as it has answered"
)]
fn wait_until(mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(90), "it never came");
        sleep(Duration::from_millis(50));
    }
}
