//! What was done to somebody, as it is logged: acts against persons and groups, when as far as it is known, by whom, and
//! what it follows on (decision 0057).

use std::fmt;

use seal::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::codebook::{CodeList, CodeState, CodebookError};
use crate::codebook_text::CODEBOOK_VERSION;
use crate::message::Message;
use crate::partial_date::{PartialDate, PartialDateFault};

/// An incident, as it lies inside its sealed object. Nothing of it is known to the server but that there is one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// The version of the codebook whose codes it uses.
    pub codebook: u16,
    /// What was done, one act against one target each.
    pub acts: Vec<IncidentAct>,
    /// When, as [`PartialDate`] writes it; empty where that is unknown.
    #[serde(default)]
    pub when: String,
    /// Where; may be empty.
    #[serde(default)]
    pub place: String,
    /// Whether it was done by way of the net, of phones or accounts.
    #[serde(default)]
    pub is_online: bool,
    /// Whether somebody in another country did it, or it reached into one.
    #[serde(default)]
    pub crosses_border: bool,
    /// Who did it, by what they are: codes of the list `perpetrator_type`; may be empty.
    #[serde(default)]
    pub by: Vec<String>,
    /// What happened, in the own words of who logs it; may be empty.
    #[serde(default)]
    pub narrative: String,
    /// Earlier incidents of the same sender in the same case that it hangs together with.
    #[serde(default)]
    pub follows: Vec<FollowedIncident>,
}

/// One act against one target.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct IncidentAct {
    /// What was done: a code of the list `incident_type`.
    pub kind: String,
    /// How far it went, so that threats and attempts count: a code of the list `act_completion`.
    pub completion: String,
    /// To whom.
    pub target: IncidentTarget,
}

/// To whom something was done: a person, or as much a family, an organisation, a community or a people.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct IncidentTarget {
    /// Who is counted as one: a code of the list `counting_unit`.
    pub unit: String,
    /// How many they are: a code of the list `group_size_band`.
    pub size: String,
    /// What they did that made them a target: codes of the list `protected_activity`. It is what people do that makes
    /// them defenders of human rights, and not that they are victims or witnesses.
    pub activities: Vec<String>,
}

/// An earlier incident.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct FollowedIncident {
    /// How the later one hangs together with it: a code of the list `chain_relation`.
    pub relation: String,
    /// Its number: the place of its object among those of its sender in the case.
    pub number: u32,
}

/// A field of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncidentField {
    /// What was done.
    Act,
    /// How far it went.
    Completion,
    /// To whom.
    Unit,
    /// How many they are.
    Size,
    /// What made them a target.
    Activity,
    /// Who did it.
    By,
    /// How it hangs together with an earlier one.
    Relation,
}

/// Why an incident is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IncidentFault {
    /// Something that has to be said is missing.
    #[error("{}: choose at least one code of the list `{}`", .0.word(), .0.list().name())]
    Missing(IncidentField),
    /// The list does not have this code.
    #[error("{}: the list `{}` does not have `{code}`; choose one that it has", .field.word(), .field.list().name())]
    UnknownCode {
        /// Where.
        field: IncidentField,
        /// Which.
        code: String,
    },
    /// The code is used no longer.
    #[error("{}: `{code}` is used no longer; use `{by}`", .field.word())]
    OldCode {
        /// Where.
        field: IncidentField,
        /// Which.
        code: String,
        /// What is used instead.
        by: String,
    },
    /// More acts, or more codes in one field, than one incident holds.
    #[error("{}: there are too many; log the others as further incidents", .0.word())]
    TooMany(IncidentField),
    /// One person is not several.
    #[error("size: one person is not several; choose the size 1, or a group")]
    OneIsSeveral,
    /// The date is none.
    #[error("when: {0}")]
    When(PartialDateFault),
    /// Nothing of it has happened yet.
    #[error("when: that day has not come yet; look at the year again")]
    Ahead,
    /// There is no such earlier incident.
    #[error(
        "number: there is no incident with that number; it is on the page that you saw when you logged it"
    )]
    Number,
    /// The texts are too long.
    #[error("the texts have {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
}

impl Incident {
    /// Acts of one incident, at most.
    pub const MOST_ACTS: usize = 12;
    /// Codes in one field, and earlier incidents that it names, at most.
    pub const MOST_CODES: usize = 40;

    /// One of this codebook, with nothing in it.
    pub fn blank() -> Self {
        let mut blank = Self::default();
        blank.codebook = CODEBOOK_VERSION;
        blank
    }

    /// Everything that is wrong with it; nothing where it can be kept. `today` is the day where it is logged, `before`
    /// the place that its object will have among those of its sender.
    ///
    /// # Errors
    /// [`CodebookError`] when a list is broken.
    pub fn faults(&self, today: Day, before: u32) -> Result<Vec<IncidentFault>, CodebookError> {
        self.faults_by(today, before, |field, code| field.list().state(code))
    }

