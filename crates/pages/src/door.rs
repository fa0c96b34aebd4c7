use casework::ReportForm;

use crate::{Pages, sealing::Sealing};

/// What every page of the reporter's door needs to know about its office.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// The address of the style sheet.
    pub style: String,
    /// The harmless page that *Leave quickly* opens.
    pub leave: String,
    /// Whom to call in danger, once somebody has verified it; otherwise nothing is shown.
    pub danger_contact: Option<String>,
    /// When reports are read, in the words of the office.
    pub read_at: Option<String>,
    /// Within which time a reporter is told that the report was read.
    pub acknowledge: Span,
    /// Within which time a reporter is told what was done.
    pub feedback: Span,
    /// Within which time who asks for protection is told what was decided.
    pub protection: Span,
    /// Within which time who asks for a review is answered.
    pub review_answer: Span,
    /// About how many letters of Latin script fit into one sending.
    pub letters_latin: u32,
    /// About how many letters of scripts with three bytes a letter fit.
    pub letters_other: u32,
    /// How large the files of one sending may be together, in bytes.
    pub files_bytes: u64,
    /// The same as text.
    pub files_size: String,
    /// How many files one sending may have.
    pub files_count: u32,
    /// How large a file may be that is cleaned of hidden data, as text.
    pub cleaned_size: String,
    /// Whether the office is there for practice. Every page says so.
    pub training: bool,
    /// What forms are locked with in the browser, where this program can do that.
    pub sealing: Option<Sealing>,
}

/// A length of time by the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Months.
    pub months: u16,
    /// And days.
    pub days: u16,
}

impl Door {
    /// Returns the facts of an officers' door.
    pub fn of_desk(style: &str, leave: &str) -> Self {
        let letters = |bytes: usize| u32::try_from(bytes / 1_000 * 1_000).unwrap_or(u32::MAX);
        Self {
            style: style.to_owned(),
            leave: leave.to_owned(),
            letters_latin: letters(ReportForm::MOST_TEXT_BYTES),
            letters_other: letters(ReportForm::MOST_TEXT_BYTES / 3),
            ..Self::default()
        }
    }

    /// Returns the values that tests and examples use.
    pub fn example(pages: &Pages) -> Self {
        Self {
            style: pages.style().address().to_owned(),
            leave: "https://www.wikipedia.org/".to_owned(),
            danger_contact: None,
            read_at: None,
            acknowledge: Span { months: 0, days: 7 },
            feedback: Span { months: 3, days: 0 },
            protection: Span {
                months: 0,
                days: 14,
            },
            review_answer: Span { months: 1, days: 0 },
            letters_latin: 48_000,
            letters_other: 16_000,
            files_bytes: 2 << 30,
            files_size: "2 GB".to_owned(),
            files_count: 10_000,
            cleaned_size: "16 MB".to_owned(),
            training: false,
            sealing: Some(Sealing {
                first: "/s/file-0123456789abcdef.js".to_owned(),
                list: "/s/list-0123456789abcdef".to_owned(),
                lists: "/s/list-fedcba9876543210".to_owned(),
                size_to_report: "350 kB".to_owned(),
                size_to_return: "300 kB".to_owned(),
            }),
        }
    }
}
