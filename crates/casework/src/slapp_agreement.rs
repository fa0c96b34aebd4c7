//! What two officers found of one proceeding, each without having seen the other: who is shown what others hold, and by which two
//! assessments agreement is counted (decision 0070).

use seal::{ObjectId, OfficerId};

use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::RecordKind;
use crate::coded_subject::{CodedKind, CodedSubject};
use crate::opened_case::{Entry, OpenCase};
use crate::proceeding_entry::StandingProceeding;
use crate::slapp::{SlappAssessment, SlappVerdict};

/// An assessment as it stands in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentNote {
    /// The number of its note.
    pub object: ObjectId,
    /// Whose it is.
    pub by: OfficerId,
    /// What they hold.
    pub assessment: SlappAssessment,
    /// Whether it counts, as [`StandingAssessment::counts`](crate::StandingAssessment) says.
    pub counts: bool,
}

/// Two assessments of one proceeding by which agreement is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessedPair {
    /// What the one officer noted first.
    pub first: SlappAssessment,
    /// What the other one noted first.
    pub second: SlappAssessment,
    /// The period in which the proceeding is settled by officers who count, in codes of this version of the codebook; nothing
    /// where it is not.
    pub period: Option<String>,
}

impl StandingProceeding {
    /// Whether an officer is shown what others hold: from their own assessment on, or once two who count have said what they hold.
    pub fn shows_others_to(&self, officer: OfficerId) -> bool {
        let held = self.assessments.iter();
        let counted = held.filter(|one| one.counts).count();
        counted >= SlappVerdict::SIGNERS || self.assessments.iter().any(|one| one.by == officer)
    }

    /// What the first two officers noted first, each without having seen the other's. Nothing where one of them does not count,
    /// since whoever came after them has seen both; nor where the proceeding had gone on in between, so that they knew different
    /// things.
    pub fn unseen_pair(&self) -> Option<(&AssessmentNote, &AssessmentNote)> {
        let first = self.notes.first()?;
        let mut others = self.notes.iter().filter(|note| note.by != first.by);
        let second = others.next()?;
        let is_same = first.assessment.proceeding == second.assessment.proceeding;
        if !is_same || !first.counts || !second.counts {
            return None;
        }
        // Kappa asks who was first, and one officer may hold two cases with the same colleague.
        Some(if first.by <= second.by {
            (first, second)
        } else {
            (second, first)
        })
    }
}

impl OpenCase<'_> {
    /// The assessments by which agreement is counted, a pair for each proceeding that two assessed. `coded` is everything of the
    /// case.
    pub fn assessed_pairs(
        &self,
        entries: &[Entry<'_>],
        coded: &[CodedSubject],
    ) -> Vec<AssessedPair> {
        let standing = self.proceedings(entries);
        let pairs = standing.iter().filter_map(|known| {
            let (first, second) = known.unseen_pair()?;
            let subjects = coded.iter().filter(|one| one.object == known.first);
            let mut kinds = subjects.flat_map(|one| &one.kinds);
            let kind = kinds.find(|one| one.kind == RecordKind::Proceeding);
            let at = |object| entries.iter().position(|entry| entry.object == object);
            let is_seen =
                |one, other| kind.is_some_and(|kind| has_seen_codes(kind, one, other, at));
            if is_seen(first, second) || is_seen(second, first) {
                return None;
            }
            Some(AssessedPair {
                first: first.assessment.clone(),
                second: second.assessment.clone(),
                period: kind.and_then(settled_in),
            })
        });
        pairs.collect()
    }
}

/// Whether the officer of one assessment may have seen before it what the other one coded: a coding says as what a suit was
/// assessed, and is shown to whoever coded too, or once it is settled. `at` says at which place of the case an object lies.
fn has_seen_codes(
    kind: &CodedKind,
    one: &AssessmentNote,
    other: &AssessmentNote,
    at: impl Fn(ObjectId) -> Option<usize>,
) -> bool {
    let before = |object| at(object) < at(one.object);
    let has_coded = |by| {
        let mut codings = kind.codings.iter();
        codings.any(|note| note.by == by && before(note.object))
    };
    let is_settled = kind.settlements.iter().any(|note| before(note.object));
    has_coded(other.by) && (has_coded(one.by) || is_settled)
}

/// The period in which something is settled in codes of this version of the codebook.
fn settled_in(kind: &CodedKind) -> Option<String> {
    let settled = &kind.standing()?.settlement;
    (settled.codebook == CODEBOOK_VERSION).then(|| settled.period.clone())
}

#[cfg(test)]
mod tests {
    use seal::Day;

    use super::*;
    use crate::coded_subject::{CodingNote, SettlementNote};
    use crate::coding::Coding;
    use crate::proceeding::tests::sued;
    use crate::proceeding_entry::StandingAssessment;
    use crate::settlement::Settlement;

    fn officer(number: u8) -> OfficerId {
        OfficerId::from_bytes([number; 16])
    }

