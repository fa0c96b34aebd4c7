use casework::{
    Content, Entry, OpenCase, VaultCustody, VaultFault, VaultReason, VaultState, WaitingVault,
    answers_from_bytes,
};
use seal::{Day, Level, ObjectId, OfficerId, Vault};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    desk_note,
    fault::Fault,
    office::Office,
};

/// An identity that the reporter left behind, as the page shows it. Days are counted from 1970-01-01.
#[derive(Serialize)]
struct ShownVault {
    vault: String,
    kept_on: i32,
    needed: u8,
    /// Whether the reporter has to agree as well.
    consent: bool,
    custodians: Vec<String>,
    requests: Vec<ShownRequest>,
}

/// A request for it.
#[derive(Serialize)]
struct ShownRequest {
    request: String,
    asked_on: i32,
    by: String,
    is_own: bool,
    basis: String,
    reason: String,
    /// Nothing where the desk says nothing of it.
    answers: Vec<ShownAnswer>,
    /// Whether enough custodians approved, this officer asked, and the reporter need not agree or did.
    may_open: bool,
    /// Whether the reporter has to agree and did not.
    lacks_consent: bool,
}

/// What a custodian answered.
#[derive(Serialize)]
struct ShownAnswer {
    name: String,
    /// `waiting`, `approved` or `refused`.
    answer: &'static str,
    day: Option<i32>,
    /// Why it was refused, for the officer who asked.
    why: Option<String>,
}

/// Who the reporter is.
#[derive(Serialize)]
struct ShownIdentity {
    name: String,
    reach: String,
    /// Whether it opened.
    is_open: bool,
    /// Custodians who signed false shares.
    false_of: Vec<String>,
    /// Custodians in whose name the desk handed out something that they did not sign.
    unproven_of: Vec<String>,
}

/// A request that waits for a custodian.
#[derive(Serialize)]
struct ShownWaiting {
    request: String,
    case: String,
    asked_on: i32,
    by: String,
    body: String,
    /// Nothing where it is not what its officer signed.
    basis: Option<String>,
    reason: String,
    /// Whether the reporter has to agree as well.
    consent: bool,
}

/// How many more an officer has asked for.
#[derive(Serialize)]
struct ShownMore {
    by: String,
    count: u32,
}

/// What waits for a custodian.
#[derive(Serialize)]
struct ShownCustody {
    waiting: Vec<ShownWaiting>,
    more: Vec<ShownMore>,
}

#[wasm_bindgen]
impl Desk {
    /// Says as JSON which identities lie in the open case, and what custodians answered by the desk's word.
    ///
    /// # Errors
    /// `fault-desk-damaged` when no case is open, or the list is none.
    pub fn vaults(&self, office: &Office, states: &[u8]) -> Result<String, Fault> {
        let states = VaultState::list_from_bytes(states).map_err(|_| Fault::new(DAMAGED))?;
        let case = self.open_case(office)?;
        let entries = case.entries();
        let mut shown = vec![];
        for entry in &entries {
            let Content::Vault(vault) = &entry.content else {
                continue;
            };
            let requests = entries.iter().filter_map(|asked| {
                let Content::VaultRequest(request) = &asked.content else {
                    return None;
                };
                let state = states.iter().find(|state| state.request == asked.object);
                let about = (asked.object, request.sealed.requester, &request.reason);
                let is_meant = request.vault == entry.object;
                is_meant.then(|| ShownRequest {
                    asked_on: asked.on.number(),
                    ..self.shown_request(&case, (&entries, entry.object, vault), about, state)
                })
            });
            shown.push(ShownVault {
                vault: entry.object.to_string(),
                kept_on: entry.on.number(),
                needed: vault.needed(),
                consent: vault.needs_consent(),
                custodians: vault
                    .custodians()
                    .iter()
                    .map(|id| case.label(*id))
                    .collect(),
                requests: requests.collect(),
            });
        }
        to_json(&shown)
    }

    /// Seals a request for an identity. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-desk-vault-reason`, `fault-desk-vault-few`, `fault-desk-not-there`; else as [`Desk::note`].
    pub fn ask_vault(
        &self,
        office: &Office,
        vault: &str,
        basis: String,
        reason: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let vault = vault.parse().map_err(|_| Fault::new(NOT_THERE))?;
        let reason = VaultReason {
            basis,
            reason: reason.trim().to_owned(),
            ..VaultReason::default()
        };
        let case = self.open_case(office)?;
        let today = office.day(unix_seconds);
        let sealed = case.ask_vault(vault, &reason, today, self.keys(), Level::B);
        Ok(sealed.map_err(fault)?.to_bytes())
    }

    /// Opens an identity with what enough custodians gave, and says as JSON who the reporter is.
    ///
    /// # Errors
    /// `fault-desk-damaged`, `fault-desk-not-there`.
    pub fn open_vault(
        &self,
        office: &Office,
        request: &str,
        answers: &[u8],
    ) -> Result<String, Fault> {
        let request = request.parse().map_err(|_| Fault::new(NOT_THERE))?;
        let answers = answers_from_bytes(answers).map_err(|_| Fault::new(DAMAGED))?;
        let case = self.open_case(office)?;
        let opened = case.open_vault(request, &answers, self.keys());
        let opened = opened.map_err(fault)?;
        let identity = opened.identity.unwrap_or_default();
        let names = |ids: &[OfficerId]| ids.iter().map(|id| case.label(*id)).collect();
        let shown = ShownIdentity {
            is_open: !identity.name.is_empty(),
            name: identity.name.clone(),
            reach: identity.reach.clone(),
            false_of: names(&opened.false_of),
            unproven_of: names(&opened.unproven_of),
        };
        to_json(&shown)
    }

