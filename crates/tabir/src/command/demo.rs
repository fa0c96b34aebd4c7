use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use http_guard::Clock;
use seal::{Day, RosterStanding};

use super::roster::unlock;
use super::serve::serve;
use super::setup::{config_text, make_tables};
use crate::data_folder::{DataFolder, read_trust, write_private_file};
use crate::founding::{Passphrases, renew_roster};
use crate::office::Office;
use crate::office_plan::OfficePlan;
use crate::terminal::say;

/// Starts a whole office on this machine: a commission with five officers in two units, a human rights
/// institution with three, and a custodian in each of three bodies. Only for trying: all keys lie
/// beside the server.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The port of the reporter's door
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
        let office = Office::open(&data.config(), clock)?;
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port_base));
        serve(office, listen, |address, _| greet(&data, address))
    }
}

fn found(data: &DataFolder, marker: &Path, clock: &Clock) -> Result<()> {
    say!(
        "Founding a demonstration office in {} (once; drawing the keys takes a few seconds) ...",
        data.path().display()
    );
    let plan = OfficePlan::parse(PLAN).context("the built-in plan")?;
    plan.found(
        data,
        Day::at(clock.unix_seconds(), plan.offset_minutes),
        Passphrases::Kept,
    )?;
    write_private_file(&data.config(), config_text("127.0.0.1:8080").as_bytes())?;
    write_private_file(
        marker,
        b"All keys lie here. Never use this folder for real reports.\n",
    )?;
    make_tables(data, clock.clone())
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

fn greet(data: &DataFolder, address: SocketAddr) -> Result<()> {
    let trust = read_trust(&data.trust())?;
    let program = std::env::args()
        .next()
        .unwrap_or_else(|| "tabir".to_owned());
    let at = if data.path() == Path::new("tabir-data") {
        String::new()
    } else {
        format!(" --data {}", data.path().display())
    };
    let port = address.port();
    say!(
        "
The reporter's door          http://localhost:{port}/
The officers' keys           {officers}/  (each passphrase beside its key: for trying only)
The manifest's digest        {digest}

1. Open the reporter's door, send a report, and keep the receipt.
2. In another terminal, see which officers can open it, then open it and answer:

   {program} cases{at}
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
