//! The first row of a log: where the columns are that a mapping names, and whether it forgets one.

use std::collections::HashMap;

use crate::import_fault::{ImportFault, ImportPlace, cut};
use crate::import_plan::ImportPlan;
use crate::import_rows::LogRow;
use crate::import_suggestion::nearest;

/// Where the columns are that the plan names.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) names: Vec<String>,
    pub(crate) places: HashMap<String, usize>,
}

impl Columns {
    /// Reads the row with their names.
    ///
    /// # Errors
    /// Everything in which log and mapping do not fit one another.
    pub(crate) fn read(row: &LogRow, plan: &ImportPlan) -> Result<Self, Vec<ImportFault>> {
        let mut columns = Self::default();
        let mut faults = vec![];
        let mut fault = |why: String, remedy: String| {
            faults.push(ImportFault::at(ImportPlace::Row(1), why, remedy));
        };
        if row.len() == 0 {
            fault(
                "it is empty".to_owned(),
                "name the file of the log".to_owned(),
            );
        }
        if row.flaw.is_some() {
            fault(
                "a quotation mark is not closed, or text follows it".to_owned(),
                "write a quotation mark within a name twice".to_owned(),
            );
        }
        for (at, name) in row.cells().enumerate() {
            let Ok(name) = name else {
                fault(
                    format!("the name of column {} is no UTF-8", at + 1),
                    "save the log as UTF-8 (in a spreadsheet: `CSV UTF-8`)".to_owned(),
                );
                continue;
            };
            if name.is_empty() {
                fault(
                    format!("column {} has no name", at + 1),
                    "name it, or delete it in the log".to_owned(),
                );
            } else if columns.places.insert(name.to_owned(), at).is_some() {
                fault(
                    format!("two columns are called `{}`", cut(name)),
                    "name one of them otherwise".to_owned(),
                );
            }
            columns.names.push(name.to_owned());
        }
        if let [only] = columns.names.as_slice() {
            let delimiter = char::from(plan.spelling.delimiter);
            let others = [';', '\t', ',', '|'].into_iter();
            let other = others.filter(|one| *one != delimiter && only.contains(*one));
            if let Some(other) = other.into_iter().next() {
                fault(
                    format!(
                        "there is one column, with `{}` in its name",
                        other.escape_default()
                    ),
                    format!(
                        "write `delimiter = \"{}\"` into the mapping",
                        other.escape_default()
                    ),
                );
                return Err(faults);
            }
        }
        if plan.spelling.title_first && columns.names.first().is_none_or(|name| name != "Title") {
            fault(
                "the first column is not `Title`, as Uwazi has it".to_owned(),
                "take `dialect = \"uwazi\"` out of the mapping, or export the log from Uwazi"
                    .to_owned(),
            );
        }
        for wanted in plan.used_columns().chain(plan.left_out()) {
            if !columns.places.contains_key(wanted) {
                let names = columns.names.iter();
                let near = nearest(wanted, names.map(|name| (name.as_str(), name.as_str())));
                let near = near.map(|near| format!("; perhaps `{}` is meant", cut(near)));
                fault(
                    format!(
                        "there is no column `{}`, which the mapping names",
                        cut(wanted)
                    ),
                    format!(
                        "correct the name in the mapping{}",
                        near.unwrap_or_default()
                    ),
                );
            }
        }
        let used: Vec<&str> = plan.used_columns().chain(plan.left_out()).collect();
        for name in columns.names.iter().filter(|name| !name.is_empty()) {
            if !used.contains(&name.as_str()) {
                fault(
                    format!(
                        "the mapping does not say what becomes of the column `{}`",
                        cut(name)
                    ),
                    "take it as a field, or name it under [left_out] with the reason".to_owned(),
                );
            }
        }
        if faults.is_empty() {
            Ok(columns)
        } else {
            Err(faults)
        }
    }
}