    /// Says as JSON what waits for this custodian, and how many more each officer has asked for.
    ///
    /// # Errors
    /// `fault-desk-damaged` when the list is none; `fault-desk-older-list` before the list of officers was compared with
    /// the remembered one.
    pub fn custody(
        &self,
        office: &Office,
        list: &[u8],
        unix_seconds: f64,
    ) -> Result<String, Fault> {
        let today = office.day(unix_seconds);
        let newest = office.trust.newest()?;
        let (mut shown, custody) = (vec![], self.waiting_list(list)?);
        for one in custody.waiting {
            let by = one.request.requester;
            let read = one.read(self.keys(), &office.trust, today).ok();
            let body = newest.officer(by).and_then(|known| newest.body(known.body));
            shown.push(ShownWaiting {
                request: one.request.request.to_string(),
                case: one.header.case.short(),
                asked_on: one.asked_on.number(),
                by: casework::label(&office.trust, by),
                body: body.map_or_else(String::new, |body| body.label.clone()),
                basis: read.as_ref().map(|read| read.basis.clone()),
                consent: read.as_ref().is_some_and(|read| read.consent),
                reason: read.map_or_else(String::new, |read| read.reason),
            });
        }
        let more = custody.more.iter().map(|(officer, count)| ShownMore {
            by: casework::label(&office.trust, *officer),
            count: *count,
        });
        to_json(&ShownCustody {
            waiting: shown,
            more: more.collect(),
        })
    }

    /// Seals the own share to the officer who asked, and the notice to the reporter.
    ///
    /// # Errors
    /// `fault-desk-not-there`, `fault-desk-damaged`.
    pub fn approve_vault(
        &self,
        office: &Office,
        list: &[u8],
        request: &str,
        notice: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let notice = Zeroizing::new(notice);
        let (keys, today) = (self.keys(), office.day(unix_seconds));
        let one = self.waiting_with(list, request)?;
        let sealed = one.approve(notice.trim(), today, keys, &office.trust, Level::B);
        Ok(sealed.map_err(fault)?.to_bytes())
    }

    /// Seals why the own share is not given.
    ///
    /// # Errors
    /// `fault-desk-vault-reason`, `fault-desk-not-there`, `fault-desk-damaged`.
    pub fn refuse_vault(
        &self,
        office: &Office,
        list: &[u8],
        request: &str,
        reason: String,
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        let reason = Zeroizing::new(reason);
        let (keys, today) = (self.keys(), office.day(unix_seconds));
        let one = self.waiting_with(list, request)?;
        let sealed = one.refuse(&reason, today, keys, &office.trust);
        Ok(sealed.map_err(fault)?.to_bytes())
    }
}

impl Desk {
    fn shown_request(
        &self,
        case: &OpenCase<'_>,
        (entries, at, vault): (&[Entry<'_>], ObjectId, &Vault),
        (request, by, reason): (ObjectId, OfficerId, &VaultReason),
        state: Option<&VaultState>,
    ) -> ShownRequest {
        let keys = self.keys();
        let is_own = by == keys.officer;
        let answers = state.map_or(&[][..], |state| state.answers.as_slice());
        let given = answers
            .iter()
            .filter(|one| one.answered.is_some_and(|(approves, _)| approves));
        let lacks_consent = is_own && !case.may_read_vault(entries, at, by);
        let may_open = is_own && !lacks_consent && given.count() >= usize::from(vault.needed());
        let shown = answers.iter().map(|one| ShownAnswer {
            name: case.label(one.custodian),
            answer: match one.answered {
                None => "waiting",
                Some((true, _)) => "approved",
                Some((false, _)) => "refused",
            },
            day: one.answered.map(|(_, day)| Day::number(day)),
            why: one
                .refusal
                .as_ref()
                .and_then(|refusal| case.refusal_of(request, refusal, keys)),
        });
        ShownRequest {
            request: request.to_string(),
            asked_on: 0,
            by: case.label(by),
            is_own,
            basis: reason.basis.clone(),
            reason: reason.reason.clone(),
            answers: shown.collect(),
            may_open,
            lacks_consent,
        }
    }

    fn waiting_list(&self, list: &[u8]) -> Result<VaultCustody, Fault> {
        self.memory.require()?;
        VaultCustody::from_bytes(list).map_err(|_| Fault::new(DAMAGED))
    }

    fn waiting_with(&self, list: &[u8], request: &str) -> Result<WaitingVault, Fault> {
        let mut waiting = self.waiting_list(list)?.waiting.into_iter();
        let one = waiting.find(|one| one.request.request.to_string() == request);
        one.ok_or_else(|| Fault::new(NOT_THERE))
    }
}

/// Why an identity is not asked for, answered or opened, as keys of the wording.
fn fault(fault: VaultFault) -> Fault {
    match fault {
        VaultFault::Reason => Fault::new("fault-desk-vault-reason"),
        VaultFault::NoConsent => Fault::new("fault-desk-vault-consent"),
        VaultFault::NotThere => Fault::new(NOT_THERE),
        VaultFault::TooFewLeft => Fault::new("fault-desk-vault-few"),
        VaultFault::Sealing(fault) => desk_note::fault(fault),
        VaultFault::Other | VaultFault::Notice(_) | VaultFault::Vault(_) | VaultFault::Case(_) => {
            Fault::new(DAMAGED)
        }
    }
}

const NOT_THERE: &str = "fault-desk-not-there";
