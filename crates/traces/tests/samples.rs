//! Files as cameras and programs make them: what they give away is found and goes, the rest stays.
//! `samples/make.py` says what made them.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use traces::{Finding, Kind, Reason, clean, find};
use zip::ZipArchive;

/// Each sample with the kinds that go and the kinds that stay.
const SAMPLES: &[(&str, &[Kind], &[Kind])] = &[
    ("photo.jpg", CAMERA_AND_EDITOR_WITH_THUMBNAIL, &[]),
    ("progressive.jpg", CAMERA, &[]),
    ("plain.jpg", &[], &[]),
    ("drawing.png", CAMERA_AND_EDITOR, &[]),
    ("scan.tif", CAMERA_AND_EDITOR, &[]),
    ("photo.webp", CAMERA_AND_EDITOR, &[]),
    ("lossless.webp", &[], &[]),
    ("moving.gif", &[Kind::Comment], &[]),
    ("photo.heic", CAMERA_AND_EDITOR, &[]),
    (
        "call.mp3",
        &[
            Kind::Author,
            Kind::Comment,
            Kind::Thumbnail,
            Kind::Time,
            Kind::Title,
        ],
        &[Kind::Software],
    ),
    ("call.m4a", TAGS, &[]),
    ("film.mp4", TAGS, &[]),
    ("fast.mov", TAGS, &[]),
    ("call.ogg", TAGS, &[]),
    ("vorbis.ogg", TAGS, &[]),
    ("call.flac", TAGS, &[]),
    ("call.wav", TAGS, &[]),
    (
        "letter.pdf",
        &[
            Kind::Author,
            Kind::EarlierVersion,
            Kind::Identifier,
            Kind::Location,
            Kind::Software,
            Kind::Time,
            Kind::Title,
        ],
        &[],
    ),
    (
        "packed.pdf",
        &[Kind::Author, Kind::Time, Kind::Location],
        &[],
    ),
    (
        "linear.pdf",
        &[Kind::Author, Kind::Time, Kind::Location],
        &[],
    ),
    (
        "attached.pdf",
        &[Kind::Author, Kind::Time],
        &[Kind::Attachment, Kind::Comment],
    ),
    (
        "letter.docx",
        &[
            Kind::Author,
            Kind::Comment,
            Kind::Company,
            Kind::Identifier,
            Kind::Location,
            Kind::Path,
            Kind::Serial,
            Kind::Software,
            Kind::Thumbnail,
            Kind::Time,
        ],
        &[Kind::Comment, Kind::HiddenPart, Kind::TrackedChanges],
    ),
    (
        "book.xlsx",
        &[Kind::Author, Kind::Software, Kind::Time],
        &[Kind::Comment, Kind::HiddenPart],
    ),
    (
        "slides.pptx",
        &[Kind::Author, Kind::Device, Kind::Location, Kind::Time],
        &[Kind::Comment, Kind::HiddenPart],
    ),
    (
        "letter.odt",
        &[Kind::Author, Kind::Location, Kind::Software, Kind::Time],
        &[Kind::Comment],
    ),
];

const TAGS: &[Kind] = &[Kind::Author, Kind::Comment, Kind::Software, Kind::Time];
const CAMERA: &[Kind] = &[
    Kind::Author,
    Kind::Comment,
    Kind::Device,
    Kind::Location,
    Kind::Serial,
    Kind::Software,
    Kind::Time,
];
const CAMERA_AND_EDITOR: &[Kind] = &[
    Kind::Author,
    Kind::Comment,
    Kind::Device,
    Kind::Identifier,
    Kind::Location,
    Kind::Serial,
    Kind::Software,
    Kind::Time,
];
const CAMERA_AND_EDITOR_WITH_THUMBNAIL: &[Kind] = &[
    Kind::Author,
    Kind::Comment,
    Kind::Device,
    Kind::Identifier,
    Kind::Location,
    Kind::Serial,
    Kind::Software,
    Kind::Thumbnail,
    Kind::Time,
];

