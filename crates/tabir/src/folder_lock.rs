//! Who works in a data folder.

use std::fs::{File, TryLockError};

use anyhow::{Context, Result, bail};

use crate::data_folder::DataFolder;

/// Held while a process works in a data folder. The folder itself carries the lock, so nothing is written
/// for it and nothing is left behind, however the process ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _folder: File,
}

impl FolderLock {
    /// For a demonstration, which founds and empties the folder: nobody else may work in it.
    ///
    /// # Errors
    /// Somebody does; or the file system knows no locks.
    pub(crate) fn alone(data: &DataFolder) -> Result<Self> {
        let folder = File::open(data.path())
            .with_context(|| format!("the folder `{}` cannot be opened", data.path().display()))?;
        match folder.try_lock() {
            Ok(()) => Ok(Self { _folder: folder }),
            Err(TryLockError::WouldBlock) => bail!(
                "something runs in `{}` already; stop it first, or name another folder with --data",
                data.path().display()
            ),
            Err(TryLockError::Error(fault)) => Err(fault).with_context(|| {
                format!(
                    "`{}` cannot be locked; name a folder on a disk of this machine with --data",
                    data.path().display()
                )
            }),
        }
    }

    /// For a server, of which several may work in one folder. `None` where the file system knows no
    /// locks, or the folder may not be looked into: an office may keep its files so, though no
    /// demonstration does.
    ///
    /// # Errors
    /// A demonstration works in it.
    pub(crate) fn beside_others(data: &DataFolder) -> Result<Option<Self>> {
        let Ok(folder) = File::open(data.path()) else {
            return Ok(None);
        };
        match folder.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _folder: folder })),
            Err(TryLockError::WouldBlock) => bail!(
                "a demonstration runs in `{}`; stop it first",
                data.path().display()
            ),
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}
