//! What officers note and decide, as text for a terminal.

use casework::{
    ChosenCode, CodeList, Coding, CodingSubject, Consent, Custody, Moved, Note, Outcome, Proposal,
    ReferralStep, Settlement, Task, TaskState, Triage, Vote,
};

use crate::proceeding_text::assessment_text;
use crate::terminal::{harmless_line, quoted};

/// What a code is called; a code of another version of the list stands for itself.
pub(crate) fn code_label(list: CodeList, code: &str) -> String {
    let labels = list.labels("en").unwrap_or_default();
    let label = labels.get(code).map(String::as_str).unwrap_or(code);
    harmless_line(label)
}

/// A note.
pub(crate) fn note_text(note: &Note) -> String {
    match note {
        Note::Allegation(one) => {
            let rights: Vec<_> = one
                .rights
                .iter()
                .map(|right| code_label(CodeList::RightAffected, right))
                .collect();
            let state = if one.withdrawn {
                "Allegation, withdrawn"
            } else {
                "Allegation"
            };
            format!(
                "{state}: {} ({})\nRights: {}\n{}",
                code_label(CodeList::UncacOffence, &one.offence),
                code_label(CodeList::Sector, &one.sector),
                rights.join("; "),
                quoted(&one.facts)
            )
        }
        Note::Coding(coding) => coding_text(coding),
        Note::Consent(consent) => consent_text(consent),
        Note::Custody(custody) => custody_text(custody),
        Note::Exhibit(one) => format!(
            "Exhibit {}: {} ({})\nSHA-256: {}\n{}",
            one.number,
            harmless_line(&one.file),
            code_label(CodeList::EvidenceType, &one.kind),
            harmless_line(&one.sha256),
            quoted(&one.shows)
        ),
        // It stands in the case as what it is, never as a note.
        Note::HandOver(left) => quoted(&left.text),
        Note::KeptOut(told) => format!(
            "The other body of a referral was told whom this case keeps out: {}\n",
            harmless_line(&told.officers.join(", "))
        ),
        Note::Labels(labels) => {
            format!("Labels: {}\n", harmless_line(&labels.join(", ")))
        }
        Note::Link(link) => format!(
            "{} {}\n",
            code_label(CodeList::CaseLink, &link.relation),
            harmless_line(&link.to)
        ),
        Note::Naming(naming) => format!(
            "Title: {}\nNumber in the register: {}\n",
            harmless_line(&naming.title),
            harmless_line(&naming.register)
        ),
        // Its bytes are for the desk, which puts the parts together.
        Note::Parcel(part) => format!(
            "Part {} of a parcel for another office\n",
            part.number.saturating_add(1)
        ),
        Note::Referral(step) => referral_text(step),
        Note::Slapp(assessment) => assessment_text(assessment),
        Note::Settlement(settled) => settlement_text(settled),
        Note::Task(task) => task_text(task),
        Note::Text(text) => format!("Note for officers only\n{}", quoted(text)),
        Note::Triage(triage) => triage_text(triage),
    }
}

fn custody_text(custody: &Custody) -> String {
    let mut text = format!(
        "Evidence: {}\n",
        code_label(CodeList::CustodyEvent, &custody.event)
    );
    let files = custody
        .files
        .iter()
        .map(Some)
        .chain(std::iter::repeat(None));
    let exhibits = custody.exhibits.iter().zip(files);
    let exhibits: Vec<_> = exhibits
        .map(|(number, file)| match file {
            Some(file) => format!("{number} (SHA-256 {file})"),
            None => number.to_string(),
        })
        .collect();
    for (name, value) in [
        ("Exhibits", &exhibits.join(", ")),
        ("Held by", &custody.to),
        ("SHA-256", &custody.sha256),
    ] {
        if !value.is_empty() {
            text.push_str(&format!("{name}: {}\n", harmless_line(value)));
        }
    }
    for removal in &custody.removed {
        let reason = code_label(CodeList::RemovalReason, &removal.reason);
        text.push_str(&format!(
            "  removed from {}: {reason}\n",
            harmless_line(&removal.from)
        ));
    }
    text + &quoted(&custody.reason)
}

/// Codes stand as they are: they are for comparing, and the desk has the words.
fn coding_text(coding: &Coding) -> String {
    let mut text = format!(
        "Coded as {}: {}\n",
        harmless_line(&coding.kind),
        subject_text(&coding.subject)
    );
    text.push_str(&codes_text(&coding.codes));
    for source in &coding.sources {
        text.push_str(&format!(
            "  source: {}, {}\n",
            harmless_line(&source.connection),
            harmless_line(&source.reliability)
        ));
    }
    let independent = harmless_line(&coding.independent);
    text.push_str(&format!("  independent of the parties: {independent}\n"));
    text
}

fn settlement_text(settled: &Settlement) -> String {
    let counted = if settled.key.is_empty() {
        "not counted".to_owned()
    } else {
        format!("counted in {}", harmless_line(&settled.period))
    };
    format!(
        "Settled as {}, {counted}: {}\n{}{}",
        harmless_line(&settled.kind),
        subject_text(&settled.subject),
        codes_text(&settled.codes),
        quoted(&settled.reason)
    )
}

