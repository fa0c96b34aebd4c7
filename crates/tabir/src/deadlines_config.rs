//! The section `[deadlines]` of a configuration.

use std::collections::BTreeSet;

use casework::{Deadlines, Weekday};
use seal::Day;
use serde::Deserialize;

/// `[deadlines]`: by when the office promises what, and on which days it does not work.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Written")]
pub struct DeadlinesConfig(pub Deadlines);

/// As it stands in the file: periods of ISO 8601, days of the week and days as words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    acknowledge: String,
    feedback: String,
    rest_days: Vec<String>,
    holidays: Vec<String>,
}

impl Default for Written {
    fn default() -> Self {
        let usual = Deadlines::default();
        Self {
            acknowledge: usual.acknowledge.to_string(),
            feedback: usual.feedback.to_string(),
            rest_days: vec![],
            holidays: vec![],
        }
    }
}

impl TryFrom<Written> for DeadlinesConfig {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let rest_days = written.rest_days.iter().map(|word| word.parse::<Weekday>());
        let holidays = written.holidays.iter().map(|day| day.parse::<Day>());
        let told = |key, fault: &dyn std::fmt::Display| format!("[deadlines] `{key}`: {fault}");
        let rest_days: BTreeSet<_> = rest_days
            .collect::<Result<_, _>>()
            .map_err(|fault| told("rest_days", &fault))?;
        if rest_days.len() == Weekday::ALL.len() {
            return Err(told(
                "rest_days",
                &"an office that never works promises nothing",
            ));
        }
        let period = |key, text: &str| text.parse().map_err(|fault| told(key, &fault));
        Ok(Self(Deadlines {
            acknowledge: period("acknowledge", &written.acknowledge)?,
            feedback: period("feedback", &written.feedback)?,
            rest_days,
            holidays: holidays
                .collect::<Result<_, _>>()
                .map_err(|fault| told("holidays", &fault))?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_read_and_what_is_wrong_is_named() {
        let read = |text: &str| toml::from_str::<DeadlinesConfig>(text);
        assert_eq!(read("").unwrap().0, Deadlines::default());
        let text = "acknowledge = \"P2W\"\nrest_days = [\"sunday\"]\nholidays = [\"2026-12-25\"]";
        let deadlines = read(text).unwrap().0;
        assert_eq!(deadlines.acknowledge.to_string(), "P14D");
        assert_eq!(deadlines.rest_days, BTreeSet::from([Weekday::Sunday]));
        for (wrong, named) in [
            ("feedback = \"90\"", "`feedback`"),
            ("rest_days = [\"Sunday\"]", "`rest_days`"),
            ("holidays = [\"25.12.2026\"]", "`holidays`"),
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
