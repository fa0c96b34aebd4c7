use wasm_bindgen::prelude::wasm_bindgen;

use crate::{fault::Fault, office::Office, outgoing::Outgoing};

#[wasm_bindgen]
impl Office {
    /// Seals a first report. `form` is the form as JSON, with the names of
    /// [`casework::ReportForm`]; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// Everything that is wrong with the form; a list that may not be used on this day.
    pub fn report(
        &self,
        form: String,
        has_files: bool,
        unix_seconds: f64,
    ) -> Result<Outgoing, Fault> {
        self.seal_report(form, has_files, unix_seconds, |_| Ok(None))
    }
}
