use std::collections::BTreeMap;

use casework::{
    Content, Entry, OpenCase, ProtectionEntry, ProtectionRequest, ProtectionStatus, ProtectionStep,
    Risk,
};
use seal::{Day, Level, OfficerId, OfficerKeys, Recipient, Sender};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{desk::Desk, desk_case::to_json, desk_note::fault, fault::Fault, office::Office};

/// A request for protection as the page shows it. Days are counted from 1970-01-01.
#[derive(Serialize)]
pub(crate) struct ShownProtection {
    request: String,
    asked_on: i32,
    is_reporters: bool,
    /// Nothing where it does not open.
    asked: Option<ProtectionRequest>,
    /// By what officers have signed; that the time ran out is the desk's word.
    status: &'static str,
    /// Whether somebody waits, has an offer, or is protected.
    is_open: bool,
    /// Whether the desk says something else.
    is_misplaced: bool,
    /// Who told the desk something else than they sealed.
    contradicted_by: Vec<String>,
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
    let mut shown = Vec::with_capacity(protections.len());
    for known in protections {
        let standing = known.standing;
        let all = ProtectionStatus::ALL.iter();
        let next = all.filter(|next| standing.after(**next, own).is_ok());
        let liars = known.contradicted_by.iter();
        shown.push(ShownProtection {
            request: known.request.to_string(),
            asked_on: known.asked_on.number(),
            is_reporters: known.from == Sender::Reporter,
            status: standing.status.word(),
            is_open: known.standing.status.keeps_case(),
            is_misplaced: known.is_misplaced,
            contradicted_by: liars.map(|officer| case.label(*officer)).collect(),
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

/// A part of an entry that is for some officers alone.
#[derive(Serialize)]
pub(crate) struct NamedPart {
    /// What it says, where it is for this officer and opens.
    text: Option<String>,
    is_damaged: bool,
    /// For whom it is.
    names: String,
}

/// What of an entry is for some officers alone.
pub(crate) fn named_part(
    case: &OpenCase<'_>,
    entry: &Entry<'_>,
    keys: &OfficerKeys,
) -> Option<NamedPart> {
    let Content::Protection(ProtectionEntry::Step(step)) = &entry.content else {
        return None;
    };
    let Sender::Officer(by) = entry.sender else {
        return None;
    };
    let named = step.named.as_ref()?.officers.iter();
    let names: Vec<_> = named
        .filter_map(|id| id.parse().ok())
        .map(|officer| case.label(officer))
        .collect();
    let opened = case.open_named(step, by, keys);
    Some(NamedPart {
        is_damaged: matches!(opened, Some(Err(_))),
        text: opened.and_then(Result::ok),
        names: names.join("; "),
    })
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
    /// `fault-desk-failed` when it is none; what is missing in it; `fault-desk-not-there` for an officer who may
    /// not read it; else as [`Desk::note`].
    pub fn protect(
        &self,
        office: &Office,
        typed: String,
        part: String,
        officers: &str,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let (typed, part) = (Zeroizing::new(typed), Zeroizing::new(part));
        let step: ProtectionStep =
            serde_json::from_str(&typed).map_err(|_| Fault::new("fault-desk-failed"))?;
        let case = self.open_case(office)?;
        let named = if part.trim().is_empty() {
            None
        } else {
            let mut readers = self.readers(office, &case, unix_seconds)?;
            let mut named = vec![(self.keys().officer, self.keys().identity.recipient())];
            for id in officers.split_whitespace() {
                let unknown = || Fault::new("fault-desk-not-there");
                let id: OfficerId = id.parse().map_err(|_| unknown())?;
                named.push((id, readers.remove(&id).ok_or_else(unknown)?));
            }
            Some(named)
        };
        let named = named.as_deref().map(|officers| (officers, part.as_str()));
        let sealed = case.protect(step, named, self.keys(), Level::B);
        Ok(sealed.map_err(fault)?.to_bytes())
    }

    /// Says as JSON who may read a part that is for some alone: who else holds the open case, is on duty on this day, and
    /// is kept out by nobody. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open; `fault-list-date`.
    pub fn other_holders(&self, office: &Office, unix_seconds: f64) -> Result<String, Fault> {
        let case = self.open_case(office)?;
        let others: Vec<_> = self
            .readers(office, &case, unix_seconds)?
            .into_keys()
            .map(|id| (id.to_string(), case.label(id)))
            .collect();
        to_json(&others)
    }
}

impl Desk {
    /// Who else may read a part, each with the key that the roster of this day has. What the desk says of holders is
    /// believed of nobody whom the reporter or a holder excluded, who declined, or who is off duty.
    fn readers(
        &self,
        office: &Office,
        case: &OpenCase<'_>,
        unix_seconds: f64,
    ) -> Result<BTreeMap<OfficerId, Recipient>, Fault> {
        let today = office.day(unix_seconds);
        let roster = office.trust.roster(today)?;
        let kept_out = case.report.exclusions.officers() | &case.barred();
        let own = self.keys().officer;
        let mut readers = BTreeMap::new();
        for holder in &case.file.holders {
            let officer = roster.officer(*holder).filter(|one| one.is_on_duty(today));
            let key = officer.and_then(|officer| office.trust.keys.of(officer));
            if let Some(key) = key
                && *holder != own
                && !kept_out.contains(holder)
            {
                readers.insert(*holder, key.clone());
            }
        }
        Ok(readers)
    }
}