    /// The same, by what `state` says of codes.
    pub(crate) fn faults_by<E>(
        &self,
        today: Day,
        before: u32,
        state: impl Fn(IncidentField, &str) -> Result<CodeState, E>,
    ) -> Result<Vec<IncidentFault>, E> {
        let mut found = Found::by(state);
        if self.acts.is_empty() {
            found.is(IncidentFault::Missing(IncidentField::Act));
        }
        if self.acts.len() > Self::MOST_ACTS {
            found.is(IncidentFault::TooMany(IncidentField::Act));
        }
        for act in self.acts.iter().take(Self::MOST_ACTS) {
            found.code(IncidentField::Act, &act.kind)?;
            found.code(IncidentField::Completion, &act.completion)?;
            act.target.look(&mut found)?;
        }
        found.codes(IncidentField::By, &self.by)?;
        match self.date() {
            Err(fault) => found.is(IncidentFault::When(fault)),
            Ok(Some(date)) if date.earliest() > today => found.is(IncidentFault::Ahead),
            Ok(Some(_) | None) => {}
        }
        if self.follows.len() > Self::MOST_CODES {
            found.is(IncidentFault::TooMany(IncidentField::Relation));
        }
        for followed in self.follows.iter().take(Self::MOST_CODES) {
            found.code(IncidentField::Relation, &followed.relation)?;
            // Before the first incident of a reporter there is the report.
            let is_there = followed.number < before;
            if !is_there {
                found.is(IncidentFault::Number);
            }
        }
        let bytes = self.narrative.len().saturating_add(self.place.len());
        match bytes.checked_sub(Message::MOST_BYTES) {
            Some(over) if over > 0 => found.is(IncidentFault::TooLong { over }),
            Some(_) | None => {}
        }
        Ok(found.faults)
    }

    /// When it was; nothing where that is unknown.
    ///
    /// # Errors
    /// [`PartialDateFault`].
    pub fn date(&self) -> Result<Option<PartialDate>, PartialDateFault> {
        if self.when.is_empty() {
            return Ok(None);
        }
        self.when.parse().map(Some)
    }
}

impl IncidentTarget {
    /// The unit that is one natural person.
    pub const PERSON: &str = "individual";
    /// The size of one.
    pub const ONE: &str = "n1";

    fn look<E, S>(&self, found: &mut Found<S>) -> Result<(), E>
    where
        S: Fn(IncidentField, &str) -> Result<CodeState, E>,
    {
        found.code(IncidentField::Unit, &self.unit)?;
        found.code(IncidentField::Size, &self.size)?;
        if self.activities.is_empty() {
            found.is(IncidentFault::Missing(IncidentField::Activity));
        }
        found.codes(IncidentField::Activity, &self.activities)?;
        let is_one = self.size.is_empty() || self.size == Self::ONE;
        if self.unit == Self::PERSON && !is_one {
            found.is(IncidentFault::OneIsSeveral);
        }
        Ok(())
    }
}

impl IncidentField {
    /// The list that its codes are of.
    pub const fn list(self) -> CodeList {
        match self {
            Self::Act => CodeList::IncidentType,
            Self::Completion => CodeList::ActCompletion,
            Self::Unit => CodeList::CountingUnit,
            Self::Size => CodeList::GroupSizeBand,
            Self::Activity => CodeList::ProtectedActivity,
            Self::By => CodeList::PerpetratorType,
            Self::Relation => CodeList::ChainRelation,
        }
    }

    /// What it is called where no page is.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Completion => "completion",
            Self::Unit => "unit",
            Self::Size => "size",
            Self::Activity => "activity",
            Self::By => "by",
            Self::Relation => "relation",
        }
    }
}

impl IncidentFault {
    /// The key under which the wording of pages says it. Its value is the code, or the bytes too many.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Missing(IncidentField::Act) => "fault-incident-act",
            Self::Missing(IncidentField::Completion) => "fault-incident-completion",
            Self::Missing(IncidentField::Unit) => "fault-incident-unit",
            Self::Missing(IncidentField::Size) => "fault-incident-size",
            Self::Missing(IncidentField::Activity) => "fault-incident-activity",
            // Nobody has to say who did it, so this is a code that is empty.
            Self::Missing(IncidentField::By) => "fault-word-unknown",
            Self::UnknownCode { .. } => "fault-incident-code",
            Self::Missing(IncidentField::Relation) => "fault-incident-relation",
            Self::OldCode { .. } => "fault-incident-old",
            Self::TooMany(_) => "fault-incident-many",
            Self::OneIsSeveral => "fault-incident-one",
            Self::When(PartialDateFault::Backwards) => "fault-incident-backwards",
            Self::When(PartialDateFault::NoSuchDay) => "fault-incident-calendar",
            Self::When(PartialDateFault::Shape) => "fault-incident-date",
            Self::When(PartialDateFault::Year) => "fault-incident-year",
            Self::Ahead => "fault-incident-ahead",
            Self::Number => "fault-incident-number",
            Self::TooLong { .. } => "fault-text-too-long",
        }
    }
}

/// What is wrong, each thing once.
struct Found<S> {
    faults: Vec<IncidentFault>,
    state: S,
}

impl<S> Found<S> {
    fn is(&mut self, fault: IncidentFault) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

impl<E, S: Fn(IncidentField, &str) -> Result<CodeState, E>> Found<S> {
    fn by(state: S) -> Self {
        Self {
            faults: vec![],
            state,
        }
    }

    fn codes(&mut self, field: IncidentField, codes: &[String]) -> Result<(), E> {
        if codes.len() > Incident::MOST_CODES {
            self.is(IncidentFault::TooMany(field));
        }
        let mut codes = codes.iter().take(Incident::MOST_CODES);
        codes.try_for_each(|code| self.code(field, code))
    }

    fn code(&mut self, field: IncidentField, code: &str) -> Result<(), E> {
        if code.is_empty() {
            self.is(IncidentFault::Missing(field));
            return Ok(());
        }
        let code = code.to_owned();
        match (self.state)(field, &code)? {
            CodeState::InUse => {}
            CodeState::Replaced { by } => self.is(IncidentFault::OldCode { field, code, by }),
            CodeState::Unknown => self.is(IncidentFault::UnknownCode { field, code }),
        }
        Ok(())
    }
}

macro_rules! hidden {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        })+
    };
}

hidden!(Incident, IncidentAct, IncidentTarget, FollowedIncident);

#[cfg(test)]
mod tests;
