use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use seal::{Day, Digest, InstanceId, act_day_digest};
use thiserror::Error;

use crate::act::{Act, ActError, ActSubject};

/// What one digest says about all acts of a day: which act was the last one of each subject. Each names the
/// day before, so that one digest speaks for the whole record up to its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActDay {
    /// The day.
    pub on: Day,
    /// How many subjects had acts.
    pub subjects: u32,
    /// As [`ActDay::begin`] and [`ActDay::add`] make it.
    pub digest: Digest,
}

/// Checks a record of acts while it is read, holding one digest for each subject.
#[derive(Debug)]
pub struct ActChain {
    instance: InstanceId,
    heads: BTreeMap<ActSubject, Head>,
    last_day: Option<ActDay>,
}

/// The last act of a subject.
#[derive(Debug, Clone, Copy)]
struct Head {
    number: u32,
    on: Day,
    digest: Digest,
}

/// Why a record is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ChainFault {
    /// An act does not name the one before: one was changed, taken out or put between.
    #[error("act {1} of {0} does not follow the one before it")]
    Broken(ActSubject, u32),
    /// An act is older than the one before, or than a day that was gathered already.
    #[error("act {1} of {0} comes after its day")]
    Late(ActSubject, u32),
    /// The acts of a day are not those that were gathered.
    #[error("the acts of {0} are not those that were gathered then")]
    OtherDay(Day),
}

impl ActDay {
    /// Begins to gather a day: SHA-256(framed `tabir/v1/act-day` ‖ day 4 ‖ digest of the gathered day before 32,
    /// zeros for the first one).
    pub fn begin(instance: InstanceId, on: Day, previous: Option<&Self>) -> Self {
        let previous = previous.map_or(Digest::NONE, |day| day.digest);
        let fields = [on.number().to_be_bytes().as_slice(), previous.as_bytes()].concat();
        Self {
            on,
            subjects: 0,
            digest: act_day_digest(instance, &fields),
        }
    }

    /// Adds the last act of a subject, in the order of subjects: SHA-256(framed `tabir/v1/act-day` ‖ digest so
    /// far 32 ‖ subject 16 ‖ digest of the act 32).
    #[must_use]
    pub fn add(self, instance: InstanceId, subject: ActSubject, last: Digest) -> Self {
        let fields = [
            self.digest.as_bytes().as_slice(),
            subject.as_bytes(),
            last.as_bytes(),
        ]
        .concat();
        Self {
            on: self.on,
            subjects: self.subjects.saturating_add(1),
            digest: act_day_digest(instance, &fields),
        }
    }
}

impl ActChain {
    /// A record of which nothing was read.
    pub const fn new(instance: InstanceId) -> Self {
        Self {
            instance,
            heads: BTreeMap::new(),
            last_day: None,
        }
    }

    /// Takes the next act. Those of one subject come in their order; subjects may be mixed.
    ///
    /// # Errors
    /// [`ChainFault::Broken`], [`ChainFault::Late`].
    pub fn take(&mut self, act: &Act) -> Result<(), ChainFault> {
        let head = self.heads.get(&act.subject);
        let number = head.map_or(Some(0), |head| head.number.checked_add(1));
        let previous = head.map_or(Digest::NONE, |head| head.digest);
        if number != Some(act.number) || previous != act.previous {
            return Err(ChainFault::Broken(act.subject, act.number));
        }
        let is_gathered = self.last_day.is_some_and(|day| act.on <= day.on);
        if is_gathered || head.is_some_and(|head| head.on > act.on) {
            return Err(ChainFault::Late(act.subject, act.number));
        }
        let next = Head {
            number: act.number,
            on: act.on,
            digest: act.digest(self.instance),
        };
        self.heads.insert(act.subject, next);
        Ok(())
    }

    /// Compares a gathered day with the acts that were read. Days come in their order, each behind its acts.
    ///
    /// # Errors
    /// [`ChainFault::OtherDay`], also when acts of a day between were never gathered.
    pub fn close(&mut self, gathered: ActDay) -> Result<(), ChainFault> {
        let since = self.last_day.map(|day| day.on);
        let begun = ActDay::begin(self.instance, gathered.on, self.last_day.as_ref());
        let open = self
            .heads
            .iter()
            .filter(|(_, head)| since.is_none_or(|since| head.on > since));
        let mut day = begun;
        for (subject, head) in open {
            if head.on != gathered.on {
                return Err(ChainFault::OtherDay(head.on));
            }
            day = day.add(self.instance, *subject, head.digest);
        }
        if day != gathered || since.is_some_and(|since| gathered.on <= since) {
            return Err(ChainFault::OtherDay(gathered.on));
        }
        self.last_day = Some(day);
        Ok(())
    }

