//! Registration and sign-in, both halves against each other.

use seal::{
    CodeSecret, DeskKey, Digest, InstanceId, LockError, OfficerId, OfficerKeys, Passphrase,
    Registering, Registration, SignInError, SignInRecord, SigningIn,
};

#[test]
fn an_officer_registers_and_signs_in_with_the_passphrase_and_gets_the_keys_back() {
    let desk = DeskKey::draw().unwrap();
    let (keys, passphrase) = (keys(), Passphrase::draw().unwrap());
    let registration = register(&desk, "north-1", &passphrase, &keys);

    let (client, request) = SigningIn::begin(HERE, &passphrase).unwrap();
    let (answer, pending) = desk
        .begin(HERE, "north-1", Some(&registration.record), &request)
        .unwrap();
    let (proof, export_key) = client.finish("north-1", &passphrase, &answer).unwrap();
    // The state survives the database.
    let kept = desk.lock_pending(HERE, &[5; 16], &pending).unwrap();
    let pending = desk.open_pending(HERE, &[5; 16], &kept).unwrap();
    pending.finish(&proof).unwrap();

    let opened = export_key
        .unwrap_keys(HERE, "north-1", &registration.wrapped)
        .unwrap();
    assert_eq!(opened.officer, keys.officer);
    assert_eq!(opened.manifest, keys.manifest);
    assert_eq!(opened.identity.recipient(), keys.identity.recipient());
    assert_eq!(opened.signing.verifying(), keys.signing.verifying());

    for (instance, name) in [(THERE, "north-1"), (HERE, "north-2")] {
        let fault = export_key.unwrap_keys(instance, name, &registration.wrapped);
        assert_eq!(fault.map(|_| ()), Err(SignInError::Refused));
    }
    let mut changed = registration.wrapped.clone();
    for place in [0, 30, changed.len() - 1] {
        changed[place] ^= 1;
        let fault = export_key.unwrap_keys(HERE, "north-1", &changed);
        assert_eq!(fault.map(|_| ()), Err(SignInError::Refused));
        changed[place] ^= 1;
    }
}

#[test]
fn a_wrong_passphrase_an_unknown_name_and_another_server_are_refused() {
    let desk = DeskKey::draw().unwrap();
    let passphrase = Passphrase::draw().unwrap();
    let record = register(&desk, "north-1", &passphrase, &keys()).record;
    let other = DeskKey::draw().unwrap();
    let wrong = Passphrase::draw().unwrap();
    let tries = [
        (&desk, "north-1", Some(&record), &wrong),
        (&desk, "south-1", None, &passphrase),
        (&desk, "south-1", Some(&record), &passphrase),
        (&other, "north-1", Some(&record), &passphrase),
    ];
    let mut lengths = vec![];
    for (server, name, record, typed) in tries {
        let (client, request) = SigningIn::begin(HERE, typed).unwrap();
        let (answer, _) = server.begin(HERE, name, record, &request).unwrap();
        lengths.push(answer.len());
        let fault = client.finish(name, typed, &answer).map(|_| ());
        assert_eq!(fault, Err(SignInError::Refused), "{name}");
    }
    // Whether there is such an account does not show.
    assert!(lengths.iter().all(|length| *length == lengths[0]));
}

#[test]
fn a_proof_fits_the_one_sign_in_that_it_was_made_for() {
    let desk = DeskKey::draw().unwrap();
    let passphrase = Passphrase::draw().unwrap();
    let record = register(&desk, "north-1", &passphrase, &keys()).record;
    let (client, request) = SigningIn::begin(HERE, &passphrase).unwrap();
    let begin = || {
        desk.begin(HERE, "north-1", Some(&record), &request)
            .unwrap()
    };
    let ((answer, first), (_, second)) = (begin(), begin());
    let (proof, _) = client.finish("north-1", &passphrase, &answer).unwrap();
    let refused = Err(SignInError::Refused);
    assert_eq!(second.finish(&proof), refused);
    let kept = desk.lock_pending(HERE, &[5; 16], &first).unwrap();
    let again = || desk.open_pending(HERE, &[5; 16], &kept).unwrap();
    for (instance, id) in [(THERE, 5), (HERE, 6)] {
        let elsewhere = desk.open_pending(instance, &[id; 16], &kept).map(|_| ());
        assert_eq!(elsewhere, Err(LockError::Damaged));
    }
    let (stranger, request) = SigningIn::begin(THERE, &passphrase).unwrap();
    let (answer, _) = desk
        .begin(HERE, "north-1", Some(&record), &request)
        .unwrap();
    let of_another_place = stranger.finish("north-1", &passphrase, &answer).map(|_| ());
    assert_eq!(of_another_place, refused);
    let mut changed = proof.clone();
    changed[7] ^= 1;
    assert_eq!(again().finish(&changed), refused);
    assert_eq!(again().finish(&proof), Ok(()));
}

