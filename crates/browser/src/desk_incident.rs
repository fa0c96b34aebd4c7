use casework::{IncidentForm, IncidentSealingFault};
use seal::Level;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_note::fault,
    fault::Fault,
    office::Office,
};

#[wasm_bindgen]
impl Desk {
    /// Seals what was done to somebody to the open case. `fields` are those of the form, each as its name, a tabulator
    /// and what was chosen or typed, parted by form feeds; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-desk-damaged` when something else stands in the place of the
    /// officer's last object.
    pub fn log_incident(
        &self,
        office: &Office,
        fields: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let fields = Zeroizing::new(fields);
        let mut typed = IncidentForm::default();
        typed.take_all(&fields);
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let sealed = case.log_incident(&typed, today, self.keys(), Level::B);
        let sealed = sealed.map_err(|refused| match refused {
            IncidentSealingFault::Form(faults) => Fault::of_incident(&faults),
            IncidentSealingFault::Codebook(_) => Fault::new(DAMAGED),
            IncidentSealingFault::Sealing(refused) => fault(refused),
        })?;
        Ok(sealed.to_bytes())
    }
}
