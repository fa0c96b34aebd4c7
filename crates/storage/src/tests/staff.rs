//! Officers' accounts, sign-ins and sessions.

use casework::{AccountName, ActKind, SESSION_IDLE_SECONDS, SESSION_SECONDS, SIGN_IN_SECONDS};
use diesel::prelude::*;
use seal::{DeskKey, Digest, OfficerId, OfficerKeys, Passphrase, Registering};

use super::office::{NOW, TODAY};
use crate::schema::main::{attempts, pending_sign_ins};
use crate::sign_in::{self, INVENTED_KEPT};
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::{
    Account, Invitation, Moment, Passkey, PasskeyUse, Pending, SignInId, StaffRoom, StoreError,
    Turn, UsedFactor,
};

#[test]
fn an_invitation_opens_one_account_once_and_in_its_time() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let (account, link) = (account("north-1"), digest(1));
        invite(&room, &account, link).await;
        assert_eq!(
            room.invitation(link).await.unwrap(),
            (invitation(&account), NOW + 100)
        );

        let other = Account {
            officer: OfficerId::draw().unwrap(),
            ..account.clone()
        };
        let conflict = room.register(link, other, vec![], moment(NOW)).await;
        assert!(matches!(conflict, Err(StoreError::Conflict)));
        let late = room
            .register(link, account.clone(), vec![], moment(NOW + 100))
            .await;
        assert!(matches!(late, Err(StoreError::NotFound)));
        room.register(link, account.clone(), vec![], moment(NOW))
            .await
            .unwrap();
        let twice = room
            .register(link, account.clone(), vec![], moment(NOW))
            .await;
        assert!(matches!(twice, Err(StoreError::NotFound)));

        let kept = room.account(account.name.clone()).await.unwrap();
        assert_eq!(
            (kept.officer, kept.wrapped),
            (account.officer, account.wrapped)
        );
        assert_eq!(kept.record, account.record);
        assert_eq!(room.accounts().await.unwrap().len(), 1);
    });
}

#[test]
fn an_invitation_to_the_same_account_ends_the_one_before() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let account = account("north-1");
        invite(&room, &account, digest(1)).await;
        invite(&room, &account, digest(2)).await;
        let first = room.invitation(digest(1)).await;
        assert!(matches!(first, Err(StoreError::NotFound)));
        assert!(room.invitation(digest(2)).await.is_ok());
    });
}

#[test]
fn attempts_that_fail_are_slowed_down_whether_there_is_such_an_account_or_not() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        registered(&room, "north-1").await;
        for name in ["north-1", "nobody"] {
            let turn = async |at| {
                let id = seal::random_bytes().unwrap();
                room.attempt(id, name.parse().unwrap(), moment(at))
                    .await
                    .unwrap()
            };
            for second in 0..5 {
                assert!(matches!(turn(NOW + second).await, Turn::Go(_)), "{name}");
            }
            assert!(matches!(turn(NOW + 5).await, Turn::Wait(29)), "{name}");
            // Asking while one has to wait does not make the wait longer.
            assert!(matches!(turn(NOW + 33).await, Turn::Wait(1)), "{name}");
            assert!(matches!(turn(NOW + 34).await, Turn::Go(_)), "{name}");
            assert!(matches!(turn(NOW + 35).await, Turn::Wait(59)), "{name}");
            let failed = room.failed_since(name.parse().unwrap(), NOW - 1).await;
            assert_eq!(failed.unwrap(), 6, "{name}");
            assert!(
                matches!(turn(NOW + 2 * 86_400).await, Turn::Go(_)),
                "{name}"
            );
        }
    });
}

