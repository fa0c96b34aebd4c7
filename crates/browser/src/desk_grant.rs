use seal::{GrantError, OfficerId};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
};

/// Somebody who may be let into the open case.
#[derive(Serialize)]
struct Colleague<'r> {
    id: String,
    label: &'r str,
    body: &'r str,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON who may be let into the open case: of its body, on duty on this day, not excluded by the
    /// reporter, not gone because of a conflict, and not in it yet. `unix_seconds` is the time of this
    /// device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn colleagues(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let newcomers = case.newcomers(roster, today).into_iter();
        let colleagues = newcomers.map(|officer| Colleague {
            id: officer.id.to_string(),
            label: &officer.label,
            body: roster.body(officer.body).map_or("", |body| &body.label),
        });
        let colleagues: Vec<_> = colleagues.collect();
        serde_json::to_string(&colleagues).map_err(|_| Fault::new(DAMAGED))
    }

    /// Makes a grant of the open case for a colleague.
    ///
    /// # Errors
    /// `fault-desk-excluded` for whom the reporter excluded and for who declined the case;
    /// `fault-desk-other-body` for officers of another body;
    /// `fault-desk-not-there` for whom the roster does not know.
    pub fn grant(
        &self,
        office: &Office,
        colleague: &str,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let unknown = || Fault::new("fault-desk-not-there");
        let case = self.open_case(office)?;
        let id: OfficerId = colleague.parse().map_err(|_| unknown())?;
        let roster = office.trust.roster(office.day(unix_seconds))?;
        let colleague = roster.officer(id).ok_or_else(unknown)?;
        let recipient = office.trust.keys.of(colleague).ok_or_else(unknown)?;
        let grant = case.grant_to(colleague, recipient, self.keys());
        let grant = grant.map_err(|fault| {
            Fault::new(match fault {
                GrantError::Excluded => "fault-desk-excluded",
                GrantError::OtherBody => "fault-desk-other-body",
                GrantError::BadSignature(_)
                | GrantError::Contradiction
                | GrantError::Open(_)
                | GrantError::OtherExclusions
                | GrantError::OtherKey
                | GrantError::Seal(_) => DAMAGED,
            })
        })?;
        Ok(grant.to_bytes())
    }
}
