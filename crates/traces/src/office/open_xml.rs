use quick_xml::Reader;
use quick_xml::events::Event;
use zeroize::Zeroizing;

use super::{Family, Part, Told, run};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;
use crate::xml::{Editor, Element, Fate, Worth, local};

/// DOCX, XLSX and PPTX.
pub(super) struct OpenXml;

impl Family for OpenXml {
    fn part(&self, name: &str) -> Part {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "docprops/core.xml" => return Part::Become(CORE),
            "docprops/app.xml" => return Part::Become(APP),
            "docprops/custom.xml" => return Part::Become(CUSTOM),
            _ => {}
        }
        if lower.starts_with("docprops/thumbnail") {
            return Part::Drop;
        }
        if lower.starts_with("xl/") && lower.ends_with(".xml") {
            return Part::LargeMarkup;
        }
        if lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".vml") {
            return Part::Markup;
        }
        if lower.contains("printersettings") {
            return Part::Printer;
        }
        if lower.contains("/media/") || lower.contains("/embeddings/") {
            return Part::Nested;
        }
        if lower.contains("/fonts/") {
            return Part::Keep;
        }
        Part::Unread
    }

    fn told(&self, name: &str, content: &[u8]) -> Vec<Finding> {
        if name.to_ascii_lowercase().contains("thumbnail") {
            return vec![Finding::new(Kind::Thumbnail, "")];
        }
        properties(content)
    }

    fn edit(
        &self,
        name: &str,
        content: &[u8],
        plan: &mut Plan,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        if name.starts_with("customXml/item") && !name.contains("Props") {
            plan.leaves(Finding::new(Kind::HiddenPart, name));
        }
        // The rows a pivot table was made from, also when their sheet was taken out.
        if name.contains("pivotCacheRecords") && !name.ends_with(".rels") {
            plan.leaves(Finding::new(Kind::HiddenPart, name));
        }
        if name.contains("notesSlides/notesSlide") && !name.ends_with(".rels") {
            plan.leaves(Finding::new(Kind::Comment, name));
        }
        let told = Told::default();
        run(content, Sweeper { part: name, told }, plan)
    }
}

/// What a file says about itself: each element a name and a text.
pub(super) fn properties(content: &[u8]) -> Vec<Finding> {
    let mut found = vec![];
    let text = String::from_utf8_lossy(content);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut names = vec![];
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                let own = start.try_get_attribute("name").ok().flatten();
                let own = own.map(|name| name.value.into_owned());
                names.push(own.unwrap_or_else(|| local(start.name().0).to_owned()));
            }
            Event::End(_) => drop(names.pop()),
            Event::Text(value) if !value.trim().is_empty() && found.len() < 60 => {
                let own = names
                    .iter()
                    .rev()
                    .find(|name| !TYPES.contains(&name.as_str()));
                let name = own.map_or("", String::as_str);
                found.extend(property(name, &value));
            }
            Event::Comment(text) => found.push(Finding::new(Kind::Comment, &text)),
            Event::Eof => break,
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    found
}

fn property(name: &str, value: &str) -> Option<Finding> {
    // What every document starts with tells nothing.
    if ["0", "Normal", "Normal.dotm", "PT0S"].contains(&value) {
        return None;
    }
    let kind = match name {
        "creator" | "lastModifiedBy" | "Manager" | "initial-creator" | "printed-by" => Kind::Author,
        "Company" => Kind::Company,
        "created" | "modified" | "lastPrinted" | "creation-date" | "date" | "print-date"
        | "TotalTime" | "editing-duration" => Kind::Time,
        "Application" | "AppVersion" | "generator" => Kind::Software,
        "title" | "subject" | "keywords" | "keyword" | "category" => Kind::Title,
        "description" | "contentStatus" => Kind::Comment,
        "Template" | "HyperlinkBase" => Kind::Path,
        "identifier" => Kind::Identifier,
        // Counts of pages and words, and settings.
        "Pages"
        | "Words"
        | "Characters"
        | "Lines"
        | "Paragraphs"
        | "CharactersWithSpaces"
        | "DocSecurity"
        | "ScaleCrop"
        | "LinksUpToDate"
        | "SharedDoc"
        | "HyperlinksChanged"
        | "Slides"
        | "Notes"
        | "HiddenSlides"
        | "MMClips"
        | "PresentationFormat"
        | "HeadingPairs"
        | "TitlesOfParts"
        | "language" => return None,
        _ => return Some(Finding::new(Kind::Tag, &format!("{name}: {value}"))),
    };
    Some(Finding::new(kind, value))
}

/// Takes names, dates and marks out of one part.
struct Sweeper<'a> {
    part: &'a str,
    told: Told,
}

impl From<Sweeper<'_>> for Told {
    fn from(sweeper: Sweeper<'_>) -> Self {
        sweeper.told.counted()
    }
}

impl Sweeper<'_> {
    fn is_word(&self) -> bool {
        self.part.starts_with("word/")
    }

    fn is_book(&self) -> bool {
        self.part.starts_with("xl/")
    }
}

