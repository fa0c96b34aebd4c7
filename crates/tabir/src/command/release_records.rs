//! The coded records of a body, for the data custodian, who opens nothing.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use casework::{KeptRecord, RecordFile, RecordKind, RecordLists, ReleasePeriod};
use clap::Args;
use seal::BodyId;
use storage::Door;

use super::release::book;
use super::{Place, block_on};
use crate::data_folder::write_private_file;
use crate::terminal::say;

#[derive(Debug, Args)]
pub(super) struct Records {
    /// The body, by its id
    #[arg(long, value_name = "ID")]
    body: BodyId,
    /// The period: a quarter such as 2027-Q1, for cases and persons a year such as 2027
    #[arg(long)]
    period: ReleasePeriod,
    /// What the records are of: act, case, person, proceeding or protection
    #[arg(long)]
    kind: RecordKind,
    /// Where to write them; must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Records {
    pub(super) fn run(self) -> Result<()> {
        block_on(self.write())
    }

    async fn write(self) -> Result<()> {
        if self.period.is_year() != self.kind.is_exact() {
            bail!(
                "--period: `{}` is no period in which `{}` is counted: records of cases and persons are counted by year, all others by quarter",
                self.period,
                self.kind
            );
        }
        let office = self.place.open()?;
        office.require_ready().await?;
        office.require_door(Door::Upkeep).await?;
        let known = office.trust.newest()?.bodies.iter();
        if !known.clone().any(|body| body.id == self.body) {
            bail!(
                "--body: {} is no body of the roster: `tabir roster show` names them",
                self.body
            );
        }
        let upkeep = office.storage.upkeep();
        let records = upkeep.coded_records(self.body, self.kind, self.period);
        let records = records.await?;
        let lists = RecordLists::of(self.kind, &book()?);
        let version = lists.version;
        let others = records.iter().filter(|record| record.codebook != version);
        let others = others.count();
        if others > 0 {
            bail!(
                "{others} of {} records are of another version of the codebook than {version}: have their officers settle them anew, or use the program of that version",
                records.len()
            );
        }
        let text = KeptRecord::file(self.kind, version, self.body, &records);
        // What the database holds is looked at as if it came from elsewhere.
        let mut file = RecordFile::begin(text.as_bytes(), &lists)?;
        let mut record = casework::CodedRecord::empty();
        while file.next_record(&mut record)? {}
        write_private_file(&self.out, text.as_bytes())
            .with_context(|| format!("`{}`", self.out.display()))?;
        say!(
            "{} records of {} in {}",
            records.len(),
            self.period,
            self.out.display()
        );
        say!(
            "What officers handed in since the last batch is not among them. The file goes to the data custodian, for `tabir release make --records`."
        );
        Ok(())
    }
}