#[test]
fn what_a_file_gives_away_is_told_before_it_is_cleaned() {
    for (name, removable, lasting) in SAMPLES {
        let found = find(name, &sample(name));
        assert_eq!(found.unread, None, "{name}");
        let kinds = kinds(&found.removable);
        for kind in *removable {
            assert!(kinds.contains(kind), "{name}: {kind:?} in {kinds:?}");
        }
        assert!(
            removable.is_empty() == kinds.is_empty(),
            "{name}: {kinds:?}"
        );
        assert_eq!(
            self::kinds(&found.lasting),
            lasting.iter().copied().collect(),
            "{name}"
        );
        let cleaned = clean(&sample(name));
        assert_eq!(
            (found.removable, found.lasting),
            (cleaned.removed, cleaned.left),
            "{name}"
        );
    }
}

#[test]
fn what_was_removed_is_gone_and_cleaning_again_changes_nothing() {
    for (name, ..) in SAMPLES {
        let cleaned = clean(&sample(name));
        assert_eq!(cleaned.not_cleaned, None, "{name}");
        let found = find(name, &cleaned.bytes);
        assert_eq!(found.removable, [], "{name}");
        assert_eq!(found.lasting, cleaned.left, "{name}");
        assert!(clean(&cleaned.bytes).bytes == cleaned.bytes, "{name}");
        for secret in SECRETS {
            for (part, content) in unpacked(&cleaned.bytes) {
                assert!(!holds(&content, secret), "{name}: {secret} in {part}");
            }
        }
    }
    let told: Vec<_> = unpacked(&sample("letter.docx"))
        .into_iter()
        .filter(|(_, content)| holds(content, "Sari Dewi"))
        .collect();
    assert!(told.len() >= 4, "the samples hold what is searched for");
}

#[test]
fn the_picture_of_a_jpeg_is_the_same_bytes_and_keeps_its_turn() {
    for name in ["photo.jpg", "progressive.jpg", "plain.jpg"] {
        let (before, after) = (sample(name), clean(&sample(name)).bytes);
        let tables = |bytes: &[u8]| {
            let start = bytes
                .windows(2)
                .position(|two| two == [0xff, 0xdb])
                .unwrap();
            bytes[start..].to_vec()
        };
        // The tables and the coded data follow one another in these files.
        assert!(
            tables(&before).ends_with(&tables(&after)[2 + 67 * 2..]),
            "{name}"
        );
        assert!(scan(&before) == scan(&after), "{name}");
        let turned = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06";
        assert_eq!(
            position(&after, turned).is_some(),
            name != "plain.jpg",
            "{name}"
        );
    }
    assert!(sample("plain.jpg") == clean(&sample("plain.jpg")).bytes);
}

