use std::fmt;

use actix_web::{ResponseError, http::StatusCode};
use casework::{
    CodebookError, FormFault, IncidentFault, IncidentField, MessageFault, PartialDateFault,
    ProtectionFault, ReviewFault,
};
use http_guard::{LogSafe, Refusal, log_refusal, write_with_causes};
use pages::Fault;
use seal::{NoRandomness, PanelError, SendingError, TextError, TrustError, VaultError};
use storage::StoreError;

/// Why something that was sent is not kept.
#[derive(Debug)]
pub(crate) enum Setback {
    /// The form comes back, filled, with these faults.
    Form(Vec<Fault>),
    /// The form comes back with a fresh hidden value: it was not made by this server, or long ago.
    OldForm,
    /// Something that the sender cannot mend; the form comes back to be sent again.
    Refused(Refusal),
}

impl From<Refusal> for Setback {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Setback {
    fn from(fault: Fault) -> Self {
        Self::Form(vec![fault])
    }
}

impl From<StoreError> for Setback {
    fn from(fault: StoreError) -> Self {
        Self::Refused(store_refusal(fault))
    }
}

impl From<SendingError> for Setback {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else fails while sealing is a fault of the server"
    )]
    fn from(fault: SendingError) -> Self {
        match fault {
            SendingError::Panel(PanelError::TooFewLeft) => {
                Fault::new("exclude", "fault-exclude-too-many").into()
            }
            SendingError::Panel(PanelError::UnknownBody) => {
                Fault::new("body", "fault-body-missing").into()
            }
            SendingError::Text(TextError::TooLong { .. }) => too_long(ROUGHLY_OVER).into(),
            fault => Self::Refused(Refusal::internal(SealFault(fault))),
        }
    }
}

/// Logs what the sender cannot mend, and says it beside a field of the form that comes back.
pub(crate) fn trouble(field: &'static str, refusal: &Refusal) -> (StatusCode, Vec<Fault>) {
    let ours = matches!(refusal, Refusal::Busy(_) | Refusal::Internal(_));
    let key = if ours {
        "fault-busy"
    } else {
        refusal.kind().what()
    };
    // The number in the log is not shown: the form says all that its sender can do.
    let _unshown = log_refusal(refusal);
    (refusal.status_code(), vec![Fault::new(field, key)])
}

/// Turns a fault of storage into a refusal; its cause goes to the log.
pub(crate) fn store_refusal(fault: StoreError) -> Refusal {
    match fault {
        StoreError::Full(_) | StoreError::Unreachable(_) => Refusal::busy(StoreFault(fault)),
        StoreError::NotFound
        | StoreError::AlreadyThere
        | StoreError::Conflict
        | StoreError::Broken(_) => Refusal::internal(StoreFault(fault)),
    }
}

/// Turns a failing random source into a refusal.
pub(crate) fn no_randomness(fault: NoRandomness) -> Refusal {
    Refusal::internal(SealFault(fault.into()))
}

/// Names the faults of a report form.
pub(crate) fn form_faults(faults: Vec<FormFault>) -> Vec<Fault> {
    let name = |fault| match fault {
        FormFault::Body => Fault::new("body", "fault-body-missing"),
        FormFault::Exclusion => Fault::new("exclude", "fault-exclude-unknown"),
        FormFault::Nothing => Fault::new("account", "fault-account-empty"),
        FormFault::TooLong { over } => too_long(over),
        FormFault::UnknownWord => Fault::new("basis", "fault-word-unknown"),
    };
    faults.into_iter().map(name).collect()
}

/// Names the fault of a message.
pub(crate) fn message_fault(fault: MessageFault) -> Fault {
    match fault {
        MessageFault::Empty => Fault::new("message", "fault-message-empty"),
        MessageFault::TooLong { over } => {
            Fault::with("message", "fault-text-too-long", "over", over)
        }
    }
}

