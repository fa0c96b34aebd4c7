//! How well the coders of a body agreed, as a lead signed it at the desk.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use casework::{CodingAgreement, ReleasePeriod};
use seal::{Capability, Day, Publication, Trust};

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
    let mut leads = signers
        .iter()
        .filter(|signer| signer.may(Capability::Lead) && signer.body == agreement.body);
    let Some(lead) = leads.next() else {
        bail!(
            "no lead of the body {} signed it, on the day that it says and while on duty: have one make the file again at the desk",
            agreement.body
        );
    };
    is_after(agreement.period, lead.day)?;
    Ok(agreement)
}

/// Of two files of one open period somebody subtracts the one from the other.
fn is_after(period: ReleasePeriod, signed: Day) -> Result<()> {
    let last = period.last_day();
    if signed <= last {
        bail!(
            "line 4, period: {period} was open until {last}, and it was signed on {signed}: have a lead make the file again after {last}, and \
             throw this one away"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_before_its_period_was_over_is_refused_by_name() {
        for (period, last) in [("2027-Q1", "2027-03-31"), ("2027", "2027-12-31")] {
            let (period, last): (ReleasePeriod, Day) =
                (period.parse().unwrap(), last.parse().unwrap());
            let told = is_after(period, last).unwrap_err().to_string();
            let wanted = format!("line 4, period: {period} was open until {last}");
            assert!(told.starts_with(&wanted), "{told}");
            is_after(period, last.plus(1)).unwrap();
        }
    }
}
