//! What is said when something is refused: what happened, what is kept, what to do next.

use askama::Template;

use crate::{Door, Wording};

/// A refusal.
#[derive(Template)]
#[template(path = "refusal.html")]
pub struct RefusalPage<'a> {
    /// The words.
    pub say: &'a Wording,
    /// The office.
    pub door: &'a Door,
    /// What is refused.
    pub kind: RefusalKind,
    /// A number by which the operator finds the fault in the log.
    pub reference: Option<&'a str>,
}

macro_rules! refusal_kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)+) => {
        /// The kinds of refusal, each with three texts.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub enum RefusalKind {
            $($(#[$doc])* $kind,)+
        }

        impl RefusalKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)+];

            /// Returns the key of the text that says what happened.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$kind => concat!("refusal-", $name, "-what"),)+ }
            }

            /// Returns the key of the text that says what is kept.
            pub const fn kept(self) -> &'static str {
                match self { $(Self::$kind => concat!("refusal-", $name, "-kept"),)+ }
            }

            /// Returns the key of the text that says what to do next.
            pub const fn next(self) -> &'static str {
                match self { $(Self::$kind => concat!("refusal-", $name, "-next"),)+ }
            }
        }
    };
}

refusal_kinds! {
    /// A form that is cut off or is no form.
    BadForm = "bad-form",
    /// The store is not there at the moment, or full.
    Busy = "busy",
    /// Another parcel has the same number.
    Conflict = "conflict",
    /// More files are on their way, or wait, than there is room for.
    Crowded = "crowded",
    /// A parcel of whose files parts are missing.
    Incomplete = "incomplete",
    /// A fault of our own.
    Internal = "internal",
    /// A method that is answered nowhere at this door.
    Method = "method",
    /// No such page, or nothing there that this visitor may see.
    NotFound = "not-found",
    /// A parcel whose shape or signatures are wrong.
    ParcelDamaged = "parcel-damaged",
    /// A parcel for another instance.
    ParcelForeign = "parcel-foreign",
    /// A file that was handed in as a parcel and is none.
    ParcelNone = "parcel-none",
    /// A parcel made with a list of officers that is no longer accepted.
    SealAgain = "seal-again",
    /// Nobody is signed in, or not any more.
    SignedOut = "signed-out",
    /// A follow-up to which something was added before it arrived.
    Stale = "stale",
    /// A sender that stopped sending.
    Slow = "slow",
    /// More than is taken at once.
    TooLarge = "too-large",
    /// A parcel of a version that is not known.
    UnknownVersion = "unknown-version",
}
