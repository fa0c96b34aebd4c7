//! A release as it is published: one document with everything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::exact_series::{ExactFigure, SdgHarm};
use crate::exact_year::ExactYear;
use crate::rounding::ROUNDING_BASE;
use crate::table_declaration::TableDeclaration;

/// Everything that is published of one kind of record and one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseDocument {
    /// Always `tabir/v1/release`.
    pub format: String,
    /// What it is called.
    pub name: String,
    /// What was declared before the period began.
    pub declaration: TableDeclaration,
    /// SHA-256 of the declaration as it was signed.
    pub declaration_digest: String,
    /// How many of the declared bodies handed in records.
    pub bodies_delivered: u64,
    /// How the figures were made, and what they are not.
    pub method: String,
    /// The figures.
    pub figures: ReleasedFigures,
}

/// The figures of a release: rounded tables, or one of the two exact kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedFigures {
    /// What rounded counts are multiples of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// All records, rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Each dimension by itself, rounded once, whatever tables it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<ReleasedDimension>,
    /// Tables of two dimensions. Their cells add up to the counts of both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<ReleasedTable>,
    /// What one body received and closed in a year, exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<ExactYear>,
    /// Persons of the exact series, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<u64>,
    /// The exact series for SDG indicator 16.10.1, each person once for a harm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<ExactFigure>,
}

/// One dimension, rounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedDimension {
    /// Its name; with `:group` behind it where codes are counted by what stands before their dot.
    pub name: String,
    /// Its categories; `_X` where the field was left empty.
    pub codes: Vec<String>,
    /// How many records, for each category.
    pub counts: Vec<u64>,
}

/// A table of two dimensions, rounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedTable {
    /// The dimension of its rows.
    pub rows: String,
    /// That of its columns.
    pub columns: String,
    /// Its cells, row by row.
    pub counts: Vec<u64>,
}

impl ReleaseDocument {
    /// The first words of the format.
    pub const FORMAT: &'static str = "tabir/v1/release";
    /// The document's own name among the files.
    pub const FILE: &'static str = "release.json";

    pub(crate) const fn method_of(kind: RecordKind) -> &'static str {
        match kind {
            RecordKind::Case => CASES,
            RecordKind::Person => PERSONS,
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => ROUNDED,
        }
    }

    /// Reads the text of [`ReleaseDocument::FILE`] and looks whether it can be a release: multiples of 3 that add up, or exact
    /// figures of their kinds.
    ///
    /// # Errors
    /// [`CodedFault::Release`] says what does not hold.
    pub fn from_text(text: &str) -> Result<Self, CodedFault> {
        let read: Self = serde_json::from_str(text).map_err(|fault| wrong(fault.to_string()))?;
        if read.text() != text || read.format != Self::FORMAT {
            return Err(wrong(
                "it is spelt otherwise than the program spells it".to_owned(),
            ));
        }
        read.check()?;
        Ok(read)
    }

    fn check(&self) -> Result<(), CodedFault> {
        let kind: RecordKind = self
            .declaration
            .kind
            .parse()
            .map_err(|_| wrong("its kind is unknown".to_owned()))?;
        let figures = &self.figures;
        let rounded = figures.total.is_some() && figures.base == Some(ROUNDING_BASE);
        let (cases, persons) = (figures.cases.is_some(), figures.persons.is_some());
        let fits = match kind {
            RecordKind::Case => (rounded, cases, persons) == (false, true, false),
            RecordKind::Person => (rounded, cases, persons) == (false, false, true),
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => {
                (rounded, cases, persons) == (true, false, false)
            }
        };
        if !fits || self.method != Self::method_of(kind) {
            return Err(wrong(format!("these are no figures of the kind {kind}")));
        }
        if let Some(year) = &figures.cases {
            year.check()?;
        }
        if persons && figures.series.len() != SdgHarm::ALL.len() * 3 {
            return Err(wrong("figures of the series are missing".to_owned()));
        }
        let total = figures.total.unwrap_or_default();
        let every = figures.dimensions.iter().map(|one| &one.counts);
        let every = every
            .chain(figures.tables.iter().map(|one| &one.counts))
            .flatten();
        if let Some(count) = every
            .chain([&total])
            .find(|count| !count.is_multiple_of(ROUNDING_BASE))
        {
            return Err(wrong(format!("{count} is no multiple of {ROUNDING_BASE}")));
        }
        self.check_tables(total)
    }

    /// That the tables are those that were declared, and add up.
    fn check_tables(&self, total: u64) -> Result<(), CodedFault> {
        let figures = &self.figures;
        let declared = self.declaration.tables.iter();
        let declared = declared.filter(|table| table.len() == 2).flatten();
        let shown = figures.tables.iter();
        let shown = shown.flat_map(|table| [&table.rows, &table.columns]);
        if !declared.eq(shown) || total < self.declaration.minimum_total {
            return Err(wrong(
                "its tables are not those that were declared".to_owned(),
            ));
        }
        let mut sides: BTreeMap<&str, &ReleasedDimension> = BTreeMap::new();
        for one in &figures.dimensions {
            if one.codes.len() != one.counts.len() || sum(one.counts.iter()) != Some(total) {
                return Err(wrong(format!("{} does not add up to the total", one.name)));
            }
            sides.insert(&one.name, one);
        }
        for table in &figures.tables {
            let (Some(rows), Some(columns)) = (
                sides.get(table.rows.as_str()),
                sides.get(table.columns.as_str()),
            ) else {
                return Err(wrong(format!("{} is not described", table.name())));
            };
            let wide = columns.counts.len().max(1);
            let row_sums = table.counts.chunks(wide).map(|row| sum(row.iter()));
            let column = |at| sum(table.counts.iter().skip(at).step_by(wide));
            let column_sums = (0..columns.counts.len()).map(column);
            let adds_up = |sums: &[u64]| sums.iter().map(|sum| Some(*sum)).collect::<Vec<_>>();
            if row_sums.collect::<Vec<_>>() != adds_up(&rows.counts)
                || column_sums.collect::<Vec<_>>() != adds_up(&columns.counts)
            {
                return Err(wrong(format!(
                    "{} does not add up to its sides",
                    table.name()
                )));
            }
        }
        Ok(())
    }

    pub(crate) fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl ReleasedTable {
    /// What its files are called.
    pub fn name(&self) -> String {
        format!("{}.{}", self.rows, self.columns)
    }
}

/// Nothing where numbers are too large to be counts.
fn sum<'c>(mut counts: impl Iterator<Item = &'c u64>) -> Option<u64> {
    counts.try_fold(0_u64, |sum, count| sum.checked_add(*count))
}

fn wrong(what: String) -> CodedFault {
    CodedFault::Release(format!(
        "this is no release as the program makes them: {what}"
    ))
}

const ROUNDED: &str = "Counts are recorded cases and not how often something happens. Each is rounded at random, up or down, to a multiple of 3 by a \
    secret key, so that its mean stays what it was; a 0 means 0, 1 or 2. The cells of a table add up to the counts of its sides, and the \
    same count is the same in every table of the period. Sums of several counts are better taken from a coarser table.";
const CASES: &str = "Exact. Cases are counted in the year in which they were received or closed; a case that was opened again is counted once. A table \
    with a figure between 1 and 9 is not published.";
const PERSONS: &str = "Exact. Persons are counted once for each harm in a year, among journalists, trade unionists and human rights defenders in this \
    order, where an independent body verified the case and the person, or those who speak for the person, agreed, or the case was public \
    already. It is a lower bound: whoever did not agree is not in it. The same person known to two bodies is counted by both.";
