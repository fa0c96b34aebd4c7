//! Everything that comes of releases: their files, the same tables put together, and the pages that show both.

use std::collections::BTreeMap;

use casework::RecordKind;
use pages::observatory::{
    FigurePage, FigureText, FigureWords, FileGroup, FileLine, OVER_TIME, PublicRelease,
    ReleaseLine, ReleasesPage, bodies, exact_series, over_time, suits, time_page, time_title,
};

use crate::sdg_sheet;
use crate::series::{Series, SeriesFile};
use crate::site::Drawing;
use crate::{OpenError, Published, Site};

/// What is released, and what is made of it.
#[derive(Debug)]
pub(crate) struct Figures {
    /// The newest period first.
    pub(crate) releases: Vec<PublicRelease>,
    pub(crate) series: Vec<(Series, Vec<FileLine>)>,
    pub(crate) sdg: Vec<FileLine>,
    /// The address of its licence, if the office names one.
    pub(crate) licence: Option<String>,
    files: BTreeMap<String, String>,
}

impl Figures {
    pub(crate) fn of(published: &Published, words: FigureWords<'_>) -> Result<Self, OpenError> {
        let (mut files, mut releases) = (BTreeMap::new(), vec![]);
        for (release, source) in published.shown()? {
            for (line, text) in release.files.iter().zip(source.files.values()) {
                files.insert(line.path.clone(), text.clone());
            }
            releases.push(release);
        }
        let mut keep = |made: Vec<SeriesFile>| -> Vec<FileLine> {
            let mut lines = vec![];
            for SeriesFile { line, text } in made {
                files.insert(line.path.clone(), text);
                lines.push(line);
            }
            lines
        };
        let mut series = vec![];
        for one in Series::all(&releases) {
            let lines = keep(one.files(words));
            series.push((one, lines));
        }
        let sdg = keep(sdg_sheet::files(&releases, words));
        Ok(Self {
            releases,
            series,
            sdg,
            licence: published.licence.clone(),
            files,
        })
    }

    /// Every file with its path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter();
        files.map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The page that shows a table over its periods.
    pub(crate) fn page_of(kind: RecordKind) -> String {
        match kind {
            RecordKind::Case => BODIES.to_owned(),
            RecordKind::Person => SDG.to_owned(),
            RecordKind::Act | RecordKind::Proceeding | RecordKind::Protection => time_page(kind),
        }
    }

    /// The pages that put releases together, with what they are called.
    pub(crate) fn further(&self, words: FigureWords<'_>) -> Vec<(String, String)> {
        let say = words.say;
        let has = |kind| self.releases.iter().any(|one| one.kind() == kind);
        let times = OVER_TIME.into_iter().filter(|kind| has(*kind));
        let mut pages: Vec<(String, String)> = times
            .map(|kind| (time_page(kind), time_title(kind, words)))
            .collect();
        for (page, key) in [
            (SUITS, "figures-suits"),
            (BODIES, "figures-bodies"),
            (SDG, "figures-sdg"),
        ] {
            pages.push((page.to_owned(), say.text(key).into_owned()));
        }
        pages
    }

    /// The files of each release.
    pub(crate) fn release_groups(&self, words: FigureWords<'_>) -> Vec<FileGroup> {
        let group = |release: &PublicRelease| FileGroup {
            title: release.full_title(words),
            page: release.page(),
            files: release.files.clone(),
        };
        self.releases.iter().map(group).collect()
    }

    /// The files of each table over all releases, and of the exact series.
    pub(crate) fn series_groups(&self, words: FigureWords<'_>) -> Vec<FileGroup> {
        let group = |(series, lines): &(Series, Vec<FileLine>)| FileGroup {
            title: series.title(words),
            page: Self::page_of(series.kind),
            files: lines.clone(),
        };
        let mut groups: Vec<FileGroup> = self.series.iter().map(group).collect();
        if !self.sdg.is_empty() {
            groups.push(FileGroup {
                title: words.say.text("figures-dataset-sdg").into_owned(),
                page: SDG.to_owned(),
                files: self.sdg.clone(),
            });
        }
        groups
    }

    fn files_of(&self, kind: RecordKind) -> Vec<FileLine> {
        let of_kind = self.series.iter().filter(|(series, _)| series.kind == kind);
        let lines = of_kind.flat_map(|(_, lines)| lines).cloned();
        let sheet = self.sdg.iter().filter(|_| kind == RecordKind::Person);
        lines.chain(sheet.cloned()).collect()
    }
}

impl Drawing<'_> {
    /// The lines of all releases.
    pub(crate) fn release_lines(&self) -> Vec<ReleaseLine> {
        let releases = self.figures.releases.iter();
        releases
            .map(|one| ReleaseLine::of(one, self.words))
            .collect()
    }

    /// Every page about figures.
    pub(crate) fn releases(&self, site: &mut Site) -> Result<(), OpenError> {
        let (say, door, words, figures) = (self.say, self.door, self.words, self.figures);
        let at = self.at("releases/index.html");
        let list = ReleasesPage {
            say,
            door,
            at,
            releases: &self.release_lines(),
            further: &figures.further(words),
        };
        site.draw(at, &list)?;
        for release in &figures.releases {
            self.figure(site, &release.page(), release.text(words))?;
        }
        for kind in OVER_TIME {
            let files = figures.files_of(kind);
            if let Some(text) = over_time(kind, &figures.releases, words, files) {
                self.figure(site, &time_page(kind), text)?;
            }
        }
        self.figure(site, SUITS, suits(&figures.releases, words))?;
        let files = figures.files_of(RecordKind::Case);
        self.figure(site, BODIES, bodies(&figures.releases, words, files))?;
        let files = figures.files_of(RecordKind::Person);
        self.figure(site, SDG, exact_series(&figures.releases, words, files))
    }

    fn figure(&self, site: &mut Site, page: &str, text: FigureText) -> Result<(), OpenError> {
        let at = self.at(page);
        let (say, door) = (self.say, self.door);
        site.draw(
            at,
            &FigurePage {
                say,
                door,
                at,
                text,
            },
        )
    }
}

const SUITS: &str = "suits.html";
const BODIES: &str = "bodies.html";
const SDG: &str = "sdg-16-10-1.html";
