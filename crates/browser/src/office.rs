use casework::Published;
use seal::{Digest, InstanceId, Trust};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{Fault, LIST};

/// An office whose manifest is the one that the page names, with every signature checked.
#[wasm_bindgen]
pub struct Office {
    pub(crate) trust: Trust,
    /// What officers have signed about being away.
    #[cfg(any(feature = "desk", feature = "sealing"))]
    pub(crate) away: String,
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
}

impl Office {
    pub(crate) fn instance(&self) -> InstanceId {
        self.trust.manifest.instance
    }

    #[cfg(any(feature = "desk", feature = "sealing"))]
    pub(crate) fn day(&self, unix_seconds: f64) -> seal::Day {
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            reason = "a time of this device, cut to whole seconds"
        )]
        let seconds = unix_seconds as i64;
        seal::Day::at(seconds, self.trust.manifest.offset_minutes)
    }
}
