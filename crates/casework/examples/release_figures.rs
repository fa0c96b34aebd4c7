//! The figures of docs/PERFORMANCE.md for releases: a million coded records are made, then read back from a file and released
//! as twenty tables.
//!
//!     cargo run --release -p casework --example release_figures -- records.csv
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a program for whoever measures"
)]

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::time::Instant;

use casework::{CodebookText, RecordKind, RecordLists, TableDeclaration, Tally};
use seal::{BodyId, InstanceId, RoundingKey};

const RECORDS: u64 = 1_000_000;
const WITH_ACT: [&str; 13] = [
    "perpetrator",
    "role",
    "sector",
    "country",
    "completion",
    "verification",
    "unit",
    "right",
    "activity",
    "retaliation",
    "online",
    "cross_border",
    "degree",
];

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let instance = InstanceId::from_bytes([1; 16]);
    let key = RoundingKey::from_bytes(instance, [7; 32]);
    let body = BodyId::from_bytes([1; 16]);
    let book = CodebookText::of_project().read().unwrap();
    let lists = RecordLists::of(RecordKind::Act, &book);
    if fs::metadata(&path).is_err() {
        write(&path, &lists, body, &key);
        println!("{RECORDS} records written; run it again to measure");
        return;
    }
    let mut tables: Vec<Vec<String>> = WITH_ACT
        .iter()
        .map(|other| vec!["act".to_owned(), (*other).to_owned()])
        .collect();
    for one in ["size", "remedy", "sex", "age"] {
        tables.push(vec!["act:group".to_owned(), one.to_owned()]);
    }
    for one in ["act", "perpetrator", "sector"] {
        tables.push(vec![one.to_owned()]);
    }
    assert_eq!(tables.len(), 20);
    let begin = Instant::now();
    let declared = TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: instance.to_string(),
        period: "2027-Q1".to_owned(),
        kind: "act".to_owned(),
        codebook: book.version,
        bodies: vec![body.to_string()],
        minimum_total: 30,
        tables,
        rounding_key: Some(key.name().to_string()),
        register: seal::Digest::NONE.to_string(),
        declared: "2026-12-01".to_owned(),
        rehearsal: true,
    };
    let declared = declared.check(&book).unwrap();
    let mut tally = Tally::begin(&declared, &lists);
    tally
        .take_file(BufReader::new(File::open(&path).unwrap()))
        .unwrap();
    let read = begin.elapsed();
    let files = tally.release(Some(&key)).unwrap().files();
    let made = begin.elapsed();
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("VmHWM unknown");
    println!(
        "read and counted {read:.2?}, with rounding and {} files of {bytes} bytes {made:.2?}, {peak}",
        files.len()
    );
}

/// Codes drawn evenly, so that no cell of a table is cheap.
fn write(path: &str, lists: &RecordLists, body: BodyId, key: &RoundingKey) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    let head = casework::RecordBatch::begin(body, lists).to_text();
    out.write_all(head.as_bytes()).unwrap();
    let mut drawn = key.stream(b"records to measure with");
    for number in 0..RECORDS {
        write!(out, "{number:016x}{:016x},2027-Q1", drawn.below(u64::MAX)).unwrap();
        for field in RecordKind::Act.fields() {
            let codes = lists.codes(field.name);
            let place = usize::try_from(drawn.below(u64::try_from(codes.len()).unwrap())).unwrap();
            let code = match codes[place].as_str() {
                "duplicate" | "refuted" => "verified",
                code => code,
            };
            write!(out, ",{code}").unwrap();
        }
        out.write_all(b"\n").unwrap();
    }
}
