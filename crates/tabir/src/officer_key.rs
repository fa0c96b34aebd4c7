//! Finding an officer's key file and opening it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use seal::{OfficerId, OfficerKeys, Passphrase};

use crate::data_folder::DataFolder;

/// Which key to use. Without any of these, every key of a demonstration folder is tried.
#[derive(Debug, Clone, Args)]
pub struct KeyChoice {
    /// An officer's key file
    #[arg(long, value_name = "FILE", conflicts_with = "name")]
    key: Option<PathBuf>,
    /// The name of a key file in the data folder's `officers`
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// A file with the passphrase; otherwise it is asked for
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// A key file that was found but not opened.
#[derive(Debug, Clone)]
pub struct FoundKey {
    /// Its name, for talk.
    pub name: String,
    /// Whose it is.
    pub officer: OfficerId,
    /// The file.
    pub path: PathBuf,
    file: String,
    passphrase_file: Option<PathBuf>,
}

impl KeyChoice {
    /// Finds the chosen key file, or every one of a demonstration folder.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, data: &DataFolder) -> Result<Vec<FoundKey>> {
        if let Some(path) = &self.key {
            return Ok(vec![self.read(path)?]);
        }
        let folder = data.officers();
        if let Some(name) = &self.name {
            let path = folder.join(format!("{name}.key"));
            if !path.exists() {
                bail!(no_such_name(name, &folder));
            }
            return Ok(vec![self.read(&path)?]);
        }
        let mut found = vec![];
        for entry in fs::read_dir(&folder).with_context(|| no_key(&folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "key")
                && path.with_extension("passphrase").exists()
            {
                found.push(self.read(&path)?);
            }
        }
        if found.is_empty() {
            bail!(no_key(&folder));
        }
        found.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    /// Finds the one key file that was chosen.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn one(&self, data: &DataFolder) -> Result<FoundKey> {
        let mut keys = self.find(data)?;
        match (keys.pop(), keys.is_empty()) {
            (Some(key), true) => Ok(key),
            _ => bail!("name one key with --key FILE or --as NAME"),
        }
    }

    /// Chooses one key file.
    pub fn file(path: &Path) -> Self {
        Self {
            key: Some(path.to_owned()),
            name: None,
            passphrase_file: None,
        }
    }

    /// Chooses every key of a demonstration folder.
    pub const fn every() -> Self {
        Self {
            key: None,
            name: None,
            passphrase_file: None,
        }
    }

    /// Chooses one key file, and the file with its passphrase.
    pub fn file_with(path: &Path, passphrase_file: Option<PathBuf>) -> Self {
        Self {
            passphrase_file,
            ..Self::file(path)
        }
    }

    fn read(&self, path: &Path) -> Result<FoundKey> {
        let file = fs::read_to_string(path)
            .with_context(|| format!("the key file `{}` cannot be read", path.display()))?;
        let (_, officer) = OfficerKeys::owner_of_file(&file)
            .with_context(|| format!("`{}` is not used", path.display()))?;
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let beside = Some(path.with_extension("passphrase")).filter(|beside| beside.exists());
        Ok(FoundKey {
            name,
            officer,
            path: path.to_owned(),
            file,
            passphrase_file: self.passphrase_file.clone().or(beside),
        })
    }
}

impl FoundKey {
    /// Opens the key file with the passphrase from its file, or asks for it.
    ///
    /// # Errors
    /// When the passphrase is wrong.
    pub fn unlock(&self) -> Result<OfficerKeys> {
        self.unlock_with(&self.passphrase()?)
    }

    /// Opens the key file.
    ///
    /// # Errors
    /// When the passphrase is wrong.
    pub fn unlock_with(&self, passphrase: &Passphrase) -> Result<OfficerKeys> {
        OfficerKeys::from_file(&self.file, passphrase)
            .with_context(|| format!("the key of {}", self.name))
    }

    /// Reads the passphrase from its file, or asks for it.
    ///
    /// # Errors
    /// When there is none, or it is not spelt like one.
    pub fn passphrase(&self) -> Result<Passphrase> {
        let typed = zeroize::Zeroizing::new(match &self.passphrase_file {
            Some(path) => fs::read_to_string(path).with_context(|| {
                format!("the passphrase file `{}` cannot be read", path.display())
            })?,
            None => rpassword::prompt_password(format!("Passphrase of {}: ", self.name))
                .context("there is no terminal to ask for the passphrase; use --passphrase-file")?,
        });
        Ok(Passphrase::parse(&typed)?)
    }
}

/// Key files of officers and roster signers in a folder and the folders in it, whatever they are called.
pub(crate) fn key_files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for path in entries(folder) {
        if path.is_dir() {
            found.extend(entries(&path).into_iter().filter(|path| is_key_file(path)));
        } else if is_key_file(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What lies in a folder; nothing where one may not look.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn is_key_file(path: &Path) -> bool {
    let is_short = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= MOST_BYTES);
    if !is_short {
        return false;
    }
    match fs::read_to_string(path) {
        Ok(text) => OfficerKeys::owner_of_file(&text).is_ok(),
        Err(fault) if fault.kind() == ErrorKind::PermissionDenied => {
            path.extension().is_some_and(|ending| ending == "key")
        }
        Err(_) => false,
    }
}

fn no_such_name(name: &str, folder: &Path) -> String {
    let keys = entries(folder).into_iter();
    let keys = keys.filter(|path| path.extension().is_some_and(|ending| ending == "key"));
    let mut known: Vec<String> = keys
        .filter_map(|path| Some(path.file_stem()?.display().to_string()))
        .collect();
    if known.is_empty() {
        return format!(
            "no key of `{name}`: `{}` holds none; name a key file with --key FILE",
            folder.display()
        );
    }
    known.sort();
    format!(
        "no key of `{name}` in `{}`; there are {}",
        folder.display(),
        known.join(", ")
    )
}

fn no_key(folder: &Path) -> String {
    format!(
        "there is no key to use: name one with --key FILE, or with --as NAME from `{}`",
        folder.display()
    )
}

/// More than a key file has.
const MOST_BYTES: u64 = 64 * 1_024;
