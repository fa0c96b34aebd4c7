//! What is against settling how something is coded.

use seal::{BodyId, Day};

use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::{CodedField, RecordKind};
use crate::coded_record::hexadecimal;
use crate::coded_subject::{CodedKind, CodedSubject};
use crate::coding::{Coding, CodingFault, VERIFIED, code_faults, code_in};
use crate::coding_agreement::{kind_needs_two, needs_two};
use crate::consent::Consent;
use crate::counted_person::done_to;
use crate::release_period::ReleasePeriod;
use crate::settlement::SettlementPlan;

/// What a case knows of who agreed to be counted by a body.
#[derive(Clone, Copy)]
pub(crate) struct WhoAgreed<'c> {
    /// Everything of the case.
    pub(crate) coded: &'c [CodedSubject],
    /// What was consented to in it.
    pub(crate) consents: &'c [Consent],
    /// The body that received it.
    pub(crate) body: BodyId,
}

impl CodedKind {
    /// What is against settling it so, in a case in which these agreed.
    pub(crate) fn against_in(
        &self,
        plan: &SettlementPlan,
        today: Day,
        agreed: WhoAgreed<'_>,
    ) -> Vec<CodingFault> {
        let WhoAgreed {
            coded,
            consents,
            body,
        } = agreed;
        // Whom a person lets count is that person's word alone: one officer takes out whom nobody may count any more. What stands
        // says who that is; the plan is the word of this one officer.
        if plan.uncounted && self.lacks_consent(coded, consents, body) {
            let mut faults = self.against_shape(plan, today);
            if plan.reason.trim().is_empty() {
                faults.push(CodingFault::NotCountedWhy);
            }
            return faults;
        }
        let person = done_to(coded, &plan.subject, &plan.person);
        let mut consents = consents.iter();
        let may_count = consents.any(|consent| consent.lets_count(&person, body, today));
        self.against(plan, today, may_count)
    }

    fn against(&self, plan: &SettlementPlan, today: Day, may_count: bool) -> Vec<CodingFault> {
        if self.kind == RecordKind::Case {
            return self.against_found(plan);
        }
        let mut faults = self.against_shape(plan, today);
        if plan.uncounted && self.kind != RecordKind::Proceeding {
            faults.push(CodingFault::Uncounted);
        } else if plan.uncounted && plan.reason.trim().is_empty() {
            faults.push(CodingFault::NotCountedWhy);
        }
        let latest = self.latest();
        let current = latest
            .iter()
            .filter(|note| note.coding.codebook == CODEBOOK_VERSION);
        if let Some(old) = latest
            .iter()
            .find(|note| note.coding.codebook != CODEBOOK_VERSION)
            && current.clone().next().is_none()
        {
            let found = old.coding.codebook;
            faults.push(CodingFault::Codebook { found });
        }
        let codings: Vec<&Coding> = current.map(|note| &note.coding).collect();
        let enough = if self.takes_two(&codings, plan) { 2 } else { 1 };
        if codings.len() < enough {
            faults.push(CodingFault::NeedsSecond);
            return faults;
        }
        let has_reason = !plan.reason.trim().is_empty();
        let verdict = self.verdict();
        if let Some(verdict) = verdict
            && code_in(&plan.codes, "slapp") != verdict
        {
            faults.push(CodingFault::AgainstVerdict(verdict.to_owned()));
        }
        // What is settled of a SLAPP is what was assessed, and what the case says is settled so, whatever was coded: nobody chooses.
        let found = self.found();
        let is_chosen = |field: &&CodedField| {
            let is_assessed = verdict.is_some() && field.name == "slapp";
            !is_assessed && found.iter().all(|known| known.field != field.name)
        };
        let mut chosen_without = None;
        for field in self.kind.fields().iter().filter(is_chosen) {
            let settled = code_in(&plan.codes, field.name);
            let said: Vec<&str> = codings
                .iter()
                .map(|coding| coding.code(field.name))
                .collect();
            let all: Vec<&str> = said.iter().copied().chain([settled]).collect();
            let agree = |codes: &[&str]| codes.windows(2).all(|pair| pair.first() == pair.last());
            if agree(&all) {
                continue;
            }
            if needs_two(field, &all) && agree(&said) {
                faults.push(CodingFault::AgainstBoth(field.name));
            } else if !has_reason {
                chosen_without.get_or_insert(field.name);
            }
        }
        // One reason is that of the whole settlement, so the first field is named alone.
        faults.extend(chosen_without.map(CodingFault::NoReason));
        faults.extend(self.against_showing(plan, &codings, may_count));
        faults
    }

