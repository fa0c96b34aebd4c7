//! The codebook as others take it: CSV with a description of its columns (CSVW), JSON, and SKOS in Turtle. References in them
//! are relative, so that they hold wherever the files are put.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use crate::codebook_check::SCHEMES;
use crate::codebook_whole::{Codebook, CodedEntry, CodedList, CrosswalkRelation, LabelState};

/// A file of the exported codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Codebook {
    /// Every file: four for all lists together, four for each list, and `schemes.ttl` for the schemes that codes refer to. The
    /// same codebook always makes the same bytes.
    pub fn files(&self) -> Vec<CodebookFile> {
        let mut files = self.together();
        files.push(CodebookFile {
            name: "schemes.ttl".to_owned(),
            text: schemes(),
        });
        for list in &self.lists {
            let kinds = [
                (".csv", self.csv(list)),
                (".csv-metadata.json", self.csvw(list)),
                (".json", self.json(list)),
                (".ttl", self.turtle(list)),
            ];
            files.extend(kinds.map(|(end, text)| CodebookFile {
                name: format!("{}{end}", list.name),
                text,
            }));
        }
        files
    }

    /// The languages of which there are labels beside English, in the order of their codes.
    fn languages(&self) -> Vec<&str> {
        let entries = self.lists.iter().flat_map(|list| &list.codes);
        let mut languages: Vec<&str> = entries
            .flat_map(|entry| entry.labels.keys().map(String::as_str))
            .collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    pub(crate) fn columns(&self) -> Vec<(String, &'static str)> {
        let mut columns = vec![
            ("code".to_owned(), "string"),
            ("parent".to_owned(), "string"),
            ("label_en".to_owned(), "string"),
        ];
        for language in self.languages() {
            columns.push((format!("label_{language}"), "string"));
            columns.push((format!("label_{language}_state"), "string"));
        }
        columns.extend(
            [
                ("definition", "string"),
                ("source", "string"),
                ("confidence", "string"),
                ("since", "integer"),
                ("replaced_by", "string"),
                ("country", "string"),
            ]
            .map(|(name, kind)| (name.to_owned(), kind)),
        );
        columns
    }

    /// One list as CSV, with a head.
    pub fn csv(&self, list: &CodedList) -> String {
        let mut out = String::new();
        let head: Vec<_> = self.columns().into_iter().map(|(name, _)| name).collect();
        row(&mut out, head.iter().map(String::as_str));
        for entry in &list.codes {
            let fields = self.fields(entry);
            row(&mut out, fields.iter().map(String::as_str));
        }
        out
    }

    /// What stands in the columns for one code.
    pub(crate) fn fields(&self, entry: &CodedEntry) -> Vec<String> {
        let mut fields = vec![
            entry.code.clone(),
            entry.parent.clone().unwrap_or_default(),
            entry.label.clone(),
        ];
        for language in self.languages() {
            let label = entry.labels.get(language);
            fields.push(label.map_or_else(String::new, |label| label.text.clone()));
            fields.push(label.map_or("", |label| label.state.word()).to_owned());
        }
        fields.extend([
            entry.definition.clone(),
            entry.source.clone(),
            entry.confidence.word().to_owned(),
            entry.since.to_string(),
            entry
                .replaced
                .as_ref()
                .map_or_else(String::new, |one| one.by.clone()),
            entry.country.clone().unwrap_or_default(),
        ]);
        fields
    }

    /// What the columns of [`Codebook::csv`] are, after the W3C's metadata vocabulary for tabular data.
    pub fn csvw(&self, list: &CodedList) -> String {
        let columns: Vec<_> = self.columns().iter().map(described).collect();
        text(&json!({
            "@context": "http://www.w3.org/ns/csvw",
            "url": format!("{}.csv", list.name),
            "dc:title": list.name,
            "dc:hasVersion": self.version.to_string(),
            "tableSchema": {"columns": columns, "primaryKey": "code"},
        }))
    }

    /// One list as JSON, with everything that is known of each code.
    pub fn json(&self, list: &CodedList) -> String {
        #[derive(Serialize)]
        struct Versioned<'l> {
            version: u16,
            #[serde(flatten)]
            list: &'l CodedList,
        }
        let version = self.version;
        text(&Versioned { version, list })
    }

    /// One list as a SKOS concept scheme. Labels that nobody who speaks the language has looked at are left out: whoever
    /// wants them finds them, with their state, in the other files.
    pub fn turtle(&self, list: &CodedList) -> String {
        let mut out = String::from(PREFIXES);
        self.scheme(&mut out, list, "");
        out
    }

    /// A list as it stands in a file beside `at`, the file with this list alone; empty where this is that file.
    pub(crate) fn scheme(&self, out: &mut String, list: &CodedList, at: &str) {
        let _infallible = write!(
            out,
            "<{at}> a skos:ConceptScheme ;\n  dct:title {}@en ;\n  owl:versionInfo \"{}\" .\n",
            quoted(&list.name),
            self.version
        );
        for entry in &list.codes {
            concept(out, list, entry, at);
        }
        for group in &list.groups {
            let of_group = list.codes.iter();
            let members: Vec<_> = of_group
                .filter(|entry| entry.parent.as_deref() == Some(&group.code))
                .map(|entry| format!("<{at}#{}>", entry.code))
                .collect();
            let _infallible = write!(
                out,
                "\n<{at}#{}> a skos:Collection ;\n  skos:prefLabel {}@en ;\n  skos:member {} .\n",
                group.code,
                quoted(&group.label),
                members.join(", ")
            );
        }
    }
}

