use std::str::FromStr;

use seal::Day;
use thiserror::Error;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// The first one, as ISO 8601 counts.
    Monday,
    /// The second one.
    Tuesday,
    /// The third one.
    Wednesday,
    /// The fourth one.
    Thursday,
    /// The fifth one.
    Friday,
    /// The sixth one.
    Saturday,
    /// The seventh one.
    Sunday,
}

/// The word names no day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a day of the week, such as `friday`")]
pub struct UnknownWeekday;

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The day of the week of a day.
    pub fn of(day: Day) -> Self {
        // 1970-01-01 was a Thursday.
        let since_monday = (i64::from(day.number()) + 3).rem_euclid(7);
        let mut all = Self::ALL.into_iter().zip(0..);
        all.find_map(|(one, number)| (number == since_monday).then_some(one))
            .unwrap_or(Self::Monday)
    }

    /// The word that stands for it in configurations.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

impl FromStr for Weekday {
    type Err = UnknownWeekday;

    fn from_str(word: &str) -> Result<Self, UnknownWeekday> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.word() == word).ok_or(UnknownWeekday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_are_those_of_the_calendar() {
        for (day, weekday) in [
            ("1970-01-01", Weekday::Thursday),
            ("1969-12-31", Weekday::Wednesday),
            ("2024-02-29", Weekday::Thursday),
            ("2026-11-28", Weekday::Saturday),
            ("2100-03-01", Weekday::Monday),
        ] {
            assert_eq!(Weekday::of(day.parse().unwrap()), weekday, "{day}");
        }
    }

    #[test]
    fn a_day_of_the_week_is_read_as_it_is_written() {
        for one in Weekday::ALL {
            assert_eq!(one.word().parse(), Ok(one));
        }
        assert_eq!("Friday".parse::<Weekday>(), Err(UnknownWeekday));
    }
}
