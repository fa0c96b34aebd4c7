//! The section `[deadlines]` of a configuration.

use std::collections::BTreeSet;
use std::fmt::Display;

use casework::{Deadlines, Period, Weekday};
use seal::Day;
use serde::Deserialize;

/// `[deadlines]`: by when the office promises what, and on which days it does not work, where that differs
/// from what holds in its country.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Written")]
pub struct DeadlinesConfig {
    acknowledge: Option<Period>,
    feedback: Option<Period>,
    protection: Option<Period>,
    referral: Option<Period>,
    review: Option<Period>,
    review_answer: Option<Period>,
    remind: Option<u16>,
    escalate: Option<Period>,
    rest_days: Option<BTreeSet<Weekday>>,
    holidays: Option<BTreeSet<Day>>,
}

/// As it stands in the file: periods of ISO 8601, days of the week and days as words.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    acknowledge: Option<String>,
    feedback: Option<String>,
    protection: Option<String>,
    referral: Option<String>,
    review: Option<String>,
    review_answer: Option<String>,
    remind: Option<u16>,
    escalate: Option<String>,
    rest_days: Option<Vec<String>>,
    holidays: Option<Vec<String>>,
}

impl DeadlinesConfig {
    /// What the office promises: what stands here, and `usual` for the rest.
    pub fn over(&self, usual: Deadlines) -> Deadlines {
        Deadlines {
            acknowledge: self.acknowledge.unwrap_or(usual.acknowledge),
            feedback: self.feedback.unwrap_or(usual.feedback),
            protection: self.protection.unwrap_or(usual.protection),
            referral: self.referral.unwrap_or(usual.referral),
            review: self.review.unwrap_or(usual.review),
            review_answer: self.review_answer.unwrap_or(usual.review_answer),
            remind: self.remind.unwrap_or(usual.remind),
            escalate: self.escalate.unwrap_or(usual.escalate),
            rest_days: self.rest_days.clone().unwrap_or(usual.rest_days),
            holidays: self.holidays.clone().unwrap_or(usual.holidays),
            retention: usual.retention,
        }
    }
}

impl TryFrom<Written> for DeadlinesConfig {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let told = |key, fault: &dyn Display| format!("[deadlines] `{key}`: {fault}");
        let period = |key, text: Option<String>| {
            let text = text.map(|text| text.parse().map_err(|fault| told(key, &fault)));
            text.transpose()
        };
        let rest_days = written.rest_days.map(|words| {
            let days = words.iter().map(|word| word.parse::<Weekday>());
            days.collect::<Result<BTreeSet<_>, _>>()
        });
        let rest_days = rest_days
            .transpose()
            .map_err(|fault| told("rest_days", &fault))?;
        if rest_days.as_ref().map(BTreeSet::len) == Some(Weekday::ALL.len()) {
            return Err(told(
                "rest_days",
                &"an office that never works promises nothing",
            ));
        }
        let holidays = written.holidays.map(|days| {
            let days = days.iter().map(|day| day.parse::<Day>());
            days.collect::<Result<_, _>>()
        });
        Ok(Self {
            acknowledge: period("acknowledge", written.acknowledge)?,
            feedback: period("feedback", written.feedback)?,
            protection: period("protection", written.protection)?,
            referral: period("referral", written.referral)?,
            review: period("review", written.review)?,
            review_answer: period("review_answer", written.review_answer)?,
            remind: written.remind,
            escalate: period("escalate", written.escalate)?,
            rest_days,
            holidays: holidays
                .transpose()
                .map_err(|fault| told("holidays", &fault))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_read_and_what_is_wrong_is_named() {
        let read = |text: &str| toml::from_str::<DeadlinesConfig>(text);
        let usual = Deadlines {
            feedback: Period::days(30),
            holidays: BTreeSet::from([Day::from_number(20_000)]),
            ..Deadlines::default()
        };
        assert_eq!(read("").unwrap().over(usual.clone()), usual);
        let text = "acknowledge = \"P2W\"\nrest_days = [\"sunday\"]\nholidays = []";
        let deadlines = read(text).unwrap().over(usual);
        assert_eq!(deadlines.acknowledge.to_string(), "P14D");
        assert_eq!(deadlines.feedback.to_string(), "P30D");
        assert_eq!(deadlines.rest_days, BTreeSet::from([Weekday::Sunday]));
        assert_eq!(deadlines.holidays, BTreeSet::new());
        for (wrong, named) in [
            ("feedback = \"90\"", "`feedback`"),
            ("review = \"PT1H\"", "`review`"),
            ("review_answer = \"1 month\"", "`review_answer`"),
            ("protection = \"15\"", "`protection`"),
            ("referral = \"P\"", "`referral`"),
            ("rest_days = [\"Sunday\"]", "`rest_days`"),
            ("holidays = [\"25.12.2026\"]", "`holidays`"),
            ("escalate = 3", "escalate"),
            ("remind = -1", "remind"),
            ("reminders = 3", "reminders"),
        ] {
            let told = read(wrong).unwrap_err().to_string();
            assert!(told.contains(named), "{wrong}: {told}");
        }
        let all = Weekday::ALL
            .map(|day| format!("\"{}\"", day.word()))
            .join(", ");
        assert!(read(&format!("rest_days = [{all}]")).is_err());
    }
}