/// A column, as the metadata vocabulary has it.
pub(crate) fn described((name, kind): &(String, &'static str)) -> Value {
    let required = ["code", "list"].contains(&name.as_str());
    json!({"name": name, "titles": name, "datatype": kind, "required": required})
}

fn concept(out: &mut String, list: &CodedList, entry: &CodedEntry, at: &str) {
    let mut says = vec![
        "a skos:Concept".to_owned(),
        format!("skos:inScheme <{at}>"),
        format!("skos:notation {}", quoted(&entry.code)),
        format!("skos:prefLabel {}@en", quoted(&entry.label)),
        format!("skos:definition {}@en", quoted(&entry.definition)),
        format!("dct:source {}", quoted(&entry.source)),
    ];
    for (language, label) in &entry.labels {
        if label.state > LabelState::Draft {
            says.push(format!("skos:prefLabel {}@{language}", quoted(&label.text)));
        }
    }
    match entry
        .parent
        .as_deref()
        .filter(|parent| list.code(parent).is_some())
    {
        Some(parent) => says.push(format!("skos:broader <{at}#{parent}>")),
        None => says.push(format!("skos:topConceptOf <{at}>")),
    }
    for other in &entry.crosswalks {
        let relation = match other.relation {
            CrosswalkRelation::Exact => "skos:exactMatch",
            CrosswalkRelation::Close => "skos:closeMatch",
            CrosswalkRelation::Broad => "skos:broadMatch",
            CrosswalkRelation::Narrow => "skos:narrowMatch",
            CrosswalkRelation::Related => "skos:relatedMatch",
            // Nothing is claimed before somebody has looked.
            CrosswalkRelation::Candidate => continue,
        };
        let code = fragment(&format!("{}/{}", other.scheme, other.code));
        says.push(format!("{relation} <schemes.ttl#{code}>"));
    }
    if let Some(replaced) = &entry.replaced {
        says.push("owl:deprecated true".to_owned());
        says.push(format!("dct:isReplacedBy <{at}#{}>", replaced.by));
    }
    if let Some(country) = &entry.country {
        says.push(format!(
            "skos:scopeNote {}@en",
            quoted(&format!("In {country} alone."))
        ));
    }
    let _infallible = write!(out, "\n<{at}#{}> {} .\n", entry.code, says.join(" ;\n  "));
}

/// The schemes, each with where it is published. Their codes are named and no text of theirs is passed on.
fn schemes() -> String {
    let mut out = String::from(PREFIXES);
    for (scheme, published) in SCHEMES {
        let _infallible = write!(
            out,
            "<#{}> a skos:ConceptScheme ;\n  dct:title {}@en ;\n  dct:source {}@en .\n",
            fragment(scheme),
            quoted(scheme),
            quoted(published)
        );
    }
    out
}

pub(crate) const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
    @prefix dct: <http://purl.org/dc/terms/> .\n\
    @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\n";

/// Fields of CSV, as RFC 4180 has it but for the end of the line. What a spreadsheet would take for a formula cannot
/// begin a field: codes, labels and definitions begin with letters.
pub(crate) fn row<'f>(out: &mut String, fields: impl Iterator<Item = &'f str>) {
    let fields: Vec<_> = fields
        .map(|field| {
            if field.contains(['"', ',', '\n', '\r']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.to_owned()
            }
        })
        .collect();
    out.push_str(&fields.join(","));
    out.push('\n');
}

/// A literal of Turtle.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for one in text.chars() {
        match one {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// What stands behind the `#` of a reference: everything but letters, digits and a few marks as percent and two digits.
fn fragment(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}

pub(crate) fn text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
