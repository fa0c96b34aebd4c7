//! What a coded record may hold, checked code by code.

use std::collections::{BTreeMap, HashMap};

use seal::BodyId;

use crate::codebook_whole::Codebook;
use crate::coded_fault::CodedFault;
use crate::coded_field::{CodedField, FieldCodes, RecordKind};
use crate::coded_record::{CodedRecord, FIRST_LINE, hexadecimal};
use crate::coded_together::{NotCounted, not_counted};

/// The codes that records of a kind may have, ready to be looked up.
#[derive(Debug, Clone)]
pub struct RecordLists {
    /// The kind.
    pub kind: RecordKind,
    /// The version of the codebook.
    pub version: u16,
    fields: Vec<FieldLists>,
}

#[derive(Debug, Clone)]
struct FieldLists {
    field: &'static CodedField,
    codes: Vec<String>,
    places: HashMap<String, u16>,
    replaced: BTreeMap<String, String>,
}

/// Whether a code can stand in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CodeFit {
    /// It can.
    Fits,
    /// This one is used instead.
    Replaced(String),
    /// It is none of this list.
    Unknown(&'static str),
}

impl RecordLists {
    /// Takes the lists of a kind out of the codebook.
    pub fn of(kind: RecordKind, book: &Codebook) -> Self {
        let fields = kind.fields().iter().map(|field| {
            let codes: Vec<String> = field
                .codes(book, true)
                .into_iter()
                .map(str::to_owned)
                .collect();
            let places = codes.iter().cloned().zip(0..).collect();
            FieldLists {
                field,
                codes,
                places,
                replaced: replaced(field, book),
            }
        });
        Self {
            kind,
            version: book.version,
            fields: fields.collect(),
        }
    }

    /// The codes of a field, in the order of their places.
    pub fn codes(&self, field: &str) -> &[String] {
        let found = self.fields.iter().find(|lists| lists.field.name == field);
        found.map_or(&[], |lists| &lists.codes)
    }

    /// The code of one field of a record; nothing where it was left empty.
    pub fn code<'l>(&'l self, record: &CodedRecord, field: &str) -> Option<&'l str> {
        let at = self
            .fields
            .iter()
            .position(|lists| lists.field.name == field)?;
        let place = (*record.places.get(at)?)?;
        let code = self.fields.get(at)?.codes.get(usize::from(place));
        code.map(String::as_str)
    }

    /// Whether a code can stand in a field of this name.
    pub(crate) fn fit(&self, field: &str, code: &str) -> CodeFit {
        let lists = self.fields.iter().find(|lists| lists.field.name == field);
        match lists.map(|lists| lists.place(0, code, &mut 0)) {
            Some(Ok(_)) => CodeFit::Fits,
            Some(Err(CodedFault::Replaced { by, .. })) => CodeFit::Replaced(by),
            Some(Err(CodedFault::UnknownCode { list, .. })) => CodeFit::Unknown(list),
            Some(Err(_)) | None => CodeFit::Unknown("this field"),
        }
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<&'static str> {
        columns_of(self.kind)
    }

    /// The five lines that a file begins with.
    pub(crate) fn head(&self, body: BodyId) -> [String; 5] {
        head_of(self.kind, self.version, body)
    }

    pub(crate) fn read_places<'r>(
        &self,
        row: u64,
        mut cells: impl Iterator<Item = &'r str>,
        into: &mut CodedRecord,
    ) -> Result<(), CodedFault> {
        into.places.clear();
        for lists in &self.fields {
            let code = cells.next().unwrap_or_default();
            let place = lists.place(row, code, &mut into.token)?;
            into.places.push(place);
        }
        self.check_together(into)
    }

    /// What no list says: what is counted nowhere, and what goes together.
    fn check_together(&self, record: &CodedRecord) -> Result<(), CodedFault> {
        let code = |field| self.code(record, field).unwrap_or_default();
        match not_counted(self.kind, code) {
            Some(NotCounted { field, why, remedy }) => Err(CodedFault::NotCounted {
                row: record.row,
                field,
                why,
                remedy,
            }),
            None => Ok(()),
        }
    }
}

impl FieldLists {
    fn place(&self, row: u64, code: &str, token: &mut u64) -> Result<Option<u16>, CodedFault> {
        let field = self.field.name;
        if code.is_empty() {
            return if self.field.required {
                Err(CodedFault::Empty { row, field })
            } else {
                Ok(None)
            };
        }
        if let Some(place) = self.places.get(code) {
            return Ok(Some(*place));
        }
        if let Some(by) = self.replaced.get(code) {
            let (code, by) = (code.to_owned(), by.clone());
            return Err(CodedFault::Replaced {
                row,
                field,
                code,
                by,
            });
        }
        let list = match self.field.codes {
            FieldCodes::List(list) => list,
            FieldCodes::Country => "the countries with a pack, which ends with `other`",
            FieldCodes::Words(_) => "the words of this field",
            FieldCodes::Token => {
                if let Some(read) = hexadecimal(code, 16) {
                    *token = u64::try_from(read).unwrap_or_default();
                    return Ok(None);
                }
                "tokens of 16 hexadecimal digits"
            }
        };
        let code = code.to_owned();
        Err(CodedFault::UnknownCode {
            row,
            field,
            code,
            list,
        })
    }
}

/// The five lines that a file of records of a kind begins with.
pub(crate) fn head_of(kind: RecordKind, version: u16, body: BodyId) -> [String; 5] {
    [
        FIRST_LINE.to_owned(),
        format!("kind {kind}"),
        format!("codebook {version}"),
        format!("body {body}"),
        columns_of(kind).join(","),
    ]
}

fn columns_of(kind: RecordKind) -> Vec<&'static str> {
    let names = kind.fields().iter().map(|field| field.name);
    ["key", "period"].into_iter().chain(names).collect()
}

fn replaced(field: &CodedField, book: &Codebook) -> BTreeMap<String, String> {
    let FieldCodes::List(name) = field.codes else {
        return BTreeMap::new();
    };
    let entries = book.list(name).into_iter().flat_map(|list| &list.codes);
    let replaced = entries.filter_map(|entry| {
        let by = entry.replaced.as_ref()?.by.clone();
        Some((entry.code.clone(), by))
    });
    replaced.collect()
}
