use std::collections::BTreeSet;
use std::fmt;

use seal::{
    Day, Digest, Grant, GrantError, Kind, Level, NoRandomness, ObjectHeader, ObjectId, Officer,
    OfficerId, OfficerKeys, Recipient, Roster, SealedObject, Sender, TextError,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::opened_case::OpenCase;

/// An officer declines a case because of a conflict, and says why to those who go on with it. It is an
/// exclusion that officers sign against themselves: no grant of the case is made for them again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Recusal {
    /// Why.
    pub reason: String,
}

/// Why a case is not declined.
#[derive(Debug, Error)]
pub enum RecusalFault {
    /// No reason is given.
    #[error("say why in a sentence: those who go on with the case read it")]
    Empty,
    /// The random source failed.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The officer's last object in the case was signed by somebody else.
    #[error("what stands as your last object is not yours")]
    OtherObject,
    /// The reason is not sealed.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Fewer than [`LIVE_HOLDERS`] would be left.
    #[error(transparent)]
    TooFewLeft(#[from] TooFewLeft),
}

/// Fewer than [`LIVE_HOLDERS`] officers on duty would hold the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "fewer than two officers on duty could open the case then: first let in a colleague without a conflict"
)]
pub struct TooFewLeft;

/// How many officers on duty have to go on with a case that one declines: of two, one may fall ill.
pub const LIVE_HOLDERS: usize = 2;

/// How many of a case's holders are on duty. Whether their grants open is not known: only whom a grant was
/// made for can see that.
pub fn live_holders(holders: &[OfficerId], on_duty: &BTreeSet<OfficerId>) -> usize {
    let live = holders.iter().filter(|holder| on_duty.contains(holder));
    live.count()
}

/// Whether fewer than [`LIVE_HOLDERS`] of a case's holders are on duty. When the last of them loses the key,
/// nobody can ever open the case again.
pub fn has_few_holders(holders: &[OfficerId], on_duty: &BTreeSet<OfficerId>) -> bool {
    live_holders(holders, on_duty) < LIVE_HOLDERS
}

impl Recusal {
    /// Says how many of these holders go on with the case when one of them leaves it. Only those count
    /// who are on duty.
    ///
    /// # Errors
    /// [`TooFewLeft`].
    pub fn check_left(
        leaver: OfficerId,
        holders: &[OfficerId],
        on_duty: &BTreeSet<OfficerId>,
    ) -> Result<usize, TooFewLeft> {
        let stays = |one: &&OfficerId| **one != leaver && on_duty.contains(one);
        let left = holders.iter().filter(stays).count();
        if left < LIVE_HOLDERS {
            return Err(TooFewLeft);
        }
        Ok(left)
    }

    /// Everybody in a roster who is on duty on this day.
    pub fn on_duty(roster: &Roster, today: Day) -> BTreeSet<OfficerId> {
        let on_duty = roster.officers.iter().filter(|one| one.is_on_duty(today));
        on_duty.map(|officer| officer.id).collect()
    }
}

