//! An officer has other keys: the own grants are sealed to them, page by page, each in the place of the one before.

use casework::{ActKind, ListedCase};
use seal::{
    CaseId, Digest, Grant, InstanceId, Officer, OfficerId, OfficerKeys, OpenedGrant, Sender,
    SignedCaseHeader,
};

use super::exclusions::{excludes, exclusion_of};
use super::leavers::{acts_of, declines, holders_and_others, is_not_found, moment, opens, regrant};
use super::office::{Office, TODAY, lock_under};
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::{ReadTx, WriteTx};
use crate::{CaseRoom, ChoreOutcome, Left, REWRAPPED_AT_ONCE, StoreError, grant};

#[test]
fn a_grant_is_replaced_in_its_place_and_opens_with_the_newer_key_alone() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let mut cases = vec![];
        for _ in 0..3 {
            cases.push(office.receives(place, "A report.").await.1);
        }
        let (old, other) = (&office.officers[0], &office.officers[1]);
        let (new, own) = renewed(&office, old);

        // Broken off after one of them: the rest is done when it is begun again.
        let first = rewrapped(&office, &room, old, (&new, &own), cases[0]).await;
        let done = room.rewrap(old.officer, vec![first.clone()], TODAY).await;
        assert_eq!(done.unwrap(), 1);
        opens(&office, &room, old, cases[1]).await;
        let mut rest = vec![];
        for case in &cases[1..] {
            rest.push(rewrapped(&office, &room, old, (&new, &own), *case).await);
        }
        let done = room.rewrap(old.officer, rest, TODAY).await;
        assert_eq!(done.unwrap(), 2);
        for case in &cases {
            let file = room.case_file(old.officer, *case, TODAY).await.unwrap();
            let header = &file.case.header;
            assert_eq!(file.holders.len(), 3);
            assert_eq!(file.case.grants.len(), 1);
            assert!(opens_with(&new, &own, &file.case.grants[0], header).is_ok());
            assert!(opens_with(old, &own, &file.case.grants[0], header).is_err());
            opens(&office, &room, other, *case).await;
            let acts = acts_of(&room, other, *case).await;
            let rewrapped = acts.iter().filter(|act| act.kind == ActKind::Rewrapped);
            let rewrapped: Vec<_> = rewrapped.collect();
            assert_eq!(rewrapped.len(), 1);
            let digest = Digest::of(&file.case.grants[0].to_bytes());
            assert_eq!(rewrapped[0].about, digest);
        }
        // Sent again, or twice in a page, it is there, as it was, and nothing is written down.
        let again = vec![first.clone(), first.clone()];
        let done = room.rewrap(old.officer, again, TODAY).await;
        assert_eq!(done.unwrap(), 0);
        let acts = acts_of(&room, other, cases[0]).await;
        let rewrapped = acts.iter().filter(|act| act.kind == ActKind::Rewrapped);
        assert_eq!(rewrapped.count(), 1);
        let listed = room.cases_of(old.officer, None, 10).await.unwrap();
        let kept: Vec<&ListedCase> = listed
            .iter()
            .filter(|one| one.header.case == cases[0])
            .collect();
        assert_eq!(kept[0].grants, [first]);
    });
}

#[test]
fn nobody_replaces_another_grant_than_the_own_one_or_by_another_thing() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let (old, other) = (held[0], held[1]);
        let (new, own) = renewed(&office, old);
        let good = rewrapped(&office, &room, old, (&new, &own), case).await;
        let changed = |change: fn(&mut Grant)| {
            let mut grant = good.clone();
            change(&mut grant);
            vec![grant]
        };
        let mut theirs = good.clone();
        theirs.grantee = other.officer;
        let let_in = regrant(&office, &room, old, strangers[0], case).await;
        for (number, grants) in [
            changed(|grant| grant.epoch = 2),
            changed(|grant| grant.exclusions = Digest::NONE),
            changed(|grant| grant.instance = InstanceId::from_bytes([1; 16])),
            changed(|grant| grant.grantor = Sender::Reporter),
            changed(|grant| grant.sealed = vec![0; Grant::MOST_BYTES]),
            vec![theirs.clone()],
            vec![let_in.grant],
            vec![good.clone(); REWRAPPED_AT_ONCE + 1],
        ]
        .into_iter()
        .enumerate()
        {
            let refused = room.rewrap(old.officer, grants, TODAY).await;
            let is_conflict = matches!(refused, Err(StoreError::Conflict));
            assert!(is_conflict, "{number}: {refused:?}");
        }
        let refused = room.rewrap(other.officer, vec![good.clone()], TODAY).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        for keys in &held {
            opens(&office, &room, keys, case).await;
        }

        // A case that was lost meanwhile is passed over and does not come back.
        let foreign = Grant {
            case: CaseId::draw().unwrap(),
            ..good.clone()
        };
        assert_eq!(declines(&room, &office, old, case).await, Left::Done);
        let nothing = room.rewrap(old.officer, vec![good, foreign], TODAY).await;
        assert_eq!(nothing.unwrap(), 0);
        assert!(is_not_found(room.case_file(old.officer, case, TODAY).await));
    });
}

