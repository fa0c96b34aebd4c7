//! Who is away: what an officer signed, and how panels are drawn then.

mod office;

use std::collections::BTreeSet;

use office::{Office, TODAY};
use proptest::prelude::*;
use seal::{
    Away, AwayError, Digest, Exclusions, InstanceId, OfficerId, OfficerKeys, Panel, SignedAway,
    absentees, believed_away,
};

#[test]
fn only_what_the_officer_signed_for_this_deployment_and_not_for_too_long_is_believed() {
    let office = Office::with(6, 3);
    let roster = office.trust.roster(TODAY).unwrap();
    let [one, other] = [&office.officers[0], &office.officers[1]];
    let told = |list: &str, days| absentees(list, roster, TODAY.plus(days));
    let away = away(one.officer, 1, 2, 5);
    let signed = away.sign(one).unwrap();
    let line = signed.to_line();
    for (days, is_away) in [(1, false), (2, true), (5, true), (6, false)] {
        assert_eq!(told(&line, days).contains(&one.officer), is_away, "{days}");
    }
    assert_eq!(SignedAway::from_bytes(&signed.to_bytes()), Ok(signed));
    assert_eq!(signed.to_bytes().len(), SignedAway::BYTES);
    assert_eq!(away.sign(other), Err(AwayError::Unsigned));

    // Every bit counts, and so does whose it is.
    let bytes = signed.to_bytes();
    for place in 0..bytes.len() {
        let mut forged = bytes.clone();
        forged[place] ^= 1;
        let forged = SignedAway::from_bytes(&forged).unwrap().to_line();
        assert!(believed_away(&forged, roster).is_empty(), "{place}");
    }
    for no_statement in [&bytes[1..], &bytes[..90], &[]] {
        let refused = SignedAway::from_bytes(no_statement);
        assert_eq!(refused, Err(AwayError::Malformed));
    }
    let elsewhere = OfficerKeys::draw(InstanceId::draw().unwrap(), Digest::of(b"m"), one.officer);
    let elsewhere = away.sign(&elsewhere.unwrap()).unwrap().to_line();
    assert!(believed_away(&elsewhere, roster).is_empty());
    let stranger = OfficerKeys::draw(one.instance, one.manifest, one.officer).unwrap();
    let stranger = away.sign(&stranger).unwrap().to_line();
    assert!(believed_away(&stranger, roster).is_empty());

    // What lasts too long is neither signed nor believed.
    let days = Away::MOST_DAYS;
    assert!(self::away(one.officer, 1, 0, days - 1).sign(one).is_ok());
    let too_long = self::away(one.officer, 1, 0, days);
    assert_eq!(too_long.sign(one), Err(AwayError::TooLong));
    let far = Away {
        from: seal::Day::from_number(i32::MIN),
        until: seal::Day::from_number(i32::MAX),
        ..too_long
    };
    assert_eq!(far.sign(one), Err(AwayError::TooLong));

    // In a list, what is none is passed over, and the newest of each officer counts, in whatever order.
    let back = self::away(one.officer, 2, 0, -1)
        .sign(one)
        .unwrap()
        .to_line();
    let absent = self::away(other.officer, 7, 0, 3)
        .sign(other)
        .unwrap()
        .to_line();
    for list in [
        format!("{line}\n{back}\n{absent}\n"),
        format!("{absent}\nnonsense\n\n{back}\n{elsewhere}\n{line}"),
    ] {
        assert_eq!(told(&list, 2), [other.officer].into());
        assert_eq!(believed_away(&list, roster)[&one.officer].number, 2);
    }
}

