//! Persons who are counted already, so that one who is in two cases of a body is counted once.

use std::fmt;

use seal::CaseId;

use crate::coded_subject::{CodedKind, CodedSubject};
use crate::coding::CodingSubject;
use crate::opened_case::OpenCase;

/// A person who is counted in a case. Whoever opens that case and settles the same person in another one carries the mark over:
/// both records then have one token in a year. The mark says nothing of where it came from.
#[derive(Clone, PartialEq, Eq)]
pub struct CountedPerson {
    /// The case.
    pub case: CaseId,
    /// What stands for the person in sealed notes.
    pub mark: String,
    /// What of the case is coded.
    pub subject: CodingSubject,
    /// The code of what was done.
    pub act: String,
    /// The year in which it is counted.
    pub period: String,
}

impl OpenCase<'_> {
    /// The persons who are counted by what stands in this case, each once for each act.
    pub fn counted_persons(&self, coded: &[CodedSubject]) -> Vec<CountedPerson> {
        let kinds = coded.iter().flat_map(|subject| &subject.kinds);
        let settled = kinds.filter_map(CodedKind::standing);
        let settled = settled.map(|note| &note.settlement);
        let counted = settled.filter(|settled| !settled.person.is_empty());
        let person = counted.map(|settled| CountedPerson {
            case: self.id(),
            mark: settled.person.clone(),
            subject: settled.subject.clone(),
            act: settled.code("act").to_owned(),
            period: settled.period.clone(),
        });
        person.collect()
    }
}

/// Everything of the case that was done to one person: `subject`, and what is settled under the same mark, unless that is empty.
pub(crate) fn done_to(
    coded: &[CodedSubject],
    subject: &CodingSubject,
    mark: &str,
) -> Vec<CodingSubject> {
    let kinds = coded.iter().flat_map(|subject| &subject.kinds);
    let settled = kinds.filter_map(CodedKind::standing);
    let settled = settled.map(|note| &note.settlement);
    let same = settled.filter(|settled| !mark.is_empty() && settled.person == mark);
    let same = same.map(|settled| settled.subject.clone());
    std::iter::once(subject.clone()).chain(same).collect()
}

impl fmt::Debug for CountedPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CountedPerson(hidden)")
    }
}
