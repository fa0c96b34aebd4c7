//! The country of an office, and what is known of it where deadlines are counted.

use std::collections::BTreeSet;

use casework::{COUNTRY_PACKS, Deadlines, Period};
use seal::Day;
use serde::Deserialize;

/// `country` in a configuration: what is surely known of a country becomes what its office does unless
/// `[deadlines]` says otherwise.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Country {
    pack: Pack,
}

/// A file of `crates/casework/country_packs`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the file"))]
    name: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the file"))]
    review: Review,
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the file"))]
    checked_on: String,
    fact: Vec<Fact>,
}

/// Who looked at a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Review {
    /// Nobody who practises law in the country.
    Draft,
}

/// One thing that is known, from where, and how sure it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    about: About,
    #[serde(default)]
    counted_in: Counted,
    period: Option<String>,
    #[serde(default)]
    days: Vec<String>,
    sure: Sure,
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the file"))]
    code: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the file"))]
    says: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the file"))]
    source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum About {
    Acknowledge,
    Feedback,
    Protection,
    Referral,
    Review,
    RestDays,
    Holidays,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Counted {
    #[default]
    CalendarDays,
    WorkingDays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sure {
    High,
    Medium,
    Low,
}

impl Country {
    /// What its office promises where its configuration says nothing else: what is sure of the country, and
    /// what holds anywhere for the rest.
    pub fn deadlines(&self) -> Deadlines {
        let usual = Deadlines::default();
        let period = |about, usual| self.sure(about).and_then(Fact::period).unwrap_or(usual);
        let days = |about| self.sure(about).map_or(&[][..], |fact| &fact.days);
        let rest_days = days(About::RestDays).iter();
        let holidays = days(About::Holidays).iter();
        Deadlines {
            acknowledge: period(About::Acknowledge, usual.acknowledge),
            feedback: period(About::Feedback, usual.feedback),
            protection: period(About::Protection, usual.protection),
            referral: period(About::Referral, usual.referral),
            review: period(About::Review, usual.review),
            rest_days: rest_days.filter_map(|day| day.parse().ok()).collect(),
            holidays: holidays.flat_map(|day| every_year(day)).collect(),
            ..usual
        }
    }

    /// The fact about something that is sure enough to act on unasked, if there is one. Working days differ from
    /// office to office, so what is counted in them is none.
    fn sure(&self, about: About) -> Option<&Fact> {
        let mut facts = self.pack.fact.iter();
        facts.find(|fact| {
            (fact.about, fact.sure, fact.counted_in) == (about, Sure::High, Counted::CalendarDays)
        })
    }
}

impl Fact {
    fn period(&self) -> Option<Period> {
        self.period.as_ref()?.parse().ok()
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        let mut packs = COUNTRY_PACKS.iter();
        let Some((_, text)) = packs.find(|(known, _)| *known == code) else {
            let known = COUNTRY_PACKS.map(|(known, _)| known).join(", ");
            return Err(format!(
                "`country` is `{code}`, of which nothing is known; leave it out or write one of {known}"
            ));
        };
        let pack = toml::from_str(text).map_err(|fault| fault.to_string())?;
        Ok(Self { pack })
    }
}

/// The same day, such as `12-25`, in each year for which offices may count.
fn every_year(day: &str) -> BTreeSet<Day> {
    let days = YEARS.map(|year| format!("{year}-{day}").parse());
    days.filter_map(Result::ok).collect()
}

const YEARS: std::ops::Range<i32> = 2020..2100;

#[cfg(test)]
mod tests {
    use casework::{COURT_CALENDAR, DEADLINE_CODES, Weekday};

    use super::*;

    #[test]
    fn every_fact_of_every_country_is_readable_has_a_source_and_says_how_sure_it_is() {
        let codes = || {
            DEADLINE_CODES
                .lines()
                .skip(1)
                .filter_map(|line| line.split(',').next())
        };
        for (code, text) in COUNTRY_PACKS {
            let pack: Pack = toml::from_str(text).unwrap_or_else(|fault| panic!("{code}: {fault}"));
            assert_eq!(code.len(), 2);
            assert!(!pack.name.is_empty());
            assert_eq!(pack.review, Review::Draft);
            assert!(pack.checked_on.parse::<Day>().is_ok(), "{code}");
            let mut seen = BTreeSet::new();
            for fact in pack.fact {
                let about = fact.about;
                assert!(seen.insert(about), "{code}: {about:?} twice");
                assert!(
                    !fact.source.is_empty() && fact.says.ends_with('.'),
                    "{code}: {about:?}"
                );
                let is_recalled = ["recalled", "read at", "speak-up"];
                assert!(
                    is_recalled.iter().any(|mark| fact.source.contains(mark)),
                    "{code}: {about:?}"
                );
                let is_calendar = matches!(about, About::RestDays | About::Holidays);
                assert_eq!(is_calendar, !fact.days.is_empty(), "{code}: {about:?}");
                assert_eq!(is_calendar, fact.period.is_none(), "{code}: {about:?}");
                assert_eq!(is_calendar, fact.code.is_none(), "{code}: {about:?}");
                assert_eq!(
                    fact.period.is_some(),
                    fact.period().is_some(),
                    "{code}: {about:?}"
                );
                if let Some(known) = fact.code {
                    assert!(codes().any(|code| code == known), "{code}: {known}");
                }
                for day in fact.days {
                    let is_day = match about {
                        About::RestDays => day.parse::<Weekday>().is_ok(),
                        _ => every_year(&day).len() == YEARS.len(),
                    };
                    assert!(is_day, "{code}: {day}");
                }
            }
        }
    }

    #[test]
    fn only_what_is_sure_of_a_country_becomes_a_default() {
        let of = |code: &str| Country::try_from(code.to_owned()).unwrap().deadlines();
        // Of thirty days for an answer nobody is sure, and fifteen working days are no calendar days.
        assert_eq!(of("id").feedback, Deadlines::default().feedback);
        assert_eq!(of("ph").acknowledge, Deadlines::default().acknowledge);
        assert_eq!(
            of("id").rest_days,
            BTreeSet::from([Weekday::Saturday, Weekday::Sunday])
        );
        assert!(of("my").rest_days.is_empty());
        assert!(of("vn").holidays.contains(&"2027-09-02".parse().unwrap()));
        assert!(of("la").holidays.is_empty());
    }

    #[test]
    fn the_days_without_work_that_browsers_count_with_are_the_sure_ones_of_the_packs() {
        let rows: Vec<Vec<&str>> = COURT_CALENDAR
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect())
            .collect();
        for (code, text) in COUNTRY_PACKS {
            let pack: Pack = toml::from_str(text).unwrap();
            let sure = |about: About| {
                let mut facts = pack.fact.iter();
                let fact = facts.find(|fact| (fact.about, fact.sure) == (about, Sure::High));
                fact.map_or_else(String::new, |fact| fact.days.join(" "))
            };
            let known = [
                code.to_owned(),
                sure(About::RestDays),
                sure(About::Holidays),
            ];
            let row = rows.iter().find(|row| row[0] == code);
            match row {
                Some(row) => assert_eq!(*row, known),
                None => assert!(known[1..].iter().all(String::is_empty), "{code}"),
            }
        }
        assert!(
            rows.iter()
                .all(|row| COUNTRY_PACKS.iter().any(|(code, _)| *code == row[0]))
        );
    }

    #[test]
    fn a_country_of_which_nothing_is_known_is_named_with_those_that_are() {
        let told = Country::try_from("xx".to_owned()).unwrap_err();
        assert!(
            told.contains("`xx`") && told.contains("id, kh, la, my, ph, th, tl, vn"),
            "{told}"
        );
    }
}
