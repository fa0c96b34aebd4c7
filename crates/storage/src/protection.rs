use std::collections::BTreeMap;

use casework::{
    ActKind, ProtectionStanding, ProtectionState, ProtectionStatus, SealedProtection, StepFault,
    StoredObject,
};
use diesel::prelude::*;
use seal::{CaseId, Day, Kind, ObjectId, OfficerId, REPLY_BYTES};

use crate::act::{self, Done};
use crate::case_room::{CaseRoom, no_repetition, record_object};
use crate::columns::{
    CaseIdColumn, DayColumn, ObjectIdColumn, OfficerIdColumn, ProtectionStatusColumn,
};
use crate::connection::MultiBackend;
use crate::grant;
use crate::schema::main::protections;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = protections, check_for_backend(MultiBackend))]
struct ProtectionRow {
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    request_id: ObjectId,
    #[diesel(serialize_as = ProtectionStatusColumn, deserialize_as = ProtectionStatusColumn)]
    status: ProtectionStatus,
    #[diesel(serialize_as = DayColumn, deserialize_as = DayColumn)]
    asked_on: Day,
    decided_on: Option<DayColumn>,
    decided_by: Option<OfficerIdColumn>,
    review_on: Option<DayColumn>,
}

/// A request for protection, as the server knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredProtection {
    /// Where it stands.
    pub state: ProtectionState,
    /// When it arrived, while nobody has decided on it.
    pub undecided_since: Option<Day>,
}

impl CaseRoom {
    /// Takes a step with a request for protection, or keeps a new one, and keeps what is sealed about it. Where the
    /// request stands is looked at in the same write, so that of two who decide at once one finds that it was
    /// decided. The caller has checked the signatures.
    ///
    /// # Errors
    /// `NotFound` without a grant, and for a request that is not in the case; `Conflict` for an object that is of
    /// another kind, too long, or does not go on where the officer's last object in the case ended. A step that is not
    /// allowed is no error of storage: then nothing is kept.
    pub async fn protect(
        &self,
        officer: OfficerId,
        sent: SealedProtection,
        today: Day,
    ) -> Result<Result<(), StepFault>, StoreError> {
        let header = &sent.object.header;
        let fits = sent.object.to_bytes().len() <= REPLY_BYTES;
        if header.kind != Kind::ProtectionRequest || !fits {
            return Err(StoreError::Conflict);
        }
        let (instance, case, digest) = (self.0.instance, header.case, sent.object.digest());
        let is_request = sent.is_request();
        let (request, to, review_on) = (sent.request, sent.to, sent.review_on);
        let object = StoredObject::from(sent.object);
        let take = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            if is_request {
                record_object(tx, officer, instance, &object, today)?;
                record(tx, case, request, today)?;
                let asked = Done::in_case(ActKind::ProtectionWritten, officer, case).about(digest);
                act::record(tx, instance, asked, today)?;
                return Ok(Ok(()));
            }
            let before = find(tx, case, request)?.ok_or(StoreError::NotFound)?;
            let standing = ProtectionStanding {
                status: before.status,
                decided_by: before.decided_by.map(OfficerId::from),
            };
            let after = match standing.after(to, officer) {
                Ok(after) => after,
                Err(fault) => return Ok(Err(fault)),
            };
            record_object(tx, officer, instance, &object, today)?;
            let is_first = before.decided_on.is_none() && !after.status.is_undecided();
            let decided_on = if is_first {
                Some(today.into())
            } else {
                before.decided_on
            };
            let review_on = if after.status.needs_review() {
                review_on.map(DayColumn::from)
            } else {
                None
            };
            diesel::update(protections::table.find(key(case, request)))
                .set((
                    protections::status.eq(ProtectionStatusColumn::from(after.status)),
                    protections::decided_on.eq(decided_on),
                    protections::decided_by.eq(after.decided_by.map(OfficerIdColumn::from)),
                    protections::review_on.eq(review_on),
                ))
                .execute(tx.connection())?;
            let done = Done::in_case(ActKind::ProtectionSet, officer, case).about(digest);
            act::record(tx, instance, done, today)?;
            Ok(Ok(()))
        };
        let taken = self.0.main.write("protect", take).await;
        taken.map_err(no_repetition)
    }
}

