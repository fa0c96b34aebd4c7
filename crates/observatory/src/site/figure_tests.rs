use std::collections::{BTreeMap, BTreeSet};

use casework::{
    ExactFigure, ExactYear, PromiseCounts, ReleaseDocument, ReleasedAgreement, ReleasedDimension,
    ReleasedFigures, SdgHarm, TableDeclaration,
};

use super::*;
use crate::{Observatory, Published, Released, Settings};

const ONE: &str = "0f0e0d0c-0b0a-4009-8807-060504030201";
const OTHER: &str = "1f0e0d0c-0b0a-4009-8807-060504030201";

/// A release as the program hands it over: whether it holds was looked at before.
fn release(period: &str, kind: &str, body: &str, declared: &str) -> Released {
    let (dimension, codes) = if kind == "proceeding" {
        ("claimant", ["company", "business_person", "politician"])
    } else {
        ("online", ["yes", "no", "unknown"])
    };
    let figures = match kind {
        "case" => ReleasedFigures {
            cases: Some(ExactYear {
                received: 120,
                closed_out: 31,
                closed_sub: 18,
                closed_act: 0,
                acknowledgement: Some(PromiseCounts {
                    kept: 100,
                    late: 20,
                    not_due: 0,
                }),
                feedback: None,
            }),
            ..ReleasedFigures::default()
        },
        "person" => ReleasedFigures {
            persons: Some(2),
            series: vec![ExactFigure {
                harm: SdgHarm::Killing.word().to_owned(),
                group: "journalist".to_owned(),
                persons: 2,
            }],
            ..ReleasedFigures::default()
        },
        _ => ReleasedFigures {
            base: Some(3),
            total: Some(33),
            dimensions: vec![ReleasedDimension {
                name: dimension.to_owned(),
                codes: codes.map(str::to_owned).to_vec(),
                counts: vec![33, 0, 0],
            }],
            ..ReleasedFigures::default()
        },
    };
    let is_exact = figures.base.is_none();
    let declaration = TableDeclaration {
        format: TableDeclaration::FORMAT.to_owned(),
        instance: ONE.to_owned(),
        period: period.to_owned(),
        kind: kind.to_owned(),
        codebook: 1,
        bodies: vec![body.to_owned()],
        minimum_total: if is_exact { 0 } else { 30 },
        tables: if is_exact {
            vec![]
        } else {
            vec![vec![dimension.to_owned()]]
        },
        rounding_key: (!is_exact).then(|| "ab".repeat(32)),
        register: "00".repeat(32),
        declared: declared.to_owned(),
        rehearsal: false,
    };
    let checked = declaration.check_without_codebook().unwrap();
    let digest = checked.digest().to_string();
    let document = ReleaseDocument {
        format: ReleaseDocument::FORMAT.to_owned(),
        name: checked.name(),
        declaration,
        declaration_digest: digest.clone(),
        method: "How it was made.".to_owned(),
        figures,
        agreement: vec![],
    };
    let files = document.files().into_iter();
    Released {
        files: files.map(|file| (file.name, file.text)).collect(),
        document,
        signers: vec!["Keeper of numbers on 2027-08-01".to_owned()],
        digest,
    }
}

fn site(releases: Vec<Released>, labels: [&str; 2]) -> Observatory {
    let bodies = [ONE, OTHER].into_iter().zip(labels);
    let bodies = bodies.map(|(id, label)| (id.to_owned(), label.to_owned()));
    let published = Published {
        releases,
        bodies: bodies.collect(),
        licence: Some("https://licence.invalid/by/4.0/".to_owned()),
    };
    let settings = Settings {
        leave: "https://leave.invalid/".to_owned(),
        training: false,
    };
    Observatory::open(settings, &published).unwrap()
}

fn pages(observatory: &Observatory) -> BTreeMap<String, String> {
    let site = observatory.site();
    let text = |file: &SiteFile| String::from_utf8(file.bytes().to_vec()).unwrap();
    let texts = site.files();
    texts
        .filter(|(path, _)| path.contains("data/") || path.ends_with(".html"))
        .map(|(path, file)| (path.to_owned(), text(file)))
        .collect()
}

#[test]
fn what_a_body_is_called_is_no_formula_in_any_file() {
    let label = "Budi;=cmd|' /C calc'!A0";
    let releases = [("2027-Q1", "act"), ("2027", "person")];
    let releases = releases.map(|(period, kind)| release(period, kind, ONE, "2026-12-20"));
    let pages = pages(&site(releases.into(), [label, "Other"]));
    let mut named = 0;
    for (path, text) in &pages {
        if path.ends_with(".csv") && text.contains("Budi") {
            assert!(
                text.contains("Budi;'=cmd") && !text.contains(";="),
                "{path}"
            );
            named += 1;
        }
    }
    assert_eq!(named, 3, "two tables for Uwazi, and the sheet");
    let sheet = &pages["data/sdg/sdg-16-10-1.csv"];
    assert!(sheet.contains(",\"Budi;'=cmd|' /C calc'!A0\","), "{sheet}");
}

