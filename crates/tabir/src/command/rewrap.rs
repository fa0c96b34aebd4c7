use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::CaseFault;
use clap::Args;
use seal::{Officer, OfficerKeys};
use storage::{ListedCase, REWRAPPED_AT_ONCE};

use super::{Place, block_on};
use crate::officer_key::KeyChoice;
use crate::roster_memory::RosterMemory;
use crate::terminal::say;

/// Seals all cases of an officer to the officer's new key, after a roster named it. Broken off, it is simply
/// begun again. Keep the old key until it says that nothing is left.
#[derive(Debug, Args)]
pub(super) struct Rewrap {
    /// The new key, named by the newest roster
    #[command(flatten)]
    key: KeyChoice,
    /// The key file before
    #[arg(long, value_name = "FILE")]
    old_key: PathBuf,
    /// A file with its passphrase; otherwise it is asked for
    #[arg(long, value_name = "FILE")]
    old_passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// What came of some cases.
#[derive(Debug, Default)]
struct Progress {
    looked_at: usize,
    rewrapped: usize,
    /// Neither key opens them.
    closed: Vec<String>,
}

impl Rewrap {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let folder = self.place.folder();
            let found = self.key.find(&folder)?;
            let [new_file] = found.as_slice() else {
                bail!("name the new key with --key FILE or --as NAME");
            };
            let old_file = KeyChoice::file_with(&self.old_key, self.old_passphrase_file);
            let old_file = old_file.find(&folder)?.pop().context("no key")?;
            if old_file.officer != new_file.officer {
                bail!(
                    "these are keys of two officers; `tabir key renew` makes another one for the same"
                );
            }
            let office = self.place.open()?;
            office.require_ready().await?;
            let (new, old) = (new_file.unlock()?, old_file.unlock()?);
            if new.manifest != office.trust.manifest.digest() {
                bail!("the new key was made for another manifest than this office has");
            }
            RosterMemory::beside(&new_file.path).check(&office.trust)?;
            let today = office.today();
            let own = office.trust.roster(today)?.officer(new.officer);
            let own = own.filter(|own| is_named(own, &new)).context(
                "the newest roster does not name the new key: it has to be published first",
            )?;
            let room = office.storage.case_room();
            let (mut progress, mut after) = (Progress::default(), None);
            loop {
                let page = room.cases_of(new.officer, after, PAGE).await?;
                after = page.last().map(|case| case.header.case);
                if after.is_none() {
                    return progress.end();
                }
                let mut grants = vec![];
                for case in &page {
                    match case.rewrap(own, &old, &new, &office.trust) {
                        Ok(grant) => grants.extend(grant),
                        Err(fault) => progress.note_closed(case, &fault),
                    }
                }
                casedesk::check_rewrapped(new.officer, &grants, &office.trust, today)?;
                if !grants.is_empty() {
                    progress.rewrapped += room.rewrap(new.officer, grants, today).await?;
                }
                progress.looked_at += page.len();
                say!(
                    "{} cases looked at, {} sealed to the new key",
                    progress.looked_at,
                    progress.rewrapped
                );
            }
        })
    }
}

impl Progress {
    fn note_closed(&mut self, case: &ListedCase, fault: &CaseFault) {
        let id = case.header.case.short();
        self.closed.push(format!("{id}: {}", fault.told()));
    }

    fn end(self) -> Result<()> {
        if self.closed.is_empty() {
            say!(
                "Nothing is left to do: the new key opens all {} cases.",
                self.looked_at
            );
            return Ok(());
        }
        bail!(
            "neither key opens {} of {} cases: {}",
            self.closed.len(),
            self.looked_at,
            self.closed.join("; ")
        )
    }
}

fn is_named(own: &Officer, keys: &OfficerKeys) -> bool {
    own.recipient == keys.identity.recipient().digest() && own.verifying == keys.signing.verifying()
}

/// Cases that are read and replaced at once.
const PAGE: u32 = 50;
const _: () = assert!(REWRAPPED_AT_ONCE == 50);