    /// A proceeding of which these officers said in this order what they hold, and whether they count.
    fn assessed(notes: &[(u8, &str, bool)]) -> StandingProceeding {
        let mut known = StandingProceeding {
            first: ObjectId::from_bytes([1; 16]),
            last: ObjectId::from_bytes([1; 16]),
            states: 1,
            lacks_earlier: false,
            on: Day::from_number(20_000),
            facts: sued(),
            belongs_to: None,
            assessments: vec![],
            notes: vec![],
            verdict: SlappVerdict::NotAssessed,
        };
        for ((by, result, counts), place) in notes.iter().zip(10..) {
            let mut assessment = SlappAssessment::default();
            assessment.proceeding = known.last.to_string();
            assessment.result = (*result).to_owned();
            let (by, counts) = (officer(*by), *counts);
            known.notes.push(AssessmentNote {
                object: ObjectId::from_bytes([place; 16]),
                by,
                assessment: assessment.clone(),
                counts,
            });
            known.assessments.retain(|one| one.by != by);
            known.assessments.push(StandingAssessment {
                by,
                on: known.on,
                suggestion: "likely",
                is_older: false,
                counts,
                assessment,
            });
        }
        known
    }

    fn results(known: &StandingProceeding) -> Option<[&str; 2]> {
        let (first, second) = known.unseen_pair()?;
        Some([first, second].map(|one| one.assessment.result.as_str()))
    }

    #[test]
    fn what_others_hold_is_shown_from_the_own_assessment_on_or_once_two_have_said_it() {
        let shows = |notes: &[(u8, &str, bool)], to| assessed(notes).shows_others_to(officer(to));
        assert!(!shows(&[(1, "likely", true)], 2));
        assert!(shows(&[(1, "likely", true)], 1));
        let twice_by_one = [(1, "likely", true), (1, "possible", true)];
        assert!(!shows(&twice_by_one, 2));
        let by_two = [(1, "likely", true), (2, "possible", true)];
        assert!(shows(&by_two, 2) && shows(&by_two, 3));
        // What somebody held who was kept out opens nothing.
        let one_barred = [(1, "likely", false), (2, "possible", true)];
        assert!(!shows(&one_barred, 3));
    }

    #[test]
    fn who_may_have_read_the_codes_of_the_other_first_is_not_compared() {
        // At which places of a case the two assessed, and who coded or settled where.
        let seen = |first: u8, second: u8, coded: &[(u8, u8)], settled: Option<u8>| {
            let note = |by, place| AssessmentNote {
                object: ObjectId::from_bytes([place; 16]),
                by: officer(by),
                assessment: SlappAssessment::default(),
                counts: true,
            };
            let codings = coded.iter().map(|(by, place)| CodingNote {
                object: ObjectId::from_bytes([*place; 16]),
                by: officer(*by),
                on: Day::from_number(20_000),
                coding: Coding::default(),
                counts: true,
            });
            let settlements = settled.iter().map(|place| SettlementNote {
                object: ObjectId::from_bytes([*place; 16]),
                by: officer(3),
                on: Day::from_number(20_000),
                settlement: Settlement::default(),
                counts: true,
            });
            let kind = CodedKind {
                kind: RecordKind::Proceeding,
                draft: vec![],
                period: String::new(),
                codings: codings.collect(),
                settlements: settlements.collect(),
            };
            let at = |object: ObjectId| Some(usize::from(object.as_bytes()[0]));
            let (one, two) = (note(1, first), note(2, second));
            has_seen_codes(&kind, &one, &two, at) || has_seen_codes(&kind, &two, &one, at)
        };
        assert!(!seen(10, 20, &[], None));
        assert!(!seen(10, 20, &[(1, 11)], None), "the second had not coded");
        assert!(seen(10, 20, &[(1, 11), (2, 12)], None));
        assert!(seen(10, 20, &[(1, 11)], Some(12)), "settled before");
        assert!(!seen(10, 20, &[(1, 21), (2, 22)], Some(23)), "afterwards");
        assert!(seen(10, 20, &[(2, 8), (1, 9)], None), "also the first one");
    }

    #[test]
    fn compared_is_what_the_first_two_noted_first_of_one_state() {
        let both = [
            (2, "likely", true),
            (2, "unlikely", true),
            (1, "possible", true),
            (1, "unlikely", true),
            (3, "unlikely", true),
        ];
        // In the order of the officers, whoever came first.
        assert_eq!(results(&assessed(&both)), Some(["possible", "likely"]));
        assert_eq!(results(&assessed(&both[..2])), None);
        // The third has seen what the first two held.
        let mut barred = both;
        barred[0].2 = false;
        assert_eq!(results(&assessed(&barred)), None);
        let mut gone_on = assessed(&both);
        gone_on.notes[2].assessment.proceeding = ObjectId::from_bytes([2; 16]).to_string();
        assert_eq!(results(&gone_on), None);
    }
}
