//! The public's door: pages that are files, joined by relative links, so that a folder, a stick or any
//! host can hold them.

use askama::Template;
use casework::{CodeConfidence, CodedList, CrosswalkRelation, LabelState};

pub use crate::figure::{
    FigureCell, FigureLabel, FigureLook, FigurePage, FigurePart, FigureRow, FigureTable, FigureText,
};
pub use crate::figure_words::FigureWords;
pub use crate::observatory_codes::{CodeLine, CodeSection, Labels, OtherScheme, SpokenLabel};
pub use crate::observatory_place::PublicPlace;
pub use crate::observatory_release::{PublicRelease, ReleaseLine, ReleasesPage};
pub use crate::observatory_series::{
    OVER_TIME, bodies, exact_series, over_time, suits, time_page, time_title,
};
use crate::{Door, Wording};

/// What this is, what was released, and by which rules.
#[derive(Debug, Template)]
#[template(path = "observatory/start.html")]
pub struct StartPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Where the page stands.
    pub at: PublicPlace<'a>,
    /// How many code lists there are.
    pub lists: usize,
    /// How many codes they have together.
    pub codes: u32,
    /// The newest releases.
    pub releases: &'a [ReleaseLine],
    /// Pages that put releases together, with what they are called.
    pub further: &'a [(String, String)],
}

/// Every list, in groups, and what the marks beside codes mean.
#[derive(Debug, Template)]
#[template(path = "observatory/codebook.html")]
pub struct CodebookPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Where the page stands.
    pub at: PublicPlace<'a>,
    /// The version of the codebook.
    pub version: u16,
    /// How many codes there are.
    pub codes: u32,
    /// The lists.
    pub groups: &'a [ListGroup],
}

impl CodebookPage<'_> {
    fn lists(&self) -> usize {
        self.groups.iter().map(|group| group.lists.len()).sum()
    }

    fn confidences(&self) -> impl Iterator<Item = &'static str> {
        CodeConfidence::ALL.into_iter().rev().map(confidence_key)
    }

    const fn states(&self) -> [&'static str; 3] {
        [
            state_key(LabelState::Draft),
            state_key(LabelState::Reviewed),
            state_key(LabelState::Approved),
        ]
    }

    const fn relations(&self) -> [&'static str; 6] {
        [
            relation_key(CrosswalkRelation::Exact),
            relation_key(CrosswalkRelation::Close),
            relation_key(CrosswalkRelation::Broad),
            relation_key(CrosswalkRelation::Narrow),
            relation_key(CrosswalkRelation::Related),
            relation_key(CrosswalkRelation::Candidate),
        ]
    }
}

/// Lists that belong together.
#[derive(Debug)]
pub struct ListGroup {
    /// Its name, which is the end of a key of the wording.
    pub name: &'static str,
    /// The lists.
    pub lists: Vec<ListLine>,
}

impl ListGroup {
    /// The key of what it is called.
    pub fn heading(&self) -> String {
        format!("observatory-group-{}", self.name)
    }
}

/// A list, and where it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLine {
    /// Its name.
    pub name: String,
    /// How many codes it has.
    pub codes: usize,
    /// The files that hold it.
    pub files: Vec<FileLine>,
}

impl ListLine {
    /// The key of what the list is called.
    pub fn title(&self) -> String {
        title_key(&self.name)
    }

    /// The page on which it is read.
    pub fn page(&self) -> String {
        format!("codebook/{}.html", self.name)
    }
}

/// A file to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Where it lies, from the first folder on.
    pub path: String,
    /// What kind of file it is, such as `CSV`.
    pub kind: &'static str,
    /// How many bytes it has.
    pub bytes: usize,
}

impl FileLine {
    /// How large it is, as people say it.
    pub fn size(&self) -> String {
        format!("{} kB", self.bytes.div_ceil(1_000))
    }

