//! The record of acts: of the open case, and for auditors of the whole office.

use std::collections::{BTreeSet, VecDeque};

use casework::{Act, ActChain, ActKind, ActPage, ActSubject, ChainFault, label};
use seal::Trust;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
};

/// An act, as the page shows it.
#[derive(Serialize)]
struct ShownAct {
    day: i32,
    /// The word of its kind.
    kind: &'static str,
    /// Who did it; nothing means the keeper of the server.
    who: Option<String>,
    whom: Option<String>,
    /// The short name of the case; nothing for what is about the office.
    case: Option<String>,
    /// How many files went along with a referral, where the sealed step about it is at hand.
    files: Option<usize>,
}

#[derive(Serialize)]
struct ShownActs {
    acts: Vec<ShownAct>,
    /// Whether the record says of who entered the report what the report says.
    is_entered_so: bool,
}

#[derive(Serialize)]
struct ShownRecord {
    acts: u32,
    cases: usize,
    /// The last day that was gathered, and its digest.
    gathered: Option<(i32, String)>,
    /// Where the record does not hold together.
    broken: Option<String>,
    rows: Vec<ShownAct>,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON what was done in the open case: the text of its acts, from the first one.
    ///
    /// # Errors
    /// `fault-desk-record` when it is no record, or does not hold together.
    pub fn acts(&self, office: &Office, text: &str) -> Result<String, Fault> {
        let mut chain = ActChain::new(office.instance());
        let page: ActPage = text.parse().map_err(|_| broken(None))?;
        let acts = page.acts.iter();
        acts.clone()
            .try_for_each(|act| chain.take(act))
            .map_err(|fault| broken(Some(fault)))?;
        let case = self.open_case(office)?;
        let told = ShownActs {
            acts: acts
                .map(|act| ShownAct {
                    files: (act.kind == ActKind::ReferralSent)
                        .then(|| case.files_referred(act.about))
                        .flatten(),
                    ..shown(act, &office.trust)
                })
                .collect(),
            is_entered_so: case.is_entered_as_recorded(&page.acts),
        };
        serde_json::to_string(&told).map_err(|_| Fault::new(DAMAGED))
    }
}

/// The record of an office while it is read from its beginning. It holds the last acts that were looked for,
/// and of each case a digest.
#[wasm_bindgen]
pub struct Record {
    chain: ActChain,
    acts: u32,
    cases: BTreeSet<ActSubject>,
    broken: Option<ChainFault>,
    wanted: String,
    latest: VecDeque<Act>,
}

#[wasm_bindgen]
impl Record {
    /// Begins to read. Of acts that hold what is looked for, in any of their words, the last ones are shown.
    pub fn begin(office: &Office, wanted: &str) -> Self {
        Self {
            chain: ActChain::new(office.instance()),
            acts: 0,
            cases: BTreeSet::new(),
            broken: None,
            wanted: wanted.trim().to_lowercase(),
            latest: VecDeque::new(),
        }
    }

    /// Takes the next page. Returns where the one after it is, if there is one.
    ///
    /// # Errors
    /// `fault-desk-record` when it is no page of a record. One that does not hold together is shown as such.
    pub fn take(&mut self, office: &Office, text: &str) -> Result<Option<String>, Fault> {
        let page: ActPage = text.parse().map_err(|_| broken(None))?;
        for act in page.acts {
            self.check(|chain| chain.take(&act));
            self.acts = self.acts.saturating_add(1);
            self.cases.insert(act.subject);
            if self.wants(&act, &office.trust) {
                self.latest.push_back(act);
            }
            if self.latest.len() > SHOWN {
                self.latest.pop_front();
            }
        }
        if let Some(gathered) = page.gathered {
            self.check(|chain| chain.close(gathered));
        }
        Ok(page.next.map(|next| {
            let behind = next.after.map_or_else(String::new, |(subject, number)| {
                format!("&subject={subject}&number={number}")
            });
            format!("?day={}{behind}", next.on)
        }))
    }

    /// Says as JSON what was read so far.
    ///
    /// # Errors
    /// `fault-desk-damaged` when this device has no memory left.
    pub fn shown(&self, office: &Office) -> Result<String, Fault> {
        let office_itself = usize::from(self.cases.contains(&ActSubject::Office));
        let told = ShownRecord {
            acts: self.acts,
            cases: self.cases.len().saturating_sub(office_itself),
            gathered: self
                .chain
                .last_day()
                .map(|day| (day.on.number(), day.digest.to_string())),
            broken: self.broken.map(|fault| fault.to_string()),
            rows: self
                .latest
                .iter()
                .rev()
                .map(|act| shown(act, &office.trust))
                .collect(),
        };
        serde_json::to_string(&told).map_err(|_| Fault::new(DAMAGED))
    }
}

impl Record {
    fn check(&mut self, check: impl FnOnce(&mut ActChain) -> Result<(), ChainFault>) {
        // What follows a broken place is broken too; the first one says where.
        if self.broken.is_none() {
            self.broken = check(&mut self.chain).err();
        }
    }

    fn wants(&self, act: &Act, trust: &Trust) -> bool {
        if self.wanted.is_empty() {
            return true;
        }
        let shown = shown(act, trust);
        let words = [shown.who, shown.whom, shown.case];
        let mut words = words.into_iter().flatten();
        words.any(|word| word.to_lowercase().contains(&self.wanted))
    }
}

fn shown(act: &Act, trust: &Trust) -> ShownAct {
    ShownAct {
        day: act.on.number(),
        kind: act.kind.word(),
        who: act.officer.map(|officer| label(trust, officer)),
        whom: act.whom.map(|officer| label(trust, officer)),
        case: match act.subject {
            ActSubject::Case(case) => Some(case.short()),
            ActSubject::Office => None,
        },
        files: None,
    }
}

fn broken(at: Option<ChainFault>) -> Fault {
    match at {
        None => Fault::new("fault-desk-record"),
        Some(at) => Fault::with("fault-desk-record", at.to_string()),
    }
}

/// How many acts are shown at once.
const SHOWN: usize = 300;
