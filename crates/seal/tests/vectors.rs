//! The known-answer vectors of `tests/vectors/seal`, each named after the fault that it shows.

use std::fs;
use std::path::PathBuf;

use seal::answer::{Answer, AnswerError, StatusBlock};
use seal::{
    Day, Digest, InstanceId, KeyRing, OfficerKeys, OfficerPublic, ParcelReader, Passphrase,
    Receipt, Reply, SealedObject, Trust, VerifiedManifest, VerifiedRoster,
};

#[test]
fn every_receipt_gives_the_digits_words_and_keys_that_were_written_down() {
    let instance = InstanceId::from_bytes([0x7a; 16]);
    let rows = fs::read_to_string(vectors().join("receipts.tsv")).unwrap();
    for row in rows.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let entropy: Vec<u8> = (0..16)
            .map(|place| u8::from_str_radix(&fields[0][place * 2..place * 2 + 2], 16).unwrap())
            .collect();
        let receipt = Receipt::from_entropy(entropy.try_into().unwrap());
        let keys = receipt.keys(instance);
        assert_eq!(receipt.digits().as_str(), fields[1]);
        assert_eq!(receipt.words().join(" "), fields[2]);
        assert_eq!(keys.mailbox.to_text().as_str(), fields[3]);
        assert_eq!(
            Digest::from_bytes(*keys.signing.verifying().as_bytes()).to_string(),
            fields[4]
        );
        assert_eq!(
            keys.reply().unwrap().recipient().digest().to_string(),
            fields[5]
        );
        assert_eq!(
            Digest::from_bytes(keys.log_secret.expand(b"a label")).to_string(),
            fields[6]
        );
        assert_eq!(keys.log_secret.thread().to_string(), fields[7]);
    }
    assert_eq!(rows.lines().count(), 5);
}

#[test]
fn every_manifest_has_the_outcome_that_its_name_says() {
    each("manifest", 7, |bytes| {
        outcome(VerifiedManifest::check(&text(bytes)))
    });
}

#[test]
fn every_roster_has_the_outcome_that_its_name_says() {
    let manifest = VerifiedManifest::check(&text(&sound("manifest/sound"))).unwrap();
    each("roster", 8, |bytes| {
        outcome(VerifiedRoster::check(&text(bytes), &manifest))
    });
}

#[test]
fn every_key_file_has_the_outcome_that_its_name_says() {
    let passphrase = Passphrase::parse("legal winner thank year wave sausage worth").unwrap();
    each("key_file", 4, |bytes| {
        outcome(OfficerKeys::from_file(&text(bytes), &passphrase))
    });
}

#[test]
fn every_parcel_has_the_outcome_that_its_name_says() {
    let trust = trust();
    each("parcel", 10, |bytes| {
        let mut reader = ParcelReader::new(&trust, today());
        let read = bytes.chunks(9_000).try_for_each(|piece| reader.feed(piece));
        outcome(read.and_then(|()| reader.finish()))
    });
}

#[test]
fn every_public_key_of_an_officer_has_the_outcome_that_its_name_says() {
    each("officer_public", 5, |bytes| {
        outcome(OfficerPublic::check(&text(bytes)))
    });
}

#[test]
fn every_follow_up_has_the_outcome_that_its_name_says() {
    let trust = trust();
    let status = status(&trust);
    each("follow_up", 12, |bytes| {
        let mut reader = ParcelReader::new(&trust, today());
        let read = bytes.chunks(900).try_for_each(|piece| {
            reader.feed(piece)?;
            reader.asks().map_or(Ok(()), |_| reader.tell(Some(&status)))
        });
        outcome(read.and_then(|()| reader.finish()))
    });
}

#[test]
fn every_reply_has_the_outcome_that_its_name_says() {
    let status = status(&trust());
    let key = keys().reply().unwrap();
    each("reply", 8, |bytes| {
        let copy = SealedObject::from_bytes(bytes).unwrap();
        let opened = Reply::open(&copy, &status.header, &key);
        outcome(opened.and_then(|reply| reply.files()))
    });
}

#[test]
fn every_answer_page_has_the_outcome_that_its_name_says() {
    let trust = trust();
    let officer = trust.newest().unwrap().officers[0].verifying;
    let read = |page: &[u8]| -> Result<(), AnswerError> {
        let answer = Answer::from_bytes(page)?;
        if let Some(status) = &answer.status {
            status.check(&keys(), trust.manifest.instance)?;
        }
        for slot in &answer.slots {
            slot.reply.check(&officer)?;
        }
        Ok(())
    };
    each("answer_page", 7, |bytes| outcome(read(bytes)));
}

fn trust() -> Trust {
    let manifest = VerifiedManifest::check(&text(&sound("manifest/sound"))).unwrap();
    let keys = KeyRing::read(&fs::read_to_string(vectors().join("officer-keys")).unwrap()).unwrap();
    Trust::new(manifest, [text(&sound("roster/sound")).as_str()], keys).unwrap()
}

/// What the server says about the report of the sound parcel, as the page that stands there says it.
fn status(trust: &Trust) -> StatusBlock {
    let page = Answer::from_bytes(&sound("answer_page/sound_with_a_named_reply")).unwrap();
    let status = page.status.unwrap();
    status.check(&keys(), trust.manifest.instance).unwrap();
    status
}

fn keys() -> seal::ReceiptKeys {
    Receipt::from_entropy([0x5a; 16]).keys(InstanceId::from_bytes([0x7a; 16]))
}

fn today() -> Day {
    "2026-11-26".parse().unwrap()
}

fn each(kind: &str, count: usize, read: impl Fn(&[u8]) -> String) {
    let mut seen = 0;
    for entry in fs::read_dir(vectors().join(kind)).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let border = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
        let expected = text(&bytes[..border]);
        let came = read(&bytes[border + 2..]);
        assert_eq!(format!("expect: {came}"), expected, "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, count, "{kind}");
}

fn outcome<T, E: std::fmt::Debug>(read: Result<T, E>) -> String {
    read.map_or_else(|fault| format!("{fault:?}"), |_| "accepted".to_owned())
}

fn sound(name: &str) -> Vec<u8> {
    let bytes = fs::read(vectors().join(name)).unwrap();
    let border = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
    bytes[border + 2..].to_vec()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn vectors() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/seal")
}
