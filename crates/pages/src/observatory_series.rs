//! Releases put together: the same table over its periods, court cases, what each body received and promised, and the exact series.

use std::collections::BTreeMap;

use casework::RecordKind;

use crate::figure::{FigureLabel, FigureLook, FigurePart, FigureTable, FigureText, TOGETHER};
use crate::figure_words::FigureWords;
use crate::observatory::FileLine;
use crate::observatory_promises::of_years;
use crate::observatory_release::{PublicRelease, case_label, plain};

/// The kinds whose tables are shown over their periods.
pub const OVER_TIME: [RecordKind; 3] = [
    RecordKind::Act,
    RecordKind::Proceeding,
    RecordKind::Protection,
];

/// The page of a kind over its periods.
pub fn time_page(kind: RecordKind) -> String {
    format!("time/{kind}.html")
}

/// What a page over the periods is called.
pub fn time_title(kind: RecordKind, words: FigureWords<'_>) -> String {
    let name = words.kind(kind);
    words.say.with("figures-time-title", "kind", name)
}

/// The same tables of a kind over their periods; nothing where nothing was released of it.
pub fn over_time(
    kind: RecordKind,
    releases: &[PublicRelease],
    words: FigureWords<'_>,
    files: Vec<FileLine>,
) -> Option<FigureText> {
    let mut scopes: BTreeMap<(bool, &[String]), Vec<&PublicRelease>> = BTreeMap::new();
    for release in releases.iter().filter(|one| one.kind() == kind) {
        let scope = (release.is_rehearsal(), release.bodies());
        scopes.entry(scope).or_default().push(release);
    }
    if scopes.is_empty() {
        return None;
    }
    let rehearsal = scopes.keys().any(|(rehearsal, _)| *rehearsal);
    let mut parts = vec![];
    for (scope, place) in scopes.values_mut().zip(1_usize..) {
        scope.sort_by_key(|release| release.period());
        let newest = scope.len().saturating_sub(MOST_PERIODS);
        let shown = scope.get(newest..).unwrap_or_default();
        parts.extend(of_scope(shown, place, words));
    }
    Some(FigureText {
        heading: time_title(kind, words),
        bodies: None,
        lead: words.say.text("figures-time-lead").into_owned(),
        rehearsal,
        paragraphs: vec![words.say.text("figures-time-text").into_owned()],
        parts,
        facts: vec![],
        quality: vec!["figures-quality-dared", "figures-quality-change"],
        further: vec![],
        files_are: TOGETHER,
        files,
    })
}

fn of_scope(releases: &[&PublicRelease], place: usize, words: FigureWords<'_>) -> Vec<FigurePart> {
    let Some(newest) = releases.last() else {
        return vec![];
    };
    let (kind, say) = (newest.kind(), words.say);
    let bodies = words.bodies(newest.bodies());
    let columns: Vec<FigureLabel> = releases
        .iter()
        .map(|release| FigureLabel {
            text: release.period().to_string(),
            lang: None,
            defined: None,
        })
        .collect();
    let all = FigureLabel::plain(say.text("figures-all"));
    let totals = releases.iter().map(|one| one.document.figures.total);
    let about = (bodies.clone(), all.text.clone());
    let mut parts = vec![FigurePart {
        id: format!("all-{place}"),
        heading: say.with_two(
            "figures-title",
            "kind",
            words.kind(kind),
            "period",
            bodies.clone(),
        ),
        table: Some(FigureTable::of(
            FigureLook::Upright,
            about,
            columns.clone(),
            vec![(all, totals.collect())],
        )),
        note: Some("figures-note-near"),
        ..FigurePart::default()
    }];
    // The newest first: what is declared no longer stands behind.
    let mut dimensions: Vec<&str> = vec![];
    for release in releases.iter().rev() {
        for one in &release.document.figures.dimensions {
            if !dimensions.contains(&one.name.as_str()) {
                dimensions.push(&one.name);
            }
        }
    }
    for name in dimensions {
        let heading = words.dimension(kind, name);
        let about = (bodies.clone(), heading.clone());
        let rows = rows_over_time(releases, name);
        let rows = rows.into_iter();
        let rows = rows.map(|(code, counts)| (words.code(kind, name, code), counts));
        let is_near = releases
            .iter()
            .all(|release| release.note(&[name]) == "figures-note-near");
        parts.push(FigurePart {
            id: format!("{}-{place}", plain(name)),
            heading,
            table: Some(FigureTable::of(
                FigureLook::Upright,
                about,
                columns.clone(),
                rows.collect(),
            )),
            note: Some(if is_near {
                "figures-note-near"
            } else {
                "figures-note-far"
            }),
            lists: words.list(kind, name).into_iter().collect(),
            ..FigurePart::default()
        });
    }
    parts
}

