use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use time::{Date, Month};

/// A calendar day in the instance's fixed UTC offset. Nothing finer is ever stored or signed about
/// reporters and cases.
///
/// ```
/// let day: seal::Day = "2026-11-25".parse()?;
/// assert_eq!(day.number(), 20_782);
/// assert_eq!(day.plus(7).to_string(), "2026-12-02");
/// # Ok::<(), seal::DayError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// The text is not a day of the form `2026-11-25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a day of the form 2026-11-25")]
pub struct DayError;

impl Day {
    /// The day that lies `number` days after 1970-01-01.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// The day on which a moment falls, given as seconds since 1970-01-01 UTC, where clocks run
    /// `offset_minutes` ahead of UTC.
    pub fn at(unix_seconds: i64, offset_minutes: i32) -> Self {
        let local = unix_seconds.saturating_add(i64::from(offset_minutes) * 60);
        Self(i32::try_from(local.div_euclid(SECONDS_A_DAY)).unwrap_or(i32::MAX))
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day `days` later, or earlier when negative.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The day `months` later by the calendar. Where that month has no such day, its last one: a month after
    /// 31 January is 28 or 29 February. A day that no calendar shows stays where it is.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        self.months_later(months).unwrap_or(self)
    }

    fn months_later(self, months: u32) -> Option<Self> {
        let (year, month, day) = self.date()?.to_calendar_date();
        let counted = u32::from(u8::from(month))
            .checked_sub(1)?
            .checked_add(months)?;
        let year = year.checked_add(i32::try_from(counted / 12).ok()?)?;
        let month = Month::January.nth_next(u8::try_from(counted % 12).ok()?);
        let date = Date::from_calendar_date(year, month, day.min(month.length(year))).ok()?;
        Some(Self(date.to_julian_day().checked_sub(JULIAN_DAY_OF_1970)?))
    }

    fn date(self) -> Option<Date> {
        Date::from_julian_day(self.0.checked_add(JULIAN_DAY_OF_1970)?).ok()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Days come out of untrusted layouts too, and text must not fail.
        let Some(date) = self.date() else {
            return write!(f, "day {}", self.0);
        };
        let (year, month, day) = date.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({})", self.0)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.splitn(3, '-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits);
            part.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
                .ok_or(DayError)
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let month: u8 = month.parse().map_err(|_| DayError)?;
        let date = Date::from_calendar_date(
            year.parse().map_err(|_| DayError)?,
            Month::try_from(month).map_err(|_| DayError)?,
            day.parse().map_err(|_| DayError)?,
        );
        date.map(|date| Self(date.to_julian_day() - JULIAN_DAY_OF_1970))
            .map_err(|_| DayError)
    }
}

const SECONDS_A_DAY: i64 = 86_400;
const JULIAN_DAY_OF_1970: i32 = 2_440_588;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for number in (-30_000..60_000).step_by(17) {
            let day = Day::from_number(number);
            assert_eq!(day.to_string().parse(), Ok(day));
        }
    }

    #[test]
    fn every_number_can_be_shown() {
        assert_eq!(Day::from_number(i32::MIN).to_string(), "day -2147483648");
        assert_eq!(Day::from_number(i32::MAX).to_string(), "day 2147483647");
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-2-3",
            "2026-02-30",
            "2026-13-01",
            "26-01-01",
            "2026-01-01T",
            "+026-01-01",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DayError), "{text}");
        }
    }

    #[test]
    fn months_later_is_the_same_day_or_the_last_one_of_its_month() {
        let later = |day: &str, months| day.parse::<Day>().unwrap().plus_months(months).to_string();
        assert_eq!(later("2027-01-31", 1), "2027-02-28");
        assert_eq!(later("2027-12-15", 13), "2029-01-15");
        assert_eq!(later("2027-01-01", 0), "2027-01-01");
        let far = Day::from_number(i32::MAX);
        assert_eq!(far.plus_months(1), far);
        assert_eq!(later("2027-01-01", u32::MAX), "2027-01-01");
    }

    #[test]
    fn a_day_begins_at_midnight_where_the_office_is() {
        let midnight_in_jakarta = 20_782 * 86_400 - 7 * 3_600;
        assert_eq!(Day::at(midnight_in_jakarta, 420).number(), 20_782);
        assert_eq!(Day::at(midnight_in_jakarta - 1, 420).number(), 20_781);
    }
}
