//! How officers code what was logged in a case, and how far they agree.

use std::collections::BTreeSet;

use casework::{
    AgreementCount, CaseFile, ChosenCode, CodedKind, CodedSubject, Coding, CodingNote,
    CodingSource, CodingSubject, CountedPerson, DuplicateCandidate, EventFacts, MOST_CANDIDATES,
    Note, OpenCase, SettlementFault, SettlementNote, SettlementPlan, compare, duplicate_candidates,
    kind_needs_two,
};
use seal::{Level, ObjectId, OfficerId};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_agreement::PeriodAgreement,
    desk_case::to_json,
    desk_note::fault,
    desk_persons::counted_here,
    fault::Fault,
    office::Office,
};

/// Something that can be coded.
#[derive(Serialize)]
pub(crate) struct ShownSubject {
    subject: CodingSubject,
    /// The number of the entry.
    object: String,
    kinds: Vec<ShownKind>,
}

/// The same, as one kind of record.
#[derive(Serialize)]
struct ShownKind {
    kind: &'static str,
    /// With what a coding of one's own begins: the last one, or what the entry says.
    draft: Vec<ChosenCode>,
    /// From whom it is known and who is independent, as one's own last coding says.
    sources: Vec<CodingSource>,
    independent: String,
    has_own: bool,
    period: String,
    /// Who has coded it.
    coders: Vec<String>,
    /// Whether the others' codings are shown.
    is_open: bool,
    /// Whether a second officer is needed and missing.
    lacks_second: bool,
    /// What each officer coded last, field by field; empty while hidden.
    fields: Vec<ShownField>,
    /// Everything that was said of it, one's own alone while the others' is hidden.
    history: Vec<ShownCoding>,
    settled: Option<ShownSettlement>,
    /// Whether two settled at once, so that it is counted twice until it is settled again.
    is_counted_twice: bool,
    /// Whether it is the work of an officer who has left the case or was kept out of it.
    rests_on_barred: bool,
    /// Whether a person is counted by a consent that was withdrawn.
    lacks_consent: bool,
    /// What the case itself says, which is settled so.
    found: Vec<ChosenCode>,
    /// Whether the case says something else by now than what stands.
    is_outdated: bool,
    /// What officers hold of whether it is a SLAPP, which is settled so; nothing where it is no proceeding.
    verdict: Option<String>,
    /// Persons who are counted in this case already.
    persons: Vec<ShownPerson>,
}

/// One field as each officer coded it, in the order of `coders`.
#[derive(Serialize)]
struct ShownField {
    field: &'static str,
    codes: Vec<String>,
    agrees: bool,
    needs_two: bool,
}

/// A coding or a settlement in the history.
#[derive(Serialize)]
struct ShownCoding {
    day: i32,
    by: String,
    is_settlement: bool,
    verification: String,
    sources: Vec<CodingSource>,
    independent: String,
    reason: String,
}

/// What stands.
#[derive(Serialize)]
struct ShownSettlement {
    day: i32,
    by: String,
    period: String,
    codes: Vec<ChosenCode>,
    reason: String,
    is_counted: bool,
    person: String,
    has_record: bool,
}

/// A person who is counted already.
#[derive(Serialize)]
struct ShownPerson {
    mark: String,
    number: u32,
    part: u16,
}

/// Codings that are not shown to an officer who has not coded the same thing yet.
pub(crate) fn hidden_codings(coded: &[CodedSubject], own: OfficerId) -> BTreeSet<ObjectId> {
    let closed = coded.iter().flat_map(|subject| {
        let kinds = subject.kinds.iter();
        kinds.filter(move |kind| !subject.shows_others_to(kind, own))
    });
    closed
        .flat_map(|kind| &kind.codings)
        .map(|note| note.object)
        .collect()
}

pub(crate) fn shown_codings(
    case: &OpenCase<'_>,
    coded: &[CodedSubject],
    own: OfficerId,
) -> Vec<ShownSubject> {
    let persons = || {
        let counted = case.counted_persons(coded).into_iter();
        let person = counted.map(|person| ShownPerson {
            mark: person.mark,
            number: person.subject.number,
            part: person.subject.part,
        });
        person.collect()
    };
    let subjects = coded.iter().map(|one| ShownSubject {
        subject: one.subject.clone(),
        object: one.object.to_string(),
        kinds: one
            .kinds
            .iter()
            .map(|kind| shown_kind(case, one, kind, own, coded, persons()))
            .collect(),
    });
    subjects.collect()
}

