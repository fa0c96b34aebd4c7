use casework::{CaseFile, Content, OpenCase, PromisedDays};
use seal::{Day, OfficerKeys};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk_case::shown_case,
    desk_inbox::Inbox,
    desk_memory::Memory,
    fault::Fault,
    files::Files,
    office::{Office, whole_seconds},
};

/// An officer's unlocked keys, the case that is open, and the inbox. They go when this is dropped.
#[wasm_bindgen]
pub struct Desk {
    keys: OfficerKeys,
    open: Option<CaseFile>,
    /// What the reporter of the open case was promised.
    promised: Option<PromisedDays>,
    pub(crate) inbox: Inbox,
    pub(crate) memory: Memory,
}

#[wasm_bindgen]
impl Desk {
    /// Opens a case, and says as JSON what is in it. Until `acknowledge_by` its reporter was promised that receipt is confirmed, until
    /// `feedback_by` that the outcome is told, as the desk says in days from 1970-01-01; `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-desk-damaged` when grant or report do not open, or are not as they were signed;
    /// `fault-desk-older-list` before the list of officers was compared with the remembered one.
    pub fn open(
        &mut self,
        office: &Office,
        file: &[u8],
        acknowledge_by: i32,
        feedback_by: i32,
        unix_seconds: f64,
    ) -> Result<String, Fault> {
        self.open = None;
        self.promised = Some(PromisedDays {
            acknowledge_by: Day::from_number(acknowledge_by),
            feedback_by: Day::from_number(feedback_by),
            today: office.day(unix_seconds),
        });
        let file = CaseFile::from_bytes(file).map_err(|_| Fault::new(DAMAGED))?;
        let case = self.opened(&file, office)?;
        let shown = shown_case(&case, self.keys(), whole_seconds(unix_seconds))?;
        self.open = Some(file);
        Ok(shown)
    }

    /// Takes the open case as the desk hands it out now: the same one, with nothing less in it.
    ///
    /// # Errors
    /// As [`Desk::open`]; `fault-desk-not-whole` when it is another case, or something of it is held back. Then the case
    /// stays open as it was.
    pub fn reopen(&mut self, office: &Office, id: &str, file: &[u8]) -> Result<(), Fault> {
        let file = CaseFile::from_bytes(file).map_err(|_| Fault::new(DAMAGED))?;
        let before = self.open.as_ref().ok_or_else(|| Fault::new(DAMAGED))?;
        if before.id().to_string() != id || !file.goes_on_from(before) {
            return Err(Fault::new("fault-desk-not-whole"));
        }
        self.opened(&file, office)?;
        self.open = Some(file);
        Ok(())
    }

    /// Closes the case that is open.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Opens files of the open case, fetched by their number.
    ///
    /// # Errors
    /// `fault-desk-files` when they are not those that were signed.
    pub fn files(&self, office: &Office, number: &str, sealed: Vec<u8>) -> Result<Files, Fault> {
        let refused = || Fault::new("fault-desk-files");
        let case = self.opened(self.open.as_ref().ok_or_else(refused)?, office)?;
        // Only what was signed by whom it says is among these.
        let bundle = case
            .entries()
            .into_iter()
            .find_map(|entry| match entry.content {
                Content::Files(bundle) if bundle.header.object.to_string() == number => {
                    Some(bundle)
                }
                Content::Files(_)
                | Content::Report
                | Content::Text(_)
                | Content::Reply(..)
                | Content::Deletion(_)
                | Content::Incident(_)
                | Content::Proceeding(_)
                | Content::Recusal(_)
                | Content::Note(_)
                | Content::Moved(_)
                | Content::Proposal(_)
                | Content::Vote(_)
                | Content::Review(..)
                | Content::Protection(_)
                | Content::Exclusion(_)
                | Content::HandOver(_)
                | Content::Vault(_)
                | Content::VaultConsent(_)
                | Content::VaultRequest(_)
                | Content::Unreadable(..) => None,
            });
        let bundle = bundle.ok_or_else(refused)?;
        Files::open(bundle, &case.grant.identity, sealed).ok_or_else(refused)
    }
}

impl Desk {
    pub(crate) fn of(keys: OfficerKeys) -> Self {
        Self {
            inbox: Inbox::of(&keys),
            memory: Memory::default(),
            keys,
            open: None,
            promised: None,
        }
    }

    pub(crate) const fn keys(&self) -> &OfficerKeys {
        &self.keys
    }

    pub(crate) fn open_case<'o>(&self, office: &'o Office) -> Result<OpenCase<'o>, Fault> {
        let file = self.open.as_ref().ok_or_else(|| Fault::new(DAMAGED))?;
        self.opened(file, office)
    }

    fn opened<'o>(&self, file: &CaseFile, office: &'o Office) -> Result<OpenCase<'o>, Fault> {
        self.memory.require()?;
        let opened = OpenCase::open(file.clone(), &self.keys, &office.trust);
        let opened = opened.map_err(|_| Fault::new(DAMAGED))?;
        let opened = opened.knowing(&office.peers);
        Ok(match self.promised {
            Some(days) => opened.promising(days),
            None => opened,
        })
    }
}

/// A case, or the list, is not as it was signed.
pub(crate) const DAMAGED: &str = "fault-desk-damaged";
