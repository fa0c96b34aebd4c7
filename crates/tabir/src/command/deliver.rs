use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use casework::{OfficerExclusion, OfficerGrant, OfficerHandOver};
use clap::Args;
use seal::{DetachedObject, LogTicket, OfficerId, ReplyParts, SealedObject, ThreadId};
use serde::{Deserialize, Serialize};

use super::deliver_parcel::{deliver_parcel, is_parcel};
use super::{Place, attachments, block_on, decline, exclude, grant, hand_over};
use crate::data_folder::write_private_file;
use crate::terminal::say;

/// Hands in what an officer made without a connection, or a sealed parcel for this office: a report, what another office
/// refers to it, or what was added to either. Whoever carries it can neither read nor change it.
#[derive(Debug, Args)]
pub(super) struct Deliver {
    /// A file written with --out by `tabir reply`, `tabir grant`, `tabir decline`, `tabir exclude`, `tabir
    /// handover`, `tabir seal` or `tabir answers write`, or one that was saved at a desk to be carried here
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
    Exclusion {
        by: String,
        exclusion: String,
    },
    Grant {
        by: String,
        granted: String,
    },
    HandOver {
        by: String,
        hand_over: String,
    },
    Recusal {
        by: String,
        recusal: String,
    },
}

impl Deliver {
    pub(super) fn run(self) -> Result<()> {
        if is_parcel(&self.file)? {
            return deliver_parcel(&self.file, &self.place);
        }
        let text = fs::read_to_string(&self.file)
            .with_context(|| format!("`{}` cannot be read", self.file.display()))?;
        let carried: Carried = serde_json::from_str(&text).with_context(|| {
            format!(
                "`{}` is nothing that an officer made without a connection",
                self.file.display()
            )
        })?;
        block_on(async move {
            let office = self.place.open()?;
            office.require_ready().await?;
            let room = office.storage.case_room();
            let today = office.today();
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
                Carried::Exclusion { by, exclusion } => {
                    let by: OfficerId = by.parse()?;
                    let excluding =
                        OfficerExclusion::from_bytes(&BASE64_STANDARD.decode(exclusion)?)?;
                    let on_duty = casedesk::check_exclusion(by, &excluding, &office.trust, today)?;
                    exclude::told(room.exclude(by, excluding, on_duty, today).await)?;
                }
                Carried::Grant { by, granted } => {
                    let by: OfficerId = by.parse()?;
                    let granted = OfficerGrant::from_bytes(&BASE64_STANDARD.decode(granted)?)?;
                    let of = casedesk::check_granted(by, &granted, &office.trust, today)?;
                    grant::told(room.grant(by, granted, of, today).await)?;
                    say!("The grant is in place.");
                }
                Carried::HandOver { by, hand_over } => {
                    let by: OfficerId = by.parse()?;
                    let handed = OfficerHandOver::from_bytes(&BASE64_STANDARD.decode(hand_over)?)?;
                    let (on_duty, of) =
                        casedesk::check_hand_over(by, &handed, &office.trust, today)?;
                    hand_over::told(room.hand_over(by, handed, of, on_duty, today).await)?;
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

    pub(super) fn of_exclusion(by: OfficerId, excluding: &OfficerExclusion) -> Self {
        Self::Exclusion {
            by: by.to_string(),
            exclusion: BASE64_STANDARD.encode(excluding.to_bytes()),
        }
    }

    pub(super) fn of_grant(by: OfficerId, granted: &OfficerGrant) -> Self {
        Self::Grant {
            by: by.to_string(),
            granted: BASE64_STANDARD.encode(granted.to_bytes()),
        }
    }

    pub(super) fn of_hand_over(by: OfficerId, handed: &OfficerHandOver) -> Self {
        Self::HandOver {
            by: by.to_string(),
            hand_over: BASE64_STANDARD.encode(handed.to_bytes()),
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
