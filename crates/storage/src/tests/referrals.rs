//! Referrals to other bodies, and what the server keeps of them.

use std::collections::BTreeSet;

use casework::{
    ActKind, CarriedFiles, Deadlines, DecisionKind, Due, ReferralState, ReferralStatus,
    SealedReferral, Step, StepFault, ToldReferral, Work, WorkItem, WorkPlace,
};
use futures_util::future::join;
use seal::{
    AcceptableParcel, BodyId, CaseId, Day, Kind, Level, ObjectId, OfficerKeys, ParcelId, Replying,
};

use super::leavers::{
    acts_of, close, declines, holders_and_others, is_not_found, replies, sealed, steps,
};
use super::office::{Office, TODAY};
use crate::testing::{INSTANCE, TestStorage};
use crate::{BundleReader, CaseRoom, Presence, StoreError, StoredBundle};

const DUE: Day = Day::from_number(TODAY.number() + 90);

type Referred = Result<Result<(), StepFault>, StoreError>;

/// What an officer's client hands in: `on` is the referral that it goes on with, and its last note.
async fn seals(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    (on, to): (Option<(ObjectId, ObjectId)>, ReferralStatus),
    body: BodyId,
) -> SealedReferral {
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    let last = room.last_object_of(keys.officer, case).await.unwrap();
    let object = sealed(keys, &file.case.header, last.as_ref(), Kind::Note);
    let own = object.header.object;
    let (referral, after) = on.unwrap_or((own, own));
    SealedReferral {
        told: ToldReferral {
            referral,
            after,
            body,
            to,
            due: (to == ReferralStatus::Sent).then_some(DUE),
            seen: file.objects.len().try_into().unwrap(),
        },
        object,
        parcel: vec![],
        carried: vec![],
        files: None,
    }
}

async fn refers(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    parcel: &AcceptableParcel,
) -> Referred {
    let body = parcel.head.header.body;
    let sent = seals(room, keys, case, (None, ReferralStatus::Sent), body).await;
    room.refer(keys.officer, sent, Some(parcel.clone()), TODAY)
        .await
}

async fn states(room: &CaseRoom, keys: &OfficerKeys, case: CaseId) -> Vec<ReferralState> {
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    file.referrals
}

async fn goes_on(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    to: ReferralStatus,
) -> Referred {
    let state = states(room, keys, case).await[0];
    let on = Some((state.referral, state.last));
    let step = seals(room, keys, case, (on, to), state.body).await;
    room.refer(keys.officer, step, None, TODAY).await
}

async fn is_there(place: &TestStorage, parcel: &AcceptableParcel) -> bool {
    let mailbox = parcel.head.header.mailbox;
    let status = place.storage.drop_box().status(mailbox).await.unwrap();
    status.is_some()
}

async fn waits(room: &CaseRoom, keys: &OfficerKeys) -> Vec<WorkItem> {
    let (deadlines, on_duty) = (Deadlines::default(), BTreeSet::new());
    let page = room.work(
        keys.officer,
        (WorkPlace::default(), 100),
        &deadlines,
        (&on_duty, TODAY),
    );
    let mut items = page.await.unwrap().items;
    items.retain(|item| matches!(item.what, Work::Referral(_)));
    items
}

