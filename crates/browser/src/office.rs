use casework::Published;
#[cfg(feature = "desk")]
use casework::{PeerOffice, SentPeers};
#[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
use ledger::Origin;
#[cfg(any(feature = "desk", feature = "follow_up", feature = "mailbox"))]
use seal::InstanceId;
use seal::{Digest, Trust};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{Fault, LIST};

/// An office whose manifest is the one that the page names, with every signature checked.
#[wasm_bindgen]
pub struct Office {
    pub(crate) trust: Trust,
    /// What officers have signed about being away.
    #[cfg(any(feature = "desk", feature = "sealing"))]
    pub(crate) away: String,
    /// The offices elsewhere that the roster names.
    #[cfg(feature = "desk")]
    pub(crate) peers: Vec<PeerOffice>,
}

#[wasm_bindgen]
impl Office {
    /// Checks what the door publishes (JSON of manifest note, roster notes and officers' keys) against
    /// the digest of the manifest: 64 hexadecimal digits.
    ///
    /// # Errors
    /// `fault-list` when anything of it is not as it was signed.
    pub fn open(published: &str, digest: &str) -> Result<Self, Fault> {
        let refused = || Fault::new(LIST);
        let pinned = Digest::from_hex(digest).ok_or_else(refused)?;
        let trust = Published::read(published, &pinned).map_err(|_| refused())?;
        Ok(Self {
            trust,
            #[cfg(any(feature = "desk", feature = "sealing"))]
            away: String::new(),
            #[cfg(feature = "desk")]
            peers: vec![],
        })
    }
}

#[cfg(any(feature = "desk", feature = "sealing"))]
#[wasm_bindgen]
impl Office {
    /// Takes what officers have signed about being away, one statement on a line. Panels are drawn among the others
    /// from then on; what an officer did not sign counts for nothing.
    pub fn take_away(&mut self, list: String) {
        self.away = list;
    }
}

#[cfg(feature = "desk")]
#[wasm_bindgen]
impl Office {
    /// The number of the deployment, as a saved record names it.
    pub fn number(&self) -> String {
        self.instance().to_string()
    }

    /// Whether the roster names offices elsewhere. `unix_seconds` is the time of this device.
    ///
    /// # Errors
    /// `fault-list-date`.
    pub fn has_peers(&self, unix_seconds: f64) -> Result<bool, Fault> {
        Ok(!self.trust.roster(self.day(unix_seconds))?.peers.is_empty())
    }

    /// Takes the lists of offices elsewhere as the desk handed them out. Each is believed only as far as the roster names its
    /// manifest; what is wrong with another one is said where somebody would use it.
    ///
    /// # Errors
    /// `fault-list-date`.
    pub fn take_peers(&mut self, lists: &str, unix_seconds: f64) -> Result<(), Fault> {
        let roster = self.trust.roster(self.day(unix_seconds))?;
        self.peers = SentPeers::read(lists).check(&self.trust, roster);
        Ok(())
    }
}

impl Office {
    #[cfg(any(feature = "desk", feature = "follow_up", feature = "mailbox"))]
    pub(crate) fn instance(&self) -> InstanceId {
        self.trust.manifest.instance
    }

    #[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
    pub(crate) fn origin(&self) -> Origin {
        Origin::of(&self.trust.manifest.log.origin)
    }

    #[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
    pub(crate) fn day(&self, unix_seconds: f64) -> seal::Day {
        let seconds = whole_seconds(unix_seconds);
        seal::Day::at(seconds, self.trust.manifest.offset_minutes)
    }
}

/// A time of this device, cut to whole seconds.
#[cfg(any(feature = "desk", feature = "follow_up", feature = "sealing"))]
pub(crate) const fn whole_seconds(unix_seconds: f64) -> i64 {
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a time of this device has seconds that fit"
    )]
    let seconds = unix_seconds as i64;
    seconds
}
