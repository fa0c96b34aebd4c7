//! Rows of a log as spreadsheets write them (RFC 4180), read strictly: a quotation mark that is not closed takes no row away
//! unseen.

use std::io::{self, BufRead, Cursor, Read as _};
use std::str::{self, Utf8Error};

use thiserror::Error;

/// The rows of a log, from the one with the names of the columns.
#[derive(Debug)]
pub(crate) struct LogRows<R> {
    input: io::Chain<Cursor<Vec<u8>>, R>,
    delimiter: u8,
    number: u64,
    bytes_read: u64,
}

/// One row. It is used again for each.
#[derive(Debug, Default)]
pub(crate) struct LogRow {
    /// As spreadsheets count: the row with the names of the columns is the first.
    pub number: u64,
    /// What is wrong with its quotation marks.
    pub flaw: Option<QuoteFlaw>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// What can be wrong with quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuoteFlaw {
    /// The log ends before one is closed.
    Open,
    /// Text follows where one was closed.
    TextBehind,
}

/// Why no row can be read any more.
#[derive(Debug, Error)]
pub(crate) enum RowsFault {
    /// It is no text with separated values.
    #[error("{0}")]
    NoCsv(&'static str),
    /// A row does not end.
    #[error("it has more than {MOST_ROW} bytes")]
    TooLong,
    /// The file cannot be read.
    #[error(transparent)]
    Broken(#[from] io::Error),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Begin,
    /// In a cell without quotation marks.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// Behind one that closes, or is the first of two.
    Closed,
}

impl<R: BufRead> LogRows<R> {
    /// Begins to read, behind a mark of UTF-8 if there is one.
    pub(crate) fn begin(mut input: R, delimiter: u8) -> Result<Self, RowsFault> {
        let mut head = vec![];
        input.by_ref().take(4).read_to_end(&mut head)?;
        match head.as_slice() {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
                return Err(RowsFault::NoCsv("is UTF-16, or no text"));
            }
            [b'P', b'K', 3, 4] => {
                return Err(RowsFault::NoCsv("is a ZIP or a spreadsheet's own file"));
            }
            _ => {}
        }
        if head.starts_with(&[0xef, 0xbb, 0xbf]) {
            drop(head.drain(..3));
        }
        Ok(Self {
            input: Cursor::new(head).chain(input),
            delimiter,
            number: 0,
            bytes_read: 0,
        })
    }

    /// So many bytes were read.
    pub(crate) const fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Reads the next row; false at the end.
    pub(crate) fn next_row(&mut self, row: &mut LogRow) -> Result<bool, RowsFault> {
        (row.flaw, self.number) = (None, self.number + 1);
        row.number = self.number;
        row.bytes.clear();
        row.ends.clear();
        let (mut state, mut is_behind_cr, mut is_empty) = (State::Begin, false, true);
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                if is_empty {
                    return Ok(false);
                }
                if state == State::Quoted {
                    row.flaw = Some(QuoteFlaw::Open);
                }
                row.ends.push(row.bytes.len());
                return Ok(true);
            }
            let (mut used, mut is_done) = (0, false);
            for byte in buffer.iter().copied() {
                if is_behind_cr {
                    // A line feed behind it belongs to it; anything else begins the next row.
                    used += usize::from(byte == b'\n');
                    is_done = true;
                    break;
                }
                (used, is_empty) = (used + 1, false);
                state = match (state, byte) {
                    (State::Quoted, b'"') => State::Closed,
                    (State::Quoted, _) => {
                        row.bytes.push(byte);
                        State::Quoted
                    }
                    (State::Closed, b'"') => {
                        row.bytes.push(byte);
                        State::Quoted
                    }
                    (State::Begin, b'"') => State::Quoted,
                    (_, b'\n') => {
                        is_done = true;
                        break;
                    }
                    (state, b'\r') => {
                        is_behind_cr = true;
                        state
                    }
                    (_, byte) if byte == self.delimiter => {
                        row.ends.push(row.bytes.len());
                        State::Begin
                    }
                    (state @ (State::Begin | State::Plain | State::Closed), _) => {
                        if state == State::Closed {
                            row.flaw = Some(QuoteFlaw::TextBehind);
                        }
                        row.bytes.push(byte);
                        State::Plain
                    }
                };
            }
            self.input.consume(used);
            self.bytes_read += u64::try_from(used).unwrap_or_default();
            if row.bytes.len() > MOST_ROW || row.ends.len() > MOST_ROW {
                return Err(RowsFault::TooLong);
            }
            if is_done {
                row.ends.push(row.bytes.len());
                return Ok(true);
            }
        }
    }
}

