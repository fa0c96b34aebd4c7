use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};

use super::{Place, block_on};
use crate::notices::Notices;
use crate::terminal::say;

/// The mail that officers get at fixed hours, whether or not anything came.
#[derive(Debug, Args)]
pub(super) struct NoticesCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Send the notice now, to see whether it arrives
    Try(Try),
}

#[derive(Debug, Args)]
struct Try {
    #[command(flatten)]
    place: Place,
    /// To this officer alone, as the roster labels them; otherwise to everybody who gets it
    #[arg(long, value_name = "LABEL")]
    officer: Option<String>,
}

impl NoticesCommand {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Command::Try(command) => block_on(command.run()),
        }
    }
}

impl Try {
    async fn run(self) -> Result<()> {
        let office = self.place.open()?;
        let notices =
            Notices::of(&office)?.context("the configuration has no section [notices]")?;
        let tried = notices.try_out(self.officer.as_deref()).await?;
        let mut failed = 0;
        for (label, sent) in &tried {
            match sent {
                Ok(()) => say!("Sent to {label}."),
                Err(fault) => {
                    failed += 1;
                    say!("Not sent to {label}: {fault}.");
                }
            }
        }
        if failed > 0 {
            bail!("{failed} of {} were not sent", tried.len());
        }
        say!("\nLet each of them say that it arrived; it may lie among unwanted mail.");
        Ok(())
    }
}