#[test]
fn who_was_let_in_counts_as_let_in_by_the_same_officer_after_sealing_the_grant_anew() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let [excluder, one, other] = held[..] else {
            panic!("three holders");
        };
        let stranger = strangers[0];
        let let_in = regrant(&office, &room, excluder, stranger, case).await;
        room.grant(excluder.officer, let_in, office.body, TODAY)
            .await
            .unwrap();
        for old in [stranger, other] {
            let (mut keys, mut own) = renewed(&office, old);
            let anew = rewrapped(&office, &room, old, (&keys, &own), case).await;
            let done = room.rewrap(old.officer, vec![anew], TODAY).await;
            assert_eq!(done.unwrap(), 1);
            // The second time the grant before names its grantee alone.
            let file = room.case_file(old.officer, case, TODAY).await.unwrap();
            let opened = opens_with(&keys, &own, &file.case.grants[0], &file.case.header);
            (keys, own) = renewed(&office, old);
            let anew = opened.unwrap().rewrap(&own, &keys).unwrap();
            let done = room.rewrap(old.officer, vec![anew], TODAY).await;
            assert_eq!(done.unwrap(), 1);
        }
        let all = exclusion_of(&room, excluder, case, &[one, other]).await;
        let refused = excludes(&room, &office, excluder, all).await;
        assert_eq!(
            refused.unwrap(),
            Left::TooFew,
            "one of the own choice alone"
        );
        // Whom the reporter let in counts as before.
        let some = exclusion_of(&room, excluder, case, &[one]).await;
        let done = excludes(&room, &office, excluder, some).await;
        assert_eq!(done.unwrap(), Left::Done);
    });
}

#[test]
fn who_was_let_in_anew_meanwhile_counts_as_let_in_by_whoever_did_that() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let (first, second, stranger) = (held[0], held[1], strangers[0]);
        let let_in = regrant(&office, &room, first, stranger, case).await;
        room.grant(first.officer, let_in, office.body, TODAY)
            .await
            .unwrap();
        let (keys, own) = renewed(&office, stranger);
        let anew = vec![rewrapped(&office, &room, stranger, (&keys, &own), case).await];
        let read = room.look_at_own(stranger.officer, &anew).await.unwrap();

        // Between the look and the write the grant goes, and somebody else makes another one.
        let main = &place.storage.shelves().main;
        let gone = stranger.officer;
        let withdraw = move |tx: &mut WriteTx<'_>| grant::withdraw(tx, case, gone);
        main.write("withdraw", withdraw).await.unwrap();
        let again = regrant(&office, &room, second, stranger, case).await;
        room.grant(second.officer, again, office.body, TODAY)
            .await
            .unwrap();
        let stale = room.put_anew(stranger.officer, &read, TODAY).await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        opens(&office, &room, stranger, case).await;
        let acts = acts_of(&room, first, case).await;
        assert!(acts.iter().all(|act| act.kind != ActKind::Rewrapped));

        // Whoever looks again sees the newer one.
        let done = room.rewrap(stranger.officer, anew, TODAY).await;
        assert_eq!(done.unwrap(), 1);
        let let_in = let_in_by(place, (case, 0), stranger.officer).await;
        assert_eq!(let_in, Sender::Officer(second.officer));
    });
}

#[test]
fn who_let_somebody_in_is_still_known_after_the_case_was_locked_anew_and_its_rows_were_shuffled() {
    TestStorage::on_each(async |place| {
        let office = Office::of(4);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, strangers) = holders_and_others(&room, &office, case).await;
        let (first, leaver, stranger) = (held[0], held[1], strangers[0]);
        let let_in = regrant(&office, &room, first, stranger, case).await;
        room.grant(first.officer, let_in, office.body, TODAY)
            .await
            .unwrap();
        let (keys, own) = renewed(&office, stranger);
        let anew = rewrapped(&office, &room, stranger, (&keys, &own), case).await;
        let done = room.rewrap(stranger.officer, vec![anew], TODAY).await;
        assert_eq!(done.unwrap(), 1);
        let by = Sender::Officer(first.officer);
        let known = async |number| let_in_by(place, (case, number), stranger.officer).await;
        assert_eq!(known(0).await, by);
        assert_eq!(declines(&room, &office, leaver, case).await, Left::Done);
        assert_eq!(known(1).await, by);
        let shuffled = place.storage.upkeep().shuffle(moment(1)).await;
        assert!(
            matches!(shuffled, Ok(ChoreOutcome::Done(_))),
            "{shuffled:?}"
        );
        assert_eq!(known(1).await, by);
    });
}

/// Who let an officer into a case that is under the key with this number.
async fn let_in_by(
    place: &TestStorage,
    (case, number): (CaseId, i64),
    officer: OfficerId,
) -> Sender {
    let shelves = place.storage.shelves();
    let lock = lock_under(&shelves.keystore, case, number).await.unwrap();
    let lock = lock.unwrap();
    let held = move |tx: &mut ReadTx<'_>| grant::held(tx, case, &lock, INSTANCE);
    let held = shelves.main.read(held).await.unwrap();
    let one = held.into_iter().find(|one| one.officer == officer);
    one.unwrap().let_in_by
}

/// Other keys of the same officer, and what the next roster says of them.
fn renewed(office: &Office, old: &OfficerKeys) -> (OfficerKeys, Officer) {
    let new = OfficerKeys::draw(INSTANCE, Digest::NONE, old.officer).unwrap();
    let roster = office.trust.newest().unwrap();
    let own = Officer {
        recipient: new.identity.recipient().digest(),
        verifying: new.signing.verifying(),
        ..roster.officer(old.officer).unwrap().clone()
    };
    (new, own)
}

async fn rewrapped(
    office: &Office,
    room: &CaseRoom,
    old: &OfficerKeys,
    (new, own): (&OfficerKeys, &Officer),
    case: CaseId,
) -> Grant {
    let opened = opens(office, room, old, case).await;
    assert!(
        opened.rewrap(own, old).is_err(),
        "the roster names other keys"
    );
    opened.rewrap(own, new).unwrap()
}

fn opens_with(
    keys: &OfficerKeys,
    own: &Officer,
    grant: &Grant,
    header: &SignedCaseHeader,
) -> Result<OpenedGrant, seal::GrantError> {
    grant.clone().open(keys, &own.verifying, header)
}
