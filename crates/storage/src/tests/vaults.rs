//! Identities that reporters left behind: who is asked, who answers, who opens, and what goes with what.

use std::collections::BTreeSet;

use casework::{
    ActKind, AskedNames, SealedVaultAnswer, SealedVaultRequest, VaultCustody, VaultFault,
    VaultReason, asked_consent,
};
use diesel::prelude::*;
use ledger::Code;
use seal::{
    AskedConsent, AskedVault, CaseId, Custodians, Day, Exclusions, FollowUp, KeptVault, Kind,
    Level, LogSecret, ObjectHeader, ObjectId, OfficerKeys, OpenedAnswer, OpenedText, Receipt,
    Reply, Replying, SealedObject, SealedRequest, Sender, Vault, VaultAnswer, VaultPlace,
};

use super::leavers::{acts_of, declines, is_not_found, opens, replies};
use super::office::{Office, TODAY, mailbox_of, ticket};
use crate::schema::main::{vault_answers, vault_requests, vault_shares, vaults};
use crate::testing::{INSTANCE, TestStorage};
use crate::transaction::{ReadTx, WriteTx};
use crate::{CaseRoom, StoreError};

const NAME: &str = "Sari Dewi, at the harbour";

/// The reporter leaves behind who they are; says how the vault is called.
async fn keeps(place: &TestStorage, office: &Office, receipt: &Receipt) -> ObjectId {
    keeps_at(place, office, receipt, (Level::C, false)).await
}

/// The same, with a consent lock or without one.
async fn keeps_at(
    place: &TestStorage,
    office: &Office,
    receipt: &Receipt,
    (level, with_consent): (Level, bool),
) -> ObjectId {
    let keys = receipt.keys(INSTANCE);
    let drop_box = place.storage.drop_box();
    let status = drop_box.status(keys.mailbox.digest()).await.unwrap();
    let mut follow_up = FollowUp::begin(keys, &status.unwrap(), level, 0).unwrap();
    let none = Exclusions::none().unwrap();
    let chosen = Custodians::draw(&office.trust, &BTreeSet::new(), &none, TODAY).unwrap();
    follow_up.write_vault(&NAME, &chosen, with_consent).unwrap();
    let entry = |secret: &LogSecret, sequence: u32, digest| {
        ticket(secret, Code::FollowUp, sequence.try_into().unwrap(), digest)
    };
    let parcel = follow_up.finish(None, entry).unwrap().made_here();
    let vault = parcel.objects[0].header.object;
    for again in [false, true] {
        let accepted = drop_box.accept_follow_up(parcel.clone(), None, None, TODAY);
        let accepted = accepted.await;
        assert_eq!(accepted.unwrap().again, again);
    }
    vault
}

/// A holder asks these custodians; says which request it is.
async fn asks(
    room: &CaseRoom,
    keys: &OfficerKeys,
    (case, vault): (CaseId, ObjectId),
    asked: &[&OfficerKeys],
) -> Result<AskedVault, StoreError> {
    asks_on(room, keys, (case, vault), asked, TODAY).await
}

async fn asks_on(
    room: &CaseRoom,
    keys: &OfficerKeys,
    (case, vault): (CaseId, ObjectId),
    asked: &[&OfficerKeys],
    day: Day,
) -> Result<AskedVault, StoreError> {
    asks_saying(room, keys, (case, vault), asked, (day, false)).await
}

/// The same of a client that says whether the reporter has to agree.
async fn asks_saying(
    room: &CaseRoom,
    keys: &OfficerKeys,
    (case, vault): (CaseId, ObjectId),
    asked: &[&OfficerKeys],
    (day, consent): (Day, bool),
) -> Result<AskedVault, StoreError> {
    let file = room.case_file(keys.officer, case, TODAY).await?;
    let last = room.last_object_of(keys.officer, case).await?;
    let header = ObjectHeader {
        instance: INSTANCE,
        case,
        object: ObjectId::draw().unwrap(),
        kind: Kind::Vault,
        epoch: 1,
        level: Level::B,
        sender: Sender::Officer(keys.officer),
        sequence: last.as_ref().map_or(0, |last| last.header.sequence + 1),
        previous: last.map_or(seal::Digest::NONE, |last| last.digest()),
        length: 0,
        commitment: seal::Digest::NONE,
    };
    let place = VaultPlace {
        instance: INSTANCE,
        case,
        vault,
    };
    let reason = VaultReason {
        basis: "court".to_owned(),
        reason: "Order 12 of 3 May.".to_owned(),
        consent,
    };
    let mut to = vec![file.case.header.recipient.clone()];
    to.extend(asked.iter().map(|keys| keys.identity.recipient()));
    let request = SealedRequest::seal(&place, header.object, &reason, &to, keys).unwrap();
    let recipient = std::slice::from_ref(&file.case.header.recipient);
    let object = SealedObject::seal_text(header, &"asked", recipient, &keys.signing).unwrap();
    let known = request.asked(&place);
    let sent = SealedVaultRequest {
        vault,
        asked: asked.iter().map(|keys| keys.officer).collect(),
        object,
        request,
    };
    room.ask_vault(keys.officer, sent, day).await?;
    Ok(known)
}

