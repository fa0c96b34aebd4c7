//! Which tables a period will have: declared and signed before the period begins, so that nobody chooses tables by what they
//! would show.

use std::fmt;

use seal::{BodyId, Day, Digest, InstanceId};
use serde::{Deserialize, Serialize};

use crate::codebook_whole::Codebook;
use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::release_period::ReleasePeriod;
use crate::table_dimension::Dimension;
use crate::table_tree::{Edge, read_tables};

/// The tables of one kind of record in one period, as they are signed: the JSON of this, with a line feed behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableDeclaration {
    /// Always `tabir/v1/table-declaration`.
    pub format: String,
    /// The deployment.
    pub instance: String,
    /// The period.
    pub period: String,
    /// What is counted.
    pub kind: String,
    /// The version of the codebook.
    pub codebook: u16,
    /// The bodies whose records are counted, in the order of their ids.
    pub bodies: Vec<String>,
    /// The least total, after rounding, with which anything is published. 0 for exact figures, which have a rule of their own.
    pub minimum_total: u64,
    /// The tables, each of one or two dimensions. None for exact figures.
    pub tables: Vec<Vec<String>>,
    /// What names the rounding key. None for exact figures.
    pub rounding_key: Option<String>,
    /// The digest with which the register ended before: declarations that are published hold fast what was entered until then.
    pub register: String,
    /// The day on which it was declared.
    pub declared: String,
    /// Whether somebody only practised, with a day that was not that day.
    pub rehearsal: bool,
}

/// A declaration that keeps the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedDeclaration {
    /// As it was read.
    pub declaration: TableDeclaration,
    /// The deployment.
    pub instance: InstanceId,
    /// The period.
    pub period: ReleasePeriod,
    /// What is counted.
    pub kind: RecordKind,
    /// The bodies.
    pub bodies: Vec<BodyId>,
    /// The rounding key's name.
    pub rounding_key: Option<Digest>,
    /// The digest with which the register ended before.
    pub register: Digest,
    /// Every dimension that a table has, each once, by name.
    pub dimensions: Vec<Dimension>,
    /// The tables of two dimensions, as places in `dimensions`; and, not to be published, a field beside its groups where
    /// tables have both.
    pub edges: Vec<Edge>,
}

impl TableDeclaration {
    /// The first words of the format.
    pub const FORMAT: &'static str = "tabir/v1/table-declaration";
    /// The least total that a declaration may ask for.
    pub const LEAST_TOTAL: u64 = 30;
    /// Tables that one declaration may have.
    pub const MOST_TABLES: usize = 60;

    /// The text that is signed.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads [`TableDeclaration::to_text`].
    ///
    /// # Errors
    /// [`CodedFault::Declaration`].
    pub fn from_text(text: &str) -> Result<Self, CodedFault> {
        let read: Self =
            serde_json::from_str(text).map_err(|fault| refuse("declaration", fault))?;
        // One spelling only, so that one declaration has one digest.
        if read.to_text() != text {
            return Err(refuse(
                "declaration",
                "is spelt otherwise than the program spells it: declare it anew",
            ));
        }
        Ok(read)
    }

    /// Looks whether it keeps the rules, with this version of the codebook.
    ///
    /// # Errors
    /// [`CodedFault`] names the field or table, and what to do.
    pub fn check(&self, book: &Codebook) -> Result<CheckedDeclaration, CodedFault> {
        if self.codebook != book.version {
            let known = book.version;
            return Err(refuse(
                "codebook",
                format!("this program has version {known}: declare tables of that version"),
            ));
        }
        self.check_rules(Some(book))
    }

    /// The same for a declaration of any version of the codebook: every rule that needs no list.
    ///
    /// # Errors
    /// As [`TableDeclaration::check`].
    pub fn check_without_codebook(&self) -> Result<CheckedDeclaration, CodedFault> {
        self.check_rules(None)
    }

