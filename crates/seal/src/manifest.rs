use thiserror::Error;

use crate::digest::Digest;
use crate::id::InstanceId;
use crate::note::{self, NamedKey, NoteError};

/// What every client of one deployment starts its trust from (PROTOCOL 2). Its digest stands on the
/// poster and is an argument of `tabir seal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The deployment.
    pub instance: InstanceId,
    /// How far its clocks run ahead of UTC, in minutes. It fixes what a day is.
    pub offset_minutes: i32,
    /// Who signs rosters.
    pub roster_keys: Vec<NamedKey>,
    /// How many of them must have signed.
    pub roster_threshold: u8,
    /// How many officers are drawn for a case.
    pub panel: u8,
    /// No roster older than this version is accepted.
    pub lowest_roster: u32,
    /// The transparency log.
    pub log: LogPolicy,
    /// How much may be sent at once.
    pub limits: Limits,
}

/// The log a deployment writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPolicy {
    /// The origin line of its checkpoints.
    pub origin: String,
    /// The key of its signer; `None` until the log runs.
    pub key: Option<NamedKey>,
}

/// How much may be sent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The files of one sending together, in bytes.
    pub bundle_bytes: u64,
    /// How many files one sending may have.
    pub files: u32,
}

/// Why a text is not a manifest to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ManifestError {
    /// A line is missing, out of order or not understood; counted from 1.
    #[error("line {0} of the manifest is not understood")]
    Line(usize),
    /// The manifest is not the one whose digest was given.
    #[error("this manifest is not the one with the digest that was asked for")]
    OtherManifest,
    /// A number stands outside its bounds.
    #[error("{0}")]
    Unsound(&'static str),
    /// The note around the manifest is damaged.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Fewer roster keys signed than the manifest itself asks for.
    #[error("the manifest is signed by {signed} of the {needed} keys that it asks for")]
    TooFewSignatures {
        /// How many signed.
        signed: usize,
        /// How many are needed.
        needed: u8,
    },
}

/// A manifest whose signatures hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedManifest {
    manifest: Manifest,
    digest: Digest,
    note: String,
}

impl Manifest {
    /// The text that is signed.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{FIRST_LINE}\ninstance {}\noffset-minutes {}\n",
            self.instance, self.offset_minutes
        );
        text.push_str(&format!("roster-threshold {}\n", self.roster_threshold));
        for key in &self.roster_keys {
            text.push_str(&format!("roster-key {}\n", key.to_text()));
        }
        text.push_str(&format!("panel {}\n", self.panel));
        text.push_str(&format!("lowest-roster {}\n", self.lowest_roster));
        text.push_str(&format!("log-origin {}\n", self.log.origin));
        if let Some(key) = &self.log.key {
            text.push_str(&format!("log-key {}\n", key.to_text()));
        }
        text.push_str(&format!("bundle-bytes {}\n", self.limits.bundle_bytes));
        text.push_str(&format!("files {}\n", self.limits.files));
        text
    }

    fn from_text(text: &str) -> Result<Self, ManifestError> {
        let mut lines = Lines::new(text);
        lines.exactly(FIRST_LINE)?;
        let instance = lines.field("instance")?;
        let offset_minutes = lines.field("offset-minutes")?;
        let roster_threshold = lines.field("roster-threshold")?;
        let mut roster_keys = Vec::new();
        while let Some(key) = lines.optional("roster-key") {
            roster_keys.push(NamedKey::from_text(key).map_err(|_| lines.fault())?);
        }
        let panel = lines.field("panel")?;
        let lowest_roster = lines.field("lowest-roster")?;
        let origin = lines.value("log-origin")?.to_owned();
        let key = lines
            .optional("log-key")
            .map(NamedKey::from_text)
            .transpose();
        let log = LogPolicy {
            origin,
            key: key.map_err(|_| lines.fault())?,
        };
        let limits = Limits {
            bundle_bytes: lines.field("bundle-bytes")?,
            files: lines.field("files")?,
        };
        lines.end()?;
        let manifest = Self {
            instance,
            offset_minutes,
            roster_keys,
            roster_threshold,
            panel,
            lowest_roster,
            log,
            limits,
        };
        manifest.check()?;
        // One spelling only, so that one manifest has one digest.
        (manifest.to_text() == text)
            .then_some(manifest)
            .ok_or(ManifestError::Line(1))
    }

    fn check(&self) -> Result<(), ManifestError> {
        let names = |key: &NamedKey| {
            self.roster_keys
                .iter()
                .filter(|other| other.key() == key.key() || other.name() == key.name())
                .count()
        };
        if self.roster_threshold == 0 || usize::from(self.roster_threshold) > self.roster_keys.len()
        {
            return Err(ManifestError::Unsound(
                "the roster threshold must lie between 1 and the number of roster keys",
            ));
        }
        if self.roster_keys.iter().any(|key| names(key) > 1) {
            return Err(ManifestError::Unsound("a roster key stands twice"));
        }
        if !(2..=16).contains(&self.panel) {
            return Err(ManifestError::Unsound(
                "the panel must have between 2 and 16 officers",
            ));
        }
        if !(-14 * 60..=14 * 60).contains(&self.offset_minutes) {
            return Err(ManifestError::Unsound(
                "the offset must lie within 14 hours of UTC",
            ));
        }
        Ok(())
    }
}