/// What the custodian's client makes of the only request that waits.
async fn approval(room: &CaseRoom, office: &Office, keys: &OfficerKeys) -> SealedVaultAnswer {
    let waiting = room.waiting_vaults(keys.officer).await.unwrap().waiting;
    let [one] = &waiting[..] else {
        panic!("one request waits, not {}", waiting.len());
    };
    let reason = one.read(keys, &office.trust, TODAY).unwrap();
    assert_eq!(reason.reason, "Order 12 of 3 May.");
    let notice = "You will be known to the officer who asked.";
    one.approve(notice, TODAY, keys, &office.trust, Level::B)
        .unwrap()
}

async fn approves(room: &CaseRoom, office: &Office, keys: &OfficerKeys) -> Result<(), StoreError> {
    let sent = approval(room, office, keys).await;
    room.answer_vault(keys.officer, sent, TODAY).await
}

/// What the officer who asked reads with what was handed out.
async fn opens_vault(
    room: &CaseRoom,
    office: &Office,
    keys: &OfficerKeys,
    asked: &AskedVault,
    answers: &[VaultAnswer],
) -> String {
    let case = asked.place.case;
    let grant = opens(office, room, keys, case).await;
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    let vault = file.objects.iter().find_map(|arrived| {
        let is_vault = arrived.object.header().object == asked.place.vault;
        match &arrived.object {
            crate::StoredObject::Text(text) if is_vault => Some(text),
            _ => None,
        }
    });
    let OpenedText(vault): OpenedText<Vault> = vault.unwrap().open_text(&grant.identity).unwrap();
    let mut opening = vault.begin_opening(&asked.place).unwrap();
    for answer in answers {
        let OpenedAnswer::Share(share) = answer.open(asked, keys).unwrap() else {
            panic!("a share");
        };
        opening.take(answer.custodian, share).unwrap();
    }
    opening.finish().unwrap()
}

async fn rows(place: &TestStorage) -> [i64; 4] {
    let count = |tx: &mut ReadTx<'_>| {
        use crate::transaction::Reads;
        Ok([
            vaults::table.count().get_result(tx.connection())?,
            vault_shares::table.count().get_result(tx.connection())?,
            vault_requests::table.count().get_result(tx.connection())?,
            vault_answers::table.count().get_result(tx.connection())?,
        ])
    };
    place.storage.case_room().0.main.read(count).await.unwrap()
}

#[test]
fn who_asked_opens_it_once_two_custodians_agreed_and_the_reporter_was_told() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let [asking, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        assert!(
            room.waiting_vaults(one.officer)
                .await
                .unwrap()
                .waiting
                .is_empty()
        );
        let all = [one, two, three];
        let asked = asks(&room, asking, (case, vault), &all).await.unwrap();
        let open = async |keys: &OfficerKeys| {
            room.open_vault(keys.officer, case, asked.request, TODAY)
                .await
        };
        assert!(matches!(open(asking).await, Err(StoreError::Conflict)));
        approves(&room, &office, one).await.unwrap();
        assert!(
            room.waiting_vaults(one.officer)
                .await
                .unwrap()
                .waiting
                .is_empty()
        );
        assert!(matches!(open(asking).await, Err(StoreError::Conflict)));
        let drop_box = place.storage.drop_box();
        let slots = async || {
            let answer = drop_box.answer(mailbox_of(&receipt), 0).await.unwrap();
            answer.slots.len()
        };
        assert_eq!(slots().await, 1, "the reporter hears of it at once");
        approves(&room, &office, two).await.unwrap();
        assert_eq!(slots().await, 2);

        // Nobody else takes it: no other holder, no custodian.
        for somebody in [other, one, three] {
            assert!(is_not_found(open(somebody).await));
        }
        let answers = open(asking).await.unwrap();
        assert_eq!(answers.len(), 2);
        let read = opens_vault(&room, &office, asking, &asked, &answers).await;
        assert_eq!(read, NAME);
        let states = room.vault_states(other.officer, case).await.unwrap();
        let given = states[0].answers.iter();
        let given = given.filter(|answer| answer.answered == Some((true, TODAY)));
        assert_eq!((states.len(), given.count()), (1, 2));

        let acts = acts_of(&room, asking, case).await;
        let did: Vec<_> = acts
            .iter()
            .map(|act| (act.kind, act.officer, act.whom))
            .filter(|(kind, ..)| kind.word().starts_with("vault-"))
            .collect();
        let of = |keys: &OfficerKeys| Some(keys.officer);
        assert_eq!(
            did,
            [
                (ActKind::VaultAsked, of(asking), None),
                (ActKind::VaultApproved, of(one), of(asking)),
                (ActKind::VaultApproved, of(two), of(asking)),
                (ActKind::VaultOpened, of(asking), None),
            ]
        );
    });
}