fn shown_kind(
    case: &OpenCase<'_>,
    subject: &CodedSubject,
    kind: &CodedKind,
    own: OfficerId,
    coded: &[CodedSubject],
    persons: Vec<ShownPerson>,
) -> ShownKind {
    let is_open = subject.shows_others_to(kind, own);
    let latest = kind.latest();
    let mine = latest.iter().find(|note| note.by == own);
    let seen = kind
        .codings
        .iter()
        .filter(|note| is_open || note.by == own)
        .map(|note| shown_coding(case, note));
    let settled = kind
        .settlements
        .iter()
        .map(|note| shown_settled(case, note));
    let mut history: Vec<ShownCoding> = seen.chain(settled).collect();
    history.sort_by_key(|shown| shown.day);
    let shown = if is_open { latest.as_slice() } else { &[] };
    ShownKind {
        kind: kind.kind.word(),
        draft: mine.map_or_else(|| kind.draft.clone(), |note| note.coding.codes.clone()),
        sources: mine.map_or_else(Vec::new, |note| note.coding.sources.clone()),
        independent: mine.map_or_else(String::new, |note| note.coding.independent.clone()),
        has_own: mine.is_some(),
        period: kind.period.clone(),
        coders: latest.iter().map(|note| case.label(note.by)).collect(),
        is_open,
        lacks_second: kind_needs_two(kind.kind) && latest.len() < 2,
        fields: shown_fields(shown),
        history,
        settled: kind.standing().map(|note| ShownSettlement {
            day: note.on.number(),
            by: case.label(note.by),
            period: note.settlement.period.clone(),
            codes: note.settlement.codes.clone(),
            reason: note.settlement.reason.clone(),
            is_counted: !note.settlement.key.is_empty(),
            person: note.settlement.person.clone(),
            has_record: kind.to_hand_in(case.receiver()).is_some(),
        }),
        is_counted_twice: kind.live_keys().len() > 1,
        rests_on_barred: kind.rests_on_barred(),
        lacks_consent: kind.lacks_consent(coded, &case.consents(&case.entries()), case.receiver()),
        found: kind.found().into_iter().cloned().collect(),
        is_outdated: kind.is_outdated(),
        verdict: kind.verdict().map(str::to_owned),
        persons,
    }
}

fn shown_fields(latest: &[&CodingNote]) -> Vec<ShownField> {
    let Some((first, others)) = latest.split_first() else {
        return vec![];
    };
    let mut fields: Vec<ShownField> = compare(&first.coding, &first.coding)
        .into_iter()
        .map(|pair| ShownField {
            field: pair.field,
            codes: vec![pair.first],
            agrees: true,
            needs_two: pair.needs_two,
        })
        .collect();
    for other in others {
        let pairs = compare(&first.coding, &other.coding);
        for (field, pair) in fields.iter_mut().zip(pairs) {
            field.agrees &= pair.agrees();
            field.needs_two |= pair.needs_two;
            field.codes.push(pair.second);
        }
    }
    fields
}

fn shown_coding(case: &OpenCase<'_>, note: &CodingNote) -> ShownCoding {
    ShownCoding {
        day: note.on.number(),
        by: case.label(note.by),
        is_settlement: false,
        verification: note.coding.code("verification").to_owned(),
        sources: note.coding.sources.clone(),
        independent: note.coding.independent.clone(),
        reason: String::new(),
    }
}

fn shown_settled(case: &OpenCase<'_>, note: &SettlementNote) -> ShownCoding {
    ShownCoding {
        day: note.on.number(),
        by: case.label(note.by),
        is_settlement: true,
        verification: note.settlement.code("verification").to_owned(),
        sources: vec![],
        independent: String::new(),
        reason: note.settlement.reason.clone(),
    }
}

#[wasm_bindgen]
impl Desk {
    /// Seals a coding to the open case; `typed` is one as JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it; `fault-coding-anew` when the case has nothing that it codes.
    pub fn code(&self, office: &Office, typed: String) -> Result<Vec<u8>, Fault> {
        let typed = Zeroizing::new(typed);
        let mut coding: Coding =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        coding.codebook = casework::CODEBOOK_VERSION;
        let case = self.open_case(office)?;
        if !case.has_subject(&coding) {
            return Err(Fault::new("fault-coding-anew"));
        }
        let note = Note::Coding(Box::new(coding));
        let sealed = case.note(&note, self.keys(), Level::B).map_err(fault)?;
        Ok(sealed.to_bytes())
    }

    /// Seals how something of the open case is coded in the end; `typed` is a plan as JSON, `unix_seconds` the time of this
    /// device.
    ///
    /// # Errors
    /// Everything that is against it.
    pub fn settle(
        &self,
        office: &Office,
        typed: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let typed = Zeroizing::new(typed);
        let plan: SettlementPlan =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let sealed = case.settle(&plan, today, self.keys(), Level::B);
        let sealed = sealed.map_err(|refused| match refused {
            SettlementFault::Coding(faults) => Fault::of_coding(&faults),
            SettlementFault::NoRandomness(broken) => broken.into(),
            SettlementFault::Sealing(refused) => fault(refused),
        })?;
        Ok(sealed.to_bytes())
    }

