use std::cmp::Reverse;

use seal::{BodyId, Day, Level};

use crate::case_file::Priority;
use crate::docket::Docket;
use crate::inbox::InboxRow;
use crate::report::Urgency;
use crate::stage::CaseStage;

/// A case in an inbox, with what was noted of it once that is open.
#[derive(Debug, Clone)]
pub struct InboxCase {
    /// As the desk handed it out.
    pub row: InboxRow,
    /// What the officer's client noted.
    pub docket: Option<Docket>,
}

/// In which order cases are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InboxOrder {
    /// Where something was added last, first.
    Activity,
    /// What is due first, first; of those, the first to arrive.
    Due,
    /// The last to arrive first.
    Newest,
    /// The first to arrive first.
    Oldest,
    /// The most points of the last triage first; of those, the first to arrive.
    Points,
    /// What the reporter called most urgent first; of those, the first to arrive.
    #[default]
    Urgent,
}

/// What is looked for. All of it is asked in the officer's client; the desk does not learn it.
#[derive(Debug, Clone, Default)]
pub struct InboxSearch {
    /// Words that all stand in the title, the labels or a number of a case, or parts of them.
    pub words: String,
    /// The body that the reporter chose.
    pub body: Option<BodyId>,
    /// Where the report was sealed.
    pub level: Option<Level>,
    /// Where the work stands.
    pub stage: Option<CaseStage>,
    /// The order.
    pub order: InboxOrder,
}

impl InboxOrder {
    /// Every order, and the word that stands for it.
    pub const ALL: [(Self, &str); 6] = [
        (Self::Activity, "activity"),
        (Self::Due, "due"),
        (Self::Newest, "newest"),
        (Self::Oldest, "oldest"),
        (Self::Points, "points"),
        (Self::Urgent, "urgent"),
    ];

    /// The order that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == word);
        known.map(|(order, _)| order)
    }
}

impl InboxSearch {
    /// Whether every case is meant, so that one whose card is not open yet stands in the list as well.
    fn is_for_all(&self) -> bool {
        self.words.trim().is_empty() && self.body.is_none() && self.level.is_none()
    }

    /// The cases that are meant, in order.
    pub fn find<'c>(&self, cases: impl IntoIterator<Item = &'c InboxCase>) -> Vec<&'c InboxCase> {
        let lower = self.words.to_lowercase();
        let words: Vec<_> = lower.split_whitespace().collect();
        let is_meant = |case: &&InboxCase| match &case.docket {
            None => self.is_for_all(),
            Some(docket) => {
                let title = docket.title.to_lowercase();
                let number = case.row.case.to_string();
                let short = case.row.case.short().to_lowercase();
                let register = docket.register.to_lowercase();
                let labels = docket.labels.to_lowercase();
                self.body.is_none_or(|body| body == docket.body)
                    && self.level.is_none_or(|level| level == docket.level)
                    && words.iter().all(|word| {
                        [&title, &register, &labels, &short, &number]
                            .into_iter()
                            .any(|text| text.contains(word))
                    })
            }
        };
        let is_meant = |case: &&InboxCase| {
            self.stage.is_none_or(|stage| stage == case.row.stage) && is_meant(case)
        };
        let mut found: Vec<_> = cases.into_iter().filter(is_meant).collect();
        let id = |case: &&InboxCase| case.row.case;
        match self.order {
            InboxOrder::Activity => found.sort_by_key(|case| {
                let row = &case.row;
                (Reverse((row.last_on, row.received_on)), id(case))
            }),
            InboxOrder::Due => found.sort_by_key(|case| {
                let row = &case.row;
                (row.due_on.is_none(), row.due_on, row.received_on, id(case))
            }),
            InboxOrder::Newest => {
                found.sort_by_key(|case| (Reverse(case.row.received_on), id(case)));
            }
            InboxOrder::Points => found.sort_by_key(|case| {
                let points = case.docket.as_ref().and_then(|docket| docket.points);
                (Reverse(points), case.row.received_on, id(case))
            }),
            InboxOrder::Oldest => found.sort_by_key(|case| (case.row.received_on, id(case))),
            InboxOrder::Urgent => {
                found.sort_by_key(|case| (rank(case), case.row.received_on, id(case)))
            }
        }
        found
    }
}

/// How many of these cases are overdue on a day, and how many more become so within `soon` days: those that are due
/// before `today`, and those that are due from then on until `soon` days later.
pub fn count_due<'c>(
    cases: impl IntoIterator<Item = &'c InboxCase>,
    today: Day,
    soon: u16,
) -> (usize, usize) {
    let (mut overdue, mut near) = (0_usize, 0_usize);
    for due in cases.into_iter().filter_map(|case| case.row.due_on) {
        if due < today {
            overdue = overdue.saturating_add(1);
        } else if due <= today.plus(soon.into()) {
            near = near.saturating_add(1);
        }
    }
    (overdue, near)
}

/// An emergency goes first, and so does whoever asks to be protected until an officer has decided. A card that is not
/// open yet may be anything.
fn rank(case: &InboxCase) -> u8 {
    let asks = case
        .row
        .protection
        .is_some_and(|status| status.is_waiting());
    if asks || case.row.priority == Priority::Emergency {
        return 0;
    }
    match case.docket.as_ref().map(|docket| docket.urgency) {
        Some(Urgency::Danger) => 1,
        Some(Urgency::Soon) => 2,
        None => 3,
        Some(Urgency::Normal) => 4,
    }
}

