//! The inbox: what is listed, in which order, and what an officer's client keeps for itself.

use std::collections::BTreeSet;

use casework::{Deadlines, Docket, InboxPage, InboxPlace, SealedDocket, SealedMemory, Urgency};
use seal::{BodyId, CaseId, Level, ObjectId, OfficerId, OfficerKeys, OwnLock};

use super::leavers::{holders_and_others, regrant};
use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use crate::transaction::ReadTx;
use crate::{StoreError, grant};

#[test]
fn an_inbox_is_listed_page_by_page_the_last_to_arrive_first() {
    TestStorage::on_each(async |place| {
        let (office, others) = (Office::new(), Office::new());
        let mut expected = Vec::new();
        for days in [3, 1, 1, 2, 3, 1] {
            let day = TODAY.plus(days);
            let (_, case) = office.receives_on(place, "A report.", day).await;
            expected.push(InboxPlace {
                received_on: day,
                case,
            });
        }
        others.receives(place, "For others.").await;
        expected.sort_by_key(|place| (std::cmp::Reverse(place.received_on), place.case));
        let officer = office.officers[0].officer;
        let room = place.storage.case_room();
        for size in [1, 2, 3, 5, 6, 7] {
            let (mut listed, mut after) = (Vec::new(), None);
            loop {
                let page: InboxPage = room
                    .inbox(
                        officer,
                        after,
                        size,
                        &BTreeSet::new(),
                        &Deadlines::default(),
                    )
                    .await
                    .unwrap();
                assert_eq!(page.total, after.is_none().then_some(6));
                assert!(page.rows.len() <= size);
                listed.extend(page.rows.iter().map(|row| InboxPlace {
                    received_on: row.received_on,
                    case: row.case,
                }));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(listed, expected, "{size} at once");
        }
        for (most, counted) in [(0, 1), (5, 6), (6, 6), (7, 6)] {
            let count = move |tx: &mut ReadTx<'_>| grant::count_of(tx, officer, most);
            let main = &place.storage.shelves().main;
            assert_eq!(main.read(count).await.unwrap(), counted, "to {most}");
        }
        let nobody = room
            .inbox(
                OfficerId::draw().unwrap(),
                None,
                10,
                &BTreeSet::new(),
                &Deadlines::default(),
            )
            .await;
        let nothing = InboxPage {
            total: Some(0),
            rows: vec![],
            next: None,
        };
        assert_eq!(nobody.unwrap(), nothing);
    });
}

#[test]
fn a_case_below_two_holders_on_duty_is_flagged_to_those_who_hold_it() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let (_, other) = office.receives(place, "Another.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let flags = async |keys: &OfficerKeys, on_duty: &[OfficerId]| {
            let on_duty = on_duty.iter().copied().collect();
            let page = room
                .inbox(keys.officer, None, 10, &on_duty, &Deadlines::default())
                .await
                .unwrap();
            let mut flagged: Vec<_> = page.rows.iter().filter(|row| row.has_few_holders).collect();
            flagged.retain(|row| row.case == case);
            flagged.len()
        };
        let [one, two, three] = [0, 1, 2].map(|number| held[number].officer);
        let stranger = strangers[0];
        for (on_duty, flagged) in [
            (&[][..], 1),
            (&[one], 1),
            (&[one, stranger.officer], 1),
            (&[one, two], 0),
            (&[one, two, three], 0),
        ] {
            assert_eq!(flags(held[0], on_duty).await, flagged, "{on_duty:?}");
        }
        // Who holds nothing of it is told nothing.
        assert_eq!(flags(stranger, &[one]).await, 0);
        let let_in = regrant(&office, &room, held[0], stranger, case).await;
        room.grant(one, let_in, office.body, TODAY).await.unwrap();
        assert_eq!(flags(held[0], &[one, stranger.officer]).await, 0);
        assert_eq!(flags(stranger, &[one]).await, 1);
        assert_ne!(case, other);
    });
}

#[test]
fn a_colleague_who_is_let_in_later_finds_the_case_under_its_day() {
    TestStorage::on_each(async |place| {
        let (office, day) = (Office::new(), TODAY.plus(-9));
        let (_, case) = office.receives_on(place, "A report.", day).await;
        let room = place.storage.case_room();
        let keys = &office.officers[0];
        let mut grant = room.case_file(keys.officer, case, TODAY).await.unwrap();
        let mut grant = grant.case.grants.remove(0);
        let colleague = OfficerId::draw().unwrap();
        grant.grantee = colleague;
        grant.grantor = seal::Sender::Officer(keys.officer);
        let granted = casework::OfficerGrant {
            grant,
            exclusions: 0,
            signature: [0; 64],
        };
        room.grant(keys.officer, granted, office.body, TODAY)
            .await
            .unwrap();
        let page = room
            .inbox(colleague, None, 10, &BTreeSet::new(), &Deadlines::default())
            .await
            .unwrap();
        assert_eq!(page.rows.len(), 1);
        assert_eq!(page.rows[0].received_on, day);
    });
}

