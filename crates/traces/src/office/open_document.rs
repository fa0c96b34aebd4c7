use zeroize::Zeroizing;

use super::{Family, Part, Told, open_xml::properties, run};
use crate::finding::{Finding, Kind, Reason};
use crate::plan::Plan;
use crate::xml::{Editor, Element, Fate, Worth};

/// ODT, ODS, ODP and their kin.
pub(super) struct OpenDocument;

impl Family for OpenDocument {
    fn part(&self, name: &str) -> Part {
        let lower = name.to_ascii_lowercase();
        let ends = |end: &str| lower.ends_with(end);
        match lower.as_str() {
            "mimetype" | "manifest.rdf" => return Part::Keep,
            "meta.xml" => return Part::Become(META),
            "layout-cache" => return Part::Drop,
            _ => {}
        }
        if lower.starts_with("thumbnails/") {
            return Part::Drop;
        }
        if ends(".xml") {
            return Part::Markup;
        }
        if lower.starts_with("pictures/") || lower.starts_with("media/") {
            return Part::Nested;
        }
        if lower.starts_with("fonts/") || lower.starts_with("configurations2/") {
            return Part::Keep;
        }
        Part::Unread
    }

    fn told(&self, name: &str, content: &[u8]) -> Vec<Finding> {
        match name {
            "meta.xml" => properties(content),
            "layout-cache" => vec![],
            _ => vec![Finding::new(Kind::Thumbnail, "")],
        }
    }

    fn edit(
        &self,
        name: &str,
        content: &[u8],
        plan: &mut Plan,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        let told = Told::default();
        let mut editor = Sweeper {
            told,
            item: String::new(),
            encrypted: false,
        };
        if name == "META-INF/manifest.xml" {
            let changed = crate::xml::edit(content, &mut editor)?;
            if editor.encrypted {
                return Err(Reason::Encrypted);
            }
            plan.removes_all(editor.told.removed);
            return Ok(changed);
        }
        run(content, editor, plan)
    }
}

/// Takes names and dates out of one part.
struct Sweeper {
    told: Told,
    /// The setting whose value comes next.
    item: String,
    encrypted: bool,
}

impl From<Sweeper> for Told {
    fn from(sweeper: Sweeper) -> Self {
        sweeper.told.counted()
    }
}

impl Editor for Sweeper {
    fn element(&mut self, element: &Element<'_>) -> Fate {
        match element.name {
            "encryption-data" => self.encrypted = true,
            "file-entry" => {
                let path = element.attribute("full-path").unwrap_or_default();
                if path.starts_with("Thumbnails/") || path == "layout-cache" {
                    return Fate::Drop;
                }
            }
            "creator" | "creator-initials" | "sender-initials" => return Fate::Text(""),
            "date" if element.parent() == "annotation" || element.parent() == "change-info" => {
                return Fate::Text(NO_TIME);
            }
            "annotation" => self.told.comments += 1,
            "changed-region" => self.told.tracked += 1,
            "config-item" => {
                element
                    .attribute("name")
                    .unwrap_or_default()
                    .clone_into(&mut self.item);
                if SETTINGS.contains(&self.item.as_str()) {
                    return Fate::Text("");
                }
            }
            "table-properties" if element.attribute("display") == Some("false") => {
                self.told.leaves(Kind::HiddenPart, "sheet");
            }
            _ => {}
        }
        Fate::Keep
    }

    fn attribute(&mut self, _element: &Element<'_>, name: &str, _value: &str) -> Worth {
        if name == "rsid" || name == "paragraph-rsid" {
            self.told.removes(Kind::Identifier, "editing sessions");
            return Worth::Drop;
        }
        Worth::Keep
    }

    fn text(&mut self, around: &[String], text: &str) {
        let [.., parent, name] = around else { return };
        match name.as_str() {
            "creator" | "creator-initials" | "sender-initials" => {
                self.told.removes(Kind::Author, text);
            }
            "date" if (parent == "annotation" || parent == "change-info") && text != NO_TIME => {
                self.told.removes(Kind::Time, text);
            }
            "config-item" if self.item == "PrinterName" => self.told.removes(Kind::Device, text),
            "config-item" if SETTINGS.contains(&self.item.as_str()) => {
                self.told
                    .removes(Kind::Identifier, "settings of the printer or of editing");
            }
            _ => {}
        }
    }

    fn remark(&mut self, text: &str) {
        self.told.remark(text);
    }
}

/// Settings that name a machine or join files of one author.
const SETTINGS: &[&str] = &[
    "PrinterName",
    "PrinterSetup",
    "Rsid",
    "RsidRoot",
    "RedlineProtectionKey",
];

/// The time of everything that must have one.
const NO_TIME: &str = "1970-01-01T00:00:00";

const META: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.2\"><office:meta/></office:document-meta>";
