use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::Place;
use crate::data_folder::write_private_file;
use crate::officer_key::KeyChoice;
use crate::terminal::say;

/// An officer's key.
#[derive(Debug, Args)]
pub(super) struct KeyCommand {
    #[command(subcommand)]
    act: KeyAct,
}

#[derive(Debug, Subcommand)]
enum KeyAct {
    /// Write the identity in clear into a file, for ordinary age tools; remove it afterwards
    Identity(Identity),
}

#[derive(Debug, Args)]
struct Identity {
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl KeyCommand {
    pub(super) fn run(self) -> Result<()> {
        let KeyAct::Identity(identity) = self.act;
        let keys = identity.key.find(&identity.place.folder())?;
        let key = match keys.as_slice() {
            [key] => key,
            _ => anyhow::bail!("name one key with --key FILE or --as NAME"),
        };
        let text = key.unlock()?.identity.secret_text()?;
        write_private_file(&identity.out, text.as_bytes())?;
        say!(
            "The identity of {} stands in clear in {}. Remove it when you are done.",
            key.name,
            identity.out.display()
        );
        Ok(())
    }
}
