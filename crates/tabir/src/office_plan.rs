//! The plan from which an office is founded.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// What an office is founded with; `deploy/office.toml` is an example.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficePlan {
    /// Whether the office is there for practice. Every page says so, for good: it stands in the office's id.
    #[serde(default)]
    pub training: bool,
    /// How far the office's clocks run ahead of UTC, in minutes.
    pub offset_minutes: i32,
    /// How many officers are drawn for a case.
    pub panel: u8,
    /// The origin line of the transparency log, such as `reports.example.org/log`.
    pub log_origin: String,
    /// How many bytes the files of one sending may have together.
    #[serde(default = "default_bundle_bytes")]
    pub bundle_bytes: u64,
    /// How many files one sending may have.
    #[serde(default = "default_files")]
    pub files: u32,
    /// Names of those who sign rosters. One outside the commission is advised.
    pub roster_signers: Vec<String>,
    /// How many of them must sign.
    pub roster_threshold: u8,
    /// The bodies that receive reports.
    pub body: Vec<BodyPlan>,
}

/// A body in an [`OfficePlan`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyPlan {
    /// Its name as shown to reporters.
    pub label: String,
    /// `anti-corruption`, `human-rights`, `civil-society` or `witness-protection`.
    pub kind: String,
    /// Its units.
    pub unit: Vec<UnitPlan>,
}

/// A unit in a [`BodyPlan`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPlan {
    /// Its name as shown to reporters.
    pub label: String,
    /// Its officers.
    pub officer: Vec<OfficerPlan>,
}

/// An officer in a [`UnitPlan`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerPlan {
    /// A short name for key files: letters, digits and dashes.
    pub name: String,
    /// Role, and name if wished, as shown to reporters who choose who must not see a report.
    pub label: String,
    /// What the officer is there for: `triage`, `lead`, or another word of docs/OPERATING.md, "Roles".
    pub capability: String,
    /// Whether this is the head of the body.
    #[serde(default)]
    pub head: bool,
}

impl OfficePlan {
    /// Reads a plan.
    ///
    /// # Errors
    /// Says which line or key is wrong.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("the plan `{}` cannot be read", path.display()))?;
        Self::parse(&text)
            .with_context(|| format!("the plan `{}` is not understood", path.display()))
    }

    /// Reads the text of a plan.
    ///
    /// # Errors
    /// Says which line or key is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }
}

const fn default_bundle_bytes() -> u64 {
    2 << 30
}

const fn default_files() -> u32 {
    10_000
}
