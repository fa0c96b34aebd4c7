//! What this officer is there for, and who else works in the office.

use casework::{Doing, may};
use seal::{Officer, OfficerId, Roster};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{desk::Desk, desk_case::to_json, fault::Fault, office::Office};

/// What the page offers this officer.
#[derive(Serialize, Default)]
struct Offered {
    reads_record: bool,
    leads: bool,
    works: bool,
    enters: bool,
    keeps_journals: bool,
    keeps_vaults: bool,
}

/// A body with its officers on duty.
#[derive(Serialize)]
struct ShownBody<'r> {
    label: &'r str,
    officers: Vec<ShownOfficer<'r>>,
}

#[derive(Serialize)]
struct ShownOfficer<'r> {
    label: &'r str,
    unit: &'r str,
    role: &'static str,
    is_own: bool,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON what this officer may do. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Never where the text can be written.
    pub fn offered(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today).ok();
        let own = roster.and_then(|roster| roster.officer(self.keys().officer));
        let own = own.filter(|own| own.is_on_duty(today));
        let may = |doing| own.is_some_and(|own| may(own.capability, doing));
        to_json(&Offered {
            reads_record: may(Doing::ReadsRecord),
            leads: may(Doing::SeesOwnNumbers),
            works: may(Doing::WorksCases),
            enters: may(Doing::EntersReports),
            keeps_journals: may(Doing::KeepsJournals),
            keeps_vaults: may(Doing::KeepsVaults),
        })
    }

    /// Says as JSON who is on duty in each body, and what for. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-list-date`.
    pub fn roles(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let own = self.keys().officer;
        let bodies = roster.bodies.iter().map(|body| {
            let officers = roster.officers.iter();
            let officers = officers.filter(|one| one.body == body.id && one.is_on_duty(today));
            ShownBody {
                label: &body.label,
                officers: officers.map(|one| shown(one, roster, own)).collect(),
            }
        });
        to_json(&bodies.collect::<Vec<_>>())
    }
}

fn shown<'r>(officer: &'r Officer, roster: &'r Roster, own: OfficerId) -> ShownOfficer<'r> {
    let mut units = roster.units.iter();
    let unit = units.find(|unit| unit.id == officer.unit);
    ShownOfficer {
        label: &officer.label,
        unit: unit.map_or("", |unit| &unit.label),
        role: officer.capability.word(),
        is_own: officer.id == own,
    }
}
