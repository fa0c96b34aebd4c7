use http_guard::{Answer, page};
use pages::receipt::ReceiptPage;
use seal::{BodyId, Day, Receipt};

use crate::{Intake, cleaning::CleanedForm, day::shown};
use pages::Language;

/// A report that is durable, with what its receipt page says.
pub(crate) struct Kept {
    pub(crate) receipt: Receipt,
    /// Whose officers can open it.
    pub(crate) body: BodyId,
    /// The day it arrived.
    pub(crate) on: Day,
    /// Whether it was added to a report sent from the same form before.
    pub(crate) added: bool,
    /// What became of its files, where hidden data was to be removed.
    pub(crate) cleaned: CleanedForm,
}

impl Kept {
    /// Shows the receipt.
    pub(crate) fn show(&self, intake: &Intake, language: Language) -> Answer {
        let digits = self.receipt.digits();
        let groups: Vec<&str> = digits.split(' ').collect();
        let body = intake
            .trust()
            .rosters()
            .iter()
            .find_map(|roster| roster.body(self.body))
            .map_or("", |body| body.label.as_str());
        page(&ReceiptPage {
            say: intake.say(language),
            door: intake.door(),
            body,
            added: self.added,
            cleaned: &self.cleaned.shown(),
            digits: &groups,
            words: &self.receipt.words(),
            receipt: &digits,
            read_by: shown(intake.read_by(self.on)),
            done_by: shown(intake.done_by(self.on)),
        })
    }
}
