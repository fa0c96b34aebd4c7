//! Sealed parcels that somebody brings to the office instead of handing them in at the reporters' door.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use anyhow::{Context, Result};

use super::doors::Doors;
use super::{Place, block_on};
use crate::terminal::say;

/// Whether a file begins like a parcel: with its version, and no letter.
pub(super) fn is_parcel(path: &Path) -> Result<bool> {
    let mut first = [0];
    match opened(path)?.read_exact(&mut first) {
        Err(fault) if fault.kind() == ErrorKind::UnexpectedEof => Ok(false),
        read => {
            read.with_context(|| format!("`{}` cannot be read", path.display()))?;
            Ok(first < [b' '])
        }
    }
}

/// Takes it by the rules of the reporters' door. Nobody sees here what is in it, or from whom it comes.
pub(super) fn deliver_parcel(path: &Path, place: &Place) -> Result<()> {
    let mut file = opened(path)?;
    block_on(async move {
        let office = place.open()?;
        office.require_ready().await?;
        let intake = Doors::default().open_for_reporters(&office).await?;
        let next = || {
            let mut piece = Vec::with_capacity(PIECE_BYTES);
            let most = u64::try_from(PIECE_BYTES)?;
            let read = Read::by_ref(&mut file).take(most).read_to_end(&mut piece);
            read.with_context(|| format!("`{}` cannot be read", path.display()))?;
            anyhow::Ok(piece)
        };
        let handed_in = intake::take_pieces(&intake, next)
            .await
            .with_context(|| format!("nothing of `{}` was kept", path.display()))?;
        match (handed_in.accepted.again, handed_in.follows) {
            (true, _) => say!("It was stored before. Nothing changed."),
            (false, true) => say!("What was added is stored."),
            (false, false) => {
                say!("The report is stored. Only the officers drawn for it can open it.")
            }
        }
        Ok(())
    })
}

fn opened(path: &Path) -> Result<File> {
    File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))
}

const PIECE_BYTES: usize = 256 * 1_024;
