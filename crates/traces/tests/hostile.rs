//! Bytes made to break their reader: each gets an answer, soon and in little memory.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use traces::{Cleaned, Kind, Reason, clean, clean_within, find};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[test]
fn a_part_that_swells_is_refused() {
    let zeros = vec![b' '; 130 << 20];
    let bomb = office(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(clean(&bomb).not_cleaned, Some(Reason::TooLarge));
    // In many parts, or in files inside the file, it is no less.
    let smaller = &zeros[..30 << 20];
    let many = office(&[
        ("word/a.xml", smaller),
        ("word/b.xml", smaller),
        ("word/c.xml", smaller),
        ("word/d.xml", smaller),
        ("word/e.xml", smaller),
    ]);
    assert_eq!(clean(&many).not_cleaned, Some(Reason::TooLarge));
    let inner = office(&[("word/a.xml", &zeros[..100 << 20])]);
    let outer = office(&[
        ("word/embeddings/1.docx", &inner),
        ("word/embeddings/2.docx", &inner),
        ("word/b.xml", smaller),
    ]);
    assert_eq!(clean(&outer).not_cleaned, Some(Reason::TooLarge));
}

#[test]
fn files_in_files_are_looked_into_three_deep_and_then_named() {
    let mut file = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/samples/photo.jpg"
    ))
    .unwrap();
    for depth in 0..4 {
        let name = if depth == 0 {
            "word/media/a.jpg"
        } else {
            "word/embeddings/a.docx"
        };
        file = office(&[(name, &file)]);
        let cleaned = clean(&file);
        assert_eq!(cleaned.not_cleaned, None);
        let unread = cleaned
            .left
            .iter()
            .any(|one| one.kind == Kind::NotLookedInto);
        assert_eq!(unread, depth >= 2, "{depth}");
        assert_eq!(
            cleaned.removed.iter().any(|one| one.kind == Kind::Serial),
            depth < 2
        );
    }
}

#[test]
fn names_that_stand_for_more_text_are_refused() {
    let laughs = b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    let cleaned = clean(&office(&[("word/document.xml", laughs)]));
    assert_eq!(cleaned.not_cleaned, Some(Reason::Damaged));
    // A name without a definition stays the name it is.
    let plain = clean(&office(&[(
        "word/document.xml",
        b"<a author=\"S\">&c;&amp;</a>",
    )]));
    assert_eq!(plain.not_cleaned, None);
}

#[test]
fn depth_is_bounded() {
    let deep = "<a>".repeat(100_000);
    let cleaned = clean(&office(&[("word/document.xml", deep.as_bytes())]));
    assert_eq!(cleaned.not_cleaned, Some(Reason::TooLarge));
    let array = "[".repeat(100_000);
    let cleaned = clean(&pdf(&["<</Type/Catalog/A 2 0 R>>", &array]));
    assert_eq!(cleaned.not_cleaned, Some(Reason::TooLarge));
}

#[test]
fn an_encrypted_or_signed_document_is_not_changed() {
    let signed = pdf(&[
        "<</Type/Catalog/A 2 0 R>>",
        "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>",
    ]);
    assert_eq!(
        clean(&signed),
        left(&signed, traces::Format::Pdf, Reason::Signed)
    );
    let signed = office(&[("_xmlsignatures/sig1.xml", b"<a/>")]);
    assert_eq!(
        clean(&signed),
        left(&signed, traces::Format::Office, Reason::Signed)
    );
}

#[test]
fn objects_that_point_at_one_another_end() {
    let around = pdf(&[
        "<</Type/Catalog/A 2 0 R/Metadata 1 0 R>>",
        "<</B 1 0 R/C 2 0 R/D[2 0 R 9 0 R]>>",
    ]);
    assert_eq!(clean(&around).not_cleaned, None);
    let mut itself = pdf(&["<</Type/Catalog>>"]);
    let at = itself
        .windows(7)
        .rposition(|seven| seven == b"trailer")
        .unwrap();
    let list = itself
        .windows(5)
        .rposition(|five| five == b"xref\n")
        .unwrap();
    itself.splice(at + 9..at + 9, format!("/Prev {list} ").into_bytes());
    assert_eq!(clean(&itself).not_cleaned, Some(Reason::Damaged));
}

#[test]
fn a_file_that_is_too_much_for_its_size_is_refused() {
    // Every object of the file is the same long one, so a few kilobytes read like many megabytes.
    let few = sharing(10);
    assert_eq!(clean_within(&few, 1 << 20).not_cleaned, None);
    let many = sharing(2_000);
    assert!(many.len() < 200_000);
    let refused = clean_within(&many, 1 << 20);
    assert_eq!(refused.not_cleaned, Some(Reason::TooLarge));
    assert!(refused.bytes == many);
}

