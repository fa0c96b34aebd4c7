use anyhow::{Context, Result};
use clap::Args;

use super::{Place, block_on};
use crate::terminal::say;

/// Makes the tables, or brings them up to date. Safe to run twice.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    place: Place,
}

impl Migrate {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let office = self.place.open()?;
            office
                .storage
                .migrate()
                .await
                .context("the tables were not brought up to date")?;
            say!("The tables are up to date.");
            Ok(())
        })
    }
}
