//! What a coded record holds, by kind: each field with the list of the codebook that its code is taken from. There is no field
//! for a case, a name, a text, a place or a day.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::codebook_whole::Codebook;
use crate::country_packs::COUNTRY_PACKS;
use crate::promise_kept::PromiseKept;

/// What a record counts one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// One act against one person or group. Published rounded.
    Act,
    /// One case received or closed by a body. Published exactly, by body and year, or not at all.
    Case,
    /// One person harmed, for SDG indicator 16.10.1, with consent or because it is public. Published exactly.
    Person,
    /// One proceeding against somebody who spoke up. Published rounded.
    Proceeding,
    /// One request for protection. Published rounded.
    Protection,
}

/// The word is no kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no kind of record: act, case, person, proceeding or protection")]
pub struct UnknownRecordKind;

/// One field of a kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodedField {
    /// Its name, as columns have it.
    pub name: &'static str,
    /// Where its codes come from.
    pub codes: FieldCodes,
    /// Whether every record must have it.
    pub required: bool,
    /// Whether the model calls it restricted: at most one such field stands in a table.
    pub restricted: bool,
}

/// Where the codes of a field come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldCodes {
    /// A list of the codebook.
    List(&'static str),
    /// The countries that there are packs for, and `other`.
    Country,
    /// These words.
    Words(&'static [&'static str]),
    /// Sixteen hexadecimal digits that stand for a person within a body and a year, and for nothing else. No table has it.
    Token,
}

impl RecordKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Act,
        Self::Case,
        Self::Person,
        Self::Proceeding,
        Self::Protection,
    ];

    /// The word that stands for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Case => "case",
            Self::Person => "person",
            Self::Proceeding => "proceeding",
            Self::Protection => "protection",
        }
    }

    /// Whether its figures are published exactly, once a year, without tables of one's choice.
    pub const fn is_exact(self) -> bool {
        match self {
            Self::Case | Self::Person => true,
            Self::Act | Self::Proceeding | Self::Protection => false,
        }
    }

    /// Its fields, in the order of the columns.
    pub const fn fields(self) -> &'static [CodedField] {
        match self {
            Self::Act => ACT,
            Self::Case => CASE,
            Self::Person => PERSON,
            Self::Proceeding => PROCEEDING,
            Self::Protection => PROTECTION,
        }
    }

    /// With how many of its fields files begin that were made before the others came. Those are read as left empty.
    pub(crate) const fn fewest_fields(self) -> usize {
        match self {
            Self::Case => 2,
            Self::Act | Self::Person | Self::Proceeding | Self::Protection => self.fields().len(),
        }
    }

    /// One of its fields, by name.
    pub fn field(self, name: &str) -> Option<&'static CodedField> {
        self.fields().iter().find(|field| field.name == name)
    }
}

