use std::fmt;

use seal::{Digest, Level, OfficerKeys, Receipt};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::officer_object::SealingFault;
use crate::opened_case::OpenCase;
use crate::referral::{ReferralPlan, Referring, SealedReferral};

/// An answer of an office elsewhere, as an officer here noted it: the word of that officer, for the signature from there does
/// not lie beside it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReferralAnswer {
    /// The number of the answer there.
    pub number: String,
    /// Digest of what the officer there signed, in hexadecimal digits.
    pub digest: String,
    /// What it says.
    pub text: String,
}

/// To which office elsewhere something goes, and the parcel that is carried there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct SentElsewhere {
    /// Digest of its manifest, in hexadecimal digits.
    pub manifest: String,
    /// The names of the body and of its office on that day.
    pub name: String,
    /// SHA-256 of the parcel, in hexadecimal digits. Its bytes lie in the case beside this.
    pub parcel: String,
}

/// What is sent: its receipt, and where it is carried elsewhere the parcel.
pub(crate) struct Going<'p> {
    pub(crate) receipt: &'p Receipt,
    pub(crate) elsewhere: Option<SentElsewhere>,
    pub(crate) carried: &'p [u8],
}

impl OpenCase<'_> {
    /// Seals the note that refers something to an office elsewhere, and the parcel in parts beside it: it is carried there
    /// by hand, and the server here does not see it. Of the office come the digest of its manifest, and its name behind that
    /// of the body.
    ///
    /// # Errors
    /// [`SealingFault`], also for a parcel that does not fit into the case.
    pub fn refer_elsewhere(
        &self,
        plan: &ReferralPlan,
        asked: &Referring,
        (receipt, carried): (&Receipt, &[u8]),
        (manifest, name): (Digest, String),
        keys: &OfficerKeys,
        level: Level,
    ) -> Result<SealedReferral, SealingFault> {
        let elsewhere = SentElsewhere {
            manifest: manifest.to_string(),
            name,
            parcel: Digest::of(carried).to_string(),
        };
        let going = Going {
            receipt,
            elsewhere: Some(elsewhere),
            carried,
        };
        self.refer_to(plan, asked, Some(going), keys, level)
    }
}

impl SentElsewhere {
    /// Whether each field is what it should be.
    pub(crate) fn is_sound(&self) -> bool {
        Digest::from_hex(&self.manifest).is_some() && Digest::from_hex(&self.parcel).is_some()
    }
}

impl fmt::Debug for SentElsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SentElsewhere(hidden)")
    }
}

impl fmt::Debug for ReferralAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReferralAnswer(hidden)")
    }
}
