//! Reports, follow-ups and replies between a reporter and an office, and what an attacker may try.

mod office;

use std::io::Cursor;

use office::{Office, TODAY, ticket};
use proptest::prelude::*;
use seal::answer::{Answer, Slot, SlotReply, StatusBlock};
use seal::{
    Exclusions, FollowUp, Grant, GrantError, Kind, Level, OpenedBundle, OpenedText, Panel,
    PanelError, Parcel, ParcelError, ParcelReader, Receipt, Reply, ReplyError, Sending,
};

#[test]
fn exactly_the_panel_opens_a_report_and_everything_in_it() {
    let office = Office::with(14, 6);
    let (parcel, files) = report(&office, Some(&[("photo.jpg", &[7; 100_000])]));
    let head = parcel.head();
    let mut opened = 0;
    for keys in &office.officers {
        for grant in &head.grants {
            let tried = grant
                .clone()
                .open(keys, &head.header.verifying, &head.header);
            assert_eq!(tried.is_ok(), grant.grantee == keys.officer);
            let Ok(grant) = tried else { continue };
            opened += 1;
            let text: OpenedText<String> = head.objects[0].open_text(&grant.identity).unwrap();
            assert_eq!(text.0, "The tender was rigged.");
            let bundle = head.bundle.as_ref().unwrap();
            bundle.check(&head.header.verifying).unwrap();
            bundle.check_content(files.as_slice()).unwrap();
            let mut names = vec![];
            OpenedBundle::open(bundle, &grant.identity, Cursor::new(&files))
                .unwrap()
                .files(|name, size, content| {
                    let mut bytes = vec![];
                    content.read_to_end(&mut bytes)?;
                    assert_eq!((bytes.len(), size), (100_000, 100_000));
                    names.push(name.to_owned());
                    Ok(())
                })
                .unwrap();
            assert_eq!(names, ["photo.jpg"]);
        }
        // No officer's own key opens the case's objects directly.
        assert!(head.objects[0].open_text::<String>(&keys.identity).is_err());
    }
    assert_eq!(opened, 3);
}

#[test]
fn the_receipt_does_not_open_the_report() {
    let office = Office::with(5, 3);
    let receipt = Receipt::draw().unwrap();
    let (parcel, _) = report_with(&office, &receipt, &Exclusions::none().unwrap(), None);
    let reply = receipt.keys(office.manifest.instance).reply().unwrap();
    assert!(
        parcel
            .head()
            .objects
            .iter()
            .all(|object| object.open_text::<String>(&reply).is_err())
    );
}

#[test]
fn a_panel_never_holds_an_excluded_officer_and_spans_two_units_where_it_can() {
    let office = Office::with(6, 3);
    let roster = office.trust.roster(TODAY).unwrap();
    let head = Exclusions::new([office.officers[0].officer], []).unwrap();
    let mut drawn = [0; 9];
    for _ in 0..600 {
        let panel = Panel::draw(roster, office.commission, &head, 3, TODAY).unwrap();
        assert_eq!((panel.body, panel.officers.len()), (office.commission, 3));
        let places: Vec<usize> = panel
            .officers
            .iter()
            .map(|id| place_of(&office, id))
            .collect();
        places.iter().for_each(|&place| drawn[place] += 1);
        assert!(
            places.iter().any(|place| place % 2 == 0) && places.iter().any(|place| place % 2 == 1)
        );
    }
    assert_eq!(drawn[0], 0, "the head is excluded");
    assert!(
        drawn[1..6].iter().all(|&times| times > 250),
        "each is drawn about as often: {drawn:?}"
    );
}

#[test]
fn when_too_few_are_left_another_body_becomes_the_panel_and_it_shows() {
    let office = Office::with(5, 3);
    let roster = office.trust.roster(TODAY).unwrap();
    let unit = Exclusions::new([], [office.unit_of(0)]).unwrap();
    let panel = Panel::draw(roster, office.commission, &unit, 3, TODAY).unwrap();
    assert_eq!(panel.body, office.institution);
    let everybody = Exclusions::new(office.officers.iter().map(|keys| keys.officer), []).unwrap();
    let none = Panel::draw(roster, office.commission, &everybody, 3, TODAY);
    assert_eq!(none, Err(PanelError::TooFewLeft));
}

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

