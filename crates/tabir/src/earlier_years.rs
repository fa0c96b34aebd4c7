//! The years of a body that were released before, beside which a new one is published.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use casework::{
    CheckedDeclaration, Codebook, ExactYear, RecordKind, ReleasePeriod, ReleaseRegister,
};
use seal::{Digest, Trust};

use crate::release_folder::{ReleaseFolder, SUMS, read_plain};

/// The exact years of the body that came right before, the newest first: as far back as the register has them, and up to one in
/// which nothing is said of a promise. They lie beside the new release.
pub(crate) fn earlier_years(
    declared: &CheckedDeclaration,
    register: &ReleaseRegister,
    out: &Path,
    trust: &Trust,
    book: &Codebook,
) -> Result<Vec<ExactYear>> {
    let mut years = vec![];
    let [body] = declared.bodies.as_slice() else {
        return Ok(years);
    };
    let mut period = declared.period;
    while let Some((before, digest)) = ReleasePeriod::of_day(period.first_day().plus(-1), true)
        .and_then(|before| {
            let digest = register.released(*body, RecordKind::Case, before)?;
            Some((before, digest))
        })
    {
        let folder = find(out, digest)?.with_context(|| {
            format!(
                "the release of {before} {} with the digest {digest} does not lie beside `{}`: put it there, since what both years show of \
                 promised days is added up before this one is made",
                RecordKind::Case,
                out.display()
            )
        })?;
        let release = ReleaseFolder::read(&folder)?;
        let checked = release.check(trust, book);
        let checked = checked.with_context(|| format!("`{}`", folder.display()))?;
        let Some(year) = checked.document.figures.cases else {
            bail!("`{}` is no release of cases", folder.display());
        };
        if !year.has_promises() {
            break;
        }
        years.push(year);
        period = before;
    }
    Ok(years)
}

/// The folder with this list of digests, beside the one that is to be made.
fn find(out: &Path, digest: Digest) -> Result<Option<PathBuf>> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let unread = || format!("`{}` cannot be read", parent.display());
    for entry in fs::read_dir(parent).with_context(unread)? {
        let path = entry.with_context(unread)?.path();
        let sums = path.join(SUMS);
        if sums.is_file() && Digest::of(read_plain(&sums)?.as_bytes()) == digest {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