#[test]
fn a_docket_is_kept_for_its_officer_alone_until_the_case_is_forgotten() {
    TestStorage::on_each(async |place| {
        let (office, others) = (Office::new(), Office::new());
        let (_, case) = office.receives(place, "A report.").await;
        let (_, foreign) = others.receives(place, "For others.").await;
        let [own, colleague, _] = &office.officers[..] else {
            panic!("three officers");
        };
        let room = place.storage.case_room();
        let nothing = CaseId::draw().unwrap();
        let card = room.cards(own.officer, vec![case]).await.unwrap().remove(0);
        let card = card.card.unwrap().header.object;
        let dockets = [case, foreign, nothing].map(|case| docket(own, case, card));
        room.keep_dockets(own.officer, dockets.to_vec())
            .await
            .unwrap();
        let listed = async |who: &OfficerKeys| {
            let page = room
                .inbox(
                    who.officer,
                    None,
                    10,
                    &BTreeSet::new(),
                    &Deadlines::default(),
                )
                .await
                .unwrap();
            page.rows.into_iter().map(|row| row.docket).next().flatten()
        };
        assert_eq!(listed(own).await.as_ref(), Some(&dockets[0].sealed));
        assert_eq!(listed(colleague).await, None);
        assert_eq!(listed(&others.officers[0]).await, None);

        // Made anew, by another client of the same officer.
        let again = docket(own, case, card);
        assert_ne!(again, dockets[0]);
        let kept = room.keep_dockets(own.officer, vec![again.clone()]).await;
        kept.unwrap();
        assert_eq!(listed(own).await, Some(again.sealed));

        let holders = [own.officer, colleague.officer];
        room.forget_case(case, holders, TODAY).await.unwrap();
        assert_eq!(listed(own).await, None);
        room.keep_dockets(own.officer, vec![dockets[0].clone()])
            .await
            .unwrap();
        let page = room
            .inbox(
                own.officer,
                None,
                10,
                &BTreeSet::new(),
                &Deadlines::default(),
            )
            .await
            .unwrap();
        assert_eq!((page.total, page.rows.len()), (Some(0), 0));
    });
}

#[test]
fn cards_are_handed_out_of_cases_with_a_grant_alone() {
    TestStorage::on_each(async |place| {
        let (office, others) = (Office::new(), Office::new());
        let (_, case) = office.receives(place, "A report.").await;
        let (_, foreign) = others.receives(place, "For others.").await;
        let room = place.storage.case_room();
        let officer = office.officers[0].officer;
        let asked = vec![foreign, case, CaseId::draw().unwrap()];
        let cards = room.cards(officer, asked).await.unwrap();
        let cases: Vec<_> = cards.iter().map(|card| card.header.case).collect();
        assert_eq!(cases, [case]);
        assert!(cards[0].grants.iter().all(|grant| grant.grantee == officer));
        assert!(cards[0].card.is_some());
    });
}

#[test]
fn of_two_memories_that_follow_one_the_first_is_kept() {
    TestStorage::on_each(async |place| {
        let officer = OfficerId::draw().unwrap();
        let room = place.storage.case_room();
        let memory = |number, fill| SealedMemory {
            number,
            sealed: vec![fill; SealedMemory::BYTES],
        };
        assert_eq!(room.memory(officer).await.unwrap(), None);
        let remember = async |memory| room.remember(officer, memory).await;
        assert!(is_conflict(remember(memory(2, 1)).await));
        remember(memory(1, 1)).await.unwrap();
        assert!(is_conflict(remember(memory(1, 2)).await));
        remember(memory(2, 3)).await.unwrap();
        assert!(is_conflict(remember(memory(2, 4)).await));
        assert!(is_conflict(remember(memory(u64::MAX, 4)).await));
        assert_eq!(room.memory(officer).await.unwrap(), Some(memory(2, 3)));
        let other = OfficerId::draw().unwrap();
        assert_eq!(room.memory(other).await.unwrap(), None);
    });
}

fn is_conflict(done: Result<(), StoreError>) -> bool {
    matches!(done, Err(StoreError::Conflict))
}

fn docket(keys: &OfficerKeys, case: CaseId, card: ObjectId) -> SealedDocket {
    let docket = Docket {
        register: String::new(),
        points: None,
        title: "A report.".to_owned(),
        labels: String::new(),
        hidden_by: None,
        card,
        urgency: Urgency::Normal,
        body: BodyId::draw().unwrap(),
        level: Level::B,
        roster: 1,
    };
    docket.seal(case, &OwnLock::of(keys)).unwrap()
}