#[test]
fn a_parcel_sealed_to_a_key_that_was_replaced_since_has_to_be_sealed_again() {
    let mut office = Office::with(5, 3);
    let (parcel, _) = report(&office, None);
    let old = office.trust.newest().unwrap().note().to_owned();
    let digest = office.trust.newest().unwrap().digest();
    for grant in &parcel.head().grants[..2] {
        let officer = office
            .roster
            .officers
            .iter_mut()
            .find(|officer| officer.id == grant.grantee)
            .unwrap();
        officer.recipient = seal::Identity::draw().unwrap().recipient().digest();
    }
    office.roster.version = 2;
    office.roster.previous = digest;
    office.republish();
    let notes = [office.trust.newest().unwrap().note().to_owned(), old];
    let manifest = office.trust.manifest.clone();
    let trust = seal::Trust::new(
        manifest,
        notes.iter().map(String::as_str),
        office.trust.keys.clone(),
    )
    .unwrap();
    let mut reader = ParcelReader::new(&trust, TODAY);
    assert_eq!(reader.feed(&parcel.to_bytes()), Err(ParcelError::SealAgain));
}

#[test]
fn a_parcel_from_outside_that_claims_to_be_sealed_by_the_server_is_refused() {
    let office = Office::with(5, 3);
    let none = Exclusions::none().unwrap();
    let receipt = Receipt::draw().unwrap();
    let mut sending = Sending::begin(
        &office.trust,
        &receipt,
        office.commission,
        &none,
        Level::C,
        TODAY,
    )
    .unwrap();
    sending.write_report(&"text", &"card").unwrap();
    let parcel = sending.finish(None, |_, _| Ok(ticket())).unwrap();
    let mut reader = ParcelReader::new(&office.trust, TODAY);
    assert_eq!(
        reader.feed(&parcel.to_bytes()),
        Err(ParcelError::Contradiction)
    );
}

#[test]
fn files_can_go_ahead_under_the_id_of_a_parcel_that_is_still_in_the_making() {
    fn outlives_the_office<T: Send + 'static>(_: &T) {}
    let office = Office::with(5, 3);
    let none = Exclusions::none().unwrap();
    let receipt = Receipt::draw().unwrap();
    let mut sending = Sending::begin(
        &office.trust,
        &receipt,
        office.commission,
        &none,
        Level::B,
        TODAY,
    )
    .unwrap();
    drop(office);
    outlives_the_office(&sending);
    let id = sending.id();
    sending.write_report(&"text", &"card").unwrap();
    let parcel = sending.finish(None, |_, _| Ok(ticket())).unwrap();
    assert_eq!(parcel.head().id, id);
}

#[test]
fn a_key_ring_that_lacks_an_officers_key_seals_nothing() {
    let office = Office::with(5, 3);
    let ring = office
        .officers
        .iter()
        .skip(1)
        .map(|keys| keys.identity.recipient())
        .collect();
    let note = office.trust.newest().unwrap().note().to_owned();
    let trust = seal::Trust::new(office.trust.manifest.clone(), [note.as_str()], ring).unwrap();
    let none = Exclusions::none().unwrap();
    let begun = Sending::begin(
        &trust,
        &Receipt::draw().unwrap(),
        office.commission,
        &none,
        Level::A,
        TODAY,
    );
    assert!(matches!(begun, Err(seal::SendingError::MissingKey)));
}

#[test]
fn a_parcel_is_read_as_it_was_written_however_it_is_cut() {
    let office = Office::with(5, 3);
    let (parcel, files) = report(&office, Some(&[("a", &[1; 5_000_000]), ("b", b"")]));
    let bytes = [parcel.to_bytes(), files.clone()].concat();
    for step in [1_usize << 14, 65_537, 1 << 20, bytes.len()] {
        let mut reader = ParcelReader::new(&office.trust, TODAY);
        let mut chunks = vec![];
        for piece in bytes.chunks(step) {
            reader.feed(piece).unwrap();
            chunks.extend(std::iter::from_fn(|| reader.take_chunk()));
        }
        let (acceptable, last) = reader.finish().unwrap();
        chunks.extend(last);
        assert_eq!(acceptable.report(), Some(parcel.clone().made_here()));
        let (last, full) = chunks.split_last().unwrap();
        assert!(
            full.iter().all(|chunk| chunk.len() == seal::CHUNK_BYTES)
                && last.len() <= seal::CHUNK_BYTES
        );
        assert_eq!(chunks.concat(), files);
    }
    // Files that went ahead are only looked at.
    let mut reader = ParcelReader::new(&office.trust, TODAY);
    assert!(reader.feed_stored(&files).is_err(), "before the head");
    let mut reader = ParcelReader::new(&office.trust, TODAY);
    reader.feed(&parcel.to_bytes()).unwrap();
    for piece in files.chunks(seal::CHUNK_BYTES) {
        reader.feed_stored(piece).unwrap();
    }
    assert!(reader.take_chunk().is_none());
    let (acceptable, last) = reader.finish().unwrap();
    assert_eq!(acceptable.report(), Some(parcel.clone().made_here()));
    assert!(last.is_empty());
    // A byte at a time through the head.
    let (small, _) = report(&office, None);
    let mut reader = ParcelReader::new(&office.trust, TODAY);
    small
        .to_bytes()
        .iter()
        .for_each(|&byte| reader.feed(&[byte]).unwrap());
    assert_eq!(reader.head(), Some(small.head()));
    assert!(reader.finish().is_ok());
}

