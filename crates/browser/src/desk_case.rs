//! What the page shows of cases, as JSON. Days are counted from 1970-01-01; words are keys of the wording.

use casework::{
    Allegation, Basis, CaseStage, Content, Entry, Exhibit, FollowedEntry, Incident, IncidentEntry,
    Listing, Moved, NamedFiles, Note, OpenCase, Pending, Proceeding, Proposal, ProtectionEntry,
    StandingTask, Task, Urgency, Vote, WaitingReview,
};
use seal::{Day, Kind, OfficerId, OfficerKeys, Sender};
use serde::Serialize;

use crate::{
    desk::DAMAGED,
    desk_coding::{ShownSubject, hidden_codings, shown_codings},
    desk_proceeding::{ShownProceeding, hidden_assessments, shown_proceedings},
    desk_protection::{NamedPart, ShownProtection, named_part, shown_protections},
    fault::Fault,
};

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
    review: Option<Contested>,
    title: String,
    register: String,
    labels: String,
    points: Option<u16>,
    decision: String,
    allegations: Vec<Allegation>,
    exhibits: Vec<Exhibit>,
    tasks: Vec<ShownTask>,
    /// Who may be given one.
    doers: Vec<Doer>,
    level: &'static str,
    assisted: Option<Helped>,
    /// Whether officers of another body sent the report.
    is_referred: bool,
    holders: Vec<String>,
    /// Senders of whom something is missing; nothing means the reporter.
    gaps: Vec<Option<String>>,
    when: &'c str,
    place: &'c str,
    who: &'c str,
    reprisal: &'c str,
    basis: Vec<&'static str>,
    urgency: &'static str,
    /// Whom the reporter or a holder excluded, and who declined.
    excluded: Vec<String>,
    proceedings: Vec<ShownProceeding<'c>>,
    protections: Vec<ShownProtection>,
    /// What can be coded, with what was made of it.
    codings: Vec<ShownSubject>,
    /// The body that counts what is coded.
    receiver: String,
    receiver_name: String,
    entries: Vec<Line<'c>>,
}

/// A task as it stands. Its id, text, day, officer and state, and what the desk makes of it.
#[derive(Serialize)]
struct ShownTask {
    task: Task,
    /// Who does it, in words.
    name: String,
    /// Who noted it so, in words.
    by: String,
    listing: &'static str,
}

/// A holder.
#[derive(Serialize)]
struct Doer {
    id: String,
    name: String,
}

/// What waits for a second officer.
#[derive(Serialize)]
struct Waiting {
    object: String,
    what: &'static str,
    by: String,
    is_own: bool,
    /// Since when it waits, and the first day on which somebody else may agree.
    since: i32,
    from: i32,
}

/// A review that the reporter waits for, with the words of its grounds.
#[derive(Serialize)]
struct Contested {
    since: i32,
    grounds: Vec<&'static str>,
    /// Who closed the case, in words, and whether this officer did.
    closed_by: Vec<String>,
    is_own: bool,
}

/// Who entered the report for somebody.
#[derive(Serialize)]
struct Helped {
    by: String,
    is_own: bool,
    /// A code of the list `report_channel`.
    channel: String,
    is_signed: bool,
}

/// A step with a referral. What opens the answers stays where it lies.
#[derive(Serialize)]
struct ShownStep<'e> {
    to: &'e str,
    body: String,
    reason: &'e str,
}

/// What was done to somebody, with the earlier ones that it names.
#[derive(Serialize)]
struct ShownIncident<'e> {
    number: u32,
    logged: &'e Incident,
    /// Each with how it hangs together with that one, its number, and the day on which it was logged.
    follows: Vec<(String, u32, Option<i32>)>,
}

/// A proceeding, or how one went on, as it was logged, with the earlier entries that it names.
#[derive(Serialize)]
struct ShownLogged<'e> {
    number: u32,
    logged: &'e Proceeding,
    /// As those of an incident; without a relation where it goes on from that one.
    follows: Vec<(String, u32, Option<i32>)>,
}

/// Something that was sent.
#[derive(Default, Serialize)]
struct Line<'e> {
    object: String,
    day: i32,
    /// The officer; nothing means the reporter.
    from: Option<String>,
    is_own: bool,
    /// `report`, `text`, `reply`, `files`, `deletion`, `review`, `protection`, `recusal`, `exclusion`, `hand-over`, `note`,
    /// `coding-hidden`, `assessment-hidden`, `referral`, `incident`, `incident-unreadable`, `proceeding`, `moved`, `proposal`,
    /// `vote`, `vault`, `vault-request` or `unreadable`.
    what: &'static str,
    /// On which ground a review is asked for.
    ground: Option<&'static str>,
    /// Officers whom it is about.
    about: String,
    text: String,
    /// Whether the files that it names are missing.
    lacks_files: bool,
    /// Under what files are fetched, and their size in bytes as text.
    files: Option<(String, String)>,
    note: Option<&'e Note>,
    referral: Option<ShownStep<'e>>,
    /// Of a triage.
    points: Option<u16>,
    moved: Option<&'e Moved>,
    proposal: Option<&'e Proposal>,
    vote: Option<&'e Vote>,
    protection: Option<&'e ProtectionEntry>,
    incident: Option<ShownIncident<'e>>,
    proceeding: Option<ShownLogged<'e>>,
    /// The part of it that is for some officers alone.
    named: Option<NamedPart>,
}

