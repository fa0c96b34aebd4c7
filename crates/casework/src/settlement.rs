//! How something is coded in the end, once enough officers have coded it, and the record that is counted (decision 0060).

use std::collections::BTreeMap;
use std::fmt;

use seal::{
    BodyId, Day, Digest, Kind, Level, NoRandomness, ObjectId, OfficerId, OfficerKeys, Sender,
    random_bytes,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::codebook_text::CODEBOOK_VERSION;
use crate::coded_field::RecordKind;
use crate::coded_record::hexadecimal;
use crate::coded_together::not_counted;
use crate::coding::{
    ChosenCode, Coding, CodingFault, CodingSubject, VERIFIED, code_faults, code_in, kind_of,
};
use crate::coding_agreement::{kind_needs_two, needs_two};
use crate::incident::Incident;
use crate::note::{Note, SealedNote};
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::release_period::ReleasePeriod;

/// A settlement, as it lies inside an officer's note. It alone knows that the record with this key is of this case.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// What is coded.
    pub subject: CodingSubject,
    /// As what: the word of a [`RecordKind`].
    pub kind: String,
    /// The version of the codebook whose codes it uses.
    pub codebook: u16,
    /// When it is counted, as [`ReleasePeriod`] writes it.
    pub period: String,
    /// A code for each field.
    pub codes: Vec<ChosenCode>,
    /// The numbers of the codings that it rests on.
    pub codings: Vec<String>,
    /// Why these codes hold where the codings disagree; may be empty.
    #[serde(default)]
    pub reason: String,
    /// The key of its record, of 32 hexadecimal digits; empty where nothing of it is counted.
    #[serde(default)]
    pub key: String,
    /// The keys of earlier records in whose place it comes.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// What stands for the person, of 32 hexadecimal digits, in sealed notes and nowhere else; empty unless a person is
    /// counted.
    #[serde(default)]
    pub person: String,
}

/// What an officer wants to settle.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SettlementPlan {
    /// What is coded.
    pub subject: CodingSubject,
    /// As what.
    pub kind: String,
    /// When it is counted.
    pub period: String,
    /// A code for each field.
    pub codes: Vec<ChosenCode>,
    /// Why; may be empty.
    pub reason: String,
    /// The mark of a person who is counted already; empty for one who is not.
    pub person: String,
}

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
}

/// Why something is not settled.
#[derive(Debug, Error)]
pub enum SettlementFault {
    /// Something is missing or against the rules.
    #[error("it cannot be settled: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Coding(Vec<CodingFault>),
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// It could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealingFault),
}

impl CodedKind {
    /// What each officer coded last, one for each, in the order of their first codings.
    pub fn latest(&self) -> Vec<&CodingNote> {
        self.of_each_officer(|kept, note| *kept = note)
    }

    /// What the first two officers coded first, each without having seen the other's: both before anything was settled.
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

    /// Whether an officer is shown what others coded: from their own coding on, or once it is settled.
    pub fn shows_others_to(&self, officer: OfficerId) -> bool {
        !self.settlements.is_empty() || self.codings.iter().any(|note| note.by == officer)
    }

    /// The settlement that stands.
    pub fn standing(&self) -> Option<&SettlementNote> {
        self.settlements.last()
    }

