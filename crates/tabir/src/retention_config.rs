//! The section `[retention]` of a configuration.

use std::collections::BTreeMap;

use casework::{Period, Retention, RetentionClass};
use serde::Deserialize;

/// `[retention]`: for how long closed cases of each class are kept before two officers are asked whether they be deleted,
/// as periods of ISO 8601. A class that is not named is kept until they decide by themselves.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct RetentionConfig(Retention);

impl RetentionConfig {
    /// What is kept for how long.
    pub fn retention(&self) -> Retention {
        self.0.clone()
    }
}

impl TryFrom<BTreeMap<String, String>> for RetentionConfig {
    type Error = String;

    fn try_from(written: BTreeMap<String, String>) -> Result<Self, String> {
        let mut retention = Retention::default();
        for (word, period) in written {
            let class: RetentionClass = word
                .parse()
                .map_err(|fault| format!("[retention] `{word}`: {fault}"))?;
            let period: Period = period
                .parse()
                .map_err(|fault| format!("[retention] `{word}`: {fault}"))?;
            if period == Period::days(0) {
                return Err(format!(
                    "[retention] `{word}`: a case that is kept for no time could not be contested"
                ));
            }
            retention = retention.keeping(class, period);
        }
        Ok(Self(retention))
    }
}

#[cfg(test)]
mod tests {
    use casework::Kept;
    use seal::Day;

    use super::*;

    #[test]
    fn periods_of_retention_are_read_and_what_is_wrong_is_named() {
        let read = |text: &str| toml::from_str::<RetentionConfig>(text);
        let retention = read("out = \"P2Y\"\nact = \"P10Y\"").unwrap().retention();
        let since: Day = "2027-03-01".parse().unwrap();
        let ends = |class| retention.ends(Kept { class, since });
        assert_eq!(ends(RetentionClass::Out), "2029-03-01".parse().ok());
        assert_eq!(ends(RetentionClass::Acted), "2037-03-01".parse().ok());
        assert_eq!(ends(RetentionClass::Looked), None);
        for (text, named) in [
            ("closed = \"P2Y\"", "`closed`: not `out`, `sub` or `act`"),
            ("out = \"two years\"", "`out`: not a period such as"),
            ("out = \"P0D\"", "`out`: a case that is kept for no time"),
            ("out = 2", "expected a string"),
        ] {
            let fault = read(text).unwrap_err().to_string();
            assert!(fault.contains(named), "{fault}");
        }
    }
}