#[cfg(test)]
mod tests {
    use seal::{CaseId, ObjectId};

    use super::*;
    use crate::protection_status::ProtectionStatus;
    use crate::status::CaseStatus;

    fn case(id: u8, days: (i32, i32), title: &str, urgency: Urgency, level: Level) -> InboxCase {
        let row = InboxRow {
            case: CaseId::from_bytes([id; 16]),
            status: CaseStatus::Received,
            stage: if id == 3 {
                CaseStage::Investigation
            } else {
                CaseStage::Received
            },
            priority: Priority::Normal,
            received_on: Day::from_number(days.0),
            last_on: Day::from_number(days.1),
            due_on: None,
            protection: None,
            asks_review: false,
            has_few_holders: false,
            docket: None,
        };
        let docket = Docket {
            title: title.to_owned(),
            urgency,
            register: format!("ACU/2026/{id}"),
            points: (id < 3).then_some(u16::from(id)),
            labels: ["", "press,North"][usize::from(id == 2)].to_owned(),
            hidden_by: None,
            card: ObjectId::from_bytes([id; 16]),
            body: BodyId::from_bytes([id % 2; 16]),
            level,
            roster: 1,
        };
        InboxCase {
            row,
            docket: Some(docket),
        }
    }

    fn cases() -> Vec<InboxCase> {
        let mut unopened = case(4, (7, 7), "", Urgency::Normal, Level::A);
        unopened.docket = None;
        vec![
            case(1, (5, 9), "Land in Ratanakiri", Urgency::Normal, Level::A),
            case(2, (6, 6), "Tender for a BRIDGE", Urgency::Danger, Level::B),
            case(
                3,
                (8, 8),
                "The bridge of the land office",
                Urgency::Soon,
                Level::C,
            ),
            unopened,
        ]
    }

    fn found(search: InboxSearch) -> Vec<u8> {
        let cases = cases();
        let found = search.find(&cases);
        found
            .iter()
            .map(|case| case.row.case.as_bytes()[0])
            .collect()
    }

    #[test]
    fn cases_stand_in_the_order_that_is_asked_for() {
        let ordered = |order| {
            found(InboxSearch {
                order,
                ..InboxSearch::default()
            })
        };
        assert_eq!(ordered(InboxOrder::Urgent), [2, 3, 4, 1]);
        let mut cases = cases();
        let urgent = |cases: &[InboxCase]| {
            let found = InboxSearch::default().find(cases);
            found[0].row.case.as_bytes()[0]
        };
        cases[0].row.priority = Priority::Emergency;
        assert_eq!(urgent(&cases), 1);
        cases[0].row.priority = Priority::Normal;
        cases[3].row.protection = Some(ProtectionStatus::Submitted);
        assert_eq!(urgent(&cases), 4);
        cases[3].row.protection = Some(ProtectionStatus::Active);
        assert_eq!(urgent(&cases), 2);
        assert_eq!(ordered(InboxOrder::Newest), [3, 4, 2, 1]);
        assert_eq!(ordered(InboxOrder::Oldest), [1, 2, 4, 3]);
        assert_eq!(ordered(InboxOrder::Activity), [1, 3, 4, 2]);
        assert_eq!(ordered(InboxOrder::Points), [2, 1, 4, 3]);
        for (order, word) in InboxOrder::ALL {
            assert_eq!(InboxOrder::from_word(word), Some(order));
        }
    }

    #[test]
    fn all_words_of_a_search_stand_in_the_title_or_the_number() {
        let with = |words: &str| {
            found(InboxSearch {
                words: words.to_owned(),
                ..InboxSearch::default()
            })
        };
        assert_eq!(with("bridge"), [2, 3]);
        assert_eq!(with(" LAND bri "), [3]);
        assert_eq!(with("030303"), [3]);
        assert_eq!(with("acu/2026/2"), [2]);
        assert_eq!(with("north bridge"), [2], "a label counts");
        assert_eq!(with(&CaseId::from_bytes([3; 16]).short()), [3]);
        assert!(with("boat").is_empty());
        assert_eq!(with("  "), [2, 3, 4, 1]);
    }

    #[test]
    fn a_body_and_a_level_are_found_and_what_is_not_open_is_not() {
        let body = Some(BodyId::from_bytes([1; 16]));
        let level = Some(Level::C);
        let any = InboxSearch::default;
        assert_eq!(found(InboxSearch { body, ..any() }), [3, 1]);
        assert_eq!(found(InboxSearch { level, ..any() }), [3]);
        let stage = Some(CaseStage::Received);
        assert_eq!(found(InboxSearch { stage, ..any() }), [2, 4, 1]);
    }

    #[test]
    fn what_is_overdue_and_what_soon_is_are_counted_apart() {
        let due = |day| {
            let mut case = case(1, (0, 0), "", Urgency::Normal, Level::A);
            case.row.due_on = Some(Day::from_number(day));
            case
        };
        let mut cases: Vec<_> = [8, 9, 10, 11, 13, 14].map(due).into();
        cases.push(case(1, (0, 0), "", Urgency::Normal, Level::A));
        assert_eq!(count_due(&cases, Day::from_number(10), 3), (2, 3));
        assert_eq!(count_due(&cases, Day::from_number(10), 0), (2, 1));
    }
}
