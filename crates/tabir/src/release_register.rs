//! The register of declarations and releases as a file: one writes at a time, and what is entered is on the disk before anything
//! else is.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::ReleaseRegister;
use seal::Digest;

use crate::data_folder::{read_text, replace_private_file};
use crate::release_folder::read_plain;

/// A register that nobody else writes meanwhile. The lock is a file beside it, which stays and is empty.
#[derive(Debug)]
pub(crate) struct HeldRegister {
    pub(crate) register: ReleaseRegister,
    /// Whether there was no file yet.
    pub(crate) is_new: bool,
    path: PathBuf,
    _lock: File,
}

/// Reads a register that must be there.
pub(crate) fn read_register(path: &Path) -> Result<ReleaseRegister> {
    let text = read_text(path).context(
        "the register is missing: put it back as it was kept elsewhere, since without it nothing tells a second release from the first",
    )?;
    ReleaseRegister::from_text(&text).with_context(|| format!("`{}`", path.display()))
}

/// Reads a register that somebody put beside releases: a plain file of a bearable size, or nothing of it.
pub(crate) fn read_laid_register(path: &Path) -> Result<ReleaseRegister> {
    ReleaseRegister::from_text(&read_plain(path)?).with_context(|| format!("`{}`", path.display()))
}

impl HeldRegister {
    /// Takes a register that must be there.
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let lock = lock(path)?;
        Ok(Self {
            register: read_register(path)?,
            is_new: false,
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Takes a register, or begins one where there is no file.
    pub(crate) fn take_or_begin(path: &Path) -> Result<Self> {
        if fs::symlink_metadata(path).is_ok() {
            return Self::take(path);
        }
        Ok(Self {
            register: ReleaseRegister::default(),
            is_new: true,
            path: path.to_owned(),
            _lock: lock(path)?,
        })
    }

    /// Writes it, and says with which digest it now ends.
    pub(crate) fn write(&self) -> Result<Digest> {
        replace_private_file(&self.path, self.register.to_text().as_bytes())?;
        Ok(self.register.end())
    }
}

fn lock(path: &Path) -> Result<File> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let beside = PathBuf::from(beside);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&beside)
        .with_context(|| format!("`{}` cannot be made", beside.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!(
            "somebody else works with the register `{}`: wait until that is done",
            path.display()
        ),
        Err(TryLockError::Error(fault)) => Err(fault).with_context(|| {
            format!(
                "`{}` cannot be locked: keep the register on a disk of this machine",
                beside.display()
            )
        }),
    }
}
