use std::collections::BTreeSet;
use std::fmt;

use seal::{
    BadSignature, InstanceId, Kind, Level, OfficerId, OfficerKeys, OpenedText, Roster,
    SealedObject, Sender, Signature, VerifyingKey, check_told, sign_told,
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::case_file::{CaseBytesError, StoredObject};
use crate::holders::check_left;
use crate::leaving::LeavingFault;
use crate::officer_grant::Told;
use crate::opened_case::OpenCase;
use crate::parts::{In, Out};

/// Who is kept out of a case after it arrived, and why. Sealed to the case and signed by an officer who holds
/// it; it is never taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct LaterExclusion {
    /// Why.
    pub reason: String,
    /// Who. Nobody is named where the officer who signed it declines the case.
    #[serde(default, with = "id_texts", skip_serializing_if = "BTreeSet::is_empty")]
    #[zeroize(skip)]
    pub officers: BTreeSet<OfficerId>,
}

/// An exclusion on its way from an officer's client to the desk. The desk is told only of those who hold a
/// grant for the case, because these have to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerExclusion {
    /// The sealed exclusion.
    pub exclusion: SealedObject,
    /// Who held the case as the client saw it. When others do by now, one of them may be excluded.
    pub holders: BTreeSet<OfficerId>,
    /// Who of them is excluded.
    pub leave: BTreeSet<OfficerId>,
    /// The officer's signature over all of it.
    pub signature: Signature,
}

impl OfficerExclusion {
    /// Signs all of it.
    pub fn sign(
        exclusion: SealedObject,
        holders: BTreeSet<OfficerId>,
        leave: BTreeSet<OfficerId>,
        keys: &OfficerKeys,
    ) -> Self {
        let signature = sign_told(keys, &told(&exclusion, &holders, &leave));
        Self {
            exclusion,
            holders,
            leave,
            signature,
        }
    }

    /// Checks the officer's signature over all of it, not that of the sealed exclusion itself.
    ///
    /// # Errors
    /// [`BadSignature`].
    pub fn check(&self, instance: InstanceId, signer: &VerifyingKey) -> Result<(), BadSignature> {
        let told = told(&self.exclusion, &self.holders, &self.leave);
        check_told(instance, signer, &told, &self.signature)
    }

    /// Writes it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = told(&self.exclusion, &self.holders, &self.leave);
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// Reads what [`OfficerExclusion::to_bytes`] wrote. No signature is checked here.
    ///
    /// # Errors
    /// [`CaseBytesError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CaseBytesError> {
        let (told, signature) = bytes.split_last_chunk().ok_or(CaseBytesError)?;
        let mut rest = In::new(told);
        if rest.byte()? != Told::Exclusion.code() {
            return Err(CaseBytesError);
        }
        let mut officers = || -> Result<BTreeSet<OfficerId>, CaseBytesError> {
            let officers = rest.several(|rest| rest.array().map(OfficerId::from_bytes))?;
            Ok(officers.into_iter().collect())
        };
        let (holders, leave) = (officers()?, officers()?);
        let exclusion = SealedObject::from_bytes(rest.part()?).map_err(|_| CaseBytesError)?;
        rest.end(Self {
            exclusion,
            holders,
            leave,
            signature: *signature,
        })
    }
}

fn told(
    exclusion: &SealedObject,
    holders: &BTreeSet<OfficerId>,
    leave: &BTreeSet<OfficerId>,
) -> Vec<u8> {
    let mut out = Out::default();
    out.byte(Told::Exclusion.code());
    for officers in [holders, leave] {
        let officers: Vec<_> = officers.iter().collect();
        out.several(&officers, |out, officer| {
            out.0.extend_from_slice(officer.as_bytes());
        });
    }
    out.part(&exclusion.to_bytes());
    out.0
}