#[test]
fn a_custodian_sees_nothing_of_the_case_and_answers_once() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let asking = &office.officers[0];
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let asked = asks(&room, asking, (case, vault), &[one, two])
            .await
            .unwrap();
        // Who is not asked finds no request, also by its number.
        assert!(
            room.waiting_vaults(three.officer)
                .await
                .unwrap()
                .waiting
                .is_empty()
        );
        let sent = approval(&room, &office, one).await;
        let tried = room.answer_vault(three.officer, sent.clone(), TODAY);
        assert!(is_not_found(tried.await));
        // A custodian is no holder: there is no case.
        let who = one.officer;
        assert!(is_not_found(room.case_file(who, case, TODAY).await));
        assert!(is_not_found(room.vault_states(who, case).await));
        assert!(is_not_found(replies(&room, one, case, "Hello.", 1).await));
        assert!(is_not_found(
            asks(&room, one, (case, vault), &[two, three]).await
        ));
        // One custodian does not answer for another one.
        let tried = room.answer_vault(two.officer, sent.clone(), TODAY).await;
        assert!(matches!(tried, Err(StoreError::Conflict)));
        // Without the notice nothing is given, and neither with one for another case.
        let mut silent = sent.clone();
        silent.notice = None;
        let tried = room.answer_vault(who, silent, TODAY).await;
        assert!(matches!(tried, Err(StoreError::Conflict)));
        let (_, elsewhere) = office.receives(place, "Another report.").await;
        let file = room.case_file(asking.officer, elsewhere, TODAY).await;
        let header = file.unwrap().case.header;
        let mut astray = sent.clone();
        let notice = Reply::write("Somebody opens it.", &header, 1, None, one, Level::B);
        astray.notice = Some(notice.unwrap());
        let tried = room.answer_vault(who, astray, TODAY).await;
        assert!(matches!(tried, Err(StoreError::Conflict)));
        assert_eq!(rows(place).await, [1, 3, 1, 2]);
        let states = room.vault_states(asking.officer, case).await.unwrap();
        assert!(states[0].answers.iter().all(|one| one.answered.is_none()));

        room.answer_vault(who, sent.clone(), TODAY).await.unwrap();
        let again = room.answer_vault(who, sent, TODAY).await;
        assert!(matches!(again, Err(StoreError::Conflict)));
        let waiting = room.waiting_vaults(two.officer).await.unwrap().waiting;
        let refused = waiting[0].refuse("Too early.", TODAY, two, &office.trust);
        room.answer_vault(two.officer, refused.unwrap(), TODAY)
            .await
            .unwrap();
        let states = room.vault_states(asking.officer, case).await.unwrap();
        let mut answers = states[0].answers.iter();
        let refusal = answers.find_map(|answer| answer.refusal.as_ref()).unwrap();
        let opened = refusal.open(&asked, asking).unwrap();
        assert!(matches!(opened, OpenedAnswer::Refusal(why) if why == "Too early."));
        // Colleagues see that it was refused, and not why.
        let others = room.vault_states(office.officers[1].officer, case).await;
        let others = others.unwrap();
        assert!(others[0].answers.iter().all(|one| one.refusal.is_none()));
        let opened = room
            .open_vault(asking.officer, case, asked.request, TODAY)
            .await;
        assert!(matches!(opened, Err(StoreError::Conflict)));
        let acts = acts_of(&room, asking, case).await;
        let refused = acts.iter().find(|act| act.kind == ActKind::VaultRefused);
        assert_eq!(refused.unwrap().officer, Some(two.officer));
        assert!(!acts.iter().any(|act| act.kind == ActKind::VaultOpened));
    });
}

