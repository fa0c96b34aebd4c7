//! Coded records: they wait in the keystore, and a body's batch of them moves into the main database in one write, in the order
//! of their random keys (decision 0060).

use std::collections::BTreeSet;

use casework::{CheckedHandIn, KeptRecord, RecordKind, ReleasePeriod, is_batch_due};
use diesel::dsl::count_star;
use diesel::prelude::*;
use seal::{BodyId, random_bytes};

use crate::case_room::CaseRoom;
use crate::chore;
use crate::columns::BodyIdColumn;
use crate::connection::MultiBackend;
use crate::held_record::HeldBack;
use crate::schema::keystore::{replaced_records, waiting_records};
use crate::schema::main::coded_records;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::upkeep::{ChoreOutcome, Moment, Upkeep};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = coded_records, check_for_backend(MultiBackend))]
pub(crate) struct CodedRecordRow {
    key: Vec<u8>,
    body_id: BodyIdColumn,
    kind: String,
    period: String,
    codebook: i32,
    codes: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = waiting_records, check_for_backend(MultiBackend))]
struct WaitingRecordRow {
    key: Vec<u8>,
    body_id: BodyIdColumn,
    kind: String,
    period: String,
    codebook: i32,
    codes: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = replaced_records, check_for_backend(MultiBackend))]
struct ReplacedRecordRow {
    id: Vec<u8>,
    body_id: BodyIdColumn,
    key: Vec<u8>,
}

/// What a body's batch takes along.
#[derive(Clone)]
struct Batch {
    records: Vec<KeptRecord>,
    /// Keys in the place of which others came.
    replaced: BTreeSet<Vec<u8>>,
    /// The rows that name them.
    named_in: Vec<Vec<u8>>,
}

impl CaseRoom {
    /// Keeps what an officer's client handed in until the body's next batch. Neither the officer, nor a case, nor the day is
    /// kept, and no act. The caller has checked it, and that the officer is of this body.
    ///
    /// # Errors
    /// `Conflict` when as much waits for the body as there is room for.
    pub async fn hand_in(&self, body: BodyId, handed: CheckedHandIn) -> Result<(), StoreError> {
        let ids = handed.replaces.iter().map(|_| random_bytes());
        let ids: Vec<[u8; 16]> = ids.collect::<Result<_, _>>()?;
        let keep = move |tx: &mut WriteTx<'_>| {
            let coming = u64::try_from(handed.replaces.len()).map_err(StoreError::broken)?;
            let has_room = (handed.record.is_none() || waiting(tx, body)? < MOST_WAITING)
                && (coming == 0 || waiting_keys(tx, body)?.saturating_add(coming) <= MOST_KEYS);
            if !has_room {
                return Err(StoreError::Conflict);
            }
            for (key, id) in handed.replaces.iter().zip(&ids) {
                let row = ReplacedRecordRow {
                    id: id.to_vec(),
                    body_id: body.into(),
                    key: key.to_vec(),
                };
                diesel::insert_into(replaced_records::table)
                    .values(row)
                    .execute(tx.connection())?;
            }
            let Some(record) = &handed.record else {
                return Ok(());
            };
            let row = WaitingRecordRow {
                key: record.key.to_vec(),
                body_id: body.into(),
                kind: record.kind.word().to_owned(),
                period: record.period.to_string(),
                codebook: record.codebook.into(),
                codes: record.codes.clone(),
            };
            diesel::insert_into(waiting_records::table)
                .values(row)
                .execute(tx.connection())?;
            Ok(())
        };
        match self.0.keystore.write("hand in record", keep).await {
            // Handed in a second time, over a bad line.
            Err(StoreError::AlreadyThere) => Ok(()),
            kept => kept,
        }
    }
}

