//! Days as far as they are known, written as EDTF (ISO 8601-2) writes them: level 0, and of level 1 what people say of
//! days.

use std::fmt;
use std::str::FromStr;

use seal::Day;
use thiserror::Error;

/// When something happened, as far as it is known: `2026`, `2026-03`, `2026-03-14`, each with `?` (not sure), `~`
/// (about) or `%` (both) behind it, from one to another as `2026-03/2026-05`, and `2026-03/..` for what goes on.
///
/// ```
/// use casework::PartialDate;
///
/// let date: PartialDate = "2026-03~/..".parse()?;
/// assert_eq!(date.to_string(), "2026-03~/..");
/// assert_eq!(date.earliest().to_string(), "2026-03-01");
/// assert_eq!(date.latest(), None);
/// # Ok::<(), casework::PartialDateFault>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    from: PartialDay,
    until: Until,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Until {
    /// It is one day, month or year.
    Same,
    /// It lasted until then.
    Then(PartialDay),
    /// It goes on.
    Open,
}

/// A day, a month or a year. `first` and `last` are the days that it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct PartialDay {
    first: Day,
    last: Day,
    precision: Precision,
    doubt: Doubt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Doubt {
    None,
    Uncertain,
    Approximate,
    Both,
}

/// Why something is no date of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PartialDateFault {
    /// It ends before it begins.
    #[error("it ends before it begins: exchange the two")]
    Backwards,
    /// There is no such day in that month, or no such month.
    #[error("the calendar has no such day: look at day and month again")]
    NoSuchDay,
    /// It is not written as a date is.
    #[error("write it as 2026, 2026-03 or 2026-03-14, with ? if unsure and ~ if about")]
    Shape,
    /// The year cannot be meant.
    #[error(
        "the year has to be from {} to {}, of the common calendar",
        PartialDate::FIRST_YEAR,
        PartialDate::LAST_YEAR
    )]
    Year,
}

impl PartialDate {
    /// The first year that can be meant.
    pub const FIRST_YEAR: u16 = 1900;
    /// The last one.
    pub const LAST_YEAR: u16 = 2999;

    /// The first day on which it may have been or begun.
    pub const fn earliest(&self) -> Day {
        self.from.first
    }