#[test]
fn a_picture_whose_tags_lie_over_what_stays_is_not_changed() {
    let sample = samples()
        .iter()
        .find(|sample| sample.starts_with(b"II\x2a\0"))
        .unwrap();
    let maker = sample
        .windows(4)
        .position(|start| start == [0x0f, 1, 2, 0])
        .unwrap();
    assert_eq!(clean(sample).not_cleaned, None);
    // The maker's name is read from the head, from the list of tags, and from the coded picture.
    for place in [0_u32, 4, 60, 4_000] {
        let mut file = sample.clone();
        file[maker + 8..maker + 12].copy_from_slice(&place.to_le_bytes());
        assert_eq!(
            clean(&file),
            left(&file, traces::Format::Tiff, Reason::Damaged),
            "{place}"
        );
    }
    let sample = samples()
        .iter()
        .find(|sample| sample[4..].starts_with(b"ftypheic"))
        .unwrap();
    let exif = sample
        .windows(8)
        .position(|place| place == [0, 0, 2, 0x2b, 0, 0, 1, 0xcc])
        .unwrap();
    assert_eq!(clean(sample).not_cleaned, None);
    // The Exif block is read from the brand, the list of items, the head of the data, the coded picture.
    for place in [8_u32, 100, 540, 0x1100] {
        let mut file = sample.clone();
        file[exif..exif + 4].copy_from_slice(&place.to_be_bytes());
        assert_eq!(clean(&file).not_cleaned, Some(Reason::Damaged), "{place}");
    }
}

#[test]
fn a_picture_with_tags_that_cannot_be_read_is_not_changed_and_new_kinds_of_text_are_read() {
    let sample = samples()
        .iter()
        .find(|sample| sample.starts_with(b"II\x2a\0"))
        .unwrap();
    let author = sample
        .windows(4)
        .position(|start| start == [0x3b, 1, 2, 0])
        .unwrap();
    let with_kind = |kind: u8| {
        let mut file = sample.clone();
        file[author + 2] = kind;
        file
    };
    let unknown = with_kind(14);
    assert_eq!(
        clean(&unknown),
        left(&unknown, traces::Format::Tiff, Reason::Damaged)
    );
    // Text in UTF-8, as Exif 3 has it.
    let cleaned = clean(&with_kind(129));
    let told = |one: &traces::Finding| one.kind == Kind::Author;
    assert!(cleaned.not_cleaned.is_none() && cleaned.removed.iter().any(told));
    assert_eq!(cleaned.removed, clean(sample).removed);
    // A list at the end of the file that lacks the place of the next one.
    let mut cut = b"II\x2a\0\x08\0\0\0\x01\0\x3b\x01\x02\0\x04\0\0\0Sok\0".to_vec();
    assert_eq!(
        clean(&cut),
        left(&cut, traces::Format::Tiff, Reason::Damaged)
    );
    cut.extend([0; 4]);
    assert_eq!(clean(&cut).not_cleaned, None);
    assert!(!clean(&cut).bytes.windows(3).any(|three| three == b"Sok"));
}

#[test]
fn pieces_of_a_picture_are_counted_also_where_they_are_empty() {
    // Lists that all name the same long row of empty pieces.
    let (lists, pieces) = (3_000_u32, 500_000_u32);
    let row = 8 + lists * 30;
    let mut file = b"II\x2a\0\x08\0\0\0".to_vec();
    for list in 0..lists {
        let next = if list + 1 < lists {
            8 + (list + 1) * 30
        } else {
            0
        };
        file.extend(2_u16.to_le_bytes());
        for tag in [0x0111_u16, 0x0117] {
            file.extend(tag.to_le_bytes());
            file.extend(4_u16.to_le_bytes());
            file.extend(pieces.to_le_bytes());
            file.extend(row.to_le_bytes());
        }
        file.extend(next.to_le_bytes());
    }
    file.resize(file.len() + pieces as usize * 4, 0);
    assert_eq!(clean(&file).not_cleaned, Some(Reason::TooLarge));
}

#[test]
fn what_is_told_is_one_short_line() {
    let long = "x".repeat(10_000);
    for (value, shown) in [
        ("a\u{202e}b\u{0007}c\nd", "abc d"),
        (long.as_str(), &format!("{}…", "x".repeat(119))),
    ] {
        let comment = [
            &[0xff, 0xfe][..],
            &u16::try_from(value.len() + 2).unwrap().to_be_bytes(),
            value.as_bytes(),
        ]
        .concat();
        let picture = [
            &[0xff, 0xd8][..],
            &comment,
            &[0xff, 0xda, 0, 2, 1, 0xff, 0xd9],
        ]
        .concat();
        assert_eq!(find("a.jpg", &picture).removable[0].value, *shown);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..2_000), start in 0..STARTS.len()) {
        let file = [STARTS[start], &bytes[..]].concat();
        holds(&file)?;
    }

    #[test]
    fn a_changed_sample_gets_an_answer_and_what_was_removed_is_gone(
        sample in 0..64_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        is_cut in prop::bool::weighted(0.2),
    ) {
        let mut file = samples()[sample % samples().len()].clone();
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        if is_cut {
            file.truncate(cut.index(file.len()));
        }
        holds(&file)?;
    }
}

