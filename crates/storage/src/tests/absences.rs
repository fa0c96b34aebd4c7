//! What officers have signed about being away.

use casework::ActKind;
use seal::{Away, OfficerId, OfficerKeys, SignedAway, absentees};

use super::office::{Office, TODAY};
use crate::StoreError;
use crate::testing::TestStorage;

#[test]
fn the_newest_statement_of_each_officer_is_handed_out_and_an_older_one_takes_no_place() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (room, drop_box) = (place.storage.case_room(), place.storage.drop_box());
        assert_eq!(drop_box.away().await.unwrap(), "");
        let set = async |(away, statement): (Away, SignedAway)| {
            room.set_away(away, statement, TODAY).await
        };
        let [one, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let first = statement(one, 4, 9);
        set(first).await.unwrap();
        set(first).await.unwrap();
        set(statement(other, 1, 3)).await.unwrap();
        for older in [statement(one, 4, 8), statement(one, 3, 99)] {
            assert!(matches!(set(older).await, Err(StoreError::Conflict)));
        }
        let roster = office.trust.roster(TODAY).unwrap();
        let list = drop_box.away().await.unwrap();
        assert_eq!(list.lines().count(), 2);
        assert_eq!(list, room.away().await.unwrap());
        let away = |list: &str, days| absentees(list, roster, TODAY.plus(days));
        assert_eq!(away(&list, 3), [one.officer, other.officer].into());
        assert_eq!(away(&list, 4), [one.officer].into());
        set(statement(one, 5, -1)).await.unwrap();
        let list = drop_box.away().await.unwrap();
        assert_eq!(away(&list, 0), [other.officer].into(), "back");

        let auditor = OfficerId::draw().unwrap();
        let record = room.record(Some(auditor), None, 100, TODAY).await.unwrap();
        let told = record
            .acts
            .iter()
            .filter(|act| act.kind == ActKind::AwaySet);
        let told: Vec<_> = told.map(|act| act.officer).collect();
        let (one, other) = (Some(one.officer), Some(other.officer));
        assert_eq!(told, [one, other, one], "once for each statement");
    });
}

fn statement(keys: &OfficerKeys, number: u32, days: i32) -> (Away, SignedAway) {
    let away = Away {
        officer: keys.officer,
        number,
        from: TODAY,
        until: TODAY.plus(days),
    };
    (away, away.sign(keys).unwrap())
}
