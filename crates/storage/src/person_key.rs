//! What hides which records are of one person. A token lies in the main database locked for its row, and under the key in the
//! keystore alone; files for the data custodian have another token and another key of the record (decision 0066).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use casework::{KeptRecord, RecordKind, ReleasePeriod};
use diesel::dsl::exists;
use diesel::prelude::*;
use seal::{BodyId, InstanceId, PersonKey};
use zeroize::Zeroizing;

use crate::coded_record::{CodedRecordRow, rows_of};
use crate::columns::BodyIdColumn;
use crate::schema::keystore::{person_keys, waiting_records};
use crate::schema::main::coded_records;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads, WriteTx};
use crate::upkeep::Upkeep;

#[derive(Insertable)]
#[diesel(table_name = person_keys)]
struct PersonKeyRow<'a> {
    body_id: BodyIdColumn,
    period: &'a str,
    key: &'a [u8],
}

impl Upkeep {
    /// The records with the tokens of their persons locked, each for its own row.
    pub(crate) async fn lock_persons(
        &self,
        body: BodyId,
        records: Vec<KeptRecord>,
    ) -> Result<Vec<KeptRecord>, StoreError> {
        let mut keys: BTreeMap<ReleasePeriod, PersonKey> = BTreeMap::new();
        let mut locked = Vec::with_capacity(records.len());
        for record in records {
            let Some(token) = record.token() else {
                locked.push(record);
                continue;
            };
            let key = self.person_key(&mut keys, body, record.period).await?;
            let token = key.lock_token(record.key, token);
            locked.push(record.with_token(&token.map_err(StoreError::broken)?));
        }
        Ok(locked)
    }

    /// The records as they go into files: in those of persons stand another token, the same one for the same person, and
    /// another key.
    pub(crate) async fn persons_for_files(
        &self,
        body: BodyId,
        records: Vec<KeptRecord>,
    ) -> Result<Vec<KeptRecord>, StoreError> {
        let mut keys: BTreeMap<ReleasePeriod, PersonKey> = BTreeMap::new();
        let mut shown = Vec::with_capacity(records.len());
        for record in records {
            let Some(kept) = record.token() else {
                shown.push(record);
                continue;
            };
            let key = self.person_key(&mut keys, body, record.period).await?;
            let token = if is_bare(kept) {
                Zeroizing::new(kept.to_owned())
            } else {
                let opened = key.open_token(record.key, kept);
                opened.map_err(|fault| {
                    tracing::error!(
                        "a person's record lies under a key that the keystore does not have: were the two databases put back from different times?"
                    );
                    StoreError::broken(fault)
                })?
            };
            let in_files = key.token_in_files(&token);
            let key = key.record_in_files(record.key);
            shown.push(KeptRecord {
                key,
                ..record.with_token(&in_files)
            });
        }
        shown.sort_by_key(|record| record.key);
        Ok(shown)
    }

