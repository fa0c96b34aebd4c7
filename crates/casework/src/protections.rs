use std::collections::{BTreeMap, BTreeSet};

use seal::{Day, Kind, NamedTextError, ObjectId, OfficerId, OfficerKeys, Sender};

use crate::case_file::StoredObject;
use crate::opened_case::{Content, Entry, OpenCase};
use crate::protection::ProtectionRequest;
use crate::protection_status::{ProtectionStanding, ProtectionStatus};
use crate::protection_step::{ForNamed, ProtectionEntry, ProtectionStep, ToldProtection};
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
    /// What was asked; nothing where it does not open.
    pub asked: Option<ProtectionRequest>,
    /// Where it stands by what officers told the desk and signed, each step behind the one before.
    pub standing: ProtectionStanding,
    /// The last object about it.
    pub last: ObjectId,
    /// Whether the desk says something else, or holds back or adds a step.
    pub is_misplaced: bool,
    /// Who told the desk something else than they sealed.
    pub contradicted_by: BTreeSet<OfficerId>,
    /// The last assessment.
    pub risk: Option<Risk>,
    /// What is offered or granted by now.
    pub measures: Vec<String>,
    /// Why not all, or nothing.
    pub refusals: Vec<String>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}

/// What an officer told the desk beside an object that is in the case, with the signature checked.
struct Step<'e, 'c> {
    told: ToldProtection,
    officer: OfficerId,
    entry: &'e Entry<'c>,
}

impl OpenCase<'_> {
    /// The requests for protection of this case, as they stand by the entries, in the order of arrival. At most
    /// [`ProtectionRequest::MOST_WAITING`] of its reporter wait at a time; what was asked beyond that is read in the
    /// conversation, and is no request of its own.
    pub fn protections(&self, entries: &[Entry<'_>]) -> Vec<Protection> {
        let states: BTreeMap<_, _> = self
            .file
            .protections
            .iter()
            .map(|state| (state.request, state))
            .collect();
        let mut steps = self.told_steps(entries);
        let mut protections = vec![];
        for entry in entries {
            let Some(mut known) = self.request_of(entry, &steps) else {
                continue;
            };
            let state = states.get(&entry.object);
            let is_beyond = known.from == Sender::Reporter
                && state.is_none()
                && self.file.protections.len() >= ProtectionRequest::MOST_WAITING;
            if is_beyond {
                continue;
            }
            while let Some(step) = steps.remove(&(known.request, known.last)) {
                if !known.follow(&step) {
                    known.is_misplaced = true;
                    break;
                }
            }
            let ran_out = known.standing.run_out();
            if let Some(state) = state
                && state.status == ProtectionStatus::NoDecision
                && ran_out.status == ProtectionStatus::NoDecision
            {
                known.standing = ran_out;
            }
            known.is_misplaced |= state.is_none_or(|state| {
                (state.status, state.review_on, state.last)
                    != (known.standing.status, known.review_on, known.last)
            });
            protections.push(known);
        }
        // Steps that lead nowhere: the one before them is held back, or the desk took two behind one.
        for (request, _) in steps.into_keys() {
            let mut known = protections.iter_mut();
            if let Some(known) = known.find(|known| known.request == request) {
                known.is_misplaced = true;
            }
        }
        protections
    }

    /// What was told beside the objects of officers about protection, by the request and the object before. Of two
    /// behind one object the first stands, and the other one is left over.
    fn told_steps<'e, 'c>(
        &self,
        entries: &'e [Entry<'c>],
    ) -> BTreeMap<(ObjectId, ObjectId), Step<'e, 'c>> {
        let objects: BTreeMap<_, _> = self
            .file
            .objects
            .iter()
            .filter_map(|arrived| match &arrived.object {
                StoredObject::Text(text) => Some((text.header.object, text)),
                StoredObject::Bundle(_) => None,
            })
            .collect();
        let entries: BTreeMap<_, _> = entries.iter().map(|entry| (entry.object, entry)).collect();
        let mut steps = BTreeMap::new();
        for kept in &self.file.told {
            let (Some(object), Some(entry)) =
                (objects.get(&kept.object), entries.get(&kept.object))
            else {
                continue;
            };
            let Sender::Officer(officer) = entry.sender else {
                continue;
            };
            let is_signed = self
                .signers(entry.sender)
                .iter()
                .any(|signer| kept.check(object, signer).is_ok());
            if !is_signed || object.header.kind != Kind::ProtectionRequest {
                continue;
            }
            let told = kept.told;
            // One that is taken stands under a place where no chain leads, so that it is seen.
            let place = match told.is_request(kept.object) {
                Some(true) => continue,
                Some(false) if !steps.contains_key(&(told.request, told.after)) => {
                    (told.request, told.after)
                }
                Some(false) | None => (told.request, kept.object),
            };
            steps.insert(
                place,
                Step {
                    told,
                    officer,
                    entry,
                },
            );
        }
        steps
    }

    fn request_of(
        &self,
        entry: &Entry<'_>,
        steps: &BTreeMap<(ObjectId, ObjectId), Step<'_, '_>>,
    ) -> Option<Protection> {
        // What does not open may still wait for an answer, unless it is a step with another request.
        let is_step = || steps.values().any(|step| step.entry.object == entry.object);
        let asked = if let Content::Protection(ProtectionEntry::Request(asked)) = &entry.content {
            Some(asked.clone())
        } else if matches!(
            &entry.content,
            Content::Unreadable(Kind::ProtectionRequest, _)
        ) && !is_step()
        {
            None
        } else {
            return None;
        };
        Some(Protection {
            request: entry.object,
            asked_on: entry.on,
            from: entry.sender,
            asked,
            standing: ProtectionStanding::BEGINNING,
            last: entry.object,
            is_misplaced: false,
            contradicted_by: BTreeSet::new(),
            risk: None,
            measures: vec![],
            refusals: vec![],
            review_on: None,
        })
    }

    /// Opens a part for named officers; `None` for who is not named.
    ///
    /// # Errors
    /// [`NamedTextError`] when who is named cannot open it.
    pub fn open_named(
        &self,
        step: &ProtectionStep,
        by: OfficerId,
        keys: &OfficerKeys,
    ) -> Option<Result<String, NamedTextError>> {
        let named: &ForNamed = step.named.as_ref()?;
        if !named.officers.contains(&keys.officer.to_string()) {
            return None;
        }
        let request = step.request.parse().map_err(|_| NamedTextError::Closed);
        let opened =
            request.and_then(|request| named.text.open((self.id(), request, by), &keys.identity));
        Some(opened)
    }

    /// Whether somebody in this case is protected, waits for it or has an offer, by what officers have signed.
    pub fn is_protected(&self) -> bool {
        let protections = self.protections(&self.entries());
        let mut known = protections.iter();
        known.any(|known| known.standing.status.keeps_case() || known.review_on.is_some())
    }

    /// Whether somebody in this case waits for protection, by what officers have signed.
    pub fn asks_protection(&self) -> bool {
        let protections = self.protections(&self.entries());
        let mut waiting = protections.iter();
        waiting.any(|known| known.standing.status.is_waiting())
    }
}

