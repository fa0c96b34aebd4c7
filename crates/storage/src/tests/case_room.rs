//! What an officer gets to see and to do.

use seal::{CaseId, Kind, OfficerId, OfficerKeys};

use super::office::{Office, TODAY, lock_of, mailbox_of, ticket};
use crate::testing::{INSTANCE, TestStorage};
use crate::{Priority, StoreError};

#[test]
fn an_officer_sees_only_cases_there_is_a_grant_for() {
    TestStorage::on_each(async |place| {
        let (ours, theirs) = (Office::new(), Office::new());
        let (_, case) = ours.receives(place, "For us.").await;
        let (_, other) = theirs.receives(place, "For them.").await;
        let room = place.storage.case_room();
        let officer = ours.officers[0].officer;

        let listed = room.cases_of(officer, None, 100).await.unwrap();
        let listed: Vec<_> = listed.iter().map(|case| case.header.case).collect();
        assert_eq!(listed, [case]);

        let file = room.case_file(officer, case, TODAY).await.unwrap();
        assert!(
            file.case
                .grants
                .iter()
                .all(|grant| grant.grantee == officer)
        );
        assert!(is_not_found(room.case_file(officer, other, TODAY).await));
        assert!(is_not_found(room.last_object_of(officer, other).await));
        assert!(is_not_found(
            room.plan(officer, other, Priority::High, None, TODAY).await
        ));
        let strange = theirs.officers[0].officer;
        assert!(is_not_found(
            room.forget_case(other, [officer, strange], TODAY).await
        ));
        let report = room.case_file(strange, other, TODAY).await.unwrap();
        let object = report.objects[0].object.header().object;
        assert!(is_not_found(room.bundle(officer, object, TODAY).await));
    });
}

#[test]
fn a_conversation_of_one_day_stands_in_the_order_in_which_it_arrived() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let says = async |text| {
            let message = office.follow_up(place, &receipt, Kind::Message, text).await;
            let drop_box = place.storage.drop_box();
            let said = drop_box.accept_follow_up(message, None, None, TODAY);
            said.await.unwrap();
        };
        office.reply(place, case, "Where?", 0).await.unwrap();
        says("In the yard.").await;
        office.reply(place, case, "When?", 1).await.unwrap();
        office.reply(place, case, "And who?", 2).await.unwrap();
        says("On Monday.").await;

        let room = place.storage.case_room();
        let file = room
            .case_file(office.officers[0].officer, case, TODAY)
            .await;
        let kinds = file.unwrap().objects;
        let kinds = kinds.iter().map(|arrived| arrived.object.header().kind);
        let kinds: Vec<_> = kinds.filter(|kind| *kind != Kind::Card).collect();
        let (asked, said) = (Kind::Reply, Kind::Message);
        assert_eq!(kinds, [Kind::Report, asked, said, asked, asked, said]);
    });
}

#[test]
fn a_case_that_is_not_there_looks_like_one_without_a_grant() {
    TestStorage::on_each(async |place| {
        let (nobody, nothing) = (OfficerId::draw().unwrap(), CaseId::draw().unwrap());
        let room = place.storage.case_room();
        assert!(is_not_found(room.case_file(nobody, nothing, TODAY).await));
        assert!(room.cases_of(nobody, None, 10).await.unwrap().is_empty());
    });
}

#[test]
fn cases_are_listed_page_by_page_in_the_order_of_their_ids() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        for number in 0..5 {
            office.receives(place, &format!("Report {number}")).await;
        }
        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = room.cases_of(officer, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            assert!(
                page.iter()
                    .all(|case| case.card.is_some() && case.grants.len() == 1)
            );
            after = Some(last.header.case);
            seen.extend(page.iter().map(|case| case.header.case));
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted());
    });
}

