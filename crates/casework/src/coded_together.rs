//! What no list of the codebook says: what is counted nowhere, and what goes together.

use crate::coded_field::RecordKind;
use crate::exact_series::SdgHarm;

/// Why a record is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotCounted {
    pub(crate) field: &'static str,
    pub(crate) why: &'static str,
    pub(crate) remedy: &'static str,
}

/// Whether a record of these codes is counted; `code` gives that of a field, empty where it has none.
pub(crate) fn not_counted<'c>(
    kind: RecordKind,
    code: impl Fn(&'static str) -> &'c str,
) -> Option<NotCounted> {
    let because = |field, why, remedy| Some(NotCounted { field, why, remedy });
    match kind {
        RecordKind::Act if ["duplicate", "refuted"].contains(&code("verification")) => because(
            "verification",
            "what did not happen, or is there already, is not counted",
            "take the record out",
        ),
        RecordKind::Case if code("event") == "closed" && code("disposition").is_empty() => because(
            "disposition",
            "a case that is closed came to something",
            "code it",
        ),
        RecordKind::Case if code("event") == "received" && !code("disposition").is_empty() => {
            because(
                "disposition",
                "a case that is only received has come to nothing yet",
                "leave it empty, and make another record when the case is closed",
            )
        }
        RecordKind::Case if code("event") == "closed" && !code("acknowledgement").is_empty() => {
            because("acknowledgement", PROMISED, LEAVE_EMPTY)
        }
        RecordKind::Case if code("event") == "closed" && !code("feedback").is_empty() => {
            because("feedback", PROMISED, LEAVE_EMPTY)
        }
        RecordKind::Person if code("verification") != "verified" => because(
            "verification",
            "exact figures count only what an independent body verified",
            "take the record out until it is",
        ),
        RecordKind::Person if SdgHarm::of_act(code("act")).is_none() => because(
            "act",
            "is no harm that indicator 16.10.1 counts",
            "take the record out",
        ),
        RecordKind::Person if SdgHarm::group_of(code("role")).is_none() => because(
            "role",
            "is nobody whom indicator 16.10.1 counts",
            "take the record out",
        ),
        RecordKind::Act
        | RecordKind::Case
        | RecordKind::Person
        | RecordKind::Proceeding
        | RecordKind::Protection => None,
    }
}

const PROMISED: &str =
    "what was promised is counted once, with the record that the case was received";
const LEAVE_EMPTY: &str = "leave it empty here, and code it there";
