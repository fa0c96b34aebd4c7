use casework::{Assisted, FormFault, ReportForm};
use seal::{Level, Receipt, Sending, SignedCaseHeader, absentees};
use zeroize::Zeroizing;

use crate::{fault::Fault, office::Office, outgoing::Outgoing};

impl Office {
    /// Seals a first report. `assisted` says which officer enters it, once the case has its header.
    ///
    /// # Errors
    /// Everything that is wrong with the form; a list that may not be used on this day.
    pub(crate) fn seal_report(
        &self,
        form: String,
        has_files: bool,
        unix_seconds: f64,
        assisted: impl FnOnce(&SignedCaseHeader) -> Result<Option<Assisted>, Fault>,
    ) -> Result<Outgoing, Fault> {
        let form = Zeroizing::new(form);
        let form: ReportForm =
            serde_json::from_str(&form).map_err(|_| Fault::new("fault-word-unknown"))?;
        let today = self.day(unix_seconds);
        let roster = self.trust.roster(today)?;
        let nothing = (form.has_no_text() && !has_files).then_some(FormFault::Nothing);
        let checked = match (form.check(roster), nothing) {
            (Ok(checked), None) => checked,
            (checked, nothing) => {
                let faults = checked.err().unwrap_or_default();
                return Err(Fault::of_form(nothing.into_iter().chain(faults).collect()));
            }
        };
        let receipt = Receipt::draw()?;
        let mut sending = Sending::begin_present(
            &self.trust,
            &receipt,
            checked.body,
            &checked.exclusions,
            &absentees(&self.away, roster, today),
            Level::B,
            today,
        )?;
        let (mut report, card) = checked.write(&form, sending.log_secret());
        report.assisted = assisted(sending.header())?;
        sending.write_report(&report, &card)?;
        let body = roster.body(sending.panel().body);
        let body = body.map_or_else(String::new, |body| body.label.clone());
        Ok(Outgoing::report(sending, receipt, body, self.origin()))
    }
}