impl CodedField {
    /// The codes that it may have, in the order of the list. Codes that are used no longer are among them only where `used`
    /// is false.
    pub fn codes<'b>(&self, book: &'b Codebook, used: bool) -> Vec<&'b str> {
        match self.codes {
            FieldCodes::List(name) => {
                let entries = book.list(name).into_iter().flat_map(|list| &list.codes);
                let fit = entries.filter(|entry| !used || entry.replaced.is_none());
                fit.map(|entry| entry.code.as_str()).collect()
            }
            FieldCodes::Country => {
                let countries = COUNTRY_PACKS.iter().map(|(code, _)| *code);
                countries.chain(["other"]).collect()
            }
            FieldCodes::Words(words) => words.to_vec(),
            FieldCodes::Token => vec![],
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for RecordKind {
    type Err = UnknownRecordKind;

    fn from_str(word: &str) -> Result<Self, UnknownRecordKind> {
        let kind = Self::ALL.into_iter().find(|kind| kind.word() == word);
        kind.ok_or(UnknownRecordKind)
    }
}

const fn must(name: &'static str, list: &'static str) -> CodedField {
    CodedField {
        name,
        codes: FieldCodes::List(list),
        required: true,
        restricted: false,
    }
}

const fn may(name: &'static str, list: &'static str) -> CodedField {
    CodedField {
        required: false,
        ..must(name, list)
    }
}

const fn restricted(name: &'static str, list: &'static str) -> CodedField {
    CodedField {
        restricted: true,
        ..may(name, list)
    }
}

const fn words(name: &'static str, words: &'static [&'static str]) -> CodedField {
    CodedField {
        codes: FieldCodes::Words(words),
        ..must(name, "")
    }
}

const fn may_words(name: &'static str, codes: &'static [&'static str]) -> CodedField {
    CodedField {
        required: false,
        ..words(name, codes)
    }
}

const COUNTRY: CodedField = CodedField {
    codes: FieldCodes::Country,
    ..must("country", "")
};
const KNOWN: &[&str] = &["yes", "no", "unknown"];
const ACT: &[CodedField] = &[
    COUNTRY,
    must("act", "incident_type"),
    must("completion", "act_completion"),
    must("verification", "verification_status"),
    must("unit", "counting_unit"),
    may("size", "group_size_band"),
    must("role", "victim_role"),
    may("activity", "protected_activity"),
    must("perpetrator", "perpetrator_type"),
    may("degree", "involvement_degree"),
    may("sector", "sector"),
    may("right", "right_affected"),
    may("retaliation", "retaliation_form"),
    may("remedy", "remedy_level"),
    words("online", KNOWN),
    words("cross_border", KNOWN),
    restricted("sex", "sex_gender"),
    restricted("age", "age_band"),
];
const PROCEEDING: &[CodedField] = &[
    COUNTRY,
    must("proceeding", "proceeding_type"),
    must("basis", "legal_basis"),
    must("claimant", "claimant_type"),
    must("stage", "proceeding_stage"),
    must("outcome", "proceeding_outcome"),
    may("relief", "relief_sought"),
    must("slapp", "slapp_assessment"),
    may("topic", "slapp_topic"),
    may("safeguard", "slapp_remedy"),
];
const PROTECTION: &[CodedField] = &[
    COUNTRY,
    must("applicant", "counting_unit"),
    must("role", "victim_role"),
    must("measure", "protection_measure"),
    must("status", "protection_status"),
    may("refusal", "protection_refusal"),
    may("risk", "risk_level"),
];
const CASE: &[CodedField] = &[
    words("event", &["received", "closed"]),
    may("disposition", "disposition"),
    may_words("acknowledgement", PromiseKept::WORDS),
    may_words("feedback", PromiseKept::WORDS),
];
const PERSON: &[CodedField] = &[
    CodedField {
        codes: FieldCodes::Token,
        ..must("person", "")
    },
    must("act", "incident_type"),
    must("role", "victim_role"),
    must("verification", "verification_status"),
    words("shown_because", &["consented", "public"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook_text::CodebookText;

    #[test]
    fn every_field_takes_its_codes_from_a_list_that_is_there() {
        let book = CodebookText::of_project().read().unwrap();
        for kind in RecordKind::ALL {
            assert_eq!(kind.word().parse(), Ok(kind));
            for field in kind.fields() {
                let codes = field.codes(&book, true);
                assert_eq!(
                    codes.is_empty(),
                    field.codes == FieldCodes::Token,
                    "{}",
                    field.name
                );
                assert!(codes.len() <= field.codes(&book, false).len());
                assert_eq!(kind.field(field.name), Some(field));
            }
        }
        assert!("mailbox".parse::<RecordKind>().is_err());
    }

    /// Nothing that the model seals has a column: 8.4 of the model names what may be kept for statistics.
    #[test]
    fn no_kind_has_a_field_for_a_case_a_text_a_place_or_a_day() {
        let sealed = [
            "case",
            "incident",
            "narrative",
            "note",
            "place",
            "date",
            "day",
            "week",
            "name",
            "body",
        ];
        for kind in RecordKind::ALL {
            for field in kind.fields() {
                assert!(!sealed.contains(&field.name), "{}", field.name);
            }
        }
    }
}
