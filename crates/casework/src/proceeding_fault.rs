//! Why a proceeding is not taken.

use thiserror::Error;

use crate::partial_date::PartialDateFault;
use crate::proceeding_field::ProceedingField;

/// A day in a proceeding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProceedingDate {
    /// It was filed.
    Filed,
    /// Its papers were served.
    Served,
    /// It ended.
    Ended,
}

/// Why a proceeding is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProceedingFault {
    /// Something that has to be said is missing.
    #[error("{}: choose one of {}", .0.word(), .0.source())]
    Missing(ProceedingField),
    /// The list does not have this code.
    #[error("{}: {} does not have `{code}`; choose one that it has", .field.word(), .field.source())]
    UnknownCode {
        /// Where.
        field: ProceedingField,
        /// Which.
        code: String,
    },
    /// The code is used no longer.
    #[error("{}: `{code}` is used no longer; use `{by}`", .field.word())]
    OldCode {
        /// Where.
        field: ProceedingField,
        /// Which.
        code: String,
        /// What is used instead.
        by: String,
    },
    /// More codes in one field than one proceeding has.
    #[error("{}: there are too many; leave some out", .0.word())]
    TooMany(ProceedingField),
    /// The date is none.
    #[error("{}: {}", .0.word(), .1)]
    Date(ProceedingDate, PartialDateFault),
    /// That day has not come yet.
    #[error("{}: that day has not come yet; look at the year again", .0.word())]
    Ahead(ProceedingDate),
    /// It ended before it was filed.
    #[error("ended: it ended before it was filed; look at both dates again")]
    EndedBeforeBegun,
    /// Its papers were served after it had ended.
    #[error("served: the papers were served after it had ended; look at both dates again")]
    ServedAfterEnd,
    /// It ended and goes on.
    #[error("outcome: it has ended and is pending; leave the end out, or choose how it ended")]
    EndedYetPending,
    /// It ended because it is an abuse, and the court held that it is none.
    #[error("ruling: it was dismissed as an abuse, and the ruling says that it is none")]
    Ruling,
    /// There is no such earlier state.
    #[error("continues: there is no proceeding under that number; it is on the page that you saw")]
    Continues,
    /// There is no such earlier entry.
    #[error("number: there is no entry under that number; it is on the page that you saw")]
    Number,
    /// A later state says nothing.
    #[error("stage: say what has changed")]
    Nothing,
    /// It is no number of suits.
    #[error("parallel: write how many other suits there are in digits, at most 999")]
    Count,
    /// The texts are too long.
    #[error("the texts have {over} bytes too many")]
    TooLong {
        /// By how many bytes.
        over: usize,
    },
}

impl ProceedingDate {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Filed, Self::Served, Self::Ended];

    /// What it is called in forms, and where no page is.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Served => "served",
            Self::Ended => "ended",
        }
    }
}