/// Says what is wrong with a wish for a review.
pub(crate) fn review_fault(fault: ReviewFault) -> Fault {
    match fault {
        ReviewFault::Ground => Fault::new("ground", "fault-review-ground"),
        ReviewFault::TooLong { over } => {
            Fault::with("review-text", "fault-text-too-long", "over", over)
        }
    }
}

/// Says what is wrong with a request for protection.
pub(crate) fn protection_fault(fault: ProtectionFault) -> Fault {
    match fault {
        ProtectionFault::Applicant => Fault::new("applicant", "fault-protection-applicant"),
        ProtectionFault::Basis => Fault::new("target", "fault-protection-target"),
        ProtectionFault::Consent => Fault::new("consent", "fault-protection-consent"),
        ProtectionFault::OwnView => Fault::new("fear", "fault-protection-fear"),
        ProtectionFault::TooLong { over } => {
            Fault::with("fear", "fault-text-too-long", "over", over)
        }
        ProtectionFault::Word => Fault::new("wish", "fault-word-unknown"),
    }
}

/// Says what is wrong with an incident.
pub(crate) fn incident_faults(faults: &[IncidentFault]) -> Vec<Fault> {
    faults.iter().map(incident_fault).collect()
}

fn incident_fault(fault: &IncidentFault) -> Fault {
    let key = fault.key();
    match fault {
        IncidentFault::Missing(field) | IncidentFault::TooMany(field) => {
            Fault::new(incident_field(*field), key)
        }
        IncidentFault::UnknownCode { field, code } => {
            Fault::with(incident_field(*field), key, "word", code)
        }
        IncidentFault::OldCode { field, by, .. } => {
            Fault::with(incident_field(*field), key, "word", by)
        }
        IncidentFault::OneIsSeveral => Fault::new("incident-size", key),
        IncidentFault::When(PartialDateFault::Backwards) => Fault::new("incident-ended", key),
        IncidentFault::When(_) | IncidentFault::Ahead => Fault::new("incident-began", key),
        IncidentFault::Number => Fault::new("incident-number", key),
        IncidentFault::TooLong { over } => Fault::with("incident-narrative", key, "over", over),
    }
}

const fn incident_field(field: IncidentField) -> &'static str {
    match field {
        IncidentField::Act | IncidentField::Completion => "incident-act",
        IncidentField::Unit => "incident-unit",
        IncidentField::Size => "incident-size",
        IncidentField::Activity => "incident-activity",
        IncidentField::By => "incident-by",
        IncidentField::Relation => "incident-relation",
    }
}

/// Turns a broken code list into a refusal.
pub(crate) fn codebook_refusal(fault: CodebookError) -> Refusal {
    Refusal::internal(CodebookFault(fault))
}

fn too_long(over: usize) -> Fault {
    Fault::with("account", "fault-text-too-long", "over", over)
}

/// A fault of storage with its causes. They name tables, files and systems, never what was sent:
/// storage holds nothing readable.
#[derive(Debug)]
struct StoreFault(StoreError);

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_with_causes(&self.0, f)
    }
}

impl LogSafe for StoreFault {}

/// A fault of sealing. Its text names the step that failed.
#[derive(Debug)]
pub(crate) struct SealFault(pub(crate) SendingError);

impl fmt::Display for SealFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl LogSafe for SealFault {}

/// A fault of sealing who a reporter is. Its text names the step that failed.
#[derive(Debug)]
pub(crate) struct VaultFault(pub(crate) VaultError);

impl fmt::Display for VaultFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl LogSafe for VaultFault {}

/// There is no roster to seal with.
#[derive(Debug)]
pub(crate) struct TrustFault(pub(crate) TrustError);

impl fmt::Display for TrustFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl LogSafe for TrustFault {}

/// A code list is broken. Its text names the list.
#[derive(Debug)]
struct CodebookFault(CodebookError);

impl fmt::Display for CodebookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_with_causes(&self.0, f)
    }
}

impl LogSafe for CodebookFault {}

/// A mailbox holds what its reporter did not sign.
#[derive(Debug)]
pub(crate) struct ForeignStatus;

