use std::collections::BTreeMap;

use casework::Codebook;
use http_guard::Look;
use pages::observatory::{
    CodeListPage, CodebookPage, DownloadsPage, FigureWords, FileGroup, FileLine, ListGroup,
    ListLine, PublicPlace, ReleaseLine, StartPage,
};
use pages::{Door, Language, Template, Wording};

use crate::catalogue::Catalogue;
use crate::figures::Figures;
use crate::list_group::GROUPS;
use crate::site_file::Kind;
use crate::{OpenError, Published, SiteFile, uwazi};

/// Everything that there is to read, by path. The same office, releases and program always make the same bytes.
#[derive(Debug, Default)]
pub struct Site(BTreeMap<String, SiteFile>);

impl Site {
    /// Draws every page in every language, and writes out what programs read.
    pub(crate) fn make(
        look: &Look,
        book: &Codebook,
        published: &Published,
    ) -> Result<Self, OpenError> {
        let mut site = Self::default();
        let style = look.pages.observatory_style();
        let address = style.address().trim_start_matches('/');
        site.put(address.to_owned(), Kind::Fixed, style.text().to_owned())?;

        let mut sizes = BTreeMap::new();
        for file in book.files() {
            sizes.insert(file.name.clone(), file.text.len());
            site.put(in_codebook(&file.name), Kind::Data, file.text)?;
        }
        for list in &book.lists {
            let text = uwazi::thesaurus(list);
            sizes.insert(in_uwazi(&list.name), text.len());
            site.put(in_uwazi(&list.name), Kind::Data, text)?;
        }
        let groups = groups(book, &sizes);
        let together = lines("codebook", &sizes)
            .into_iter()
            .chain(line("schemes.ttl", "SCHEMES", &sizes))
            .collect::<Vec<_>>();
        let english = FigureWords {
            say: look.pages.wording(Language::English),
            book,
            bodies: &published.bodies,
        };
        let figures = Figures::of(published, english)?;
        for (path, text) in figures.files() {
            site.put(path.to_owned(), Kind::Data, text.to_owned())?;
        }
        let catalogue = Catalogue {
            words: english,
            version: book.version,
            groups: &groups,
            together: &together,
            figures: &figures,
        };
        let catalogue = catalogue.text();
        let catalogue_line = FileLine {
            path: CATALOGUE.to_owned(),
            kind: "DCAT",
            bytes: catalogue.len(),
        };
        site.put(CATALOGUE.to_owned(), Kind::Data, catalogue)?;

        for language in Language::OFFERED {
            let say = look.pages.wording(language);
            let drawing = Drawing {
                say,
                door: &look.door,
                language,
                book,
                groups: &groups,
                figures: &figures,
                words: FigureWords { say, ..english },
            };
            drawing.pages(&mut site, &catalogue_line, &together)?;
            drawing.releases(&mut site)?;
        }
        Ok(site)
    }

    /// The file at an address: a folder's own is its page `index.html`.
    pub fn at(&self, address: &str) -> Option<&SiteFile> {
        let path = address.strip_prefix('/')?;
        if path.is_empty() || path.ends_with('/') {
            return self.0.get(&format!("{path}index.html"));
        }
        self.0.get(path)
    }

    /// Every file, with its path from the first folder on, in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &SiteFile)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    fn put(&mut self, path: String, kind: Kind, text: String) -> Result<(), OpenError> {
        let file = SiteFile::of(&path, kind, text)?;
        self.0.insert(path, file);
        Ok(())
    }

    pub(crate) fn draw(
        &mut self,
        at: PublicPlace<'_>,
        page: &impl Template,
    ) -> Result<(), OpenError> {
        let drawn = page.render();
        let drawn = drawn.map_err(|_| OpenError::Page(at.path()))?;
        self.put(at.path(), Kind::Page, drawn)
    }
}

/// What all pages of one language are drawn with.
pub(crate) struct Drawing<'a> {
    pub(crate) say: &'a Wording,
    pub(crate) door: &'a Door,
    language: Language,
    book: &'a Codebook,
    groups: &'a [ListGroup],
    pub(crate) figures: &'a Figures,
    pub(crate) words: FigureWords<'a>,
}

