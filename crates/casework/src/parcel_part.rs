use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use seal::{Digest, Kind, SealedObject};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::note::{Note, NoteFault};
use crate::officer_object::{OfficerChain, SealingFault};
use crate::opened_case::{Content, Entry, OpenCase};

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
    /// The parcel with this digest that lies in the case in parts; nothing where one of them is missing or was changed.
    pub fn parcel_elsewhere(&self, entries: &[Entry<'_>], digest: &str) -> Option<Vec<u8>> {
        let parts = entries.iter().filter_map(|entry| {
            if let Content::Note(Note::Parcel(part)) = &entry.content
                && part.parcel == digest
            {
                Some((part.number, part))
            } else {
                None
            }
        });
        let parts: BTreeMap<u16, &ParcelPart> = parts.collect();
        let bytes = parts
            .values()
            .map(|part| BASE64_STANDARD.decode(&part.bytes));
        let parcel = bytes.collect::<Result<Vec<_>, _>>().ok()?.concat();
        (Digest::of(&parcel).to_string() == digest).then_some(parcel)
    }
}

impl fmt::Debug for ParcelPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParcelPart(hidden)")
    }
}
