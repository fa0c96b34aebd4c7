//! Why an existing log is not imported: where, what stands there, and what to do.

use std::fmt;

use crate::sheet_cell;

/// One thing that keeps a log from being imported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportFault {
    /// Where.
    pub place: ImportPlace,
    /// What stands there; empty where nothing does, or where it may be a name or a text.
    pub value: String,
    /// What is wrong with it.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportPlace {
    /// In the mapping file, with the name of the key there.
    Mapping(String),
    /// The log as a whole.
    Log,
    /// A row as spreadsheets count them: the row with the names of the columns is the first.
    Row(u64),
    /// A cell of such a row, with the name of its column.
    Cell(u64, String),
}

impl ImportFault {
    /// The names of the columns of a list of faults.
    pub const CSV_HEAD: &'static str = "row,column,value,fault,remedy\n";

    pub(crate) fn mapping(key: &str, why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::at(ImportPlace::Mapping(key.to_owned()), why, remedy)
    }

    pub(crate) fn at(
        place: ImportPlace,
        why: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            place,
            value: String::new(),
            why: why.into(),
            remedy: remedy.into(),
        }
    }

    pub(crate) fn of(self, value: &str) -> Self {
        Self {
            value: cut(value),
            ..self
        }
    }

    /// A row of a list of faults, with its line feed. Every cell stands between quotation marks, and nothing in it is a
    /// formula, whatever a spreadsheet takes for the separator.
    pub fn csv_row(&self) -> String {
        let (row, column) = match &self.place {
            ImportPlace::Mapping(key) => (String::new(), format!("mapping: {key}")),
            ImportPlace::Log => (String::new(), String::new()),
            ImportPlace::Row(row) => (row.to_string(), String::new()),
            ImportPlace::Cell(row, column) => (row.to_string(), column.clone()),
        };
        let cells = [&row, &column, &self.value, &self.why, &self.remedy];
        format!("{}\n", cells.map(|cell| sheet_cell::cell(cell)).join(","))
    }

    /// The same fault in whatever row it stands: by this, many of one kind are told as one.
    #[must_use]
    pub fn in_any_row(&self) -> Self {
        let place = match &self.place {
            ImportPlace::Cell(_, column) => ImportPlace::Cell(0, column.clone()),
            ImportPlace::Row(_) => ImportPlace::Row(0),
            place @ (ImportPlace::Log | ImportPlace::Mapping(_)) => place.clone(),
        };
        Self {
            place,
            ..self.clone()
        }
    }
}

impl fmt::Display for ImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.value.is_empty() {
            write!(f, "`{}` ", self.value)?;
        }
        write!(f, "{}: {}", self.why, self.remedy)
    }
}

impl fmt::Display for ImportPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mapping(key) => write!(f, "mapping, {key}"),
            Self::Log => f.write_str("the log"),
            Self::Row(row) => write!(f, "row {row}"),
            Self::Cell(row, column) => write!(f, "row {row}, {column}"),
        }
    }
}

/// As much of a value or a name as is told.
pub(crate) fn cut(text: &str) -> String {
    let mut told: String = text.chars().take(MOST_VALUE).collect();
    if told.len() < text.len() {
        told.push('…');
    }
    told
}

/// So much of a value is told, in characters: more than any category has.
const MOST_VALUE: usize = 80;
