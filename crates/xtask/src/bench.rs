//! `cargo xtask bench`: the figures of docs/PERFORMANCE.md, on loopback, as one JSON on the last lines.
//!
//! Everything is bounded in count. The load comes from this process, on the same cores.

use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::figures;
use crate::parcels::Parcels;
use crate::phases::cargo;
use crate::postgres::{self, Cluster};
use crate::program::{Program, TemporaryFolder, build, bytes_below, move_to};
use crate::reporter::Reporter;

/// Measures everything but the inbox and new keys and prints it, or one of these alone; of PostgreSQL only what depends
/// on the database.
pub fn run(database: Option<String>) -> Result<bool> {
    match database.as_deref() {
        None => on_sqlite(),
        Some("figures") => figures::measure(),
        Some(example @ ("inbox" | "rewrap")) => example_of_journeys(example),
        Some("postgres") => on_postgres(),
        Some(other) => bail!("there is no benchmark for `{other}`"),
    }
}

/// An officer's inbox of 100,000 cases on both databases and fifty cards in Chromium, or 10,000 cases that are sealed to new keys
/// there; each prints its JSON.
fn example_of_journeys(example: &str) -> Result<bool> {
    let words = [
        "run",
        "--release",
        "--locked",
        "--package",
        "journeys",
        "--example",
        example,
    ];
    let cargo = cargo().get_program().to_string_lossy().into_owned();
    let words = words.into_iter().map(str::to_owned);
    postgres::lend([cargo].into_iter().chain(words))
}