#[test]
fn a_parcel_that_was_changed_or_cut_is_refused_and_nothing_of_its_files_is_kept() {
    let office = Office::with(5, 3);
    let (parcel, files) = report(&office, Some(&[("a", &[1; 70_000])]));
    let bytes = [parcel.to_bytes(), files].concat();
    let read = |bytes: &[u8]| {
        let mut reader = ParcelReader::new(&office.trust, TODAY);
        reader.feed(bytes)?;
        reader.finish().map(|_| ())
    };
    assert_eq!(read(&bytes), Ok(()));
    // version 1, framed tag 16 and instance 16, id 16, length 4; at the end of the head the ticket of
    // 133, a byte that says that files follow, and their proof.
    let (id, end) = (
        33..49,
        parcel.to_bytes().len() - 1 - seal::DetachedObject::BYTES,
    );
    let ticket = end - 133..end;
    for place in (0..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        // The receipt signs neither the parcel's own id nor the log entry; the door checks the entry.
        let unsigned = id.contains(&place) || ticket.contains(&place);
        assert!(
            read(&changed).is_err() || unsigned,
            "byte {place} of {}",
            bytes.len()
        );
    }
    for length in [
        0,
        1,
        30,
        51,
        52,
        5_000,
        parcel.to_bytes().len(),
        bytes.len() - 1,
    ] {
        assert!(read(&bytes[..length]).is_err(), "{length}");
    }
    assert_eq!(
        read(&[&bytes[..], b"x"].concat()),
        Err(ParcelError::Malformed)
    );
    assert_eq!(
        read(&[&[2], &bytes[1..]].concat()),
        Err(ParcelError::UnknownVersion(2))
    );
    let stranger = Office::with(5, 3);
    let mut reader = ParcelReader::new(&stranger.trust, TODAY);
    assert_eq!(reader.feed(&bytes), Err(ParcelError::ForeignInstance));
    assert_eq!(
        reader.feed(b"x"),
        Err(ParcelError::Malformed),
        "a spoilt reader stays spoilt"
    );
    assert!(reader.take_chunk().is_none() && reader.head().is_none());
}

#[test]
fn a_parcel_with_an_old_roster_travels_half_a_year_and_no_longer() {
    let office = Office::with(5, 3);
    let (parcel, _) = report(&office, None);
    let arrives = |days: i32| {
        let mut reader = ParcelReader::new(&office.trust, TODAY.plus(days));
        reader.feed(&parcel.to_bytes())
    };
    assert_eq!(arrives(30 + 180), Ok(()));
    assert_eq!(arrives(30 + 181), Err(ParcelError::SealAgain));
}

#[test]
fn a_parcel_whose_officers_have_left_has_to_be_sealed_again() {
    let mut office = Office::with(5, 3);
    let (parcel, _) = report(&office, None);
    let old = office.trust.newest().unwrap().note().to_owned();
    let gone: Vec<_> = parcel
        .head()
        .grants
        .iter()
        .map(|grant| grant.grantee)
        .collect();
    let mut leaves = |count: usize| {
        for officer in &mut office.roster.officers {
            if gone[..count].contains(&officer.id) {
                officer.until = TODAY.plus(-1);
            }
        }
        office.roster.previous = office.trust.newest().unwrap().digest();
        office.roster.version += 1;
        office.republish();
        let notes = [
            office.trust.newest().unwrap().note().to_owned(),
            old.clone(),
        ];
        let trust = seal::Trust::new(
            office.trust.manifest.clone(),
            notes.iter().map(String::as_str),
            office.trust.keys.clone(),
        )
        .unwrap();
        let mut reader = ParcelReader::new(&trust, TODAY);
        reader.feed(&parcel.to_bytes())?;
        let (acceptable, _) = reader.finish()?;
        Ok(acceptable.report().unwrap().head.grants.len())
    };
    assert_eq!(leaves(1), Ok(2), "the grant of who has left is dropped");
    assert_eq!(leaves(2), Err(ParcelError::SealAgain));
}

