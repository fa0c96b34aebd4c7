//! `cargo xtask soak fuzz [MINUTES] [TARGET …]`: libFuzzer looks for bytes that make a parser of untrusted
//! bytes panic, hang or grow. It goes on from what earlier runs have learnt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::phases::{Outcome, answer, cargo, shown};

/// Runs each target for the given minutes, ten if nothing is given; all targets if none is named.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<bool> {
    let minutes = arguments.next().map_or(Ok(10), |text| {
        text.parse::<u64>()
            .context("say for how many minutes each parser is tried, as a number")
    })?;
    let named = arguments.collect::<Vec<_>>();
    let harness = build()?;
    let all = answer(&harness.to_string_lossy(), &[]).context("the harness does not start")?;
    let unknown = named
        .iter()
        .find(|name| all.lines().all(|one| one != *name));
    ensure!(
        unknown.is_none(),
        "there is no such parser; there are:\n{all}"
    );
    println!(
        "| parser | runs | edges at first | edges at last | findings |\n|---|---|---|---|---|"
    );
    let mut sound = true;
    for name in all.lines() {
        if named.is_empty() || named.iter().any(|chosen| chosen == name) {
            let told = fuzz(&harness, name, minutes * 60)?;
            println!("{}", told.row(name));
            sound &= told.is_sound;
        }
    }
    if !sound {
        println!(
            "\nWhat was found lies in {FOLDER}/found, what was said about it in {FOLDER}/told."
        );
    }
    Ok(sound)
}

/// Builds the harness, and everything that it calls, with the counters that libFuzzer reads.
fn build() -> Result<PathBuf> {
    fs::copy("Cargo.lock", "tests/fuzz/Cargo.lock")?;
    let told = answer("rustc", &["-vV"]).context("`rustc` is missing")?;
    let host = told
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("`rustc` does not say what machine this is")?;
    // A target that is named keeps the counters out of build scripts and macros.
    let outcome = shown(
        cargo()
            .args([
                "build",
                "--release",
                "--manifest-path",
                "tests/fuzz/Cargo.toml",
            ])
            .args(["--target", host, "--target-dir", FOLDER])
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("RUSTFLAGS", COUNTERS.join(" ")),
    )?;
    ensure!(outcome == Outcome::Passed, "the harness does not build");
    Ok(Path::new(FOLDER).join(host).join("release/fuzz"))
}

fn fuzz(harness: &Path, name: &str, seconds: u64) -> Result<Told> {
    let folder = Path::new(FOLDER);
    let (corpus, office) = (folder.join("corpus").join(name), folder.join("office"));
    let (found, told) = (folder.join("found"), folder.join("told"));
    for needed in [&corpus, &office, &found, &told] {
        fs::create_dir_all(needed)?;
    }
    let told = told.join(name);
    let status = Command::new(harness)
        .arg(&corpus)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/{name}-", found.display()))
        .args(LIMITS)
        .env("TABIR_FUZZ_TARGET", name)
        .env("TABIR_FUZZ_OFFICE", &office)
        .env("TABIR_FUZZ_CORPUS", &corpus)
        .stdout(Stdio::null())
        .stderr(fs::File::create(&told)?)
        .status()
        .context("the harness does not start")?;
    let text = String::from_utf8_lossy(&fs::read(&told)?).into_owned();
    Ok(Told::read(&text, status.success()))
}

/// What libFuzzer said about one parser.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    runs: Option<u64>,
    edges: Vec<u64>,
    is_sound: bool,
}

impl Told {
    fn read(text: &str, is_sound: bool) -> Self {
        let number_after = |line: &str, word: &str| {
            let (_, rest) = line.split_once(word)?;
            rest.split_whitespace().next()?.parse().ok()
        };
        Self {
            runs: text
                .lines()
                .find_map(|line| number_after(line, "stat::number_of_executed_units:")),
            edges: text
                .lines()
                .filter_map(|line| number_after(line, " cov: "))
                .collect(),
            is_sound,
        }
    }

    fn row(&self, name: &str) -> String {
        let count = |count: Option<&u64>| count.map_or("–".to_owned(), u64::to_string);
        format!(
            "| {name} | {} | {} | {} | {} |",
            count(self.runs.as_ref()),
            count(self.edges.first()),
            count(self.edges.last()),
            if self.is_sound { "none" } else { "**one**" }
        )
    }
}

const FOLDER: &str = "target/fuzz";
/// What cargo-fuzz asks of the compiler, without a sanitizer: those need a nightly one.
const COUNTERS: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];
const LIMITS: [&str; 4] = [
    "-rss_limit_mb=1024",
    "-malloc_limit_mb=512",
    "-timeout=20",
    "-print_final_stats=1",
];

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn what_libfuzzer_says_becomes_a_row() {
        let text = "INFO: Seed: 7\n#2\tINITED cov: 120 ft: 121 corp: 1/9b exec/s: 0 rss: 30Mb\n\
                    #9\tNEW    cov: 131 ft: 140 corp: 2/18b lim: 9 exec/s: 0 rss: 30Mb\n\
                    #500\tDONE   cov: 131 ft: 140 corp: 2/18b lim: 9 exec/s: 0 rss: 30Mb\n\
                    stat::number_of_executed_units: 500\n";
        let row = Told::read(text, true).row("day");
        assert_eq!(row, "| day | 500 | 120 | 131 | none |");
        let row = Told::read("it did not even begin", false).row("day");
        assert_eq!(row, "| day | – | – | – | **one** |");
    }
}