fn on_postgres() -> Result<bool> {
    let binary = build()?;
    let folder = TemporaryFolder::new("bench")?;
    let data = folder.path().join("data");
    let cluster = Cluster::start()?;
    Program::start(&binary, &data)?.kill()?;
    move_to(&cluster, &binary, &data)?;
    let program = Program::start(&binary, &data)?;
    let parcels = make_parcels(&data, folder.path())?;
    let level_a = level_a(&program, &parcels, Some(&cluster))?;
    program.kill()?;
    let program = Program::start(&binary, &data)?;
    let kept = kept(&program, parcels.receipts())?;
    let figures = json!({
        "level_a": level_a,
        "receipts_kept_after_kill": kept,
        "receipts_checked": parcels.receipts().len(),
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(kept == parcels.receipts().len())
}

fn on_sqlite() -> Result<bool> {
    let binary = build()?;
    let folder = TemporaryFolder::new("bench")?;
    let data = folder.path().join("data");

    // The first start draws keys; the second one is the start that operators see.
    Program::start(&binary, &data)?.kill()?;
    let program = Program::start(&binary, &data)?;
    let cold_start = program.seconds_to_first_page;
    let idle_memory = settled_memory(&program)?;
    let start_page = start_page(&program)?;

    let level_c = level_c(&program)?;
    let upload = upload(&program)?;
    let parcels = make_parcels(&data, folder.path())?;
    let bytes_before = bytes_below(&data)?;
    let level_a = level_a(&program, &parcels, None)?;
    let disk = to_f64(bytes_below(&data)?.saturating_sub(bytes_before))?;
    let disk = disk / 1_000.0 / to_f64(u64::try_from(parcels.bytes().len())?)?;

    // A power cut right after the last promise: everything promised must still be there.
    program.kill()?;
    let program = Program::start(&binary, &data)?;
    let kept = kept(&program, parcels.receipts())?;

    let figures = json!({
        "cold_start_s": round(cold_start),
        "idle_memory_mb": round(idle_memory),
        "start_page": start_page,
        "level_c": level_c,
        "level_a": level_a,
        "disk_kb_per_text_report": round(disk),
        "upload_level_c": upload,
        "receipts_kept_after_kill": kept,
        "receipts_checked": parcels.receipts().len(),
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(kept == parcels.receipts().len())
}

fn make_parcels(data: &Path, folder: &Path) -> Result<Parcels> {
    let count = CROWDS.iter().map(|crowd| crowd.reports).sum();
    Parcels::make(data, folder, count)
}

/// How many reporters at once, and how many reports they send together.
struct Crowd {
    reporters: usize,
    reports: usize,
}

fn start_page(program: &Program) -> Result<Value> {
    let reporter = Reporter::new(program.door());
    let page = reporter.page("/")?;
    let sheets = page
        .split("rel=\"stylesheet\" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect::<Vec<_>>();
    let mut bytes = page.len();
    for sheet in &sheets {
        bytes += reporter.page(sheet)?.len();
    }
    Ok(json!({ "bytes": bytes, "requests": 1 + sheets.len() }))
}

fn level_c(program: &Program) -> Result<Value> {
    let reporter = Reporter::new(program.door());
    let cpu_before_forms = program.cpu_seconds()?;
    let forms = (0..ONE_BY_ONE)
        .map(|_| reporter.filled_form())
        .collect::<Result<Vec<_>>>()?;
    let cpu_before = program.cpu_seconds()?;
    let start = Instant::now();
    let mut receipts = Vec::new();
    for form in forms {
        receipts.push(reporter.report(form)?);
    }
    let seconds = start.elapsed().as_secs_f64();
    let cpu = program.cpu_seconds()? - cpu_before;
    let count = f64::from(ONE_BY_ONE);
    let incident = incidents(program, &reporter, &receipts)?;
    Ok(json!({
        "reports": ONE_BY_ONE,
        "cpu_ms_per_report": round(cpu * 1_000.0 / count),
        "cpu_ms_per_form_page": round((cpu_before - cpu_before_forms) * 1_000.0 / count),
        "reports_per_s_one_by_one": round(count / seconds),
        "cpu_ms_per_incident": incident,
    }))
}

/// Milliseconds of processor time for an incident logged with each of these receipts, the form already open.
fn incidents(program: &Program, reporter: &Reporter, receipts: &[String]) -> Result<Value> {
    let forms = receipts
        .iter()
        .map(|receipt| reporter.filled_incident(receipt))
        .collect::<Result<Vec<_>>>()?;
    let count = to_f64(u64::try_from(forms.len())?)?;
    let cpu_before = program.cpu_seconds()?;
    for form in forms {
        reporter.log_incident(form)?;
    }
    let cpu = program.cpu_seconds()? - cpu_before;
    Ok(round(cpu * 1_000.0 / count))
}

fn level_a(program: &Program, parcels: &Parcels, server: Option<&Cluster>) -> Result<Value> {
    let database_cpu = || server.map_or(Ok(0.0), Cluster::cpu_seconds);
    let mut rows = Vec::new();
    let mut waiting = parcels.bytes();
    for crowd in CROWDS {
        let (now, later) = waiting
            .split_at_checked(crowd.reports)
            .context("too few parcels")?;
        waiting = later;
        let queue = Mutex::new(now.iter());
        let cpu_before = program.cpu_seconds()?;
        let database_before = database_cpu()?;
        let start = Instant::now();
        let faults = std::thread::scope(|scope| {
            let reporters = (0..crowd.reporters)
                .map(|_| scope.spawn(|| hand_in(program.door(), &queue)))
                .collect::<Vec<_>>();
            reporters
                .into_iter()
                .filter_map(|reporter| {
                    reporter
                        .join()
                        .unwrap_or_else(|_| Some("a thread panicked".to_owned()))
                })
                .collect::<Vec<_>>()
        });
        let seconds = start.elapsed().as_secs_f64();
        let cpu = program.cpu_seconds()? - cpu_before;
        let database = database_cpu()? - database_before;
        let count = to_f64(u64::try_from(crowd.reports)?)?;
        for fault in faults.iter().take(3) {
            eprintln!("{} at once: {fault}", crowd.reporters);
        }
        rows.push(json!({
            "at_once": crowd.reporters,
            "reports": crowd.reports,
            "errors": faults.len(),
            "reports_per_s": round(count / seconds),
            "cpu_ms_per_report": round(cpu * 1_000.0 / count),
            "database_cpu_ms_per_report": round(database * 1_000.0 / count),
        }));
    }
    Ok(Value::Array(rows))
}

/// One reporter hands in parcels until none is left, or says why that did not work.
fn hand_in(door: &str, queue: &Mutex<std::slice::Iter<'_, Vec<u8>>>) -> Option<String> {
    let reporter = Reporter::new(door);
    loop {
        let parcel = queue.lock().ok()?.next()?;
        if let Err(fault) = reporter.parcel(parcel) {
            return Some(format!("{fault:#}"));
        }
    }
}

fn upload(program: &Program) -> Result<Value> {
    let reporter = Reporter::new(program.door());
    let form = reporter.filled_form()?;
    let before = settled_memory(program)?;
    if let Err(fault) = program.forget_peak() {
        eprintln!("{fault:#}; the peak is that of the whole run");
    }
    let cpu_before = program.cpu_seconds()?;
    let start = Instant::now();
    reporter.report_with_file(form, UPLOAD_BYTES)?;
    let seconds = start.elapsed().as_secs_f64();
    Ok(json!({
        "bytes": UPLOAD_BYTES,
        "mb_per_s": round(to_f64(UPLOAD_BYTES)? / 1_000_000.0 / seconds),
        "cpu_s": round(program.cpu_seconds()? - cpu_before),
        "peak_memory_above_idle_mb": round(program.peak_memory_mb()? - before),
    }))
}

fn kept(program: &Program, receipts: &[String]) -> Result<usize> {
    let reporter = Reporter::new(program.door());
    let mut kept = 0;
    for receipt in receipts {
        kept += usize::from(reporter.is_known(receipt)?);
    }
    ensure!(!receipts.is_empty(), "no receipt was there to check");
    Ok(kept)
}

#[expect(
    clippy::disallowed_methods,
    reason = "an idle process is one that was left alone"
)]
fn settled_memory(program: &Program) -> Result<f64> {
    std::thread::sleep(Duration::from_secs(2));
    program.memory_mb()
}

fn to_f64(number: u64) -> Result<f64> {
    Ok(number.to_string().parse()?)
}

fn round(figure: f64) -> Value {
    let text = format!("{figure:.2}");
    text.parse::<f64>().map_or(Value::Null, Value::from)
}

const ONE_BY_ONE: u32 = 300;

const CROWDS: &[Crowd] = &[
    Crowd {
        reporters: 8,
        reports: 1_000,
    },
    Crowd {
        reporters: 32,
        reports: 1_000,
    },
    Crowd {
        reporters: 256,
        reports: 1_000,
    },
];

const UPLOAD_BYTES: u64 = 1 << 30;
