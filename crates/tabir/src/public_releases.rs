//! The releases of a folder, as the public's door shows them: each is verified as if it came from anywhere, and what does not
//! hold is not shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::{Codebook, ReleaseRegister};
use observatory::{Published, Released};
use seal::{Digest, Trust};

use crate::release_folder::ReleaseFolder;
use crate::release_register::read_laid_register;
use crate::terminal::harmless_line;

/// What is shown, and what is not.
#[derive(Debug, Default)]
pub(crate) struct PublicReleases {
    pub(crate) published: Published,
    /// Each release that is not shown, with the reason and what to do, as a line.
    pub(crate) refused: Vec<String>,
}

impl PublicReleases {
    /// Reads a folder in which each folder is a release, and each file whose name begins with `register` a register, but for
    /// those that a program left half written or set aside. Without a folder nothing is released.
    pub(crate) fn read(folder: Option<&Path>, trust: &Trust, book: &Codebook) -> Result<Self> {
        let mut read = Self::default();
        for body in trust.rosters().iter().flat_map(|roster| &roster.bodies) {
            // The newest roster comes first: a body is called what it is called now.
            let bodies = &mut read.published.bodies;
            bodies
                .entry(body.id.to_string())
                .or_insert_with(|| harmless_line(&body.label));
        }
        let Some(folder) = folder else {
            return Ok(read);
        };
        let (folders, registers) = places(folder)?;
        let registers: Vec<ReleaseRegister> = registers
            .iter()
            .map(|path| read_laid_register(path))
            .collect::<Result<_>>()?;
        let mut found = vec![];
        for path in folders {
            match verified(&path, trust, book, &registers) {
                Ok(release) => found.push((path, release)),
                Err(fault) => read.refuse(&path, &format!("{fault:#}")),
            }
        }
        read.keep_single(found);
        Ok(read)
    }

    /// What changes when anything that is shown does.
    pub(crate) fn mark(&self) -> Digest {
        let mut text = String::new();
        for release in &self.published.releases {
            text.push_str(&release.digest);
            text.push_str(&release.signers.join("\n"));
            for signatures in release.files.values() {
                text.push_str(&Digest::of(signatures.as_bytes()).to_string());
            }
        }
        for (id, label) in &self.published.bodies {
            text.push_str(&format!("{id} {label}\n"));
        }
        Digest::of(text.as_bytes())
    }

    /// Two releases over the same records say more than either, so neither is shown; the same one twice is shown once.
    fn keep_single(&mut self, found: Vec<(PathBuf, Released)>) {
        let clash = |(_, release): &(PathBuf, Released)| {
            let mut others = found.iter();
            let clash = others.find(|(_, other)| {
                other.digest != release.digest && counts_the_same(release, other)
            });
            clash.map(|(path, _)| path.clone())
        };
        let clashes: Vec<Option<PathBuf>> = found.iter().map(clash).collect();
        let mut kept = BTreeSet::new();
        // They are large, so that they are moved.
        for ((path, release), clash) in found.into_iter().zip(clashes) {
            if let Some(other) = clash {
                self.refuse(
                    &path,
                    &format!(
                        "it is about the same records as `{}`, and differs from it: two releases of them tell more than either; keep the \
                         one that is in the register, and take the other one out",
                        other.display()
                    ),
                );
            } else if kept.insert(release.digest.clone()) {
                self.published.releases.push(release);
            }
        }
    }

    fn refuse(&mut self, path: &Path, why: &str) {
        let line = format!("`{}` is not shown: {why}", path.display());
        self.refused.push(harmless_line(&line));
    }
}

/// The folders of releases, and the registers, in the order of their names.
fn places(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let unread = || {
        format!(
            "the folder of releases `{}` cannot be read",
            folder.display()
        )
    };
    let (mut folders, mut registers) = (vec![], vec![]);
    for entry in fs::read_dir(folder).with_context(unread)? {
        let path = entry.with_context(unread)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            folders.push(path);
        } else if name.starts_with("register")
            && !NO_REGISTERS.iter().any(|end| name.ends_with(end))
        {
            registers.push(path);
        }
    }
    folders.sort();
    registers.sort();
    Ok((folders, registers))
}

/// A release that holds, is whole, and may stand in this office.
fn verified(
    path: &Path,
    trust: &Trust,
    book: &Codebook,
    registers: &[ReleaseRegister],
) -> Result<Released> {
    let folder = ReleaseFolder::read(path)?;
    let checked = folder.check(trust, book)?;
    if let Some(missing) = checked.standing() {
        bail!("it is no release yet: {missing}");
    }
    let digest = folder.digest();
    if !registers.is_empty() && !registers.iter().any(|one| one.has_released(digest)) {
        bail!(
            "no release with the digest {digest} is in the register beside it: take it out, or put the whole register there"
        );
    }
    let rehearsal = checked.document.declaration.rehearsal;
    if rehearsal && !trust.manifest.instance.is_for_training() {
        bail!("it is a rehearsal, and this office is none for practice: take it out");
    }
    Ok(Released {
        document: checked.document,
        files: folder.into_texts(),
        signers: checked.signers,
        digest: digest.to_string(),
    })
}

fn counts_the_same(one: &Released, other: &Released) -> bool {
    let about = |release: &Released| {
        let declared = &release.document.declaration;
        (
            declared.rehearsal,
            declared.period.clone(),
            declared.kind.clone(),
        )
    };
    let theirs = &other.document.declaration.bodies;
    let mut ours = one.document.declaration.bodies.iter();
    about(one) == about(other) && ours.any(|id| theirs.contains(id))
}

/// How files beside a register end that are none: a lock, one that was not finished, one that an editor kept.
const NO_REGISTERS: [&str; 3] = [".lock", ".part", "~"];

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn what_is_no_whole_register_is_none_and_what_never_ends_is_refused() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("2027-Q1-act")).unwrap();
        for name in [
            "register",
            "register-2",
            "register.lock",
            "register.4711.part",
            "register~",
            ".register",
            "notes",
        ] {
            fs::write(at(name), "").unwrap();
        }
        let (folders, registers) = places(folder.path()).unwrap();
        assert_eq!(folders, [at("2027-Q1-act")]);
        assert_eq!(registers, [at("register"), at("register-2")]);
        assert!(read_laid_register(&at("register")).is_ok());

        symlink("/dev/zero", at("register-zero")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(at("register-pipe"))
            .status();
        assert!(made.unwrap().success());
        for name in ["register-zero", "register-pipe"] {
            let fault = read_laid_register(&at(name)).unwrap_err();
            let told = format!("{fault:#}");
            assert!(told.contains("is no plain file: take it out"), "{told}");
        }
        let long = fs::File::create(at("register-long")).unwrap();
        long.set_len(1 << 30).unwrap();
        let fault = read_laid_register(&at("register-long")).unwrap_err();
        let told = format!("{fault:#}");
        assert!(
            told.contains("is larger than any file of a release"),
            "{told}"
        );
    }
}
