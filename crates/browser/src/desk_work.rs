use std::collections::BTreeSet;

use casework::{CARDS_AT_ONCE, Due, Work, WorkItem, WorkPage, WorkPlace, case_ids_to_bytes};
use seal::CaseId;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    desk_inbox::Row,
    fault::Fault,
    office::Office,
};

/// What waits for the officer, as far as it has been fetched. The cases stand in the inbox.
#[derive(Default)]
pub(crate) struct WorkList {
    items: Vec<WorkItem>,
    more_vaults: u32,
    next: Option<WorkPlace>,
}

#[derive(Serialize)]
struct Shown<'o> {
    items: Vec<Item>,
    /// The cases that they are in.
    rows: Vec<Row<'o>>,
    /// How many requests for names wait besides.
    more_vaults: u32,
    /// Whether there is more than what was fetched.
    goes_on: bool,
}

/// Days are counted from 1970-01-01.
#[derive(Serialize)]
struct Item {
    case: String,
    /// The case in short: of one of which only a share is kept, nothing else is known.
    short: String,
    /// `decide-close`, `decide-hold`, `decide-release`, `decide-forget`, `vault`, `acknowledge`, `feedback`, `protect`,
    /// `reassess`, `unfinished`, `referral`, `own`, `free` or `retention`.
    what: String,
    /// Nothing where no day is set.
    due: Option<i32>,
}

#[wasm_bindgen]
impl Desk {
    /// Where the next page of the work list is, behind its address; nothing when there is none.
    pub fn next_work(&self, is_first: bool) -> Option<String> {
        if is_first {
            return Some(String::new());
        }
        let next = self.inbox.work.next?;
        Some(format!("?after={next}"))
    }

    /// Takes a page of the work list; the first one begins it anew. What was noted of its cases is opened, or
    /// opened before.
    ///
    /// # Errors
    /// `fault-desk-damaged` when it is none; `fault-desk-older-list` as in the inbox.
    pub fn take_work(&mut self, office: &Office, is_first: bool, page: &[u8]) -> Result<(), Fault> {
        self.memory.require()?;
        let page = WorkPage::from_bytes(page).map_err(|_| Fault::new(DAMAGED))?;
        if is_first {
            self.inbox.work = WorkList {
                more_vaults: page.more_vaults,
                ..WorkList::default()
            };
        }
        self.inbox.work.items.extend(page.items);
        self.inbox.work.next = page.next;
        self.list(office, page.rows)
    }

    /// The cases of the work list whose cards are to be asked for next; none when no card is lacking.
    pub fn lacking_work(&self) -> Vec<u8> {
        let cases: BTreeSet<CaseId> = self.inbox.work.items.iter().map(|item| item.case).collect();
        let lacking = cases.into_iter().filter(|case| self.inbox.lacks(*case));
        let asked: Vec<CaseId> = lacking.take(CARDS_AT_ONCE).collect();
        case_ids_to_bytes(&asked)
    }

    /// Says as JSON what waits.
    ///
    /// # Errors
    /// `fault-desk-damaged`, which a test rules out.
    pub fn work(&self, office: &Office) -> Result<String, Fault> {
        let list = &self.inbox.work;
        let cases: BTreeSet<CaseId> = list.items.iter().map(|item| item.case).collect();
        let rows = cases
            .into_iter()
            .filter_map(|case| self.inbox.row_of(case, office));
        to_json(&Shown {
            items: list.items.iter().map(item).collect(),
            rows: rows.collect(),
            more_vaults: list.more_vaults,
            goes_on: list.next.is_some(),
        })
    }
}

fn item(item: &WorkItem) -> Item {
    let what = match item.what {
        Work::Decide(kind) => format!("decide-{}", kind.word()),
        Work::Review => "review".to_owned(),
        Work::Vault(_) => "vault".to_owned(),
        Work::Acknowledge => "acknowledge".to_owned(),
        Work::Feedback => "feedback".to_owned(),
        Work::Protect(_) => "protect".to_owned(),
        Work::Reassess(_) => "reassess".to_owned(),
        Work::Unfinished(_) => "unfinished".to_owned(),
        Work::Referral(_) => "referral".to_owned(),
        Work::OwnTask(_) => "own".to_owned(),
        Work::FreeTask(_) => "free".to_owned(),
        Work::Retention => "retention".to_owned(),
    };
    Item {
        case: item.case.to_string(),
        short: item.case.short(),
        what,
        due: match item.due {
            Due::By(day) => Some(day.number()),
            Due::Now | Due::Never => None,
        },
    }
}
