use std::str::FromStr;

use seal::Day;
use thiserror::Error;

use crate::step::StepFault;

macro_rules! statuses {
    ($($(#[$doc:meta])* $variant:ident = $number:literal $word:literal),+ $(,)?) => {
        /// Where a referral to another body stands: the codes of the list `referral_status`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ReferralStatus { $($(#[$doc])* $variant),+ }

        impl ReferralStatus {
            /// Every one, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code of the list, which stands for it in tables, forms and wording.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The byte that stands for it on the way to an officer's client and back.
            pub(crate) const fn code(self) -> u8 {
                match self { $(Self::$variant => $number),+ }
            }
        }
    };
}

statuses! {
    /// An officer suggests it; nothing was sent.
    Proposed = 0 "proposed",
    /// The reporter was asked; nothing was sent.
    ConsentPending = 1 "consent_pending",
    /// Nothing was sent, since it would put somebody in danger.
    RiskBlocked = 2 "risk_blocked",
    /// The other body has it.
    Sent = 3 "sent",
    /// The other body has said that it read it.
    Received = 4 "received",
    /// The other body takes charge.
    Accepted = 5 "accepted",
    /// The other body does not.
    Declined = 6 "declined",
    /// The other body asks something.
    InfoRequested = 7 "info_requested",
    /// The other body works on it.
    InProgress = 8 "in_progress",
    /// The other body has said what came of it.
    OutcomeReported = 9 "outcome_reported",
    /// The reporter was told.
    FeedbackToReporter = 10 "feedback_to_reporter",
    /// No answer came by the day that was asked for. It is never written down: the day says it.
    Overdue = 11 "overdue",
    /// Nothing more is to be done.
    Closed = 12 "closed",
}

/// The word stands for no status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an unknown status of a referral")]
pub struct UnknownReferralStatus;

impl ReferralStatus {
    /// Whether a referral may begin here.
    pub const fn may_begin(self) -> bool {
        matches!(
            self,
            Self::Proposed | Self::ConsentPending | Self::RiskBlocked | Self::Sent
        )
    }

    /// Whether nothing was sent yet, and something may be.
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Proposed | Self::ConsentPending)
    }

    /// Whether the other body has it and owes an answer, so that a day may pass without one.
    pub const fn awaits_answer(self) -> bool {
        matches!(
            self,
            Self::Sent
                | Self::Received
                | Self::Accepted
                | Self::InfoRequested
                | Self::InProgress
                | Self::Overdue
        )
    }

    /// Whether an officer may bring a referral there from here. What was blocked is not sent after all: that takes
    /// another referral, which is looked at anew.
    pub const fn may_go_to(self, next: Self) -> bool {
        match next {
            Self::Proposed | Self::Overdue => false,
            Self::ConsentPending => matches!(self, Self::Proposed),
            Self::RiskBlocked | Self::Sent => self.is_pending(),
            Self::Received => matches!(self, Self::Sent),
            Self::Accepted => matches!(self, Self::Sent | Self::Received | Self::InfoRequested),
            Self::InfoRequested | Self::InProgress | Self::Declined => self.awaits_answer(),
            Self::OutcomeReported => {
                self.awaits_answer() || matches!(self, Self::FeedbackToReporter)
            }
            Self::FeedbackToReporter => matches!(self, Self::OutcomeReported | Self::Declined),
            Self::Closed => true,
        }
    }

    /// Where a referral stands after this step.
    ///
    /// # Errors
    /// [`StepFault::AlreadySo`], [`StepFault::NoSuchMove`].
    pub fn after(before: Option<Self>, next: Self) -> Result<Self, StepFault> {
        match before {
            None if next.may_begin() => Ok(next),
            Some(before) if before == next => Err(StepFault::AlreadySo),
            Some(before) if before.may_go_to(next) => Ok(next),
            None | Some(_) => Err(StepFault::NoSuchMove),
        }
    }

    /// By when an answer is asked for after a step there: what the step says when it is sent, what stood before while
    /// the answer is awaited, and no day once it is not.
    pub const fn due_after(self, before: Option<Day>, told: Option<Day>) -> Option<Day> {
        if matches!(self, Self::Sent) {
            told
        } else if self.awaits_answer() {
            before
        } else {
            None
        }
    }

    /// What it is called on a day.
    pub fn shown_on(self, due: Option<Day>, today: Day) -> Self {
        if self.awaits_answer() && due.is_some_and(|due| due < today) {
            Self::Overdue
        } else {
            self
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|status| status.code() == code)
    }
}

