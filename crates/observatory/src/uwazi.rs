//! Tables as Uwazi imports them: titles of properties on top, the first of them `Title`; several values joined by `|`, a term
//! of a group behind `::`, a range of whole days joined by `:`. There are no partial dates. A thesaurus is a column under the
//! English name of its language, in which terms of a group stand behind it with a `-`. Read in Uwazi's `app/api/csv`.

use casework::{CodeGroup, CodedEntry, CodedList, FieldCodes, harmless_text};
use pages::observatory::FigureWords;

use crate::series::{Series, SeriesRow, TOTAL};

/// The terms of a list, one a line, under the language that they are in: first those of no group, then each group and its
/// own.
pub(crate) fn thesaurus(list: &CodedList) -> String {
    let mut text = "English\n".to_owned();
    let mut put = |before: &str, label: &str| {
        text.push_str(&cell(&format!("{before}{}", one(label))));
        text.push('\n');
    };
    for entry in in_group(list, None) {
        put("", &entry.label);
    }
    for group in &list.groups {
        put("", &group.label);
        for entry in in_group(list, Some(&group.code)) {
            put("- ", &entry.label);
        }
    }
    text
}

/// A table over all releases: one entity for each number.
pub(crate) fn figures(series: &Series, words: FigureWords<'_>) -> String {
    let mut head = vec![
        "Title".to_owned(),
        "Release".to_owned(),
        "Period".to_owned(),
    ];
    head.push("Bodies".to_owned());
    for name in &series.dimensions {
        head.push(title(series, name, words));
    }
    head.push("Count".to_owned());
    let mut text = line(&head);
    for row in &series.rows {
        text.push_str(&line(&cells(series, row, words)));
    }
    text
}

fn cells(series: &Series, row: &SeriesRow, words: FigureWords<'_>) -> Vec<String> {
    let codes = series.dimensions.iter().zip(&row.codes);
    let terms: Vec<String> = codes
        .map(|(dimension, code)| value(series, dimension, code, words))
        .collect();
    let slashed = |day: String| day.replace('-', "/");
    let period = row.period;
    // A body is called what somebody typed; all other words are the codebook's.
    let bodies = row.bodies.iter();
    let bodies: Vec<String> = bodies
        .map(|id| harmless_text(&one(&words.body(id))))
        .collect();
    let mut cells = vec![
        format!("{}: {}", row.release, terms.join(", ")),
        row.release.clone(),
        format!(
            "{}:{}",
            slashed(period.first_day().to_string()),
            slashed(period.last_day().to_string())
        ),
        bodies.join("|"),
    ];
    cells.extend(terms);
    cells.push(row.count.to_string());
    cells
}

/// What a property is called.
fn title(series: &Series, dimension: &str, words: FigureWords<'_>) -> String {
    match dimension {
        "figure" => "Figure".to_owned(),
        "harm" => "Harm".to_owned(),
        "group" => "Group".to_owned(),
        "promise" => "Promise".to_owned(),
        "result" => "Result".to_owned(),
        _ => words.dimension(series.kind, dimension),
    }
}

fn value(series: &Series, dimension: &str, code: &str, words: FigureWords<'_>) -> String {
    if code == TOTAL {
        return words.say.text("figures-all").into_owned();
    }
    let (field, grouped) = match dimension.strip_suffix(":group") {
        Some(field) => (field, true),
        None => (dimension, false),
    };
    let codes = series.kind.field(field).map(|field| field.codes);
    let list = match codes {
        Some(FieldCodes::List(list)) => words.book.list(list),
        Some(FieldCodes::Country | FieldCodes::Words(_) | FieldCodes::Token) | None => None,
    };
    match list {
        Some(list) if !grouped && list.code(code).is_some() => term(list, code),
        Some(_) | None if is_exact(dimension) => one(&code.replace('_', " ")),
        Some(_) | None => one(&words.code(series.kind, dimension, code).text),
    }
}

fn is_exact(dimension: &str) -> bool {
    ["figure", "harm", "group", "promise", "result"].contains(&dimension)
}

/// A code as a term: its English label, behind that of its group.
fn term(list: &CodedList, code: &str) -> String {
    let label = list.code(code).map_or(code, |entry| &entry.label);
    match group_of(list, code) {
        Some(group) => format!("{}::{}", one(&group.label), one(label)),
        None => one(label),
    }
}

fn in_group<'l>(
    list: &'l CodedList,
    group: Option<&'l str>,
) -> impl Iterator<Item = &'l CodedEntry> {
    let is_in = move |entry: &&CodedEntry| {
        group_of(list, &entry.code).map(|group| group.code.as_str()) == group
    };
    list.codes.iter().filter(is_in)
}

/// The group that a code is in, where its list has groups.
fn group_of<'l>(list: &'l CodedList, code: &str) -> Option<&'l CodeGroup> {
    let first = code.split('.').next().unwrap_or_default();
    list.groups.iter().find(|group| group.code == first)
}

/// One value: what joins values and groups is taken out of it.
fn one(text: &str) -> String {
    text.replace("::", ": ").replace('|', "/")
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\n", cells.join(","))
}

fn cell(text: &str) -> String {
    if text.contains(['"', ',', ';', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use casework::CodebookText;

    use super::*;

    #[test]
    fn every_code_is_a_term_of_its_own_with_at_most_one_group() {
        let book = CodebookText::of_project().read().unwrap();
        for list in &book.lists {
            let terms: BTreeSet<String> = list
                .codes
                .iter()
                .map(|entry| term(list, &entry.code))
                .collect();
            assert_eq!(terms.len(), list.codes.len(), "{}", list.name);
            for term in &terms {
                assert!(
                    term.matches("::").count() <= 1 && !term.contains('|'),
                    "{term}"
                );
            }
            assert_eq!(read_back(&thesaurus(list)), terms, "{}", list.name);
        }
    }

    /// The terms of a thesaurus, each behind the group above it.
    fn read_back(text: &str) -> BTreeSet<String> {
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(lines.headers().unwrap(), vec!["English"]);
        let (mut terms, mut above) = (BTreeSet::new(), None);
        let mut is_open = false;
        for line in lines.records() {
            let label = line.unwrap()[0].to_owned();
            let Some(term) = label.strip_prefix("- ") else {
                // What has none below it is a term itself.
                terms.extend(above.replace(label).filter(|_| !is_open));
                is_open = false;
                continue;
            };
            let group = above.as_ref().expect("a group above");
            assert!(terms.insert(format!("{group}::{term}")));
            is_open = true;
        }
        terms.extend(above.filter(|_| !is_open));
        terms
    }

    #[test]
    fn what_joins_values_stands_in_none() {
        assert_eq!(one("a|b::c"), "a/b: c");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
