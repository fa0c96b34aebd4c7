//! The officer's side on the officer's own machine: opens what storage or a case archive holds.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use casework::{OpenCase, saved_name};
use seal::{DetachedObject, Identity, LogTicket, OpenedBundle, SealedObject, Trust};

use crate::data_folder::write_private_file;

/// A log entry about an object of a case, in the reporter's thread.
///
/// # Errors
/// When the report carries no log secret.
pub fn ticket(
    case: &OpenCase<'_>,
    code: ledger::Code,
    object: &SealedObject,
    trust: &Trust,
) -> Result<LogTicket> {
    let (secret, sequence) = case.log_place(code.byte())?;
    let statement = ledger::Statement {
        code,
        sequence,
        detail: 0,
        digest: *object.digest().as_bytes(),
    };
    let origin = ledger::Origin::of(&trust.manifest.log.origin);
    let (entry, opening) = statement.commit(|label| secret.expand(label), &origin);
    Ok(LogTicket::new(
        *entry.as_bytes(),
        opening.to_bytes(),
        &secret,
    ))
}

/// Checks a bundle's ciphertext and takes its files out into a folder. Nothing is run, and no name of
/// a sender leads outside the folder or replaces a file.
///
/// # Errors
/// When the ciphertext is not the one that was signed, or a file cannot be written.
pub fn unpack(
    bundle: &DetachedObject,
    identity: &Identity,
    sealed: &Path,
    folder: &Path,
) -> Result<Vec<(PathBuf, u64)>> {
    let file = || {
        File::open(sealed)
            .map(BufReader::new)
            .context("the sealed files cannot be read")
    };
    bundle.check_content(file()?)?;
    let mut opened = OpenedBundle::open(bundle, identity, file()?)?;
    let mut written = vec![];
    opened.files(|name, size, content| {
        let path = folder.join(numbered_name(name, written.len()));
        write_private_file(&path, b"").map_err(std::io::Error::other)?;
        let mut target = File::create(&path)?;
        let copied = std::io::copy(&mut content.take(size), &mut target)?;
        target.flush()?;
        written.push((path, copied));
        Ok(())
    })?;
    Ok(written)
}

/// A name that stays in its folder: the number makes it unlike every other.
fn numbered_name(name: &str, number: usize) -> String {
    format!("{:03} {}", number + 1, saved_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_leads_out_of_its_folder() {
        assert_eq!(numbered_name("../../.bashrc", 0), "001 bashrc");
        assert_eq!(numbered_name(".profile", 11), "012 profile");
        assert_eq!(numbered_name("រូប\n.jpg", 1), "002 រូប_.jpg");
    }
}
