use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;

/// How likely harm is: the list `risk_likelihood`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likelihood {
    /// Remote.
    HighlyUnlikely,
    /// Less likely than not.
    Unlikely,
    /// More likely than not.
    Likely,
    /// Expected.
    AlmostCertain,
}

/// How grave it would be: the list `risk_severity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A slight.
    Minor,
    /// Work or life are hampered.
    Moderate,
    /// Income, career or health suffer.
    Major,
    /// Violence, detention or the like.
    Extreme,
}

/// How high a risk is: the list `risk_level`, without *not assessed*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    /// Discretion is enough.
    Low,
    /// A plan is written, and looked at again.
    Medium,
    /// A plan stands before any step that could identify somebody.
    High,
    /// Life, liberty or body are in danger now.
    Critical,
}

/// What an officer finds of the danger that somebody is in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// How likely harm is.
    #[zeroize(skip)]
    pub likelihood: Likelihood,
    /// How grave it would be.
    #[zeroize(skip)]
    pub severity: Severity,
    /// What the officer holds it to be: that of the grid, or another one, for which the reason is given.
    #[zeroize(skip)]
    pub level: RiskLevel,
    /// Codes of the list `risk_factor`: what raises the danger, and what the people have against it.
    pub factors: Vec<String>,
    /// What the people themselves fear and want, as the officer understood it.
    pub own_view: String,
}

impl Likelihood {
    /// Every one, the least first.
    pub const ALL: [Self; 4] = [
        Self::HighlyUnlikely,
        Self::Unlikely,
        Self::Likely,
        Self::AlmostCertain,
    ];

    /// The code of the list.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HighlyUnlikely => "highly_unlikely",
            Self::Unlikely => "unlikely",
            Self::Likely => "likely",
            Self::AlmostCertain => "almost_certain",
        }
    }
}

impl Severity {
    /// Every one, the least first.
    pub const ALL: [Self; 4] = [Self::Minor, Self::Moderate, Self::Major, Self::Extreme];

    /// The code of the list.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Moderate => "moderate",
            Self::Major => "major",
            Self::Extreme => "extreme",
        }
    }
}

impl RiskLevel {
    /// Every one, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The code of the list.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// What the grid says: `crates/casework/codebook/risk_matrix.csv`, after the Australian public service's procedure
    /// for public interest disclosures.
    pub const fn of(likelihood: Likelihood, severity: Severity) -> Self {
        match (likelihood, severity) {
            (Likelihood::AlmostCertain, Severity::Minor) => Self::Medium,
            (Likelihood::AlmostCertain, _) => Self::High,
            (Likelihood::Likely, Severity::Minor | Severity::Moderate) => Self::Medium,
            (Likelihood::Likely, Severity::Major | Severity::Extreme) => Self::High,
            (Likelihood::Unlikely, Severity::Minor | Severity::Moderate) => Self::Low,
            (Likelihood::Unlikely, Severity::Major | Severity::Extreme) => Self::Medium,
            (Likelihood::HighlyUnlikely, Severity::Extreme) => Self::Medium,
            (
                Likelihood::HighlyUnlikely,
                Severity::Minor | Severity::Moderate | Severity::Major,
            ) => Self::Low,
        }
    }
}

impl FromStr for RiskLevel {
    type Err = NoteFault;

    fn from_str(word: &str) -> Result<Self, NoteFault> {
        let mut all = Self::ALL.into_iter();
        all.find(|level| level.word() == word)
            .ok_or(NoteFault::NoRisk)
    }
}

impl Risk {
    /// Looks whether an assessment stands on something. `reason` is that of the step it belongs to: another level than
    /// the grid's needs one.
    pub(crate) fn check(&self, reason: &str) -> Result<(), NoteFault> {
        if self.own_view.trim().is_empty() {
            return Err(NoteFault::NoOwnView);
        }
        let is_grids = self.level == RiskLevel::of(self.likelihood, self.severity);
        if is_grids || !reason.trim().is_empty() {
            Ok(())
        } else {
            Err(NoteFault::NoReason)
        }
    }
}

impl fmt::Debug for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Risk(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;

    #[test]
    fn the_grid_is_that_of_the_codebook() {
        let text = include_str!("../codebook/risk_matrix.csv");
        let mut cells = 0;
        for row in csv::Reader::from_reader(text.as_bytes()).into_records() {
            let row = row.unwrap();
            let likelihood = Likelihood::ALL
                .into_iter()
                .find(|one| one.word() == &row[0]);
            let severity = Severity::ALL.into_iter().find(|one| one.word() == &row[1]);
            let level = RiskLevel::of(likelihood.unwrap(), severity.unwrap());
            assert_eq!(level.word(), &row[2], "{row:?}");
            cells += 1;
        }
        assert_eq!(cells, Likelihood::ALL.len() * Severity::ALL.len());
    }

    #[test]
    fn words_are_codes_of_the_lists() {
        fn known(list: CodeList, word: &str, written: String) {
            let codes = list.codes().unwrap();
            assert!(codes.iter().any(|code| code.code == word), "{word}");
            assert_eq!(written, format!("\"{word}\""));
        }
        for one in Likelihood::ALL {
            let written = serde_json::to_string(&one).unwrap();
            known(CodeList::RiskLikelihood, one.word(), written);
        }
        for one in Severity::ALL {
            let written = serde_json::to_string(&one).unwrap();
            known(CodeList::RiskSeverity, one.word(), written);
        }
        for one in RiskLevel::ALL {
            let written = serde_json::to_string(&one).unwrap();
            known(CodeList::RiskLevel, one.word(), written);
        }
    }

    #[test]
    fn another_level_than_the_grids_needs_a_reason_and_all_need_the_own_view() {
        let risk = |level, own_view: &str| Risk {
            likelihood: Likelihood::Unlikely,
            severity: Severity::Extreme,
            level,
            factors: vec!["ctx.prior_threat".to_owned()],
            own_view: own_view.to_owned(),
        };
        assert_eq!(
            risk(RiskLevel::Medium, "The road at night.").check(""),
            Ok(())
        );
        let raised = risk(RiskLevel::Critical, "The road at night.");
        assert_eq!(raised.check(" "), Err(NoteFault::NoReason));
        assert_eq!(raised.check("A man with a gun was seen."), Ok(()));
        let unheard = risk(RiskLevel::Medium, " ").check("Why.");
        assert_eq!(unheard, Err(NoteFault::NoOwnView));
        assert_eq!(format!("{raised:?}"), "Risk(hidden)");
    }
}