impl fmt::Display for ForeignStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mailbox holds what its reporter did not sign")
    }
}

impl LogSafe for ForeignStatus {}

/// A bundle that ends before its length.
#[derive(Debug)]
pub(crate) struct CutShort;

impl fmt::Display for CutShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the files of an answer end too early")
    }
}

impl LogSafe for CutShort {}

/// As many files of answers are being opened as may be.
#[derive(Debug)]
pub(crate) struct TooManyOpen;

impl fmt::Display for TooManyOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many files of answers are being opened")
    }
}

impl LogSafe for TooManyOpen {}

/// The system gives no further thread.
#[derive(Debug)]
pub(crate) struct NoThread;

impl fmt::Display for NoThread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no thread can be begun")
    }
}

impl LogSafe for NoThread {}

/// What is said when a text is within the limit but its sealed form is not: many signs that JSON
/// writes longer.
const ROUGHLY_OVER: usize = 5_000;

#[cfg(test)]
mod tests {
    use pages::{Language, Pages};

    use super::*;

    #[test]
    fn every_fault_has_words() {
        let pages = Pages::load().unwrap();
        let mut faults = form_faults(vec![
            FormFault::Body,
            FormFault::Exclusion,
            FormFault::Nothing,
            FormFault::TooLong { over: 3 },
            FormFault::UnknownWord,
        ]);
        faults.push(message_fault(MessageFault::Empty));
        faults.push(message_fault(MessageFault::TooLong { over: 3 }));
        faults.extend([
            protection_fault(ProtectionFault::Applicant),
            protection_fault(ProtectionFault::Basis),
            protection_fault(ProtectionFault::Consent),
            protection_fault(ProtectionFault::OwnView),
            protection_fault(ProtectionFault::TooLong { over: 3 }),
            protection_fault(ProtectionFault::Word),
        ]);
        let code = "st.king".to_owned();
        let by = code.clone();
        let field = IncidentField::By;
        let fields = [
            IncidentField::Act,
            IncidentField::Completion,
            IncidentField::Unit,
            IncidentField::Size,
            IncidentField::Activity,
            IncidentField::By,
            IncidentField::Relation,
        ];
        let dates = [
            PartialDateFault::Backwards,
            PartialDateFault::NoSuchDay,
            PartialDateFault::Shape,
            PartialDateFault::Year,
        ];
        let mut of_incidents = vec![
            IncidentFault::UnknownCode {
                field,
                code: code.clone(),
            },
            IncidentFault::OldCode { field, code, by },
            IncidentFault::TooMany(field),
            IncidentFault::OneIsSeveral,
            IncidentFault::Ahead,
            IncidentFault::Number,
            IncidentFault::TooLong { over: 3 },
        ];
        of_incidents.extend(fields.map(IncidentFault::Missing));
        of_incidents.extend(dates.map(IncidentFault::When));
        faults.extend(incident_faults(&of_incidents));
        faults.push(review_fault(ReviewFault::Ground));
        faults.push(review_fault(ReviewFault::TooLong { over: 3 }));
        for key in [
            "fault-busy",
            "fault-exclude-too-many",
            "fault-file-name-too-long",
            "fault-files-missing",
            "fault-files-too-large",
            "fault-files-too-many",
            "fault-form-old",
        ] {
            faults.push(Fault::new("account", key));
        }
        for fault in faults {
            assert!(
                pages.wording(Language::English).knows(fault.key),
                "{}",
                fault.key
            );
        }
    }

    #[test]
    fn a_full_disk_and_a_database_that_is_away_can_be_tried_again() {
        let cause = || -> storage::Cause { std::sync::Arc::new(std::io::Error::other("gone")) };
        assert!(matches!(
            store_refusal(StoreError::Full(cause())),
            Refusal::Busy(_)
        ));
        assert!(matches!(
            store_refusal(StoreError::Unreachable(cause())),
            Refusal::Busy(_)
        ));
        assert!(matches!(
            store_refusal(StoreError::Broken(cause())),
            Refusal::Internal(_)
        ));
    }
}
