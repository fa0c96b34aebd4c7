//! Long replies, and replies with files.

use ledger::Code;
use seal::answer::SlotReply;
use seal::{
    CHUNK_BYTES, CaseId, DetachedObject, Level, LogTicket, MailboxDigest, ObjectId, Receipt, Reply,
    ReplyParts, Replying, SignedCaseHeader,
};

use super::office::{Office, TODAY, mailbox_of, ticket};
use crate::testing::{INSTANCE, TestStorage};
use crate::{BundleReader, Moment, ReplyPart, StoreError, StoredBundle, StoredObject};

#[test]
fn a_long_reply_is_named_on_the_page_and_fetched_by_its_id_from_its_mailbox_alone() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "Hello.").await;
        let (other, _) = office.receives(place, "Somebody else.").await;
        let text = "x".repeat(60_000);
        office.reply(place, case, &text, 0).await.unwrap();

        let drop_box = place.storage.drop_box();
        let page = drop_box.answer_page(mailbox_of(&receipt), 0).await.unwrap();
        let answer = seal::answer::Answer::from_bytes(&page).unwrap();
        let SlotReply::Named(name) = &answer.slots[0].reply else {
            panic!("it does not fit its slot")
        };
        let id = name.header.object;
        let copy = drop_box.reply_part(mailbox_of(&receipt), id).await.unwrap();
        let ReplyPart::Copy(copy) = copy else {
            panic!("a copy")
        };
        assert_eq!(copy.detached(), *name);
        let header = answer.status.unwrap().header;
        let identity = receipt.keys(INSTANCE).reply().unwrap();
        assert_eq!(Reply::open(&copy, &header, &identity).unwrap().text, text);
        let stranger = MailboxDigest::from_bytes([7; 32]);
        for (mailbox, part) in [
            (mailbox_of(&other), id),
            (stranger, id),
            (mailbox_of(&receipt), ObjectId::draw().unwrap()),
        ] {
            assert!(is_not_found(drop_box.reply_part(mailbox, part).await));
        }
    });
}

#[test]
fn files_of_a_reply_are_the_cases_and_are_fetched_by_the_name_that_the_mailbox_holds() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, parcel, bundle) = office.report_with_file(place, b"the reporter's").await;
        let (case, own) = (parcel.head.header.case, parcel.head.bundle.clone().unwrap());
        let drop_box = place.storage.drop_box();
        drop_box
            .accept_report(parcel, Some(bundle), None, TODAY)
            .await
            .unwrap();
        let (other, _) = office.receives(place, "Somebody else.").await;
        let long = vec![0xa5; 2 * CHUNK_BYTES];
        let (parts, stored) = office.writes_with_files(place, case, &long).await;
        let files = parts.files.clone().unwrap();
        office.sends(place, parts, stored, 0).await.unwrap();

        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        let file = room.case_file(officer, case, TODAY).await.unwrap();
        let is_there =
            |arrived: &crate::ArrivedObject| arrived.object == StoredObject::Bundle(files.clone());
        assert!(file.objects.iter().any(is_there));
        let id = files.header.object;
        let mailbox = mailbox_of(&receipt);
        let part = drop_box.reply_part(mailbox, id).await.unwrap();
        let ReplyPart::Files(mut reader) = part else {
            panic!("files")
        };
        assert_eq!(reader.length().await.unwrap(), files.header.length);
        let bytes = pieces(&mut reader).await;
        files.check_content(bytes.as_slice()).unwrap();
        assert_eq!(
            bytes,
            chunks(room.bundle(officer, id, TODAY).await.unwrap()).await
        );
        // The shuffle gives every blob another name while somebody reads.
        let moment = |days: i32| Moment {
            day: TODAY.plus(days),
            unix_seconds: 0,
        };
        let upkeep = place.storage.upkeep();
        upkeep.shuffle(moment(1)).await.unwrap();
        assert_eq!(pieces(&mut reader).await, bytes);

        assert!(is_not_found(
            drop_box.reply_part(mailbox_of(&other), id).await
        ));
        // What the reporter sent is the case's alone, whoever asks.
        let sent = drop_box.reply_part(mailbox, own.header.object).await;
        assert!(is_not_found(sent));

        // The mailbox forgets the name; the case keeps the files.
        upkeep.forget_old(moment(211)).await.unwrap();
        assert!(is_not_found(drop_box.reply_part(mailbox, id).await));
        let kept = chunks(room.bundle(officer, id, TODAY).await.unwrap()).await;
        assert_eq!(kept, bytes);
        let holders = [officer, office.officers[1].officer];
        room.forget_case(case, holders, TODAY).await.unwrap();
        assert!(is_not_found(room.bundle(officer, id, TODAY).await));
    });
}

