//! What files give away about who made them: found, shown and removed.
//!
//! [`find`] lists what a file says beside its content, [`clean`] writes the same file without it. Both run
//! the same plan, so what is told is what goes. The content is taken over byte by byte: the coded data of a
//! picture, the streams of a PDF, every part of an office file that gives nothing away. What cannot be read
//! is said to be unread, what stays is said to stay. A file that cannot be cleaned truthfully comes back as
//! it was, with a [`Reason`].
//!
//! ```
//! let picture = b"\xff\xd8\xff\xfe\0\x0amade by \xff\xda\0\x02\x01\xff\xd9";
//! let found = traces::find("a.jpg", picture);
//! assert_eq!(found.removable[0].value, "made by");
//! let cleaned = traces::clean(picture);
//! assert_eq!(cleaned.bytes, b"\xff\xd8\xff\xda\0\x02\x01\xff\xd9");
//! assert_eq!(cleaned.removed, found.removable);
//! ```
//!
//! # What goes, what stays
//!
//! | format | goes | stays |
//! |---|---|---|
//! | JPEG | everything but tables, coded data, colour profile and which way up it is; pictures and films behind it | |
//! | PNG | every chunk that is not needed to draw it | which way up it is |
//! | WebP, GIF | everything that is not needed to draw it | which way up it is |
//! | HEIC, AVIF | Exif and XMP, overwritten in place | a small copy of the picture is named |
//! | TIFF | every tag that is not needed to draw it, overwritten in place | pictures in lists of their own are named |
//! | PDF | Info, XMP, earlier versions, parts that no page uses, names and dates of remarks, what cameras wrote into JPEG pictures | remarks, attachments and hidden layers are named; fonts, form fields, page labels |
//! | DOCX, XLSX, PPTX | properties, preview, names and dates of comments and tracked changes, editing sessions, paths, printers, file names and contents of pictures | comments, tracked changes, hidden sheets, rows and slides, rows kept for pivot tables, notes, macros are named |
//! | MP3, FLAC, WAV | tags, pictures and remarks | marks that an encoder left in the sound |
//! | Ogg | the tags of a file with one stream of Vorbis or Opus | the same |
//! | MP4, M4A, MOV | tags, times and places, names of handlers, overwritten in place | the same; tracks of data are named |
//! | ODT, ODS, ODP | the same | the same |
//!
//! An encrypted or signed file is left as it is. Nothing here touches what can be seen or heard, the pattern
//! of a camera's sensor, the dots of a printer, the choice of words, or the name of the file.
//!
//! # Checked with other tools
//!
//! The samples in `tests/samples` are made by the tools that `make.py` names. Cleaned, exiftool 12.57 finds
//! in them only sizes, resolution and which way up they are, and qpdf 11.3 finds no fault in the documents.
//! Pillow decodes the same pixels before and after, ffmpeg 5.1 the same sound and film, save the MP3: its
//! frames are the same bytes, and it comes out a few hundred samples shorter.
//!
//! Built for a browser (wasm32, for size, with link-time optimization) the readers of pictures, PDF and
//! office files took 168 KB of gzip, of the 700 KB that a page may fetch; those of sound and film add to it.
//!
//! # Hostile bytes
//!
//! At most 128 MiB are unpacked from one file ([`clean_within`]: fewer), with all that lies in it, three
//! files deep; XML is read
//! without expanding anything, and a document type is refused; depth, counts and what a file may point at
//! twice are bounded. A file that is written over in place and says that something lies over what stays is
//! refused: one of the two would be told wrongly. This crate has no clock, no file and no network.

mod boxes;
mod bytes;
mod finding;
mod gif;
mod id3;
mod inflate;
mod jpeg;
mod office;
mod pdf;
mod places;
mod plan;
mod png;
mod riff;
mod tiff;
mod vorbis;
mod xml;
mod xmp;

pub use crate::finding::{Cleaned, Finding, Findings, Format, Kind, Reason, VALUE_CHARS};
use crate::inflate::Budget;
use crate::plan::Plan;