/// Each category with its number in each release, in the order of the newest.
fn rows_over_time<'r>(
    releases: &[&'r PublicRelease],
    name: &str,
) -> Vec<(&'r str, Vec<Option<u64>>)> {
    let in_release = |release: &&'r PublicRelease| {
        let dimensions = &release.document.figures.dimensions;
        let found = dimensions.iter().find(|one| one.name == name);
        let counts = found.map(|one| one.codes.iter().zip(one.counts.iter().copied()));
        let counts = counts.into_iter().flatten();
        counts
            .map(|(code, count)| (code.as_str(), count))
            .collect::<Vec<_>>()
    };
    let counts: Vec<Vec<(&str, u64)>> = releases.iter().map(in_release).collect();
    let mut codes: Vec<&str> = vec![];
    for (code, _) in counts.iter().rev().flatten() {
        if !codes.contains(code) {
            codes.push(code);
        }
    }
    let number = |code: &str, of: &[(&str, u64)]| {
        let found = of.iter().find(|(known, _)| *known == code);
        found.map(|(_, count)| *count)
    };
    let row = |code: &'r str| {
        let cells = counts.iter().map(|of| number(code, of));
        (code, cells.collect())
    };
    codes.into_iter().map(row).collect()
}

/// Court cases that serve to silence, from the newest releases about them.
pub fn suits(releases: &[PublicRelease], words: FigureWords<'_>) -> FigureText {
    let say = words.say;
    let of_kind = releases
        .iter()
        .filter(|one| one.kind() == RecordKind::Proceeding);
    let of_kind: Vec<&PublicRelease> = of_kind.collect();
    let newest = of_kind.iter().map(|one| one.period()).max();
    let mut text = FigureText {
        heading: say.text("figures-suits").into_owned(),
        lead: say.text("figures-suits-none").into_owned(),
        paragraphs: vec![say.text("figures-suits-text").into_owned()],
        quality: vec!["figures-quality-dared", "figures-quality-suits"],
        ..FigureText::default()
    };
    let of_period = |one: &&&PublicRelease| Some(one.period()) == newest;
    let many = of_kind.iter().filter(of_period).count() > 1;
    let shown = of_kind.iter().filter(of_period);
    let mut answers = vec![];
    for (release, place) in shown.zip(1_usize..) {
        text.rehearsal |= release.is_rehearsal();
        let answer = release.answer(words);
        answers.push(if many {
            format!("{}: {answer}", words.bodies(release.bodies()))
        } else {
            answer
        });
        text.further
            .push((release.page(), release.full_title(words)));
        if place == 1 {
            text.paragraphs.extend(release.rounded(words));
        }
        let (mut parts, mut missing) = (vec![], vec![]);
        for field in SUITS {
            let names = [(*field).to_owned(), format!("{field}:group")];
            let found: Vec<FigurePart> = names
                .iter()
                .filter_map(|name| release.of_dimension(words, name))
                .collect();
            if found.is_empty() {
                missing.push(words.dimension(RecordKind::Proceeding, field));
            }
            parts.extend(found);
        }
        if many {
            let bodies = words.bodies(release.bodies());
            for part in &mut parts {
                part.id = format!("{}-{place}", part.id);
                part.paragraphs.push(bodies.clone());
            }
        }
        if !missing.is_empty() {
            let told = say.with("figures-suits-missing", "tables", missing.join("; "));
            text.paragraphs.push(told);
        }
        text.parts.extend(parts);
    }
    if let Some(period) = newest {
        let period = words.period(period);
        let (said, answers) = ("figures-suits-lead", answers.join(" "));
        text.lead = say.with_two(said, "period", period, "answer", answers);
        let time = time_title(RecordKind::Proceeding, words);
        text.further.push((time_page(RecordKind::Proceeding), time));
    }
    text
}