#[test]
fn what_is_referred_becomes_a_case_in_the_same_write_or_not_at_all() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (receipt, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, others) = holders_and_others(&room, &office, case).await;
        let (one, other, stranger) = (held[0], held[1], others[0]);
        let (_, parcel) = office.report("What is passed on.");
        let body = parcel.head.header.body;
        let new_case = parcel.head.header.case;

        let sent = async || seals(&room, one, case, (None, ReferralStatus::Sent), body).await;
        let mut elsewhere = sent().await;
        elsewhere.told.body = BodyId::draw().unwrap();
        let mut undated = sent().await;
        undated.told.due = None;
        let mut strange = sent().await;
        strange.told.after = ObjectId::draw().unwrap();
        for wrong in [elsewhere, undated, strange] {
            let told = room
                .refer(one.officer, wrong, Some(parcel.clone()), TODAY)
                .await;
            assert!(matches!(told, Err(StoreError::Conflict)), "{told:?}");
        }
        let alone = room.refer(one.officer, sent().await, None, TODAY).await;
        assert!(matches!(alone, Err(StoreError::Conflict)), "{alone:?}");
        let with = Some(parcel.clone());
        let by_stranger = room.refer(stranger.officer, sent().await, with, TODAY);
        assert!(is_not_found(by_stranger.await));
        let on = Some((ObjectId::draw().unwrap(), ObjectId::draw().unwrap()));
        let nothing = seals(&room, one, case, (on, ReferralStatus::Closed), body).await;
        assert!(is_not_found(
            room.refer(one.officer, nothing, None, TODAY).await
        ));

        // Whatever came in between has to be seen first: it may be that consent was withdrawn.
        let stale = sent().await;
        let message = office
            .follow_up(place, &receipt, Kind::Message, "No, do not.")
            .await;
        let drop_box = place.storage.drop_box();
        drop_box
            .accept_follow_up(message, None, None, TODAY)
            .await
            .unwrap();
        let stale = room
            .refer(one.officer, stale, Some(parcel.clone()), TODAY)
            .await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        assert!(!is_there(place, &parcel).await && states(&room, one, case).await.is_empty());

        let first = sent().await;
        let id = first.object.header.object;
        let digest = first.object.digest();
        let again = first.clone();
        let taken = room
            .refer(one.officer, first, Some(parcel.clone()), TODAY)
            .await;
        taken.unwrap().unwrap();
        let again = room
            .refer(one.officer, again, Some(parcel.clone()), TODAY)
            .await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
        let state = ReferralState {
            referral: id,
            body,
            status: ReferralStatus::Sent,
            due: Some(DUE),
            last: id,
        };
        assert_eq!(states(&room, other, case).await, [state]);
        assert!(is_there(place, &parcel).await);
        let acts = acts_of(&room, one, case).await;
        let sent_by = acts.iter().find(|act| act.kind == ActKind::ReferralSent);
        let sent_by = sent_by.map(|act| (act.officer, act.about));
        assert_eq!(sent_by, Some((Some(one.officer), digest)));
        let (theirs, _) = holders_and_others(&room, &office, new_case).await;
        let acts = acts_of(&room, theirs[0], new_case).await;
        // Beside the act of the first case one of this case would join the two.
        assert!(
            acts.iter().all(|act| act.kind == ActKind::Opened),
            "{acts:?}"
        );
        let (_, second) = office.report("The same to the same.");
        let second = refers(&room, other, case, &second).await.unwrap();
        assert_eq!(second, Err(StepFault::AlreadySo));
    });
}

#[test]
fn files_become_those_of_the_new_case_in_the_same_write_or_nothing_is_kept() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, others) = holders_and_others(&room, &office, case).await;
        let (one, stranger) = (held[0], others[0]);
        let (_, parcel, stored) = office.report_with_file(place, b"a file").await;
        let (body, new_case) = (parcel.head.header.body, parcel.head.header.case);
        let sent = async || seals(&room, one, case, (None, ReferralStatus::Sent), body).await;
        let (_, bare) = office.report("Without files.");
        let (_, _, other) = office.report_with_file(place, &[7; 90_000]).await;
        let with = |parcel: &AcceptableParcel| Some(parcel.clone());
        let hands = |by: &OfficerKeys, sent, parcel, stored| {
            room.refer_with_files(by.officer, sent, parcel, stored, TODAY)
        };
        let is_conflict = |told: Referred| matches!(told, Err(StoreError::Conflict));
        // Files that are missing, or others, or that no parcel names.
        assert!(is_conflict(
            hands(one, sent().await, with(&parcel), None).await
        ));
        assert!(is_conflict(
            hands(one, sent().await, with(&parcel), Some(other)).await
        ));
        let (_, _, more) = office.report_with_file(place, b"a file").await;
        assert!(is_conflict(
            hands(one, sent().await, with(&bare), Some(more)).await
        ));
        let by_stranger = hands(stranger, sent().await, with(&bare), None);
        assert!(is_not_found(by_stranger.await));
        assert!(!is_there(place, &parcel).await && !is_there(place, &bare).await);

        let told = hands(one, sent().await, with(&parcel), Some(stored)).await;
        assert_eq!(told.unwrap(), Ok(()));
        let bundle = parcel.head.bundle.as_ref().unwrap();
        let (theirs, _) = holders_and_others(&room, &office, new_case).await;
        let number = bundle.header.object;
        let reader = room.bundle(theirs[0].officer, number, TODAY).await.unwrap();
        assert!(
            bundle
                .check_content(all_of(reader).await.as_slice())
                .is_ok()
        );
        let file = room.case_file(one.officer, case, TODAY).await.unwrap();
        let objects = file.objects.iter().map(|arrived| arrived.object.header());
        assert!(
            objects
                .into_iter()
                .all(|header| header.kind != Kind::Bundle)
        );
    });
}

