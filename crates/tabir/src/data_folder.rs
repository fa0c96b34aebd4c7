//! Where an office keeps its files.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use seal::{DeskKey, Digest, FormKey, KeyRing, Trust, VerifiedManifest};

/// The folder that `tabir setup` and `tabir demo` make.
#[derive(Debug, Clone)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// Names a folder, which need not exist yet.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The configuration.
    pub fn config(&self) -> PathBuf {
        self.0.join("tabir.toml")
    }

    /// Manifest, rosters, officers' public keys.
    pub fn trust(&self) -> PathBuf {
        self.0.join("trust")
    }

    /// Officers' key files; only in a demonstration do they lie beside the server.
    pub fn officers(&self) -> PathBuf {
        self.0.join("officers")
    }

    /// Key files of those who sign rosters.
    pub fn roster_keys(&self) -> PathBuf {
        self.0.join("roster-keys")
    }

    /// Where a demonstration keeps what an officer's app would: only there does it lie beside the server.
    pub fn codes_of(&self, officer: &str) -> PathBuf {
        self.officers().join(format!("{officer}.otpauth"))
    }

    /// What a demonstration's data custodian keeps: rounding key, declaration and register. Elsewhere it lies on no server.
    pub fn figures(&self) -> PathBuf {
        self.0.join("figures")
    }

    /// The releases that a demonstration's observatory shows.
    pub fn releases(&self) -> PathBuf {
        self.0.join("releases")
    }

    /// The file that says that this is a demonstration's folder.
    pub fn marker(&self) -> PathBuf {
        self.0.join("DEMONSTRATION")
    }

    /// Whether everybody's keys lie here on purpose, and no real report ever should.
    pub fn is_demonstration(&self) -> bool {
        self.marker().exists()
    }

    /// The desk's secret.
    pub fn desk_key(&self) -> PathBuf {
        self.0.join("secrets/desk-key")
    }

    /// The server's form key.
    pub fn form_key(&self) -> PathBuf {
        self.0.join("secrets/form-key")
    }
}

/// Reads manifest, rosters and keys from a trust folder on the operator's own disk and checks every
/// signature.
///
/// # Errors
/// Says which file is missing or refused.
pub fn read_trust(folder: &Path) -> Result<Trust> {
    let manifest = VerifiedManifest::check(&read_text(&folder.join("manifest"))?)?;
    read_rosters(folder, manifest)
}

/// The same for a folder that came from elsewhere: its manifest must be the one with this digest.
///
/// # Errors
/// Says which file is missing or refused.
pub fn read_pinned_trust(folder: &Path, digest: &str) -> Result<Trust> {
    let pinned =
        Digest::from_hex(digest).context("the manifest digest has 64 hexadecimal digits")?;
    let manifest = VerifiedManifest::check_pinned(&read_text(&folder.join("manifest"))?, &pinned)?;
    read_rosters(folder, manifest)
}

/// What officers have signed about being away, where somebody has put it into the folder. Whoever draws a panel
/// checks it.
///
/// # Errors
/// A file that cannot be read.
pub fn read_away(folder: &Path) -> Result<String> {
    let path = folder.join("away");
    if path.exists() {
        read_text(&path)
    } else {
        Ok(String::new())
    }
}

/// Where a trust folder keeps the lists of other offices: each in a folder that is called as its manifest's digest.
pub fn peers_folder(trust: &Path) -> PathBuf {
    trust.join("peers")
}

/// Reads the list of another office whose manifest has this digest, with what its officers have signed about being away.
///
/// # Errors
/// As [`read_pinned_trust`].
pub fn read_peer(trust: &Path, manifest: &Digest) -> Result<(Trust, String)> {
    let digits = manifest.to_string();
    let folder = peers_folder(trust).join(&digits);
    Ok((read_pinned_trust(&folder, &digits)?, read_away(&folder)?))
}

fn read_rosters(folder: &Path, manifest: VerifiedManifest) -> Result<Trust> {
    let ring = folder.join("officer-keys");
    let keys = KeyRing::read(&read_text(&ring)?)
        .with_context(|| format!("`{}` holds something that is no key", ring.display()))?;
    let rosters = folder.join("rosters");
    let mut notes = vec![];
    let entries = fs::read_dir(&rosters)
        .with_context(|| format!("`{}` cannot be read", rosters.display()))?;
    for entry in entries {
        let path = entry?.path();
        // A roster that is being written right now is none yet.
        if path.extension().is_none_or(|ending| ending != "part") {
            notes.push(read_text(&path)?);
        }
    }
    Ok(Trust::new(
        manifest,
        notes.iter().map(String::as_str),
        keys,
    )?)
}

/// Reads a text.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))
}

/// Writes a file that only its owner can read, in one step: whoever looks finds the old one or the new
/// one.
///
/// # Errors
/// Those of the file system.
pub fn replace_private_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(part);
    write_private_file(&part, bytes)?;
    let replaced = fs::rename(&part, path);
    if replaced.is_err() {
        let _left_lying = fs::remove_file(&part);
    }
    replaced.with_context(|| format!("the file `{}` cannot be replaced", path.display()))
}

/// Reads the server's form key.
///
/// # Errors
/// When the file is missing or is not 64 hexadecimal digits.
pub fn read_form_key(path: &Path) -> Result<FormKey> {
    let text = zeroize::Zeroizing::new(
        fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?,
    );
    match Digest::from_hex(text.trim()) {
        Some(bytes) => Ok(FormKey::from_bytes(*bytes.as_bytes())),
        None => bail!("`{}` is not 64 hexadecimal digits", path.display()),
    }
}

/// Reads the desk's secret.
///
/// # Errors
/// When the file is missing or holds something else.
pub fn read_desk_key(path: &Path) -> Result<DeskKey> {
    let text = zeroize::Zeroizing::new(read_text(path)?);
    DeskKey::from_text(&text)
        .with_context(|| format!("`{}` is not the secret of a desk", path.display()))
}

/// Makes a folder that only its owner can enter.
///
/// # Errors
/// Those of the file system.
pub fn make_private_folder(path: &Path) -> Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("the folder `{}` cannot be made", path.display()))
}

/// Writes a file that only its owner can read, and does not replace one that is there.
///
/// # Errors
/// Those of the file system; says so when the file exists.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("the file `{}` cannot be made", path.display()))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("the file `{}` cannot be written", path.display()))
}
