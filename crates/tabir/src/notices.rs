//! Mail at fixed hours that asks officers to look in, whether or not anything came.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use casework::NoticeHours;
use http_guard::Clock;
use pages::Pages;
use seal::{Day, Trust};
use storage::Upkeep;

use crate::addresses::Addresses;
use crate::data_folder::read_trust;
use crate::mail::{MailFault, Mailer};
use crate::notices_config::NoticesConfig;
use crate::office::Office;

/// What sending notices needs.
pub struct Notices {
    config: NoticesConfig,
    hours: NoticeHours,
    offset_minutes: i32,
    pages: Pages,
    trust: PathBuf,
    clock: Clock,
    upkeep: Upkeep,
}

/// How a round of notices went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// How many went out.
    pub sent: usize,
    /// What went wrong, each kind once.
    pub faults: BTreeSet<MailFault>,
}

impl Notices {
    /// What an office has in `[notices]`; `None` without that section.
    ///
    /// # Errors
    /// Hours that are none.
    pub fn of(office: &Office) -> Result<Option<Self>> {
        let Some(config) = office.config.notices.clone() else {
            return Ok(None);
        };
        Ok(Some(Self {
            hours: config.hours()?,
            offset_minutes: office.trust.manifest.offset_minutes,
            pages: Pages::load()?,
            trust: office.config.trust.folder.clone(),
            clock: office.clock.clone(),
            upkeep: office.storage.upkeep(),
            config,
        }))
    }

    /// Sends the notice of the last hour that has come to everybody who did not have it yet.
    ///
    /// # Errors
    /// Files or storage that cannot be read. What the mail server does wrong is in the [`Round`].
    pub async fn send_due(&self) -> Result<Round> {
        let (trust, addresses, mailer) = self.read()?;
        let (now, offset) = (self.clock.unix_seconds(), self.offset_minutes);
        let last = self.hours.last(now, offset);
        let roster = trust.newest()?;
        let mut round = Round {
            sent: 0,
            faults: BTreeSet::new(),
        };
        for one in addresses.noticed(roster, Day::at(now, offset)) {
            let Some(taken) = self.upkeep.take_notice(one.officer, last).await? else {
                continue;
            };
            let Err(fault) = mailer.send(one.address, now, offset).await else {
                round.sent += 1;
                continue;
            };
            round.faults.insert(fault);
            if fault.may_pass() {
                self.upkeep.give_back_notice(taken).await?;
            }
            if !fault.is_about_one() {
                break;
            }
        }
        Ok(round)
    }

    /// Sends the notice at once, to everybody who gets it or to the officer with a label, and says for each how it
    /// went. No hour counts as sent.
    ///
    /// # Errors
    /// Files that cannot be read, or nobody to send it to.
    pub async fn try_out(
        &self,
        label: Option<&str>,
    ) -> Result<Vec<(String, Result<(), MailFault>)>> {
        let (trust, addresses, mailer) = self.read()?;
        let (now, offset) = (self.clock.unix_seconds(), self.offset_minutes);
        let noticed = addresses.noticed(trust.newest()?, Day::at(now, offset));
        let mut tried = vec![];
        for one in noticed {
            if label.is_none_or(|label| label == one.label) {
                let sent = mailer.send(one.address, now, offset).await;
                tried.push((one.label.to_owned(), sent));
            }
        }
        anyhow::ensure!(
            !tried.is_empty(),
            "no officer on duty who receives reports is named so and has an address"
        );
        Ok(tried)
    }

    /// Sends notices for as long as the process runs: when an hour has come, and every few minutes to whoever could
    /// not have it yet or is new in the file.
    pub(crate) async fn keep_sending(self) {
        let (mut sent_of, mut looked_at, mut told) = (None, 0, String::new());
        loop {
            let now = self.clock.unix_seconds();
            let last = Some(self.hours.last(now, self.offset_minutes));
            if sent_of != last || now.abs_diff(looked_at) >= BETWEEN_TRIES {
                (sent_of, looked_at) = (last, now);
                let fault = match self.send_due().await {
                    Ok(round) => round.faults.iter().map(ToString::to_string).collect(),
                    Err(fault) => vec![format!("{fault:#}")],
                };
                let fault = fault.join("; ");
                if !fault.is_empty() && fault != told {
                    tracing::error!("A notice could not be sent and will be tried again: {fault}");
                }
                told = fault;
            }
            actix_web::rt::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    fn read(&self) -> Result<(Trust, Addresses, Mailer)> {
        let language = self.config.language()?;
        let text = self.pages.notice(language, self.config.desk.as_deref());
        let addresses = Addresses::read(&self.config.addresses_file).context("[notices]")?;
        Ok((
            read_trust(&self.trust)?,
            addresses,
            Mailer::of(&self.config, text)?,
        ))
    }
}

const BETWEEN_LOOKS: Duration = Duration::from_secs(30);
/// In seconds.
const BETWEEN_TRIES: u64 = 600;