#[test]
fn files_of_what_is_carried_lie_in_the_case_before_its_step_or_not_at_all() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let holder = holders_and_others(&room, &office, case).await.0[0];
        let elsewhere = BodyId::draw().unwrap();
        let with_files = async || {
            let (files, stored) = carried_files(place, holder, case).await;
            let to = (None, ReferralStatus::Sent);
            let mut sent = seals(&room, holder, case, to, elsewhere).await;
            let file = room.case_file(holder.officer, case, TODAY).await.unwrap();
            let header = file.case.header;
            sent.object = sealed(holder, &header, Some(&files.bundle), Kind::Note);
            let own = sent.object.header.object;
            (sent.told.referral, sent.told.after) = (own, own);
            let last = sent.object.detached();
            sent.carried = vec![sealed(holder, &header, Some(&last), Kind::Note)];
            sent.files = Some(files);
            (sent, stored)
        };
        let hands = |sent, stored| room.refer_with_files(holder.officer, sent, None, stored, TODAY);
        let is_conflict = |told: Referred| matches!(told, Err(StoreError::Conflict));
        let (sent, _) = with_files().await;
        assert!(is_conflict(hands(sent, None).await));
        let (mut sent, stored) = with_files().await;
        sent.files = None;
        assert!(is_conflict(hands(sent, Some(stored)).await));
        let (mut sent, stored) = with_files().await;
        sent.carried.clear();
        assert!(is_conflict(hands(sent, Some(stored)).await));
        // Files that do not stand before the step.
        let (mut sent, stored) = with_files().await;
        sent.files = Some(carried_files(place, holder, case).await.0);
        assert!(is_conflict(hands(sent, Some(stored)).await));
        assert_eq!(states(&room, holder, case).await, []);

        let (sent, stored) = with_files().await;
        let bundle = sent.files.clone().unwrap().bundle;
        assert_eq!(hands(sent, Some(stored)).await.unwrap(), Ok(()));
        let number = bundle.header.object;
        let reader = room.bundle(holder.officer, number, TODAY).await.unwrap();
        assert!(
            bundle
                .check_content(all_of(reader).await.as_slice())
                .is_ok()
        );
    });
}

/// A bundle of the officer behind the last object in the case.
async fn carried_files(
    place: &TestStorage,
    keys: &OfficerKeys,
    case: CaseId,
) -> (CarriedFiles, StoredBundle) {
    let room = place.storage.case_room();
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    let last = room.last_object_of(keys.officer, case).await.unwrap();
    let header = &file.case.header;
    let mut replying = Replying::begin(header, 1, last.as_ref(), keys.officer, Level::B);
    let mut sealer = replying.begin_bundle(1).unwrap();
    sealer.start_file(CarriedFiles::NAME).unwrap();
    sealer.write(b"what follows the head").unwrap();
    let (bundle, chunks) = sealer.finish().unwrap();
    let mut store = room.new_bundle();
    for chunk in chunks {
        store.put_chunk(chunk).await.unwrap();
    }
    let files = CarriedFiles {
        upload: ParcelId::draw().unwrap(),
        bundle: bundle.sign(&keys.signing),
    };
    (files, store.finish().await.unwrap())
}

async fn all_of(mut reader: BundleReader) -> Vec<u8> {
    let mut bytes = vec![];
    while let Some(chunk) = reader.next_chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    bytes
}

