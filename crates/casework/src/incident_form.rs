//! The form in which somebody logs what was done, as it was filled in.

use std::convert::Infallible;
use std::fmt;

use seal::{Day, digit};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::codebook::{CodeState, CodebookError};
use crate::incident::{
    FollowedIncident, Incident, IncidentAct, IncidentFault, IncidentField, IncidentTarget,
};
use crate::partial_date::PartialDateFault;
use crate::parts::Out;

/// What was chosen and typed. It is about one target; whoever else was meant is logged once more.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct IncidentForm {
    /// What was done; those that are empty are left out.
    pub acts: [TypedAct; 3],
    /// To whom.
    pub unit: String,
    /// How many they are.
    pub size: String,
    /// What made them a target.
    pub activities: Vec<String>,
    /// Who did it.
    pub by: Vec<String>,
    /// When it was, or began.
    pub began: TypedDay,
    /// When it ended, if it lasted.
    pub ended: TypedDay,
    /// Whether it goes on.
    pub is_ongoing: bool,
    /// How sure the dates are: nothing, `?`, `~` or `%`.
    pub sure: String,
    /// Where.
    pub place: String,
    /// Whether it was done by way of the net.
    pub is_online: bool,
    /// Whether it crossed a border.
    pub crosses_border: bool,
    /// What happened.
    pub narrative: String,
    /// The number of an earlier incident.
    pub number: String,
    /// How it hangs together with that one.
    pub relation: String,
}

/// What was done, and how far it went.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct TypedAct {
    /// A code of the list `incident_type`.
    pub kind: String,
    /// A code of the list `act_completion`.
    pub completion: String,
}

/// A day in three fields, each of which may be empty.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct TypedDay {
    /// The year.
    pub year: String,
    /// The month, as a number.
    pub month: String,
    /// The day of the month.
    pub day: String,
}

impl IncidentForm {
    /// What the form does not offer of the list `incident_type`: that a suit is a SLAPP is found after looking at it.
    pub const FOUND_LATER: [&str; 1] = ["legal.slapp"];

    /// What it offers of the list `counting_unit`.
    pub const UNITS: [&str; 7] = crate::protection::ProtectionRequest::APPLICANTS;

    /// What it offers of the list `chain_relation`, the most frequent first.
    pub const RELATIONS: [&str; 6] = [
        "follows",
        "escalates",
        "result_of",
        "part_of",
        "same_pattern",
        "duplicate_of",
    ];

    /// Takes one field of the form. What has another name is left out.
    pub fn take(&mut self, name: &str, value: &str) {
        let text = || value.trim().to_owned();
        let (name, place) = match name.rsplit_once('-') {
            Some((name, place)) => (name, place),
            None => (name, ""),
        };
        let act = place
            .parse::<usize>()
            .ok()
            .and_then(|place| place.checked_sub(1));
        let act = act.and_then(|place| self.acts.get_mut(place));
        match (name, act) {
            ("act", Some(act)) => act.kind = text(),
            ("done", Some(act)) => act.completion = text(),
            ("year", None) => self.day(place).year = text(),
            ("month", None) => self.day(place).month = text(),
            ("day", None) => self.day(place).day = text(),
            ("unit", None) => self.unit = text(),
            ("size", None) => self.size = text(),
            ("activity", None) => add(&mut self.activities, text()),
            ("by", None) => add(&mut self.by, text()),
            ("ongoing", None) => self.is_ongoing = value == "yes",
            ("sure", None) => self.sure = text(),
            ("place", None) => self.place = text(),
            ("online", None) => self.is_online = value == "yes",
            ("abroad", None) => self.crosses_border = value == "yes",
            ("message", None) => self.narrative = text(),
            ("number", None) => self.number = text(),
            ("relation", None) => self.relation = text(),
            (_, _) => {}
        }
    }

    /// Takes all fields, each as its name, a tabulator and what was chosen or typed, parted by form feeds.
    pub fn take_all(&mut self, fields: &str) {
        let fields = fields.split('\u{c}');
        for (name, value) in fields.filter_map(|field| field.split_once('\t')) {
            self.take(name, value);
        }
    }

    /// Makes the incident of it. `today` is the day where it is logged, `before` the place that its object will have
    /// among those of its sender.
    ///
    /// # Errors
    /// [`CodebookError`] when a list is broken. Everything that is wrong with the form is the inner error.
    pub fn parse(
        &self,
        today: Day,
        before: u32,
    ) -> Result<Result<Incident, Vec<IncidentFault>>, CodebookError> {
        self.parse_by(today, before, |field, code| field.list().state(code))
    }

    /// The same where the codes were chosen on a page that offers nothing but codes in use: what a reporter's browser
    /// loads has no lists.
    ///
    /// # Errors
    /// Everything that is wrong with the form.
    pub fn parse_chosen(&self, today: Day, before: u32) -> Result<Incident, Vec<IncidentFault>> {
        let parsed = self.parse_by::<Infallible>(today, before, |_, _| Ok(CodeState::InUse));
        match parsed {
            Ok(parsed) => parsed,
            Err(never) => match never {},
        }
    }