impl From<ProtectionRow> for StoredProtection {
    fn from(row: ProtectionRow) -> Self {
        let is_decided = row.decided_on.is_some();
        Self {
            state: ProtectionState {
                request: row.request_id,
                status: row.status,
                review_on: row.review_on.map(Day::from),
            },
            undecided_since: (!is_decided).then_some(row.asked_on),
        }
    }
}

fn key(case: CaseId, request: ObjectId) -> (CaseIdColumn, ObjectIdColumn) {
    (CaseIdColumn(case), ObjectIdColumn(request))
}

fn find(
    tx: &mut impl Reads,
    case: CaseId,
    request: ObjectId,
) -> Result<Option<ProtectionRow>, StoreError> {
    Ok(protections::table
        .find(key(case, request))
        .select(ProtectionRow::as_select())
        .first(tx.connection())
        .optional()?)
}

/// Notes that protection is asked for in a case.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    request: ObjectId,
    today: Day,
) -> Result<(), StoreError> {
    let row = ProtectionRow {
        case_id: case,
        request_id: request,
        status: ProtectionStatus::Submitted,
        asked_on: today,
        decided_on: None,
        decided_by: None,
        review_on: None,
    };
    diesel::insert_into(protections::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// The requests of these cases, by case, in the order of their numbers.
pub(crate) fn of_cases(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<StoredProtection>>, StoreError> {
    let ids: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<ProtectionRow> = protections::table
        .filter(protections::case_id.eq_any(ids))
        .order((protections::case_id, protections::request_id))
        .select(ProtectionRow::as_select())
        .load(tx.connection())?;
    let mut found: BTreeMap<CaseId, Vec<StoredProtection>> = BTreeMap::new();
    for row in rows {
        let of_case = found.entry(row.case_id).or_default();
        of_case.push(row.into());
    }
    Ok(found)
}

/// The requests of one case.
pub(crate) fn of_case(
    tx: &mut impl Reads,
    case: CaseId,
) -> Result<Vec<StoredProtection>, StoreError> {
    Ok(of_cases(tx, &[case])?.remove(&case).unwrap_or_default())
}

/// Requests that arrived on `through` or before and that nobody decided on, the oldest first.
pub(crate) fn undecided(
    tx: &mut impl Reads,
    through: Day,
    limit: i64,
) -> Result<Vec<(CaseId, ObjectId)>, StoreError> {
    let rows: Vec<(CaseIdColumn, ObjectIdColumn)> = protections::table
        .filter(protections::decided_on.is_null())
        .filter(protections::asked_on.le(DayColumn::from(through)))
        .order((
            protections::asked_on,
            protections::case_id,
            protections::request_id,
        ))
        .limit(limit)
        .select((protections::case_id, protections::request_id))
        .load(tx.connection())?;
    let ids = |(case, request): (CaseIdColumn, ObjectIdColumn)| (case.into(), request.into());
    Ok(rows.into_iter().map(ids).collect())
}

/// Notes that the time for a decision ran out. Emergency measures run on.
pub(crate) fn run_out(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    request: ObjectId,
    today: Day,
) -> Result<(), StoreError> {
    let waits = protections::table
        .find(key(case, request))
        .filter(protections::decided_on.is_null());
    diesel::update(waits)
        .set(protections::decided_on.eq(DayColumn::from(today)))
        .execute(tx.connection())?;
    let emergency = ProtectionStatusColumn::from(ProtectionStatus::EmergencyActive);
    let waits = protections::table
        .find(key(case, request))
        .filter(protections::status.ne(emergency));
    let none = ProtectionStatusColumn::from(ProtectionStatus::NoDecision);
    let nobody: Option<OfficerIdColumn> = None;
    diesel::update(waits)
        .set((
            protections::status.eq(none),
            protections::decided_by.eq(nobody),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes the requests of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    let of_case = protections::table.filter(protections::case_id.eq(CaseIdColumn(case)));
    diesel::delete(of_case).execute(tx.connection())?;
    Ok(())
}