    fn check_rules(&self, book: Option<&Codebook>) -> Result<CheckedDeclaration, CodedFault> {
        if self.format != Self::FORMAT {
            return Err(refuse("format", "is of another program: declare it anew"));
        }
        let instance = self
            .instance
            .parse()
            .map_err(|fault| refuse("instance", fault))?;
        let kind: RecordKind = self.kind.parse().map_err(|fault| refuse("kind", fault))?;
        let period: ReleasePeriod = self
            .period
            .parse()
            .map_err(|fault| refuse("period", fault))?;
        if period.is_year() != kind.is_exact() {
            return Err(refuse(
                "period",
                if kind.is_exact() {
                    "exact figures are of a year: write one such as 2027"
                } else {
                    "rounded tables are of a quarter: write one such as 2027-Q1"
                },
            ));
        }
        self.check_days()?;
        let bodies = self.read_bodies(kind)?;
        let rounding_key = self.check_rounding(kind)?;
        let register = Digest::from_hex(&self.register)
            .ok_or_else(|| refuse("register", "is no digest of a register: declare it anew"))?;
        let (dimensions, edges) = read_tables(&self.tables, kind, book)?;
        Ok(CheckedDeclaration {
            declaration: self.clone(),
            instance,
            period,
            kind,
            bodies,
            rounding_key,
            register,
            dimensions,
            edges,
        })
    }

    /// Looks whether it was declared before its period began, whatever the codebook.
    ///
    /// # Errors
    /// [`CodedFault::Declaration`].
    pub fn check_days(&self) -> Result<(), CodedFault> {
        let period: ReleasePeriod = self
            .period
            .parse()
            .map_err(|fault| refuse("period", fault))?;
        let declared: Day = self
            .declared
            .parse()
            .map_err(|fault| refuse("declared", fault))?;
        if declared >= period.first_day() {
            let last = period.first_day().plus(-1);
            return Err(refuse(
                "declared",
                format!(
                    "tables of {period} could be declared until {last}: declare those of a later period"
                ),
            ));
        }
        Ok(())
    }

    fn read_bodies(&self, kind: RecordKind) -> Result<Vec<BodyId>, CodedFault> {
        let read: Result<Vec<BodyId>, _> = self.bodies.iter().map(|id| id.parse()).collect();
        let bodies = read.map_err(|fault| refuse("bodies", fault))?;
        if bodies.is_empty() || !bodies.is_sorted_by(|one, other| one < other) {
            return Err(refuse(
                "bodies",
                "name at least one, each once, in the order of their ids",
            ));
        }
        if kind == RecordKind::Case && bodies.len() != 1 {
            return Err(refuse(
                "bodies",
                "the exact table of cases is of one body: declare one for each",
            ));
        }
        Ok(bodies)
    }

    fn check_rounding(&self, kind: RecordKind) -> Result<Option<Digest>, CodedFault> {
        if kind.is_exact() {
            return match (
                &self.rounding_key,
                self.minimum_total,
                self.tables.is_empty(),
            ) {
                (None, 0, true) => Ok(None),
                _ => Err(refuse(
                    "tables",
                    "exact figures have no tables of one's choice, no minimum and no rounding key: leave all three out",
                )),
            };
        }
        if self.minimum_total < Self::LEAST_TOTAL {
            let least = Self::LEAST_TOTAL;
            return Err(refuse(
                "minimum_total",
                format!("is less than {least}: take {least} or more"),
            ));
        }
        if self.tables.is_empty() || self.tables.len() > Self::MOST_TABLES {
            let most = Self::MOST_TABLES;
            return Err(refuse("tables", format!("declare between 1 and {most}")));
        }
        let name = self.rounding_key.as_deref().and_then(Digest::from_hex);
        name.map(Some).ok_or_else(|| {
            refuse(
                "rounding_key",
                "names none: draw one with `tabir release key`, and declare with it",
            )
        })
    }
}

impl CheckedDeclaration {
    /// What it is called: period and kind, and for cases the body. A rehearsal says so before anything else.
    pub fn name(&self) -> String {
        let practised = if self.declaration.rehearsal {
            "rehearsal-"
        } else {
            ""
        };
        match (self.kind, self.bodies.first()) {
            (RecordKind::Case, Some(body)) => format!("{practised}{}-case-{body}", self.period),
            _ => format!("{practised}{}-{}", self.period, self.kind),
        }
    }

    /// SHA-256 of the text that is signed.
    pub fn digest(&self) -> Digest {
        Digest::of(self.declaration.to_text().as_bytes())
    }
}

fn refuse(field: &'static str, why: impl fmt::Display) -> CodedFault {
    let why = why.to_string();
    CodedFault::Declaration { field, why }
}
