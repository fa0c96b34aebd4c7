//! What can be taken along, as portals for open data read it: a DCAT catalogue in JSON-LD. Its references are
//! relative, so that it holds wherever the files are put.

use pages::Wording;
use pages::observatory::{FileLine, ListGroup, ListLine, title_key};
use serde_json::{Value, json};

use crate::site::CATALOGUE;

/// What the catalogue is made of.
pub(crate) struct Catalogue<'a> {
    /// The words. Labels of other languages are drafts, which nobody but people should read.
    pub(crate) say: &'a Wording,
    /// The version of the codebook.
    pub(crate) version: u16,
    /// The lists.
    pub(crate) groups: &'a [ListGroup],
    /// The files with all of them.
    pub(crate) together: &'a [FileLine],
}

impl Catalogue<'_> {
    /// The catalogue as text; the same lists always make the same one.
    pub(crate) fn text(&self) -> String {
        let say = self.say;
        let lists = self.groups.iter().flat_map(|group| &group.lists);
        let mut datasets = vec![self.together()];
        datasets.extend(lists.map(|list| self.list(list)));
        let catalogue = json!({
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@id": "#catalogue",
            "@type": "dcat:Catalog",
            "dct:title": spoken(say, &say.text("observatory-name")),
            "dct:description": spoken(say, &say.text("observatory-downloads-lead")),
            "dct:license": {"@id": LICENCE},
            "foaf:homepage": {"@id": beside("index.html")},
            "dcat:dataset": datasets,
        });
        format!("{catalogue:#}\n")
    }

    fn together(&self) -> Value {
        let say = self.say;
        let title = say.with("observatory-dataset-together", "version", self.version);
        let about = say.text("observatory-dataset-together-text");
        let page = "codebook/index.html";
        self.dataset("codebook", &title, &about, page, self.together)
    }

    fn list(&self, list: &ListLine) -> Value {
        let say = self.say;
        let key = title_key(&list.name);
        let title = say.text(&key);
        let about = say.with("observatory-dataset-list-text", "count", list.codes);
        self.dataset(&list.name, &title, &about, &list.page(), &list.files)
    }

    fn dataset(
        &self,
        name: &str,
        title: &str,
        about: &str,
        page: &str,
        files: &[FileLine],
    ) -> Value {
        let files: Vec<Value> = files.iter().map(distribution).collect();
        json!({
            "@id": format!("#{name}"),
            "@type": "dcat:Dataset",
            "dct:identifier": name,
            "dct:title": spoken(self.say, title),
            "dct:description": spoken(self.say, about),
            "dct:license": {"@id": LICENCE},
            "dcat:version": self.version.to_string(),
            "dcat:landingPage": {"@id": beside(page)},
            "dcat:distribution": files,
        })
    }
}

fn distribution(file: &FileLine) -> Value {
    let at = json!({"@id": beside(&file.path)});
    let mut told = json!({
        "@type": "dcat:Distribution",
        "dct:title": file.kind,
        "dcat:accessURL": at,
        "dcat:downloadURL": at,
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": file.bytes.to_string()},
        "dct:license": {"@id": LICENCE},
    });
    let known = KINDS.iter().find(|(kind, _, _)| *kind == file.kind);
    if let (Some((_, media_type, standard)), Some(told)) = (known, told.as_object_mut()) {
        let media_type = format!("https://www.iana.org/assignments/media-types/{media_type}");
        told.insert("dcat:mediaType".to_owned(), json!({"@id": media_type}));
        if let Some(standard) = standard {
            told.insert("dct:conformsTo".to_owned(), json!({"@id": standard}));
        }
    }
    told
}

/// A text, and its language.
fn spoken(say: &Wording, text: &str) -> Value {
    json!({"@language": say.code(), "@value": text})
}

/// How a file of the site is named in the catalogue.
fn beside(path: &str) -> String {
    let folder = CATALOGUE.rsplit_once('/').map_or("", |(folder, _)| folder);
    let inside = path
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'));
    inside.map_or_else(|| format!("../{path}"), str::to_owned)
}

/// The licence of the program, of which the lists are a part.
const LICENCE: &str = "https://spdx.org/licenses/AGPL-3.0-or-later";

/// The kinds of files: media type, and the standard that they follow.
const KINDS: [(&str, &str, Option<&str>); 5] = [
    ("CSV", "text/csv", None),
    (
        "CSVW",
        "application/csvm+json",
        Some("http://www.w3.org/ns/csvw"),
    ),
    ("JSON", "application/json", None),
    (
        "SKOS",
        "text/turtle",
        Some("http://www.w3.org/2004/02/skos/core"),
    ),
    (
        "SCHEMES",
        "text/turtle",
        Some("http://www.w3.org/2004/02/skos/core"),
    ),
];
