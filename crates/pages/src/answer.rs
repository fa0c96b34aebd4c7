//! What a reporter finds on coming back, and what can be sent from there.

use std::fmt;

use askama::Template;
use casework::ProtectionRequest;

use crate::{Date, Door, Fault, Wording, cleaned::CleanedFiles};

/// The status and the answers, with the forms to write again.
#[derive(Template)]
#[template(path = "intake/answer.html")]
pub struct AnswerPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last, so that the same form sent twice is told from the same words sent twice.
    pub after: &'a str,
    /// The status, or nothing when no report is kept under the receipt.
    pub status: Option<&'a Status>,
    /// The answers of this page, the oldest first.
    pub messages: &'a [Message],
    /// Numbers of further pages, each with the key of its text.
    pub other_pages: &'a [(u32, &'static str)],
    /// What stands in the message field: nothing, on this page.
    pub written: &'a str,
    /// What stands in the note field: nothing, on this page.
    pub note: &'a str,
    /// Whether hidden data is to be removed from files: not ticked, on this page.
    pub clean: bool,
    /// The ground that is chosen for a review: none, on this page.
    pub chosen: &'a str,
    /// What stands in the field about a review: nothing, on this page.
    pub reasons: &'a str,
}

/// The grounds on which a review can be asked for, each with a text `review-ground-…`.
pub const GROUNDS: [&str; 8] = [
    "no_action",
    "delay",
    "refused_protection",
    "confidentiality",
    "info_refused",
    "conflict",
    "data_rights",
    "coding_dispute",
];

/// Where a case stands.
#[derive(Clone, Debug)]
pub struct Status {
    /// The key of the text, such as `status-answered`.
    pub key: &'static str,
    /// Since when.
    pub since: Option<Date>,
    /// When the reporter asked for deletion.
    pub deletion_asked: Option<Date>,
    /// That no answer came by the promised day.
    pub silence: Option<Silence>,
    /// That the case is to be deleted.
    pub notice: Option<Notice>,
}

/// That an officer wants the case deleted.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    /// The day on which it was proposed.
    pub since: Date,
    /// The first day on which it may be done.
    pub from: Date,
}

/// An answer that was promised and did not come.
#[derive(Clone, Copy, Debug)]
pub struct Silence {
    /// The promised day.
    pub promised: Date,
    /// Until when a review may be asked for.
    pub review_by: Date,
}

/// An answer from the officers.
#[derive(Clone, Debug)]
pub struct Message {
    /// The day it was sent.
    pub day: Option<Date>,
    /// What it says.
    pub body: Body,
    /// What a page of its own shows of it, beyond what stands here.
    pub more: Option<More>,
}

/// The page of one answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct More {
    /// The number of the answer.
    pub answer: String,
    /// The key of what is there: `answer-whole` or `answer-whole-files`.
    pub key: &'static str,
}

/// What an answer says, if it can be shown.
#[derive(Clone)]
pub enum Body {
    /// The answer differs from the copy the officers keep.
    Differs,
    /// The answer is too long to stand among others.
    Long,
    /// The text of the answer.
    Text(String),
    /// The answer could not be opened.
    Unreadable,
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Differs => "Differs",
            Self::Long => "Long",
            Self::Text(_) => "Text(hidden)",
            Self::Unreadable => "Unreadable",
        })
    }
}

/// The message form again, after a fault.
#[derive(Template)]
#[template(path = "intake/write_again.html")]
pub struct WriteAgainPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// What was written.
    pub written: &'a str,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// Whether files had been chosen that the browser has forgotten.
    pub files_again: bool,
}

/// The form for a review again, after a fault.
#[derive(Template)]
#[template(path = "intake/review_again.html")]
pub struct ReviewAgainPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// The ground that was chosen.
    pub chosen: &'a str,
    /// What was written about it.
    pub reasons: &'a str,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// Whether files had been chosen that the browser has forgotten.
    pub files_again: bool,
}

/// The form to ask for protection; again after a fault.
#[derive(Template)]
#[template(path = "intake/protection.html")]
pub struct ProtectionPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// What was chosen and typed.
    pub asked: &'a ProtectionRequest,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// No files go with it: never.
    pub files_again: bool,
}

/// The form for files again, after a fault.
#[derive(Template)]
#[template(path = "intake/add_files.html")]
pub struct AddFilesPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// What was sent last.
    pub after: &'a str,
    /// What was written about the files.
    pub note: &'a str,
    /// Whether hidden data is to be removed from them.
    pub clean: bool,
    /// What needs another look.
    pub faults: &'a [Fault],
    /// Whether files had been chosen that the browser has forgotten.
    pub files_again: bool,
}

/// A message or files are stored.
#[derive(Template)]
#[template(path = "intake/sent.html")]
pub struct SentPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// The key of the heading: `sent-heading`, or that of files, a review or protection.
    pub heading: &'static str,
    /// What became of files from which hidden data was to be removed.
    pub cleaned: &'a [CleanedFiles],
}

/// One answer, whole, with its files.
#[derive(Template)]
#[template(path = "intake/whole_answer.html")]
pub struct WholeAnswerPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The receipt as a hidden value.
    pub receipt: &'a str,
    /// The number of the answer.
    pub answer: &'a str,
    /// What it says.
    pub body: &'a Body,
    /// What came with it.
    pub files: &'a Files,
}

/// What came with an answer.
#[derive(Clone)]
pub enum Files {
    /// Something that does not open.
    Damaged,
    /// Files, in order.
    Listed(Vec<File>),
    /// Nothing.
    None,
}

/// A file that came with an answer.
#[derive(Clone)]
pub struct File {
    /// Its name, as an officer wrote it.
    pub name: String,
    /// Its size, as text.
    pub size: String,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Files(hidden)")
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("File(hidden)")
    }
}