#[test]
fn whether_the_reporter_has_to_agree_is_the_reporters_word_and_not_that_of_who_asks() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let (asking, trust) = (&office.officers[0], &office.trust);
        let keepers: Vec<_> = office.custodians.iter().collect();
        for locked in [false, true] {
            for said in [false, true] {
                let (receipt, case) = office.receives(place, "A report.").await;
                let vault = keeps_at(place, &office, &receipt, (Level::B, locked)).await;
                let at = (case, vault);
                let asked = asks_saying(&room, asking, at, &keepers, (TODAY, said)).await;
                let request = asked.unwrap().request;
                let file = room.case_file(asking.officer, case, TODAY).await.unwrap();
                let reply = receipt.keys(INSTANCE).reply().unwrap();
                for keeper in &keepers {
                    let custody = room.waiting_vaults(keeper.officer).await.unwrap();
                    let mut waiting = custody.waiting.iter();
                    let one = waiting.find(|one| one.request.request == request).unwrap();
                    let read = one.read(keeper, trust, TODAY);
                    let given = one.approve("Told.", TODAY, keeper, trust, Level::B);
                    if said != locked {
                        assert!(matches!(read, Err(VaultFault::Other)), "{locked} {said}");
                        assert!(matches!(given, Err(VaultFault::Other)), "{locked} {said}");
                        continue;
                    }
                    assert_eq!(read.unwrap().consent, locked);
                    let notice = given.unwrap().notice.unwrap();
                    let notice = Reply::open(&notice.to_reporter, &file.case.header, &reply);
                    let asks = notice.unwrap().asks().unwrap();
                    let expected = locked.then_some((vault, asking.officer));
                    assert_eq!(asks.map(|asks| (asks.vault, asks.officer)), expected);
                }
            }
        }
    });
}

#[test]
fn a_reply_of_anybody_but_a_custodian_asks_the_reporter_for_no_consent() {
    let office = Office::new();
    let (receipt, parcel) = office.report("A report.");
    let header = &parcel.head.header;
    let identity = receipt.keys(INSTANCE).reply().unwrap();
    let [holder, colleague, _] = &office.officers[..] else {
        panic!("three officers")
    };
    let custodian = &office.custodians[0];
    let asked = |by: &OfficerKeys, officer: &OfficerKeys, signer: &OfficerKeys| {
        let asks = AskedConsent {
            vault: ObjectId::draw().unwrap(),
            officer: officer.officer,
        };
        let reply = Replying::begin(header, 1, None, by.officer, Level::B).asking(Some(asks));
        let reply = reply.finish("Agree.", None, by).unwrap().to_reporter;
        let opened = Reply::open(&reply, header, &identity).unwrap();
        assert_eq!(opened.asks().unwrap(), Some(asks));
        let signed_with = (by.officer, &signer.signing.verifying());
        asked_consent(&office.trust, signed_with, &opened).map(|asks| asks.officer)
    };
    assert_eq!(asked(custodian, holder, custodian), Some(holder.officer));
    for by in [holder, colleague] {
        assert_eq!(asked(by, holder, by), None);
    }
    // Nor does a custodian for themselves, and what another key signed is no custodian's.
    assert_eq!(asked(custodian, custodian, custodian), None);
    assert_eq!(asked(custodian, holder, holder), None);
}

