//! A case as a text that reads from top to bottom. What a stranger wrote stands behind a bar, so that
//! it cannot pass for a line of ours.

use std::collections::BTreeSet;

use casework::{
    Basis, CodeList, Content, Entry, NamedFiles, OpenCase, Report, Urgency, has_few_holders,
    live_holders,
};
use seal::{OfficerId, Sender};

use crate::incident_text::incident_text;
use crate::note_text::{code_label, moved_text, note_text, proposal_text, vote_text};
use crate::proceeding_text::proceeding_text;
use crate::protection_text::protection_text;
use crate::terminal::{harmless_line, quoted};

/// Writes a case down. `on_duty` are the officers on duty, `unix_seconds` is the time of this machine.
pub(crate) fn case_text(
    case: &OpenCase<'_>,
    on_duty: &BTreeSet<OfficerId>,
    unix_seconds: i64,
) -> String {
    let header = &case.file.case.header;
    let holders: Vec<String> = case
        .file
        .holders
        .iter()
        .map(|&holder| case.label(holder))
        .collect();
    let mut text = format!(
        "Case {}  ({})\nReceived {}, sealed at level {}\nThe work stands at: {}\nCan be opened by: {}\n",
        header.case.short(),
        case.id(),
        case.file.case.received_on,
        header.level.letter(),
        code_label(CodeList::CaseStatus, case.file.case.stage.word()),
        harmless_line(&holders.join("; "))
    );
    if has_few_holders(&case.file.holders, on_duty) {
        text.push_str(&format!(
            "WARNING: of these only {} on duty. When the last of them loses the key, nobody can ever open this case again. Let a colleague in: tabir grant\n",
            live_holders(&case.file.holders, on_duty)
        ));
    }
    for warning in case.warnings() {
        text.push_str(&format!("WARNING: {warning}\n"));
    }
    text.push_str(&referrer_text(case, unix_seconds));
    let sender = if case.is_referred(unix_seconds) {
        "the referring body"
    } else {
        "the reporter"
    };
    for entry in case.entries() {
        text.push_str(&entry_text(case, &entry, sender));
    }
    text
}

/// Which body passed the report on, and whether that is signed.
fn referrer_text(case: &OpenCase<'_>, unix_seconds: i64) -> String {
    let Some(by) = case.referred_by() else {
        return String::new();
    };
    let name = harmless_line(&case.referrer_label(&by).unwrap_or_default());
    let body = by.terms.as_ref().map(|terms| case.body_label(terms.from));
    let body = harmless_line(&body.unwrap_or_default());
    if by.is_signed {
        let due = by.terms.map(|terms| terms.due.to_string());
        let due = due.unwrap_or_default();
        return format!("Referred by {name} of {body}, who ask for an answer by {due}\n");
    }
    let why = if case.is_unchecked(&by, unix_seconds) {
        "who signed that cannot be checked here"
    } else {
        "this officer has not signed that; ask them"
    };
    format!("WARNING: it says that {name} of {body} referred it, and {why}.\n")
}