impl Protection {
    /// Takes a step; `false` for one that does not follow.
    fn follow(&mut self, step: &Step<'_, '_>) -> bool {
        let ToldProtection { to, review_on, .. } = step.told;
        let after = self.standing.after(to, step.officer);
        // That the time ran out is in no signed object: what follows it is as if it had.
        let after = after.or_else(|fault| {
            let ran_out = self.standing.run_out();
            if ran_out == self.standing {
                Err(fault)
            } else {
                ran_out.after(to, step.officer)
            }
        });
        let Ok(after) = after else {
            return false;
        };
        self.standing = after;
        self.last = step.entry.object;
        self.review_on = to.review_after(self.review_on, review_on);
        if !to.may_run_on() {
            self.measures.clear();
        }
        let Content::Protection(ProtectionEntry::Step(sealed)) = &step.entry.content else {
            self.contradicted_by.insert(step.officer);
            return true;
        };
        let told = (
            step.told.request.to_string(),
            step.told.after.to_string(),
            to.word(),
            review_on.map(Day::number),
        );
        let said = (
            sealed.request.clone(),
            sealed.after.clone(),
            sealed.to.as_str(),
            sealed.review_on,
        );
        if told != said {
            self.contradicted_by.insert(step.officer);
        }
        if let Some(risk) = &sealed.risk {
            self.risk = Some(risk.clone());
        }
        if to.is_running() || to == ProtectionStatus::Offered {
            self.measures.clone_from(&sealed.measures);
        }
        if to.is_running() || to.is_negative() || to == ProtectionStatus::Offered {
            self.refusals.clone_from(&sealed.refusals);
        }
        true
    }
}
