//! The age files of this crate against files made elsewhere: the C2SP test kit and typage.

use std::fs;
use std::path::PathBuf;

use seal::age_file::{OpenError, open};
use seal::{Digest, Identity};

#[test]
fn every_vector_of_the_c2sp_test_kit_has_the_outcome_that_it_asks_for() {
    let mut seen = 0;
    for entry in fs::read_dir(vectors().join("cctv")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        let border = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
        let head = std::str::from_utf8(&bytes[..border]).unwrap();
        let field = |field: &str| {
            head.lines()
                .find_map(|line| line.strip_prefix(field)?.strip_prefix(": "))
        };
        // One vector tries an X25519 identity, which is no identity of ours at all.
        let identities: Vec<Identity> = head
            .lines()
            .filter_map(|line| line.strip_prefix("identity: ")?.parse().ok())
            .collect();
        let file = &bytes[border + 2..];
        let opened: Vec<_> = identities
            .iter()
            .map(|identity| open(identity, file))
            .collect();
        seen += 1;
        match field("expect").unwrap() {
            "success" => {
                let plain = opened
                    .iter()
                    .find_map(|opened| opened.as_ref().ok())
                    .unwrap_or_else(|| panic!("{name}"));
                assert_eq!(
                    Digest::of(plain).to_string(),
                    field("payload").unwrap(),
                    "{name}"
                );
            }
            "no match" => {
                assert!(
                    opened
                        .iter()
                        .all(|opened| matches!(opened, Err(OpenError::NotForUs))),
                    "{name}"
                );
            }
            // Its faulty stanza is for X25519, which is passed over here as somebody else's.
            "header failure" if name == "hybrid_x25519_arg" => {
                assert!(opened.iter().all(Result::is_err), "{name}");
            }
            "header failure" => {
                assert!(
                    opened
                        .iter()
                        .all(|opened| matches!(opened, Err(OpenError::Damaged))),
                    "{name}"
                );
            }
            other => panic!("{name} expects `{other}`, which this test does not know"),
        }
    }
    assert_eq!(seen, 18);
}

#[test]
fn files_made_by_typage_open_here_for_their_recipients_alone() {
    let folder = vectors().join("typage");
    let identity = |name: &str| -> Identity {
        fs::read_to_string(folder.join(format!("{name}.identity")))
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    };
    let people = ["first", "second", "stranger"];
    let index = fs::read_to_string(folder.join("index.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = index
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| row[1].parse::<usize>().is_ok())
        .collect();
    assert!(rows.len() >= 7);
    for row in rows {
        let (name, size, digest, opens) = (row[0], row[1], row[2], row[3]);
        let name = name.trim_end_matches(".age");
        let file = fs::read(folder.join(format!("{name}.age"))).unwrap();
        for person in people {
            let opened = open(&identity(person), &file);
            if opens.split(',').any(|one| one == person) {
                let plain = opened.unwrap();
                assert_eq!(plain.len().to_string(), size);
                assert_eq!(Digest::of(&plain).to_string(), digest, "{name}");
            } else {
                assert!(
                    matches!(opened, Err(OpenError::NotForUs)),
                    "{name} for {person}"
                );
            }
        }
    }
}

#[test]
fn the_keys_of_typage_are_spelt_as_we_spell_them() {
    for name in ["first", "second", "stranger"] {
        let read = |ending: &str| {
            fs::read_to_string(vectors().join(format!("typage/{name}.{ending}"))).unwrap()
        };
        let identity: Identity = read("identity").trim().parse().unwrap();
        assert_eq!(identity.recipient().to_string(), read("recipient").trim());
        assert_eq!(
            identity.secret_text().unwrap().as_str(),
            read("identity").trim()
        );
    }
}

fn vectors() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/age")
}
