use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::OpenCase;
use clap::Args;
use seal::{Day, Officer, OfficerId, VerifiedRoster};
use storage::StoreError;

use super::block_on;
use super::deliver::Carried;
use super::source::{CaseChoice, Source};
use crate::terminal::{harmless_line, say};

/// Lets a colleague open a case. Refused for everybody whom the reporter or a holder excluded, for everybody who
/// declined the case, and for officers of another body: what that body should know goes to it by a referral.
#[derive(Debug, Args)]
pub(super) struct Grant {
    #[command(flatten)]
    case: CaseChoice,
    /// The colleague: an id, or the label in the roster
    #[arg(long, value_name = "OFFICER")]
    to: String,
    /// With --file: where to write the grant, to be carried back
    #[arg(long, value_name = "FILE", requires = "file")]
    out: Option<PathBuf>,
}

impl Grant {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let found = self.case.find().await?;
            let keys = found.unlock()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let clock = http_guard::Clock::system();
            let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
            let colleague = colleague(trust.roster(today)?, &self.to)?;
            if !colleague.is_on_duty(today) || !colleague.may_be_let_in() {
                bail!("{} cannot be let into cases today", colleague.label);
            }
            let recipient = trust
                .keys
                .of(colleague)
                .context("the colleague's key is not in `officer-keys`")?;
            let grant = case.grant_to(colleague, recipient, &keys)?;
            match (&found.from, &self.out) {
                (Source::Archive(_), Some(out)) => {
                    Carried::of_grant(keys.officer, &grant).save(out)?;
                    say!("It is a grant of {}.", found.in_the_name_of(&case));
                    Ok(())
                }
                (Source::Archive(_), None) => bail!("name a file for the grant with --out"),
                (Source::Storage(room), _) => {
                    told(room.grant(keys.officer, grant, colleague.body, today).await)?;
                    say!(
                        "{} can open the case now, let in by {}.",
                        harmless_line(&colleague.label),
                        found.in_the_name_of(&case)
                    );
                    Ok(())
                }
            }
        })
    }
}

/// Says what came of a grant.
pub(super) fn told(granted: Result<(), StoreError>) -> Result<()> {
    if matches!(granted, Err(StoreError::Conflict)) {
        bail!(
            "the grant does not fit the case as it is now: the colleague may not have it or is of another body, or somebody was excluded since it was opened; open it again and look"
        );
    }
    Ok(granted?)
}

pub(super) fn colleague<'r>(roster: &'r VerifiedRoster, wanted: &str) -> Result<&'r Officer> {
    if let Ok(id) = wanted.parse::<OfficerId>() {
        return roster
            .officer(id)
            .context("no officer of the newest roster has this id");
    }
    let mut named = roster
        .officers
        .iter()
        .filter(|officer| officer.label.eq_ignore_ascii_case(wanted));
    match (named.next(), named.next()) {
        (Some(officer), None) => Ok(officer),
        (Some(_), Some(_)) => bail!("two officers are called `{wanted}`; use the id"),
        (None, _) => {
            let known: Vec<String> = roster
                .officers
                .iter()
                .map(|one| format!("{} ({})", one.label, one.id))
                .collect();
            bail!(
                "no officer is called `{wanted}`; the roster has: {}",
                known.join(", ")
            )
        }
    }
}
