use std::fmt::Display;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use http_guard::Clock;
use seal::{Day, RosterStanding};

use super::block_on;
use super::demo_figures::{CUSTODIAN, add_custodian, release_invented};
use super::doors::Socket;
use super::greeting::greet;
use super::roster::unlock;
use super::serve::{Sockets, serve};
use super::setup::{config_text, make_tables};
use crate::data_folder::{
    DataFolder, make_private_folder, read_desk_key, read_trust, write_private_file,
};
use crate::desk_account::Accounts;
use crate::folder_lock::FolderLock;
use crate::founding::{Founded, Passphrases, renew_roster};
use crate::office::Office;
use crate::office_plan::OfficePlan;
use crate::terminal::say;

/// Starts a whole office on this machine: a commission with five officers in two units, a human rights
/// institution with three, a custodian in each of three bodies, a data custodian with one release of
/// invented figures, and an auditor. Only for trying: all keys lie beside the server.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The port of the reporter's door; the officers' desk has the next one, and the public's observatory the one after
    #[arg(long, value_name = "N", default_value_t = USUAL_PORTS)]
    port_base: u16,
    /// The folder of the demonstration; it is made when it is not there
    #[arg(long, value_name = "DIR", default_value = "tabir-data")]
    data: PathBuf,
    /// Forget what an earlier demonstration left in the folder
    #[arg(long)]
    fresh: bool,
}

impl Demo {
    pub(super) fn run(self) -> Result<()> {
        let data = DataFolder::at(&self.data);
        let there = data.path().exists();
        let mut working = there.then(|| FolderLock::alone(&data)).transpose()?;
        let [intake, desk, observatory] = self.listen()?;
        if working.is_none() {
            make_private_folder(data.path())?;
            working = Some(FolderLock::alone(&data)?);
        }
        if self.fresh && there {
            empty(&data)?;
        }
        let clock = Clock::system();
        if !data.trust().exists() {
            found(&data, &clock)?;
        } else if !data.is_demonstration() {
            bail!(
                "`{}` holds a real office; name another folder with --data",
                data.path().display()
            );
        }
        renew_if_needed(&data, &clock)?;
        let mut office = Office::open(&data.config(), clock)?;
        let config = &mut office.config;
        let socket = Socket::intake_on(intake, &config.intake)?;
        let mut moved = vec![(
            setting("listen", config.intake.listen),
            setting("listen", socket.address()),
        )];
        let mut sockets = Sockets {
            intake: Some(socket),
            ..Sockets::default()
        };
        // A folder from before there was a desk has none.
        if let Some(config) = &mut config.desk {
            let socket = Socket::desk_on(desk, config)?;
            let origin = format!("http://localhost:{}", socket.address().port());
            moved.push((
                setting("listen", config.listen),
                setting("listen", socket.address()),
            ));
            if let Some(before) = config.origin.replace(origin.clone()) {
                moved.push((setting("origin", before), setting("origin", origin)));
            }
            sockets.desk = Some(socket);
        }
        if let Some(config) = &config.observatory {
            let socket = Socket::observatory_on(observatory, config)?;
            moved.push((
                setting("listen", config.listen),
                setting("listen", socket.address()),
            ));
            sockets.observatory = Some(socket);
        }
        note_addresses(&data, &moved)?;
        let served = serve(office, sockets, |sockets| greet(&data, sockets));
        drop(working);
        served
    }

    /// Takes every port before anything is founded or emptied.
    fn listen(&self) -> Result<[TcpListener; 3]> {
        let next = |more: u16| match self.port_base {
            0 => Ok(0),
            base => base.checked_add(more).context("there is no next port"),
        };
        let other = if self.port_base == OTHER_PORTS {
            USUAL_PORTS
        } else {
            OTHER_PORTS
        };
        let listen = |port| {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            TcpListener::bind(address).with_context(|| {
                format!(
                    "{address} is taken or not allowed; choose three others, such as --port-base {other}"
                )
            })
        };
        Ok([
            listen(self.port_base)?,
            listen(next(1)?)?,
            listen(next(2)?)?,
        ])
    }
}

/// Takes out all that an earlier demonstration left. The folder stays, since it carries the lock.
fn empty(data: &DataFolder) -> Result<()> {
    if !data.is_demonstration() {
        bail!(
            "`{}` is not a demonstration's folder, so it is left as it is",
            data.path().display()
        );
    }
    let unremoved = || format!("`{}` cannot be emptied", data.path().display());
    for entry in fs::read_dir(data.path()).with_context(unremoved)? {
        let entry = entry.with_context(unremoved)?;
        // Without the marker the rest could not be removed the next time.
        if entry.path() == data.marker() {
            continue;
        }
        let removed = match entry.file_type().with_context(unremoved)?.is_dir() {
            true => fs::remove_dir_all(entry.path()),
            false => fs::remove_file(entry.path()),
        };
        removed.with_context(unremoved)?;
    }
    fs::remove_file(data.marker()).with_context(unremoved)
}

