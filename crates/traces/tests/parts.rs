//! Parts that are easily passed over: the sheets and caches of a workbook, remarks in markup, what lies
//! behind a sound.

use std::io::{Cursor, Read, Write};

use traces::{Cleaned, Finding, Kind, clean, clean_within};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

#[test]
fn sheets_strings_and_pivot_caches_keep_their_cells_and_nothing_unsaid() {
    let book = office(&[
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet xr:uid=\"{0001}\"><cols><col min=\"1\" hidden=\"1\"/></cols><sheetData>\
             <row r=\"1\"><c r=\"A1\" uid=\"kept\"><v>4711</v></c></row></sheetData>\
             <scenarios><scenario name=\"Plan\" user=\"Sari Dewi\"/></scenarios></worksheet>",
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><!-- made by Budi --><si><t>Words.</t></si></sst>",
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "<pivotCacheDefinition refreshedBy=\"Sari Dewi\" refreshedDate=\"45000.5\" xr:uid=\"{0002}\"/>",
        ),
        (
            "xl/pivotCache/pivotCacheRecords1.xml",
            "<pivotCacheRecords><r><s v=\"Kept.\"/></r></pivotCacheRecords>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><customWorkbookViews><customWorkbookView name=\"Sari - Personal View\"/>\
             </customWorkbookViews></workbook>",
        ),
        (
            "xl/connections.xml",
            "<connections><connection><dbPr connection=\"Data Source=SRV-9\"/></connection></connections>",
        ),
    ]);
    let cleaned = clean(&book);
    assert_eq!(cleaned.not_cleaned, None);
    for (kind, value) in [
        (Kind::Author, "Sari Dewi"),
        (Kind::Comment, "made by Budi"),
        (Kind::Identifier, "editing sessions"),
        (Kind::Time, "45000.5"),
    ] {
        assert!(names(&cleaned.removed, kind, value), "{kind:?} {value}");
    }
    for (kind, value) in [
        (Kind::Author, "Sari - Personal View"),
        (Kind::HiddenPart, "rows or columns"),
        (Kind::HiddenPart, "xl/pivotCache/pivotCacheRecords1.xml"),
        (Kind::Path, "Data Source=SRV-9"),
    ] {
        assert!(names(&cleaned.left, kind, value), "{kind:?} {value}");
    }
    let parts = unpacked(&cleaned.bytes);
    for secret in ["Sari Dewi", "Budi", "0001", "0002", "45000"] {
        assert!(!parts.contains(secret), "{secret}: {parts}");
    }
    for content in ["4711", "uid=\"kept\"", "Words.", "Kept.", "Plan"] {
        assert!(parts.contains(content), "{content}: {parts}");
    }
    changes_nothing_more(&cleaned);
}

#[test]
fn a_sheet_that_is_too_large_to_be_read_stays_and_is_named() {
    let sheet = format!(
        "<worksheet xr:uid=\"{{0001}}\">{}</worksheet>",
        " ".repeat(700_000)
    );
    let book = office(&[
        ("xl/worksheets/sheet1.xml", &sheet),
        (
            "xl/comments1.xml",
            "<authors><author>Sari Dewi</author></authors>",
        ),
    ]);
    let cleaned = clean_within(&book, 1 << 20);
    assert_eq!(cleaned.not_cleaned, None);
    let sheet = "xl/worksheets/sheet1.xml";
    assert!(names(&cleaned.left, Kind::NotLookedInto, sheet));
    assert!(names(&cleaned.removed, Kind::Author, "Sari Dewi"));
    assert!(unpacked(&cleaned.bytes).contains("0001"));
    assert!(!names(&clean(&book).left, Kind::NotLookedInto, sheet));
}

#[test]
fn remarks_in_markup_are_named_when_they_go() {
    let properties = "<p><!-- for Budi --></p>";
    for file in [
        office(&[("word/document.xml", "<a>Words.<!-- for Budi --></a>")]),
        office(&[("docProps/core.xml", properties)]),
        open_document("<m><!-- for Budi --></m>"),
    ] {
        let cleaned = clean(&file);
        assert_eq!(cleaned.not_cleaned, None);
        assert!(names(&cleaned.removed, Kind::Comment, "for Budi"));
        assert!(!unpacked(&cleaned.bytes).contains("Budi"));
        changes_nothing_more(&cleaned);
    }
    let silent = clean(&office(&[("word/document.xml", "<a><!----></a>")]));
    assert!(
        names(&silent.removed, Kind::Comment, ""),
        "what goes is told"
    );
}

#[test]
fn what_lies_behind_a_sound_or_picture_is_named_when_it_goes() {
    for (name, what) in [
        ("call.wav", "data behind the sound"),
        ("photo.webp", "data behind the picture"),
    ] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/");
        let sample = std::fs::read(format!("{folder}{name}")).unwrap();
        let expected = clean(&sample);
        assert!(!names(&expected.removed, Kind::Attachment, what), "{name}");
        for behind in [&b"tail"[..], b"a longer tail that is no chunk"] {
            let cleaned = clean(&[&sample[..], behind].concat());
            assert_eq!(cleaned.not_cleaned, None, "{name}");
            assert!(names(&cleaned.removed, Kind::Attachment, what), "{name}");
            assert!(cleaned.bytes == expected.bytes, "{name}");
            changes_nothing_more(&cleaned);
        }
    }
}

fn names(list: &[Finding], kind: Kind, value: &str) -> bool {
    list.iter()
        .any(|one| one.kind == kind && one.value == value)
}

fn changes_nothing_more(cleaned: &Cleaned) {
    let again = clean(&cleaned.bytes);
    assert_eq!(again.removed, []);
    assert_eq!(again.left, cleaned.left);
    assert!(again.bytes == cleaned.bytes);
}

fn office(parts: &[(&str, &str)]) -> Vec<u8> {
    let types = [("[Content_Types].xml", "<Types/>")];
    zipped(&[&types[..], parts].concat())
}

fn open_document(manifest: &str) -> Vec<u8> {
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
    ])
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// All parts of an office file, one after the other.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        part.read_to_string(&mut all).unwrap();
    }
    all
}