fn subject_text(subject: &CodingSubject) -> String {
    let by = match subject.sender.as_str() {
        "" => "of the reporter".to_owned(),
        officer => format!("of officer {}", harmless_line(officer)),
    };
    let part = u32::from(subject.part) + 1;
    format!("act {part} of number {} {by}", subject.number)
}

fn codes_text(codes: &[ChosenCode]) -> String {
    let chosen = codes.iter().filter(|chosen| !chosen.code.is_empty());
    let lines = chosen.map(|chosen| {
        let [field, code] = [&chosen.field, &chosen.code].map(|text| harmless_line(text));
        format!("  {field}: {code}\n")
    });
    lines.collect()
}

fn consent_text(consent: &Consent) -> String {
    let state = if consent.withdrawn {
        "Consent, withdrawn"
    } else {
        "Consent"
    };
    let mut text = format!(
        "{state}: {}\nFor: body {}\n",
        code_label(CodeList::ConsentScope, &consent.scope),
        harmless_line(&consent.body)
    );
    if let Some(of) = &consent.of {
        text.push_str(&format!(
            "Of: whom act {} of number {} was done to\n",
            u32::from(of.part) + 1,
            of.number
        ));
    }
    if !consent.until.is_empty() {
        text.push_str(&format!("Until: {}\n", harmless_line(&consent.until)));
    }
    text + &quoted(&consent.how)
}

/// What opens the answers of the other body stays sealed: it is for the desk, which reads them.
fn referral_text(step: &ReferralStep) -> String {
    let mut text = format!(
        "Referral: {}\nTo: body {}\n",
        code_label(CodeList::ReferralStatus, &step.to),
        harmless_line(&step.body)
    );
    if let Some(sent) = &step.sent {
        text.push_str(&format!(
            "{}. To be answered by: {}\n{}\n",
            code_label(CodeList::SharingLevel, &sent.sharing),
            harmless_line(&sent.due),
            quoted(&sent.text)
        ));
        if !sent.along.urgency.is_empty() {
            let urgency = harmless_line(&sent.along.urgency);
            text.push_str(&format!("Told how urgent it is: {urgency}\n"));
        }
        if !sent.along.request.is_empty() {
            let words = if sent.along.has_words {
                "with"
            } else {
                "without"
            };
            text.push_str(&format!(
                "A request for protection went along, {words} their own words\n"
            ));
        }
        if let Some(elsewhere) = &sent.elsewhere {
            text.push_str(&format!(
                "Carried to: {}\nSHA-256 of the parcel: {}\n",
                harmless_line(&elsewhere.name),
                harmless_line(&elsewhere.parcel)
            ));
        }
    }
    if let Some(answer) = &step.answer {
        text.push_str(&format!(
            "They answered (digest {}):\n{}\n",
            harmless_line(&answer.digest),
            quoted(&answer.text)
        ));
    }
    text + &quoted(&step.reason)
}

fn task_text(task: &Task) -> String {
    let state = match task.state {
        TaskState::Done => "Task, done",
        TaskState::Open => "Task",
        TaskState::Withdrawn => "Task, taken back",
    };
    let or_nothing = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => harmless_line(text),
    };
    format!(
        "{state}. By: {}. Officer: {}\n{}",
        or_nothing(&task.due),
        or_nothing(&task.officer),
        quoted(&task.text)
    )
}

fn triage_text(triage: &Triage) -> String {
    let mut text = format!(
        "Triage: {} points. Decided: {}\n",
        triage.points(),
        code_label(CodeList::TriageDecision, &triage.decision)
    );
    for score in &triage.scores {
        let criterion = code_label(CodeList::TriageCriterion, &score.criterion);
        text.push_str(&format!(
            "  {criterion}: {} (times {})\n",
            score.score, score.weight
        ));
    }
    text + &quoted(&triage.reason)
}

/// Where the work went on.
pub(crate) fn moved_text(moved: &Moved) -> String {
    format!(
        "The work goes on: {}\n{}",
        code_label(CodeList::CaseStatus, &moved.to),
        quoted(&moved.reason)
    )
}

/// What waits, or waited, for a second officer.
pub(crate) fn proposal_text(proposal: &Proposal) -> String {
    let mut text = format!("Proposed to a second officer: {}\n", proposal.what.word());
    for Outcome {
        allegation,
        disposition,
        proof,
    } in &proposal.outcomes
    {
        let disposition = code_label(CodeList::Disposition, disposition);
        let of = match allegation.as_str() {
            Outcome::WHOLE_CASE => String::new(),
            id => format!(" (allegation {})", harmless_line(id)),
        };
        text.push_str(&format!("  {disposition}{of}\n"));
        if !proof.is_empty() {
            text.push_str(&quoted(proof));
        }
    }
    text + &quoted(&proposal.reason)
}

/// What the second officer decided.
pub(crate) fn vote_text(vote: &Vote) -> String {
    let told = if vote.agrees { "Agreed" } else { "Refused" };
    format!("{told}\n{}", quoted(&vote.reason))
}
