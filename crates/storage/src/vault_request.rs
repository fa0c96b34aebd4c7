//! Officers who ask for an identity, and what custodians answered.

use casework::{StatedAnswer, VaultState};
use diesel::dsl::{count_star, exists, min, not};
use diesel::prelude::*;
use seal::{CaseId, CaseLock, Day, InstanceId, ObjectId, OfficerId, SealedRequest, VaultAnswer};

use crate::columns::{CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn};
use crate::connection::MultiBackend;
use crate::leaving::Anew;
use crate::schema::main::{barred, grants, vault_answers, vault_requests, vault_shares};
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

/// A request, as it is kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = vault_requests, check_for_backend(MultiBackend))]
pub(crate) struct RequestRow {
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    pub(crate) object_id: ObjectId,
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    pub(crate) case_id: CaseId,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    pub(crate) vault_id: ObjectId,
    #[diesel(serialize_as = OfficerIdColumn, deserialize_as = OfficerIdColumn)]
    pub(crate) officer: OfficerId,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    pub(crate) asked_on: Day,
    locked: Vec<u8>,
}

/// Who was asked, and what came back.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = vault_answers, check_for_backend(MultiBackend))]
pub(crate) struct AnswerRow {
    #[diesel(deserialize_as = ObjectIdColumn)]
    request_id: ObjectId,
    #[diesel(deserialize_as = OfficerIdColumn)]
    custodian: OfficerId,
    approves: Option<bool>,
    answered_on: Option<DayColumn>,
    locked: Option<Vec<u8>>,
}

impl RequestRow {
    /// Puts what custodians are asked into the outer lock.
    pub(crate) fn new(
        case: CaseId,
        vault: ObjectId,
        request: &SealedRequest,
        lock: &CaseLock,
        instance: InstanceId,
        today: Day,
    ) -> Result<Self, StoreError> {
        let place = request_place(request.request);
        let locked = lock.lock(instance, case, &place, &request.to_bytes());
        Ok(Self {
            object_id: request.request,
            case_id: case,
            vault_id: vault,
            officer: request.requester,
            asked_on: today,
            locked: locked.map_err(StoreError::broken)?,
        })
    }

    /// Takes it out again.
    pub(crate) fn open(
        &self,
        lock: &CaseLock,
        instance: InstanceId,
    ) -> Result<SealedRequest, StoreError> {
        let place = request_place(self.object_id);
        let request = lock
            .open(instance, self.case_id, &place, &self.locked)
            .map_err(StoreError::broken)?;
        SealedRequest::from_bytes(&request).map_err(StoreError::broken)
    }
}

impl AnswerRow {
    /// What the custodian answered; nothing while it waits.
    pub(crate) fn open(
        &self,
        case: CaseId,
        lock: &CaseLock,
        instance: InstanceId,
    ) -> Result<Option<VaultAnswer>, StoreError> {
        let Some(locked) = &self.locked else {
            return Ok(None);
        };
        let place = answer_place(self.request_id, self.custodian);
        let answer = lock
            .open(instance, case, &place, locked)
            .map_err(StoreError::broken)?;
        let answer = VaultAnswer::from_bytes(&answer).map_err(StoreError::broken)?;
        Ok(Some(answer))
    }

    pub(crate) fn is_of(&self, request: ObjectId) -> bool {
        self.request_id == request
    }

    pub(crate) fn approves(&self) -> bool {
        self.approves == Some(true)
    }
}

/// Puts an answer into the outer lock.
pub(crate) fn lock_answer(
    (case, request): (CaseId, ObjectId),
    answer: &VaultAnswer,
    lock: &CaseLock,
    instance: InstanceId,
) -> Result<Vec<u8>, StoreError> {
    let place = answer_place(request, answer.custodian);
    let locked = lock.lock(instance, case, &place, &answer.to_bytes());
    locked.map_err(StoreError::broken)
}

/// Keeps a request, and that these custodians are asked.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    row: &RequestRow,
    asked: &[OfficerId],
) -> Result<(), StoreError> {
    diesel::insert_into(vault_requests::table)
        .values(row.clone())
        .execute(tx.connection())?;
    for custodian in asked {
        let waiting = (
            vault_answers::request_id.eq(ObjectIdColumn(row.object_id)),
            vault_answers::custodian.eq(OfficerIdColumn(*custodian)),
            vault_answers::case_id.eq(CaseIdColumn(row.case_id)),
        );
        diesel::insert_into(vault_answers::table)
            .values(waiting)
            .execute(tx.connection())?;
    }
    Ok(())
}

