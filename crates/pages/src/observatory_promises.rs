//! How bodies kept the days that they promised to reporters: of one year, and year by year.

use casework::PromiseCounts;

use crate::Wording;
use crate::figure::{FigureLabel, FigureLook, FigurePart, FigureTable};
use crate::figure_words::FigureWords;
use crate::observatory_release::PublicRelease;

/// The promises of a year, side by side; nothing where none is among its figures.
pub(crate) fn of_year(release: &PublicRelease, words: FigureWords<'_>) -> Option<FigurePart> {
    let say = words.say;
    let year = release.document.figures.cases?;
    let promises = year.promises().into_iter();
    let rows: Vec<_> = promises
        .filter_map(|(promise, counts)| {
            let counts = counts?.figures().map(|(_, count)| Some(count));
            Some((FigureLabel::plain(named(say, promise)), counts.to_vec()))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = PromiseCounts::default().figures();
    let columns = columns.map(|(result, _)| FigureLabel::plain(resulted(say, result)));
    let first = say.text("figures-dimension-promise").into_owned();
    Some(FigurePart {
        id: "promises".to_owned(),
        heading: say.text("figures-deadlines").into_owned(),
        paragraphs: vec![say.text("figures-deadlines-how").into_owned()],
        table: Some(FigureTable::of(
            FigureLook::Beneath,
            (release.title(words), first),
            columns.to_vec(),
            rows,
        )),
        note: Some("figures-note-promises"),
        files: release.files_of("promises"),
        ..FigurePart::default()
    })
}

/// The promises of a body over its years, each result with a row of its own; nothing where no year has any.
pub(crate) fn of_years(
    years: &[&PublicRelease],
    heading: String,
    words: FigureWords<'_>,
) -> Option<FigurePart> {
    let say = words.say;
    let cases = |release: &&PublicRelease| release.document.figures.cases.unwrap_or_default();
    let years_of = |promise: usize| {
        let counts = years.iter().map(cases);
        let counts = counts.filter_map(|year| year.promises().get(promise).copied());
        counts.map(|(_, counts)| counts).collect::<Vec<_>>()
    };
    let mut rows = vec![];
    for ((promise, _), place) in casework::ExactYear::default().promises().iter().zip(0..) {
        let of_promise: Vec<Option<PromiseCounts>> = years_of(place);
        if of_promise.iter().all(Option::is_none) {
            continue;
        }
        for ((result, _), at) in PromiseCounts::default().figures().iter().zip(0_usize..) {
            let both = (named(say, promise), resulted(say, result));
            let label = say.with_two(
                "figures-promise-result",
                "promise",
                both.0,
                "result",
                both.1,
            );
            let of_result = of_promise.iter().map(|counts| {
                let figures = (*counts)?.figures();
                figures.get(at).map(|(_, count)| *count)
            });
            rows.push((FigureLabel::plain(label), of_result.collect()));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns = years.iter();
    let columns = columns.map(|release| FigureLabel::plain(release.period().to_string()));
    let first = say.text("figures-dimension-promise").into_owned();
    Some(FigurePart {
        table: Some(FigureTable::of(
            FigureLook::Upright,
            (heading.clone(), first),
            columns.collect(),
            rows,
        )),
        heading,
        note: Some("figures-note-promises"),
        ..FigurePart::default()
    })
}

fn named(say: &Wording, promise: &str) -> String {
    say.text(&format!("figures-dimension-{promise}"))
        .into_owned()
}

fn resulted(say: &Wording, result: &str) -> String {
    say.text(&format!("figures-word-{result}")).into_owned()
}
