//! Dates of existing logs: read in the one form that the mapping names, and in no other.

use seal::Day;
use serde::Deserialize;

use crate::partial_date::{PartialDate, PartialDateFault};
use crate::release_period::ReleasePeriod;

/// How the dates of a log are written. Nothing is guessed: `03/04/2026` is a day in March or in April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum DateForm {
    /// `2026-03-14`, `2026-03`, `2026`, with `?` and `~` at its end, from one to another with `/` (EDTF), or with `~` between two
    /// as Uwazi writes out what lasted.
    #[serde(rename = "iso")]
    Iso,
    /// `2026/03/14`, also with `-`, from one to another with `:` as Uwazi reads it, or with `~` as Uwazi writes it.
    #[serde(rename = "year/month/day")]
    YearFirst,
    /// `14/03/2026`, also with `.` or `-`, from one to another with `~`.
    #[serde(rename = "day/month/year")]
    DayFirst,
    /// `03/14/2026`, also with `.` or `-`, from one to another with `~`.
    #[serde(rename = "month/day/year")]
    MonthFirst,
    /// The number of the day where 1 January 1900 is 1, as spreadsheets keep it.
    #[serde(rename = "excel-1900")]
    Excel1900,
    /// The number of the day where 1 January 1904 is 0, as older ones for the Macintosh keep it.
    #[serde(rename = "excel-1904")]
    Excel1904,
    /// `2026-Q1`, or `2026` where years are counted: the period itself.
    #[serde(rename = "period")]
    Period,
}

/// Which day of something that lasted says when it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RangeRule {
    /// The one on which it began.
    Begin,
    /// None: what lasted is refused.
    #[default]
    Refuse,
}

/// Why a date says no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateFlaw {
    pub why: String,
    pub remedy: String,
}

impl DateFlaw {
    fn new(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            remedy: remedy.into(),
        }
    }
}

impl DateForm {
    /// The period that a date lies in.
    pub(crate) fn period(
        self,
        text: &str,
        range: RangeRule,
        of_year: bool,
        today: Day,
    ) -> Result<ReleasePeriod, DateFlaw> {
        let length = if of_year { "year" } else { "quarter" };
        let (first, last) = match self {
            Self::Period => {
                let read = text.parse::<ReleasePeriod>().ok();
                let period = read.filter(|period| period.is_year() == of_year);
                let period = period.ok_or_else(|| {
                    let example = if of_year { "2026" } else { "2026-Q1" };
                    DateFlaw::new(format!("is no {length}"), format!("write it as {example}"))
                })?;
                (period.first_day(), period.last_day())
            }
            Self::Iso
            | Self::YearFirst
            | Self::DayFirst
            | Self::MonthFirst
            | Self::Excel1900
            | Self::Excel1904 => self.days(self.begin(text, range)?)?,
        };
        if first > today {
            return Err(DateFlaw::new(
                "has not come yet",
                "look at the year, and whether day and month are in the order that the mapping names",
            ));
        }
        let before = || {
            DateFlaw::new(
                "lies before 1970, when nothing is counted yet",
                "correct it, or pass the row over",
            )
        };
        let period = ReleasePeriod::of_day(first, of_year).ok_or_else(before)?;
        if ReleasePeriod::of_day(last, of_year) != Some(period) {
            return Err(DateFlaw::new(
                format!("does not say in which {length} it was"),
                format!(
                    "write the {length} into the log as far as it is known, or pass the row over"
                ),
            ));
        }
        Ok(period)
    }

