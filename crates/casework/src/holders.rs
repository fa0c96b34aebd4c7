//! How many officers on duty can open a case. Of two, one may fall ill; when the last one loses the key,
//! nobody can ever open it again.

use std::collections::BTreeSet;

use seal::{Day, OfficerId, Roster, Sender};
use thiserror::Error;

use crate::role::{Doing, may};

/// How many officers on duty have to be left with a case.
pub const LIVE_HOLDERS: usize = 2;

/// Somebody who holds a grant for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub officer: OfficerId,
    /// Who made the grant. Whether it opens is known to its holder alone.
    pub let_in_by: Sender,
}

/// Fewer than [`LIVE_HOLDERS`] officers on duty would hold the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "fewer than two officers on duty could open the case then: first let in a colleague without a conflict"
)]
pub struct TooFewLeft;

/// Everybody in a roster who is on duty on this day and works cases: whoever oversees the office or runs its machines
/// opens none, whatever was granted before.
pub fn officers_on_duty(roster: &Roster, today: Day) -> BTreeSet<OfficerId> {
    let officers = roster.officers.iter();
    let on_duty =
        officers.filter(|one| one.is_on_duty(today) && may(one.capability, Doing::WorksCases));
    on_duty.map(|officer| officer.id).collect()
}

/// How many of a case's holders are on duty.
pub fn live_holders(holders: &[OfficerId], on_duty: &BTreeSet<OfficerId>) -> usize {
    let live = holders.iter().filter(|holder| on_duty.contains(holder));
    live.count()
}

/// Whether fewer than [`LIVE_HOLDERS`] of a case's holders are on duty.
pub fn has_few_holders(holders: &[OfficerId], on_duty: &BTreeSet<OfficerId>) -> bool {
    live_holders(holders, on_duty) < LIVE_HOLDERS
}

/// Says how many of these holders on duty go on with the case when some leave it.
///
/// # Errors
/// [`TooFewLeft`].
pub fn check_left(
    leaving: &BTreeSet<OfficerId>,
    holders: &[OfficerId],
    on_duty: &BTreeSet<OfficerId>,
) -> Result<usize, TooFewLeft> {
    let stay = holders.iter().filter(|one| !leaving.contains(one));
    let stay: Vec<OfficerId> = stay.copied().collect();
    if has_few_holders(&stay, on_duty) {
        return Err(TooFewLeft);
    }
    Ok(live_holders(&stay, on_duty))
}