    /// Keys of records in whose place nothing came yet. More than one means that two settled at the same time: whoever
    /// settles next takes out both.
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
        for note in &self.codings {
            match kept.iter_mut().find(|known| known.by == note.by) {
                Some(known) => again(known, note),
                None => kept.push(note),
            }
        }
        kept
    }

    /// What is against settling it so.
    fn against(&self, plan: &SettlementPlan, today: Day, may_count: bool) -> Vec<CodingFault> {
        let mut faults = code_faults(self.kind, &plan.codes);
        let period: Option<ReleasePeriod> = plan.period.parse().ok();
        let fits = |period: &ReleasePeriod| {
            period.is_year() == self.kind.is_exact() && period.first_day() <= today
        };
        if period.filter(fits).is_none() {
            faults.push(CodingFault::Period(plan.period.clone()));
        }
        let is_mark = plan.person.is_empty() || hexadecimal(&plan.person, 32).is_some();
        if !is_mark || (self.kind != RecordKind::Person && !plan.person.is_empty()) {
            faults.push(CodingFault::Person);
        }
        let latest = self.latest();
        let current = latest
            .iter()
            .filter(|note| note.coding.codebook == CODEBOOK_VERSION);
        if let Some(old) = latest
            .iter()
            .find(|note| note.coding.codebook != CODEBOOK_VERSION)
            && current.clone().next().is_none()
        {
            let found = old.coding.codebook;
            faults.push(CodingFault::Codebook { found });
        }
        let codings: Vec<&Coding> = current.map(|note| &note.coding).collect();
        let enough = if self.takes_two(&codings, plan) { 2 } else { 1 };
        if codings.len() < enough {
            faults.push(CodingFault::NeedsSecond);
            return faults;
        }
        let has_reason = !plan.reason.trim().is_empty();
        for field in self.kind.fields() {
            let settled = code_in(&plan.codes, field.name);
            let said: Vec<&str> = codings
                .iter()
                .map(|coding| coding.code(field.name))
                .collect();
            let all: Vec<&str> = said.iter().copied().chain([settled]).collect();
            if !needs_two(field, &all) || all.windows(2).all(|pair| pair.first() == pair.last()) {
                continue;
            }
            let agree = said.windows(2).all(|pair| pair.first() == pair.last());
            if agree {
                faults.push(CodingFault::AgainstBoth(field.name));
            } else if !has_reason {
                faults.push(CodingFault::NoReason(field.name));
            }
        }
        faults.extend(self.against_showing(plan, &codings, may_count));
        faults
    }

    /// What is against saying that it is verified, and against counting a person exactly.
    fn against_showing(
        &self,
        plan: &SettlementPlan,
        codings: &[&Coding],
        may_count: bool,
    ) -> Option<CodingFault> {
        let code = |field| code_in(&plan.codes, field);
        let verifies = |coding: &&&Coding| {
            coding.code("verification") == VERIFIED && coding.independent == "yes"
        };
        if code("verification") == VERIFIED && codings.iter().filter(verifies).count() < 2 {
            return Some(CodingFault::NotVerifiedByTwo);
        }
        if self.kind != RecordKind::Person {
            return None;
        }
        let is_public = |coding: &&Coding| {
            let mut sources = coding.sources.iter();
            sources.any(|source| PUBLIC.contains(&source.connection.as_str()))
        };
        match code("shown_because") {
            "consented" if !may_count => Some(CodingFault::NoConsent),
            "public" if !codings.iter().any(is_public) => Some(CodingFault::NotPublic),
            _ => None,
        }
    }

    fn takes_two(&self, codings: &[&Coding], plan: &SettlementPlan) -> bool {
        let mut fields = self.kind.fields().iter();
        kind_needs_two(self.kind)
            || fields.any(|field| {
                let said = codings.iter().map(|coding| coding.code(field.name));
                let all: Vec<&str> = said.chain([code_in(&plan.codes, field.name)]).collect();
                needs_two(field, &all)
            })
    }
}

impl Settlement {
    /// As what it is counted; nothing where that is none.
    pub fn record_kind(&self) -> Option<RecordKind> {
        kind_of(&self.kind)
    }

    /// The code of a field; empty where it has none.
    pub fn code(&self, field: &str) -> &str {
        code_in(&self.codes, field)
    }

    /// Sixteen hexadecimal digits that stand for the person within one year: whoever knows those of two years does not see
    /// that they are one person.
    pub fn token(&self) -> String {
        let text = format!("tabir/v1/person-token {} {}", self.person, self.period);
        let digest = Digest::of(text.as_bytes()).to_string();
        digest.chars().take(16).collect()
    }
}

