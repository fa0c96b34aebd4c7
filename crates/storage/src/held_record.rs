//! Records of cases and of requests for protection, which wait for others of their kind while the rest of a body goes (decision 0065).

use std::collections::{BTreeMap, BTreeSet};

use casework::{RecordKind, ReleasePeriod, waits_for_others};
use diesel::prelude::*;
use seal::{BodyId, Day};

use crate::columns::BodyIdColumn;
use crate::schema::keystore::{replaced_records, waiting_records};
use crate::schema::main::coded_records;
use crate::store_error::StoreError;
use crate::transaction::{ReadTx, Reads};
use crate::upkeep::Upkeep;

/// What of a body waits on.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldBack {
    /// Kinds with their periods.
    groups: BTreeSet<(String, String)>,
    /// How many records there are of those.
    pub(crate) records: u64,
    /// Keys of records in the table that would go before others come in their place.
    pub(crate) keys: BTreeSet<Vec<u8>>,
}

impl HeldBack {
    pub(crate) fn holds(&self, kind: &str, period: &str) -> bool {
        let group = (kind.to_owned(), period.to_owned());
        self.groups.contains(&group)
    }
}

impl Upkeep {
    pub(crate) async fn held_back(&self, body: BodyId, today: Day) -> Result<HeldBack, StoreError> {
        let look = move |tx: &mut ReadTx<'_>| {
            let waiting: Vec<(String, String)> = waiting_records::table
                .filter(waiting_records::body_id.eq(BodyIdColumn(body)))
                .select((waiting_records::kind, waiting_records::period))
                .load(tx.connection())?;
            let mut groups: BTreeMap<(String, String), u64> = BTreeMap::new();
            for group in waiting {
                *groups.entry(group).or_default() += 1;
            }
            let keys: Vec<Vec<u8>> = replaced_records::table
                .filter(replaced_records::body_id.eq(BodyIdColumn(body)))
                .select(replaced_records::key)
                .distinct()
                .load(tx.connection())?;
            Ok((groups, keys))
        };
        let (groups, keys) = self.0.keystore.read(look).await?;
        let mut held = HeldBack::default();
        let mut going = BTreeSet::new();
        for (group, count) in groups {
            if waits(&group.0, &group.1, count, today)? {
                held.records = held.records.saturating_add(count);
                held.groups.insert(group);
            } else {
                going.insert(group);
            }
        }
        let find = move |tx: &mut ReadTx<'_>| {
            let mut found: Vec<(Vec<u8>, String, String)> = vec![];
            for keys in keys.chunks(KEYS_AT_ONCE) {
                let rows: Vec<(Vec<u8>, String, String)> = coded_records::table
                    .filter(coded_records::body_id.eq(BodyIdColumn(body)))
                    .filter(coded_records::key.eq_any(keys.to_vec()))
                    .select((
                        coded_records::key,
                        coded_records::kind,
                        coded_records::period,
                    ))
                    .load(tx.connection())?;
                found.extend(rows);
            }
            Ok(found)
        };
        for (key, kind, period) in self.0.main.read(find).await? {
            let group = (kind, period);
            if !going.contains(&group) && waits(&group.0, &group.1, 0, today)? {
                held.keys.insert(key);
            }
        }
        Ok(held)
    }
}

fn waits(kind: &str, period: &str, count: u64, today: Day) -> Result<bool, StoreError> {
    let kind: RecordKind = kind.parse().map_err(StoreError::broken)?;
    let period: ReleasePeriod = period.parse().map_err(StoreError::broken)?;
    Ok(waits_for_others(kind, period, count, today))
}

/// Keys in one question: SQLite takes no more than some thousands of values.
const KEYS_AT_ONCE: usize = 500;
