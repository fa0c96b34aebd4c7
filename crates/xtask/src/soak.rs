//! `cargo xtask soak KILLS`: under load, the server is killed at random instants; every receipt that was
//! shown must open its mailbox after the next start.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::program::{Program, TemporaryFolder, build};
use crate::reporter::Reporter;

/// Runs the given number of kills, 50 if none is given.
pub fn run(kills: Option<String>) -> Result<bool> {
    let kills = kills.map_or(Ok(50), |text| {
        text.parse::<u32>()
            .context("say how often the server is killed, as a number")
    })?;
    let binary = build()?;
    let folder = TemporaryFolder::new("soak")?;
    let data = folder.path().join("data");
    let (mut shown, mut lost) = (0, 0);
    for round in 1..=kills {
        let receipts = reports_until_killed(&binary, &data)?;
        let program = Program::start(&binary, &data)?;
        let reporter = Reporter::new(program.door());
        for receipt in &receipts {
            if !reporter.is_known(receipt)? {
                eprintln!("round {round}: a receipt that was shown opens nothing");
                lost += 1;
            }
        }
        shown += receipts.len();
        println!("round {round} of {kills}: {shown} receipts shown, {lost} lost");
    }
    Ok(lost == 0)
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
