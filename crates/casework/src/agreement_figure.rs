//! How well two officers agree, so coarse that it says nothing of a case (decision 0066).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::coded_field::RecordKind;
use crate::coding_agreement::{FieldAgreement, SLAPP_INDICATORS, needs_two};

/// How well the officers of a body agree in one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreementFigure {
    /// The kind of record.
    pub kind: RecordKind,
    /// The field, or what was found of all [`SLAPP_INDICATORS`].
    pub field: &'static str,
    /// So many pairs of codings or assessments were compared, or more: one of [`AgreementFigure::STEPS`].
    pub at_least: u64,
    /// Cohen's kappa is this, or more: the highest of four steps that it reaches.
    pub kappa_at_least: ShownKappa,
}

/// Where a band of Cohen's kappa begins: at -1.0, 0.4, 0.6 or 0.8. Each ends where the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ShownKappa {
    /// Below 0.4.
    Low,
    /// From 0.4.
    Moderate,
    /// From 0.6.
    Good,
    /// 0.8 or more.
    High,
}

/// The text is no kappa as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("none of -1.0, 0.4, 0.6 and 0.8, with which bands of kappa begin")]
pub struct ShownKappaError;

impl AgreementFigure {
    /// What the number of pairs is shown as: the highest of these that it reaches. Below the first nothing is shown.
    pub const STEPS: [u64; 6] = [60, 150, 300, 600, 1_500, 3_000];

    /// What is shown of the agreement in the fields of all kinds. Nothing of fewer than 60 pairs. Of a kind of which a field has
    /// enough pairs and no kappa nothing is shown at all: the line that is missing beside another one would say that everything
    /// was coded the same.
    pub fn of_all(counted: &[FieldAgreement]) -> Vec<Self> {
        let is_large = |one: &&FieldAgreement| Self::step_of(one.pairs).is_some();
        let tells = |one: &&FieldAgreement| {
            let mut same = counted.iter().filter(|other| other.kind == one.kind);
            !same.any(|other| is_large(&other) && other.kappa.is_none())
        };
        let shown = counted.iter().filter(tells);
        shown.filter_map(Self::of).collect()
    }

    fn of(counted: &FieldAgreement) -> Option<Self> {
        Some(Self {
            kind: counted.kind,
            field: counted.field,
            at_least: Self::step_of(counted.pairs)?,
            kappa_at_least: ShownKappa::of_thousandths(counted.kappa?),
        })
    }

    fn step_of(pairs: u64) -> Option<u64> {
        let mut reached = Self::STEPS.into_iter().rev();
        reached.find(|step| *step <= pairs)
    }
}

impl ShownKappa {
    /// Every one, the lowest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Moderate, Self::Good, Self::High];

    fn of_thousandths(kappa: i64) -> Self {
        match kappa {
            800.. => Self::High,
            600.. => Self::Good,
            400.. => Self::Moderate,
            _ => Self::Low,
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Low => "-1.0",
            Self::Moderate => "0.4",
            Self::Good => "0.6",
            Self::High => "0.8",
        }
    }
}

impl fmt::Display for ShownKappa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl std::str::FromStr for ShownKappa {
    type Err = ShownKappaError;

    fn from_str(text: &str) -> Result<Self, ShownKappaError> {
        let mut every = Self::ALL.into_iter();
        every
            .find(|kappa| kappa.text() == text)
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

/// The fields of a kind of which agreement is counted: those that take two officers. Of a proceeding that is whether it is a SLAPP,
/// and its indicators together.
pub fn agreement_fields(kind: RecordKind) -> impl Iterator<Item = &'static str> {
    let fields = kind.fields().iter();
    let coded = fields.filter(|field| needs_two(field, &[OF_LIFE]));
    let found = (kind == RecordKind::Proceeding).then_some(SLAPP_INDICATORS);
    coded.map(|field| field.name).chain(found)
}

/// A code with which an act takes two.
const OF_LIFE: &str = "life.";

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::coding_agreement::kappa_of_four;

    fn counted(field: &'static str, pairs: u64, kappa: Option<i64>) -> FieldAgreement {
        FieldAgreement {
            kind: RecordKind::Act,
            field,
            pairs,
            compared: pairs,
            agreed: pairs,
            kappa,
        }
    }

