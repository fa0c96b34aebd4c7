//! What stands in a cell, as codes of a field.

use crate::import_fault::{ImportFault, ImportPlace};
use crate::import_field::{SeveralRule, misfit};
use crate::import_plan::{ColumnSource, PlannedField};
use crate::import_suggestion::Suggestions;
use crate::record_lists::RecordLists;

/// The codes of one cell, and how many of its values were left by rule.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CellCodes {
    pub codes: Vec<String>,
    pub left: u64,
}

/// Reads a cell; `place` is where it is.
pub(crate) fn codes(
    (lists, suggestions): (&RecordLists, &Suggestions),
    field: &PlannedField,
    source: &ColumnSource,
    cell: &str,
    place: &ImportPlace,
) -> Result<CellCodes, ImportFault> {
    let fault = |value: &str, why: &str, remedy: String| {
        Err(ImportFault::at(place.clone(), why, remedy).of(value))
    };
    if cell.contains(char::REPLACEMENT_CHARACTER) {
        return fault(
            cell,
            "has the mark of a letter that an earlier conversion lost",
            "export the log anew from where the letter is whole".to_owned(),
        );
    }
    if cell.is_empty() {
        return match &source.empty {
            Some(code) => Ok(CellCodes {
                codes: vec![code.clone()],
                left: 0,
            }),
            None if field.field.required => fault(
                "",
                "is empty, and every record has this field",
                format!(
                    "fill it in, or name the code of an empty cell as `empty` under [fields.{}]",
                    field.field.name
                ),
            ),
            None => Ok(CellCodes::default()),
        };
    }
    let mut values: Vec<&str> = match &source.separator {
        Some(separator) => cell.split(separator.as_str()).map(str::trim).collect(),
        None => vec![cell],
    };
    // In a field that may be left empty it would pass for a value: one more record, or none where one stands behind it.
    if values.iter().any(|value| value.is_empty()) {
        return fault(
            cell,
            "has an empty value between separators",
            "take out the separator that nothing stands beside".to_owned(),
        );
    }
    let mut left = 0;
    if values.len() > 1 {
        match source.several {
            SeveralRule::Each => {}
            SeveralRule::First => {
                left = u64::try_from(values.len() - 1).unwrap_or_default();
                values.truncate(1);
            }
            SeveralRule::Refuse => {
                return fault(
                    cell,
                    "has several values",
                    format!(
                        "say under [fields.{}] whether each makes a record (`several = \"each\"`) or the first is taken (`\"first\"`)",
                        field.field.name
                    ),
                );
            }
        }
    }
    let mut codes = vec![];
    for value in values {
        let code = code((lists, suggestions), field, source, value, place)?;
        if codes.contains(&code) {
            return fault(
                cell,
                "names the same thing twice, which would count it twice",
                "take one of the two out of the cell".to_owned(),
            );
        }
        codes.push(code);
    }
    Ok(CellCodes { codes, left })
}

fn code(
    (lists, suggestions): (&RecordLists, &Suggestions),
    field: &PlannedField,
    source: &ColumnSource,
    value: &str,
    place: &ImportPlace,
) -> Result<String, ImportFault> {
    if source.is_count {
        let band = value.parse().ok().and_then(band);
        return band.map(str::to_owned).ok_or_else(|| {
            ImportFault::at(
                place.clone(),
                "is no whole number of people from 1",
                "write the number in digits, or map the column by `values` instead of `count`",
            )
            .of(value)
        });
    }
    let name = field.field.name;
    let Some(values) = &source.values else {
        return match misfit(lists, field.field, value, suggestions) {
            None => Ok(value.to_owned()),
            Some((why, remedy)) => Err(ImportFault::at(
                place.clone(),
                why,
                format!("{remedy}, or map what stands there under [fields.{name}.values]"),
            )
            .of(value)),
        };
    };
    values.get(value).cloned().ok_or_else(|| {
        let names = field.names.iter();
        let names = names.map(|(code, text)| (code.as_str(), text.as_str()));
        let near = suggestions.of(name, value, names);
        let remedy = match near {
            Some(near) => format!(
                "name its code under [fields.{name}.values]; perhaps `{near}`, if its definition fits"
            ),
            None => format!(
                "name its code under [fields.{name}.values], or pass such rows over under [passed_over]"
            ),
        };
        ImportFault::at(place.clone(), "is mapped to no code", remedy).of(value)
    })
}

/// The band that a number of people lies in.
const fn band(number: u64) -> Option<&'static str> {
    match number {
        0 => None,
        1 => Some("n1"),
        2..=9 => Some("n2_9"),
        10..=49 => Some("n10_49"),
        50..=249 => Some("n50_249"),
        250..=999 => Some("n250_999"),
        1_000.. => Some("n1000p"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook_text::CodebookText;
    use crate::import_field::BANDS;

    #[test]
    fn every_number_of_people_has_a_band_that_the_list_has() {
        let book = CodebookText::of_project().read().unwrap();
        let list = book.list(BANDS).unwrap();
        assert_eq!(band(0), None);
        for entry in list.codes.iter().filter(|entry| entry.code != "unk") {
            let digits = |text: &str| {
                text.chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
            };
            let mut ends = entry.label.split('-').map(digits);
            let first: u64 = ends.next().unwrap().parse().unwrap();
            assert_eq!(band(first), Some(entry.code.as_str()));
            if let Some(last) = ends.next() {
                assert_eq!(band(last.parse().unwrap()), Some(entry.code.as_str()));
            }
            assert_ne!(band(first - 1), Some(entry.code.as_str()));
        }
        assert_eq!(band(u64::MAX), Some("n1000p"));
    }
}
