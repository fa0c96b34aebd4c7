//! What of a case can be coded, with what its officers made of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use seal::{BodyId, Day, ObjectId, OfficerId, Sender};

use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::RecordKind;
use crate::coded_record::hexadecimal;
use crate::coding::{ChosenCode, Coding, CodingSubject, code_in};
use crate::consent::Consent;
use crate::counted_person::done_to;
use crate::handed_record::HandedRecord;
use crate::incident::Incident;
use crate::note::Note;
use crate::opened_case::{Content, Entry, OpenCase};
use crate::partial_date::PartialDate;
use crate::proceeding_fault::ProceedingDate;
use crate::release_period::ReleasePeriod;
use crate::settlement::Settlement;

/// Something of a case that can be coded, with what officers made of it.
#[derive(Debug, Clone)]
pub struct CodedSubject {
    /// What.
    pub subject: CodingSubject,
    /// The number of the entry.
    pub object: ObjectId,
    /// When it arrived.
    pub on: Day,
    /// What it can be coded as.
    pub kinds: Vec<CodedKind>,
}

/// Something of a case, coded as one kind.
#[derive(Debug, Clone)]
pub struct CodedKind {
    /// As what.
    pub kind: RecordKind,
    /// With what a coding begins.
    pub draft: Vec<ChosenCode>,
    /// In which period it is counted, as far as the entry says; else that in which it arrived.
    pub period: String,
    /// Every coding, each officer's own in their order.
    pub codings: Vec<CodingNote>,
    /// Every settlement; the last one stands.
    pub settlements: Vec<SettlementNote>,
}

/// A coding as it stands in a case.
#[derive(Debug, Clone)]
pub struct CodingNote {
    /// The number of its note.
    pub object: ObjectId,
    /// Who coded.
    pub by: OfficerId,
    /// When.
    pub on: Day,
    /// What.
    pub coding: Coding,
    /// Whether it counts: not where the officer was kept out of the case or declined it.
    pub counts: bool,
}

/// A settlement as it stands in a case.
#[derive(Debug, Clone)]
pub struct SettlementNote {
    /// The number of its note.
    pub object: ObjectId,
    /// Who settled.
    pub by: OfficerId,
    /// When.
    pub on: Day,
    /// What.
    pub settlement: Settlement,
    /// Whether it counts: not where the officer was kept out of the case or declined it.
    pub counts: bool,
}

impl CodedSubject {
    /// Whether an officer is shown what others coded of it as `kind`, one of its kinds: once that is settled, or once they have
    /// themselves coded it as everything as which others did. Kinds share fields, so that what is seen of one is seen of the other.
    pub fn shows_others_to(&self, kind: &CodedKind, officer: OfficerId) -> bool {
        let is_coded = |one: &CodedKind| {
            let mut notes = one.codings.iter();
            one.codings.is_empty() || notes.any(|note| note.by == officer)
        };
        let is_settled = !kind.settlements.is_empty();
        kind.shows_others_to(officer) && (is_settled || self.kinds.iter().all(is_coded))
    }
}

impl CodedKind {
    /// What each officer who counts coded last, one for each, in the order of their first codings.
    pub fn latest(&self) -> Vec<&CodingNote> {
        self.of_each_officer(|kept, note| *kept = note)
    }

    /// What the first two officers who count coded first, each without having seen the other's: both before anything was settled.
    /// Whoever codes after that has seen all.
    pub fn blind_pair(&self) -> Option<(&CodingNote, &CodingNote)> {
        let settled = self.settlements.first();
        let counts = |note: &&&CodingNote| {
            let Some(settled) = settled else { return true };
            let mut latest = self.codings.iter().filter(|other| other.by == note.by);
            latest.any(|other| {
                let object = other.object.to_string();
                settled.settlement.codings.contains(&object)
            })
        };
        let firsts = self.of_each_officer(|_, _| {});
        let mut firsts = firsts.iter().filter(counts);
        let (first, second) = (*firsts.next()?, *firsts.next()?);
        // Kappa asks who was first, and one officer may hold two cases with the same colleague.
        Some(if first.by <= second.by {
            (first, second)
        } else {
            (second, first)
        })
    }

