use std::collections::{BTreeMap, BTreeSet};

use casework::{
    CARDS_AT_ONCE, COUNTED_CASES, Docket, Hider, InboxCase, InboxOrder, InboxPage, InboxPlace,
    InboxRow, InboxSearch, ListedCase, Priority, ProtectionStatus, SealedDocket,
    case_ids_from_bytes, case_ids_to_bytes, count_due,
};
use seal::{CaseId, Day, Level, OfficerKeys, OwnLock};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::{to_json, urgency},
    desk_memory::Notice,
    desk_work::WorkList,
    fault::Fault,
    office::Office,
};

/// The officer's own cases, as far as they have been fetched.
pub(crate) struct Inbox {
    lock: OwnLock,
    cases: BTreeMap<CaseId, InboxCase>,
    /// How many there are in all, as the desk says: [`COUNTED_CASES`] and one more where there are more.
    total: usize,
    next: Next,
    pub(crate) work: WorkList,
    /// Without a docket that opens, in the order in which their cards are asked for.
    lacking: Vec<CaseId>,
    /// Whose cards do not open.
    unopened: BTreeSet<CaseId>,
    /// Dockets that did not open.
    refused: usize,
}

/// Where the next page begins.
enum Next {
    Beginning,
    Behind(InboxPlace),
    /// There is none.
    Nowhere,
}

/// What is looked for, as the page asks it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    words: String,
    body: String,
    level: String,
    stage: String,
    order: String,
    /// How many of the cases found stand on the pages before.
    from: usize,
    /// The day where the officer is, counted from 1970-01-01, and how many days from then on are soon.
    today: i32,
    remind: u16,
}

/// What the page shows.
#[derive(Serialize)]
struct Shown<'o> {
    rows: Vec<Row<'o>>,
    found: usize,
    /// How many of those found are overdue, and how many more are due soon.
    overdue: usize,
    soon: usize,
    /// How many cases were looked at, and how many there are, or were counted.
    known: usize,
    total: usize,
    is_whole: bool,
    /// Whether all were looked at (`all`), some (`some`), or some of more than were counted (`many`).
    looked: &'static str,
    unopened: usize,
    refused: usize,
    notice: Option<&'static str>,
    bodies: Vec<Body<'o>>,
}

#[derive(Serialize)]
struct Body<'o> {
    id: String,
    label: &'o str,
}

/// A case in the list. Days are counted from 1970-01-01.
#[derive(Serialize)]
pub(crate) struct Row<'o> {
    id: String,
    short: String,
    received: i32,
    last: i32,
    due: Option<i32>,
    stage: &'static str,
    is_emergency: bool,
    /// The most pressing request for protection; nothing where none is open.
    protection: Option<&'static str>,
    asks_protection: bool,
    asks_review: bool,
    register: &'o str,
    points: Option<u16>,
    labels: Vec<&'o str>,
    /// Whose card does not open, so that this is the reporter's: an officer, or nothing where nobody signed it.
    hidden_by: Option<String>,
    /// Nothing while the card is not open.
    title: Option<&'o str>,
    is_waiting: bool,
    urgency: &'static str,
    level: &'static str,
    body: &'o str,
    has_few_holders: bool,
}

impl Inbox {
    pub(crate) fn of(keys: &OfficerKeys) -> Self {
        Self {
            lock: OwnLock::of(keys),
            cases: BTreeMap::new(),
            total: 0,
            next: Next::Beginning,
            work: WorkList::default(),
            lacking: Vec::new(),
            unopened: BTreeSet::new(),
            refused: 0,
        }
    }

    fn known(&self) -> usize {
        self.cases.len().saturating_sub(self.lacking.len())
    }

    const fn is_whole(&self) -> bool {
        matches!(self.next, Next::Nowhere) && self.lacking.is_empty()
    }

    /// The cases that were listed so far.
    pub(crate) fn listed(&self) -> impl Iterator<Item = CaseId> {
        self.cases.keys().copied()
    }

    /// Whether the card of a case that is listed was not asked for yet.
    pub(crate) fn lacks(&self, case: CaseId) -> bool {
        let listed = self.cases.get(&case);
        listed.is_some_and(|listed| listed.docket.is_none()) && !self.unopened.contains(&case)
    }

    pub(crate) fn row_of<'o>(&'o self, case: CaseId, office: &'o Office) -> Option<Row<'o>> {
        let case = self.cases.get(&case)?;
        Some(self.row(case, office))
    }

