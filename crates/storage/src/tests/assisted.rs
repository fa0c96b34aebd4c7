//! Reports that officers enter for somebody.

use casework::ActKind;
use seal::Digest;

use super::leavers::{holders_and_others, is_not_found};
use super::office::{Office, TODAY};
use crate::testing::{INSTANCE, TestStorage};
use crate::{Accepted, StoreError};

#[test]
fn what_an_officer_enters_is_kept_once_with_its_act_and_gives_the_officer_nothing() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let room = place.storage.case_room();
        let (receipt, parcel) = office.report("A caller told of a tender.");
        let (id, case) = (parcel.head.id, parcel.head.header.case);
        let report = parcel.head.objects[0].digest();
        let panel: Vec<_> = parcel.head.grants.iter().map(|one| one.grantee).collect();
        let typist = office
            .officers
            .iter()
            .find(|one| !panel.contains(&one.officer))
            .unwrap()
            .officer;
        let before = room.assisted_before(id, parcel.digest).await.unwrap();
        assert_eq!(before, None);
        let enters = |day| room.accept_assisted(typist, parcel.clone(), day);
        let first = enters(TODAY).await.unwrap();
        assert_eq!((first.on, first.again), (TODAY, false));
        let again = Accepted {
            on: TODAY,
            again: true,
        };
        assert_eq!(enters(TODAY.plus(1)).await.unwrap(), again);
        let before = room.assisted_before(id, parcel.digest).await.unwrap();
        assert_eq!(before, Some(again));
        let other = room.assisted_before(id, Digest::of(b"other")).await;
        assert!(matches!(other, Err(StoreError::Conflict)));
        let other = office.report_with(&receipt, "Something else.");
        let other = room.accept_assisted(typist, other, TODAY).await;
        assert!(matches!(other, Err(StoreError::AlreadyThere)));

        let keys = receipt.keys(INSTANCE);
        let status = place.storage.drop_box().status(keys.mailbox.digest()).await;
        status.unwrap().unwrap().check(&keys, INSTANCE).unwrap();
        let (holders, _) = holders_and_others(&room, &office, case).await;
        assert_eq!(holders.len(), 3);
        let acts = room.acts_of(holders[0].officer, case, None, 100).await;
        let acts = acts.unwrap();
        let entered: Vec<_> = acts
            .iter()
            .filter(|act| act.kind == ActKind::Assisted)
            .map(|act| (act.number, act.officer, act.about))
            .collect();
        assert_eq!(entered, [(0, Some(typist), report)]);
        assert!(is_not_found(room.case_file(typist, case, TODAY).await));
        let mine = room.cases_of(typist, None, 10).await.unwrap();
        assert!(mine.is_empty());
    });
}

#[test]
fn what_names_files_that_are_not_there_is_not_entered() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (_, parcel, _) = office.sealed_with_file(b"a file");
        let case = parcel.head.header.case;
        let typist = office.officers[0].officer;
        let told = room.accept_assisted(typist, parcel, TODAY).await;
        assert!(matches!(told, Err(StoreError::Conflict)));
        assert!(is_not_found(room.case_file(typist, case, TODAY).await));
    });
}
