use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::NoteFault;

/// One thing that a report says somebody did. A case may hold several, and each is decided by itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Allegation {
    /// By which it is named again: what is noted later under the same id stands in its place.
    pub id: String,
    /// A code of the list `uncac_offence`.
    pub offence: String,
    /// A code of the list `sector`.
    pub sector: String,
    /// Codes of the list `right_affected`.
    pub rights: Vec<String>,
    /// Whether a company or another legal person took part.
    #[zeroize(skip)]
    pub legal_person: Known,
    /// Whether it reaches over a border.
    #[zeroize(skip)]
    pub transnational: Known,
    /// What is said to have happened.
    pub facts: String,
    /// Whether it no longer stands, since it was noted in error or was not raised.
    #[zeroize(skip)]
    #[serde(default)]
    pub withdrawn: bool,
}

/// An answer that may not be known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nobody knows yet.
    #[default]
    Unknown,
}

impl Allegation {
    pub(crate) fn check(&self) -> Result<(), NoteFault> {
        if self.facts.trim().is_empty() || self.offence.is_empty() || self.sector.is_empty() {
            return Err(NoteFault::Incomplete);
        }
        Ok(())
    }
}

impl fmt::Debug for Allegation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Allegation(hidden)")
    }
}
