//! The same table of every release in one file: as CSV with a description of its columns, as JSON, and as Uwazi takes it.

use std::collections::BTreeMap;

use casework::{FieldCodes, RecordKind, ReleasePeriod};
use pages::observatory::{FigureWords, FileLine, PublicRelease};
use serde_json::{Value, json};

use crate::uwazi;

/// A table over all releases that have it.
#[derive(Debug)]
pub(crate) struct Series {
    /// What its files are called.
    pub(crate) name: String,
    pub(crate) kind: RecordKind,
    /// Its dimensions, as releases name them.
    pub(crate) dimensions: Vec<String>,
    pub(crate) rows: Vec<SeriesRow>,
}

/// One number of one release.
#[derive(Debug)]
pub(crate) struct SeriesRow {
    pub(crate) release: String,
    pub(crate) period: ReleasePeriod,
    pub(crate) codebook: u16,
    pub(crate) bodies: Vec<String>,
    pub(crate) codes: Vec<String>,
    pub(crate) count: u64,
}

/// A file with what it is.
#[derive(Debug)]
pub(crate) struct SeriesFile {
    pub(crate) line: FileLine,
    pub(crate) text: String,
}

impl Series {
    /// Every table of the releases, by name, each with the rows of all that have it, the oldest period first.
    pub(crate) fn all(releases: &[PublicRelease]) -> Vec<Self> {
        let mut found: BTreeMap<String, Self> = BTreeMap::new();
        let mut ordered: Vec<&PublicRelease> = releases.iter().collect();
        ordered.sort_by(|one, other| {
            let place = |release: &PublicRelease| (release.period(), release.name.clone());
            place(one).cmp(&place(other))
        });
        for release in ordered {
            let kind = release.kind();
            for (dimensions, cells) in tables(release) {
                let name = [vec![kind.to_string()], dimensions.clone()].concat();
                let name = name.join(".").replace(':', "__");
                let series = found.entry(name.clone()).or_insert(Self {
                    name,
                    kind,
                    dimensions,
                    rows: vec![],
                });
                let row = |(codes, count)| SeriesRow {
                    release: release.name.clone(),
                    period: release.period(),
                    codebook: release.document.declaration.codebook,
                    bodies: release.bodies().to_vec(),
                    codes,
                    count,
                };
                series.rows.extend(cells.into_iter().map(row));
            }
        }
        found.into_values().collect()
    }

    /// What the table is called.
    pub(crate) fn title(&self, words: FigureWords<'_>) -> String {
        let kind = words.kind(self.kind);
        let mut names = self
            .dimensions
            .iter()
            .map(|name| words.dimension(self.kind, name));
        let period = match (names.next(), names.next()) {
            (Some(rows), Some(columns)) => {
                words
                    .say
                    .with_two("figures-by", "rows", rows, "columns", columns)
            }
            (Some(one), None) => one,
            (None, _) => return kind,
        };
        let (say, title) = (words.say, "figures-title");
        say.with_two(title, "kind", kind, "period", period)
    }

    /// The files.
    pub(crate) fn files(&self, words: FigureWords<'_>) -> Vec<SeriesFile> {
        let texts = [
            (".csv", "CSV", self.csv()),
            (".csv-metadata.json", "CSVW", self.csvw(words)),
            (".json", "JSON", self.json()),
            (".uwazi.csv", "UWAZI", uwazi::figures(self, words)),
        ];
        let file = |(end, kind, text): (&str, &'static str, String)| SeriesFile {
            line: FileLine {
                path: format!("data/series/{}{end}", self.name),
                kind,
                bytes: text.len(),
            },
            text,
        };
        texts.map(file).into()
    }

    fn keys(&self) -> Vec<String> {
        let plain = |name: &String| name.replace(':', "__");
        self.dimensions.iter().map(plain).collect()
    }

