//! Writes an invented log of so many rows, for the mapping that lies in `deploy`: what docs/PERFORMANCE.md says of `tabir import` is
//! measured with it.
//!
//!     cargo run -p casework --example import_log -- 100000 > log.csv
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program for whoever measures"
)]

use std::io::{BufWriter, Write as _, stdout};

const ATTACKS: [&str; 5] = [
    "Violence::Physical attack",
    "Threats::Death threat",
    "Judicial::Lawsuit for defamation",
    "Eviction",
    "Threats::Death threat|Eviction",
];
const BY: [&str; 3] = ["State::Police", "Business::Company", "Unknown"];
const WORK: [&str; 3] = ["Land and environment", "Anti-corruption", "Journalism"];

fn main() {
    let rows: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let text = include_str!("../../../deploy/import-log.csv");
    let mut out = BufWriter::new(stdout().lock());
    writeln!(out, "{}", text.lines().next().unwrap()).unwrap();
    for row in 0..rows {
        let (month, day) = (row % 12 + 1, row % 28 + 1);
        let (who, many) = if row % 4 == 0 {
            ("Community", row % 900 + 2)
        } else {
            ("Person", 1)
        };
        writeln!(
            out,
            "Incident {row},{}/{month:02}/{day:02},{},Carried out,{who},{many},{},{},Mining,Woman,Two sources,,\"{}\",",
            2020 + row % 6,
            ATTACKS[row % 5],
            WORK[row % 3],
            BY[row % 3],
            "What \"\"happened\"\" there, in some words. ".repeat(row % 12),
        )
        .unwrap();
    }
    out.flush().unwrap();
}
