//! What a receipt gets to see.

use seal::answer::{Answer, PAGE_BYTES};
use seal::{Kind, Receipt};

use super::office::{Office, TODAY, mailbox_of};
use crate::StoreError;
use crate::testing::{INSTANCE, TestStorage};

#[test]
fn known_unknown_and_deleted_mailboxes_cost_the_same_and_have_the_same_length() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (known, case) = office.receives(place, "Known.").await;
        office.reply(place, case, "A reply.", 0).await.unwrap();
        let (deleted, gone) = office.receives(place, "Deleted.").await;
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let room = place.storage.case_room();
        room.forget_case(gone, [one.officer, other.officer], TODAY)
            .await
            .unwrap();
        let unknown = Receipt::draw().unwrap();

        let mut costs = Vec::new();
        for receipt in [&known, &unknown, &deleted] {
            let shelves = place.storage.shelves();
            let queries = || {
                [&shelves.main, &shelves.keystore].map(|archive| archive.dialer().watch.queries())
            };
            // The first connections of a pool are made when they are needed.
            place
                .storage
                .drop_box()
                .answer_page(mailbox_of(receipt), 0)
                .await
                .unwrap();
            let before = queries();
            let page = place
                .storage
                .drop_box()
                .answer_page(mailbox_of(receipt), 0)
                .await
                .unwrap();
            let after = queries();
            costs.push((page.len(), after[0] - before[0], after[1] - before[1]));
        }
        eprintln!("length, queries in the main database and in the keystore: {costs:?}");
        assert_eq!(costs[0].0, PAGE_BYTES);
        assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
    });
}

#[test]
fn an_unknown_mailbox_answers_the_same_bytes_every_time() {
    TestStorage::on_each(async |place| {
        let mailbox = mailbox_of(&Receipt::draw().unwrap());
        let drop_box = place.storage.drop_box();
        let page = drop_box.answer_page(mailbox, 0).await.unwrap();
        assert_eq!(page, drop_box.answer_page(mailbox, 0).await.unwrap());
        assert_eq!(Answer::from_bytes(&page).unwrap().status, None);
        drop_box.note_read(mailbox, 0, TODAY).await.unwrap();
    });
}

#[test]
fn replies_are_paged_newest_first() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "Hello.").await;
        for number in 0..6 {
            office
                .reply(place, case, &format!("Reply {number}"), number)
                .await
                .unwrap();
        }
        assert_eq!(
            texts(place, &receipt, 0).await,
            ["Reply 5", "Reply 4", "Reply 3", "Reply 2"]
        );
        assert_eq!(texts(place, &receipt, 1).await, ["Reply 1", "Reply 0"]);
        assert!(texts(place, &receipt, 2).await.is_empty());
        let status = place
            .storage
            .drop_box()
            .status(mailbox_of(&receipt))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(status.replies, 6);
        assert_eq!(status.status, casework::CaseStatus::Answered.code());
    });
}

#[test]
fn replies_go_a_while_after_they_were_read_or_long_after_nobody_read_them() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (reader, case) = office.receives(place, "I come back.").await;
        let (absent, other) = office.receives(place, "I do not.").await;
        office.reply(place, case, "Hello.", 0).await.unwrap();
        office.reply(place, other, "Hello?", 0).await.unwrap();
        place
            .storage
            .drop_box()
            .note_read(mailbox_of(&reader), 0, TODAY)
            .await
            .unwrap();

        let upkeep = place.storage.upkeep();
        for (days, read, unread) in [(22, 1, 1), (38, 0, 1), (149, 0, 1), (211, 0, 0)] {
            let moment = crate::Moment {
                day: TODAY.plus(days),
                unix_seconds: i64::from(days),
            };
            upkeep.forget_old(moment).await.unwrap();
            assert_eq!(
                texts(place, &reader, 0).await.len(),
                read,
                "after {days} days"
            );
            assert_eq!(
                texts(place, &absent, 0).await.len(),
                unread,
                "after {days} days"
            );
        }
    });
}

#[test]
fn a_request_for_deletion_empties_the_mailbox_at_once_and_keeps_the_case() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (receipt, case) = office.receives(place, "Please forget me.").await;
        office.reply(place, case, "Hello.", 0).await.unwrap();
        let request = office
            .follow_up(place, &receipt, Kind::Deletion, "delete")
            .await;
        drop_box
            .accept_follow_up(request, None, None, TODAY.plus(2))
            .await
            .unwrap();

        let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
        assert!(answer.slots.is_empty());
        let status = answer.status.unwrap();
        assert_eq!(status.deletion_asked_on, Some(TODAY.plus(2)));
        let officer = office.officers[0].officer;
        assert!(
            place
                .storage
                .case_room()
                .case_file(officer, case, TODAY)
                .await
                .is_ok()
        );

        let objection = office
            .follow_up(place, &receipt, Kind::Message, "I object.")
            .await;
        drop_box
            .accept_follow_up(objection, None, None, TODAY.plus(3))
            .await
            .unwrap();
    });
}

#[test]
fn a_second_request_for_deletion_empties_the_mailbox_again_and_the_first_day_stays() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let drop_box = place.storage.drop_box();
        let (receipt, case) = office.receives(place, "Please forget me.").await;
        for (number, day) in [(0, TODAY.plus(2)), (1, TODAY.plus(5))] {
            office.reply(place, case, "Hello.", number).await.unwrap();
            assert_eq!(texts(place, &receipt, 0).await, ["Hello."]);
            let request = office
                .follow_up(place, &receipt, Kind::Deletion, "delete")
                .await;
            drop_box
                .accept_follow_up(request, None, None, day)
                .await
                .unwrap();
            let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
            assert!(answer.slots.is_empty());
            let status = answer.status.unwrap();
            assert_eq!(status.deletion_asked_on, Some(TODAY.plus(2)));
        }
    });
}

#[test]
fn a_follow_up_whose_log_entry_is_about_something_else_is_refused() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "First.").await;
        let mut message = office
            .follow_up(place, &receipt, Kind::Message, "Second.")
            .await;
        let other = office
            .follow_up(place, &receipt, Kind::Message, "Another.")
            .await;
        message.ticket = other.ticket;
        let refused = place
            .storage
            .drop_box()
            .accept_follow_up(message, None, None, TODAY)
            .await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        let officer = office.officers[0].officer;
        let room = place.storage.case_room();
        let file = room.case_file(officer, case, TODAY).await.unwrap();
        assert_eq!((file.objects.len(), file.claims.len()), (2, 1));
    });
}

async fn texts(place: &TestStorage, receipt: &Receipt, page: u32) -> Vec<String> {
    let keys = receipt.keys(INSTANCE);
    let page = place
        .storage
        .drop_box()
        .answer_page(keys.mailbox.digest(), page)
        .await
        .unwrap();
    let answer = Answer::from_bytes(&page).unwrap();
    let header = answer.status.unwrap().header;
    let identity = keys.reply().unwrap();
    let open = |slot: &seal::answer::Slot| {
        seal::Reply::open(slot.reply.here().unwrap(), &header, &identity)
            .unwrap()
            .text
            .clone()
    };
    answer.slots.iter().map(open).collect()
}
