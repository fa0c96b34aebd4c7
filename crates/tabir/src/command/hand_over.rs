use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::{OpenCase, officers_on_duty};
use clap::Args;
use seal::{Day, Level};
use storage::{Left, StoreError};
use zeroize::Zeroizing;

use super::block_on;
use super::deliver::Carried;
use super::grant::colleague;
use super::source::{CaseChoice, Source};
use crate::terminal::{harmless_line, say};

/// Lets a colleague into a case and leaves it, in one step. Without a conflict: who hands over may be let in
/// again.
#[derive(Debug, Args)]
pub(super) struct HandOver {
    #[command(flatten)]
    case: CaseChoice,
    /// The colleague: an id, or the label in the roster
    #[arg(long, value_name = "OFFICER")]
    to: String,
    /// A file with what the successor should know, for those who go on with the case
    #[arg(long, value_name = "FILE")]
    note_file: Option<PathBuf>,
    /// The note itself, for trying out: others on this machine can see it in the list of programs
    #[arg(long, conflicts_with = "note_file")]
    note: Option<String>,
    /// With --file: where to write the hand-over, to be carried back
    #[arg(long, value_name = "FILE", requires = "file")]
    out: Option<PathBuf>,
}

impl HandOver {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let text = Zeroizing::new(match &self.note_file {
                Some(path) => fs::read_to_string(path)
                    .with_context(|| format!("`{}` cannot be read", path.display()))?,
                None => self.note.unwrap_or_default(),
            });
            let found = self.case.find().await?;
            let keys = found.unlock()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let clock = http_guard::Clock::system();
            let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
            let roster = trust.roster(today)?;
            let on_duty = officers_on_duty(roster, today);
            let colleague = colleague(roster, &self.to)?;
            if !colleague.is_on_duty(today) || !colleague.may_be_let_in() {
                bail!("{} cannot be let into cases today", colleague.label);
            }
            let recipient = trust
                .keys
                .of(colleague)
                .context("the colleague's key is not in `officer-keys`")?;
            let level = match &found.from {
                Source::Archive(_) => Level::A,
                Source::Storage(_) => Level::C,
            };
            let handed = case.hand_over((colleague, recipient), &text, &keys, &on_duty, level)?;
            match (&found.from, &self.out) {
                (Source::Archive(_), Some(out)) => {
                    Carried::of_hand_over(keys.officer, &handed).save(out)?;
                    say!(
                        "It hands the case over to {} in the name of {}. Until it is delivered, the case stays yours.",
                        harmless_line(&colleague.label),
                        found.in_the_name_of(&case)
                    );
                    Ok(())
                }
                (Source::Archive(_), None) => bail!("name a file for the hand-over with --out"),
                (Source::Storage(room), _) => {
                    let left = room.hand_over(keys.officer, handed, colleague.body, on_duty, today);
                    told(left.await)
                }
            }
        })
    }
}

/// Says what came of a hand-over.
pub(super) fn told(left: Result<Left, StoreError>) -> Result<()> {
    if matches!(left, Err(StoreError::Conflict)) {
        bail!("the case has changed since it was opened: open it again, and look who may have it");
    }
    match left.context("nothing is handed over")? {
        Left::Done => {
            say!(
                "Handed over. For who handed over there is no such case any more, until somebody lets them in again."
            );
            Ok(())
        }
        Left::TooFew => bail!(casework::TooFewLeft),
    }
}
