//! Parsers of what operators write, and of what is carried to a station by hand.

use std::fs;
use std::io::Cursor;
use std::sync::OnceLock;

use casework::{
    Codebook, CodebookText, CodedRecord, RecordBatch, RecordFile, RecordKind, RecordLists,
    ReleaseDocument, ReleaseRegister, TableDeclaration, Tally,
};
use seal::{BodyId, InstanceId, RoundingKey};
use tabir::case_archive::{CaseArchive, CaseArchiveWriter};
use tabir::config::Config;
use tabir::office_plan::OfficePlan;

use crate::fuzz::{Seeds, Target};

/// Their readers.
pub const TARGETS: &[Target] = &[
    Target {
        name: "configuration",
        seeds: |_| vec![include_bytes!("../../deploy/example.toml").to_vec()],
        read: |_, bytes| drop(Config::parse(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "office_plan",
        seeds: |_| vec![crate::DEMO.as_bytes().to_vec()],
        read: |_, bytes| drop(OfficePlan::parse(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "case_archive",
        seeds: |seeds| vec![archive(seeds)],
        read: |_, bytes| drop(opened(bytes)),
    },
    Target {
        name: "coded_records",
        seeds: |_| {
            RecordKind::ALL
                .map(|kind| records(kind).into_bytes())
                .to_vec()
        },
        read: |_, bytes| {
            for kind in RecordKind::ALL {
                let lists = RecordLists::of(kind, book());
                let Ok(mut file) = RecordFile::begin(bytes, &lists) else {
                    continue;
                };
                let (mut record, mut last) = (CodedRecord::empty(), None);
                while let Ok(true) = file.next_record(&mut record) {
                    assert!(
                        last < Some(record.key),
                        "each key is above the one before it"
                    );
                    assert_eq!(record.places.len(), kind.fields().len());
                    last = Some(record.key);
                }
            }
        },
    },
    Target {
        name: "table_declaration",
        seeds: |_| {
            RecordKind::ALL
                .map(|kind| declaration(kind).to_text().into_bytes())
                .to_vec()
        },
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(read) = TableDeclaration::from_text(&text) {
                assert_eq!(read.to_text(), text, "one declaration, one text");
                if let Ok(checked) = read.check(book()) {
                    assert!(read.check_days().is_ok());
                    assert_eq!(checked.digest(), seal::Digest::of(bytes));
                }
            }
        },
    },
    Target {
        name: "release",
        seeds: |_| {
            RecordKind::ALL
                .map(|kind| release(kind).into_bytes())
                .to_vec()
        },
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(read) = ReleaseDocument::from_text(&text) {
                let files = read.files();
                let own = files.iter().find(|file| file.name == ReleaseDocument::FILE);
                assert_eq!(own.unwrap().text, text, "one release, one text");
            }
        },
    },
    Target {
        name: "release_register",
        seeds: |_| vec![register().to_text().into_bytes()],
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(read) = ReleaseRegister::from_text(&text) {
                assert_eq!(read.to_text(), text, "one register, one text");
                // A chain of digests: what is read is a beginning of what was written, and nothing else.
                assert!(register().to_text().starts_with(text.as_ref()));
            }
        },
    },
    Target {
        name: "rounding_key",
        seeds: |_| vec![key().to_file().as_bytes().to_vec()],
        read: |_, bytes| {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(key) = RoundingKey::from_file(&text) {
                assert_eq!(*key.to_file(), text, "one key, one text");
            }
        },
    },
];

fn book() -> &'static Codebook {
    static BOOK: OnceLock<Codebook> = OnceLock::new();
    BOOK.get_or_init(|| CodebookText::of_project().read().unwrap())
}

/// Sixty sound records of a kind, with the first codes of each list.
fn records(kind: RecordKind) -> String {
    let lists = RecordLists::of(kind, book());
    let mut batch = RecordBatch::begin(BodyId::from_bytes([1; 16]), &lists);
    let period = declaration(kind).period.parse().unwrap();
    for number in 0..60 {
        let mut fields: Vec<(&str, &str)> = vec![];
        for field in kind.fields() {
            let codes = lists.codes(field.name);
            let code = match (kind, field.name) {
                (RecordKind::Case, "disposition") => continue,
                (RecordKind::Case, "event") => "received",
                (RecordKind::Person, "person") => "00000000000000aa",
                (RecordKind::Person, "role") => "hrd.defender",
                (_, "verification") => "verified",
                _ => &codes[number % codes.len().min(4)],
            };
            fields.push((field.name, code));
        }
        if kind == RecordKind::Person {
            fields.retain(|(name, _)| *name != "act");
            fields.push(("act", "life.killing"));
        }
        batch.add(period, &fields).unwrap();
    }
    batch.to_text()
}

fn key() -> RoundingKey {
    RoundingKey::from_bytes(InstanceId::from_bytes([1; 16]), [1; 32])
}

fn declaration(kind: RecordKind) -> TableDeclaration {
    let tables = match kind {
        RecordKind::Act => vec![vec!["act:group", "sex"], vec!["online"]],
        RecordKind::Proceeding => vec![vec!["slapp", "outcome"]],
        RecordKind::Protection => vec![vec!["status", "measure:group"]],
        RecordKind::Case | RecordKind::Person => vec![],
    };
    let own = |table: Vec<&str>| table.into_iter().map(str::to_owned).collect();
    TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: InstanceId::from_bytes([1; 16]).to_string(),
        period: if kind.is_exact() { "2027" } else { "2027-Q1" }.to_owned(),
        kind: kind.to_string(),
        codebook: book().version,
        bodies: vec![BodyId::from_bytes([1; 16]).to_string()],
        minimum_total: if kind.is_exact() { 0 } else { 30 },
        tables: tables.into_iter().map(own).collect(),
        rounding_key: (!kind.is_exact()).then(|| key().name().to_string()),
        register: seal::Digest::NONE.to_string(),
        declared: "2026-11-29".to_owned(),
        rehearsal: false,
    }
}

fn release(kind: RecordKind) -> String {
    let (lists, declared) = (
        RecordLists::of(kind, book()),
        declaration(kind).check(book()).unwrap(),
    );
    let mut tally = Tally::begin(&declared, &lists);
    tally.take_file(records(kind).as_bytes()).unwrap();
    let files = tally.release(Some(&key())).unwrap().files();
    let own = files
        .into_iter()
        .find(|file| file.name == ReleaseDocument::FILE);
    own.unwrap().text
}

fn register() -> ReleaseRegister {
    let mut register = ReleaseRegister::default();
    for kind in RecordKind::ALL {
        let mut declared = declaration(kind);
        declared.register = register.end().to_string();
        let declared = declared.check(book()).unwrap();
        register.declare(&declared).unwrap();
        register
            .release(&declared, seal::Digest::of(kind.word().as_bytes()))
            .unwrap();
    }
    register
}

/// The case of the seeds as it is carried to a station.
pub fn archive(seeds: &Seeds) -> Vec<u8> {
    let output = Cursor::new(vec![]);
    let writer = CaseArchiveWriter::begin(output, &seeds.case_file(), &seeds.trust);
    writer.unwrap().finish().unwrap().into_inner()
}

/// Opens a case archive that lies in a file.
///
/// # Errors
/// Why it is refused.
pub fn opened(bytes: &[u8]) -> anyhow::Result<CaseArchive> {
    let file = tempfile::NamedTempFile::new()?;
    fs::write(file.path(), bytes)?;
    CaseArchive::open(file.path())
}