#[test]
fn however_much_one_officer_asks_a_custodian_sees_what_others_ask_and_how_much_more_there_is() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let room = place.storage.case_room();
        let [busy, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let all = [one, two, three];
        let (receipt, case) = office.receives(place, "A report.").await;
        let mut asked = vec![];
        for days in 0..12 {
            let vault = keeps(place, &office, &receipt).await;
            let at = (case, vault);
            let request = asks_on(&room, busy, at, &all, TODAY.plus(days)).await;
            asked.push((case, request.unwrap().request));
        }
        let custody = room.waiting_vaults(one.officer).await.unwrap();
        let shown = |custody: &VaultCustody| -> Vec<_> {
            let waiting = custody.waiting.iter();
            let shown = waiting.map(|one| (one.header.case, one.request.request));
            shown.collect()
        };
        assert_eq!(shown(&custody), asked[..10], "the oldest first");
        assert_eq!(custody.more, [(busy.officer, 2)]);

        // Somebody else asks last, and is not behind all of them.
        let vault = keeps(place, &office, &receipt).await;
        let late = asks_on(&room, other, (case, vault), &all, TODAY.plus(50)).await;
        asked.insert(10, (case, late.unwrap().request));
        let custody = room.waiting_vaults(one.officer).await.unwrap();
        assert_eq!(shown(&custody), asked[..11]);
        assert_eq!(custody.more, [(busy.officer, 2)]);
        let listed = room.asked_names(one.officer).await.unwrap();
        assert_eq!((&listed.asked[..], listed.more), (&asked[..11], 2));
        assert_eq!(
            VaultCustody::from_bytes(&custody.to_bytes()),
            Ok(custody.clone())
        );

        // What was answered makes room for the next one.
        let refused = custody.waiting[0].refuse("No.", TODAY, one, &office.trust);
        let refused = refused.unwrap();
        room.answer_vault(one.officer, refused, TODAY)
            .await
            .unwrap();
        let custody = room.waiting_vaults(one.officer).await.unwrap();
        assert_eq!(custody.waiting.len(), 11);
        assert!(shown(&custody).contains(&asked[11]));
        assert_eq!(custody.more, [(busy.officer, 1)]);
        // Nobody who keeps no share is asked anything.
        let listed = room.asked_names(busy.officer).await.unwrap();
        assert_eq!(listed, AskedNames::default());
    });
}

#[test]
fn an_officer_has_one_request_with_a_custodian_and_the_oldest_stands_first() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let [asking, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let all = [one, two, three];
        let first = asks(&room, asking, (case, vault), &all).await.unwrap();
        let late = approval(&room, &office, two).await;
        approves(&room, &office, one).await.unwrap();
        let colleagues = asks(&room, other, (case, vault), &all).await.unwrap();
        let mut last = first;
        for _ in 0..3 {
            last = asks(&room, asking, (case, vault), &all).await.unwrap();
        }
        let waiting = room.waiting_vaults(two.officer).await.unwrap().waiting;
        let mut waiting: Vec<_> = waiting.iter().map(|one| one.request.request).collect();
        waiting.sort_unstable();
        let mut meant = [colleagues.request, last.request];
        meant.sort_unstable();
        assert_eq!(waiting, meant);
        // What was answered before stays, and what waited no longer does.
        let states = room.vault_states(asking.officer, case).await.unwrap();
        let before = states.iter().find(|state| state.request == first.request);
        let [answer] = &before.unwrap().answers[..] else {
            panic!("one answer")
        };
        assert_eq!(answer.answered, Some((true, TODAY)));
        let late = room.answer_vault(two.officer, late, TODAY).await;
        assert!(is_not_found(late));

        // Who was let into the case or is kept out of it is asked nothing any more.
        let kept_out = three.officer;
        let keep_out = move |tx: &mut WriteTx<'_>| crate::barred::record(tx, case, kept_out);
        room.0.main.write("keep out", keep_out).await.unwrap();
        assert!(
            room.waiting_vaults(three.officer)
                .await
                .unwrap()
                .waiting
                .is_empty()
        );
        assert_eq!(
            room.waiting_vaults(two.officer)
                .await
                .unwrap()
                .waiting
                .len(),
            2
        );
    });
}

#[test]
fn too_few_or_strangers_are_not_asked_and_no_vault_of_another_case() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let (_, other) = office.receives(place, "Another report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let asking = &office.officers[0];
        let [one, two, _] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let place_of = (case, vault);
        for asked in [&[one][..], &[], &[one, &office.officers[1]]] {
            let tried = asks(&room, asking, place_of, asked).await;
            assert!(matches!(tried, Err(StoreError::Conflict)));
        }
        assert!(is_not_found(
            asks(&room, asking, (other, vault), &[one, two]).await
        ));
        let none = ObjectId::draw().unwrap();
        assert!(is_not_found(
            asks(&room, asking, (case, none), &[one, two]).await
        ));
        assert_eq!(rows(place).await, [1, 3, 0, 0]);
    });
}

