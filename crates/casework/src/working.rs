use std::fmt;

use crate::allegation::Allegation;
use crate::card::Card;
use crate::exhibit::Exhibit;
use crate::note::{Note, NoteFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::triage::Triage;

/// What the officers of a case have made of it so far: what was noted last of each.
#[derive(Clone, PartialEq, Eq)]
pub struct Working {
    /// What lists show of it.
    pub card: Card,
    /// The allegations that stand, in the order in which they were raised.
    pub allegations: Vec<Allegation>,
    /// The exhibits, in the order of their numbers.
    pub exhibits: Vec<Exhibit>,
    /// The last assessment.
    pub triage: Option<Triage>,
}

impl OpenCase<'_> {
    /// Gathers what stands from the entries of this case.
    pub fn working(&self, entries: &[Entry<'_>]) -> Working {
        let notes = entries.iter().filter_map(|entry| {
            if let Content::Note(note) = &entry.content {
                Some(note)
            } else {
                None
            }
        });
        Working::of(
            Card::of_report(&self.report.account, self.report.urgency),
            notes,
        )
    }
}

impl Working {
    fn of<'n>(card: Card, notes: impl Iterator<Item = &'n Note>) -> Self {
        let mut working = Self {
            card,
            allegations: vec![],
            exhibits: vec![],
            triage: None,
        };
        for note in notes {
            working.card.follow(note);
            match note {
                Note::Allegation(allegation) => working.restate(allegation),
                Note::Triage(triage) => working.triage = Some(triage.clone()),
                Note::Exhibit(exhibit) if exhibit.check().is_ok() => working.number(exhibit),
                // Tasks stand apart: who leaves the case does none any more.
                Note::Task(_)
                | Note::Coding(_)
                | Note::Settlement(_)
                | Note::Consent(_)
                | Note::Parcel(_)
                | Note::Referral(_)
                | Note::Slapp(_)
                | Note::Custody(_)
                | Note::HandOver(_)
                | Note::KeptOut(_)
                | Note::Labels(_)
                | Note::Link(_)
                // Also an exhibit that is none, such as one that only a changed client would note.
                | Note::Exhibit(_)
                | Note::Naming(_)
                | Note::Text(_) => {}
            }
        }
        working
            .allegations
            .retain(|allegation| !allegation.withdrawn);
        working
    }

    /// The number of the next exhibit.
    pub fn next_exhibit(&self) -> u16 {
        let is_free = |number: &u16| self.exhibits.iter().all(|known| known.number != *number);
        (1..=u16::MAX).find(is_free).unwrap_or(u16::MAX)
    }

    /// The digests of the files that have these numbers.
    ///
    /// # Errors
    /// [`NoteFault::Exhibit`] when there is no exhibit of a number.
    pub fn files(&self, numbers: &[u16]) -> Result<Vec<String>, NoteFault> {
        let file = |number: &u16| {
            let mut exhibits = self.exhibits.iter();
            let known = exhibits.find(|known| known.number == *number);
            known
                .map(|known| known.sha256.clone())
                .ok_or(NoteFault::Exhibit)
        };
        numbers.iter().map(file).collect()
    }

    /// Two officers may give one number to two files: then the later one takes the next that is free, for everybody
    /// alike.
    fn number(&mut self, exhibit: &Exhibit) {
        let is_same =
            |known: &&mut Exhibit| known.number == exhibit.number && known.sha256 == exhibit.sha256;
        if let Some(known) = self.exhibits.iter_mut().find(is_same) {
            *known = exhibit.clone();
            return;
        }
        let mut exhibit = exhibit.clone();
        if self
            .exhibits
            .iter()
            .any(|known| known.number == exhibit.number)
        {
            exhibit.number = self.next_exhibit();
        }
        self.exhibits.push(exhibit);
        self.exhibits.sort_by_key(|known| known.number);
    }

    fn restate(&mut self, allegation: &Allegation) {
        let mut standing = self.allegations.iter_mut();
        match standing.find(|known| known.id == allegation.id) {
            Some(known) => *known = allegation.clone(),
            None => self.allegations.push(allegation.clone()),
        }
    }
}

impl fmt::Debug for Working {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Working(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allegation::Known;
    use crate::note::Naming;
    use crate::report::Urgency;
    use crate::triage::Score;

    fn allegation(id: &str, facts: &str, withdrawn: bool) -> Note {
        Note::Allegation(Allegation {
            id: id.to_owned(),
            offence: "u17".to_owned(),
            sector: "land".to_owned(),
            rights: vec![],
            legal_person: Known::Unknown,
            transnational: Known::Unknown,
            facts: facts.to_owned(),
            withdrawn,
        })
    }

    fn triage(score: u8) -> Note {
        Note::Triage(Triage {
            scores: vec![Score {
                criterion: "seriousness".to_owned(),
                weight: 3,
                score,
            }],
            decision: "investigate".to_owned(),
            reason: "Two witnesses.".to_owned(),
        })
    }

    #[test]
    fn what_was_noted_last_stands() {
        let naming = Note::Naming(Naming {
            title: "Land in Ratanakiri".to_owned(),
            register: "ACU/2026/7".to_owned(),
        });
        let notes = [
            allegation("1", "The fund was emptied.", false),
            triage(1),
            allegation("2", "The tender was rigged.", false),
            naming,
            allegation("1", "The fund was emptied twice.", false),
            triage(3),
            allegation("2", "The tender was rigged.", true),
            Note::Text("Called the clerk.".to_owned()),
        ];
        let card = Card::of_report("They took it all.", Urgency::Soon);
        let working = Working::of(card, notes.iter());
        let facts: Vec<_> = working
            .allegations
            .iter()
            .map(|one| one.facts.as_str())
            .collect();
        assert_eq!(facts, ["The fund was emptied twice."]);
        assert_eq!(working.triage.as_ref().map(Triage::points), Some(9));
        assert_eq!(working.card.title, "Land in Ratanakiri");
        assert_eq!(working.card.register, "ACU/2026/7");
        assert_eq!(
            (working.card.points, working.card.urgency),
            (Some(9), Urgency::Soon)
        );
    }

    #[test]
    fn no_exhibit_takes_the_last_number_from_the_others_and_none_counts_that_is_none() {
        let exhibit = |number, digest: &str| {
            Note::Exhibit(Exhibit {
                number,
                object: seal::ObjectId::from_bytes([7; 16]).to_string(),
                file: "ledger.jpg".to_owned(),
                sha256: digest.repeat(32),
                kind: "photo".to_owned(),
                shows: "The page of March.".to_owned(),
                copy_of: 0,
            })
        };
        let notes = [
            exhibit(u16::MAX, "aa"),
            exhibit(0, "bb"),
            exhibit(1, "CC"),
            exhibit(1, "dd"),
            exhibit(1, "ee"),
        ];
        let working = Working::of(Card::of_report("Land", Urgency::Normal), notes.iter());
        let numbers: Vec<u16> = working.exhibits.iter().map(|one| one.number).collect();
        assert_eq!(numbers, [1, 2, u16::MAX]);
        assert_eq!(working.next_exhibit(), 3);
        // What was done with a file is about that file, whichever number it has for who reads other notes first.
        let files = working.files(&[2, 1]).unwrap();
        assert_eq!(files, ["ee".repeat(32), "dd".repeat(32)]);
        assert_eq!(working.files(&[3]), Err(NoteFault::Exhibit));
    }
}