#[test]
fn invented_names_fill_no_disk_and_take_no_wait_away_from_an_account() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let name = registered(&room, "north-1").await.name;
        let main = &place.storage.shelves().main;
        let attempt = async |number: i64, name: &str, at| {
            let turn = room.attempt(numbered(number), name.parse().unwrap(), moment(at));
            turn.await.unwrap()
        };
        for number in 0..5 {
            attempt(number, name.as_str(), NOW).await;
        }
        let invent = |tx: &mut WriteTx<'_>| {
            for number in 100..600 + INVENTED_KEPT {
                let account: AccountName = format!("invented-{number}").parse().unwrap();
                let id = numbered(number);
                sign_in::attempt(tx, id, &account, NOW + 1)?;
                let state = vec![7; 40];
                sign_in::keep(tx, id, &Pending { account, state }, NOW + 1)?;
            }
            Ok(())
        };
        main.write("invent names", invent).await.unwrap();
        let kept = |tx: &mut ReadTx<'_>| {
            let attempts: i64 = attempts::table.count().get_result(tx.connection())?;
            let pending = pending_sign_ins::table.count();
            Ok((attempts, pending.get_result::<i64>(tx.connection())?))
        };
        for number in 5..10 {
            attempt(number, "newcomer", NOW + 2).await;
        }
        // One attempt in sixteen removes what is too much.
        attempt(16, "another", NOW + 2).await;
        let left = main.read(kept).await.unwrap();
        assert_eq!(left, (INVENTED_KEPT + 5, INVENTED_KEPT));
        let turn = attempt(17, name.as_str(), NOW + 3).await;
        assert!(matches!(turn, Turn::Wait(27)));
        // Who came last is slowed down like an account.
        let turn = attempt(18, "newcomer", NOW + 3).await;
        assert!(matches!(turn, Turn::Wait(29)));
        // Sign-ins that were not finished in time make room at once.
        attempt(32, "latecomer", NOW + 1 + SIGN_IN_SECONDS).await;
        assert_eq!(main.read(kept).await.unwrap().1, 0);
    });
}

#[test]
fn whoever_signs_in_starts_to_count_anew() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let name = registered(&room, "north-1").await.name;
        for round in 0..3 {
            let at = NOW + round * 100;
            for second in 0..3 {
                let id = seal::random_bytes().unwrap();
                assert!(matches!(
                    room.attempt(id, name.clone(), moment(at + second)).await,
                    Ok(Turn::Go(_))
                ));
            }
            let id = seal::random_bytes().unwrap();
            room.attempt(id, name.clone(), moment(at + 4))
                .await
                .unwrap();
            let factor = UsedFactor::Code(round + 1);
            room.open_session(id, name.clone(), factor, digest(10 + round), moment(at + 5))
                .await
                .unwrap();
        }
    });
}

#[test]
fn the_second_message_of_a_sign_in_counts_once_and_for_two_minutes() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let pending = Pending {
            account: "north-1".parse().unwrap(),
            state: vec![7; 40],
        };
        room.keep_sign_in([1; 16], pending.clone(), NOW)
            .await
            .unwrap();
        assert_eq!(room.take_sign_in([1; 16], NOW + 1).await.unwrap(), pending);
        let replayed = room.take_sign_in([1; 16], NOW + 1).await;
        assert!(matches!(replayed, Err(StoreError::NotFound)));
        room.keep_sign_in([2; 16], pending, NOW).await.unwrap();
        let late = room.take_sign_in([2; 16], NOW + SIGN_IN_SECONDS).await;
        assert!(matches!(late, Err(StoreError::NotFound)));
    });
}

#[test]
fn a_code_and_a_recovery_code_open_one_session_each() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let name = registered(&room, "north-1").await.name;
        let open = async |factor, token| {
            room.open_session([9; 16], name.clone(), factor, digest(token), moment(NOW))
                .await
        };
        open(UsedFactor::Code(100), 10).await.unwrap();
        for used in [100, 99] {
            let again = open(UsedFactor::Code(used), 11).await;
            assert!(matches!(again, Err(StoreError::Conflict)), "{used}");
        }
        open(UsedFactor::Code(101), 11).await.unwrap();
        open(UsedFactor::Recovery(digest(200)), 12).await.unwrap();
        for unknown in [200, 77] {
            let again = open(UsedFactor::Recovery(digest(unknown)), 13).await;
            assert!(matches!(again, Err(StoreError::Conflict)), "{unknown}");
        }
        let closed = room.session(digest(13), NOW).await;
        assert!(matches!(closed, Err(StoreError::NotFound)));
    });
}