#[test]
fn who_asked_and_left_the_case_opens_nothing_and_a_colleague_can_ask_anew() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let [asking, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let all = [one, two, three];
        let asked = asks(&room, asking, (case, vault), &all).await.unwrap();
        let late = approval(&room, &office, three).await;
        approves(&room, &office, one).await.unwrap();
        approves(&room, &office, two).await.unwrap();
        declines(&room, &office, asking, case).await;
        let opened = room.open_vault(asking.officer, case, asked.request, TODAY);
        assert!(is_not_found(opened.await));
        assert!(
            room.waiting_vaults(three.officer)
                .await
                .unwrap()
                .waiting
                .is_empty()
        );
        let late = room.answer_vault(three.officer, late, TODAY).await;
        assert!(is_not_found(late));
        assert_eq!(rows(place).await, [1, 3, 0, 0]);

        // The shares were locked anew with the case, and are there for those who go on.
        let asked = asks(&room, other, (case, vault), &all).await.unwrap();
        approves(&room, &office, three).await.unwrap();
        approves(&room, &office, one).await.unwrap();
        let answers = room
            .open_vault(other.officer, case, asked.request, TODAY)
            .await
            .unwrap();
        let read = opens_vault(&room, &office, other, &asked, &answers).await;
        assert_eq!(read, NAME);
    });
}

#[test]
fn what_was_asked_and_answered_is_locked_anew_with_the_case() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let [leaver, asking, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let all = [one, two, three];
        let asked = asks(&room, asking, (case, vault), &all).await.unwrap();
        approves(&room, &office, one).await.unwrap();
        declines(&room, &office, leaver, case).await;
        approves(&room, &office, two).await.unwrap();
        let answers = room
            .open_vault(asking.officer, case, asked.request, TODAY)
            .await
            .unwrap();
        let read = opens_vault(&room, &office, asking, &asked, &answers).await;
        assert_eq!(read, NAME);
    });
}

#[test]
fn a_reporter_who_wants_to_be_deleted_takes_the_identity_back_at_once() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let asking = &office.officers[0];
        let [one, two, three] = &office.custodians[..] else {
            panic!("three custodians")
        };
        let all = [one, two, three];
        let asked = asks(&room, asking, (case, vault), &all).await.unwrap();
        approves(&room, &office, one).await.unwrap();
        approves(&room, &office, two).await.unwrap();
        let late = approval(&room, &office, three).await;
        let deletion = office
            .follow_up(place, &receipt, Kind::Deletion, "I am afraid.")
            .await;
        let drop_box = place.storage.drop_box();
        let sent = drop_box.accept_follow_up(deletion, None, None, TODAY);
        sent.await.unwrap();
        assert_eq!(rows(place).await, [0; 4]);
        let opened = room.open_vault(asking.officer, case, asked.request, TODAY);
        assert!(is_not_found(opened.await));
        let late = room.answer_vault(three.officer, late, TODAY).await;
        assert!(is_not_found(late));
        assert!(is_not_found(asks(&room, asking, (case, vault), &all).await));
    });
}

#[test]
fn with_a_forgotten_case_goes_what_custodians_kept() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, case) = office.receives(place, "A report.").await;
        let vault = keeps(place, &office, &receipt).await;
        let room = place.storage.case_room();
        let [asking, other, _] = &office.officers[..] else {
            panic!("three officers")
        };
        let all: Vec<_> = office.custodians.iter().collect();
        asks(&room, asking, (case, vault), &all).await.unwrap();
        approves(&room, &office, all[0]).await.unwrap();
        let holders = [asking.officer, other.officer];
        room.forget_case(case, holders, TODAY).await.unwrap();
        assert_eq!(rows(place).await, [0; 4]);
        assert!(
            room.waiting_vaults(all[1].officer)
                .await
                .unwrap()
                .waiting
                .is_empty()
        );
    });
}

#[test]
fn nothing_that_is_no_vault_comes_in_as_one() {
    TestStorage::on_each(async |place| {
        let office = Office::new();
        let (receipt, _) = office.receives(place, "A report.").await;
        let mut message = office
            .follow_up(place, &receipt, Kind::Message, "In May.")
            .await;
        message.vault = Some(KeptVault {
            needed: 2,
            shares: vec![],
        });
        // And a vault of which nobody keeps anything is none either.
        let bare = office.follow_up(place, &receipt, Kind::Vault, "Sari").await;
        assert_eq!(bare.vault, None);
        for sent in [message, bare] {
            let drop_box = place.storage.drop_box();
            let sent = drop_box.accept_follow_up(sent, None, None, TODAY).await;
            assert!(matches!(sent, Err(StoreError::Conflict)));
        }
        assert_eq!(rows(place).await, [0; 4]);
    });
}
