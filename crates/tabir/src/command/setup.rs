use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use seal::Day;

use super::{block_on, data_argument};
use crate::data_folder::{DataFolder, write_private_file};
use crate::founding::Passphrases;
use crate::office::Office;
use crate::office_plan::OfficePlan;
use crate::terminal::say;

/// Founds a real office: draws the keys of officers and roster signers, signs manifest and first
/// roster, writes a configuration and makes the tables.
#[derive(Debug, Args)]
pub(super) struct Setup {
    /// The plan: bodies, units, officers, roster signers (see deploy/office.toml)
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// The folder to make
    #[arg(long, value_name = "DIR", default_value = "tabir-data")]
    data: PathBuf,
    /// Found an office for practice: every page says so, for good, and nothing of it fits a real one
    #[arg(long)]
    training: bool,
}

impl Setup {
    pub(super) fn run(self) -> Result<()> {
        let mut plan = OfficePlan::read(&self.plan)?;
        plan.training |= self.training;
        let data = DataFolder::at(&self.data);
        let clock = http_guard::Clock::system();
        let founded = plan.found(
            &data,
            Day::at(clock.unix_seconds(), plan.offset_minutes),
            Passphrases::HandedOut,
        )?;
        write_private_file(
            &data.config(),
            config_text("127.0.0.1:8080", None).as_bytes(),
        )?;
        say!("An office was founded in {}.\n", data.path().display());
        say!(
            "Manifest digest, for the poster and for `tabir seal`:\n  {}\n",
            founded.manifest
        );
        say!(
            "Passphrases. They are shown this once and stand nowhere; hand each to its owner on paper:\n"
        );
        for (name, passphrase) in &founded.passphrases {
            say!("  {name:<20} {}", passphrase.words());
        }
        // After the passphrases: whatever fails here can be done again with `tabir migrate`.
        make_tables(&data, clock)?;
        say!(
            "\nNext:\n  1. Copy {}/*.key and {}/*.key onto their owners' sticks, and remove them here.\n  2. tabir check{at}\n  3. Go on with docs/OPERATING.md, \"Founding the office\", step 5: the folder goes to the server.",
            data.officers().display(),
            data.roster_keys().display(),
            at = data_argument(data.path()),
        );
        Ok(())
    }
}

/// Makes the tables of a freshly founded office.
pub(super) fn make_tables(data: &DataFolder, clock: http_guard::Clock) -> Result<()> {
    block_on(async move {
        let office = Office::open(&data.config(), clock)?;
        office.storage.migrate().await.context(
            "the tables could not be made; mend what is named here, then run `tabir migrate`",
        )
    })
}

/// The configuration of an office that keeps everything in its data folder.
pub(super) fn config_text(listen: &str, desk: Option<&str>) -> String {
    let desk = desk.map_or_else(String::new, |desk| {
        let origin = desk.replace("127.0.0.1", "localhost");
        format!("\n[desk]\nlisten = \"{desk}\"\norigin = \"http://{origin}\"\n")
    });
    format!(
        "# The configuration of a Tabir office. Paths begin at this file's folder.\n\
         # Every key is explained in deploy/example.toml.\n\n\
         [trust]\nfolder = \"trust\"\n\n\
         [secrets]\nform_key_file = \"secrets/form-key\"\ndesk_key_file = \"secrets/desk-key\"\n\n\
         [database]\nsqlite = \"main.sqlite\"\n\n\
         [keystore]\nsqlite = \"keystore.sqlite\"\n\n\
         [blobs]\nfolder = \"blobs\"\n\n\
         [intake]\nlisten = \"{listen}\"\n{desk}"
    )
}
