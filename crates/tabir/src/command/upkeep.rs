use anyhow::{Result, bail};
use clap::Args;
use storage::Door;

use super::serve::do_chores;
use super::{Place, block_on};
use crate::notices::Notices;
use crate::terminal::say;

/// Does the nightly chores that are due, and ends. For a timer, where the reporter's door has a database
/// login that may not do them; otherwise `tabir serve` does them by itself.
#[derive(Debug, Args)]
pub(super) struct Upkeep {
    #[command(flatten)]
    place: Place,
}

impl Upkeep {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let office = self.place.open()?;
            office.require_ready().await?;
            office.require_door(Door::Upkeep).await?;
            // Mail first: chores take longer the more came, and its hour would tell.
            let fault = match Notices::of(&office)? {
                Some(notices) => notices.send_due().await?.faults.first().copied(),
                None => None,
            };
            do_chores(&office).await?;
            if let Some(fault) = fault {
                bail!("a notice could not be sent: {fault}");
            }
            say!("The chores of this night are done.");
            Ok(())
        })
    }
}
