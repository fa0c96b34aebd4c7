//! Which entries of a body's cases may be one and the same event. Nothing is merged: an officer looks.

use std::collections::BTreeMap;

use seal::{CaseId, Day};

use crate::coding::CodingSubject;
use crate::opened_case::{Content, Entry, OpenCase};

/// What is compared of one act against one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFacts {
    /// The case.
    pub case: CaseId,
    /// What of it.
    pub subject: CodingSubject,
    /// A code of the list `incident_type`.
    pub act: String,
    /// A code of the list `counting_unit`.
    pub unit: String,
    /// A code of the list `perpetrator_type`; may be empty.
    pub by: String,
    /// The first and the last day on which it can have been; nothing where that is unknown.
    pub days: Option<(Day, Day)>,
    /// Where; may be empty.
    pub place: String,
}

/// Two entries that may be one event, by their places in what was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateCandidate {
    /// The one.
    pub first: usize,
    /// The other one, behind it.
    pub second: usize,
    /// How much speaks for it: place, perpetrator, act and time, one point each.
    pub points: u8,
}

/// Entries of one kind of act and unit that each is compared with, at most: those next to it in time.
pub const MOST_NEIGHBOURS: usize = 40;
/// Candidates that are named, at most: those with the most points.
pub const MOST_CANDIDATES: usize = 100;
/// Two days may be this far apart, since people count from different days.
const WINDOW_DAYS: i32 = 7;

/// Names pairs of entries of one family of acts and one unit that touch in time, or where one has no time that name the same
/// place. Two acts of one entry are no candidates: their sender told them apart. Its cost grows with the number of entries times
/// [`MOST_NEIGHBOURS`]; what lies further apart than so many of its like is not compared.
pub fn duplicate_candidates(events: &[EventFacts]) -> Vec<DuplicateCandidate> {
    let mut alike: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (place, event) in events.iter().enumerate() {
        let family = event.act.split('.').next().unwrap_or_default();
        let key = (family, event.unit.as_str());
        alike.entry(key).or_default().push(place);
    }
    let mut found = vec![];
    for mut places in alike.into_values() {
        places.sort_by_key(|place| events.get(*place).and_then(|event| event.days));
        for (at, one) in places.iter().enumerate() {
            for other in places.iter().skip(at + 1).take(MOST_NEIGHBOURS) {
                let (first, second) = (*one.min(other), *one.max(other));
                let pair = events.get(first).zip(events.get(second));
                let points = pair.and_then(|(one, other)| points(one, other));
                found.extend(points.map(|points| DuplicateCandidate {
                    first,
                    second,
                    points,
                }));
            }
        }
    }
    found.sort_by_key(|pair| (u8::MAX - pair.points, pair.first, pair.second));
    found.truncate(MOST_CANDIDATES);
    found
}

impl OpenCase<'_> {
    /// What is compared of every act that was logged in the case.
    pub fn events(&self, entries: &[Entry<'_>]) -> Vec<EventFacts> {
        let mut events = vec![];
        for entry in entries {
            let Content::Incident(logged) = &entry.content else {
                continue;
            };
            let incident = &logged.incident;
            let date = incident.date().ok().flatten();
            // What goes on still may be anything that came after.
            let days = date.map(|date| (date.earliest(), date.latest().unwrap_or(entry.on)));
            for (act, part) in incident.acts.iter().zip(0..) {
                events.push(EventFacts {
                    case: self.id(),
                    subject: CodingSubject::of(entry.sender, logged.number, part),
                    act: act.kind.clone(),
                    unit: act.target.unit.clone(),
                    by: incident.by.first().cloned().unwrap_or_default(),
                    days,
                    place: incident.place.clone(),
                });
            }
        }
        events
    }
}

