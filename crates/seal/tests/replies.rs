//! Replies of any length and with files, and what may be tried with them.

mod office;

use std::io::Cursor;

use office::{Office, TODAY, ticket};
use proptest::prelude::*;
use seal::answer::{Answer, PAGE_BYTES, Slot, SlotReply};
use seal::{
    CaseId, DetachedObject, Exclusions, Identity, InstanceId, Level, ObjectHeader, OfficerKeys,
    OpenedBundle, OpenedText, Receipt, Reply, ReplyError, ReplyParts, ReplyProof, Replying,
    SealedObject, Sending, SignedCaseHeader, age_file,
};

#[test]
fn a_reply_of_sixty_kilobytes_is_named_in_its_slot_and_opens_once_it_is_fetched() {
    let case = Case::new();
    let text = "ខ្ញុំ".repeat(4_000);
    assert!(text.len() >= 60_000);
    let parts = case.replies(&text, None);
    assert!(parts.to_reporter.to_bytes().len() <= seal::REPLY_BYTES);

    let page = page_of(&parts);
    let slot = &Answer::from_bytes(&page).unwrap().slots[0];
    let SlotReply::Named(name) = &slot.reply else {
        panic!("it does not fit a slot")
    };
    slot.reply.check(&case.officer.signing.verifying()).unwrap();
    let fetched = SealedObject::from_bytes(&parts.to_reporter.to_bytes()).unwrap();
    assert_eq!(fetched.detached(), *name);
    let opened = Reply::open(&fetched, &case.header, &case.reply).unwrap();
    assert_eq!(opened.text, text);
    assert!(!opened.has_files());

    let short = Answer::from_bytes(&page_of(&case.replies("Short.", None))).unwrap();
    assert!(short.slots[0].reply.here().is_some());
}

#[test]
fn a_reply_above_its_largest_class_is_refused() {
    let case = Case::new();
    let refused = Reply::write(
        &"x".repeat(66_000),
        &case.header,
        1,
        None,
        &case.officer,
        Level::A,
    );
    assert!(refused.is_err());
}

#[test]
fn files_of_a_reply_open_for_the_case_and_with_the_key_in_the_reply_and_with_no_other() {
    let case = Case::new();
    let long = vec![0xa5; 5_000_000];
    let files: [(&str, &[u8]); 3] = [("រូបភាព.jpg", b""), ("สัญญา.pdf", b"1"), ("عقد.txt", &long)];
    let (parts, sealed) = case.replies_with_files("See the files.", &files);
    let bundle = parts.files.clone().unwrap();
    bundle.check(&case.officer.signing.verifying()).unwrap();
    bundle.check_content(sealed.as_slice()).unwrap();

    let opened = Reply::open(&parts.to_reporter, &case.header, &case.reply).unwrap();
    assert_eq!(opened.text, "See the files.");
    let named = opened.files().unwrap().unwrap();
    assert_eq!(named.bundle, bundle);
    for identity in [&case.identity, &named.identity] {
        let contents = unpacked(&bundle, identity, &sealed).unwrap();
        assert!(
            contents
                .iter()
                .zip(files)
                .all(|((name, bytes), file)| (name.as_str(), bytes.as_slice()) == file)
        );
        assert_eq!(contents.len(), 3);
    }
    let mut opened = OpenedBundle::open(&bundle, &named.identity, Cursor::new(&sealed)).unwrap();
    let sizes = files.map(|(name, bytes)| (name.to_owned(), bytes.len() as u64));
    assert_eq!(opened.list().unwrap(), sizes);
    let mut one = vec![];
    let there = opened.file(1, |name, size, content| {
        assert_eq!((name, size), ("สัญญา.pdf", 1));
        content.read_to_end(&mut one).map(drop)
    });
    assert!(there.unwrap() && one == b"1");
    assert!(!opened.file(3, |_, _, _| Ok(())).unwrap());
    // Once the reply is forgotten, the receipt opens its files no more.
    assert!(unpacked(&bundle, &case.reply, &sealed).is_none());
    assert!(unpacked(&bundle, &case.officer.identity, &sealed).is_none());
    // The key of the files opens nothing else.
    assert!(age_file::open(&named.identity, &parts.to_case.sealed).is_err());
    assert!(age_file::open(&named.identity, &parts.to_reporter.sealed).is_err());
}

