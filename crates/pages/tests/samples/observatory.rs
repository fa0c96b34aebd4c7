//! The public's pages.

use std::collections::BTreeMap;

use casework::{
    CodeConfidence, CodeGroup, CodeLabel, CodedEntry, CodedList, Crosswalk, CrosswalkRelation,
    LabelState, Replacement,
};
use pages::observatory::{
    CodeListPage, CodebookPage, DownloadsPage, FileGroup, FileLine, ListGroup, ListLine,
    PublicPlace, StartPage,
};
use pages::{Door, Language, Pages, Template};

type Rendered = (&'static str, String);

pub fn pages(pages: &Pages, language: Language) -> Vec<Rendered> {
    let say = pages.wording(language);
    let door = &Door {
        style: pages.observatory_style().address().to_owned(),
        ..Door::example(pages)
    };
    let at = |page| PublicPlace { language, page };
    let list = &list();
    let line = &line("disposition", list.codes.len());
    let groups = &[
        ListGroup {
            name: "work",
            lists: vec![line.clone()],
        },
        ListGroup {
            name: "people",
            lists: vec![self::line("age_band", 8), self::line("sex_gender", 6)],
        },
    ];
    let start = StartPage {
        say,
        door,
        at: at("index.html"),
        lists: 62,
        codes: 1_013,
        releases: &[],
        further: &[],
    };
    let lines = super::figures::lines(pages, language);
    let further = &[("suits.html".to_owned(), "Court <cases>".to_owned())];
    let start_with = StartPage {
        say,
        door,
        at: at("index.html"),
        lists: 62,
        codes: 1_013,
        releases: &lines,
        further,
    };
    let codebook = CodebookPage {
        say,
        door,
        at: at("codebook/index.html"),
        version: 1,
        codes: 18,
        groups,
    };
    let place = (say, door, at("codebook/disposition.html"));
    let code_list = CodeListPage::of(place, (2, line, list));
    let downloads = DownloadsPage {
        say,
        door,
        at: at("downloads.html"),
        version: 1,
        catalogue: &file("data/catalogue.jsonld", "DCAT", 41_300),
        together: &[
            file("data/codebook/codebook.csv", "CSV", 201_000),
            file("data/codebook/schemes.ttl", "SCHEMES", 2_000),
        ],
        groups,
        releases: &[],
        series: &[],
        licence: None,
    };
    let group = FileGroup {
        title: "Acts <and> more".to_owned(),
        page: "releases/2027-Q1-act.html".to_owned(),
        files: vec![file(
            "data/releases/2027-Q1-act/SHA256SUMS",
            "SHA256SUMS",
            700,
        )],
    };
    let groups_of_files = [group];
    let downloads_with = DownloadsPage {
        say,
        door,
        at: at("downloads.html"),
        version: 1,
        catalogue: downloads.catalogue,
        together: &[],
        groups: &[],
        releases: &groups_of_files,
        series: &groups_of_files,
        licence: Some("https://licence.invalid/by/4.0/"),
    };
    let mut drawn = vec![
        ("observatory_start", start.render()),
        ("observatory_start_with", start_with.render()),
        ("observatory_downloads_with", downloads_with.render()),
        ("observatory_codebook", codebook.render()),
        ("observatory_code_list", code_list.render()),
        ("observatory_downloads", downloads.render()),
    ]
    .into_iter()
    .map(|(name, html)| (name, html.unwrap()))
    .collect::<Vec<_>>();
    drawn.extend(super::figures::pages(pages, language, door));
    drawn
}

/// A list with everything that a code can have.
fn list() -> CodedList {
    let label = |text: &str, state| {
        let text = text.to_owned();
        BTreeMap::from([("id".to_owned(), CodeLabel { text, state })])
    };
    let plain = |code: &str, parent: Option<&str>| CodedEntry {
        code: code.to_owned(),
        parent: parent.map(str::to_owned),
        label: format!("Label of {code}"),
        definition: format!("What <{code}> & “its like” mean"),
        source: "OWN".to_owned(),
        confidence: CodeConfidence::Own,
        labels: BTreeMap::new(),
        crosswalks: vec![],
        since: 1,
        replaced: None,
        country: None,
    };
    let other = |scheme: &str, code: &str, relation| Crosswalk {
        scheme: scheme.to_owned(),
        code: code.to_owned(),
        relation,
        confidence: "V".to_owned(),
    };
    let group = |code: &str, label: &str| CodeGroup {
        code: code.to_owned(),
        label: label.to_owned(),
    };
    CodedList {
        name: "disposition".to_owned(),
        groups: vec![
            group("sub", "Looked into"),
            group("act", "Something followed"),
        ],
        codes: vec![
            CodedEntry {
                labels: label("Terbukti", LabelState::Draft),
                crosswalks: vec![
                    other("ICCS-v1", "0101", CrosswalkRelation::Exact),
                    other("ICCS-v1", "0102", CrosswalkRelation::Broad),
                    other("UNCAC", "15(a)", CrosswalkRelation::Candidate),
                ],
                source: "HK ICAC [V]".to_owned(),
                confidence: CodeConfidence::Read,
                ..plain("sub.substantiated", Some("sub"))
            },
            CodedEntry {
                labels: label("Sebagian terbukti", LabelState::Reviewed),
                country: Some("th".to_owned()),
                since: 2,
                ..plain("sub.substantiated.royal", Some("sub.substantiated"))
            },
            CodedEntry {
                definition: "Label of act.none".to_owned(),
                replaced: Some(Replacement {
                    by: "sub.substantiated".to_owned(),
                    since: 2,
                }),
                ..plain("act.none", Some("act"))
            },
        ],
    }
}

fn line(name: &str, codes: usize) -> ListLine {
    let path = |end: &str| format!("data/codebook/{name}{end}");
    ListLine {
        name: name.to_owned(),
        codes,
        files: vec![
            file(&path(".csv"), "CSV", 5_001),
            file(&path(".ttl"), "SKOS", 900),
        ],
    }
}

fn file(path: &str, kind: &'static str, bytes: usize) -> FileLine {
    FileLine {
        path: path.to_owned(),
        kind,
        bytes,
    }
}
