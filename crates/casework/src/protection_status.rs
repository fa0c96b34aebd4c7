use std::str::FromStr;

use seal::{Day, OfficerId};
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
    /// Whether what was decided is contested, and nobody else has looked at it yet.
    pub is_contested: bool,
    /// Whose decision was found wrong, until those who asked got something.
    pub overruled: Option<OfficerId>,
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
                | Self::NoDecision
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

    /// Whether measures that ran before may run on: also while somebody is heard again, and once that was dismissed.
    pub const fn may_run_on(self) -> bool {
        self.is_running() || self.is_waiting() || matches!(self, Self::AppealDismissed)
    }

    /// Whether the case of such a request is not forgotten.
    pub const fn keeps_case(self) -> bool {
        self.may_run_on() || self.is_offered()
    }

    /// Whether something was offered, and nobody has said yet whether it is taken.
    pub const fn is_offered(self) -> bool {
        matches!(self, Self::Offered)
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
                | Self::Declined
                | Self::Transferred
                | Self::EndedSafe
                | Self::EndedLapse
                | Self::Closed
        )
    }

    /// Whether it takes something from those who asked, or leaves them with nothing.
    pub const fn is_adverse(self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::Declined
                | Self::Transferred
                | Self::EndedSafe
                | Self::EndedLapse
                | Self::Closed
        )
    }

    /// When running measures are looked at again after a step: what the step says where one has to say it, what stood
    /// before while they run on, and no day at all once they do not.
    pub const fn review_after(self, before: Option<Day>, told: Option<Day>) -> Option<Day> {
        match self {
            Self::Active | Self::ActivePartial | Self::Renewed => told,
            Self::EmergencyActive
            | Self::Assessing
            | Self::Appealed
            | Self::AppealUpheld
            | Self::AppealDismissed => before,
            Self::Submitted
            | Self::Acknowledged
            | Self::Offered
            | Self::Refused
            | Self::NoDecision
            | Self::Declined
            | Self::Transferred
            | Self::EndedSafe
            | Self::EndedLapse
            | Self::Closed => None,
        }
    }

    /// Whether somebody else than who decided it has to decide on it.
    pub const fn is_second_look(self) -> bool {
        matches!(self, Self::AppealUpheld | Self::AppealDismissed)
    }

    /// Whether an officer may bring a request there from here, while nothing of it is contested. Emergency measures may begin at any time. A decision
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
            Self::Appealed => self.is_negative() || matches!(self, Self::EmergencyActive),
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
        is_contested: false,
        overruled: None,
    };

    /// Where a request stands when no decision came in time. Emergency measures run on.
    pub const fn run_out(self) -> Self {
        match self.status {
            ProtectionStatus::Submitted
            | ProtectionStatus::Acknowledged
            | ProtectionStatus::Assessing => Self {
                status: ProtectionStatus::NoDecision,
                decided_by: None,
                ..self
            },
            ProtectionStatus::EmergencyActive
            | ProtectionStatus::Offered
            | ProtectionStatus::Active
            | ProtectionStatus::ActivePartial
            | ProtectionStatus::Refused
            | ProtectionStatus::NoDecision
            | ProtectionStatus::Declined
            | ProtectionStatus::Appealed
            | ProtectionStatus::AppealUpheld
            | ProtectionStatus::AppealDismissed
            | ProtectionStatus::Renewed
            | ProtectionStatus::Transferred
            | ProtectionStatus::EndedSafe
            | ProtectionStatus::EndedLapse
            | ProtectionStatus::Closed => self,
        }
    }

    /// Where the request stands after this officer has brought it to `next`.
    ///
    /// What is contested is ended by somebody else than who decided, and by nothing but that: emergency measures may
    /// begin meanwhile, and change nothing of it. Silence cannot be found right. Whose decision was found wrong takes
    /// nothing from those who asked, and nobody closes what they themselves ended.
    ///
    /// # Errors
    /// [`StepFault::AlreadySo`], [`StepFault::NoSuchMove`]; [`StepFault::OwnDecision`].
    pub fn after(self, next: ProtectionStatus, by: OfficerId) -> Result<Self, StepFault> {
        if self.status == next {
            return Err(StepFault::AlreadySo);
        }
        let is_own = self.decided_by == Some(by);
        if self.is_contested {
            return self.after_contest(next, by);
        }
        if next.is_second_look() || !self.status.may_go_to(next) {
            return Err(StepFault::NoSuchMove);
        }
        let closes_own = next == ProtectionStatus::Closed
            && is_own
            && self.status != ProtectionStatus::AppealDismissed;
        if closes_own || next.is_adverse() && self.overruled == Some(by) {
            return Err(StepFault::OwnDecision);
        }
        let contests = next == ProtectionStatus::Appealed;
        Ok(Self {
            status: next,
            // Who brings forward that something is contested has decided nothing.
            decided_by: if contests { self.decided_by } else { Some(by) },
            is_contested: contests,
            overruled: if next.is_running() || next == ProtectionStatus::Offered {
                None
            } else {
                self.overruled
            },
        })
    }

    fn after_contest(self, next: ProtectionStatus, by: OfficerId) -> Result<Self, StepFault> {
        if next == ProtectionStatus::EmergencyActive {
            return Ok(Self {
                status: next,
                ..self
            });
        }
        let is_silence = self.decided_by.is_none();
        if !next.is_second_look() || next == ProtectionStatus::AppealDismissed && is_silence {
            return Err(StepFault::NoSuchMove);
        }
        if self.decided_by == Some(by) {
            return Err(StepFault::OwnDecision);
        }
        Ok(Self {
            status: next,
            decided_by: Some(by),
            is_contested: false,
            overruled: if next == ProtectionStatus::AppealUpheld {
                self.decided_by
            } else {
                self.overruled
            },
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

    /// Every standing: each status, decided by nobody, one or the other, contested or not, and with somebody overruled
    /// or not.
    fn standings() -> Vec<ProtectionStanding> {
        let mut standings = vec![];
        let officers = [None, Some(ONE), Some(OTHER)];
        for status in ProtectionStatus::ALL {
            for decided_by in officers {
                for (is_contested, overruled) in [(true, None), (false, None), (false, Some(ONE))] {
                    standings.push(ProtectionStanding {
                        status: *status,
                        decided_by,
                        is_contested,
                        overruled,
                    });
                }
            }
        }
        standings
    }

    #[test]
    fn every_step_from_every_standing_of_a_request_has_its_outcome() {
        use ProtectionStatus::*;
        for before in standings() {
            for next in ProtectionStatus::ALL {
                let after = before.after(*next, ONE);
                let told = format!("{before:?} {next:?}: {after:?}");
                if let Ok(after) = after {
                    assert_eq!(after.status, *next, "{told}");
                }
                match next {
                    _ if before.status == *next => {
                        assert_eq!(after, Err(StepFault::AlreadySo), "{told}");
                    }
                    // Nobody sets these by hand.
                    Submitted | NoDecision => assert!(after.is_err(), "{told}"),
                    // Danger is met at any time, and ends no contest.
                    EmergencyActive => {
                        assert_eq!(after.unwrap().is_contested, before.is_contested, "{told}");
                    }
                    AppealUpheld | AppealDismissed => {
                        let own = before.decided_by == Some(ONE);
                        let is_silence = before.decided_by.is_none() && *next == AppealDismissed;
                        let may = before.is_contested && !own && !is_silence;
                        assert_eq!(after.is_ok(), may, "{told}");
                    }
                    // Nothing else ends a contest.
                    _ if before.is_contested => assert!(after.is_err(), "{told}"),
                    Appealed => {
                        let may = before.status.is_negative() || before.status == EmergencyActive;
                        assert_eq!(after.is_ok(), may, "{told}");
                        if let Ok(after) = after {
                            assert!(after.is_contested, "{told}");
                            assert_eq!(after.decided_by, before.decided_by, "{told}");
                        }
                    }
                    _ if next.is_adverse() && before.overruled == Some(ONE) => {
                        assert!(after.is_err(), "{told}");
                    }
                    Closed
                        if before.decided_by == Some(ONE) && before.status != AppealDismissed =>
                    {
                        assert!(after.is_err(), "{told}");
                    }
                    _ => {}
                }
            }
        }
    }

    /// Everywhere that officers can bring a request, and the night, without these.
    fn reached(officers: &[OfficerId], without: &[ProtectionStatus]) -> BTreeSet<ProtectionStatus> {
        let mut reached = vec![ProtectionStanding::BEGINNING];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            let all = ProtectionStatus::ALL.iter();
            let steps = all.filter(|next| !without.contains(next)).flat_map(|next| {
                officers
                    .iter()
                    .filter_map(move |by| from.after(*next, *by).ok())
            });
            for next in steps.chain([from.run_out()]) {
                if !reached.contains(&next) {
                    reached.push(next);
                }
            }
            at += 1;
        }
        reached.iter().map(|standing| standing.status).collect()
    }

    #[test]
    fn nothing_is_granted_for_good_or_refused_before_the_risk_was_assessed() {
        use ProtectionStatus::*;
        let reached = reached(&[ONE, OTHER], &[Assessing, AppealUpheld]);
        for status in [Offered, Active, ActivePartial, Refused, Renewed, EndedSafe] {
            assert!(!reached.contains(&status), "{status:?}");
        }
        assert!(reached.contains(&EmergencyActive) && reached.contains(&NoDecision));
    }

    #[test]
    fn a_case_goes_only_once_nobody_in_it_is_protected_or_waits_for_it() {
        use ProtectionStatus::*;
        let gone = ProtectionStatus::ALL.iter().filter(|one| !one.keeps_case());
        let gone: Vec<_> = gone.copied().collect();
        // A request that was ended, left or refused, and is not contested.
        assert_eq!(
            gone,
            [
                Refused,
                Declined,
                Transferred,
                EndedSafe,
                EndedLapse,
                Closed
            ]
        );
        // Whatever measures may run under is one in which the day of the next look stays.
        let day = Day::from_number(20_000);
        for status in ProtectionStatus::ALL {
            let stays = status.review_after(Some(day), Some(day)).is_some();
            assert!(!stays || status.may_run_on(), "{status:?}");
        }
    }

    #[test]
    fn one_officer_alone_closes_no_request_and_decides_on_no_contest() {
        use ProtectionStatus::*;
        let alone = reached(&[ONE], &[]);
        assert!(!alone.contains(&Closed) && !alone.contains(&AppealDismissed));
        // Silence is found wrong by whoever comes first.
        assert!(alone.contains(&AppealUpheld));
        assert_eq!(
            reached(&[ONE, OTHER], &[]).len(),
            ProtectionStatus::ALL.len()
        );
    }

    #[test]
    fn every_no_can_be_contested_and_no_request_is_stuck() {
        for standing in standings() {
            let all = ProtectionStatus::ALL.iter();
            let may = |by| {
                let mut all = all.clone();
                all.any(|next| standing.after(*next, by).is_ok())
            };
            assert!(may(ONE) || may(OTHER), "{standing:?}");
            let appealed = standing.after(ProtectionStatus::Appealed, ONE);
            if standing.status.is_negative() && !standing.is_contested {
                assert!(appealed.is_ok(), "{standing:?}");
            }
        }
    }
}
