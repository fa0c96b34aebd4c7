//! Follow-ups that are sealed outside and come in as parcels.

mod office;

use office::{Office, TODAY, ticket};
use proptest::prelude::*;
use seal::answer::StatusBlock;
use seal::{
    AcceptableFollowUp, Exclusions, FollowUp, FollowUpParcel, Kind, Level, ParcelError,
    ParcelReader, Receipt, ReceiptKeys, Sending,
};

#[test]
fn a_follow_up_is_read_as_it_was_written_however_it_is_cut() {
    let reported = Reported::new();
    let (parcel, files) = reported.follow_up(Level::B, &[Kind::Message], Some(&[7; 5_000_000]));
    let bytes = [parcel.to_bytes(), files.clone()].concat();
    let expected = parcel.clone().made_here();
    for step in [1_000, 65_537, 1 << 20, bytes.len()] {
        let mut reader = reported.reader();
        let mut chunks = vec![];
        for piece in bytes.chunks(step) {
            reader.feed(piece).unwrap();
            if let Some(asked) = reader.asks() {
                assert_eq!((asked.id, asked.digest), (parcel.id(), expected.digest));
                assert_eq!(asked.mailbox, reported.status.header.mailbox);
                assert!(reader.take_chunk().is_none() && reader.checked().is_none());
                reader.tell(Some(&reported.status)).unwrap();
            }
            chunks.extend(std::iter::from_fn(|| reader.take_chunk()));
        }
        let (acceptable, last) = reader.finish().unwrap();
        chunks.extend(last);
        assert_eq!(acceptable.follow_up().as_ref(), Some(&expected));
        assert_eq!(chunks.concat(), files);
    }
}

#[test]
fn a_follow_up_that_was_changed_or_cut_in_any_place_is_refused() {
    let reported = Reported::new();
    let (parcel, files) = reported.follow_up(Level::A, &[Kind::Message], Some(b"a file"));
    let bytes = [parcel.to_bytes(), files].concat();
    assert!(reported.read(&bytes).is_ok());
    let head = parcel.to_bytes().len();
    for place in (0..head).step_by(7).chain((head..bytes.len()).step_by(997)) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert!(reported.read(&changed).is_err(), "byte {place}");
    }
    for length in (0..head)
        .step_by(31)
        .chain((head..bytes.len()).step_by(997))
    {
        assert!(reported.read(&bytes[..length]).is_err(), "cut at {length}");
    }
    assert!(reported.read(&[&bytes[..], b"more"].concat()).is_err());
}

#[test]
fn whoever_does_not_hold_the_receipt_learns_nothing_about_mailboxes() {
    let reported = Reported::new();
    let other = Reported::new();
    let (parcel, _) = reported.follow_up(Level::A, &[Kind::Message], None);
    let outcome = |status: Option<&StatusBlock>| {
        let mut reader = reported.reader();
        reader.feed(&parcel.to_bytes()).unwrap();
        reader.tell(status)
    };
    assert_eq!(outcome(Some(&reported.status)), Ok(()));
    let unknown = outcome(None);
    assert!(matches!(unknown, Err(ParcelError::BadSignature(_))));
    assert_eq!(outcome(Some(&other.status)), unknown, "of another mailbox");

    // Somebody who knows the mailbox but not the receipt signs with a key of their own.
    let mut forged = Reported::new();
    forged.status.header.clone_from(&reported.status.header);
    let (forged, _) = forged.follow_up(Level::A, &[Kind::Message], None);
    let mut reader = reported.reader();
    reader.feed(&forged.to_bytes()).unwrap();
    assert_eq!(reader.tell(Some(&reported.status)), unknown);
}

#[test]
fn a_follow_up_of_another_office_of_level_c_or_out_of_its_chain_is_refused() {
    let reported = Reported::new();
    let (parcel, _) = reported.follow_up(Level::A, &[Kind::Message], None);
    let mut bytes = parcel.to_bytes();
    // Behind version 1, length 1 and tag 18.
    bytes[20] ^= 1;
    assert_eq!(reported.read(&bytes), Err(ParcelError::ForeignInstance));

    let (at_c, _) = reported.follow_up(Level::C, &[Kind::Message], None);
    assert_eq!(
        reported.read(&at_c.to_bytes()),
        Err(ParcelError::Contradiction)
    );

    let accepted = reported.read(&parcel.to_bytes()).unwrap();
    let mut later = reported.status.clone();
    later.last = accepted.objects[0].detached();
    let mut reader = reported.reader();
    reader.feed(&parcel.to_bytes()).unwrap();
    assert_eq!(
        reader.tell(Some(&later)),
        Err(ParcelError::OutOfChain),
        "replayed"
    );
}

