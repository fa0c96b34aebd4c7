//! Persons who are counted in other cases of an officer, for the one whom that officer settles.

use casework::{CodingSubject, CountedPerson, OpenCase};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{desk::Desk, desk_case::to_json, desk_coding::CodingReport, fault::Fault};

/// A person who is counted in another case.
#[derive(Serialize)]
struct ShownElsewhere<'p> {
    mark: &'p str,
    /// The short number of that case.
    short: String,
    number: u32,
    part: u16,
    act: &'p str,
    period: &'p str,
}

/// Persons of cases of the officer's own body: each body counts for itself.
pub(crate) fn counted_here(
    desk: &Desk,
    case: &OpenCase<'_>,
    coded: &[casework::CodedSubject],
) -> Vec<CountedPerson> {
    if case.body_of(desk.keys().officer) == Some(case.receiver()) {
        case.counted_persons(coded)
    } else {
        vec![]
    }
}

#[wasm_bindgen]
impl CodingReport {
    /// Persons who are counted in cases other than `case`, as JSON.
    ///
    /// # Errors
    /// `fault-desk-failed`.
    pub fn persons(&self, case: &str) -> Result<String, Fault> {
        let others = self.persons.iter();
        let others = others.filter(|person| person.case.to_string() != case);
        let shown = others.map(|person| {
            let CodingSubject { number, part, .. } = &person.subject;
            ShownElsewhere {
                mark: &person.mark,
                short: person.case.short(),
                number: *number,
                part: *part,
                act: &person.act,
                period: &person.period,
            }
        });
        to_json(&shown.collect::<Vec<_>>())
    }
}