impl ProceedingFault {
    /// The key under which the wording of pages says it. Its value is the code, or the bytes too many.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Missing(field) => missing(*field),
            Self::UnknownCode { .. } => "fault-proceeding-code",
            Self::OldCode { .. } => "fault-proceeding-old",
            Self::TooMany(_) => "fault-proceeding-many",
            Self::Date(ProceedingDate::Filed, _) => "fault-proceeding-filed",
            Self::Date(ProceedingDate::Served, _) => "fault-proceeding-served",
            Self::Date(ProceedingDate::Ended, _) => "fault-proceeding-ended",
            Self::Ahead(ProceedingDate::Filed) => "fault-proceeding-filed-ahead",
            Self::Ahead(ProceedingDate::Served) => "fault-proceeding-served-ahead",
            Self::Ahead(ProceedingDate::Ended) => "fault-proceeding-ended-ahead",
            Self::EndedBeforeBegun => "fault-proceeding-backwards",
            Self::ServedAfterEnd => "fault-proceeding-served-late",
            Self::EndedYetPending => "fault-proceeding-open",
            Self::Ruling => "fault-proceeding-ruling",
            Self::Continues => "fault-proceeding-continues",
            Self::Number => "fault-proceeding-number",
            Self::Nothing => "fault-proceeding-nothing",
            Self::Count => "fault-proceeding-count",
            Self::TooLong { .. } => "fault-text-too-long",
        }
    }

    /// The part of the form beside which it is said.
    pub const fn place(&self) -> &'static str {
        match self {
            Self::Missing(field) | Self::TooMany(field) => place(*field),
            Self::UnknownCode { field, .. } | Self::OldCode { field, .. } => place(*field),
            Self::Date(ProceedingDate::Filed, _) | Self::Ahead(ProceedingDate::Filed) => {
                "proceeding-filed"
            }
            Self::Date(ProceedingDate::Served, _)
            | Self::Ahead(ProceedingDate::Served)
            | Self::ServedAfterEnd => "proceeding-served",
            Self::Date(ProceedingDate::Ended, _)
            | Self::Ahead(ProceedingDate::Ended)
            | Self::EndedBeforeBegun => "proceeding-ended",
            Self::EndedYetPending => "proceeding-outcome",
            Self::Ruling => "proceeding-ruling",
            Self::Continues => "proceeding-continues",
            Self::Number => "proceeding-number",
            Self::Nothing => "proceeding-stage",
            Self::Count => "proceeding-parallel",
            Self::TooLong { .. } => "proceeding-narrative",
        }
    }

    /// What its wording has a place for: its name there and the value.
    pub fn value(&self) -> Option<(&'static str, String)> {
        match self {
            Self::UnknownCode { code, .. } => Some(("word", code.clone())),
            Self::OldCode { by, .. } => Some(("word", by.clone())),
            Self::TooLong { over } => Some(("over", over.to_string())),
            Self::Missing(_)
            | Self::TooMany(_)
            | Self::Date(..)
            | Self::Ahead(_)
            | Self::EndedBeforeBegun
            | Self::ServedAfterEnd
            | Self::EndedYetPending
            | Self::Ruling
            | Self::Continues
            | Self::Number
            | Self::Nothing
            | Self::Count => None,
        }
    }
}

const fn missing(field: ProceedingField) -> &'static str {
    match field {
        ProceedingField::Direction => "fault-proceeding-direction",
        ProceedingField::Country => "fault-proceeding-country",
        ProceedingField::Kind => "fault-proceeding-kind",
        ProceedingField::Basis => "fault-proceeding-basis",
        ProceedingField::Claimant => "fault-proceeding-claimant",
        ProceedingField::Defendants => "fault-proceeding-defendants",
        ProceedingField::Activity => "fault-proceeding-activity",
        ProceedingField::Topic => "fault-proceeding-topic",
        ProceedingField::Stage => "fault-proceeding-stage",
        ProceedingField::Outcome => "fault-proceeding-outcome",
        ProceedingField::Relation => "fault-proceeding-relation",
        // Nobody has to answer these, so nothing of them is missing.
        ProceedingField::Court
        | ProceedingField::Individuals
        | ProceedingField::Relief
        | ProceedingField::Amount
        | ProceedingField::Costs
        | ProceedingField::Asked
        | ProceedingField::Granted
        | ProceedingField::Ruling => "fault-word-unknown",
    }
}

const fn place(field: ProceedingField) -> &'static str {
    match field {
        ProceedingField::Direction => "proceeding-direction",
        ProceedingField::Country => "proceeding-country",
        ProceedingField::Court => "proceeding-court",
        ProceedingField::Kind => "proceeding-kind",
        ProceedingField::Basis => "proceeding-basis",
        ProceedingField::Claimant => "proceeding-claimant",
        ProceedingField::Defendants => "proceeding-defendants",
        ProceedingField::Individuals => "proceeding-individuals",
        ProceedingField::Activity => "proceeding-activity",
        ProceedingField::Topic => "proceeding-topic",
        ProceedingField::Stage => "proceeding-stage",
        ProceedingField::Outcome => "proceeding-outcome",
        ProceedingField::Relief => "proceeding-relief",
        ProceedingField::Amount => "proceeding-amount",
        ProceedingField::Costs => "proceeding-costs",
        ProceedingField::Asked => "proceeding-asked",
        ProceedingField::Granted => "proceeding-granted",
        ProceedingField::Ruling => "proceeding-ruling",
        ProceedingField::Relation => "proceeding-relation",
    }
}