impl Editor for Sweeper<'_> {
    fn element(&mut self, element: &Element<'_>) -> Fate {
        match element.name {
            "rsids" | "rsid" | "docId" | "revisionPtr" => {
                self.told.removes(Kind::Identifier, "editing sessions");
                return Fate::Drop;
            }
            "presenceInfo" => {
                let user = element.attribute("userId").unwrap_or_default();
                self.told.removes(Kind::Author, user);
                return Fate::Drop;
            }
            // Its target stands in the list of relations.
            "attachedTemplate" => return Fate::Drop,
            "Relationship" => return self.relation(element),
            "Override" => {
                let part = element.attribute("PartName").unwrap_or_default();
                if part.to_ascii_lowercase().starts_with("/docprops/thumbnail") {
                    return Fate::Drop;
                }
            }
            "author" if element.parent() == "authors" => return Fate::Text(""),
            "sheet"
                if element
                    .attribute("state")
                    .is_some_and(|state| state != "visible") =>
            {
                let name = element.attribute("name").unwrap_or_default();
                self.told.leaves(Kind::HiddenPart, name);
            }
            "sld" if matches!(element.attribute("show"), Some("0" | "false")) => {
                self.told.leaves(Kind::HiddenPart, self.part);
            }
            "vanish" if self.is_word() && !self.part.ends_with("styles.xml") => {
                self.told.leaves(Kind::HiddenPart, "text");
            }
            "row" | "col"
                if self.is_book() && matches!(element.attribute("hidden"), Some("1" | "true")) =>
            {
                self.told.leaves(Kind::HiddenPart, "rows or columns");
            }
            // Excel calls the view of a shared book after whom it is for.
            "customWorkbookView" => {
                let name = element.attribute("name").unwrap_or_default();
                self.told.leaves(Kind::Author, name);
            }
            "connection" | "dbPr" | "textPr" | "webPr" if self.is_book() => {
                for place in ["odcFile", "sourceFile", "connection", "url"] {
                    if let Some(path) = element.attribute(place) {
                        self.told.leaves(Kind::Path, path);
                    }
                }
            }
            "docVar" => self
                .told
                .leaves(Kind::Tag, element.attribute("name").unwrap_or_default()),
            "comment" | "cm" | "threadedComment" => self.told.comments += 1,
            name if self.is_word() && is_change(name) => self.told.tracked += 1,
            _ => {}
        }
        Fate::Keep
    }

    fn attribute(&mut self, element: &Element<'_>, name: &str, value: &str) -> Worth {
        let signs = [
            "comment",
            "cm",
            "reply",
            "threadedComment",
            "rcc",
            "header",
            "rsnm",
        ];
        let signed = is_change(element.name) || signs.contains(&element.name);
        let kind = match (element.name, name) {
            (_, "author") if !self.part.ends_with(".rels") => Kind::Author,
            (_, "initials") => Kind::Author,
            ("cmAuthor" | "author" | "userInfo" | "chgData", "name") => Kind::Author,
            (_, "userName" | "userId" | "refreshedBy") => Kind::Author,
            ("person", "displayName") | ("scenario", "user") => Kind::Author,
            ("cm" | "reply", "created") | ("header", "dateTime") => {
                if value != NO_TIME {
                    self.told.removes(Kind::Time, value);
                }
                return Worth::Set(NO_TIME);
            }
            (_, "date") if signed => {
                self.told.removes(Kind::Time, value);
                return Worth::Drop;
            }
            (_, "dateUtc" | "dT" | "refreshedDate" | "refreshedDateIso") | ("cm", "dt") => {
                self.told.removes(Kind::Time, value);
                return Worth::Drop;
            }
            (_, mark) if mark.starts_with("rsid") || (mark == "uid" && value.starts_with('{')) => {
                self.told.removes(Kind::Identifier, "editing sessions");
                return Worth::Drop;
            }
            ("absPath", "url") => Kind::Path,
            ("cNvPr" | "docPr" | "imagedata", "name" | "title" | "descr") if is_file(value) => {
                self.told.removes(Kind::Path, value);
                return Worth::Set("");
            }
            _ => return Worth::Keep,
        };
        if value.is_empty() {
            return Worth::Keep;
        }
        self.told.removes(kind, value);
        Worth::Set("")
    }

    fn text(&mut self, around: &[String], text: &str) {
        if let [.., parent, name] = around
            && parent == "authors"
            && name == "author"
        {
            self.told.removes(Kind::Author, text);
        }
    }

    fn remark(&mut self, text: &str) {
        self.told.remark(text);
    }
}

impl Sweeper<'_> {
    fn relation(&mut self, element: &Element<'_>) -> Fate {
        let kind = element.attribute("Type").unwrap_or_default();
        let target = element.attribute("Target").unwrap_or_default();
        if kind.ends_with("/attachedTemplate") {
            self.told.removes(Kind::Path, target);
            return Fate::Drop;
        }
        if kind.ends_with("/metadata/thumbnail") {
            return Fate::Drop;
        }
        let elsewhere = element.attribute("TargetMode") == Some("External");
        if elsewhere && (target.starts_with("file:") || target.contains('\\')) {
            self.told.leaves(Kind::Path, target);
        }
        Fate::Keep
    }
}

/// Whether an element records a tracked change.
fn is_change(name: &str) -> bool {
    matches!(
        name,
        "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel" | "cellMerge"
    ) || name.ends_with("PrChange")
        || name.ends_with("GridChange")
        || name == "numberingChange"
}

/// Whether a name looks like that of a file on somebody's machine.
fn is_file(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let endings = [
        ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".gif", ".webp", ".bmp", ".emf", ".svg",
        ".mp4", ".mov",
    ];
    lower.contains(":\\")
        || lower.starts_with("file:")
        || endings.iter().any(|end| lower.ends_with(end))
}

/// The time of every remark that must have one.
const NO_TIME: &str = "1970-01-01T00:00:00.000";

/// What values of properties are wrapped in.
const TYPES: &[&str] = &[
    "lpwstr", "lpstr", "i4", "bool", "filetime", "r8", "vector", "variant",
];

const CORE: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";
const APP: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
const CUSTOM: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";
