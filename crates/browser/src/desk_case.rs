//! What the page shows of cases, as JSON. Days are counted from 1970-01-01; words are keys of the wording.

use casework::{Basis, Content, Entry, NamedFiles, OpenCase, Urgency};
use seal::{OfficerId, Sender};
use serde::Serialize;

use crate::{desk::DAMAGED, fault::Fault};

/// An open case.
#[derive(Serialize)]
struct Shown<'c> {
    id: String,
    short: String,
    received: i32,
    status: &'static str,
    level: &'static str,
    holders: Vec<String>,
    /// Senders of whom something is missing; nothing means the reporter.
    gaps: Vec<Option<String>>,
    when: &'c str,
    place: &'c str,
    who: &'c str,
    reprisal: &'c str,
    basis: Vec<&'static str>,
    urgency: &'static str,
    excluded: Vec<String>,
    entries: Vec<Line>,
}

/// Something that was sent.
#[derive(Serialize)]
struct Line {
    day: i32,
    /// The officer; nothing means the reporter.
    from: Option<String>,
    is_own: bool,
    /// `report`, `text`, `reply`, `files`, `deletion`, `recusal` or `unreadable`.
    what: &'static str,
    text: String,
    /// Whether the files that it names are missing.
    lacks_files: bool,
    /// Under what files are fetched, and their size in bytes as text.
    files: Option<(String, String)>,
}

pub(crate) fn shown_case(case: &OpenCase<'_>, own: OfficerId) -> Result<String, Fault> {
    let (file, report) = (&case.file, &case.report);
    let name = |officer: &OfficerId| case.label(*officer);
    let basis = |basis: &Basis| match basis {
        Basis::Document => "document",
        Basis::Saw => "saw",
        Basis::Told => "told",
    };
    to_json(&Shown {
        id: case.id().to_string(),
        short: case.id().short(),
        received: file.case.received_on.number(),
        status: file.case.status.word(),
        level: file.case.header.level.letter(),
        holders: file.holders.iter().map(name).collect(),
        gaps: case
            .gaps()
            .into_iter()
            .map(|who| sender(case, who))
            .collect(),
        when: &report.when,
        place: &report.place,
        who: &report.who,
        reprisal: &report.reprisal,
        basis: report.basis.iter().map(basis).collect(),
        urgency: urgency(report.urgency),
        excluded: report.exclusions.officers().iter().map(name).collect(),
        entries: case
            .entries()
            .iter()
            .map(|entry| line(case, entry, own))
            .collect(),
    })
}

fn line(case: &OpenCase<'_>, entry: &Entry<'_>, own: OfficerId) -> Line {
    let (what, text, lacks_files, files) = match &entry.content {
        Content::Report => ("report", case.report.account.clone(), false, None),
        Content::Text(text) => ("text", text.clone(), false, None),
        Content::Reply(text, files) => {
            let lacks_files = *files == NamedFiles::Missing;
            ("reply", text.clone(), lacks_files, None)
        }
        Content::Deletion(reason) => ("deletion", reason.clone(), false, None),
        Content::Recusal(reason) => ("recusal", reason.clone(), false, None),
        Content::Files(bundle) => {
            let (number, size) = (bundle.header.object, bundle.header.length);
            let files = Some((number.to_string(), size.to_string()));
            ("files", String::new(), false, files)
        }
        Content::Unreadable(..) => ("unreadable", String::new(), false, None),
    };
    Line {
        day: entry.on.number(),
        from: sender(case, entry.sender),
        is_own: entry.sender == Sender::Officer(own),
        what,
        text,
        lacks_files,
        files,
    }
}

fn sender(case: &OpenCase<'_>, sender: Sender) -> Option<String> {
    match sender {
        Sender::Officer(officer) => Some(case.label(officer)),
        Sender::Reporter => None,
    }
}

pub(crate) const fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Danger => "danger",
        Urgency::Normal => "normal",
        Urgency::Soon => "soon",
    }
}

pub(crate) fn to_json(shown: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(shown).map_err(|_| Fault::new(DAMAGED))
}
