use std::collections::BTreeMap;

use casework::{
    ActKind, KeptProtection, ProtectionRequest, ProtectionStanding, ProtectionState,
    ProtectionStatus, SealedProtection, StepFault, StoredObject, ToldProtection,
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
use crate::schema::main::{protection_steps, protections};
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
    ran_out_on: Option<DayColumn>,
    decided_by: Option<OfficerIdColumn>,
    contested_on: Option<DayColumn>,
    overruled: Option<OfficerIdColumn>,
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    last_id: ObjectId,
    review_on: Option<DayColumn>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = protection_steps, check_for_backend(MultiBackend))]
struct StepRow {
    #[diesel(serialize_as = ObjectIdColumn, deserialize_as = ObjectIdColumn)]
    object_id: ObjectId,
    #[diesel(serialize_as = CaseIdColumn, deserialize_as = CaseIdColumn)]
    case_id: CaseId,
    told: Vec<u8>,
    signature: Vec<u8>,
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
    /// request stands, and behind which object, is looked at in the same write, so that of two who decide at once one
    /// finds that it was decided. The caller has checked the signatures, and that the day is one that can be kept.
    ///
    /// # Errors
    /// `NotFound` without a grant, and for a request that is not in the case; `Conflict` for an object that is of
    /// another kind, too long, or does not go on where the officer's last object in the case, or the last one about this
    /// request, ended. A step that is not allowed is no error of storage: then nothing is kept.
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
        let told = sent.told;
        let is_request = told.is_request(header.object).ok_or(StoreError::Conflict)?;
        let (instance, case, digest) = (self.0.instance, header.case, sent.object.digest());
        let kept = sent.kept();
        let object = StoredObject::from(sent.object);
        let take = move |tx: &mut WriteTx<'_>| {
            grant::require(tx, officer, case)?;
            if is_request {
                record_object(tx, officer, instance, &object, today)?;
                record(tx, case, told.request, today)?;
                keep(tx, case, &kept)?;
                let written = Done::in_case(ActKind::ProtectionWritten, officer, case);
                act::record(tx, instance, written.about(digest), today)?;
                return Ok(Ok(()));
            }
            let before = find(tx, case, told.request)?.ok_or(StoreError::NotFound)?;
            if before.last_id != told.after {
                return Err(StoreError::Conflict);
            }
            let after = match before.standing().after(told.to, officer) {
                Ok(after) => after,
                Err(fault) => return Ok(Err(fault)),
            };
            record_object(tx, officer, instance, &object, today)?;
            keep(tx, case, &kept)?;
            let today_column = DayColumn::from(today);
            let is_decided = !after.status.is_undecided() && !after.is_contested;
            let review_on = told
                .to
                .review_after(before.review_on.map(Day::from), told.review_on);
            diesel::update(protections::table.find(key(case, told.request)))
                .set((
                    protections::status.eq(ProtectionStatusColumn::from(after.status)),
                    protections::decided_on.eq(before
                        .decided_on
                        .or_else(|| is_decided.then_some(today_column))),
                    protections::decided_by.eq(after.decided_by.map(OfficerIdColumn::from)),
                    protections::contested_on.eq(after
                        .is_contested
                        .then(|| before.contested_on.unwrap_or(today_column))),
                    protections::overruled.eq(after.overruled.map(OfficerIdColumn::from)),
                    protections::last_id.eq(ObjectIdColumn(kept.object)),
                    protections::review_on.eq(review_on.map(DayColumn::from)),
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

impl ProtectionRow {
    fn standing(&self) -> ProtectionStanding {
        ProtectionStanding {
            status: self.status,
            decided_by: self.decided_by.map(OfficerId::from),
            is_contested: self.contested_on.is_some(),
            overruled: self.overruled.map(OfficerId::from),
        }
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
                last: row.last_id,
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
        ran_out_on: None,
        decided_by: None,
        contested_on: None,
        overruled: None,
        last_id: request,
        review_on: None,
    };
    diesel::insert_into(protections::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Notes that the reporter of a case asks for protection, unless so many requests wait that one more says nothing new.
pub(crate) fn record_asked(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    request: ObjectId,
    today: Day,
) -> Result<(), StoreError> {
    let waiting: i64 = protections::table
        .filter(protections::case_id.eq(CaseIdColumn(case)))
        .filter(protections::decided_on.is_null())
        .count()
        .get_result(tx.connection())?;
    if usize::try_from(waiting).map_err(StoreError::broken)? >= ProtectionRequest::MOST_WAITING {
        return Ok(());
    }
    record(tx, case, request, today)
}

fn keep(tx: &mut WriteTx<'_>, case: CaseId, kept: &KeptProtection) -> Result<(), StoreError> {
    let row = StepRow {
        object_id: kept.object,
        case_id: case,
        told: kept.told.to_bytes(),
        signature: kept.signature.to_vec(),
    };
    diesel::insert_into(protection_steps::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// What officers told the desk in a case, in the order of their objects' numbers.
pub(crate) fn told_in(
    tx: &mut impl Reads,
    case: CaseId,
) -> Result<Vec<KeptProtection>, StoreError> {
    let rows: Vec<StepRow> = protection_steps::table
        .filter(protection_steps::case_id.eq(CaseIdColumn(case)))
        .order(protection_steps::object_id)
        .select(StepRow::as_select())
        .load(tx.connection())?;
    let kept = |row: StepRow| {
        Ok(KeptProtection {
            object: row.object_id,
            told: ToldProtection::from_bytes(&row.told).map_err(StoreError::broken)?,
            signature: row
                .signature
                .as_slice()
                .try_into()
                .map_err(StoreError::broken)?,
        })
    };
    rows.into_iter().map(kept).collect()
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
        .filter(protections::ran_out_on.is_null())
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

/// Notes that the time for a decision ran out.
pub(crate) fn run_out(
    tx: &mut WriteTx<'_>,
    case: CaseId,
    request: ObjectId,
    today: Day,
) -> Result<(), StoreError> {
    let Some(row) = find(tx, case, request)? else {
        return Ok(());
    };
    let after = row.standing().run_out();
    diesel::update(protections::table.find(key(case, request)))
        .set((
            protections::status.eq(ProtectionStatusColumn::from(after.status)),
            protections::decided_by.eq(after.decided_by.map(OfficerIdColumn::from)),
            protections::ran_out_on.eq(DayColumn::from(today)),
        ))
        .execute(tx.connection())?;
    Ok(())
}

/// Removes the requests of a case.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    let steps = protection_steps::table.filter(protection_steps::case_id.eq(CaseIdColumn(case)));
    diesel::delete(steps).execute(tx.connection())?;
    let of_case = protections::table.filter(protections::case_id.eq(CaseIdColumn(case)));
    diesel::delete(of_case).execute(tx.connection())?;
    Ok(())
}
