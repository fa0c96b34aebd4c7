//! What a client refuses to trust: rosters and manifests that are not what they should be.

mod office;

use office::{Office, TODAY};
use seal::note::{self, NamedKey, NoteError};
use seal::{
    CaseId, Digest, Exclusions, InstanceId, Peer, Roster, RosterError, RosterStanding, SigningKey,
    Trust, TrustError, VerifiedRoster,
};

#[test]
fn a_roster_is_read_as_it_is_written() {
    let office = Office::with(5, 3);
    let roster = office.trust.newest().unwrap();
    assert_eq!(**roster, office.roster);
    assert_eq!(roster.units_receiving(office.commission, TODAY).len(), 2);
}

#[test]
fn a_roster_with_too_few_signatures_is_refused() {
    let mut office = Office::with(5, 3);
    let second = SigningKey::draw().unwrap();
    let other = NamedKey::new("roster-2", second.verifying()).unwrap();
    office.manifest.roster_keys.push(other);
    office.manifest.roster_threshold = 2;
    let text = office.roster.to_text();
    let once = note::sign(&text, &office.name, &office.roster_key);
    let twice = note::assemble(&text, &[once.clone(), once]);
    let refused = VerifiedRoster::check(&twice, &office.manifest);
    assert_eq!(
        refused,
        Err(RosterError::TooFewSignatures {
            signed: 1,
            needed: 2
        })
    );
}

#[test]
fn a_roster_that_was_changed_after_signing_is_refused() {
    let office = Office::with(5, 3);
    let note = office.trust.newest().unwrap().note();
    let changed = note.replace("Officer 2", "Officer X");
    let refused = VerifiedRoster::check(&changed, &office.manifest);
    assert_eq!(refused, Err(RosterError::Note(NoteError::WrongSignature)));
}

#[test]
fn a_roster_of_another_office_or_below_the_lowest_version_is_refused() {
    let mut office = Office::with(5, 3);
    office.roster.instance = InstanceId::draw().unwrap();
    assert_eq!(check(&office), Err(RosterError::ForeignInstance));
    office.roster.instance = office.manifest.instance;
    office.manifest.lowest_roster = 2;
    assert_eq!(check(&office), Err(RosterError::TooOld(1)));
}

#[test]
fn an_id_or_a_key_that_stands_twice_is_refused() {
    type Spoil = fn(&mut Office);
    let spoilt: [Spoil; 4] = [
        |office| office.roster.officers[1].id = office.roster.officers[0].id,
        |office| office.roster.officers[1].recipient = office.roster.officers[0].recipient,
        |office| office.roster.officers[1].verifying = office.roster.officers[0].verifying,
        |office| office.roster.units[1].id = office.roster.units[0].id,
    ];
    for spoil in spoilt {
        let mut office = Office::with(5, 3);
        spoil(&mut office);
        assert!(matches!(
            check(&office),
            Err(RosterError::Twice(_) | RosterError::Line(_))
        ));
    }
}

#[test]
fn another_office_stands_in_the_roster_once_behind_everything_else() {
    let mut office = Office::with(5, 3);
    let without = office.roster.to_text();
    let peer = Peer {
        manifest: Digest::of(b"theirs"),
        lowest_roster: 7,
        label: "Ombudsman of the East".to_owned(),
    };
    office.roster.peers = vec![peer.clone()];
    let line = format!("peer {} 7 Ombudsman of the East\n", peer.manifest);
    assert_eq!(office.roster.to_text(), format!("{without}{line}"));
    assert_eq!(check(&office), Ok(()));
    let other = Peer {
        manifest: Digest::of(b"others"),
        ..peer.clone()
    };
    let renamed = Peer {
        label: "Another".to_owned(),
        ..peer.clone()
    };
    for twin in [other, renamed] {
        office.roster.peers = vec![peer.clone(), twin];
        assert!(matches!(check(&office), Err(RosterError::Twice(_))));
    }
    for damaged in [
        line.replace(" 7 ", " x "),
        line.replace(" 7 Ombudsman of the East", " 7"),
        line.replace(&peer.manifest.to_string(), "0"),
    ] {
        let text = format!("{without}{damaged}");
        let read = Roster::read_unsigned(&text);
        assert!(matches!(read, Err(RosterError::Line(_))), "{damaged}");
    }
}

#[test]
fn a_roster_is_valid_for_thirty_five_days_at_most() {
    let mut office = Office::with(5, 3);
    office.roster.until = office.roster.from.plus(34);
    assert!(check(&office).is_ok());
    office.roster.until = office.roster.from.plus(35);
    assert_eq!(check(&office), Err(RosterError::Period));
    office.roster.until = office.roster.from.plus(-1);
    assert_eq!(check(&office), Err(RosterError::Period));
}

#[test]
fn a_roster_past_its_end_is_used_with_a_warning_and_refused_from_day_sixty() {
    let office = Office::with(5, 3);
    let roster = office.trust.newest().unwrap();
    let begin = office.roster.from;
    assert_eq!(roster.standing(begin.plus(-1)), RosterStanding::Early);
    assert_eq!(roster.standing(begin), RosterStanding::Current);
    assert_eq!(
        roster.standing(office.roster.until.plus(1)),
        RosterStanding::Stale
    );
    assert_eq!(roster.standing(begin.plus(59)), RosterStanding::Stale);
    assert_eq!(roster.standing(begin.plus(60)), RosterStanding::Expired);
    assert!(office.trust.roster(begin.plus(59)).is_ok());
    let refused = office.trust.roster(begin.plus(60));
    assert_eq!(refused, Err(TrustError::NotValid(RosterStanding::Expired)));
}