#[test]
fn what_is_carried_to_another_office_lies_in_the_case_with_its_step_or_not_at_all() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let holder = holders_and_others(&room, &office, case).await.0[0];
        let elsewhere = BodyId::draw().unwrap();
        let step = || seals(&room, holder, case, (None, ReferralStatus::Sent), elsewhere);
        let with = async |parts: usize, kind: Kind| {
            let mut sent = step().await;
            let header = room.case_file(holder.officer, case, TODAY).await.unwrap();
            let header = header.case.header;
            let mut last = sent.object.detached();
            for _ in 0..parts {
                let part = sealed(holder, &header, Some(&last), kind);
                last = part.detached();
                sent.carried.push(part);
            }
            sent
        };
        let hands = |sent| room.refer(holder.officer, sent, None, TODAY);
        let is_conflict = |told: Referred| matches!(told, Err(StoreError::Conflict));
        assert!(is_conflict(hands(with(0, Kind::Note).await).await));
        assert!(is_conflict(hands(with(5, Kind::Note).await).await));
        assert!(is_conflict(hands(with(1, Kind::Message).await).await));
        let mut torn = with(2, Kind::Note).await;
        torn.carried.remove(0);
        assert!(is_conflict(hands(torn).await), "a part is missing");
        assert_eq!(states(&room, holder, case).await, []);
        let before = room.case_file(holder.officer, case, TODAY).await.unwrap();

        let sent = with(2, Kind::Note).await;
        assert_eq!(hands(sent.clone()).await.unwrap(), Ok(()));
        let after = room.case_file(holder.officer, case, TODAY).await.unwrap();
        assert_eq!(after.objects.len(), before.objects.len() + 3);
        let [state] = states(&room, holder, case).await[..] else {
            panic!("one referral");
        };
        assert_eq!((state.body, state.due), (elsewhere, Some(DUE)));
        assert!(matches!(hands(sent).await, Err(_) | Ok(Err(_))), "once");
        goes_on(&room, holder, case, ReferralStatus::OutcomeReported)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(states(&room, holder, case).await[0].due, None);
    });
}

#[test]
fn of_two_who_refer_at_once_one_does_and_nobody_who_is_kept_out_is_let_in_there() {
    TestStorage::on_each(async |place| {
        let office = Office::of(3);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let [one, other, leaver] = &office.officers[..] else {
            panic!("three officers")
        };
        let [(_, first), (_, second)] = [(); 2].map(|()| office.report("What is passed on."));
        let body = first.head.header.body;
        let to = (None, ReferralStatus::Sent);
        let by_one = seals(&room, one, case, to, body).await;
        let by_other = seals(&room, other, case, to, body).await;
        let (by_one, by_other) = join(
            room.refer(one.officer, by_one, Some(first.clone()), TODAY),
            room.refer(other.officer, by_other, Some(second.clone()), TODAY),
        )
        .await;
        let done = [&by_one, &by_other].map(|told| matches!(told, Ok(Ok(()))));
        assert!(done[0] != done[1], "{by_one:?} {by_other:?}");
        assert_eq!(states(&room, one, case).await.len(), 1);
        let there = [
            is_there(place, &first).await,
            is_there(place, &second).await,
        ];
        assert_eq!(there, done);

        assert!(
            goes_on(&room, one, case, ReferralStatus::Closed)
                .await
                .unwrap()
                .is_ok()
        );
        declines(&room, &office, leaver, case).await;
        let (_, third) = office.report("With a grant for who declined.");
        let told = refers(&room, one, case, &third).await;
        assert!(matches!(told, Err(StoreError::Conflict)), "{told:?}");
        assert!(!is_there(place, &third).await);
    });
}

