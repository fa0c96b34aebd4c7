use std::collections::{BTreeMap, BTreeSet};

use casework::{ArrivedObject, StoredObject};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use seal::{CaseId, Day, DetachedObject, Digest, Kind, ObjectId, SealedObject, Sender};

use crate::case;
use crate::columns::{CaseIdColumn, DayColumn, KindColumn, ObjectIdColumn, SenderColumn};
use crate::connection::MultiBackend;
use crate::schema::main::objects;
use crate::store_error::StoreError;
use crate::transaction::{Reads, WriteTx};

#[derive(Insertable)]
#[diesel(table_name = objects)]
struct NewObjectRow {
    id: ObjectIdColumn,
    case_id: CaseIdColumn,
    kind: KindColumn,
    sender: SenderColumn,
    sequence: i64,
    sealed: Vec<u8>,
    arrived_on: DayColumn,
    place: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = objects, check_for_backend(MultiBackend))]
struct ObjectRow {
    #[diesel(deserialize_as = KindColumn)]
    kind: Kind,
    sealed: Vec<u8>,
    #[diesel(deserialize_as = DayColumn)]
    arrived_on: Day,
}

fn to_bytes(object: &StoredObject) -> Vec<u8> {
    match object {
        StoredObject::Bundle(bundle) => bundle.to_bytes(),
        StoredObject::Text(object) => object.to_bytes(),
    }
}

fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<StoredObject, StoreError> {
    let object = if kind == Kind::Bundle {
        DetachedObject::from_bytes(bytes).map(StoredObject::Bundle)
    } else {
        SealedObject::from_bytes(bytes).map(StoredObject::Text)
    };
    object.map_err(StoreError::broken)
}

fn arrived(row: ObjectRow) -> Result<ArrivedObject, StoreError> {
    Ok(ArrivedObject {
        object: from_bytes(row.kind, &row.sealed)?,
        arrived_on: row.arrived_on,
    })
}

/// Adds an object to its case, which has so many already. `AlreadyThere` when the case has an object
/// with this id, or one of this sender with this sequence number.
pub(crate) fn record(
    tx: &mut WriteTx<'_>,
    object: &StoredObject,
    place: i64,
    today: Day,
) -> Result<(), StoreError> {
    let header = object.header();
    let row = NewObjectRow {
        id: header.object.into(),
        case_id: header.case.into(),
        kind: header.kind.into(),
        sender: header.sender.into(),
        sequence: header.sequence.into(),
        sealed: to_bytes(object),
        arrived_on: today.into(),
        place,
    };
    diesel::insert_into(objects::table)
        .values(row)
        .execute(tx.connection())?;
    Ok(())
}

/// Adds an object that goes on where its sender's last one ended; `Conflict` when it does not.
pub(crate) fn record_next(
    tx: &mut WriteTx<'_>,
    object: &StoredObject,
    today: Day,
) -> Result<(), StoreError> {
    let header = object.header();
    let last = last_of(tx, header.case, header.sender)?;
    let (sequence, previous) = match &last {
        Some(last) => {
            let next = last.object.header().sequence.checked_add(1);
            (next.ok_or(StoreError::Conflict)?, last.object.digest())
        }
        None => (0, Digest::NONE),
    };
    if header.sequence != sequence || header.previous != previous {
        return Err(StoreError::Conflict);
    }
    let place = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(header.case)))
        .count()
        .get_result(tx.connection())?;
    record(tx, object, place, today)
}

