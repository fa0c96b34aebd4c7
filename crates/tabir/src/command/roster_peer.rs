//! Other offices: named by those who sign the roster, and renewed by files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use seal::{Day, Peer, Trust, VerifiedManifest, VerifiedRoster};

use super::{Place, roster_ceremony};
use crate::data_folder::{
    make_private_folder, peers_folder, read_away, read_peer, read_pinned_trust, read_text,
    read_trust, replace_private_file,
};
use crate::founding::roster_file;
use crate::roster_draft::RosterDraft;
use crate::terminal::{harmless_line, say};

#[derive(Debug, Args)]
pub(super) struct Name {
    /// The folder of the draft
    #[arg(value_name = "DRAFT")]
    folder: PathBuf,
    /// The other office's folder with `manifest`, `officer-keys` and `rosters/`, as it publishes it
    #[arg(long, value_name = "DIR", required_unless_present = "drop")]
    trust: Option<PathBuf>,
    /// The digest on the other office's poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST", required_unless_present = "drop")]
    manifest_digest: Option<String>,
    /// How officers here see the other office called
    #[arg(long, required_unless_present = "drop")]
    label: Option<String>,
    /// Name the office that is called so no more
    #[arg(long, value_name = "LABEL", conflicts_with_all = ["trust", "manifest_digest", "label"])]
    drop: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Take {
    /// The other office's newest folder with `manifest`, `officer-keys` and `rosters/`
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Name {
    pub(super) fn run(self) -> Result<()> {
        let mut draft = RosterDraft::open(&self.folder)?;
        if let Some(label) = &self.drop {
            draft.drop_peer(label)?;
            say!("Nothing is referred to {} any more.", harmless_line(label));
            return roster_ceremony::show(&draft);
        }
        let trust = self.trust.as_deref().context("--trust is missing")?;
        let digest = self.manifest_digest.as_deref();
        let digest = digest.context("--manifest-digest is missing")?;
        let theirs = read_pinned_trust(trust, digest).with_context(|| {
            format!(
                "`{}` is not the folder of the office with this poster",
                trust.display()
            )
        })?;
        let label = self.label.context("--label is missing")?;
        require_fresh(&theirs)?;
        let peer = Peer {
            manifest: theirs.manifest.digest(),
            lowest_roster: theirs.newest()?.version,
            label: label.clone(),
        };
        draft.name_peer(peer, &theirs.manifest)?;
        say!(
            "{} is named. Whoever signs compares the digest with the poster of that office, not with this screen. Once the \
             roster is published: tabir roster take-peer --trust DIR",
            harmless_line(&label)
        );
        roster_ceremony::show(&draft)
    }
}

impl Take {
    pub(super) fn run(self) -> Result<()> {
        let folder = self.place.folder().trust();
        let trust = read_trust(&folder)?;
        let manifest = VerifiedManifest::check(&read_text(&self.trust.join("manifest"))?)?.digest();
        let mut peers = trust.newest()?.peers.iter();
        let Some(peer) = peers.find(|peer| peer.manifest == manifest) else {
            bail!(
                "the newest roster names no office with the manifest {manifest}: `tabir roster peer` puts it into a draft"
            );
        };
        let next = read_pinned_trust(&self.trust, &manifest.to_string())?;
        let newest = next.newest()?;
        if newest.version < peer.lowest_roster {
            bail!(
                "this folder ends with roster {}, and the own roster asks for {} or a newer one: fetch the newest one",
                newest.version,
                peer.lowest_roster
            );
        }
        let today = require_fresh(&next)?;
        let place = peers_folder(&folder).join(manifest.to_string());
        if place.join("manifest").exists() {
            let (current, _) = read_peer(&folder, &manifest)?;
            current.check_successor(&next, today)?;
        }
        write(&place, &next, &read_away(&self.trust)?)?;
        say!(
            "The list of {} has roster {}, valid until {}. An open desk hands it out within a minute.",
            harmless_line(&peer.label),
            newest.version,
            newest.until
        );
        Ok(())
    }
}

/// Refuses a list with which nothing could be sealed today, and says which day it is there.
fn require_fresh(theirs: &Trust) -> Result<Day> {
    let clock = http_guard::Clock::system();
    let today = Day::at(clock.unix_seconds(), theirs.manifest.offset_minutes);
    // What may follow itself has a roster for today and every key.
    theirs.check_successor(theirs, today).with_context(|| {
        let until = theirs.newest().map(|newest| newest.until.to_string());
        format!(
            "nothing could be sealed with this list, whose newest roster was valid until {}: ask that office for its newest \
             trust folder",
            until.unwrap_or_default()
        )
    })?;
    Ok(today)
}

/// Keys first: a roster whose keys are missing is refused. Older rosters stay, for what was signed with them.
fn write(place: &Path, next: &Trust, away: &str) -> Result<()> {
    make_private_folder(&place.join("rosters"))?;
    replace_private_file(&place.join("officer-keys"), next.keys.to_text().as_bytes())?;
    replace_private_file(&place.join("away"), away.as_bytes())?;
    for roster in next.rosters().iter().rev() {
        let file = roster_file(place, roster.version);
        replace_private_file(&file, VerifiedRoster::note(roster).as_bytes())?;
    }
    replace_private_file(&place.join("manifest"), next.manifest.note().as_bytes())
}
