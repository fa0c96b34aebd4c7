//! Developer chores of Tabir: run every test, run the benchmarks.
//!
//! Nothing here is shipped. A chore that fails says what is missing and what to do.

#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a chore talks to the person at the terminal"
)]

mod axe;
mod bench;
mod debian;
mod deny;
mod figures;
mod fuzz;
mod guide;
mod parcels;
mod phases;
mod postgres;
mod process;
mod program;
mod reporter;
mod soak;
mod test;
mod tool;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let done = match arguments.next().as_deref() {
        Some("bench") => bench::run(arguments.next()),
        Some("guide") => guide::run(),
        Some("soak") => match arguments.next().as_deref() {
            Some("fuzz") => fuzz::run(arguments),
            kills => soak::run(kills.map(str::to_owned)),
        },
        Some("test") => test::run(),
        Some("with-postgres") => postgres::lend(arguments),
        Some(other) => {
            eprintln!("There is no chore `{other}`.\n\n{USAGE}");
            return ExitCode::from(2);
        }
        None => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

const USAGE: &str = "\
Usage: cargo xtask CHORE

  test                      format, clippy, every test on both databases, docs, dependencies
  with-postgres COMMAND …   runs a command with a private PostgreSQL for the tests
  bench [postgres]          measures the release binary on loopback, prints one JSON
  guide                     makes the pictures of docs/guide anew
  bench figures             measures a release of a million records, an import of 100,000 rows, and the public's door
  bench inbox               measures an inbox of 100,000 cases on both databases, and fifty cards in Chromium
  bench rewrap              measures 10,000 cases that are sealed to new keys in Chromium
  soak [KILLS]              kills the server under load, looks for lost receipts (default: 50 kills)
  soak fuzz [MINUTES] [TARGET …]
                            lets libFuzzer try the parsers of untrusted bytes, each for so long (default: 10)";
