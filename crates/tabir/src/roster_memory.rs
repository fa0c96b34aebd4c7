//! The highest roster that an officer has seen, kept beside the key file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use seal::{Digest, Trust};

use crate::data_folder::replace_private_file;
use crate::terminal::say;

/// Refuses what an officer's machine has seen newer or otherwise (decision 0021).
#[derive(Debug, Clone)]
pub struct RosterMemory(PathBuf);

struct Seen {
    manifest: Digest,
    version: u32,
    roster: Digest,
}

impl RosterMemory {
    /// The memory of the officer with this key file.
    pub fn beside(key_file: &Path) -> Self {
        Self(key_file.with_extension("seen"))
    }

    /// Compares a trust with what was seen before, and remembers its newest roster.
    ///
    /// # Errors
    /// When the newest roster is older than one that was seen, or another stands in the place of one
    /// that was seen.
    pub fn check(&self, trust: &Trust) -> Result<()> {
        let newest = trust.newest()?;
        let manifest = trust.manifest.digest();
        // Another manifest has rosters of its own; the key file says which manifest counts.
        let seen = self.read()?.filter(|seen| seen.manifest == manifest);
        if let Some(seen) = &seen {
            if newest.version < seen.version {
                bail!(
                    "this comes with roster {}, but roster {} was seen here before: somebody holds back the newer one, or this is an old copy; export it again",
                    newest.version,
                    seen.version
                );
            }
            let exchanged = |roster: &&seal::VerifiedRoster| {
                roster.version == seen.version && roster.digest() != seen.roster
            };
            if let Some(other) = trust.rosters().iter().find(exchanged) {
                bail!(
                    "roster {} is not the one that was seen here before; do not go on, and tell those who sign rosters",
                    other.version
                );
            }
        }
        if seen.is_none_or(|seen| seen.version < newest.version) {
            let text = format!(
                "{FIRST_LINE}\nmanifest {manifest}\nroster {} {}\n",
                newest.version,
                newest.digest()
            );
            if let Err(fault) = replace_private_file(&self.0, text.as_bytes()) {
                say!("Which roster was seen could not be noted down: {fault:#}");
            }
        }
        Ok(())
    }

    fn read(&self) -> Result<Option<Seen>> {
        if !self.0.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&self.0)
            .with_context(|| format!("`{}` cannot be read", self.0.display()))?;
        let seen = parse(&text).with_context(|| {
            format!(
                "`{}` is damaged; it notes which roster was seen here. Remove it only when you know why",
                self.0.display()
            )
        })?;
        Ok(Some(seen))
    }
}

fn parse(text: &str) -> Option<Seen> {
    let mut lines = text.lines();
    lines.next().filter(|line| *line == FIRST_LINE)?;
    let manifest = Digest::from_hex(lines.next()?.strip_prefix("manifest ")?)?;
    let (version, roster) = lines.next()?.strip_prefix("roster ")?.split_once(' ')?;
    Some(Seen {
        manifest,
        version: version.parse().ok()?,
        roster: Digest::from_hex(roster)?,
    })
}

const FIRST_LINE: &str = "tabir/v1/roster-seen";
