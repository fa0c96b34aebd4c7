use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use clap::Args;
use seal::{
    DetachedObject, LogTicket, OfficerId, ReplyParts, SealedObject, ThreadId, VerifyingKey,
};
use serde::{Deserialize, Serialize};

use super::{Place, attachments, block_on, decline};
use crate::data_folder::write_private_file;
use crate::terminal::say;

/// Hands in what an officer made without a connection. Whoever carries it can neither read nor
/// change it.
#[derive(Debug, Args)]
pub(super) struct Deliver {
    /// A file written by `tabir reply --out`, `tabir grant --out` or `tabir decline --out`
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// What an officer's act looks like on its way from a machine without a connection.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Carried {
    Reply {
        to_case: String,
        to_reporter: String,
        entry: String,
        opening: String,
        thread: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        files: Option<String>,
    },
    Grant {
        by: String,
        grant: String,
    },
    Recusal {
        by: String,
        recusal: String,
    },
}

impl Deliver {
    pub(super) fn run(self) -> Result<()> {
        let text = fs::read_to_string(&self.file)
            .with_context(|| format!("`{}` cannot be read", self.file.display()))?;
        let carried: Carried = serde_json::from_str(&text).with_context(|| {
            format!(
                "`{}` is neither a reply nor a grant nor a recusal",
                self.file.display()
            )
        })?;
        block_on(async move {
            let office = self.place.open()?;
            office.require_ready().await?;
            let room = office.storage.case_room();
            let today = office.today();
            let key_of = |officer: OfficerId| -> Result<VerifyingKey> {
                let known = office.trust.roster(today)?.officer(officer);
                let known = known.filter(|known| known.is_on_duty(today));
                Ok(known
                    .context("the sender is not on duty in the newest roster")?
                    .verifying)
            };
            match carried {
                Carried::Reply { .. } => {
                    let (officer, parts, ticket) = carried.reply()?;
                    casedesk::check_answer(officer, &parts, &ticket, &office.trust, today)?;
                    if let Some(files) = parts.files.clone() {
                        let beside = attachments::beside(&self.file);
                        let stored = attachments::store(&room, &files, &beside).await?;
                        room.reply_with_files(officer, parts, stored, ticket, today)
                            .await?;
                    } else {
                        room.reply(officer, parts, ticket, today).await?;
                    }
                    say!("The reply waits for the reporter.");
                }
                Carried::Grant { by, grant } => {
                    let by: OfficerId = by.parse()?;
                    let grant = seal::Grant::from_bytes(&BASE64_STANDARD.decode(grant)?)?;
                    grant.check(&key_of(by)?)?;
                    key_of(grant.grantee).context("the colleague")?;
                    if grant.grantor != seal::Sender::Officer(by) {
                        bail!("the grant was made by somebody else");
                    }
                    room.grant(by, grant, today).await?;
                    say!("The grant is in place.");
                }
                Carried::Recusal { by, recusal } => {
                    let by: OfficerId = by.parse()?;
                    let recusal = SealedObject::from_bytes(&BASE64_STANDARD.decode(recusal)?)?;
                    let on_duty = casedesk::check_recusal(by, &recusal, &office.trust, today)?;
                    decline::told(room.recuse(by, recusal, on_duty, today).await?)?;
                }
            }
            Ok(())
        })
    }
}

impl Carried {
    pub(super) fn of_reply(parts: &ReplyParts, ticket: &LogTicket) -> Self {
        let text = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
        Self::Reply {
            to_case: text(&parts.to_case.to_bytes()),
            to_reporter: text(&parts.to_reporter.to_bytes()),
            entry: text(&ticket.entry),
            opening: text(&ticket.opening),
            thread: ticket.thread.to_string(),
            files: parts.files.as_ref().map(|files| text(&files.to_bytes())),
        }
    }

    pub(super) fn of_grant(by: OfficerId, grant: &seal::Grant) -> Self {
        Self::Grant {
            by: by.to_string(),
            grant: BASE64_STANDARD.encode(grant.to_bytes()),
        }
    }

    pub(super) fn of_recusal(by: OfficerId, recusal: &SealedObject) -> Self {
        Self::Recusal {
            by: by.to_string(),
            recusal: BASE64_STANDARD.encode(recusal.to_bytes()),
        }
    }

    pub(super) fn save(&self, path: &Path) -> Result<()> {
        write_private_file(path, &serde_json::to_vec(self)?)?;
        say!(
            "Written to {}. Carry it to the office; there: tabir deliver {}",
            path.display(),
            path.display()
        );
        Ok(())
    }

    fn reply(&self) -> Result<(OfficerId, ReplyParts, LogTicket)> {
        let Self::Reply {
            to_case,
            to_reporter,
            entry,
            opening,
            thread,
            files,
        } = self
        else {
            bail!("this is no reply");
        };
        let bytes = |text: &str| BASE64_STANDARD.decode(text).context("the file is damaged");
        let sized = "the file is damaged";
        let parts = ReplyParts {
            to_case: SealedObject::from_bytes(&bytes(to_case)?)?,
            to_reporter: SealedObject::from_bytes(&bytes(to_reporter)?)?,
            files: match files {
                Some(files) => Some(DetachedObject::from_bytes(&bytes(files)?)?),
                None => None,
            },
        };
        let ticket = LogTicket {
            entry: bytes(entry)?.try_into().ok().context(sized)?,
            opening: bytes(opening)?.try_into().ok().context(sized)?,
            thread: thread.parse::<ThreadId>()?,
        };
        let seal::Sender::Officer(officer) = parts.to_case.header.sender else {
            bail!("a reply comes from an officer");
        };
        Ok((officer, parts, ticket))
    }
}