/// What must be true of every file there is.
fn holds(file: &[u8]) -> Result<(), TestCaseError> {
    let cleaned = clean(file);
    let found = find("a", file);
    prop_assert_eq!(&found.removable, &cleaned.removed);
    prop_assert_eq!(&found.lasting, &cleaned.left);
    prop_assert_eq!(found.unread, cleaned.not_cleaned);
    if cleaned.not_cleaned.is_some() {
        prop_assert!(cleaned.bytes == file);
        return Ok(());
    }
    let again = clean(&cleaned.bytes);
    prop_assert_eq!(again.not_cleaned, None);
    prop_assert_eq!(&again.removed, &vec![]);
    prop_assert!(again.bytes == cleaned.bytes, "cleaning again changes it");
    Ok(())
}

fn left(bytes: &[u8], format: traces::Format, reason: Reason) -> Cleaned {
    let file = clean(bytes);
    assert!(file.bytes == bytes);
    Cleaned {
        format,
        bytes: bytes.to_vec(),
        removed: vec![],
        left: vec![],
        not_cleaned: Some(reason),
    }
}

fn samples() -> &'static [Vec<u8>] {
    static SAMPLES: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    SAMPLES.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|one| one.unwrap().path())
            .collect();
        paths.sort();
        paths
            .iter()
            .map(|path| std::fs::read(path).unwrap())
            .collect()
    })
}

fn office(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in [("[Content_Types].xml", &b"<Types/>"[..])]
        .iter()
        .chain(parts)
    {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A PDF with these objects, the first of which is its root.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut list = String::new();
    for (place, object) in objects.iter().enumerate() {
        list.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", place + 1).bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{list}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

/// A PDF whose root points at `count` objects that all lie at one place of a packed group.
fn sharing(count: usize) -> Vec<u8> {
    let numbers = 3..3 + count;
    let refs: String = numbers
        .clone()
        .map(|number| format!("{number} 0 R "))
        .collect();
    let mut file = b"%PDF-1.5\n".to_vec();
    let root = file.len();
    file.extend(format!("1 0 obj\n<</Type/Catalog/A[{refs}]>>\nendobj\n").bytes());
    let starts: String = numbers
        .clone()
        .map(|number| format!("{number} 0 "))
        .collect();
    let (first, long) = (starts.len(), "x".repeat(100_000));
    let content = format!("{starts}({long})");
    let group = file.len();
    file.extend(
        format!(
            "2 0 obj\n<</Type/ObjStm/N {count}/First {first}/Length {}>>\nstream\n{content}\nendstream\nendobj\n",
            content.len()
        )
        .bytes(),
    );
    let row = |kind: u8, place: usize, index: usize| {
        let place = u32::try_from(place).unwrap().to_be_bytes();
        let index = u16::try_from(index).unwrap().to_be_bytes();
        [&[kind][..], &place, &index].concat()
    };
    let mut rows = [row(0, 0, 0), row(1, root, 0), row(1, group, 0)].concat();
    rows.extend((0..count).flat_map(|index| row(2, 2, index)));
    let (start, size) = (file.len(), 3 + count);
    file.extend(
        format!(
            "{size} 0 obj\n<</Type/XRef/Size {size}/W[1 4 2]/Root 1 0 R/Length {}>>\nstream\n",
            rows.len()
        )
        .bytes(),
    );
    file.extend(rows);
    file.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

const STARTS: &[&[u8]] = &[
    b"",
    b"\xff\xd8\xff",
    b"\xff\xd8\xff\xe1\0\x40Exif\0\0MM\0\x2a\0\0\0\x08",
    b"\x89PNG\r\n\x1a\n",
    b"II\x2a\0\x08\0\0\0",
    b"%PDF-1.4\n1 0 obj<<",
    b"PK\x03\x04",
    b"RIFF\x40\0\0\0WEBPVP8X",
    b"RIFF\x40\0\0\0WAVEfmt ",
    b"GIF89a",
    b"\0\0\0\x18ftypheic",
    b"\0\0\0\x18ftypisom\0\0\0\x08moov",
    b"ID3\x03\0\0\0\0\0\x20",
    b"fLaC\0\0\0\x22",
    b"OggS\0\x02",
];
