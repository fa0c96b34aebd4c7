use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::{Act, ActChain, ActDay};
use clap::{Args, Subcommand};
use seal::InstanceId;

use super::{Place, block_on};
use crate::terminal::say;

/// The record of acts: who did what, on which day; never what was written.
#[derive(Debug, Args)]
pub(super) struct ActsCommand {
    #[command(subcommand)]
    command: Acts,
}

#[derive(Debug, Subcommand)]
enum Acts {
    /// Write the whole record into a file, and check it on the way
    Save(Save),
    /// Check a saved record: that no act was changed, taken out or put between
    Check(Check),
}

#[derive(Debug, Args)]
struct Save {
    #[command(flatten)]
    place: Place,
    /// Where to write it
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct Check {
    /// The saved record
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl ActsCommand {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Acts::Save(save) => block_on(save.run()),
            Acts::Check(check) => check.run(),
        }
    }
}

impl Save {
    async fn run(self) -> Result<()> {
        let office = self.place.open()?;
        office.require_ready().await?;
        let room = office.storage.case_room();
        let instance = office.trust.manifest.instance;
        let file = File::create_new(&self.out)
            .with_context(|| format!("`{}` cannot be made", self.out.display()))?;
        let mut file = BufWriter::new(file);
        writeln!(file, "{FIRST_WORD} {instance}")?;
        let (mut chain, mut count, mut from) = (ActChain::new(instance), 0_u64, None);
        loop {
            let page = room.record(None, from, AT_ONCE, office.today()).await?;
            for act in &page.acts {
                chain.take(act)?;
                writeln!(file, "{act}")?;
                count += 1;
            }
            if let Some(gathered) = page.gathered {
                chain.close(gathered)?;
                writeln!(file, "{gathered}")?;
            }
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        file.into_inner()?.sync_all()?;
        tell(count, chain.last_day());
        Ok(())
    }
}

impl Check {
    fn run(self) -> Result<()> {
        let shown = self.file.display();
        let file = File::open(&self.file).with_context(|| format!("`{shown}` cannot be read"))?;
        let mut lines = BufReader::new(file).lines();
        let first = lines.next().transpose()?.unwrap_or_default();
        let instance: InstanceId = first
            .strip_prefix(FIRST_WORD)
            .and_then(|rest| rest.strip_prefix(' ')?.parse().ok())
            .with_context(|| format!("`{shown}` is no saved record of acts"))?;
        let (mut chain, mut count) = (ActChain::new(instance), 0_u64);
        for (line, number) in lines.zip(2_u64..) {
            let line = line?;
            if let Ok(act) = line.parse::<Act>() {
                chain.take(&act)?;
                count += 1;
            } else if let Ok(gathered) = line.parse::<ActDay>() {
                chain.close(gathered)?;
            } else {
                bail!("line {number} of `{shown}` is no line of a record of acts");
            }
        }
        tell(count, chain.last_day());
        Ok(())
    }
}

fn tell(count: u64, last_day: Option<ActDay>) {
    say!("{count} acts; each names the one before it.");
    match last_day {
        Some(day) => {
            say!("The digest of everything up to {}: {}", day.on, day.digest);
            say!("Compare it with the one that you or others noted then.");
        }
        None => say!("No day is gathered yet, so there is no digest to compare."),
    }
}

/// With the version of the format.
const FIRST_WORD: &str = "tabir-acts-1";
const AT_ONCE: usize = 1_000;
