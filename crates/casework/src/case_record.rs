//! The records of a case itself: that it was received, and that it was closed. What they say follows from what officers signed
//! and from the days that the reporter was promised, so nobody chooses a code (decision 0065).

use seal::{Day, ObjectId, Sender};

use crate::coded_field::RecordKind;
use crate::coded_subject::{CodedKind, CodedSubject, period_of};
use crate::coding::{ChosenCode, CodingSubject, drafted};
use crate::decision::{DecisionKind, Outcome, Proposal};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::promise_kept::{PromiseKept, PromisedDays};
use crate::retention::RetentionClass;

/// That two officers closed the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The object of the second officer.
    pub object: ObjectId,
    /// When it arrived.
    pub on: Day,
    /// The outcome that the case is counted under: the first of the strongest class.
    pub disposition: String,
}

impl OpenCase<'_> {
    /// The times that the case was closed, as two officers signed it, in the order in which they did.
    pub fn closings(&self, entries: &[Entry<'_>]) -> Vec<Closing> {
        let mut closings: Vec<(ObjectId, Closing)> = vec![];
        for entry in entries {
            let (Content::Vote(vote), Sender::Officer(second)) = (&entry.content, entry.sender)
            else {
                continue;
            };
            let proposed = entries
                .iter()
                .find(|proposed| vote.agrees && proposed.object.to_string() == vote.on);
            let Some((proposed, Content::Proposal(proposal))) =
                proposed.map(|proposed| (proposed, &proposed.content))
            else {
                continue;
            };
            let is_again = closings.iter().any(|(known, _)| *known == proposed.object);
            let is_own = proposed.sender == Sender::Officer(second);
            if proposal.what != DecisionKind::Close || is_own || is_again {
                continue;
            }
            let closing = Closing {
                object: entry.object,
                on: entry.on,
                disposition: counted_under(proposal).unwrap_or_default(),
            };
            closings.push((proposed.object, closing));
        }
        closings.into_iter().map(|(_, closing)| closing).collect()
    }

    /// The record that the case was received, and one for each time that it was closed.
    pub(crate) fn case_records(&self, entries: &[Entry<'_>]) -> Vec<CodedSubject> {
        let report = entries
            .iter()
            .find(|entry| matches!(entry.content, Content::Report));
        let Some(report) = report else { return vec![] };
        let closings = self.closings(entries);
        let mut received = vec![("event", "received".to_owned())];
        if let Some(days) = self.promised() {
            let kept = kept(days, entries, &closings);
            received.extend(kept.map(|(field, kept)| (field, kept.word().to_owned())));
        }
        let mut records = vec![record(0, report.object, report.on, received)];
        for (closing, part) in closings.into_iter().zip(1..) {
            let said = vec![
                ("event", "closed".to_owned()),
                ("disposition", closing.disposition),
            ];
            records.push(record(part, closing.object, closing.on, said));
        }
        records
    }
}

/// What became of both promises: receipt is confirmed by the first answer or by closing the case, and the outcome is told by
/// closing it, as [`Deadlines::next`](crate::Deadlines::next) counts them.
fn kept(
    days: PromisedDays,
    entries: &[Entry<'_>],
    closings: &[Closing],
) -> [(&'static str, PromiseKept); 2] {
    let is_reply = |entry: &&Entry<'_>| matches!(entry.content, Content::Reply(..));
    let replied = entries.iter().filter(is_reply).map(|entry| entry.on).min();
    let closed = closings.iter().map(|closing| closing.on).min();
    let answered = replied.into_iter().chain(closed).min();
    [
        (
            "acknowledgement",
            PromiseKept::of(answered, days.acknowledge_by, days.today),
        ),
        (
            "feedback",
            PromiseKept::of(closed, days.feedback_by, days.today),
        ),
    ]
}

/// The first outcome of the strongest class; the first of all where one is of no class.
fn counted_under(proposal: &Proposal) -> Option<String> {
    let strongest = RetentionClass::of(&proposal.outcomes);
    let is_it = |outcome: &&Outcome| {
        let class = RetentionClass::of(std::slice::from_ref(outcome));
        strongest.is_none() || class == strongest
    };
    let found = proposal.outcomes.iter().find(is_it)?;
    Some(found.disposition.clone())
}

/// Of the reporter's first object, which is the report: the case as it was received, and behind it its closings.
fn record(part: u16, object: ObjectId, on: Day, said: Vec<(&'static str, String)>) -> CodedSubject {
    let draft: Vec<ChosenCode> = drafted(RecordKind::Case, said);
    CodedSubject {
        subject: CodingSubject::of(Sender::Reporter, 0, part),
        object,
        on,
        kinds: vec![CodedKind {
            kind: RecordKind::Case,
            draft,
            period: period_of(None, on, true),
            codings: vec![],
            settlements: vec![],
        }],
    }
}
