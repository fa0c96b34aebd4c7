use thiserror::Error;

use crate::coded_field::RecordKind;

/// Why coded records, a declaration or a release are refused: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodedFault {
    /// The head of a file of records is not understood.
    #[error("line {line}: expected `{expected}`: have the file made again by the officer's client")]
    Head {
        /// The line, from 1.
        line: u64,
        /// What should stand there.
        expected: String,
    },
    /// The file was coded with another version of the codebook.
    #[error(
        "line 3, codebook: coded with version {found}, and the release is of version {wanted}: code the records anew with version {wanted}, or declare tables of version {found}"
    )]
    OtherCodebook {
        /// The version of the file.
        found: u16,
        /// That of the release.
        wanted: u16,
    },
    /// The file has records of another kind.
    #[error(
        "line 2, kind: these are records of the kind `{found}`, and `{wanted}` is counted: take the file out"
    )]
    OtherKind {
        /// The kind of the file.
        found: RecordKind,
        /// What is counted.
        wanted: RecordKind,
    },
    /// The body of the file does not belong to the release.
    #[error("line 4, body: {body} is not among the bodies of the declaration: take the file out")]
    OtherBody {
        /// The body.
        body: String,
    },
    /// A row cannot be read.
    #[error("row {row}: {why}: have the file made again by the officer's client")]
    Unreadable {
        /// The row, from 1, without the head.
        row: u64,
        /// What the reader of the file says.
        why: String,
    },
    /// A record key is no key.
    #[error(
        "row {row}, key: `{key}` is no record key of 32 hexadecimal digits: have the record made again"
    )]
    Key {
        /// The row.
        row: u64,
        /// What stands there.
        key: String,
    },
    /// The rows are not in the order of their keys.
    #[error(
        "row {row}, key: does not follow the key before it: a batch is ordered by its random keys, so that nothing shows in which order records were made; have the batch made again"
    )]
    Order {
        /// The row.
        row: u64,
    },
    /// A record stands in two places.
    #[error("row {row}, key: the record {key} was read before: take one of the two files out")]
    Twice {
        /// The row.
        row: u64,
        /// The key of the record.
        key: String,
    },
    /// A period is no period, or of the wrong length.
    #[error("row {row}, period: `{period}` is no {wanted}: correct it at the record")]
    Period {
        /// The row.
        row: u64,
        /// What stands there.
        period: String,
        /// `quarter such as 2027-Q1` or `year such as 2027`.
        wanted: &'static str,
    },
    /// A code is not in its list.
    #[error("row {row}, {field}: there is no `{code}` in {list}: code the record anew")]
    UnknownCode {
        /// The row.
        row: u64,
        /// The field.
        field: &'static str,
        /// What stands there.
        code: String,
        /// The list.
        list: &'static str,
    },
    /// A code is used no longer.
    #[error("row {row}, {field}: `{code}` is used no longer: code the record anew as `{by}`")]
    Replaced {
        /// The row.
        row: u64,
        /// The field.
        field: &'static str,
        /// What stands there.
        code: String,
        /// What is used instead.
        by: String,
    },
    /// A field that must be filled is empty.
    #[error("row {row}, {field}: is empty: code it; `unknown` is a code too")]
    Empty {
        /// The row.
        row: u64,
        /// The field.
        field: &'static str,
    },
    /// A record says something that is not counted, such as a duplicate.
    #[error("row {row}, {field}: {why}: {remedy}")]
    NotCounted {
        /// The row.
        row: u64,
        /// The field.
        field: &'static str,
        /// Why.
        why: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A table of a declaration is not sound.
    #[error("table {table}: {why}")]
    Table {
        /// Its number, from 1.
        table: usize,
        /// What is wrong and what to do.
        why: String,
    },
    /// A declaration is not sound as a whole.
    #[error("{field}: {why}")]
    Declaration {
        /// The field.
        field: &'static str,
        /// What is wrong and what to do.
        why: String,
    },
    /// A release is refused, whatever the records say.
    #[error("{0}")]
    Release(String),
}
