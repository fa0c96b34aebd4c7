use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use http_guard::Clock;
use seal::{Day, RosterStanding};

use super::block_on;
use super::doors::Socket;
use super::roster::unlock;
use super::serve::{Sockets, serve};
use super::setup::{config_text, make_tables};
use crate::data_folder::{DataFolder, read_desk_key, read_trust, write_private_file};
use crate::desk_account::Accounts;
use crate::founding::{Founded, Passphrases, renew_roster};
use crate::office::Office;
use crate::office_plan::OfficePlan;
use crate::terminal::say;

/// Starts a whole office on this machine: a commission with five officers in two units, a human rights
/// institution with three, and a custodian in each of three bodies. Only for trying: all keys lie
/// beside the server.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The port of the reporter's door; the officers' desk has the next one
    #[arg(long, value_name = "N", default_value_t = 8080)]
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
        let marker = data.path().join(MARKER);
        if self.fresh && data.path().exists() {
            if !marker.exists() {
                bail!(
                    "`{}` is not a demonstration's folder, so it is left as it is",
                    data.path().display()
                );
            }
            fs::remove_dir_all(data.path())
                .with_context(|| format!("`{}` cannot be removed", data.path().display()))?;
        }
        let clock = Clock::system();
        if !data.trust().exists() {
            found(&data, &marker, &clock)?;
        } else if !marker.exists() {
            bail!(
                "`{}` holds a real office; name another folder with --data",
                data.path().display()
            );
        }
        renew_if_needed(&data, &clock)?;
        let mut office = Office::open(&data.config(), clock)?;
        let config = &mut office.config;
        let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        config.intake.listen = at(self.port_base);
        let mut sockets = Sockets {
            intake: Some(Socket::of_intake(&config.intake)?),
            desk: None,
        };
        // A folder from before there was a desk has none.
        if let Some(desk) = &mut config.desk {
            let next = self
                .port_base
                .checked_add(1)
                .context("there is no next port")?;
            desk.listen = at(if self.port_base == 0 { 0 } else { next });
            sockets.desk = Some(Socket::of_desk(desk)?);
        }
        serve(office, sockets, |sockets| greet(&data, sockets))
    }
}

fn found(data: &DataFolder, marker: &Path, clock: &Clock) -> Result<()> {
    say!(
        "Founding a demonstration office in {} (once; drawing the keys takes a few seconds) ...",
        data.path().display()
    );
    let plan = OfficePlan::parse(PLAN).context("the built-in plan")?;
    let today = Day::at(clock.unix_seconds(), plan.offset_minutes);
    let founded = plan.found(data, today, Passphrases::Kept)?;
    let config = config_text("127.0.0.1:8080", Some("127.0.0.1:8081"));
    write_private_file(&data.config(), config.as_bytes())?;
    write_private_file(
        marker,
        b"All keys lie here. Never use this folder for real reports.\n",
    )?;
    make_tables(data, clock.clone())?;
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
        now: office.clock.unix_seconds(),
    };
    let roster = office.trust.newest()?;
    for (name, keys) in &founded.officers {
        let known = roster.officer(keys.officer);
        if !known.is_some_and(|officer| officer.receives_reports()) {
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

fn greet(data: &DataFolder, sockets: &Sockets) -> Result<()> {
    let trust = read_trust(&data.trust())?;
    let program = std::env::args()
        .next()
        .unwrap_or_else(|| "tabir".to_owned());
    let at = if data.path() == Path::new("tabir-data") {
        String::new()
    } else {
        format!(" --data {}", data.path().display())
    };
    let port =
        |socket: &Option<Socket>| socket.as_ref().map_or(0, |socket| socket.address().port());
    let desk = match sockets.desk {
        Some(_) => format!("http://localhost:{}/", port(&sockets.desk)),
        None => "none: this folder is older than the desk; --fresh begins anew".to_owned(),
    };
    let port = port(&sockets.intake);
    say!(
        "
The reporter's door          http://localhost:{port}/
The officers' desk           {desk}
The officers' keys           {officers}/  (each passphrase beside its key: for trying only)
The manifest's digest        {digest}

1. Open the reporter's door, send a report, and keep the receipt.
2. In another terminal, see which officers can open it:

   {program} cases{at}

   Open the officers' desk and sign in as one of them, say north-1, with the words in
   {officers}/north-1.passphrase and the code that this prints:

   {program} desk code --as north-1{at}

   Open the case and answer. Or do the same without a browser, as on an officer's own machine:

   {program} open CASE{at} --out case-1
   echo \"Thank you. When was this?\" | {program} reply CASE{at}

   CASE is the case's eight letters. Name one officer with --as, such as --as north-1.
3. Go back to http://localhost:{port}/ and read the answer with the receipt.

To seal a report before it reaches any server (level A):

   {program} seal --trust {trust_folder} --manifest-digest {digest} \\
       --body \"Anti-Corruption Commission\" --text-file report.txt --out parcel.tabir

Stop with Ctrl-C. The next start finds everything again; --fresh begins anew.
",
        officers = data.officers().display(),
        digest = trust.manifest.digest(),
        trust_folder = data.trust().display(),
    );
    Ok(())
}

const MARKER: &str = "DEMONSTRATION";
const PLAN: &str = include_str!("../../demo-office.toml");