    /// The last day on which it may have been or ended; nothing while it goes on.
    pub const fn latest(&self) -> Option<Day> {
        match self.until {
            Until::Same => Some(self.from.last),
            Until::Then(day) => Some(day.last),
            Until::Open => None,
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateFault;

    fn from_str(text: &str) -> Result<Self, PartialDateFault> {
        let (from, until) = match text.split_once('/') {
            None => (text, None),
            Some((from, until)) => (from, Some(until)),
        };
        let from = PartialDay::parse(from)?;
        let until = match until {
            None => Until::Same,
            Some("..") => Until::Open,
            Some(day) => Until::Then(PartialDay::parse(day)?),
        };
        match until {
            Until::Then(day) if day.last < from.first => Err(PartialDateFault::Backwards),
            Until::Then(_) | Until::Same | Until::Open => Ok(Self { from, until }),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Until::Same => write!(f, "{}", self.from),
            Until::Then(day) => write!(f, "{}/{day}", self.from),
            Until::Open => write!(f, "{}/..", self.from),
        }
    }
}

impl PartialDay {
    fn parse(text: &str) -> Result<Self, PartialDateFault> {
        let (date, doubt) = Doubt::split(text);
        let digits = |part: &str, count: usize| {
            part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = date.splitn(3, '-');
        let year = parts.next().filter(|year| digits(year, 4));
        let (year, month, day) = (
            year.ok_or(PartialDateFault::Shape)?,
            parts.next(),
            parts.next(),
        );
        let is_shaped = [month, day]
            .into_iter()
            .flatten()
            .all(|part| digits(part, 2));
        if !is_shaped {
            return Err(PartialDateFault::Shape);
        }
        let number: u16 = year.parse().map_err(|_| PartialDateFault::Shape)?;
        if !(PartialDate::FIRST_YEAR..=PartialDate::LAST_YEAR).contains(&number) {
            return Err(PartialDateFault::Year);
        }
        let first = format!("{year}-{}-{}", month.unwrap_or("01"), day.unwrap_or("01"));
        let first: Day = first.parse().map_err(|_| PartialDateFault::NoSuchDay)?;
        let (precision, last) = match (month, day) {
            (_, Some(_)) => (Precision::Day, first),
            (Some(_), None) => (Precision::Month, first.plus_months(1).plus(-1)),
            (None, None) => (Precision::Year, first.plus_months(12).plus(-1)),
        };
        Ok(Self {
            first,
            last,
            precision,
            doubt,
        })
    }
}

impl fmt::Display for PartialDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first.to_string();
        let written = match self.precision {
            Precision::Year => day.get(..4),
            Precision::Month => day.get(..7),
            Precision::Day => Some(day.as_str()),
        };
        f.write_str(written.unwrap_or(&day))?;
        f.write_str(self.doubt.sign())
    }
}

impl Doubt {
    /// Takes the sign off the end.
    fn split(text: &str) -> (&str, Self) {
        let all = [Self::Uncertain, Self::Approximate, Self::Both];
        let signs = all.into_iter();
        let mut found = signs.filter_map(|doubt| Some((text.strip_suffix(doubt.sign())?, doubt)));
        found.next().unwrap_or((text, Self::None))
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Uncertain => "?",
            Self::Approximate => "~",
            Self::Both => "%",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<PartialDate, PartialDateFault> {
        text.parse()
    }

    #[test]
    fn a_date_covers_the_days_that_it_may_be() {
        for (text, first, last) in [
            ("2026", "2026-01-01", Some("2026-12-31")),
            ("2024-02?", "2024-02-01", Some("2024-02-29")),
            ("2026-03-14~", "2026-03-14", Some("2026-03-14")),
            ("2025/2026-05%", "2025-01-01", Some("2026-05-31")),
            ("2026-12/..", "2026-12-01", None),
            ("2026-03-14/2026-03", "2026-03-14", Some("2026-03-31")),
        ] {
            let date = read(text).unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.earliest().to_string(), first, "{text}");
            let latest = date.latest().map(|day| day.to_string());
            assert_eq!(latest.as_deref(), last, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        use PartialDateFault::{Backwards, NoSuchDay, Shape, Year};
        for (text, fault) in [
            ("", Shape),
            ("?", Shape),
            ("26", Shape),
            ("2026-3", Shape),
            ("2026-03-14-01", Shape),
            ("2026-03-14?~", Shape),
            ("14.3.2026", Shape),
            ("2026-03/", Shape),
            ("../2026", Shape),
            ("2026/2027/2028", Shape),
            ("२०२६", Shape),
            ("2026-13", NoSuchDay),
            ("2026-02-30", NoSuchDay),
            ("2026-00", NoSuchDay),
            ("0026", Year),
            ("1899", Year),
            ("3000", Year),
            ("2026-05/2026-03", Backwards),
            ("2026-03-14/2026-03-13", Backwards),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
            assert!(!fault.to_string().is_empty());
        }
    }

    fn a_day() -> impl Strategy<Value = String> {
        let signs = prop_oneof![Just(""), Just("?"), Just("~"), Just("%")];
        // 1900-01-01 to 2999-12-31, in days since 1970-01-01.
        (-25_567_i32..376_200, 0_usize..3, signs).prop_map(|(number, precision, sign)| {
            let day = Day::from_number(number).to_string();
            let written: String = day.chars().take([4, 7, 10][precision]).collect();
            format!("{written}{sign}")
        })
    }

    proptest! {
        #[test]
        fn every_date_is_read_as_it_is_written(one in a_day(), other in a_day(), ends in 0..3) {
            let text = match ends {
                0 => one,
                1 => format!("{one}/.."),
                _ => format!("{one}/{other}"),
            };
            match read(&text) {
                Ok(date) => {
                    prop_assert_eq!(date.to_string(), text);
                    let latest = date.latest().unwrap_or(date.earliest());
                    prop_assert!(date.earliest() <= latest);
                }
                Err(fault) => {
                    prop_assert_eq!(fault, PartialDateFault::Backwards);
                    prop_assert_eq!(ends, 2);
                }
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
            if let Ok(date) = read(&text) {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
