//! Programs from crates that the chores call, built once into `target/tools`.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::phases::{Outcome, answer, cargo, shown};

/// Finds a program of the version that is meant, or builds it.
pub fn find_or_build(name: &str, version: &str) -> Result<PathBuf> {
    let built = Path::new("target/tools/bin").join(name);
    let wanted = format!("{name} {version}");
    for candidate in [Path::new(name), &built] {
        let told = answer(&candidate.to_string_lossy(), &["--version"]).unwrap_or_default();
        let rest = told.strip_prefix(&wanted);
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n'])) {
            return Ok(candidate.to_owned());
        }
    }
    println!("Building {wanted}, once");
    // Unoptimised it builds in a third of the time, and is quick enough.
    let outcome = shown(
        cargo()
            .args(["install", name, "--locked", "--quiet", "--debug"])
            .args(["--version", &format!("={version}")])
            .args(["--root", "target/tools"])
            .env("CARGO_TARGET_DIR", "target/tools/build")
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
    )?;
    ensure!(outcome == Outcome::Passed, "{wanted} could not be built");
    Ok(built)
}
