use std::fmt;
use std::str::FromStr;

use seal::Day;
use thiserror::Error;

/// A length of time by the calendar, written as ISO 8601 has it: `P7D`, `P3M`, `P1Y6M`, `P2W`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    months: u16,
    days: u16,
}

/// The text is no length of time that deadlines are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a period such as P7D, P2W, P3M or P1Y, of at most 100 years")]
pub struct PeriodError;

impl Period {
    /// So many days.
    pub const fn days(days: u16) -> Self {
        Self { months: 0, days }
    }

    /// So many months.
    pub const fn months(months: u16) -> Self {
        Self { months, days: 0 }
    }

    /// Its months and its days.
    pub const fn parts(self) -> (u16, u16) {
        (self.months, self.days)
    }

    /// The day on which the period that begins on `day` ends: months first, then days. Where a month has no
    /// such day, its last one stands for it: a month after 31 January is 28 or 29 February.
    pub fn after(self, day: Day) -> Day {
        day.plus_months(self.months.into())
            .plus(i32::from(self.days))
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let mut rest = text.strip_prefix('P').ok_or(PeriodError)?;
        let (mut months, mut days) = (0_u32, 0_u32);
        let mut units = UNITS.iter();
        if rest.is_empty() {
            return Err(PeriodError);
        }
        while !rest.is_empty() {
            let end = rest.find(|letter: char| !letter.is_ascii_digit());
            let (digits, tail) = rest.split_at(end.ok_or(PeriodError)?);
            let count: u32 = digits.parse().map_err(|_| PeriodError)?;
            let unit = tail.chars().next().ok_or(PeriodError)?;
            // Each unit at most once, from the longest to the shortest.
            let (_, to_months, to_days) = units
                .find(|(letter, ..)| *letter == unit)
                .ok_or(PeriodError)?;
            let add = |sum: u32, each: u32| {
                each.checked_mul(count)
                    .and_then(|more| sum.checked_add(more))
                    .ok_or(PeriodError)
            };
            (months, days) = (add(months, *to_months)?, add(days, *to_days)?);
            rest = tail.get(unit.len_utf8()..).ok_or(PeriodError)?;
        }
        let [months, days] = [(months, MOST_MONTHS), (days, MOST_DAYS)]
            .map(|(count, most)| u16::try_from(count).ok().filter(|count| *count <= most));
        Ok(Self {
            months: months.ok_or(PeriodError)?,
            days: days.ok_or(PeriodError)?,
        })
    }
}

/// The shortest spelling: `P1Y6M`, `P14D`, `P0D`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (years, months, days) = (self.months / 12, self.months % 12, self.days);
        f.write_str("P")?;
        for (count, unit) in [(years, 'Y'), (months, 'M'), (days, 'D')] {
            if count > 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        if (self.months, self.days) == (0, 0) {
            f.write_str("0D")?;
        }
        Ok(())
    }
}

const UNITS: [(char, u32, u32); 4] = [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)];
const MOST_MONTHS: u16 = 1_200;
const MOST_DAYS: u16 = 36_600;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_period_is_read_as_it_is_written(months in 0..=MOST_MONTHS, days in 0..=MOST_DAYS) {
            let period = Period { months, days };
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }

        #[test]
        fn a_longer_period_never_ends_earlier(
            day in 0..40_000_i32,
            months in 0..60_u16,
            days in 0..60_u16,
        ) {
            let day = Day::from_number(day);
            let period = Period { months, days };
            for longer in [Period { months, days: days + 1 }, Period { months: months + 1, days }] {
                prop_assert!(longer.after(day) >= period.after(day));
            }
            prop_assert!(period.after(day) >= day);
        }
    }

    #[test]
    fn months_end_where_the_calendar_has_them_end() {
        for (from, period, until) in [
            ("2027-01-31", "P1M", "2027-02-28"),
            ("2028-01-31", "P1M", "2028-02-29"),
            ("2027-01-31", "P2M", "2027-03-31"),
            ("2026-11-30", "P3M", "2027-02-28"),
            ("2028-02-29", "P1Y", "2029-02-28"),
            ("2026-12-31", "P1M1D", "2027-02-01"),
            ("2026-11-28", "P7D", "2026-12-05"),
            ("2026-11-28", "P2W", "2026-12-12"),
            ("2026-11-28", "P1Y6M", "2028-05-28"),
            ("2026-11-28", "P0D", "2026-11-28"),
        ] {
            let (from, until): (Day, Day) = (from.parse().unwrap(), until.parse().unwrap());
            assert_eq!(
                period.parse::<Period>().unwrap().after(from),
                until,
                "{period}"
            );
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for wrong in [
            "",
            "P",
            "7D",
            "P7",
            "P7d",
            "PT4H",
            "P-7D",
            "P7D1M",
            "P1M1M",
            "P7.5D",
            "P7D ",
            "P99999999999D",
            "P101Y",
            "Pน1D",
        ] {
            assert_eq!(wrong.parse::<Period>(), Err(PeriodError), "{wrong}");
        }
    }
}
