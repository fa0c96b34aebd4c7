//! Parcels on their way: cut, changed, old, from elsewhere.

mod office;

use office::reported::report;
use office::{Office, TODAY, ticket};
use proptest::prelude::*;
use seal::answer::Answer;
use seal::{
    Exclusions, Grant, Kind, Level, Parcel, ParcelError, ParcelReader, Receipt, Sending,
    SendingError,
};

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
fn which_files_a_parcel_names_is_read_without_the_list_of_its_office() {
    let office = Office::with(5, 3);
    let (parcel, _) = report(&office, Some(&[("a", b"a file")]));
    let bytes = parcel.to_bytes();
    assert_eq!(
        Parcel::files_named(&bytes),
        Ok(parcel.head().bundle.clone())
    );
    let (without, _) = report(&office, None);
    assert_eq!(Parcel::files_named(&without.to_bytes()), Ok(None));
    // The signature over the files stands last.
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    let told = Parcel::files_named(&changed);
    assert!(matches!(told, Err(ParcelError::BadSignature(_))));
    let longer = [&bytes[..], b"x"].concat();
    for wrong in [&bytes[..bytes.len() - 1], &longer, b"", b"no parcel"] {
        assert!(Parcel::files_named(wrong).is_err());
    }
}

#[test]
fn the_case_header_of_a_parcel_is_read_only_as_its_reporter_signed_it_for_that_deployment() {
    let (office, other) = (Office::with(5, 3), Office::with(5, 3));
    let (parcel, _) = report(&office, None);
    let bytes = parcel.to_bytes();
    let instance = office.trust.manifest.instance;
    let read = |bytes: &[u8]| Parcel::case_header(bytes, instance);
    assert_eq!(read(&bytes).as_ref(), Ok(&parcel.head().header));
    let header = parcel.head().header.to_bytes().len();
    for place in [0, 5, 40, 500, header] {
        assert!(read(&bytes[..place]).is_err(), "{place}");
    }
    let elsewhere = other.trust.manifest.instance;
    let foreign = Parcel::case_header(&bytes, elsewhere);
    assert_eq!(foreign, Err(ParcelError::ForeignInstance));
    let place = bytes
        .windows(16)
        .position(|bytes| bytes == parcel.head().header.case.as_bytes());
    let mut changed = bytes.clone();
    changed[place.unwrap()] ^= 1;
    assert!(matches!(read(&changed), Err(ParcelError::BadSignature(_))));
    let mut newer = bytes;
    newer[0] += 1;
    assert!(matches!(read(&newer), Err(ParcelError::UnknownVersion(_))));
    assert!(read(&[7; 5_000]).is_err());
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
fn a_request_for_protection_comes_with_the_report_before_its_files_and_nothing_else_does() {
    let office = Office::with(5, 3);
    let (none, receipt) = (Exclusions::none().unwrap(), Receipt::draw().unwrap());
    let (trust, body) = (&office.trust, office.commission);
    let mut sending = Sending::begin(trust, &receipt, body, &none, Level::B, TODAY).unwrap();
    let early = sending.write_protection_request(&"They come at night.");
    assert!(matches!(early, Err(SendingError::Order)));
    sending.write_report(&"text", &"card").unwrap();
    let asks = |sending: &mut Sending| sending.write_protection_request(&"They come at night.");
    asks(&mut sending).unwrap();
    assert!(matches!(asks(&mut sending), Err(SendingError::Order)));
    let mut bundle = sending.begin_bundle().unwrap();
    assert!(matches!(asks(&mut sending), Err(SendingError::Order)));
    bundle.start_file("a").unwrap();
    bundle.write(b"a file").unwrap();
    let (bundle, chunks) = bundle.finish().unwrap();
    let parcel = sending.finish(Some(bundle), |_, _| Ok(ticket())).unwrap();
    let bytes = parcel.to_bytes();
    let read = |bytes: &[u8]| {
        let mut reader = ParcelReader::new(&office.trust, TODAY);
        reader.feed(bytes)?;
        chunks.iter().try_for_each(|chunk| reader.feed(chunk))?;
        reader.finish()
    };
    let (acceptable, _) = read(&bytes).unwrap();
    assert_eq!(acceptable.report(), Some(parcel.clone().made_here()));
    let named = Parcel::files_named(&bytes);
    assert_eq!(named, Ok(parcel.head().bundle.clone()));
    let objects = &parcel.head().objects;
    let kinds: Vec<Kind> = objects.iter().map(|object| object.header.kind).collect();
    assert_eq!(kinds, [Kind::Report, Kind::Card, Kind::ProtectionRequest]);
    // The request stands last: in its place goes neither a change of it, nor another of the objects, nor a second one.
    let request = objects[2].to_bytes();
    let end = bytes.len();
    let head = &bytes[..end - request.len() - 4];
    let with = |parts: &[&[u8]]| {
        let mut bytes = head.to_vec();
        for part in parts {
            bytes.extend_from_slice(&u32::try_from(part.len()).unwrap().to_be_bytes());
            bytes.extend_from_slice(part);
        }
        // Where the head has its length: behind version, framed tag, instance and id.
        let length = u32::try_from(bytes.len() - 53).unwrap();
        bytes[49..53].copy_from_slice(&length.to_be_bytes());
        bytes
    };
    assert_eq!(with(&[&request]), bytes);
    let card = objects[1].to_bytes();
    let mut changed = request.clone();
    changed[request.len() / 2] ^= 1;
    for parts in [
        vec![],
        vec![&card[..]],
        vec![&changed[..]],
        vec![&request[..], &request[..]],
    ] {
        assert!(read(&with(&parts)).is_err(), "{}", parts.len());
    }
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