    /// Its name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// One list.
#[derive(Debug, Template)]
#[template(path = "observatory/code_list.html")]
pub struct CodeListPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Where the page stands.
    pub at: PublicPlace<'a>,
    /// The version of the codebook.
    pub version: u16,
    /// Its name, size and files.
    pub line: &'a ListLine,
    /// In which languages it has labels, and how far these were looked at.
    pub labels: Vec<Labels>,
    /// Its codes.
    pub sections: Vec<CodeSection<'a>>,
}

impl<'a> CodeListPage<'a> {
    /// The page of a list.
    pub fn of(
        (say, door, at): (&'a Wording, &'a Door, PublicPlace<'a>),
        (version, line, list): (u16, &'a ListLine, &'a CodedList),
    ) -> Self {
        Self {
            say,
            door,
            at,
            version,
            line,
            labels: Labels::of(list),
            sections: CodeSection::of(list, at.language),
        }
    }
}

/// Everything that can be taken along.
#[derive(Debug, Template)]
#[template(path = "observatory/downloads.html")]
pub struct DownloadsPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// Where the page stands.
    pub at: PublicPlace<'a>,
    /// The version of the codebook.
    pub version: u16,
    /// Where the catalogue lies, from the first folder on.
    pub catalogue: &'a FileLine,
    /// The files with all lists together, and with the schemes that they refer to.
    pub together: &'a [FileLine],
    /// The lists, each with its own files.
    pub groups: &'a [ListGroup],
    /// The releases, the newest first.
    pub releases: &'a [FileGroup],
    /// What puts releases together.
    pub series: &'a [FileGroup],
    /// The address of the licence of what is released, if the office names one.
    pub licence: Option<&'a str>,
}

/// Files that belong together.
#[derive(Debug, Clone)]
pub struct FileGroup {
    /// What they are.
    pub title: String,
    /// The page that shows the same.
    pub page: String,
    /// The files.
    pub files: Vec<FileLine>,
}

/// The key of what a list is called.
pub fn title_key(list: &str) -> String {
    format!("list-{}", list.replace('_', "-"))
}

/// The key of what a confidence means.
pub(crate) const fn confidence_key(confidence: CodeConfidence) -> &'static str {
    match confidence {
        CodeConfidence::Own => "observatory-sure-own",
        CodeConfidence::Low => "observatory-sure-low",
        CodeConfidence::Medium => "observatory-sure-medium",
        CodeConfidence::High => "observatory-sure-high",
        CodeConfidence::Read => "observatory-sure-read",
    }
}

/// The key of what the state of a label is called.
pub(crate) const fn state_key(state: LabelState) -> &'static str {
    match state {
        LabelState::Draft => "observatory-state-draft",
        LabelState::Reviewed => "observatory-state-reviewed",
        LabelState::Approved => "observatory-state-approved",
    }
}

/// The key of how two codes are related.
pub(crate) const fn relation_key(relation: CrosswalkRelation) -> &'static str {
    match relation {
        CrosswalkRelation::Exact => "observatory-relation-exact",
        CrosswalkRelation::Close => "observatory-relation-close",
        CrosswalkRelation::Broad => "observatory-relation-broad",
        CrosswalkRelation::Narrow => "observatory-relation-narrow",
        CrosswalkRelation::Related => "observatory-relation-related",
        CrosswalkRelation::Candidate => "observatory-relation-candidate",
    }
}

/// The pages that every page leads to, with the keys of what they are called.
pub(crate) const WAY: &[(&str, &str)] = &[
    ("index.html", "observatory-home"),
    ("releases/index.html", "figures-releases"),
    ("codebook/index.html", "observatory-codebook"),
    ("downloads.html", "observatory-downloads"),
];

/// What a released number can stand for: the number, the least and the most.
pub(crate) const SHOWN: &[(u32, u32, u32)] = &[(0, 0, 2), (3, 1, 5), (6, 4, 8), (9, 7, 11)];
