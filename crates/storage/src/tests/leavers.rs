//! Officers who decline cases, and those who go on with them.

use std::collections::BTreeSet;

use casework::{
    Act, CaseStage, Deadlines, DecisionKind, Docket, OfficerGrant, SealedDocket, SealedNote,
    SealedStep, Step, StepFault, Urgency,
};
use seal::{
    BodyId, CaseId, Day, Digest, Kind, Level, ObjectHeader, ObjectId, OfficerId, OfficerKeys,
    OpenedGrant, OwnLock, SealedObject, Sender,
};

use super::office::{NOW, Office, TODAY, ticket};
use crate::testing::INSTANCE;
use crate::{CaseRoom, Left, Moment, StoreError};

pub(super) async fn declines(
    room: &CaseRoom,
    office: &Office,
    keys: &OfficerKeys,
    case: CaseId,
) -> Left {
    let recusal = recusal_of(room, keys, case).await;
    let recused = room.recuse(keys.officer, recusal, everybody(office), TODAY);
    recused.await.unwrap()
}

pub(super) async fn recusal_of(room: &CaseRoom, keys: &OfficerKeys, case: CaseId) -> SealedObject {
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    let last = room.last_object_of(keys.officer, case).await.unwrap();
    sealed(keys, &file.case.header, last.as_ref(), Kind::Exclusion)
}

pub(super) fn sealed(
    keys: &OfficerKeys,
    case: &seal::SignedCaseHeader,
    last: Option<&seal::DetachedObject>,
    kind: Kind,
) -> SealedObject {
    let header = ObjectHeader {
        instance: INSTANCE,
        case: case.case,
        object: ObjectId::draw().unwrap(),
        kind,
        epoch: 1,
        level: Level::B,
        sender: Sender::Officer(keys.officer),
        sequence: last.map_or(0, |last| last.header.sequence + 1),
        previous: last.map_or(Digest::NONE, seal::DetachedObject::digest),
        length: 0,
        commitment: Digest::NONE,
    };
    let to = std::slice::from_ref(&case.recipient);
    SealedObject::seal_text(header, &"A cousin.", to, &keys.signing).unwrap()
}

pub(super) const fn noting(note: SealedObject) -> SealedNote {
    SealedNote {
        note,
        card: None,
        priority: None,
        task: None,
    }
}

/// Moves the work on a case.
pub(super) async fn moves(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    stage: CaseStage,
) -> Result<Result<(), StepFault>, StoreError> {
    steps(room, keys, case, Step::Move(stage)).await.1
}

/// Takes a step, and says what its object is called.
pub(super) async fn steps(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    step: Step,
) -> (ObjectId, Result<Result<(), StepFault>, StoreError>) {
    steps_on(room, keys, case, step, TODAY).await
}

/// The same on another day.
pub(super) async fn steps_on(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    step: Step,
    day: Day,
) -> (ObjectId, Result<Result<(), StepFault>, StoreError>) {
    let file = room.case_file(keys.officer, case, day).await.unwrap();
    let last = room.last_object_of(keys.officer, case).await.unwrap();
    let object = sealed(keys, &file.case.header, last.as_ref(), step.kind());
    let id = object.header.object;
    let on_duty = file.pending.map(|pending| pending.by).into_iter();
    let on_duty = on_duty.chain([keys.officer]).collect();
    let step = SealedStep::of(step, object);
    let taken = room.step(keys.officer, step, (&on_duty, day));
    (id, taken.await)
}

/// Closes a case, the one officer proposing it and the other one agreeing.
pub(super) async fn close(room: &CaseRoom, officers: [&OfficerKeys; 2], case: CaseId) {
    let [one, other] = officers;
    let (on, proposed) = steps(room, one, case, Step::Propose(DecisionKind::Close)).await;
    proposed.unwrap().unwrap();
    let (_, agreed) = steps(room, other, case, Step::Agree(on)).await;
    agreed.unwrap().unwrap();
}

pub(super) async fn replies(
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
    text: &str,
    number: u16,
) -> Result<(), StoreError> {
    let file = room.case_file(keys.officer, case, TODAY).await?;
    let last = room.last_object_of(keys.officer, case).await?;
    let header = &file.case.header;
    let parts = seal::Reply::write(text, header, 1, last.as_ref(), keys, Level::A).unwrap();
    let entry = feedback(number, parts.to_case.digest());
    room.reply(keys.officer, parts, entry, TODAY).await
}