#[test]
fn what_an_officer_signed_proves_later_what_it_said_to_that_case_and_nothing_else() {
    let case = Case::new();
    let (with_files, _) = case.replies_with_files("See the files.", &[("one.txt", b"1")]);
    let instance = case.header.instance;
    let place = (instance, case.header.case);
    for (parts, text) in [
        (case.replies("We look into it.", None), "We look into it."),
        (with_files, "See the files."),
    ] {
        let opened = Reply::open(&parts.to_reporter, &case.header, &case.reply).unwrap();
        let proof = opened.proof(&parts.to_reporter).unwrap();
        let kept = serde_json::to_string(&proof).unwrap();
        assert!(
            !kept.contains(text) && !kept.contains("AGE-SECRET-KEY"),
            "{kept}"
        );
        let proof: ReplyProof = serde_json::from_str(&kept).unwrap();
        let signed = proof.check(place, text).unwrap();
        assert_eq!(signed, parts.to_reporter.detached());
        signed.check(&case.officer.signing.verifying()).unwrap();
        let other = CaseId::draw().unwrap();
        for (place, text) in [
            (place, "We do not look into it."),
            ((instance, other), text),
            ((InstanceId::draw().unwrap(), place.1), text),
        ] {
            assert!(proof.check(place, text).is_err(), "{text}");
        }
        let forged = kept.replacen("\"salt\":\"", "\"salt\":\"00", 1);
        let forged: ReplyProof = serde_json::from_str(&forged).unwrap();
        assert!(forged.check(place, text).is_err());
        assert_eq!(format!("{proof:?}"), "ReplyProof(hidden)");
    }
}

#[test]
fn the_files_of_a_reply_stand_before_it_in_the_officers_chain() {
    let case = Case::new();
    let first = case.replies("First.", None);
    let mut replying = Replying::begin(
        &case.header,
        1,
        Some(&first.to_case.detached()),
        case.officer.officer,
        Level::A,
    );
    let bundle = replying.begin_bundle(10).unwrap();
    assert!(replying.begin_bundle(10).is_err(), "files come once");
    let (bundle, _) = bundle.finish().unwrap();
    let parts = replying
        .finish("Second.", Some(bundle), &case.officer)
        .unwrap();
    let files = parts.files.unwrap();
    let place = |header: &ObjectHeader| (header.sequence, header.previous);
    assert_eq!(place(&files.header), (1, first.to_case.digest()));
    assert_eq!(place(&parts.to_case.header), (2, files.digest()));
    assert_eq!(place(&parts.to_reporter.header), (2, files.digest()));
}

#[test]
fn a_reply_without_the_files_that_were_begun_or_by_another_officer_is_refused() {
    let case = Case::new();
    let begin = || Replying::begin(&case.header, 1, None, case.officer.officer, Level::A);
    let mut with_files = begin();
    let (bundle, _) = with_files.begin_bundle(10).unwrap().finish().unwrap();
    assert!(with_files.finish("Text.", None, &case.officer).is_err());
    assert!(
        begin()
            .finish("Text.", Some(bundle), &case.officer)
            .is_err()
    );
    assert!(begin().finish("Text.", None, &case.colleague).is_err());
}

#[test]
fn changed_files_and_the_files_of_another_reply_are_refused() {
    let case = Case::new();
    let (parts, sealed) = case.replies_with_files("See the file.", &[("a.txt", b"a page")]);
    let bundle = parts.files.unwrap();
    for place in (0..sealed.len()).step_by(97) {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        assert!(bundle.check_content(changed.as_slice()).is_err());
    }
    assert!(bundle.check_content(&sealed[..sealed.len() - 1]).is_err());
    let (others, other) = case.replies_with_files("See the file.", &[("a.txt", b"a page")]);
    assert!(bundle.check_content(other.as_slice()).is_err());
    let opened = Reply::open(&others.to_reporter, &case.header, &case.reply).unwrap();
    let named = opened.files().unwrap().unwrap();
    assert!(unpacked(&bundle, &named.identity, &sealed).is_none());
}

