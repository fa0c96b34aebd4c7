//! A proceeding against somebody, or for them, as far as it is known: where, by whom, on what ground, when, and how far it
//! has come (decision 0059).

use std::fmt;

use seal::Day;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::codebook::{CodeState, CodebookError};
use crate::codebook_text::CODEBOOK_VERSION;
use crate::message::Message;
use crate::partial_date::{PartialDate, PartialDateFault};
use crate::proceeding_fault::{ProceedingDate, ProceedingFault};
use crate::proceeding_field::{ProceedingField, Values};

/// A proceeding, or a later state of one, as it lies inside its sealed object. The server sees an object of the kind
/// *incident*, and not that somebody was sued. What a later state leaves empty stays as it was.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Proceeding {
    /// The version of the codebook whose codes it uses.
    pub codebook: u16,
    /// Against whom it is: a word of [`ProceedingField::Direction`].
    pub direction: String,
    /// The country of the court, in small letters as ISO 3166 has it, or `other`.
    pub country: String,
    /// Before whom it is: a word of [`ProceedingField::Court`].
    pub court: String,
    /// What the court is called; may be empty.
    pub court_name: String,
    /// Its number in the court's register; may be empty.
    pub docket: String,
    /// What kind it is: a code of the list `proceeding_type`.
    pub kind: String,
    /// What is claimed or charged: codes of the list `legal_basis`.
    pub bases: Vec<String>,
    /// Law and section, in words; may be empty.
    pub statute: String,
    /// Who brings it, by what they are: codes of the list `claimant_type`.
    pub claimants: Vec<String>,
    /// Who brings it, by name; may be empty.
    pub claimant: String,
    /// How many are sued or charged: a code of the list `group_size_band`.
    pub defendants: String,
    /// Whether persons are, and not only organisations: `yes`, `no` or `unknown`; may be empty.
    pub individuals: String,
    /// What they did before it: codes of the list `protected_activity`.
    pub activities: Vec<String>,
    /// What that was about: codes of the list `slapp_topic`.
    pub topics: Vec<String>,
    /// When it was filed, as [`PartialDate`] writes a day, month or year; empty where that is unknown.
    pub filed: String,
    /// When its papers were served; the same.
    pub served: String,
    /// When it ended; the same.
    pub ended: String,
    /// How far it has come: a code of the list `proceeding_stage`.
    pub stage: String,
    /// How it ended: a code of the list `proceeding_outcome`.
    pub outcome: String,
    /// What is asked of the court: codes of the list `relief_sought`.
    pub relief: Vec<String>,
    /// How much money, in incomes: a word of [`ProceedingField::Amount`]. The sum itself stands in `sum` alone.
    pub amount: String,
    /// The sum that is claimed, as it was written, with its currency; may be empty. It goes nowhere else.
    pub sum: String,
    /// What the defence costs: a word of [`ProceedingField::Costs`].
    pub costs: String,
    /// What was asked of the court against abuse: codes of the list `slapp_remedy`.
    pub asked: Vec<String>,
    /// What of it was granted: codes of the same list.
    pub granted: Vec<String>,
    /// What the court held of the plea that it is an abuse: a word of [`ProceedingField::Ruling`]; may be empty.
    pub ruling: String,
    /// How many other suits there are on the same facts; nothing where that is unknown.
    pub parallel: Option<u16>,
    /// In the own words of who logs it; may be empty.
    pub narrative: String,
    /// The earlier state that this one goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<EarlierEntry>,
    /// What else in the case it hangs together with, such as the threat before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub belongs: Option<BelongsTo>,
}

/// An entry of the case that came before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum EarlierEntry {
    /// One of the same sender, by its place among what that one sent.
    Number(u32),
    /// One of any sender, by the id of its object. Only who reads the case knows it.
    Object(String),
}

/// Something that a proceeding hangs together with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct BelongsTo {
    /// How: a code of the list `chain_relation`.
    pub relation: String,
    /// With what.
    pub entry: EarlierEntry,
}

impl Proceeding {
    /// Codes in one field, at most.
    pub const MOST_CODES: usize = 40;
    /// Other suits, at most.
    pub const MOST_PARALLEL: u16 = 999;

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
    pub fn faults(&self, today: Day, before: u32) -> Result<Vec<ProceedingFault>, CodebookError> {
        self.faults_by(today, before, |field, code| field.state(code))
    }

