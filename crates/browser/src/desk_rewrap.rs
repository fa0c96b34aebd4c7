use casework::{ListedCase, SavedSearches, SealedSearches, rewrapped_to_bytes};
use seal::{CaseId, OfficerKeys};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::{
    desk::{DAMAGED, Desk},
    desk_case::to_json,
    desk_invitation::keys_of,
    desk_sign_in::passphrase_of,
    fault::Fault,
    office::Office,
};

/// An officer with other keys than before seals the own cases to them, page by page. Begun anew it passes over what is
/// done.
#[wasm_bindgen]
pub struct Rewrapping {
    older: OfficerKeys,
    after: Option<CaseId>,
    /// What was sealed and is not yet taken.
    page: Page,
    looked_at: usize,
    sealed: usize,
    closed: Vec<String>,
    is_over: bool,
}

/// What came of a page.
#[derive(Default)]
struct Page {
    last: Option<CaseId>,
    looked_at: usize,
    sealed: usize,
    closed: Vec<String>,
}

/// How far it is.
#[derive(Serialize)]
struct Shown<'r> {
    looked_at: usize,
    sealed: usize,
    /// Short numbers of cases that neither key opens.
    closed: &'r [String],
    is_over: bool,
}

#[wasm_bindgen]
impl Rewrapping {
    /// Opens the key file before, which takes a second or two.
    ///
    /// # Errors
    /// What is wrong with what was chosen and typed: `fault-invitation-file`, `fault-invitation-key`,
    /// `fault-invitation-passphrase`, `fault-rewrap-same`.
    pub fn begin(desk: &Desk, key_file: String, passphrase: String) -> Result<Self, Fault> {
        let (key_file, passphrase) = (Zeroizing::new(key_file), Zeroizing::new(passphrase));
        let own = desk.keys();
        let owner = OfficerKeys::owner_of_file(&key_file)
            .map_err(|_| Fault::new("fault-invitation-file"))?;
        if owner != (own.instance, own.officer) {
            return Err(Fault::new("fault-invitation-key"));
        }
        let passphrase = passphrase_of(passphrase.to_string())?;
        let older = keys_of(&key_file, &passphrase)?;
        if older.signing.verifying() == own.signing.verifying() {
            return Err(Fault::new("fault-rewrap-same"));
        }
        Ok(Self {
            older,
            after: None,
            page: Page::default(),
            looked_at: 0,
            sealed: 0,
            closed: vec![],
            is_over: false,
        })
    }

    /// The saved searches, sealed to the own keys, where they were sealed to the keys before; `kept` is what the desk
    /// handed out.
    ///
    /// # Errors
    /// `fault-desk-searches` when they cannot be sealed.
    pub fn searches(&self, desk: &Desk, kept: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let Ok(sealed) = SealedSearches::from_bytes(kept) else {
            return Ok(None);
        };
        if SavedSearches::open(&sealed, desk.keys()).is_some() {
            return Ok(None);
        }
        let Some(searches) = SavedSearches::open(&sealed, &self.older) else {
            return Ok(None);
        };
        let anew = searches.seal(sealed.number.saturating_add(1), desk.keys());
        let anew = anew.map_err(|_| Fault::new("fault-desk-searches"))?;
        Ok(Some(anew.to_bytes()))
    }

    /// The question for the next page, to be put behind its address.
    pub fn next(&self) -> String {
        self.after
            .map_or_else(String::new, |case| format!("?after={case}"))
    }

    /// Seals a page of the own cases, and returns what the desk is to keep; nothing where all of it is done.
    ///
    /// # Errors
    /// `fault-desk-damaged` when it is no page; `fault-rewrap-early` while the list of officers does not name the own key;
    /// `fault-desk-older-list` before the list of officers was compared with the remembered one.
    pub fn take(
        &mut self,
        desk: &Desk,
        office: &Office,
        page: &[u8],
        unix_seconds: f64,
    ) -> Result<Vec<u8>, Fault> {
        desk.memory.require()?;
        let page = ListedCase::list_from_bytes(page).map_err(|_| Fault::new(DAMAGED))?;
        // A desk that hands out the same cases again and again would be asked for ever.
        let mut before = self.after;
        for case in &page {
            let id = case.header.case;
            if before.is_some_and(|before| before >= id) {
                return Err(Fault::new(DAMAGED));
            }
            before = Some(id);
        }
        let (keys, early) = (desk.keys(), || Fault::new("fault-rewrap-early"));
        let roster = office.trust.roster(office.day(unix_seconds));
        let own = roster.map_err(|_| early())?.officer(keys.officer);
        let own = own.filter(|own| own.verifying == keys.signing.verifying());
        let own = own.ok_or_else(early)?;
        let mut done = Page {
            last: page.last().map(|case| case.header.case),
            looked_at: page.len(),
            ..Page::default()
        };
        let mut grants = vec![];
        for case in &page {
            match case.rewrap(own, &self.older, keys, &office.trust) {
                Ok(grant) => grants.extend(grant),
                Err(_) => done.closed.push(case.header.case.short()),
            }
        }
        done.sealed = grants.len();
        self.page = done;
        if grants.is_empty() {
            return Ok(vec![]);
        }
        Ok(rewrapped_to_bytes(&grants))
    }

    /// The desk has kept what was sealed: goes on behind it.
    pub fn kept(&mut self) {
        let page = std::mem::take(&mut self.page);
        self.is_over = page.last.is_none();
        self.after = page.last.or(self.after);
        self.looked_at += page.looked_at;
        self.sealed += page.sealed;
        self.closed.extend(page.closed);
    }

    /// Says as JSON how far it is.
    ///
    /// # Errors
    /// `fault-desk-failed`.
    pub fn shown(&self) -> Result<String, Fault> {
        to_json(&Shown {
            looked_at: self.looked_at,
            sealed: self.sealed,
            closed: &self.closed,
            is_over: self.is_over,
        })
    }
}
