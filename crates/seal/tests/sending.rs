//! What a reporter seals, what comes back, and what the receipt is good for.

mod office;

use office::reported::{open_first, report_with};
use office::{Office, TODAY, ticket};
use seal::answer::{Answer, Slot, SlotReply, StatusBlock};
use seal::{Exclusions, FollowUp, Kind, Level, Receipt, Reply, ReplyError, Sending};

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
        silence: None,
        notice: None,
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
