//! The code lists of the project, on a terminal.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use casework::{Codebook, CodebookText};
use clap::{Args, Subcommand};

use crate::terminal::say;

/// The code lists that reports, incidents and figures are coded with.
#[derive(Debug, Args)]
pub(super) struct CodebookCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Name the lists, and how sure their codes are
    Lists,
    /// Write every list into a folder, as CSV with a description of its columns, JSON, and SKOS
    Export {
        /// Where to; must not be there yet
        folder: PathBuf,
    },
    /// Look whether what a country adds fits, and name everything that is wrong
    Check {
        /// Rows of `country,list,code,label_en,definition,source`
        #[arg(long, value_name = "FILE")]
        children: Option<PathBuf>,
    },
}

impl CodebookCommand {
    pub(super) fn run(self) -> Result<()> {
        match self.what {
            What::Lists => {
                let book = read(&CodebookText::of_project())?;
                say!("Codebook, version {}", book.version);
                for list in &book.lists {
                    say!("{:<24} {:>3} codes", list.name, list.codes.len());
                }
                Ok(())
            }
            What::Export { folder } => {
                let book = read(&CodebookText::of_project())?;
                fs::create_dir(&folder)
                    .with_context(|| format!("`{}` cannot be made", folder.display()))?;
                let files = book.files();
                for file in &files {
                    let path = folder.join(&file.name);
                    fs::write(&path, &file.text)
                        .with_context(|| format!("`{}` cannot be written", path.display()))?;
                }
                say!("{} files of version {}", files.len(), book.version);
                Ok(())
            }
            What::Check { children } => {
                let added = match &children {
                    None => None,
                    Some(path) => Some(
                        fs::read_to_string(path)
                            .with_context(|| format!("`{}` cannot be read", path.display()))?,
                    ),
                };
                let mut text = CodebookText::of_project();
                if let Some(added) = &added {
                    text.children = added;
                }
                let book = read(&text)?;
                let codes: usize = book.lists.iter().map(|list| list.codes.len()).sum();
                say!(
                    "{codes} codes in {} lists, nothing is wrong",
                    book.lists.len()
                );
                Ok(())
            }
        }
    }
}

fn read(text: &CodebookText<'_>) -> Result<Codebook> {
    match text.read() {
        Ok(book) => Ok(book),
        Err(faults) => {
            let faults: Vec<_> = faults.iter().map(|fault| format!("  {fault}")).collect();
            bail!(
                "the codebook has {} faults:\n{}",
                faults.len(),
                faults.join("\n")
            )
        }
    }
}
