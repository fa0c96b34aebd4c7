use seal::{Day, NamedTextError, ObjectId, OfficerId, OfficerKeys, Sender};

use crate::opened_case::{Content, Entry, OpenCase};
use crate::protection::ProtectionRequest;
use crate::protection_status::{ProtectionStanding, ProtectionStatus};
use crate::protection_step::{ForNamed, ProtectionEntry, ProtectionStep};
use crate::risk::Risk;

/// A request for protection, and what became of it by what officers have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// The object with the request.
    pub request: ObjectId,
    /// When it arrived.
    pub asked_on: Day,
    /// Who sent it: the reporter, or an officer for somebody.
    pub from: Sender,
    /// What was asked.
    pub asked: ProtectionRequest,
    /// Where it stands. A step that did not follow from the one before is not counted.
    pub standing: ProtectionStanding,
    /// The last assessment.
    pub risk: Option<Risk>,
    /// What is offered or granted by now.
    pub measures: Vec<String>,
    /// Why not all, or nothing.
    pub refusals: Vec<String>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}

impl OpenCase<'_> {
    /// The requests for protection of this case in the order of arrival, each as it stands by the entries.
    pub fn protections(&self, entries: &[Entry<'_>]) -> Vec<Protection> {
        let mut protections: Vec<Protection> = vec![];
        for entry in entries {
            match (&entry.content, entry.sender) {
                (Content::Protection(ProtectionEntry::Request(asked)), from) => {
                    protections.push(Protection {
                        request: entry.object,
                        asked_on: entry.on,
                        from,
                        asked: asked.clone(),
                        standing: ProtectionStanding::BEGINNING,
                        risk: None,
                        measures: vec![],
                        refusals: vec![],
                        review_on: None,
                    });
                }
                (Content::Protection(ProtectionEntry::Step(step)), Sender::Officer(officer)) => {
                    let mut known = protections.iter_mut();
                    let known = known.find(|known| known.request.to_string() == step.request);
                    if let Some(known) = known {
                        known.follow(step, officer);
                    }
                }
                _ => {}
            }
        }
        protections
    }

    /// Requests of which the desk says something else than what officers have signed. That the time ran out is the
    /// desk's own word.
    pub fn misplaced_protections(&self, protections: &[Protection]) -> Vec<ObjectId> {
        let is_misplaced = |known: &&Protection| {
            let mut told = self.file.protections.iter();
            let told = told.find(|told| told.request == known.request);
            told.is_none_or(|told| {
                let ran_out = told.status == ProtectionStatus::NoDecision
                    && known.standing.status.is_undecided();
                !ran_out && told.status != known.standing.status
            })
        };
        let misplaced = protections.iter().filter(is_misplaced);
        misplaced.map(|known| known.request).collect()
    }

    /// Opens a part for named officers; `None` for who is not named.
    ///
    /// # Errors
    /// [`NamedTextError`] when who is named cannot open it.
    pub fn open_named(
        &self,
        named: &ForNamed,
        keys: &OfficerKeys,
    ) -> Option<Result<String, NamedTextError>> {
        let is_named = named.officers.contains(&keys.officer.to_string());
        is_named.then(|| named.text.open(self.id(), &keys.identity))
    }
}

impl Protection {
    fn follow(&mut self, step: &ProtectionStep, officer: OfficerId) {
        let Ok(to) = step.to.parse::<ProtectionStatus>() else {
            return;
        };
        // That no decision came is in no signed object: what follows it is as if it had.
        let ran_out = ProtectionStanding {
            status: ProtectionStatus::NoDecision,
            decided_by: None,
        };
        let after = self.standing.after(to, officer);
        let after = match after {
            Err(_) if self.standing.status.is_undecided() => ran_out.after(to, officer),
            after => after,
        };
        let Ok(after) = after else {
            return;
        };
        self.standing = after;
        if let Some(risk) = &step.risk {
            self.risk = Some(risk.clone());
        }
        if !step.measures.is_empty() {
            self.measures.clone_from(&step.measures);
        }
        if to.is_running() || to.is_negative() || to == ProtectionStatus::Offered {
            self.refusals.clone_from(&step.refusals);
        }
        if step.review_on.is_some() {
            self.review_on = step.review_on.map(Day::from_number);
        }
    }
}
