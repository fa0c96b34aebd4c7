//! A release as files: the document itself, and a CSV for each table with a description of its columns.

use std::fmt::Write as _;

use serde_json::json;

use crate::coded_field::{FieldCodes, RecordKind};
use crate::release_document::{ReleaseDocument, ReleasedDimension, ReleasedTable};

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl ReleaseDocument {
    /// Every file but the signature, in the order of their names: the document itself, and the tables as CSV, each with a
    /// description after the W3C's metadata vocabulary for tabular data. The same release always makes the same bytes.
    pub fn files(&self) -> Vec<ReleaseFile> {
        let mut tables: Vec<Csv> = vec![];
        for one in &self.figures.dimensions {
            tables.push(self.of_dimension(one));
        }
        for table in &self.figures.tables {
            tables.push(self.of_table(table));
        }
        if let Some(year) = &self.figures.cases {
            let rows = year
                .figures()
                .map(|(name, count)| vec![name.to_owned(), count.to_string()]);
            tables.push(Csv::new("cases", &["figure"], &rows));
            if year.has_promises() {
                let rows = year.promises().into_iter().flat_map(|(promise, counts)| {
                    let figures = counts.map(|counts| counts.figures()).into_iter().flatten();
                    figures.map(move |(word, count)| {
                        vec![promise.to_owned(), word.to_owned(), count.to_string()]
                    })
                });
                let rows: Vec<_> = rows.collect();
                tables.push(Csv::new("promises", &["promise", "result"], &rows));
            }
        }
        if self.figures.persons.is_some() {
            let rows = self.figures.series.iter();
            let rows =
                rows.map(|one| vec![one.harm.clone(), one.group.clone(), one.persons.to_string()]);
            tables.push(Csv::new(
                "sdg-16-10-1",
                &["harm", "group"],
                &rows.collect::<Vec<_>>(),
            ));
        }
        let mut files = vec![ReleaseFile {
            name: Self::FILE.to_owned(),
            text: self.text(),
        }];
        for table in tables {
            files.push(ReleaseFile {
                name: format!("{}.csv-metadata.json", table.name),
                text: self.csvw(&table),
            });
            files.push(ReleaseFile {
                name: format!("{}.csv", table.name),
                text: table.text,
            });
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        files
    }

    fn of_dimension(&self, one: &ReleasedDimension) -> Csv {
        let counts = one.codes.iter().zip(&one.counts);
        let mut rows: Vec<Vec<String>> = counts
            .map(|(code, count)| vec![code.clone(), count.to_string()])
            .collect();
        rows.push(vec![
            TOTAL.to_owned(),
            self.figures.total.unwrap_or_default().to_string(),
        ]);
        Csv::new(&one.name, &[&one.name], &rows)
    }

    fn of_table(&self, table: &ReleasedTable) -> Csv {
        let side = |name: &str| {
            let found = self.figures.dimensions.iter().find(|one| one.name == name);
            found.map(|one| one.codes.as_slice()).unwrap_or_default()
        };
        let (rows, columns) = (side(&table.rows), side(&table.columns));
        let pairs = rows
            .iter()
            .flat_map(|row| columns.iter().map(move |column| (row, column)));
        let cells = pairs.zip(&table.counts);
        let cells = cells
            .map(|((row, column), count)| vec![row.clone(), column.clone(), count.to_string()]);
        Csv::new(
            &table.name(),
            &[&table.rows, &table.columns],
            &cells.collect::<Vec<_>>(),
        )
    }

    fn csvw(&self, table: &Csv) -> String {
        let kind: Option<RecordKind> = self.declaration.kind.parse().ok();
        let columns: Vec<_> = table
            .keys
            .iter()
            .map(|name| {
                let field = name.split("__").next().unwrap_or_default();
                let list = kind.and_then(|kind| kind.field(field)).map(|field| field.codes);
                let mut column = json!({"name": name, "titles": name, "datatype": "string", "required": true});
                if let (Some(FieldCodes::List(list)), Some(column)) = (list, column.as_object_mut()) {
                    column.insert("dc:conformsTo".to_owned(), json!(format!("codebook/{list}.csv")));
                }
                column
            })
            .chain([json!({"name": "count", "titles": "count", "datatype": "nonNegativeInteger", "required": true})])
            .collect();
        let mut text = serde_json::to_string_pretty(&json!({
            "@context": "http://www.w3.org/ns/csvw",
            "url": format!("{}.csv", table.name),
            "dc:title": format!("{} {}", self.name, table.name),
            "dc:description": if self.declaration.rehearsal {
                format!("{REHEARSAL} {}", self.method)
            } else {
                self.method.clone()
            },
            "dc:temporal": self.declaration.period,
            "dc:hasVersion": self.declaration.codebook.to_string(),
            "tableSchema": {"columns": columns, "primaryKey": table.keys},
        }))
        .unwrap_or_default();
        text.push('\n');
        text
    }
}

struct Csv {
    name: String,
    keys: Vec<String>,
    text: String,
}

impl Csv {
    /// A table under its keys, with `count` behind them. Names go without the colon, which file systems and CSVW do not like.
    fn new(name: &str, keys: &[&str], rows: &[Vec<String>]) -> Self {
        let plain = |name: &str| name.replace(':', "__");
        let keys: Vec<String> = keys.iter().map(|key| plain(key)).collect();
        let mut text = format!("{},count\n", keys.join(","));
        for row in rows {
            let _infallible = writeln!(text, "{}", row.join(","));
        }
        Self {
            name: plain(name),
            keys,
            text,
        }
    }
}

/// What stands before the description of every table of a rehearsal.
const REHEARSAL: &str = "THIS IS A REHEARSAL: the figures are of nothing that is published.";
/// The category of all records.
const TOTAL: &str = "_T";