    /// The same, by what `state` says of codes and words.
    pub(crate) fn faults_by<E>(
        &self,
        today: Day,
        before: u32,
        state: impl Fn(ProceedingField, &str) -> Result<CodeState, E>,
    ) -> Result<Vec<ProceedingFault>, E> {
        let mut faults = vec![];
        let is_first = self.continues.is_none();
        for field in ProceedingField::ALL {
            let values = self.values(field);
            let values = values.iter();
            if is_first && field.is_needed() && values.len() == 0 {
                faults.push(ProceedingFault::Missing(field));
            }
            if values.len() > Self::MOST_CODES {
                faults.push(ProceedingFault::TooMany(field));
            }
            for code in values.take(Self::MOST_CODES).map(|code| (*code).to_owned()) {
                match state(field, &code)? {
                    CodeState::InUse => {}
                    CodeState::Replaced { by } => {
                        faults.push(ProceedingFault::OldCode { field, code, by });
                    }
                    CodeState::Unknown => faults.push(ProceedingFault::UnknownCode { field, code }),
                }
            }
        }
        self.look_at_dates(today, &mut faults);
        if self.outcome == Self::PENDING && !self.ended.is_empty() {
            faults.push(ProceedingFault::EndedYetPending);
        }
        if self.ruling == Self::REJECTED && self.outcome == Self::ABUSE {
            faults.push(ProceedingFault::Ruling);
        }
        let named = |entry: &EarlierEntry| match entry {
            EarlierEntry::Number(number) => *number < before,
            EarlierEntry::Object(_) => true,
        };
        if !self.continues.as_ref().is_none_or(named) {
            faults.push(ProceedingFault::Continues);
        }
        if let Some(belongs) = &self.belongs {
            if belongs.relation.is_empty() {
                faults.push(ProceedingFault::Missing(ProceedingField::Relation));
            }
            if !named(&belongs.entry) {
                faults.push(ProceedingFault::Number);
            }
        }
        if !is_first && self.says_nothing() {
            faults.push(ProceedingFault::Nothing);
        }
        if self
            .parallel
            .is_some_and(|count| count > Self::MOST_PARALLEL)
        {
            faults.push(ProceedingFault::Count);
        }
        let bytes = self.texts().map(String::len).into_iter();
        let bytes = bytes.fold(0, usize::saturating_add);
        match bytes.checked_sub(Message::MOST_BYTES) {
            Some(over) if over > 0 => faults.push(ProceedingFault::TooLong { over }),
            Some(_) | None => {}
        }
        Ok(faults)
    }

    /// Whether its dates contradict one another, as those of several states together can.
    pub fn is_backwards(&self) -> bool {
        let mut faults = vec![];
        self.look_at_order(&mut faults);
        !faults.is_empty()
    }

    /// How many days it lasted, at least and at most by what is known of its dates; nothing before it has ended.
    pub fn duration(&self) -> Option<(u32, u32)> {
        let filed = self.date(ProceedingDate::Filed).ok()??;
        let ended = self.date(ProceedingDate::Ended).ok()??;
        let between = |from: Day, to: Day| to.number().checked_sub(from.number());
        let longest = u32::try_from(between(filed.earliest(), ended.latest()?)?).ok()?;
        let shortest = between(filed.latest()?, ended.earliest())?;
        Some((u32::try_from(shortest).unwrap_or(0), longest))
    }

    /// One of its dates; nothing where that is unknown.
    ///
    /// # Errors
    /// [`PartialDateFault`].
    pub fn date(&self, which: ProceedingDate) -> Result<Option<PartialDate>, PartialDateFault> {
        let text = self.date_text(which);
        if text.is_empty() {
            return Ok(None);
        }
        // It was one day, and no time from one to another.
        if text.contains('/') {
            return Err(PartialDateFault::Shape);
        }
        text.parse().map(Some)
    }

    /// Takes over what a later state says.
    pub fn go_on(&mut self, later: &Self) {
        let Self {
            codebook,
            direction,
            country,
            court,
            court_name,
            docket,
            kind,
            bases,
            statute,
            claimants,
            claimant,
            defendants,
            individuals,
            activities,
            topics,
            filed,
            served,
            ended,
            stage,
            outcome,
            relief,
            amount,
            sum,
            costs,
            asked,
            granted,
            ruling,
            parallel,
            narrative,
            continues: _,
            belongs,
        } = self;
        *codebook = later.codebook;
        for (known, new) in [
            (direction, &later.direction),
            (country, &later.country),
            (court, &later.court),
            (court_name, &later.court_name),
            (docket, &later.docket),
            (kind, &later.kind),
            (statute, &later.statute),
            (claimant, &later.claimant),
            (defendants, &later.defendants),
            (individuals, &later.individuals),
            (filed, &later.filed),
            (served, &later.served),
            (ended, &later.ended),
            (stage, &later.stage),
            (outcome, &later.outcome),
            (amount, &later.amount),
            (sum, &later.sum),
            (costs, &later.costs),
            (ruling, &later.ruling),
            (narrative, &later.narrative),
        ] {
            if !new.is_empty() {
                known.clone_from(new);
            }
        }
        for (known, new) in [
            (bases, &later.bases),
            (claimants, &later.claimants),
            (activities, &later.activities),
            (topics, &later.topics),
            (relief, &later.relief),
            (asked, &later.asked),
            (granted, &later.granted),
        ] {
            if !new.is_empty() {
                known.clone_from(new);
            }
        }
        *parallel = later.parallel.or(*parallel);
        if later.belongs.is_some() {
            belongs.clone_from(&later.belongs);
        }
    }