impl VerifiedManifest {
    /// Checks a manifest that lies on the operator's own disk: its signatures must hold.
    ///
    /// # Errors
    /// [`ManifestError`] says what is wrong.
    pub fn check(note: &str) -> Result<Self, ManifestError> {
        let manifest = Manifest::from_text(note::text(note)?)?;
        let (text, signers) = note::check(note, &manifest.roster_keys)?;
        if signers.len() < usize::from(manifest.roster_threshold) {
            return Err(ManifestError::TooFewSignatures {
                signed: signers.len(),
                needed: manifest.roster_threshold,
            });
        }
        let digest = Digest::of(text.as_bytes());
        Ok(Self {
            manifest,
            digest,
            note: note.to_owned(),
        })
    }

    /// Checks a manifest that came from elsewhere against the digest on the poster.
    ///
    /// # Errors
    /// [`ManifestError::OtherManifest`] when it is another one.
    pub fn check_pinned(note: &str, pinned: &Digest) -> Result<Self, ManifestError> {
        let checked = Self::check(note)?;
        (checked.digest == *pinned)
            .then_some(checked)
            .ok_or(ManifestError::OtherManifest)
    }

    /// SHA-256 of the text that is signed.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// The note as it was read.
    pub fn note(&self) -> &str {
        &self.note
    }
}

impl std::ops::Deref for VerifiedManifest {
    type Target = Manifest;

    fn deref(&self) -> &Manifest {
        &self.manifest
    }
}

/// Reads `name value` lines in a fixed order.
struct Lines<'a> {
    lines: std::iter::Peekable<std::str::Lines<'a>>,
    read: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            lines: text.lines().peekable(),
            read: 0,
        }
    }

    const fn fault(&self) -> ManifestError {
        ManifestError::Line(self.read)
    }

    fn exactly(&mut self, line: &str) -> Result<(), ManifestError> {
        self.read += 1;
        (self.lines.next() == Some(line))
            .then_some(())
            .ok_or(self.fault())
    }

    fn optional(&mut self, name: &str) -> Option<&'a str> {
        let value = self.lines.peek()?.strip_prefix(name)?.strip_prefix(' ')?;
        self.lines.next();
        self.read += 1;
        Some(value)
    }

    fn value(&mut self, name: &str) -> Result<&'a str, ManifestError> {
        self.optional(name)
            .ok_or(ManifestError::Line(self.read + 1))
    }

    fn field<T: std::str::FromStr>(&mut self, name: &str) -> Result<T, ManifestError> {
        let value = self.value(name)?;
        value.parse().map_err(|_| self.fault())
    }

    fn end(&mut self) -> Result<(), ManifestError> {
        self.lines
            .next()
            .map_or(Ok(()), |_| Err(ManifestError::Line(self.read + 1)))
    }
}

const FIRST_LINE: &str = "tabir/v1/manifest";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::SigningKey;

    #[test]
    fn a_manifest_is_read_as_it_is_written() {
        let (manifest, keys) = manifest();
        let note = signed(&manifest, &keys);
        let checked = VerifiedManifest::check(&note).unwrap();
        assert_eq!(*checked, manifest);
        assert!(VerifiedManifest::check_pinned(&note, &checked.digest()).is_ok());
        let other = VerifiedManifest::check_pinned(&note, &Digest::NONE);
        assert_eq!(other, Err(ManifestError::OtherManifest));
    }

    #[test]
    fn a_manifest_needs_the_signatures_that_it_asks_for() {
        let (manifest, keys) = manifest();
        let short = VerifiedManifest::check(&signed(&manifest, &keys[..1]));
        assert_eq!(
            short,
            Err(ManifestError::TooFewSignatures {
                signed: 1,
                needed: 2
            })
        );
    }

    #[test]
    fn a_line_that_is_not_understood_is_named() {
        let (manifest, keys) = manifest();
        let text = manifest.to_text().replace("panel 3", "panel three");
        let note = note::assemble(
            &text,
            &[note::sign(&text, &manifest.roster_keys[0], &keys[0])],
        );
        assert_eq!(VerifiedManifest::check(&note), Err(ManifestError::Line(7)));
    }

    fn signed(manifest: &Manifest, keys: &[SigningKey]) -> String {
        let text = manifest.to_text();
        let signatures: Vec<String> = keys
            .iter()
            .zip(&manifest.roster_keys)
            .map(|(key, name)| note::sign(&text, name, key))
            .collect();
        note::assemble(&text, &signatures)
    }

    fn manifest() -> (Manifest, Vec<SigningKey>) {
        let keys: Vec<SigningKey> = (0..2).map(|_| SigningKey::draw().unwrap()).collect();
        let named = |(place, key): (usize, &SigningKey)| {
            NamedKey::new(&format!("roster-{place}"), key.verifying()).unwrap()
        };
        let manifest = Manifest {
            instance: InstanceId::draw().unwrap(),
            offset_minutes: 420,
            roster_keys: keys.iter().enumerate().map(named).collect(),
            roster_threshold: 2,
            panel: 3,
            lowest_roster: 1,
            log: LogPolicy {
                origin: "demo.example/log".to_owned(),
                key: None,
            },
            limits: Limits {
                bundle_bytes: 1 << 31,
                files: 10_000,
            },
        };
        (manifest, keys)
    }
}