#[test]
fn a_session_ends_when_it_is_idle_when_the_day_is_over_and_when_it_is_closed() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let account = registered(&room, "north-1").await;
        let open = async |step, token| {
            let factor = UsedFactor::Code(step);
            room.open_session(
                [9; 16],
                account.name.clone(),
                factor,
                digest(token),
                moment(NOW),
            )
            .await
            .unwrap();
        };
        open(1, 10).await;
        let session = room
            .session(digest(10), NOW + SESSION_IDLE_SECONDS - 1)
            .await
            .unwrap();
        assert_eq!(
            (session.account, session.officer),
            (account.name.clone(), account.officer)
        );
        // Being used has made it last longer, but not for ever.
        let mut at = NOW;
        while at < NOW + SESSION_SECONDS - SESSION_IDLE_SECONDS {
            at += SESSION_IDLE_SECONDS - 1;
            room.session(digest(10), at).await.unwrap();
        }
        let over = room.session(digest(10), NOW + SESSION_SECONDS).await;
        assert!(matches!(over, Err(StoreError::NotFound)));

        open(2, 11).await;
        let idle = room.session(digest(11), NOW + SESSION_IDLE_SECONDS).await;
        assert!(matches!(idle, Err(StoreError::NotFound)));
        open(3, 12).await;
        room.close_session(digest(12)).await.unwrap();
        let closed = room.session(digest(12), NOW).await;
        assert!(matches!(closed, Err(StoreError::NotFound)));
    });
}

#[test]
fn a_locked_account_has_no_session_and_gets_none() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let name = registered(&room, "north-1").await.name;
        let open = async |step, token| {
            let factor = UsedFactor::Code(step);
            room.open_session([9; 16], name.clone(), factor, digest(token), moment(NOW))
                .await
        };
        open(1, 10).await.unwrap();
        let invited = Invitation {
            account: name.clone(),
            officer: OfficerId::draw().unwrap(),
        };
        room.invite(digest(4), invited, NOW + 100, TODAY)
            .await
            .unwrap();
        room.lock_account(name.clone(), TODAY).await.unwrap();
        // An invitation would open the account anew.
        assert!(matches!(
            room.invitation(digest(4)).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(
            room.session(digest(10), NOW).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(open(2, 11).await, Err(StoreError::NotFound)));
        room.unlock_account(name.clone(), TODAY).await.unwrap();
        // What was open before stays closed.
        assert!(matches!(
            room.session(digest(10), NOW).await,
            Err(StoreError::NotFound)
        ));
        open(2, 11).await.unwrap();
        let nobody = room.unlock_account("nobody".parse().unwrap(), TODAY).await;
        assert!(matches!(nobody, Err(StoreError::NotFound)));
    });
}

