use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::Note;
use crate::report::Urgency;

/// Bytes of a card's title, at most.
pub const CARD_TITLE_BYTES: usize = 160;

/// Bytes of all labels of a card with what stands between them, at most.
pub const CARD_LABELS_BYTES: usize = 60;

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
    /// Labels, with a comma between them; empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub labels: String,
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
            labels: String::new(),
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
            Note::Labels(labels) => self.labels = cleaned_labels(labels),
            Note::Allegation(_)
            | Note::Coding(_)
            | Note::Consent(_)
            | Note::Parcel(_)
            | Note::Referral(_)
            | Note::Custody(_)
            | Note::Slapp(_)
            | Note::Exhibit(_)
            | Note::HandOver(_)
            | Note::KeptOut(_)
            | Note::Link(_)
            | Note::Settlement(_)
            | Note::Task(_)
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

/// Labels as a card holds them: without what takes more than one byte in JSON, each once, with a comma between
/// them. A client of another officer may have noted more than fits.
pub(crate) fn cleaned_labels(labels: &[String]) -> String {
    let mut kept: Vec<String> = vec![];
    for label in labels {
        let label = Card::clean(&label.replace(',', " "));
        if !label.is_empty() && !kept.contains(&label) {
            kept.push(label);
        }
    }
    kept.join(",")
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

    #[test]
    fn labels_stand_once_each_and_the_last_note_of_them_counts() {
        let mut card = Card::of_report("Land", Urgency::Normal);
        let note =
            |labels: &[&str]| Note::Labels(labels.iter().map(|one| (*one).to_owned()).collect());
        card.follow(&note(&[" land ", "press,radio", "land", "", "\"x\""]));
        assert_eq!(card.labels, "land,press radio,x");
        card.follow(&note(&[]));
        assert_eq!(card.labels, "");
        assert_eq!(note(&["a"; 9]).check(), Ok(()));
        let long = note(&[&"a".repeat(61)]);
        assert_eq!(long.check(), Err(crate::note::NoteFault::TooLong));
    }
}
