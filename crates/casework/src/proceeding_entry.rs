//! A proceeding among the entries of a case: its states one after the other, what officers hold of it, and what an officer
//! adds.

use std::collections::{BTreeMap, BTreeSet};

use seal::{Day, Kind, Level, ObjectHeader, ObjectId, OfficerId, OfficerKeys, Sender};
use thiserror::Error;

use crate::codebook::CodebookError;
use crate::note::{Note, NoteFault, SealedNote};
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::proceeding::{EarlierEntry, Proceeding};
use crate::proceeding_fault::ProceedingFault;
use crate::proceeding_form::ProceedingForm;
use crate::slapp::{SlappAssessment, SlappFault, SlappIndicator, SlappVerdict};
use crate::slapp_agreement::AssessmentNote;

/// A proceeding, or a later state of one, as it was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProceedingEntry {
    /// Its number among what its sender sent, by which later ones name it.
    pub number: u32,
    /// What was logged.
    pub proceeding: Proceeding,
}

/// A proceeding as it stands by all its states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingProceeding {
    /// The object of its first state.
    pub first: ObjectId,
    /// The object of its last one.
    pub last: ObjectId,
    /// How many states there are.
    pub states: usize,
    /// Whether its first state says that it goes on from one that is not there.
    pub lacks_earlier: bool,
    /// The day on which its last state was logged.
    pub on: Day,
    /// What is known of it by now.
    pub facts: Proceeding,
    /// The incident or other entry that it hangs together with, where that is there.
    pub belongs_to: Option<ObjectId>,
    /// What each officer holds, as they noted it last.
    pub assessments: Vec<StandingAssessment>,
    /// Everything that officers noted of what they hold, in the order in which it came.
    pub notes: Vec<AssessmentNote>,
    /// What they hold together.
    pub verdict: SlappVerdict,
}

/// What one officer holds of a proceeding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingAssessment {
    /// Who.
    pub by: OfficerId,
    /// Since when.
    pub on: Day,
    /// What.
    pub assessment: SlappAssessment,
    /// What the rule suggests by what this officer found, and by what is known of the proceeding now.
    pub suggestion: &'static str,
    /// Whether the proceeding went on since. It still counts, as long as they hold nothing else.
    pub is_older: bool,
    /// Whether it counts: not where it was kept out of the case or declined it, and not where no client would note it so.
    pub counts: bool,
}

/// Why an officer's entry is not sealed.
#[derive(Debug, Error)]
pub enum ProceedingSealingFault {
    /// Something is wrong with the form.
    #[error("the entry lacks something: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Form(Vec<ProceedingFault>),
    /// A list is broken.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    /// It could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealingFault),
}

impl StandingProceeding {
    /// The codes that it has where it is counted, by the names of the fields of a coded record of a proceeding. A field of
    /// which nothing is known has none.
    pub fn coded(&self) -> Vec<(&'static str, Vec<String>)> {
        let facts = &self.facts;
        let one = |code: &String| {
            Some(code.clone())
                .into_iter()
                .filter(|code| !code.is_empty())
        };
        let country = match facts.country.as_str() {
            known if crate::COUNTRY_PACKS.iter().any(|(code, _)| *code == known) => known,
            "" => "",
            _ => "other",
        };
        vec![
            ("country", one(&country.to_owned()).collect()),
            ("proceeding", one(&facts.kind).collect()),
            ("basis", facts.bases.clone()),
            ("claimant", facts.claimants.clone()),
            ("stage", one(&facts.stage).collect()),
            ("outcome", one(&facts.outcome).collect()),
            ("relief", facts.relief.clone()),
            ("slapp", vec![self.verdict.code().to_owned()]),
            ("topic", facts.topics.clone()),
            ("safeguard", facts.granted.clone()),
        ]
    }

    /// Whether officers who count hold different things.
    pub fn is_disputed(&self) -> bool {
        let held = self.assessments.iter().filter(|one| one.counts);
        let held: BTreeSet<_> = held.map(|one| &one.assessment.result).collect();
        held.len() > 1
    }
}

