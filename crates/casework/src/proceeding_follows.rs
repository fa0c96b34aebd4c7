//! Which earlier entries of a case a proceeding names, and how it hangs together with each.

use seal::ObjectId;

use crate::incident_entry::FollowedEntry;
use crate::opened_case::{Content, Entry};
use crate::proceeding::EarlierEntry;
use crate::proceeding_entry::{ProceedingEntry, named};

impl ProceedingEntry {
    /// The earlier entries of the case that it names, each with how it hangs together with that one; the relation is empty where
    /// it goes on from it. `of` is the object of this one.
    pub fn follows(&self, entries: &[Entry<'_>], of: ObjectId) -> Vec<FollowedEntry> {
        let own = entries.iter().position(|entry| entry.object == of);
        let own = own.and_then(|place| Some((place, entries.get(place)?.sender)));
        let followed = |relation: &str, earlier: &EarlierEntry| {
            let found = own.and_then(|(place, sender)| named(entries, place, sender, earlier));
            let found = entries.iter().find(|entry| Some(entry.object) == found);
            let number = match (earlier, found.map(|entry| &entry.content)) {
                (EarlierEntry::Number(number), _) => *number,
                (EarlierEntry::Object(_), Some(Content::Proceeding(logged))) => logged.number,
                (EarlierEntry::Object(_), Some(Content::Incident(logged))) => logged.number,
                (EarlierEntry::Object(_), _) => return None,
            };
            Some(FollowedEntry {
                relation: relation.to_owned(),
                number,
                on: found.map(|entry| entry.on),
            })
        };
        let proceeding = &self.proceeding;
        let continues = proceeding.continues.as_ref();
        let belongs = proceeding.belongs.as_ref();
        let continues = continues.and_then(|earlier| followed("", earlier));
        let belongs = belongs.and_then(|one| followed(&one.relation, &one.entry));
        continues.into_iter().chain(belongs).collect()
    }
}

#[cfg(test)]
mod tests {
    use seal::{Day, Sender};

    use super::*;
    use crate::proceeding::BelongsTo;
    use crate::proceeding::tests::sued;

    #[test]
    fn an_entry_says_which_earlier_one_it_follows_and_how() {
        let object = |number: u8| ObjectId::from_bytes([number; 16]);
        let logged = |number: u32, continues, belongs| {
            let mut proceeding = sued();
            proceeding.continues = continues;
            proceeding.belongs = belongs;
            ProceedingEntry { number, proceeding }
        };
        let sender = Sender::Reporter;
        let entry = |place: u8, logged| Entry {
            on: Day::from_number(20_000 + i32::from(place)),
            sender,
            from: String::new(),
            object: object(place),
            content: Content::Proceeding(Box::new(logged)),
        };
        let belongs = |entry| {
            let relation = "escalates".to_owned();
            Some(BelongsTo { relation, entry })
        };
        let entries = [
            entry(1, logged(3, None, None)),
            entry(2, logged(4, Some(EarlierEntry::Number(3)), None)),
            entry(
                3,
                logged(
                    5,
                    None,
                    belongs(EarlierEntry::Object(object(2).to_string())),
                ),
            ),
            entry(
                4,
                logged(
                    6,
                    Some(EarlierEntry::Number(9)),
                    belongs(EarlierEntry::Number(3)),
                ),
            ),
            entry(
                5,
                logged(7, Some(EarlierEntry::Object(object(9).to_string())), None),
            ),
        ];
        let follows = |place: u8| {
            let Content::Proceeding(logged) = &entries[usize::from(place) - 1].content else {
                panic!("a proceeding");
            };
            let told = logged.follows(&entries, object(place)).into_iter();
            let told = told.map(|one| (one.relation, one.number, one.on.map(Day::number)));
            told.collect::<Vec<_>>()
        };
        let no_relation = String::new;
        let escalates = || "escalates".to_owned();
        assert_eq!(follows(1), []);
        assert_eq!(follows(2), [(no_relation(), 3, Some(20_001))]);
        assert_eq!(follows(3), [(escalates(), 4, Some(20_002))]);
        assert_eq!(
            follows(4),
            [(no_relation(), 9, None), (escalates(), 3, Some(20_001))]
        );
        assert_eq!(follows(5), [], "of what is not there nothing is known");
    }
}