#[test]
fn a_reporter_reads_a_reply_and_writes_again_with_nothing_but_the_receipt() {
    let office = Office::with(5, 3);
    let instance = office.manifest.instance;
    let receipt = Receipt::draw().unwrap();
    let (parcel, _) = report_with(&office, &receipt, &Exclusions::none().unwrap(), None);
    let (holder, grant) = open_first(&office, &parcel);
    let head = parcel.head();

    let parts = Reply::write(
        "Thank you. When?",
        &head.header,
        1,
        None,
        &office.officers[holder],
        Level::A,
    )
    .unwrap();
    let status = StatusBlock {
        header: head.header.clone(),
        received_on: TODAY,
        epoch: 1,
        status: 2,
        deletion_asked_on: None,
        replies: 1,
        claims: vec![],
        report: head.objects[0].detached(),
        last: head.objects[1].detached(),
    };
    let answer = Answer {
        status: Some(status),
        slots: vec![Slot {
            arrived_on: TODAY,
            reply: SlotReply::of(parts.to_reporter),
        }],
    };
    let page = answer.to_bytes().unwrap();
    assert_eq!(page.len(), seal::answer::PAGE_BYTES);

    let keys = receipt.keys(instance);
    let answer = Answer::from_bytes(&page).unwrap();
    let status = answer.status.unwrap();
    status.check(&keys, instance).unwrap();
    let reply = answer.slots[0].reply.here().unwrap();
    reply
        .check(&office.officers[holder].signing.verifying())
        .unwrap();
    assert_eq!(
        Reply::open(reply, &status.header, &keys.reply().unwrap())
            .unwrap()
            .text,
        "Thank you. When?"
    );
    assert_eq!(
        Reply::open(&parts.to_case, &head.header, &grant.identity)
            .unwrap()
            .text,
        "Thank you. When?"
    );
    assert_eq!(reply.header.commitment, parts.to_case.header.commitment);

    let other = Receipt::draw().unwrap().keys(instance);
    assert!(status.check(&other, instance).is_err());

    let mut follow_up = FollowUp::begin(keys, &status, Level::C, 100).unwrap();
    let id = follow_up.id();
    follow_up.write(Kind::Message, &"In May.").unwrap();
    let follow_up = follow_up
        .finish(None, |_, _, _| Ok(ticket()))
        .unwrap()
        .made_here();
    assert_eq!(follow_up.id, id);
    let message = &follow_up.objects[0];
    assert_eq!(
        (message.header.sequence, message.header.previous),
        (2, head.objects[1].digest())
    );
    message.check(&head.header.verifying).unwrap();
    assert_eq!(
        message.open_text::<String>(&grant.identity).unwrap().0,
        "In May."
    );
}

#[test]
fn a_reply_whose_copies_differ_is_flagged() {
    let office = Office::with(5, 3);
    let receipt = Receipt::draw().unwrap();
    let (parcel, _) = report_with(&office, &receipt, &Exclusions::none().unwrap(), None);
    let (holder, grant) = open_first(&office, &parcel);
    let header = &parcel.head().header;
    let officer = &office.officers[holder];
    let honest = Reply::write("Come at noon.", header, 1, None, officer, Level::A).unwrap();
    let lie = Reply::write("Stay away.", header, 1, None, officer, Level::A).unwrap();
    let mut mixed = lie.to_reporter.clone();
    mixed.header.commitment = honest.to_case.header.commitment;
    let reply = receipt.keys(office.manifest.instance).reply().unwrap();
    // The header is repeated inside, so a changed commitment is found before the text is compared.
    assert!(matches!(
        Reply::open(&mixed, header, &reply),
        Err(ReplyError::Text(_))
    ));
    assert!(mixed.check(&officer.signing.verifying()).is_err());
    assert_ne!(
        lie.to_reporter.header.commitment,
        honest.to_case.header.commitment
    );
    assert!(Reply::open(&honest.to_case, header, &grant.identity).is_ok());
}

#[test]
fn an_unknown_mailbox_gets_a_page_of_the_same_length() {
    let empty = Answer {
        status: None,
        slots: vec![],
    };
    let page = empty.to_bytes().unwrap();
    assert_eq!(page.len(), seal::answer::PAGE_BYTES);
    assert_eq!(Answer::from_bytes(&page).unwrap(), empty);
}

