//! Column newtypes for ids, days and words of the other rooms, which never hear of diesel.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Binary, Integer, Text};

/// Makes column newtypes for values that are a fixed number of bytes.
macro_rules! bytes_column {
    ($($column:ident($value:ty)),+ $(,)?) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
        #[diesel(sql_type = Binary)]
        pub(crate) struct $column(pub(crate) $value);

        impl From<$value> for $column {
            fn from(value: $value) -> Self {
                Self(value)
            }
        }

        impl From<$column> for $value {
            fn from(column: $column) -> Self {
                column.0
            }
        }

        impl<DB: Backend> FromSql<Binary, DB> for $column
        where
            Vec<u8>: FromSql<Binary, DB>,
        {
            fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
                let bytes = Vec::<u8>::from_sql(raw)?;
                let bytes = bytes.try_into().map_err(|_| {
                    concat!("wrong number of bytes for ", stringify!($value))
                })?;
                Ok(Self(<$value>::from_bytes(bytes)))
            }
        }

        impl<DB: Backend> ToSql<Binary, DB> for $column
        where
            [u8]: ToSql<Binary, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.as_bytes().as_slice().to_sql(out)
            }
        }
    )+};
}

/// Makes column newtypes for enums, each variant one word. The schema's `CHECK` lists the same
/// words.
macro_rules! word_column {
    ($($column:ident($value:ty) { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
        #[diesel(sql_type = Text)]
        pub(crate) struct $column(pub(crate) $value);

        impl $column {
            #[cfg(test)]
            pub(crate) const WORDS: &[&str] = &[$($word),+];

            const fn word(self) -> &'static str {
                match self.0 {
                    $(<$value>::$variant => $word,)+
                }
            }
        }

        impl From<$value> for $column {
            fn from(value: $value) -> Self {
                Self(value)
            }
        }

        impl From<$column> for $value {
            fn from(column: $column) -> Self {
                column.0
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $column
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
                match String::from_sql(raw)?.as_str() {
                    $($word => Ok(Self(<$value>::$variant)),)+
                    _ => Err(concat!("unknown word for ", stringify!($value)).into()),
                }
            }
        }

        impl<DB: Backend> ToSql<Text, DB> for $column
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.word().to_sql(out)
            }
        }
    )+};
}

bytes_column! {
    ActSubjectColumn(casework::ActSubject),
    BodyIdColumn(seal::BodyId),
    CaseIdColumn(seal::CaseId),
    DigestColumn(seal::Digest),
    MailboxColumn(seal::MailboxDigest),
    ObjectIdColumn(seal::ObjectId),
    OfficerIdColumn(seal::OfficerId),
    ParcelIdColumn(seal::ParcelId),
    ThreadIdColumn(seal::ThreadId),
}

word_column! {
    PriorityColumn(casework::Priority) {
        Emergency = "emergency", High = "high", Low = "low", Normal = "normal"
    }
}

/// Columns of what knows its own words.
macro_rules! spoken_column {
    ($($(#[$doc:meta])* $column:ident($value:ty)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
        #[diesel(sql_type = Text)]
        pub(crate) struct $column($value);

        impl From<$value> for $column {
            fn from(value: $value) -> Self {
                Self(value)
            }
        }

        impl From<$column> for $value {
            fn from(column: $column) -> Self {
                column.0
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $column
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(Self(String::from_sql(raw)?.parse()?))
            }
        }

        impl<DB: Backend> ToSql<Text, DB> for $column
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.word().to_sql(out)
            }
        }
    )+};
}

spoken_column! {
    /// What takes two officers, as its word.
    DecisionColumn(casework::DecisionKind),
    /// Where a request for protection stands, as its code.
    ProtectionStatusColumn(casework::ProtectionStatus),
    /// Where a referral stands, as its code.
    ReferralStatusColumn(casework::ReferralStatus),
    /// As what a closed case is kept, as its word.
    RetentionClassColumn(casework::RetentionClass),
    /// Where the work on a case stands, as its code.
    StageColumn(casework::CaseStage),
    /// What the reporter of a case is told, as its word.
    StatusColumn(casework::CaseStatus),
}

impl StatusColumn {
    /// Those of cases that are not closed.
    pub(crate) fn open() -> [Self; 2] {
        [
            casework::CaseStatus::Received,
            casework::CaseStatus::Answered,
        ]
        .map(Self)
    }
}

/// A day, as its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Integer)]
pub(crate) struct DayColumn(i32);

impl From<seal::Day> for DayColumn {
    fn from(day: seal::Day) -> Self {
        Self(day.number())
    }
}

impl From<DayColumn> for seal::Day {
    fn from(column: DayColumn) -> Self {
        Self::from_number(column.0)
    }
}

impl<DB: Backend> FromSql<Integer, DB> for DayColumn
where
    i32: FromSql<Integer, DB>,
{
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i32::from_sql(raw).map(Self)
    }
}

impl<DB: Backend> ToSql<Integer, DB> for DayColumn
where
    i32: ToSql<Integer, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

/// A kind of object, as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(crate) struct KindColumn(seal::Kind);

impl From<seal::Kind> for KindColumn {
    fn from(kind: seal::Kind) -> Self {
        Self(kind)
    }
}

impl From<KindColumn> for seal::Kind {
    fn from(column: KindColumn) -> Self {
        column.0
    }
}

impl<DB: Backend> FromSql<Text, DB> for KindColumn
where
    String: FromSql<Text, DB>,
{
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let word = String::from_sql(raw)?;
        let kind = seal::Kind::ALL
            .iter()
            .copied()
            .find(|kind| kind.word() == word);
        Ok(Self(kind.ok_or("unknown word for seal::Kind")?))
    }
}

impl<DB: Backend> ToSql<Text, DB> for KindColumn
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.word().to_sql(out)
    }
}

/// Who made an object, as in its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub(crate) struct SenderColumn([u8; 16]);

impl From<seal::Sender> for SenderColumn {
    fn from(sender: seal::Sender) -> Self {
        Self(sender.to_bytes())
    }
}

impl From<SenderColumn> for seal::Sender {
    fn from(sender: SenderColumn) -> Self {
        Self::from_bytes(sender.0)
    }
}

impl<DB: Backend> FromSql<Binary, DB> for SenderColumn
where
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = Vec::<u8>::from_sql(bytes)?;
        let bytes = bytes.try_into().map_err(|_| "a sender has sixteen bytes")?;
        Ok(Self(bytes))
    }
}

impl<DB: Backend> ToSql<Binary, DB> for SenderColumn
where
    [u8]: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_slice().to_sql(out)
    }
}
