//! Journals that a contributor of a civil-society body keeps: reports of the contributor's own, into which further incidents are
//! logged over years (decision 0063).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::saved_searches::SavedSearches;

/// One journal, as the contributor's client keeps it sealed to itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// What the contributor calls it; of one contributor each another name.
    pub name: String,
    /// What the body is called that receives it.
    pub body: String,
    /// The receipt, as digits: what opens answers and signs entries.
    pub receipt: String,
}

/// A journal is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum JournalFault {
    /// It has no name, or a longer one than [`Journal::MOST_NAME`].
    #[error("name the journal, in at most {} letters", Journal::MOST_NAME)]
    Name,
    /// There is one of that name, or of that receipt.
    #[error("there is such a journal already")]
    Twice,
}

impl Journal {
    /// Letters of a name, at most.
    pub const MOST_NAME: usize = 80;
}

impl SavedSearches {
    /// Keeps a journal besides.
    ///
    /// # Errors
    /// [`JournalFault`].
    pub fn keep_journal(&mut self, mut journal: Journal) -> Result<(), JournalFault> {
        journal.name = journal.name.trim().to_owned();
        let letters = journal.name.chars().count();
        if !(1..=Journal::MOST_NAME).contains(&letters) {
            return Err(JournalFault::Name);
        }
        let mut known = self.journals.iter();
        if known.any(|one| one.name == journal.name || one.receipt == journal.receipt) {
            return Err(JournalFault::Twice);
        }
        self.journals.push(journal);
        Ok(())
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Journal(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use seal::{Digest, InstanceId, OfficerId, OfficerKeys};

    use super::*;
    use crate::saved_searches::{SavedSearch, SealedSearches, SearchesFault};

    fn keys() -> OfficerKeys {
        let (instance, officer) = (InstanceId::from_bytes([7; 16]), OfficerId::draw().unwrap());
        OfficerKeys::draw(instance, Digest::NONE, officer).unwrap()
    }

    fn journal(name: &str, receipt: &str) -> Journal {
        Journal {
            name: name.to_owned(),
            body: "Human Rights Institution".to_owned(),
            receipt: receipt.to_owned(),
        }
    }

    #[test]
    fn journals_lie_with_the_searches_and_open_for_their_contributor_alone() {
        let (own, other) = (keys(), keys());
        let mut kept = SavedSearches::default();
        let without = kept.seal(1, &own).unwrap();
        kept.keep_journal(journal(" Valley ", "1")).unwrap();
        kept.put(SavedSearch {
            name: "Land".to_owned(),
            words: "ratanakiri".to_owned(),
            body: String::new(),
            level: String::new(),
            stage: String::new(),
            order: String::new(),
        })
        .unwrap();
        let sealed = kept.seal(2, &own).unwrap();
        assert_eq!(sealed.sealed.len(), without.sealed.len());
        let again = SealedSearches::from_bytes(&sealed.to_bytes()).unwrap();
        let opened = SavedSearches::open(&again, &own).unwrap();
        assert_eq!(opened, kept);
        assert_eq!(opened.journals[0].name, "Valley");
        assert_eq!(SavedSearches::open(&sealed, &other), None);
        assert_eq!(format!("{:?}", opened.journals[0]), "Journal(hidden)");
    }

    #[test]
    fn a_journal_has_a_name_of_its_own_and_there_is_an_end_of_them() {
        let mut kept = SavedSearches::default();
        for wrong in [" ", &"x".repeat(Journal::MOST_NAME + 1)] {
            let refused = kept.keep_journal(journal(wrong, "1"));
            assert_eq!(refused, Err(JournalFault::Name));
        }
        kept.keep_journal(journal("Valley", "1")).unwrap();
        for (name, receipt) in [("Valley", "2"), ("Coast", "1")] {
            let refused = kept.keep_journal(journal(name, receipt));
            assert_eq!(refused, Err(JournalFault::Twice), "{name}");
        }
        for number in 2..20 {
            let receipt = format!("{number:042}");
            kept.keep_journal(journal(&format!("Journal {number}"), &receipt))
                .unwrap();
        }
        kept.seal(1, &keys()).unwrap();
        for number in 20..80 {
            kept.keep_journal(journal(&format!("Journal {number}"), &number.to_string()))
                .unwrap();
        }
        assert_eq!(kept.seal(1, &keys()), Err(SearchesFault::Full));
    }
}