#[test]
fn a_colleague_who_is_granted_the_case_can_open_it() {
    TestStorage::on_each(async |place| {
        let (office, elsewhere) = (Office::new(), Office::new());
        let (_, case) = office.receives(place, "For one more.").await;
        let room = place.storage.case_room();
        let holder = &office.officers[0];
        let file = room.case_file(holder.officer, case, TODAY).await.unwrap();
        let header = &file.case.header;
        let own = file.case.grants[0].clone();
        let own = own.open(holder, &header.verifying, header).unwrap();
        let colleague = &elsewhere.officers[0];
        let grant = regrant(&elsewhere, &office.excluded, &own, colleague, holder);

        let by_another = room
            .grant(
                office.officers[1].officer,
                fresh(grant.clone()),
                office.body,
                TODAY,
            )
            .await;
        assert!(matches!(by_another, Err(StoreError::Conflict)));
        let other_body = seal::BodyId::draw().unwrap();
        let to_another_body = room
            .grant(holder.officer, fresh(grant.clone()), other_body, TODAY)
            .await;
        assert!(matches!(to_another_body, Err(StoreError::Conflict)));
        assert!(is_not_found(
            room.case_file(colleague.officer, case, TODAY).await
        ));
        room.grant(holder.officer, fresh(grant.clone()), office.body, TODAY)
            .await
            .unwrap();
        let twice = room
            .grant(holder.officer, fresh(grant), office.body, TODAY)
            .await;
        assert!(matches!(twice, Err(StoreError::AlreadyThere)));

        let file = room
            .case_file(colleague.officer, case, TODAY)
            .await
            .unwrap();
        assert_eq!(file.holders.len(), 4);
        let theirs = file.case.grants[0].clone();
        theirs
            .open(colleague, &holder.signing.verifying(), header)
            .unwrap();
    });
}

#[test]
fn a_reply_goes_to_the_case_and_to_the_mailbox_or_to_neither() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "Hello.").await;
        office.reply(place, case, "One.", 0).await.unwrap();
        // The log already holds a reply with this number, so nothing of the second is kept.
        let repeated = office.reply(place, case, "Two.", 0).await;
        assert!(
            matches!(repeated, Err(StoreError::Conflict)),
            "{repeated:?}"
        );
        let officer = office.officers[0].officer;
        let file = place
            .storage
            .case_room()
            .case_file(officer, case, TODAY)
            .await
            .unwrap();
        assert_eq!(file.objects.len(), 3);
        let answer = place
            .storage
            .drop_box()
            .answer(mailbox_of(&receipt), 0)
            .await
            .unwrap();
        assert_eq!(answer.slots.len(), 1);
        office.reply(place, case, "Two.", 1).await.unwrap();
    });
}

#[test]
fn work_is_planned() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "Urgent.").await;
        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        room.plan(officer, case, Priority::High, Some(TODAY.plus(9)), TODAY)
            .await
            .unwrap();
        let listed = room.cases_of(officer, None, 1).await.unwrap();
        assert_eq!(listed[0].priority, Priority::High);
        assert_eq!(listed[0].due_on, Some(TODAY.plus(9)));
    });
}

#[test]
fn a_forgotten_case_is_gone_for_everybody_and_its_key_is_destroyed() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, parcel, bundle) = office.report_with_file(place, b"a file").await;
        let (case, mailbox) = (parcel.head.header.case, parcel.head.header.mailbox);
        let drop_box = place.storage.drop_box();
        drop_box
            .accept_report(parcel, Some(bundle), None, TODAY)
            .await
            .unwrap();
        office.reply(place, case, "Hello.", 0).await.unwrap();
        let key = lock_of(&place.storage.shelves().keystore, case);
        let key = *key.await.unwrap().unwrap().expose();

        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        room.forget_case(case, [one.officer, other.officer], TODAY)
            .await
            .unwrap();

        assert!(is_not_found(room.case_file(one.officer, case, TODAY).await));
        assert_eq!(drop_box.status(mailbox).await.unwrap(), None);
        let gone = lock_of(&place.storage.shelves().keystore, case);
        assert!(gone.await.unwrap().is_none());
        if !place.is_on_postgres() {
            for name in ["keystore.db", "keystore.db-wal"] {
                let bytes = std::fs::read(place.folder().join(name)).unwrap();
                assert!(
                    !bytes.windows(32).any(|window| window == key),
                    "{name} has the key"
                );
            }
        }
    });
}

