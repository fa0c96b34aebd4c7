use std::fs;
use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use casework::OpenCase;
use clap::Args;
use seal::{DetachedObject, Level, ReplyParts, Replying, Sender};
use storage::StoredObject;

use super::attachments::{self, seal_files};
use super::block_on;
use super::deliver::Carried;
use super::source::{CaseChoice, FoundCase, Source};
use crate::station::ticket;
use crate::terminal::say;

/// Answers a reporter. The answer and its files are sealed on this machine, to the case and to the
/// reporter.
#[derive(Debug, Args)]
pub(super) struct Reply {
    #[command(flatten)]
    case: CaseChoice,
    /// A file with the answer; read from standard input when it is not given
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// The answer itself, for trying out: others on this machine can see it in the list of programs
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// A file to go with the answer; may be repeated
    #[arg(long = "attach", value_name = "FILE")]
    files: Vec<PathBuf>,
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
            if after.as_ref().is_some_and(|last| !case.is_signed(last)) {
                bail!("what stands as your last object is not yours");
            }
            // An answer written on the office's own machine is not sealed offline, and does not say so.
            let level = match &found.from {
                Source::Archive(_) => Level::A,
                Source::Storage(_) => Level::C,
            };
            let header = &case.file.case.header;
            let begin = || {
                let epoch = case.file.epoch;
                Replying::begin(header, epoch, after.as_ref(), keys.officer, level)
            };
            let finish = |replying: Replying, files| {
                replying
                    .finish(text.trim(), files, &keys)
                    .context("the answer was not sealed; about 60,000 bytes of text fit into one")
            };
            // A text that is too long is found before files are sealed for it.
            let mut parts = finish(begin(), None)?;
            let ticket =
                |parts: &ReplyParts| ticket(&case, ledger::Code::Feedback, &parts.to_case, &trust);
            let limit = trust.manifest.limits.bundle_bytes;
            match (&found.from, &self.out) {
                (Source::Archive(_), Some(out)) => {
                    let beside = attachments::beside(out);
                    if !self.files.is_empty() {
                        let mut replying = begin();
                        let mut file = attachments::new_file(&beside)?;
                        let keep = async |chunk: Vec<u8>| attachments::append(&mut file, &chunk);
                        let bundle = replying.begin_bundle(MOST_FILES)?;
                        let bundle = seal_files(&self.files, limit, bundle, keep).await?;
                        file.sync_all()?;
                        parts = finish(replying, Some(bundle))?;
                        say!("The sealed files are in {}. Carry both.", beside.display());
                    }
                    Carried::of_reply(&parts, &ticket(&parts)?).save(out)?;
                    say!("It is an answer of {}.", found.in_the_name_of(&case));
                    Ok(())
                }
                (Source::Archive(_), None) => bail!("name a file for the sealed answer with --out"),
                (Source::Storage(room), _) => {
                    let today = self.case.place.open()?.today();
                    if self.files.is_empty() {
                        let ticket = ticket(&parts)?;
                        room.reply(keys.officer, parts, ticket, today).await?;
                    } else {
                        let mut replying = begin();
                        let mut store = room.new_bundle();
                        let keep = async |chunk: Vec<u8>| Ok(store.put_chunk(chunk).await?);
                        let bundle = replying.begin_bundle(MOST_FILES)?;
                        let bundle = seal_files(&self.files, limit, bundle, keep).await?;
                        parts = finish(replying, Some(bundle))?;
                        let (ticket, stored) = (ticket(&parts)?, store.finish().await?);
                        room.reply_with_files(keys.officer, parts, stored, ticket, today)
                            .await?;
                    }
                    say!(
                        "Sent in the name of {}. The reporter reads it with the receipt.",
                        found.in_the_name_of(&case)
                    );
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
            bail!("the answer is empty; give it with --text-file or on standard input");
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
        .filter(|arrived| arrived.object.header().sender == Sender::Officer(officer));
    let last = own.max_by_key(|arrived| arrived.object.header().sequence);
    Ok(last.map(|arrived| match &arrived.object {
        StoredObject::Text(text) => text.detached(),
        StoredObject::Bundle(bundle) => bundle.clone(),
    }))
}

/// Files of one answer.
const MOST_FILES: u32 = 100;
