//! How well two officers agree, so coarse that it says nothing of a case (decision 0066).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::coded_field::{CodedField, RecordKind};
use crate::coding_agreement::{FieldAgreement, needs_two};

/// How well the officers of a body agree in one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreementFigure {
    /// The kind of record.
    pub kind: RecordKind,
    /// The field.
    pub field: &'static str,
    /// So many pairs of codings were compared, or more: one of [`AgreementFigure::STEPS`].
    pub at_least: u64,
    /// How many of a hundred pairs agree, to the nearest multiple of 5.
    pub percent: u64,
    /// Cohen's kappa.
    pub kappa: ShownKappa,
}

/// Cohen's kappa to a tenth, from 0 to 1. What is below 0, no better than chance, is 0 as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShownKappa(u8);

/// The text is no kappa as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no kappa from 0.0 to 1.0 with one digit behind the point")]
pub struct ShownKappaError;

impl AgreementFigure {
    /// What the number of pairs is shown as: the highest of these that it reaches. Below the first nothing is shown.
    pub const STEPS: [u64; 7] = [30, 60, 150, 300, 600, 1_500, 3_000];

    /// What is shown of an agreement. Nothing of fewer than 30 pairs, and nothing where kappa is not defined: it would say that
    /// everything was coded the same.
    pub fn of(counted: &FieldAgreement) -> Option<Self> {
        let FieldAgreement {
            kind,
            field,
            pairs,
            agreed,
            kappa,
        } = *counted;
        Some(Self {
            kind,
            field,
            at_least: Self::step_of(pairs)?,
            percent: nearest(agreed.saturating_mul(100), pairs.saturating_mul(EVERY)) * EVERY,
            kappa: ShownKappa::of_thousandths(kappa?),
        })
    }

    /// Whether its numbers are some that [`AgreementFigure::of`] shows.
    pub(crate) fn can_be(at_least: u64, percent: u64) -> bool {
        Self::STEPS.contains(&at_least) && percent <= 100 && percent.is_multiple_of(EVERY)
    }

    fn step_of(pairs: u64) -> Option<u64> {
        let mut reached = Self::STEPS.into_iter().rev();
        reached.find(|step| *step <= pairs)
    }
}

impl ShownKappa {
    /// The nearest tenth.
    fn of_thousandths(kappa: i64) -> Self {
        let kappa = u64::try_from(kappa).unwrap_or_default().min(1_000);
        Self(u8::try_from(nearest(kappa, 100)).unwrap_or_default())
    }

    /// In thousandths.
    pub fn thousandths(self) -> u32 {
        u32::from(self.0) * 100
    }
}

impl fmt::Display for ShownKappa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

impl std::str::FromStr for ShownKappa {
    type Err = ShownKappaError;

    fn from_str(text: &str) -> Result<Self, ShownKappaError> {
        let mut every = (0..=10).map(Self);
        every
            .find(|kappa| kappa.to_string() == text)
            .ok_or(ShownKappaError)
    }
}

impl TryFrom<String> for ShownKappa {
    type Error = ShownKappaError;

    fn try_from(text: String) -> Result<Self, ShownKappaError> {
        text.parse()
    }
}

impl From<ShownKappa> for String {
    fn from(kappa: ShownKappa) -> Self {
        kappa.to_string()
    }
}

/// The fields of a kind of which agreement is counted: those that take two officers, save whether a proceeding is a SLAPP, which
/// others assessed before.
pub fn agreement_fields(kind: RecordKind) -> impl Iterator<Item = &'static CodedField> {
    let fields = kind.fields().iter();
    fields.filter(|field| field.name != "slapp" && needs_two(field, &[OF_LIFE]))
}

/// `count / whole` to the nearest, halves up; 0 of nothing.
fn nearest(count: u64, whole: u64) -> u64 {
    let twice = count.saturating_mul(2).saturating_add(whole);
    twice.checked_div(whole.saturating_mul(2)).unwrap_or(0)
}

