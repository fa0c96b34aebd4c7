use std::collections::BTreeSet;

use casework::{check_left, officers_on_duty};
use seal::{Level, OfficerId};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::Desk, desk_case::to_json, desk_recusal::leaving_fault, fault::Fault, office::Office,
};

/// Somebody who may be excluded from the open case.
#[derive(Serialize)]
struct Excludable<'r> {
    id: String,
    label: String,
    body: &'r str,
    /// Whether the desk has to be told, because the case is taken away.
    holds: bool,
    /// How many officers on duty go on with the case then, where those are enough.
    left: Option<usize>,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON who may be excluded from the open case, those who hold it first. `unix_seconds` is the time
    /// of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn excludable(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let on_duty = officers_on_duty(roster, today);
        let holders = &case.file.holders;
        let ids = case.excludable(self.keys().officer, roster).into_iter();
        let excludable = ids.map(|id| {
            let body = roster.officer(id).and_then(|one| roster.body(one.body));
            Excludable {
                id: id.to_string(),
                label: case.label(id),
                body: body.map_or("", |body| &body.label),
                holds: holders.contains(&id),
                left: check_left(&BTreeSet::from([id]), holders, &on_duty).ok(),
            }
        });
        let mut excludable: Vec<_> = excludable.collect();
        excludable.sort_by(|one, other| {
            let order = |one: &Excludable<'_>| (!one.holds, one.label.clone());
            order(one).cmp(&order(other))
        });
        to_json(&excludable)
    }

    /// Seals to the open case that an officer is kept out of it, and why.
    ///
    /// # Errors
    /// `fault-desk-reason` without a reason; `fault-desk-nobody` for whom nobody could exclude;
    /// `fault-desk-too-few-stay` when fewer than two officers on duty would hold the case;
    /// `fault-desk-reason-long`; `fault-desk-damaged`.
    pub fn exclude(
        &self,
        office: &Office,
        officer: &str,
        reason: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let reason = Zeroizing::new(reason);
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let on_duty = officers_on_duty(office.trust.roster(today)?, today);
        let officer: Option<OfficerId> = officer.parse().ok();
        let officers = officer.into_iter().collect();
        let sealed = case.exclude(officers, &reason, self.keys(), &on_duty, Level::B);
        let sealed = sealed.map_err(|fault| leaving_fault(&fault, "fault-desk-too-few-stay"))?;
        Ok(sealed.to_bytes())
    }
}
