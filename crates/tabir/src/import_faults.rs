//! What is wrong with a log that is to be imported: in few lines on the screen, and whole in a file.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::ImportFault;

use crate::terminal::{harmless_line, say};

/// Faults as they are found. Of those that differ in nothing but the row, the first is told with how many there are.
#[derive(Debug)]
pub(crate) struct ImportFaults {
    path: Option<PathBuf>,
    file: Option<BufWriter<File>>,
    alike: BTreeMap<ImportFault, Alike>,
    count: u64,
}

#[derive(Debug)]
struct Alike {
    number: usize,
    first: ImportFault,
    more: u64,
}

impl ImportFaults {
    /// Begins a list that is written to `path`, where there must be no file yet.
    pub(crate) fn begin(path: Option<&Path>) -> Result<Self> {
        if let Some(path) = path.filter(|path| fs::symlink_metadata(path).is_ok()) {
            bail!("`{}` is there already: name a new file", path.display());
        }
        Ok(Self {
            path: path.map(Path::to_owned),
            file: None,
            alike: BTreeMap::new(),
            count: 0,
        })
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(crate) fn add(&mut self, fault: ImportFault) -> Result<()> {
        self.count += 1;
        self.write(&fault)?;
        let number = self.alike.len();
        if let Some(alike) = self.alike.get_mut(&fault.in_any_row()) {
            alike.more += 1;
        } else if number < MOST_ALIKE {
            let alike = Alike {
                number,
                first: fault.clone(),
                more: 0,
            };
            self.alike.insert(fault.in_any_row(), alike);
        }
        Ok(())
    }

    fn write(&mut self, fault: &ImportFault) -> Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let cannot = || format!("the list of faults `{}` cannot be written", path.display());
        if self.file.is_none() {
            // It has values of the log.
            let made = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path);
            let mut file = BufWriter::new(made.with_context(cannot)?);
            file.write_all(ImportFault::CSV_HEAD.as_bytes())
                .with_context(cannot)?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            file.write_all(fault.csv_row().as_bytes())
                .with_context(cannot)?;
        }
        Ok(())
    }

    /// Tells them, and fails if there are any.
    pub(crate) fn end(mut self) -> Result<()> {
        if let Some(file) = &mut self.file {
            file.flush()
                .context("the list of faults cannot be written")?;
        }
        if self.is_empty() {
            return Ok(());
        }
        let mut told: Vec<_> = self.alike.values().collect();
        told.sort_by_key(|alike| alike.number);
        let mut untold = self.count;
        for alike in told.into_iter().take(MOST_TOLD) {
            untold -= alike.more + 1;
            let more = match alike.more {
                0 => String::new(),
                more => format!(" ({more} more rows like this)"),
            };
            say!("{}{more}", harmless_line(&alike.first.to_string()));
        }
        let count = self.count;
        match (&self.path, untold) {
            (Some(path), _) => say!("All {count} are in {}", path.display()),
            (None, 0) => {}
            (None, untold) => {
                say!("{untold} are not shown: name --faults FILE to have all of them")
            }
        }
        match count {
            1 => bail!("there is 1 fault, and nothing was imported"),
            count => bail!("there are {count} faults, and nothing was imported"),
        }
    }
}

/// So many kinds of faults are told apart; those beyond are counted and written.
const MOST_ALIKE: usize = 1_000;
/// So many are shown.
const MOST_TOLD: usize = 20;
