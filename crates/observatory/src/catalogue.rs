//! What can be taken along, as portals for open data read it: a DCAT catalogue in JSON-LD. Its references are
//! relative, so that it holds wherever the files are put.

use std::collections::BTreeSet;

use casework::ReleasePeriod;
use pages::Wording;
use pages::observatory::{FigureWords, FileLine, ListGroup, ListLine, PublicRelease, title_key};
use serde_json::{Value, json};

use crate::figures::Figures;
use crate::series::Series;
use crate::site::CATALOGUE;

/// What the catalogue is made of.
pub(crate) struct Catalogue<'a> {
    /// The words. Labels of other languages are drafts, which nobody but people should read.
    pub(crate) words: FigureWords<'a>,
    /// The version of the codebook.
    pub(crate) version: u16,
    /// The lists.
    pub(crate) groups: &'a [ListGroup],
    /// The files with all of them.
    pub(crate) together: &'a [FileLine],
    /// What is released.
    pub(crate) figures: &'a Figures,
}

impl Catalogue<'_> {
    /// The catalogue as text; the same lists always make the same one.
    pub(crate) fn text(&self) -> String {
        let say = self.words.say;
        let lists = self.groups.iter().flat_map(|group| &group.lists);
        let mut datasets = vec![self.together()];
        datasets.extend(lists.map(|list| self.list(list)));
        datasets.extend(self.figures.releases.iter().map(|one| self.release(one)));
        let series = self.figures.series.iter();
        datasets.extend(series.map(|(series, files)| self.series(series, files)));
        datasets.extend(self.sheet());
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
        let say = self.words.say;
        let title = say.with("observatory-dataset-together", "version", self.version);
        let about = say.text("observatory-dataset-together-text");
        let page = "codebook/index.html";
        self.dataset("codebook", &title, &about, page, self.together)
    }

    fn list(&self, list: &ListLine) -> Value {
        let say = self.words.say;
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
        let files = files.iter().map(|file| distribution(file, Some(LICENCE)));
        let files: Vec<Value> = files.collect();
        json!({
            "@id": format!("#{name}"),
            "@type": "dcat:Dataset",
            "dct:identifier": name,
            "dct:title": spoken(self.words.say, title),
            "dct:description": spoken(self.words.say, about),
            "dct:license": {"@id": LICENCE},
            "dcat:version": self.version.to_string(),
            "dcat:landingPage": {"@id": beside(page)},
            "dcat:distribution": files,
        })
    }

    fn release(&self, release: &PublicRelease) -> Value {
        let title = release.title(self.words);
        let method = &release.document.method;
        let about = if release.is_rehearsal() {
            format!("{} {method}", self.words.say.text("figures-rehearsal"))
        } else {
            method.clone()
        };
        let name = format!("release-{}", release.name);
        self.figures_dataset(
            (&name, &title, &about),
            &release.page(),
            &release.files,
            (&[release.period()], release.bodies()),
        )
    }

    fn series(&self, series: &Series, files: &[FileLine]) -> Value {
        let say = self.words.say;
        let title = series.title(self.words);
        let title = say.with("figures-dataset-series", "table", title);
        let about = say.text("figures-dataset-series-text");
        let name = format!("series-{}", series.name);
        let periods: Vec<ReleasePeriod> = series.rows.iter().map(|row| row.period).collect();
        let bodies: BTreeSet<String> = series
            .rows
            .iter()
            .flat_map(|row| row.bodies.iter().cloned())
            .collect();
        let bodies: Vec<String> = bodies.into_iter().collect();
        self.figures_dataset(
            (&name, &title, &about),
            &Figures::page_of(series.kind),
            files,
            (&periods, &bodies),
        )
    }

    fn sheet(&self) -> Option<Value> {
        let figures = self.figures;
        let of_persons = figures.releases.iter();
        let of_persons = of_persons.filter(|one| one.document.figures.persons.is_some());
        let (mut periods, mut bodies) = (vec![], BTreeSet::new());
        for release in of_persons {
            periods.push(release.period());
            bodies.extend(release.bodies().iter().cloned());
        }
        if periods.is_empty() {
            return None;
        }
        let say = self.words.say;
        let title = say.text("figures-dataset-sdg");
        let about = say.text("figures-dataset-sdg-text");
        let bodies: Vec<String> = bodies.into_iter().collect();
        let (text, page) = (("sdg-16-10-1", &*title, &*about), "sdg-16-10-1.html");
        Some(self.figures_dataset(text, page, &figures.sdg, (&periods, &bodies)))
    }

    fn figures_dataset(
        &self,
        (name, title, about): (&str, &str, &str),
        page: &str,
        files: &[FileLine],
        (periods, bodies): (&[ReleasePeriod], &[String]),
    ) -> Value {
        let say = self.words.say;
        let licence = self.figures.licence.as_deref();
        let files = files.iter().map(|file| distribution(file, licence));
        let files: Vec<Value> = files.collect();
        let publishers: Vec<Value> = bodies
            .iter()
            .map(|id| {
                json!({
                    "@id": format!("#body-{id}"),
                    "@type": "foaf:Organization",
                    "foaf:name": self.words.body(id),
                })
            })
            .collect();
        let day = |day: Option<String>| json!({"@type": "xsd:date", "@value": day});
        let first = periods.iter().map(|period| period.first_day()).min();
        let last = periods.iter().map(|period| period.last_day()).max();
        let mut told = json!({
            "@id": format!("#{name}"),
            "@type": "dcat:Dataset",
            "dct:identifier": name,
            "dct:title": spoken(say, title),
            "dct:description": spoken(say, about),
            "dct:publisher": publishers,
            "dct:temporal": {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": day(first.map(|day| day.to_string())),
                "dcat:endDate": day(last.map(|day| day.to_string())),
            },
            "dcat:landingPage": {"@id": beside(page)},
            "dcat:distribution": files,
        });
        name_licence(&mut told, licence);
        told
    }
}

fn name_licence(told: &mut Value, licence: Option<&str>) {
    if let (Some(licence), Some(told)) = (licence, told.as_object_mut()) {
        told.insert("dct:license".to_owned(), json!({"@id": licence}));
    }
}

fn distribution(file: &FileLine, licence: Option<&str>) -> Value {
    let at = json!({"@id": beside(&file.path)});
    let mut told = json!({
        "@type": "dcat:Distribution",
        "dct:title": file.kind,
        "dcat:accessURL": at,
        "dcat:downloadURL": at,
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": file.bytes.to_string()},
    });
    name_licence(&mut told, licence);
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
const KINDS: [(&str, &str, Option<&str>); 8] = [
    ("CSV", "text/csv", None),
    (
        "CSVW",
        "application/csvm+json",
        Some("http://www.w3.org/ns/csvw"),
    ),
    ("JSON", "application/json", None),
    ("SHA256SUMS", "text/plain", None),
    ("SIGNATURES", "text/plain", None),
    ("UWAZI", "text/csv", None),
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
