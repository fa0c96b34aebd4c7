//! What arrives is kept whole or not at all.

use std::fs;

use seal::{Digest, Kind, Receipt};

use super::office::{Office, TODAY, mailbox_of};
use crate::testing::{INSTANCE, TestStorage};
use crate::{Accepted, SentBefore, StoreError, StoredObject};

#[test]
fn a_report_is_there_for_its_panel_and_for_its_receipt() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "The tender was rigged.").await;
        let keys = receipt.keys(INSTANCE);
        let status = place
            .storage
            .drop_box()
            .status(keys.mailbox.digest())
            .await
            .unwrap()
            .unwrap();
        status.check(&keys, INSTANCE).unwrap();
        assert_eq!(status.received_on, TODAY);
        assert_eq!(status.claims.len(), 1);
        assert_eq!(status.claims[0].day, TODAY.plus(1));

        let officer = &office.officers[0];
        let file = place
            .storage
            .case_room()
            .case_file(officer.officer, case, TODAY)
            .await
            .unwrap();
        let grant = file.case.grants[0].clone();
        let header = &file.case.header;
        let opened = grant.open(officer, &header.verifying, header).unwrap();
        let StoredObject::Text(report) = &file.objects[0].object else {
            panic!("no text")
        };
        assert_eq!(report.header.kind, Kind::Report);
        let seal::OpenedText(text) = report.open_text::<String>(&opened.identity).unwrap();
        assert_eq!(text, "The tender was rigged.");
    });
}

#[test]
fn the_same_parcel_again_gets_the_same_answer_and_other_bytes_a_conflict() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel) = office.report("Once.");
        let first = drop_box
            .accept_report(parcel.clone(), None, None, TODAY)
            .await
            .unwrap();
        assert_eq!(
            first,
            Accepted {
                on: TODAY,
                again: false
            }
        );
        let later = TODAY.plus(3);
        let again = drop_box
            .accept_report(parcel.clone(), None, None, later)
            .await
            .unwrap();
        assert_eq!(
            again,
            Accepted {
                on: TODAY,
                again: true
            }
        );

        let mut other = parcel;
        other.digest = Digest::of(b"other bytes");
        let other = drop_box.accept_report(other, None, None, TODAY).await;
        assert!(matches!(other, Err(StoreError::Conflict)), "{other:?}");
    });
}

#[test]
fn the_same_parcel_twenty_times_at_once_is_accepted_once() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, parcel) = office.report("At once.");
        let sendings: Vec<_> = (0..20)
            .map(|_| {
                let (drop_box, parcel) = (place.storage.drop_box(), parcel.clone());
                tokio::spawn(async move { drop_box.accept_report(parcel, None, None, TODAY).await })
            })
            .collect();
        let mut fresh = 0;
        for sending in sendings {
            let accepted = sending.await.unwrap().unwrap();
            fresh += usize::from(!accepted.again);
        }
        assert_eq!(fresh, 1);
        let officer = office.officers[0].officer;
        let cases = place
            .storage
            .case_room()
            .cases_of(officer, None, 10)
            .await
            .unwrap();
        // The grants open, so all twenty locked them with the one key that was kept.
        assert_eq!(cases[0].grants.len(), 1);
    });
}

#[test]
fn a_second_report_with_the_same_receipt_is_told_to_become_a_follow_up() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let receipt = Receipt::draw().unwrap();
        let (form, other_form) = (Digest::of(b"form"), Digest::of(b"other form"));
        let mailbox = mailbox_of(&receipt);
        assert_eq!(
            drop_box.sent_before(mailbox, form).await.unwrap(),
            SentBefore::Never
        );

        let first = office.report_with(&receipt, "One.");
        drop_box
            .accept_report(first, None, Some(form), TODAY)
            .await
            .unwrap();
        let second = office.report_with(&receipt, "Two.");
        let second = drop_box
            .accept_report(second, None, Some(other_form), TODAY)
            .await;
        assert!(
            matches!(second, Err(StoreError::AlreadyThere)),
            "{second:?}"
        );

        assert_eq!(
            drop_box.sent_before(mailbox, form).await.unwrap(),
            SentBefore::ThisForm
        );
        assert_eq!(
            drop_box.sent_before(mailbox, other_form).await.unwrap(),
            SentBefore::OtherForm
        );
    });
}