/// What each body received and closed, year by year, and what is known of the days that it promised.
pub fn bodies(
    releases: &[PublicRelease],
    words: FigureWords<'_>,
    files: Vec<FileLine>,
) -> FigureText {
    let say = words.say;
    let mut of_body: BTreeMap<(bool, &[String]), Vec<&PublicRelease>> = BTreeMap::new();
    for release in releases.iter().filter(|one| one.kind() == RecordKind::Case) {
        let body = (release.is_rehearsal(), release.bodies());
        of_body.entry(body).or_default().push(release);
    }
    let mut text = FigureText {
        heading: say.text("figures-bodies").into_owned(),
        lead: if of_body.is_empty() {
            say.text("figures-bodies-none").into_owned()
        } else {
            say.text("figures-bodies-lead").into_owned()
        },
        quality: vec!["figures-quality-case"],
        files_are: TOGETHER,
        files,
        ..FigureText::default()
    };
    let mut promises = vec![];
    for (((rehearsal, body), years), place) in of_body.iter_mut().zip(1_usize..) {
        years.sort_by_key(|release| release.period());
        text.rehearsal |= *rehearsal;
        let columns = years
            .iter()
            .map(|release| FigureLabel::plain(release.period().to_string()));
        let figures: Vec<_> = years
            .iter()
            .map(|release| release.document.figures.cases.unwrap_or_default().figures())
            .collect();
        let names = figures.first().copied().unwrap_or_default();
        let rows = names.iter().zip(0..).map(|((name, _), at)| {
            let counts = figures
                .iter()
                .map(|year: &[(&str, u64); 4]| year.get::<usize>(at).map(|(_, count)| *count));
            (case_label(say, name), counts.collect())
        });
        let heading = words.bodies(body);
        let (promised, of) = (say.text("figures-deadlines"), "figures-kind-case-of");
        let promised = say.with_two(of, "kind", promised, "body", heading.clone());
        promises.extend(of_years(years, promised, words).map(|part| FigurePart {
            id: format!("promises-{place}"),
            ..part
        }));
        let about = (heading.clone(), say.text("figures-cases").into_owned());
        text.further.extend(
            years
                .iter()
                .map(|release| (release.page(), release.title(words))),
        );
        text.parts.push(FigurePart {
            id: format!("body-{place}"),
            heading,
            table: Some(FigureTable::of(
                FigureLook::Upright,
                about,
                columns.collect(),
                rows.collect(),
            )),
            note: Some("figures-note-cases"),
            ..FigurePart::default()
        });
    }
    text.parts.push(FigurePart {
        id: "deadlines".to_owned(),
        heading: say.text("figures-deadlines").into_owned(),
        paragraphs: if promises.is_empty() {
            ["figures-deadlines-none", "figures-deadlines-why"]
        } else {
            ["figures-deadlines-how", "figures-deadlines-why"]
        }
        .map(|key| say.text(key).into_owned())
        .to_vec(),
        ..FigurePart::default()
    });
    if !promises.is_empty() {
        text.quality.push("figures-quality-promises");
    }
    text.parts.extend(promises);
    text
}

/// The exact series of SDG indicator 16.10.1, the newest year first.
pub fn exact_series(
    releases: &[PublicRelease],
    words: FigureWords<'_>,
    files: Vec<FileLine>,
) -> FigureText {
    let say = words.say;
    let mut years: Vec<&PublicRelease> = releases
        .iter()
        .filter(|one| one.kind() == RecordKind::Person)
        .collect();
    let newest_first = |release: &&PublicRelease| std::cmp::Reverse(release.period());
    years.sort_by_key(newest_first);
    let pages = years
        .iter()
        .map(|release| (release.page(), release.full_title(words)));
    let of_year = |release: &&PublicRelease| {
        let mut part = release.of_persons(words);
        let bodies = words.bodies(release.bodies());
        part.heading = say.with_two("figures-kind-case-of", "kind", part.heading, "body", bodies);
        if let Some(table) = &mut part.table {
            table.caption = release.full_title(words);
        }
        part
    };
    let lead = if years.is_empty() {
        "figures-sdg-none"
    } else {
        "figures-sdg-lead"
    };
    FigureText {
        heading: say.text("figures-sdg").into_owned(),
        bodies: None,
        lead: say.text(lead).into_owned(),
        rehearsal: years.iter().any(|release| release.is_rehearsal()),
        paragraphs: vec![
            say.text("figures-sdg-text").into_owned(),
            say.text("figures-sdg-sheet").into_owned(),
        ],
        parts: years.iter().map(of_year).collect(),
        facts: vec![],
        quality: vec!["figures-quality-person"],
        further: pages.collect(),
        files_are: TOGETHER,
        files,
    }
}

/// What there is to know of a court case that serves to silence, in the order of the page.
const SUITS: &[&str] = &[
    "slapp",
    "proceeding",
    "basis",
    "claimant",
    "topic",
    "stage",
    "outcome",
    "relief",
    "safeguard",
];
/// More periods than these stand in the files alone.
const MOST_PERIODS: usize = 12;
