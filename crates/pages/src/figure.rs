//! Published figures as they stand on a page: tables whose cells draw their own bars, so that the chart has the table as its
//! text and the table is the chart.

use askama::Template;

use crate::observatory::{FileLine, PublicPlace};
use crate::{Door, Wording};

/// A page of figures: first the answer, then tables that are charts, then how they were made, then the files.
#[derive(Debug, Template)]
#[template(path = "observatory/figures.html")]
pub struct FigurePage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Where the page stands.
    pub at: PublicPlace<'a>,
    /// What stands on it.
    pub text: FigureText,
}

/// What stands on a page of figures.
#[derive(Debug, Default)]
pub struct FigureText {
    /// What the page is about.
    pub heading: String,
    /// The bodies whose records are counted, where the page is about one release.
    pub bodies: Option<String>,
    /// The answer, in a sentence.
    pub lead: String,
    /// Whether the figures are of somebody who only practised.
    pub rehearsal: bool,
    /// What is to be known before the tables are read.
    pub paragraphs: Vec<String>,
    /// Where the tables are, if there are many.
    pub parts: Vec<FigurePart>,
    /// What is known of the release, each with the key of what it is.
    pub facts: Vec<(&'static str, String)>,
    /// What the figures cannot say, as keys.
    pub quality: Vec<&'static str>,
    /// Pages that go further, with what they are called.
    pub further: Vec<(String, String)>,
    /// What the files of the whole page are, as keys: a heading, and a sentence.
    pub files_are: (&'static str, &'static str),
    /// The files of the whole page.
    pub files: Vec<FileLine>,
}

/// Files that were signed as they are.
pub(crate) const SIGNED: (&str, &str) = ("figures-files", "figures-files-text");
/// Files that the office put together from several releases, and nobody signed.
pub(crate) const TOGETHER: (&str, &str) = ("figures-together", "figures-together-unsigned");

/// A table with what belongs to it, or a text where a table would stand.
#[derive(Debug, Default)]
pub struct FigurePart {
    /// The anchor.
    pub id: String,
    /// What it is about.
    pub heading: String,
    /// What is to be said first.
    pub paragraphs: Vec<String>,
    /// The table.
    pub table: Option<FigureTable>,
    /// What its numbers are, as a key.
    pub note: Option<&'static str>,
    /// Code lists that its words come from, as pages with what they are called.
    pub lists: Vec<(String, String)>,
    /// Its files.
    pub files: Vec<FileLine>,
}

/// A table.
#[derive(Debug)]
pub struct FigureTable {
    /// How its bars lie.
    pub look: FigureLook,
    /// What is counted, and when.
    pub caption: String,
    /// What its rows are.
    pub first: String,
    /// Its columns.
    pub columns: Vec<FigureLabel>,
    /// Its rows. Those that show 0 everywhere are not among them.
    pub rows: Vec<FigureRow>,
    /// Categories that show 0 everywhere.
    pub zeros: Vec<FigureLabel>,
}

/// How the bars of a table lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureLook {
    /// Beside the number: one column.
    Across,
    /// Beneath each number: rows and columns.
    Beneath,
    /// Upright over each number: one period after the other.
    Upright,
}

/// A row.
#[derive(Debug)]
pub struct FigureRow {
    /// Its category.
    pub label: FigureLabel,
    /// Its numbers.
    pub cells: Vec<FigureCell>,
}

/// A category in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FigureLabel {
    /// What it is called.
    pub text: String,
    /// The language, where it is not that of the page.
    pub lang: Option<&'static str>,
    /// The page with its definition, and the anchor on it.
    pub defined: Option<(String, String)>,
}

/// A number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureCell {
    /// The number; nothing where it was not released.
    pub count: Option<u64>,
    /// How long its bar is, in thousandths of the longest.
    pub share: u64,
}

impl FigureLook {
    const fn class(self) -> &'static str {
        match self {
            Self::Across => "across",
            Self::Beneath => "beneath",
            Self::Upright => "upright",
        }
    }

    const fn is_across(self) -> bool {
        match self {
            Self::Across => true,
            Self::Beneath | Self::Upright => false,
        }
    }

    const fn is_upright(self) -> bool {
        match self {
            Self::Upright => true,
            Self::Across | Self::Beneath => false,
        }
    }
}

impl FigureLabel {
    /// A text of the page's own language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    fn link(&self, at: &PublicPlace<'_>) -> Option<String> {
        let (page, anchor) = self.defined.as_ref()?;
        Some(format!("{}#{anchor}", at.page(page)))
    }
}