impl<'a> Drawing<'a> {
    fn pages(
        &self,
        site: &mut Site,
        catalogue: &FileLine,
        together: &[FileLine],
    ) -> Result<(), OpenError> {
        let (say, door, groups, version) = (self.say, self.door, self.groups, self.book.version);
        let lists = &self.book.lists;
        let codes: usize = lists.iter().map(|list| list.codes.len()).sum();
        let codes = u32::try_from(codes).unwrap_or(u32::MAX);
        let releases = self.release_lines();
        let further = self.figures.further(self.words);
        let newest: Vec<ReleaseLine> = releases.into_iter().take(NEWEST).collect();
        let at = self.at("index.html");
        let start = StartPage {
            say,
            door,
            at,
            lists: lists.len(),
            codes,
            releases: &newest,
            further: &further,
        };
        site.draw(at, &start)?;
        let at = self.at("codebook/index.html");
        let codebook = CodebookPage {
            say,
            door,
            at,
            version,
            codes,
            groups,
        };
        site.draw(at, &codebook)?;
        let at = self.at("downloads.html");
        let (releases, series): (Vec<FileGroup>, Vec<FileGroup>) = (
            self.figures.release_groups(self.words),
            self.figures.series_groups(self.words),
        );
        let downloads = DownloadsPage {
            say,
            door,
            at,
            version,
            catalogue,
            together,
            groups,
            releases: &releases,
            series: &series,
            licence: self.figures.licence.as_deref(),
        };
        site.draw(at, &downloads)?;
        for line in groups.iter().flat_map(|group| &group.lists) {
            let Some(list) = self.book.list(&line.name) else {
                continue;
            };
            let page = line.page();
            let at = self.at(&page);
            let list = CodeListPage::of((say, door, at), (version, line, list));
            site.draw(at, &list)?;
        }
        Ok(())
    }

    pub(crate) const fn at<'p>(&self, page: &'p str) -> PublicPlace<'p> {
        PublicPlace {
            language: self.language,
            page,
        }
    }
}

fn groups(book: &Codebook, sizes: &BTreeMap<String, usize>) -> Vec<ListGroup> {
    let line = |list: &&str| {
        book.list(list).map(|list| ListLine {
            name: list.name.clone(),
            codes: list.codes.len(),
            files: lines(&list.name, sizes)
                .into_iter()
                .chain(uwazi_line(&list.name, sizes))
                .collect(),
        })
    };
    let group = |(name, lists): &(&'static str, &[&str])| ListGroup {
        name,
        lists: lists.iter().filter_map(line).collect(),
    };
    GROUPS.iter().map(group).collect()
}

/// The four files of a list, or of all lists together.
fn lines(name: &str, sizes: &BTreeMap<String, usize>) -> Vec<FileLine> {
    ENDS.iter()
        .filter_map(|(end, kind)| line(&format!("{name}{end}"), kind, sizes))
        .collect()
}

fn line(name: &str, kind: &'static str, sizes: &BTreeMap<String, usize>) -> Option<FileLine> {
    sizes.get(name).map(|bytes| FileLine {
        path: in_codebook(name),
        kind,
        bytes: *bytes,
    })
}

fn uwazi_line(list: &str, sizes: &BTreeMap<String, usize>) -> Option<FileLine> {
    let path = in_uwazi(list);
    sizes.get(&path).map(|bytes| FileLine {
        kind: "UWAZI",
        bytes: *bytes,
        path,
    })
}

fn in_uwazi(list: &str) -> String {
    format!("data/uwazi/{list}.csv")
}

fn in_codebook(name: &str) -> String {
    format!("data/codebook/{name}")
}

/// Where the catalogue lies.
pub(crate) const CATALOGUE: &str = "data/catalogue.jsonld";

/// Releases that the first page names.
const NEWEST: usize = 4;

/// How files of a list end, and what they are called.
const ENDS: [(&str, &str); 4] = [
    (".csv", "CSV"),
    (".csv-metadata.json", "CSVW"),
    (".json", "JSON"),
    (".ttl", "SKOS"),
];

#[cfg(test)]
mod figure_tests;
#[cfg(test)]
mod tests;