#[test]
fn files_come_back_chunk_by_chunk_as_they_were_signed() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let file: Vec<u8> = (0..9_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let (_, parcel, bundle) = office.report_with_file(place, &file).await;
        let signed = parcel.head.bundle.clone().unwrap();
        let drop_box = place.storage.drop_box();
        drop_box
            .accept_report(parcel, Some(bundle), None, TODAY)
            .await
            .unwrap();

        let room = place.storage.case_room();
        let officer = office.officers[1].officer;
        let mut reader = room
            .bundle(officer, signed.header.object, TODAY)
            .await
            .unwrap();
        let mut ciphertext = Vec::new();
        while let Some(chunk) = reader.next_chunk().await.unwrap() {
            assert!(chunk.len() <= seal::CHUNK_BYTES);
            ciphertext.extend_from_slice(&chunk);
        }
        signed.check_content(ciphertext.as_slice()).unwrap();
    });
}

#[test]
fn what_is_abandoned_or_refused_leaves_no_blob() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, _, bundle) = office.report_with_file(place, b"never sent").await;
        assert!(blobs(place) > 0);
        bundle.abandon().await;
        assert_eq!(blobs(place), 0);

        let mut half = drop_box.new_bundle();
        half.put_chunk(vec![1; 1_000]).await.unwrap();
        half.abandon().await;
        assert_eq!(blobs(place), 0);

        let (_, parcel, bundle) = office.report_with_file(place, b"a file").await;
        drop_box
            .accept_report(parcel.clone(), Some(bundle), None, TODAY)
            .await
            .unwrap();
        let kept = blobs(place);
        let mut again = drop_box.new_bundle();
        let length = parcel.head.bundle.as_ref().unwrap().header.length;
        again
            .put_chunk(vec![0; usize::try_from(length).unwrap()])
            .await
            .unwrap();
        let again = again.finish().await.unwrap();
        let accepted = drop_box
            .accept_report(parcel, Some(again), None, TODAY)
            .await
            .unwrap();
        assert!(accepted.again);
        assert_eq!(blobs(place), kept, "the second copy of the chunks is gone");
    });
}

#[test]
fn a_bundle_that_is_shorter_than_its_header_says_is_refused() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (_, parcel, bundle) = office.report_with_file(place, b"a file").await;
        bundle.abandon().await;
        let mut short = drop_box.new_bundle();
        short.put_chunk(vec![0; 10]).await.unwrap();
        let short = short.finish().await.unwrap();
        let refused = drop_box
            .accept_report(parcel.clone(), Some(short), None, TODAY)
            .await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        let without = drop_box.accept_report(parcel, None, None, TODAY).await;
        assert!(matches!(without, Err(StoreError::Conflict)), "{without:?}");
        let officer = office.officers[0].officer;
        assert!(
            place
                .storage
                .case_room()
                .cases_of(officer, None, 9)
                .await
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn a_case_key_is_durable_before_the_case() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, parcel) = office.report("No key, no case.");
        let case = parcel.head.header.case;
        let shelves = place.storage.shelves();
        // Without its table the keystore refuses, and so does acceptance.
        let gone = |sql: &'static str| {
            let dialer = shelves.keystore.dialer().clone();
            tokio::task::spawn_blocking(move || {
                use diesel::connection::SimpleConnection;
                dialer.open().unwrap().batch_execute(sql).unwrap();
            })
        };
        gone("ALTER TABLE case_keys RENAME TO hidden")
            .await
            .unwrap();
        let drop_box = place.storage.drop_box();
        let refused = drop_box
            .accept_report(parcel.clone(), None, None, TODAY)
            .await;
        assert!(refused.is_err());
        let known = shelves
            .main
            .read(move |tx| crate::case::known(tx, &[case]))
            .await
            .unwrap();
        assert!(known.is_empty(), "a case without a key");

        gone("ALTER TABLE hidden RENAME TO case_keys")
            .await
            .unwrap();
        assert!(
            !drop_box
                .accept_report(parcel, None, None, TODAY)
                .await
                .unwrap()
                .again
        );
    });
}

