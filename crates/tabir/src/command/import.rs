//! An existing log as coded records (decision 0062).

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::{
    CodebookText, ImportLog, ImportMapping, ImportPlan, ImportedRow, RecordBatch, ReleasePeriod,
};
use clap::Args;
use seal::{BodyId, Day};

use crate::data_folder::read_text;
use crate::import_faults::ImportFaults;
use crate::terminal::{harmless_line, say};

/// Turn a log that was kept elsewhere into coded records, all of it or nothing. Names, texts, places and days stay behind.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The log: CSV in UTF-8, with the names of the columns in its first row
    log: PathBuf,
    /// What each column is, and which value is which code (docs/OPERATING.md, "Existing logs")
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// The body that coded the log, as `tabir roster show` names it
    #[arg(long, value_name = "ID", required_unless_present = "dry_run")]
    body: Option<BodyId>,
    /// Where to write the records; must not be there yet
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    out: Option<PathBuf>,
    /// Look at everything and write no record
    #[arg(long)]
    dry_run: bool,
    /// Where to write all faults, if there are any; must not be there yet
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
}

/// What was read.
#[derive(Debug, Default)]
struct Counts {
    rows: u64,
    passed_over: u64,
    values_left: u64,
    records: u64,
    perhaps_by_one: BTreeMap<&'static str, u64>,
    periods: BTreeMap<ReleasePeriod, u64>,
}

impl Import {
    pub(super) fn run(self) -> Result<()> {
        // Faults name values of strangers.
        let done = self.import();
        done.map_err(|fault| anyhow::anyhow!("{}", harmless_line(&format!("{fault:#}"))))
    }

    fn import(&self) -> Result<()> {
        let out = self.out.as_deref().filter(|_| !self.dry_run);
        if let Some(out) = out.filter(|out| fs::symlink_metadata(out).is_ok()) {
            bail!("`{}` is there already: name a new file", out.display());
        }
        let mut faults = ImportFaults::begin(self.faults.as_deref())?;
        let Some(plan) = self.plan(&mut faults)? else {
            return faults.end();
        };
        let target = out.zip(self.body);
        let mut batch = target.map(|(_, body)| RecordBatch::begin(body, plan.lists()));
        let counts = self.read(&plan, &mut batch, &mut faults)?;
        counts.say(&plan);
        faults.end()?;
        match (target, batch) {
            (Some((out, _)), Some(batch)) => {
                write_whole(out, &batch)?;
                say!("Written: {}", out.display());
                say!(
                    "Import each row once: keys are drawn anew, so that a second import of the same row is counted again and nothing finds it."
                );
            }
            _ => say!("This was a dry run: nothing was written."),
        }
        Ok(())
    }

    fn plan(&self, faults: &mut ImportFaults) -> Result<Option<ImportPlan>> {
        let text = read_text(&self.mapping)?;
        let mapping: ImportMapping = toml::from_str(&text).with_context(|| {
            format!("the mapping `{}` is not understood", self.mapping.display())
        })?;
        let book = CodebookText::of_project().read().map_err(|found| {
            let found: Vec<_> = found.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("the codebook is broken: {}", found.join("; "))
        })?;
        match mapping.check(&book) {
            Ok(plan) => Ok(Some(plan)),
            Err(found) => {
                found.into_iter().try_for_each(|fault| faults.add(fault))?;
                Ok(None)
            }
        }
    }

    fn read(
        &self,
        plan: &ImportPlan,
        batch: &mut Option<RecordBatch<'_>>,
        faults: &mut ImportFaults,
    ) -> Result<Counts> {
        let cannot = || format!("the log `{}` cannot be read", self.log.display());
        let file = File::open(&self.log).with_context(cannot)?;
        let size = file.metadata().with_context(cannot)?.len();
        let mut counts = Counts::default();
        let mut log = match ImportLog::begin(BufReader::new(file), plan, no_later_than()) {
            Ok(log) => log,
            Err(found) => {
                found.into_iter().try_for_each(|fault| faults.add(fault))?;
                return Ok(counts);
            }
        };
        let mut row = ImportedRow::default();
        loop {
            match log.next_row(&mut row) {
                Ok(true) => {}
                Ok(false) => return Ok(counts),
                Err(fault) => {
                    faults.add(fault)?;
                    return Ok(counts);
                }
            }
            counts.add(&row);
            if counts.records > MOST_RECORDS {
                bail!("there are more than {MOST_RECORDS} records: divide the log into several");
            }
            row.faults
                .drain(..)
                .try_for_each(|fault| faults.add(fault))?;
            if !faults.is_empty() {
                *batch = None;
            }
            if let Some(batch) = batch {
                row.records
                    .drain(..)
                    .try_for_each(|record| batch.insert(record))?;
            }
            if counts.rows.is_multiple_of(ROWS_BETWEEN_NEWS) {
                tell_progress(counts.rows, log.bytes_read(), size);
            }
        }
    }
}

