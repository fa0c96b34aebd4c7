//! Where a mapping takes one field of an existing log from.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::coded_field::{CodedField, FieldCodes};
use crate::import_fault::ImportFault;
use crate::import_mapping::ImportDialect;
use crate::import_plan::{ColumnSource, FieldSource};
use crate::import_suggestion::Suggestions;
use crate::record_lists::{CodeFit, RecordLists};

/// Where a field comes from: one of `column`, `always` and `left_empty`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedField {
    /// The column.
    pub column: Option<String>,
    /// Which value of the column is which code. Without it the column has to hold codes.
    pub values: Option<BTreeMap<String, String>>,
    /// The code of a cell in which nothing stands.
    pub empty: Option<String>,
    /// What becomes of a cell with several values.
    #[serde(default)]
    pub several: SeveralRule,
    /// What stands between several values of a cell: `|` in the dialect of Uwazi.
    pub separator: Option<String>,
    /// The column has a number of people, which is coded as the band it lies in.
    #[serde(default)]
    pub count: bool,
    /// The code of every record.
    pub always: Option<String>,
    /// Why no record has the field.
    pub left_empty: Option<String>,
}

/// What becomes of a cell with several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeveralRule {
    /// Each makes a record of its own.
    Each,
    /// The first one is taken; how many were left is told.
    First,
    /// The row is refused.
    #[default]
    Refuse,
}

impl MappedField {
    /// What the field is read from. What is wrong is added to the faults.
    pub(crate) fn source(
        &self,
        field: &'static CodedField,
        dialect: ImportDialect,
        lists: &RecordLists,
        faults: &mut Vec<ImportFault>,
    ) -> Option<FieldSource> {
        let key = |rest: &str| format!("fields.{}{rest}", field.name);
        let suggestions = Suggestions::default();
        let mut check = |rest: &str, code: &String| {
            faults.extend(
                misfit(lists, field, code, &suggestions)
                    .map(|(why, remedy)| ImportFault::mapping(&key(rest), why, remedy).of(code)),
            );
        };
        let values = self.values.iter().flatten();
        for (value, code) in values {
            check(&format!(".values.{value}"), code);
        }
        self.empty.iter().for_each(|code| check(".empty", code));
        self.always.iter().for_each(|code| check(".always", code));
        let mut wrong = |rest: &str, why: &str, remedy: &str| {
            faults.push(ImportFault::mapping(&key(rest), why, remedy));
        };
        let is_column_only = self.values.is_some()
            || self.empty.is_some()
            || self.separator.is_some()
            || self.count
            || self.several != SeveralRule::Refuse;
        match (&self.column, &self.always, &self.left_empty) {
            (Some(column), None, None) => {
                let uwazi = dialect == ImportDialect::Uwazi;
                let separator = self.separator.clone();
                let separator = separator.or_else(|| uwazi.then(|| "|".to_owned()));
                if separator.as_ref().is_some_and(String::is_empty) {
                    wrong(
                        ".separator",
                        "is empty",
                        "name what stands between two values",
                    );
                }
                if self.several != SeveralRule::Refuse && separator.is_none() {
                    wrong(
                        ".several",
                        "nothing says where one value ends",
                        "name the `separator`",
                    );
                }
                if self.count && field.codes != FieldCodes::List(BANDS) {
                    wrong(".count", "is for bands of sizes alone", "take it out");
                }
                if self.count && self.values.is_some() {
                    wrong(".count", "stands beside `values`", "take one of them out");
                }
                Some(FieldSource::Column(ColumnSource {
                    column: column.clone(),
                    values: self.values.clone(),
                    empty: self.empty.clone(),
                    several: self.several,
                    separator,
                    is_count: self.count,
                }))
            }
            (None, Some(code), None) if !is_column_only => Some(FieldSource::Always(code.clone())),
            (None, None, Some(reason)) if !is_column_only => {
                if field.required {
                    wrong(
                        ".left_empty",
                        "every record has this field",
                        "name a column or a code; where nobody knows, `always = \"unknown\"` if its list has that",
                    );
                }
                if reason.trim().is_empty() {
                    wrong(".left_empty", "has no reason", "say why no record has it");
                }
                Some(FieldSource::Empty)
            }
            _ => {
                wrong(
                    "",
                    "is not mapped in one way",
                    "name one of `column`, `always` and `left_empty`; the other keys go with `column`",
                );
                None
            }
        }
    }
}

/// Why a code does not fit a field, and what to do.
pub(crate) fn misfit(
    lists: &RecordLists,
    field: &CodedField,
    code: &str,
    suggestions: &Suggestions,
) -> Option<(String, String)> {
    match lists.fit(field.name, code) {
        CodeFit::Fits => None,
        CodeFit::Replaced(by) => {
            Some(("is used no longer".to_owned(), format!("code it as `{by}`")))
        }
        CodeFit::Unknown(list) => {
            let codes = lists.codes(field.name).iter();
            let codes = codes.map(|code| (code.as_str(), code.as_str()));
            let near = suggestions.of(field.name, code, codes);
            let near = near.map(|near| format!(", perhaps `{near}`"));
            Some((
                format!("is no code of {list}"),
                format!("name one that there is{}", near.unwrap_or_default()),
            ))
        }
    }
}

/// The list of how many a group is.
pub(crate) const BANDS: &str = "group_size_band";
