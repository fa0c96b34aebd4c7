use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding as _};
use thiserror::Error;

use crate::day::Day;
use crate::digest::Digest;
use crate::framing::begin_publication;
use crate::id::{InstanceId, OfficerId};
use crate::key_file::OfficerKeys;
use crate::signing::{BadSignature, Signature, VerifyingKey};

/// What of the public figures an officer signs. A signature over one kind never stands for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// How well the coders of a body agreed over a period.
    Agreement,
    /// Which tables a period will have.
    Declaration,
    /// The list of digests of everything in a release.
    Release,
}

/// Who signed, on what day, and the signature; on a line of its own: `officer day base64`.
///
/// The signature is over tag `tabir/v1/coding-agreement`, `tabir/v1/table-declaration` or `tabir/v1/release`, the instance,
/// SHA-256 of the text, and the day. What the officer may sign is what the roster of that day says, whatever later rosters say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseSignature {
    /// Who says to have signed.
    pub officer: OfficerId,
    /// The day on which that officer says to have signed.
    pub day: Day,
    signature: Signature,
}

/// The line is no officer, day and signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is no line of an officer, a day and a signature")]
pub struct ReleaseSignatureError;

impl Publication {
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Agreement => "tabir/v1/coding-agreement",
            Self::Declaration => "tabir/v1/table-declaration",
            Self::Release => "tabir/v1/release",
        }
    }

    /// Signs a text with an officer's keys on a day.
    pub fn sign(self, keys: &OfficerKeys, day: Day, text: &[u8]) -> ReleaseSignature {
        ReleaseSignature {
            officer: keys.officer,
            day,
            signature: keys.signing.sign(&self.bound(keys.instance, day, text)),
        }
    }

    fn bound(self, instance: InstanceId, day: Day, text: &[u8]) -> Vec<u8> {
        let mut bound = begin_publication(instance, self);
        bound.extend_from_slice(Digest::of(text).as_bytes());
        bound.extend_from_slice(day.to_string().as_bytes());
        bound
    }
}

impl ReleaseSignature {
    /// Checks that this officer's key signed the text for this purpose in this deployment, with this day.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(
        &self,
        kind: Publication,
        instance: InstanceId,
        signer: &VerifyingKey,
        text: &[u8],
    ) -> Result<(), BadSignature> {
        signer.check(&kind.bound(instance, self.day, text), &self.signature)
    }
}

impl fmt::Display for ReleaseSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = Base64::encode_string(&self.signature);
        write!(f, "{} {} {signature}", self.officer, self.day)
    }
}

impl FromStr for ReleaseSignature {
    type Err = ReleaseSignatureError;

    fn from_str(line: &str) -> Result<Self, ReleaseSignatureError> {
        let read = || {
            let (officer, rest) = line.split_once(' ')?;
            let (day, signature) = rest.split_once(' ')?;
            Some(Self {
                officer: officer.parse().ok()?,
                day: day.parse().ok()?,
                signature: Base64::decode_vec(signature).ok()?.try_into().ok()?,
            })
        };
        read().ok_or(ReleaseSignatureError)
    }
}

#[cfg(test)]
mod tests {
    use super::Publication::{Agreement, Declaration, Release};
    use super::*;

    #[test]
    fn a_signature_holds_for_its_text_its_purpose_its_day_its_office_and_its_officer_alone() {
        let instance = InstanceId::draw().unwrap();
        let draw =
            || OfficerKeys::draw(instance, Digest::NONE, OfficerId::draw().unwrap()).unwrap();
        let (keys, other) = (draw(), draw());
        let day: Day = "2027-04-02".parse().unwrap();
        let signed = Release.sign(&keys, day, b"sums");
        let read: ReleaseSignature = signed.to_string().parse().unwrap();
        assert_eq!(read, signed);
        let check = |kind, instance, keys: &OfficerKeys, text: &[u8]| {
            read.check(kind, instance, &keys.signing.verifying(), text)
        };
        assert_eq!(check(Release, instance, &keys, b"sums"), Ok(()));
        let elsewhere = InstanceId::draw().unwrap();
        for wrong in [
            check(Agreement, instance, &keys, b"sums"),
            check(Declaration, instance, &keys, b"sums"),
            check(Release, elsewhere, &keys, b"sums"),
            check(Release, instance, &other, b"sums"),
            check(Release, instance, &keys, b"sumS"),
        ] {
            assert_eq!(wrong, Err(BadSignature));
        }
        let backdated = signed.to_string().replace("2027-04-02", "2027-04-01");
        let backdated: ReleaseSignature = backdated.parse().unwrap();
        let key = keys.signing.verifying();
        assert_eq!(
            backdated.check(Release, instance, &key, b"sums"),
            Err(BadSignature)
        );
        let without_day = signed.to_string().replace(" 2027-04-02", "");
        for line in [
            "",
            "x y z",
            &format!("{} {day} AAAA", keys.officer),
            &without_day,
        ] {
            assert!(line.parse::<ReleaseSignature>().is_err(), "{line}");
        }
    }
}