#[test]
fn only_messages_files_and_wishes_that_stand_alone_are_taken() {
    let reported = Reported::new();
    let outcome = |kinds: &[Kind], file: Option<&[u8]>| {
        let (parcel, files) = reported.follow_up(Level::A, kinds, file);
        reported
            .read(&[parcel.to_bytes(), files].concat())
            .map(drop)
    };
    let refused = Err(ParcelError::Contradiction);
    assert_eq!(outcome(&[Kind::Message; 4], Some(b"a")), Ok(()));
    assert_eq!(
        outcome(&[Kind::Message; 5], None),
        Err(ParcelError::Malformed)
    );
    assert_eq!(outcome(&[], Some(b"a")), Ok(()));
    assert_eq!(outcome(&[Kind::Deletion], None), Ok(()));
    assert_eq!(outcome(&[Kind::Deletion], Some(b"a")), refused);
    assert_eq!(outcome(&[Kind::Message, Kind::Deletion], None), refused);
    assert_eq!(outcome(&[Kind::Request], None), Ok(()));
    assert_eq!(outcome(&[Kind::Request], Some(b"a")), refused);
    assert_eq!(outcome(&[Kind::Message, Kind::Request], None), refused);
    let protection = Kind::ProtectionRequest;
    assert_eq!(outcome(&[protection], None), Ok(()));
    assert_eq!(outcome(&[protection], Some(b"a")), refused);
    assert_eq!(outcome(&[Kind::Message, protection], None), refused);
    assert_eq!(outcome(&[Kind::Incident], None), Ok(()));
    assert_eq!(outcome(&[Kind::Incident], Some(b"a")), refused);
    assert_eq!(outcome(&[Kind::Incident, Kind::Message], None), refused);
    assert_eq!(outcome(&[Kind::Consent], None), Ok(()));
    assert_eq!(outcome(&[Kind::Consent], Some(b"a")), refused);
    assert_eq!(outcome(&[Kind::Message, Kind::Consent], None), refused);
    // A name of which nobody keeps anything, or beside something else.
    assert_eq!(outcome(&[Kind::Vault], None), Err(ParcelError::Malformed));
    assert_eq!(outcome(&[Kind::Message, Kind::Vault], None), refused);
    for kind in [
        Kind::Report,
        Kind::Card,
        Kind::Reply,
        Kind::Status,
        Kind::Exclusion,
    ] {
        assert_eq!(outcome(&[kind], None), refused, "{kind:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_follow_up_comes_back_as_it_was_sealed(
        texts in prop::collection::vec(".{0,3000}", 1..4),
        file in prop::option::of(prop::collection::vec(any::<u8>(), 0..4_000)),
        step in 1_usize..5_000,
    ) {
        let reported = Reported::new();
        let (parcel, files) = reported.seal(Level::A, &texts, Kind::Message, file.as_deref());
        let bytes = [parcel.to_bytes(), files].concat();
        let mut reader = reported.reader();
        for piece in bytes.chunks(step) {
            reader.feed(piece).unwrap();
            if reader.asks().is_some() {
                reader.tell(Some(&reported.status)).unwrap();
            }
        }
        let (acceptable, _) = reader.finish().unwrap();
        prop_assert_eq!(acceptable.follow_up().unwrap(), parcel.made_here());
    }
}

/// An office, and a reporter whose report it has.
struct Reported {
    office: Office,
    receipt: Receipt,
    status: StatusBlock,
}

impl Reported {
    fn new() -> Self {
        let office = Office::with(5, 3);
        let receipt = Receipt::draw().unwrap();
        let none = Exclusions::none().unwrap();
        let (trust, body) = (&office.trust, office.commission);
        let mut sending = Sending::begin(trust, &receipt, body, &none, Level::A, TODAY).unwrap();
        sending.write_report(&"text", &"card").unwrap();
        let parcel = sending.finish(None, |_, _| Ok(ticket())).unwrap();
        let head = parcel.head();
        let status = StatusBlock {
            header: head.header.clone(),
            received_on: TODAY,
            epoch: 1,
            status: 1,
            deletion_asked_on: None,
            replies: 0,
            claims: vec![],
            report: head.objects[0].detached(),
            last: head.objects[1].detached(),
            silence: None,
            notice: None,
        };
        Self {
            office,
            receipt,
            status,
        }
    }

    fn keys(&self) -> ReceiptKeys {
        self.receipt.keys(self.office.manifest.instance)
    }

    fn follow_up(
        &self,
        level: Level,
        kinds: &[Kind],
        file: Option<&[u8]>,
    ) -> (FollowUpParcel, Vec<u8>) {
        let mut follow_up = FollowUp::begin(self.keys(), &self.status, level, 100).unwrap();
        for kind in kinds {
            follow_up.write(*kind, &"In May.").unwrap();
        }
        close(follow_up, file)
    }

    fn seal(
        &self,
        level: Level,
        texts: &[String],
        kind: Kind,
        file: Option<&[u8]>,
    ) -> (FollowUpParcel, Vec<u8>) {
        let mut follow_up = FollowUp::begin(self.keys(), &self.status, level, 100).unwrap();
        for text in texts {
            follow_up.write(kind, text).unwrap();
        }
        close(follow_up, file)
    }

    fn reader(&self) -> ParcelReader<'_> {
        ParcelReader::new(&self.office.trust, TODAY)
    }

    fn read(&self, bytes: &[u8]) -> Result<AcceptableFollowUp, ParcelError> {
        let mut reader = self.reader();
        reader.feed(bytes)?;
        if reader.asks().is_some() {
            reader.tell(Some(&self.status))?;
        }
        let (acceptable, _) = reader.finish()?;
        acceptable.follow_up().ok_or(ParcelError::Malformed)
    }
}

fn close(mut follow_up: FollowUp, file: Option<&[u8]>) -> (FollowUpParcel, Vec<u8>) {
    let mut sealed = vec![];
    let bundle = file.map(|file| {
        let mut bundle = follow_up.begin_bundle().unwrap();
        bundle.start_file("a").unwrap();
        bundle.write(file).unwrap();
        let mut chunks: Vec<_> = std::iter::from_fn(|| bundle.take_chunk()).collect();
        let (bundle, last) = bundle.finish().unwrap();
        chunks.extend(last);
        sealed = chunks.concat();
        bundle
    });
    let parcel = follow_up.finish(bundle, |_, _, _| Ok(ticket())).unwrap();
    (parcel, sealed)
}