impl LogRow {
    /// How many cells it has.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Its cells, without the blanks around them.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Result<&str, Utf8Error>> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let cells = begins.zip(self.ends.iter().copied());
        cells.map(|(begin, end)| {
            let cell = self.bytes.get(begin..end).unwrap_or_default();
            str::from_utf8(cell).map(str::trim)
        })
    }

    /// The byte of a cell that is no UTF-8.
    pub(crate) fn byte_at(&self, cell: usize, at: usize) -> u8 {
        let begin = cell.checked_sub(1).and_then(|before| self.ends.get(before));
        let begin = begin.copied().unwrap_or_default();
        self.bytes.get(begin + at).copied().unwrap_or_default()
    }

    /// Whether it has letters beyond ASCII.
    pub(crate) fn is_beyond_ascii(&self) -> bool {
        !self.bytes.is_ascii()
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// More than any row has, in bytes.
const MOST_ROW: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Rows = Vec<(u64, Option<QuoteFlaw>, Vec<String>)>;

    fn rows(bytes: &[u8], buffer: usize) -> Result<Rows, RowsFault> {
        let input = io::BufReader::with_capacity(buffer, bytes);
        let mut rows = LogRows::begin(input, b',')?;
        let (mut row, mut found) = (LogRow::default(), vec![]);
        while rows.next_row(&mut row)? {
            let cells = row.cells().map(|cell| cell.unwrap().to_owned()).collect();
            found.push((row.number, row.flaw, cells));
        }
        Ok(found)
    }

    #[test]
    fn rows_end_where_spreadsheets_end_them() {
        let text =
            "\u{feff}Title,What\r\n\"a, b\",\"one\ntwo\"\r,\"he said \"\"no\"\"\"\n\n x ,5\" pipe";
        for buffer in [1, 2, 3, 7, 100] {
            let found = rows(text.as_bytes(), buffer).unwrap();
            let cells: Vec<_> = found.iter().map(|(_, _, cells)| cells.clone()).collect();
            assert_eq!(
                cells,
                [
                    vec!["Title", "What"],
                    vec!["a, b", "one\ntwo"],
                    vec!["", "he said \"no\""],
                    vec![""],
                    vec!["x", "5\" pipe"],
                ]
            );
            assert!(found.iter().all(|(_, flaw, _)| flaw.is_none()));
            let numbers: Vec<_> = found.iter().map(|(number, ..)| *number).collect();
            assert_eq!(numbers, [1, 2, 3, 4, 5]);
        }
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_takes_no_row_away_unseen() {
        let found = rows(b"a,b\n1,\"two\n3,four\n", 8).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].1, Some(QuoteFlaw::Open));
        let found = rows(b"a,b\n1,\"two\" and more\n3,four\n", 8).unwrap();
        assert_eq!(found[1].1, Some(QuoteFlaw::TextBehind));
        assert_eq!(found[2].1, None);
        let mut long = b"a,b\n1,\"".to_vec();
        long.resize(MOST_ROW + 10_000, b'x');
        assert!(matches!(rows(&long, 4_096), Err(RowsFault::TooLong)));
    }

    #[test]
    fn what_is_no_csv_is_refused_at_once() {
        for wrong in [
            &b"\xff\xfea\0,\0"[..],
            b"a\0,\0b\0",
            b"\0a\0,",
            b"PK\x03\x04zip",
        ] {
            assert!(matches!(rows(wrong, 100), Err(RowsFault::NoCsv(_))));
        }
        assert_eq!(rows(b"", 100).unwrap(), []);
    }

    proptest! {
        /// Another program's writer and this reader agree.
        #[test]
        fn what_a_spreadsheet_writes_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[a-c\"|,;\r\n é]{0,6}", 2..4), 1..6),
            buffer in 1_usize..40,
        ) {
            let mut out = csv::WriterBuilder::new().flexible(true).from_writer(vec![]);
            for row in &table {
                out.write_record(row).unwrap();
            }
            let found = rows(&out.into_inner().unwrap(), buffer).unwrap();
            let cells: Vec<Vec<String>> = found.into_iter().map(|(_, flaw, cells)| {
                assert_eq!(flaw, None);
                cells
            }).collect();
            let table: Vec<Vec<String>> = table.into_iter().map(|row| {
                row.into_iter().map(|cell| cell.trim().to_owned()).collect()
            }).collect();
            prop_assert_eq!(cells, table);
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(prop_oneof![
            Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), any::<u8>()
        ], 0..60), buffer in 1_usize..9) {
            let input = io::BufReader::with_capacity(buffer, bytes.as_slice());
            if let Ok(mut rows) = LogRows::begin(input, b',') {
                let mut row = LogRow::default();
                while rows.next_row(&mut row).unwrap() {
                    prop_assert_eq!(row.cells().count(), row.len());
                }
                let mark = if bytes.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
                prop_assert_eq!(usize::try_from(rows.bytes_read()).unwrap(), bytes.len() - mark);
            }
        }
    }
}