#[test]
fn no_message_of_another_length_or_kind_breaks_the_sign_in() {
    let desk = DeskKey::draw().unwrap();
    let passphrase = Passphrase::draw().unwrap();
    let malformed = SignInError::Malformed;
    for bytes in [
        vec![],
        vec![0; 31],
        vec![0xff; 32],
        vec![0; 96],
        vec![7; 400],
    ] {
        assert_eq!(desk.register("north-1", &bytes), Err(malformed));
        let begun = desk.begin(HERE, "north-1", None, &bytes).map(|_| ());
        assert_eq!(begun, Err(malformed));
        assert!(SignInRecord::from_bytes(&bytes).is_err());
        assert!(desk.open_pending(HERE, &[5; 16], &bytes).is_err());
        let (client, _) = SigningIn::begin(HERE, &passphrase).unwrap();
        assert!(client.finish("north-1", &passphrase, &bytes).is_err());
        let (client, _) = Registering::begin(HERE, &passphrase).unwrap();
        assert!(
            client
                .finish("north-1", &passphrase, &bytes, &keys())
                .is_err()
        );
    }
}

#[test]
fn the_servers_secret_survives_its_file_and_locks_rows_for_one_place() {
    let desk = DeskKey::draw().unwrap();
    let passphrase = Passphrase::draw().unwrap();
    let record = register(&desk, "north-1", &passphrase, &keys()).record;
    let read = DeskKey::from_text(&format!("{}\n", desk.to_text().as_str())).unwrap();
    let (client, request) = SigningIn::begin(HERE, &passphrase).unwrap();
    let (answer, pending) = read
        .begin(HERE, "north-1", Some(&record), &request)
        .unwrap();
    let (proof, _) = client.finish("north-1", &passphrase, &answer).unwrap();
    assert_eq!(pending.finish(&proof), Ok(()));

    let secret = CodeSecret::draw().unwrap();
    let locked = desk.lock_code_secret(HERE, "north-1", &secret).unwrap();
    let opened = |key: &DeskKey, place, name, bytes: &[u8]| {
        let opened = key.open_code_secret(place, name, bytes);
        opened.map(|opened| *opened.expose())
    };
    assert_eq!(
        opened(&read, HERE, "north-1", &locked),
        Ok(*secret.expose())
    );
    let damaged = Err(LockError::Damaged);
    assert_eq!(opened(&read, HERE, "north-2", &locked), damaged);
    assert_eq!(opened(&read, THERE, "north-1", &locked), damaged);
    assert_eq!(opened(&read, HERE, "north-1", &locked[..20]), damaged);
    let other = DeskKey::draw().unwrap();
    assert_eq!(opened(&other, HERE, "north-1", &locked), damaged);
    assert!(DeskKey::from_text("").is_none());
    assert!(DeskKey::from_text(&"0".repeat(64)).is_none());
}

#[test]
fn nothing_of_a_sign_in_ever_shows_itself() {
    let desk = DeskKey::draw().unwrap();
    let passphrase = Passphrase::draw().unwrap();
    let registration = register(&desk, "north-1", &passphrase, &keys());
    let (client, request) = SigningIn::begin(HERE, &passphrase).unwrap();
    let (answer, pending) = desk
        .begin(HERE, "north-1", Some(&registration.record), &request)
        .unwrap();
    let shown = [
        format!("{desk:?}"),
        format!("{:?}", registration.record),
        format!("{client:?}"),
        format!("{pending:?}"),
        format!("{:?}", Registering::begin(HERE, &passphrase).unwrap().0),
        format!(
            "{:?}",
            client.finish("north-1", &passphrase, &answer).unwrap().1
        ),
    ];
    for text in shown {
        assert!(text.ends_with("(hidden)"), "{text}");
    }
}

fn register(
    desk: &DeskKey,
    name: &str,
    passphrase: &Passphrase,
    keys: &OfficerKeys,
) -> Registration {
    let (client, request) = Registering::begin(HERE, passphrase).unwrap();
    let answer = desk.register(name, &request).unwrap();
    client.finish(name, passphrase, &answer, keys).unwrap()
}

fn keys() -> OfficerKeys {
    let officer = OfficerId::draw().unwrap();
    OfficerKeys::draw(HERE, Digest::of(b"a manifest"), officer).unwrap()
}

const HERE: InstanceId = InstanceId::from_bytes([1; 16]);
const THERE: InstanceId = InstanceId::from_bytes([2; 16]);