impl OpenCase<'_> {
    /// Whom no client lets into the case: who has declined it, and whom a holder has excluded. An exclusion
    /// that does not open or names nobody is a recusal of who signed it.
    pub fn barred(&self) -> BTreeSet<OfficerId> {
        let mut barred = BTreeSet::new();
        for arrived in &self.file.objects {
            let StoredObject::Text(text) = &arrived.object else {
                continue;
            };
            let Sender::Officer(by) = text.header.sender else {
                continue;
            };
            if text.header.kind != Kind::Exclusion || !self.is_signed(&text.detached()) {
                continue;
            }
            let opened: Result<OpenedText<LaterExclusion>, _> =
                text.open_text(&self.grant.identity);
            match opened {
                Ok(OpenedText(exclusion)) if !exclusion.officers.is_empty() => {
                    barred.extend(&exclusion.officers);
                }
                Ok(_) | Err(_) => {
                    barred.insert(by);
                }
            }
        }
        barred
    }

    /// How many exclusions, recusals among them, are in the case.
    pub fn exclusions(&self) -> u32 {
        let objects = self.file.objects.iter();
        let exclusions = objects.filter(|arrived| arrived.object.header().kind == Kind::Exclusion);
        u32::try_from(exclusions.count()).unwrap_or(u32::MAX)
    }

    /// Who may be excluded: everybody of a roster and everybody who holds the case, but the officer and those
    /// who are kept out already.
    pub fn excludable(&self, own: OfficerId, roster: &Roster) -> Vec<OfficerId> {
        let barred = self.barred();
        let known = roster.officers.iter().filter(|officer| {
            !self.report.exclusions.cover(officer) || self.file.holders.contains(&officer.id)
        });
        let all = known.map(|officer| officer.id);
        let all: BTreeSet<_> = all.chain(self.file.holders.iter().copied()).collect();
        let may = |officer: &OfficerId| *officer != own && !barred.contains(officer);
        all.into_iter().filter(may).collect()
    }

    /// Seals to the case that these officers are kept out of it from now on. They lose the case where they
    /// hold it.
    ///
    /// # Errors
    /// [`LeavingFault`].
    pub fn exclude(
        &self,
        officers: BTreeSet<OfficerId>,
        reason: &str,
        keys: &OfficerKeys,
        on_duty: &BTreeSet<OfficerId>,
        level: Level,
    ) -> Result<OfficerExclusion, LeavingFault> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(LeavingFault::Empty);
        }
        let barred = self.barred();
        let may = |officer: &OfficerId| *officer != keys.officer && !barred.contains(officer);
        if officers.is_empty() || !officers.iter().all(may) {
            return Err(LeavingFault::Nobody);
        }
        let holders: BTreeSet<_> = self.file.holders.iter().copied().collect();
        let leave: BTreeSet<_> = officers.intersection(&holders).copied().collect();
        if !leave.is_empty() {
            check_left(&leave, &self.file.holders, on_duty)?;
        }
        let exclusion = LaterExclusion {
            reason: reason.to_owned(),
            officers,
        };
        let exclusion = self.seal_own(Kind::Exclusion, &exclusion, keys, level)?;
        Ok(OfficerExclusion::sign(exclusion, holders, leave, keys))
    }
}

impl fmt::Debug for LaterExclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LaterExclusion(hidden)")
    }
}

mod id_texts {
    use std::collections::BTreeSet;

    use seal::OfficerId;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        ids: &BTreeSet<OfficerId>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(ids.iter().map(OfficerId::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeSet<OfficerId>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let ids = texts.iter();
        ids.map(|text| text.parse().map_err(D::Error::custom))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recusal_of_before_is_read_and_written_as_it_was() {
        let before = r#"{"reason":"A cousin."}"#;
        let read: LaterExclusion = serde_json::from_str(before).unwrap();
        assert!(read.reason == "A cousin." && read.officers.is_empty());
        assert_eq!(serde_json::to_string(&read).unwrap(), before);
        let named = LaterExclusion {
            reason: "A cousin.".to_owned(),
            officers: BTreeSet::from([OfficerId::from_bytes([1; 16])]),
        };
        let written = serde_json::to_string(&named).unwrap();
        let read: LaterExclusion = serde_json::from_str(&written).unwrap();
        assert!(read == named);
        for wrong in [
            r#"{"reason":"A cousin.","officers":["somebody"]}"#,
            r#"{"reason":"A cousin.","units":[]}"#,
            r#"{"officers":[]}"#,
        ] {
            assert!(serde_json::from_str::<LaterExclusion>(wrong).is_err());
        }
    }

    #[test]
    fn an_exclusion_never_shows_itself() {
        let exclusion = LaterExclusion {
            reason: "The director is my cousin.".to_owned(),
            officers: BTreeSet::from([OfficerId::from_bytes([1; 16])]),
        };
        assert_eq!(format!("{exclusion:?}"), "LaterExclusion(hidden)");
    }
}