impl Counts {
    fn add(&mut self, row: &ImportedRow) {
        self.rows += 1;
        self.passed_over += u64::from(row.is_passed_over);
        self.values_left += row.values_left;
        let records = u64::try_from(row.records.len()).unwrap_or_default();
        self.records += records;
        for field in &row.perhaps_by_one {
            *self.perhaps_by_one.entry(field).or_default() += 1;
        }
        if let Some(period) = row.period.filter(|_| records > 0) {
            *self.periods.entry(period).or_default() += records;
        }
    }

    fn say(&self, plan: &ImportPlan) {
        let version = plan.lists().version;
        say!(
            "{} rows, {} records of the kind {} and version {version}",
            self.rows,
            self.records,
            plan.kind()
        );
        for (period, records) in &self.periods {
            say!("  {period}: {records}");
        }
        say!(
            "{} rows were passed over, and {} further values of cells that have several.",
            self.passed_over,
            self.values_left
        );
        let by_one = self.perhaps_by_one.iter();
        let by_one: Vec<_> = by_one.map(|(field, of)| format!("{field} {of}")).collect();
        if !by_one.is_empty() {
            say!(
                "Codes that take two officers in a case, and that one may have given here: {}. The records carry no mark of it.",
                by_one.join(", ")
            );
        }
        let left_out: Vec<_> = plan.left_out().collect();
        let left_out = harmless_line(&left_out.join(", "));
        say!("Columns of which nothing is taken: {}", or_none(&left_out));
        let left_empty: Vec<_> = plan.left_empty().collect();
        say!(
            "Fields that no record has: {}",
            or_none(&left_empty.join(", "))
        );
    }
}

fn or_none(names: &str) -> &str {
    if names.is_empty() { "none" } else { names }
}

/// The last day that it can be anywhere on earth: nothing of a log has happened after it.
fn no_later_than() -> Day {
    Day::at(http_guard::Clock::system().unix_seconds(), 14 * 60)
}

/// Writes the records beside their place and puts them there when they are whole, unless something came to be there
/// meanwhile. When it returns they are on the disk, and so is their name.
fn write_whole(out: &Path, batch: &RecordBatch<'_>) -> Result<()> {
    let mut part = out.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(part);
    let written = write_lines(&part, batch).and_then(|()| put_new(&part, out));
    if written.is_err() {
        let _left_lying = fs::remove_file(&part);
    }
    written.with_context(|| format!("the records `{}` cannot be written", out.display()))
}

/// Puts a file where there is none: whoever makes one first keeps it. Hard links would do it in one step, but not every stick
/// has them; so the place is taken with an empty file, which no program takes for records.
fn put_new(part: &Path, out: &Path) -> io::Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)?;
    let put = fs::rename(part, out);
    if put.is_err() {
        let _left_lying = fs::remove_file(out);
    }
    put?;
    let folder = out.parent().filter(|folder| *folder != Path::new(""));
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn write_lines(path: &Path, batch: &RecordBatch<'_>) -> io::Result<()> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    let mut file = BufWriter::new(file);
    for line in batch.lines() {
        file.write_all(line.as_bytes())?;
    }
    file.into_inner()?.sync_all()
}

/// What is written to standard error helps whoever waits; that nobody reads it is no fault.
fn tell_progress(rows: u64, read: u64, size: u64) {
    let percent = (read.saturating_mul(100)).checked_div(size).unwrap_or(100);
    let _nobody_reads = writeln!(io::stderr(), "tabir: {rows} rows read, {percent} %");
}

const ROWS_BETWEEN_NEWS: u64 = 10_000;
/// They are kept in memory until all are sound, since their order is drawn at random.
const MOST_RECORDS: u64 = 2_000_000;

#[cfg(test)]
mod tests {
    use casework::{RecordKind, RecordLists};
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_not_replaced() {
        let folder = TempDir::new().unwrap();
        let book = CodebookText::of_project().read().unwrap();
        let lists = RecordLists::of(RecordKind::Act, &book);
        let batch = RecordBatch::begin(BodyId::from_bytes([1; 16]), &lists);
        let out = folder.path().join("records.csv");
        write_whole(&out, &batch).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), batch.to_text());

        fs::write(&out, "of another import").unwrap();
        let fault = write_whole(&out, &batch).unwrap_err();
        assert!(format!("{fault:#}").contains("exists"), "{fault:#}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "of another import");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