    fn csv(&self) -> String {
        let mut text = format!(
            "{},{}count\n",
            COLUMNS.join(","),
            self.keys()
                .iter()
                .map(|key| format!("{key},"))
                .collect::<String>()
        );
        for row in &self.rows {
            let mut cells = vec![
                row.release.clone(),
                row.period.to_string(),
                row.codebook.to_string(),
                row.bodies.join("|"),
            ];
            cells.extend(row.codes.iter().cloned());
            cells.push(row.count.to_string());
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    }

    fn csvw(&self, words: FigureWords<'_>) -> String {
        let column = |name: &str, datatype: &str| json!({"name": name, "titles": name, "datatype": datatype, "required": true});
        let mut columns = vec![
            column("release", "string"),
            column("period", "string"),
            column("codebook", "integer"),
            json!({"name": "bodies", "titles": "bodies", "datatype": "string", "separator": "|", "required": true}),
        ];
        for (key, dimension) in self.keys().iter().zip(&self.dimensions) {
            let mut described = column(key, "string");
            let field = dimension.split(':').next().unwrap_or_default();
            let codes = self.kind.field(field).map(|field| field.codes);
            if let (Some(FieldCodes::List(list)), Some(described)) =
                (codes, described.as_object_mut())
            {
                let list = format!("../codebook/{list}.csv");
                described.insert("dc:conformsTo".to_owned(), json!(list));
            }
            columns.push(described);
        }
        columns.push(column("count", "nonNegativeInteger"));
        let key = [vec!["release".to_owned()], self.keys()].concat();
        let told = json!({
            "@context": "http://www.w3.org/ns/csvw",
            "url": format!("{}.csv", self.name),
            "dc:title": self.title(words),
            "dc:description": words.say.text("figures-dataset-series-text"),
            "tableSchema": {"columns": columns, "primaryKey": key},
        });
        format!("{told:#}\n")
    }

    /// A row on each line, its values in the order of the columns.
    fn json(&self) -> String {
        let mut columns: Vec<String> = COLUMNS.map(str::to_owned).into();
        columns.extend(self.keys());
        columns.push("count".to_owned());
        let row = |row: &SeriesRow| {
            let mut cells = vec![
                json!(row.release),
                json!(row.period.to_string()),
                json!(row.codebook),
                json!(row.bodies),
            ];
            cells.extend(row.codes.iter().map(|code| json!(code)));
            cells.push(json!(row.count));
            Value::Array(cells).to_string()
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        format!(
            "{{\"table\": {}, \"kind\": {}, \"columns\": {}, \"rows\": [\n{}\n]}}\n",
            json!(self.name),
            json!(self.kind.to_string()),
            json!(columns),
            rows.join(",\n")
        )
    }
}

type Cells = Vec<(Vec<String>, u64)>;

/// The tables of a release: dimensions, and codes with their numbers.
fn tables(release: &PublicRelease) -> Vec<(Vec<String>, Cells)> {
    let figures = &release.document.figures;
    let mut tables: Vec<(Vec<String>, Cells)> = vec![];
    for one in &figures.dimensions {
        let counts = one.codes.iter().cloned().zip(one.counts.iter().copied());
        let mut cells: Cells = counts.map(|(code, count)| (vec![code], count)).collect();
        cells.push((vec![TOTAL.to_owned()], figures.total.unwrap_or_default()));
        tables.push((vec![one.name.clone()], cells));
    }
    for table in &figures.tables {
        let side = |name: &str| {
            let found = figures.dimensions.iter().find(|one| one.name == name);
            found.map(|one| one.codes.as_slice()).unwrap_or_default()
        };
        let (rows, columns) = (side(&table.rows), side(&table.columns));
        let pairs = rows.iter().flat_map(|row| {
            columns
                .iter()
                .map(move |column| vec![row.clone(), column.clone()])
        });
        let cells = pairs.zip(table.counts.iter().copied()).collect();
        tables.push((vec![table.rows.clone(), table.columns.clone()], cells));
    }
    if let Some(year) = &figures.cases {
        let cells = year
            .figures()
            .map(|(name, count)| (vec![name.to_owned()], count));
        tables.push((vec!["figure".to_owned()], cells.into()));
        let promises = year.promises().into_iter();
        let cells: Cells = promises
            .filter_map(|(promise, counts)| Some((promise, counts?)))
            .flat_map(|(promise, counts)| {
                let cell =
                    |(word, count): (&str, u64)| (vec![promise.to_owned(), word.to_owned()], count);
                counts.figures().map(cell)
            })
            .collect();
        if !cells.is_empty() {
            tables.push((vec!["promise".to_owned(), "result".to_owned()], cells));
        }
    }
    if figures.persons.is_some() {
        let one = figures.series.iter();
        let cells = one.map(|one| (vec![one.harm.clone(), one.group.clone()], one.persons));
        tables.push((vec!["harm".to_owned(), "group".to_owned()], cells.collect()));
    }
    tables
}

/// What stands before the codes.
const COLUMNS: [&str; 4] = ["release", "period", "codebook", "bodies"];
/// The category of all records.
pub(crate) const TOTAL: &str = "_T";
