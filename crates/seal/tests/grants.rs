//! Grants: who gets one, and what an attacker may try with one.

mod office;

use office::Office;
use office::reported::{open_first, report, report_with};
use seal::{Exclusions, Grant, GrantError, Receipt};

#[test]
fn no_grant_is_made_for_an_excluded_officer_in_whatever_roster() {
    let mut office = Office::with(6, 3);
    let exclusions = Exclusions::new([], [office.unit_of(0)]).unwrap();
    let (parcel, _) = report_with(&office, &Receipt::draw().unwrap(), &exclusions, None);
    let (holder, grant) = open_first(&office, &parcel);
    let colleague = |office: &Office, place: usize| {
        office
            .roster
            .officer(office.officers[place].officer)
            .unwrap()
            .clone()
    };

    let fellow = colleague(&office, 7);
    let recipient = office.officers[7].identity.recipient();
    let regrant = grant
        .grant_to(&fellow, &recipient, &exclusions, &office.officers[holder])
        .unwrap();
    let header = &parcel.head().header;
    let by_holder = office.officers[holder].signing.verifying();
    assert!(
        regrant
            .open(&office.officers[7], &by_holder, header)
            .is_ok()
    );

    let refused = |officer: &seal::Officer, exclusions: &Exclusions| {
        let recipient = office.officers[2].identity.recipient();
        grant
            .grant_to(officer, &recipient, exclusions, &office.officers[holder])
            .unwrap_err()
    };
    assert!(matches!(
        refused(&colleague(&office, 2), &exclusions),
        GrantError::Excluded
    ));
    let nobody = Exclusions::none().unwrap();
    assert!(matches!(
        refused(&colleague(&office, 2), &nobody),
        GrantError::OtherExclusions
    ));
    // In a later roster officer 3 moves to the excluded unit.
    let unit = office.unit_of(0);
    let moved = office.officers[3].officer;
    office
        .roster
        .officers
        .iter_mut()
        .find(|officer| officer.id == moved)
        .unwrap()
        .unit = unit;
    let moved = colleague(&office, 3);
    let key = office.officers[3].identity.recipient();
    let refusal = grant
        .grant_to(&moved, &key, &exclusions, &office.officers[holder])
        .unwrap_err();
    assert!(matches!(refusal, GrantError::Excluded));
    // And a key that the roster does not name gets nothing.
    let refusal = grant
        .grant_to(&fellow, &key, &exclusions, &office.officers[holder])
        .unwrap_err();
    assert!(matches!(refusal, GrantError::OtherKey));
}

#[test]
fn a_grant_that_was_changed_in_any_place_is_refused() {
    let office = Office::with(5, 3);
    let (parcel, _) = report(&office, None);
    let head = parcel.head();
    let bytes = head.grants[0].to_bytes();
    let keys = office
        .officers
        .iter()
        .find(|keys| keys.officer == head.grants[0].grantee)
        .unwrap();
    for place in (0..bytes.len()).step_by(13) {
        let mut changed = bytes.clone();
        changed[place] ^= 4;
        let grant = Grant::from_bytes(&changed).unwrap();
        assert!(
            grant
                .open(keys, &head.header.verifying, &head.header)
                .is_err(),
            "byte {place}"
        );
    }
    assert!(Grant::from_bytes(&bytes[..100]).is_err());
}

#[test]
fn a_grant_for_another_case_opens_nothing() {
    let office = Office::with(5, 3);
    let (one, _) = report(&office, None);
    let (other, _) = report(&office, None);
    let grant = one.head().grants[0].clone();
    let keys = office
        .officers
        .iter()
        .find(|keys| keys.officer == grant.grantee)
        .unwrap();
    let opened = grant
        .clone()
        .open(keys, &one.head().header.verifying, &other.head().header);
    assert!(matches!(opened, Err(GrantError::Contradiction)));
    let opened = grant.open(keys, &other.head().header.verifying, &one.head().header);
    assert!(matches!(opened, Err(GrantError::BadSignature(_))));
}

#[test]
fn a_header_signed_anew_under_a_strangers_keys_is_refused_by_every_grant() {
    let office = Office::with(5, 3);
    let (parcel, _) = report(&office, None);
    let head = parcel.head();
    // A server keeps case, mailbox and recipient and puts keys of its own in place of the reporter's.
    let stranger = seal::SigningKey::draw().unwrap();
    let header = seal::CaseHeader {
        verifying: stranger.verifying(),
        reply: seal::Identity::draw().unwrap().recipient(),
        ..(*head.header).clone()
    };
    let header = header.sign(&stranger);
    for grant in &head.grants {
        let keys = office
            .officers
            .iter()
            .find(|keys| keys.officer == grant.grantee)
            .unwrap();
        // Its signature is the reporter's, which the forged header does not name; and inside it names
        // the true header, whoever is taken for its grantor.
        let refused = grant.clone().open(keys, &header.verifying, &header);
        assert!(matches!(refused, Err(GrantError::BadSignature(_))));
        let refused = grant.clone().open(keys, &head.header.verifying, &header);
        assert!(matches!(refused, Err(GrantError::Contradiction)));
    }
}
