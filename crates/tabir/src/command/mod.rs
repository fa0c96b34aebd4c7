//! The subcommands, each in a file of its own.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

use crate::data_folder::DataFolder;
use crate::findings::Fault;
use crate::office::Office;
use crate::terminal::{harmless, shell_word};

mod acts;
mod answers;
mod attachments;
mod bundle;
mod cases;
mod check;
mod codebook;
mod decline;
mod deliver;
mod deliver_parcel;
mod demo;
mod demo_figures;
mod desk;
mod desk_connect;
mod doors;
mod drill;
mod exclude;
mod export;
mod grant;
mod greeting;
mod hand_over;
mod help;
mod import;
mod key;
mod migrate;
mod notices;
mod observatory;
mod open;
mod public_door;
mod receipt;
mod release;
mod release_records;
mod reply;
mod rewrap;
mod roster;
mod roster_ceremony;
mod roster_peer;
mod seal;
mod serve;
mod setup;
mod source;
mod traces;
mod upkeep;

/// Takes in sealed reports of corruption, which only the officers drawn for them can read. To try it, type:
/// tabir demo
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub struct Tabir {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a whole office on this machine, to try everything
    Demo(demo::Demo),
    /// Found a real office from a plan: keys, manifest, roster, configuration
    Setup(setup::Setup),
    /// Explain whether a configuration would work
    Check(check::Check),
    /// Make or update the tables
    Migrate(migrate::Migrate),
    /// Run the doors: the reporter's, the officers' desk, the public's observatory
    Serve(serve::Serve),
    /// Open and lock officers' accounts at the web desk
    Desk(desk::DeskCommand),
    /// Save or check the record of acts
    Acts(acts::ActsCommand),
    /// Send the officers' regular mail on trial
    Notices(notices::NoticesCommand),
    /// Do the nightly chores that are due
    Upkeep(upkeep::Upkeep),
    /// Try on a copy what backups open and what they do not
    Drill(drill::Drill),
    /// Change the roster, or sign it for another period
    Roster(roster::RosterCommand),
    /// List the cases an officer can open
    Cases(cases::Cases),
    /// Open a case and write its files into a folder
    Open(open::Open),
    /// Write a case into one file for a machine without a connection
    Export(export::Export),
    /// Answer a reporter
    Reply(reply::Reply),
    /// Let a colleague open a case
    Grant(grant::Grant),
    /// Let a colleague open a case and leave it
    Handover(hand_over::HandOver),
    /// Give up a case because of a conflict
    Decline(decline::Decline),
    /// Keep officers out of a case
    Exclude(exclude::Exclude),
    /// Hand in what was made without a connection
    Deliver(deliver::Deliver),
    /// Seal an officer's cases to the officer's new key
    Rewrap(rewrap::Rewrap),
    /// Make an officer's key, or show it to ordinary age tools
    Key(key::KeyCommand),
    /// List what files give away beside their content
    Traces(traces::Traces),
    /// Name, check and write out the code lists of the project
    Codebook(codebook::CodebookCommand),
    /// Turn a log that was kept elsewhere into coded records
    Import(import::Import),
    /// Declare, make, sign and check the public figures
    Release(release::ReleaseCommand),
    /// Write what is published into a folder
    Observatory(observatory::ObservatoryCommand),
    /// Draw a receipt
    Receipt(receipt::Receipt),
    /// Read answers on this machine, without showing the receipt to a server (level A)
    Answers(answers::Answers),
    /// Seal a report on this machine, to be uploaded or carried (level A)
    Seal(seal::Seal),
}

/// Where the office is.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The data folder of the office
    #[arg(long, value_name = "DIR", default_value = USUAL_DATA)]
    data: PathBuf,
    /// The configuration, if it lies elsewhere than in the data folder
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Place {
    pub(crate) fn folder(&self) -> DataFolder {
        DataFolder::at(&self.data)
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.config
            .clone()
            .unwrap_or_else(|| self.folder().config())
    }

    /// How to name this place to another command, with a space before it; nothing for the usual one.
    pub(crate) fn argument(&self) -> String {
        match &self.config {
            Some(config) => format!(" --config {}", shell_word(&config.display().to_string())),
            None => data_argument(&self.data),
        }
    }

    pub(crate) fn open(&self) -> Result<Office> {
        self.require_config()?;
        Office::open(&self.config(), http_guard::Clock::system())
    }

    /// Refuses a place where no office is.
    pub(crate) fn require_config(&self) -> Result<(), Fault> {
        let config = self.config();
        if config.exists() {
            return Ok(());
        }
        let what = match &self.config {
            Some(_) => format!("there is no configuration `{}`", config.display()),
            None => format!("there is no office at `{}`", self.data.display()),
        };
        Err(Fault::new(
            what,
            "name its configuration with --config FILE or its folder with --data DIR, or found one with \
             `tabir demo` or `tabir setup`",
        ))
    }
}

/// How to name a data folder to another command, with a space before it; nothing for the usual one.
pub(crate) fn data_argument(data: &Path) -> String {
    if data == Path::new(USUAL_DATA) {
        return String::new();
    }
    format!(" --data {}", shell_word(&data.display().to_string()))
}

/// Where an office is looked for when nothing is said.
const USUAL_DATA: &str = "tabir-data";

/// Runs a subcommand. A fault is printed with its causes, and the exit code is 1.
pub fn run(tabir: Tabir) -> ExitCode {
    let done = match tabir.command {
        Command::Demo(command) => command.run(),
        Command::Setup(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Desk(command) => command.run(),
        Command::Acts(command) => command.run(),
        Command::Notices(command) => command.run(),
        Command::Upkeep(command) => command.run(),
        Command::Drill(command) => command.run(),
        Command::Roster(command) => command.run(),
        Command::Cases(command) => command.run(),
        Command::Open(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Reply(command) => command.run(),
        Command::Grant(command) => command.run(),
        Command::Handover(command) => command.run(),
        Command::Decline(command) => command.run(),
        Command::Exclude(command) => command.run(),
        Command::Deliver(command) => command.run(),
        Command::Rewrap(command) => command.run(),
        Command::Key(command) => command.run(),
        Command::Traces(command) => command.run(),
        Command::Codebook(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Release(command) => command.run(),
        Command::Observatory(command) => command.run(),
        Command::Receipt(command) => command.run(),
        Command::Answers(command) => command.run(),
        Command::Seal(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            report(&fault);
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "faults of a command go to standard error"
)]
fn report(fault: &anyhow::Error) {
    // What somebody else wrote may stand in it.
    eprintln!("tabir: {}", harmless(&format!("{fault:#}")));
}

/// Runs a future on a small runtime of its own.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime cannot start")?
        .block_on(work)
}
