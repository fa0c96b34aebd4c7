//! A release and a declaration as files: what is in them, who signed them, and whether that holds.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::{Codebook, RecordKind, ReleaseDocument, ReleaseFile, TableDeclaration};
use seal::{Capability, Day, Digest, OfficerKeys, Publication, Trust};

use crate::release_signers::{Signer, check_signer, signers};
use crate::terminal::harmless_line;

/// A declaration with the signatures beside it.
#[derive(Debug, Clone)]
pub(crate) struct SignedDeclaration {
    pub(crate) declaration: TableDeclaration,
    text: String,
    signatures: String,
}

/// The files of a release.
#[derive(Debug)]
pub(crate) struct ReleaseFolder {
    folder: PathBuf,
    files: BTreeMap<String, String>,
}

/// A release whose content holds, and who signed it.
#[derive(Debug)]
pub(crate) struct CheckedRelease {
    pub(crate) document: ReleaseDocument,
    /// Those who signed it, with the day.
    pub(crate) signers: Vec<String>,
    signed_by: Vec<Signer>,
}

impl SignedDeclaration {
    /// Signs a declaration.
    pub(crate) fn sign(
        declaration: TableDeclaration,
        keys: &OfficerKeys,
        trust: &Trust,
        today: Day,
    ) -> Result<Self> {
        check_signer(keys, trust, &[Capability::DataCustodian], today)?;
        let text = declaration.to_text();
        let signature = Publication::Declaration.sign(keys, today, text.as_bytes());
        Ok(Self {
            declaration,
            text,
            signatures: format!("{signature}\n"),
        })
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("`{}` cannot be made", folder.display()))?;
        }
        if !path.exists() {
            write_new(path, &self.text)?;
        }
        let signed = signed_path(path);
        if signed.exists() {
            return Ok(());
        }
        write_new(&signed, &self.signatures)
    }

    /// Looks whether it can be written there: where the same one lies, nothing is left to do.
    pub(crate) fn check_place(&self, path: &Path) -> Result<()> {
        if fs::symlink_metadata(path).is_ok() && read_plain(path)? != self.text {
            bail!(
                "`{}` is there already, and is another declaration",
                path.display()
            );
        }
        Ok(())
    }

    /// Reads one, and checks that a data custodian signed it.
    pub(crate) fn read(path: &Path, trust: &Trust) -> Result<Self> {
        let signatures = read_plain(&signed_path(path)).context("the declaration is not signed")?;
        Self::checked(read_plain(path)?, signatures, trust)
            .with_context(|| format!("`{}`", path.display()))
    }

    fn checked(text: String, signatures: String, trust: &Trust) -> Result<Self> {
        let declaration = TableDeclaration::from_text(&text)?;
        // Every rule that needs no list of the codebook, whose version may be another one by now.
        declaration.check_without_codebook()?;
        if declaration.instance != trust.manifest.instance.to_string() {
            bail!("the declaration is another office's");
        }
        let signers = signers(Publication::Declaration, &text, &signatures, trust)?;
        // In a rehearsal the day of the declaration is none of the calendar.
        let on_its_day = |signer: &Signer| {
            declaration.rehearsal || signer.day.to_string() == declaration.declared
        };
        if !signers
            .iter()
            .any(|signer| signer.may(Capability::DataCustodian) && on_its_day(signer))
        {
            bail!(
                "no data custodian of a roster signed the declaration, on the day that it says and while on duty"
            );
        }
        Ok(Self {
            declaration,
            text,
            signatures,
        })
    }
}

impl ReleaseFolder {
    /// Puts a release together.
    pub(crate) fn of(document: &ReleaseDocument, declared: &SignedDeclaration) -> Self {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for ReleaseFile { name, text } in document.files() {
            files.insert(name, text);
        }
        files.insert(DECLARATION.to_owned(), declared.text.clone());
        files.insert(DECLARATION_SIGNED.to_owned(), declared.signatures.clone());
        let sums = sums(files.iter());
        files.insert(SUMS.to_owned(), sums);
        Self {
            folder: PathBuf::new(),
            files,
        }
    }