#[test]
fn a_passkey_belongs_to_one_account_counts_upwards_and_ends_with_its_lock() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let account = registered(&room, "north-1").await;
        let name = account.name.clone();
        let passkey = |number: u8| Passkey {
            credential: vec![number; 16],
            account: name.clone(),
            label: "blue stick".to_owned(),
            key: vec![1],
            counter: 0,
            added_on: TODAY,
            locked_on: None,
        };
        room.add_passkey(passkey(0)).await.unwrap();
        let twice = room.add_passkey(passkey(0)).await;
        assert!(matches!(twice, Err(StoreError::AlreadyThere)));
        for number in 1..8 {
            room.add_passkey(passkey(number)).await.unwrap();
        }
        let many = room.add_passkey(passkey(9)).await;
        assert!(matches!(many, Err(StoreError::Conflict)));
        assert_eq!(room.passkeys(name.clone()).await.unwrap()[0], passkey(0));

        let used = async |number: u8, counter| {
            let used = UsedFactor::Passkey(PasskeyUse {
                credential: vec![number; 16],
                counter,
                key: vec![2],
            });
            room.use_factor([9; 16], name.clone(), used).await
        };
        // Some never count.
        used(0, 0).await.unwrap();
        used(0, 0).await.unwrap();
        used(0, 5).await.unwrap();
        for counter in [5, 4, 0] {
            let copied = used(0, counter).await;
            assert!(matches!(copied, Err(StoreError::Conflict)), "{counter}");
        }
        assert_eq!(room.passkeys(name.clone()).await.unwrap()[0].key, [2]);
        room.lock_passkey(name.clone(), vec![0; 16], TODAY)
            .await
            .unwrap();
        let nobody: AccountName = "nobody".parse().unwrap();
        let gone = [
            used(0, 6).await,
            used(9, 6).await,
            room.remove_passkey(nobody.clone(), vec![1; 16], TODAY)
                .await,
            room.lock_passkey(nobody, vec![1; 16], TODAY).await,
        ];
        for told in gone {
            assert!(matches!(told, Err(StoreError::NotFound)));
        }
        room.remove_passkey(name.clone(), vec![1; 16], TODAY)
            .await
            .unwrap();
        assert_eq!(room.passkeys(name.clone()).await.unwrap().len(), 7);
        assert_eq!(room.recovery_codes_left(name.clone()).await.unwrap(), 1);

        // An account that is opened anew has none.
        invite(&room, &account, digest(3)).await;
        room.register(digest(3), account, vec![], moment(NOW))
            .await
            .unwrap();
        assert!(room.passkeys(name).await.unwrap().is_empty());
    });
}

#[test]
fn a_new_registration_ends_the_sessions_and_recovery_codes_of_the_one_before() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let first = registered(&room, "north-1").await;
        let open = async |factor, token| {
            room.open_session(
                [9; 16],
                first.name.clone(),
                factor,
                digest(token),
                moment(NOW),
            )
            .await
        };
        open(UsedFactor::Code(5), 10).await.unwrap();
        let second = Account {
            wrapped: vec![8; 50],
            ..first.clone()
        };
        invite(&room, &second, digest(3)).await;
        room.register(digest(3), second, vec![digest(201)], moment(NOW))
            .await
            .unwrap();
        assert!(matches!(
            room.session(digest(10), NOW).await,
            Err(StoreError::NotFound)
        ));
        let old = open(UsedFactor::Recovery(digest(200)), 11).await;
        assert!(matches!(old, Err(StoreError::Conflict)));
        open(UsedFactor::Recovery(digest(201)), 12).await.unwrap();
    });
}

#[test]
fn what_is_over_is_swept_at_night() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let account = registered(&room, "north-1").await;
        invite(&room, &account, digest(3)).await;
        let pending = Pending {
            account: account.name.clone(),
            state: vec![7; 40],
        };
        room.keep_sign_in([1; 16], pending, NOW).await.unwrap();
        room.attempt([2; 16], account.name.clone(), moment(NOW))
            .await
            .unwrap();
        let factor = UsedFactor::Code(1);
        room.open_session(
            [2; 16],
            account.name.clone(),
            factor,
            digest(10),
            moment(NOW),
        )
        .await
        .unwrap();
        let later = NOW + 40 * 86_400;
        let moment = Moment {
            day: TODAY.plus(40),
            unix_seconds: later,
        };
        place.storage.upkeep().forget_old(moment).await.unwrap();
        // Looked at as of the moment at which they were made, they are gone.
        assert!(matches!(
            room.take_sign_in([1; 16], NOW).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(
            room.session(digest(10), NOW).await,
            Err(StoreError::NotFound)
        ));
        assert!(matches!(
            room.invitation(digest(3)).await,
            Err(StoreError::NotFound)
        ));
        assert!(room.account(account.name).await.is_ok());
    });
}

