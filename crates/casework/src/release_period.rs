use std::fmt;
use std::str::FromStr;

use seal::Day;
use thiserror::Error;

/// The time that a release is about: a quarter, written `2027-Q1`, or a year, written `2027`. Two of one length never share a
/// day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleasePeriod {
    year: u16,
    /// From 1; none for the whole year.
    quarter: Option<u8>,
}

/// The text is neither a quarter nor a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("neither a quarter such as 2027-Q1 nor a year such as 2027")]
pub struct ReleasePeriodError;

impl ReleasePeriod {
    /// The first year that there is.
    pub(crate) const FIRST: Self = Self {
        year: FIRST_YEAR,
        quarter: None,
    };

    /// The quarter, or the whole year, in which a day lies; nothing for a day outside of the years that are counted.
    pub fn of_day(day: Day, is_year: bool) -> Option<Self> {
        let text = day.to_string();
        let mut parts = text.split('-');
        let (year, month) = (parts.next()?, parts.next()?.parse::<u8>().ok()?);
        let period = if is_year {
            year.to_owned()
        } else {
            format!("{year}-Q{}", month.saturating_add(2) / 3)
        };
        period.parse().ok()
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        self.day_of_month(self.months_before())
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        let months = if self.is_year() { 12 } else { 3 };
        self.day_of_month(self.months_before() + months).plus(-1)
    }

    /// Whether it is a whole year.
    pub const fn is_year(self) -> bool {
        self.quarter.is_none()
    }

    /// The year it lies in.
    pub const fn year(self) -> u16 {
        self.year
    }

    fn months_before(self) -> u32 {
        let quarter = self.quarter.unwrap_or(1);
        u32::from(quarter.saturating_sub(1)) * 3
    }

    fn day_of_month(self, months: u32) -> Day {
        let years = u32::from(self.year.saturating_sub(FIRST_YEAR));
        FIRST_DAY.plus_months(years * 12 + months)
    }
}

impl FromStr for ReleasePeriod {
    type Err = ReleasePeriodError;

    fn from_str(text: &str) -> Result<Self, ReleasePeriodError> {
        let (year, quarter) = match text.split_once("-Q") {
            None => (text, None),
            Some((year, "1")) => (year, Some(1)),
            Some((year, "2")) => (year, Some(2)),
            Some((year, "3")) => (year, Some(3)),
            Some((year, "4")) => (year, Some(4)),
            Some(_) => return Err(ReleasePeriodError),
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ReleasePeriodError);
        }
        let year = year.parse().map_err(|_| ReleasePeriodError)?;
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(ReleasePeriodError);
        }
        Ok(Self { year, quarter })
    }
}

impl fmt::Display for ReleasePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quarter {
            Some(quarter) => write!(f, "{:04}-Q{quarter}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

const FIRST_YEAR: u16 = 1970;
const LAST_YEAR: u16 = 2999;
const FIRST_DAY: Day = Day::from_number(0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_one_length_follow_one_another_without_a_gap() {
        let mut day = "2026-01-01".parse::<Day>().unwrap();
        for year in 2026..2036 {
            for quarter in 1..=4 {
                let text = format!("{year}-Q{quarter}");
                let period: ReleasePeriod = text.parse().unwrap();
                assert_eq!(period.to_string(), text);
                assert_eq!(period.first_day(), day, "{text}");
                for day in [period.first_day(), period.last_day()] {
                    assert_eq!(ReleasePeriod::of_day(day, false), Some(period));
                    let whole = ReleasePeriod::of_day(day, true).unwrap();
                    assert_eq!(whole.to_string(), year.to_string());
                }
                day = period.last_day().plus(1);
            }
            let whole: ReleasePeriod = year.to_string().parse().unwrap();
            assert_eq!(whole.last_day().plus(1), day, "{year}");
            assert!(whole.is_year());
        }
        let quarter: ReleasePeriod = "2028-Q1".parse().unwrap();
        assert_eq!(quarter.last_day().to_string(), "2028-03-31");
    }

    #[test]
    fn a_day_outside_of_the_years_that_are_counted_is_in_no_period() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(ReleasePeriod::of_day(day("3000-01-01"), false), None);
        let last = ReleasePeriod::of_day(day("2999-12-31"), false).unwrap();
        assert_eq!(last.to_string(), "2999-Q4");
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for wrong in [
            "", "27", "2027-Q0", "2027-Q5", "2027-01", "+027", "1969", "3000-Q1", "2027-Q",
        ] {
            assert_eq!(
                wrong.parse::<ReleasePeriod>(),
                Err(ReleasePeriodError),
                "{wrong}"
            );
        }
    }
}
