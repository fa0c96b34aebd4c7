use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use casework::CaseStatus;
use clap::{Args, Subcommand};
use seal::answer::{Answer, Slot, StatusBlock};
use seal::{Receipt, Reply, Sender, Trust};
use zeroize::Zeroizing;

use crate::data_folder::read_pinned_trust;
use crate::terminal::{quoted, say};

/// Come back with a receipt without showing it to any server (level A).
#[derive(Debug, Args)]
pub(super) struct Answers {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Turn the receipt into the mailbox number that the reporter's door asks for
    Mailbox(Mailbox),
    /// Open the sealed file that the door handed out
    Read(Read),
}

/// Which office, and which receipt.
#[derive(Debug, Args)]
struct Whose {
    /// The folder with `manifest`, `officer-keys` and `rosters/`, as the office publishes it
    #[arg(long, value_name = "DIR")]
    trust: PathBuf,
    /// The manifest's digest from the poster: 64 hexadecimal digits
    #[arg(long, value_name = "DIGEST")]
    manifest_digest: String,
    /// A file with the receipt, digits or words; otherwise it is asked for
    #[arg(long, value_name = "FILE")]
    receipt_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Mailbox {
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Args)]
struct Read {
    /// The file from the reporter's door
    #[arg(value_name = "FILE")]
    page: PathBuf,
    #[command(flatten)]
    whose: Whose,
}

impl Answers {
    pub(super) fn run(self) -> Result<()> {
        match self.act {
            Act::Mailbox(mailbox) => mailbox.run(),
            Act::Read(read) => read.run(),
        }
    }
}

impl Whose {
    fn trust(&self) -> Result<Trust> {
        read_pinned_trust(&self.trust, &self.manifest_digest)
    }

    fn receipt(&self) -> Result<Receipt> {
        let typed = Zeroizing::new(match &self.receipt_file {
            Some(path) => fs::read_to_string(path)
                .with_context(|| format!("`{}` cannot be read", path.display()))?,
            None => rpassword::prompt_password("Receipt, digits or words: ")
                .context("there is no terminal to ask for the receipt; use --receipt-file")?,
        });
        Ok(Receipt::parse(&typed)?)
    }
}

impl Mailbox {
    fn run(self) -> Result<()> {
        let trust = self.whose.trust()?;
        let keys = self.whose.receipt()?.keys(trust.manifest.instance);
        say!("{}", keys.mailbox.to_text().as_str());
        Ok(())
    }
}

impl Read {
    fn run(self) -> Result<()> {
        let trust = self.whose.trust()?;
        let keys = self.whose.receipt()?.keys(trust.manifest.instance);
        let answer = read_page(&self.page)?;
        let Some(status) = &answer.status else {
            say!(
                "There is nothing under this receipt: it was never used here, or everything was deleted."
            );
            return Ok(());
        };
        status.check(&keys, trust.manifest.instance)?;
        say!(
            "Received on {}. {}",
            status.received_on,
            status_text(status)
        );
        if let Some(day) = status.deletion_asked_on {
            say!("You asked for deletion on {day}.");
        }
        let reply = keys.reply()?;
        for slot in answer.slots.iter().rev() {
            let from = sender(slot, &trust);
            say!(
                "\n--- {}, {}",
                slot.arrived_on,
                from.as_ref()
                    .map_or("an unknown sender", |(label, _)| label)
            );
            let opened = match from {
                Ok((_, key)) => slot.reply.check(&key).map_err(anyhow::Error::from),
                Err(fault) => Err(fault),
            };
            match opened.and_then(|()| Ok(Reply::open(&slot.reply, &status.header, &reply)?)) {
                Ok(reply) => say!("{}", quoted(&reply.text)),
                Err(fault) => {
                    say!("This answer is not shown, because it cannot be trusted: {fault:#}")
                }
            }
        }
        if answer.slots.is_empty() {
            say!("No answer waits yet.");
        }
        Ok(())
    }
}

fn read_page(path: &Path) -> Result<Answer> {
    let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(Answer::from_bytes(&bytes)?)
}

fn status_text(status: &StatusBlock) -> &'static str {
    match CaseStatus::from_code(status.status) {
        Some(CaseStatus::Received) => "Nobody has answered yet.",
        Some(CaseStatus::Answered) => "An officer has answered.",
        Some(CaseStatus::Closed) => "The case is closed; you can still write.",
        None => "Its status is unknown to this version.",
    }
}

fn sender(slot: &Slot, trust: &Trust) -> Result<(String, seal::VerifyingKey)> {
    let Sender::Officer(officer) = slot.reply.header.sender else {
        bail!("it does not come from an officer");
    };
    let known = trust
        .rosters()
        .iter()
        .find_map(|roster| roster.officer(officer));
    let known = known.context("its sender stands in no roster")?;
    Ok((known.label.clone(), known.verifying))
}
