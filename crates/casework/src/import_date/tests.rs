use DateForm::{DayFirst, Excel1900, Excel1904, Iso, MonthFirst, Period, YearFirst};

use super::*;

fn quarter(form: DateForm, text: &str) -> Result<String, String> {
    let today = "2026-11-29".parse().unwrap();
    let read = form.period(text, RangeRule::Begin, false, today);
    read.map(|period| period.to_string())
        .map_err(|flaw| format!("{}: {}", flaw.why, flaw.remedy))
}

#[test]
fn dates_are_counted_in_their_quarter() {
    for (form, text, period) in [
        (Iso, "2026-03-31", "2026-Q1"),
        (Iso, "2026-04~", "2026-Q2"),
        (Iso, "2026-01-30/2026-05", "2026-Q1"),
        (Iso, "2026-08/..", "2026-Q3"),
        (YearFirst, "2024/02/29", "2024-Q1"),
        (YearFirst, "2024/06/30:2024/12/01", "2024-Q2"),
        (YearFirst, "2024/06/30:", "2024-Q2"),
        // As Uwazi writes it out, whichever form its office has set.
        (YearFirst, "2024/06/30~2024/12/01", "2024-Q2"),
        (YearFirst, "2024-06-30~2024-12-01", "2024-Q2"),
        (YearFirst, "2024-06-30", "2024-Q2"),
        (YearFirst, "2024/06/30~1970/01/01", "2024-Q2"),
        (YearFirst, "2024/06/30~", "2024-Q2"),
        (Iso, "2026-04~/2026-05", "2026-Q2"),
        (Iso, "1970-01-01/1970-02", "1970-Q1"),
        (Iso, "2024-06-30~2024-12-01", "2024-Q2"),
        (DayFirst, "30/06/2024~01/12/2024", "2024-Q2"),
        (MonthFirst, "06/30/2024~12/01/2024", "2024-Q2"),
        (DayFirst, "3/4/2026", "2026-Q2"),
        (DayFirst, "31.12.2025", "2025-Q4"),
        (MonthFirst, "3/4/2026", "2026-Q1"),
        (MonthFirst, "12-31-2025", "2025-Q4"),
        // LibreOffice and Excel show 45292 as 2024-01-01, and with the Macintosh's day as 2028-01-02.
        (Excel1900, "45292", "2024-Q1"),
        (Excel1900, "45291.75", "2023-Q4"),
        (Excel1904, "43830", "2024-Q1"),
        (Period, "2026-Q3", "2026-Q3"),
    ] {
        assert_eq!(quarter(form, text).as_deref(), Ok(period), "{text}");
    }
}

#[test]
fn what_is_no_date_of_the_form_is_refused_and_never_guessed() {
    for (form, text, why) in [
        (
            Iso,
            "03/04/2026",
            "may begin with the day or with the month",
        ),
        (YearFirst, "03/04/2026", "may begin with the day"),
        (Iso, "14/03/2026", "begins with the day"),
        (Iso, "03/14/2026", "begins with the month"),
        (DayFirst, "03/14/2026", "is on no calendar"),
        (MonthFirst, "14/03/2026", "is on no calendar"),
        (DayFirst, "14/03/26", "fewer than four digits"),
        (
            Iso,
            "45292",
            "spreadsheets keep it, 2024-01-01 or 2028-01-02",
        ),
        (DayFirst, "45292.5", "spreadsheets keep it"),
        (Excel1900, "2024-01-01", "is no number of a day"),
        (Excel1900, "60", "is no number of a day"),
        (Excel1900, "9999999", "is no number of a day"),
        (Iso, "2026-02-30", "is on no calendar"),
        (YearFirst, "2026/13/01", "is on no calendar"),
        (YearFirst, "2026/05", "form that the mapping names"),
        (Iso, "spring 2026", "form that the mapping names"),
        (Iso, "2026", "does not say in which quarter"),
        (Iso, "1969-12-31", "before 1970"),
        (Iso, "2026-12", "has not come yet"),
        (Iso, "2026-05/2026-03", "ends before it begins"),
        (YearFirst, ":2026/05/01", "does not say when it began"),
        // Nobody filled in the first day: Uwazi writes out the one from which it counts.
        (
            YearFirst,
            "1970/01/01~2026/05/01",
            "does not say when it began",
        ),
        (Iso, "1970-01-01~2026-05-01", "does not say when it began"),
        (Iso, "~2026-05-01", "form that the mapping names"),
        (Iso, "2026-04-~03", "form that the mapping names"),
        (Iso, "2026~-04", "form that the mapping names"),
        (DayFirst, "03/05/2026~02/05/2026", "ends before it begins"),
        (Period, "2026", "is no quarter"),
    ] {
        let flaw = quarter(form, text).unwrap_err();
        assert!(flaw.contains(why), "{text}: {flaw}");
    }
    let today = "2026-11-29".parse().unwrap();
    let lasted = Iso.period("2026-01/2026-02", RangeRule::Refuse, false, today);
    assert!(lasted.unwrap_err().remedy.contains("range = \"begin\""));
    let year = |text| Iso.period(text, RangeRule::Refuse, true, today);
    assert_eq!(year("2025").unwrap().to_string(), "2025");
    assert_eq!(year("2025-07-01").unwrap().to_string(), "2025");
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "[0-9/.:~? -]{0,24}|\\PC{0,12}") {
        for form in [Iso, YearFirst, DayFirst, MonthFirst, Excel1900, Excel1904, Period] {
            let _read = quarter(form, &text);
        }
    }
}
