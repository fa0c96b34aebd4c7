use pages::Date;
use seal::Day;

/// Turns a day into one that pages can show.
pub(crate) fn shown(day: Day) -> Date {
    let text = day.to_string();
    let mut parts = text.rsplitn(3, '-');
    let (of_month, month) = (parts.next().and_then(number), parts.next().and_then(number));
    let year = parts.next().and_then(|year| year.parse().ok());
    Date {
        year: year.unwrap_or_default(),
        month: month.unwrap_or_default(),
        day: of_month.unwrap_or_default(),
    }
}

fn number(digits: &str) -> Option<u8> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_shown_as_the_same_day() {
        let day: Day = "2026-11-05".parse().unwrap();
        assert_eq!(
            shown(day),
            Date {
                year: 2026,
                month: 11,
                day: 5
            }
        );
    }
}