#[test]
fn what_is_done_with_accounts_stands_in_the_record_and_failed_attempts_once_a_day() {
    TestStorage::on_each(async |place| {
        let room = place.storage.staff_room();
        let (name, officer) = {
            let account = registered(&room, "north-1").await;
            (account.name, account.officer)
        };
        for (number, who) in [(1, "north-1"), (2, "north-1"), (3, "nobody"), (4, "nobody")] {
            let attempt =
                room.attempt(numbered(number), who.parse().unwrap(), moment(NOW + number));
            attempt.await.unwrap();
        }
        room.attempt(numbered(5), name.clone(), moment(NOW + 5))
            .await
            .unwrap();
        let factor = UsedFactor::Code(1);
        room.open_session(
            numbered(5),
            name.clone(),
            factor,
            digest(10),
            moment(NOW + 6),
        )
        .await
        .unwrap();
        room.lock_account(name.clone(), TODAY).await.unwrap();
        room.unlock_account(name, TODAY).await.unwrap();
        let cases = place.storage.case_room();
        let night = Moment {
            day: TODAY.plus(1),
            unix_seconds: NOW + 3_600,
        };
        place.storage.upkeep().gather_acts(night).await.unwrap();
        let first = cases.record(None, None, 100, TODAY.plus(1)).await.unwrap();
        let second = cases.record(None, first.next, 100, TODAY.plus(1)).await;
        let acts = [first.acts, second.unwrap().acts].concat();
        let told: Vec<_> = acts
            .iter()
            .map(|act| (act.kind, act.officer, act.whom))
            .collect();
        let officer = Some(officer);
        assert_eq!(
            told,
            [
                (ActKind::Invited, None, officer),
                (ActKind::AccountOpened, officer, officer),
                (ActKind::SignedIn, officer, None),
                (ActKind::AccountLocked, None, officer),
                (ActKind::AccountUnlocked, None, officer),
                (ActKind::SignInFailed, None, officer),
                (ActKind::RecordRead, None, None),
            ]
        );
    });
}

async fn registered(room: &StaffRoom, name: &str) -> Account {
    let account = account(name);
    invite(room, &account, digest(1)).await;
    room.register(digest(1), account.clone(), vec![digest(200)], moment(NOW))
        .await
        .unwrap();
    account
}

async fn invite(room: &StaffRoom, account: &Account, link: Digest) {
    room.invite(link, invitation(account), NOW + 100, TODAY)
        .await
        .unwrap();
}

fn invitation(account: &Account) -> Invitation {
    Invitation {
        account: account.name.clone(),
        officer: account.officer,
    }
}

fn account(name: &str) -> Account {
    let desk = DeskKey::draw().unwrap();
    let (name, officer): (AccountName, _) = (name.parse().unwrap(), OfficerId::draw().unwrap());
    let keys = OfficerKeys::draw(INSTANCE, Digest::NONE, officer).unwrap();
    let passphrase = Passphrase::draw().unwrap();
    let (client, request) = Registering::begin(INSTANCE, &passphrase).unwrap();
    let answer = desk.register(name.as_str(), &request).unwrap();
    let done = client
        .finish(name.as_str(), &passphrase, &answer, &keys)
        .unwrap();
    Account {
        name,
        officer,
        record: done.record,
        wrapped: done.wrapped,
        factor: vec![1; 60],
        factor_step: 0,
        locked_on: None,
    }
}

fn numbered(number: i64) -> SignInId {
    i128::from(number).to_be_bytes()
}

fn digest(number: i64) -> Digest {
    Digest::of(&number.to_be_bytes())
}

const fn moment(unix_seconds: i64) -> Moment {
    Moment {
        day: TODAY,
        unix_seconds,
    }
}