/// Keeps a custodian's answer. One that is there stays.
pub(crate) fn answer(
    tx: &mut WriteTx<'_>,
    request: ObjectId,
    custodian: OfficerId,
    (approves, locked): (bool, &[u8]),
    today: Day,
) -> Result<(), StoreError> {
    let waiting = vault_answers::table
        .filter(vault_answers::request_id.eq(ObjectIdColumn(request)))
        .filter(vault_answers::custodian.eq(OfficerIdColumn(custodian)))
        .filter(vault_answers::approves.is_null());
    let changed = diesel::update(waiting)
        .set((
            vault_answers::approves.eq(approves),
            vault_answers::answered_on.eq(DayColumn::from(today)),
            vault_answers::locked.eq(locked),
        ))
        .execute(tx.connection())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// A request that some custodian was asked; nothing for one who was not, as if there were none.
pub(crate) fn asked_of(
    tx: &mut impl Reads,
    request: ObjectId,
    custodian: OfficerId,
) -> Result<Option<RequestRow>, StoreError> {
    let asked: i64 = vault_answers::table
        .filter(vault_answers::request_id.eq(ObjectIdColumn(request)))
        .filter(vault_answers::custodian.eq(OfficerIdColumn(custodian)))
        .count()
        .get_result(tx.connection())?;
    if asked == 0 {
        return Ok(None);
    }
    find(tx, request)
}

/// A request.
pub(crate) fn find(
    tx: &mut impl Reads,
    request: ObjectId,
) -> Result<Option<RequestRow>, StoreError> {
    Ok(vault_requests::table
        .find(ObjectIdColumn(request))
        .select(RequestRow::as_select())
        .first(tx.connection())
        .optional()?)
}

/// Takes back what an officer asked for one vault and nobody answered yet: so each officer has one request with each
/// custodian, and pushes nobody else's off a list.
pub(crate) fn take_back(
    tx: &mut WriteTx<'_>,
    vault: ObjectId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    let own: Vec<ObjectIdColumn> = vault_requests::table
        .filter(vault_requests::vault_id.eq(ObjectIdColumn(vault)))
        .filter(vault_requests::officer.eq(OfficerIdColumn(officer)))
        .select(vault_requests::object_id)
        .load(tx.connection())?;
    let waiting = vault_answers::table
        .filter(vault_answers::request_id.eq_any(own))
        .filter(vault_answers::approves.is_null());
    diesel::delete(waiting).execute(tx.connection())?;
    Ok(())
}

/// What waits for a custodian, officer by officer who asks.
pub(crate) struct Turns {
    /// As many of each officer, the oldest first.
    pub(crate) rows: Vec<RequestRow>,
    /// How many more each has asked for, where there are more.
    pub(crate) more: Vec<(OfficerId, u32)>,
}

/// Requests that wait for a custodian who may answer them. Who holds the case or is kept out of it is asked nothing, nor
/// by somebody who holds it no longer. However many one officer has asked for, there is room for those of the others.
pub(crate) fn turns(tx: &mut impl Reads, custodian: OfficerId) -> Result<Turns, StoreError> {
    let own = OfficerIdColumn(custodian);
    let open = || {
        let waits = vault_answers::table
            .filter(vault_answers::request_id.eq(vault_requests::object_id))
            .filter(vault_answers::custodian.eq(own))
            .filter(vault_answers::approves.is_null());
        let own_grant = grants::table
            .filter(grants::case_id.eq(vault_requests::case_id))
            .filter(grants::grantee.eq(own))
            .select(grants::case_id);
        let is_barred = barred::table
            .filter(barred::case_id.eq(vault_requests::case_id))
            .filter(barred::officer.eq(own));
        let asker_holds = grants::table
            .filter(grants::case_id.eq(vault_requests::case_id))
            .filter(grants::grantee.eq(vault_requests::officer))
            .select(grants::case_id);
        let own_share = vault_shares::table
            .filter(vault_shares::vault_id.eq(vault_requests::vault_id))
            .filter(vault_shares::custodian.eq(own));
        vault_requests::table
            .filter(exists(waits))
            .filter(exists(asker_holds))
            .filter(exists(own_share))
            .filter(not(exists(own_grant)))
            .filter(not(exists(is_barred)))
    };
    let oldest = min(vault_requests::asked_on);
    let asking: Vec<(OfficerIdColumn, i64, Option<DayColumn>)> = open()
        .group_by(vault_requests::officer)
        .select((vault_requests::officer, count_star(), oldest))
        .order((min(vault_requests::asked_on), vault_requests::officer))
        .load(tx.connection())?;
    let each = (AT_ONCE / asking.len().max(1)).clamp(1, OF_ONE_OFFICER);
    let limit = i64::try_from(each).map_err(StoreError::broken)?;
    let mut turns = Turns {
        rows: vec![],
        more: vec![],
    };
    for (place, (officer, count, _)) in asking.into_iter().enumerate() {
        let mut left = count;
        if place < AT_ONCE {
            let rows: Vec<RequestRow> = open()
                .filter(vault_requests::officer.eq(officer))
                .order((vault_requests::asked_on, vault_requests::object_id))
                .limit(limit)
                .select(RequestRow::as_select())
                .load(tx.connection())?;
            left -= i64::try_from(rows.len()).map_err(StoreError::broken)?;
            turns.rows.extend(rows);
        }
        if left > 0 {
            let left = u32::try_from(left).map_err(StoreError::broken)?;
            turns.more.push((officer.into(), left));
        }
    }
    turns.rows.sort_by_key(|row| (row.asked_on, row.object_id));
    Ok(turns)
}

/// Requests that a custodian is shown at a time, of all officers who ask.
const AT_ONCE: usize = 100;

/// Of one officer, at most.
const OF_ONE_OFFICER: usize = 10;

/// The requests of a case, by day.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Vec<RequestRow>, StoreError> {
    Ok(vault_requests::table
        .filter(vault_requests::case_id.eq(CaseIdColumn(case)))
        .order((vault_requests::asked_on, vault_requests::object_id))
        .select(RequestRow::as_select())
        .load(tx.connection())?)
}

