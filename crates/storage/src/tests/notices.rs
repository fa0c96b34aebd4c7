//! Notices at fixed hours: who takes one sends it, and nobody sends it again.

use casework::NoticeMoment;
use seal::OfficerId;

use crate::testing::TestStorage;

#[test]
fn a_notice_is_taken_once_whoever_asks_and_again_only_when_it_was_given_back() {
    TestStorage::on_each(async |place| {
        let upkeep = place.storage.upkeep();
        let (one, other) = (OfficerId::draw().unwrap(), OfficerId::draw().unwrap());
        let hour = |hour: i64| NoticeMoment::from_minutes(29_000_000 + hour * 60);
        let take = async |officer, at| upkeep.take_notice(officer, hour(at)).await.unwrap();

        assert!(take(one, 0).await.is_none(), "the hours begin to count");
        assert!(take(one, 0).await.is_none());
        let first = take(one, 5).await.expect("the next hour");
        assert!(take(one, 5).await.is_none(), "somebody else has it");
        upkeep.give_back_notice(first).await.unwrap();
        let again = take(one, 5).await.expect("it was not sent");
        assert!(take(other, 5).await.is_none(), "another officer begins");

        let next = take(one, 10).await.expect("the hour after");
        upkeep.give_back_notice(again).await.unwrap();
        assert!(
            take(one, 10).await.is_none(),
            "an older one takes no place when it is given back"
        );
        assert!(take(one, 4).await.is_none(), "the clock was set back");
        assert!(take(one, 10).await.is_none(), "and is right again");
        upkeep.give_back_notice(next).await.unwrap();

        let mut taken = 0;
        let asked = (0..8).map(|_| upkeep.take_notice(one, hour(200)));
        for one in futures_util::future::join_all(asked).await {
            taken += usize::from(one.unwrap().is_some());
        }
        assert_eq!(taken, 1, "eight processes asked at once");
        assert!(take(one, 100).await.is_none(), "four days back: begun anew");
        assert!(take(one, 105).await.is_some());
    });
}