    fn parse_by<E>(
        &self,
        today: Day,
        before: u32,
        state: impl Fn(IncidentField, &str) -> Result<CodeState, E>,
    ) -> Result<Result<Incident, Vec<IncidentFault>>, E> {
        let mut faults = vec![];
        let is_person = self.unit == IncidentTarget::PERSON;
        let target = IncidentTarget {
            unit: self.unit.clone(),
            // One person is one without being asked.
            size: if is_person && self.size.is_empty() {
                IncidentTarget::ONE.to_owned()
            } else {
                self.size.clone()
            },
            activities: self.activities.clone(),
        };
        let typed = self.acts.iter();
        let typed = typed.filter(|act| !act.kind.is_empty() || !act.completion.is_empty());
        let act = |typed: &TypedAct| IncidentAct {
            kind: typed.kind.clone(),
            completion: typed.completion.clone(),
            target: target.clone(),
        };
        let mut incident = Incident::blank();
        incident.acts = typed.map(act).collect();
        incident.place = self.place.clone();
        incident.is_online = self.is_online;
        incident.crosses_border = self.crosses_border;
        incident.by = self.by.clone();
        incident.narrative = self.narrative.clone();
        match self.when() {
            Ok(when) => incident.when = when,
            Err(fault) => faults.push(IncidentFault::When(fault)),
        }
        match self.followed() {
            Ok(followed) => incident.follows.extend(followed),
            Err(fault) => faults.push(fault),
        }
        if incident.acts.is_empty() {
            // What else has to be said of an act is asked for at once.
            let mut asked = incident.clone();
            asked.acts.push(act(&TypedAct::default()));
            faults.extend(asked.faults_by(today, before, state)?);
            faults.retain(|fault| *fault != IncidentFault::Missing(IncidentField::Completion));
        } else {
            faults.extend(incident.faults_by(today, before, state)?);
        }
        Ok(if faults.is_empty() {
            Ok(incident)
        } else {
            Err(faults)
        })
    }

    /// Everything in it, so that the same form sent twice is told from another one: each field behind its length, lists
    /// behind the number of their entries.
    pub fn to_text(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Out::default();
        for list in [&self.activities, &self.by] {
            out.several(list, |out, code| out.part(code.as_bytes()));
        }
        out.several(&self.acts, |out, act| {
            out.part(act.kind.as_bytes());
            out.part(act.completion.as_bytes());
        });
        for day in [&self.began, &self.ended] {
            for text in [&day.year, &day.month, &day.day] {
                out.part(text.as_bytes());
            }
        }
        for text in [
            &self.unit,
            &self.size,
            &self.sure,
            &self.place,
            &self.narrative,
            &self.number,
            &self.relation,
        ] {
            out.part(text.as_bytes());
        }
        for is_so in [self.is_ongoing, self.is_online, self.crosses_border] {
            out.byte(is_so.into());
        }
        Zeroizing::new(out.0)
    }

    /// Whether this is among what made them a target.
    pub fn has_activity(&self, code: &str) -> bool {
        self.activities.iter().any(|known| known == code)
    }

    /// Whether this one did it.
    pub fn has_perpetrator(&self, code: &str) -> bool {
        self.by.iter().any(|known| known == code)
    }

    fn day(&mut self, which: &str) -> &mut TypedDay {
        if which == "ended" {
            &mut self.ended
        } else {
            &mut self.began
        }
    }

    /// The dates as one is written; nothing where none was typed.
    fn when(&self) -> Result<String, PartialDateFault> {
        let sign = match self.sure.as_str() {
            "" => "",
            "?" => "?",
            "~" => "~",
            "%" => "%",
            _ => return Err(PartialDateFault::Shape),
        };
        let (began, ended) = (self.began.written()?, self.ended.written()?);
        match (began, ended) {
            (None, None) if !self.is_ongoing => Ok(String::new()),
            // What goes on or ended began at some time, and a year is enough.
            (None, _) => Err(PartialDateFault::Shape),
            (Some(began), Some(ended)) => Ok(format!("{began}{sign}/{ended}{sign}")),
            (Some(began), None) if self.is_ongoing => Ok(format!("{began}{sign}/..")),
            (Some(began), None) => Ok(format!("{began}{sign}")),
        }
    }

    fn followed(&self) -> Result<Option<FollowedIncident>, IncidentFault> {
        if self.number.is_empty() {
            return Ok(None);
        }
        let number = latin(&self.number).ok_or(IncidentFault::Number)?;
        let number = number.parse().map_err(|_| IncidentFault::Number)?;
        Ok(Some(FollowedIncident {
            relation: self.relation.clone(),
            number,
        }))
    }
}

impl TypedDay {
    /// The day as far as it was typed; nothing where it was not.
    pub(crate) fn written(&self) -> Result<Option<String>, PartialDateFault> {
        let parts = [&self.year, &self.month, &self.day];
        if parts.iter().all(|part| part.is_empty()) {
            return Ok(None);
        }
        let digits = |text: &str| latin(text).ok_or(PartialDateFault::Shape);
        let mut written = digits(&self.year)?;
        for (part, is_last) in [(&self.month, false), (&self.day, true)] {
            if part.is_empty() && (is_last || self.day.is_empty()) {
                break;
            }
            written.push_str(&format!("-{:0>2}", digits(part)?));
        }
        Ok(Some(written))
    }
}

/// A number of digits of any script that people here write, in Latin ones; nothing where it is none.
pub(crate) fn latin(text: &str) -> Option<String> {
    let digits: Option<String> = text
        .chars()
        .map(|one| char::from_digit(digit(one)?.into(), 10))
        .collect();
    digits.filter(|digits| !digits.is_empty())
}

fn add(codes: &mut Vec<String>, code: String) {
    // One more than is taken is enough to see that there are too many.
    let has_room = codes.len() <= Incident::MOST_CODES;
    if has_room && !code.is_empty() && !codes.contains(&code) {
        codes.push(code);
    }
}

impl fmt::Debug for IncidentForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IncidentForm(hidden)")
    }
}

impl fmt::Debug for TypedAct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedAct(hidden)")
    }
}

impl fmt::Debug for TypedDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedDay(hidden)")
    }
}

#[cfg(test)]
mod tests;
