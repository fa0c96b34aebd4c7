use seal::{Digest, KeyRing, ManifestError, Trust, TrustError, VerifiedManifest};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a door publishes, so that browsers can seal and check: manifest, rosters, and the officers' keys.
/// All of it is public; signatures hold it together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    manifest: String,
    rosters: Vec<String>,
    keys: String,
}

/// Why what was published is not trusted.
#[derive(Debug, Error)]
pub enum PublishedError {
    /// The manifest is not the one that was asked for, or not signed.
    #[error("the manifest is refused")]
    Manifest(#[from] ManifestError),
    /// This was not published by a door.
    #[error("this is no list of officers")]
    Shape,
    /// The rosters or keys do not belong together.
    #[error("the rosters are refused")]
    Trust(#[from] TrustError),
}

impl Published {
    /// What a trust publishes, with the newest `most` of its rosters.
    pub fn of(trust: &Trust, most: usize) -> Self {
        let rosters = trust.rosters().iter().take(most);
        Self {
            manifest: trust.manifest.note().to_owned(),
            rosters: rosters.map(|roster| roster.note().to_owned()).collect(),
            keys: trust.keys.to_text(),
        }
    }

    /// The text that a door hands out: JSON.
    pub fn to_text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Checks every signature of what a door handed out, which must be about the manifest with this digest.
    ///
    /// # Errors
    /// [`PublishedError`].
    pub fn read(text: &str, manifest: &Digest) -> Result<Trust, PublishedError> {
        let published: Self = serde_json::from_str(text).map_err(|_| PublishedError::Shape)?;
        let keys = KeyRing::read(&published.keys).map_err(|_| PublishedError::Shape)?;
        let manifest = VerifiedManifest::check_pinned(&published.manifest, manifest)?;
        let rosters = published.rosters.iter().map(String::as_str);
        Ok(Trust::new(manifest, rosters, keys)?)
    }
}
