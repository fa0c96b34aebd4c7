//! The files of a reporter on their way into a sealed bundle.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use seal::{BundleSealer, FinishedBundle};

use super::traces::{Outcome, Summary, name_of, read_whole};

/// Which files go along, and what becomes of what they give away.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// A file to attach; may be repeated
    #[arg(long = "attach", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Remove hidden data from the files before they are sealed, and say which; see `tabir traces`
    #[arg(long, requires = "files")]
    clean: bool,
    /// Seal the files also as they were, so that what they prove can still be shown. Whoever opens the
    /// case can then read the hidden data
    #[arg(long, requires = "clean")]
    keep_original: bool,
}

impl Files {
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Seals the files into `part` and returns what was found in them.
    pub(super) fn seal(
        &self,
        bundle: BundleSealer,
        limit: u64,
        part: &Path,
    ) -> Result<(FinishedBundle, Summary)> {
        let sealed = File::create_new(part)
            .with_context(|| format!("`{}` cannot be made", part.display()))?;
        let mut sealing = Sealing {
            bundle,
            sealed,
            limit,
        };
        match self.pass(&mut sealing) {
            Ok(outcomes) => {
                let summary = Summary::of(outcomes, self.clean);
                Ok((sealing.finish()?, summary))
            }
            Err(fault) => {
                drop(sealing);
                fs::remove_file(part)?;
                Err(fault)
            }
        }
    }

    fn pass(&self, sealing: &mut Sealing) -> Result<Vec<Outcome>> {
        self.files
            .iter()
            .map(|path| {
                let name = name_of(path);
                let Some(bytes) = read_whole(path)? else {
                    let mut file = File::open(path)?;
                    sealing.add(&name, &mut file)?;
                    return Ok(Outcome::too_large(name));
                };
                if !self.clean {
                    sealing.add(&name, &mut bytes.as_slice())?;
                    return Ok(Outcome::looked(name, &bytes));
                }
                let (outcome, clean) = Outcome::cleaned(name, &bytes);
                let kept = sealing.add(&outcome.name, &mut clean.as_slice())?;
                if self.keep_original && clean != bytes {
                    sealing.add(&original(&kept), &mut bytes.as_slice())?;
                }
                Ok(outcome)
            })
            .collect()
    }
}

/// A bundle that is written as it is sealed.
struct Sealing {
    bundle: BundleSealer,
    sealed: File,
    limit: u64,
}

impl Sealing {
    /// Adds a file and returns the name that it has in the bundle.
    fn add(&mut self, name: &str, content: &mut impl Read) -> Result<String> {
        let kept = self.bundle.start_file(name)?;
        let mut block = vec![0; 256 * 1_024];
        loop {
            let read = content.read(&mut block)?;
            let Some(bytes) = block.get(..read).filter(|bytes| !bytes.is_empty()) else {
                return Ok(kept);
            };
            self.bundle.write(bytes)?;
            while let Some(chunk) = self.bundle.take_chunk() {
                self.sealed.write_all(&chunk)?;
            }
            if self.bundle.written() > self.limit {
                bail!(
                    "the files have more than {} bytes together; send some of them later with the receipt",
                    self.limit
                );
            }
        }
    }

    fn finish(mut self) -> Result<FinishedBundle> {
        while let Some(chunk) = self.bundle.pad()? {
            self.sealed.write_all(&chunk)?;
        }
        let (finished, last) = self.bundle.finish()?;
        last.iter()
            .try_for_each(|chunk| self.sealed.write_all(chunk))?;
        Ok(finished)
    }
}

/// Writes a parcel: its head, then the files that were sealed into `part`, which goes.
pub(super) fn write_out(path: &Path, head: &[u8], part: Option<&Path>) -> Result<()> {
    let mut out =
        File::create_new(path).with_context(|| format!("`{}` cannot be made", path.display()))?;
    out.write_all(head)?;
    if let Some(part) = part {
        io::copy(&mut File::open(part)?, &mut out)?;
        fs::remove_file(part)?;
    }
    out.sync_all()?;
    Ok(())
}

/// What the file as it was is called beside the clean one (decision 0032).
fn original(kept: &str) -> String {
    format!("original-{kept}")
}