/// `sender` are words for whoever sent the report.
fn entry_text(case: &OpenCase<'_>, entry: &Entry<'_>, sender: &str) -> String {
    let content = match &entry.content {
        Content::Report => report_text(case, &case.report),
        Content::Text(words) => quoted(words),
        Content::Reply(words, files) => {
            let files = match files {
                NamedFiles::Here => "The files before it belong to it.\n",
                NamedFiles::Missing => "WARNING: its files are missing or were exchanged.\n",
                NamedFiles::None => "",
            };
            quoted(words) + files
        }
        Content::Files(bundle) => format!(
            "Files, sealed: {} bytes. `tabir open --out DIR` writes them out.\n",
            bundle.header.length
        ),
        Content::Deletion(reason) => format!(
            "{} asks for deletion. Thirty days' notice runs; two holders decide.\n{}",
            begun(sender),
            quoted(reason)
        ),
        Content::Review(ground, words) => format!(
            "{} asks for a review, on the ground: {}.\n{}",
            begun(sender),
            ground.word(),
            quoted(words)
        ),
        Content::Protection(entry) => protection_text(case, entry),
        Content::Incident(entry) => incident_text(entry),
        Content::Proceeding(entry) => proceeding_text(entry),
        Content::Recusal(reason) => format!(
            "Declined the case because of a conflict, and cannot be let in again.\n{}",
            quoted(reason)
        ),
        Content::Note(note) => note_text(note),
        Content::Moved(moved) => moved_text(moved),
        Content::Proposal(proposal) => proposal_text(proposal),
        Content::Vote(vote) => vote_text(vote),
        Content::Exclusion(excluded) => {
            let officers = excluded.officers.iter().copied();
            let names: Vec<String> = officers.map(|officer| case.label(officer)).collect();
            format!(
                "Excluded from the case, nobody can let them in: {}\n{}",
                harmless_line(&names.join("; ")),
                quoted(&excluded.reason)
            )
        }
        Content::HandOver(left) => {
            let to = left.to.parse().map(|officer| case.label(officer));
            format!(
                "Handed the case over to {} and left it.\n{}",
                harmless_line(&to.unwrap_or_default()),
                quoted(&left.text)
            )
        }
        Content::Vault(vault) => {
            let names = vault.custodians().iter().map(|id| case.label(*id));
            let names: Vec<String> = names.collect();
            format!(
                "Left a name with custodians, of whom {} have to agree: {}\n",
                vault.needed(),
                harmless_line(&names.join("; "))
            )
        }
        Content::VaultConsent(consent) => format!(
            "Agrees that {} reads the name, once custodians gave it\n",
            harmless_line(&case.label(consent.officer))
        ),
        Content::VaultRequest(request) => format!(
            "Asks the custodians for the name. Basis: {}\n{}",
            code_label(CodeList::DisclosureBasis, &request.reason.basis),
            quoted(&request.reason.reason)
        ),
        Content::Unreadable(kind, why) => format!("A {} that does not open: {why}\n", kind.word()),
    };
    let from = match entry.sender {
        Sender::Reporter => sender,
        Sender::Officer(_) => &entry.from,
    };
    format!("\n--- {}, {}\n{content}", entry.on, harmless_line(from))
}

/// The words where a sentence begins with them.
fn begun(words: &str) -> String {
    words.replacen("the ", "The ", 1)
}

fn report_text(case: &OpenCase<'_>, report: &Report) -> String {
    let basis = |basis: &Basis| match basis {
        Basis::Saw => "saw or heard it",
        Basis::Document => "holds a document or recording",
        Basis::Told => "was told",
    };
    let based_on: Vec<&str> = report.basis.iter().map(basis).collect();
    let urgency = match report.urgency {
        Urgency::Normal => "",
        Urgency::Soon => "should be read soon",
        Urgency::Danger => "SOMEBODY IS IN DANGER, says whoever sent it",
    };
    let excluded = report.exclusions.officers() | &case.barred();
    let excluded: Vec<String> = excluded.iter().map(|&one| case.label(one)).collect();
    let lines = [
        ("Based on: who reported ", based_on.join(", ")),
        ("Urgency: ", urgency.to_owned()),
        ("Must not see this: ", harmless_line(&excluded.join("; "))),
    ];
    let blocks = [
        ("When", &report.when),
        ("Where", &report.place),
        ("Who", &report.who),
        ("Reprisals so far", &report.reprisal),
    ];
    let mut text = quoted(&report.account);
    if let Some(entered) = case.entered_by() {
        let by = entered
            .officer
            .map_or_else(String::new, |by| case.label(by));
        let (by, channel) = (
            harmless_line(&by),
            code_label(CodeList::ReportChannel, &entered.channel),
        );
        text.push_str(&match entered.is_signed {
            true => format!("Entered by {by} for somebody who came without the web: {channel}\n"),
            false => format!(
                "WARNING: it says that {by} entered it for somebody, and that is not signed by this officer.\n"
            ),
        });
    }
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(&format!("{name}{value}\n"));
    }
    for (name, value) in blocks.iter().filter(|(_, value)| !value.trim().is_empty()) {
        text.push_str(&format!("{name}:\n{}", quoted(value)));
    }
    text
}