    /// What there is to hand in of the settlement that stands in the open case; nothing where nothing is counted and nothing
    /// was. `subject` is one as JSON.
    ///
    /// # Errors
    /// `fault-coding-anew` when nothing was settled, or others have to settle it again; `fault-coding-body` when another body counts the case.
    pub fn hand_in(
        &self,
        office: &Office,
        subject: &str,
        kind: &str,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let anew = || Fault::new("fault-coding-anew");
        let subject: CodingSubject = serde_json::from_str(subject).map_err(|_| anew())?;
        let case = self.open_case(office)?;
        let coded = case.coded(&case.entries());
        let found = coded.iter().find(|one| one.subject == subject);
        let mut kinds = found.iter().flat_map(|one| &one.kinds);
        let found = kinds.find(|one| one.kind.word() == kind);
        let found = found.filter(|one| one.standing().is_some() && !one.rests_on_barred());
        let found = found.ok_or_else(anew)?;
        let body = case.receiver();
        if case.body_of(self.keys().officer) != Some(body) {
            return Err(Fault::new("fault-coding-body"));
        }
        let handed = found.to_hand_in(body);
        Ok(handed.map(|handed| handed.to_bytes()))
    }

    /// The numbers of the cases that were listed so far, one on a line.
    pub fn listed_cases(&self) -> String {
        let listed = self.inbox.listed().map(|case| case.to_string());
        listed.collect::<Vec<_>>().join("\n")
    }
}

/// How far officers agree over the cases that one officer opens, and which entries may be one event.
#[wasm_bindgen]
#[derive(Default)]
pub struct CodingReport {
    agreement: AgreementCount,
    pub(crate) of_periods: PeriodAgreement,
    pub(crate) persons: Vec<CountedPerson>,
    events: Vec<EventFacts>,
    cases: usize,
    waiting: usize,
}

/// What the page shows of it.
#[derive(Serialize)]
struct ShownReport {
    cases: usize,
    /// What was coded by one officer and waits for a second.
    waiting: usize,
    fields: Vec<ShownAgreement>,
    /// Periods of which a file for the data custodian may be made.
    periods: Vec<String>,
    candidates: Vec<ShownCandidate>,
    /// Whether there may be more candidates.
    has_more: bool,
}

#[derive(Serialize)]
struct ShownAgreement {
    kind: &'static str,
    field: &'static str,
    pairs: u64,
    compared: u64,
    agreed: u64,
    kappa: Option<i64>,
}

#[derive(Serialize)]
struct ShownCandidate {
    points: u8,
    events: [ShownEvent; 2],
}

#[derive(Serialize)]
struct ShownEvent {
    case: String,
    short: String,
    number: u32,
    act: String,
    day: Option<i32>,
}

#[wasm_bindgen]
impl CodingReport {
    /// One of no case.
    pub fn begin() -> Self {
        Self::default()
    }

    /// Looks at a case that the officer opens. It stays as it was, and is not the open one afterwards.
    ///
    /// # Errors
    /// `fault-desk-damaged` when it does not open.
    pub fn take(&mut self, desk: &Desk, office: &Office, file: &[u8]) -> Result<(), Fault> {
        desk.memory.require()?;
        let file = CaseFile::from_bytes(file).map_err(|_| Fault::new(DAMAGED))?;
        let case = OpenCase::open(file, desk.keys(), &office.trust);
        let case = case.map_err(|_| Fault::new(DAMAGED))?;
        let entries = case.entries();
        let coded = case.coded(&entries);
        for kind in coded.iter().flat_map(|subject| &subject.kinds) {
            if let Some((first, second)) = kind.blind_pair() {
                self.agreement.add(&first.coding, &second.coding);
            }
            self.of_periods.take(desk, &case, kind);
            let is_waiting = kind_needs_two(kind.kind) && kind.latest().len() == 1;
            self.waiting += usize::from(is_waiting);
        }
        for pair in case.assessed_pairs(&entries, &coded) {
            self.agreement.add_assessments(&pair.first, &pair.second);
            self.of_periods.take_assessed(desk, &case, &pair);
        }
        self.persons.extend(counted_here(desk, &case, &coded));
        self.events.extend(case.events(&entries));
        self.cases += 1;
        Ok(())
    }

    /// What came of it, as JSON.
    ///
    /// # Errors
    /// `fault-desk-damaged`.
    pub fn shown(&self) -> Result<String, Fault> {
        let fields = self.agreement.fields().into_iter();
        let fields = fields.map(|field| ShownAgreement {
            kind: field.kind.word(),
            field: field.field,
            pairs: field.pairs,
            compared: field.compared,
            agreed: field.agreed,
            kappa: field.kappa,
        });
        let candidates = duplicate_candidates(&self.events);
        to_json(&ShownReport {
            cases: self.cases,
            waiting: self.waiting,
            fields: fields.collect(),
            periods: self.of_periods.periods(),
            has_more: candidates.len() == MOST_CANDIDATES,
            candidates: candidates
                .iter()
                .filter_map(|pair| self.candidate(pair))
                .collect(),
        })
    }
}

impl CodingReport {
    fn candidate(&self, pair: &DuplicateCandidate) -> Option<ShownCandidate> {
        let event = |place: usize| {
            let event = self.events.get(place)?;
            Some(ShownEvent {
                case: event.case.to_string(),
                short: event.case.short(),
                number: event.subject.number,
                act: event.act.clone(),
                day: event.days.map(|(first, _)| first.number()),
            })
        };
        Some(ShownCandidate {
            points: pair.points,
            events: [event(pair.first)?, event(pair.second)?],
        })
    }
}