#[test]
fn a_referral_waits_in_the_lists_until_there_is_an_answer_and_keeps_the_case_open() {
    TestStorage::on_each(async |place| {
        use ReferralStatus::*;
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, others) = holders_and_others(&room, &office, case).await;
        let (one, other) = (held[0], held[1]);
        let (_, parcel) = office.report("What is passed on.");
        let body = parcel.head.header.body;
        let pending = seals(&room, one, case, (None, ConsentPending), body).await;
        let id = pending.object.header.object;
        assert_eq!(
            room.refer(one.officer, pending, None, TODAY).await.unwrap(),
            Ok(())
        );
        assert!(waits(&room, one).await.is_empty());
        let sent = seals(&room, other, case, (Some((id, id)), Sent), body).await;
        let sent = room
            .refer(other.officer, sent, Some(parcel.clone()), TODAY)
            .await;
        assert_eq!(sent.unwrap(), Ok(()));

        let item = WorkItem {
            due: Due::By(DUE),
            what: Work::Referral(id),
            case,
        };
        assert_eq!(waits(&room, one).await, [item]);
        assert!(waits(&room, others[0]).await.is_empty());
        let late = async |through| {
            let presence = Presence {
                on_duty: office.officers.iter().map(|keys| keys.officer).collect(),
                ..Presence::default()
            };
            let auditor = others[0].officer;
            let late = room.overdue_referrals(auditor, through, presence, 9, TODAY);
            late.await.unwrap()
        };
        assert!(late(DUE.plus(-1)).await.is_empty());
        let told = late(DUE).await;
        assert_eq!(
            (told[0].case, told[0].due_on, told[0].holders),
            (case, DUE, 3)
        );

        let (_, proposed) = steps(&room, one, case, Step::Propose(DecisionKind::Close)).await;
        assert_eq!(proposed.unwrap(), Err(StepFault::AwaitsReferral));
        let step = async |to| goes_on(&room, one, case, to).await.unwrap();
        assert_eq!(step(FeedbackToReporter).await, Err(StepFault::NoSuchMove));
        assert_eq!(step(Accepted).await, Ok(()));
        assert_eq!(step(Accepted).await, Err(StepFault::AlreadySo));
        assert_eq!(waits(&room, one).await, [item]);
        let stale = seals(&room, other, case, (Some((id, id)), Closed), body).await;
        let stale = room.refer(other.officer, stale, None, TODAY).await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        assert_eq!(step(OutcomeReported).await, Ok(()));
        assert!(waits(&room, one).await.is_empty() && late(DUE).await.is_empty());
        assert_eq!(step(FeedbackToReporter).await, Ok(()));
        let kinds: Vec<_> = acts_of(&room, one, case)
            .await
            .iter()
            .map(|act| act.kind)
            .filter(|kind| kind.word().starts_with("referral"))
            .collect();
        let set = ActKind::ReferralSet;
        assert_eq!(kinds, [set, ActKind::ReferralSent, set, set, set]);
        close(&room, [one, other], case).await;
        let holders = [one.officer, other.officer];
        room.forget_case(case, holders, TODAY).await.unwrap();
        assert!(
            is_there(place, &parcel).await,
            "what the other body has stays"
        );
    });
}

#[test]
fn answers_of_the_other_body_are_read_and_followed_with_the_receipt_and_nothing_is_deleted() {
    TestStorage::on_each(async |place| {
        let office = Office::of(5);
        let (_, case) = office.receives(place, "A report.").await;
        let room = place.storage.case_room();
        let (held, _) = holders_and_others(&room, &office, case).await;
        let (receipt, parcel) = office.report("What is passed on.");
        refers(&room, held[0], case, &parcel)
            .await
            .unwrap()
            .unwrap();
        let new_case = parcel.head.header.case;
        let (theirs, _) = holders_and_others(&room, &office, new_case).await;
        replies(&room, theirs[0], new_case, "We take charge.", 0)
            .await
            .unwrap();

        let mailbox = receipt.keys(INSTANCE).mailbox.digest();
        let page = room.referral_answers(mailbox, 0).await.unwrap();
        let read = seal::answer::Answer::from_bytes(&page).unwrap();
        assert_eq!((read.slots.len(), read.status.unwrap().replies), (1, 1));
        let copy = read.slots[0].reply.here().unwrap().clone();
        let id = copy.header.object;
        assert_eq!(room.referral_answer(mailbox, id).await.unwrap(), copy);
        let nobody = seal::MailboxDigest::from_bytes([9; 32]);
        assert!(is_not_found(room.referral_answer(nobody, id).await));

        let message = office
            .follow_up(place, &receipt, Kind::Message, "Withdrawn.")
            .await;
        let told = room
            .follow_referral(message.clone(), Kind::Message, TODAY)
            .await
            .unwrap();
        assert!(!told.again);
        let told = room
            .follow_referral(message, Kind::Message, TODAY)
            .await
            .unwrap();
        assert!(told.again, "sent twice it counts once");
        let file = room
            .case_file(theirs[0].officer, new_case, TODAY)
            .await
            .unwrap();
        let messages = file
            .objects
            .iter()
            .filter(|one| one.object.header().kind == Kind::Message);
        assert_eq!(messages.count(), 1);
        for kind in [Kind::Deletion, Kind::Request, Kind::ProtectionRequest] {
            let other = office.follow_up(place, &receipt, kind, "And this.").await;
            let told = room.follow_referral(other, Kind::Message, TODAY).await;
            assert!(matches!(told, Err(StoreError::Conflict)), "{kind:?}");
        }
        let still = room.referral_answer(mailbox, id).await;
        assert!(still.is_ok(), "nothing was deleted");
    });
}
