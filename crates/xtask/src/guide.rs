//! `cargo xtask guide`: makes the pictures of docs/guide anew, by running the examples that it tells.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::phases::{Outcome, cargo, shown};

/// Where they are kept.
const PICTURES: &str = "docs/guide/pictures";

/// Runs the examples on SQLite in Chromium, and keeps what it shows.
pub fn run() -> Result<bool> {
    std::fs::create_dir_all(PICTURES).context("the folder of the pictures cannot be made")?;
    let pictures = Path::new(PICTURES).canonicalize()?;
    let built = shown(cargo().args(["build", "--package", "journeys", "--examples", "--locked"]))?;
    let example = shown(
        cargo()
            .args(["test", "--package", "journeys", "--test", "journeys"])
            .args(["--locked", "--", "worked_example::", "worked_figures::"])
            .env_remove("TABIR_TEST_POSTGRES")
            .env("TABIR_PICTURES", pictures),
    )?;
    Ok(matches!(
        (built, example),
        (Outcome::Passed, Outcome::Passed)
    ))
}
