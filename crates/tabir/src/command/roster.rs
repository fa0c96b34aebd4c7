use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use seal::{Day, OfficerKeys};

use super::{Place, roster_ceremony, roster_peer};
use crate::data_folder::{DataFolder, read_trust};
use crate::founding::renew_roster;
use crate::officer_key::KeyChoice;
use crate::terminal::{harmless_line, say};

/// The roster.
#[derive(Debug, Args)]
pub(super) struct RosterCommand {
    #[command(subcommand)]
    act: RosterAct,
}

#[derive(Debug, Subcommand)]
enum RosterAct {
    /// Sign the same officers for another 35 days
    Renew(Renew),
    /// List the officers of the newest roster
    Show(Show),
    /// Begin the next roster in a folder of its own
    Draft(roster_ceremony::Begin),
    /// Add an officer to a draft
    Add(roster_ceremony::Add),
    /// Put an officer's new keys into a draft, in the place of the ones before
    Rekey(roster_ceremony::Rekey),
    /// End an officer's duty in a draft
    End(roster_ceremony::End),
    /// Move an officer to another unit in a draft
    Move(roster_ceremony::Move),
    /// Change an officer's capability, label or headship in a draft
    Change(roster_ceremony::Change),
    /// Show what a draft changes and who has signed it
    Diff(roster_ceremony::Draft),
    /// Sign a draft with a roster signer's key
    Sign(roster_ceremony::Sign),
    /// Put a draft that enough have signed into the office's trust folder
    Publish(roster_ceremony::Publish),
    /// Name another office in a draft, to which cases may be referred, or name it no more
    Peer(roster_peer::Name),
    /// Put the newest trust folder of another office where the desk hands it to officers
    TakePeer(roster_peer::Take),
}

#[derive(Debug, Args)]
struct Renew {
    /// A roster signer's key file; as many as the manifest asks for
    #[arg(long = "signer", value_name = "FILE", required = true)]
    signers: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct Show {
    #[command(flatten)]
    place: Place,
}

impl RosterCommand {
    pub(super) fn run(self) -> Result<()> {
        match self.act {
            RosterAct::Renew(renew) => renew.run(),
            RosterAct::Show(show) => show.run(),
            RosterAct::Draft(begin) => begin.run(),
            RosterAct::Add(add) => add.run(),
            RosterAct::Rekey(rekey) => rekey.run(),
            RosterAct::End(end) => end.run(),
            RosterAct::Move(one) => one.run(),
            RosterAct::Change(change) => change.run(),
            RosterAct::Diff(draft) => draft.run(),
            RosterAct::Sign(sign) => sign.run(),
            RosterAct::Publish(publish) => publish.run(),
            RosterAct::Peer(name) => name.run(),
            RosterAct::TakePeer(take) => take.run(),
        }
    }
}

impl Renew {
    fn run(self) -> Result<()> {
        let folder = self.place.folder();
        let trust = read_trust(&folder.trust())?;
        let clock = http_guard::Clock::system();
        let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
        let signers: Vec<OfficerKeys> = self
            .signers
            .iter()
            .map(|path| unlock(path, &folder))
            .collect::<Result<_>>()?;
        let roster = renew_roster(&folder.trust(), &signers, today)?;
        say!(
            "Roster {} is valid from {} until {}. An open door takes it within a minute.",
            roster.version,
            roster.from,
            roster.until
        );
        Ok(())
    }
}

impl Show {
    fn run(self) -> Result<()> {
        let trust = read_trust(&self.place.folder().trust())?;
        let roster = trust.newest()?;
        say!("Manifest {}", trust.manifest.digest());
        say!(
            "Roster {}, valid from {} until {}",
            roster.version,
            roster.from,
            roster.until
        );
        for peer in &roster.peers {
            say!(
                "Another office: {}, manifest {}, roster {} or newer",
                harmless_line(&peer.label),
                peer.manifest,
                peer.lowest_roster
            );
        }
        for body in &roster.bodies {
            say!("\n{}  ({}, {})", body.label, body.kind.word(), body.id);
            for officer in roster
                .officers
                .iter()
                .filter(|officer| officer.body == body.id)
            {
                let unit = roster
                    .units
                    .iter()
                    .find(|unit| unit.id == officer.unit)
                    .context("an unknown unit")?;
                let head = if officer.head { ", head" } else { "" };
                say!(
                    "  {}  {}  {}  {}{head}",
                    officer.id,
                    officer.capability.word(),
                    unit.label,
                    officer.label
                );
            }
        }
        Ok(())
    }
}

pub(super) fn unlock(path: &std::path::Path, folder: &DataFolder) -> Result<OfficerKeys> {
    let keys = KeyChoice::file(path).find(folder)?;
    keys.first().context("no key")?.unlock()
}
