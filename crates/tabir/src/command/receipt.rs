use crate::terminal::say;
use anyhow::Result;
use clap::Args;

/// Draws a receipt on this machine. It opens nothing until a report is sealed with it.
#[derive(Debug, Args)]
pub(super) struct Receipt {
    /// Draw a new one
    #[arg(long, required = true)]
    new: bool,
    /// Print the digits only
    #[arg(long, conflicts_with = "words")]
    digits: bool,
    /// Print the words only
    #[arg(long)]
    words: bool,
}

impl Receipt {
    pub(super) fn run(self) -> Result<()> {
        let receipt = seal::Receipt::draw()?;
        if !self.words {
            say!("{}", receipt.digits().as_str());
        }
        if !self.digits {
            say!("{}", receipt.words().join(" "));
        }
        Ok(())
    }
}
