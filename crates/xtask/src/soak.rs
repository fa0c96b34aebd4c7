//! `cargo xtask soak KILLS`: under load, the server is killed at random instants; every receipt that was
//! shown must open its mailbox after the next start, and every report must open for its panel.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::program::{Program, TemporaryFolder, build};
use crate::reporter::{ACCOUNT, Reporter};

/// Runs the given number of kills, 50 if none is given.
pub fn run(kills: Option<String>) -> Result<bool> {
    let kills = kills.map_or(Ok(50), |text| {
        text.parse::<u32>()
            .context("say how often the server is killed, as a number")
    })?;
    let binary = build()?;
    let (mut done, mut shown, mut lost, mut opened) = (0, 0, 0, 0);
    while done < kills {
        // An office of its own for some kills each, so that what is kept stays bounded.
        let folder = TemporaryFolder::new("soak")?;
        let data = folder.path().join("data");
        let rounds = KILLS_OF_AN_OFFICE.min(kills - done);
        let mut of_office = 0;
        for _ in 0..rounds {
            done += 1;
            let receipts = reports_until_killed(&binary, &data)?;
            let program = Program::start(&binary, &data)?;
            let reporter = Reporter::new(program.door());
            for receipt in &receipts {
                if !reporter.is_known(receipt)? {
                    eprintln!("kill {done}: a receipt that was shown opens nothing");
                    lost += 1;
                }
            }
            of_office += receipts.len();
        }
        opened += open_all(&binary, &data, of_office)?;
        shown += of_office;
        println!(
            "{done} of {kills} kills: {shown} receipts shown, {lost} lost, {opened} reports opened by their panel"
        );
    }
    Ok(lost == 0)
}

/// Has every officer open the card of every report, and one of the panel open some reports whole.
/// Returns the number of reports. One whose receipt the kill kept from being shown is kept like any other.
fn open_all(binary: &Path, data: &Path, shown: usize) -> Result<usize> {
    let told = says(binary, &["cases", "--json"], data)?;
    let mut panels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in told.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let word = |name: &str| {
            let word = line.get(name).and_then(serde_json::Value::as_str);
            word.map(str::to_owned).context("a line without its words")
        };
        ensure!(word("title")? == ACCOUNT, "a card does not open: {line}");
        panels
            .entry(word("case")?)
            .or_default()
            .push(word("officer")?);
    }
    ensure!(
        panels.len() >= shown,
        "{} reports are kept, but {shown} receipts were shown",
        panels.len()
    );
    for (case, panel) in &panels {
        ensure!(panel.len() == 3, "{case} opens for {panel:?}");
    }
    for (case, panel) in panels.iter().step_by(panels.len().div_ceil(5).max(1)) {
        for officer in panel {
            let told = says(binary, &["open", case, "--as", officer], data)?;
            ensure!(told.contains(ACCOUNT), "{case} says another thing: {told}");
        }
    }
    Ok(panels.len())
}

/// What the station says.
fn says(binary: &Path, arguments: &[&str], data: &Path) -> Result<String> {
    let output = Command::new(binary)
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`tabir {arguments:?}`: {told}");
    Ok(String::from_utf8(output.stdout)?)
}

/// Sends reports from several threads, kills the server after a random while, returns the receipts shown.
#[expect(
    clippy::disallowed_methods,
    reason = "the instant of the kill is meant to be random"
)]
fn reports_until_killed(binary: &Path, data: &Path) -> Result<Vec<String>> {
    let program = Program::start(binary, data)?;
    let door = program.door().to_owned();
    let (receipts, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..REPORTERS {
            scope.spawn(|| {
                let reporter = Reporter::new(&door);
                while !over.load(Ordering::Relaxed) {
                    let sent = reporter
                        .filled_form()
                        .and_then(|form| reporter.report(form));
                    if let (Ok(receipt), Ok(mut list)) = (sent, receipts.lock()) {
                        list.push(receipt);
                    }
                }
            });
        }
        std::thread::sleep(Duration::from_millis(u64::from(random_byte()?) * 4));
        let killed = program.kill();
        over.store(true, Ordering::Relaxed);
        killed
    })?;
    receipts
        .into_inner()
        .ok()
        .context("a reporter's thread panicked")
}

fn random_byte() -> Result<u8> {
    let mut byte = [0];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut byte)?;
    let [byte] = byte;
    Ok(byte)
}

const REPORTERS: usize = 8;
const KILLS_OF_AN_OFFICE: u32 = 20;