    /// The two codings by which agreement is counted, with the period: of what was settled by officers who count, whether or not
    /// a record of it is, and in codes of this version of the codebook.
    pub fn settled_pair(&self) -> Option<(&str, &Coding, &Coding)> {
        let standing = self.standing()?;
        let (first, second) = self.blind_pair()?;
        let is_current = |note: &CodingNote| note.coding.codebook == CODEBOOK_VERSION;
        if !is_current(first) || !is_current(second) {
            return None;
        }
        let period = standing.settlement.period.as_str();
        Some((period, &first.coding, &second.coding))
    }

    /// Whether an officer is shown what others coded: from their own coding on, or once it is settled.
    pub(crate) fn shows_others_to(&self, officer: OfficerId) -> bool {
        !self.settlements.is_empty() || self.codings.iter().any(|note| note.by == officer)
    }

    /// The settlement that stands: of those of officers who count, the last one in whose place no other came, whatever the desk
    /// says of their order.
    pub fn standing(&self) -> Option<&SettlementNote> {
        let is_replaced = |key: &String| {
            let mut all = self.settlements.iter();
            !key.is_empty() && all.any(|other| other.settlement.replaces.contains(key))
        };
        let mut latest = self.settlements.iter().filter(|note| note.counts).rev();
        let last = latest.clone().next();
        latest
            .find(|note| !is_replaced(&note.settlement.key))
            .or(last)
    }

    /// Whether what was settled is the work of somebody who does not count: they settled it last, or what stands rests on their
    /// coding. A record that was handed in of it is counted until it is settled again.
    pub fn rests_on_barred(&self) -> bool {
        let last = self.settlements.last();
        let is_theirs = last.is_some_and(|note| !note.counts);
        let rests_on = |note: &CodingNote| {
            let object = note.object.to_string();
            let standing = self.standing();
            standing.is_some_and(|standing| standing.settlement.codings.contains(&object))
        };
        let mut barred = self.codings.iter().filter(|note| !note.counts);
        is_theirs || barred.any(rests_on)
    }

    /// Whether a person is counted because they agreed to it, and no consent of that person to be counted by this body is left
    /// that was not withdrawn. On which day one ends is not looked at. `coded` is everything of the case.
    pub fn lacks_consent(
        &self,
        coded: &[CodedSubject],
        consents: &[Consent],
        body: BodyId,
    ) -> bool {
        let rests_on_one = |settled: &&Settlement| {
            !settled.key.is_empty() && settled.code("shown_because") == "consented"
        };
        let standing = self.standing().map(|note| &note.settlement);
        let Some(settled) = standing.filter(rests_on_one) else {
            return false;
        };
        let person = done_to(coded, &settled.subject, &settled.person);
        let is_left = |consent: &Consent| {
            consent.is_of(&person) && !consent.withdrawn && consent.body.parse() == Ok(body)
        };
        self.kind == RecordKind::Person && !consents.iter().any(is_left)
    }

    /// What there is to hand in of what stands; nothing where nothing of it is counted and nothing was, or where it has to be
    /// settled again by officers who count.
    pub fn to_hand_in(&self, body: BodyId) -> Option<HandedRecord> {
        let standing = self.standing().filter(|_| !self.rests_on_barred())?;
        HandedRecord::of(&standing.settlement, body)
    }

    /// What officers hold together of whether it is a SLAPP, as a code of the list `slapp_assessment`; nothing where it is no
    /// proceeding. Their signed assessments say it (decision 0059), and no coding.
    pub fn verdict(&self) -> Option<&str> {
        (self.kind == RecordKind::Proceeding).then(|| code_in(&self.draft, "slapp"))
    }

    /// What the case itself says, so that nobody settles it otherwise: everything of a case, and where a request for protection
    /// stands. All else in a draft is a suggestion.
    pub fn found(&self) -> Vec<&ChosenCode> {
        let is_found = |chosen: &&ChosenCode| match self.kind {
            RecordKind::Case => true,
            RecordKind::Protection => chosen.field == "status",
            RecordKind::Act | RecordKind::Person | RecordKind::Proceeding => false,
        };
        self.draft.iter().filter(is_found).collect()
    }

    /// Whether the case says something else by now than what stands.
    pub fn is_outdated(&self) -> bool {
        let Some(standing) = self.standing() else {
            return false;
        };
        let settled = &standing.settlement;
        let is_other = |known: &&ChosenCode| settled.code(&known.field) != known.code;
        let is_assessed_anew = self
            .verdict()
            .is_some_and(|verdict| settled.code("slapp") != verdict);
        is_assessed_anew
            || self.found().iter().any(is_other)
            || self.kind == RecordKind::Case && settled.period != self.period
    }