impl Upkeep {
    /// Moves the waiting records of each body whose batch is due into the main database, those in whose place others came
    /// out of it. What a body's batch holds becomes visible in one write. Tokens of persons are locked on the way, and keys
    /// of which nothing is left are destroyed.
    ///
    /// # Errors
    /// Storage that fails on the way. Batches that were moved stay moved, and the others are moved the next time.
    pub async fn batch_records(&self, now: Moment) -> Result<ChoreOutcome, StoreError> {
        let Some((lease, looked)) = self.take("batch records", now).await? else {
            return Ok(ChoreOutcome::NotOurs);
        };
        let looked = Some(looked).filter(|looked| *looked != chore::NEVER);
        self.lock_older_persons().await?;
        let bodies = self.0.keystore.read(|tx| bodies(tx)).await?;
        let mut moved = 0;
        for body in bodies {
            let held = self.held_back(body, now.day).await?;
            let look = move |tx: &mut ReadTx<'_>| {
                let (records, keys) = (waiting(tx, body)?, waiting_keys(tx, body)?);
                let records = records.saturating_sub(held.records);
                if is_batch_due(records, keys, looked, now.day) {
                    batch(tx, body, &held).map(Some)
                } else {
                    Ok(None)
                }
            };
            let Some(batch) = self.0.keystore.read(look).await? else {
                continue;
            };
            let count = batch.records.len();
            let mut of_batch = batch.clone();
            of_batch.records = self.lock_persons(body, of_batch.records).await?;
            let keep = move |tx: &mut WriteTx<'_>| keep_batch(tx, body, &of_batch);
            self.0.main.write("keep records", keep).await?;
            // What came meanwhile, or failed here, waits on: what is in the table already is not kept twice.
            let clear = move |tx: &mut WriteTx<'_>| {
                clear_replaced(tx, body, &batch)?;
                clear_batch(tx, &batch)
            };
            self.0.keystore.write("clear batch", clear).await?;
            moved += u64::try_from(count).map_err(StoreError::broken)?;
        }
        self.destroy_person_keys().await?;
        self.0.keystore.clear_log().await?;
        self.finish("batch records", lease, now).await?;
        Ok(ChoreOutcome::Done(moved))
    }

    /// Hands out the records of a body, kind and period, as they go into a file for the data custodian: in the order of
    /// their keys, which of persons are others there than in the table.
    ///
    /// # Errors
    /// Storage that fails; `Broken` for a record of a person whose key the keystore does not have.
    pub async fn coded_records(
        &self,
        body: BodyId,
        kind: RecordKind,
        period: ReleasePeriod,
    ) -> Result<Vec<KeptRecord>, StoreError> {
        let mut records: Vec<KeptRecord> = vec![];
        loop {
            let after = records.last().map(|record| record.key);
            let read = move |tx: &mut ReadTx<'_>| records_after(tx, body, kind, period, after);
            let page = self.0.main.read(read).await?;
            if page.is_empty() {
                return self.persons_for_files(body, records).await;
            }
            records.extend(page);
        }
    }
}

impl CodedRecordRow {
    pub(crate) fn of(body: BodyId, record: &KeptRecord) -> Self {
        Self {
            key: record.key.to_vec(),
            body_id: body.into(),
            kind: record.kind.word().to_owned(),
            period: record.period.to_string(),
            codebook: record.codebook.into(),
            codes: record.codes.clone(),
        }
    }
}

impl TryFrom<CodedRecordRow> for KeptRecord {
    type Error = StoreError;

    fn try_from(row: CodedRecordRow) -> Result<Self, StoreError> {
        let key = row.key.try_into();
        Ok(Self {
            key: key.map_err(|_| StoreError::broken("a record key has 16 bytes"))?,
            kind: row.kind.parse().map_err(StoreError::broken)?,
            codebook: row.codebook.try_into().map_err(StoreError::broken)?,
            period: row.period.parse().map_err(StoreError::broken)?,
            codes: row.codes,
        })
    }
}

impl From<WaitingRecordRow> for CodedRecordRow {
    fn from(row: WaitingRecordRow) -> Self {
        Self {
            key: row.key,
            body_id: row.body_id,
            kind: row.kind,
            period: row.period,
            codebook: row.codebook,
            codes: row.codes,
        }
    }
}

/// Records with the bodies that they are of.
pub(crate) fn rows_of(rows: Vec<CodedRecordRow>) -> Result<Vec<(BodyId, KeptRecord)>, StoreError> {
    let read = |row: CodedRecordRow| Ok((row.body_id.into(), KeptRecord::try_from(row)?));
    rows.into_iter().map(read).collect()
}

/// Some of the records of a body, kind and period as they lie in the table, in the order of their keys.
fn records_after(
    tx: &mut ReadTx<'_>,
    body: BodyId,
    kind: RecordKind,
    period: ReleasePeriod,
    after: Option<[u8; 16]>,
) -> Result<Vec<KeptRecord>, StoreError> {
    let after = after.map_or_else(Vec::new, |key| key.to_vec());
    let rows: Vec<CodedRecordRow> = coded_records::table
        .filter(coded_records::body_id.eq(BodyIdColumn(body)))
        .filter(coded_records::kind.eq(kind.word()))
        .filter(coded_records::period.eq(period.to_string()))
        .filter(coded_records::key.gt(after))
        .order(coded_records::key)
        .limit(RECORDS_AT_ONCE)
        .select(CodedRecordRow::as_select())
        .load(tx.connection())?;
    rows.into_iter().map(KeptRecord::try_from).collect()
}

/// Records that wait for a body.
fn waiting(tx: &mut impl Reads, body: BodyId) -> Result<u64, StoreError> {
    let records: i64 = waiting_records::table
        .filter(waiting_records::body_id.eq(BodyIdColumn(body)))
        .select(count_star())
        .first(tx.connection())?;
    u64::try_from(records).map_err(StoreError::broken)
}