    /// What is against its codes, period and mark, whoever coded what.
    fn against_shape(&self, plan: &SettlementPlan, today: Day) -> Vec<CodingFault> {
        let mut faults = code_faults(self.kind, &plan.codes);
        let found = self.found().into_iter();
        let other = found.filter(|known| code_in(&plan.codes, &known.field) != known.code);
        let fields = other.filter_map(|known| self.kind.field(&known.field));
        faults.extend(fields.map(|field| CodingFault::OtherThanFound(field.name)));
        let period: Option<ReleasePeriod> = plan.period.parse().ok();
        let fits = |period: &ReleasePeriod| {
            period.is_year() == self.kind.is_exact() && period.first_day() <= today
        };
        if period.filter(fits).is_none() {
            faults.push(CodingFault::Period(plan.period.clone()));
        }
        let is_mark = plan.person.is_empty() || hexadecimal(&plan.person, 32).is_some();
        if !is_mark || (self.kind != RecordKind::Person && !plan.person.is_empty()) {
            faults.push(CodingFault::Person);
        }
        faults
    }

    /// What is against settling it otherwise than the case says, in which nobody chooses anything.
    fn against_found(&self, plan: &SettlementPlan) -> Vec<CodingFault> {
        let mut faults = code_faults(self.kind, &self.draft);
        if plan.codes != self.draft || plan.uncounted || !plan.person.is_empty() {
            faults.push(CodingFault::OtherThanFound("event"));
        }
        if plan.period != self.period {
            faults.push(CodingFault::Period(plan.period.clone()));
        }
        faults
    }

    /// What is against saying that it is verified, and against counting a person exactly.
    fn against_showing(
        &self,
        plan: &SettlementPlan,
        codings: &[&Coding],
        may_count: bool,
    ) -> Option<CodingFault> {
        let code = |field| code_in(&plan.codes, field);
        let verifies = |coding: &&&Coding| {
            coding.code("verification") == VERIFIED && coding.independent == "yes"
        };
        if code("verification") == VERIFIED && codings.iter().filter(verifies).count() < 2 {
            return Some(CodingFault::NotVerifiedByTwo);
        }
        if self.kind != RecordKind::Person {
            return None;
        }
        let is_public = |coding: &&Coding| {
            let mut sources = coding.sources.iter();
            sources.any(|source| PUBLIC.contains(&source.connection.as_str()))
        };
        match code("shown_because") {
            "consented" if !may_count => Some(CodingFault::NoConsent),
            "public" if !codings.iter().any(is_public) => Some(CodingFault::NotPublic),
            _ => None,
        }
    }

    fn takes_two(&self, codings: &[&Coding], plan: &SettlementPlan) -> bool {
        let mut fields = self.kind.fields().iter();
        kind_needs_two(self.kind)
            || fields.any(|field| {
                let said = codings.iter().map(|coding| coding.code(field.name));
                let all: Vec<&str> = said.chain([code_in(&plan.codes, field.name)]).collect();
                needs_two(field, &all)
            })
    }
}

/// What a person can be known from without anybody having told it in confidence.
const PUBLIC: [&str; 4] = ["court", "media", "official", "researcher"];

#[cfg(test)]
mod tests;
