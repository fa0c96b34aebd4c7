use std::path::PathBuf;

use anyhow::{Result, bail};
use casework::OpenCase;
use clap::Args;
use seal::{CaseId, OfficerKeys};
use storage::{Door, StoreError};

use super::{Place, block_on};
use crate::office::Office;
use crate::officer_key::KeyChoice;
use crate::terminal::say;

/// Tries on a copy of both databases that a forgotten case opens with nothing, and every other one with the
/// officers' keys. Never on the office itself: a case that is opened stands in its record.
#[derive(Debug, Args)]
pub(super) struct Drill {
    /// An officer's key file, once for each officer; otherwise every key of a demonstration folder
    #[arg(long, value_name = "FILE")]
    key: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
}

/// What was found.
#[derive(Debug, Default)]
struct Tally {
    with_key: Vec<CaseId>,
    without_key: u64,
    locked: u64,
    opened: u64,
    unreadable: Vec<CaseId>,
}

impl Drill {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let office = self.place.open()?;
            office.require_ready().await?;
            office.require_door(Door::Desk).await?;
            let keys = self.keys()?;
            let tally = tally(&office).await?;
            say!(
                "Cases in this copy with a key in its keystore: {}. Without one, as after forgetting: {}.",
                tally.with_key.len(),
                tally.without_key
            );
            say!(
                "Of what lies in cases without a key, {} of {} pieces opened with any key of the keystore.",
                tally.opened,
                tally.locked
            );
            let opened = open_all(&office, &tally.with_key, &keys).await?;
            say!(
                "Of the cases with a key, {} opened whole with the officers' keys given; {} are held by none of them.",
                opened.whole,
                opened.strange
            );
            let faults =
                tally.opened > 0 || !tally.unreadable.is_empty() || !opened.closed.is_empty();
            if faults {
                for case in tally.unreadable.iter().chain(&opened.closed) {
                    say!("Does not open, and should: {case}");
                }
                bail!("the drill failed: do not rely on these backups before somebody knows why");
            }
            say!("The drill succeeded.");
            Ok(())
        })
    }

    fn keys(&self) -> Result<Vec<OfficerKeys>> {
        if self.key.is_empty() {
            let found = KeyChoice::every().find(&self.place.folder())?;
            return found.iter().map(|key| key.unlock()).collect();
        }
        let mut keys = vec![];
        for path in &self.key {
            for found in KeyChoice::file(path).find(&self.place.folder())? {
                keys.push(found.unlock()?);
            }
        }
        Ok(keys)
    }
}

/// Tries everything inside the outer locks.
async fn tally(office: &Office) -> Result<Tally> {
    let drill = office.storage.drill();
    let (mut tally, mut after) = (Tally::default(), None);
    loop {
        let cases = drill.cases(after).await?;
        let Some(last) = cases.last() else {
            return Ok(tally);
        };
        after = Some(*last);
        for case in cases {
            let tried = drill.attempt(case).await?;
            if !tried.has_key {
                tally.without_key += 1;
                tally.locked += tried.locked;
                tally.opened += tried.opened;
                continue;
            }
            tally.with_key.push(case);
            if tried.opened < tried.locked {
                tally.unreadable.push(case);
            }
        }
    }
}

/// What the officers' keys open of the cases that have a key.
#[derive(Debug, Default)]
struct Opened {
    whole: u64,
    strange: u64,
    closed: Vec<CaseId>,
}

async fn open_all(office: &Office, cases: &[CaseId], keys: &[OfficerKeys]) -> Result<Opened> {
    let room = office.storage.case_room();
    let mut opened = Opened::default();
    for case in cases {
        let (mut holds, mut opens) = (false, false);
        for keys in keys {
            let file = match room.case_file(keys.officer, *case, office.today()).await {
                Err(StoreError::NotFound) => continue,
                file => file?,
            };
            holds = true;
            opens |= OpenCase::open(file, keys, &office.trust).is_ok();
        }
        match (holds, opens) {
            (false, _) => opened.strange += 1,
            (true, true) => opened.whole += 1,
            (true, false) => opened.closed.push(*case),
        }
    }
    Ok(opened)
}