    /// Keys of the records of all settlements, the newest first, so many as one hand-in names. What comes next takes the place
    /// of all of them: of a settlement that took out earlier ones nobody knows whether its hand-in ever arrived.
    pub fn known_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = vec![];
        for note in self.settlements.iter().rev() {
            let key = &note.settlement.key;
            if hexadecimal(key, 32).is_some() && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys.truncate(HandedRecord::MOST_REPLACED);
        keys
    }

    /// Keys of records in whose place nothing came yet. More than one means that two settled at the same time.
    pub fn live_keys(&self) -> Vec<String> {
        let notes = || self.settlements.iter().map(|note| &note.settlement);
        let is_live = |key: &&String| {
            hexadecimal(key, 32).is_some() && !notes().any(|other| other.replaces.contains(key))
        };
        let mut keys: Vec<String> = notes()
            .map(|settled| &settled.key)
            .filter(is_live)
            .cloned()
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn of_each_officer<'c>(
        &'c self,
        again: impl Fn(&mut &'c CodingNote, &'c CodingNote),
    ) -> Vec<&'c CodingNote> {
        let mut kept: Vec<&CodingNote> = vec![];
        for note in self.codings.iter().filter(|note| note.counts) {
            match kept.iter_mut().find(|known| known.by == note.by) {
                Some(known) => again(known, note),
                None => kept.push(note),
            }
        }
        kept
    }
}

