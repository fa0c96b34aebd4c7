//! Holds the shape of the house: who may use whom, where foreign crates may live, and that the documents
//! speak of things that exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// Every room, with the rooms it may use. docs/ARCHITECTURE.md shows the same table.
const ARROWS: &[(&str, &[&str])] = &[
    ("seal", &[]),
    ("ledger", &[]),
    ("casework", &["seal"]),
    ("storage", &["casework", "ledger", "seal"]),
    ("pages", &["casework"]),
    ("browser", &["casework", "ledger", "seal", "traces"]),
    ("http_guard", &["pages"]),
    (
        "intake",
        &[
            "casework",
            "http_guard",
            "ledger",
            "pages",
            "seal",
            "storage",
            "traces",
        ],
    ),
    (
        "casedesk",
        &[
            "casework",
            "http_guard",
            "ledger",
            "pages",
            "seal",
            "storage",
        ],
    ),
    ("observatory", &["casework", "http_guard", "pages"]),
    (
        "tabir",
        &[
            "casedesk",
            "casework",
            "http_guard",
            "intake",
            "ledger",
            "observatory",
            "pages",
            "seal",
            "storage",
            "traces",
        ],
    ),
    ("traces", &[]),
    ("xtask", &[]),
];

/// Crates of others that live behind a wall, with the rooms that may name them.
const WALLS: &[(&[&str], &[&str])] = &[
    // SQL and blobs
    (
        &[
            "diesel",
            "diesel-async",
            "diesel_migrations",
            "libsqlite3-sys",
            "object_store",
            "tokio-postgres",
            "tokio-postgres-rustls",
        ],
        &["storage"],
    ),
    // What draws
    (&["hayro"], &["browser"]),
    // HTTP
    (&["awc"], &["casedesk"]),
    (
        &["actix-multipart", "actix-web"],
        &["casedesk", "http_guard", "intake", "observatory", "tabir"],
    ),
    // Cryptography
    (
        &[
            "age",
            "age-core",
            "argon2",
            "bech32",
            "bip39",
            "chacha20poly1305",
            "ed25519-dalek",
            "hmac",
            "hpke",
            "opaque-ke",
        ],
        &["seal"],
    ),
    // Passkeys
    (&["webauthn-rs"], &["casedesk"]),
    (&["hkdf"], &["ledger", "seal"]),
    // The build script of the pages names its scripts by their hashes.
    (&["sha2"], &["ledger", "pages", "seal"]),
    // Files of strangers
    (&["zip"], &["seal", "tabir", "traces"]),
    (&["quick-xml"], &["traces"]),
    // HTML and wording
    (
        &["askama", "fluent-bundle", "fluent-syntax", "unic-langid"],
        &["pages"],
    ),
    // TLS
    (&["rustls"], &["casedesk", "http_guard", "storage", "tabir"]),
    (&["rustls-native-certs"], &["http_guard"]),
    // Mail
    (&["lettre"], &["tabir"]),
    // The program
    (
        &["clap", "rpassword", "toml", "tracing-subscriber"],
        &["tabir"],
    ),
    (&["anyhow"], &["tabir", "xtask"]),
    (&["wasm-bindgen"], &["browser"]),
];

/// Rooms without clock, files, network or environment.
const PURE: &[&str] = &["casework", "ledger", "pages", "seal", "traces"];

#[test]
fn rooms_use_only_the_rooms_they_may() {
    let allowed = ARROWS.iter().copied().collect::<BTreeMap<_, _>>();
    for room in rooms() {
        let name = room.name.as_str();
        let may_use = allowed.get(name).unwrap_or_else(|| {
            panic!("{name} is a new room: give it a decision record and a row in ARROWS")
        });
        for used in uses(&room) {
            let ours = allowed.contains_key(used.as_str());
            assert!(
                !ours || may_use.contains(&used.as_str()),
                "{name} may not use {used}"
            );
        }
    }
}

#[test]
fn foreign_crates_stay_behind_their_walls() {
    for room in rooms() {
        let used = uses(&room);
        for (crates, behind) in WALLS {
            for foreign in crates.iter().filter(|foreign| used.contains(**foreign)) {
                assert!(
                    behind.contains(&room.name.as_str()),
                    "{} may not use {foreign}",
                    room.name
                );
            }
        }
    }
}

#[test]
fn pure_rooms_touch_no_clock_file_or_network() {
    const IMPURE: &[&str] = &[
        "std::env",
        "std::fs",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "tokio::",
    ];
    for room in PURE {
        for file in rust_files(&root().join("crates").join(room).join("src")) {
            if file.ends_with("tests.rs") {
                continue;
            }
            let text = read(&file);
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in IMPURE {
                let used = shipped
                    .lines()
                    .any(|line| !line.trim_start().starts_with("//") && line.contains(word));
                assert!(!used, "{} uses {word}", file.display());
            }
        }
    }
}