/// Everything in a case, in the order of arrival. What two senders sent at the same moment can share a
/// place, and so does what came before places were kept: there the day decides.
pub(crate) fn of_case(tx: &mut impl Reads, case: CaseId) -> Result<Vec<ArrivedObject>, StoreError> {
    let rows: Vec<ObjectRow> = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .order((
            objects::place,
            objects::arrived_on,
            objects::sender,
            objects::sequence,
        ))
        .select(ObjectRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(arrived).collect()
}

/// How many objects a case has.
pub(crate) fn count(tx: &mut impl Reads, case: CaseId) -> Result<i64, StoreError> {
    let of_case = objects::table.filter(objects::case_id.eq(CaseIdColumn(case)));
    Ok(of_case.count().get_result(tx.connection())?)
}

/// The cards of several cases: the ones that officers have made, else their reporters'.
pub(crate) fn cards_of(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<Vec<SealedObject>, StoreError> {
    let made = case::made_cards(tx, cases)?
        .into_values()
        .map(ObjectIdColumn);
    let made: Vec<ObjectRow> = objects::table
        .filter(objects::id.eq_any(made.collect::<Vec<_>>()))
        .filter(objects::kind.eq(KindColumn::from(Kind::Card)))
        .select(ObjectRow::as_select())
        .load(tx.connection())?;
    let card = |row: ObjectRow| SealedObject::from_bytes(&row.sealed).map_err(StoreError::broken);
    let mut cards: Vec<_> = made.into_iter().map(card).collect::<Result<_, _>>()?;
    let has = |case: &CaseId| cards.iter().any(|card| card.header.case == *case);
    let rest: Vec<CaseId> = cases.iter().copied().filter(|case| !has(case)).collect();
    cards.extend(first_cards_of(tx, &rest)?);
    Ok(cards)
}

/// The cards that the reporters of these cases sent with their reports.
pub(crate) fn first_cards_of(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<Vec<SealedObject>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let rows: Vec<ObjectRow> = objects::table
        .filter(objects::case_id.eq_any(cases))
        .filter(objects::kind.eq(KindColumn::from(Kind::Card)))
        .filter(objects::sender.eq(SenderColumn::from(Sender::Reporter)))
        .order(objects::sequence)
        .select(ObjectRow::as_select())
        .load(tx.connection())?;
    let card = |row: ObjectRow| SealedObject::from_bytes(&row.sealed).map_err(StoreError::broken);
    rows.into_iter().map(card).collect()
}

/// Which cards lists show of these cases by now.
pub(crate) fn shown_cards(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeSet<ObjectId>, StoreError> {
    let made: BTreeMap<CaseId, ObjectId> = case::made_cards(tx, cases)?;
    let rest = cases
        .iter()
        .copied()
        .filter(|case| !made.contains_key(case));
    let rest: Vec<_> = rest.map(CaseIdColumn).collect();
    let of_reporters: Vec<ObjectIdColumn> = objects::table
        .filter(objects::case_id.eq_any(rest))
        .filter(objects::kind.eq(KindColumn::from(Kind::Card)))
        .filter(objects::sender.eq(SenderColumn::from(Sender::Reporter)))
        .select(objects::id)
        .load(tx.connection())?;
    let of_reporters = of_reporters.into_iter().map(ObjectId::from);
    Ok(made.into_values().chain(of_reporters).collect())
}

/// The days on which the last things were added to several cases.
pub(crate) fn last_days_of(
    tx: &mut impl Reads,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Day>, StoreError> {
    let cases: Vec<_> = cases.iter().copied().map(CaseIdColumn).collect();
    let days: Vec<(CaseIdColumn, Option<DayColumn>)> = objects::table
        .filter(objects::case_id.eq_any(cases))
        .group_by(objects::case_id)
        .select((objects::case_id, diesel::dsl::max(objects::arrived_on)))
        .load(tx.connection())?;
    let last = |(case, day): (CaseIdColumn, Option<DayColumn>)| Some((case.into(), day?.into()));
    Ok(days.into_iter().filter_map(last).collect())
}

/// How many exclusions, recusals among them, are in the case.
pub(crate) fn exclusions_in(tx: &mut impl Reads, case: CaseId) -> Result<u32, StoreError> {
    let exclusions: i64 = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .filter(objects::kind.eq(KindColumn::from(Kind::Exclusion)))
        .count()
        .get_result(tx.connection())?;
    u32::try_from(exclusions).map_err(StoreError::broken)
}

/// The place of a reporter's wish, its case and its digest.
pub(crate) type Wish = ((Day, ObjectId), CaseId, Digest);

/// Reporters' wishes of a kind, for a review or for protection, that arrived on `from` or later and before `until`, behind one of them.
pub(crate) fn wishes(
    tx: &mut impl Reads,
    kind: Kind,
    (from, until): (Day, Day),
    after: Option<(Day, ObjectId)>,
    limit: i64,
) -> Result<Vec<Wish>, StoreError> {
    let mut requests = objects::table
        // As the index says it: a value that is filled in later would not lead to it.
        .filter(sql::<Bool>(if kind == Kind::ProtectionRequest {
            "kind = 'protection-request'"
        } else {
            "kind = 'request'"
        }))
        .filter(objects::sender.eq(SenderColumn::from(Sender::Reporter)))
        .filter(objects::arrived_on.lt(DayColumn::from(until)))
        .order((objects::arrived_on, objects::id))
        .limit(limit)
        .select((objects::id, objects::case_id, ObjectRow::as_select()))
        .into_boxed();
    requests = match after {
        None => requests.filter(objects::arrived_on.ge(DayColumn::from(from))),
        Some((day, id)) => requests.filter(
            objects::arrived_on
                .gt(DayColumn::from(day))
                .or(objects::arrived_on
                    .eq(DayColumn::from(day))
                    .and(objects::id.gt(ObjectIdColumn(id)))),
        ),
    };
    let rows: Vec<(ObjectIdColumn, CaseIdColumn, ObjectRow)> = requests.load(tx.connection())?;
    let read = |(id, case, row): (ObjectIdColumn, CaseIdColumn, ObjectRow)| {
        let arrived = arrived(row)?;
        let place = (arrived.arrived_on, id.into());
        Ok((place, case.into(), arrived.object.digest()))
    };
    rows.into_iter().map(read).collect()
}

/// When an object arrived, and its place in its case.
pub(crate) fn arrival(
    tx: &mut impl Reads,
    object: ObjectId,
) -> Result<Option<(Day, i64)>, StoreError> {
    let row: Option<(DayColumn, i64)> = objects::table
        .find(ObjectIdColumn(object))
        .select((objects::arrived_on, objects::place))
        .first(tx.connection())
        .optional()?;
    Ok(row.map(|(day, place)| (day.into(), place)))
}

/// Whether the reporter of a case sent anything at this place or behind it but the wish that it be forgotten. Two who
/// write at one moment can share a place.
pub(crate) fn has_reporters_since(
    tx: &mut impl Reads,
    case: CaseId,
    place: i64,
) -> Result<bool, StoreError> {
    let later: i64 = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .filter(objects::sender.eq(SenderColumn::from(Sender::Reporter)))
        .filter(objects::kind.ne(KindColumn::from(Kind::Deletion)))
        .filter(objects::place.ge(place))
        .count()
        .get_result(tx.connection())?;
    Ok(later > 0)
}

/// Whether an officer has answered the reporter of a case.
pub(crate) fn is_answered(tx: &mut impl Reads, case: CaseId) -> Result<bool, StoreError> {
    let replies: i64 = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .filter(objects::kind.eq(KindColumn::from(Kind::Reply)))
        .count()
        .get_result(tx.connection())?;
    Ok(replies > 0)
}

/// The sender's last object in a case.
pub(crate) fn last_of(
    tx: &mut impl Reads,
    case: CaseId,
    sender: Sender,
) -> Result<Option<ArrivedObject>, StoreError> {
    let row: Option<ObjectRow> = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .filter(objects::sender.eq(SenderColumn::from(sender)))
        .order(objects::sequence.desc())
        .select(ObjectRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(arrived).transpose()
}

/// The report that began a case.
pub(crate) fn report_of(
    tx: &mut impl Reads,
    case: CaseId,
) -> Result<Option<ArrivedObject>, StoreError> {
    let row: Option<ObjectRow> = objects::table
        .filter(objects::case_id.eq(CaseIdColumn(case)))
        .filter(objects::kind.eq(KindColumn::from(Kind::Report)))
        .filter(objects::sender.eq(SenderColumn::from(Sender::Reporter)))
        .select(ObjectRow::as_select())
        .first(tx.connection())
        .optional()?;
    row.map(arrived).transpose()
}

/// The case of an object, and its digest.
pub(crate) fn digest_of(
    tx: &mut impl Reads,
    object: ObjectId,
) -> Result<(CaseId, Digest), StoreError> {
    let (case, row): (CaseIdColumn, ObjectRow) = objects::table
        .find(ObjectIdColumn(object))
        .select((objects::case_id, ObjectRow::as_select()))
        .first(tx.connection())?;
    Ok((case.into(), arrived(row)?.object.digest()))
}

/// Removes all objects of a case; their chunks have to be gone.
pub(crate) fn forget(tx: &mut WriteTx<'_>, case: CaseId) -> Result<(), StoreError> {
    diesel::delete(objects::table.filter(objects::case_id.eq(CaseIdColumn(case))))
        .execute(tx.connection())?;
    Ok(())
}
