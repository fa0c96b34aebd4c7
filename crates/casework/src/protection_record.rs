//! The record of a request for protection: what was asked, and what became of it.

use crate::coded_field::RecordKind;
use crate::coded_subject::{CodedKind, CodedSubject, period_of};
use crate::coding::{Coding, CodingSubject};
use crate::opened_case::{Entry, OpenCase};

impl OpenCase<'_> {
    /// One for each request that stands in the case, counted in the quarter in which it came.
    pub(crate) fn protection_records(&self, entries: &[Entry<'_>]) -> Vec<CodedSubject> {
        let mut records = vec![];
        for known in self.protections(entries) {
            let mut objects = self
                .file
                .objects
                .iter()
                .map(|arrived| arrived.object.header());
            let Some(header) = objects.find(|header| header.object == known.request) else {
                continue;
            };
            records.push(CodedSubject {
                subject: CodingSubject::of(known.from, header.sequence, 0),
                object: known.request,
                on: known.asked_on,
                kinds: vec![CodedKind {
                    kind: RecordKind::Protection,
                    draft: Coding::draft_of_protection(&known),
                    period: period_of(None, known.asked_on, false),
                    codings: vec![],
                    settlements: vec![],
                }],
            });
        }
        records
    }
}
