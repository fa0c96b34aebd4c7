//! `cargo xtask test`: everything that must hold before a change is taken.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use anyhow::{Context as _, Result};

use crate::phases::{Outcome, Phases, answer, cargo, shown};
use crate::postgres::Cluster;
use crate::{axe, debian, deny, tool};

/// Runs all phases. Stops early only when something needed is missing.
pub fn run() -> Result<bool> {
    let mut phases = Phases::default();
    let mut cluster = None;
    phases.run("PostgreSQL for the tests", || {
        cluster = Some(Cluster::start()?);
        Ok(Outcome::Passed)
    });
    let Some(cluster) = cluster else {
        return Ok(phases.report());
    };

    phases.run("Tracer for the power cut", tracer);
    phases.run("Browsers", browsers);
    phases.run("Python, for tests", python);
    phases.run("Finder of barriers in pages", axe::fetch);
    phases.run("Format", || {
        shown(cargo().args(["fmt", "--all", "--check"]))
    });
    phases.run("Clippy, what ships", || {
        shown(cargo().args([
            "clippy",
            "--workspace",
            "--exclude",
            "journeys",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
    });
    phases.run("Clippy, tests too", || {
        shown(
            cargo()
                .args([
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--locked",
                    "--",
                    "-D",
                    "warnings",
                ])
                .args(FREE_IN_TESTS),
        )
    });
    let (mut tally, mut failures) = (Tally::default(), Failures::default());
    phases.run("Tests on SQLite and PostgreSQL", || {
        tests(&cluster, |line| {
            tally.add(line);
            failures.add(line);
        })
    });
    drop(cluster);
    phases.run("Documentation", || {
        shown(
            cargo()
                .args(["doc", "--workspace", "--no-deps", "--locked"])
                .env("RUSTDOCFLAGS", "-D warnings"),
        )
    });
    phases.run("Dependencies: bans, licences, sources", deny::rules);
    phases.run("Dependencies: advisories", deny::advisories);

    let sound = phases.report();
    if !failures.said.is_empty() {
        println!("\n== What failed");
        failures.said.iter().for_each(|line| println!("{line}"));
    }
    println!(
        "\ntests: {} passed, {} failed, {} skipped",
        tally.passed, tally.failed, tally.ignored
    );
    Ok(sound)
}

/// The closing lines of all test programs, added up.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Tally {
    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …` and passes over every other line.
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for count in counts.split("; ") {
            let Some((number, word)) = count.split_once(' ') else {
                continue;
            };
            let number = number.parse::<u64>().unwrap_or(0);
            match word {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }
}

/// What each failed test said first, to stand at the end of a long output.
#[derive(Default)]
struct Failures {
    said: Vec<String>,
    left: usize,
}

impl Failures {
    /// Reads `---- name stdout ----` and the lines after it; a test that shows a whole page is cut.
    fn add(&mut self, line: &str) {
        if line.starts_with("---- ") && line.ends_with(" stdout ----") {
            self.left = MOST_LINES;
        } else if line == "failures:" || line.starts_with("test result: ") {
            self.left = 0;
        }
        if self.left > 0 {
            self.left -= 1;
            self.said.push(line.chars().take(MOST_LETTERS).collect());
        }
    }
}

const MOST_LINES: usize = 12;
const MOST_LETTERS: usize = 400;

fn tests(cluster: &Cluster, mut read: impl FnMut(&str)) -> Result<Outcome> {
    let mut command = cargo();
    if let Ok(script) = axe::script().canonicalize() {
        command.env("TABIR_TEST_AXE", script);
    }
    let mut child = cluster
        .introduce(command.args(["test", "--workspace", "--locked", "--no-fail-fast"]))
        .stdout(Stdio::piped())
        .spawn()
        .context("`cargo test` did not start")?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.context("the output of `cargo test` broke off")?;
            println!("{line}");
            read(&line);
        }
    }
    Ok(if child.wait()?.success() {
        Outcome::Passed
    } else {
        Outcome::Failed
    })
}

/// The test of a power cut watches a process with `strace`, and the drill of forgetting makes a backup with `sqlite3`;
/// each leaves itself out without it.
fn tracer() -> Result<Outcome> {
    let missing = || {
        let tools = [("strace", "-V"), ("sqlite3", "--version")].into_iter();
        let missing = tools.filter(|(name, asked)| answer(name, &[asked]).is_none());
        missing.map(|(name, _)| name).collect::<Vec<_>>()
    };
    if !missing().is_empty() && debian::may_install() {
        debian::install(&missing())?;
    }
    if missing().is_empty() {
        return Ok(Outcome::Passed);
    }
    println!(
        "Missing: {}. Tests that need them will be left out.",
        missing().join(", ")
    );
    Ok(Outcome::Skipped)
}

/// Tests that talk to programs in Python, and leave themselves out without them: notices go to a real mail server, and the
/// codebook is read by a reader of RDF that is not ours.
fn python() -> Result<Outcome> {
    let packages = [
        ("aiosmtpd", "python3-aiosmtpd"),
        ("rdflib", "python3-rdflib"),
    ];
    let missing = || {
        let is_there = |module: &str| {
            answer("/usr/bin/python3", &["-c", &format!("import {module}")]).is_some()
        };
        let missing = packages.into_iter().filter(|(module, _)| !is_there(module));
        missing.map(|(_, package)| package).collect::<Vec<_>>()
    };
    if !missing().is_empty() && debian::may_install() {
        debian::install(&missing())?;
    }
    if missing().is_empty() {
        return Ok(Outcome::Passed);
    }
    println!(
        "Missing: {}. Tests that need them will be left out.",
        missing().join(", ")
    );
    Ok(Outcome::Skipped)
}

/// Some tests drive real browsers, and leave themselves out where there is none.
fn browsers() -> Result<Outcome> {
    let is_there = |program: &str| answer(program, &["--version"]).is_some();
    let missing = || {
        let packages = [
            ("chromium", "chromium"),
            ("chromedriver", "chromium-driver"),
            ("firefox-esr", "firefox-esr"),
        ];
        let missing = packages.into_iter().filter(|(name, _)| !is_there(name));
        missing.map(|(_, package)| package).collect::<Vec<_>>()
    };
    if !missing().is_empty() && debian::may_install() {
        debian::install(&missing())?;
    }
    if is_there("firefox-esr") || is_there("firefox") {
        tool::find_or_build("geckodriver", "0.37.1")?;
    }
    if missing().is_empty() {
        return Ok(Outcome::Passed);
    }
    println!(
        "Missing packages, as Debian calls them: {}. Tests that need them will be left out.",
        missing().join(", ")
    );
    Ok(Outcome::Skipped)
}

/// What a test may do anywhere: also in its helpers, which clippy's own exceptions do not reach.
const FREE_IN_TESTS: [&str; 8] = [
    "-Aclippy::as_conversions",
    "-Aclippy::expect_used",
    "-Aclippy::indexing_slicing",
    "-Aclippy::panic",
    "-Aclippy::print_stderr",
    "-Aclippy::string_slice",
    "-Aclippy::unwrap_used",
    "-Aclippy::wildcard_enum_match_arm",
];

#[cfg(test)]
mod tests {
    use super::{Failures, MOST_LETTERS, MOST_LINES, Tally};

    #[test]
    fn closing_lines_are_added_up() {
        let mut tally = Tally::default();
        tally.add("running 4 tests");
        tally.add("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        tally.add("test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s");
        assert_eq!((tally.passed, tally.failed, tally.ignored), (10, 2, 1));
    }

    #[test]
    fn what_failed_tests_said_first_is_kept() {
        let mut failures = Failures::default();
        let page = "<p>".repeat(MOST_LETTERS);
        let begins = ["test one ... FAILED", "failures:", "---- one stdout ----"];
        begins.iter().for_each(|line| failures.add(line));
        failures.add("thread 'one' panicked at tests/one.rs:7:9:");
        for _ in 0..MOST_LINES {
            failures.add(&page);
        }
        let ends = ["failures:", "    one", "test result: FAILED. 0 passed"];
        ends.iter().for_each(|line| failures.add(line));
        assert_eq!(failures.said.len(), MOST_LINES);
        assert!(failures.said[0].contains("one") && failures.said[1].contains("panicked"));
        assert_eq!(failures.said[2].len(), MOST_LETTERS);
    }
}
