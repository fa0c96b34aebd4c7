//! Pages of released figures.

use std::collections::BTreeMap;

use casework::{
    Codebook, CodebookText, ExactFigure, ExactYear, PromiseCounts, RecordKind, ReleaseDocument,
    ReleasedAgreement, ReleasedDimension, ReleasedFigures, ReleasedTable, SdgHarm,
    TableDeclaration,
};
use pages::observatory::{
    FigurePage, FigureText, FigureWords, FileLine, PublicPlace, PublicRelease, ReleaseLine,
    ReleasesPage, bodies, exact_series, over_time, suits,
};
use pages::{Door, Language, Pages, Template};

const BODY: &str = "0f0e0d0c-0b0a-4009-8807-060504030201";

pub fn pages(pages: &Pages, language: Language, door: &Door) -> Vec<(&'static str, String)> {
    let book = CodebookText::of_project().read().unwrap();
    let names = BTreeMap::from([(BODY.to_owned(), "Commission & sons".to_owned())]);
    let say = pages.wording(language);
    let words = FigureWords {
        say,
        book: &book,
        bodies: &names,
    };
    let releases = releases(&book);
    let page = |page: &'static str, text: FigureText| {
        let at = PublicPlace { language, page };
        FigurePage {
            say,
            door,
            at,
            text,
        }
        .render()
        .unwrap()
    };
    let lines: Vec<ReleaseLine> = releases
        .iter()
        .map(|one| ReleaseLine::of(one, words))
        .collect();
    let further = [("suits.html".to_owned(), "Court <cases>".to_owned())];
    let list = |releases| ReleasesPage {
        say,
        door,
        at: PublicPlace {
            language,
            page: "releases/index.html",
        },
        releases,
        further: &further,
    };
    let time = over_time(RecordKind::Act, &releases, words, vec![]).unwrap();
    vec![
        ("observatory_releases", list(&lines).render().unwrap()),
        ("observatory_releases_none", list(&[]).render().unwrap()),
        (
            "observatory_release",
            page("releases/2027-Q2-act.html", releases[1].text(words)),
        ),
        ("observatory_time", page("time/act.html", time)),
        (
            "observatory_suits",
            page("suits.html", suits(&releases, words)),
        ),
        (
            "observatory_suits_none",
            page("suits.html", suits(&[], words)),
        ),
        (
            "observatory_bodies",
            page("bodies.html", bodies(&releases, words, vec![])),
        ),
        (
            "observatory_sdg",
            page("sdg-16-10-1.html", exact_series(&releases, words, vec![])),
        ),
    ]
}

fn releases(book: &Codebook) -> Vec<PublicRelease> {
    let acts = [["online"].as_slice(), &["act:group", "online"]];
    let groups = codes(book, "act", "act:group");
    let count = groups.len();
    let mut cells = vec![0; count * 3];
    (cells[0], cells[2], cells[4]) = (12, 3, 27);
    let mut by_group = vec![0; count];
    (by_group[0], by_group[1]) = (15, 27);
    let online = ["yes", "no", "unknown"];
    let acts_figures = ReleasedFigures {
        base: Some(3),
        total: Some(42),
        dimensions: vec![
            dimension("act:group", &groups, &by_group),
            dimension("online", &online.map(str::to_owned), &[12, 27, 3]),
        ],
        tables: vec![ReleasedTable {
            rows: "act:group".to_owned(),
            columns: "online".to_owned(),
            counts: cells,
        }],
        ..ReleasedFigures::default()
    };
    let before = ReleasedFigures {
        base: Some(3),
        total: Some(30),
        dimensions: vec![dimension("online", &online.map(str::to_owned), &[9, 21, 0])],
        ..ReleasedFigures::default()
    };
    let claimants = codes(book, "proceeding", "claimant");
    let mut by_claimant = vec![0; claimants.len()];
    by_claimant[0] = 33;
    let suits = ReleasedFigures {
        base: Some(3),
        total: Some(33),
        dimensions: vec![dimension("claimant", &claimants, &by_claimant)],
        ..ReleasedFigures::default()
    };
    let cases = ReleasedFigures {
        cases: Some(ExactYear {
            received: 1_204,
            closed_out: 310,
            closed_sub: 88,
            closed_act: 0,
            acknowledgement: Some(PromiseCounts {
                kept: 1_101,
                late: 92,
                not_due: 11,
            }),
            feedback: Some(PromiseCounts {
                kept: 350,
                late: 221,
                not_due: 633,
            }),
        }),
        ..ReleasedFigures::default()
    };
    let groups = ["journalist", "trade_unionist", "human_rights_defender"];
    let series = SdgHarm::ALL.into_iter().flat_map(|harm| {
        groups.map(|group| ExactFigure {
            harm: harm.word().to_owned(),
            group: group.to_owned(),
            persons: u64::from(harm == SdgHarm::Killing && group != "journalist"),
        })
    });
    let persons = ReleasedFigures {
        persons: Some(2),
        series: series.collect(),
        ..ReleasedFigures::default()
    };
    vec![
        release("2027-Q1", "act", &[&["online"]], before),
        release("2027-Q2", "act", &acts, acts_figures),
        release("2027-Q2", "proceeding", &[&["claimant"]], suits),
        release("2027", "case", &[], cases),
        release("2027", "person", &[], persons),
    ]
}

