use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;

/// What takes two officers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecisionKind {
    /// The outcome is fixed. The mailbox stays open.
    Close,
    /// Nothing of the case may be forgotten until this is lifted.
    Hold,
    /// The hold is lifted.
    Release,
    /// The case is forgotten, once the reporter had notice of it for long enough.
    Forget,
}

/// What an officer proposes to a second one, as it lies inside its sealed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What.
    #[zeroize(skip)]
    pub what: DecisionKind,
    /// What became of each allegation; only where the case is to be closed.
    pub outcomes: Vec<Outcome>,
    /// Why.
    pub reason: String,
}

/// What became of one allegation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The id of the allegation; [`Outcome::WHOLE_CASE`] in a case without one.
    pub allegation: String,
    /// A code of the list `disposition`.
    pub disposition: String,
    /// How it is proven that the reporter knew it to be false; empty for everything else.
    pub proof: String,
}

/// What the second officer decides, as it lies inside its sealed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// The object with the proposal.
    pub on: String,
    /// Whether the officer agrees.
    pub agrees: bool,
    /// Why; a refusal always says it.
    pub reason: String,
}

impl DecisionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Close, Self::Hold, Self::Release, Self::Forget];

    /// The word that stands for it in tables, forms and wording keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Forget => "forget",
        }
    }

    /// The byte that stands for it on the way.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Close => 0,
            Self::Hold => 1,
            Self::Release => 2,
            Self::Forget => 3,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.code() == code)
    }
}

/// The word stands for no decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an unknown decision")]
pub struct UnknownDecision;

impl FromStr for DecisionKind {
    type Err = UnknownDecision;

    fn from_str(word: &str) -> Result<Self, UnknownDecision> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.word() == word).ok_or(UnknownDecision)
    }
}

impl Outcome {
    /// In the place of an allegation's id: the case as a whole.
    pub const WHOLE_CASE: &'static str = "";

    /// The disposition that says of a reporter what nobody may infer from a report that did not hold.
    pub const KNOWINGLY_FALSE: &'static str = "sub.knowingly_false";
}

impl Proposal {
    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        if self.reason.trim().is_empty() {
            return Err(NoteFault::NoReason);
        }
        let is_decided = |outcome: &Outcome| !outcome.disposition.is_empty();
        if !self.outcomes.iter().all(is_decided) {
            return Err(NoteFault::NoDecision);
        }
        let is_proven = |outcome: &Outcome| {
            outcome.disposition != Outcome::KNOWINGLY_FALSE || !outcome.proof.trim().is_empty()
        };
        if self.outcomes.iter().all(is_proven) {
            Ok(())
        } else {
            Err(NoteFault::NoProof)
        }
    }
}

impl fmt::Debug for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proposal(hidden)")
    }
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outcome(hidden)")
    }
}

impl fmt::Debug for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vote(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;

    fn proposal(disposition: &str, proof: &str, reason: &str) -> Proposal {
        Proposal {
            what: DecisionKind::Close,
            outcomes: vec![Outcome {
                allegation: "1".to_owned(),
                disposition: disposition.to_owned(),
                proof: proof.to_owned(),
            }],
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn a_report_that_did_not_hold_is_not_called_false() {
        let codes = CodeList::Disposition.codes().unwrap();
        assert!(
            codes
                .iter()
                .any(|code| code.code == Outcome::KNOWINGLY_FALSE)
        );
        let why = "Two witnesses contradict it.";
        assert_eq!(proposal("sub.unsubstantiated", "", why).check(), Ok(()));
        let inferred = proposal(Outcome::KNOWINGLY_FALSE, " ", why);
        assert_eq!(inferred.check(), Err(NoteFault::NoProof));
        let proven = proposal(
            Outcome::KNOWINGLY_FALSE,
            "A letter of the reporter says so.",
            why,
        );
        assert_eq!(proven.check(), Ok(()));
    }

    #[test]
    fn what_two_decide_has_a_reason_and_an_outcome() {
        assert_eq!(
            proposal("act.none", "", " ").check(),
            Err(NoteFault::NoReason)
        );
        assert_eq!(proposal("", "", "Why.").check(), Err(NoteFault::NoDecision));
        assert_eq!(
            format!("{:?}", proposal("act.none", "", "Why.")),
            "Proposal(hidden)"
        );
        for kind in DecisionKind::ALL {
            assert_eq!(DecisionKind::from_code(kind.code()), Some(*kind));
            let text = serde_json::to_string(kind).unwrap();
            assert_eq!(text, format!("\"{}\"", kind.word()));
            assert_eq!(kind.word().parse(), Ok(*kind));
        }
    }
}
