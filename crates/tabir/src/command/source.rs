//! Where a case comes from: the office's storage, or an archive carried to this machine.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use casework::OpenCase;
use clap::Args;
use seal::{CaseId, Day, DetachedObject, OfficerKeys, Trust};
use storage::{CaseFile, CaseRoom};

use super::Place;
use crate::case_archive::CaseArchive;
use crate::officer_key::{FoundKey, KeyChoice};
use crate::roster_memory::RosterMemory;
use crate::terminal::harmless_line;

/// Which case, from where, with which key.
#[derive(Debug, Clone, Args)]
pub(crate) struct CaseChoice {
    /// The case: its eight letters or its whole id; not needed with --file
    #[arg(value_name = "CASE", required_unless_present = "file")]
    case: Option<String>,
    /// A case archive made by `tabir export`
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// A case that was found, still sealed.
pub(crate) struct FoundCase {
    pub(crate) file: CaseFile,
    pub(crate) trust: Arc<Trust>,
    pub(crate) key: FoundKey,
    pub(crate) from: Source,
    /// The day where the office is.
    pub(crate) today: Day,
}

/// Where its bundles are read from, and where answers go.
pub(crate) enum Source {
    Storage(CaseRoom),
    Archive(Box<CaseArchive>),
}

impl CaseChoice {
    /// Finds the case with the first key that holds a grant for it.
    pub(crate) async fn find(&self) -> Result<FoundCase> {
        let keys = self.key.find(&self.place.folder())?;
        match &self.file {
            Some(path) => Self::find_in_archive(path, keys),
            None => self.find_in_storage(keys).await,
        }
    }

    fn find_in_archive(path: &Path, keys: Vec<FoundKey>) -> Result<FoundCase> {
        let archive = CaseArchive::open(path)?;
        let grants = &archive.file.case.grants;
        let key = keys
            .into_iter()
            .find(|key| grants.iter().any(|grant| grant.grantee == key.officer));
        let key = key.context("the archive was made for another officer")?;
        let (file, trust) = (archive.file.clone(), Arc::new(archive.trust.clone()));
        let today = archive_day(&trust);
        Ok(FoundCase {
            today,
            file,
            trust,
            key,
            from: Source::Archive(Box::new(archive)),
        })
    }

    async fn find_in_storage(&self, keys: Vec<FoundKey>) -> Result<FoundCase> {
        let office = self.place.open()?;
        office.require_ready().await?;
        let room = office.storage.case_room();
        let wanted = self.case.as_deref().unwrap_or_default();
        for key in keys {
            let Some(case) = find_case(&room, &key, wanted).await? else {
                continue;
            };
            let today = office.today();
            let file = room.case_file(key.officer, case, today).await?;
            return Ok(FoundCase {
                today,
                file,
                trust: office.trust,
                key,
                from: Source::Storage(room),
            });
        }
        bail!("no case `{wanted}` that this key could open; `tabir cases` lists those that it can")
    }
}

impl FoundCase {
    /// Unlocks the key that holds the grant. The case's manifest must be the one that the key file
    /// names: whoever carries an archive could have put rosters of their own into it.
    pub(crate) fn unlock(&self) -> Result<OfficerKeys> {
        let keys = self.key.unlock()?;
        if keys.manifest != self.trust.manifest.digest() {
            bail!(
                "the manifest that came with this case is not the one that the key of {} was made for",
                self.key.name
            );
        }
        // Only who holds the passphrase gets as far as changing what this key has seen.
        RosterMemory::beside(&self.key.path).check(&self.trust)?;
        Ok(keys)
    }

    /// Who acts: the key's name, and what the reporter sees as the sender.
    pub(crate) fn in_the_name_of(&self, case: &OpenCase<'_>) -> String {
        let label = case.label(self.key.officer);
        format!("{} ({})", self.key.name, harmless_line(&label))
    }

    /// Writes the ciphertext of a bundle into a file.
    pub(crate) async fn save_bundle(&mut self, bundle: &DetachedObject, path: &Path) -> Result<()> {
        let mut file = File::create_new(path)
            .with_context(|| format!("`{}` cannot be made", path.display()))?;
        match &mut self.from {
            Source::Archive(archive) => archive.copy_bundle(bundle, &mut file)?,
            Source::Storage(room) => {
                let object = bundle.header.object;
                let mut reader = room.bundle(self.key.officer, object, self.today).await?;
                while let Some(chunk) = reader.next_chunk().await? {
                    file.write_all(&chunk)?;
                }
            }
        }
        Ok(())
    }
}

/// Finds one of the officer's own cases by its whole id or by its eight letters.
async fn find_case(room: &CaseRoom, key: &FoundKey, wanted: &str) -> Result<Option<CaseId>> {
    let wanted_id: Option<CaseId> = wanted.parse().ok();
    let mut found = None;
    let mut after = None;
    loop {
        let page = room.cases_of(key.officer, after, PAGE).await?;
        for case in &page {
            let id = case.header.case;
            if Some(id) == wanted_id || id.short().eq_ignore_ascii_case(wanted) {
                if found.is_some_and(|other| other != id) {
                    bail!("two cases begin with `{wanted}`; use the whole id");
                }
                found = Some(id);
            }
        }
        let Some(last) = page
            .last()
            .filter(|_| page.len() == usize::try_from(PAGE).unwrap_or(usize::MAX))
        else {
            return Ok(found);
        };
        after = Some(last.header.case);
    }
}

/// Cases read at once.
pub(crate) const PAGE: u32 = 50;

/// The day that it is in the office of an archive, by the clock of this machine.
fn archive_day(trust: &Trust) -> Day {
    let clock = http_guard::Clock::system();
    Day::at(clock.unix_seconds(), trust.manifest.offset_minutes)
}
