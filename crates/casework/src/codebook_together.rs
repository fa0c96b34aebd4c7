//! All lists of the codebook in one file of each kind, for whoever wants it whole.

use serde_json::json;

use crate::codebook_export::{CodebookFile, PREFIXES, described, row, text};
use crate::codebook_whole::Codebook;

impl Codebook {
    /// The four files that hold every list. What the one in Turtle says, it says of the same things as the files of the single
    /// lists beside it.
    pub(crate) fn together(&self) -> Vec<CodebookFile> {
        let files = [
            (".csv", self.csv_together()),
            (".csv-metadata.json", self.csvw_together()),
            (".json", text(self)),
            (".ttl", self.turtle_together()),
        ];
        files
            .map(|(end, text)| CodebookFile {
                name: format!("{TOGETHER}{end}"),
                text,
            })
            .into()
    }

    fn csv_together(&self) -> String {
        let mut out = String::new();
        let columns = self.columns();
        let head = columns.iter().map(|(name, _)| name.as_str());
        row(&mut out, std::iter::once("list").chain(head));
        for list in &self.lists {
            for entry in &list.codes {
                let fields = self.fields(entry);
                let fields = fields.iter().map(String::as_str);
                row(&mut out, std::iter::once(list.name.as_str()).chain(fields));
            }
        }
        out
    }

    fn csvw_together(&self) -> String {
        let mut columns = vec![described(&("list".to_owned(), "string"))];
        columns.extend(self.columns().iter().map(described));
        text(&json!({
            "@context": "http://www.w3.org/ns/csvw",
            "url": format!("{TOGETHER}.csv"),
            "dc:title": TOGETHER,
            "dc:hasVersion": self.version.to_string(),
            "tableSchema": {"columns": columns, "primaryKey": ["list", "code"]},
        }))
    }

    fn turtle_together(&self) -> String {
        let mut out = String::from(PREFIXES);
        for list in &self.lists {
            self.scheme(&mut out, list, &format!("{}.ttl", list.name));
            out.push('\n');
        }
        out
    }
}

/// The name of these files. No list has it.
const TOGETHER: &str = "codebook";
