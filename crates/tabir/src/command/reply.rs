use std::fs;
use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use seal::{DetachedObject, Level, Sender};
use storage::StoredObject;

use super::block_on;
use super::deliver::Carried;
use super::source::{CaseChoice, FoundCase, Source};
use crate::station::{OpenCase, header_of};
use crate::terminal::say;

/// Answers a reporter. The answer is sealed on this machine, once to the case and once to the
/// reporter.
#[derive(Debug, Args)]
pub(super) struct Reply {
    #[command(flatten)]
    case: CaseChoice,
    /// The answer; read from standard input when neither --text nor --text-file is given
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// A file with the answer
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// With --file: where to write the sealed answer, to be carried back
    #[arg(long, value_name = "FILE", requires = "file")]
    out: Option<PathBuf>,
}

impl Reply {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let found = self.case.find().await?;
            let keys = found.unlock()?;
            let text = self.text()?;
            let trust = found.trust.clone();
            let case = OpenCase::open(found.file.clone(), &keys, &trust)?;
            let after = last_of(&found, keys.officer).await?;
            if let Some(last) = &after {
                last.check(&keys.signing.verifying())
                    .context("what stands as your last object is not yours")?;
            }
            // An answer written on the office's own machine is not sealed offline, and does not say so.
            let level = match &found.from {
                Source::Archive(_) => Level::A,
                Source::Storage(_) => Level::C,
            };
            let header = &case.file.case.header;
            let parts = seal::Reply::write(
                text.trim(),
                header,
                case.file.epoch,
                after.as_ref(),
                &keys,
                level,
            )
            .context("the answer was not sealed; about 3,000 bytes fit into one")?;
            let ticket = case.ticket(ledger::Code::Feedback, &parts.to_case)?;
            match (&found.from, &self.out) {
                (Source::Archive(_), Some(out)) => Carried::of_reply(&parts, &ticket).save(out),
                (Source::Archive(_), None) => bail!("name a file for the sealed answer with --out"),
                (Source::Storage(room), _) => {
                    let today = self.case.place.open()?.today();
                    room.reply(keys.officer, parts, ticket, today).await?;
                    say!("Sent. The reporter reads it with the receipt.");
                    Ok(())
                }
            }
        })
    }

    fn text(&self) -> Result<String> {
        let text = match (&self.text, &self.text_file) {
            (Some(text), _) => text.clone(),
            (None, Some(path)) => fs::read_to_string(path)
                .with_context(|| format!("`{}` cannot be read", path.display()))?,
            (None, None) => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text)?;
                text
            }
        };
        if text.trim().is_empty() {
            bail!("the answer is empty; give it with --text, --text-file or on standard input");
        }
        Ok(text)
    }
}

/// The officer's last object in the case, which the next one names.
async fn last_of(found: &FoundCase, officer: seal::OfficerId) -> Result<Option<DetachedObject>> {
    if let Source::Storage(room) = &found.from {
        return Ok(room
            .last_object_of(officer, found.file.case.header.case)
            .await?);
    }
    let own = found
        .file
        .objects
        .iter()
        .filter(|arrived| header_of(&arrived.object).sender == Sender::Officer(officer));
    let last = own.max_by_key(|arrived| header_of(&arrived.object).sequence);
    Ok(last.map(|arrived| match &arrived.object {
        StoredObject::Text(text) => text.detached(),
        StoredObject::Bundle(bundle) => bundle.clone(),
    }))
}
