//! What officers note in a case, and what lists show then.

use casework::{ActKind, SealedNote};
use seal::{CaseId, Kind, OfficerKeys, SealedObject, Sender};

use super::leavers::{docket, dockets_of, holders_and_others, is_not_found, noting, sealed};
use super::office::{Office, TODAY};
use crate::testing::TestStorage;
use crate::{CaseRoom, Priority, StoreError};

#[test]
fn a_note_brings_the_card_that_everybody_lists_from_then_on() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let (_, untouched) = office.receives(place, "Another one.").await;
        let room = place.storage.case_room();
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        for keys in [one, other] {
            let dockets = vec![
                docket(&room, keys, case).await,
                docket(&room, keys, untouched).await,
            ];
            room.keep_dockets(keys.officer, dockets).await.unwrap();
        }
        let before = cards(&room, other, &[case, untouched]).await;
        let note = with_card(&room, one, case, Some(Priority::Emergency)).await;
        let card = note.card.clone().unwrap();
        room.note(one.officer, note, TODAY).await.unwrap();
        let after = cards(&room, other, &[case, untouched]).await;
        assert_eq!(after[&case], card);
        assert_eq!(after[&untouched], before[&untouched]);
        let listed = room.cases_of(other.officer, None, 10).await.unwrap();
        let listed = listed
            .iter()
            .find(|listed| listed.header.case == case)
            .unwrap();
        assert_eq!(listed.card.as_ref(), Some(&card));
        assert_eq!(listed.priority, Priority::Emergency);
        for keys in [one, other] {
            assert_eq!(
                dockets_of(&room, keys).await.len(),
                1,
                "the other case has one"
            );
        }
        // A later one takes its place, and leaves the priority.
        let next = with_card(&room, other, case, None).await;
        let card = next.card.clone().unwrap();
        room.note(other.officer, next, TODAY).await.unwrap();
        assert_eq!(cards(&room, one, &[case]).await[&case], card);
        let plan = room.plan_of(one.officer, case).await.unwrap();
        assert_eq!(plan.priority, Priority::Emergency);
        let acts = room.acts_of(one.officer, case, None, 100).await.unwrap();
        let told: Vec<_> = acts.iter().map(|act| (act.kind, act.officer)).collect();
        let planned = (ActKind::Planned, Some(one.officer));
        assert!(told.contains(&(ActKind::Noted, Some(one.officer))));
        assert!(told.contains(&planned) && told.contains(&(ActKind::Noted, Some(other.officer))));
        assert_eq!(
            told.iter().filter(|act| act.0 == ActKind::Planned).count(),
            1
        );
        room.forget_case(case, [one.officer, other.officer], TODAY)
            .await
            .unwrap();
    });
}

#[test]
fn an_officer_notes_nothing_that_passes_for_something_else() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "Hello.").await;
        let (_, elsewhere) = office.receives(place, "Elsewhere.").await;
        let room = place.storage.case_room();
        let (holders, others) = holders_and_others(&room, &office, case).await;
        let holder = holders[0];
        let good = with_card(&room, holder, case, None).await;
        let changed = |change: &dyn Fn(&mut SealedObject)| {
            let mut note = good.clone();
            change(&mut note.note);
            note
        };
        let with_other_card = |change: &dyn Fn(&mut SealedObject)| {
            let mut note = good.clone();
            change(note.card.as_mut().unwrap());
            note
        };
        let kinds = [
            Kind::Card,
            Kind::Report,
            Kind::Message,
            Kind::Deletion,
            Kind::Exclusion,
        ];
        let mut refused: Vec<_> = kinds
            .into_iter()
            .map(|kind| changed(&|note| note.header.kind = kind))
            .collect();
        refused.extend([
            changed(&|note| note.header.epoch = 2),
            changed(&|note| note.header.sender = Sender::Reporter),
            changed(&|note| note.header.sequence = 7),
            changed(&|note| note.sealed.resize(seal::REPLY_BYTES, 0)),
            with_other_card(&|card| card.header.kind = Kind::Note),
            with_other_card(&|card| card.header.case = elsewhere),
            with_other_card(&|card| card.header.sequence = 0),
            with_other_card(&|card| card.sealed.resize(seal::REPLY_BYTES, 0)),
        ]);
        for (number, note) in refused.into_iter().enumerate() {
            let told = room.note(holder.officer, note, TODAY).await;
            assert!(
                matches!(told, Err(StoreError::Conflict)),
                "{number}: {told:?}"
            );
        }
        let foreign = room.note(holders[1].officer, good.clone(), TODAY).await;
        assert!(matches!(foreign, Err(StoreError::Conflict)), "{foreign:?}");
        let stranger = others[0];
        let header = room
            .case_file(holder.officer, case, TODAY)
            .await
            .unwrap()
            .case
            .header;
        let strange = noting(sealed(stranger, &header, None, Kind::Note));
        assert!(is_not_found(
            room.note(stranger.officer, strange, TODAY).await
        ));
        room.note(holder.officer, good.clone(), TODAY)
            .await
            .unwrap();
        // Twice is once.
        let again = room.note(holder.officer, good, TODAY).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    });
}

#[test]
fn a_docket_of_an_older_card_is_not_kept_and_an_officers_card_comes_with_the_reporters() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (_, case) = office.receives(place, "A report.").await;
        let (_, untouched) = office.receives(place, "Another one.").await;
        let room = place.storage.case_room();
        let (one, other) = (&office.officers[0], &office.officers[1]);
        let first = cards(&room, other, &[case]).await.remove(&case).unwrap();
        let older = docket(&room, other, case).await;
        let note = with_card(&room, one, case, None).await;
        room.note(one.officer, note, TODAY).await.unwrap();
        room.keep_dockets(other.officer, vec![older.clone()])
            .await
            .unwrap();
        assert!(dockets_of(&room, other).await.is_empty());
        let newest = docket(&room, other, case).await;
        assert_ne!(newest.card, older.card);
        room.keep_dockets(other.officer, vec![newest])
            .await
            .unwrap();
        assert_eq!(dockets_of(&room, other).await.len(), 1);

        let listed = room
            .cards(other.officer, vec![case, untouched])
            .await
            .unwrap();
        for listed in listed {
            let expected = (listed.header.case == case).then_some(&first);
            assert_eq!(listed.first_card.as_ref(), expected);
            assert_ne!(listed.card.as_ref(), expected);
        }
    });
}

async fn with_card(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    priority: Option<Priority>,
) -> SealedNote {
    let header = room
        .case_file(keys.officer, case, TODAY)
        .await
        .unwrap()
        .case
        .header;
    let last = room.last_object_of(keys.officer, case).await.unwrap();
    let note = sealed(keys, &header, last.as_ref(), Kind::Note);
    let card = sealed(keys, &header, Some(&note.detached()), Kind::Card);
    SealedNote {
        note,
        card: Some(card),
        priority,
        task: None,
    }
}

async fn cards(
    room: &CaseRoom,
    keys: &OfficerKeys,
    cases: &[CaseId],
) -> std::collections::BTreeMap<CaseId, SealedObject> {
    let listed = room.cards(keys.officer, cases.to_vec()).await.unwrap();
    let card = |listed: casework::ListedCase| (listed.header.case, listed.card.unwrap());
    listed.into_iter().map(card).collect()
}
