use std::collections::BTreeSet;

use casework::{LeavingFault, check_left, live_holders, officers_on_duty};
use seal::{GrantError, Level, TextError};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
};

#[wasm_bindgen]
impl Desk {
    /// How many officers on duty can open the open case, as far as the desk knows. `unix_seconds` is the
    /// time of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn live_holders(&self, office: &Office, unix_seconds: f64) -> Result<u32, Fault> {
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let on_duty = officers_on_duty(office.trust.roster(today)?, today);
        let live = live_holders(&case.file.holders, &on_duty);
        Ok(live.try_into().unwrap_or(u32::MAX))
    }

    /// How many officers on duty go on with the open case when this officer declines it; nothing when
    /// they are too few. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn left(&self, office: &Office, unix_seconds: f64) -> Result<Option<u32>, Fault> {
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let on_duty = officers_on_duty(office.trust.roster(today)?, today);
        let leaving = BTreeSet::from([self.keys().officer]);
        let left = check_left(&leaving, &case.file.holders, &on_duty);
        Ok(left.ok().and_then(|left| left.try_into().ok()))
    }

    /// Seals to the open case that this officer declines it, and why.
    ///
    /// # Errors
    /// `fault-desk-reason` without a reason; `fault-desk-too-few-left` when fewer than two officers on
    /// duty would hold the case; `fault-desk-reason-long`; `fault-desk-damaged` when something else stands
    /// in the place of the officer's last object.
    pub fn decline(
        &self,
        office: &Office,
        reason: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let reason = Zeroizing::new(reason);
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let on_duty = officers_on_duty(office.trust.roster(today)?, today);
        let sealed = case.recuse(&reason, self.keys(), &on_duty, Level::B);
        let sealed = sealed.map_err(|fault| leaving_fault(&fault, TOO_FEW_LEFT))?;
        Ok(sealed.to_bytes())
    }
}

/// Why nobody leaves, in words of the page. `too_few` are those for too few who are left.
pub(crate) fn leaving_fault(fault: &LeavingFault, too_few: &'static str) -> Fault {
    Fault::new(match fault {
        LeavingFault::Empty => "fault-desk-reason",
        LeavingFault::Text(TextError::TooLong { .. }) => "fault-desk-reason-long",
        LeavingFault::TooFewLeft(_) => too_few,
        LeavingFault::Nobody => "fault-desk-nobody",
        LeavingFault::Grant(GrantError::Excluded) => "fault-desk-excluded",
        LeavingFault::Grant(GrantError::OtherBody) => "fault-desk-other-body",
        LeavingFault::Grant(_)
        | LeavingFault::NoRandomness(_)
        | LeavingFault::OtherObject
        | LeavingFault::Text(_) => DAMAGED,
    })
}

pub(crate) const TOO_FEW_LEFT: &str = "fault-desk-too-few-left";