#[test]
fn the_data_of_a_png_is_the_same_bytes() {
    let chunks = |bytes: &[u8], name: &[u8]| {
        let (mut at, mut found) = (8, vec![]);
        while at < bytes.len() {
            let length =
                usize::try_from(u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap();
            if &bytes[at + 4..at + 8] == name {
                found.push(bytes[at..at + 12 + length].to_vec());
            }
            at += 12 + length;
        }
        found
    };
    let (before, after) = (sample("drawing.png"), clean(&sample("drawing.png")).bytes);
    for name in [b"IHDR", b"IDAT", b"IEND"] {
        assert!(!chunks(&before, name).is_empty());
        assert_eq!(chunks(&before, name), chunks(&after, name));
    }
    assert!(chunks(&after, b"eXIf")[0].contains(&6), "its turn stays");
}

#[test]
fn the_strips_of_a_tiff_stay_where_they_are() {
    let (before, after) = (sample("scan.tif"), clean(&sample("scan.tif")).bytes);
    assert_eq!(before.len(), after.len());
    let strips = 3_708..3_708 + 12_062;
    assert!(before[strips.clone()] == after[strips]);
}

#[test]
fn the_coded_sound_and_picture_of_other_formats_is_the_same_bytes() {
    let after_mark = |bytes: &[u8], mark: &[u8]| {
        let start = position(bytes, mark).unwrap();
        bytes[start..].to_vec()
    };
    for (name, mark, length) in [
        ("photo.webp", &b"VP8 "[..], 600),
        ("call.wav", b"data", 6_000),
        ("call.flac", b"\xff\xf8", 1_500),
        ("film.mp4", b"mdat", 1_000),
        ("fast.mov", b"mdat", 1_000),
        ("call.m4a", b"mdat", 1_000),
        ("vorbis.ogg", b"\x05vorbis", 400),
        ("moving.gif", b"\x21\xf9", 3_000),
    ] {
        let (before, after) = (sample(name), clean(&sample(name)).bytes);
        let (before, after) = (after_mark(&before, mark), after_mark(&after, mark));
        assert!(before[..length] == after[..length], "{name}");
    }
    // Places in these stand in tables, so nothing may move.
    for name in ["film.mp4", "fast.mov", "call.m4a", "photo.heic", "scan.tif"] {
        assert_eq!(
            sample(name).len(),
            clean(&sample(name)).bytes.len(),
            "{name}"
        );
    }
}

#[test]
fn the_pages_of_a_pdf_are_the_same_bytes() {
    for name in ["letter.pdf", "packed.pdf", "linear.pdf", "attached.pdf"] {
        let (before, after) = (sample(name), clean(&sample(name)).bytes);
        let (before, after) = (streams(&before), streams(&after));
        let pages = |list: &[Vec<u8>]| {
            let is_text = |one: &&Vec<u8>| holds(&inflated(one), "The tender was rigged.");
            list.iter().filter(is_text).cloned().collect::<Vec<_>>()
        };
        assert_eq!(pages(&after).len(), 1, "{name}");
        assert_eq!(pages(&before), pages(&after), "{name}");
        let pictures = |list: &[Vec<u8>]| {
            let is_picture = |one: &&Vec<u8>| one.starts_with(&[0xff, 0xd8]);
            list.iter()
                .filter(is_picture)
                .map(|one| scan(one))
                .collect::<Vec<_>>()
        };
        assert_eq!(pictures(&after).len(), 1, "{name}");
        assert_eq!(pictures(&before), pictures(&after), "{name}");
    }
}

#[test]
fn a_pdf_keeps_no_earlier_version() {
    let before = sample("letter.pdf");
    let marks = |bytes: &[u8]| bytes.windows(5).filter(|five| *five == b"%%EOF").count();
    assert_eq!(marks(&before), 2);
    assert_eq!(marks(&clean(&before).bytes), 1);
}

#[test]
fn the_words_of_a_document_stay_with_its_comments_and_changes() {
    for (name, part) in [
        ("letter.docx", "word/document.xml"),
        ("letter.docx", "word/comments.xml"),
        ("letter.odt", "content.xml"),
        ("book.xlsx", "xl/worksheets/sheet1.xml"),
        ("slides.pptx", "ppt/notesSlides/notesSlide1.xml"),
    ] {
        let words = |bytes: &[u8]| {
            let text = String::from_utf8(part_of(bytes, part)).unwrap();
            let text: String = text
                .split('<')
                .filter_map(|one| one.split('>').nth(1))
                .collect();
            // An annotation of OpenDocument has its author and date as text.
            text.replace("Sari Dewi", "")
                .replace("2026-03-04", "1970-01-01")
                .replace("05:06:07", "00:00:00")
        };
        let (before, after) = (sample(name), clean(&sample(name)).bytes);
        assert_eq!(words(&before), words(&after), "{name} {part}");
    }
    let document = part_of(&clean(&sample("letter.docx")).bytes, "word/document.xml");
    assert!(holds(&document, "w:ins w:id=\"7\" w:author=\"\""));
    assert!(holds(&document, "Taken out."));
}

#[test]
fn the_parts_of_an_office_file_stay_in_their_order() {
    for name in ["letter.docx", "book.xlsx", "slides.pptx", "letter.odt"] {
        let names = |bytes: &[u8]| {
            let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
            let names = archive.file_names().map(|name| name.unwrap().into_owned());
            names
                .filter(|name| !name.to_lowercase().contains("thumbnail"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(&sample(name)),
            names(&clean(&sample(name)).bytes),
            "{name}"
        );
    }
}

#[test]
fn a_file_that_cannot_be_cleaned_stays_as_it_is_and_this_is_said() {
    let encrypted = sample("encrypted.pdf");
    let mut signed = sample("letter.pdf");
    let place = position(&signed, b"/Type /Page\n").or_else(|| position(&signed, b"/Type /Page "));
    signed.splice(
        place.unwrap()..place.unwrap() + 11,
        *b"/ByteRange[]/Contents()/A 1",
    );
    let old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on".to_vec();
    let letter = sample("letter.pdf");
    let cut = letter[..letter.len() - 300].to_vec();
    for (bytes, reason) in [
        (encrypted, Reason::Encrypted),
        (old_office, Reason::UnknownFormat),
        (cut, Reason::Damaged),
        (vec![], Reason::UnknownFormat),
    ] {
        let cleaned = clean(&bytes);
        assert_eq!(cleaned.not_cleaned, Some(reason));
        assert_eq!((cleaned.removed, cleaned.left), (vec![], vec![]));
        assert!(cleaned.bytes == bytes);
        assert_eq!(find("a", &bytes).unread, Some(reason));
    }
}

/// What nobody may find in a clean sample.
const SECRETS: &[&str] = &[
    "Sari Dewi",
    "Budi",
    "Samudra",
    "SN-4711",
    "Ministry of Roads",
    "Jakarta",
    "uuid:1234",
];

fn sample(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    std::fs::read(folder.join(name)).unwrap()
}

fn kinds(findings: &[Finding]) -> BTreeSet<Kind> {
    findings.iter().map(|one| one.kind).collect()
}

/// Every layer of a file that holds other things, without the words that are there to be read.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut layers = vec![("itself".to_owned(), bytes.to_vec())];
    if bytes.starts_with(b"PK") {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        for place in 0..archive.len() {
            let mut entry = archive.by_index(place).unwrap();
            let mut content = vec![];
            entry.read_to_end(&mut content).unwrap();
            layers.push((entry.name().unwrap().into_owned(), content));
        }
    }
    if bytes.starts_with(b"%PDF") {
        for stream in streams(bytes) {
            layers.push(("a stream".to_owned(), inflated(&stream)));
        }
    }
    for (_, layer) in &mut layers {
        let shown = String::from_utf8_lossy(layer).replace("Ask Budi", "");
        if shown.len() != layer.len() && std::str::from_utf8(layer).is_ok() {
            *layer = shown.into_bytes();
        } else if let Some(at) = position(layer, b"Ask Budi") {
            layer.drain(at..at + 8);
        }
    }
    layers
}

fn part_of(bytes: &[u8], part: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut content = vec![];
    archive
        .by_name(part)
        .unwrap()
        .read_to_end(&mut content)
        .unwrap();
    content
}

/// The coded data of a JPEG: from its first scan on.
fn scan(bytes: &[u8]) -> Vec<u8> {
    let start = bytes
        .windows(2)
        .rposition(|two| two == [0xff, 0xc0] || two == [0xff, 0xc2])
        .unwrap();
    let end = position(&bytes[start..], &[0xff, 0xd9]).unwrap();
    bytes[start..start + end].to_vec()
}

fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let (mut at, mut found) = (0, vec![]);
    while let Some(next) = position(&pdf[at..], b"stream") {
        let before = pdf[..at + next].trim_ascii_end();
        let start = at + next + 6;
        at = start;
        if !before.ends_with(b">>") {
            continue;
        }
        let content = &pdf[start..];
        let content = content.strip_prefix(b"\r").unwrap_or(content);
        let content = content.strip_prefix(b"\n").unwrap_or(content);
        let end = position(content, b"endstream").unwrap();
        let content = &content[..end];
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        found.push(content.strip_suffix(b"\r").unwrap_or(content).to_vec());
        at = start + end;
    }
    found
}

fn inflated(stream: &[u8]) -> Vec<u8> {
    let mut out = vec![];
    let _whole = flate2::read::ZlibDecoder::new(stream).read_to_end(&mut out);
    if out.is_empty() { stream.to_vec() } else { out }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [text.as_bytes(), &wide]
        .iter()
        .any(|text| position(bytes, text).is_some())
}

fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|at| at == part)
}