#[test]
fn a_copy_that_says_or_names_something_else_than_was_committed_to_is_refused() {
    let case = Case::new();
    let (parts, _) = case.replies_with_files("Come at noon.", &[("a.txt", b"a page")]);
    let (others, _) = case.replies_with_files("Come at noon.", &[("a.txt", b"another page")]);
    let inside = |parts: &ReplyParts| -> serde_json::Value {
        let opened: OpenedText<serde_json::Value> =
            parts.to_reporter.open_text(&case.reply).unwrap();
        opened.0
    };
    let honest = inside(&parts);
    let forged = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut body = honest.clone();
        change(&mut body);
        SealedObject::seal_text(
            parts.to_reporter.header.clone(),
            &body,
            &[case.reply.recipient()],
            &case.officer.signing,
        )
        .unwrap()
    };
    let open = |copy: &SealedObject| Reply::open(copy, &case.header, &case.reply);
    assert!(open(&forged(&|_| ())).is_ok(), "the forgery itself works");
    let other = inside(&others);
    let changes: [&dyn Fn(&mut serde_json::Value); 7] = [
        &|body| body["text"] = "Stay away.".into(),
        &|body| body["salt"] = "00".repeat(32).into(),
        &|body| body["salt"] = "00".into(),
        &|body| body["files"] = other["files"].clone(),
        &|body| body["files"]["key"] = other["files"]["key"].clone(),
        &|body| body["files"]["bundle"] = "AAAA".into(),
        &|body| {
            body.as_object_mut().unwrap().remove("files");
        },
    ];
    for (number, change) in changes.iter().enumerate() {
        let refused = open(&forged(change));
        assert!(matches!(refused, Err(ReplyError::Mismatch)), "{number}");
    }
    let more = open(&forged(&|body| body["more"] = 1.into()));
    assert!(matches!(more, Err(ReplyError::Text(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn both_copies_of_any_reply_open_to_the_same_and_every_slot_is_read_back(
        text in "\\PC{0,3000}",
        repeated in 1_usize..6,
        file in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..3_000)),
    ) {
        let case = Case::new();
        let text = text.repeat(repeated);
        let file = file.as_deref().map(|bytes| ("a file", bytes));
        let parts = case.replies(&text, file);
        let to_case = Reply::open(&parts.to_case, &case.header, &case.identity).unwrap();
        let to_reporter = Reply::open(&parts.to_reporter, &case.header, &case.reply).unwrap();
        prop_assert!(to_case == to_reporter);
        prop_assert_eq!(&to_case.text, &text);
        prop_assert_eq!(to_case.has_files(), file.is_some());
        let page = page_of(&parts);
        let answer = Answer::from_bytes(&page).unwrap();
        prop_assert_eq!(answer.to_bytes().unwrap(), page);
        prop_assert_eq!(answer.slots[0].reply.header(), &parts.to_reporter.header);
    }
}

struct Case {
    header: SignedCaseHeader,
    identity: Identity,
    reply: Identity,
    officer: OfficerKeys,
    colleague: OfficerKeys,
}

impl Case {
    fn new() -> Self {
        let mut office = Office::with(5, 3);
        let receipt = Receipt::draw().unwrap();
        let none = Exclusions::none().unwrap();
        let mut sending = Sending::begin(
            &office.trust,
            &receipt,
            office.commission,
            &none,
            Level::A,
            TODAY,
        )
        .unwrap();
        sending.write_report(&"A report.", &"a card").unwrap();
        let parcel = sending.finish(None, |_, _| Ok(ticket())).unwrap();
        let head = parcel.head();
        let grant = head.grants[0].clone();
        let holder = office
            .officers
            .iter()
            .position(|keys| keys.officer == grant.grantee);
        let officer = office.officers.swap_remove(holder.unwrap());
        let grant = grant
            .open(&officer, &head.header.verifying, &head.header)
            .unwrap();
        Self {
            header: head.header.clone(),
            identity: grant.identity,
            reply: receipt.keys(office.manifest.instance).reply().unwrap(),
            officer,
            colleague: office.officers.remove(0),
        }
    }

    fn replies(&self, text: &str, file: Option<(&str, &[u8])>) -> ReplyParts {
        match file {
            None => Reply::write(text, &self.header, 1, None, &self.officer, Level::A).unwrap(),
            Some(file) => self.replies_with_files(text, &[file]).0,
        }
    }

    fn replies_with_files(&self, text: &str, files: &[(&str, &[u8])]) -> (ReplyParts, Vec<u8>) {
        let mut replying = Replying::begin(&self.header, 1, None, self.officer.officer, Level::A);
        let mut bundle = replying.begin_bundle(100).unwrap();
        for (name, bytes) in files {
            bundle.start_file(name).unwrap();
            bundle.write(bytes).unwrap();
        }
        let (bundle, chunks) = bundle.finish().unwrap();
        let parts = replying.finish(text, Some(bundle), &self.officer);
        (parts.unwrap(), chunks.concat())
    }
}

fn page_of(parts: &ReplyParts) -> Vec<u8> {
    let slot = Slot {
        arrived_on: TODAY,
        reply: SlotReply::of(parts.to_reporter.clone()),
    };
    let answer = Answer {
        status: None,
        slots: vec![slot],
    };
    let page = answer.to_bytes().unwrap();
    assert_eq!(page.len(), PAGE_BYTES);
    page
}

fn unpacked(
    bundle: &DetachedObject,
    identity: &Identity,
    sealed: &[u8],
) -> Option<Vec<(String, Vec<u8>)>> {
    let mut opened = OpenedBundle::open(bundle, identity, Cursor::new(sealed)).ok()?;
    let mut files = vec![];
    opened
        .files(|name, _, content| {
            let mut bytes = vec![];
            content.read_to_end(&mut bytes)?;
            files.push((name.to_owned(), bytes));
            Ok(())
        })
        .ok()?;
    Some(files)
}