/// Keys of a body's records that go.
fn waiting_keys(tx: &mut impl Reads, body: BodyId) -> Result<u64, StoreError> {
    let replaced: i64 = replaced_records::table
        .filter(replaced_records::body_id.eq(BodyIdColumn(body)))
        .select(count_star())
        .first(tx.connection())?;
    u64::try_from(replaced).map_err(StoreError::broken)
}

fn bodies(tx: &mut impl Reads) -> Result<Vec<BodyId>, StoreError> {
    let waiting: Vec<BodyIdColumn> = waiting_records::table
        .select(waiting_records::body_id)
        .distinct()
        .load(tx.connection())?;
    let replaced: Vec<BodyIdColumn> = replaced_records::table
        .select(replaced_records::body_id)
        .distinct()
        .load(tx.connection())?;
    let mut bodies: Vec<BodyId> = waiting
        .into_iter()
        .chain(replaced)
        .map(BodyId::from)
        .collect();
    bodies.sort_unstable();
    bodies.dedup();
    Ok(bodies)
}

fn batch(tx: &mut impl Reads, body: BodyId, held: &HeldBack) -> Result<Batch, StoreError> {
    let body = BodyIdColumn(body);
    let mut rows: Vec<WaitingRecordRow> = waiting_records::table
        .filter(waiting_records::body_id.eq(body))
        .order(waiting_records::key)
        .select(WaitingRecordRow::as_select())
        .load(tx.connection())?;
    rows.retain(|row| !held.holds(&row.kind, &row.period));
    let mut named: Vec<ReplacedRecordRow> = replaced_records::table
        .filter(replaced_records::body_id.eq(body))
        .select(ReplacedRecordRow::as_select())
        .load(tx.connection())?;
    named.retain(|row| !held.keys.contains(&row.key));
    let rows = rows.into_iter().map(CodedRecordRow::from);
    Ok(Batch {
        records: rows.map(KeptRecord::try_from).collect::<Result<_, _>>()?,
        replaced: named.iter().map(|row| row.key.clone()).collect(),
        named_in: named.into_iter().map(|row| row.id).collect(),
    })
}

fn keep_batch(tx: &mut WriteTx<'_>, body: BodyId, batch: &Batch) -> Result<(), StoreError> {
    let of_body = coded_records::table.filter(coded_records::body_id.eq(BodyIdColumn(body)));
    let replaced: Vec<Vec<u8>> = batch.replaced.iter().cloned().collect();
    for keys in replaced.chunks(KEYS_AT_ONCE) {
        // Another body's record stays, whoever names its key.
        diesel::delete(of_body.filter(coded_records::key.eq_any(keys.to_vec())))
            .execute(tx.connection())?;
    }
    for record in &batch.records {
        if batch.replaced.contains(record.key.as_slice()) {
            continue;
        }
        let is_there: bool = diesel::select(diesel::dsl::exists(
            coded_records::table.find(record.key.to_vec()),
        ))
        .get_result(tx.connection())?;
        if is_there {
            continue;
        }
        diesel::insert_into(coded_records::table)
            .values(CodedRecordRow::of(body, record))
            .execute(tx.connection())?;
    }
    Ok(())
}

/// What waited and was replaced meanwhile never goes into the table, also where others of its kind wait on.
fn clear_replaced(tx: &mut WriteTx<'_>, body: BodyId, batch: &Batch) -> Result<(), StoreError> {
    let of_body = waiting_records::table.filter(waiting_records::body_id.eq(BodyIdColumn(body)));
    let replaced: Vec<Vec<u8>> = batch.replaced.iter().cloned().collect();
    for keys in replaced.chunks(KEYS_AT_ONCE) {
        diesel::delete(of_body.filter(waiting_records::key.eq_any(keys.to_vec())))
            .execute(tx.connection())?;
    }
    Ok(())
}

fn clear_batch(tx: &mut WriteTx<'_>, batch: &Batch) -> Result<(), StoreError> {
    let keys: Vec<Vec<u8>> = batch.records.iter().map(|row| row.key.to_vec()).collect();
    for keys in keys.chunks(KEYS_AT_ONCE) {
        let moved = waiting_records::table.filter(waiting_records::key.eq_any(keys.to_vec()));
        diesel::delete(moved).execute(tx.connection())?;
    }
    for ids in batch.named_in.chunks(KEYS_AT_ONCE) {
        let done = replaced_records::table.filter(replaced_records::id.eq_any(ids.to_vec()));
        diesel::delete(done).execute(tx.connection())?;
    }
    Ok(())
}

/// Records that wait for one body, at most: those of cases do so for a year and longer.
const MOST_WAITING: u64 = 20_000;
/// Keys that wait for one body, at most: apart from records, so that keys of nothing keep no record out.
const MOST_KEYS: u64 = 16_000;
/// Records in one look into the table.
const RECORDS_AT_ONCE: i64 = 5_000;
/// Keys in one question: SQLite takes no more than some thousands of values.
const KEYS_AT_ONCE: usize = 500;
