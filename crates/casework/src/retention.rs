use std::collections::BTreeMap;
use std::str::FromStr;

use seal::Day;
use thiserror::Error;

use crate::decision::Outcome;
use crate::period::Period;

/// As what a closed case is kept: the group of its outcomes in the list `disposition`, and no outcome itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetentionClass {
    /// It was not for this body, or not enough to go on.
    Out,
    /// What was alleged was looked into.
    Looked,
    /// Something followed: a sanction, a referral, a reform.
    Acted,
}

/// The word stands for no class of retention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not `out`, `sub` or `act`, the groups of the list `disposition`")]
pub struct UnknownRetention;

/// For how long closed cases are kept before two officers are asked whether they be deleted. A class without a period is
/// kept until they ask themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retention(BTreeMap<RetentionClass, Period>);

/// As what a case is kept, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// As what: what was decided last.
    pub class: RetentionClass,
    /// The day on which it was closed for the first time. That it is opened again changes nothing of it.
    pub since: Day,
}

impl RetentionClass {
    /// Every class, the weakest first.
    pub const ALL: [Self; 3] = [Self::Out, Self::Looked, Self::Acted];

    /// What stands before the dot in the codes of the list.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Looked => "sub",
            Self::Acted => "act",
        }
    }

    /// The byte that stands for it on the way.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Out => 1,
            Self::Looked => 2,
            Self::Acted => 3,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// The class of a case with these outcomes: the strongest of them. `None` without one, or with a code that is in no
    /// group: such a case is kept until somebody decides.
    pub fn of(outcomes: &[Outcome]) -> Option<Self> {
        let class = |outcome: &Outcome| outcome.disposition.split('.').next()?.parse().ok();
        let classes: Option<Vec<Self>> = outcomes.iter().map(class).collect();
        classes?.into_iter().max()
    }
}

impl FromStr for RetentionClass {
    type Err = UnknownRetention;

    fn from_str(word: &str) -> Result<Self, UnknownRetention> {
        let mut all = Self::ALL.into_iter();
        all.find(|class| class.word() == word)
            .ok_or(UnknownRetention)
    }
}

impl Retention {
    /// Keeps cases of a class for a period.
    #[must_use]
    pub fn keeping(mut self, class: RetentionClass, period: Period) -> Self {
        self.0.insert(class, period);
        self
    }

    /// The first day on which two officers are asked whether a case be deleted.
    pub fn ends(&self, kept: Kept) -> Option<Day> {
        Some(self.0.get(&kept.class)?.after(kept.since))
    }

    /// For each class with a period, the last day on which cases were closed whose time is over by `today`.
    pub fn over_by(&self, today: Day) -> Vec<Kept> {
        let last = |(class, period): (&RetentionClass, &Period)| {
            let mut days = (0..=MOST_DAYS_BACK).map(|back| today.plus(-back));
            let since = days.find(|day| period.after(*day) <= today)?;
            let class = *class;
            Some(Kept { class, since })
        };
        self.0.iter().filter_map(last).collect()
    }
}

/// No period is longer.
const MOST_DAYS_BACK: i32 = 80_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::CodeList;

    fn outcomes(dispositions: &[&str]) -> Vec<Outcome> {
        let outcome = |disposition: &&str| Outcome {
            allegation: String::new(),
            disposition: (*disposition).to_owned(),
            proof: String::new(),
        };
        dispositions.iter().map(outcome).collect()
    }

    #[test]
    fn every_disposition_is_in_a_class_and_the_strongest_of_a_case_counts() {
        for code in CodeList::Disposition.codes().unwrap() {
            let class = RetentionClass::of(&outcomes(&[&code.code]));
            assert!(class.is_some(), "{}", code.code);
        }
        let of = |codes: &[&str]| RetentionClass::of(&outcomes(codes));
        let both = of(&["out.duplicate", "act.charged"]);
        assert_eq!(both, Some(RetentionClass::Acted));
        let looked = of(&["sub.inconclusive", "out.duplicate"]);
        assert_eq!(looked, Some(RetentionClass::Looked));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["out.duplicate", "later.thing"]), None);
        for class in RetentionClass::ALL {
            assert_eq!(class.word().parse(), Ok(class));
            assert_eq!(RetentionClass::from_code(class.code()), Some(class));
        }
        assert_eq!(RetentionClass::from_code(0), None);
    }

    #[test]
    fn the_time_of_a_case_is_over_by_the_calendar() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (class, none) = (RetentionClass::Out, Retention::default());
        assert_eq!(none.over_by(day("2030-01-01")), []);
        let retention = none.keeping(class, "P1M".parse().unwrap());
        let kept = |class, since| Kept {
            class,
            since: day(since),
        };
        let ends = retention.ends(kept(class, "2027-01-31"));
        assert_eq!(ends, Some(day("2027-02-28")));
        let acted = kept(RetentionClass::Acted, "2027-01-31");
        assert_eq!(retention.ends(acted), None);
        let over = |today| retention.over_by(day(today));
        assert_eq!(over("2027-02-27"), [kept(class, "2027-01-27")]);
        assert_eq!(over("2027-02-28"), [kept(class, "2027-01-31")]);
    }
}
