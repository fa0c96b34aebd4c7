use casework::IncidentForm;
use seal::Kind;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{fault::Fault, office::Office, outgoing_follow_up::OutgoingFollowUp};

#[wasm_bindgen]
impl Office {
    /// Seals what was done to somebody. `fields` are those of the form, each as its name, a tabulator and what was
    /// chosen or typed, parted by form feeds; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-locking` when the page is of another receipt.
    pub fn incident(
        &self,
        receipt: String,
        page: &[u8],
        fields: String,
        unix_seconds: f64,
    ) -> Result<OutgoingFollowUp, Fault> {
        let fields = Zeroizing::new(fields);
        let mut typed = IncidentForm::default();
        typed.take_all(&fields);
        let mut follow_up = self.begin_follow_up(receipt, page)?;
        let parsed = typed.parse_chosen(self.day(unix_seconds), follow_up.next_sequence());
        let incident = parsed.map_err(|faults| Fault::of_incident(&faults))?;
        follow_up.write(Kind::Incident, &incident)?;
        Ok(OutgoingFollowUp::of(follow_up, self.origin()))
    }
}