/// Makes a grant out of the officer's own. Whether it may be made is not asked here.
pub(super) async fn regrant(
    office: &Office,
    room: &CaseRoom,
    by: &OfficerKeys,
    to: &OfficerKeys,
    case: CaseId,
) -> OfficerGrant {
    let file = room.case_file(by.officer, case, TODAY).await.unwrap();
    let kinds = file.objects.iter();
    let exclusions = kinds.filter(|arrived| arrived.object.header().kind == Kind::Exclusion);
    let own = opens(office, room, by, case).await;
    let roster = office.trust.newest().unwrap();
    let colleague = roster.officer(to.officer).unwrap();
    let recipient = office.trust.keys.of(colleague).unwrap();
    let grant = own.grant_to(colleague, recipient, &office.excluded, by);
    OfficerGrant {
        grant: grant.unwrap(),
        exclusions: exclusions.count().try_into().unwrap(),
        signature: [0; 64],
    }
}

pub(super) async fn opens(
    office: &Office,
    room: &CaseRoom,
    keys: &OfficerKeys,
    case: CaseId,
) -> OpenedGrant {
    let file = room.case_file(keys.officer, case, TODAY).await.unwrap();
    assert_eq!(file.case.grants.len(), 1);
    let (header, grant) = (&file.case.header, file.case.grants[0].clone());
    let grantor = match grant.grantor {
        Sender::Reporter => header.verifying,
        Sender::Officer(officer) => {
            let roster = office.trust.newest().unwrap();
            roster.officer(officer).unwrap().verifying
        }
    };
    grant.open(keys, &grantor, header).unwrap()
}

pub(super) async fn holders_and_others<'o>(
    room: &CaseRoom,
    office: &'o Office,
    case: CaseId,
) -> (Vec<&'o OfficerKeys>, Vec<&'o OfficerKeys>) {
    let (mut held, mut others) = (vec![], vec![]);
    for keys in &office.officers {
        if room.case_file(keys.officer, case, TODAY).await.is_ok() {
            held.push(keys);
        } else {
            others.push(keys);
        }
    }
    (held, others)
}

pub(super) async fn dockets_of(room: &CaseRoom, keys: &OfficerKeys) -> Vec<String> {
    let page = room
        .inbox(
            keys.officer,
            None,
            100,
            &BTreeSet::new(),
            &Deadlines::default(),
        )
        .await
        .unwrap();
    let lock = OwnLock::of(keys);
    let noted = page.rows.into_iter().filter_map(|row| {
        let docket = Docket::open(row.case, &row.docket?, &lock);
        Some(docket.unwrap().title.clone())
    });
    noted.collect()
}

pub(super) async fn acts_of(room: &CaseRoom, keys: &OfficerKeys, case: CaseId) -> Vec<Act> {
    let acts = room.acts_of(keys.officer, case, None, 100).await;
    acts.unwrap()
}

/// A docket of the card that the officer is given of a case.
pub(super) async fn docket(room: &CaseRoom, keys: &OfficerKeys, case: CaseId) -> SealedDocket {
    let listed = room.cards(keys.officer, vec![case]).await.unwrap();
    let card = listed.into_iter().find_map(|listed| listed.card);
    let docket = Docket {
        labels: String::new(),
        hidden_by: None,
        card: card.map_or_else(|| ObjectId::draw().unwrap(), |card| card.header.object),
        title: docket_title(),
        urgency: Urgency::Normal,
        register: String::new(),
        points: None,
        body: BodyId::from_bytes([1; 16]),
        level: Level::B,
        roster: 1,
    };
    docket.seal(case, &OwnLock::of(keys)).unwrap()
}

pub(super) fn docket_title() -> String {
    "A report.".to_owned()
}

pub(super) fn everybody(office: &Office) -> BTreeSet<OfficerId> {
    office.officers.iter().map(|keys| keys.officer).collect()
}

pub(super) fn feedback(number: u16, about: Digest) -> seal::LogTicket {
    let secret = seal::Receipt::draw().unwrap().keys(INSTANCE).log_secret;
    ticket(&secret, ledger::Code::Feedback, number, about).unwrap()
}

pub(super) fn moment(days: i32) -> Moment {
    Moment {
        day: TODAY.plus(days),
        unix_seconds: NOW + i64::from(days) * 86_400,
    }
}

pub(super) fn is_not_found<T>(outcome: Result<T, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::NotFound))
}