#[test]
fn a_reply_whose_copies_or_log_entry_do_not_belong_to_it_or_that_is_too_long_is_refused() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "Hello.").await;
        let (room, holder) = (place.storage.case_room(), &office.officers[0]);
        let header = room
            .case_file(holder.officer, case, TODAY)
            .await
            .unwrap()
            .case
            .header;
        let write = |epoch| {
            seal::Reply::write("Yes.", &header, epoch, None, holder, seal::Level::A).unwrap()
        };
        let no_twin = |change: fn(&mut seal::ObjectHeader)| {
            let mut parts = write(1);
            change(&mut parts.to_reporter.header);
            parts
        };
        let mut long = write(1);
        long.to_reporter.sealed.extend([0; seal::REPLY_BYTES]);
        for (number, parts) in [
            no_twin(|header| header.instance = seal::InstanceId::from_bytes([1; 16])),
            no_twin(|header| header.case = CaseId::from_bytes([1; 16])),
            no_twin(|header| header.kind = Kind::Note),
            no_twin(|header| header.epoch = 2),
            no_twin(|header| header.level = seal::Level::C),
            no_twin(|header| header.sender = seal::Sender::Reporter),
            no_twin(|header| header.sequence = 7),
            no_twin(|header| header.previous = seal::Digest::of(b"other")),
            no_twin(|header| header.commitment = seal::Digest::of(b"other")),
            long,
            write(2),
        ]
        .into_iter()
        .enumerate()
        {
            let ticket = feedback(0, parts.to_case.digest());
            let refused = room.reply(holder.officer, parts, ticket, TODAY).await;
            assert!(
                matches!(refused, Err(StoreError::Conflict)),
                "{number}: {refused:?}"
            );
        }
        let (parts, other) = (write(1), write(1));
        let ticket = feedback(0, other.to_case.digest());
        let refused = room.reply(holder.officer, parts, ticket, TODAY).await;
        assert!(
            matches!(refused, Err(StoreError::Conflict)),
            "an entry about another object"
        );
        let answer = place
            .storage
            .drop_box()
            .answer(mailbox_of(&receipt), 0)
            .await
            .unwrap();
        assert_eq!(answer.slots, []);
    });
}

#[test]
fn no_holder_sets_the_epoch_of_a_case_by_granting_garbage() {
    TestStorage::on_each(async |place| {
        let (office, elsewhere) = (Office::new(), Office::new());
        let (receipt, case) = office.receives(place, "Hello.").await;
        let (room, holder) = (place.storage.case_room(), &office.officers[0]);
        let file = room.case_file(holder.officer, case, TODAY).await.unwrap();
        let header = &file.case.header;
        let own = file.case.grants[0]
            .clone()
            .open(holder, &header.verifying, header)
            .unwrap();
        let good = regrant(
            &elsewhere,
            &office.excluded,
            &own,
            &elsewhere.officers[0],
            holder,
        );
        let garbage = |change: fn(&mut seal::Grant)| {
            let mut grant = good.clone();
            change(&mut grant);
            grant
        };
        for grant in [
            garbage(|grant| grant.epoch = u32::MAX),
            garbage(|grant| grant.epoch = 0),
            garbage(|grant| grant.instance = seal::InstanceId::from_bytes([1; 16])),
            garbage(|grant| grant.sealed = vec![0; seal::Grant::MOST_BYTES]),
        ] {
            let refused = room
                .grant(holder.officer, fresh(grant), office.body, TODAY)
                .await;
            assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        }
        let (_, other) = elsewhere.receives(place, "Not ours.").await;
        let mut elsewhere = good.clone();
        elsewhere.case = other;
        assert!(is_not_found(
            room.grant(holder.officer, fresh(elsewhere), office.body, TODAY)
                .await
        ));
        let status = place
            .storage
            .drop_box()
            .status(mailbox_of(&receipt))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(status.epoch, 1);
    });
}

fn feedback(number: u16, about: seal::Digest) -> seal::LogTicket {
    let secret = seal::Receipt::draw().unwrap().keys(INSTANCE).log_secret;
    ticket(&secret, ledger::Code::Feedback, number, about).unwrap()
}

/// A grant whose maker has seen no exclusion in the case.
fn fresh(grant: seal::Grant) -> casework::OfficerGrant {
    casework::OfficerGrant {
        grant,
        exclusions: 0,
        signature: [0; 64],
    }
}

fn regrant(
    elsewhere: &Office,
    excluded: &seal::Exclusions,
    own: &seal::OpenedGrant,
    colleague: &OfficerKeys,
    holder: &OfficerKeys,
) -> seal::Grant {
    let roster = elsewhere.trust.newest().unwrap();
    let officer = roster.officer(colleague.officer).unwrap();
    let recipient = elsewhere.trust.keys.of(officer).unwrap();
    own.grant_to(officer, recipient, excluded, holder).unwrap()
}

fn is_not_found<T>(outcome: Result<T, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::NotFound))
}
