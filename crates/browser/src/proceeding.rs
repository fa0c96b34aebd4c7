use casework::ProceedingForm;
use seal::Kind;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    defence::ShownDefence, fault::Fault, office::Office, outgoing_follow_up::OutgoingFollowUp,
};

#[wasm_bindgen]
impl Office {
    /// Seals a lawsuit, a charge, or how one went on. `fields` and `unix_seconds` are as in [`Office::incident`].
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-locking` when the page is of another receipt.
    pub fn proceeding(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
        unix_seconds: f64,
    ) -> Result<OutgoingFollowUp, Fault> {
        let fields = Zeroizing::new(fields);
        let mut typed = ProceedingForm::default();
        typed.take_all(&fields);
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let parsed = typed.parse_chosen(self.day(unix_seconds), follow_up.next_sequence());
        let proceeding = parsed.map_err(|faults| Fault::of_proceeding(&faults))?;
        follow_up.write(Kind::Incident, &proceeding)?;
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
    }

    /// What is known of what to do first against what such a form says, as JSON: `null` where nobody has to defend
    /// themselves.
    pub fn defence(&self, fields: String, unix_seconds: f64) -> String {
        let fields = Zeroizing::new(fields);
        let mut typed = ProceedingForm::default();
        typed.take_all(&fields);
        let parsed = typed.parse_chosen(self.day(unix_seconds), u32::MAX);
        let shown = parsed.ok().as_ref().and_then(ShownDefence::of);
        serde_json::to_string(&shown).unwrap_or_default()
    }
}
