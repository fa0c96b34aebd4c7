//! The exact series as a sheet: the columns by which the United Nations hand out figures of the Sustainable Development Goals
//! (decision 0078). What nobody has looked up, such as codes of series and of areas, stays empty.

use casework::harmless_text;
use pages::observatory::{FigureWords, FileLine, PublicRelease};
use serde_json::json;

use crate::series::SeriesFile;

/// The sheet and what its columns are; nothing where no year was released.
pub(crate) fn files(releases: &[PublicRelease], words: FigureWords<'_>) -> Vec<SeriesFile> {
    let mut years: Vec<&PublicRelease> = releases
        .iter()
        .filter(|release| release.document.figures.persons.is_some())
        .collect();
    if years.is_empty() {
        return vec![];
    }
    years.sort_by_key(|release| release.period());
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    let mut text = format!("{}\n", names.join(","));
    for release in years {
        let bodies = harmless_text(&words.bodies(release.bodies()));
        for one in &release.document.figures.series {
            let cells = [
                "16",
                "16.10",
                "16.10.1",
                "",
                "Number of verified cases, persons counted once for each harm",
                "",
                "",
                &release.period().to_string(),
                &one.persons.to_string(),
                "NUMBER",
                "C",
                "N",
                &one.harm,
                &one.group,
                &bodies,
                footnote(release),
            ];
            let cells = cells.map(|cell| {
                if cell.contains(['"', ',', ';']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.to_owned()
                }
            });
            text.push_str(&cells.join(","));
            text.push('\n');
        }
    }
    let columns = COLUMNS.map(|(name, datatype)| {
        json!({"name": name, "titles": name, "datatype": datatype, "required": !EMPTY.contains(&name)})
    });
    let described = json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": "sdg-16-10-1.csv",
        "dc:title": words.say.text("figures-dataset-sdg"),
        "dc:description": words.say.text("figures-dataset-sdg-text"),
        "tableSchema": {
            "columns": columns,
            "primaryKey": ["TimePeriod", "Harm", "Group", "Source"],
        },
    });
    let file = |end: &str, kind, text: String| SeriesFile {
        line: FileLine {
            path: format!("data/sdg/sdg-16-10-1{end}"),
            kind,
            bytes: text.len(),
        },
        text,
    };
    vec![
        file(".csv", "CSV", text),
        file(".csv-metadata.json", "CSVW", format!("{described:#}\n")),
    ]
}

const fn footnote(release: &PublicRelease) -> &'static str {
    if release.is_rehearsal() {
        "THIS IS A REHEARSAL: the figures are of nothing that is published."
    } else {
        "A lower bound: whoever did not agree is not in it. Persons known to two bodies are counted by both."
    }
}

/// The columns with their kinds of data.
const COLUMNS: [(&str, &str); 16] = [
    ("Goal", "string"),
    ("Target", "string"),
    ("Indicator", "string"),
    ("SeriesCode", "string"),
    ("SeriesDescription", "string"),
    ("GeoAreaCode", "string"),
    ("GeoAreaName", "string"),
    ("TimePeriod", "gYear"),
    ("Value", "nonNegativeInteger"),
    ("Units", "string"),
    ("Nature", "string"),
    ("ReportingType", "string"),
    ("Harm", "string"),
    ("Group", "string"),
    ("Source", "string"),
    ("FootNote", "string"),
];
/// The columns that the statistical office of a country fills in.
const EMPTY: [&str; 3] = ["SeriesCode", "GeoAreaCode", "GeoAreaName"];
