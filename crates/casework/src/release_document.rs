//! A release as it is published: one document with everything.

use serde::{Deserialize, Serialize};

use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::exact_series::ExactFigure;
use crate::exact_year::ExactYear;
use crate::release_check::wrong;
use crate::released_agreement::ReleasedAgreement;
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
    /// How the figures were made, and what they are not.
    pub method: String,
    /// The figures.
    pub figures: ReleasedFigures,
    /// How well coders agreed, by body and field; none where no body handed it in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreement: Vec<ReleasedAgreement>,
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
    /// What one body received and closed in a year, and how it kept what it promised, exactly.
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

    pub(crate) fn method_of(kind: RecordKind, figures: &ReleasedFigures) -> &'static str {
        match kind {
            RecordKind::Case if figures.cases.is_some_and(|year| year.has_promises()) => PROMISES,
            RecordKind::Case => CASES,
            RecordKind::Person => PERSONS,
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => ROUNDED,
        }
    }

    /// Leaves out what may not stand beside the years of this body that were released before it, the newest first and none between
    /// them missing.
    pub fn stand_beside(&mut self, before: &[ExactYear]) {
        if let Some(year) = self.figures.cases {
            self.figures.cases = Some(year.beside(before));
            let kind = RecordKind::Case;
            self.method = Self::method_of(kind, &self.figures).to_owned();
        }
    }

    /// Reads the text of [`ReleaseDocument::FILE`] and looks whether it can be a release: of the kind that was declared,
    /// nothing more, and with sums that hold. [`ReleaseDocument::check_codes`] compares its codes with their lists.
    ///
    /// # Errors
    /// [`CodedFault::Release`] says what does not hold.
    pub fn from_text(text: &str) -> Result<Self, CodedFault> {
        let read: Self = serde_json::from_str(text).map_err(|fault| {
            // As it was published before kappa alone was, in steps.
            if text.contains("\"percent\":") {
                CodedFault::Release(TOO_EXACT.to_owned())
            } else {
                wrong(fault.to_string())
            }
        })?;
        if read.text() != text || read.format != Self::FORMAT {
            return Err(wrong(
                "it is spelt otherwise than the program spells it".to_owned(),
            ));
        }
        read.check()?;
        Ok(read)
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

const TOO_EXACT: &str = "it says how many of a hundred pairs of codings agree, from which numbers of cases between 1 and 9 can be worked out: take it \
    out, and show none that says so any more";
const ROUNDED: &str = "Counts are recorded cases and not how often something happens. Each is rounded at random, up or down, to a multiple of 3 by a \
    secret key, so that its mean stays what it was. The total, and the counts of the dimension in most tables and of its tables, are less \
    than 3 off: there a 0 means 0, 1 or 2. All other counts may lie further off, and a 0 there may be more than 2. The cells of a table add \
    up to the counts of its sides, and the same count is the same in every table of the period. Sums of several counts are better taken from \
    a coarser table.";
const CASES: &str = "Exact. Cases are counted in the year in which they were received or closed, and again where one was opened and closed again. A table \
    with a figure between 1 and 9 is not published.";
const PROMISES: &str = "Exact. Cases are counted in the year in which they were received or closed, and again where one was opened and closed again. A table \
    with a figure between 1 and 9 is not published. Promised days are counted once, in the year in which a case was received: receipt is \
    confirmed by the first answer or by closing the case, and the outcome is told by closing it. A day is late once it is over and nothing \
    was done. Not due is what was so when the record was made last. What a body does not say of every case received, or what would let a \
    number of cases between 1 and 9 be worked out, is not published.";
const PERSONS: &str = "Exact. Persons are counted once for each harm in a year, among journalists, trade unionists and human rights defenders in this \
    order, where an independent body verified the case and the person, or those who speak for the person, agreed, or the case was public \
    already. It is a lower bound: whoever did not agree is not in it. The same person known to two bodies is counted by both.";