    /// Writes it into a folder that is not there yet.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir(folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
        for (name, text) in &self.files {
            write_new(&folder.join(name), text)?;
        }
        Ok(())
    }

    /// Reads every file of a folder. It says nothing yet.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let (mut files, mut bytes) = (BTreeMap::new(), 0);
        let entries = fs::read_dir(folder)
            .with_context(|| format!("`{}` cannot be read", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if files.len() == MOST_FILES {
                bail!("`{}` has more files than any release", folder.display());
            }
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            let text = read_plain(&path)?;
            bytes += text.len();
            if bytes > MOST_TOGETHER {
                bail!(
                    "`{}` is larger than any release: look what lies there, and take it out",
                    folder.display()
                );
            }
            files.insert(name.unwrap_or_default(), text);
        }
        Ok(Self {
            folder: folder.to_owned(),
            files,
        })
    }

    /// The names of its files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Its files with their texts.
    pub(crate) fn into_texts(self) -> BTreeMap<String, String> {
        self.files
    }

    /// What the register has of it: SHA-256 of its list of digests.
    pub(crate) fn digest(&self) -> Digest {
        Digest::of(self.text(SUMS).as_bytes())
    }

    fn text(&self, name: &str) -> &str {
        self.files.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Checks everything but that enough have signed.
    pub(crate) fn check(&self, trust: &Trust, book: &Codebook) -> Result<CheckedRelease> {
        let listed = self
            .files
            .iter()
            .filter(|(name, _)| ![SUMS, SUMS_SIGNED].contains(&name.as_str()));
        let wanted = sums(listed);
        if self.text(SUMS) != wanted {
            let have: Vec<&str> = self.text(SUMS).lines().collect();
            let odd = wanted
                .lines()
                .find(|line| !have.contains(line))
                .or_else(|| {
                    let want: Vec<&str> = wanted.lines().collect();
                    have.iter().copied().find(|line| !want.contains(line))
                });
            let name = odd.and_then(|line| line.split("  ").nth(1)).unwrap_or(SUMS);
            bail!(
                "`{}` is not as it was released, or is missing: get the release anew",
                harmless_line(name)
            );
        }
        let document = ReleaseDocument::from_text(self.text(ReleaseDocument::FILE))?;
        document.check_codes(book)?;
        let own = document.files();
        let known: Vec<&str> = own
            .iter()
            .map(|file| file.name.as_str())
            .chain([DECLARATION, DECLARATION_SIGNED, SUMS, SUMS_SIGNED])
            .collect();
        if let Some(more) = self.files().find(|name| !known.contains(name)) {
            bail!(
                "`{}` is no file of this release: take it out, since nothing but what was declared is published",
                harmless_line(more)
            );
        }
        for ReleaseFile { name, text } in own {
            if self.text(&name) != text {
                bail!("`{name}` does not show what {} says", ReleaseDocument::FILE);
            }
        }
        let [text, signatures] =
            [DECLARATION, DECLARATION_SIGNED].map(|name| self.text(name).to_owned());
        let digest = Digest::of(text.as_bytes()).to_string();
        let declared = SignedDeclaration::checked(text, signatures, trust)?;
        if declared.declaration != document.declaration || digest != document.declaration_digest {
            bail!("the release is of another declaration than the one in it");
        }
        let signers = match self.files.get(SUMS_SIGNED) {
            Some(lines) => signers(Publication::Release, &wanted, lines, trust)?,
            None => vec![],
        };
        Ok(CheckedRelease {
            document,
            signers: signers
                .iter()
                .map(|one| format!("{} on {}", one.label, one.day))
                .collect(),
            signed_by: signers,
        })
    }

    /// Signs a release that was checked, and says as whom.
    pub(crate) fn sign(
        &self,
        checked: &CheckedRelease,
        keys: &OfficerKeys,
        trust: &Trust,
        today: Day,
    ) -> Result<String> {
        let label = check_signer(keys, trust, checked.may_sign(), today)?;
        if checked
            .signed_by
            .iter()
            .any(|known| known.officer == keys.officer)
        {
            bail!("{label} has signed it already: the second signature is another officer's");
        }
        let signature = Publication::Release.sign(keys, today, self.text(SUMS).as_bytes());
        let lines = format!("{}{signature}\n", self.text(SUMS_SIGNED));
        let path = self.folder.join(SUMS_SIGNED);
        fs::write(&path, lines)
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
        Ok(label)
    }
}