/// `unix_seconds` is the time of this device.
pub(crate) fn shown_case(
    case: &OpenCase<'_>,
    keys: &OfficerKeys,
    unix_seconds: i64,
) -> Result<String, Fault> {
    let own = keys.officer;
    let (file, report) = (&case.file, &case.report);
    let name = |officer: &OfficerId| case.label(*officer);
    let entries = case.entries();
    let working = case.working(&entries);
    let proceedings = case.proceedings(&entries);
    let stage = file.case.stage;
    let stages = CaseStage::ALL
        .iter()
        .filter(|next| stage != **next && stage.may_go_to(**next));
    let waiting = |pending: &Pending| Waiting {
        object: pending.object.to_string(),
        what: pending.kind.word(),
        by: case.label(pending.by),
        is_own: pending.by == own,
        since: pending.since.number(),
        from: pending.decided_from().number(),
    };
    let triage = working.triage.as_ref();
    let basis = |basis: &Basis| match basis {
        Basis::Document => "document",
        Basis::Saw => "saw",
        Basis::Told => "told",
    };
    let holder = |officer: &OfficerId| Doer {
        id: officer.to_string(),
        name: case.label(*officer),
    };
    let task = |one: StandingTask| ShownTask {
        name: doer(case, &one.task),
        by: one.by.and_then(|by| sender(case, by)).unwrap_or_default(),
        listing: match one.listing {
            Listing::AsSigned => "signed",
            Listing::Otherwise => "otherwise",
            Listing::Unsealed => "unsealed",
        },
        task: one.task,
    };
    let excluded = report.exclusions.officers() | &case.barred();
    let coded = case.coded(&entries);
    let hidden = hidden_codings(&coded, own);
    let unseen = hidden_assessments(&proceedings, own);
    let carried = case.carried_files(&entries);
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
        review: WaitingReview::among(&entries).map(|review| Contested {
            since: review.since.number(),
            grounds: review.grounds.iter().map(|one| one.word()).collect(),
            closed_by: review.closed_by.iter().map(name).collect(),
            is_own: review.closed_by.contains(&own),
        }),
        title: working.card.title.clone(),
        register: working.card.register.clone(),
        labels: working.card.labels.replace(',', ", "),
        points: working.card.points,
        decision: triage
            .map(|triage| triage.decision.clone())
            .unwrap_or_default(),
        allegations: working.allegations.clone(),
        exhibits: working.exhibits.clone(),
        tasks: case.tasks(&entries).into_iter().map(task).collect(),
        doers: file.holders.iter().map(holder).collect(),
        level: file.case.header.level.letter(),
        assisted: case.entered_by().map(|entered| Helped {
            by: entered
                .officer
                .map_or_else(String::new, |by| case.label(by)),
            is_own: entered.officer == Some(own),
            channel: entered.channel,
            is_signed: entered.is_signed,
        }),
        is_referred: case.is_referred(unix_seconds),
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
        excluded: excluded.iter().map(name).collect(),
        proceedings: shown_proceedings(case, &proceedings, own),
        protections: shown_protections(case, &entries, own),
        codings: shown_codings(case, &coded, own),
        receiver: case.receiver().to_string(),
        receiver_name: case.body_label(case.receiver()),
        entries: entries
            .iter()
            .map(|entry| match line(case, &entries, entry, own) {
                line if hidden.contains(&entry.object) => Line {
                    note: None,
                    what: "coding-hidden",
                    ..line
                },
                line if unseen.contains(&entry.object) => Line {
                    note: None,
                    what: "assessment-hidden",
                    ..line
                },
                line if carried.contains(&entry.object) => Line {
                    files: None,
                    what: "parcel",
                    ..line
                },
                line => Line {
                    named: named_part(case, entry, keys),
                    ..line
                },
            })
            .collect(),
    })
}