impl FromStr for ReferralStatus {
    type Err = UnknownReferralStatus;

    fn from_str(word: &str) -> Result<Self, UnknownReferralStatus> {
        let mut all = Self::ALL.iter().copied();
        all.find(|status| status.word() == word)
            .ok_or(UnknownReferralStatus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeList;
    use ReferralStatus::*;

    #[test]
    fn the_statuses_are_those_of_the_code_list() {
        let codes = CodeList::ReferralStatus.codes().unwrap();
        let listed: Vec<_> = codes.iter().map(|code| code.code.as_str()).collect();
        let known: Vec<_> = ReferralStatus::ALL.iter().map(|one| one.word()).collect();
        assert_eq!(listed, known);
        for status in ReferralStatus::ALL {
            assert_eq!(ReferralStatus::from_code(status.code()), Some(*status));
            assert_eq!(status.word().parse(), Ok(*status));
        }
        assert_eq!("x".parse::<ReferralStatus>(), Err(UnknownReferralStatus));
    }

    /// A row for where it stands, a column for where it is to go, in the order of the list; `-` stands for the
    /// beginning.
    const TABLE: [(&str, &str); 14] = [
        ("-", "yyyy........."),
        ("proposed", ".yyy........y"),
        ("consent_pending", "..yy........y"),
        ("risk_blocked", "............y"),
        ("sent", "....yyyyyy..y"),
        ("received", ".....yyyyy..y"),
        ("accepted", "......yyyy..y"),
        ("declined", "..........y.y"),
        ("info_requested", ".....yy.yy..y"),
        ("in_progress", "......yy.y..y"),
        ("outcome_reported", "..........y.y"),
        ("feedback_to_reporter", ".........y..y"),
        // Never written down; what is shown so stands elsewhere.
        ("overdue", "......yyyy..y"),
        ("closed", "............."),
    ];

    #[test]
    fn every_step_from_every_status_of_a_referral_has_its_outcome() {
        for (before, may) in TABLE {
            let before = before.parse().ok();
            for (next, may) in ReferralStatus::ALL.iter().zip(may.chars()) {
                let expected = match (may, before) {
                    ('y', _) => Ok(*next),
                    (_, Some(before)) if before == *next => Err(StepFault::AlreadySo),
                    _ => Err(StepFault::NoSuchMove),
                };
                let after = ReferralStatus::after(before, *next);
                assert_eq!(after, expected, "{before:?} {next:?}");
            }
        }
    }

    #[test]
    fn nothing_is_sent_twice_or_after_it_was_blocked_and_nothing_is_stuck() {
        for before in ReferralStatus::ALL {
            assert_eq!(before.may_go_to(Sent), before.is_pending(), "{before:?}");
            let ends = *before == Closed || before.may_go_to(Closed);
            assert!(ends, "{before:?}");
            assert!(!(before.is_pending() && before.awaits_answer()));
        }
    }

    #[test]
    fn a_day_stands_from_the_sending_until_there_is_an_answer() {
        let (day, later) = (Day::from_number(20_000), Day::from_number(20_001));
        for status in ReferralStatus::ALL {
            let due = status.due_after(Some(day), (*status == Sent).then_some(later));
            let expected = match status {
                Sent => Some(later),
                _ if status.awaits_answer() => Some(day),
                _ => None,
            };
            assert_eq!(due, expected, "{status:?}");
            let is_late = status.awaits_answer();
            assert_eq!(status.shown_on(Some(day), later) == Overdue, is_late);
            assert_eq!(status.shown_on(Some(day), day), *status);
            assert_eq!(status.shown_on(None, later), *status);
        }
    }
}
