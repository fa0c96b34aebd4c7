use serde::{Deserialize, Serialize};

use crate::coded_fault::CodedFault;
use crate::coded_record::CodedRecord;
use crate::promise_kept::{PromiseCounts, stay_apart};
use crate::record_lists::RecordLists;
use crate::retention::{RetentionClass, UnknownRetention};

/// What a body received and closed in a year, and how it kept what it promised, exactly. There is no further dimension, and no
/// figure between 1 and 9.
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
    /// In the cases received, whether receipt was confirmed in time; nothing where that may not be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledgement: Option<PromiseCounts>,
    /// In the cases received, whether the outcome was told in time; nothing where that may not be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<PromiseCounts>,
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
            for (field, counts) in [
                ("acknowledgement", &mut self.acknowledgement),
                ("feedback", &mut self.feedback),
            ] {
                counts.get_or_insert_default().take(code(field));
            }
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

    /// The figures of what came in and was closed, with their names.
    pub const fn figures(&self) -> [(&'static str, u64); 4] {
        [
            ("received", self.received),
            ("closed_out", self.closed_out),
            ("closed_sub", self.closed_sub),
            ("closed_act", self.closed_act),
        ]
    }

    /// The promises with their names, as fields of records have them.
    pub const fn promises(&self) -> [(&'static str, Option<PromiseCounts>); 2] {
        [
            ("acknowledgement", self.acknowledgement),
            ("feedback", self.feedback),
        ]
    }

    /// Whether what became of a promise is among the figures.
    pub const fn has_promises(&self) -> bool {
        self.acknowledgement.is_some() || self.feedback.is_some()
    }

    /// Cases closed.
    pub const fn closed(&self) -> u64 {
        let looked_into = self.closed_sub.saturating_add(self.closed_act);
        looked_into.saturating_add(self.closed_out)
    }

    /// What of it may be published: a promise that may not is left out (decision 0065).
    ///
    /// # Errors
    /// [`CodedFault::Release`] where nothing may. It does not say which figure is too small.
    pub(crate) fn published(self) -> Result<Self, CodedFault> {
        let is_small = |(_, figure): &(&str, u64)| *figure > 0 && *figure < Self::LEAST;
        if self.figures().iter().any(is_small) {
            return Err(CodedFault::Release(format!(
                "one of the figures is between 1 and {}: the table of this year is not published; say so, and nothing more",
                Self::LEAST - 1
            )));
        }
        let fits = |counts: &PromiseCounts| self.received > 0 && counts.may_stand_beside(&self);
        let acknowledgement = self.acknowledgement.filter(fits);
        let feedback = self.feedback.filter(fits).filter(|feedback| {
            acknowledgement.is_none_or(|acknowledgement| feedback.may_stand_with(&acknowledgement))
        });
        Ok(Self {
            acknowledgement,
            feedback,
            ..self
        })
    }

    /// What of it may be published beside the years before it, the newest first: a promise is left out as well where over some
    /// years that end with this one a number from 1 to 9 is left when its sums, those of the cases closed and those of the other
    /// promise are subtracted. What came in late in a year is often closed in the next.
    pub fn beside(self, before: &[Self]) -> Self {
        let years = || std::iter::once(&self).chain(before);
        let stands = |of: fn(&Self) -> Option<PromiseCounts>| {
            stay_apart(years().map_while(|year| Some(of(year)?.against(year))))
        };
        let both = |year: &Self| Some(year.acknowledgement?.against_other(&year.feedback?));
        let acknowledgement = self
            .acknowledgement
            .filter(|_| stands(|year| year.acknowledgement));
        let feedback = self.feedback.filter(|_| {
            let alone = acknowledgement.is_none() || stay_apart(years().map_while(both));
            alone && stands(|year| year.feedback)
        });
        Self {
            acknowledgement,
            feedback,
            ..self
        }
    }

    /// Whether it may be published as it is.
    ///
    /// # Errors
    /// [`CodedFault::Release`]. It does not say which figure is too small.
    pub fn check(&self) -> Result<(), CodedFault> {
        if self.published()? == *self {
            return Ok(());
        }
        Err(CodedFault::Release(
            "what became of a promised day does not add up to the cases received, or leaves a number between 1 and 9 when \
             figures are subtracted: it is not published; say so, and nothing more"
                .to_owned(),
        ))
    }
}