fn line<'e>(
    case: &OpenCase<'_>,
    entries: &[Entry<'_>],
    entry: &'e Entry<'_>,
    own: OfficerId,
) -> Line<'e> {
    let names = |officers: &mut dyn Iterator<Item = OfficerId>| {
        let names: Vec<String> = officers.map(|one| case.label(one)).collect();
        names.join("; ")
    };
    let line = Line {
        object: entry.object.to_string(),
        day: entry.on.number(),
        from: sender(case, entry.sender),
        is_own: entry.sender == Sender::Officer(own),
        ..Line::default()
    };
    match &entry.content {
        Content::Report => line.saying("report", &case.report.account),
        Content::Text(text) => line.saying("text", text),
        Content::Reply(text, files) => Line {
            lacks_files: *files == NamedFiles::Missing,
            ..line.saying("reply", text)
        },
        Content::Deletion(reason) => line.saying("deletion", reason),
        Content::Review(ground, text) => Line {
            ground: Some(ground.word()),
            ..line.saying("review", text)
        },
        Content::Protection(entry) => Line {
            protection: Some(entry),
            ..line.saying("protection", "")
        },
        Content::Incident(entry) => Line {
            incident: Some(shown_incident(entry)),
            ..line.saying("incident", &entry.incident.narrative)
        },
        Content::Proceeding(logged) => Line {
            proceeding: Some(ShownLogged {
                number: logged.number,
                logged: &logged.proceeding,
                follows: shown_follows(&logged.follows(entries, entry.object)),
            }),
            ..line.saying("proceeding", "")
        },
        Content::Recusal(reason) => line.saying("recusal", reason),
        Content::Exclusion(excluded) => Line {
            about: names(&mut excluded.officers.iter().copied()),
            ..line.saying("exclusion", &excluded.reason)
        },
        Content::HandOver(left) => Line {
            about: names(&mut left.to.parse().into_iter()),
            ..line.saying("hand-over", &left.text)
        },
        Content::Files(bundle) => Line {
            files: Some((
                bundle.header.object.to_string(),
                bundle.header.length.to_string(),
            )),
            ..line.saying("files", "")
        },
        Content::Note(Note::Parcel(_)) => line.saying("parcel", ""),
        Content::Note(Note::Referral(step)) => Line {
            referral: Some(ShownStep {
                to: &step.to,
                body: match step.sent.as_ref().and_then(|sent| sent.elsewhere.as_ref()) {
                    Some(elsewhere) => elsewhere.name.clone(),
                    None => body_name(case, &step.body),
                },
                reason: &step.reason,
            }),
            ..line.saying("referral", "")
        },
        Content::Note(note) => Line {
            note: Some(note),
            points: if let Note::Triage(triage) = note {
                Some(triage.points())
            } else {
                None
            },
            about: if let Note::Task(task) = note {
                doer(case, task)
            } else if let Note::KeptOut(told) = note {
                names(&mut told.officers.iter().filter_map(|id| id.parse().ok()))
            } else if let Note::Consent(consent) = note {
                body_name(case, &consent.body)
            } else {
                String::new()
            },
            ..line.saying("note", "")
        },
        Content::Moved(moved) => Line {
            moved: Some(moved),
            ..line.saying("moved", "")
        },
        Content::Proposal(proposal) => Line {
            proposal: Some(proposal),
            ..line.saying("proposal", "")
        },
        Content::Vote(vote) => Line {
            vote: Some(vote),
            ..line.saying("vote", "")
        },
        Content::Vault(_) => line.saying("vault", ""),
        Content::VaultConsent(consent) => Line {
            about: case.label(consent.officer),
            ..line.saying("vault-consent", "")
        },
        Content::VaultRequest(request) => line.saying("vault-request", &request.reason.reason),
        Content::Unreadable(Kind::Incident, _) => line.saying("incident-unreadable", ""),
        Content::Unreadable(..) => line.saying("unreadable", ""),
    }
}

fn shown_incident(entry: &IncidentEntry) -> ShownIncident<'_> {
    ShownIncident {
        number: entry.number,
        logged: &entry.incident,
        follows: shown_follows(&entry.follows),
    }
}

fn shown_follows(follows: &[FollowedEntry]) -> Vec<(String, u32, Option<i32>)> {
    let shown = follows.iter().map(|followed| {
        let on = followed.on.map(Day::number);
        (followed.relation.clone(), followed.number, on)
    });
    shown.collect()
}

/// What a body is called; nothing where it is none.
fn body_name(case: &OpenCase<'_>, body: &str) -> String {
    let body = body.parse();
    body.map_or_else(|_| String::new(), |body| case.body_label(body))
}

/// Who does a task; nothing where nobody does.
fn doer(case: &OpenCase<'_>, task: &Task) -> String {
    let officer = task.plan().and_then(|plan| plan.officer);
    officer.map_or_else(String::new, |officer| case.label(officer))
}

impl Line<'_> {
    fn saying(self, what: &'static str, text: &str) -> Self {
        Self {
            what,
            text: text.to_owned(),
            ..self
        }
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
