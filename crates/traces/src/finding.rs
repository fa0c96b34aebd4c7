use serde::Serialize;
use thiserror::Error;

/// What sort of thing a file gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// A file inside the file.
    Attachment,
    /// Who made it.
    Author,
    /// A remark that is not part of what is seen at first: a comment, a note, a description.
    Comment,
    /// The organisation of who made it.
    Company,
    /// Make and model of a camera, phone or recorder.
    Device,
    /// What was changed can still be read: an earlier version, or bytes behind the end.
    EarlierVersion,
    /// A sheet, slide, layer or part that is there but not shown.
    HiddenPart,
    /// A number that joins this file with others from the same place.
    Identifier,
    /// Where it was made.
    Location,
    /// A part that was not looked into, so nothing is known about it.
    NotLookedInto,
    /// A folder or server of the machine it was made on.
    Path,
    /// A serial number of a device.
    Serial,
    /// The program that made it.
    Software,
    /// Something else that is written beside the content.
    Tag,
    /// A small copy of the picture or page, which may show what was cut away.
    Thumbnail,
    /// When it was made or changed.
    Time,
    /// Title, subject or keywords.
    Title,
    /// Tracked changes: what was deleted can still be read.
    TrackedChanges,
}

impl Kind {
    /// Every kind, in alphabetical order.
    pub const ALL: &[Self] = &[
        Self::Attachment,
        Self::Author,
        Self::Comment,
        Self::Company,
        Self::Device,
        Self::EarlierVersion,
        Self::HiddenPart,
        Self::Identifier,
        Self::Location,
        Self::NotLookedInto,
        Self::Path,
        Self::Serial,
        Self::Software,
        Self::Tag,
        Self::Thumbnail,
        Self::Time,
        Self::Title,
        Self::TrackedChanges,
    ];

    /// The name under which wording files and JSON know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attachment => "attachment",
            Self::Author => "author",
            Self::Comment => "comment",
            Self::Company => "company",
            Self::Device => "device",
            Self::EarlierVersion => "earlier_version",
            Self::HiddenPart => "hidden_part",
            Self::Identifier => "identifier",
            Self::Location => "location",
            Self::NotLookedInto => "not_looked_into",
            Self::Path => "path",
            Self::Serial => "serial",
            Self::Software => "software",
            Self::Tag => "tag",
            Self::Thumbnail => "thumbnail",
            Self::Time => "time",
            Self::Title => "title",
            Self::TrackedChanges => "tracked_changes",
        }
    }
}

/// One thing that a file gives away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Finding {
    /// What sort of thing.
    pub kind: Kind,
    /// What it says, in at most [`VALUE_CHARS`] characters without control characters; may be empty.
    pub value: String,
    /// The part of the file it lies in; empty for the file itself.
    pub place: String,
}

impl Finding {
    pub(crate) fn new(kind: Kind, value: &str) -> Self {
        Self {
            kind,
            value: short(value),
            place: String::new(),
        }
    }

    pub(crate) fn at(self, place: &str) -> Self {
        Self {
            place: short(place),
            ..self
        }
    }
}

/// What a file is, as its own bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// DOCX, XLSX or PPTX.
    Office,
    /// ODT, ODS, ODP or another OpenDocument file.
    OpenDocument,
    /// FLAC sound.
    Flac,
    /// GIF picture.
    Gif,
    /// HEIC or AVIF picture.
    Heif,
    /// JPEG picture.
    Jpeg,
    /// MP3 sound.
    Mp3,
    /// MP4, M4A, MOV or 3GP sound or video.
    Mp4,
    /// Ogg sound: Vorbis or Opus.
    Ogg,
    /// PDF document.
    Pdf,
    /// PNG picture.
    Png,
    /// Text without any markup: there is nothing beside the text.
    Text,
    /// TIFF picture.
    Tiff,
    /// None of those that are known here.
    Unknown,
    /// WAV sound.
    Wav,
    /// WebP picture.
    WebP,
}

/// Why a file was not looked into, or not cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Its structure is not as its format asks.
    #[error("the file is damaged or made in an unusual way")]
    Damaged,
    /// It is encrypted.
    #[error("the file is encrypted")]
    Encrypted,
    /// It is signed, and a change would break the signature.
    #[error("the file carries a digital signature, which cleaning would break")]
    Signed,
    /// It is too large or too deeply nested once it is unpacked.
    #[error("the file is too large or too deeply nested")]
    TooLarge,
    /// No reader for this format is here.
    #[error("this kind of file is not known here")]
    UnknownFormat,
}

impl Reason {
    /// Every reason, in alphabetical order.
    pub const ALL: &[Self] = &[
        Self::Damaged,
        Self::Encrypted,
        Self::Signed,
        Self::TooLarge,
        Self::UnknownFormat,
    ];

    /// The name under which wording files and JSON know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Encrypted => "encrypted",
            Self::Signed => "signed",
            Self::TooLarge => "too_large",
            Self::UnknownFormat => "unknown_format",
        }
    }
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// What the file is.
    pub format: Format,
    /// What it gives away and [`clean`](crate::clean) removes.
    pub removable: Vec<Finding>,
    /// What it gives away and `clean` leaves.
    pub lasting: Vec<Finding>,
    /// Why nothing, or not everything, could be looked into.
    pub unread: Option<Reason>,
}

/// A file after cleaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cleaned {
    /// What the file is.
    pub format: Format,
    /// The clean file; the file as it was where `not_cleaned` says why.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// What was removed.
    pub removed: Vec<Finding>,
    /// What is still in it.
    pub left: Vec<Finding>,
    /// Why the file was left as it was.
    pub not_cleaned: Option<Reason>,
}

/// Makes a value fit for a page: no control characters, no signs that turn the direction of text, one
/// line, not long.
pub(crate) fn short(value: &str) -> String {
    let mut out = String::new();
    let mut space = false;
    for one in value.trim().chars().take(4 * VALUE_CHARS) {
        if one.is_whitespace() {
            space = true;
        } else if !one.is_control() && !turns_text(one) {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(one);
        }
    }
    if out.chars().count() > VALUE_CHARS {
        out = out.chars().take(VALUE_CHARS - 1).chain(['…']).collect();
    }
    out
}

fn turns_text(one: char) -> bool {
    matches!(one, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}' | '\u{feff}')
}

/// How many characters a value or a place has at most.
pub const VALUE_CHARS: usize = 120;