    /// The text of the day on which it began.
    fn begin<'t>(self, text: &'t str, range: RangeRule) -> Result<&'t str, DateFlaw> {
        let own = match self {
            Self::Iso => text.split_once('/'),
            Self::YearFirst => text.split_once(':'),
            Self::DayFirst | Self::MonthFirst => None,
            Self::Excel1900 | Self::Excel1904 | Self::Period => return Ok(text),
        };
        // Behind one date, or within it, the sign says that it is about then.
        let is_days = |(begin, end): &(&str, &str)| {
            let mut sides = [begin, end].into_iter();
            own.is_none() && sides.all(|side| side.trim().len() >= SHORTEST_DAY)
        };
        let written_out = text.split_once('~').filter(is_days);
        // Under this form a slash may also stand within one date of another form, which is told as that.
        let split = own.or(written_out);
        let Some((begin, end)) = split.filter(|_| foreign(text, self).is_none()) else {
            return Ok(text);
        };
        if range == RangeRule::Refuse {
            return Err(DateFlaw::new(
                "lasted from one day to another",
                "say `range = \"begin\"` under [when] if it is counted when it began",
            ));
        }
        // Uwazi writes out a side that nobody filled in as the day from which it counts.
        let none = Day::from_number(0);
        let filled = |side: &'t str| -> &'t str {
            let is_none = written_out.is_some() && self.days(side.trim()) == Ok((none, none));
            if is_none { "" } else { side.trim() }
        };
        let (begin, end) = (filled(begin), filled(end));
        if begin.is_empty() {
            return Err(DateFlaw::new(
                "does not say when it began",
                "write the day into the log as far as it is known, or pass the row over",
            ));
        }
        if !["", ".."].contains(&end) {
            let (first, _) = self.days(begin)?;
            let (_, last) = self.days(end)?;
            if last < first {
                return Err(DateFlaw::new(
                    "ends before it begins",
                    "exchange the two days",
                ));
            }
        }
        Ok(begin)
    }

    /// The days that it may have been.
    fn days(self, text: &str) -> Result<(Day, Day), DateFlaw> {
        if let Some(flaw) = foreign(text, self) {
            return Err(flaw);
        }
        let iso = match self {
            Self::Iso => Some(text.to_owned()),
            Self::YearFirst => {
                let year_first = ['/', '-'].iter().any(|sign| text.split(*sign).count() == 3);
                year_first.then(|| text.replace('/', "-"))
            }
            Self::DayFirst => parts(text).map(|[day, month, year]| iso(year, month, day)),
            Self::MonthFirst => parts(text).map(|[month, day, year]| iso(year, month, day)),
            Self::Excel1900 => return serial(text, 25_569, 61),
            Self::Excel1904 => return serial(text, 24_107, 0),
            Self::Period => None,
        };
        let shape = || {
            DateFlaw::new(
                "is no date of the form that the mapping names",
                format!(
                    "write it as {}, or name another form under [when]",
                    self.example()
                ),
            )
        };
        let read: Result<PartialDate, _> = iso.ok_or_else(shape)?.parse();
        let date = read.map_err(|fault| match fault {
            PartialDateFault::Shape => shape(),
            PartialDateFault::NoSuchDay => DateFlaw::new(
                "is on no calendar",
                "look at day and month again, and at the order that the mapping names",
            ),
            PartialDateFault::Backwards | PartialDateFault::Year => {
                DateFlaw::new("cannot be meant", fault.to_string())
            }
        })?;
        Ok((date.earliest(), date.latest().unwrap_or(date.earliest())))
    }

    const fn example(self) -> &'static str {
        match self {
            Self::Iso => "2026-03-14, 2026-03 or 2026",
            Self::YearFirst => "2026/03/14",
            Self::DayFirst => "14/03/2026",
            Self::MonthFirst => "03/14/2026",
            Self::Excel1900 | Self::Excel1904 => "a number such as 46095",
            Self::Period => "2026-Q1",
        }
    }
}

/// Three numbers, the last of them a year of four digits.
fn parts(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split(['/', '.', '-']).map(str::trim);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    let fit = parts.next().is_none()
        && found.iter().zip([2, 2, 4]).all(|(part, most)| {
            let is_short = (1..=most).contains(&part.len());
            is_short && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    fit.then_some(found)
}

fn iso(year: &str, month: &str, day: &str) -> String {
    format!("{year:0>4}-{month:0>2}-{day:0>2}")
}

/// What is plainly a date of another form than the one that is named: told as that, and never read.
fn foreign(text: &str, form: DateForm) -> Option<DateFlaw> {
    let is_ordered = matches!(form, DateForm::DayFirst | DateForm::MonthFirst);
    if let Some([one, other, year]) = parts(text) {
        if year.len() != 4 {
            return Some(DateFlaw::new(
                "has a year of fewer than four digits",
                "write the year whole",
            ));
        }
        if !is_ordered {
            let is_month = |part: &str| part.parse::<u8>().is_ok_and(|number| number <= 12);
            let (why, form) = match (is_month(one), is_month(other)) {
                (true, true) => (
                    "may begin with the day or with the month",
                    "the form of the whole column (`day/month/year` or `month/day/year`)",
                ),
                (false, _) => ("begins with the day", "the form `day/month/year`"),
                (true, false) => ("begins with the month", "the form `month/day/year`"),
            };
            return Some(DateFlaw::new(
                why,
                format!(
                    "name {form} under [when], or write this one as {}",
                    iso("2026", "03", "14")
                ),
            ));
        }
    }
    let is_counted = matches!(form, DateForm::Excel1900 | DateForm::Excel1904);
    let digits = text.split('.').next().unwrap_or_default();
    let is_number = digits.len() == 5
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number && !is_counted {
        let day = |base: i32| {
            let number: i32 = digits.parse().unwrap_or_default();
            Day::from_number(number - base)
        };
        return Some(DateFlaw::new(
            format!(
                "is the number of a day as spreadsheets keep it, {} or {}",
                day(25_569),
                day(24_107)
            ),
            "format the column as text or date and export it anew; if all of it is like this, name the form `excel-1900` or `excel-1904`",
        ));
    }
    None
}

/// A day by its number. `base` is that of 1970-01-01, `least` the first one that is certain: below it spreadsheets count a
/// day that no calendar has.
fn serial(text: &str, base: i32, least: i32) -> Result<(Day, Day), DateFlaw> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = !whole.is_empty()
        && whole.len() <= 6
        && [whole, fraction]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let number = whole.parse::<i32>().ok().filter(|_| is_number);
    let number = number.filter(|number| *number >= least).ok_or_else(|| {
        DateFlaw::new(
            "is no number of a day",
            "a column has dates of one form: write this one as the others, or export the column as text and name its form under [when]",
        )
    })?;
    let day = Day::from_number(number - base);
    Ok((day, day))
}

/// `3/4/2026`.
const SHORTEST_DAY: usize = 8;

#[cfg(test)]
mod tests;
