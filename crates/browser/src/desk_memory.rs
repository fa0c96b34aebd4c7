use casework::{DeskMemory, SealedMemory};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    desk::{DAMAGED, Desk},
    fault::Fault,
    office::Office,
};

/// What this desk remembers of earlier times.
#[derive(Default)]
pub(crate) struct Memory {
    /// Whether the list of officers was compared with the remembered one.
    is_compared: bool,
    /// What the officer has to be told about it.
    pub(crate) notice: Option<Notice>,
    /// Version of the newest roster that is remembered.
    pub(crate) roster: u32,
}

/// What the officer has to be told about the memory of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// It is of somebody else, or was changed.
    Broken,
    /// There is none, as before the first time.
    First,
    /// What was noted of cases knows a newer list than it.
    RolledBack,
}

impl Notice {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::First => "first",
            Self::RolledBack => "rolled-back",
        }
    }
}

impl Memory {
    pub(crate) fn require(&self) -> Result<(), Fault> {
        if self.is_compared {
            return Ok(());
        }
        Err(Fault::new(OLDER_LIST))
    }
}

#[wasm_bindgen]
impl Desk {
    /// Compares the office's list of officers with the newest one that this officer's desk has used;
    /// `kept` is what the desk handed out. Nothing opens before. Returns what the desk is to keep now,
    /// where that is something else.
    ///
    /// # Errors
    /// `fault-desk-older-list` when a newer list was used before, or another one of the same number.
    pub fn recall(&mut self, office: &Office, kept: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        self.memory.is_compared = false;
        let sealed = SealedMemory::from_bytes(kept).ok();
        let last = sealed
            .as_ref()
            .and_then(|sealed| DeskMemory::open(sealed, self.keys()));
        let older = |_| Fault::new(OLDER_LIST);
        let next = DeskMemory::next(last.as_ref(), &office.trust).map_err(older)?;
        if last.is_none() {
            self.memory.notice = Some(if kept.is_empty() {
                Notice::First
            } else {
                Notice::Broken
            });
        }
        // What is noted from now on was noted by this very desk.
        if last.is_some() && self.memory.notice == Some(Notice::First) {
            self.memory.notice = None;
        }
        let newest = office.trust.newest()?.version;
        self.memory.roster = last.map_or(newest, |last| last.roster);
        self.memory.is_compared = true;
        let number_after = sealed.map_or(0, |sealed| sealed.number).checked_add(1);
        let to_keep = next.map(|next| DeskMemory {
            // The one that does not open has a number all the same.
            number: number_after.unwrap_or(u64::MAX),
            ..next
        });
        let to_keep = to_keep.map(|next| next.seal(self.keys()));
        let sealed = to_keep.transpose().map_err(|_| Fault::new(DAMAGED))?;
        Ok(sealed.map(|sealed| sealed.to_bytes()))
    }
}

impl Desk {
    /// A docket was made when this roster was the newest.
    pub(crate) fn has_seen(&mut self, office: &Office, roster: u32) -> Result<(), Fault> {
        if roster > office.trust.newest()?.version {
            self.memory.is_compared = false;
            return Err(Fault::new(OLDER_LIST));
        }
        if roster > self.memory.roster || self.memory.notice == Some(Notice::First) {
            self.memory.notice = Some(Notice::RolledBack);
        }
        Ok(())
    }
}

/// The list of officers is older than one that was used before.
const OLDER_LIST: &str = "fault-desk-older-list";
