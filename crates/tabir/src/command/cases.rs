use anyhow::Result;
use clap::Args;
use serde_json::json;
use storage::ListedCase;

use super::{Place, block_on, source::PAGE};
use crate::officer_key::KeyChoice;
use crate::terminal::{harmless_line, say};

/// Lists the cases an officer can open, with their cards opened.
#[derive(Debug, Args)]
pub(super) struct Cases {
    #[command(flatten)]
    key: KeyChoice,
    #[command(flatten)]
    place: Place,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

impl Cases {
    pub(super) fn run(self) -> Result<()> {
        block_on(async move {
            let office = self.place.open()?;
            office.require_ready().await?;
            let room = office.storage.case_room();
            let mut without = vec![];
            for key in self.key.find(&self.place.folder())? {
                // Before anything is asked, so that no cases and a wrong passphrase are told apart.
                let keys = key.unlock()?;
                let mut after = None;
                let mut has_none = true;
                loop {
                    let page = room.cases_of(key.officer, after, PAGE).await?;
                    for case in &page {
                        has_none = false;
                        let card = case.open_card(&keys, &office.trust);
                        let title = card.map(|card| harmless_line(&card.title));
                        self.print(&key.name, case, title.as_deref());
                    }
                    after = page.last().map(|case| case.header.case);
                    if after.is_none() {
                        break;
                    }
                }
                if has_none {
                    without.push(key.name);
                }
            }
            if !without.is_empty() && !self.json {
                say!(
                    "No cases for {}. New ones appear here as soon as they arrive.",
                    without.join(", ")
                );
            }
            Ok(())
        })
    }

    fn print(&self, officer: &str, case: &ListedCase, title: Option<&str>) {
        let ListedCase {
            header,
            status,
            received_on,
            ..
        } = case;
        if self.json {
            let line = json!({
                "officer": officer,
                "case": header.case.to_string(),
                "short": header.case.short(),
                "received_on": received_on.to_string(),
                "status": status.word(),
                "level": header.level.letter(),
                "title": title,
            });
            say!("{line}");
        } else {
            let title = title.unwrap_or("(the card does not open)");
            let title = if title.is_empty() {
                "(files only)"
            } else {
                title
            };
            say!(
                "{officer}  {}  {received_on}  {:<8}  level {}  {title}",
                header.case.short(),
                status.word(),
                header.level.letter()
            );
        }
    }
}