fn found(data: &DataFolder, clock: &Clock) -> Result<()> {
    let mut entries = fs::read_dir(data.path())?;
    if entries.next().is_some() {
        bail!(
            "`{}` holds something else, or a founding that was cut short; name a new folder with --data, or \
             begin anew with --fresh",
            data.path().display()
        );
    }
    write_private_file(
        &data.marker(),
        b"All keys lie here. Never use this folder for real reports.\n",
    )?;
    say!(
        "Founding a demonstration office in {} (once; drawing the keys takes a few seconds) ...",
        data.path().display()
    );
    let mut plan = OfficePlan::parse(PLAN).context("the built-in plan")?;
    plan.training = true;
    add_custodian(&mut plan)?;
    let today = Day::at(clock.unix_seconds(), plan.offset_minutes);
    let founded = plan.found(data, today, Passphrases::Kept)?;
    let mut config = config_text("127.0.0.1:8080", Some("127.0.0.1:8081"));
    config.push_str("\n[observatory]\nlisten = \"127.0.0.1:8082\"\nreleases = \"releases\"\n");
    write_private_file(&data.config(), config.as_bytes())?;
    make_tables(data, clock.clone())?;
    let mut officers = founded.officers.iter();
    let (_, keys) = officers
        .find(|(name, _)| name == CUSTODIAN)
        .context("the plan has a data custodian")?;
    release_invented(data, keys, today)?;
    open_accounts(data, &founded, clock.clone())
}

/// Opens an account at the desk for everybody who receives reports, and keeps what would be in their
/// apps beside their keys.
fn open_accounts(data: &DataFolder, founded: &Founded, clock: Clock) -> Result<()> {
    let office = Office::open(&data.config(), clock)?;
    let key = read_desk_key(&data.desk_key())?;
    let accounts = Accounts {
        room: office.storage.staff_room(),
        key: &key,
        now: office.moment(),
    };
    let roster = office.trust.newest()?;
    for (name, keys) in &founded.officers {
        let known = roster.officer(keys.officer);
        if !known.is_some_and(|officer| officer.receives_reports() || officer.reads_record()) {
            continue;
        }
        let passphrase = founded.passphrases.iter().find(|(of, _)| of == name);
        let (_, passphrase) = passphrase.context("every key has a passphrase")?;
        let factor = block_on(accounts.open(&name.parse()?, keys, passphrase))?;
        let address = factor.codes.address(name);
        write_private_file(&data.codes_of(name), address.as_bytes())?;
    }
    Ok(())
}

/// Writes into the configuration where the doors are this time: other commands of the folder look there,
/// such as the one that makes the link of an invitation.
fn note_addresses(data: &DataFolder, moved: &[(String, String)]) -> Result<()> {
    let text = fs::read_to_string(data.config())?;
    let now_at = |line| {
        let found = moved.iter().find(|(before, _)| before == line);
        found.map_or(line, |(_, now)| now.as_str())
    };
    let renewed: String = text
        .lines()
        .map(|line| format!("{}\n", now_at(line)))
        .collect();
    if renewed == text {
        return Ok(());
    }
    let beside = data.config().with_extension("toml.new");
    let _left_over = fs::remove_file(&beside);
    write_private_file(&beside, renewed.as_bytes())?;
    fs::rename(&beside, data.config()).context("the configuration cannot be replaced")
}

fn setting(key: &str, value: impl Display) -> String {
    format!("{key} = \"{value}\"")
}

/// A demonstration that is started again after weeks signs its own roster again.
fn renew_if_needed(data: &DataFolder, clock: &Clock) -> Result<()> {
    let trust = read_trust(&data.trust())?;
    let today = Day::at(clock.unix_seconds(), trust.manifest.offset_minutes);
    if trust.newest()?.standing(today) != RosterStanding::Current {
        let signer = unlock(&data.roster_keys().join("demo-signer.key"), data)?;
        renew_roster(&data.trust(), &[signer], today)?;
    }
    Ok(())
}

const PLAN: &str = include_str!("../../demo-office.toml");
const USUAL_PORTS: u16 = 8080;
const OTHER_PORTS: u16 = 9080;