/// Checks that enough are left with a case when one holder excludes others: the excluder, and one more on duty
/// whom the excluder has not let in. A grant that the excluder made need not open, so it counts for nothing
/// here: nobody loses a case to one holder alone.
///
/// # Errors
/// [`TooFewLeft`].
pub fn check_excluding(
    excluder: OfficerId,
    leaving: &BTreeSet<OfficerId>,
    held: &[Holder],
    on_duty: &BTreeSet<OfficerId>,
) -> Result<(), TooFewLeft> {
    let counts =
        |one: &&Holder| one.officer == excluder || one.let_in_by != Sender::Officer(excluder);
    let counted: Vec<OfficerId> = held.iter().filter(counts).map(|one| one.officer).collect();
    if leaving.contains(&excluder) || !on_duty.contains(&excluder) {
        return Err(TooFewLeft);
    }
    check_left(leaving, &counted, on_duty).map(|_| ())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_officers_on_duty_have_to_go_on_with_a_case() {
        let [leaver, one, other, away] = [1, 2, 3, 4].map(id);
        let on_duty = BTreeSet::from([leaver, one, other]);
        let leaving = BTreeSet::from([leaver]);
        let left = |holders: &[OfficerId]| check_left(&leaving, holders, &on_duty);
        assert_eq!(left(&[leaver, one, other]), Ok(2));
        assert_eq!(left(&[leaver, one, other, away]), Ok(2));
        for too_few in [&[leaver, one][..], &[leaver, one, away], &[leaver], &[]] {
            assert_eq!(left(too_few), Err(TooFewLeft));
        }
    }

    #[test]
    fn a_holder_who_works_no_cases_counts_as_nobody() {
        let mut roster = crate::exclusion::tests::roster();
        let (today, both) = (roster.from, [1, 2].map(id));
        let few = |roster: &Roster| has_few_holders(&both, &officers_on_duty(roster, today));
        assert!(!few(&roster));
        for (role, _) in crate::role::ROLES {
            roster.officers[0].capability = role;
            assert_eq!(few(&roster), !may(role, Doing::WorksCases), "{role:?}");
        }
    }

    #[test]
    fn a_case_with_fewer_than_two_holders_on_duty_is_flagged() {
        let [one, other, away] = [1, 2, 3].map(id);
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
    fn whoever_excludes_does_not_count_whom_they_let_in_themselves() {
        let [excluder, panel, other, let_in] = [1, 2, 3, 4].map(id);
        let held = |officer, let_in_by| Holder { officer, let_in_by };
        let on_duty = BTreeSet::from([excluder, panel, other, let_in]);
        let by = Sender::Officer;
        let first = [
            held(excluder, Sender::Reporter),
            held(panel, Sender::Reporter),
        ];
        let check = |more: Holder, leaving: &[OfficerId]| {
            let all = [&first[..], &[more]].concat();
            check_excluding(excluder, &leaving.iter().copied().collect(), &all, &on_duty)
        };
        assert_eq!(check(held(other, Sender::Reporter), &[panel]), Ok(()));
        assert_eq!(check(held(let_in, by(panel)), &[panel]), Ok(()));
        let own = held(let_in, by(excluder));
        assert_eq!(check(own, &[panel]), Err(TooFewLeft));
        assert_eq!(check(own, &[let_in]), Ok(()));
        assert_eq!(check(own, &[excluder]), Err(TooFewLeft));
        assert_eq!(check(own, &[panel, let_in]), Err(TooFewLeft));
    }

    proptest! {
        #[test]
        fn whoever_leaves_last_leaves_two_on_duty(
            mut holders in prop::collection::btree_set(0_u8..12, 1..9),
            on_duty in prop::collection::btree_set(0_u8..12, 0..12),
            leavers in prop::collection::vec(0_u8..12, 0..20),
        ) {
            let live: BTreeSet<_> = on_duty.iter().copied().map(id).collect();
            for leaver in leavers {
                let held: Vec<_> = holders.iter().copied().map(id).collect();
                if check_left(&BTreeSet::from([id(leaver)]), &held, &live).is_ok() {
                    holders.remove(&leaver);
                    prop_assert!(holders.intersection(&on_duty).count() >= LIVE_HOLDERS);
                }
            }
        }

        #[test]
        fn no_holder_alone_excludes_everybody_whose_grant_they_did_not_make(
            grants in prop::collection::btree_map(1_u8..12, 0_u8..12, 1..9),
            leaving in prop::collection::btree_set(1_u8..12, 0..9),
        ) {
            // Zero stands for the reporter, and one excludes.
            let held: Vec<_> = grants
                .iter()
                .map(|(officer, by)| Holder {
                    officer: id(*officer),
                    let_in_by: match by {
                        0 => Sender::Reporter,
                        by => Sender::Officer(id(*by)),
                    },
                })
                .collect();
            let everybody: BTreeSet<_> = (1..12).map(id).collect();
            let gone: BTreeSet<_> = leaving.iter().copied().map(id).collect();
            if check_excluding(id(1), &gone, &held, &everybody).is_ok() {
                let stays = |(officer, by): (&u8, &u8)| {
                    *officer != 1 && *by != 1 && !leaving.contains(officer)
                };
                prop_assert!(grants.iter().any(stays) && !leaving.contains(&1));
            }
        }
    }

    fn id(byte: u8) -> OfficerId {
        OfficerId::from_bytes([byte; 16])
    }
}
