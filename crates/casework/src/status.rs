use std::str::FromStr;

/// Where a case stands, as the reporter is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseStatus {
    /// It arrived; nobody has answered yet.
    Received,
    /// An officer has answered.
    Answered,
    /// It is closed; the mailbox stays open.
    Closed,
}

impl CaseStatus {
    /// Every status.
    pub const ALL: &'static [Self] = &[Self::Received, Self::Answered, Self::Closed];

    /// The word that stands for it in tables and wording keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The byte that stands for it in status blocks.
    pub const fn code(self) -> u8 {
        match self {
            Self::Received => 1,
            Self::Answered => 2,
            Self::Closed => 3,
        }
    }

    /// The status that a byte of a status block stands for.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|status| status.code() == code)
    }
}

impl FromStr for CaseStatus {
    type Err = UnknownStatus;

    fn from_str(word: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .iter()
            .copied()
            .find(|status| status.word() == word)
            .ok_or(UnknownStatus)
    }
}

/// The word stands for no status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an unknown status")]
pub struct UnknownStatus;
