//! The form in which somebody logs a proceeding or how it went on, as it was filled in.

use std::convert::Infallible;
use std::fmt;

use seal::{Day, ObjectId};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::codebook::{CodeState, CodebookError};
use crate::incident_form::{TypedDay, latin};
use crate::partial_date::PartialDateFault;
use crate::parts::Out;
use crate::proceeding::{BelongsTo, EarlierEntry, Proceeding};
use crate::proceeding_fault::{ProceedingDate, ProceedingFault};
use crate::proceeding_field::ProceedingField;

/// What was chosen and typed.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct ProceedingForm {
    /// What was chosen, and the texts. Its dates and what it hangs together with are empty here.
    pub chosen: Proceeding,
    /// When it was filed.
    pub filed: TypedDay,
    /// When its papers were served.
    pub served: TypedDay,
    /// When it ended.
    pub ended: TypedDay,
    /// How sure the dates are: nothing, `?`, `~` or `%`.
    pub sure: String,
    /// How many other suits there are.
    pub parallel: String,
    /// What it goes on from: a number, or the id of an object.
    pub continues: String,
    /// What else it hangs together with; the same.
    pub number: String,
    /// How it hangs together with that.
    pub relation: String,
}

impl ProceedingForm {
    /// Takes one field of the form. What has another name is left out.
    pub fn take(&mut self, name: &str, value: &str) {
        let text = || value.trim().to_owned();
        let chosen = &mut self.chosen;
        match name {
            "direction" => chosen.direction = text(),
            "country" => chosen.country = text(),
            "court" => chosen.court = text(),
            "court-name" => chosen.court_name = text(),
            "docket" => chosen.docket = text(),
            "kind" => chosen.kind = text(),
            "basis" => add(&mut chosen.bases, text()),
            "statute" => chosen.statute = text(),
            "claimant" => add(&mut chosen.claimants, text()),
            "claimant-name" => chosen.claimant = text(),
            "defendants" => chosen.defendants = text(),
            "individuals" => chosen.individuals = text(),
            "activity" => add(&mut chosen.activities, text()),
            "topic" => add(&mut chosen.topics, text()),
            "stage" => chosen.stage = text(),
            "outcome" => chosen.outcome = text(),
            "relief" => add(&mut chosen.relief, text()),
            "amount" => chosen.amount = text(),
            "sum" => chosen.sum = text(),
            "costs" => chosen.costs = text(),
            "asked" => add(&mut chosen.asked, text()),
            "granted" => add(&mut chosen.granted, text()),
            "ruling" => chosen.ruling = text(),
            "message" => chosen.narrative = text(),
            "sure" => self.sure = text(),
            "parallel" => self.parallel = text(),
            "continues" => self.continues = text(),
            "number" => self.number = text(),
            "relation" => self.relation = text(),
            _ => self.take_day(name, text()),
        }
    }

    /// Takes all fields, each as its name, a tabulator and what was chosen or typed, parted by form feeds.
    pub fn take_all(&mut self, fields: &str) {
        let fields = fields.split('\u{c}');
        for (name, value) in fields.filter_map(|field| field.split_once('\t')) {
            self.take(name, value);
        }
    }

    /// Makes the proceeding of it. `today` is the day where it is logged, `before` the place that its object will have
    /// among those of its sender.
    ///
    /// # Errors
    /// [`CodebookError`] when a list is broken. Everything that is wrong with the form is the inner error.
    pub fn parse(
        &self,
        today: Day,
        before: u32,
    ) -> Result<Result<Proceeding, Vec<ProceedingFault>>, CodebookError> {
        self.parse_by(today, before, |field, code| field.state(code))
    }

    /// The same where the codes were chosen on a page that offers nothing but codes in use: what a reporter's browser
    /// loads has no lists.
    ///
    /// # Errors
    /// Everything that is wrong with the form.
    pub fn parse_chosen(
        &self,
        today: Day,
        before: u32,
    ) -> Result<Proceeding, Vec<ProceedingFault>> {
        let parsed = self.parse_by::<Infallible>(today, before, |_, _| Ok(CodeState::InUse));
        match parsed {
            Ok(parsed) => parsed,
            Err(never) => match never {},
        }
    }

    /// One of the days, as it was typed.
    pub const fn day(&self, which: ProceedingDate) -> &TypedDay {
        match which {
            ProceedingDate::Filed => &self.filed,
            ProceedingDate::Served => &self.served,
            ProceedingDate::Ended => &self.ended,
        }
    }

    /// Whether something was said that few know.
    pub fn has_more(&self) -> bool {
        use ProceedingField as Field;
        let fields = [
            Field::Relief,
            Field::Amount,
            Field::Costs,
            Field::Asked,
            Field::Granted,
            Field::Ruling,
        ];
        let Proceeding {
            court_name,
            docket,
            statute,
            claimant,
            sum,
            ..
        } = &self.chosen;
        let texts = [court_name, docket, statute, claimant, sum, &self.parallel];
        fields.iter().any(|field| !self.codes(*field).is_empty())
            || texts.iter().any(|text| !text.is_empty())
    }