#[test]
fn the_table_of_rooms_is_the_one_in_the_document() {
    let document = read(&root().join("docs/ARCHITECTURE.md"));
    for (room, may_use) in ARROWS {
        let start = format!("| `{room}` |");
        let row = document
            .lines()
            .find(|line| line.starts_with(&start))
            .unwrap_or_else(|| panic!("docs/ARCHITECTURE.md has no row for {room}"));
        let last = row
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap_or_default();
        assert_eq!(
            ticked(last).collect::<BTreeSet<_>>(),
            may_use.iter().copied().collect(),
            "what {room} may use differs between the document and this test",
        );
    }
}

#[test]
fn every_path_a_document_names_exists() {
    for document in ["README.md", "SECURITY.md"]
        .map(PathBuf::from)
        .into_iter()
        .chain(documents())
    {
        let text = read(&root().join(&document));
        for path in paths(&text) {
            assert!(
                root().join(path).exists(),
                "{} names {path}, which does not exist",
                document.display()
            );
        }
    }
}

#[test]
fn every_test_the_threats_name_exists() {
    let sources = rust_files(&root().join("crates"))
        .into_iter()
        .chain(rust_files(&root().join("tests")))
        .map(|file| read(&file))
        .collect::<Vec<_>>();
    let document = read(&root().join("docs/THREATS.md"));
    let mut named = 0;
    for test in ticked(&document).filter(|word| {
        word.contains('_')
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    }) {
        let function = format!("fn {test}(");
        assert!(
            sources.iter().any(|text| text.contains(&function)),
            "docs/THREATS.md names the test {test}, which does not exist"
        );
        named += 1;
    }
    assert!(named > 0, "docs/THREATS.md names no test");
}

#[test]
fn every_decision_that_code_cites_is_written_down() {
    let written = fs::read_dir(root().join("docs/decisions"))
        .expect("docs/decisions is there")
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect::<Vec<_>>();
    for file in rust_files(&root().join("crates"))
        .into_iter()
        .chain(rust_files(&root().join("tests")))
    {
        let text = read(&file);
        for (at, word) in text.match_indices("decision ") {
            let number = text
                .get(at + word.len()..at + word.len() + 4)
                .unwrap_or_default();
            if number.len() == 4 && number.chars().all(|c| c.is_ascii_digit()) {
                assert!(
                    written
                        .iter()
                        .any(|name| name.starts_with(&format!("{number}-"))),
                    "{} cites decision {number}, which is not in docs/decisions",
                    file.display(),
                );
            }
        }
    }
}

/// Cargo finds no test here by itself: a file that nothing names would never run.
#[test]
fn every_file_of_tests_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let named = read(&folder.join("main.rs"));
    let apart = ["harness", "main"];
    for file in rust_files(&folder) {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap();
        assert!(
            apart.contains(&name) || named.contains(&format!("mod {name};\n")),
            "tests/tests/main.rs does not name {name}, so its tests would not run"
        );
    }
}

#[test]
fn no_test_is_switched_off() {
    let marks = [concat!("#[ig", "nore"), concat!("#[should", "_panic")];
    for file in rust_files(&root().join("crates"))
        .into_iter()
        .chain(rust_files(&root().join("tests")))
    {
        for mark in marks {
            assert!(
                !read(&file).contains(mark),
                "{} has {mark}]",
                file.display()
            );
        }
    }
}

/// The members of the workspace that are rooms: all but this package.
fn rooms() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo describes the workspace");
    metadata
        .packages
        .into_iter()
        .filter(|package| package.name.as_str() != env!("CARGO_PKG_NAME"))
        .collect()
}

/// What a room ships with. What only its tests use is its own affair.
fn uses(room: &Package) -> BTreeSet<String> {
    room.dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.clone())
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this package lies in the workspace")
}

fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["docs", "docs/decisions"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
            let name = entry.expect("it can be read").file_name();
            let path = Path::new(folder).join(name);
            if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found
}

/// The words between single back-ticks.
fn ticked(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.starts_with("    "))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The words that name a place in this repository, rather than a URL or a pattern.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    const OURS: &[&str] = &["crates/", "deploy/", "docs/", "tests/", ".ci/", ".cargo/"];
    text.split(|letter: char| letter.is_whitespace() || "`()[]|\"'".contains(letter))
        .map(|word| word.trim_end_matches(['.', ',', ';', ':']))
        .filter(|word| OURS.iter().any(|start| word.starts_with(start)))
        .filter(|word| !word.contains(['*', '<', '{', '…']))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}
