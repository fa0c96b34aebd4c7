//! Of whom an officer's client believes the lists of other offices.

use casework::{PeerFault, SentPeers};
use seal::note::{self, NamedKey};
use seal::{
    Body, BodyId, BodyKind, Day, Digest, InstanceId, KeyRing, Limits, LogPolicy, Manifest, Peer,
    Roster, SigningKey, Trust, VerifiedManifest,
};

const TODAY: Day = Day::from_number(20_782);

/// An office with these bodies and nobody in them.
fn office(bodies: &[BodyId]) -> Trust {
    let instance = InstanceId::draw().unwrap();
    let key = SigningKey::draw().unwrap();
    let name = NamedKey::new("registrar", key.verifying()).unwrap();
    let manifest = Manifest {
        instance,
        offset_minutes: 0,
        roster_keys: vec![name.clone()],
        roster_threshold: 1,
        panel: 3,
        lowest_roster: 1,
        log: LogPolicy {
            origin: "log.example/reports".to_owned(),
            key: None,
        },
        limits: Limits {
            bundle_bytes: 1 << 31,
            files: 100,
        },
    };
    let bodies = bodies.iter().map(|id| Body {
        id: *id,
        kind: BodyKind::HumanRights,
        label: "Ombudsman".to_owned(),
    });
    let roster = Roster {
        instance,
        version: 1,
        previous: Digest::NONE,
        from: TODAY,
        until: TODAY.plus(30),
        bodies: bodies.collect(),
        units: vec![],
        officers: vec![],
        peers: vec![],
    };
    let signed = |text: String| note::assemble(&text, &[note::sign(&text, &name, &key)]);
    let manifest = VerifiedManifest::check(&signed(manifest.to_text())).unwrap();
    let keys: KeyRing = [].into_iter().collect();
    Trust::new(manifest, [signed(roster.to_text()).as_str()], keys).unwrap()
}

/// What is believed of each of these offices, which the roster names in this order with the lowest version that it asks
/// for.
fn believed(own: &Trust, named: &[(&Trust, u32)]) -> Vec<Result<(), PeerFault>> {
    let mut roster = Roster::clone(own.newest().unwrap());
    let mut sent = SentPeers::default();
    for (list, lowest_roster) in named {
        let manifest = list.manifest.digest();
        roster.peers.push(Peer {
            manifest,
            lowest_roster: *lowest_roster,
            label: "An office".to_owned(),
        });
        sent.add(&manifest, list, "");
    }
    let offices = sent.check(own, &roster).into_iter();
    offices.map(|office| office.list.map(|_| ())).collect()
}

#[test]
fn of_two_offices_that_claim_one_body_neither_is_believed_whoever_is_named_first() {
    let [body, other, third, ours] = [(); 4].map(|()| BodyId::draw().unwrap());
    let own = office(&[ours]);
    let honest = office(&[body]);
    let claims = office(&[other, body]);
    let apart = office(&[third]);
    let clash = Err(PeerFault::Clash);
    assert_eq!(
        believed(&own, &[(&honest, 1), (&apart, 1)]),
        [Ok(()), Ok(())]
    );
    assert_eq!(
        believed(&own, &[(&claims, 1), (&apart, 1), (&honest, 1)]),
        [clash, Ok(()), clash]
    );
    assert_eq!(
        believed(&own, &[(&honest, 1), (&claims, 1)]),
        [clash, clash]
    );
    // Nor is it where the list of the other one is too old to be used.
    assert_eq!(
        believed(&own, &[(&claims, 1), (&honest, 2)]),
        [clash, Err(PeerFault::Old)]
    );
    // An office of its own instance that claims a body of this one, and this office itself.
    let takes_ours = office(&[ours]);
    assert_eq!(
        believed(&own, &[(&takes_ours, 1), (&honest, 1)]),
        [clash, Ok(())]
    );
    assert_eq!(believed(&own, &[(&own, 1)]), [clash]);
}