#[test]
fn a_reply_whose_files_are_missing_foreign_out_of_place_or_cut_otherwise_is_refused() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "Hello.").await;
        let (_, other) = office.receives(place, "Another case.").await;
        let room = place.storage.case_room();
        let officer = office.officers[0].officer;

        let (parts, _) = office.writes_with_files(place, case, b"a file").await;
        let ticket = feedback(&parts);
        let refused = room.reply(officer, parts.clone(), ticket, TODAY).await;
        assert!(is_conflict(refused), "without its files");

        let (mut none, stored) = office.writes_with_files(place, case, b"a file").await;
        none.files = None;
        assert!(is_conflict(office.sends(place, none, stored, 0).await));

        let (_, stored) = office.writes_with_files(place, case, &[7; 200_000]).await;
        let sent = office.sends(place, parts.clone(), stored, 0).await;
        assert!(is_conflict(sent), "files of another length");

        let (mut mixed, stored) = office.writes_with_files(place, case, b"a file").await;
        mixed.files = parts.files.clone();
        assert!(is_conflict(office.sends(place, mixed, stored, 0).await));

        let (foreign, _) = office.writes_with_files(place, other, b"a file").await;
        let (mut mixed, stored) = office.writes_with_files(place, case, b"a file").await;
        mixed.files = foreign.files;
        assert!(is_conflict(office.sends(place, mixed, stored, 0).await));

        let (parts, mut store) = office
            .cut(place, case, &vec![1; CHUNK_BYTES], CHUNK_BYTES / 2)
            .await;
        store.put_chunk(vec![]).await.unwrap();
        let stored = store.finish().await.unwrap();
        let sent = office.sends(place, parts, stored, 0).await;
        assert!(is_conflict(sent), "chunks of another length");

        let file = room.case_file(officer, case, TODAY).await.unwrap();
        assert_eq!(file.objects.len(), 2, "report and card");
        let drop_box = place.storage.drop_box();
        let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
        assert_eq!(answer.slots, []);

        // A log entry that is refused takes the files with it.
        let (first, stored) = office.writes_with_files(place, case, b"a file").await;
        office.sends(place, first, stored, 0).await.unwrap();
        let before = blobs(place);
        let (second, stored) = office.writes_with_files(place, case, b"a file").await;
        assert!(is_conflict(office.sends(place, second, stored, 0).await));
        assert_eq!(blobs(place), before);
    });
}

impl Office {
    /// Has the first officer write a reply with one file, whose chunks are stored on the way.
    async fn writes_with_files(
        &self,
        place: &TestStorage,
        case: CaseId,
        file: &[u8],
    ) -> (ReplyParts, StoredBundle) {
        let (parts, store) = self.cut(place, case, file, CHUNK_BYTES).await;
        (parts, store.finish().await.unwrap())
    }

    async fn cut(
        &self,
        place: &TestStorage,
        case: CaseId,
        file: &[u8],
        size: usize,
    ) -> (ReplyParts, crate::BundleStore) {
        let keys = &self.officers[0];
        let (header, last) = self.place_in(place, case).await;
        let mut replying = Replying::begin(&header, 1, last.as_ref(), keys.officer, Level::A);
        let mut sealer = replying.begin_bundle(100).unwrap();
        sealer.start_file("file.bin").unwrap();
        sealer.write(file).unwrap();
        let mut store = place.storage.case_room().new_bundle();
        let (bundle, chunks) = sealer.finish().unwrap();
        for chunk in chunks.concat().chunks(size) {
            store.put_chunk(chunk.to_vec()).await.unwrap();
        }
        let parts = replying.finish("See the file.", Some(bundle), keys);
        (parts.unwrap(), store)
    }

    async fn place_in(
        &self,
        place: &TestStorage,
        case: CaseId,
    ) -> (SignedCaseHeader, Option<DetachedObject>) {
        let (room, officer) = (place.storage.case_room(), self.officers[0].officer);
        let header = room
            .case_file(officer, case, TODAY)
            .await
            .unwrap()
            .case
            .header;
        (header, room.last_object_of(officer, case).await.unwrap())
    }

    async fn sends(
        &self,
        place: &TestStorage,
        parts: ReplyParts,
        stored: StoredBundle,
        number: u16,
    ) -> Result<(), StoreError> {
        let secret = Receipt::draw().unwrap().keys(INSTANCE).log_secret;
        let ticket = ticket(&secret, Code::Feedback, number, parts.to_case.digest()).unwrap();
        let room = place.storage.case_room();
        room.reply_with_files(self.officers[0].officer, parts, stored, ticket, TODAY)
            .await
    }
}

fn feedback(parts: &ReplyParts) -> LogTicket {
    let secret = Receipt::draw().unwrap().keys(INSTANCE).log_secret;
    ticket(&secret, Code::Feedback, 0, parts.to_case.digest()).unwrap()
}

async fn chunks(mut reader: BundleReader) -> Vec<u8> {
    let mut bytes = vec![];
    while let Some(chunk) = reader.next_chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    bytes
}

async fn pieces(reader: &mut BundleReader) -> Vec<u8> {
    let mut bytes = vec![];
    loop {
        let piece = reader.piece_at(bytes.len() as u64).await.unwrap();
        if piece.is_empty() {
            return bytes;
        }
        assert!(piece.len() as u64 <= BundleReader::PIECE_BYTES);
        bytes.extend_from_slice(&piece);
    }
}

fn blobs(place: &TestStorage) -> usize {
    let folders = std::fs::read_dir(&place.config.blobs).unwrap();
    folders
        .map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count())
        .sum()
}

fn is_not_found<T>(outcome: Result<T, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::NotFound))
}

fn is_conflict<T>(outcome: Result<T, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::Conflict))
}
