//! What is added to a report and was sealed elsewhere.

use ledger::Code;
use seal::{Kind, Level, Receipt};

use super::office::{Form, Office, Sealed, Shown};

#[test]
fn a_message_sealed_elsewhere_is_taken_through_every_door_as_often_as_it_is_sent() {
    Office::on_each(async |office| {
        let (receipt, id, parcel) = office.sealed_elsewhere("From a stick.");
        assert_eq!(office.put(&format!("/s/8/{id}"), &parcel).await.status, 200);
        for file in [None, Some(&b"a file"[..])] {
            let added = office
                .added_elsewhere(&receipt, Kind::Message, file, Level::A)
                .await;
            let whole = [added.head.clone(), added.chunks.concat()].concat();
            let form = Form::new("/s/8").named_file("parcel", "parcel", &whole);
            let first = office.send(&form).await;
            assert_eq!(first.status, 200);
            assert!(first.has(&added.id));
            let kept = office.blobs();
            for again in [
                office.send(&form).await,
                office.put(&format!("/s/8/{}", added.id), &whole).await,
                close(office, &added).await,
            ] {
                assert_eq!(again.html, first.html);
            }
            assert_eq!(office.blobs(), kept);
        }
        assert!(office.come_back(&receipt).await.says("Received."));
    });
}

#[test]
fn files_that_are_added_can_go_ahead() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let file = vec![7; 5_000_000];
        let added = office
            .added_elsewhere(&receipt, Kind::Message, Some(&file), Level::B)
            .await;
        assert_eq!(close(office, &added).await.status, 412);
        for (number, chunk) in added.chunks.iter().enumerate() {
            let path = format!("/s/8/{}/{number}", added.id);
            assert_eq!(office.put(&path, chunk).await.status, 204);
        }
        let closed = close(office, &added).await;
        assert_eq!(closed.status, 200);
        assert_eq!(close(office, &added).await.html, closed.html);
        assert_eq!(office.blobs(), added.chunks.len());
    });
}

#[test]
fn a_wish_for_deletion_sealed_elsewhere_empties_the_mailbox() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let wish = office
            .added_elsewhere(&receipt, Kind::Deletion, None, Level::A)
            .await;
        assert_eq!(close(office, &wish).await.status, 200);
        let answer = office.come_back(&receipt).await;
        assert!(answer.says("You asked for deletion on"));
    });
}

#[test]
fn what_is_added_is_refused_when_something_came_in_between() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let seal = async || {
            office
                .added_elsewhere(&receipt, Kind::Message, None, Level::A)
                .await
        };
        let (first, second) = (seal().await, seal().await);
        assert_eq!(close(office, &first).await.status, 200);
        let late = close(office, &second).await;
        assert_eq!(late.status, 409);
        assert!(late.says("Something else was added to this report in the meantime"));
        assert_eq!(close(office, &seal().await).await.status, 200);
    });
}

#[test]
fn what_nobody_signed_is_refused_alike_whether_the_mailbox_is_there_or_not() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let mut forged = office
            .added_elsewhere(&receipt, Kind::Message, None, Level::A)
            .await;
        let last = forged.head.len() - 1;
        forged.head[last] ^= 1;
        let known = close(office, &forged).await;
        // Behind version 1, framed tag 19, instance 16, id 16 and length 4 stands the mailbox.
        let unknown = Receipt::draw().unwrap().keys(storage::testing::INSTANCE);
        let mailbox = unknown.mailbox.digest();
        forged.head[56..88].copy_from_slice(mailbox.as_bytes());
        let unknown = close(office, &forged).await;
        assert_eq!((known.status, unknown.status), (422, 422));
        assert_eq!(known.html, unknown.html);
        assert_eq!(known.headers, unknown.headers);
    });
}

#[test]
fn what_is_added_with_another_log_entry_or_as_sealed_by_the_server_is_refused() {
    Office::on_each(async |office| {
        let receipt = office.send(&office.report("One.").await).await.receipt();
        let changes: [fn(&mut ledger::Statement); 3] = [
            |entry| entry.code = Code::Received,
            |entry| entry.sequence += 1,
            |entry| entry.digest[0] ^= 1,
        ];
        for change in changes {
            let added = office
                .added_with_entry(&receipt, Kind::Message, None, Level::A, change)
                .await;
            assert_eq!(close(office, &added).await.status, 422);
        }
        let at_c = office
            .added_elsewhere(&receipt, Kind::Message, None, Level::C)
            .await;
        assert_eq!(close(office, &at_c).await.status, 422);
    });
}

async fn close(office: &Office<'_>, sealed: &Sealed) -> Shown {
    let path = format!("/s/8/{}/close", sealed.id);
    office.put(&path, &sealed.head).await
}
