use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::{OpenCase, officers_on_duty};
use clap::Args;
use seal::{Day, Level, OfficerId};
use storage::{Left, StoreError};

use super::block_on;
use super::decline::Reason;
use super::deliver::Carried;
use super::grant::colleague;
use super::source::{CaseChoice, Source};
use crate::terminal::{harmless_line, say};

/// Keeps officers out of a case from now on. Whoever of them holds it loses it, and nobody can let any of them
/// in again. Those who go on with the case read whom it names and why; it cannot be taken back.
#[derive(Debug, Args)]
pub(super) struct Exclude {
    #[command(flatten)]
    case: CaseChoice,
    /// Who must not see the case: an id, or the label in the roster; again for somebody else
    #[arg(long = "officer", value_name = "OFFICER", required = true)]
    officers: Vec<String>,
    #[command(flatten)]
    reason: Reason,
    /// With --file: where to write the exclusion, to be carried back
    #[arg(long, value_name = "FILE", requires = "file")]
    out: Option<PathBuf>,
}

impl Exclude {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let reason = self.reason.read()?;
            let found = self.case.find().await?;
            let keys = found.unlock()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let clock = http_guard::Clock::system();
            let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
            let roster = trust.roster(today)?;
            let on_duty = officers_on_duty(roster, today);
            let mut named = BTreeSet::new();
            for wanted in &self.officers {
                // Who holds the case may stand in no roster any more.
                let holder = wanted.parse().ok();
                let holder = holder.filter(|id: &OfficerId| case.file.holders.contains(id));
                named.insert(match holder {
                    Some(id) => id,
                    None => colleague(roster, wanted)?.id,
                });
            }
            let level = match &found.from {
                Source::Archive(_) => Level::A,
                Source::Storage(_) => Level::C,
            };
            let names: Vec<String> = named.iter().map(|id| case.label(*id)).collect();
            let excluding = case.exclude(named, &reason, &keys, &on_duty, level)?;
            match (&found.from, &self.out) {
                (Source::Archive(_), Some(out)) => {
                    Carried::of_exclusion(keys.officer, &excluding).save(out)?;
                    say!(
                        "It excludes {} in the name of {}. Until it is delivered, nobody is excluded.",
                        harmless_line(&names.join("; ")),
                        found.in_the_name_of(&case)
                    );
                    Ok(())
                }
                (Source::Archive(_), None) => bail!("name a file for the exclusion with --out"),
                (Source::Storage(room), _) => {
                    let left = room.exclude(keys.officer, excluding, on_duty, today);
                    told(left.await)
                }
            }
        })
    }
}

/// Says what came of an exclusion.
pub(super) fn told(left: Result<Left, StoreError>) -> Result<()> {
    if matches!(left, Err(StoreError::Conflict)) {
        bail!("the case has changed since it was opened: open it again, and look who holds it");
    }
    match left.context("nobody is excluded")? {
        Left::Done => {
            say!(
                "Excluded. Whoever held the case has lost it, and nobody can let them in. What was read cannot be unread."
            );
            Ok(())
        }
        Left::TooFew => bail!(
            "too few would be left: you, and one more officer on duty whom you have not let in yourself"
        ),
    }
}