/// Percent are multiples of this.
const EVERY: u64 = 5;
/// A code with which an act takes two.
const OF_LIFE: &str = "life.";

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::coding_agreement::kappa_of_four;

    fn counted(pairs: u64, agreed: u64, kappa: Option<i64>) -> FieldAgreement {
        FieldAgreement {
            kind: RecordKind::Act,
            field: "verification",
            pairs,
            agreed,
            kappa,
        }
    }

    #[test]
    fn pairs_are_shown_as_a_step_percent_by_fives_and_kappa_by_tenths() {
        for (pairs, agreed, kappa, shown) in [
            (30, 30, 1_000, (30, 100, "1.0")),
            (59, 57, 949, (30, 95, "0.9")),
            (60, 40, 450, (60, 65, "0.5")),
            (149, 3, -700, (60, 0, "0.0")),
            (3_000, 1_500, 49, (3_000, 50, "0.0")),
            (1_000_000, 0, 0, (3_000, 0, "0.0")),
        ] {
            let figure = AgreementFigure::of(&counted(pairs, agreed, Some(kappa))).unwrap();
            assert_eq!((figure.at_least, figure.percent), (shown.0, shown.1));
            assert_eq!(figure.kappa.to_string(), shown.2);
            assert!(AgreementFigure::can_be(figure.at_least, figure.percent));
        }
        assert_eq!(
            AgreementFigure::of(&counted(29, 20, Some(500))),
            None,
            "few pairs"
        );
        // All coded the same: nothing else occurred, not even once.
        assert_eq!(AgreementFigure::of(&counted(90, 90, None)), None);
        for (at_least, percent) in [(31, 95), (30, 96), (30, 105)] {
            assert!(!AgreementFigure::can_be(at_least, percent));
        }
    }

    #[test]
    fn a_kappa_has_one_spelling() {
        for tenths in 0..=10 {
            let kappa = ShownKappa(tenths);
            assert_eq!(kappa.to_string().parse(), Ok(kappa));
            assert_eq!(kappa.thousandths(), u32::from(tenths) * 100);
        }
        for wrong in ["", "1", "-0.1", "0.05", "1.1", ".5", "0.5 "] {
            assert_eq!(
                wrong.parse::<ShownKappa>(),
                Err(ShownKappaError),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn agreement_is_shown_of_life_and_verification_alone() {
        let names = |kind| {
            agreement_fields(kind)
                .map(|field| field.name)
                .collect::<Vec<_>>()
        };
        for kind in [RecordKind::Act, RecordKind::Person] {
            assert_eq!(names(kind), ["act", "verification"]);
        }
        for kind in [
            RecordKind::Case,
            RecordKind::Proceeding,
            RecordKind::Protection,
        ] {
            assert!(names(kind).is_empty(), "{kind}");
        }
    }

    /// Whoever even knows how many pairs there were goes through every table of two codes and two officers that shows the same
    /// figures.
    #[test]
    fn no_small_count_of_a_code_follows_from_how_well_two_agreed() {
        for pairs in 30..=45_u64 {
            let mut rarer: BTreeMap<(u64, ShownKappa), BTreeSet<u64>> = BTreeMap::new();
            for both_one in 0..=pairs {
                for first in 0..=pairs - both_one {
                    for second in 0..=pairs - both_one - first {
                        let both_other = pairs - both_one - first - second;
                        let kappa = kappa_of_four([both_one, first, second, both_other]);
                        let agreed = counted(pairs, both_one + both_other, kappa);
                        if let Some(figure) = AgreementFigure::of(&agreed) {
                            let used = (both_one + first).min(second + both_other);
                            let shown = (figure.percent, figure.kappa);
                            rarer.entry(shown).or_default().insert(used);
                        }
                    }
                }
            }
            assert!(rarer.len() > 50, "{pairs}");
            for (shown, used) in rarer {
                let is_known = used.len() == 1 && used.iter().all(|count| *count < 10);
                assert!(!is_known, "{pairs} pairs show {shown:?}: {used:?}");
            }
        }
    }
}