impl OpenCase<'_> {
    /// Seals to the case that the officer of these keys declines it.
    ///
    /// # Errors
    /// [`RecusalFault`].
    pub fn recuse(
        &self,
        reason: &str,
        keys: &OfficerKeys,
        on_duty: &BTreeSet<OfficerId>,
        level: Level,
    ) -> Result<SealedObject, RecusalFault> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(RecusalFault::Empty);
        }
        Recusal::check_left(keys.officer, &self.file.holders, on_duty)?;
        let after = self.last_object_of(keys.officer);
        if let Some(last) = &after {
            let own = last.check(&keys.signing.verifying());
            own.map_err(|_| RecusalFault::OtherObject)?;
        }
        let case = &self.file.case.header;
        let header = ObjectHeader {
            instance: case.instance,
            case: case.case,
            object: ObjectId::draw()?,
            kind: Kind::Exclusion,
            epoch: self.file.epoch,
            level,
            sender: Sender::Officer(keys.officer),
            sequence: after
                .as_ref()
                .map_or(0, |last| last.header.sequence.saturating_add(1)),
            previous: after.map_or(Digest::NONE, |last| last.digest()),
            length: 0,
            commitment: Digest::NONE,
        };
        let recusal = Recusal {
            reason: reason.to_owned(),
        };
        let to = std::slice::from_ref(&case.recipient);
        Ok(SealedObject::seal_text(
            header,
            &recusal,
            to,
            &keys.signing,
        )?)
    }

    /// Who has declined the case. Only what the leaver has signed counts; whether the reason opens does
    /// not matter.
    pub fn declined(&self) -> BTreeSet<OfficerId> {
        let objects = self.file.objects.iter().map(|arrived| &arrived.object);
        let recusals = objects.filter(|object| object.header().kind == Kind::Exclusion);
        let leaver = |object: &crate::StoredObject| match object.header().sender {
            Sender::Officer(officer) if self.is_signed(&object.detached()) => Some(officer),
            Sender::Officer(_) | Sender::Reporter => None,
        };
        recusals.filter_map(leaver).collect()
    }

    /// Who of a roster may be let into the case on this day: on duty, receiving reports, neither excluded by
    /// the reporter nor gone because of a conflict, and not in it already.
    pub fn newcomers<'r>(&self, roster: &'r Roster, today: Day) -> Vec<&'r Officer> {
        let declined = self.declined();
        let may = |officer: &&Officer| {
            officer.is_on_duty(today)
                && officer.receives_reports()
                && !self.report.exclusions.cover(officer)
                && !declined.contains(&officer.id)
                && !self.file.holders.contains(&officer.id)
        };
        roster.officers.iter().filter(may).collect()
    }

    /// Makes a grant of the case for a colleague.
    ///
    /// # Errors
    /// [`GrantError::Excluded`] for everybody whom the reporter excluded, in whatever roster, and for
    /// everybody who has declined the case.
    pub fn grant_to(
        &self,
        colleague: &Officer,
        recipient: &Recipient,
        keys: &OfficerKeys,
    ) -> Result<Grant, GrantError> {
        if self.declined().contains(&colleague.id) {
            return Err(GrantError::Excluded);
        }
        let exclusions = &self.report.exclusions;
        self.grant.grant_to(colleague, recipient, exclusions, keys)
    }
}

impl fmt::Debug for Recusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recusal(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_officers_on_duty_have_to_go_on_with_a_case() {
        let [leaver, one, other, away] = [1, 2, 3, 4].map(|byte| OfficerId::from_bytes([byte; 16]));
        let on_duty = BTreeSet::from([leaver, one, other]);
        let left = |holders: &[OfficerId]| Recusal::check_left(leaver, holders, &on_duty);
        assert_eq!(left(&[leaver, one, other]), Ok(2));
        assert_eq!(left(&[leaver, one, other, away]), Ok(2));
        for too_few in [&[leaver, one][..], &[leaver, one, away], &[leaver], &[]] {
            assert_eq!(left(too_few), Err(TooFewLeft));
        }
    }

    #[test]
    fn a_case_with_fewer_than_two_holders_on_duty_is_flagged() {
        let [one, other, away] = [1, 2, 3].map(|byte| OfficerId::from_bytes([byte; 16]));
        let on_duty = BTreeSet::from([one, other]);
        for (holders, live) in [
            (&[][..], 0),
            (&[away], 0),
            (&[one], 1),
            (&[one, away], 1),
            (&[one, other], 2),
            (&[one, other, away], 2),
        ] {
            assert_eq!(live_holders(holders, &on_duty), live);
            assert_eq!(has_few_holders(holders, &on_duty), live < LIVE_HOLDERS);
        }
    }

    #[test]
    fn a_recusal_never_shows_its_reason() {
        let reason = "The director is my cousin.".to_owned();
        assert_eq!(format!("{:?}", Recusal { reason }), "Recusal(hidden)");
    }

    proptest! {
        #[test]
        fn whoever_leaves_last_leaves_two_on_duty(
            mut holders in prop::collection::btree_set(0_u8..12, 1..9),
            on_duty in prop::collection::btree_set(0_u8..12, 0..12),
            leavers in prop::collection::vec(0_u8..12, 0..20),
        ) {
            let id = |byte: &u8| OfficerId::from_bytes([*byte; 16]);
            let live: BTreeSet<_> = on_duty.iter().map(id).collect();
            for leaver in leavers {
                let held: Vec<_> = holders.iter().map(id).collect();
                if Recusal::check_left(id(&leaver), &held, &live).is_ok() {
                    holders.remove(&leaver);
                    prop_assert!(holders.intersection(&on_duty).count() >= LIVE_HOLDERS);
                }
            }
        }
    }
}