impl OpenCase<'_> {
    /// Seals what an officer logs of a proceeding, to go where notes go.
    ///
    /// # Errors
    /// [`ProceedingSealingFault`].
    pub fn log_proceeding(
        &self,
        form: &ProceedingForm,
        today: Day,
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedNote, ProceedingSealingFault> {
        let last = self.last_object_of(keys.officer);
        let before = last.map_or(0, |last| last.header.sequence.saturating_add(1));
        let parsed = form.parse(today, before)?;
        let proceeding = parsed.map_err(ProceedingSealingFault::Form)?;
        let entries = self.entries();
        let own = Sender::Officer(keys.officer);
        let mut faults = vec![];
        if let Some(earlier) = &proceeding.continues {
            match self.standing_with(&entries, own, earlier) {
                Some(mut standing) => {
                    standing.facts.go_on(&proceeding);
                    if standing.facts.is_backwards() {
                        faults.push(ProceedingFault::EndedBeforeBegun);
                    }
                }
                None => faults.push(ProceedingFault::Continues),
            }
        }
        if let Some(belongs) = &proceeding.belongs
            && named(&entries, entries.len(), own, &belongs.entry).is_none()
        {
            faults.push(ProceedingFault::Number);
        }
        if !faults.is_empty() {
            return Err(ProceedingSealingFault::Form(faults));
        }
        let object = OfficerChain::of(self, keys, level)?.seal(Kind::Incident, &proceeding)?;
        Ok(SealedNote {
            note: object,
            card: None,
            priority: None,
            task: None,
        })
    }

    /// The proceedings of this case as they stand, in the order in which they were first logged.
    pub fn proceedings(&self, entries: &[Entry<'_>]) -> Vec<StandingProceeding> {
        standing_of(entries, &self.barred(), |found| {
            self.is_there(entries, found)
        })
    }

    /// Looks whether an assessment can be noted in this case.
    pub(crate) fn check_assessment(&self, assessment: &SlappAssessment) -> Result<(), NoteFault> {
        let entries = self.entries();
        let standing = self.proceedings(&entries);
        // What was looked at is the last state: an older page knows less.
        let mut known = standing.iter();
        let known = known.find(|one| one.last.to_string() == assessment.proceeding);
        let known = known.ok_or(SlappFault::Proceeding)?;
        assessment.check(&known.facts, |found| self.is_there(&entries, found))?;
        Ok(())
    }

    /// A proceeding in the case, with what its object says of its place.
    pub(crate) const fn proceeding_entry(
        header: &ObjectHeader,
        proceeding: Proceeding,
    ) -> ProceedingEntry {
        ProceedingEntry {
            number: header.sequence,
            proceeding,
        }
    }

    fn standing_with(
        &self,
        entries: &[Entry<'_>],
        sender: Sender,
        earlier: &EarlierEntry,
    ) -> Option<StandingProceeding> {
        let object = named(entries, entries.len(), sender, earlier)?;
        let mut standing = self.proceedings(entries).into_iter();
        // Only the last state is gone on from, so that two do not part it.
        standing.find(|one| one.last == object)
    }

    fn is_there(&self, entries: &[Entry<'_>], found: &SlappIndicator) -> bool {
        let exhibits = self.working(entries).exhibits;
        let has_exhibit = found.exhibit == 0
            || exhibits
                .iter()
                .any(|exhibit| exhibit.number == found.exhibit);
        let has_object = found.object.is_empty()
            || entries
                .iter()
                .any(|entry| entry.object.to_string() == found.object);
        has_exhibit && has_object
    }
}

/// The proceedings among these entries as they stand. What `barred` officers hold does not count; `is_there` says whether an
/// indicator's evidence is in the case.
fn standing_of(
    entries: &[Entry<'_>],
    barred: &BTreeSet<OfficerId>,
    is_there: impl Fn(&SlappIndicator) -> bool,
) -> Vec<StandingProceeding> {
    let mut standing: Vec<StandingProceeding> = vec![];
    // Of each object that is a state, which proceeding it is of, and what was known of that by then.
    let mut states: BTreeMap<ObjectId, (usize, Proceeding)> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let Content::Proceeding(logged) = &entry.content else {
            continue;
        };
        let proceeding = &logged.proceeding;
        let find = |earlier: &EarlierEntry| named(entries, place, entry.sender, earlier);
        let belongs_to = proceeding.belongs.as_ref();
        let belongs_to = belongs_to.and_then(|belongs| find(&belongs.entry));
        let earlier = proceeding.continues.as_ref().and_then(find);
        let of = earlier.and_then(|earlier| states.get(&earlier));
        let of = of.map(|(of, _)| *of);
        match of.and_then(|of| Some((of, standing.get_mut(of)?))) {
            Some((of, known)) => {
                known.facts.go_on(proceeding);
                known.last = entry.object;
                known.on = entry.on;
                known.states = known.states.saturating_add(1);
                known.belongs_to = belongs_to.or(known.belongs_to);
                states.insert(entry.object, (of, known.facts.clone()));
            }
            None => {
                states.insert(entry.object, (standing.len(), proceeding.clone()));
                standing.push(StandingProceeding {
                    first: entry.object,
                    last: entry.object,
                    states: 1,
                    lacks_earlier: proceeding.continues.is_some(),
                    on: entry.on,
                    facts: proceeding.clone(),
                    belongs_to,
                    assessments: vec![],
                    notes: vec![],
                    verdict: SlappVerdict::NotAssessed,
                });
            }
        }
    }
    for entry in entries {
        let (Content::Note(Note::Slapp(assessment)), Sender::Officer(by)) =
            (&entry.content, entry.sender)
        else {
            continue;
        };
        let of = assessment.proceeding.parse::<ObjectId>();
        let of = of.ok().and_then(|object| states.get(&object));
        let of = of.and_then(|(of, facts)| Some((standing.get_mut(*of)?, facts)));
        let Some((known, facts)) = of else {
            continue;
        };
        // By what they looked at: who logs a later state takes no officer's word away.
        let is_sound = assessment.check(facts, &is_there).is_ok();
        let counts = is_sound && !barred.contains(&by);
        known.notes.push(AssessmentNote {
            object: entry.object,
            by,
            assessment: assessment.as_ref().clone(),
            counts,
        });
        known.assessments.retain(|other| other.by != by);
        known.assessments.push(StandingAssessment {
            by,
            on: entry.on,
            suggestion: assessment.suggestion(&known.facts),
            is_older: assessment.proceeding != known.last.to_string(),
            counts,
            assessment: assessment.as_ref().clone(),
        });
    }
    for known in &mut standing {
        let held = known.assessments.iter().filter(|one| one.counts);
        known.verdict = SlappVerdict::of(held.map(|one| one.assessment.result.as_str()));
    }
    standing
}

/// The object of what an entry at a place names, where that came before it and is one that was logged.
pub(crate) fn named(
    entries: &[Entry<'_>],
    before: usize,
    sender: Sender,
    earlier: &EarlierEntry,
) -> Option<ObjectId> {
    let mut entries = entries.iter().take(before);
    let found = entries.find(|entry| {
        let number = match &entry.content {
            Content::Proceeding(logged) => logged.number,
            Content::Incident(logged) => logged.number,
            Content::Report
            | Content::Text(_)
            | Content::Files(_)
            | Content::Reply(..)
            | Content::Deletion(_)
            | Content::Review(..)
            | Content::Protection(_)
            | Content::Recusal(_)
            | Content::Note(_)
            | Content::Moved(_)
            | Content::Proposal(_)
            | Content::Vote(_)
            | Content::Exclusion(_)
            | Content::HandOver(_)
            | Content::Vault(_)
            | Content::VaultConsent(_)
            | Content::VaultRequest(_)
            | Content::Unreadable(..) => return false,
        };
        match earlier {
            EarlierEntry::Number(named) => (entry.sender, number) == (sender, *named),
            EarlierEntry::Object(named) => entry.object.to_string() == *named,
        }
    });
    found.map(|entry| entry.object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::CodeState;
    use crate::coded_field::{FieldCodes, RecordKind};
    use crate::proceeding::tests::sued;
    use crate::proceeding_field::COUNTRIES;
    use crate::slapp::{IndicatorState, NEXUS};
    use crate::{CodeList, CodebookText};

    #[test]
    fn what_two_officers_signed_stands_when_somebody_logs_how_the_suit_went_on() {
        let object = |number: u8| ObjectId::from_bytes([number; 16]);
        let officer = |number: u8| OfficerId::from_bytes([number; 16]);
        let entry = |number: u8, sender, content| Entry {
            on: Day::from_number(20_000),
            sender,
            from: String::new(),
            object: object(number),
            content,
        };
        let state = |number: u32, proceeding| {
            Content::Proceeding(Box::new(ProceedingEntry { number, proceeding }))
        };
        let holds = |result: &str| {
            let mut held = SlappAssessment::default();
            held.proceeding = object(1).to_string();
            held.result = result.to_owned();
            for code in ["coe.a_imbalance", "coe.b_unfounded", NEXUS[0]] {
                let mut found = SlappIndicator::default();
                found.indicator = code.to_owned();
                found.state = IndicatorState::Present;
                found.exhibit = 1;
                held.indicators.push(found);
            }
            Content::Note(Note::Slapp(Box::new(held)))
        };
        let mut later = Proceeding::blank();
        later.continues = Some(EarlierEntry::Number(1));
        later.ruling = Proceeding::REJECTED.to_owned();
        let mut entries = vec![
            entry(1, Sender::Reporter, state(1, sued())),
            entry(2, Sender::Officer(officer(1)), holds("likely")),
            entry(3, Sender::Officer(officer(2)), holds("likely")),
            entry(4, Sender::Reporter, state(2, later)),
        ];
        let stands = |entries: &[Entry<'_>], barred: &[OfficerId]| {
            let barred = barred.iter().copied().collect();
            let [known] = standing_of(entries, &barred, |_| true).try_into().unwrap();
            known
        };
        let known = stands(&entries, &[]);
        assert_eq!((known.states, known.last), (2, object(4)));
        assert_eq!(known.verdict, SlappVerdict::Agreed("likely".to_owned()));
        assert!(known.assessments.iter().all(|one| one.is_older));
        let (one, other) = known.unseen_pair().unwrap();
        assert_eq!((one, other), (&known.notes[0], &known.notes[1]));
        assert_eq!(
            known
                .notes
                .iter()
                .map(|note| note.object)
                .collect::<Vec<_>>(),
            [object(2), object(3)]
        );
        // What nobody could have signed then does not count, nor what somebody holds who was kept out.
        let barred = stands(&entries, &[officer(2)]);
        assert_eq!(barred.verdict, SlappVerdict::NotAssessed);
        assert!(barred.unseen_pair().is_none());
        entries[2].content = holds("unlikely");
        let known = stands(&entries, &[]);
        assert_eq!(known.verdict, SlappVerdict::NotAssessed);
        assert!(!known.assessments[1].counts);
    }

    fn standing(country: &str, results: &[&str]) -> StandingProceeding {
        let mut facts = sued();
        facts.country = country.to_owned();
        facts.granted = vec!["stay".to_owned()];
        facts.relief = vec!["damages".to_owned(), "apology".to_owned()];
        StandingProceeding {
            first: ObjectId::from_bytes([1; 16]),
            last: ObjectId::from_bytes([1; 16]),
            states: 1,
            lacks_earlier: false,
            on: Day::from_number(20_000),
            facts,
            belongs_to: None,
            assessments: vec![],
            notes: vec![],
            verdict: SlappVerdict::of(results.iter().copied()),
        }
    }

    #[test]
    fn what_it_would_be_counted_as_is_what_a_coded_record_takes() {
        let book = CodebookText::of_project().read().unwrap();
        for country in COUNTRIES {
            for results in [
                &[][..],
                &["likely"],
                &["likely", "likely"],
                &["likely", "unlikely"],
            ] {
                let coded = standing(country, results).coded();
                let fields = RecordKind::Proceeding.fields().iter();
                assert!(
                    fields
                        .map(|field| field.name)
                        .eq(coded.iter().map(|one| one.0))
                );
                for (name, codes) in coded {
                    let field = RecordKind::Proceeding.field(name).unwrap();
                    let known = field.codes(&book, true);
                    assert!(!codes.is_empty(), "{name}");
                    for code in codes {
                        assert!(known.contains(&code.as_str()), "{name} {code}");
                    }
                    assert!(!matches!(field.codes, FieldCodes::Token));
                }
            }
        }
        let slapp = |results: &[&str]| standing("ph", results).coded()[7].1.clone();
        assert_eq!(slapp(&["likely", "likely"]), ["likely"]);
        assert_eq!(slapp(&["likely"]), ["not_assessed"]);
        let unknown = CodeList::SlappAssessment.state("not_assessed").unwrap();
        assert_eq!(unknown, CodeState::InUse);
    }

    #[test]
    fn what_nobody_knows_has_no_code() {
        let mut blank = standing("ph", &[]);
        blank.facts = Proceeding::blank();
        for (name, codes) in blank.coded() {
            assert_eq!(codes.is_empty(), name != "slapp", "{name}");
        }
    }
}