#[test]
fn whoever_is_away_is_skipped_only_while_more_than_a_panel_from_two_units_is_left() {
    // Six of the commission: units of the even and of the odd ones.
    let office = Office::with(6, 3);
    let ids: Vec<OfficerId> = office.officers.iter().map(|keys| keys.officer).collect();
    let drawn = |absent: &[usize], excluded: &[usize]| {
        let absent = absent.iter().map(|&place| ids[place]).collect();
        draws(&office, &ids, excluded, &absent)
    };
    assert_eq!(drawn(&[0, 1], &[]), [2, 3, 4, 5].into());
    let everybody: BTreeSet<usize> = (0..6).collect();
    assert_eq!(
        drawn(&[0, 1, 2], &[]),
        everybody,
        "a panel could be foreseen"
    );
    assert_eq!(drawn(&[0, 1, 2, 3], &[]), everybody, "two would be left");
    // An absence brings no excluded officer back, and no other body.
    assert_eq!(drawn(&[0], &[2]), [1, 3, 4, 5].into());
    assert_eq!(drawn(&[0, 1], &[2]), [0, 1, 3, 4, 5].into());
    // Where the excluded leave one unit, one is enough of those who are there.
    assert_eq!(drawn(&[0], &[1, 3, 5]), [0, 2, 4].into());

    let office = Office::with(8, 3);
    let ids: Vec<OfficerId> = office.officers.iter().map(|keys| keys.officer).collect();
    let absent = [0, 2, 4, 6].map(|place| ids[place]).into();
    let drawn = draws(&office, &ids, &[], &absent);
    assert_eq!(drawn, (0..8).collect(), "one unit would be left");
    let absent = [0, 2, 4].map(|place| ids[place]).into();
    assert_eq!(draws(&office, &ids, &[], &absent), [1, 3, 5, 6, 7].into());
    let absent = [0, 2, 4].map(|place| ids[place]).into();
    let drawn = draws(&office, &ids, &[1, 3, 5, 7], &absent);
    assert_eq!(drawn, [0, 2, 4, 6].into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_absences_a_server_shows_panels_are_full_and_hold_nobody_who_is_excluded(
        absent in prop::collection::btree_set(0..9_usize, 0..9),
        excluded in prop::collection::btree_set(0..6_usize, 0..3),
    ) {
        let office = Office::with(6, 3);
        let roster = office.trust.roster(TODAY).unwrap();
        let ids: Vec<OfficerId> = office.officers.iter().map(|keys| keys.officer).collect();
        let absent: BTreeSet<_> = absent.iter().map(|&place| ids[place]).collect();
        let exclusions = Exclusions::new(excluded.iter().map(|&place| ids[place]), []).unwrap();
        let body = office.commission;
        let panel = Panel::draw_present(roster, body, &exclusions, &absent, 3, TODAY).unwrap();
        let without = Panel::draw(roster, body, &exclusions, 3, TODAY).unwrap();
        prop_assert_eq!(panel.body, without.body);
        let members: BTreeSet<_> = panel.officers.iter().copied().collect();
        prop_assert_eq!(members.len(), 3);
        let is_excluded = |one: &OfficerId| excluded.iter().any(|&place| ids[place] == *one);
        prop_assert!(!members.iter().any(is_excluded));
        let left: BTreeSet<usize> = (0..6)
            .filter(|place| !excluded.contains(place))
            .collect();
        let there: Vec<usize> = left.iter().copied().filter(|&place| !absent.contains(&ids[place])).collect();
        let units = |places: &[usize]| places.iter().map(|place| place % 2).collect::<BTreeSet<_>>().len();
        let left: Vec<usize> = left.into_iter().collect();
        let is_enough = there.len() > 3 && units(&there) == units(&left);
        prop_assert!(!is_enough || members.is_disjoint(&absent));
        let draw = |_| Panel::draw_present(roster, body, &exclusions, &absent, 3, TODAY);
        let mut drawn = (0..60).flat_map(draw).flat_map(|panel| panel.officers);
        let draws_absent = drawn.any(|one| absent.contains(&one));
        prop_assert_eq!(draws_absent, !is_enough && there.len() < left.len());
    }
}

/// The places of everybody who is drawn in many draws.
fn draws(
    office: &Office,
    ids: &[OfficerId],
    excluded: &[usize],
    absent: &BTreeSet<OfficerId>,
) -> BTreeSet<usize> {
    let roster = office.trust.roster(TODAY).unwrap();
    let exclusions = Exclusions::new(excluded.iter().map(|&place| ids[place]), []).unwrap();
    let body = office.commission;
    let draw = |_| Panel::draw_present(roster, body, &exclusions, absent, 3, TODAY).unwrap();
    let panels = (0..200)
        .map(draw)
        .inspect(|panel| assert_eq!(panel.body, body));
    let officers = panels.flat_map(|panel| panel.officers);
    officers
        .map(|one| ids.iter().position(|id| *id == one).unwrap())
        .collect()
}

fn away(officer: OfficerId, number: u32, from: i32, until: i32) -> Away {
    Away {
        officer,
        number,
        from: TODAY.plus(from),
        until: TODAY.plus(until),
    }
}
