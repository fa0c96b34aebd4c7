//! axe-core, which looks for barriers in pages. It comes from npm and is used by tests only.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::phases::{Outcome, answer};

/// Fetches it once into the target folder.
pub fn fetch() -> Result<Outcome> {
    if script().exists() {
        return Ok(Outcome::Passed);
    }
    if answer("npm", &["--version"]).is_none() {
        println!("`npm` is missing, so pages will not be searched for barriers.");
        return Ok(Outcome::Skipped);
    }
    fs::create_dir_all(folder())?;
    if let Err(fault) = run(Command::new("npm").args(["pack", PACKAGE, "--silent"])) {
        println!("Pages will not be searched for barriers: {fault:#}");
        return Ok(Outcome::Skipped);
    }
    let archive = format!("{}.tgz", PACKAGE.replace('@', "-"));
    run(Command::new("tar").args(["-xzf", &archive]))?;
    ensure!(script().exists(), "`{PACKAGE}` has no axe.min.js");
    Ok(Outcome::Passed)
}

/// Where the script is once it was fetched.
pub fn script() -> PathBuf {
    folder().join("package/axe.min.js")
}

fn folder() -> PathBuf {
    PathBuf::from("target/axe")
}

fn run(command: &mut Command) -> Result<()> {
    let done = command.current_dir(folder()).output();
    let done = done.with_context(|| format!("{command:?} did not start"))?;
    let told = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "{command:?} failed: {told}");
    Ok(())
}

const PACKAGE: &str = "axe-core@4.14.1";