/// How much speaks for one event; nothing where it is none.
fn points(one: &EventFacts, other: &EventFacts) -> Option<u8> {
    let is_one_entry = one.case == other.case
        && (&one.subject.sender, one.subject.number)
            == (&other.subject.sender, other.subject.number);
    if is_one_entry {
        return None;
    }
    let touches = match (one.days, other.days) {
        (Some((began, ended)), Some((later, last))) => {
            began <= last.plus(WINDOW_DAYS) && later <= ended.plus(WINDOW_DAYS)
        }
        (None, _) | (_, None) => false,
    };
    let is_dated = one.days.is_some() && other.days.is_some();
    let in_one_place = {
        let [one, other] = [one, other].map(|event| plain(&event.place));
        !one.is_empty() && one == other
    };
    if !touches && (is_dated || !in_one_place) {
        return None;
    }
    let by_one = !one.by.is_empty() && one.by == other.by;
    let speaks = [touches, in_one_place, by_one, one.act == other.act];
    u8::try_from(speaks.into_iter().filter(|speaks| *speaks).count()).ok()
}

/// A place without what two people write differently.
fn plain(place: &str) -> String {
    let letters = place.chars().filter(|one| one.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use seal::Sender;

    use super::*;

    fn event(
        case: u8,
        number: u32,
        act: &str,
        days: Option<(i32, i32)>,
        place: &str,
    ) -> EventFacts {
        let day = |number| Day::from_number(number);
        EventFacts {
            case: CaseId::from_bytes([case; 16]),
            subject: CodingSubject::of(Sender::Reporter, number, 0),
            act: act.to_owned(),
            unit: "individual".to_owned(),
            by: "st.police".to_owned(),
            days: days.map(|(first, last)| (day(first), day(last))),
            place: place.to_owned(),
        }
    }

    #[test]
    fn what_is_alike_in_act_unit_and_time_is_named_and_the_likeliest_first() {
        let events = [
            event(1, 2, "threat.death", Some((100, 100)), "Ratanakiri"),
            event(2, 2, "threat.legal", Some((104, 104)), ""),
            event(3, 2, "threat.death", Some((90, 110)), "ratanakiri."),
            event(4, 2, "threat.death", Some((200, 200)), "Ratanakiri"),
            event(5, 2, "threat.death", None, "Ratanakiri"),
            event(6, 2, "property.raid", Some((100, 100)), "Ratanakiri"),
            event(1, 2, "threat.death", Some((100, 100)), "Ratanakiri"),
        ];
        let found: Vec<_> = duplicate_candidates(&events)
            .iter()
            .map(|pair| (pair.first, pair.second, pair.points))
            .collect();
        assert_eq!(
            found,
            [
                (0, 2, 4),
                (2, 6, 4),
                (0, 4, 3),
                (2, 4, 3),
                (3, 4, 3),
                (4, 6, 3),
                (0, 1, 2),
                (1, 2, 2),
                (1, 6, 2),
            ]
        );
    }

    #[test]
    fn ten_thousand_alike_cost_no_more_than_their_neighbours() {
        let events: Vec<_> = (0..10_000)
            .map(|number| event(1, number, "threat.death", Some((100, 100)), ""))
            .collect();
        assert_eq!(duplicate_candidates(&events).len(), MOST_CANDIDATES);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_in_which_order_entries_are_looked_at(
            drawn in proptest::collection::vec((0_u8..5, 0_i32..30, 0_i32..5, any::<bool>()), 0..20),
        ) {
            let events: Vec<_> = drawn
                .iter()
                .zip(0..)
                .map(|((case, day, length, has_day), number)| {
                    let days = has_day.then_some((*day, day + length));
                    event(*case, number, "threat.death", days, "x")
                })
                .collect();
            let mut turned = events.clone();
            turned.reverse();
            let named = |events: &[EventFacts]| {
                let mut named: Vec<_> = duplicate_candidates(events)
                    .iter()
                    .map(|pair| {
                        let mut both = [pair.first, pair.second]
                            .map(|place| events[place].subject.number);
                        both.sort_unstable();
                        (both, pair.points)
                    })
                    .collect();
                named.sort_unstable();
                named
            };
            let found = named(&events);
            if found.len() < MOST_CANDIDATES {
                prop_assert_eq!(&found, &named(&turned));
            }
            for ([one, other], points) in found {
                prop_assert!(one < other && (1..=4).contains(&points));
            }
        }
    }
}