#[test]
fn an_address_shows_the_same_release_whatever_lies_beside_it() {
    let [first, late] = [(ONE, "2026-12-20"), (OTHER, "2026-12-19")]
        .map(|(body, declared)| release("2027-Q1", "act", body, declared));
    let own = |pages: &BTreeMap<String, String>| -> BTreeMap<String, String> {
        let pages = pages.iter();
        pages
            .filter(|(path, _)| path.contains("releases/2027"))
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect()
    };
    let labels = ["Body of one", "Body of another"];
    let before = own(&pages(&site(vec![first.clone()], labels)));
    let both = own(&pages(&site(vec![first, late.clone()], labels)));
    let after = own(&pages(&site(vec![late], labels)));
    assert!(before.len() > 4 && both.len() == 2 * before.len());
    for (path, text) in before.iter().chain(&after) {
        assert!(both[path] == *text, "{path} shows something else");
    }
    assert!(after.keys().all(|path| !before.contains_key(path)));
}

#[test]
fn figures_of_two_bodies_are_told_apart_wherever_they_stand() {
    let kinds = [("2027", "person"), ("2027-Q1", "proceeding")];
    let releases = kinds.into_iter().flat_map(|(period, kind)| {
        [ONE, OTHER].map(|body| release(period, kind, body, "2026-12-20"))
    });
    let pages = pages(&site(
        releases.collect(),
        ["Body of one", "Body of another"],
    ));
    let sdg = &pages["sdg-16-10-1.html"];
    let parts = sdg.split("<section class=\"figure\"").skip(1);
    let parts: Vec<&str> = parts
        .map(|part| part.split("</section>").next().unwrap())
        .collect();
    assert_eq!(parts.len(), 2);
    for (label, other) in [
        ("Body of one", "Body of another"),
        ("Body of another", "Body of one"),
    ] {
        let own: Vec<_> = parts.iter().filter(|part| part.contains(label)).collect();
        assert_eq!(own.len(), 1, "{sdg}");
        let part = own[0];
        assert!(!part.contains(other), "{part}");
        let caption = part.split("<caption>").nth(1).unwrap();
        let caption = caption.split("</caption>").next().unwrap();
        assert!(caption.contains(label), "{caption}");
        for (page, title) in [
            (
                "sdg-16-10-1.html",
                "Persons harmed (SDG 16.10.1): the year 2027",
            ),
            (
                "suits.html",
                "Court cases against people who speak up: first quarter of 2027",
            ),
        ] {
            let title = format!("{title}, {label}");
            assert!(pages[page].contains(&title), "{page}: {title}");
            assert!(pages["downloads.html"].contains(&title), "{title}");
        }
    }
}

/// Decision 0055: away from the root a number was up to 8 off; `tabir release verify` takes the folder `trust`.
#[test]
fn pages_promise_no_more_of_differences_and_of_checking_than_holds() {
    let releases = vec![release("2027-Q1", "act", ONE, "2026-12-20")];
    let pages = pages(&site(releases, ["One", "Other"]));
    for (page, told) in [
        ("time/act.html", "so may 6, 9 and more"),
        ("id/time/act.html", "selisih 6, 9 atau lebih pun"),
        (
            "index.html",
            "Of numbers that lie further off this cannot be said.",
        ),
        ("id/index.html", "hal ini tidak dapat dikatakan."),
        ("releases/index.html", "That folder does not lie here"),
        ("id/releases/index.html", "Map itu tidak ada di sini"),
    ] {
        assert!(pages[page].contains(told), "{page}: {told}");
    }
}

#[test]
fn only_files_that_were_signed_are_called_so() {
    let releases = [("2027-Q1", "act"), ("2027", "case"), ("2027", "person")];
    let releases = releases.map(|(period, kind)| release(period, kind, ONE, "2026-12-20"));
    let pages = pages(&site(releases.into(), ["One", "Other"]));
    let (mut signed, mut together) = (BTreeSet::new(), BTreeSet::new());
    for (path, html) in &pages {
        let is_signed = html.contains("byte for byte those that were signed")
            || html.contains("as it was signed</h2>");
        if is_signed && !path.starts_with("id/") {
            signed.insert(path.as_str());
        }
        if html.contains("are not signed themselves") {
            together.insert(path.as_str());
        }
    }
    let downloads = signed.remove("downloads.html");
    assert!(downloads, "it lists the files of each release");
    assert_eq!(signed.len(), 3, "{signed:?}");
    assert!(
        signed.iter().all(|path| path.starts_with("releases/2027")),
        "{signed:?}"
    );
    let expected = ["bodies.html", "sdg-16-10-1.html", "time/act.html"];
    assert_eq!(together, expected.into());
    assert!(pages["id/time/act.html"].contains("tidak ditandatangani sendiri"));
    for path in signed {
        assert!(!pages[path].contains("data/series"), "{path}");
    }
}

