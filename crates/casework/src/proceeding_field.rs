//! The coded fields of a proceeding, and what may stand in each.

use crate::codebook::{CodeList, CodeState, CodebookError};

/// A field of a proceeding that takes codes of a list, or words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProceedingField {
    /// Against whom it is.
    Direction,
    /// In which country.
    Country,
    /// Before whom.
    Court,
    /// What kind it is.
    Kind,
    /// What is claimed or charged.
    Basis,
    /// Who brings it.
    Claimant,
    /// How many are sued or charged.
    Defendants,
    /// Whether persons are.
    Individuals,
    /// What they did before it.
    Activity,
    /// What that was about.
    Topic,
    /// How far it has come.
    Stage,
    /// How it ended.
    Outcome,
    /// What is asked of the court.
    Relief,
    /// How much money is claimed.
    Amount,
    /// What the defence costs.
    Costs,
    /// What was asked against abuse.
    Asked,
    /// What of it was granted.
    Granted,
    /// What the court held of the plea that it is an abuse.
    Ruling,
    /// How it hangs together with something else.
    Relation,
}

/// What may stand in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProceedingCodes {
    /// The codes of a list.
    List(CodeList),
    /// These words.
    Words(&'static [&'static str]),
}

/// What stands in a field of one proceeding.
#[derive(Clone, Copy)]
pub(crate) enum Values<'p> {
    /// One code or word, or nothing.
    One(&'p str),
    /// Several.
    Several(&'p [String]),
}

impl<'p> Values<'p> {
    pub(crate) const fn of(value: &'p str) -> Self {
        Self::One(value)
    }

    pub(crate) const fn all(values: &'p [String]) -> Self {
        Self::Several(values)
    }

    /// Each of them; an empty one is none.
    pub(crate) fn iter(self) -> std::vec::IntoIter<&'p str> {
        let values: Vec<&str> = match self {
            Self::One("") => vec![],
            Self::One(value) => vec![value],
            Self::Several(values) => values.iter().map(String::as_str).collect(),
        };
        values.into_iter()
    }
}

impl ProceedingField {
    /// Every field.
    pub const ALL: [Self; 19] = [
        Self::Direction,
        Self::Country,
        Self::Court,
        Self::Kind,
        Self::Basis,
        Self::Claimant,
        Self::Defendants,
        Self::Individuals,
        Self::Activity,
        Self::Topic,
        Self::Stage,
        Self::Outcome,
        Self::Relief,
        Self::Amount,
        Self::Costs,
        Self::Asked,
        Self::Granted,
        Self::Ruling,
        Self::Relation,
    ];

    /// What may stand in it.
    pub const fn codes(self) -> ProceedingCodes {
        use ProceedingCodes::{List, Words};
        match self {
            Self::Direction => Words(&["against_target", "against_perpetrator", "by_target"]),
            Self::Country => Words(&COUNTRIES),
            Self::Court => Words(&[
                "police",
                "prosecutor",
                "first",
                "appeal",
                "final",
                "tribunal",
                "none",
                "unknown",
            ]),
            Self::Kind => List(CodeList::ProceedingType),
            Self::Basis => List(CodeList::LegalBasis),
            Self::Claimant => List(CodeList::ClaimantType),
            Self::Defendants => List(CodeList::GroupSizeBand),
            Self::Individuals => Words(&["yes", "no", "unknown"]),
            Self::Activity => List(CodeList::ProtectedActivity),
            Self::Topic => List(CodeList::SlappTopic),
            Self::Stage => List(CodeList::ProceedingStage),
            Self::Outcome => List(CodeList::ProceedingOutcome),
            Self::Relief => List(CodeList::ReliefSought),
            Self::Amount | Self::Costs => Words(&AMOUNTS),
            Self::Asked | Self::Granted => List(CodeList::SlappRemedy),
            Self::Ruling => Words(&["none", "found", "rejected"]),
            Self::Relation => List(CodeList::ChainRelation),
        }
    }

    /// Whether a code or word may stand in it.
    ///
    /// # Errors
    /// [`CodebookError`] when the list is broken.
    pub fn state(self, code: &str) -> Result<CodeState, CodebookError> {
        match self.codes() {
            ProceedingCodes::List(list) => list.state(code),
            ProceedingCodes::Words(words) if words.contains(&code) => Ok(CodeState::InUse),
            ProceedingCodes::Words(_) => Ok(CodeState::Unknown),
        }
    }

    /// Whether a first entry has to say it. "Unknown" is an answer in each of them.
    pub const fn is_needed(self) -> bool {
        match self {
            Self::Direction
            | Self::Country
            | Self::Kind
            | Self::Basis
            | Self::Claimant
            | Self::Defendants
            | Self::Activity
            | Self::Topic
            | Self::Stage
            | Self::Outcome => true,
            Self::Court
            | Self::Individuals
            | Self::Relief
            | Self::Amount
            | Self::Costs
            | Self::Asked
            | Self::Granted
            | Self::Ruling
            | Self::Relation => false,
        }
    }

    /// What it is called where no page is.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Country => "country",
            Self::Court => "court",
            Self::Kind => "kind",
            Self::Basis => "basis",
            Self::Claimant => "claimant",
            Self::Defendants => "defendants",
            Self::Individuals => "individuals",
            Self::Activity => "activity",
            Self::Topic => "topic",
            Self::Stage => "stage",
            Self::Outcome => "outcome",
            Self::Relief => "relief",
            Self::Amount => "amount",
            Self::Costs => "costs",
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Ruling => "ruling",
            Self::Relation => "relation",
        }
    }

    /// The list that its codes are of, or where its words stand.
    pub(crate) const fn source(self) -> &'static str {
        match self.codes() {
            ProceedingCodes::List(list) => list.name(),
            ProceedingCodes::Words(_) => "the words of the form",
        }
    }
}

/// The countries of the region, in small letters as ISO 3166 has them, and one for all others.
pub const COUNTRIES: [&str; 12] = [
    "bn", "id", "kh", "la", "mm", "my", "ph", "sg", "th", "tl", "vn", "other",
];

/// Sums of money by the usual income in the country, so that they can be told apart without a currency: none, up to that of
/// a month, a year, ten years, a hundred years, and more.
pub const AMOUNTS: [&str; 7] = [
    "none",
    "month",
    "year",
    "ten_years",
    "hundred_years",
    "more",
    "unknown",
];
