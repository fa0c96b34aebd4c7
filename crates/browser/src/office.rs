use seal::{Digest, InstanceId, KeyRing, Trust, VerifiedManifest};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::{Fault, LIST};

/// An office whose manifest is the one that the page names, with every signature checked.
#[wasm_bindgen]
pub struct Office {
    pub(crate) trust: Trust,
}

/// What the door publishes to seal with.
#[derive(Deserialize)]
struct Published {
    manifest: String,
    rosters: Vec<String>,
    keys: String,
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
        let published: Published = serde_json::from_str(published).map_err(|_| refused())?;
        let pinned = Digest::from_hex(digest).ok_or_else(refused)?;
        let manifest = VerifiedManifest::check_pinned(&published.manifest, &pinned);
        let keys = KeyRing::read(&published.keys).map_err(|_| refused())?;
        let trust = Trust::new(
            manifest.map_err(|_| refused())?,
            published.rosters.iter().map(String::as_str),
            keys,
        )?;
        Ok(Self { trust })
    }
}

impl Office {
    pub(crate) fn instance(&self) -> InstanceId {
        self.trust.manifest.instance
    }
}
