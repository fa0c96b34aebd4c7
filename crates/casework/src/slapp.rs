//! Whether a proceeding is a SLAPP: what officers found of each indicator and where that shows, what the rule suggests, and
//! what two of them hold (decision 0059). It is an assessment, and no choice of a form.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::proceeding::Proceeding;

/// One officer's assessment of a proceeding. The signature of its object says whose it is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SlappAssessment {
    /// The id of the object with the state of the proceeding that was looked at.
    pub proceeding: String,
    /// What was found, each indicator at most once. What is not named is unknown.
    pub indicators: Vec<SlappIndicator>,
    /// What the officer holds: a code of the list `slapp_assessment`.
    pub result: String,
    /// Why; has to be there where the result is another one than the rule suggests.
    pub reason: String,
}

/// What was found of one indicator.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SlappIndicator {
    /// A code of the list `slapp_indicator`.
    pub indicator: String,
    /// Whether it is there.
    #[zeroize(skip)]
    pub state: IndicatorState,
    /// The number of the exhibit in which it shows; 0 for none.
    #[serde(default)]
    pub exhibit: u16,
    /// The id of the object of the case in which it shows; empty for none.
    #[serde(default)]
    pub object: String,
    /// Where in it, or what it is; may be empty.
    #[serde(default)]
    pub note: String,
}

/// Whether an indicator is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndicatorState {
    /// It is.
    Present,
    /// It is not.
    Absent,
    /// Nobody can say.
    #[default]
    Unknown,
}

/// What several officers together hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlappVerdict {
    /// Fewer than two have looked at it.
    NotAssessed,
    /// They hold different things, and no two the same.
    Disputed,
    /// Two or more hold this code of the list `slapp_assessment`.
    Agreed(String),
}

/// Why an assessment is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SlappFault {
    /// There is no such proceeding in the case.
    #[error("proceeding: choose a proceeding of this case")]
    Proceeding,
    /// No indicator has this code, or it stands there twice.
    #[error("indicator: `{0}` is none of the list `slapp_indicator`, or stands there twice")]
    Indicator(String),
    /// An indicator is said to be there, and nothing says where it shows.
    #[error("indicator `{0}`: name the exhibit or the entry in which it shows")]
    NoEvidence(String),
    /// What is named as evidence is not in the case.
    #[error("indicator `{0}`: there is no such exhibit or entry in this case; choose one that is")]
    Evidence(String),
    /// It says no result, or one that nobody can hold.
    #[error("result: choose what you hold it to be, of the list `slapp_assessment`")]
    Result,
    /// It says that a court found something, and the proceeding does not.
    #[error("result: log first what the court held, as a state of the proceeding")]
    Court,
    /// It says something else than the rule suggests, and not why.
    #[error("reason: write why you hold something else than the indicators suggest")]
    Reason,
}

/// The indicators, in the order of the list: ten of the Council of Europe, two of the European Union, four of the region.
pub const INDICATORS: [&str; 16] = [
    "coe.a_imbalance",
    "coe.b_unfounded",
    "coe.c_disproportionate",
    "coe.d_abuse_law",
    "coe.e_tactics",
    "coe.f_individuals",
    "coe.g_pr_offensive",
    "coe.h_intimidation",
    "coe.i_multiple",
    "coe.j_refuses_nonjudicial",
    "eu.forum_shopping",
    "eu.bad_faith_discontinue",
    "sea.prior_participation",
    "sea.criminal_route",
    "sea.serial_summons",
    "sea.worker_complaint",
];

/// Those that say that the suit follows on something that people may do: speaking, reporting, testifying, complaining.
pub const NEXUS: [&str; 2] = ["sea.prior_participation", "sea.worker_complaint"];

/// What somebody can hold: everything but that nobody looked.
pub const RESULTS: [&str; 5] = [
    UNLIKELY,
    POSSIBLE,
    LIKELY,
    SlappAssessment::COURT_FOUND,
    SlappAssessment::COURT_REJECTED,
];

const UNLIKELY: &str = "unlikely";
const POSSIBLE: &str = "possible";
const LIKELY: &str = "likely";

impl SlappAssessment {
    /// Nobody looked, or not enough is known.
    pub const NOT_ASSESSED: &str = "not_assessed";
    /// A court found it to be an abuse.
    pub const COURT_FOUND: &str = "court_found";
    /// A court held that it is none.
    pub const COURT_REJECTED: &str = "court_rejected";

