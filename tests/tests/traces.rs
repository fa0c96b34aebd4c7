//! What files give away is shown and removed before they are sealed on the reporter's own machine.

use std::fs;
use std::path::Path;

use journeys::{Filled, InvestigatorAt, TestOffice, run};
use pages::address;
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn what_files_give_away_is_listed_and_they_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let files = [
        ("photo.jpg", sample("photo.jpg")),
        ("letter.docx", sample("letter.docx")),
        ("plain\u{202e}.txt", b"Only text.".to_vec()),
        ("unknown", vec![7; 500]),
    ];
    let paths = files.each_ref().map(|(name, content)| {
        fs::write(path(name), content).unwrap();
        path(name)
    });
    let paths = paths.each_ref().map(String::as_str);
    let told = run(&[&["traces"], &paths[..]].concat()).unwrap();
    for expected in [
        "photo.jpg:\n  can be removed:",
        "location: ",
        "serial: ",
        "letter.docx:\n  can be removed:",
        "cannot be removed:",
        "tracked changes: ",
        "plain\u{fffd}.txt: nothing hidden was found.",
        "unknown: not looked into, and it stays as it is: this kind of file is not known here.",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    let told = run(&[&["traces", "--json"], &paths[..]].concat()).unwrap();
    let listed: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(listed[0]["name"], "photo.jpg");
    let kinds = |list: &Value| -> Vec<String> {
        let found = list.as_array().unwrap().iter();
        found
            .map(|one| one["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(kinds(&listed[0]["removable"]).contains(&"location".to_owned()));
    assert!(kinds(&listed[1]["lasting"]).contains(&"tracked_changes".to_owned()));
    assert_eq!(listed[3]["unread"], "unknown_format");
    for (name, content) in &files {
        assert!(fs::read(path(name)).unwrap() == *content, "{name}");
    }
    assert!(run(&["traces", &path("missing")]).is_err());
}

#[test]
fn hidden_data_goes_before_sealing_and_the_original_stays_beside_when_that_is_asked() {
    TestOffice::on_each(|office| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let photo = sample("photo.jpg");
        fs::write(path("photo.jpg"), &photo).unwrap();
        fs::write(path("plain.txt"), "Only text.").unwrap();
        fs::write(path("unknown"), [7; 500]).unwrap();
        let (trust, digest) = trust_of(office);
        let files = [
            "--attach",
            &path("photo.jpg"),
            "--attach",
            &path("plain.txt"),
            "--attach",
            &path("unknown"),
        ];
        let seal = |parcel: &str, more: &[&str]| {
            let body = ["--body", "Anti-Corruption Commission", "--out", parcel];
            let whose = ["seal", "--trust", &trust, "--manifest-digest", &digest];
            run(&[&whose[..], &body, &files, more].concat())
        };
        let told = seal(&path("clean"), &["--clean", "--keep-original"]).unwrap();
        for expected in [
            "photo.jpg:\n  was removed:",
            "location: ",
            "plain.txt: nothing hidden was found.",
            "unknown: not looked into, and it stays as it is",
            "its name, is as it was",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        let opened = unpacked(office, &fs::read(path("clean")).unwrap());
        let clean = traces::clean(&photo);
        assert!(!clean.removed.is_empty() && clean.bytes != photo);
        assert!(opened.file("files-1/001 photo.jpg") == clean.bytes);
        assert!(opened.file("files-1/002 original-photo.jpg") == photo);
        assert_eq!(opened.file("files-1/003 plain.txt"), b"Only text.");
        assert_eq!(opened.file("files-1/004 unknown"), [7; 500]);

        let told = seal(&path("alone"), &["--clean"]).unwrap();
        assert!(told.contains("was removed:"), "{told}");
        let opened = unpacked(office, &fs::read(path("alone")).unwrap());
        assert!(opened.file("files-1/001 photo.jpg") == clean.bytes);
        assert_eq!(opened.file("files-1/002 plain.txt"), b"Only text.");

        // Who does not ask for it is told in one line, and nothing is changed.
        let told = seal(&path("as-it-was"), &[]).unwrap();
        let line = told.lines().next().unwrap();
        for expected in ["location", "--clean", "tabir traces", "1 of 3"] {
            assert!(line.contains(expected), "{expected}: {told}");
        }
        let opened = unpacked(office, &fs::read(path("as-it-was")).unwrap());
        assert!(opened.file("files-1/001 photo.jpg") == photo);
        assert!(seal(&path("nothing"), &["--keep-original"]).is_err());
        assert!(!Path::new(&path("nothing")).exists());
    });
}

#[test]
fn what_is_added_at_home_is_cleaned_as_well() {
    TestOffice::on_each(|office| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let source = office.source();
        let receipt = source.reports(&source.writes("A report."));
        fs::write(path("receipt"), &receipt.words).unwrap();
        fs::write(path("photo.jpg"), sample("photo.jpg")).unwrap();
        let (trust, digest) = trust_of(office);
        let receipt = path("receipt");
        let answers = |act: &[&str]| {
            let whose = ["--trust", &trust, "--manifest-digest", &digest];
            let whose = [&whose[..], &["--receipt-file", &receipt]].concat();
            run(&[&["answers"], act, &whose[..]].concat()).unwrap()
        };
        let mailbox = answers(&["mailbox"]);
        let page = source.fetches(address::MAILBOX, &[("mailbox", mailbox.trim())]);
        fs::write(path("page"), page).unwrap();
        let told = answers(&[
            "write",
            &path("page"),
            "--attach",
            &path("photo.jpg"),
            "--clean",
            "--out",
            &path("added"),
        ]);
        assert!(told.contains("photo.jpg:\n  was removed:"), "{told}");
        let opened = unpacked(office, &fs::read(path("added")).unwrap());
        assert!(opened.file("files-1/001 photo.jpg") == traces::clean(&sample("photo.jpg")).bytes);
    });
}

fn sample(name: &str) -> Vec<u8> {
    let samples = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/traces/tests/samples"
    );
    fs::read(Path::new(samples).join(name)).unwrap()
}

fn trust_of(office: &TestOffice) -> (String, String) {
    let trust = office.folder().trust().to_str().unwrap().to_owned();
    (trust, office.trust.manifest.digest().to_string())
}

/// Hands a parcel in and unpacks the files that came with it.
fn unpacked(office: &TestOffice, parcel: &[u8]) -> Unpacked {
    let before = cases(office);
    let form = Filled::default().file_as("parcel", "parcel", parcel);
    let kept = office.source().sends(address::PARCEL, &form);
    assert!(kept.has("parcel-number"), "{}", kept.text());
    let new = |(officer, case): &(InvestigatorAt, String)| {
        !before
            .iter()
            .any(|(known, old)| (&known.name, old) == (&officer.name, case))
    };
    // What is added to a report makes no case.
    let found = cases(office).into_iter().find(new);
    Unpacked::open(found.unwrap_or_else(|| before[0].clone()))
}

/// Every case with each of its holders.
fn cases(office: &TestOffice) -> Vec<(InvestigatorAt, String)> {
    let of = |officer: InvestigatorAt| {
        let cases = officer.cases().into_iter();
        cases.map(move |case| (officer.clone(), case))
    };
    office.everybody().into_iter().flat_map(of).collect()
}

/// What an officer wrote into a folder.
struct Unpacked {
    folder: TempDir,
}

impl Unpacked {
    fn open((officer, case): (InvestigatorAt, String)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("case");
        officer.says(&["open", &case, "--out", at.to_str().unwrap()]);
        Self { folder }
    }

    fn file(&self, name: &str) -> Vec<u8> {
        let path = self.folder.path().join("case").join(name);
        fs::read(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    }
}