    /// Locks the tokens of records that came into the table before tokens were locked.
    pub(crate) async fn lock_older_persons(&self) -> Result<(), StoreError> {
        loop {
            let of_bodies = self.0.main.read(bare_records).await?;
            if of_bodies.is_empty() {
                return Ok(());
            }
            for (body, records) in of_bodies {
                let locked = self.lock_persons(body, records.clone()).await?;
                let lock = move |tx: &mut WriteTx<'_>| {
                    for (bare, locked) in records.iter().zip(&locked) {
                        // One that was taken out meanwhile stays out.
                        let as_it_was = coded_records::table
                            .find(bare.key.to_vec())
                            .filter(coded_records::codes.eq(&bare.codes));
                        if diesel::delete(as_it_was).execute(tx.connection())? == 1 {
                            diesel::insert_into(coded_records::table)
                                .values(CodedRecordRow::of(body, locked))
                                .execute(tx.connection())?;
                        }
                    }
                    Ok(())
                };
                self.0.main.write("lock tokens", lock).await?;
            }
        }
    }

    /// Destroys the keys of bodies and periods of which no record of a person is left, as keys of cases are destroyed.
    pub(crate) async fn destroy_person_keys(&self) -> Result<(), StoreError> {
        let kept = |tx: &mut ReadTx<'_>| {
            let kept: Vec<(BodyIdColumn, String)> = person_keys::table
                .select((person_keys::body_id, person_keys::period))
                .load(tx.connection())?;
            Ok(kept)
        };
        for (body, period) in self.0.keystore.read(kept).await? {
            let asked = period.clone();
            let is_used = move |tx: &mut ReadTx<'_>| {
                let persons = coded_records::table
                    .filter(coded_records::body_id.eq(body))
                    .filter(coded_records::kind.eq(RecordKind::Person.word()))
                    .filter(coded_records::period.eq(asked));
                let is_used: bool = diesel::select(exists(persons)).get_result(tx.connection())?;
                Ok(is_used)
            };
            if !self.0.main.read(is_used).await? {
                let destroy = move |tx: &mut WriteTx<'_>| destroy_unused(tx, body, &period);
                self.0.keystore.write("destroy person key", destroy).await?;
            }
        }
        Ok(())
    }

    /// The key of a body and period, which is durable when this returns.
    async fn person_key<'k>(
        &self,
        keys: &'k mut BTreeMap<ReleasePeriod, PersonKey>,
        body: BodyId,
        period: ReleasePeriod,
    ) -> Result<&'k PersonKey, StoreError> {
        match keys.entry(period) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(self.kept_person_key(body, period).await?)),
        }
    }

    async fn kept_person_key(
        &self,
        body: BodyId,
        period: ReleasePeriod,
    ) -> Result<PersonKey, StoreError> {
        let instance = self.0.instance;
        let drawn = PersonKey::draw(instance)?;
        let keep = move |tx: &mut WriteTx<'_>| {
            let text = period.to_string();
            if let Some(key) = of_body(tx, instance, body, &text)? {
                return Ok(key);
            }
            let row = PersonKeyRow {
                body_id: body.into(),
                period: &text,
                key: drawn.expose(),
            };
            diesel::insert_into(person_keys::table)
                .values(row)
                .execute(tx.connection())?;
            Ok(PersonKey::from_bytes(instance, *drawn.expose()))
        };
        match self.0.keystore.write("keep person key", keep).await {
            // Somebody else drew one at the same time.
            Err(StoreError::AlreadyThere) => {
                let read =
                    move |tx: &mut ReadTx<'_>| of_body(tx, instance, body, &period.to_string());
                let kept = self.0.keystore.read(read).await?;
                kept.ok_or(StoreError::NotFound)
            }
            kept => kept,
        }
    }
}

fn of_body(
    tx: &mut impl Reads,
    instance: InstanceId,
    body: BodyId,
    period: &str,
) -> Result<Option<PersonKey>, StoreError> {
    let kept: Option<Vec<u8>> = person_keys::table
        .find((BodyIdColumn(body), period))
        .select(person_keys::key)
        .first(tx.connection())
        .optional()?;
    let Some(kept) = kept.map(Zeroizing::new) else {
        return Ok(None);
    };
    let bytes = kept.as_slice().try_into().map_err(StoreError::broken)?;
    Ok(Some(PersonKey::from_bytes(instance, bytes)))
}

/// Zeros are written over the key before its row is deleted, as over the key of a case.
fn destroy_unused(
    tx: &mut WriteTx<'_>,
    body: BodyIdColumn,
    period: &str,
) -> Result<(), StoreError> {
    let waiting = waiting_records::table
        .filter(waiting_records::body_id.eq(body))
        .filter(waiting_records::kind.eq(RecordKind::Person.word()))
        .filter(waiting_records::period.eq(period));
    let waits: bool = diesel::select(exists(waiting)).get_result(tx.connection())?;
    if waits {
        return Ok(());
    }
    diesel::update(person_keys::table.find((body, period)))
        .set(person_keys::key.eq(NO_KEY))
        .execute(tx.connection())?;
    diesel::delete(person_keys::table.find((body, period))).execute(tx.connection())?;
    Ok(())
}

/// Some of the records whose token lies in the table as it was handed in, by their bodies.
fn bare_records(tx: &mut ReadTx<'_>) -> Result<BTreeMap<BodyId, Vec<KeptRecord>>, StoreError> {
    let bare = format!("{},%", "_".repeat(BARE_DIGITS));
    let rows = coded_records::table
        .filter(coded_records::kind.eq(RecordKind::Person.word()))
        .filter(coded_records::codes.like(bare))
        .order(coded_records::key)
        .limit(AT_ONCE)
        .select(CodedRecordRow::as_select())
        .load(tx.connection())?;
    let mut of_bodies: BTreeMap<BodyId, Vec<KeptRecord>> = BTreeMap::new();
    for (body, record) in rows_of(rows)? {
        of_bodies.entry(body).or_default().push(record);
    }
    Ok(of_bodies)
}

/// Whether a token is as it was handed in. What is locked is longer.
fn is_bare(token: &str) -> bool {
    token.len() == BARE_DIGITS
}

/// What is written over a key.
const NO_KEY: &[u8] = &[0; 32];
/// Hexadecimal digits of a token.
const BARE_DIGITS: usize = 16;
/// Records in one write.
const AT_ONCE: i64 = 500;
