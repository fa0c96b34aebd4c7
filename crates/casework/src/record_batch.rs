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
    rows: BTreeMap<[u8; 16], Vec<String>>,
}

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
        let text = period.to_string();
        read_period(row, &text, self.lists.kind)?;
        let columns = self.lists.columns();
        if let Some((name, _)) = fields.iter().find(|(name, _)| !columns.contains(name)) {
            let why = format!("there is no field `{name}`");
            return Err(CodedFault::Unreadable { row, why }.into());
        }
        let cell = |column: &&str| {
            let given = fields.iter().find(|(name, _)| name == column);
            given.map_or("", |(_, code)| code)
        };
        let cells: Vec<&str> = columns.iter().skip(2).map(cell).collect();
        let mut record = CodedRecord::empty();
        record.row = row;
        self.lists
            .read_places(row, cells.iter().copied(), &mut record)?;
        let cells = [text.as_str()].into_iter().chain(cells).map(str::to_owned);
        self.rows.insert(random_bytes()?, cells.collect());
        Ok(())
    }

    /// The text of its file.
    pub fn to_text(&self) -> String {
        let mut text = self.lists.head(self.body).join("\n");
        text.push('\n');
        for (key, cells) in &self.rows {
            text.push_str(&format!(
                "{:032x},{}\n",
                u128::from_be_bytes(*key),
                cells.join(",")
            ));
        }
        text
    }
}
