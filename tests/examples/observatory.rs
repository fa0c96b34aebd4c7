//! Figures of docs/PERFORMANCE.md about the public's door: twelve releases of twenty tables are made and signed, then the door
//! is opened over them, and every file is asked for, first, again and unchanged. What it measures goes to standard output.

#![expect(clippy::print_stdout, reason = "its figures are its output")]

use std::path::PathBuf;
use std::time::Instant;

use casework::RecordKind;
use journeys::{Plan, PublicOffice, Reader};

fn main() {
    let (office, custodian) = PublicOffice::with_custodian(false);
    let releases = office.at("releases");
    let begun = Instant::now();
    for body in 0..3 {
        for period in ["2998-Q3", "2998-Q4"] {
            for (kind, tables) in [(RecordKind::Act, ACTS), (RecordKind::Proceeding, SUITS)] {
                assert_eq!(tables.len(), 20);
                let plan = Plan {
                    kind,
                    period: period.to_owned(),
                    body,
                    tables,
                    records: 400,
                    rehearsal: false,
                };
                custodian.releases(&releases, &plan);
            }
        }
    }
    println!("made and signed in {:.1} s", begun.elapsed().as_secs_f64());

    let begun = Instant::now();
    let door = office.serves();
    let bound = begun.elapsed();
    let reader = Reader::at(door.address());
    assert_eq!(reader.gets("/", &[]).status, 200);
    println!(
        "bound after {:.2} s, first page after {:.2} s, {:.2} s of processor time, {} MB",
        bound.as_secs_f64(),
        begun.elapsed().as_secs_f64(),
        processor_seconds(door.id()),
        resident_megabytes(door.id())
    );
    let found = reader.crawls();
    // A door that nobody has asked anything.
    drop(door);
    let door = office.serves();
    let reader = Reader::at(door.address());
    reader.gets("/s/nothing", &[]);
    let mut tags = vec![];
    let mut bytes = 0_usize;
    let mut largest = (0, String::new());
    let mut first = vec![];
    for path in &found {
        let begun = Instant::now();
        let told = reader.gets(&format!("/{path}"), &[]);
        first.push(begun.elapsed().as_secs_f64() * 1_000.0);
        bytes += told.body.len();
        if path.ends_with(".html") {
            largest = largest.max((told.body.len(), path.clone()));
        }
        tags.push((path, told.header("etag").to_owned()));
    }
    let (mut again, mut unchanged) = (vec![], vec![]);
    for (path, tag) in &tags {
        let begun = Instant::now();
        assert_eq!(reader.gets(&format!("/{path}"), &[]).status, 200);
        again.push(begun.elapsed().as_secs_f64() * 1_000.0);
        let begun = Instant::now();
        let told = reader.gets(&format!("/{path}"), &[("if-none-match", tag)]);
        unchanged.push(begun.elapsed().as_secs_f64() * 1_000.0);
        assert_eq!(told.status, 304);
    }
    println!(
        "{} files, {} kB, largest page {} ({} kB)",
        found.len(),
        bytes / 1_000,
        largest.1,
        largest.0 / 1_000
    );
    for (what, mut times) in [("first", first), ("again", again), ("unchanged", unchanged)] {
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
        println!(
            "{what}: median {:.2} ms, 19 of 20 within {:.2} ms, slowest {:.1} ms",
            at(0.5),
            at(0.95),
            at(1.0)
        );
    }
    if let Some(folder) = std::env::args().nth(1).map(PathBuf::from) {
        let begun = Instant::now();
        let (works, told) = office.export("site");
        assert!(works, "{told}");
        println!("exported in {:.2} s", begun.elapsed().as_secs_f64());
        std::fs::rename(office.at("site"), folder)
            .expect("the folder is on the same disk and not there yet");
    }
}

/// What a process computed so far, from the kernel's clock of 10 ms.
fn processor_seconds(id: u32) -> f64 {
    let told = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let after = told.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks.filter_map(|one| one.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn resident_megabytes(id: u32) -> u64 {
    let told = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = told.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    kilobytes
        .and_then(|one| one.parse::<u64>().ok())
        .unwrap_or(0)
        / 1_000
}

const ACTS: &[&[&str]] = &[
    &["act:group", "sector"],
    &["act:group", "role"],
    &["act:group", "perpetrator"],
    &["act:group", "right"],
    &["act:group", "retaliation"],
    &["act:group", "verification"],
    &["act:group", "completion"],
    &["act:group", "unit"],
    &["act:group", "size"],
    &["act:group", "activity"],
    &["act:group", "degree"],
    &["act:group", "remedy"],
    &["act:group", "online"],
    &["act:group", "cross_border"],
    &["act"],
    &["country"],
    &["sex"],
    &["age"],
    &["sector"],
    &["right"],
];
const SUITS: &[&[&str]] = &[
    &["proceeding", "country"],
    &["proceeding", "basis"],
    &["proceeding", "claimant"],
    &["proceeding", "stage"],
    &["proceeding", "outcome"],
    &["proceeding", "relief"],
    &["proceeding", "slapp"],
    &["proceeding", "topic"],
    &["proceeding", "safeguard"],
    &["proceeding"],
    &["country"],
    &["basis"],
    &["claimant"],
    &["stage"],
    &["outcome"],
    &["relief"],
    &["slapp"],
    &["topic"],
    &["safeguard"],
    &["body"],
];
