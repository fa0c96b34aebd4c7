use std::str::FromStr;

use thiserror::Error;

use crate::status::CaseStatus;

macro_rules! stages {
    ($($(#[$doc:meta])* $variant:ident = $number:literal $word:literal),+ $(,)?) => {
        /// Where the work on a case stands inside the body: the codes of the list `case_status`. What the
        /// reporter is told is [`CaseStatus`](crate::CaseStatus), and nothing else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CaseStage { $($(#[$doc])* $variant),+ }

        impl CaseStage {
            /// Every stage, in the order in which work usually goes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code of the list, which stands for it in tables, forms and wording.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The number in its code, which stands for it on the way to an officer's client.
            pub const fn code(self) -> u8 {
                match self { $(Self::$variant => $number),+ }
            }
        }
    };
}

stages! {
    /// Stored and numbered.
    Received = 10 "c10_received",
    /// Receipt confirmed to the reporter.
    Acknowledged = 11 "c11_acknowledged",
    /// Waits for triage.
    Triage = 20 "c20_triage",
    /// A question was sent to the reporter.
    InfoRequested = 21 "c21_info_requested",
    /// Whether the body may act is looked into.
    JurisdictionCheck = 22 "c22_jurisdiction_check",
    /// Full assessment.
    Assessment = 30 "c30_assessment",
    /// Limited inquiry.
    Preliminary = 31 "c31_preliminary",
    /// Full investigation.
    Investigation = 40 "c40_investigation",
    /// With another body.
    Joint = 41 "c41_joint",
    /// With another body, whose report is awaited.
    ReferredMonitored = 42 "c42_referred_monitored",
    /// Waits for a decision.
    Decision = 50 "c50_decision",
    /// In court.
    Court = 60 "c60_court",
    /// In a disciplinary process.
    Disciplinary = 61 "c61_disciplinary",
    /// The outcome is fixed.
    Concluded = 70 "c70_concluded",
    /// The outcome was told to the reporter.
    FeedbackGiven = 71 "c71_feedback_given",
    /// The outcome is contested.
    Review = 80 "c80_review",
    /// Opened again.
    Reopened = 81 "c81_reopened",
    /// Closed, the protection goes on.
    Monitoring = 90 "c90_monitoring",
    /// The time to keep it is over.
    Archived = 99 "c99_archived",
}

/// The word stands for no stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an unknown stage")]
pub struct UnknownStage;

impl CaseStage {
    /// The stage that a byte stands for.
    pub fn from_code(code: u8) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|stage| stage.code() == code)
    }

    /// Whether the outcome is fixed. A closed case still takes messages and is still answered.
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Concluded | Self::FeedbackGiven | Self::Monitoring | Self::Archived
        )
    }

    /// What the reporter is told once the work stands here. `is_answered` says whether an officer ever answered.
    pub const fn told(self, before: CaseStatus, is_answered: bool) -> CaseStatus {
        match before {
            _ if self.is_closed() => CaseStatus::Closed,
            CaseStatus::Closed if is_answered => CaseStatus::Answered,
            CaseStatus::Closed => CaseStatus::Received,
            CaseStatus::Answered | CaseStatus::Received => before,
        }
    }

    /// Whether one holder alone may move the work from here to there. Nothing is closed that way: closing
    /// takes two. What is closed moves among the closed stages, and is opened again by a review or by a
    /// reopening. Archived is what forgetting leaves, so nobody moves there by hand.
    pub const fn may_go_to(self, next: Self) -> bool {
        match (self, next) {
            (_, Self::Archived | Self::Received | Self::Concluded) | (Self::Archived, _) => false,
            (_, Self::FeedbackGiven | Self::Monitoring | Self::Reopened) => {
                self.is_closed() || matches!((self, next), (Self::Review, Self::Reopened))
            }
            (_, Self::Review) => self.is_closed(),
            _ => !self.is_closed(),
        }
    }
}

impl FromStr for CaseStage {
    type Err = UnknownStage;

    fn from_str(word: &str) -> Result<Self, UnknownStage> {
        let mut all = Self::ALL.iter().copied();
        all.find(|stage| stage.word() == word).ok_or(UnknownStage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;

    #[test]
    fn stages_are_the_codes_of_their_list() {
        let codes = CodeList::CaseStatus.codes().unwrap();
        let words: Vec<_> = CaseStage::ALL.iter().map(|stage| stage.word()).collect();
        let listed: Vec<_> = codes.iter().map(|code| code.code.as_str()).collect();
        assert_eq!(words, listed);
        for stage in CaseStage::ALL {
            assert_eq!(stage.word().parse(), Ok(*stage));
            assert_eq!(CaseStage::from_code(stage.code()), Some(*stage));
            assert!(stage.word().starts_with(&format!("c{}_", stage.code())));
        }
    }

    #[test]
    fn a_reporter_is_told_of_closing_and_reopening_and_of_nothing_between() {
        for before in CaseStatus::ALL.iter().copied() {
            for stage in CaseStage::ALL.iter().copied() {
                let told = stage.told(before, true);
                assert_eq!(told == CaseStatus::Closed, stage.is_closed());
                let unanswered = stage.told(before, false);
                assert!(before == CaseStatus::Answered || unanswered != CaseStatus::Answered);
                if before != CaseStatus::Closed && !stage.is_closed() {
                    assert_eq!(told, before);
                }
            }
        }
    }

    #[test]
    fn one_officer_alone_closes_nothing_and_everything_else_moves() {
        for from in CaseStage::ALL.iter().copied() {
            for to in CaseStage::ALL.iter().copied() {
                let may = from.may_go_to(to);
                let is_start_or_end = matches!(
                    to,
                    CaseStage::Received | CaseStage::Concluded | CaseStage::Archived
                );
                assert!(!(may && is_start_or_end), "{from:?} to {to:?}");
                assert!(
                    !(may && to.is_closed() && !from.is_closed()),
                    "{from:?} to {to:?}"
                );
                let reopens = matches!(to, CaseStage::Review | CaseStage::Reopened);
                let expected = match (from.is_closed(), to.is_closed()) {
                    _ if is_start_or_end || from == CaseStage::Archived => false,
                    (true, true) => true,
                    (true, false) => reopens,
                    (false, true) => false,
                    (false, false) => {
                        !reopens || (from, to) == (CaseStage::Review, CaseStage::Reopened)
                    }
                };
                assert_eq!(may, expected, "{from:?} to {to:?}");
            }
        }
    }
}
