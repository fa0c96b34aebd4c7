use std::str::FromStr;

use seal::OfficerId;
use thiserror::Error;

use crate::step::StepFault;

macro_rules! statuses {
    ($($(#[$doc:meta])* $variant:ident = $number:literal $word:literal),+ $(,)?) => {
        /// Where a request for protection stands: the codes of the list `protection_status`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProtectionStatus { $($(#[$doc])* $variant),+ }

        impl ProtectionStatus {
            /// Every one, in the order in which it usually goes.
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
    /// Nobody has looked at it.
    Submitted = 0 "submitted",
    /// Somebody has.
    Acknowledged = 1 "acknowledged",
    /// Measures run before the risk was assessed.
    EmergencyActive = 2 "emergency_active",
    /// The risk was assessed; a decision is to follow.
    Assessing = 3 "assessing",
    /// Measures are offered; those who asked have to agree.
    Offered = 4 "offered",
    /// All measures that were agreed run.
    Active = 5 "active",
    /// Some of them run.
    ActivePartial = 6 "active_partial",
    /// Refused, with a reason.
    Refused = 7 "refused",
    /// No decision came by the promised day.
    NoDecision = 8 "no_decision",
    /// Those who asked want none.
    Declined = 9 "declined",
    /// What was decided is contested.
    Appealed = 10 "appealed",
    /// The decision is to be changed.
    AppealUpheld = 11 "appeal_upheld",
    /// The decision stays.
    AppealDismissed = 12 "appeal_dismissed",
    /// The measures go on after they were looked at again.
    Renewed = 13 "renewed",
    /// Another body or state has taken over.
    Transferred = 14 "transferred",
    /// Ended, since the risk fell.
    EndedSafe = 15 "ended_safe",
    /// Ended although the risk remains.
    EndedLapse = 16 "ended_lapse",
    /// Nothing more is to be done.
    Closed = 17 "closed",
}

/// The word stands for no status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an unknown status of a request for protection")]
pub struct UnknownProtectionStatus;

/// Where a request stands for the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtectionStanding {
    /// Where.
    pub status: ProtectionStatus,
    /// Who decided last; nobody did when the time ran out.
    pub decided_by: Option<OfficerId>,
}

impl ProtectionStatus {
    /// Whether those who asked wait for the office.
    pub const fn is_waiting(self) -> bool {
        matches!(
            self,
            Self::Submitted
                | Self::Acknowledged
                | Self::EmergencyActive
                | Self::Assessing
                | Self::Appealed
                | Self::AppealUpheld
        )
    }

    /// Whether nobody decided yet, so that a promised day may pass without an answer.
    pub const fn is_undecided(self) -> bool {
        matches!(
            self,
            Self::Submitted | Self::Acknowledged | Self::EmergencyActive | Self::Assessing
        )
    }

    /// Whether somebody is being protected.
    pub const fn is_running(self) -> bool {
        matches!(
            self,
            Self::EmergencyActive | Self::Active | Self::ActivePartial | Self::Renewed
        )
    }

    /// Whether measures that run from then on have to be looked at again.
    pub const fn needs_review(self) -> bool {
        matches!(self, Self::Active | Self::ActivePartial | Self::Renewed)
    }

    /// Of several requests the one that matters most in a list: one that waits, then one under which somebody is
    /// protected. `None` when there is neither.
    pub fn most_pressing(statuses: impl IntoIterator<Item = Self>) -> Option<Self> {
        let open = statuses
            .into_iter()
            .filter(|one| one.is_waiting() || one.is_running());
        open.max_by_key(|one| (one.is_waiting(), one.is_undecided(), one.code()))
    }

    /// Whether it says no to those who asked, wholly or in part, so that they may contest it.
    pub const fn is_negative(self) -> bool {
        matches!(
            self,
            Self::ActivePartial
                | Self::Refused
                | Self::NoDecision
                | Self::EndedSafe
                | Self::EndedLapse
        )
    }

    /// Whether somebody else than who decided it has to decide on it.
    pub const fn is_second_look(self) -> bool {
        matches!(self, Self::AppealUpheld | Self::AppealDismissed)
    }

    /// Whether an officer may bring a request there from here. Emergency measures may begin at any time. A decision
    /// follows an assessment of the risk, and a refusal does so as well. That no decision came is written down at
    /// night, by nobody.
    pub const fn may_go_to(self, next: Self) -> bool {
        match next {
            Self::Submitted | Self::NoDecision => false,
            Self::Acknowledged => matches!(self, Self::Submitted),
            Self::EmergencyActive => !matches!(self, Self::EmergencyActive),
            Self::Assessing => !matches!(self, Self::Appealed),
            Self::Offered | Self::Refused => {
                matches!(self, Self::Assessing | Self::Offered | Self::AppealUpheld)
                    && !matches!((self, next), (Self::Offered, Self::Offered))
            }
            Self::Active | Self::ActivePartial => matches!(
                self,
                Self::Assessing
                    | Self::Offered
                    | Self::Active
                    | Self::ActivePartial
                    | Self::Renewed
                    | Self::AppealUpheld
            ),
            Self::Declined | Self::Transferred => {
                self.is_undecided()
                    || self.is_running()
                    || matches!(self, Self::Offered | Self::NoDecision | Self::AppealUpheld)
            }
            Self::Appealed => self.is_negative(),
            Self::AppealUpheld | Self::AppealDismissed => matches!(self, Self::Appealed),
            Self::Renewed | Self::EndedSafe | Self::EndedLapse => {
                matches!(self, Self::Active | Self::ActivePartial | Self::Renewed)
            }
            Self::Closed => matches!(
                self,
                Self::Refused
                    | Self::Declined
                    | Self::AppealDismissed
                    | Self::Transferred
                    | Self::EndedSafe
                    | Self::EndedLapse
            ),
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|status| status.code() == code)
    }
}

impl FromStr for ProtectionStatus {
    type Err = UnknownProtectionStatus;

    fn from_str(word: &str) -> Result<Self, UnknownProtectionStatus> {
        let mut all = Self::ALL.iter().copied();
        all.find(|status| status.word() == word)
            .ok_or(UnknownProtectionStatus)
    }
}

impl ProtectionStanding {
    /// Where every request begins.
    pub const BEGINNING: Self = Self {
        status: ProtectionStatus::Submitted,
        decided_by: None,
    };

    /// Where the request stands after this officer has brought it to `next`.
    ///
    /// # Errors
    /// [`StepFault::AlreadySo`], [`StepFault::NoSuchMove`]; [`StepFault::OwnDecision`] when who decided would decide
    /// on what is contested of it.
    pub fn after(self, next: ProtectionStatus, by: OfficerId) -> Result<Self, StepFault> {
        if !self.status.may_go_to(next) {
            return Err(if self.status == next {
                StepFault::AlreadySo
            } else {
                StepFault::NoSuchMove
            });
        }
        if next.is_second_look() && self.decided_by == Some(by) {
            return Err(StepFault::OwnDecision);
        }
        // Who brings forward what is contested has decided nothing.
        let decided_by = if matches!(next, ProtectionStatus::Appealed) {
            self.decided_by
        } else {
            Some(by)
        };
        Ok(Self {
            status: next,
            decided_by,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::CodeList;

    const ONE: OfficerId = OfficerId::from_bytes([1; 16]);
    const OTHER: OfficerId = OfficerId::from_bytes([2; 16]);

    #[test]
    fn the_statuses_are_those_of_the_code_list() {
        let codes = CodeList::ProtectionStatus.codes().unwrap();
        let listed: BTreeSet<_> = codes.iter().map(|code| code.code.as_str()).collect();
        let known = ProtectionStatus::ALL.iter().map(|status| status.word());
        assert_eq!(listed, known.collect());
        for status in ProtectionStatus::ALL {
            assert_eq!(ProtectionStatus::from_code(status.code()), Some(*status));
            assert_eq!(status.word().parse(), Ok(*status));
        }
    }

    #[test]
    fn every_step_from_every_status_has_its_outcome() {
        use ProtectionStatus::*;
        let all = ProtectionStatus::ALL;
        for before in all {
            for next in all {
                for (decided_by, by) in [(None, ONE), (Some(ONE), ONE), (Some(OTHER), ONE)] {
                    let standing = ProtectionStanding {
                        status: *before,
                        decided_by,
                    };
                    let after = standing.after(*next, by);
                    let told = format!("{before:?} {next:?} {decided_by:?}: {after:?}");
                    if let Ok(after) = after {
                        assert_eq!(after.status, *next, "{told}");
                    }
                    match next {
                        // Nobody sets these by hand.
                        Submitted | NoDecision => assert!(after.is_err(), "{told}"),
                        // Danger is met at any time.
                        EmergencyActive => assert_eq!(after.is_ok(), before != next, "{told}"),
                        Appealed => {
                            assert_eq!(after.is_ok(), before.is_negative(), "{told}");
                            if let Ok(after) = after {
                                assert_eq!(after.decided_by, decided_by, "{told}");
                            }
                        }
                        AppealUpheld | AppealDismissed if *before == Appealed => {
                            let own = decided_by == Some(by);
                            assert_eq!(after.is_ok(), !own, "{told}");
                            assert_eq!(after == Err(StepFault::OwnDecision), own, "{told}");
                        }
                        AppealUpheld | AppealDismissed => assert!(after.is_err(), "{told}"),
                        _ => {}
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_granted_for_good_or_refused_before_the_risk_was_assessed() {
        use ProtectionStatus::*;
        // Every way that goes neither through an assessment nor a second look.
        let mut reached = BTreeSet::from([Submitted]);
        loop {
            let further: BTreeSet<_> = reached
                .iter()
                .flat_map(|from| {
                    let all = ProtectionStatus::ALL.iter().copied();
                    all.filter(|next| from.may_go_to(*next) && *next != Assessing)
                })
                .chain([NoDecision])
                .chain(reached.iter().copied())
                .filter(|status| !status.is_second_look())
                .collect();
            if further == reached {
                break;
            }
            reached = further;
        }
        for status in [Offered, Active, ActivePartial, Refused, Renewed, EndedSafe] {
            assert!(!reached.contains(&status), "{status:?}");
        }
        assert!(reached.contains(&EmergencyActive) && reached.contains(&Declined));
    }

    #[test]
    fn every_no_can_be_contested_and_no_request_is_stuck() {
        for status in ProtectionStatus::ALL {
            let all = ProtectionStatus::ALL.iter();
            let next: Vec<_> = all.filter(|next| status.may_go_to(**next)).collect();
            assert!(!next.is_empty(), "{status:?}");
            let may = status.may_go_to(ProtectionStatus::Appealed);
            assert_eq!(may, status.is_negative(), "{status:?}");
        }
    }
}