    #[test]
    fn pairs_are_shown_as_a_step_and_kappa_as_one_of_four() {
        for (pairs, kappa, shown) in [
            (60, 1_000, (60, "0.8")),
            (149, 800, (60, "0.8")),
            (150, 799, (150, "0.6")),
            (1_499, 600, (600, "0.6")),
            (1_500, 599, (1_500, "0.4")),
            (3_000, 400, (3_000, "0.4")),
            (1_000_000, 399, (3_000, "-1.0")),
            (60, -700, (60, "-1.0")),
        ] {
            let figures = AgreementFigure::of_all(&[counted("act", pairs, Some(kappa))]);
            let [figure] = figures.as_slice() else {
                panic!("{figures:?}");
            };
            assert_eq!(
                (figure.at_least, figure.kappa_at_least.text()),
                shown,
                "{pairs} {kappa}"
            );
        }
        let few = [counted("act", 59, Some(500))];
        assert_eq!(AgreementFigure::of_all(&few), []);
    }

    #[test]
    fn that_all_have_one_code_does_not_show_in_which_line_is_missing() {
        let same = counted("verification", 90, None);
        let act = counted("act", 70, Some(500));
        assert_eq!(AgreementFigure::of_all(&[act.clone(), same.clone()]), []);
        // Another kind says what it says, and of few nothing follows.
        let mut person = act.clone();
        person.kind = RecordKind::Person;
        let shown = AgreementFigure::of_all(&[act.clone(), same, person]);
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].kind, RecordKind::Person);
        let few = counted("verification", 59, None);
        assert_eq!(AgreementFigure::of_all(&[act, few]).len(), 1);
    }

    #[test]
    fn a_kappa_has_one_spelling() {
        for kappa in ShownKappa::ALL {
            assert_eq!(kappa.to_string().parse(), Ok(kappa));
        }
        for wrong in ["", "1", "-1", "0.5", "0.40", ".4", "0.4 ", "0.0", "1.0"] {
            assert_eq!(
                wrong.parse::<ShownKappa>(),
                Err(ShownKappaError),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn agreement_is_shown_of_life_verification_and_slapps_alone() {
        let names = |kind| agreement_fields(kind).collect::<Vec<_>>();
        for kind in [RecordKind::Act, RecordKind::Person] {
            assert_eq!(names(kind), ["act", "verification"]);
        }
        assert_eq!(names(RecordKind::Proceeding), ["slapp", "slapp_indicators"]);
        for kind in [RecordKind::Case, RecordKind::Protection] {
            assert!(names(kind).is_empty(), "{kind}");
        }
    }

    #[test]
    fn of_suits_as_many_are_needed_as_of_everything_whatever_is_looked_for_in_each() {
        let assessed = |pairs, kappa| {
            [("slapp", pairs), (SLAPP_INDICATORS, pairs * 16)].map(|(field, compared)| {
                let mut one = counted(field, pairs, kappa);
                one.kind = RecordKind::Proceeding;
                one.compared = compared;
                one
            })
        };
        assert_eq!(AgreementFigure::of_all(&assessed(59, Some(700))), []);
        let shown = AgreementFigure::of_all(&assessed(60, Some(700)));
        let shown: Vec<_> = shown.iter().map(|one| (one.field, one.at_least)).collect();
        assert_eq!(shown, [("slapp", 60), (SLAPP_INDICATORS, 60)]);
        // That nobody ever differed in what all are held to be shows in no line that is missing.
        let [mut held, found] = assessed(60, Some(700));
        held.kappa = None;
        assert_eq!(AgreementFigure::of_all(&[held, found]), []);
    }

    /// Whoever even knows how many pairs there were goes through every table of two codes and two officers that shows the same
    /// kappa. Which code is called the rarer, and which officer the first, changes no count that is looked at.
    #[test]
    fn no_small_count_of_a_code_follows_from_how_well_two_agreed() {
        for pairs in [60, 61, 75, 90, 149_u64] {
            let mut counts: BTreeMap<ShownKappa, [BTreeSet<u64>; 5]> = BTreeMap::new();
            for both in 0..=pairs / 2 {
                for first in 0..=pairs - 2 * both {
                    for second in first..=pairs - both - first {
                        let neither = pairs - both - first - second;
                        if neither < both {
                            break;
                        }
                        let kappa = kappa_of_four([both, first, second, neither]);
                        let Some(figure) = AgreementFigure::of(&counted("act", pairs, kappa))
                        else {
                            continue;
                        };
                        // How many differ, both gave the rarer code, one or both did, the one officer did, and the other.
                        let told = [
                            first + second,
                            both,
                            both + first + second,
                            both + first,
                            both + second,
                        ];
                        let found = counts.entry(figure.kappa_at_least).or_default();
                        for (found, count) in found.iter_mut().zip(told) {
                            found.insert(count);
                        }
                    }
                }
            }
            assert_eq!(counts.len(), ShownKappa::ALL.len(), "{pairs}");
            for (shown, counts) in counts {
                for found in counts {
                    assert!(found.len() >= 7, "{pairs} pairs, {shown}: {found:?}");
                }
            }
        }
    }
}
