//! The codebook as a whole: lists with their hierarchy, labels with their review state, and the same things in other schemes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Every list of the codebook, of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Codebook {
    /// The version.
    pub version: u16,
    /// The lists, in the order of their names.
    pub lists: Vec<CodedList>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodedList {
    /// Its name.
    pub name: String,
    /// What codes with the same first part have in common, in the order of the list.
    pub groups: Vec<CodeGroup>,
    /// Its codes, in their order; what a country adds stands behind them.
    pub codes: Vec<CodedEntry>,
}

/// What codes with the same first part have in common. It is no code itself, and nothing is recorded as it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeGroup {
    /// The first part.
    pub code: String,
    /// What it is called in English.
    pub label: String,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodedEntry {
    /// The code. It never changes its meaning.
    pub code: String,
    /// The code or group above it.
    pub parent: Option<String>,
    /// What it is called in English.
    pub label: String,
    /// What it means.
    pub definition: String,
    /// Where it comes from.
    pub source: String,
    /// How sure that is.
    pub confidence: CodeConfidence,
    /// What it is called in other languages, by language.
    pub labels: BTreeMap<String, CodeLabel>,
    /// The same thing in other schemes.
    pub crosswalks: Vec<Crosswalk>,
    /// Since which version it stands in the codebook.
    pub since: u16,
    /// Which code is used instead, and since which version.
    pub replaced: Option<Replacement>,
    /// The country that adds it; nothing where it holds everywhere.
    pub country: Option<String>,
}

/// What a code is called in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeLabel {
    /// The text.
    pub text: String,
    /// How far somebody who speaks the language has looked at it.
    pub state: LabelState,
}

/// How far somebody who speaks the language has looked at a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LabelState {
    /// Nobody has.
    Draft,
    /// One who speaks it has.
    Reviewed,
    /// Those who answer for the wording in that language have agreed.
    Approved,
}

impl LabelState {
    /// The word for it in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
        }
    }
}

/// How sure it is that a code is what its source says. The least sure part counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeConfidence {
    /// This project's own: no standard says so.
    Own,
    /// Recalled, or not graded: hardly sure.
    Low,
    /// Recalled: check before it is relied on.
    Medium,
    /// Recalled by people who work with it.
    High,
    /// Read in the source.
    Read,
}

impl CodeConfidence {
    /// From the least sure to the surest, with this project's own first: no standard says those.
    pub const ALL: [Self; 5] = [Self::Own, Self::Low, Self::Medium, Self::High, Self::Read];

    /// The word for it in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Read => "read",
        }
    }

    /// By the marks in the column `source`: `[V]` read, `[M-h]`, `[M-m]` and `[M-l]` recalled, `OWN` this project's.
    pub fn of(source: &str) -> Self {
        let has = |mark: &str| source.contains(mark);
        if has("M-l") {
            Self::Low
        } else if has("M-m") {
            Self::Medium
        } else if has("M-h") {
            Self::High
        } else if has("[V") || has("OUTDOC") {
            Self::Read
        } else if has("OWN") {
            Self::Own
        } else {
            Self::Low
        }
    }
}

/// The same thing in another scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crosswalk {
    /// The scheme, such as `ICCS-v1`.
    pub scheme: String,
    /// The code there. Labels of other schemes are not passed on.
    pub code: String,
    /// How the two are related.
    pub relation: CrosswalkRelation,
    /// How sure the code there is, with the marks of a source.
    pub confidence: String,
}

/// How a code is related to one of another scheme, as SKOS has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CrosswalkRelation {
    /// They are the same.
    Exact,
    /// They can stand for one another where little depends on it.
    Close,
    /// The other one is wider.
    Broad,
    /// The other one is narrower.
    Narrow,
    /// They have to do with one another.
    Related,
    /// Somebody has still to look.
    Candidate,
}

impl CrosswalkRelation {
    /// The word for it in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Close => "close",
            Self::Broad => "broad",
            Self::Narrow => "narrow",
            Self::Related => "related",
            Self::Candidate => "candidate",
        }
    }
}

/// What takes the place of a code that is used no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// The code of the same list.
    pub by: String,
    /// Since which version.
    pub since: u16,
}

impl Codebook {
    /// A list, by its name.
    pub fn list(&self, name: &str) -> Option<&CodedList> {
        self.lists.iter().find(|list| list.name == name)
    }
}

impl CodedList {
    /// A code of the list.
    pub fn code(&self, code: &str) -> Option<&CodedEntry> {
        self.codes.iter().find(|entry| entry.code == code)
    }
}
