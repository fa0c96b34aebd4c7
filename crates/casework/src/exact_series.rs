//! The exact series for SDG indicator 16.10.1: persons, each counted once for a harm in a year, who agreed or whose case is
//! public already, and whose case was verified.

use std::collections::{BTreeMap, BTreeSet};

use seal::BodyId;
use serde::{Deserialize, Serialize};

use crate::coded_record::CodedRecord;
use crate::record_lists::RecordLists;

/// The harms of the indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SdgHarm {
    /// Killing.
    Killing,
    /// Enforced disappearance.
    EnforcedDisappearance,
    /// Torture.
    Torture,
    /// Arbitrary detention.
    ArbitraryDetention,
    /// Kidnapping.
    Kidnapping,
    /// Other harmful acts, as far as the crosswalk of the codebook has them.
    OtherHarmfulActs,
}

/// One figure of the series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExactFigure {
    /// The harm, with the words of the indicator.
    pub harm: String,
    /// `journalist`, `trade_unionist` or `human_rights_defender`.
    pub group: String,
    /// Persons.
    pub persons: u64,
}

/// Persons that are being counted.
#[derive(Debug, Default)]
pub struct ExactSeries {
    seen: BTreeMap<(SdgHarm, BodyId, u64), u8>,
}

impl SdgHarm {
    /// Every harm, in the order of the indicator.
    pub const ALL: [Self; 6] = [
        Self::Killing,
        Self::EnforcedDisappearance,
        Self::Torture,
        Self::ArbitraryDetention,
        Self::Kidnapping,
        Self::OtherHarmfulActs,
    ];

    /// The word for it, as in the crosswalk.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Killing => "killing",
            Self::EnforcedDisappearance => "enforced_disappearance",
            Self::Torture => "torture",
            Self::ArbitraryDetention => "arbitrary_detention",
            Self::Kidnapping => "kidnapping",
            Self::OtherHarmfulActs => "other_harmful_acts",
        }
    }

    /// The harm that an act is. What the crosswalk only proposes is not counted; a test compares the two.
    pub fn of_act(act: &str) -> Option<Self> {
        match act {
            "life.killing" => Some(Self::Killing),
            "liberty.enforced_disappearance" => Some(Self::EnforcedDisappearance),
            "integrity.torture" => Some(Self::Torture),
            "liberty.arbitrary_detention" => Some(Self::ArbitraryDetention),
            "liberty.abduction" => Some(Self::Kidnapping),
            "integrity.physical_assault"
            | "integrity.sexual_violence"
            | "threat.death"
            | "threat.violence" => Some(Self::OtherHarmfulActs),
            _ => None,
        }
    }

    /// Harm and group of every figure of the series, in its order.
    pub(crate) fn figures() -> impl Iterator<Item = (String, String)> {
        let groups =
            |harm: Self| GROUPS.map(|(_, group)| (harm.word().to_owned(), group.to_owned()));
        Self::ALL.into_iter().flat_map(groups)
    }

    /// The group of a role, in the order in which somebody with several roles is counted.
    pub(crate) fn group_of(role: &str) -> Option<u8> {
        let first = role.split('.').next().unwrap_or_default();
        let place = GROUPS.iter().position(|(prefix, _)| *prefix == first)?;
        u8::try_from(place).ok()
    }
}

impl ExactSeries {
    /// Counts a record. A person who was counted for the same harm already is not counted again, and stays in the first of
    /// the groups in their order.
    pub fn take(&mut self, lists: &RecordLists, body: BodyId, record: &CodedRecord) {
        let code = |field| lists.code(record, field).unwrap_or_default();
        let harm = SdgHarm::of_act(code("act"));
        let group = SdgHarm::group_of(code("role"));
        if let (Some(harm), Some(group)) = (harm, group) {
            let kept = self.seen.entry((harm, body, record.token)).or_insert(group);
            *kept = group.min(*kept);
        }
    }

    /// How many persons there are, each once however many harms.
    pub fn persons(&self) -> u64 {
        let persons: BTreeSet<_> = self
            .seen
            .keys()
            .map(|(_, body, token)| (body, token))
            .collect();
        u64::try_from(persons.len()).unwrap_or(u64::MAX)
    }

    /// Every figure, those of nobody too.
    pub fn figures(&self) -> Vec<ExactFigure> {
        let mut figures = vec![];
        for harm in SdgHarm::ALL {
            for ((_, group), place) in GROUPS.iter().zip(0_u8..) {
                let persons = self
                    .seen
                    .iter()
                    .filter(|((of, ..), kept)| *of == harm && **kept == place);
                figures.push(ExactFigure {
                    harm: harm.word().to_owned(),
                    group: (*group).to_owned(),
                    persons: u64::try_from(persons.count()).unwrap_or(u64::MAX),
                });
            }
        }
        figures
    }
}

const GROUPS: [(&str, &str); 3] = [
    ("med", "journalist"),
    ("uni", "trade_unionist"),
    ("hrd", "human_rights_defender"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook_text::CodebookText;
    use crate::codebook_whole::CrosswalkRelation::{Close, Exact};

    #[test]
    fn the_harms_are_those_of_the_crosswalk() {
        let book = CodebookText::of_project().read().unwrap();
        for entry in &book.list("incident_type").unwrap().codes {
            let mapped = entry.crosswalks.iter().find(|other| {
                other.scheme == "SDG-16.10.1" && [Exact, Close].contains(&other.relation)
            });
            assert_eq!(
                SdgHarm::of_act(&entry.code).map(SdgHarm::word),
                mapped.map(|other| other.code.as_str()),
                "{}",
                entry.code
            );
        }
    }
}