impl FigureTable {
    /// A table of rows and columns, with bars as long as their numbers. Rows that show 0 everywhere, and columns if that is
    /// asked for, are named beside the table.
    pub fn of(
        look: FigureLook,
        (caption, first): (String, String),
        columns: Vec<FigureLabel>,
        rows: Vec<(FigureLabel, Vec<Option<u64>>)>,
    ) -> Self {
        let counts = rows.iter().flat_map(|(_, counts)| counts).flatten();
        let most = counts.copied().max().unwrap_or_default();
        let shows = |count: &Option<u64>| count.is_some_and(|count| count > 0);
        let drops_columns = look == FigureLook::Beneath;
        let is_kept = |at: usize| {
            let mut of_column = rows.iter().map(|(_, counts)| counts.get(at));
            !drops_columns || of_column.any(|count| count.is_some_and(&shows))
        };
        let kept: Vec<bool> = (0..columns.len()).map(is_kept).collect();
        let mut zeros: Vec<FigureLabel> = vec![];
        let mut shown = vec![];
        for (label, counts) in &rows {
            if counts.iter().any(&shows) {
                let cells = counts.iter().zip(&kept).filter(|(_, kept)| **kept);
                shown.push(FigureRow {
                    label: label.clone(),
                    cells: cells
                        .map(|(count, _)| FigureCell::of(*count, most))
                        .collect(),
                });
            } else {
                zeros.push(label.clone());
            }
        }
        let (mut left, mut gone) = (vec![], vec![]);
        for (column, kept) in columns.into_iter().zip(kept) {
            if kept {
                left.push(column);
            } else {
                gone.push(column);
            }
        }
        zeros.extend(gone);
        Self {
            look,
            caption,
            first,
            columns: left,
            rows: shown,
            zeros,
        }
    }
}

impl FigureCell {
    fn of(count: Option<u64>, most: u64) -> Self {
        let share = count.unwrap_or_default().saturating_mul(1_000);
        Self {
            count,
            share: share.checked_div(most).unwrap_or_default(),
        }
    }

    fn number(&self, say: &Wording) -> String {
        let Some(count) = self.count else {
            return "–".to_owned();
        };
        // A count beyond this is no count of people.
        say.number(&u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Where an upright bar begins, from above.
    fn top(&self) -> u64 {
        1_000_u64.saturating_sub(self.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(look: FigureLook, rows: &[(&str, &[Option<u64>])]) -> FigureTable {
        let columns = ["a", "b", "c"].map(FigureLabel::plain);
        let wide = rows.first().map_or(0, |(_, counts)| counts.len());
        let rows = rows
            .iter()
            .map(|(label, counts)| (FigureLabel::plain(*label), counts.to_vec()));
        let about = ("caption".to_owned(), "first".to_owned());
        FigureTable::of(look, about, columns[..wide].to_vec(), rows.collect())
    }

    fn names(labels: &[FigureLabel]) -> Vec<&str> {
        labels.iter().map(|label| label.text.as_str()).collect()
    }

    #[test]
    fn the_longest_bar_is_the_greatest_number_and_zeros_are_named_beside_the_table() {
        let shown = table(
            FigureLook::Beneath,
            &[
                ("x", &[Some(3), Some(0), Some(12)]),
                ("y", &[Some(0), Some(0), Some(0)]),
                ("z", &[Some(6), Some(0), Some(0)]),
            ],
        );
        assert_eq!(names(&shown.columns), ["a", "c"]);
        assert_eq!(names(&shown.zeros), ["y", "b"]);
        let shares: Vec<Vec<u64>> = shown
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.share).collect())
            .collect();
        assert_eq!(shares, [[250, 1_000], [500, 0]]);
    }

    #[test]
    fn a_period_in_which_nothing_is_shown_keeps_its_column() {
        let shown = table(
            FigureLook::Upright,
            &[
                ("x", &[Some(3), None, Some(0)]),
                ("y", &[None, Some(0), Some(0)]),
            ],
        );
        assert_eq!(names(&shown.columns), ["a", "b", "c"]);
        assert_eq!(names(&shown.zeros), ["y"]);
        assert_eq!(shown.rows[0].cells[1].count, None);
        assert_eq!(shown.rows[0].cells[0].top(), 0);
    }

    #[test]
    fn a_table_of_nothing_is_drawn() {
        let shown = table(FigureLook::Across, &[("x", &[Some(0)])]);
        assert_eq!((shown.rows.len(), names(&shown.zeros)), (0, vec!["x"]));
    }
}
