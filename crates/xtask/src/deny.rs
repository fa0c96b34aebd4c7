//! The rules about dependencies in `deny.toml`, held by cargo-deny.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::phases::{Outcome, shown};
use crate::tool::find_or_build;

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

fn program() -> Result<PathBuf> {
    find_or_build("cargo-deny", "0.20.2")
}