/// The answers to the requests of a case.
pub(crate) fn answers_in(tx: &mut impl Reads, case: CaseId) -> Result<Vec<AnswerRow>, StoreError> {
    Ok(vault_answers::table
        .filter(vault_answers::case_id.eq(CaseIdColumn(case)))
        .order((vault_answers::request_id, vault_answers::custodian))
        .select(AnswerRow::as_select())
        .load(tx.connection())?)
}

/// Those of them that were answered.
pub(crate) fn answered_in(tx: &mut impl Reads, case: CaseId) -> Result<Vec<AnswerRow>, StoreError> {
    let answers = answers_in(tx, case)?.into_iter();
    Ok(answers.filter(|answer| answer.locked.is_some()).collect())
}

/// What an officer's client is told of a request. A refusal comes along for who asked; a share waits until enough are
/// there.
pub(crate) fn state(
    row: &RequestRow,
    answers: &[AnswerRow],
    reader: OfficerId,
    lock: &CaseLock,
    instance: InstanceId,
) -> Result<VaultState, StoreError> {
    let own = answers.iter().filter(|one| one.request_id == row.object_id);
    let stated = |one: &AnswerRow| {
        let answered = one.approves.zip(one.answered_on.map(Day::from));
        let is_refusal = one.approves == Some(false) && row.officer == reader;
        Ok(StatedAnswer {
            custodian: one.custodian,
            answered,
            refusal: if is_refusal {
                one.open(row.case_id, lock, instance)?
            } else {
                None
            },
        })
    };
    Ok(VaultState {
        request: row.object_id,
        vault: row.vault_id,
        officer: row.officer,
        asked_on: row.asked_on,
        answers: own.map(stated).collect::<Result<_, StoreError>>()?,
    })
}

/// Takes away what an officer who leaves a case has asked, with everything that was answered.
pub(crate) fn withdraw(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    officer: OfficerId,
) -> Result<(), StoreError> {
    let own = vault_requests::table
        .filter(vault_requests::case_id.eq(CaseIdColumn(case)))
        .filter(vault_requests::officer.eq(OfficerIdColumn(officer)));
    let requests: Vec<ObjectIdColumn> = own
        .select(vault_requests::object_id)
        .load(tx.connection())?;
    let answers = vault_answers::table.filter(vault_answers::request_id.eq_any(requests.clone()));
    diesel::delete(answers).execute(tx.connection())?;
    let requests = vault_requests::table.filter(vault_requests::object_id.eq_any(requests));
    diesel::delete(requests).execute(tx.connection())?;
    Ok(())
}

/// Locks all requests and answers of a case anew.
pub(crate) fn lock_anew(tx: &mut WriteTx<'_>, anew: &Anew<'_>) -> Result<(), StoreError> {
    for row in of_case(tx, anew.case)? {
        let locked = anew.lock(&request_place(row.object_id), &row.locked)?;
        diesel::update(vault_requests::table.find(ObjectIdColumn(row.object_id)))
            .set(vault_requests::locked.eq(locked))
            .execute(tx.connection())?;
    }
    for row in answers_in(tx, anew.case)? {
        let Some(locked) = &row.locked else { continue };
        let locked = anew.lock(&answer_place(row.request_id, row.custodian), locked)?;
        let key = (
            ObjectIdColumn(row.request_id),
            OfficerIdColumn(row.custodian),
        );
        diesel::update(vault_answers::table.find(key))
            .set(vault_answers::locked.eq(locked))
            .execute(tx.connection())?;
    }
    Ok(())
}

fn request_place(request: ObjectId) -> Vec<u8> {
    [b"vault request".as_slice(), request.as_bytes()].concat()
}

fn answer_place(request: ObjectId, custodian: OfficerId) -> Vec<u8> {
    [
        b"vault answer".as_slice(),
        request.as_bytes(),
        custodian.as_bytes(),
    ]
    .concat()
}