    fn look_at_dates(&self, today: Day, faults: &mut Vec<ProceedingFault>) {
        for which in ProceedingDate::ALL {
            match self.date(which) {
                Err(fault) => faults.push(ProceedingFault::Date(which, fault)),
                Ok(Some(date)) if date.earliest() > today => {
                    faults.push(ProceedingFault::Ahead(which));
                }
                Ok(Some(_) | None) => {}
            }
        }
        self.look_at_order(faults);
    }

    fn look_at_order(&self, faults: &mut Vec<ProceedingFault>) {
        let first = |which| Some(self.date(which).ok()??.earliest());
        let last = self.date(ProceedingDate::Ended);
        let Some(last) = last.ok().flatten().and_then(|date| date.latest()) else {
            return;
        };
        if first(ProceedingDate::Filed).is_some_and(|filed| last < filed) {
            faults.push(ProceedingFault::EndedBeforeBegun);
        }
        if first(ProceedingDate::Served).is_some_and(|served| last < served) {
            faults.push(ProceedingFault::ServedAfterEnd);
        }
    }

    fn date_text(&self, which: ProceedingDate) -> &str {
        match which {
            ProceedingDate::Filed => &self.filed,
            ProceedingDate::Served => &self.served,
            ProceedingDate::Ended => &self.ended,
        }
    }

    /// The codes or words of a field.
    pub(crate) fn values(&self, field: ProceedingField) -> Values<'_> {
        match field {
            ProceedingField::Direction => Values::of(&self.direction),
            ProceedingField::Country => Values::of(&self.country),
            ProceedingField::Court => Values::of(&self.court),
            ProceedingField::Kind => Values::of(&self.kind),
            ProceedingField::Basis => Values::all(&self.bases),
            ProceedingField::Claimant => Values::all(&self.claimants),
            ProceedingField::Defendants => Values::of(&self.defendants),
            ProceedingField::Individuals => Values::of(&self.individuals),
            ProceedingField::Activity => Values::all(&self.activities),
            ProceedingField::Topic => Values::all(&self.topics),
            ProceedingField::Stage => Values::of(&self.stage),
            ProceedingField::Outcome => Values::of(&self.outcome),
            ProceedingField::Relief => Values::all(&self.relief),
            ProceedingField::Amount => Values::of(&self.amount),
            ProceedingField::Costs => Values::of(&self.costs),
            ProceedingField::Asked => Values::all(&self.asked),
            ProceedingField::Granted => Values::all(&self.granted),
            ProceedingField::Ruling => Values::of(&self.ruling),
            ProceedingField::Relation => {
                Values::of(self.belongs.as_ref().map_or("", |one| &one.relation))
            }
        }
    }

    fn texts(&self) -> [&String; 6] {
        [
            &self.court_name,
            &self.docket,
            &self.statute,
            &self.claimant,
            &self.sum,
            &self.narrative,
        ]
    }

    fn says_nothing(&self) -> bool {
        let mut fields = ProceedingField::ALL.into_iter();
        let mut dates = ProceedingDate::ALL.into_iter();
        fields
            .all(|field| field == ProceedingField::Relation || self.values(field).iter().len() == 0)
            && dates.all(|which| self.date_text(which).is_empty())
            && self.texts().iter().all(|text| text.is_empty())
            && self.parallel.is_none()
    }

    /// The outcome of one that goes on.
    pub const PENDING: &str = "pending";
    /// The outcome of one that ended because it was an abuse.
    pub const ABUSE: &str = "dismissed_slapp";
    /// The ruling that it is an abuse.
    pub const FOUND: &str = "found";
    /// The ruling that it is none.
    pub const REJECTED: &str = "rejected";
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

hidden!(Proceeding, EarlierEntry, BelongsTo);

#[cfg(test)]
pub(crate) mod tests;
