use std::fs;
use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::{OpenCase, officers_on_duty};
use clap::Args;
use seal::{Day, Level};
use storage::Left;
use zeroize::Zeroizing;

use super::block_on;
use super::deliver::Carried;
use super::source::{CaseChoice, Source};
use crate::terminal::say;

/// Declines a case because of a conflict. Afterwards you cannot see it any more, nor can anybody let you in
/// again; at least two colleagues on duty go on with it and read your reason. What you have read cannot be
/// unread.
#[derive(Debug, Args)]
pub(super) struct Decline {
    #[command(flatten)]
    case: CaseChoice,
    #[command(flatten)]
    reason: Reason,
    /// With --file: where to write the sealed reason, to be carried back
    #[arg(long, value_name = "FILE", requires = "file")]
    out: Option<PathBuf>,
}

/// Why, for those who go on with the case.
#[derive(Debug, Args)]
pub(super) struct Reason {
    /// A file with the reason; read from standard input when it is not given
    #[arg(long, value_name = "FILE")]
    reason_file: Option<PathBuf>,
    /// The reason itself, for trying out: others on this machine can see it in the list of programs
    #[arg(long, conflicts_with = "reason_file")]
    reason: Option<String>,
}

impl Decline {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let found = self.case.find().await?;
            let keys = found.unlock()?;
            let reason = self.reason.read()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let clock = http_guard::Clock::system();
            let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
            let on_duty = officers_on_duty(trust.roster(today)?, today);
            // On the office's own machine it is not sealed offline, and does not say so.
            let level = match &found.from {
                Source::Archive(_) => Level::A,
                Source::Storage(_) => Level::C,
            };
            let recusal = case.recuse(&reason, &keys, &on_duty, level)?;
            match (&found.from, &self.out) {
                (Source::Archive(_), Some(out)) => {
                    Carried::of_recusal(keys.officer, &recusal).save(out)?;
                    say!(
                        "It declines the case in the name of {}. Until it is delivered, the case stays yours.",
                        found.in_the_name_of(&case)
                    );
                    Ok(())
                }
                (Source::Archive(_), None) => bail!("name a file for the reason with --out"),
                (Source::Storage(room), _) => {
                    let recused = room.recuse(keys.officer, recusal, on_duty, today).await?;
                    told(recused)
                }
            }
        })
    }
}

impl Reason {
    pub(super) fn read(&self) -> Result<Zeroizing<String>> {
        if let Some(reason) = &self.reason {
            return Ok(Zeroizing::new(reason.clone()));
        }
        if let Some(path) = &self.reason_file {
            let reason = fs::read_to_string(path);
            let reason = reason.with_context(|| format!("`{}` cannot be read", path.display()))?;
            return Ok(Zeroizing::new(reason));
        }
        let mut reason = Zeroizing::new(String::new());
        std::io::stdin().read_to_string(&mut reason)?;
        Ok(reason)
    }
}

/// Says what came of declining a case.
pub(super) fn told(left: Left) -> Result<()> {
    match left {
        Left::Done => {
            say!("The case is declined. For this officer there is no such case any more.");
            Ok(())
        }
        Left::TooFew => bail!(casework::TooFewLeft),
    }
}
