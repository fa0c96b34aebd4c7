use casework::officers_on_duty;
use seal::{Level, OfficerId};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::Desk,
    desk_recusal::{TOO_FEW_LEFT, leaving_fault},
    fault::Fault,
    office::Office,
};

#[wasm_bindgen]
impl Desk {
    /// How many officers on duty hold the open case once a colleague who is let in has taken this officer's
    /// place; nothing when they are too few. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn left_after_hand_over(
        &self,
        office: &Office,
        colleague: &str,
        unix_seconds: f64,
    ) -> Result<Option<u32>, Fault> {
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let on_duty = officers_on_duty(office.trust.roster(today)?, today);
        let Ok(colleague) = colleague.parse::<OfficerId>() else {
            return Ok(None);
        };
        let left = case.left_after_hand_over(self.keys().officer, colleague, &on_duty);
        Ok(left.ok().and_then(|left| left.try_into().ok()))
    }

    /// Lets a colleague into the open case and leaves it, with a note for the successor.
    ///
    /// # Errors
    /// `fault-desk-not-there` for whom the roster does not know; `fault-desk-excluded` for who may not see
    /// the case; `fault-desk-other-body` for officers of another body; `fault-desk-too-few-left` when fewer than two officers on duty would hold it;
    /// `fault-desk-reason-long`; `fault-desk-damaged`.
    pub fn hand_over(
        &self,
        office: &Office,
        colleague: &str,
        note: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let unknown = || Fault::new("fault-desk-not-there");
        let note = Zeroizing::new(note);
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let on_duty = officers_on_duty(roster, today);
        let id: OfficerId = colleague.parse().map_err(|_| unknown())?;
        let colleague = roster.officer(id).ok_or_else(unknown)?;
        let recipient = office.trust.keys.of(colleague).ok_or_else(unknown)?;
        let to = (colleague, recipient);
        let sealed = case.hand_over(to, &note, self.keys(), &on_duty, Level::B);
        let sealed = sealed.map_err(|fault| leaving_fault(&fault, TOO_FEW_LEFT))?;
        Ok(sealed.to_bytes())
    }
}
