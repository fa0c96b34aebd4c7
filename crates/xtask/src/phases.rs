//! Phases of a chore: each is timed, each may fail without stopping the rest.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result};

/// How a phase ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It ran and found nothing wrong.
    Passed,
    /// It ran and found something wrong.
    Failed,
    /// It could not run here, and need not.
    Skipped,
}

/// The phases that ran, in order, with their seconds.
#[derive(Default)]
pub struct Phases {
    rows: Vec<(&'static str, Outcome, f64)>,
}

impl Phases {
    /// Runs one phase and notes how it ended. A phase that cannot even start counts as failed.
    pub fn run(&mut self, name: &'static str, phase: impl FnOnce() -> Result<Outcome>) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = phase().unwrap_or_else(|fault| {
            eprintln!("{fault:#}");
            Outcome::Failed
        });
        self.rows
            .push((name, outcome, start.elapsed().as_secs_f64()));
    }

    /// Prints a line for each phase and says whether none failed.
    pub fn report(&self) -> bool {
        println!("\n== Phases");
        for (name, outcome, seconds) in &self.rows {
            let word = match outcome {
                Outcome::Passed => "ok",
                Outcome::Failed => "FAILED",
                Outcome::Skipped => "skipped",
            };
            println!("{seconds:8.1} s  {word:<8} {name}");
        }
        self.rows
            .iter()
            .all(|(_, outcome, _)| *outcome != Outcome::Failed)
    }
}

/// Runs a command to its end with its output shown.
pub fn shown(command: &mut Command) -> Result<Outcome> {
    let status = command
        .status()
        .with_context(|| format!("`{}` did not start", spelled(command)))?;
    Ok(if status.success() {
        Outcome::Passed
    } else {
        Outcome::Failed
    })
}

/// Runs a command to its end and shows its output only when it fails.
pub fn quiet(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .with_context(|| format!("`{}` did not start", spelled(command)))?;
    anyhow::ensure!(
        output.status.success(),
        "`{}` failed\n{}{}",
        spelled(command),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    Ok(())
}

/// Returns what a command prints, or nothing if it is missing or fails.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A `cargo` of the toolchain that runs this chore.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn spelled(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