    /// What was chosen in a field.
    pub fn codes(&self, field: ProceedingField) -> Vec<&str> {
        if field == ProceedingField::Relation {
            return vec![self.relation.as_str()];
        }
        self.chosen.values(field).iter().collect()
    }

    /// Everything in it, so that the same form sent twice is told from another one: each field behind its length, lists
    /// behind the number of their entries.
    pub fn to_text(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Out::default();
        for field in ProceedingField::ALL {
            let values: Vec<_> = self.chosen.values(field).iter().collect();
            out.several(&values, |out, code| out.part(code.as_bytes()));
        }
        for day in [&self.filed, &self.served, &self.ended] {
            for text in [&day.year, &day.month, &day.day] {
                out.part(text.as_bytes());
            }
        }
        for text in [
            &self.chosen.court_name,
            &self.chosen.docket,
            &self.chosen.statute,
            &self.chosen.claimant,
            &self.chosen.sum,
            &self.chosen.narrative,
            &self.sure,
            &self.parallel,
            &self.continues,
            &self.number,
            &self.relation,
        ] {
            out.part(text.as_bytes());
        }
        Zeroizing::new(out.0)
    }

    fn parse_by<E>(
        &self,
        today: Day,
        before: u32,
        state: impl Fn(ProceedingField, &str) -> Result<CodeState, E>,
    ) -> Result<Result<Proceeding, Vec<ProceedingFault>>, E> {
        let mut faults = vec![];
        let mut proceeding = self.chosen.clone();
        proceeding.codebook = Proceeding::blank().codebook;
        for which in ProceedingDate::ALL {
            match self.written(which) {
                Ok(written) => match which {
                    ProceedingDate::Filed => proceeding.filed = written,
                    ProceedingDate::Served => proceeding.served = written,
                    ProceedingDate::Ended => proceeding.ended = written,
                },
                Err(fault) => faults.push(ProceedingFault::Date(which, fault)),
            }
        }
        match earlier(&self.continues) {
            Ok(continues) => proceeding.continues = continues,
            Err(NoEntry) => faults.push(ProceedingFault::Continues),
        }
        match earlier(&self.number) {
            Ok(entry) => {
                proceeding.belongs = entry.map(|entry| BelongsTo {
                    relation: self.relation.clone(),
                    entry,
                });
            }
            Err(NoEntry) => faults.push(ProceedingFault::Number),
        }
        if !self.parallel.is_empty() {
            match latin(&self.parallel).and_then(|digits| digits.parse().ok()) {
                Some(count) => proceeding.parallel = Some(count),
                None => faults.push(ProceedingFault::Count),
            }
        }
        if proceeding.continues.is_none() && self.continues.is_empty() {
            // Who logs one was sued, unless it says otherwise.
            if proceeding.direction.is_empty() {
                proceeding.direction = AGAINST_TARGET.to_owned();
            }
            faults.extend(proceeding.faults_by(today, before, state)?);
        } else {
            // A number that is none does not turn it into a first entry that lacks everything.
            let is_named = proceeding.continues.is_some();
            proceeding.continues.get_or_insert(EarlierEntry::Number(0));
            let found = proceeding.faults_by(today, before, state)?;
            faults.extend(
                found
                    .into_iter()
                    .filter(|fault| is_named || *fault != ProceedingFault::Continues),
            );
        }
        Ok(if faults.is_empty() {
            Ok(proceeding)
        } else {
            Err(faults)
        })
    }

    fn take_day(&mut self, name: &str, value: String) {
        let Some((part, which)) = name.split_once('-') else {
            return;
        };
        let day = match which {
            "filed" => &mut self.filed,
            "served" => &mut self.served,
            "ended" => &mut self.ended,
            _ => return,
        };
        match part {
            "year" => day.year = value,
            "month" => day.month = value,
            "day" => day.day = value,
            _ => {}
        }
    }

    fn written(&self, which: ProceedingDate) -> Result<String, PartialDateFault> {
        let Some(date) = self.day(which).written()? else {
            return Ok(String::new());
        };
        match self.sure.as_str() {
            sign @ ("" | "?" | "~" | "%") => Ok(format!("{date}{sign}")),
            _ => Err(PartialDateFault::Shape),
        }
    }
}

/// The text names no entry.
struct NoEntry;

/// What a number or an id of an object names; nothing where the field is empty.
fn earlier(typed: &str) -> Result<Option<EarlierEntry>, NoEntry> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Ok(object) = typed.parse::<ObjectId>() {
        return Ok(Some(EarlierEntry::Object(object.to_string())));
    }
    let number = latin(typed).and_then(|digits| digits.parse().ok());
    number.map(EarlierEntry::Number).map(Some).ok_or(NoEntry)
}

fn add(codes: &mut Vec<String>, code: String) {
    // One more than is taken is enough to see that there are too many.
    let has_room = codes.len() <= Proceeding::MOST_CODES;
    if has_room && !code.is_empty() && !codes.contains(&code) {
        codes.push(code);
    }
}

const AGAINST_TARGET: &str = "against_target";

impl fmt::Debug for ProceedingForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProceedingForm(hidden)")
    }
}

#[cfg(test)]
mod tests;
