//! What the page shows of cases, as JSON. Days are counted from 1970-01-01; words are keys of the wording.

use casework::{
    Allegation, Basis, CaseStage, Content, Entry, Moved, NamedFiles, Note, OpenCase, Pending,
    Proposal, Urgency, Vote,
};
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
    stage: &'static str,
    /// Where one officer alone may move the work from there.
    stages: Vec<&'static str>,
    is_closed: bool,
    is_held: bool,
    pending: Option<Waiting>,
    title: String,
    register: String,
    points: Option<u16>,
    decision: String,
    allegations: Vec<Allegation>,
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
    entries: Vec<Line<'c>>,
}

/// What waits for a second officer.
#[derive(Serialize)]
struct Waiting {
    object: String,
    what: &'static str,
    by: String,
    is_own: bool,
}

/// Something that was sent.
#[derive(Serialize)]
struct Line<'e> {
    object: String,
    day: i32,
    /// The officer; nothing means the reporter.
    from: Option<String>,
    is_own: bool,
    /// `report`, `text`, `reply`, `files`, `deletion`, `review`, `recusal`, `note`, `moved`, `proposal`,
    /// `vote` or `unreadable`.
    what: &'static str,
    /// On which ground a review is asked for.
    ground: Option<&'static str>,
    text: String,
    /// Whether the files that it names are missing.
    lacks_files: bool,
    /// Under what files are fetched, and their size in bytes as text.
    files: Option<(String, String)>,
    note: Option<&'e Note>,
    /// Of a triage.
    points: Option<u16>,
    moved: Option<&'e Moved>,
    proposal: Option<&'e Proposal>,
    vote: Option<&'e Vote>,
}

pub(crate) fn shown_case(case: &OpenCase<'_>, own: OfficerId) -> Result<String, Fault> {
    let (file, report) = (&case.file, &case.report);
    let name = |officer: &OfficerId| case.label(*officer);
    let entries = case.entries();
    let working = case.working(&entries);
    let stage = file.case.stage;
    let stages = CaseStage::ALL
        .iter()
        .filter(|next| stage != **next && stage.may_go_to(**next));
    let waiting = |pending: &Pending| Waiting {
        object: pending.object.to_string(),
        what: pending.kind.word(),
        by: case.label(pending.by),
        is_own: pending.by == own,
    };
    let triage = working.triage.as_ref();
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
        stage: stage.word(),
        stages: stages.map(|stage| stage.word()).collect(),
        is_closed: stage.is_closed(),
        is_held: file.is_held,
        pending: file.pending.as_ref().map(waiting),
        title: working.card.title.clone(),
        register: working.card.register.clone(),
        points: working.card.points,
        decision: triage
            .map(|triage| triage.decision.clone())
            .unwrap_or_default(),
        allegations: working.allegations.clone(),
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
        entries: entries.iter().map(|entry| line(case, entry, own)).collect(),
    })
}

fn line<'e>(case: &OpenCase<'_>, entry: &'e Entry<'_>, own: OfficerId) -> Line<'e> {
    let (what, text, lacks_files, files) = match &entry.content {
        Content::Report => ("report", case.report.account.clone(), false, None),
        Content::Text(text) => ("text", text.clone(), false, None),
        Content::Reply(text, files) => {
            let lacks_files = *files == NamedFiles::Missing;
            ("reply", text.clone(), lacks_files, None)
        }
        Content::Deletion(reason) => ("deletion", reason.clone(), false, None),
        Content::Review(_, text) => ("review", text.clone(), false, None),
        Content::Recusal(reason) => ("recusal", reason.clone(), false, None),
        Content::Files(bundle) => {
            let (number, size) = (bundle.header.object, bundle.header.length);
            let files = Some((number.to_string(), size.to_string()));
            ("files", String::new(), false, files)
        }
        Content::Note(_) => ("note", String::new(), false, None),
        Content::Moved(_) => ("moved", String::new(), false, None),
        Content::Proposal(_) => ("proposal", String::new(), false, None),
        Content::Vote(_) => ("vote", String::new(), false, None),
        Content::Unreadable(..) => ("unreadable", String::new(), false, None),
    };
    let content = &entry.content;
    Line {
        object: entry.object.to_string(),
        note: if let Content::Note(note) = content {
            Some(note)
        } else {
            None
        },
        points: if let Content::Note(Note::Triage(triage)) = content {
            Some(triage.points())
        } else {
            None
        },
        moved: if let Content::Moved(moved) = content {
            Some(moved)
        } else {
            None
        },
        proposal: if let Content::Proposal(proposal) = content {
            Some(proposal)
        } else {
            None
        },
        vote: if let Content::Vote(vote) = content {
            Some(vote)
        } else {
            None
        },
        day: entry.on.number(),
        from: sender(case, entry.sender),
        is_own: entry.sender == Sender::Officer(own),
        what,
        ground: if let Content::Review(ground, _) = &entry.content {
            Some(ground.word())
        } else {
            None
        },
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