    /// What the rule suggests, as a code of the list `slapp_assessment`. What a court held goes before everything. Three or
    /// more indicators, with one that ties the suit to what people may do, are likely a SLAPP; one or more are possibly
    /// one. Where none is there, and all ten of the Council of Europe were looked for, it is unlikely; else not enough is
    /// known.
    pub fn suggestion(&self, of: &Proceeding) -> &'static str {
        if let Some(held) = held_by_court(of) {
            return held;
        }
        let found = |state: IndicatorState| {
            let known = move |code: &&&str| self.state(code) == state;
            INDICATORS.iter().filter(known)
        };
        let present = found(IndicatorState::Present).count();
        let is_tied = found(IndicatorState::Present).any(|code| NEXUS.contains(code));
        let sought = found(IndicatorState::Absent).filter(|code| code.starts_with(COUNCIL));
        let is_sought = sought.count() == COUNCIL_INDICATORS;
        match present {
            0 if is_sought => UNLIKELY,
            0 => Self::NOT_ASSESSED,
            3.. if is_tied => LIKELY,
            1.. => POSSIBLE,
        }
    }

    /// What was found of an indicator.
    pub fn state(&self, code: &str) -> IndicatorState {
        let mut known = self.indicators.iter();
        known
            .find(|known| known.indicator == code)
            .map_or(IndicatorState::Unknown, |known| known.state)
    }

    /// Looks whether it can be noted. `of` is the proceeding as it stands; `is_there` says whether an indicator's evidence
    /// is in the case.
    ///
    /// # Errors
    /// [`SlappFault`].
    pub fn check(
        &self,
        of: &Proceeding,
        is_there: impl Fn(&SlappIndicator) -> bool,
    ) -> Result<(), SlappFault> {
        let mut seen: Vec<&str> = vec![];
        for found in &self.indicators {
            let code = found.indicator.as_str();
            let named = || code.to_owned();
            if !INDICATORS.contains(&code) || seen.contains(&code) {
                return Err(SlappFault::Indicator(named()));
            }
            seen.push(code);
            let points = found.exhibit != 0 || !found.object.is_empty();
            if found.state == IndicatorState::Present && !points {
                return Err(SlappFault::NoEvidence(named()));
            }
            if points && !is_there(found) {
                return Err(SlappFault::Evidence(named()));
            }
        }
        if !RESULTS.contains(&self.result.as_str()) {
            return Err(SlappFault::Result);
        }
        let is_court = [Self::COURT_FOUND, Self::COURT_REJECTED].contains(&self.result.as_str());
        if is_court && held_by_court(of) != Some(self.result.as_str()) {
            return Err(SlappFault::Court);
        }
        if self.result != self.suggestion(of) && self.reason.trim().is_empty() {
            return Err(SlappFault::Reason);
        }
        Ok(())
    }
}

/// What a court held of the plea that it is an abuse, as a code of the list `slapp_assessment`.
fn held_by_court(of: &Proceeding) -> Option<&'static str> {
    if of.ruling == Proceeding::FOUND || of.outcome == Proceeding::ABUSE {
        return Some(SlappAssessment::COURT_FOUND);
    }
    (of.ruling == Proceeding::REJECTED).then_some(SlappAssessment::COURT_REJECTED)
}

impl IndicatorState {
    /// The word that stands for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Unknown => "unknown",
        }
    }
}

impl SlappVerdict {
    /// What those hold of whom each said one thing, last: what two or more hold, and more than hold anything else.
    pub fn of<'r>(results: impl Iterator<Item = &'r str>) -> Self {
        let mut held: BTreeMap<&str, usize> = BTreeMap::new();
        for result in results {
            let count = held.entry(result).or_default();
            *count = count.saturating_add(1);
        }
        let most = held.values().copied().max().unwrap_or(0);
        let mut first = held.iter().filter(|(_, count)| **count == most);
        match (first.next(), first.next()) {
            (Some((result, _)), None) if most >= Self::SIGNERS => {
                Self::Agreed((*result).to_owned())
            }
            (Some(_), _) if held.len() > 1 => Self::Disputed,
            (_, _) => Self::NotAssessed,
        }
    }

    /// How many have to hold the same.
    pub const SIGNERS: usize = 2;

    /// The code of the list `slapp_assessment` that stands for it where it is counted: a dispute is counted as what nobody
    /// has found.
    pub fn code(&self) -> &str {
        match self {
            Self::NotAssessed | Self::Disputed => SlappAssessment::NOT_ASSESSED,
            Self::Agreed(result) => result,
        }
    }
}

impl SlappFault {
    /// The key under which the wording of pages says it. Its value is the code of the indicator.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Proceeding => "fault-slapp-proceeding",
            Self::Indicator(_) => "fault-slapp-indicator",
            Self::NoEvidence(_) => "fault-slapp-no-evidence",
            Self::Evidence(_) => "fault-slapp-evidence",
            Self::Result => "fault-slapp-result",
            Self::Court => "fault-slapp-court",
            Self::Reason => "fault-slapp-reason",
        }
    }

    /// The code of the indicator that it is about; empty where it is about none.
    pub fn indicator(&self) -> &str {
        match self {
            Self::Indicator(code) | Self::NoEvidence(code) | Self::Evidence(code) => code,
            Self::Proceeding | Self::Result | Self::Court | Self::Reason => "",
        }
    }
}

/// Before the dot of the indicators of the Council of Europe.
const COUNCIL: &str = "coe.";
/// How many these are.
const COUNCIL_INDICATORS: usize = 10;

macro_rules! hidden {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        })+
    };
}

hidden!(SlappAssessment, SlappIndicator);

#[cfg(test)]
mod tests;