#[test]
fn rosters_of_one_version_or_out_of_their_chain_are_refused_together() {
    let mut office = Office::with(5, 3);
    let first = office.trust.newest().unwrap().clone();
    let together = |office: &Office| {
        let text = office.roster.to_text();
        let second = note::assemble(
            &text,
            &[note::sign(&text, &office.name, &office.roster_key)],
        );
        Trust::new(
            office.trust.manifest.clone(),
            [first.note(), second.as_str()],
            office.trust.keys.clone(),
        )
        .map(drop)
    };
    office.roster.officers.pop();
    assert_eq!(
        together(&office),
        Err(TrustError::Roster(RosterError::Fork(1)))
    );
    office.roster.version = 2;
    assert_eq!(
        together(&office),
        Err(TrustError::Roster(RosterError::Fork(2)))
    );
    office.roster.previous = first.digest();
    assert_eq!(together(&office), Ok(()));
}

#[test]
fn a_trust_takes_the_place_of_another_only_as_its_successor() {
    let mut office = Office::with(5, 3);
    let first = office.trust.clone();
    let manifest = || first.manifest.clone();
    let signed = |office: &Office| {
        let text = office.roster.to_text();
        let line = note::sign(&text, &office.name, &office.roster_key);
        note::assemble(&text, &[line])
    };
    let (mut digests, mut notes) = (vec![], vec![first.newest().unwrap().note().to_owned()]);
    for version in [2, 3] {
        office.roster.previous = Digest::of(office.roster.to_text().as_bytes());
        office.roster.version = version;
        digests.push(office.roster.previous);
        notes.push(signed(&office));
    }
    let trust = |places: &[usize]| {
        let notes = places.iter().map(|&place| notes[place].as_str());
        Trust::new(manifest(), notes, first.keys.clone()).unwrap()
    };
    let all = trust(&[0, 1, 2]);
    assert_eq!(first.check_successor(&first, TODAY), Ok(()));
    assert_eq!(first.check_successor(&trust(&[0, 1]), TODAY), Ok(()));
    assert_eq!(first.check_successor(&all, TODAY), Ok(()));
    assert_eq!(
        all.check_successor(&trust(&[0, 1]), TODAY),
        Err(TrustError::Older {
            offered: 2,
            seen: 3
        })
    );
    // Whether it lacks one before its newest can be said of each.
    for (places, is_whole) in [
        (&[0][..], true),
        (&[2, 0, 1][..], true),
        (&[0, 1][..], true),
        (&[0, 2][..], false),
        (&[1, 2][..], false),
        (&[2][..], false),
    ] {
        assert_eq!(trust(places).is_whole(), is_whole, "{places:?}");
    }
    // A version between is missing, or the one in use is.
    for places in [&[0, 2][..], &[1, 2], &[2]] {
        let refused = first.check_successor(&trust(places), TODAY);
        assert!(
            matches!(refused, Err(TrustError::Roster(RosterError::Fork(_)))),
            "{places:?}: {refused:?}"
        );
    }
    // Another roster stands in the place of one in use.
    let mut other = office.roster.clone();
    other.officers[0].label = "Somebody else".to_owned();
    other.previous = digests[1];
    office.roster = other;
    let forked = [notes[0].clone(), notes[1].clone(), signed(&office)];
    let forked = Trust::new(
        manifest(),
        forked.iter().map(String::as_str),
        first.keys.clone(),
    );
    assert_eq!(
        all.check_successor(&forked.unwrap(), TODAY),
        Err(TrustError::Roster(RosterError::Fork(3)))
    );
    // One that nobody can seal with.
    let day = first.newest().unwrap().from.plus(60);
    assert_eq!(
        first.check_successor(&all, day),
        Err(TrustError::NotValid(RosterStanding::Expired))
    );
    let without_keys = Trust::new(
        manifest(),
        notes.iter().map(String::as_str),
        seal::KeyRing::default(),
    );
    assert!(matches!(
        first.check_successor(&without_keys.unwrap(), TODAY),
        Err(TrustError::MissingKey(_))
    ));
    let stranger = Office::with(5, 3);
    assert_eq!(
        first.check_successor(&stranger.trust, TODAY),
        Err(TrustError::OtherManifest)
    );
}

#[test]
fn a_trust_without_a_roster_is_no_trust() {
    let office = Office::with(5, 3);
    let empty = Trust::new(office.trust.manifest.clone(), [], office.trust.keys.clone());
    assert!(matches!(empty, Err(TrustError::NoRoster)));
}

#[test]
fn the_digest_of_exclusions_cannot_be_guessed_from_a_small_roster() {
    let (office, case) = (Office::with(5, 3), CaseId::draw().unwrap());
    let head = office.officers[0].officer;
    let digest = |exclusions: &Exclusions| exclusions.digest(office.manifest.instance, case);
    let (one, other) = (
        Exclusions::new([head], []).unwrap(),
        Exclusions::new([head], []).unwrap(),
    );
    assert_eq!(digest(&one), digest(&one.clone()));
    assert_ne!(
        digest(&one),
        digest(&other),
        "the same list under another salt"
    );
    let written = serde_json::to_string(&one).unwrap();
    let read: Exclusions = serde_json::from_str(&written).unwrap();
    assert_eq!(
        digest(&read),
        digest(&one),
        "the sealed report carries the salt"
    );
    assert_ne!(
        one.digest(office.manifest.instance, CaseId::draw().unwrap()),
        digest(&one)
    );
}

fn check(office: &Office) -> Result<(), RosterError> {
    let text = office.roster.to_text();
    let signature = note::sign(&text, &office.name, &office.roster_key);
    VerifiedRoster::check(&note::assemble(&text, &[signature]), &office.manifest).map(drop)
}
