//! The public's pages, as files.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};

use super::Place;
use super::public_door::PublicSource;
use crate::config::Config;
use crate::terminal::say;

/// What an office publishes.
#[derive(Debug, Args)]
pub(super) struct ObservatoryCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the public's pages and files into a folder, for any web server, or to be carried. Opens no database
    Export {
        /// Where to; must not be there yet
        folder: PathBuf,
        /// The folder of releases, if it is another one than the configuration names
        #[arg(long, value_name = "DIR")]
        releases: Option<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
}

impl ObservatoryCommand {
    pub(super) fn run(self) -> Result<()> {
        let What::Export {
            folder,
            releases,
            place,
        } = self.what;
        place.require_config()?;
        let config = Config::read(&place.config())?;
        let mut source = PublicSource::of(&config);
        source.releases = releases.or(source.releases);
        let releases = source.read()?;
        let observatory = source.open(&releases)?;
        fs::create_dir(&folder)
            .with_context(|| format!("`{}` cannot be made", folder.display()))?;
        let mut written: usize = 0;
        for (path, file) in observatory.site().files() {
            let path = folder.join(path);
            let unwritten = || format!("`{}` cannot be written", path.display());
            if let Some(around) = path.parent() {
                fs::create_dir_all(around).with_context(unwritten)?;
            }
            fs::write(&path, file.bytes()).with_context(unwritten)?;
            written = written.saturating_add(1);
        }
        say!(
            "{written} files. The first page is {}",
            folder.join("index.html").display()
        );
        for line in &releases.refused {
            say!("{line}");
        }
        Ok(())
    }
}
