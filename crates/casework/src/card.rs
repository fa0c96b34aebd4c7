use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::Note;
use crate::report::Urgency;

/// Bytes of a card's title, at most.
pub const CARD_TITLE_BYTES: usize = 160;

/// What a list shows of a case, sealed to the same key as the report. Small, so that a page of fifty
/// cases opens fifty cards and not fifty reports.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The beginning of the first line of the account; empty when there are only files.
    pub title: String,
    /// How urgent it is, in the reporter's own view.
    #[zeroize(skip)]
    pub urgency: Urgency,
    /// The number in the body's own register; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub register: String,
    /// The points of the last triage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u16>,
}

impl Card {
    /// The card of a fresh report.
    pub fn of_report(account: &str, urgency: Urgency) -> Self {
        let line = account
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        Self {
            title: Self::title_of(line),
            urgency,
            register: String::new(),
            points: None,
        }
    }

    /// What it shows once a note is there.
    pub(crate) fn follow(&mut self, note: &Note) {
        match note {
            Note::Naming(naming) => {
                self.title = Self::title_of(&naming.title);
                self.register = Self::clean(&naming.register);
            }
            Note::Triage(triage) => self.points = Some(triage.points()),
            Note::Allegation(_)
            | Note::Custody(_)
            | Note::Exhibit(_)
            | Note::HandOver(_)
            | Note::Link(_)
            | Note::Text(_) => {}
        }
    }

    /// As much of a line as a card holds.
    fn title_of(line: &str) -> String {
        let mut title = Self::clean(line);
        title.truncate(title.floor_char_boundary(CARD_TITLE_BYTES));
        title
    }

    /// Without what takes six bytes in JSON, or two.
    fn clean(text: &str) -> String {
        let fits = |one: &char| !one.is_control() && !['"', '\\'].contains(one);
        text.trim().chars().filter(fits).collect()
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Card(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_bears_the_beginning_of_the_first_line() {
        let card = Card::of_report("\n  Land \"concession\" in Ratanakiri\nmore", Urgency::Soon);
        assert_eq!(card.title, "Land concession in Ratanakiri");
        let khmer = Card::of_report(&"ដី".repeat(100), Urgency::Normal);
        assert!(khmer.title.len() <= CARD_TITLE_BYTES && khmer.title.starts_with("ដី"));
        assert_eq!(Card::of_report("", Urgency::Normal).title, "");
    }
}
