//! The officers' desk: one page, which what was unlocked does not outlive.

use askama::Template;

use crate::{Door, Wording};

/// The desk. A script puts its other views in the place of the form.
#[derive(Template)]
#[template(path = "desk/desk.html")]
pub struct DeskPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// The address of the script, where this program has it.
    pub script: Option<&'a str>,
    /// Seconds without a touch after which the desk locks itself.
    pub idle_seconds: i64,
}

/// What the record of acts can tell, each with a text `desk-act-…`.
pub const ACTS: [&str; 31] = [
    "account-locked",
    "account-opened",
    "account-unlocked",
    "answered",
    "close-proposed",
    "closed",
    "declined",
    "excluded",
    "forgotten",
    "granted",
    "handed-over",
    "held",
    "hold-proposed",
    "invited",
    "noted",
    "opened",
    "passkey-added",
    "passkey-removed",
    "planned",
    "proposal-refused",
    "proposal-withdrawn",
    "record-read",
    "refused",
    "release-proposed",
    "released",
    "review-asked",
    "rewrapped",
    "sign-in-failed",
    "signed-in",
    "silent",
    "status-set",
];

/// What the desk's client can find wrong. The page carries the text of each.
pub const FAULTS: [&str; 61] = [
    "fault-desk-account",
    "fault-desk-allegation",
    "fault-desk-already-so",
    "fault-desk-damaged",
    "fault-desk-decision",
    "fault-desk-empty",
    "fault-desk-excluded",
    "fault-desk-failed",
    "fault-desk-files",
    "fault-desk-files-too-large",
    "fault-desk-line",
    "fault-desk-list",
    "fault-desk-no-such-move",
    "fault-desk-nobody",
    "fault-desk-not-pending",
    "fault-desk-not-there",
    "fault-desk-note-empty",
    "fault-desk-older-list",
    "fault-desk-other-proposal",
    "fault-desk-own-proposal",
    "fault-desk-pdf",
    "fault-desk-pdf-heavy",
    "fault-desk-pdf-locked",
    "fault-desk-pending",
    "fault-desk-picture",
    "fault-desk-proof",
    "fault-desk-reason",
    "fault-desk-reason-long",
    "fault-desk-reason-missing",
    "fault-desk-record",
    "fault-desk-refused",
    "fault-desk-signed-out",
    "fault-desk-stale",
    "fault-desk-title-long",
    "fault-desk-too-few-left",
    "fault-desk-too-few-stay",
    "fault-desk-too-long",
    "fault-desk-word",
    "fault-desk-words",
    "fault-file-unreadable",
    "fault-files-too-many",
    "fault-invitation-expired",
    "fault-invitation-file",
    "fault-invitation-gone",
    "fault-invitation-key",
    "fault-invitation-link",
    "fault-invitation-passphrase",
    "fault-list",
    "fault-list-date",
    "fault-passkey-browser",
    "fault-passkey-copied",
    "fault-passkey-known",
    "fault-passkey-many",
    "fault-passkey-none",
    "fault-passkey-refused",
    "fault-passkey-stopped",
    "fault-sign-in-again",
    "fault-sign-in-code",
    "fault-sign-in-code-used",
    "fault-sign-in-refused",
    "fault-sign-in-wait",
];
