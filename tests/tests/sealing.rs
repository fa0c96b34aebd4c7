//! Sealing on the reporter's own machine, without showing anything to others who use it.

use std::fs;

use journeys::{Filled, TestOffice, run};
use pages::address;

#[test]
fn everything_that_is_secret_can_be_given_in_files() {
    TestOffice::on_each(|office| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let head = office.officer("Head of the commission").to_string();
        for (name, text) in [
            ("account", "The bridge was never built."),
            ("when", "in the rains"),
            ("where", "at kilometre nine"),
            ("who", "the uncle of the contractor"),
            ("reprisal", "the clerk was moved to the islands"),
            ("exclude", head.as_str()),
        ] {
            fs::write(path(name), text).unwrap();
        }
        let trust = office.folder().trust().to_str().unwrap().to_owned();
        let digest = office.trust.manifest.digest().to_string();
        let parcel = path("parcel");
        run(&[
            "seal",
            "--trust",
            &trust,
            "--manifest-digest",
            &digest,
            "--body",
            "Anti-Corruption Commission",
            "--text-file",
            &path("account"),
            "--when-file",
            &path("when"),
            "--where-file",
            &path("where"),
            "--who-file",
            &path("who"),
            "--reprisal-file",
            &path("reprisal"),
            "--urgency",
            "danger",
            "--exclude-file",
            &path("exclude"),
            "--out",
            &parcel,
        ])
        .unwrap();
        let sealed = fs::read(&parcel).unwrap();
        let form = Filled::default().file_as("parcel", "parcel", &sealed);
        assert!(
            office
                .source()
                .sends(address::PARCEL, &form)
                .has("parcel-number")
        );
        let holds = |name: &&str| !office.investigator(name).cases().is_empty();
        let names = ["head", "north-1", "north-2", "south-1", "south-2"];
        let holders: Vec<_> = names.iter().copied().filter(|name| holds(name)).collect();
        assert_eq!(holders.len(), 3);
        assert!(!holders.contains(&"head"), "the head is excluded");
        let holder = office.investigator(holders[0]);
        let told = holder.says(&["open", &holder.cases()[0]]);
        for expected in [
            "never built",
            "in the rains",
            "kilometre nine",
            "uncle of the contractor",
            "moved to the islands",
            "SOMEBODY IS IN DANGER",
            "Must not see this: Head of the commission",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
    });
}

#[test]
fn what_cannot_be_sealed_is_refused_with_what_to_write() {
    TestOffice::on_each(|office| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("account"), "The bridge was never built.").unwrap();
        let trust = office.folder().trust().to_str().unwrap().to_owned();
        let digest = office.trust.manifest.digest().to_string();
        let seal = |more: &[&str]| {
            let (account, parcel) = (path("account"), path("parcel"));
            let mut arguments = vec!["seal", "--trust", &trust, "--manifest-digest", &digest];
            arguments.extend(["--text-file", &account, "--out", &parcel]);
            arguments.extend(more);
            run(&arguments).unwrap_err()
        };
        for body in ["Civil Society Desk", "The Post Office"] {
            let told = seal(&["--body", body]);
            assert!(
                told.contains(body)
                    && told.contains("--body")
                    && told.contains("`Anti-Corruption Commission`, `Human Rights Institution`"),
                "{told}"
            );
        }
        let told = seal(&["--body", "Anti-Corruption Commission", "--urgency", "high"]);
        assert!(told.contains("normal, soon, danger"), "{told}");
        let words = seal::Receipt::draw().unwrap().words().join(" ");
        let (_, rest) = words.split_once(' ').unwrap();
        fs::write(path("receipt"), format!("nonsense {rest}")).unwrap();
        let receipt = path("receipt");
        let told = seal(&[
            "--body",
            "Anti-Corruption Commission",
            "--receipt-file",
            &receipt,
        ]);
        assert!(
            told.contains("\u{201c}nonsense\u{201d} is not one of the words"),
            "{told}"
        );
        let whose = ["--trust", &trust, "--manifest-digest", &digest];
        let mailbox = [
            &["answers", "mailbox", "--receipt-file", &receipt],
            &whose[..],
        ]
        .concat();
        let told = run(&mailbox).unwrap_err();
        assert!(
            told.contains("\u{201c}nonsense\u{201d} is not one of the words"),
            "{told}"
        );
        assert!(
            !folder.path().join("parcel").exists(),
            "nothing was written"
        );
    });
}