#[test]
fn a_licence_stands_in_the_catalogue_at_what_is_released_and_on_the_page_of_downloads() {
    const NAMED: &str = "https://licence.invalid/by/4.0/";
    let pages = pages(&site(
        vec![release("2027-Q1", "act", ONE, "2026-12-20")],
        ["Here", "There"],
    ));
    let catalogue: serde_json::Value =
        serde_json::from_str(&pages["data/catalogue.jsonld"]).unwrap();
    let datasets = catalogue["dcat:dataset"].as_array().unwrap();
    let (figures, lists): (Vec<_>, Vec<_>) = datasets
        .iter()
        .partition(|one| one.get("dct:publisher").is_some());
    assert!(!figures.is_empty() && !lists.is_empty());
    assert!(figures.iter().all(|one| one["dct:license"]["@id"] == NAMED));
    assert!(lists.iter().all(|one| one["dct:license"]["@id"] != NAMED));
    let downloads = &pages["downloads.html"];
    assert!(downloads.contains(&format!("<a rel=\"license\" href=\"{NAMED}\">")));
    assert!(!downloads.contains("name no licence"));
}

#[test]
fn how_well_coders_agreed_stands_beside_the_figures_it_is_of_or_the_page_says_that_nobody_knows() {
    let mut agreed = release("2027-Q1", "act", ONE, "2026-12-20");
    agreed.document.agreement = vec![ReleasedAgreement {
        body: ONE.to_owned(),
        field: "verification".to_owned(),
        at_least: 1_500,
        kappa_at_least: "0.6".parse().unwrap(),
    }];
    let files = agreed.document.files().into_iter();
    agreed.files = files.map(|file| (file.name, file.text)).collect();
    let others = [
        ("2027-Q2", "act"),
        ("2027-Q1", "proceeding"),
        ("2027", "case"),
    ];
    let others = others.map(|(period, kind)| release(period, kind, ONE, "2026-12-20"));
    let mut assessed = release("2027-Q2", "proceeding", ONE, "2026-12-20");
    assessed.document.agreement = [("slapp", 60, "0.8"), ("slapp_indicators", 60, "0.4")]
        .map(|(field, at_least, kappa)| ReleasedAgreement {
            body: ONE.to_owned(),
            field: field.to_owned(),
            at_least,
            kappa_at_least: kappa.parse().unwrap(),
        })
        .into();
    let files = assessed.document.files().into_iter();
    assessed.files = files.map(|file| (file.name, file.text)).collect();
    let releases = [agreed, assessed].into_iter().chain(others);
    let pages = pages(&site(releases.collect(), ["Body of one", "Other"]));
    let page = |start: &str| {
        let mut found = pages.iter().filter(|(path, _)| path.starts_with(start));
        found.next().unwrap().1
    };
    let none = "no body handed it in";
    let shown = page("releases/2027-Q1-act");
    assert!(
        shown.contains(
            "Body of one, How far something was verified: 1,500 pairs or more, and Cohen’s kappa is from 0.6 to below 0.8."
        ),
        "{shown}"
    );
    assert!(!shown.contains(none));
    let indonesian = page("id/releases/2027-Q1-act");
    assert!(
        indonesian.contains("1.500 pasangan atau lebih")
            && indonesian.contains("dari 0,6 hingga di bawah 0,8.")
    );
    let unknown = page("releases/2027-Q2-act");
    assert!(unknown.contains(none) && unknown.contains("id=\"agreement\""));
    let suits = page("releases/2027-Q1-proceeding");
    assert!(suits.contains(none) && suits.contains("id=\"agreement\""));
    let suits = page("releases/2027-Q2-proceeding");
    assert!(!suits.contains(none) && suits.contains("assessed by two officers"));
    for line in [
        "60 pairs or more, and Cohen’s kappa is 0.8 or more.",
        "Body of one, indicators of a SLAPP: 60 pairs or more, and Cohen’s kappa is from 0.4 to below 0.6.",
    ] {
        assert!(suits.contains(line), "{line}: {suits}");
    }
    let cases = page("releases/2027-case");
    assert!(
        cases.contains("is shown only of acts against life") && !cases.contains("id=\"agreement\"")
    );
    // It is no figure: nothing is drawn of it, and no table over the periods has it.
    assert!(!pages["time/act.html"].contains("1,500 pairs"));
}
