use casework::{CaseStage, Proposal};
use seal::{Level, ObjectId};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{desk::Desk, desk_note::fault, fault::Fault, office::Office};

#[wasm_bindgen]
impl Desk {
    /// Seals where the work on the open case goes on, and why.
    ///
    /// # Errors
    /// `fault-desk-no-such-move` for a stage that there is not; else as [`Desk::note`].
    pub fn move_to(&self, office: &Office, stage: &str, reason: String) -> Result<Vec<u8>, Fault> {
        let reason = Zeroizing::new(reason);
        let stage: CaseStage = stage
            .parse()
            .map_err(|_| Fault::new("fault-desk-no-such-move"))?;
        let case = self.open_case(office)?;
        let step = case.move_to(stage, &reason, self.keys(), Level::B);
        Ok(step.map_err(fault)?.to_bytes())
    }

    /// Seals what this officer proposes to a second one; `typed` is JSON.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it; else as [`Desk::note`].
    pub fn propose(&self, office: &Office, typed: String) -> Result<Vec<u8>, Fault> {
        let typed = Zeroizing::new(typed);
        let proposal: Proposal =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let step = case.propose(&proposal, self.keys(), Level::B);
        Ok(step.map_err(fault)?.to_bytes())
    }

    /// Seals what this officer decides on what waits in the open case.
    ///
    /// # Errors
    /// `fault-desk-not-pending` when nothing waits; `fault-desk-other-proposal` when whoever agrees would agree
    /// with something else than what was signed; `fault-desk-reason-missing` for a refusal without one;
    /// else as [`Desk::note`].
    pub fn vote(&self, office: &Office, agrees: bool, reason: String) -> Result<Vec<u8>, Fault> {
        let reason = Zeroizing::new(reason);
        let case = self.open_case(office)?;
        let on: ObjectId = match &case.file.pending {
            Some(pending) => pending.object,
            None => return Err(Fault::new("fault-desk-not-pending")),
        };
        let step = case.vote(on, agrees, &reason, self.keys(), Level::B);
        Ok(step.map_err(fault)?.to_bytes())
    }
}
