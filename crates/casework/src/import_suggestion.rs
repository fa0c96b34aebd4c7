//! Which code, field or column a stranger's word may have meant. A suggestion is only told, and never taken.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// What was suggested before: one value may stand in every row of a log.
#[derive(Debug, Default)]
pub(crate) struct Suggestions(RefCell<HashMap<(&'static str, String), Option<String>>>);

impl Suggestions {
    /// What a value of a field may have meant. When very many values were asked for already, or it is longer than any word for
    /// a code, nothing.
    pub(crate) fn of<'n>(
        &self,
        field: &'static str,
        value: &str,
        known: impl Iterator<Item = (&'n str, &'n str)>,
    ) -> Option<String> {
        if value.len() > MOST_BYTES {
            return None;
        }
        let mut before = self.0.borrow_mut();
        let asked = (field, value.to_owned());
        if let Some(found) = before.get(&asked) {
            return found.clone();
        }
        if before.len() >= MOST_VALUES {
            return None;
        }
        let found = nearest(value, known).map(str::to_owned);
        before.insert(asked, found.clone());
        found
    }
}

/// The best of several, with a likeness that is worth telling.
pub(crate) fn nearest<'n, T: Copy>(
    wanted: &str,
    known: impl Iterator<Item = (T, &'n str)>,
) -> Option<T> {
    // Uwazi writes the group before the term, and the term is what says more.
    let wanted: Vec<_> = [Some(wanted), wanted.rsplit("::").next()]
        .into_iter()
        .flatten()
        .map(pairs)
        .collect();
    let mut best = None;
    for (one, text) in known {
        let text = pairs(text);
        let likeness = wanted.iter().map(|wanted| likeness(wanted, &text)).max();
        let likeness = likeness.unwrap_or_default();
        let is_better = best.is_none_or(|(most, _)| likeness > most);
        if likeness >= LEAST && is_better {
            best = Some((likeness, one));
        }
    }
    best.map(|(_, one)| one)
}

/// Pairs of letters that stand beside one another within a word.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let text = text.to_lowercase();
    let words = text.split(|one: char| !one.is_alphanumeric());
    let pairs = words.flat_map(|word| {
        let letters = std::iter::once(' ').chain(word.chars());
        letters.zip(word.chars())
    });
    pairs.collect()
}

/// How much of two sets is common, in percent.
fn likeness(one: &BTreeSet<(char, char)>, other: &BTreeSet<(char, char)>) -> usize {
    let common = one.intersection(other).count();
    (200 * common)
        .checked_div(one.len() + other.len())
        .unwrap_or_default()
}

/// So many values are looked for. A log with more of them needs another mapping, and not suggestions.
const MOST_VALUES: usize = 2_000;
/// A longer one is a text. With [`MOST_VALUES`] it bounds what is kept of a log, in bytes.
const MOST_BYTES: usize = 800;
/// Below it a suggestion misleads more than it helps, in percent.
const LEAST: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_most_alike_is_suggested_and_nothing_far_fetched() {
        let labels = [
            ("threat.death", "Death threat"),
            ("threat.legal", "Threat of legal action"),
            ("life.killing", "Killing"),
        ];
        let found = |wanted| nearest(wanted, labels.iter().copied());
        assert_eq!(found("death threats"), Some("threat.death"));
        assert_eq!(found("Violence::Killing"), Some("life.killing"));
        assert_eq!(found("Legal threat"), Some("threat.legal"));
        assert_eq!(found("Demolition of a house"), None);
        assert_eq!(found(""), None);

        let before = Suggestions::default();
        let asked = |value: &str| before.of("act", value, labels.iter().copied());
        assert_eq!(asked("killings").as_deref(), Some("life.killing"));
        assert_eq!(
            before.of("act", "killings", std::iter::empty()),
            asked("killings")
        );
        assert_eq!(before.of("role", "killings", std::iter::empty()), None);
        let text = "killings ".repeat(100);
        assert_eq!(asked(&text), None, "a text is looked up and kept nowhere");
        assert_eq!(before.0.borrow().len(), 2);
        for number in 0..MOST_VALUES {
            asked(&number.to_string());
        }
        assert_eq!(
            asked("killing"),
            None,
            "it was not asked before, and it is enough"
        );
        assert_eq!(asked("killings").as_deref(), Some("life.killing"));
    }
}
