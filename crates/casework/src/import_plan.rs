//! A mapping that was checked: what is done with each column of a log.

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook_whole::Codebook;
use crate::coded_field::{CodedField, FieldCodes, RecordKind};
use crate::import_field::SeveralRule;
use crate::import_mapping::MappedDate;
use crate::record_lists::RecordLists;

/// What is done with each column of a log. Only a mapping that was checked becomes one.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    pub(crate) lists: RecordLists,
    pub(crate) fields: Vec<PlannedField>,
    pub(crate) when: MappedDate,
    pub(crate) codebook_column: Option<String>,
    pub(crate) spelling: Spelling,
    pub(crate) left_out: BTreeSet<String>,
    pub(crate) passed_over: BTreeMap<String, BTreeSet<String>>,
}

/// How the log is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling {
    pub delimiter: u8,
    pub title_first: bool,
}

/// Where a field comes from.
#[derive(Debug, Clone)]
pub(crate) struct PlannedField {
    pub field: &'static CodedField,
    pub source: FieldSource,
    /// What the codes of the list are called, for suggestions.
    pub names: Vec<(String, String)>,
}

/// Where the codes of a field come from.
#[derive(Debug, Clone)]
pub(crate) enum FieldSource {
    /// It is the same in every record.
    Always(String),
    /// From a column.
    Column(ColumnSource),
    /// No record has it.
    Empty,
}

/// A column, and how its values become codes.
#[derive(Debug, Clone)]
pub(crate) struct ColumnSource {
    pub column: String,
    pub values: Option<BTreeMap<String, String>>,
    pub empty: Option<String>,
    pub several: SeveralRule,
    pub separator: Option<String>,
    pub is_count: bool,
}

impl ImportPlan {
    /// What the records are of, and which codes they may have.
    pub const fn lists(&self) -> &RecordLists {
        &self.lists
    }

    /// What a row tells of.
    pub const fn kind(&self) -> RecordKind {
        self.lists.kind
    }

    /// The columns of which nothing is taken.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.left_out.iter().map(String::as_str)
    }

    /// The fields that no record has.
    pub fn left_empty(&self) -> impl Iterator<Item = &'static str> {
        let fields = self.fields.iter();
        fields.filter_map(|field| match field.source {
            FieldSource::Empty => Some(field.field.name),
            FieldSource::Always(_) | FieldSource::Column(_) => None,
        })
    }

    /// The columns that are read.
    pub(crate) fn used_columns(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().filter_map(|field| field.column());
        fields
            .map(|source| source.column.as_str())
            .chain([self.when.column.as_str()])
            .chain(self.codebook_column.as_deref())
            .chain(self.passed_over.keys().map(String::as_str))
    }
}

impl PlannedField {
    pub(crate) fn of(field: &'static CodedField, source: FieldSource, book: &Codebook) -> Self {
        let list = match field.codes {
            FieldCodes::List(list) => book.list(list),
            FieldCodes::Country | FieldCodes::Words(_) | FieldCodes::Token => None,
        };
        let mut names = vec![];
        for entry in list.into_iter().flat_map(|list| &list.codes) {
            if entry.replaced.is_none() {
                let labels = entry.labels.values().map(|label| &label.text);
                let texts = [&entry.code, &entry.label].into_iter().chain(labels);
                names.extend(texts.map(|text| (entry.code.clone(), text.clone())));
            }
        }
        Self {
            field,
            source,
            names,
        }
    }

    pub(crate) const fn column(&self) -> Option<&ColumnSource> {
        match &self.source {
            FieldSource::Column(source) => Some(source),
            FieldSource::Always(_) | FieldSource::Empty => None,
        }
    }

    pub(crate) fn makes_records(&self) -> bool {
        self.column()
            .is_some_and(|source| source.several == SeveralRule::Each)
    }
}
