//! How well the coders of a body agreed, as a lead signs it for the data custodian.

use std::collections::BTreeMap;

use casework::{AgreementCount, AssessedPair, CodedKind, CodingAgreement, OpenCase, ReleasePeriod};
use seal::{BodyId, Publication};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{desk::Desk, desk_coding::CodingReport, fault::Fault, office::Office};

/// Agreement by period, over cases of one body.
#[derive(Default)]
pub(crate) struct PeriodAgreement {
    body: Option<BodyId>,
    periods: BTreeMap<String, AgreementCount>,
}

impl PeriodAgreement {
    /// Counts what was settled in a case, where it is one of the officer's own body: another body counts its own.
    pub(crate) fn take(&mut self, desk: &Desk, case: &OpenCase<'_>, kind: &CodedKind) {
        if let Some((period, first, second)) = kind.settled_pair()
            && let Some(period) = self.of_own(desk, case, period)
        {
            period.add(first, second);
        }
    }

    /// Counts in the same way what was assessed of a proceeding.
    pub(crate) fn take_assessed(&mut self, desk: &Desk, case: &OpenCase<'_>, pair: &AssessedPair) {
        if let Some(period) = &pair.period
            && let Some(period) = self.of_own(desk, case, period)
        {
            period.add_assessments(&pair.first, &pair.second);
        }
    }

    fn of_own(
        &mut self,
        desk: &Desk,
        case: &OpenCase<'_>,
        period: &str,
    ) -> Option<&mut AgreementCount> {
        let own = case.body_of(desk.keys().officer);
        if own != Some(case.receiver()) {
            return None;
        }
        self.body = own;
        Some(self.periods.entry(period.to_owned()).or_default())
    }

    /// The periods in which something was settled.
    pub(crate) fn periods(&self) -> Vec<String> {
        self.periods.keys().cloned().collect()
    }
}

#[wasm_bindgen]
impl CodingReport {
    /// How well coders agreed in a period, rounded and signed, as a file for the data custodian.
    ///
    /// # Errors
    /// `fault-coding-agreement` where there is nothing that may be shown, `fault-coding-agreement-open` before the period is over.
    pub fn agreement_file(
        &self,
        desk: &Desk,
        office: &Office,
        period: &str,
        unix_seconds: f64,
    ) -> Result<String, Fault> {
        let few = || Fault::new("fault-coding-agreement");
        let of_periods = &self.of_periods;
        let count = of_periods.periods.get(period).ok_or_else(few)?;
        let body = of_periods.body.ok_or_else(few)?;
        let (keys, today) = (desk.keys(), office.day(unix_seconds));
        let period: ReleasePeriod = period.parse().map_err(|_| few())?;
        if today <= period.last_day() {
            return Err(Fault::new("fault-coding-agreement-open"));
        }
        let agreement = CodingAgreement::of(keys.instance, body, period, count);
        if agreement.figures.is_empty() {
            return Err(few());
        }
        let text = agreement.to_text();
        let signed = Publication::Agreement.sign(keys, today, text.as_bytes());
        Ok(format!("{text}{}{signed}\n", CodingAgreement::SIGNED))
    }
}
