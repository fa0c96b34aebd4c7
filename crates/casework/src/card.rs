use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

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
}

impl Card {
    /// The card of a fresh report.
    pub fn of_report(account: &str, urgency: Urgency) -> Self {
        let line = account
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        // A control character would take six bytes in JSON.
        let clean: String = line
            .chars()
            .filter(|one| !one.is_control() && !['"', '\\'].contains(one))
            .collect();
        Self {
            title: Self::shortened(&clean).to_owned(),
            urgency,
        }
    }

    /// As much of a title as a card holds. What comes sealed from elsewhere may be longer.
    pub(crate) fn shortened(title: &str) -> &str {
        let mut end = title.len().min(CARD_TITLE_BYTES);
        while !title.is_char_boundary(end) {
            end -= 1;
        }
        title.get(..end).unwrap_or_default()
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