#[test]
fn a_case_that_was_begun_before_keeps_its_key() {
    TestStorage::on_each(async |place| {
        let shelves = place.storage.shelves();
        let case = seal::CaseId::draw().unwrap();
        let lock = crate::case_key::lock_for(&shelves.keystore, case, TODAY)
            .await
            .unwrap();
        let again = crate::case_key::lock_for(&shelves.keystore, case, TODAY)
            .await
            .unwrap();
        assert_eq!(lock.lock.expose(), again.lock.expose());
    });
}

#[test]
fn a_follow_up_goes_on_where_the_last_object_ended() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (receipt, case) = office.receives(place, "First.").await;
        let one = office
            .follow_up(place, &receipt, Kind::Message, "Second.")
            .await;
        let other = office
            .follow_up(place, &receipt, Kind::Message, "Also second.")
            .await;
        let accepted = drop_box
            .accept_follow_up(one.clone(), None, None, TODAY)
            .await
            .unwrap();
        assert!(!accepted.again);
        let again = drop_box
            .accept_follow_up(one, None, None, TODAY.plus(1))
            .await
            .unwrap();
        assert_eq!(
            again,
            Accepted {
                on: TODAY,
                again: true
            }
        );

        let late = drop_box.accept_follow_up(other, None, None, TODAY).await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");

        let third = office
            .follow_up(place, &receipt, Kind::Message, "Third.")
            .await;
        drop_box
            .accept_follow_up(third, None, None, TODAY)
            .await
            .unwrap();
        let officer = office.officers[2].officer;
        let file = place
            .storage
            .case_room()
            .case_file(officer, case, TODAY)
            .await
            .unwrap();
        assert_eq!(file.objects.len(), 4);
        assert_eq!(file.claims.len(), 3);
    });
}

#[test]
fn a_follow_up_to_a_mailbox_that_is_not_there_is_refused() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, _) = office.receives(place, "First.").await;
        let mut follow_up = office
            .follow_up(place, &receipt, Kind::Message, "Second.")
            .await;
        follow_up.mailbox = mailbox_of(&Receipt::draw().unwrap());
        let refused = place
            .storage
            .drop_box()
            .accept_follow_up(follow_up, None, None, TODAY)
            .await;
        assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    });
}

#[test]
fn nothing_sealed_or_secret_shows_in_clear_in_the_files() {
    TestStorage::on_each(async |place| {
        if place.is_on_postgres() {
            return;
        }
        let office = Office::new();
        let canary = "CANARY-5f2b91-the-bridge";
        let (receipt, case) = office.receives(place, canary).await;
        office.reply(place, case, canary, 0).await.unwrap();
        let (_, parcel, bundle) = office.report_with_file(place, canary.as_bytes()).await;
        place
            .storage
            .drop_box()
            .accept_report(parcel, Some(bundle), None, TODAY)
            .await
            .unwrap();

        let officer = &office.officers[0];
        let file = place
            .storage
            .case_room()
            .case_file(officer.officer, case, TODAY)
            .await
            .unwrap();
        let grant = &file.case.grants[0];
        let mut hidden: Vec<Vec<u8>> = vec![
            canary.as_bytes().to_vec(),
            receipt.digits().as_bytes().to_vec(),
            receipt.words().join(" ").into_bytes(),
            // A grant lies inside the outer lock, so not even its ciphertext shows.
            grant.sealed[..64].to_vec(),
            grant.sealed[grant.sealed.len() - 64..].to_vec(),
        ];
        let answer = place
            .storage
            .drop_box()
            .answer(mailbox_of(&receipt), 0)
            .await
            .unwrap();
        let reply = answer.slots[0].reply.here().unwrap();
        hidden.push(reply.sealed[..64].to_vec());
        hidden.push(reply.signature.to_vec());
        for (path, bytes) in files_below(place.folder()) {
            for secret in &hidden {
                let shows = bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_slice());
                assert!(!shows, "{} shows what it must not", path.display());
            }
        }
    });
}

fn blobs(place: &TestStorage) -> usize {
    files_below(&place.config.blobs).len()
}

fn files_below(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
    files
}
