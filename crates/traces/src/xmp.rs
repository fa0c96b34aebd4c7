//! XMP: what programs write about a picture or a document in a block of XML.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::bytes::{Order, utf16};
use crate::finding::{Finding, Kind};
use crate::xml::{local, plain};

/// What a block of XMP gives away. Anything that cannot be read is one finding.
pub(crate) fn findings(bytes: &[u8]) -> Vec<Finding> {
    let shown = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    let text = if shown.contains(&0) {
        let order = if shown.starts_with(b"\xfe\xff") || shown.first() == Some(&0) {
            Order::Big
        } else {
            Order::Little
        };
        utf16(shown, order)
    } else {
        String::from_utf8_lossy(shown).into_owned()
    };
    let mut found = BTreeSet::new();
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut around = Vec::<Option<Kind>>::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) | Event::Empty(start) if found.len() > MOST_FOUND => drop(start),
            Event::Start(start) => {
                attributes(&start, &mut found);
                let name = local(start.name().0).to_owned();
                let kind = kind_of(&name).or_else(|| around.last().copied().flatten());
                around.push(kind);
                if around.len() > MOST_DEPTH {
                    break;
                }
            }
            Event::Empty(start) => attributes(&start, &mut found),
            Event::End(_) => {
                around.pop();
            }
            Event::Text(text) => {
                if let Some(kind) = around.last().copied().flatten() {
                    note(&mut found, kind, &text);
                }
            }
            Event::Eof => break,
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    if found.is_empty() && bytes.iter().any(|byte| !byte.is_ascii_whitespace()) {
        found.insert(Finding::new(Kind::Tag, "XMP"));
    }
    found.into_iter().collect()
}

fn attributes(start: &quick_xml::events::BytesStart<'_>, found: &mut BTreeSet<Finding>) {
    let mut list = start.attributes();
    let list = list.with_checks(false).take(MOST_FOUND);
    for attribute in list.map_while(Result::ok) {
        if let Some(kind) = kind_of(local(attribute.key.0)) {
            note(found, kind, &attribute.value);
        }
    }
}

fn note(found: &mut BTreeSet<Finding>, kind: Kind, value: &str) {
    let value = plain(value);
    if !value.trim().is_empty() {
        found.insert(Finding::new(kind, &value));
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "creator" | "Author" | "Artist" | "rights" | "OwnerName" | "CameraOwnerName"
        | "LastModifiedBy" | "AuthorsPosition" | "CaptionWriter" | "Credit" => Kind::Author,
        "Company" | "publisher" | "Source" => Kind::Company,
        "CreatorTool" | "Producer" | "softwareAgent" | "Software" => Kind::Software,
        "Make" | "Model" | "Lens" | "LensModel" => Kind::Device,
        "SerialNumber" | "LensSerialNumber" | "BodySerialNumber" => Kind::Serial,
        "CreateDate" | "ModifyDate" | "MetadataDate" | "DateTimeOriginal" | "DateCreated"
        | "when" | "DateTimeDigitized" => Kind::Time,
        "DocumentID" | "InstanceID" | "OriginalDocumentID" | "documentID" | "instanceID"
        | "ImageUniqueID" | "VersionID" => Kind::Identifier,
        "GPSLatitude" | "GPSLongitude" | "GPSPosition" | "City" | "State" | "Country"
        | "Location" | "CountryCode" => Kind::Location,
        "title" | "subject" | "Headline" | "Keywords" | "Title" => Kind::Title,
        "description" | "UserComment" | "ImageDescription" | "Instructions" => Kind::Comment,
        "filePath" | "BaseURL" | "ManifestReference" => Kind::Path,
        _ => return None,
    })
}

const MOST_BYTES: usize = 1 << 20;
const MOST_DEPTH: usize = 200;
const MOST_FOUND: usize = 60;
