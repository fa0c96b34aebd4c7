use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::framing::Tag;
use crate::id::{CaseId, InstanceId, OfficerId, UnitId};
use crate::random::{NoRandomness, random_bytes};
use crate::roster_line::Officer;

/// Who must not see a case: persons by id and whole units. The list stands inside the sealed report;
/// each grant carries its digest. The digest is salted, because a list over a small roster could be
/// guessed from a plain one (decision 0013).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusions {
    #[serde(with = "id_texts")]
    officers: BTreeSet<OfficerId>,
    #[serde(with = "id_texts")]
    units: BTreeSet<UnitId>,
    #[serde(with = "salt_text")]
    salt: [u8; 32],
}

impl Exclusions {
    /// Nobody is excluded yet.
    ///
    /// # Errors
    /// [`NoRandomness`] when no salt can be drawn.
    pub fn none() -> Result<Self, NoRandomness> {
        Self::new([], [])
    }

    /// Excludes these officers and everybody in these units, now and in any later roster.
    ///
    /// # Errors
    /// [`NoRandomness`] when no salt can be drawn.
    pub fn new(
        officers: impl IntoIterator<Item = OfficerId>,
        units: impl IntoIterator<Item = UnitId>,
    ) -> Result<Self, NoRandomness> {
        let (officers, units) = (officers.into_iter().collect(), units.into_iter().collect());
        Ok(Self {
            officers,
            units,
            salt: random_bytes()?,
        })
    }

    /// Whether this officer is kept out, in person or with the unit.
    pub fn cover(&self, officer: &Officer) -> bool {
        self.officers.contains(&officer.id) || self.units.contains(&officer.unit)
    }

    /// The excluded persons.
    pub const fn officers(&self) -> &BTreeSet<OfficerId> {
        &self.officers
    }

    /// The excluded units.
    pub const fn units(&self) -> &BTreeSet<UnitId> {
        &self.units
    }

    /// What each grant of the case carries: SHA-256 over case, salt and both sorted lists.
    pub fn digest(&self, instance: InstanceId, case: CaseId) -> Digest {
        let mut bytes = Tag::Exclusions.begin(instance);
        bytes.extend_from_slice(case.as_bytes());
        bytes.extend_from_slice(&self.salt);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes();
        bytes.extend_from_slice(&count(self.officers.len()));
        self.officers
            .iter()
            .for_each(|id| bytes.extend_from_slice(id.as_bytes()));
        bytes.extend_from_slice(&count(self.units.len()));
        self.units
            .iter()
            .for_each(|id| bytes.extend_from_slice(id.as_bytes()));
        Digest::of(&bytes)
    }
}

impl fmt::Debug for Exclusions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exclusions(hidden)")
    }
}

mod id_texts {
    use std::collections::BTreeSet;
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer, T: Display>(
        ids: &BTreeSet<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(ids.iter().map(T::to_string))
    }

    pub(super) fn deserialize<'de, D, T>(from: D) -> Result<BTreeSet<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: FromStr<Err: Display> + Ord,
    {
        let texts = Vec::<String>::deserialize(from)?;
        texts
            .iter()
            .map(|text| text.parse().map_err(D::Error::custom))
            .collect()
    }
}

mod salt_text {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(salt: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&base16ct::lower::encode_string(salt))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        let bytes = base16ct::lower::decode_vec(text).map_err(D::Error::custom)?;
        bytes
            .try_into()
            .map_err(|_| D::Error::custom("a salt has 32 bytes"))
    }
}
