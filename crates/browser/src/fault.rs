use std::fmt;

#[cfg(feature = "desk")]
use casework::CodingFault;
#[cfg(any(feature = "desk", feature = "sealing"))]
use casework::FormFault;
#[cfg(any(feature = "desk", feature = "follow_up"))]
use casework::{IncidentFault, ProceedingFault};
use seal::{BundleError, NoRandomness, PanelError, SendingError, TextError, TrustError};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Why something could not be done, as keys of the wording: the page has their texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Vec<Named>);

/// One key, with the value that its text has a place for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Named {
    key: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
}

impl Fault {
    pub(crate) fn new(key: &'static str) -> Self {
        Self::with(key, String::new())
    }

    pub(crate) fn with(key: &'static str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        Self(vec![Named { key, value }])
    }

    #[cfg(any(feature = "desk", feature = "sealing"))]
    pub(crate) fn of_form(faults: Vec<FormFault>) -> Self {
        let name = |fault| match fault {
            FormFault::Body => Self::new("fault-body-missing"),
            FormFault::Exclusion => Self::new("fault-exclude-unknown"),
            FormFault::Nothing => Self::new("fault-account-empty"),
            FormFault::TooLong { over } => Self::with("fault-text-too-long", over),
            FormFault::UnknownWord => Self::new("fault-word-unknown"),
        };
        Self(faults.into_iter().flat_map(|fault| name(fault).0).collect())
    }

    #[cfg(feature = "desk")]
    pub(crate) fn of_coding(faults: &[CodingFault]) -> Self {
        let name = |fault: &CodingFault| {
            let (key, value) = fault.key();
            Self::with(key, value).0
        };
        let mut named: Vec<Named> = faults.iter().flat_map(name).collect();
        named.dedup();
        Self(named)
    }

    #[cfg(any(feature = "desk", feature = "follow_up"))]
    pub(crate) fn of_incident(faults: &[IncidentFault]) -> Self {
        let name = |fault: &IncidentFault| match fault {
            IncidentFault::UnknownCode { code, .. } => Self::with(fault.key(), code),
            IncidentFault::OldCode { by, .. } => Self::with(fault.key(), by),
            IncidentFault::TooLong { over } => Self::with(fault.key(), over),
            IncidentFault::Missing(_)
            | IncidentFault::TooMany(_)
            | IncidentFault::OneIsSeveral
            | IncidentFault::When(_)
            | IncidentFault::Ahead
            | IncidentFault::Number => Self::new(fault.key()),
        };
        Self(faults.iter().flat_map(|fault| name(fault).0).collect())
    }

    #[cfg(any(feature = "desk", feature = "follow_up"))]
    pub(crate) fn of_proceeding(faults: &[ProceedingFault]) -> Self {
        let name = |fault: &ProceedingFault| match fault.value() {
            Some((_, value)) => Self::with(fault.key(), value),
            None => Self::new(fault.key()),
        };
        Self(faults.iter().flat_map(|fault| name(fault).0).collect())
    }

    /// The keys as JSON: `[{"key":"fault-…","value":"…"}]`.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(&fault.to_json())
    }
}

impl From<NoRandomness> for Fault {
    fn from(NoRandomness: NoRandomness) -> Self {
        Self::new(BROKEN)
    }
}

impl From<BundleError> for Fault {
    fn from(fault: BundleError) -> Self {
        match fault {
            BundleError::TooManyFiles { limit } => Self::with("fault-files-too-many", limit),
            BundleError::Damaged
            | BundleError::OtherHeader
            | BundleError::Open(_)
            | BundleError::Seal(_)
            | BundleError::Io(_) => Self::new(BROKEN),
        }
    }
}

impl From<SendingError> for Fault {
    fn from(fault: SendingError) -> Self {
        match fault {
            SendingError::Bundle(fault) => fault.into(),
            SendingError::Panel(PanelError::TooFewLeft) => Self::new("fault-exclude-too-many"),
            SendingError::Panel(PanelError::UnknownBody) => Self::new("fault-body-missing"),
            SendingError::Text(TextError::TooLong { .. }) => {
                Self::with("fault-text-too-long", ROUGHLY_OVER)
            }
            SendingError::Trust(fault) => fault.into(),
            SendingError::MissingKey => Self::new(LIST),
            SendingError::Grant(_)
            | SendingError::NoRandomness(_)
            | SendingError::Order
            | SendingError::Panel(_)
            | SendingError::Text(_) => Self::new(BROKEN),
        }
    }
}

impl From<TrustError> for Fault {
    fn from(fault: TrustError) -> Self {
        match fault {
            TrustError::NotValid(_) => Self::new("fault-list-date"),
            TrustError::Manifest(_)
            | TrustError::MissingKey(_)
            | TrustError::NoRoster
            | TrustError::Older { .. }
            | TrustError::OtherManifest
            | TrustError::Roster(_) => Self::new(LIST),
        }
    }
}

/// The list of officers, or what signs it, is not the one that the page names.
pub(crate) const LIST: &str = "fault-list";
/// Nothing that the reporter could mend.
pub(crate) const BROKEN: &str = "fault-locking";
/// What is said when escaping, not the letters, made a text too long.
const ROUGHLY_OVER: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_form_is_named_with_its_value() {
        let fault = Fault::of_form(vec![FormFault::Body, FormFault::TooLong { over: 7 }]);
        assert_eq!(
            fault.to_json(),
            r#"[{"key":"fault-body-missing"},{"key":"fault-text-too-long","value":"7"}]"#
        );
    }
}
