//! `cargo xtask bench figures`: what is counted and published. A release of a million records, an import of 100,000 rows, and
//! the public's door over twelve releases, each with the release program.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::phases::{Outcome, cargo, quiet, shown};
use crate::process::process_times;
use crate::program::{TemporaryFolder, build, bytes_below};

/// Measures all three and prints them.
pub fn measure() -> Result<bool> {
    let tabir = build()?;
    for package in ["casework", "journeys"] {
        let build = ["build", "--release", "--locked", "--package", package];
        ensure!(
            shown(cargo().args(build).arg("--examples"))? == Outcome::Passed,
            "the examples do not build"
        );
    }
    let examples = Path::new("target/release/examples");
    let folder = TemporaryFolder::new("bench-figures")?;

    let records = folder.path().join("million.csv");
    let release = || {
        let mut command = Command::new(examples.join("release_figures"));
        command.arg(&records);
        command
    };
    // The first run writes the records.
    quiet(&mut release())?;
    let released = Cost::of(&mut release())?;
    let figures = json!({
        "release_of_a_million": released.told(),
        "import": import(&tabir, examples, folder.path())?,
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(shown(&mut Command::new(examples.join("observatory")))? == Outcome::Passed)
}

/// 100,000 invented rows, as a dry run and written as records.
fn import(tabir: &Path, examples: &Path, folder: &Path) -> Result<Value> {
    let (log, records) = (folder.join("log.csv"), folder.join("records.csv"));
    let written = Command::new(examples.join("import_log"))
        .arg("100000")
        .stdout(File::create(&log)?)
        .status()?;
    ensure!(written.success(), "no log was written");
    let import = || {
        let mut command = Command::new(tabir);
        command
            .arg("import")
            .arg(&log)
            .args(["--mapping", "deploy/import-mapping.toml"]);
        command
    };
    let dry = Cost::of(import().arg("--dry-run"))?;
    let whole = Cost::of(
        import()
            .args(["--body", "01010101-0101-4101-8101-010101010101", "--out"])
            .arg(&records),
    )?;
    ensure!(
        bytes_below(folder)? > fs::metadata(&log)?.len(),
        "no records"
    );
    Ok(json!({ "dry_run": dry.told(), "written": whole.told() }))
}

/// What a program took.
struct Cost {
    seconds: f64,
    processor_seconds: f64,
    memory_mb: f64,
}

impl Cost {
    /// Runs a program to its end and looks at it meanwhile.
    fn of(command: &mut Command) -> Result<Self> {
        let begun = Instant::now();
        let mut child = command.stdout(Stdio::null()).spawn()?;
        let mut cost = Self {
            seconds: 0.0,
            processor_seconds: 0.0,
            memory_mb: 0.0,
        };
        while child.try_wait()?.is_none() {
            cost.look(&child);
            pause();
        }
        ensure!(child.wait()?.success(), "what was measured failed");
        cost.seconds = begun.elapsed().as_secs_f64();
        Ok(cost)
    }

    /// A program that has ended between two looks is not there any more, which is no fault.
    fn look(&mut self, child: &Child) {
        let process = child.id().to_string();
        if let Ok(times) = process_times(&process) {
            self.processor_seconds = self.processor_seconds.max(times.own);
        }
        if let Ok(peak) = peak_mb(&process) {
            self.memory_mb = self.memory_mb.max(peak);
        }
    }

    fn told(&self) -> Value {
        json!({
            "seconds": rounded(self.seconds),
            "processor_seconds": rounded(self.processor_seconds),
            "memory_mb": rounded(self.memory_mb),
        })
    }
}

fn peak_mb(process: &str) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|rest| rest.trim().strip_suffix(" kB"));
    let kib: f64 = kib.context("a process that has ended")?.parse()?;
    Ok(kib * 1_024.0 / 1_000_000.0)
}

fn rounded(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

#[expect(
    clippy::disallowed_methods,
    reason = "a process tells what it used only while it runs"
)]
fn pause() {
    std::thread::sleep(Duration::from_millis(20));
}