/// Says what a file gives away. The name is that of the file, as its owner sees it.
pub fn find(name: &str, bytes: &[u8]) -> Findings {
    let (format, planned) = look(bytes, NESTED, &mut Budget::new(MOST_UNPACKED));
    let _ = name;
    match planned {
        Ok(plan) => {
            let (removable, lasting) = plan.findings();
            Findings {
                format,
                removable,
                lasting,
                unread: None,
            }
        }
        Err(reason) => Findings {
            format,
            removable: vec![],
            lasting: vec![],
            unread: Some(reason),
        },
    }
}

/// Removes from a file what it gives away. The file is told by its bytes, whatever its name.
pub fn clean(bytes: &[u8]) -> Cleaned {
    clean_within(bytes, MOST_UNPACKED)
}

/// The same where memory is short: no more than `most_unpacked` bytes are unpacked from the file.
pub fn clean_within(bytes: &[u8], most_unpacked: usize) -> Cleaned {
    let (format, planned) = look(bytes, NESTED, &mut Budget::new(most_unpacked));
    match planned {
        Ok(plan) => {
            let clean = plan.write(bytes);
            let (removed, left) = plan.findings();
            Cleaned {
                format,
                bytes: clean,
                removed,
                left,
                not_cleaned: None,
            }
        }
        Err(reason) => Cleaned {
            format,
            bytes: bytes.to_vec(),
            removed: vec![],
            left: vec![],
            not_cleaned: Some(reason),
        },
    }
}

/// Plans the file by its bytes.
fn look(bytes: &[u8], depth: usize, budget: &mut Budget) -> (Format, Result<Plan, Reason>) {
    let (format, planned) = look_into(bytes, depth, budget);
    (format, planned.and_then(Plan::whole))
}

fn look_into(bytes: &[u8], depth: usize, budget: &mut Budget) -> (Format, Result<Plan, Reason>) {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    let at = |place, mark: &[u8]| bytes::starts_with_at(bytes, place, mark);
    if starts(&[0xff, 0xd8, 0xff]) {
        (Format::Jpeg, jpeg::plan(bytes))
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        (Format::Png, png::plan(bytes))
    } else if starts(b"II\x2a\0") || starts(b"MM\0\x2a") {
        (Format::Tiff, tiff::plan(bytes))
    } else if starts(b"PK\x03\x04") {
        office::plan(bytes, depth, budget)
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        (Format::WebP, riff::web_picture(bytes))
    } else if starts(b"RIFF") && at(8, b"WAVE") {
        (Format::Wav, riff::sound(bytes))
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        (Format::Gif, gif::plan(bytes))
    } else if at(4, b"ftyp") || at(4, b"moov") {
        boxes::plan(bytes)
    } else if starts(b"fLaC") {
        (Format::Flac, vorbis::flac(bytes))
    } else if starts(b"OggS") {
        (Format::Ogg, vorbis::ogg(bytes))
    } else if starts(b"ID3") || id3::is_frame(bytes) {
        (Format::Mp3, id3::plan(bytes))
    } else if bytes::find(bytes.get(..1_024).unwrap_or(bytes), b"%PDF-").is_some() {
        (Format::Pdf, pdf::plan(bytes, budget))
    } else if is_plain_text(bytes) {
        (Format::Text, Ok(Plan::in_place(bytes)))
    } else {
        (Format::Unknown, Err(Reason::UnknownFormat))
    }
}

/// Whether there is nothing beside the text, as far as its beginning tells.
fn is_plain_text(bytes: &[u8]) -> bool {
    let marked_up = [&b"<"[..], b"{\\rtf", b"%!", b"BEGIN:"];
    let start = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let plain = |byte: &u8| !byte.is_ascii_control() || byte.is_ascii_whitespace();
    !start.is_empty()
        && !marked_up.iter().any(|mark| start.starts_with(mark))
        && bytes.iter().all(plain)
        && std::str::from_utf8(bytes).is_ok()
}

/// How deep files lie in files that are still looked into.
const NESTED: usize = 2;

/// How many bytes are unpacked from one file, with all that lies in it.
const MOST_UNPACKED: usize = 128 << 20;
