use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::block_on;
use super::source::{CaseChoice, Source};
use crate::case_archive::CaseArchiveWriter;
use crate::terminal::say;

/// Takes off the outer lock and writes a case into one file. No passphrase is needed: everything in
/// the file is still sealed to the officer.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    case: CaseChoice,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Export {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let found = self.case.find().await?;
            let Source::Storage(room) = &found.from else {
                bail!("this is an exported case already");
            };
            let output = File::create_new(&self.out)
                .with_context(|| format!("`{}` cannot be made", self.out.display()))?;
            let mut archive =
                CaseArchiveWriter::begin(BufWriter::new(output), &found.file, &found.trust)?;
            for bundle in archive.bundles() {
                archive.begin_bundle(&bundle)?;
                let object = bundle.header.object;
                let mut reader = room.bundle(found.key.officer, object, found.today).await?;
                while let Some(chunk) = reader.next_chunk().await? {
                    archive.write(&chunk)?;
                }
            }
            let file = archive
                .finish()?
                .into_inner()
                .map_err(|fault| fault.into_error())?;
            file.sync_all()?;
            say!(
                "Written to {} for {}. Next: tabir open --file {}",
                self.out.display(),
                found.key.name,
                self.out.display()
            );
            Ok(())
        })
    }
}
