//! What a page needs so that its form can be locked in the browser.

/// Where the scripts and the list of officers are, for pages whose form can be locked in the browser.
#[derive(Clone, Debug)]
pub struct Sealing {
    /// The address of the first script, which fetches the rest.
    pub first: String,
    /// The address of manifest, list of officers and their keys.
    pub list: String,
    /// The same with every list of officers that there was: what was signed before stays true.
    pub lists: String,
    /// How much has to be loaded before a report can be locked, as text.
    pub size_to_report: String,
    /// The same before answers can be opened.
    pub size_to_return: String,
}

/// What the browser can find wrong in a report, with the field that it concerns. The page carries the
/// text of each.
pub const REPORT_FAULTS: [(&str, &str); 13] = [
    ("fault-account-empty", "account"),
    ("fault-text-too-long", "account"),
    ("fault-body-missing", "body"),
    ("fault-word-unknown", "basis"),
    ("fault-exclude-unknown", "exclude"),
    ("fault-exclude-too-many", "exclude"),
    ("fault-files-too-large", "files"),
    ("fault-files-too-many", "files"),
    ("fault-file-unreadable", "files"),
    ("fault-list", "hold"),
    ("fault-list-date", "hold"),
    ("fault-locking", "hold"),
    ("fault-refused", "hold"),
];

/// The same for somebody who comes back, and writes again.
pub const RETURN_FAULTS: [(&str, &str); 41] = [
    ("fault-receipt-empty", "receipt"),
    ("fault-receipt-word", "receipt"),
    ("fault-receipt-length", "receipt"),
    ("fault-receipt-check", "receipt"),
    ("fault-message-empty", "message"),
    ("fault-text-too-long", "message"),
    ("fault-files-missing", "files"),
    ("fault-files-too-large", "files"),
    ("fault-files-too-many", "files"),
    ("fault-file-unreadable", "files"),
    ("fault-form-old", "message"),
    ("fault-protection-applicant", "applicant"),
    ("fault-protection-consent", "consent"),
    ("fault-protection-fear", "fear"),
    ("fault-protection-target", "target"),
    ("fault-word-unknown", "wish"),
    ("fault-review-ground", "ground"),
    ("fault-incident-act", "incident-act"),
    ("fault-incident-completion", "incident-act"),
    ("fault-incident-unit", "incident-unit"),
    ("fault-incident-size", "incident-size"),
    ("fault-incident-activity", "incident-activity"),
    ("fault-incident-relation", "incident-relation"),
    ("fault-incident-code", "incident-act"),
    ("fault-incident-old", "incident-act"),
    ("fault-incident-many", "incident-act"),
    ("fault-incident-one", "incident-size"),
    ("fault-incident-date", "incident-began"),
    ("fault-incident-calendar", "incident-began"),
    ("fault-incident-year", "incident-began"),
    ("fault-incident-backwards", "incident-ended"),
    ("fault-incident-ahead", "incident-began"),
    ("fault-incident-number", "incident-number"),
    ("fault-identity-name", "name"),
    ("fault-identity-few", "leave-out"),
    ("fault-consent-officer", "hold"),
    ("fault-list", "hold"),
    ("fault-list-date", "hold"),
    ("fault-locking", "hold"),
    ("fault-refused", "hold"),
    ("whole-files-damaged", "hold"),
];

/// What a file can give away, as the keys of its texts: `trace-` and the name of a kind of the crate
/// `traces`. The page carries the text of each.
pub const TRACES: [&str; 18] = [
    "trace-attachment",
    "trace-author",
    "trace-comment",
    "trace-company",
    "trace-device",
    "trace-earlier-version",
    "trace-hidden-part",
    "trace-identifier",
    "trace-location",
    "trace-not-looked-into",
    "trace-path",
    "trace-serial",
    "trace-software",
    "trace-tag",
    "trace-thumbnail",
    "trace-time",
    "trace-title",
    "trace-tracked-changes",
];
