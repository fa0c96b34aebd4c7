//! How well the coders of a body agreed, as a lead signed it at the desk.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use casework::CodingAgreement;
use seal::{Capability, Publication, Trust};

use crate::release_folder::read_plain;
use crate::release_signers::signers;

/// Reads a file of agreement, and checks that a lead of its body signed it.
pub(crate) fn read_agreement(path: &Path, trust: &Trust) -> Result<CodingAgreement> {
    read(path, trust).with_context(|| format!("`{}`", path.display()))
}

fn read(path: &Path, trust: &Trust) -> Result<CodingAgreement> {
    let whole = read_plain(path)?;
    let signed = format!("\n{}", CodingAgreement::SIGNED);
    let Some((text, signature)) = whole.rsplit_once(&signed) else {
        bail!("the last line is no signature: have a lead make the file again at the desk");
    };
    let text = format!("{text}\n");
    let agreement = CodingAgreement::from_text(&text)?;
    let signers = signers(Publication::Agreement, &text, signature, trust)?;
    if !signers
        .iter()
        .any(|signer| signer.may(Capability::Lead) && signer.body == agreement.body)
    {
        bail!(
            "no lead of the body {} signed it, on the day that it says and while on duty: have one make the file again at the desk",
            agreement.body
        );
    }
    Ok(agreement)
}
