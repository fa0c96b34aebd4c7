use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

const SECRET: [u8; PART_BYTES] = *b"thirty-two bytes, as a key has..";
const BOUND: &[u8] = b"this very vault";

fn schemes() -> impl Iterator<Item = SharingScheme> {
    let all = |people| (2..=people).map(move |needed| SharingScheme::new(needed, people).unwrap());
    (2..=SharingScheme::MOST_PEOPLE).flat_map(all)
}

fn members(scheme: SharingScheme, group: u32) -> impl Iterator<Item = u8> {
    (0..scheme.people()).filter(move |person| (group >> person) & 1 == 1)
}

fn commitments(parts: &[Part]) -> Vec<Digest> {
    let numbered = parts.iter().enumerate();
    numbered
        .map(|(number, part)| part.commitment(BOUND, number))
        .collect()
}

fn join(
    scheme: SharingScheme,
    commitments: &[Digest],
    shares: impl IntoIterator<Item = Share>,
) -> Result<Zeroizing<[u8; PART_BYTES]>, SharingError> {
    let mut joining = Joining::begin(scheme, BOUND.to_vec(), commitments)?;
    for share in shares {
        joining.take(share)?;
    }
    joining.finish()
}

#[test]
fn every_large_enough_group_gets_the_secret_and_no_smaller_one_does() {
    let mut tried = 0;
    for scheme in schemes() {
        let parts = scheme.split(&SECRET).unwrap();
        let commitments = commitments(&parts);
        for group in 0..1_u32 << scheme.people() {
            let shares = members(scheme, group).map(|person| scheme.share_of(person, &parts));
            let joined = join(scheme, &commitments, shares);
            if group.count_ones() >= u32::from(scheme.needed()) {
                assert_eq!(*joined.unwrap(), SECRET);
            } else {
                assert_eq!(joined.unwrap_err(), SharingError::TooFew);
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 4 + 2 * 8 + 3 * 16 + 4 * 32);
}

/// XOR treats every bit alike, so one bit stands for all. Every random choice is tried: what too small a group sees is
/// the same for a secret of 0 and a secret of 1, equally often.
#[test]
fn too_small_a_group_sees_the_same_whatever_the_secret_is() {
    for scheme in schemes() {
        let drawn = scheme.parts() - 1;
        let views = |secret: u8, group: u32| {
            let mut views = HashMap::<Vec<u8>, u32>::new();
            let mut whole = [0; PART_BYTES];
            whole[0] = secret;
            for choice in 0..1_u32 << drawn {
                let mut bits = (0..drawn).map(|place| u8::from((choice >> place) & 1 == 1));
                let fill = |part: &mut [u8; PART_BYTES]| {
                    part[0] = bits.next().ok_or(NoRandomness)?;
                    Ok(())
                };
                let parts = scheme.split_with(&whole, fill).unwrap();
                let seen = members(scheme, group)
                    .flat_map(|person| scheme.share_of(person, &parts).parts)
                    .map(|part| part.0[0]);
                *views.entry(seen.collect()).or_default() += 1;
            }
            views
        };
        let too_small = |group: &u32| group.count_ones() < u32::from(scheme.needed());
        for group in (0..1_u32 << scheme.people()).filter(too_small) {
            assert_eq!(views(0, group), views(1, group));
        }
    }
}

#[test]
fn a_random_source_that_fails_at_any_part_leaves_nothing() {
    for scheme in schemes() {
        for works in 0..scheme.parts() - 1 {
            let mut left = works;
            let runs_dry = |_: &mut [u8; PART_BYTES]| {
                left = left.checked_sub(1).ok_or(NoRandomness)?;
                Ok(())
            };
            let split = scheme.split_with(&SECRET, runs_dry);
            assert_eq!(split.unwrap_err(), NoRandomness);
        }
    }
}

#[test]
fn a_changed_part_is_found_also_where_nobody_else_holds_it_and_the_others_go_on() {
    for scheme in schemes() {
        let parts = scheme.split(&SECRET).unwrap();
        let commitments = commitments(&parts);
        let everybody = (1_u32 << scheme.people()) - 1;
        for liar in members(scheme, everybody) {
            for place in 0..scheme.parts_of(liar).count() {
                let mut joining = Joining::begin(scheme, BOUND.to_vec(), &commitments).unwrap();
                let mut share = scheme.share_of(liar, &parts);
                share.parts[place].0[31] ^= 1;
                // As the first, when there is nothing to compare with.
                assert_eq!(joining.take(share), Err(SharingError::FalseShare));
                for other in members(scheme, everybody).filter(|other| *other != liar) {
                    joining.take(scheme.share_of(other, &parts)).unwrap();
                }
                let joined = joining.finish();
                if scheme.needed() < scheme.people() {
                    assert_eq!(*joined.unwrap(), SECRET);
                } else {
                    assert_eq!(joined.unwrap_err(), SharingError::TooFew);
                }
            }
        }
    }
}

#[test]
fn shares_of_the_wrong_form_are_refused() {
    let scheme = SharingScheme::TWO_OF_THREE;
    let parts = scheme.split(&SECRET).unwrap();
    let right = commitments(&parts);
    let outcome = |spoil: fn(&mut Share)| {
        let mut share = scheme.share_of(1, &parts);
        spoil(&mut share);
        join(scheme, &right, [scheme.share_of(0, &parts), share]).unwrap_err()
    };
    assert_eq!(outcome(|share| share.person = 3), SharingError::NoPlace);
    assert_eq!(outcome(|share| share.person = 255), SharingError::NoPlace);
    assert_eq!(outcome(|share| share.person = 0), SharingError::NoPlace);
    assert_eq!(outcome(|share| share.person = 2), SharingError::FalseShare);
    let lose = |share: &mut Share| drop(share.parts.pop());
    assert_eq!(outcome(lose), SharingError::FalseShare);
    let gain = |share: &mut Share| share.parts.push(Part([0; PART_BYTES]));
    assert_eq!(outcome(gain), SharingError::FalseShare);
    let few = Joining::begin(scheme, BOUND.to_vec(), &right[1..]);
    assert_eq!(few.err(), Some(SharingError::Unsuitable));
}

#[test]
fn a_share_of_another_scheme_or_another_vault_does_not_pass() {
    let (two, three) = (
        SharingScheme::new(2, 4).unwrap(),
        SharingScheme::new(3, 4).unwrap(),
    );
    let (of_two, of_three) = (two.split(&SECRET).unwrap(), three.split(&SECRET).unwrap());
    let shares = || (0..4).map(|person| three.share_of(person, &of_three));
    assert_eq!(
        join(two, &commitments(&of_two), shares()).unwrap_err(),
        SharingError::FalseShare
    );
    let elsewhere: Vec<_> = of_three
        .iter()
        .enumerate()
        .map(|(number, part)| part.commitment(b"that vault", number))
        .collect();
    assert_eq!(
        join(three, &elsewhere, shares()).unwrap_err(),
        SharingError::FalseShare
    );
}

#[test]
fn unsuitable_schemes_are_refused() {
    for (needed, people) in [(0, 3), (1, 3), (4, 3), (2, 1), (2, 6), (255, 255)] {
        let refused = SharingScheme::new(needed, people);
        assert_eq!(refused, Err(SharingError::Unsuitable));
    }
}

#[test]
fn nothing_of_a_share_shows_itself() {
    let scheme = SharingScheme::TWO_OF_THREE;
    let parts = scheme.split(&SECRET).unwrap();
    let share = scheme.share_of(0, &parts);
    assert_eq!(
        format!("{share:?} {:?}", share.parts[0]),
        "Share(of person 0, hidden) Part(hidden)"
    );
}

proptest! {
    #[test]
    fn any_secret_comes_back_from_any_group_that_is_large_enough(
        secret in any::<[u8; PART_BYTES]>(),
        scheme in (0..10_usize).prop_map(|place| schemes().nth(place).unwrap()),
        group in any::<u32>(),
    ) {
        let parts = scheme.split(&secret).unwrap();
        let shares: Vec<_> = members(scheme, group)
            .map(|person| scheme.share_of(person, &parts))
            .collect();
        let enough = shares.len() >= usize::from(scheme.needed());
        let joined = join(scheme, &commitments(&parts), shares).map(|secret| *secret);
        prop_assert_eq!(joined, if enough { Ok(secret) } else { Err(SharingError::TooFew) });
    }
}