impl OpenCase<'_> {
    /// What of the case can be coded, with every coding and settlement of it.
    pub fn coded(&self, entries: &[Entry<'_>]) -> Vec<CodedSubject> {
        let mut subjects: Vec<CodedSubject> = entries.iter().flat_map(codable).collect();
        let sequences: BTreeMap<ObjectId, u32> = self
            .file
            .objects
            .iter()
            .map(|arrived| arrived.object.header())
            .map(|header| (header.object, header.sequence))
            .collect();
        let mut notes: Vec<(&Entry<'_>, OfficerId, &Note)> = entries
            .iter()
            .filter_map(|entry| {
                if let (Content::Note(note), Sender::Officer(by)) = (&entry.content, entry.sender) {
                    Some((entry, by, note))
                } else {
                    None
                }
            })
            .collect();
        // One officer's notes follow one another, whatever the desk says of their order.
        notes.sort_by_key(|(entry, _, _)| (entry.on, sequences.get(&entry.object).copied()));
        for (entry, by, note) in notes {
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
                        });
                    }
                }
                Note::Allegation(_)
                | Note::Consent(_)
                | Note::Custody(_)
                | Note::Exhibit(_)
                | Note::HandOver(_)
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

    /// Settles how something is coded, and draws the key of its record. What is not counted, such as what was refuted, has
    /// none, and takes an earlier record out.
    ///
    /// # Errors
    /// [`SettlementFault`].
    pub fn settle(
        &self,
        plan: &SettlementPlan,
        today: Day,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedNote, SettlementFault> {
        let refuse = |fault| Err(SettlementFault::Coding(vec![fault]));
        let entries = self.entries();
        let mut subjects = self.coded(&entries);
        let Some(coded) = kind_in(&mut subjects, &plan.subject, &plan.kind) else {
            return refuse(CodingFault::Subject);
        };
        let body = self.receiver();
        if self.body_of(keys.officer) != Some(body) {
            return refuse(CodingFault::OtherBody);
        }
        let consents = self.consents(&entries);
        let may_count = consents
            .iter()
            .any(|consent| consent.lets_count(body, today));
        let faults = coded.against(plan, today, may_count);
        if !faults.is_empty() {
            return Err(SettlementFault::Coding(faults));
        }
        let mut settlement = Settlement::default();
        settlement.subject = plan.subject.clone();
        settlement.kind = plan.kind.clone();
        settlement.codebook = CODEBOOK_VERSION;
        settlement.period = plan.period.clone();
        settlement.codes = plan.codes.clone();
        let latest = coded.latest();
        settlement.codings = latest.iter().map(|note| note.object.to_string()).collect();
        settlement.reason = plan.reason.trim().to_owned();
        settlement.replaces = coded.live_keys();
        if not_counted(coded.kind, |field| code_in(&plan.codes, field)).is_none() {
            settlement.key = draw_mark()?;
            if coded.kind == RecordKind::Person {
                settlement.person = plan.person.clone();
                if settlement.person.is_empty() {
                    settlement.person = draw_mark()?;
                }
            }
        }
        let note = Note::Settlement(Box::new(settlement));
        let sealed = OfficerChain::of(self, keys, level)?.seal(Kind::Note, &note)?;
        Ok(SealedNote {
            note: sealed,
            card: None,
            priority: None,
            task: None,
        })
    }

    /// Whether a coding is of something that is in this case.
    pub fn has_subject(&self, coding: &Coding) -> bool {
        let mut subjects: Vec<CodedSubject> = self.entries().iter().flat_map(codable).collect();
        kind_in(&mut subjects, &coding.subject, &coding.kind).is_some()
    }

    /// The body of an officer, as the newest roster that knows them says.
    pub fn body_of(&self, officer: OfficerId) -> Option<BodyId> {
        let mut rosters = self.trust().rosters().iter();
        rosters.find_map(|roster| Some(roster.officer(officer)?.body))
    }
}

/// What of an entry can be coded, and as what.
fn codable(entry: &Entry<'_>) -> Vec<CodedSubject> {
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
                    period: period_of(incident, entry.on, kind.is_exact()),
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
fn period_of(incident: &Incident, arrived: Day, is_year: bool) -> String {
    let was = incident.date().ok().flatten().and_then(|date| {
        let first = ReleasePeriod::of_day(date.earliest(), is_year)?;
        let last = ReleasePeriod::of_day(date.latest()?, is_year)?;
        (first == last).then_some(first)
    });
    let period = was.or_else(|| ReleasePeriod::of_day(arrived, is_year));
    period.map_or_else(String::new, |period| period.to_string())
}

fn kind_in<'s>(
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

fn draw_mark() -> Result<String, NoRandomness> {
    Ok(format!("{:032x}", u128::from_be_bytes(random_bytes()?)))
}

macro_rules! hidden {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        })+
    };
}

hidden!(Settlement, SettlementPlan);

/// What a person can be known from without anybody having told it in confidence.
const PUBLIC: [&str; 4] = ["court", "media", "official", "researcher"];

#[cfg(test)]
mod tests;