    fn row<'o>(&'o self, case: &'o InboxCase, office: &'o Office) -> Row<'o> {
        let (row, docket) = (&case.row, case.docket.as_ref());
        Row {
            id: row.case.to_string(),
            short: row.case.short(),
            received: row.received_on.number(),
            last: row.last_on.number(),
            due: row.due_on.map(Day::number),
            stage: row.stage.word(),
            is_emergency: row.priority == Priority::Emergency,
            protection: row.protection.map(ProtectionStatus::word),
            asks_protection: row.protection.is_some_and(ProtectionStatus::is_waiting),
            asks_review: row.asks_review,
            register: docket.map_or("", |docket| docket.register.as_str()),
            points: docket.and_then(|docket| docket.points),
            labels: docket.map_or_else(Vec::new, labels),
            hidden_by: docket.and_then(|docket| hider(docket, office)),
            title: docket.map(|docket| docket.title.as_str()),
            is_waiting: docket.is_none() && !self.unopened.contains(&row.case),
            urgency: docket.map_or("normal", |docket| urgency(docket.urgency)),
            level: docket.map_or("", |docket| docket.level.letter()),
            body: docket.map_or("", |docket| label(office, docket)),
            has_few_holders: row.has_few_holders,
        }
    }
}

#[wasm_bindgen]
impl Desk {
    /// Begins the inbox anew: everything is fetched again.
    pub fn begin_inbox(&mut self) {
        self.inbox = Inbox::of(self.keys());
    }

    /// The question for the next page of the inbox, to be put behind its address; nothing when there is
    /// no further page.
    pub fn next_page(&self) -> Option<String> {
        match self.inbox.next {
            Next::Beginning => Some(String::new()),
            Next::Behind(InboxPlace { received_on, case }) => {
                Some(format!("?day={}&after={case}", received_on.number()))
            }
            Next::Nowhere => None,
        }
    }

    /// Takes a page of the inbox, and opens what was noted of its cases.
    ///
    /// # Errors
    /// `fault-desk-damaged` when it is no page; `fault-desk-older-list` when a case was noted under a
    /// list of officers that is newer than the office's.
    pub fn page(&mut self, office: &Office, page: &[u8]) -> Result<(), Fault> {
        self.memory.require()?;
        let page = InboxPage::from_bytes(page).map_err(|_| Fault::new(DAMAGED))?;
        if let Some(total) = page.total {
            self.inbox.total = usize::try_from(total).unwrap_or(usize::MAX);
        }
        self.inbox.next = page.next.map_or(Next::Nowhere, Next::Behind);
        self.list(office, page.rows)
    }

    /// The cases whose cards are to be asked for next; none when no card is lacking.
    pub fn lacking(&self) -> Vec<u8> {
        let lacking = &self.inbox.lacking;
        let most = lacking.len().min(CARDS_AT_ONCE);
        case_ids_to_bytes(lacking.get(..most).unwrap_or_default())
    }

    /// Opens the cards of the cases that were asked for, and returns what was noted of them, for the
    /// desk to keep. A card that does not open is said to be one.
    ///
    /// # Errors
    /// `fault-desk-damaged` when they are no cards.
    pub fn cards(&mut self, office: &Office, asked: &[u8], cards: &[u8]) -> Result<Vec<u8>, Fault> {
        self.memory.require()?;
        let damaged = || Fault::new(DAMAGED);
        let asked = case_ids_from_bytes(asked).map_err(|_| damaged())?;
        let cards = ListedCase::list_from_bytes(cards).map_err(|_| damaged())?;
        let mut noted = Vec::with_capacity(cards.len());
        for listed in &cards {
            let id = listed.header.case;
            let docket = Docket::of(listed, self.keys(), &office.trust);
            if let (Some(docket), Some(case)) = (docket, self.inbox.cases.get_mut(&id)) {
                let sealed = docket.seal(id, &self.inbox.lock);
                noted.push(sealed.map_err(|_| damaged())?);
                case.docket = Some(docket);
            }
        }
        let asked: BTreeSet<_> = asked.into_iter().collect();
        self.inbox.lacking.retain(|case| !asked.contains(case));
        for case in asked {
            let known = self.inbox.cases.get(&case);
            if known.is_some_and(|known| known.docket.is_none()) {
                self.inbox.unopened.insert(case);
            }
        }
        Ok(SealedDocket::several_to_bytes(&noted))
    }

