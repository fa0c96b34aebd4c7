use casework::{
    Content, Entry, OpenCase, ProtectionEntry, ProtectionRequest, ProtectionStatus, ProtectionStep,
    Risk,
};
use seal::{Day, Level, OfficerId, OfficerKeys, Recipient, Sender};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    desk_note::fault,
    fault::Fault,
    office::Office,
};

/// A request for protection as the page shows it. Days are counted from 1970-01-01.
#[derive(Serialize)]
pub(crate) struct ShownProtection {
    request: String,
    asked_on: i32,
    is_reporters: bool,
    asked: ProtectionRequest,
    /// By what officers have signed; that the time ran out is the desk's word.
    status: &'static str,
    /// Whether the desk says something else.
    is_misplaced: bool,
    /// Where this officer may bring it from there.
    next: Vec<&'static str>,
    risk: Option<Risk>,
    measures: Vec<String>,
    refusals: Vec<String>,
    review_on: Option<i32>,
}

pub(crate) fn shown_protections(
    case: &OpenCase<'_>,
    entries: &[Entry<'_>],
    own: OfficerId,
) -> Vec<ShownProtection> {
    let protections = case.protections(entries);
    let misplaced = case.misplaced_protections(&protections);
    let mut shown = Vec::with_capacity(protections.len());
    for known in protections {
        let mut told = case.file.protections.iter();
        let ran_out = told.any(|told| {
            told.request == known.request && told.status == ProtectionStatus::NoDecision
        });
        let mut standing = known.standing;
        if ran_out && standing.status.is_undecided() {
            standing.status = ProtectionStatus::NoDecision;
            standing.decided_by = None;
        }
        let all = ProtectionStatus::ALL.iter();
        let next = all.filter(|next| standing.after(**next, own).is_ok());
        shown.push(ShownProtection {
            request: known.request.to_string(),
            asked_on: known.asked_on.number(),
            is_reporters: known.from == Sender::Reporter,
            status: standing.status.word(),
            is_misplaced: misplaced.contains(&known.request),
            next: next.map(|next| next.word()).collect(),
            asked: known.asked,
            risk: known.risk,
            measures: known.measures,
            refusals: known.refusals,
            review_on: known.review_on.map(Day::number),
        });
    }
    shown
}

/// What of an entry is for this officer among others.
pub(crate) fn opened_part(
    case: &OpenCase<'_>,
    entry: &Entry<'_>,
    keys: &OfficerKeys,
) -> Option<String> {
    let Content::Protection(ProtectionEntry::Step(step)) = &entry.content else {
        return None;
    };
    let named = step.named.as_ref()?;
    case.open_named(named, keys)?.ok()
}

#[wasm_bindgen]
impl Desk {
    /// Seals a request for protection that somebody made by word of mouth; `typed` is one as JSON.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it; else as [`Desk::note`].
    pub fn ask_protection(&self, office: &Office, typed: String) -> Result<Vec<u8>, Fault> {
        let typed = Zeroizing::new(typed);
        let asked: ProtectionRequest =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let sealed = case.ask_protection(asked, self.keys(), Level::B);
        Ok(sealed.map_err(fault)?.to_bytes())
    }

    /// Seals a step with a request for protection; `typed` is one as JSON. Where `part` says something, it is sealed
    /// once more to the officers with these numbers, parted by spaces, and to this one.
    ///
    /// # Errors
    /// `fault-desk-failed` when it is none; what is missing in it; `fault-desk-not-there` for an officer whom the roster
    /// does not know; else as [`Desk::note`].
    pub fn protect(
        &self,
        office: &Office,
        typed: String,
        part: String,
        officers: &str,
    ) -> Result<Vec<u8>, Fault> {
        let (typed, part) = (Zeroizing::new(typed), Zeroizing::new(part));
        let step: ProtectionStep =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let named = if part.trim().is_empty() {
            None
        } else {
            Some(self.named(office, officers)?)
        };
        let named = named.as_deref().map(|officers| (officers, part.as_str()));
        let sealed = case.protect(step, named, self.keys(), Level::B);
        Ok(sealed.map_err(fault)?.to_bytes())
    }

    /// Says as JSON who holds the open case besides this officer.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open.
    pub fn other_holders(&self, office: &Office) -> Result<String, Fault> {
        let case = self.open_case(office)?;
        let others = case.file.holders.iter();
        let others = others.filter(|holder| **holder != self.keys().officer);
        let others: Vec<_> = others
            .map(|holder| (holder.to_string(), case.label(*holder)))
            .collect();
        to_json(&others)
    }
}

impl Desk {
    /// The officers with these numbers and this one, each with the key that the newest roster has.
    fn named(&self, office: &Office, officers: &str) -> Result<Vec<(OfficerId, Recipient)>, Fault> {
        let unknown = || Fault::new("fault-desk-not-there");
        let roster = office.trust.newest().map_err(|_| Fault::new(DAMAGED))?;
        let mut named = vec![(self.keys().officer, self.keys().identity.recipient())];
        for id in officers.split_whitespace() {
            let id: OfficerId = id.parse().map_err(|_| unknown())?;
            let officer = roster.officer(id).ok_or_else(unknown)?;
            let key = office.trust.keys.of(officer).ok_or_else(unknown)?;
            named.push((id, key.clone()));
        }
        Ok(named)
    }
}