impl OpenCase<'_> {
    /// What of the case can be coded, with every coding and settlement of it.
    pub fn coded(&self, entries: &[Entry<'_>]) -> Vec<CodedSubject> {
        let mut subjects = self.subjects(entries);
        let sequences: BTreeMap<ObjectId, u32> = self
            .file
            .objects
            .iter()
            .map(|arrived| arrived.object.header())
            .map(|header| (header.object, header.sequence))
            .collect();
        let notes = entries.iter().filter_map(|entry| {
            if let (Content::Note(note), Sender::Officer(by)) = (&entry.content, entry.sender) {
                let sequence = sequences.get(&entry.object).copied();
                Some((by, sequence, (entry, note)))
            } else {
                None
            }
        });
        let barred = self.barred();
        for (by, (entry, note)) in in_order(notes.collect()) {
            let counts = !barred.contains(&by);
            let (object, on) = (entry.object, entry.on);
            match note {
                Note::Coding(coding) => {
                    if let Some(kind) = kind_in(&mut subjects, &coding.subject, &coding.kind) {
                        let coding = Coding::clone(coding);
                        kind.codings.push(CodingNote {
                            object,
                            by,
                            on,
                            coding,
                            counts,
                        });
                    }
                }
                Note::Settlement(settled) => {
                    if let Some(kind) = kind_in(&mut subjects, &settled.subject, &settled.kind) {
                        let settlement = Settlement::clone(settled);
                        kind.settlements.push(SettlementNote {
                            object,
                            by,
                            on,
                            settlement,
                            counts,
                        });
                    }
                }
                Note::Allegation(_)
                | Note::Consent(_)
                | Note::Parcel(_)
                | Note::Slapp(_)
                | Note::Custody(_)
                | Note::Exhibit(_)
                | Note::HandOver(_)
                | Note::KeptOut(_)
                | Note::Labels(_)
                | Note::Link(_)
                | Note::Naming(_)
                | Note::Referral(_)
                | Note::Task(_)
                | Note::Text(_)
                | Note::Triage(_) => {}
            }
        }
        subjects
    }

    /// Whether a coding is of something that is in this case.
    pub fn has_subject(&self, coding: &Coding) -> bool {
        let mut subjects = self.subjects(&self.entries());
        kind_in(&mut subjects, &coding.subject, &coding.kind).is_some()
    }

    /// The acts of incidents, proceedings, requests for protection, and the case itself: each one once, however many states of it
    /// were logged.
    fn subjects(&self, entries: &[Entry<'_>]) -> Vec<CodedSubject> {
        let mut subjects: Vec<CodedSubject> = entries.iter().flat_map(acts).collect();
        for standing in self.proceedings(entries) {
            let first = entries.iter().find(|entry| entry.object == standing.first);
            if let Some((entry, Content::Proceeding(logged))) =
                first.map(|entry| (entry, &entry.content))
            {
                let filed = standing.facts.date(ProceedingDate::Filed);
                subjects.push(CodedSubject {
                    subject: CodingSubject::of(entry.sender, logged.number, 0),
                    object: entry.object,
                    on: entry.on,
                    kinds: vec![CodedKind {
                        kind: RecordKind::Proceeding,
                        draft: Coding::draft_of_proceeding(&standing),
                        period: period_of(filed.ok().flatten(), entry.on, false),
                        codings: vec![],
                        settlements: vec![],
                    }],
                });
            }
        }
        subjects.extend(self.protection_records(entries));
        subjects.extend(self.case_records(entries));
        subjects
    }
}

/// The notes in the order in which they came, save that one officer's follow one another by their sequences, whatever the desk
/// says of their order. Sequences of two officers have nothing to do with one another.
fn in_order<T>(notes: Vec<(OfficerId, Option<u32>, T)>) -> Vec<(OfficerId, T)> {
    let places: Vec<OfficerId> = notes.iter().map(|(by, ..)| *by).collect();
    let mut own: BTreeMap<OfficerId, Vec<(Option<u32>, T)>> = BTreeMap::new();
    for (by, sequence, note) in notes {
        own.entry(by).or_default().push((sequence, note));
    }
    for notes in own.values_mut() {
        notes.sort_by_key(|(sequence, _)| Reverse(*sequence));
    }
    let next = |by: OfficerId| Some((by, own.get_mut(&by)?.pop()?.1));
    places.into_iter().filter_map(next).collect()
}

/// What of an incident can be coded, and as what.
fn acts(entry: &Entry<'_>) -> Vec<CodedSubject> {
    let Content::Incident(logged) = &entry.content else {
        return vec![];
    };
    let incident = &logged.incident;
    let subject = |part: u16| CodedSubject {
        subject: CodingSubject::of(entry.sender, logged.number, part),
        object: entry.object,
        on: entry.on,
        kinds: [RecordKind::Act, RecordKind::Person]
            .into_iter()
            .filter_map(|kind| {
                Some(CodedKind {
                    kind,
                    draft: Coding::draft(incident, kind, part)?,
                    period: period_of(incident.date().ok().flatten(), entry.on, kind.is_exact()),
                    codings: vec![],
                    settlements: vec![],
                })
            })
            .collect(),
    };
    let parts = (0..).take(incident.acts.len().min(Incident::MOST_ACTS));
    parts.map(subject).collect()
}

/// The period in which it was, where the entry is that exact; else the one in which it arrived.
pub(crate) fn period_of(date: Option<PartialDate>, arrived: Day, is_year: bool) -> String {
    let was = date.and_then(|date| {
        let first = ReleasePeriod::of_day(date.earliest(), is_year)?;
        let last = ReleasePeriod::of_day(date.latest()?, is_year)?;
        (first == last).then_some(first)
    });
    let period = was.or_else(|| ReleasePeriod::of_day(arrived, is_year));
    period.map_or_else(String::new, |period| period.to_string())
}

pub(crate) fn kind_in<'s>(
    subjects: &'s mut [CodedSubject],
    subject: &CodingSubject,
    kind: &str,
) -> Option<&'s mut CodedKind> {
    let found = subjects
        .iter_mut()
        .find(|known| known.subject == *subject)?;
    let mut kinds = found.kinds.iter_mut();
    kinds.find(|known| known.kind.word() == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_two_officers_stay_in_the_order_in_which_they_came_and_those_of_one_follow_their_sequence()
     {
        let officer = |number: u8| OfficerId::from_bytes([number; 16]);
        let (a, b) = (officer(1), officer(2));
        // The first has noted much, the second never before: who came second stays second.
        let notes = vec![(a, Some(5), "first"), (b, Some(1), "second")];
        assert_eq!(in_order(notes), [(a, "first"), (b, "second")]);
        // What the desk turned round within one officer is turned back, in the places of that officer.
        let notes = vec![
            (a, Some(6), "a-6"),
            (b, Some(1), "b-1"),
            (a, Some(5), "a-5"),
            (b, Some(0), "b-0"),
        ];
        assert_eq!(
            in_order(notes),
            [(a, "a-5"), (b, "b-0"), (a, "a-6"), (b, "b-1")]
        );
    }
}
