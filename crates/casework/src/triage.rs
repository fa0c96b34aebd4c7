use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;

/// What a triage found, and what was decided on it. The points put cases into an order; they decide
/// nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    /// What was weighed, each criterion once.
    pub scores: Vec<Score>,
    /// A code of the list `triage_decision`.
    pub decision: String,
    /// Why.
    pub reason: String,
}

/// One criterion, weighed. The weight stands beside it, so that the points can be added up again when the
/// codebook has other weights.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// A code of the list `triage_criterion`.
    pub criterion: String,
    /// Its weight in that list.
    pub weight: u8,
    /// From 0 to [`Score::MOST`].
    pub score: u8,
}

impl Score {
    /// The highest score.
    pub const MOST: u8 = 3;

    const MOST_WEIGHT: u8 = 9;
}

impl Triage {
    /// The sum of all scores, each times its weight.
    pub fn points(&self) -> u16 {
        let points = |score: &Score| u16::from(score.weight).saturating_mul(u16::from(score.score));
        self.scores.iter().map(points).fold(0, u16::saturating_add)
    }

    /// Whether somebody is in such danger that the case goes before everything else.
    pub fn is_emergency(&self) -> bool {
        let is_one = |score: &Score| score.criterion == DANGER && score.score == Score::MOST;
        self.scores.iter().any(is_one)
    }

    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        let is_sound = |score: &Score| {
            score.score <= Score::MOST && (1..=Score::MOST_WEIGHT).contains(&score.weight)
        };
        let mut criteria: Vec<_> = self.scores.iter().map(|score| &score.criterion).collect();
        criteria.sort();
        let is_once = criteria.windows(2).all(|two| two.first() != two.last());
        if !self.scores.iter().all(is_sound) || !is_once {
            return Err(NoteFault::Scores);
        }
        if self.decision.is_empty() {
            return Err(NoteFault::NoDecision);
        }
        if self.reason.trim().is_empty() {
            return Err(NoteFault::NoReason);
        }
        Ok(())
    }
}

/// The criterion that makes an emergency.
const DANGER: &str = "imminent_harm";

impl fmt::Debug for Triage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Triage(hidden)")
    }
}

impl fmt::Debug for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Score(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;

    fn triage(scores: &[(&str, u8, u8)]) -> Triage {
        let score = |(criterion, weight, score): &(&str, u8, u8)| Score {
            criterion: (*criterion).to_owned(),
            weight: *weight,
            score: *score,
        };
        Triage {
            scores: scores.iter().map(score).collect(),
            decision: "preliminary".to_owned(),
            reason: "Documents and two witnesses.".to_owned(),
        }
    }

    #[test]
    fn points_are_scores_times_weights() {
        assert_eq!(triage(&[]).points(), 0);
        assert_eq!(
            triage(&[("seriousness", 3, 2), ("seniority", 2, 3)]).points(),
            12
        );
        let codes = CodeList::TriageCriterion.codes().unwrap();
        let all: Vec<_> = codes
            .iter()
            .map(|code| (code.code.as_str(), code.weight.unwrap(), Score::MOST))
            .collect();
        assert_eq!(triage(&all).check(), Ok(()));
        assert_eq!(triage(&all).points(), 87);
    }

    #[test]
    fn imminent_harm_at_its_highest_is_an_emergency() {
        assert!(
            CodeList::TriageCriterion
                .codes()
                .unwrap()
                .iter()
                .any(|code| code.code == DANGER)
        );
        assert!(triage(&[(DANGER, 4, 3)]).is_emergency());
        assert!(!triage(&[(DANGER, 4, 2), ("seriousness", 3, 3)]).is_emergency());
    }

    #[test]
    fn a_triage_is_sound_decided_and_has_a_reason() {
        for scores in [
            &[("seriousness", 3, 4)][..],
            &[("seriousness", 0, 1)],
            &[("seriousness", 10, 1)],
            &[
                ("seriousness", 3, 1),
                ("seniority", 2, 1),
                ("seriousness", 3, 2),
            ],
        ] {
            assert_eq!(triage(scores).check(), Err(NoteFault::Scores));
        }
        let mut undecided = triage(&[]);
        undecided.decision.clear();
        assert_eq!(undecided.check(), Err(NoteFault::NoDecision));
        let mut silent = triage(&[]);
        silent.reason = " ".to_owned();
        assert_eq!(silent.check(), Err(NoteFault::NoReason));
    }
}
