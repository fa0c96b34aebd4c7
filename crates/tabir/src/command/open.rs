use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use casework::{Content, OpenCase, officers_on_duty};
use clap::Args;
use seal::Day;

use super::block_on;
use super::source::CaseChoice;
use crate::case_text::case_text;
use crate::data_folder::{make_private_folder, write_private_file};
use crate::station::unpack;
use crate::terminal::{harmless_line, say};

/// Opens a case: prints it, and with --out writes its texts and files into a folder.
#[derive(Debug, Args)]
pub(super) struct Open {
    #[command(flatten)]
    case: CaseChoice,
    /// A folder to write texts and files into; it is made and must not exist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Open {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let mut found = self.case.find().await?;
            let keys = found.unlock()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let clock = http_guard::Clock::system();
            let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
            let on_duty = officers_on_duty(trust.newest()?, today);
            let text = case_text(&case, &on_duty, clock.unix_seconds());
            say!("{text}");
            let Some(out) = &self.out else {
                return Ok(());
            };
            if out.exists() {
                anyhow::bail!("`{}` exists already; name a new folder", out.display());
            }
            make_private_folder(out)?;
            write_private_file(&out.join("case.txt"), text.as_bytes())?;
            let mut bundles = vec![];
            for entry in case.entries() {
                if let Content::Files(bundle) = entry.content {
                    bundles.push(bundle.clone());
                }
            }
            for (number, bundle) in bundles.iter().enumerate() {
                let folder = out.join(format!("files-{}", number + 1));
                make_private_folder(&folder)?;
                let sealed = folder.with_extension("age");
                found.save_bundle(bundle, &sealed).await?;
                let written = unpack(bundle, &case.grant.identity, &sealed, &folder)
                    .with_context(|| format!("the files of sending {}", number + 1))?;
                fs::remove_file(&sealed)?;
                written
                    .iter()
                    .for_each(|(path, size)| print_file(path, *size));
            }
            say!("\nWritten to {}.", out.display());
            if !bundles.is_empty() {
                say!(
                    "Files come from a stranger: open them in a viewer that runs nothing, on a machine without a connection."
                );
            }
            Ok(())
        })
    }
}

fn print_file(path: &Path, size: u64) {
    say!(
        "{size:>12} bytes  {}",
        harmless_line(&path.display().to_string())
    );
}