impl CheckedRelease {
    fn needs_two(&self) -> bool {
        self.document.declaration.kind == RecordKind::Person.word()
    }

    fn may_sign(&self) -> &'static [Capability] {
        if self.needs_two() {
            &[Capability::DataCustodian, Capability::Lead]
        } else {
            &[Capability::DataCustodian]
        }
    }

    /// Whose signature is missing.
    pub(crate) fn standing(&self) -> Option<String> {
        let has_custodian = self
            .signed_by
            .iter()
            .any(|signer| signer.may(Capability::DataCustodian));
        if !has_custodian {
            return Some("a data custodian has still to sign it".to_owned());
        }
        let counts = |signer: &&Signer| self.may_sign().iter().any(|one| signer.may(*one));
        if self.needs_two() && self.signed_by.iter().filter(counts).count() < 2 {
            return Some(
                "a second officer has still to sign it, a lead or another data custodian"
                    .to_owned(),
            );
        }
        None
    }
}

/// A list of digests in the format of `sha256sum`.
fn sums<'f>(files: impl Iterator<Item = (&'f String, &'f String)>) -> String {
    let line =
        |(name, text): (&String, &String)| format!("{}  {name}\n", Digest::of(text.as_bytes()));
    files.map(line).collect()
}

fn signed_path(path: &Path) -> PathBuf {
    let mut signed = path.as_os_str().to_owned();
    signed.push(".signed");
    PathBuf::from(signed)
}

/// Reads a file that came from elsewhere: itself and not where it points to, and none that is larger than any of a release.
pub(crate) fn read_plain(path: &Path) -> Result<String> {
    let about = fs::symlink_metadata(path)
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    if !about.is_file() {
        bail!("`{}` is no plain file: take it out", path.display());
    }
    let mut text = String::new();
    let read = fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_string(&mut text))
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    if u64::try_from(read).unwrap_or(u64::MAX) > MOST_BYTES {
        bail!("`{}` is larger than any file of a release", path.display());
    }
    Ok(text)
}

fn write_new(path: &Path, text: &str) -> Result<()> {
    use std::io::Write as _;
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    file.and_then(|mut file| {
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
    })
    .with_context(|| format!("`{}` cannot be made", path.display()))
}

/// More than any release has: a table and its description for each of the dimensions and tables that may be declared.
const MOST_FILES: usize = 1_000;
/// More than any file of a release has, in bytes.
const MOST_BYTES: u64 = 16 << 20;
/// More than all files of a release have together, in bytes: they are in memory at once.
const MOST_TOGETHER: usize = 64 << 20;
const DECLARATION: &str = "declaration.json";
const DECLARATION_SIGNED: &str = "declaration.json.signed";
pub(crate) const SUMS: &str = "SHA256SUMS";
const SUMS_SIGNED: &str = "SHA256SUMS.signed";

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_folder_that_is_larger_than_any_release_is_not_read_to_its_end() {
        let folder = TempDir::new().unwrap();
        for at in 0..4 {
            let file = fs::File::create(folder.path().join(format!("table-{at}.csv"))).unwrap();
            file.set_len(MOST_BYTES).unwrap();
        }
        let read = ReleaseFolder::read(folder.path()).unwrap();
        assert_eq!(read.into_texts().len(), 4);
        fs::write(folder.path().join("one-more.csv"), "a,count\n").unwrap();
        let fault = ReleaseFolder::read(folder.path()).unwrap_err().to_string();
        assert!(fault.contains("is larger than any release"), "{fault}");
    }
}