fn codes(book: &Codebook, kind: &str, dimension: &str) -> Vec<String> {
    let kind: RecordKind = kind.parse().unwrap();
    let field = kind.field(dimension.split(':').next().unwrap()).unwrap();
    let mut codes: Vec<String> = vec![];
    for code in field.codes(book, true) {
        let group = code.split('.').next().unwrap().to_owned();
        if !codes.contains(&group) {
            codes.push(group);
        }
    }
    codes
}

fn dimension(name: &str, codes: &[String], counts: &[u64]) -> ReleasedDimension {
    ReleasedDimension {
        name: name.to_owned(),
        codes: codes.to_vec(),
        counts: counts.to_vec(),
    }
}

fn release(
    period: &str,
    kind: &str,
    tables: &[&[&str]],
    figures: ReleasedFigures,
) -> PublicRelease {
    let is_exact = tables.is_empty();
    let declaration = TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: BODY.to_owned(),
        period: period.to_owned(),
        kind: kind.to_owned(),
        codebook: 1,
        bodies: vec![BODY.to_owned()],
        minimum_total: if is_exact { 0 } else { 30 },
        tables: tables
            .iter()
            .map(|table| table.iter().map(|one| (*one).to_owned()).collect())
            .collect(),
        rounding_key: (!is_exact).then(|| "ab".repeat(32)),
        register: "00".repeat(32),
        declared: "2026-12-20".to_owned(),
        rehearsal: false,
    };
    let name = declaration.check_without_codebook().unwrap().name();
    let agreement = (period == "2027-Q2" && kind == "act").then(|| ReleasedAgreement {
        body: BODY.to_owned(),
        field: "verification".to_owned(),
        at_least: 1_500,
        kappa_at_least: "0.6".parse().unwrap(),
    });
    let document = ReleaseDocument {
        format: ReleaseDocument::FORMAT.to_owned(),
        name: name.clone(),
        declaration,
        declaration_digest: "cd".repeat(32),
        method: "How it was made.".to_owned(),
        figures,
        agreement: agreement.into_iter().collect(),
    };
    let line = |file: &str, kind| FileLine {
        path: format!("data/releases/{name}/{file}"),
        kind,
        bytes: 1_234,
    };
    let files = vec![
        line("release.json", "JSON"),
        line("online.csv", "CSV"),
        line("online.csv-metadata.json", "CSVW"),
    ];
    let signers = vec!["Keeper <of> numbers on 2027-08-01".to_owned()];
    PublicRelease::of(document, name.clone(), "ef".repeat(32), signers, files).unwrap()
}

/// Releases as the first page and the downloads name them.
pub fn lines(pages: &Pages, language: Language) -> Vec<ReleaseLine> {
    let book = CodebookText::of_project().read().unwrap();
    let words = FigureWords {
        say: pages.wording(language),
        book: &book,
        bodies: &BTreeMap::new(),
    };
    let releases = releases(&book);
    releases
        .iter()
        .map(|one| ReleaseLine::of(one, words))
        .collect()
}
