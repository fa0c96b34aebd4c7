use std::fmt;

use crate::codebook_whole::Codebook;
use crate::coded_field::{CodedField, FieldCodes, RecordKind};

/// One side of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dimension {
    /// The field; nothing for the body that coded a record.
    pub field: Option<&'static str>,
    /// Whether codes are counted by what stands before their dot.
    pub grouped: bool,
}

impl Dimension {
    /// Without the codebook nothing is said about whether the codes have groups.
    pub(crate) fn read(
        name: &str,
        kind: RecordKind,
        book: Option<&Codebook>,
    ) -> Result<Self, String> {
        let (field, grouped) = match name.strip_suffix(GROUPED) {
            Some(field) => (field, true),
            None => (name, false),
        };
        if field == BODY && !grouped {
            return Ok(Self {
                field: None,
                grouped,
            });
        }
        let countable = |field: &&CodedField| field.codes != FieldCodes::Token;
        let Some(known) = kind.field(field).filter(countable) else {
            let names: Vec<_> = kind
                .fields()
                .iter()
                .filter(countable)
                .map(|field| field.name)
                .collect();
            return Err(format!(
                "there is no dimension `{name}`: take one of {}, or {BODY}",
                names.join(", ")
            ));
        };
        let has_groups = |book| {
            known
                .codes(book, true)
                .iter()
                .any(|code| code.contains('.'))
        };
        if grouped && !book.is_none_or(has_groups) {
            return Err(format!(
                "the codes of `{field}` have no groups: take `{field}`"
            ));
        }
        Ok(Self {
            field: Some(known.name),
            grouped,
        })
    }

    pub(crate) fn is_restricted(&self, kind: RecordKind) -> bool {
        let field = self.field.and_then(|field| kind.field(field));
        field.is_some_and(|field| field.restricted)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field.unwrap_or(BODY))?;
        f.write_str(if self.grouped { GROUPED } else { "" })
    }
}

const GROUPED: &str = ":group";
const BODY: &str = "body";