#[test]
fn a_text_longer_than_its_largest_class_is_refused_whole() {
    let office = Office::with(5, 3);
    let none = Exclusions::none().unwrap();
    let mut sending = Sending::begin(
        &office.trust,
        &Receipt::draw().unwrap(),
        office.commission,
        &none,
        Level::C,
        TODAY,
    )
    .unwrap();
    assert!(sending.write_report(&"x".repeat(70_000), &"card").is_err());
}

#[test]
fn texts_of_one_class_have_sealed_lengths_that_tell_nothing_else() {
    let office = Office::with(5, 3);
    // age adds a random stanza, so lengths vary by chance; the payload's share is the class alone.
    let payload = |text: &str| {
        let none = Exclusions::none().unwrap();
        let mut sending = Sending::begin(
            &office.trust,
            &Receipt::draw().unwrap(),
            office.commission,
            &none,
            Level::C,
            TODAY,
        )
        .unwrap();
        sending.write_report(&text, &"card").unwrap();
        let parcel = sending.finish(None, |_, _| Ok(ticket())).unwrap();
        let sealed = &parcel.head().objects[0].sealed;
        let mac = sealed
            .windows(5)
            .position(|bytes| bytes == b"\n--- ")
            .unwrap();
        sealed.len() - (mac + 5 + 43 + 1)
    };
    let small = payload("a");
    assert_eq!(small, 16 + 4_096 + 16);
    assert_eq!(payload(&"b".repeat(3_000)), small);
    assert_eq!(payload(&"b".repeat(5_000)), 16 + 16_384 + 16);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_mutated_page_parcel_or_grant_never_breaks_the_reader(seed: u64, cut in 0_usize..9_000) {
        use std::sync::OnceLock;
        static MADE: OnceLock<(Office, Vec<u8>)> = OnceLock::new();
        let (office, bytes) = MADE.get_or_init(|| {
            let office = Office::with(5, 3);
            let bytes = report(&office, None).0.to_bytes();
            (office, bytes)
        });
        let mut changed = bytes.clone();
        let place = usize::try_from(seed).unwrap() % changed.len();
        changed[place] = changed[place].wrapping_add(1 + seed.to_le_bytes()[7] % 255);
        changed.truncate(changed.len().saturating_sub(cut));
        let mut reader = ParcelReader::new(&office.trust, TODAY);
        let _ = reader.feed(&changed);
        let _ = Grant::from_bytes(&changed);
        changed.resize(seal::answer::PAGE_BYTES, 0);
        let _ = Answer::from_bytes(&changed);
    }
}

fn report(office: &Office, files: Option<&[(&str, &[u8])]>) -> (Parcel, Vec<u8>) {
    report_with(
        office,
        &Receipt::draw().unwrap(),
        &Exclusions::none().unwrap(),
        files,
    )
}

fn report_with(
    office: &Office,
    receipt: &Receipt,
    exclusions: &Exclusions,
    files: Option<&[(&str, &[u8])]>,
) -> (Parcel, Vec<u8>) {
    let mut sending = Sending::begin(
        &office.trust,
        receipt,
        office.commission,
        exclusions,
        Level::A,
        TODAY,
    )
    .unwrap();
    sending
        .write_report(&"The tender was rigged.", &"A tender")
        .unwrap();
    let mut sealed = vec![];
    let bundle = files.map(|files| {
        let mut bundle = sending.begin_bundle().unwrap();
        for (name, content) in files {
            bundle.start_file(name).unwrap();
            bundle.write(content).unwrap();
        }
        let (bundle, chunks) = bundle.finish().unwrap();
        sealed = chunks.concat();
        bundle
    });
    (sending.finish(bundle, |_, _| Ok(ticket())).unwrap(), sealed)
}

fn open_first(office: &Office, parcel: &Parcel) -> (usize, seal::OpenedGrant) {
    let head = parcel.head();
    let grant = head.grants[0].clone();
    let holder = place_of(office, &grant.grantee);
    let opened = grant
        .open(
            &office.officers[holder],
            &head.header.verifying,
            &head.header,
        )
        .unwrap();
    (holder, opened)
}

fn place_of(office: &Office, id: &seal::OfficerId) -> usize {
    office
        .officers
        .iter()
        .position(|keys| keys.officer == *id)
        .unwrap()
}