    /// Says as JSON which cases are found among those that are known so far; `wanted` is JSON as well.
    ///
    /// # Errors
    /// `fault-desk-failed` when it asks for what there is not.
    pub fn find(&self, office: &Office, wanted: &str) -> Result<String, Fault> {
        let failed = || Fault::new("fault-desk-failed");
        let wanted: Wanted = serde_json::from_str(wanted).map_err(|_| failed())?;
        let body = Some(wanted.body).filter(|body| !body.is_empty());
        let body = body.map(|body| body.parse()).transpose();
        let level = match wanted.level.as_str() {
            "" => None,
            "A" => Some(Level::A),
            "B" => Some(Level::B),
            "C" => Some(Level::C),
            _ => return Err(failed()),
        };
        let stage = Some(wanted.stage).filter(|stage| !stage.is_empty());
        let stage = stage.map(|stage| stage.parse()).transpose();
        let search = InboxSearch {
            words: wanted.words,
            body: body.map_err(|_| failed())?,
            level,
            stage: stage.map_err(|_| failed())?,
            order: InboxOrder::from_word(&wanted.order).ok_or_else(failed)?,
        };
        let inbox = &self.inbox;
        let found = search.find(inbox.cases.values());
        let today = Day::from_number(wanted.today);
        let (overdue, soon) = count_due(found.iter().copied(), today, wanted.remind);
        let on_page = found.iter().skip(wanted.from).take(ON_PAGE);
        let known = inbox.known();
        let (total, looked) = looked_at(inbox.is_whole(), known, inbox.total);
        to_json(&Shown {
            rows: on_page.map(|case| inbox.row(case, office)).collect(),
            found: found.len(),
            overdue,
            soon,
            known,
            total,
            is_whole: inbox.is_whole(),
            looked,
            unopened: inbox.unopened.len(),
            refused: inbox.refused,
            notice: self.memory.notice.map(Notice::word),
            bodies: bodies(office),
        })
    }
}

impl Desk {
    /// Opens what was noted of cases, and says of which there is nothing.
    pub(crate) fn list(&mut self, office: &Office, rows: Vec<InboxRow>) -> Result<(), Fault> {
        for mut row in rows {
            let case = row.case;
            let noted = row.docket.take();
            let open = |sealed: &Vec<u8>| Docket::open(case, sealed, &self.inbox.lock);
            let docket = noted.as_ref().and_then(open);
            if let Some(docket) = &docket {
                self.has_seen(office, docket.roster)?;
            } else {
                self.inbox.refused += usize::from(noted.is_some());
            }
            let is_lacking = docket.is_none();
            let before = self.inbox.cases.insert(case, InboxCase { row, docket });
            if is_lacking && before.is_none() {
                self.inbox.lacking.push(case);
            }
        }
        Ok(())
    }
}

/// The bodies of the newest roster.
fn bodies(office: &Office) -> Vec<Body<'_>> {
    let newest = office.trust.newest();
    let bodies = newest.map_or(&[][..], |roster| &roster.bodies);
    let mut shown = Vec::with_capacity(bodies.len());
    for body in bodies {
        shown.push(Body {
            id: body.id.to_string(),
            label: &body.label,
        });
    }
    shown
}

fn labels(docket: &Docket) -> Vec<&str> {
    let labels = docket.labels.split(',');
    labels.filter(|label| !label.is_empty()).collect()
}

/// Who signed the card that does not open; empty when nobody did.
fn hider(docket: &Docket, office: &Office) -> Option<String> {
    Some(match docket.hidden_by? {
        Hider::Nobody => String::new(),
        Hider::Officer(officer) => casework::label(&office.trust, officer),
    })
}

/// The body of a case, as the newest roster that knows it calls it.
fn label<'o>(office: &'o Office, docket: &Docket) -> &'o str {
    let rosters = office.trust.rosters().iter();
    let known = rosters.filter_map(|roster| roster.body(docket.body));
    known.map(|body| body.label.as_str()).next().unwrap_or("")
}

/// Cases on a page.
const ON_PAGE: usize = 50;

/// How many cases there are, or how far they were counted, and which of the three sentences says so.
fn looked_at(is_whole: bool, known: usize, counted: usize) -> (usize, &'static str) {
    let most = usize::try_from(COUNTED_CASES).unwrap_or(usize::MAX);
    if is_whole {
        (known, "all")
    } else if counted <= most {
        (counted, "some")
    } else {
        (most, "many")
    }
}

#[cfg(test)]
mod tests {
    use super::looked_at;

    #[test]
    fn no_number_is_said_to_be_all_that_was_counted_only_so_far() {
        assert_eq!(looked_at(false, 2_000, 10_000), (10_000, "some"));
        assert_eq!(looked_at(false, 2_000, 10_001), (10_000, "many"));
        assert_eq!(looked_at(false, 12_000, 10_001), (10_000, "many"));
        assert_eq!(looked_at(true, 12_345, 10_001), (12_345, "all"));
    }
}
