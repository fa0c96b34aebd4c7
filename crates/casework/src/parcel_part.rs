use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use seal::{DetachedObject, Digest, Kind, ParcelId, SealedObject, Sender};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::CaseBytesError;
use crate::note::{Note, NoteFault};
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, Entry, OpenCase};
use crate::parts::{In, Out};

/// A part of a parcel for another office, kept in the case so that it can be saved again while it is on its way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ParcelPart {
    /// SHA-256 of the whole parcel, in hexadecimal digits.
    pub parcel: String,
    /// Its place among the parts, from 0.
    pub number: u16,
    /// The bytes, in base64.
    pub bytes: String,
}

/// The files of a parcel for another office, on their way to the desk: what follows its head, as one file of a bundle that is
/// sealed to the case. So what lies here and what is handed in there have no bytes in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedFiles {
    /// Under what its chunks were sent ahead; not the id of the parcel.
    pub upload: ParcelId,
    /// The bundle, signed by the officer.
    pub bundle: DetachedObject,
}

impl CarriedFiles {
    /// How the only file of the bundle is called.
    pub const NAME: &str = "referral.parcel.files";

    pub(crate) fn write(&self, out: &mut Out) {
        out.0.extend_from_slice(self.upload.as_bytes());
        out.part(&self.bundle.to_bytes());
    }

    pub(crate) fn read(rest: &mut In<'_>) -> Result<Self, CaseBytesError> {
        let upload = ParcelId::from_bytes(rest.array()?);
        let bundle = DetachedObject::from_bytes(rest.part()?);
        let bundle = bundle.map_err(|_| CaseBytesError)?;
        Ok(Self { upload, bundle })
    }
}

impl ParcelPart {
    /// Bytes of a part, at most: in base64 they fill a sealed text of the largest class, and leave room for what is around
    /// them.
    const PART_BYTES: usize = 48_000;

    /// How many parts a parcel may have.
    pub const MOST_PARTS: usize = 4;

    /// Seals a parcel behind what the officer sealed last.
    pub(crate) fn seal_all(
        parcel: &[u8],
        chain: &mut OfficerChain<'_>,
    ) -> Result<Vec<SealedObject>, SealingFault> {
        let parts = parcel.chunks(Self::PART_BYTES);
        if parts.len() > Self::MOST_PARTS {
            return Err(NoteFault::TooLong.into());
        }
        let digest = Digest::of(parcel).to_string();
        let seal = |(number, bytes): (u16, &[u8])| {
            let part = Self {
                parcel: digest.clone(),
                number,
                bytes: BASE64_STANDARD.encode(bytes),
            };
            chain.seal(Kind::Note, &Note::Parcel(part))
        };
        (0..).zip(parts).map(seal).collect()
    }
}

impl OpenCase<'_> {
    /// The parcel with this digest that lies in the case in parts of one officer; nothing where one of them is missing or was
    /// changed. What others noted under its digest does not get in the way.
    pub fn parcel_elsewhere(&self, entries: &[Entry<'_>], digest: &str) -> Option<Vec<u8>> {
        let parts = entries.iter().filter_map(|entry| {
            if let Content::Note(Note::Parcel(part)) = &entry.content
                && part.parcel == digest
            {
                Some((entry.sender, part))
            } else {
                None
            }
        });
        joined(parts, digest)
    }
}

/// Of each sender the first part with a number stands, and as many of them as make the parcel.
fn joined<'p>(
    parts: impl Iterator<Item = (Sender, &'p ParcelPart)>,
    digest: &str,
) -> Option<Vec<u8>> {
    let mut of_senders: BTreeMap<Sender, BTreeMap<u16, &ParcelPart>> = BTreeMap::new();
    for (sender, part) in parts {
        let own = of_senders.entry(sender).or_default();
        own.entry(part.number).or_insert(part);
    }
    of_senders.values().find_map(|own| {
        let mut parcel = vec![];
        let mut own = (0..).zip(own).take(ParcelPart::MOST_PARTS);
        own.find_map(|(place, (number, part)): (u16, _)| {
            let bytes = BASE64_STANDARD.decode(&part.bytes).ok()?;
            parcel.extend_from_slice(&bytes);
            let is_whole = place == *number && Digest::of(&parcel).to_string() == digest;
            is_whole.then(|| parcel.clone())
        })
    })
}

impl fmt::Debug for ParcelPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParcelPart(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use seal::OfficerId;

    use super::*;

    #[test]
    fn what_others_note_under_its_digest_does_not_keep_a_parcel_from_being_saved() {
        let [one, other] =
            [1, 2].map(|number| Sender::Officer(OfficerId::from_bytes([number; 16])));
        let parcel = [vec![7; 9], vec![8; 5]];
        let digest = Digest::of(&parcel.concat()).to_string();
        let part = |number: u16, bytes: &[u8]| ParcelPart {
            parcel: digest.clone(),
            number,
            bytes: BASE64_STANDARD.encode(bytes),
        };
        let sound = [part(0, &parcel[0]), part(1, &parcel[1])];
        let false_part = part(1, b"something else");
        let more = part(2, b"something more");
        let mut broken = part(0, b"");
        broken.bytes = "no base64".to_owned();
        let saved = |parts: &[(Sender, &ParcelPart)]| joined(parts.iter().copied(), &digest);
        let whole = Some(parcel.concat());
        let own = [(one, &sound[0]), (one, &sound[1])];
        assert_eq!(saved(&own), whole);
        for theirs in [&false_part, &more, &broken] {
            for sender in [one, other] {
                let behind = [own[0], own[1], (sender, theirs)];
                assert_eq!(saved(&behind), whole, "{}", theirs.number);
            }
            // Before or behind those of the officer who sealed it, and with a smaller number or a larger one.
            assert_eq!(saved(&[(other, theirs), own[0], own[1]]), whole);
            let [before, behind] = [one, other].map(|sender| {
                let theirs = if sender == one { other } else { one };
                let sound = [(sender, &sound[0]), (sender, &sound[1])];
                saved(&[(theirs, &false_part), sound[1], sound[0], (theirs, &broken)])
            });
            assert_eq!((before, behind), (whole.clone(), whole.clone()));
        }
        // A part that is missing is not taken from somebody else.
        assert_eq!(saved(&own[..1]), None);
        assert_eq!(saved(&[own[0], (one, &false_part)]), None);
        assert_eq!(saved(&[own[0], (other, &sound[1])]), None);
    }
}