    /// The last gathered day, where there is one.
    pub const fn last_day(&self) -> Option<ActDay> {
        self.last_day
    }
}

/// A line of an export: `gathered day subjects digest`.
impl fmt::Display for ActDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            on,
            subjects,
            digest,
        } = self;
        write!(f, "gathered {on} {subjects} {digest}")
    }
}

impl FromStr for ActDay {
    type Err = ActError;

    fn from_str(line: &str) -> Result<Self, ActError> {
        let words: Vec<&str> = line.split(' ').collect();
        let ["gathered", on, subjects, digest] = words[..] else {
            return Err(ActError);
        };
        let day = Self {
            on: on.parse().map_err(|_| ActError)?,
            subjects: subjects.parse().map_err(|_| ActError)?,
            digest: Digest::from_hex(digest).ok_or(ActError)?,
        };
        (day.to_string() == line).then_some(day).ok_or(ActError)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use seal::CaseId;

    use super::*;
    use crate::act::ActKind;

    const INSTANCE: InstanceId = InstanceId::from_bytes([9; 16]);

    proptest! {
        #[test]
        fn a_whole_record_holds_and_no_record_with_one_act_changed_left_out_or_moved(
            days in vec(vec(0..4_u8, 1..6), 1..5),
            at in any::<prop::sample::Index>(),
        ) {
            let record = record(&days);
            prop_assert_eq!(check(&record), Ok(()));
            let acts: Vec<usize> = (0..record.len())
                .filter(|place| matches!(record[*place], Line::Act(_)))
                .collect();
            let place = acts[at.index(acts.len())];

            let mut changed = record.clone();
            if let Line::Act(act) = &mut changed[place] {
                act.about = Digest::of(b"something else");
            }
            prop_assert!(check(&changed).is_err());
            let mut shorter = record.clone();
            shorter.remove(place);
            prop_assert!(check(&shorter).is_err());
            let mut earlier = record;
            if let Line::Act(act) = &mut earlier[place] {
                act.on = act.on.plus(-1);
            }
            prop_assert!(check(&earlier).is_err());
        }
    }

    #[test]
    fn a_day_is_read_as_it_is_written_and_nothing_else_is() {
        let day = ActDay::begin(INSTANCE, Day::from_number(20_000), None);
        assert_eq!(day.to_string().parse(), Ok(day));
        for wrong in [
            "",
            "gathered",
            "gathered 2026-11-28 01 00",
            "day 2026-11-28 1 00",
        ] {
            assert_eq!(wrong.parse::<ActDay>(), Err(ActError), "{wrong}");
        }
    }

    #[derive(Clone)]
    enum Line {
        Act(Act),
        Day(ActDay),
    }

    /// A record in which on each day something is done to these subjects.
    fn record(days: &[Vec<u8>]) -> Vec<Line> {
        let mut heads: BTreeMap<ActSubject, (u32, Digest)> = BTreeMap::new();
        let mut last: Option<ActDay> = None;
        let mut lines = vec![];
        for (number, subjects) in (20_000..).zip(days) {
            let on = Day::from_number(number);
            let mut touched: BTreeMap<ActSubject, Digest> = BTreeMap::new();
            for subject in subjects {
                let subject = match subject {
                    0 => ActSubject::Office,
                    byte => ActSubject::Case(CaseId::from_bytes([*byte; 16])),
                };
                let before = heads.get(&subject).copied();
                let act = Act {
                    subject,
                    number: before.map_or(0, |(number, _)| number + 1),
                    on,
                    kind: ActKind::Noted,
                    officer: None,
                    whom: None,
                    about: Digest::NONE,
                    previous: before.map_or(Digest::NONE, |(_, digest)| digest),
                };
                heads.insert(subject, (act.number, act.digest(INSTANCE)));
                touched.insert(subject, act.digest(INSTANCE));
                lines.push(Line::Act(act));
            }
            let begun = ActDay::begin(INSTANCE, on, last.as_ref());
            let add = |day: ActDay, (subject, digest)| day.add(INSTANCE, subject, digest);
            let day = touched.into_iter().fold(begun, add);
            last = Some(day);
            lines.push(Line::Day(day));
        }
        lines
    }

    fn check(record: &[Line]) -> Result<(), ChainFault> {
        let mut chain = ActChain::new(INSTANCE);
        record.iter().try_for_each(|line| match line {
            Line::Act(act) => chain.take(act),
            Line::Day(day) => chain.close(*day),
        })
    }
}
