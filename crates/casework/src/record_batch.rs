//! Coded records as a body hands them on.

use std::collections::BTreeMap;

use seal::{BodyId, NoRandomness, random_bytes};
use thiserror::Error;

use crate::coded_fault::CodedFault;
use crate::coded_record::{CodedRecord, read_period};
use crate::record_lists::RecordLists;
use crate::release_period::ReleasePeriod;

/// A batch of records that a body hands on, such as those of a day. Their order is that of their keys, which are random:
/// nothing shows in which order they were made, or which belong together.
#[derive(Debug)]
pub struct RecordBatch<'l> {
    body: BodyId,
    lists: &'l RecordLists,
    rows: BTreeMap<[u8; 16], Box<str>>,
}

/// A record that is sound and has no key yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRecord(Box<str>);

/// Why a record does not get into a batch.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BatchFault {
    /// It is not sound.
    #[error(transparent)]
    Record(#[from] CodedFault),
    /// There is no random key for it.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl<'l> RecordBatch<'l> {
    /// Begins one of a body.
    pub const fn begin(body: BodyId, lists: &'l RecordLists) -> Self {
        Self {
            body,
            lists,
            rows: BTreeMap::new(),
        }
    }

    /// Adds a record of these fields under a random key. Fields that are not named stay empty.
    ///
    /// # Errors
    /// [`BatchFault`] says which field, and counts records from 1.
    pub fn add(
        &mut self,
        period: ReleasePeriod,
        fields: &[(&str, &str)],
    ) -> Result<(), BatchFault> {
        let row = u64::try_from(self.rows.len())
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let record = BatchRecord::check(self.lists, row, period, fields)?;
        Ok(self.insert(record)?)
    }

    /// Adds a record that was checked with the lists of this batch, under a random key.
    ///
    /// # Errors
    /// When there is no random key for it.
    pub fn insert(&mut self, record: BatchRecord) -> Result<(), NoRandomness> {
        self.rows.insert(random_bytes()?, record.0);
        Ok(())
    }

    /// How many records it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines of its file, each with its line feed.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let head = self.lists.head(self.body).into_iter();
        let rows = self
            .rows
            .iter()
            .map(|(key, cells)| format!("{:032x},{cells}", u128::from_be_bytes(*key)));
        head.chain(rows).map(|line| line + "\n")
    }

    /// The text of its file.
    pub fn to_text(&self) -> String {
        self.lines().collect()
    }
}

impl BatchRecord {
    /// Checks a record of these fields. Fields that are not named stay empty.
    ///
    /// # Errors
    /// [`CodedFault`] says which field, and names the row.
    pub fn check(
        lists: &RecordLists,
        row: u64,
        period: ReleasePeriod,
        fields: &[(&str, &str)],
    ) -> Result<Self, CodedFault> {
        let text = period.to_string();
        read_period(row, &text, lists.kind)?;
        let columns = lists.columns();
        if let Some((name, _)) = fields.iter().find(|(name, _)| !columns.contains(name)) {
            let why = format!("there is no field `{name}`");
            return Err(CodedFault::Unreadable { row, why });
        }
        let cell = |column: &&str| {
            let given = fields.iter().find(|(name, _)| name == column);
            given.map_or("", |(_, code)| code)
        };
        let cells: Vec<&str> = columns.iter().skip(2).map(cell).collect();
        let mut record = CodedRecord::empty();
        record.row = row;
        lists.read_places(row, cells.iter().copied(), &mut record)?;
        let cells: Vec<&str> = [text.as_str()].into_iter().chain(cells).collect();
        Ok(Self(cells.join(",").into()))
    }
}
