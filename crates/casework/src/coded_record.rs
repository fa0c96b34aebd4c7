//! Coded records as they travel: one file for a batch of one body, one row for a record, in the order of their random keys.

use std::io::{BufRead, Read};

use seal::BodyId;

use crate::coded_fault::CodedFault;
use crate::coded_field::RecordKind;
use crate::record_lists::RecordLists;
use crate::release_period::ReleasePeriod;
use crate::row_limit::LimitedRows;

/// One record, as places in the lists of its kind. It is used again for each row.
#[derive(Debug, Clone)]
pub struct CodedRecord {
    /// The row of the file, from 1.
    pub row: u64,
    /// Its random key.
    pub key: u128,
    /// The period that it is counted in.
    pub period: ReleasePeriod,
    /// For each field of the kind the place of its code in the list; nothing where it was left empty.
    pub places: Vec<Option<u16>>,
    /// The token of the person, in records of persons.
    pub token: u64,
}

/// A file of records that is being read, row by row.
#[derive(Debug)]
pub struct RecordFile<'l, R> {
    /// The body that coded them.
    pub body: BodyId,
    lists: &'l RecordLists,
    /// How many columns it has.
    width: usize,
    rows: csv::Reader<LimitedRows<R>>,
    row: csv::StringRecord,
    number: u64,
    last: Option<u128>,
    period: Option<(String, ReleasePeriod)>,
}

impl<'l, R: BufRead> RecordFile<'l, R> {
    /// Reads the head of a file.
    ///
    /// # Errors
    /// [`CodedFault`] names the line.
    pub fn begin(mut input: R, lists: &'l RecordLists) -> Result<Self, CodedFault> {
        let mut lines = vec![];
        for number in 1..=5_u64 {
            let mut line = String::new();
            let mut limited = input.by_ref().take(MOST_HEAD);
            let read = limited.read_line(&mut line);
            let expected = || CodedFault::Head {
                line: number,
                expected: "a line of text".to_owned(),
            };
            read.map_err(|_| expected())?;
            lines.push(line.trim_end_matches(['\r', '\n']).to_owned());
        }
        let head = |line: usize, expected: &str| CodedFault::Head {
            line: u64::try_from(line).unwrap_or_default() + 1,
            expected: expected.to_owned(),
        };
        let line = |at: usize| lines.get(at).map(String::as_str).unwrap_or_default();
        let value = |at: usize, name: &str| {
            let rest = line(at)
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix(' '));
            rest.ok_or_else(|| head(at, &format!("{name} …")))
        };
        if line(0) != FIRST_LINE {
            return Err(head(0, FIRST_LINE));
        }
        let found: RecordKind = value(1, "kind")?.parse().map_err(|_| head(1, "kind act"))?;
        if found != lists.kind {
            let wanted = lists.kind;
            return Err(CodedFault::OtherKind { found, wanted });
        }
        let found: u16 = value(2, "codebook")?
            .parse()
            .map_err(|_| head(2, &format!("codebook {}", lists.version)))?;
        if found != lists.version {
            let wanted = lists.version;
            return Err(CodedFault::OtherCodebook { found, wanted });
        }
        let body = value(3, "body")?
            .parse()
            .map_err(|_| head(3, "body and its id"))?;
        let columns = lists.columns();
        let fewest = columns.len() + lists.kind.fewest_fields() - lists.kind.fields().len();
        let mut widths = [columns.len(), fewest].into_iter();
        let is_width = |width: &usize| columns.iter().take(*width).copied().eq(line(4).split(','));
        let width = widths.find(is_width);
        let width = width.ok_or_else(|| head(4, &columns.join(",")))?;
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            // No code has a comma or a quotation mark, so a row ends where its line does.
            .quoting(false)
            .from_reader(LimitedRows::new(input));
        Ok(Self {
            body,
            lists,
            width,
            rows,
            row: csv::StringRecord::new(),
            number: 0,
            last: None,
            period: None,
        })
    }

    /// Reads the next record into `record`; false at the end of the file.
    ///
    /// # Errors
    /// [`CodedFault`] names row and field.
    pub fn next_record(&mut self, record: &mut CodedRecord) -> Result<bool, CodedFault> {
        self.number += 1;
        let row = self.number;
        let unreadable = |why: String| CodedFault::Unreadable { row, why };
        let more = self.rows.read_record(&mut self.row);
        if !more.map_err(|fault| unreadable(fault.to_string()))? {
            return Ok(false);
        }
        let wanted = self.width;
        if self.row.len() != wanted {
            let found = self.row.len();
            return Err(unreadable(format!(
                "it has {found} fields and should have {wanted}"
            )));
        }
        let mut cells = self.row.iter();
        let text = cells.next().unwrap_or_default();
        let key = hexadecimal(text, 32).ok_or_else(|| CodedFault::Key {
            row,
            key: text.to_owned(),
        })?;
        match self.last {
            Some(last) if last == key => {
                let key = text.to_owned();
                return Err(CodedFault::Twice { row, key });
            }
            Some(last) if last > key => return Err(CodedFault::Order { row }),
            Some(_) | None => self.last = Some(key),
        }
        let text = cells.next().unwrap_or_default();
        let known = self.period.as_ref().filter(|(known, _)| known == text);
        let period = match known {
            Some((_, period)) => *period,
            None => {
                let read = read_period(row, text, self.lists.kind)?;
                self.period = Some((text.to_owned(), read));
                read
            }
        };
        (record.row, record.key, record.period) = (row, key, period);
        self.lists.read_places(row, cells, record)?;
        Ok(true)
    }
}

impl CodedRecord {
    /// An empty one, to read into.
    pub const fn empty() -> Self {
        Self {
            row: 0,
            key: 0,
            period: ReleasePeriod::FIRST,
            places: vec![],
            token: 0,
        }
    }
}

pub(crate) fn read_period(
    row: u64,
    text: &str,
    kind: RecordKind,
) -> Result<ReleasePeriod, CodedFault> {
    let read: Option<ReleasePeriod> = text.parse().ok();
    let fits = read.filter(|period| period.is_year() == kind.is_exact());
    fits.ok_or_else(|| CodedFault::Period {
        row,
        period: text.to_owned(),
        wanted: if kind.is_exact() {
            "year such as 2027"
        } else {
            "quarter such as 2027-Q1"
        },
    })
}

/// A number of exactly so many small hexadecimal digits.
pub(crate) fn hexadecimal(text: &str, digits: usize) -> Option<u128> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let fits = text.len() == digits && text.bytes().all(is_digit);
    fits.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

pub(crate) const FIRST_LINE: &str = "tabir/v1/coded-records";
/// More than any line of a head has, in bytes.
const MOST_HEAD: u64 = 4_096;
