//! The rules about dependencies in `deny.toml`, held by cargo-deny.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::phases::{Outcome, answer, cargo, shown};

/// Checks bans, licences and sources. Needs no network once the crates are there.
pub fn rules() -> Result<Outcome> {
    shown(Command::new(program()?).args(["--locked", "check", "bans", "licenses", "sources"]))
}

/// Checks known flaws, where their database can be had.
pub fn advisories() -> Result<Outcome> {
    let program = program()?;
    let fetched = Command::new(&program).args(["fetch", "db"]).output()?;
    if !fetched.status.success() {
        println!("Skipped: the advisory database cannot be fetched here.");
        return Ok(Outcome::Skipped);
    }
    shown(Command::new(program).args(["--locked", "check", "--disable-fetch", "advisories"]))
}

/// Finds cargo-deny of the version we read the output of, or builds it once into `target/tools`.
fn program() -> Result<PathBuf> {
    let built = Path::new("target/tools/bin/cargo-deny");
    for candidate in [Path::new("cargo-deny"), built] {
        let version = answer(&candidate.to_string_lossy(), &["--version"]);
        if version.is_some_and(|line| line == format!("cargo-deny {VERSION}")) {
            return Ok(candidate.to_owned());
        }
    }
    println!("Building cargo-deny {VERSION}, once");
    // Unoptimised it builds in a third of the time and still checks within a second or two.
    let outcome = shown(
        cargo()
            .args(["install", "cargo-deny", "--locked", "--quiet", "--debug"])
            .args([
                "--version",
                &format!("={VERSION}"),
                "--root",
                "target/tools",
            ])
            .env("CARGO_TARGET_DIR", "target/tools/build")
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
    )?;
    ensure!(
        outcome == Outcome::Passed,
        "cargo-deny {VERSION} could not be built"
    );
    Ok(built.to_owned())
}

const VERSION: &str = "0.20.2";
