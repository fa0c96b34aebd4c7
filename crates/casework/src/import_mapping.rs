//! What a mapping file says: which column of an existing log is which field, which of its values is which code, and what is
//! left out. It is checked whole before a row is read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::codebook_whole::Codebook;
use crate::coded_field::RecordKind;
use crate::import_date::{DateForm, RangeRule};
use crate::import_fault::ImportFault;
use crate::import_field::MappedField;
use crate::import_plan::{ImportPlan, PlannedField, Spelling};
use crate::import_suggestion::nearest;
use crate::record_lists::RecordLists;

/// A mapping file, as it is typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportMapping {
    /// [`ImportMapping::FORMAT`].
    pub format: String,
    /// What a row tells of: act, case, proceeding or protection.
    pub kind: String,
    /// The version of the codebook whose codes the mapping names.
    pub codebook: u16,
    /// What wrote the log.
    #[serde(default)]
    pub dialect: ImportDialect,
    /// What separates the cells of a row: `,` unless it is named.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// The column with the version of the codebook, where the log is coded with it already.
    pub codebook_column: Option<String>,
    /// When it is counted.
    pub when: MappedDate,
    /// Where each field of the kind comes from, by the name of the field.
    #[serde(default)]
    pub fields: BTreeMap<String, MappedField>,
    /// Columns of which nothing is taken, with the reason.
    #[serde(default)]
    pub left_out: BTreeMap<String, String>,
    /// Rows of which nothing is taken: those that have one of these values in this column.
    #[serde(default)]
    pub passed_over: BTreeMap<String, Vec<String>>,
}

/// What wrote a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportDialect {
    /// Anything that writes CSV.
    #[default]
    Plain,
    /// Uwazi: the first column is `Title`, several values of a cell are written `a|b`, a term in a group `Group::Term`.
    Uwazi,
}

/// When a row is counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedDate {
    /// The column with the date.
    pub column: String,
    /// How it is written.
    pub form: DateForm,
    /// What becomes of what lasted.
    #[serde(default)]
    pub range: RangeRule,
}

const fn comma() -> char {
    ','
}

impl ImportMapping {
    /// The first words of a mapping file.
    pub const FORMAT: &'static str = "tabir/v1/import-mapping";

    /// Checks it against the codebook.
    ///
    /// # Errors
    /// Everything that is wrong, each with the key of the mapping and what to do.
    pub fn check(self, book: &Codebook) -> Result<ImportPlan, Vec<ImportFault>> {
        let mut faults = self.head_faults(book);
        let Some(kind) = self.kind(&mut faults) else {
            return Err(faults);
        };
        let lists = RecordLists::of(kind, book);
        let names: Vec<&str> = kind.fields().iter().map(|field| field.name).collect();
        for name in self
            .fields
            .keys()
            .filter(|name| !names.contains(&name.as_str()))
        {
            let near = nearest(name, names.iter().map(|name| (*name, *name)));
            let near = near.map(|near| format!("did you mean `{near}`? "));
            faults.push(ImportFault::mapping(
                &format!("fields.{name}"),
                format!("is no field of the kind `{kind}`"),
                format!(
                    "{}its fields are {}",
                    near.unwrap_or_default(),
                    names.join(", ")
                ),
            ));
        }
        let mut fields = vec![];
        for field in kind.fields() {
            match self.fields.get(field.name) {
                Some(mapped) => {
                    let source = mapped.source(field, self.dialect, &lists, &mut faults);
                    fields.extend(source.map(|source| PlannedField::of(field, source, book)));
                }
                None => faults.push(ImportFault::mapping(
                    &format!("fields.{}", field.name),
                    "is not named",
                    "name its `column`, a code that it has `always`, or why it is `left_empty`",
                )),
            }
        }
        let each = fields.iter().filter(|field| field.makes_records());
        if let Some(second) = each.clone().nth(1) {
            faults.push(ImportFault::mapping(
                &format!("fields.{}.several", second.field.name),
                "is `each` in two fields, which would make records of what never happened together",
                "leave it in one, and say `first` in the other",
            ));
        }
        let used = self.used_columns();
        for (column, reason) in &self.left_out {
            if used.contains(column.as_str()) {
                faults.push(ImportFault::mapping(
                    &format!("left_out.{column}"),
                    "is a column that is taken",
                    "name it in one place",
                ));
            }
            if reason.trim().is_empty() {
                faults.push(ImportFault::mapping(
                    &format!("left_out.{column}"),
                    "has no reason",
                    "say why nothing of it is taken",
                ));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let passed_over = self.passed_over.into_iter();
        Ok(ImportPlan {
            lists,
            fields,
            when: self.when,
            codebook_column: self.codebook_column,
            spelling: Spelling {
                delimiter: u8::try_from(self.delimiter).unwrap_or(b','),
                title_first: self.dialect == ImportDialect::Uwazi,
            },
            left_out: self.left_out.into_keys().collect(),
            passed_over: passed_over
                .map(|(column, values)| (column, values.into_iter().collect()))
                .collect(),
        })
    }

    fn head_faults(&self, book: &Codebook) -> Vec<ImportFault> {
        let mut faults = vec![];
        if self.format != Self::FORMAT {
            faults.push(ImportFault::mapping(
                "format",
                "is another one",
                format!(
                    "write it as this program reads it, and then `{}`",
                    Self::FORMAT
                ),
            ));
        }
        if self.codebook != book.version {
            faults.push(ImportFault::mapping(
                "codebook",
                format!(
                    "the mapping names codes of version {}, and this program has version {}",
                    self.codebook, book.version
                ),
                format!(
                    "go through its codes with those of `tabir codebook export`, and then write `codebook = {}`",
                    book.version
                ),
            ));
        }
        if ![',', ';', '\t', '|'].contains(&self.delimiter) {
            faults.push(ImportFault::mapping(
                "delimiter",
                "is nothing that separates cells",
                "name `,`, `;`, `|` or a tab (\"\\t\")",
            ));
        }
        faults
    }

    fn kind(&self, faults: &mut Vec<ImportFault>) -> Option<RecordKind> {
        match self.kind.parse() {
            Ok(RecordKind::Person) => {
                faults.push(ImportFault::mapping(
                    "kind",
                    "persons are counted exactly, and only with their consent or what is public",
                    "have each of them coded by somebody who can tell; a log does not say it",
                ));
                None
            }
            Ok(kind) => Some(kind),
            Err(_) => {
                faults.push(ImportFault::mapping(
                    "kind",
                    "is none",
                    "say act, case, proceeding or protection",
                ));
                None
            }
        }
    }

    fn used_columns(&self) -> BTreeSet<&str> {
        let columns = self
            .fields
            .values()
            .filter_map(|field| field.column.as_deref());
        columns
            .chain([self.when.column.as_str()])
            .chain(self.codebook_column.as_deref())
            .chain(self.passed_over.keys().map(String::as_str))
            .collect()
    }
}
