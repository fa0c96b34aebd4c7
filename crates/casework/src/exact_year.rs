use serde::{Deserialize, Serialize};

use crate::coded_fault::CodedFault;
use crate::coded_record::CodedRecord;
use crate::record_lists::RecordLists;
use crate::retention::{RetentionClass, UnknownRetention};

/// What a body received and closed in a year, exactly. There is no further dimension, and no figure between 1 and 9.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExactYear {
    /// Cases received.
    pub received: u64,
    /// Cases closed that were not for this body, or had too little to go on.
    pub closed_out: u64,
    /// Cases closed after they were looked into.
    pub closed_sub: u64,
    /// Cases closed after which something followed.
    pub closed_act: u64,
}

impl ExactYear {
    /// The least that a figure may be, save 0.
    pub const LEAST: u64 = 10;

    /// Counts a record.
    ///
    /// # Errors
    /// [`CodedFault::NotCounted`] where an outcome is of no class: it would be missing from a table that says it is exact.
    pub fn take(&mut self, lists: &RecordLists, record: &CodedRecord) -> Result<(), CodedFault> {
        let code = |field| lists.code(record, field).unwrap_or_default();
        let figure = if code("event") == "received" {
            &mut self.received
        } else {
            let group = code("disposition").split('.').next();
            match group.unwrap_or_default().parse() {
                Ok(RetentionClass::Out) => &mut self.closed_out,
                Ok(RetentionClass::Looked) => &mut self.closed_sub,
                Ok(RetentionClass::Acted) => &mut self.closed_act,
                Err(UnknownRetention) => {
                    return Err(CodedFault::NotCounted {
                        row: record.row,
                        field: "disposition",
                        why: "is of no class that the exact table has",
                        remedy: "code the record anew with an outcome that begins with out, sub or act",
                    });
                }
            }
        };
        *figure += 1;
        Ok(())
    }

    /// The figures with their names.
    pub const fn figures(&self) -> [(&'static str, u64); 4] {
        [
            ("received", self.received),
            ("closed_out", self.closed_out),
            ("closed_sub", self.closed_sub),
            ("closed_act", self.closed_act),
        ]
    }

    /// Whether the table may be published.
    ///
    /// # Errors
    /// [`CodedFault::Release`]. It does not say which figure is too small.
    pub fn check(&self) -> Result<(), CodedFault> {
        let is_small = |(_, figure): &(&str, u64)| *figure > 0 && *figure < Self::LEAST;
        if self.figures().iter().any(is_small) {
            return Err(CodedFault::Release(format!(
                "one of the figures is between 1 and {}: the table of this year is not published; say so, and nothing more",
                Self::LEAST - 1
            )));
        }
        Ok(())
    }
}
